"use strict";
// A table of any length: sorted by its headers, searched, and shown a page at a time.

/**
 * Options: `caption`; `count` of rows, which are numbers from 0; `sort`: {column, isDescending}; `search`: {label, text(row)}, if it can be
 * searched; `filter`: {label, choices: [text], value(row)} of a choice's index, if there is one; `unit`: what a row is, for counts; `page`: rows of a page; and
 * `columns`: [{label, value(row), cell(row)}] with what to sort by and what to show (text or element), `isNumber`, and `isMinor` for what
 * small screens leave out.
 */
class PagedTable {
  constructor(options) {
    this.options = { unit: "row", page: 15, ...options };
    this.sort = options.sort;
    this.page = 0;
    this.choice = -1;
    this.words = [];
    this.body = element("tbody");
    this.headers = options.columns.map((column, i) => this.makeHeader(column, i));
    this.state = element("p", { class: "state muted", "aria-live": "polite" });
    this.pager = this.makePager();
    this.element = element("div", { class: "table" },
      this.makeTools(),
      element("table", {},
        element("caption", { class: "unseen" }, options.caption),
        element("thead", {}, element("tr", {}, ...this.headers)),
        this.body),
      element("div", { class: "foot" }, this.state, this.pager));
    this.arrange();
  }

  makeHeader(column, i) {
    const button = element("button", { type: "button", onclick: () => this.sortBy(i) }, column.label);
    return element("th", { scope: "col", class: classOf(column) }, button);
  }

  makeTools() {
    const { search, filter } = this.options;
    if (!search && !filter) return null;
    const tools = element("div", { class: "tools" });
    if (search) {
      this.input = element("input", { type: "search", placeholder: search.label, "aria-label": search.label, oninput: () => this.searchSoon() });
      tools.append(this.input);
    }
    if (filter) {
      const choices = [filter.label, ...filter.choices].map((text, i) => element("option", { value: String(i - 1) }, text));
      tools.append(element("select", { "aria-label": filter.label, onchange: (event) => this.choose(Number(event.target.value)) }, ...choices));
    }
    return tools;
  }

  makePager() {
    const button = (label, step) => element("button", { type: "button", onclick: () => this.turn(step) }, label);
    this.previous = button("Previous", -1);
    this.next = button("Next", 1);
    return element("div", { class: "pager" }, this.previous, this.next);
  }

  sortBy(column) {
    const isSame = this.sort.column === column;
    const isDescending = isSame ? !this.sort.isDescending : Boolean(this.options.columns[column].isNumber);
    this.sort = { column, isDescending };
    this.arrange();
  }

  searchSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.searchFor(this.input.value), 120);
  }

  /** Shows the rows that have all words of `text`, in any order. */
  searchFor(text) {
    this.input.value = text;
    this.words = text.toLowerCase().split(/\s+/).filter(Boolean);
    this.arrange();
  }

  choose(choice) {
    this.choice = choice;
    this.arrange();
  }

  turn(step) {
    this.page += step;
    this.draw();
    this.element.scrollIntoView({ block: "nearest" });
  }

  /** Finds and sorts the rows, and shows the first page of them. */
  arrange() {
    const { count, columns } = this.options;
    const { column, isDescending } = this.sort;
    const rows = [];
    for (let row = 0; row < count; ++row) if (this.isWanted(row)) rows.push(row);
    const { value } = columns[column];
    const sign = isDescending ? -1 : 1;
    rows.sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      return x < y ? -sign : x > y ? sign : a - b;
    });
    this.rows = rows;
    this.page = 0;
    this.draw();
  }

  isWanted(row) {
    const { search, filter } = this.options;
    if (this.choice >= 0 && filter.value(row) !== this.choice) return false;
    if (this.words.length === 0) return true;
    const text = search.text(row);
    return this.words.every((word) => text.includes(word));
  }

  draw() {
    const { page } = this.options;
    const first = this.page * page;
    const shown = this.rows.slice(first, first + page);
    this.body.replaceChildren(...shown.map((row) => this.makeRow(row)));
    this.headers.forEach((header, i) => {
      if (i === this.sort.column) header.setAttribute("aria-sort", this.sort.isDescending ? "descending" : "ascending");
      else header.removeAttribute("aria-sort");
    });
    const last = first + shown.length;
    this.pager.hidden = this.rows.length <= page;
    this.previous.disabled = first === 0;
    this.next.disabled = last >= this.rows.length;
    this.state.textContent = this.stateText(first, last);
  }

  stateText(first, last) {
    const { unit, count, page } = this.options;
    const all = formatCount(count, unit);
    const found = this.rows.length.toLocaleString("en");
    if (this.rows.length === 0) return `None found in ${all}.`;
    const range = `${(first + 1).toLocaleString("en")}–${last.toLocaleString("en")} of `;
    const total = this.rows.length === count ? all : `${found} found in ${all}`;
    return this.rows.length > page ? range + total : total;
  }

  makeRow(row) {
    return element("tr", {}, ...this.options.columns.map((column, i) =>
      i === 0
        ? element("th", { scope: "row", class: classOf(column) }, column.cell(row))
        : element("td", { class: classOf(column) }, column.cell(row))));
  }
}

function classOf(column) {
  return [column.isNumber && "number", column.isMinor && "minor"].filter(Boolean).join(" ") || null;
}
