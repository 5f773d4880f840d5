"use strict";
// The tree that the map walks: all layers, a layer, a component, its directories, files. A node knows its children only
// once it is asked for them, since most are never looked at.

/** The root of the tree. */
function treeOf(model) {
  const root = makeNode({ kind: "root", name: "All layers", bytes: model.content, files: model.files.count });
  root.load = () => model.layers.map((layer, index) => layerNode(model, root, layer, index));
  return root;
}

function makeNode(fields) {
  return { parent: null, layer: -1, path: "", load: null, loaded: null, ...fields };
}

/** What a node holds, the largest first; those without bytes do not show. */
function childrenOf(node) {
  if (!node.load) return [];
  if (!node.loaded) {
    node.loaded = node.load().filter((child) => child.bytes > 0);
    node.loaded.sort((a, b) => b.bytes - a.bytes);
  }
  return node.loaded;
}

function layerNode(model, parent, layer, index) {
  const node = makeNode({ kind: "layer", name: layer.name, parent, layer: index, bytes: layer.content, files: layer.files });
  node.load = () => model.groups.filter((group) => group.layer === index).map((group) => componentNode(model, node, group));
  return node;
}

function componentNode(model, parent, group) {
  const component = model.components[group.component];
  const node = makeNode({
    kind: "component",
    name: component.label,
    shortName: component.name,
    parent,
    layer: group.layer,
    bytes: sumOfFiles(model, group.first, group.end),
    files: group.end - group.first,
  });
  node.load = () => {
    const top = withoutLoneDirectories(directoryTree(model, group));
    node.path = directoryPath(model, top.directory);
    return nodesIn(model, node, top);
  };
  return node;
}

function sumOfFiles(model, first, end) {
  let bytes = 0;
  for (let file = first; file < end; ++file) bytes += model.files.bytes[file];
  return bytes;
}

/** The files of a group by their directories: {directory, bytes, count, directories, files}, from the root of the image. */
function directoryTree(model, group) {
  const known = new Map();
  const get = (directory) => {
    let entry = known.get(directory);
    if (!entry) {
      entry = { directory, bytes: 0, count: 0, directories: [], files: [] };
      known.set(directory, entry);
      if (directory > 0) get(model.directories.parent[directory]).directories.push(entry);
    }
    return entry;
  };
  for (let file = group.first; file < group.end; ++file) {
    const entry = get(model.files.directory[file]);
    entry.files.push(file);
    entry.bytes += model.files.bytes[file];
    ++entry.count;
  }
  // Parents have lower numbers.
  for (const entry of [...known.values()].sort((a, b) => b.directory - a.directory)) {
    if (entry.directory === 0) continue;
    const above = known.get(model.directories.parent[entry.directory]);
    above.bytes += entry.bytes;
    above.count += entry.count;
  }
  return known.get(0);
}

/** Goes down as long as there is one directory and nothing else. */
function withoutLoneDirectories(entry) {
  while (entry.files.length === 0 && entry.directories.length === 1) [entry] = entry.directories;
  return entry;
}

function nodesIn(model, parent, entry) {
  const directories = entry.directories.map((directory) => directoryNode(model, parent, directory));
  return directories.concat(entry.files.map((file) => fileNode(model, parent, file)));
}

function directoryNode(model, parent, entry) {
  const inner = withoutLoneDirectories(entry);
  const path = directoryPath(model, inner.directory);
  const node = makeNode({
    kind: "directory",
    name: parent.path ? path.slice(parent.path.length + 1) : path,
    path,
    parent,
    layer: parent.layer,
    bytes: entry.bytes,
    files: entry.count,
  });
  node.load = () => nodesIn(model, node, inner);
  return node;
}

function fileNode(model, parent, file) {
  return makeNode({
    kind: "file",
    name: model.files.name[file],
    path: filePath(model, file),
    parent,
    layer: parent.layer,
    bytes: model.files.bytes[file],
    files: 1,
  });
}

/** The node and all above it, the root first. */
function lineOf(node) {
  return node ? [...lineOf(node.parent), node] : [];
}
