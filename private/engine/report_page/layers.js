"use strict";
// The head of the page, and the layers.

function addHead(model) {
  document.title = `${model.title} – layers`;
  document.getElementById("title").textContent = model.title;
  document.getElementById("summary").textContent = [
    formatCount(model.layers.length, "layer"),
    formatCount(model.files.count, "file"),
    `${formatBytes(model.content)} of content`,
    `${formatBytes(model.size)} in a registry`,
  ].join(" · ");
}

function addLayers(model) {
  addSection("layers", "Layers", stackedBar(model, model.layers.map((_, i) => i), model.size), layersTable(model));
}

/** Layers as parts of a bar, whose whole width is `whole` bytes. For the eye: what it says stands beside it as text. */
function stackedBar(model, layers, whole) {
  const parts = layers.map((layer) => {
    const part = element("span", { class: "part" });
    part.style.setProperty("--hue", hueOf(layer));
    part.style.flexBasis = `${(100 * model.layers[layer].size) / (whole || 1)}%`;
    return part;
  });
  return element("div", { class: "stack", "aria-hidden": "true" }, ...parts);
}

function layersTable(model) {
  const { layers } = model;
  return new PagedTable({
    caption: "Layers, bottom to top",
    unit: "layer",
    count: layers.length,
    sort: { column: 6, isDescending: false },
    columns: [
      { label: "Layer", value: (i) => layers[i].name, cell: (i) => layerLabel(i, layers[i].name) },
      { label: "In a registry", isNumber: true, value: (i) => layers[i].size, cell: (i) => formatBytes(layers[i].size) },
      { label: "Share", isNumber: true, value: (i) => layers[i].size, cell: (i) => formatShare(layers[i].size, model.size) },
      { label: "Content", isNumber: true, isMinor: true, value: (i) => layers[i].content, cell: (i) => formatBytes(layers[i].content) },
      { label: "Files", isNumber: true, isMinor: true, value: (i) => layers[i].files, cell: (i) => layers[i].files.toLocaleString("en") },
      { label: "Links", isNumber: true, isMinor: true, value: (i) => layers[i].links, cell: (i) => layers[i].links.toLocaleString("en") },
      { label: "Order", isNumber: true, isMinor: true, value: (i) => i, cell: (i) => String(i + 1) },
      { label: "Digest", isMinor: true, value: (i) => layers[i].digest, cell: (i) => digestCell(layers[i].digest) },
    ],
  }).element;
}

function digestCell(digest) {
  return element("code", { title: digest }, digest.replace("sha256:", "").slice(0, 12));
}
