"use strict";
// The data of the report (private/engine/report/page_data.h), with columns of numbers in typed arrays.

/** Reads the data. */
function readModel(data) {
  const files = readFiles(data.files, new Set(data.hard_links));
  const directories = { parent: data.directories.parent, name: data.directories.name.split("/"), path: [""] };
  const model = {
    title: data.title,
    layers: data.layers,
    components: readComponents(data.components),
    app: data.app,
    directories,
    files,
    groups: files.groups,
    copies: data.copies,
    previous: data.previous,
  };
  for (const layer of model.layers) layer.content = 0;
  for (let i = 0; i < files.count; ++i) {
    model.layers[files.layer[i]].content += files.bytes[i];
    model.components[files.component[i]].bytes += files.bytes[i];
    ++model.components[files.component[i]].files;
  }
  model.size = sum(model.layers, (layer) => layer.size);
  model.content = sum(model.layers, (layer) => layer.content);
  return model;
}

function readComponents(columns) {
  return columns.name.map((name, i) => ({
    kind: columns.kind[i],
    name,
    version: columns.version[i],
    label: columns.version[i] ? `${name} ${columns.version[i]}` : name,
    layers: columns.layers ? columns.layers[i] : [],
    bytes: columns.size ? columns.size[i] : 0,
    files: 0,
  }));
}

function readFiles(columns, hardLinks) {
  const count = columns.size.length;
  const files = {
    count,
    name: count ? columns.name.split("/") : [],
    size: Float64Array.from(columns.size),
    bytes: Float64Array.from(columns.size, (size, i) => (hardLinks.has(i) ? 0 : size)),
    hardLinks,
    directory: new Uint32Array(count),
    layer: new Uint16Array(count),
    component: new Uint32Array(count),
    groups: [],
  };
  let run = 0;
  let file = 0;
  for (let g = 0; g < columns.groups.length; g += 3) {
    const [layer, component, runs] = columns.groups.slice(g, g + 3);
    const first = file;
    for (const end = run + 2 * runs; run < end; run += 2) {
      const next = file + columns.runs[run + 1];
      files.directory.fill(columns.runs[run], file, next);
      file = next;
    }
    files.layer.fill(layer, first, file);
    files.component.fill(component, first, file);
    files.groups.push({ layer, component, first, end: file });
  }
  return files;
}

/** The path of a directory, "" of the root. */
function directoryPath(model, directory) {
  const { parent, name, path } = model.directories;
  if (path[directory] === undefined) {
    const above = directoryPath(model, parent[directory]);
    path[directory] = above ? `${above}/${name[directory]}` : name[directory];
  }
  return path[directory];
}

function filePath(model, file) {
  const directory = directoryPath(model, model.files.directory[file]);
  return directory ? `${directory}/${model.files.name[file]}` : model.files.name[file];
}

function sum(items, value) {
  return items.reduce((total, item) => total + value(item), 0);
}

/** The bytes to push if these layers change. */
function pushSize(model, layers) {
  return sum(layers, (layer) => model.layers[layer].size);
}
