/* The panel of the chosen window (所选窗): its figures, who shades it, its verdict. */
"use strict";

const pair = (name, ...values) => [Page.el("dt", {}, Page.heading(name)),
  Page.el("dd", {}, ...values)];

/** Where the window is. */
const placeOf = (row) => {
  const { windows, data } = Page;
  const building = data.buildings[windows.building[row]];
  const room = windows.room[row];
  const household = windows.household[row];
  const named = building.name && building.name !== building.id ? `  ${building.name}` : "";
  return Page.el("dl", { class: "pairs" },
    ...pair("building", building.id + named),
    ...pair("floor", String(windows.floor[row])),
    ...(room < 0 ? [] : pair("room", `${data.rooms.id[room]}  ${Page.roomKind(room)}`)),
    ...(household < 0 ? [] : pair("household",
      Page.tables.households.columns.household.get(household))),
    ...(Number.isNaN(windows.sill_z[row]) ? []
      : pair("sill_z", Page.number(windows.sill_z[row], 3))),
    ...pair("day", data.runs[windows.run[row]].day[Page.shown.lang]));
};

const minutesCell = (minutes, reaches) => Page.el("td",
  { class: ["number", ["below", "reaches"][reaches]].filter(Boolean).join(" "),
    "data-exact": String(minutes) },
  Page.el("strong", {}, Page.whole(minutes)),
  Page.el("span", { class: "hint" }, Number.isNaN(minutes) ? "" : ` (${Page.exact(minutes)})`),
  reaches < 0 ? "" : Page.el("span", { class: "reach" },
    ` ${Page.t(reaches ? "cells.reaches" : "cells.below")}`));

/** Minutes before and after, whole and exact. */
const minutesOf = (row) => {
  const { windows } = Page;
  return Page.el("table", { class: "plain", id: "panel-minutes" },
    Page.el("thead", {}, Page.el("tr", {}, Page.el("th", { scope: "col" }, Page.t("page.sunlight")),
      ...["before", "after"].map((state) => Page.el("th", { scope: "col" },
        Page.t(`page.${state}`))))),
    Page.el("tbody", {}, Page.el("tr", {},
      Page.el("th", { scope: "row" }, Page.t("page.minutes_counted")),
      ...["before", "after"].map((state) =>
        minutesCell(windows[state][row], windows[`reaches_${state}`][row])))));
};

/** Segments of a state: solar and Beijing time, minutes, and what begins and ends them. */
const segmentsOf = (row, state) => {
  const segments = Page.segments(row, state);
  const shift = Page.data.runs[Page.windows.run[row]].beijing;
  const fine = Page.isFine(row, state);
  const title = Page.el("caption", {}, Page.t(`page.segments_${state}`));
  if (!segments.length) {
    const words = Number.isNaN(Page.windows[state][row]) ? "page.not_measured" : "page.no_segments";
    return Page.el("table", { class: "plain segments" }, title,
      Page.el("tbody", {}, Page.el("tr", {}, Page.el("td", {}, Page.t(words)))));
  }
  const heads = ["solar", "beijing", "length", "limits"];
  return Page.el("table", { class: "plain segments", "data-state": state }, title,
    Page.el("thead", {}, Page.el("tr", {}, ...heads.map((name) =>
      Page.el("th", { scope: "col" }, Page.t(`page.${name}`))))),
    Page.el("tbody", {}, ...segments.map((s) => Page.el("tr",
      { class: s.counted ? "counted" : "short", "data-start": s.start, "data-end": s.end },
      Page.el("td", {}, Page.el("button", { type: "button", class: "link",
        title: Page.t("page.go_there"), onclick: () => Page.goTo((s.start + s.end) / 2) },
      Page.span(s.start, s.end, fine))),
      Page.el("td", {}, Page.span(s.start + shift, s.end + shift, fine)),
      Page.el("td", { class: "number" }, Page.exact(s.end - s.start),
        s.counted ? "" : Page.el("span", { class: "hint" }, ` ${Page.t("page.not_counted")}`)),
      Page.el("td", {}, `${Page.limitName(s.opened)} / ${Page.limitName(s.closed)}`)))));
};

/** Who takes how many minutes, before and after, and what is lost. */
const shadersOf = (row) => {
  const { windows } = Page;
  const found = new Map();
  const add = (parts, column) => {
    for (let k = parts.offsets[row]; k < parts.offsets[row + 1]; k += 1) {
      const kind = Page.data.owner_kinds[parts.kind[k]];
      const name = Page.ownerName(parts.owner[k], kind);
      if (!found.has(name)) found.set(name, { owner: parts.owner[k], values: [0, 0, 0] });
      found.get(name).values[column] += parts.minutes[k];
    }
  };
  add(windows.taken.before, 0);
  add(windows.taken.after, 1);
  add(windows.lost, 2);
  const rows = [...found.entries()].sort(([, a], [, b]) =>
    Number(a.owner < 0) - Number(b.owner < 0)
    || Math.abs(b.values[2]) - Math.abs(a.values[2]) || b.values[1] - a.values[1]);
  if (!rows.length) return null;
  return Page.el("table", { class: "plain", id: "panel-shaders" },
    Page.el("caption", {}, Page.t("page.shaders")),
    Page.el("thead", {}, Page.el("tr", {}, ...["owner", "taken_before", "taken_after", "lost"]
      .map((name) => Page.el("th", { scope: "col",
        class: name === "owner" ? null : "number" }, Page.heading(name))))),
    Page.el("tbody", {}, ...rows.map(([name, { owner, values }]) => Page.el("tr", {},
      Page.el("th", { scope: "row" }, owner >= 0 && Page.data.owners[owner].building >= 0
        ? Page.el("button", { type: "button", class: "link",
          onclick: () => Page.focusBuilding(Page.data.owners[owner].building) }, name)
        : name),
      ...values.map((value) => Page.el("td", { class: "number", "data-exact": String(value) },
        value === 0 ? "" : (Math.round(value * 10) / 10).toFixed(1)))))));
};

/** What the clause says of the household, or the unit, that the window belongs to. */
const verdictOf = (row) => {
  const { windows } = Page;
  const [table, at] = windows.household[row] >= 0
    ? [Page.tables.households, windows.household[row]]
    : [Page.tables.units, windows.unit[row]];
  if (at < 0) return Page.el("p", { class: "hint" }, Page.t("page.no_unit"));
  const cell = (name) => (table.columns[name] ? table.columns[name].get(at) : "");
  const minutes = (name) => {
    const column = table.columns[`minutes_${name}`];
    return column && !Number.isNaN(column.get(at)) ? Page.exact(column.get(at)) : "";
  };
  const clause = cell("clause");
  const tone = ["fail", "open", "pass", "none"][table.columns["#outcome"].get(at)];
  const said = (Page.data.clauses[clause] || {})[Page.shown.lang];
  const line = (name, text) => (text ? pair(name, text) : []);
  return Page.el("div", { id: "panel-verdict", class: `verdict ${tone}` },
    Page.el("h3", {}, Page.t("page.verdict_of", { unit: cell("household") || cell("unit") })),
    Page.el("p", {}, Page.el("strong", { id: "panel-outcome" }, cell("outcome")),
      " ", Page.el("span", { id: "panel-wording" }, cell("wording")),
      " ", Page.el("span", { id: "panel-clause" }, clause)),
    said ? Page.el("p", { class: "hint" }, said) : null,
    Page.el("dl", { class: "pairs" },
      ...line("household_before", minutes("before")),
      ...line("household_after", minutes("after")),
      ...line("threshold", table.columns.threshold
        ? Page.number(table.columns.threshold.get(at)) : ""),
      ...line("taken_by", cell("taken_by")), ...line("reasons", cell("reasons")),
      ...line("remarks", cell("remarks")), ...line("critical", cell("critical")),
      ...line("compensation", cell("compensation"))));
};

/** Charts before and after, or one where they are the same. */
const chartsOf = (row) => {
  const { segments, taken } = Page.windows;
  const choice = Page.el("select", { id: "chart-view" },
    ...["both", "left", "middle", "right"].map((name) => Page.el("option",
      { value: name, selected: Page.chart.view === name }, Page.t(`page.eye_${name}`))));
  choice.addEventListener("change", () => {
    Page.chart.view = choice.value;
    Page.panel.drawCharts();
  });
  const same = segments.before === segments.after && taken.before === taken.after;
  const measured = ["before", "after"].filter((state) =>
    !Number.isNaN(Page.windows[state][row]));
  const states = same ? ["after"] : measured;
  return Page.el("section", { id: "panel-charts", "aria-label": Page.t("page.chart") },
    Page.el("h3", {}, Page.t("page.chart")),
    Page.el("label", {}, Page.t("page.eye"), " ", choice),
    ...states.map((state) => Page.el("figure", { "data-state": state },
      Page.el("figcaption", {}, Page.t(`page.${state}`)))),
    Page.el("p", { class: "hint" }, Page.t("page.chart_note")));
};

Page.panel = { row: null };

Page.panel.drawCharts = () => {
  const { row } = Page.panel;
  for (const figure of document.querySelectorAll("#panel-charts figure")) {
    figure.replaceChildren(figure.querySelector("figcaption"),
      Page.chart.draw(row, figure.dataset.state),
      Page.chart.legend(row, figure.dataset.state));
  }
};

/** Everything about a window, or how to choose one. */
Page.panel.show = (row) => {
  Page.panel.row = row;
  const title = Page.byId("panel-title");
  const body = Page.byId("panel-body");
  if (row === null) {
    title.textContent = Page.t("page.selection");
    body.replaceChildren(Page.el("p", {}, Page.t(Page.windows.count
      ? "page.choose_window" : "page.no_windows")), ...Page.panel.start());
    return;
  }
  title.textContent = Page.t("page.window_title", { window: Page.windows.id[row] });
  const close = Page.el("button", { type: "button", id: "panel-close",
    onclick: () => Page.selectWindow(null) }, Page.t("page.deselect"));
  body.replaceChildren(...[placeOf(row), verdictOf(row), minutesOf(row),
    Page.windows.assumed[row] ? Page.el("p", { class: "hint" }, Page.t("page.assumed")) : null,
    Page.windows.analysed[row] ? null
      : Page.el("p", { class: "hint" }, Page.t("page.not_analysed")),
    segmentsOf(row, "before"), segmentsOf(row, "after"), shadersOf(row),
    Page.sceneData ? chartsOf(row) : null, close].filter(Boolean));
  body.scrollTop = 0;
  if (Page.sceneData) {   // after the figures are on the screen
    requestAnimationFrame(() => { if (Page.panel.row === row) Page.panel.drawCharts(); });
  }
};

/** Where nothing is chosen: the failing units first, to begin with. */
Page.panel.start = () => {
  const found = [];
  for (const [name, key] of [["households", "household"], ["units", "unit"]]) {
    const { rows, columns } = Page.tables[name];
    for (let row = 0; row < rows; row += 1) {
      if (columns["#outcome"].get(row) === 0) {
        found.push({ label: columns[key].get(row), window: columns["#window"].get(row) });
      }
    }
  }
  if (!found.length) return [Page.el("p", { class: "hint" }, Page.t("page.no_failing"))];
  const most = 12;
  return [Page.el("h3", {}, Page.t("page.failing", { count: found.length })),
    Page.el("ul", { class: "begin" }, ...found.slice(0, most).map(({ label, window }) =>
      Page.el("li", {}, window >= 0 ? Page.el("button", { type: "button", class: "link",
        onclick: () => Page.selectWindow(window) }, label) : label))),
    found.length > most ? Page.el("p", { class: "hint" },
      Page.t("page.more_in_table", { count: found.length - most })) : null].filter(Boolean);
};
