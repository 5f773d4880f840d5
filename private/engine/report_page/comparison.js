"use strict";
// What is other than in the previous build.

const CHANGES = { a: "added", r: "removed", c: "changed", m: "moved" };

function addComparison(model) {
  if (!model.previous) return;
  const layers = comparedLayers(model);
  const components = comparedComponents(model);
  addSection("comparison", "Since the previous build",
    element("p", {}, comparisonText(model, layers)),
    comparedTable("Layers", "layer", layers, (layer) => layer.name),
    components.length > 0 ? element("h3", {}, "Components") : null,
    components.length > 0 ? comparedTable("Components", "component", components, (component) => component.label) : null,
    element("h3", {}, "Files and links"),
    changesTable(model));
}

function comparisonText(model, layers) {
  const pushed = layers.filter((layer) => layer.isPushed);
  if (pushed.length === 0) return "Every layer is as it was: there is nothing to push.";
  return `To push: ${formatBytes(sum(pushed, (layer) => layer.size))} of ${formatBytes(model.size)}, ` +
    `${pushed.length} of ${formatCount(model.layers.length, "layer")}.`;
}

/** The layers of both builds: {name, status, size, oldSize, isPushed}, sizes undefined where there is none. A registry that has the previous build has its digests. */
function comparedLayers(model) {
  const before = model.previous.layers;
  const known = new Set(before.map((layer) => layer.digest));
  const rows = model.layers.map((layer) => {
    const old = before.find((other) => other.name === layer.name);
    const isPushed = !known.has(layer.digest);
    return { name: layer.name, status: statusOf(old, layer, !old || old.digest !== layer.digest), size: layer.size, oldSize: old?.size, isPushed };
  });
  const gone = before.filter((old) => !model.layers.some((layer) => layer.name === old.name));
  return rows.concat(gone.map((old) => ({ name: old.name, status: "removed", oldSize: old.size, isPushed: false })));
}

function statusOf(old, now, isChanged) {
  if (!old) return "added";
  if (!now) return "removed";
  return isChanged ? "changed" : "the same";
}

/** The components whose version or size changed. */
function comparedComponents(model) {
  const key = (component) => `${component.kind} ${component.name}`;
  const before = byKey(readComponents(model.previous.components), key);
  const after = byKey(model.components, key);
  const rows = [];
  for (const name of new Set([...after.keys(), ...before.keys()])) {
    const [old, now] = [before.get(name), after.get(name)];
    const isChanged = old?.version !== now?.version || old?.bytes !== now?.bytes;
    if (!isChanged) continue;
    rows.push({ label: versionsLabel(old, now), status: statusOf(old, now, true), size: now?.bytes, oldSize: old?.bytes });
  }
  return rows;
}

/** Components with bytes. */
function byKey(components, key) {
  return new Map(components.filter((component) => component.bytes > 0).map((component) => [key(component), component]));
}

function versionsLabel(old, now) {
  if (!old || !now || old.version === now.version) return (now ?? old).label;
  return `${now.name} ${old.version || "?"} → ${now.version || "?"}`;
}

function comparedTable(caption, unit, rows, label) {
  return new PagedTable({
    caption,
    unit,
    count: rows.length,
    sort: { column: 4, isDescending: true },
    columns: [
      { label: caption.replace(/s$/, ""), value: (i) => label(rows[i]), cell: (i) => label(rows[i]) },
      { label: "Status", value: (i) => rows[i].status, cell: (i) => statusTag(rows[i].status) },
      ...sizeColumns((i) => rows[i].oldSize, (i) => rows[i].size),
    ],
  }).element;
}

function statusTag(status) {
  return element("span", { class: "tag", dataset: { status } }, status);
}

/** Columns of sizes, which are undefined where there is nothing. */
function sizeColumns(before, after) {
  const text = (bytes) => (bytes === undefined ? "–" : formatBytes(bytes));
  const difference = (i) => (after(i) ?? 0) - (before(i) ?? 0);
  return [
    { label: "Was", isNumber: true, isMinor: true, value: (i) => before(i) ?? -1, cell: (i) => text(before(i)) },
    { label: "Is", isNumber: true, isMinor: true, value: (i) => after(i) ?? -1, cell: (i) => text(after(i)) },
    { label: "Difference", isNumber: true, value: difference, cell: (i) => formatDifference(difference(i)) },
  ];
}

function changesTable(model) {
  const { changes, layers: oldLayers } = model.previous;
  const nameIn = (list, layer) => (layer < 0 ? "" : list[layer].name);
  const layerText = (i) => {
    const names = [nameIn(oldLayers, changes.old_layer[i]), nameIn(model.layers, changes.layer[i])].filter(Boolean);
    return [...new Set(names)].join(" → ");
  };
  const known = (size) => (size < 0 ? undefined : size);
  const status = (i) => CHANGES[changes.kind[i]];
  return new PagedTable({
    caption: "Files and links that are not as they were",
    unit: "change",
    count: changes.kind.length,
    sort: { column: 5, isDescending: true },
    search: { label: "Search changes", text: (i) => `${changes.path[i]} ${status(i)} ${layerText(i)}`.toLowerCase() },
    columns: [
      { label: "Path", value: (i) => changes.path[i], cell: (i) => element("span", { class: "path" }, changes.path[i]) },
      { label: "Status", value: status, cell: (i) => statusTag(status(i)) },
      { label: "Layer", isMinor: true, value: layerText, cell: layerText },
      ...sizeColumns((i) => known(changes.old_size[i]), (i) => known(changes.size[i])),
    ],
  }).element;
}
