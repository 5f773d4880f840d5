"use strict";
// What all parts of the page build with. Text only ever becomes text: nothing here parses HTML.

/** An element with properties (`class`, `on…` listeners, `dataset`, attributes) and children, texts or elements. */
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(made.dataset, value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Adds a section with a heading to the page, and to its navigation. */
function addSection(id, heading, ...children) {
  const section = element("section", { id, "aria-labelledby": `${id}-heading` },
    element("h2", { id: `${id}-heading` }, heading), ...children);
  document.getElementById("content").append(section);
  document.getElementById("sections").append(element("a", { href: `#${id}` }, heading));
  return section;
}

/** Tells screen readers. */
function announce(text) {
  document.getElementById("announcer").textContent = text;
}

const UNITS = ["B", "kB", "MB", "GB", "TB", "PB"];

/** Bytes for a person, three digits: "1.23 MB". */
function formatBytes(bytes) {
  let value = Math.abs(bytes);
  let unit = 0;
  // 999.5 would be shown as 1000.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    ++unit;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${bytes < 0 ? "−" : ""}${value.toFixed(digits)} ${UNITS[unit]}`;
}

/** A difference of bytes, with its sign. */
function formatDifference(bytes) {
  if (bytes === 0) return "±0";
  return bytes > 0 ? `+${formatBytes(bytes)}` : formatBytes(bytes);
}

function formatCount(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

function formatShare(part, whole) {
  const percent = whole > 0 ? (100 * part) / whole : 0;
  if (percent > 0 && percent < 0.1) return "< 0.1 %";
  return `${percent >= 99.95 || percent === 0 ? percent.toFixed(0) : percent.toFixed(1)} %`;
}

const HUES = [255, 150, 65, 310, 25, 195, 105, 345];

/** The hue of a layer, the same all over the page. */
function hueOf(layer) {
  return HUES[layer % HUES.length];
}

/** A layer's name behind a dot of its colour. */
function layerLabel(layer, name) {
  const dot = element("span", { class: "dot", "aria-hidden": "true" });
  dot.style.setProperty("--hue", hueOf(layer));
  return element("span", { class: "layer" }, dot, name);
}
