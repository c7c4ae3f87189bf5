/* What goes on paper (打印): made just before printing, taken away after it. */
"use strict";

const MOST_ROWS = 1000;   // of one table on paper; the files hold the rest

const paperPart = (title, ...children) => Page.el("section", {},
  Page.el("h2", {}, title), ...children);

/** Columns for paper: what fits on a sheet. */
const PAPER_COLUMNS = {
  households: ["household", "outcome", "wording", "clause", "whole_before", "whole_after",
    "threshold", "taken_by"],
  units: ["unit", "outcome", "wording", "clause", "figure_before", "figure_after",
    "figure_threshold", "measure_unit", "taken_by"],
  windows: ["window", "household", "whole_before", "whole_after", "reaches_after",
    "segments_before", "segments_after"],
  buildings: ["building", "name", "status", "use", "households", "satisfied_before",
    "satisfied_after", "satisfied_to_not", "unaffected", "affected", "gained", "failed",
    "not_judged", "not_applicable"],
  findings: ["severity", "code", "where", "message"],
};

/** A table for paper, cut where it is too long, which it says. */
const paperTable = (sheet, rows = sheet.order) => {
  const names = PAPER_COLUMNS[sheet.id];
  const columns = names.map((name) => sheet.columns.find((c) => c.name === name));
  const cut = rows.length - MOST_ROWS;
  return Page.el("div", {}, sheet.plain(MOST_ROWS, columns, rows),
    cut > 0 ? Page.el("p", {}, Page.t("page.cut_on_paper", { count: cut })) : null);
};

const failingOf = (sheet) => {
  const code = Page.tables[sheet.id].columns["#outcome"].get;
  return sheet.order.filter((row) => code(row) === 0);
};

/** Windows that a reader of the paper asks about: with less sun, or of a unit that fails;
    those that never have any, such as on the north side, say nothing. */
const askedAbout = (row) => {
  const { before, after, verdict } = Page.windows;
  return after[row] < before[row] - NOISE
    || (verdict[row] === 0 && (before[row] > 0 || after[row] > 0));
};

const paperLegend = () => {
  const legend = Page.byId("legend").cloneNode(true);
  legend.removeAttribute("id");
  return legend;
};

const paperPicture = () => {
  const { scene } = Page.picture;
  if (!scene) return null;
  scene.setTheme("print");
  const source = scene.snapshot();
  Page.picture.theme();
  const { state, run, minute } = Page.shown;
  return Page.el("figure", { class: "snapshot" },
    Page.el("img", { src: source, alt: Page.t("page.scene") }),
    Page.el("figcaption", {}, Page.t("page.snapshot_words", {
      state: Page.t(`page.${state}`), day: Page.data.runs[run].day[Page.shown.lang],
      time: Page.clock(minute), beijing: Page.clock(Page.toBeijing(minute, run)),
    })), paperLegend());
};

/** The chosen window on paper: the panel as it stands. */
const paperWindow = () => {
  if (Page.shown.window === null) return null;
  const body = Page.byId("panel-body").cloneNode(true);
  for (const node of body.querySelectorAll("[id]")) node.removeAttribute("id");
  for (const node of body.querySelectorAll("select, label, button:not(.link)")) node.remove();
  const part = paperPart(Page.byId("panel-title").textContent, ...body.childNodes);
  part.className = "window";
  return part;
};

Page.fillPaper = () => {
  const sheets = Object.fromEntries(Page.sheets.map((sheet) => [sheet.id, sheet]));
  const parts = [Page.el("h1", {}, Page.data.project.name || Page.t("page.title")),
    Page.summarySheet(), paperPicture(), paperWindow()];
  for (const id of ["households", "units"]) {
    if (!sheets[id]) continue;
    const failing = failingOf(sheets[id]);
    parts.push(paperPart(Page.t(`page.failing_${id}`, { count: failing.length }),
      failing.length ? paperTable(sheets[id], failing)
        : Page.el("p", {}, Page.t("page.no_failing"))));
  }
  for (const id of ["buildings", "households", "units", "findings"]) {
    if (sheets[id] && sheets[id].rows) {
      parts.push(paperPart(sheets[id].label(), paperTable(sheets[id])));
    }
  }
  if (sheets.windows) {
    const rows = sheets.windows.order.filter(askedAbout);
    parts.push(paperPart(Page.t("page.windows_on_paper", { count: rows.length }),
      rows.length ? paperTable(sheets.windows, rows)
        : Page.el("p", {}, Page.t("page.no_such_windows"))));
  }
  parts.push(paperPart(Page.t("page.tab_notes"), Page.noteSheet()));
  Page.byId("paper").replaceChildren(...parts.filter(Boolean));
};

Page.startPrint = () => {
  window.addEventListener("beforeprint", Page.fillPaper);
  window.addEventListener("afterprint", () => Page.byId("paper").replaceChildren());
  Page.byId("print-button").addEventListener("click", () => window.print());
};
