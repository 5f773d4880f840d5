"use strict";
// Bytes that are in the layers more than once.

const MOST_PATHS = 100;

function addDuplicates(model) {
  const groups = model.copies.map((files) => ({
    files,
    size: model.files.size[files[0]],
    wasted: model.files.size[files[0]] * (files.length - 1),
    layers: [...new Set(files.map((file) => model.files.layer[file]))].sort((a, b) => a - b),
  }));
  addSection("duplicates", "Duplicates",
    element("p", { class: "muted" }, duplicatesText(model, groups)),
    groups.length > 0 ? duplicatesTable(model, groups) : null);
}

function duplicatesText(model, groups) {
  const wasted = sum(groups, (group) => group.wasted);
  const across = sum(groups.filter((group) => group.layers.length > 1), (group) => group.wasted);
  const links = model.files.hardLinks.size;
  const texts = groups.length === 0
    ? ["No file that has bytes is there twice."]
    : [`${formatBytes(wasted)}, ${formatShare(wasted, model.content)} of the content, is there more than once, ${formatBytes(across)} of it in files that several layers have.`];
  if (links > 0) texts.push(`${formatCount(links, "hard link")} to an equal file of the same layer cost nothing, and are not counted. There are none across layers.`);
  return texts.join(" ");
}

function duplicatesTable(model, groups) {
  return new PagedTable({
    caption: "Files with equal bytes",
    unit: "group",
    count: groups.length,
    sort: { column: 1, isDescending: true },
    search: { label: "Search paths", text: (i) => groups[i].files.map((file) => filePath(model, file)).join("\n").toLowerCase() },
    columns: [
      { label: "Files", value: (i) => filePath(model, groups[i].files[0]), cell: (i) => copiesCell(model, groups[i]) },
      { label: "Wasted", isNumber: true, value: (i) => groups[i].wasted, cell: (i) => formatBytes(groups[i].wasted) },
      { label: "Copies", isNumber: true, value: (i) => groups[i].files.length, cell: (i) => groups[i].files.length.toLocaleString("en") },
      { label: "Each", isNumber: true, isMinor: true, value: (i) => groups[i].size, cell: (i) => formatBytes(groups[i].size) },
      { label: "Layers", isMinor: true, value: (i) => groups[i].layers.length, cell: (i) => layerList(model, groups[i].layers) },
    ],
  }).element;
}

function copiesCell(model, { files }) {
  const list = element("ul");
  const details = element("details", {}, element("summary", {}, fileCell(model, files[0])), list);
  details.addEventListener("toggle", () => {
    if (list.childElementCount > 0) return;
    list.append(...files.slice(1, MOST_PATHS).map((file) => element("li", { class: "path" }, filePath(model, file))));
    if (files.length > MOST_PATHS) list.append(element("li", { class: "muted" }, `and ${formatCount(files.length - MOST_PATHS, "more", "more")}`));
  });
  return details;
}
