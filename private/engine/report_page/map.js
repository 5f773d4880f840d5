"use strict";
// The map: a treemap to walk in by mouse, touch and keyboard, and the same as a table.

function addMap(model, showFile) {
  const map = new ContentMap(model, showFile);
  addSection("map", "Content", map.element);
  map.start();
}

class ContentMap {
  constructor(model, showFile) {
    this.showFile = showFile;
    this.root = treeOf(model);
    this.node = this.root;
    this.isTable = false;
    this.trail = element("ol");
    this.board = element("div", {
      class: "board",
      role: "group",
      onkeydown: (event) => this.onKey(event),
      onfocusin: (event) => this.onFocus(event),
      onmouseover: (event) => this.describe(event.target.closest("[data-tile]")),
    });
    this.detail = element("p", { class: "detail muted" });
    this.switches = [this.makeSwitch("Map", false), this.makeSwitch("Table", true)];
    this.element = element("div", {},
      element("div", { class: "bar" },
        element("nav", { class: "trail", "aria-label": "Place in the content" }, this.trail),
        element("div", { class: "switch", role: "group", "aria-label": "Show the content as" }, ...this.switches)),
      this.board, this.detail);
  }

  makeSwitch(label, isTable) {
    return element("button", {
      type: "button",
      onclick: () => {
        this.isTable = isTable;
        this.draw();
      },
    }, label);
  }

  start() {
    history.replaceState({ place: [] }, "");
    // Links to sections make entries of their own, without a state.
    addEventListener("popstate", (event) => event.state && this.goTo(event.state.place));
    new ResizeObserver(() => this.fit()).observe(this.board);
    this.draw();
  }

  /** Draws anew where there is another width to fill. */
  fit() {
    if (this.board.clientWidth === this.drawnWidth) return;
    const focused = document.activeElement.node;
    this.draw();
    if (focused) this.focus(this.buttons.find((button) => button.node === focused));
  }

  /** Goes to the node that is reached from the root by these positions among children. */
  goTo(place) {
    let node = this.root;
    for (const position of place) node = childrenOf(node)[position] ?? node;
    this.show(node);
  }

  open(node) {
    if (node.kind === "file") {
      this.showFile(node.path);
      return;
    }
    const place = lineOf(node).slice(1).map((step) => childrenOf(step.parent).indexOf(step));
    history.pushState({ place }, "");
    this.show(node);
  }

  show(node) {
    const left = this.node;
    const hadFocus = this.element.contains(document.activeElement);
    this.node = node;
    this.draw();
    announce(`${node.name}: ${formatBytes(node.bytes)} in ${formatCount(node.files, "file")}`);
    // Where the reader was: on the way up at what was left, on the way down at the largest.
    const came = lineOf(left).find((step) => step.parent === node);
    if (hadFocus) this.focus(this.buttons.find((button) => button.node === came) ?? this.buttons[0]);
  }

  draw() {
    this.drawnWidth = this.board.clientWidth;
    this.drawTrail();
    this.switches.forEach((button, i) => button.setAttribute("aria-pressed", String(this.isTable === (i === 1))));
    this.board.replaceChildren();
    this.board.classList.toggle("is-table", this.isTable);
    this.buttons = [];
    if (this.isTable) this.drawTable();
    else this.drawTiles();
    this.describe(null);
  }

  drawTrail() {
    const line = lineOf(this.node);
    this.trail.replaceChildren(...line.map((node, i) => element("li", {},
      i === line.length - 1
        ? element("span", { "aria-current": "location" }, node.name)
        : element("button", { type: "button", onclick: () => this.open(node) }, node.name))));
  }

  drawTiles() {
    const { clientWidth: width, clientHeight: height } = this.board;
    this.board.setAttribute("aria-label", `Map of ${this.node.name}. Arrow keys move, Enter opens, Backspace goes back up.`);
    for (const tile of layOut(childrenOf(this.node), { x: 0, y: 0, width, height })) this.drawTile(tile, 0);
    if (this.buttons.length) this.buttons[0].tabIndex = 0;
    else this.board.append(element("p", { class: "empty muted" }, "There are no bytes here."));
  }

  drawTile(tile, depth) {
    const box = tile.node ? this.tileButton(tile, depth) : this.restButton(tile);
    placeAt(box, tile);
    this.board.append(box);
    for (const inner of tile.tiles ?? []) this.drawTile(inner, depth + 1);
  }

  tileButton(tile, depth) {
    const { node } = tile;
    const texts = textsOn(tile);
    const button = element("button", {
      type: "button",
      class: tile.tiles ? "tile frame" : "tile",
      tabindex: "-1",
      dataset: { tile: node.kind, depth },
      "aria-label": spokenName(node, texts),
      onclick: () => this.open(node),
    }, ...texts.flatMap((text, i) => [element("span", { class: i === 0 ? "name" : "size" }, text), " "]));
    button.style.setProperty("--hue", hueOf(node.layer));
    button.node = node;
    this.buttons.push(button);
    return button;
  }

  /** What is too small for the map is in the table. */
  restButton({ rest, width, height }) {
    const label = `${formatCount(rest.count, "smaller one")}, ${formatBytes(rest.bytes)}`;
    const button = element("button", {
      type: "button",
      class: "tile rest",
      tabindex: "-1",
      title: label,
      "aria-label": `${label}: shows ${rest.parent.name} as a table`,
      onclick: () => {
        this.isTable = true;
        this.open(rest.parent);
      },
    }, width > 80 && height > 18 ? element("span", {}, label) : null);
    this.buttons.push(button);
    return button;
  }

  drawTable() {
    this.board.removeAttribute("aria-label");
    const rows = childrenOf(this.node);
    const table = new PagedTable({
      caption: `Content of ${this.node.name}`,
      count: rows.length,
      sort: { column: 1, isDescending: true },
      columns: [
        { label: "Name", value: (row) => rows[row].name, cell: (row) => this.nameCell(rows[row]) },
        { label: "Bytes", isNumber: true, value: (row) => rows[row].bytes, cell: (row) => formatBytes(rows[row].bytes) },
        { label: "Share", isNumber: true, value: (row) => rows[row].bytes, cell: (row) => formatShare(rows[row].bytes, this.node.bytes) },
        { label: "Files", isNumber: true, isMinor: true, value: (row) => rows[row].files, cell: (row) => rows[row].files.toLocaleString("en") },
      ],
    });
    this.board.append(table.element);
    this.buttons = [...table.element.querySelectorAll("tbody button")];
  }

  nameCell(node) {
    const button = element("button", { type: "button", class: "link", onclick: () => this.open(node) }, node.name);
    button.node = node;
    return button;
  }

  onKey(event) {
    const isBack = event.key === "Backspace" || event.key === "Escape";
    if (isBack && this.node.parent) {
      event.preventDefault();
      this.open(this.node.parent);
    }
    if (this.isTable) return;
    const next = nextTile(this.buttons, document.activeElement, event.key);
    if (!next) return;
    event.preventDefault();
    this.focus(next);
  }

  focus(button) {
    button?.focus();
  }

  // One tile at a time is a stop of the Tab key.
  onFocus(event) {
    if (this.isTable || !this.buttons.includes(event.target)) return;
    for (const button of this.buttons) button.tabIndex = button === event.target ? 0 : -1;
    this.describe(event.target);
  }

  describe(target) {
    const node = target?.node ?? this.node;
    const parts = [node.path || node.name, formatBytes(node.bytes), formatShare(node.bytes, this.root.bytes) + " of all content"];
    if (node.kind !== "file") parts.push(formatCount(node.files, "file"));
    this.detail.textContent = parts.join(" · ");
  }
}

function placeAt(box, { x, y, width, height }) {
  Object.assign(box.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
}

/** What a tile has the room to show: its name, and its size. */
function textsOn({ node, width, height, tiles }) {
  if (width < 34 || height < 17) return [];
  const name = (width < 120 && node.shortName) || node.name;
  const hasRoom = tiles ? width >= 140 : height >= 36 && width >= 50;
  return hasRoom ? [name, formatBytes(node.bytes)] : [name];
}

/** What a screen reader calls a tile. It begins with the texts that are seen, for those who speak to their browser. */
function spokenName(node, texts) {
  const more = [node.name, formatBytes(node.bytes)].filter((text) => !texts.includes(text));
  return [texts.join(" "), ...more, `${formatShare(node.bytes, node.parent.bytes)} of ${node.parent.name}`].filter(Boolean).join(", ");
}

const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** The tile that a key leads to: the nearest in the direction of an arrow, the first and the last; undefined if there is none. */
function nextTile(buttons, from, key) {
  if (key === "Home") return buttons[0];
  if (key === "End") return buttons.at(-1);
  const direction = DIRECTIONS[key];
  if (!direction || !buttons.includes(from)) return undefined;
  const start = anchorOf(from);
  let best;
  let least = Infinity;
  for (const button of buttons) {
    const anchor = anchorOf(button);
    const along = (anchor.x - start.x) * direction[0] + (anchor.y - start.y) * direction[1];
    const across = Math.abs((anchor.x - start.x) * direction[1]) + Math.abs((anchor.y - start.y) * direction[0]);
    const distance = along + 3 * across;
    if (along > 0 && distance < least) [best, least] = [button, distance];
  }
  return best;
}

// The middle of a tile; of a frame, whose middle is among others, that of its header.
function anchorOf(button) {
  const height = button.classList.contains("frame") ? HEADER : button.offsetHeight;
  return { x: button.offsetLeft + button.offsetWidth / 2, y: button.offsetTop + height / 2 };
}
