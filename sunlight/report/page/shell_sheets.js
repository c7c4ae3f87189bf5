/* The sheets below the picture (表页): which tables there are and what they hold. */
"use strict";

Page.sheets = [];
const TONES = ["fail", "open", "pass", "none"];

Page.number = (value, digits = 2) => {
  if (Number.isNaN(value)) return "";
  return String(Number(value.toFixed(digits)));
};

/** Columns of a packed table: name, kind and width of each that is shown. */
const columnsOf = (table, wanted) => wanted.map(([name, kind, width]) => {
  const column = table.columns[name];
  const made = { name, kind, width };
  if (kind === "whole") {
    made.get = (row) => Page.minutesCell(table, name, row);
    made.sort = (row) => table.columns[name.replace("whole", "minutes")].get(row);
  } else if (column.number) {
    made.get = (row) => Page.number(column.get(row));
    made.sort = column.get;
  } else {
    made.get = column.get;
  }
  if (kind === "tone") made.tone = (row) => TONES[table.columns["#outcome"].get(row)];
  return made;
});

/** Whole minutes; with seconds where they would seem to contradict the verdict. */
Page.minutesCell = (table, name, row) => {
  const exact = table.columns[name.replace("whole", "minutes")].get(row);
  const fine = table.columns["#fine"] && table.columns["#fine"].get(row) === 1;
  if (Number.isNaN(exact)) return "";
  return fine ? Page.exact(exact) : Page.whole(exact);
};

/** Rows with the worst outcome first. */
const worstFirst = (table) => {
  const code = table.columns["#outcome"].get;
  const rows = Array.from({ length: table.rows }, (_, row) => row);
  return rows.sort((a, b) => code(a) - code(b) || a - b);
};

const outcomeFilters = (table) => {
  const code = table.columns["#outcome"].get;
  return [
    { name: "all", test: () => true },
    { name: "failing", test: (row) => code(row) === 0 },
    { name: "open", test: (row) => code(row) === 1 },
    { name: "passing", test: (row) => code(row) === 2 },
  ];
};

const windowOf = (table) => (row) => {
  const found = table.columns["#window"].get(row);
  return found >= 0 ? found : null;
};

const chooses = (table) => (row) => {
  const found = windowOf(table)(row);
  const id = table.columns.building.get(row);
  const building = Page.data.buildings.findIndex((b) => b.id === id);
  if (found !== null) Page.selectWindow(found);
  else if (building >= 0) Page.focusBuilding(building);
  else Page.say(Page.t("page.no_window"));
};

Page.householdSheet = () => {
  const table = Page.tables.households;
  return new Page.Table({
    id: "households", label: () => Page.t("page.tab_households"), rows: table.rows,
    order: worstFirst(table), filters: outcomeFilters(table), chosen: chooses(table),
    columns: columnsOf(table, [
      ["household", "text", 130], ["outcome", "tone", 84], ["wording", "text", 100],
      ["clause", "text", 100], ["whole_before", "whole", 112], ["whole_after", "whole", 112],
      ["threshold", "number", 84], ["building", "text", 70], ["floor", "number", 52],
      ["standing", "text", 92], ["taken_by", "text", 220], ["reasons", "text", 180],
      ["remarks", "text", 180], ["critical", "text", 120], ["compensation", "text", 100],
    ]),
  });
};

/** Figures of a unit: minutes, rooms or a share, with their unit. */
const figures = (table, name) => ({
  get: (row) => {
    const value = table.columns[name].get(row);
    if (Number.isNaN(value)) return "";
    const whole = table.columns[name.replace("figure", "whole")];
    if (whole && !Number.isNaN(whole.get(row))) {
      const fine = table.columns["#fine"].get(row) === 1;
      return fine ? Page.exact(value) : Page.whole(value);
    }
    return `${Page.number(Math.floor(value * 1000 + NOISE) / 1000, 3)}`;
  },
  sort: table.columns[name].get,
});

Page.unitSheet = () => {
  const table = Page.tables.units;
  const columns = columnsOf(table, [
    ["unit", "text", 150], ["outcome", "tone", 84], ["wording", "text", 100],
    ["clause", "text", 100], ["figure_before", "number", 120],
    ["figure_after", "number", 120], ["figure_threshold", "number", 84],
    ["measure_unit", "text", 60], ["use", "text", 90], ["counted_as", "text", 64],
    ["building", "text", 70], ["floor", "number", 52], ["taken_by", "text", 220],
    ["reasons", "text", 180], ["remarks", "text", 180],
  ]);
  for (const column of columns) {
    if (column.name.startsWith("figure_")) {
      Object.assign(column, figures(table, column.name));
    }
  }
  return new Page.Table({
    id: "units", label: () => Page.t("page.tab_units"), rows: table.rows,
    order: worstFirst(table), filters: outcomeFilters(table), chosen: chooses(table),
    columns,
  });
};

const reachText = (code) => {
  if (code < 0) return "";
  return Page.t(code ? "cells.reaches" : "cells.below");
};

Page.windowSheet = () => {
  const { windows } = Page;
  const household = (row) => {
    const found = windows.household[row];
    return found < 0 ? "" : Page.tables.households.columns.household.get(found);
  };
  const room = (row) => (windows.room[row] < 0 ? "" : Page.data.rooms.id[windows.room[row]]);
  const minutes = (state) => ({
    name: `whole_${state}`, kind: "number", width: 116,
    get: (row) => (Number.isNaN(windows[state][row]) ? "" : Page.whole(windows[state][row])),
    sort: (row) => windows[state][row],
  });
  const reaches = (state) => ({
    name: `reaches_${state}`, kind: "reach", width: 100,
    get: (row) => reachText(windows[`reaches_${state}`][row]),
    tone: (row) => ["below", "reaches"][windows[`reaches_${state}`][row]] || null,
  });
  const text = (name, width, get, kind = "text", sort = undefined) =>
    ({ name, kind, width, get, sort });
  const state = (name, test) => ({ name, test });
  return new Page.Table({
    id: "windows", label: () => Page.t("page.tab_windows"), rows: windows.count,
    chosen: (row) => Page.selectWindow(row),
    filters: [
      state("all", () => true),
      state("below_after", (row) => windows.reaches_after[row] === 0),
      state("turned", (row) => windows.reaches_before[row] === 1
        && windows.reaches_after[row] === 0),
      state("less", (row) => windows.after[row] < windows.before[row] - NOISE),
    ],
    columns: [
      text("window", 150, (row) => windows.id[row]),
      text("building", 64, (row) => Page.data.buildings[windows.building[row]].id),
      text("floor", 52, (row) => String(windows.floor[row]), "number",
        (row) => windows.floor[row]),
      text("room", 140, room), text("household", 130, household),
      minutes("before"), minutes("after"), reaches("before"), reaches("after"),
      text("segments_before", 210, (row) => Page.segmentTexts(row, "before"), "times"),
      text("segments_after", 210, (row) => Page.segmentTexts(row, "after"), "times"),
      text("sill_z", 92, (row) => Page.number(windows.sill_z[row]), "number",
        (row) => windows.sill_z[row]),
      text("width", 70, (row) => Page.number(windows.width[row]), "number",
        (row) => windows.width[row]),
    ],
  });
};

Page.buildingSheet = () => {
  const table = Page.tables.buildings;
  return new Page.Table({
    id: "buildings", label: () => Page.t("page.tab_buildings"), rows: table.rows,
    chosen: (row) => Page.focusBuilding(row),
    columns: columnsOf(table, [
      ["building", "text", 74], ["name", "text", 130], ["status", "text", 80],
      ["use", "text", 90], ["households", "number", 70],
      ["satisfied_before", "number", 84], ["satisfied_after", "number", 84],
      ["satisfied_to_not", "number", 130], ["unaffected", "number", 70],
      ["affected", "number", 60], ["gained", "number", 100], ["failed", "number", 70],
      ["not_judged", "number", 70], ["not_applicable", "number", 80], ["role", "text", 80], ["windows", "number", 60],
      ["storeys", "number", 60], ["zero_level", "number", 84],
      ["outdoor_ground", "number", 110], ["top", "number", 84],
    ]),
  });
};

Page.findingSheet = () => {
  const table = Page.tables.findings;
  return new Page.Table({
    id: "findings", label: () => Page.t("page.tab_findings"), rows: table.rows,
    columns: columnsOf(table, [
      ["severity", "text", 70], ["code", "text", 190], ["where", "text", 190],
      ["message", "text", 520], ["expected", "text", 160], ["found", "text", 160],
    ]),
  });
};

Page.useSheet = () => {
  const table = Page.tables.uses;
  return new Page.Table({
    id: "uses", label: () => Page.t("page.uses"), rows: table.rows,
    columns: columnsOf(table, [
      ["use", "text", 120], ["counted_as", "text", 80], ["day", "text", 80],
      ["threshold", "number", 90], ["units", "number", 80], ["passed", "number", 80],
      ["no_effect", "number", 100], ["failed", "number", 80], ["not_judged", "number", 80],
      ["not_applicable", "number", 80],
    ]),
  });
};

/** Notes, conventions and parts that do not count: plain text, no table of the kind above. */
Page.noteSheet = () => {
  const { lang } = Page.shown;
  const excluded = Page.tables.excluded;
  const parts = Array.from({ length: excluded.rows }, (_, row) => ["building", "name", "kind",
    "clause"].map((name) => excluded.columns[name].get(row)).filter(Boolean).join("  "));
  return Page.el("div", { class: "notes", tabindex: 0, role: "region",
    "aria-label": Page.t("page.tab_notes") },
    Page.el("h3", {}, Page.t("page.notes")),
    Page.el("ul", {}, ...Page.data.notes[lang].map((note) => Page.el("li", {}, note))),
    Page.el("h3", {}, Page.t("page.conventions")),
    Page.el("dl", { class: "pairs" }, ...Page.data.provenance[lang].flatMap(([name, value]) =>
      [Page.el("dt", {}, name), Page.el("dd", {}, value)])),
    ...(Page.sceneData ? [Page.el("h3", {}, Page.t("page.about_picture")),
      Page.el("ul", {}, ...Page.picture.remarks().map((text) => Page.el("li", {}, text)))] : []),
    ...(parts.length ? [Page.el("h3", {}, Page.t("page.excluded")),
      Page.el("ul", {}, ...parts.map((part) => Page.el("li", {}, part)))] : []));
};

/** Numbers at the head: what a bureau asks first. */
Page.summarySheet = () => {
  const totals = Page.data.totals;
  const names = ["households", "satisfied_before", "satisfied_after", "satisfied_to_not",
    "unaffected", "affected", "gained", "failed", "not_judged",
    "not_applicable"];
  const figure = (label, value, tone = null) => Page.el("div",
    { class: ["figure", tone].filter(Boolean).join(" ") },
    Page.el("dt", {}, label), Page.el("dd", {}, String(value)));
  const table = Page.useSheet().plain(Infinity);
  return Page.el("div", { class: "notes summary", tabindex: 0, role: "region",
    "aria-label": Page.t("page.tab_summary") },
    Page.el("p", { class: `verdict ${TONES[Page.data.outcome]}` },
      Page.data.sentence[Page.shown.lang]),
    Page.el("h3", {}, Page.t("page.households_total")),
    Page.el("dl", { class: "figures" }, ...names.map((name) => figure(Page.heading(name),
      totals[name], name === "failed" && totals[name] ? "fail" : null))),
    Page.el("h3", {}, Page.t("page.uses")), Page.el("div", { class: "wide" }, table),
    Page.el("p", { class: "hint" }, Page.t("page.windows_counted",
      { windows: totals.windows, measured: totals.windows_measured })));
};
