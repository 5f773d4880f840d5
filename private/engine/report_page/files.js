"use strict";
// All files, the largest first.

/** Adds the section, and returns how to show one file in it, by its path. */
function addFiles(model) {
  const paths = Array.from({ length: model.files.count }, (_, file) => filePath(model, file));
  const table = filesTable(model, paths);
  const section = addSection("files", "Files", table.element);
  return (path) => {
    table.searchFor(path);
    section.scrollIntoView();
    table.input.focus({ preventScroll: true });
  };
}

function filesTable(model, paths) {
  const { files } = model;
  const components = model.components;
  return new PagedTable({
    caption: "Files",
    unit: "file",
    count: files.count,
    sort: { column: 3, isDescending: true },
    search: { label: "Search paths and components", text: searchText(model, paths) },
    filter: { label: "All layers", choices: model.layers.map((layer) => layer.name), value: (file) => files.layer[file] },
    columns: [
      { label: "File", value: (file) => paths[file], cell: (file) => fileCell(model, file) },
      { label: "Component", isMinor: true, value: (file) => components[files.component[file]].name, cell: (file) => components[files.component[file]].name },
      { label: "Layer", isMinor: true, value: (file) => files.layer[file], cell: (file) => layerLabel(files.layer[file], model.layers[files.layer[file]].name) },
      { label: "Bytes", isNumber: true, value: (file) => files.size[file], cell: (file) => formatBytes(files.size[file]) },
    ],
  });
}

/** What a search of the files looks in; made once for each. */
function searchText(model, paths) {
  const texts = [];
  return (file) => {
    texts[file] ??= `${paths[file]} ${model.components[model.files.component[file]].label}`.toLowerCase();
    return texts[file];
  };
}

/** A file's name, and where it is. */
function fileCell(model, file) {
  return element("span", { class: "file" },
    model.files.name[file],
    model.files.hardLinks.has(file) ? element("span", { class: "tag" }, "hard link") : null,
    element("span", { class: "path muted" }, directoryPath(model, model.files.directory[file])));
}
