/* A table of any number of rows (虚拟滚动表): only the rows in sight are in the page. */
"use strict";

const ROW_HEIGHT = 30;   // as in page.css
const ROWS_BEYOND = 12;

/**
 * options: id, label(), rows, columns [{name, kind, get(row), sort(row), width}],
 * order (rows as they stand at first), chosen(row), window(row), filters [{name, test}]
 */
Page.Table = class {
  constructor(options) {
    Object.assign(this, options);
    this.order = this.order || Array.from({ length: this.rows }, (_, row) => row);
    this.sorted = null;
    this.asked = "";
    this.filter = 0;
    this.selected = -1;
    this.focused = 0;
    this.first = 0;
    this.words = new Map();
    this.build();
    this.apply();
  }

  build() {
    this.search = Page.el("input", {
      type: "search", class: "search", id: `${this.id}-search`, autocomplete: "off",
      spellcheck: "false",
    });
    this.search.addEventListener("input", () => {
      this.asked = this.search.value.trim().toLowerCase();
      this.apply();
      this.body.scrollTop = 0;
    });
    this.search.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "Enter") {
        event.preventDefault();
        this.focusRow(0);
      }
    });
    this.choice = null;
    if (this.filters) {
      this.choice = Page.el("select", { class: "filter", id: `${this.id}-filter` });
      this.choice.addEventListener("change", () => {
        this.filter = Number(this.choice.value);
        this.apply();
        this.body.scrollTop = 0;
      });
    }
    this.count = Page.el("output", { class: "count" });
    this.head = Page.el("tr", { role: "row", "aria-rowindex": 1 });
    this.above = Page.el("tr", { class: "space", "aria-hidden": "true" });
    this.below = Page.el("tr", { class: "space", "aria-hidden": "true" });
    this.group = Page.el("tbody", {});
    this.table = Page.el("table", { role: "grid" },
      Page.el("thead", {}, this.head), this.group);
    this.body = Page.el("div", { class: "scroll" }, this.table);
    this.body.addEventListener("scroll", () => this.draw(), { passive: true });
    this.group.addEventListener("click", (event) => {
      const row = event.target.closest("tr[data-row]");
      if (row) this.choose(Number(row.dataset.place));
    });
    this.group.addEventListener("keydown", (event) => this.key(event));
    this.labels = {
      search: Page.el("label", { for: `${this.id}-search` }),
      filter: this.filters ? Page.el("label", { for: `${this.id}-filter` }) : null,
    };
    this.root = Page.el("div", { class: "sheet" },
      Page.el("div", { class: "tablebar" }, this.labels.search, this.search,
        this.labels.filter, this.choice, this.count),
      this.body);
    this.translate();
  }

  translate() {
    this.words.clear();
    this.labels.search.textContent = Page.t("page.search");
    this.search.placeholder = Page.t("page.search_hint");
    this.table.setAttribute("aria-label", this.label());
    if (this.filters) {
      this.labels.filter.textContent = Page.t("page.filter");
      this.choice.replaceChildren(...this.filters.map((filter, place) =>
        Page.el("option", { value: place }, Page.t(`page.filter_${filter.name}`))));
      this.choice.value = String(this.filter);
    }
    this.head.replaceChildren(...this.columns.map((column, place) => {
      const button = Page.el("button", { type: "button" }, Page.heading(column.name));
      button.addEventListener("click", () => this.sort(place));
      const cell = Page.el("th", {
        scope: "col", class: column.kind, title: Page.heading(column.name),
        "aria-sort": "none",
      }, button);
      cell.style.width = `${column.width}px`;
      return cell;
    }));
    const wide = this.columns.reduce((sum, column) => sum + column.width, 0);
    this.table.style.minWidth = `${wide}px`;
    this.mark();
    if (this.found) this.apply();
  }

  mark() {
    this.columns.forEach((column, place) => {
      const sorted = this.sorted && this.sorted.place === place;
      const way = this.sorted && this.sorted.down ? "descending" : "ascending";
      this.head.children[place].setAttribute("aria-sort", sorted ? way : "none");
    });
  }

  sort(place) {
    const again = this.sorted && this.sorted.place === place;
    if (again && this.sorted.down) this.sorted = null;
    else this.sorted = { place, down: Boolean(again) };
    this.mark();
    this.apply();
  }

  /** Everything a row says, in small letters, for the search. */
  haystack(row) {
    if (!this.words.has(row)) {
      this.words.set(row, this.columns.filter((c) => c.kind === "text" || c.kind === "tone")
        .map((c) => c.get(row)).join("\n").toLowerCase());
    }
    return this.words.get(row);
  }

  /** Rows that are asked for, in their order. */
  apply() {
    const test = this.filters ? this.filters[this.filter].test : () => true;
    const asked = this.asked.split(/\s+/).filter(Boolean);
    const found = this.order.filter((row) => test(row)
      && asked.every((word) => this.haystack(row).includes(word)));
    if (this.sorted) {
      const column = this.columns[this.sorted.place];
      const value = column.sort || column.get;
      const sign = this.sorted.down ? -1 : 1;
      const values = new Map(found.map((row) => [row, value(row)]));
      const last = (a) => a === "" || Number.isNaN(a);
      found.sort((a, b) => {
        const [x, y] = [values.get(a), values.get(b)];
        if (last(x) || last(y)) return Number(last(x)) - Number(last(y));
        if (typeof x === "number") return sign * (x - y);
        return sign * x.localeCompare(y, Page.shown.lang, { numeric: true });
      });
    }
    this.found = found;
    this.focused = Math.max(0, found.indexOf(this.selected));
    this.table.setAttribute("aria-rowcount", found.length + 1);
    this.count.textContent = Page.t("page.rows", { shown: found.length, all: this.rows });
    this.draw(true);
  }

  draw(anew = false) {
    const { scrollTop, clientHeight } = this.body;
    const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - ROWS_BEYOND);
    const inSight = Math.ceil((clientHeight || 400) / ROW_HEIGHT) + 2 * ROWS_BEYOND;
    const last = Math.min(this.found.length, first + inSight);
    if (!anew && first === this.first && last === this.last) return;
    const focused = this.group.contains(document.activeElement);
    [this.first, this.last] = [first, last];
    const rows = this.found.slice(first, last).map((row, i) => this.row(row, first + i));
    this.space(this.above, first);
    this.space(this.below, this.found.length - last);
    const empty = this.found.length ? [] : [Page.el("tr", {}, Page.el("td", {
      colspan: this.columns.length, class: "empty",
    }, Page.t("page.no_rows")))];
    this.group.replaceChildren(this.above, ...rows, ...empty, this.below);
    if (focused) this.focusShown();
  }

  space(row, count) {
    row.hidden = count === 0;
    row.style.height = `${count * ROW_HEIGHT}px`;
    row.replaceChildren(Page.el("td", { colspan: this.columns.length }));
  }

  row(row, place) {
    const chosen = row === this.selected;
    return Page.el("tr", {
      "data-row": row, "data-place": place, role: "row", "aria-rowindex": place + 2,
      "aria-selected": String(chosen), class: chosen ? "chosen" : null,
      tabindex: place === this.focused ? 0 : -1,
    }, ...this.columns.map((column) => {
      const text = column.get(row);
      const tone = column.tone ? column.tone(row) : null;
      return Page.el("td", {
        class: [column.kind, tone].filter(Boolean).join(" "), "data-column": column.name,
        title: text.length > 8 ? text : null,
      }, text);
    }));
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.body.clientHeight / ROW_HEIGHT) - 2);
    const steps = {
      ArrowDown: this.focused + 1, ArrowUp: this.focused - 1, Home: 0,
      End: this.found.length - 1, PageDown: this.focused + page,
      PageUp: this.focused - page,
    };
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.choose(this.focused);
    } else if (event.key in steps) {
      event.preventDefault();
      if (event.key === "ArrowUp" && this.focused === 0) this.search.focus();
      else this.focusRow(steps[event.key]);
    }
  }

  focusRow(place) {
    if (!this.found.length) return;
    this.focused = Math.min(Math.max(place, 0), this.found.length - 1);
    this.reveal(this.focused);
    this.draw(true);
    this.focusShown();
  }

  focusShown() {
    const row = this.group.querySelector(`tr[data-place="${this.focused}"]`);
    if (row) row.focus({ preventScroll: true });
  }

  reveal(place) {
    const top = place * ROW_HEIGHT;
    const high = this.body.clientHeight - this.head.offsetHeight - ROW_HEIGHT;
    if (top < this.body.scrollTop) this.body.scrollTop = top;
    else if (top > this.body.scrollTop + high) this.body.scrollTop = top - high;
  }

  choose(place) {
    this.focused = place;
    this.selected = this.found[place];
    this.draw(true);
    this.focusShown();
    if (this.chosen) this.chosen(this.selected);
  }

  /** Mark a row that was chosen elsewhere. */
  select(row) {
    if (row === this.selected) return;
    this.selected = row;
    const place = this.found.indexOf(row);
    if (place >= 0) {
      this.focused = place;
      this.reveal(place);
    }
    this.draw(true);
  }

  /** All rows as a plain table for paper, at most `most` of them. */
  plain(most, columns = this.columns, rows = this.order) {
    const wide = columns.reduce((sum, column) => sum + column.width, 0);
    return Page.el("table", {},
      Page.el("colgroup", {}, ...columns.map((column) => {
        const made = Page.el("col", {});
        made.style.width = `${100 * column.width / wide}%`;
        return made;
      })),
      Page.el("thead", {}, Page.el("tr", {}, ...columns.map((c) =>
        Page.el("th", { class: c.kind }, Page.heading(c.name))))),
      Page.el("tbody", {}, ...rows.slice(0, most).map((row) =>
        Page.el("tr", {}, ...columns.map((c) => Page.el("td", {
          class: [c.kind, c.tone ? c.tone(row) : null].filter(Boolean).join(" "),
        }, c.get(row)))))));
  }
};
