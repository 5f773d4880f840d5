"use strict";
// Where the tiles of the map lie: a squarified treemap in each tile that has the room, a few levels deep.

// Pixels. What would be smaller is in one tile for all that are.
const SMALLEST_TILE = 15 * 15;
const MOST_TILES = 300;
// Of the whole. A layer that is smaller is drawn as large as this, so that it can be found; its label has the truth.
const SMALLEST_LAYER = 0.025;
const HEADER = 22;
const GAP = 2;
// By level: the outermost are frames even where there is little room, for they have the name of all that is in them.
const SMALLEST_FRAMES = [
  { width: 60, height: 52 },
  { width: 120, height: 90 },
];

/**
 * Lays out nodes in a rectangle. Returns [{node, x, y, width, height, tiles}], where `tiles` are those of the node's own children, null
 * where there are none or no room, and `node` is null for the rest, which has {rest: {parent, count, bytes}}.
 */
function layOut(nodes, rectangle, level = 0) {
  const tiles = squarify(shownOf(nodes, rectangle.width * rectangle.height), rectangle);
  for (const tile of tiles) {
    tile.tiles = isFrame(tile, level) ? layOut(partsOf(tile.node), insideOf(tile), level + 1) : null;
  }
  return tiles;
}

function isFrame(tile, level) {
  const smallest = SMALLEST_FRAMES[level];
  return smallest && tile.node?.load && tile.width >= smallest.width && tile.height >= smallest.height;
}

/** The children of a node, or where it has but one those of that one, and so on: they tell more. */
function partsOf(node) {
  const children = childrenOf(node);
  return children.length === 1 && children[0].load ? partsOf(children[0]) : children;
}

function insideOf(frame) {
  return { x: frame.x + GAP, y: frame.y + HEADER, width: frame.width - 2 * GAP, height: frame.height - HEADER - GAP };
}

/** The nodes, largest first, that are large enough to be seen, and the rest as one. */
function shownOf(nodes, area) {
  const total = sum(nodes, (node) => node.bytes);
  const smallest = (SMALLEST_TILE / area) * total;
  let shown = nodes.findIndex((node) => node.bytes < smallest && node.kind !== "layer");
  if (shown < 0) shown = nodes.length;
  shown = Math.min(shown, MOST_TILES);
  // One that is left over may as well be itself.
  if (shown === nodes.length - 1) ++shown;
  const least = nodes[0]?.kind === "layer" ? SMALLEST_LAYER * total : 0;
  const items = nodes.slice(0, shown).map((node) => ({ node, bytes: Math.max(node.bytes, least) }));
  if (shown < nodes.length) {
    const rest = nodes.slice(shown);
    const bytes = sum(rest, (node) => node.bytes);
    // However little it is, it can be seen.
    items.push({ node: null, rest: { parent: rest[0].parent, count: rest.length, bytes }, bytes: Math.max(bytes, smallest) });
  }
  return items;
}

function squarify(items, { x, y, width, height }) {
  const root = d3.hierarchy({ items }, (item) => item.items).sum((item) => item.bytes ?? 0);
  d3.treemap().size([width, height]).paddingInner(GAP).round(true)(root);
  return (root.children ?? []).map((cell) => ({
    ...cell.data,
    x: x + cell.x0,
    y: y + cell.y0,
    width: cell.x1 - cell.x0,
    height: cell.y1 - cell.y0,
  }));
}
