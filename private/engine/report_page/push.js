"use strict";
// What a change makes a registry and every machine take anew.

function addPush(model) {
  const pushed = model.components.filter((component) => component.layers.length > 0 && component.files > 0);
  addSection("push", "What a change pushes",
    element("p", { class: "muted" }, "A registry takes layers whole: a layer with one other byte has another digest, and is pushed and pulled again. ",
      "A new version of a wheel also changes layers with links that name the version."),
    element("ul", { class: "costs" }, ...costsOf(model, pushed).map((cost) => costRow(model, cost))),
    element("h3", {}, "By component"),
    componentsTable(model, pushed));
}

/** The changes that happen most, with the layers that each pushes. */
function costsOf(model, components) {
  const costs = [{ label: "An edit of the application", layers: model.app }];
  const wheels = components.filter((component) => component.kind === "d");
  wheels.sort((a, b) => pushSize(model, a.layers) - pushSize(model, b.layers));
  if (wheels.length > 0) {
    const middle = wheels[(wheels.length - 1) >> 1];
    const worst = wheels.at(-1);
    costs.push({ label: "A new version of a wheel", note: `median: ${middle.name}`, layers: middle.layers });
    if (pushSize(model, worst.layers) > pushSize(model, middle.layers)) {
      costs.push({ label: "A new version of the costliest wheel", note: worst.name, layers: worst.layers });
    }
  }
  const pythons = new Set(components.filter((component) => component.kind === "p").flatMap((component) => component.layers));
  if (pythons.size > 0) costs.push({ label: "A new Python", note: "patch release", layers: [...pythons] });
  costs.push({ label: "The first push", note: "everything", layers: model.layers.map((_, i) => i) });
  return costs;
}

function costRow(model, { label, note, layers }) {
  const bytes = pushSize(model, layers);
  return element("li", {},
    element("span", { class: "what" }, label, note ? element("span", { class: "muted" }, ` ${note}`) : null),
    element("span", { class: "bytes" }, formatBytes(bytes), element("span", { class: "muted" }, ` ${formatShare(bytes, model.size)}`)),
    stackedBar(model, layers, model.size),
    layerList(model, layers));
}

function layerList(model, layers) {
  return element("span", { class: "layers" }, ...layers.map((layer) => layerLabel(layer, model.layers[layer].name)));
}

const KINDS = { d: "distribution", p: "interpreter", r: "repository", o: "other" };

function componentsTable(model, components) {
  return new PagedTable({
    caption: "Components, and what another version of each pushes",
    unit: "component",
    count: components.length,
    sort: { column: 4, isDescending: true },
    search: { label: "Search components", text: (i) => `${components[i].label} ${KINDS[components[i].kind]}`.toLowerCase() },
    columns: [
      { label: "Component", value: (i) => components[i].name, cell: (i) => componentCell(components[i]) },
      { label: "Kind", isMinor: true, value: (i) => KINDS[components[i].kind], cell: (i) => KINDS[components[i].kind] },
      { label: "Pushes", isNumber: true, value: (i) => pushSize(model, components[i].layers), cell: (i) => formatBytes(pushSize(model, components[i].layers)) },
      { label: "Layers", isMinor: true, value: (i) => components[i].layers.join(), cell: (i) => layerList(model, components[i].layers) },
      { label: "Content", isNumber: true, value: (i) => components[i].bytes, cell: (i) => formatBytes(components[i].bytes) },
      { label: "Files", isNumber: true, isMinor: true, value: (i) => components[i].files, cell: (i) => components[i].files.toLocaleString("en") },
    ],
  }).element;
}

function componentCell(component) {
  return element("span", {}, component.name, component.version ? element("span", { class: "muted" }, ` ${component.version}`) : null);
}
