/* The offline page (离线网页): data, words, clocks and small helpers of the other files. */
"use strict";

const Page = {
  data: JSON.parse(document.getElementById("page-data").textContent),
  shown: {
    lang: document.documentElement.lang.startsWith("zh") ? "zh" : "en",
    state: "after", run: 0, minute: 720, window: null, colour: "verdict",
  },
  listeners: new Map(),
};

const { same_instant: SAME_INSTANT, noise: NOISE } = Page.data.tolerances;

/* --- events -------------------------------------------------------------------- */

Page.on = (name, heard) => {
  if (!Page.listeners.has(name)) Page.listeners.set(name, []);
  Page.listeners.get(name).push(heard);
};

Page.tell = (name, ...values) => {
  for (const heard of Page.listeners.get(name) || []) heard(...values);
};

/** Change what is shown and tell of it, where it is a change. */
Page.show = (name, value) => {
  if (Object.is(Page.shown[name], value)) return false;
  Page.shown[name] = value;
  Page.tell(name, value);
  return true;
};

/* --- data ---------------------------------------------------------------------- */

Page.ARRAYS = {
  f8: Float64Array, i4: Int32Array, u2: Uint16Array, u1: Uint8Array, i1: Int8Array,
};

/** Typed array of a packed one. */
Page.unpack = (packed) => {
  const [kind, text] = packed.split(":");
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) bytes[i] = raw.charCodeAt(i);
  return new Page.ARRAYS[kind](bytes.buffer);
};

/** Function of row and language that gives the text of a packed column. */
Page.textColumn = (packed) => {
  const code = Page.unpack(packed.code);
  return (row) => (packed.words.any || packed.words[Page.shown.lang])[code[row]];
};

/** A packed table: its rows, and what each column holds. */
Page.openTable = (packed) => {
  const columns = {};
  for (const [name, column] of Object.entries(packed.columns)) {
    if (typeof column === "string") {
      const values = Page.unpack(column);
      columns[name] = { number: true, get: (row) => values[row] };
    } else {
      columns[name] = { number: false, get: Page.textColumn(column) };
    }
  }
  return { rows: packed.rows, columns };
};

Page.openWindows = () => {
  const packed = Page.data.windows;
  const found = { count: packed.count, id: packed.id };
  for (const [name, value] of Object.entries(packed)) {
    if (typeof value === "string") found[name] = Page.unpack(value);
  }
  const flat = (parts) => parts && Object.fromEntries(
    Object.entries(parts).map(([name, value]) => [name, Page.unpack(value)]),
  );
  for (const name of ["segments", "taken"]) {
    const before = flat(packed[name].before);
    found[name] = { before, after: flat(packed[name].after) || before };
  }
  found.lost = flat(packed.lost);
  found.row = new Map(packed.id.map((id, row) => [id, row]));
  return found;
};

Page.windows = Page.openWindows();
Page.tables = Object.fromEntries(
  Object.entries(Page.data.tables).map(([name, t]) => [name, Page.openTable(t)]),
);
Page.roomKind = Page.textColumn(Page.data.rooms.kind);

/* --- words --------------------------------------------------------------------- */

/** Words by key, with places filled in. */
Page.t = (key, fields = {}) => {
  const words = Page.data.words[Page.shown.lang][key];
  if (words === undefined) throw new Error(`no words for ${key}`);
  return words.replace(/\{(\w+)(?::(?:(02)d|\.(\d)f))?\}/g, (whole, name, long, digits) => {
    if (!(name in fields)) return whole;
    if (digits) return fields[name].toFixed(Number(digits));
    return long ? String(fields[name]).padStart(2, "0") : fields[name];
  });
};

/** Heading of a column. */
Page.heading = (name) => {
  const words = Page.data.words[Page.shown.lang];
  return words[`page_columns.${name}`] || words[`columns.${name}`] || name;
};

/* --- clocks and minutes -------------------------------------------------------- */

const two = (number) => String(number).padStart(2, "0");

/** Clock face, rounded down, as the tables of the report have it. */
Page.clock = (minutes, seconds = false) => {
  const all = Math.floor((minutes + SAME_INSTANT) * 60);
  const day = Math.floor(all / 86400);
  const rest = all - day * 86400;
  const mark = day ? `${day > 0 ? "+" : ""}${day}d` : "";
  const face = `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}`;
  return face + (seconds ? `:${two(rest % 60)}` : "") + mark;
};

Page.span = (start, end, seconds = false) =>
  `${Page.clock(start, seconds)}–${Page.clock(end, seconds)}`;

/** Minutes rounded down; a dash where there are none. */
Page.whole = (minutes) =>
  Number.isNaN(minutes) ? Page.t("page.none") : String(Math.floor(minutes + NOISE));

/** Minutes with seconds, rounded down. */
Page.exact = (minutes) => {
  if (Number.isNaN(minutes)) return Page.t("page.none");
  const all = Math.floor((minutes + NOISE) * 60);
  const size = Math.abs(all);
  return Page.t("duration.exact", {
    sign: all < 0 ? "-" : "", minutes: Math.floor(size / 60), seconds: size % 60,
  });
};

Page.toBeijing = (minutes, run) => minutes + Page.data.runs[run].beijing;

/** Direction to the sun: x east, y north, z up. */
Page.sun = (minutes, run) => {
  const { constant, cosine, sine } = Page.data.runs[run];
  const angle = (minutes - 720) / 720 * Math.PI;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return constant.map((value, i) => value + cosine[i] * c + sine[i] * s);
};

Page.degrees = ([x, y, z]) => ({
  azimuth: (Math.atan2(x, y) * 180 / Math.PI + 360) % 360,
  altitude: Math.atan2(z, Math.hypot(x, y)) * 180 / Math.PI,
});

/* --- segments ------------------------------------------------------------------ */

/** Full-window segments of a window in a state, short pieces included. */
Page.segments = (row, state) => {
  const all = Page.windows.segments[state];
  const found = [];
  for (let k = all.offsets[row]; k < all.offsets[row + 1]; k += 1) {
    found.push({
      start: all.start[k], end: all.end[k], counted: all.counted[k] === 1,
      opened: all.start_owner[k], closed: all.end_owner[k],
    });
  }
  return found;
};

Page.isFine = (row, state) => Page.windows[`fine_${state}`][row] === 1;

/** Counted segments as text, as in the tables of the report. */
Page.segmentTexts = (row, state, beijing = false) => {
  const shift = beijing ? Page.data.runs[Page.windows.run[row]].beijing : 0;
  const fine = Page.isFine(row, state);
  return Page.segments(row, state).filter((s) => s.counted)
    .map((s) => Page.span(s.start + shift, s.end + shift, fine)).join("; ");
};

/** Whether full-window sun falls on a window at an instant: 0, 1, or 2 not measured. */
Page.litAt = (row, state, minute, run) => {
  const { segments, run: runs } = Page.windows;
  if (runs[row] !== run || Number.isNaN(Page.windows[state][row])) return 2;
  const all = segments[state];
  for (let k = all.offsets[row]; k < all.offsets[row + 1]; k += 1) {
    if (all.start[k] <= minute && minute < all.end[k]) return 1;
  }
  return 0;
};

/** Name of an owner of obstructions, or of what no single owner has. */
Page.ownerName = (owner, kind = null) => {
  if (owner < 0) return Page.t(`owner_kind.${kind}`);
  const own = kind === "own_building" ? Page.t("cells.own_building") : "";
  return Page.data.owners[owner].name + own;
};

/** What made a limit of a segment. */
Page.limitName = (owner) => {
  if (owner >= 0) return Page.data.owners[owner].name;
  return Page.t(owner === -2 ? "owner_kind.own_wall" : "page.band_limit");
};

/* --- elements ------------------------------------------------------------------ */

/** An element with attributes and children; texts are texts, never markup. */
Page.el = (tag, attributes = {}, ...children) => {
  const svg = Page.SVG_TAGS.has(tag);
  const made = svg
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

Page.SVG_TAGS = new Set([
  "svg", "g", "path", "rect", "line", "text", "circle", "polyline", "clipPath", "defs",
  "pattern",
]);

Page.byId = (id) => document.getElementById(id);

/** Put the words of the language into everything that is marked for it. */
Page.translate = (root = document) => {
  for (const node of root.querySelectorAll("[data-t]")) {
    node.textContent = Page.t(node.dataset.t);
  }
  for (const node of root.querySelectorAll("[data-t-label]")) {
    node.setAttribute("aria-label", Page.t(node.dataset.tLabel));
  }
};

/** Say something to those who do not see the page. */
Page.say = (text) => { Page.byId("live").textContent = text; };

Page.pressed = (group, name, value) => {
  for (const button of Page.byId(group).querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset[name] === value));
  }
};

/** Value of a colour of the style sheet. */
Page.colourOf = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
