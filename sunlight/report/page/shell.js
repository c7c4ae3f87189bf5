/* The page is put together here (页面装配): choices, tabs, address, languages. */
"use strict";

/** Choose a window by its row, or none. */
Page.selectWindow = (row) => {
  const found = row === null || row < 0 ? null : row;
  if (found !== null) Page.show("run", Page.windows.run[found]);
  if (!Page.show("window", found)) return;
  Page.panel.show(found);
  markRows(found);
  const address = found === null ? "#" : `#window=${encodeURIComponent(Page.windows.id[found])}`;
  if (window.location.hash !== address) history.replaceState(null, "", address);
  if (found === null) Page.say(Page.t("page.deselected"));
  else {
    Page.say(Page.t("page.window_words", {
      window: Page.windows.id[found], before: Page.whole(Page.windows.before[found]),
      after: Page.whole(Page.windows.after[found]),
    }));
  }
};

/** Mark the rows of a window in every table. */
const markRows = (row) => {
  for (const sheet of Page.sheets) {
    if (sheet.id === "windows") sheet.select(row === null ? -1 : row);
    if (sheet.id === "households") {
      sheet.select(row === null ? -1 : Page.windows.household[row]);
    }
    if (sheet.id === "units") {
      const unit = row !== null && Page.windows.household[row] < 0 ? Page.windows.unit[row] : -1;
      sheet.select(unit);
    }
  }
};

/** Window that the address asks for. */
const fromAddress = () => {
  const asked = /^#window=(.*)$/.exec(window.location.hash);
  if (!asked) return;
  let id = asked[1];
  try {
    id = decodeURIComponent(id);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;   // taken as it stands
  }
  const row = Page.windows.row.get(id);
  if (row === undefined) Page.say(Page.t("page.unknown_window", { window: id }));
  else Page.selectWindow(row);
};

/* --- tabs ---------------------------------------------------------------------- */

const tabs = [];

const openTab = (place, focus = false) => {
  tabs.forEach(({ button, panel, sheet }, i) => {
    const chosen = i === place;
    button.setAttribute("aria-selected", String(chosen));
    if (chosen && Page.byId("main").classList.contains("large")) Page.byId("enlarge").click();
    button.tabIndex = chosen ? 0 : -1;
    panel.hidden = !chosen;
    if (chosen && sheet) sheet.draw(true);
    if (chosen && focus) button.focus();
  });
};

const addTab = (name, content, sheet, rows = null) => {
  const place = tabs.length;
  const button = Page.el("button", {
    type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `sheet-${name}`,
    onclick: () => openTab(place),
    onkeydown: (event) => {
      const steps = { ArrowRight: 1, ArrowLeft: -1 };
      if (!(event.key in steps)) return;
      event.preventDefault();
      openTab((place + steps[event.key] + tabs.length) % tabs.length, true);
    },
  });
  const panel = Page.el("div", {
    role: "tabpanel", id: `sheet-${name}`, "aria-labelledby": `tab-${name}`,
  }, content);
  tabs.push({ button, panel, sheet, name, rows });
  Page.byId("tabs").append(button);
  Page.byId("sheets").append(panel);
};

const nameTabs = () => {
  for (const { button, name, rows } of tabs) {
    const count = rows === null ? "" : ` ${rows}`;
    button.textContent = Page.t(`page.tab_${name}`) + count;
  }
};

const startTabs = () => {
  addTab("summary", Page.summarySheet(), null);
  const made = {
    households: Page.tables.households.rows ? Page.householdSheet : null,
    units: Page.tables.units.rows ? Page.unitSheet : null,
    windows: Page.windows.count ? Page.windowSheet : null,
    buildings: Page.buildingSheet,
    findings: Page.tables.findings.rows ? Page.findingSheet : null,
  };
  for (const [name, make] of Object.entries(made)) {
    if (make) {
      const sheet = make();
      Page.sheets.push(sheet);
      addTab(name, sheet.root, sheet, sheet.rows);
    }
  }
  addTab("notes", Page.noteSheet(), null);
  nameTabs();
  const failing = Page.sheets.findIndex((sheet) => ["households", "units"].includes(sheet.id)
    && Page.tables[sheet.id].columns["#outcome"].get(sheet.order[0]) === 0);
  openTab(failing >= 0 ? failing + 1 : 0);
  window.addEventListener("resize", () => Page.sheets.forEach((sheet) => sheet.draw(true)));
};

/* --- choices ------------------------------------------------------------------- */

const fillChoices = () => {
  const day = Page.byId("day");
  day.replaceChildren(...Page.data.runs.map((run, i) => Page.el("option",
    { value: i, selected: i === Page.shown.run }, run.day[Page.shown.lang])));
  Page.byId("day-label").hidden = Page.data.runs.length < 2;
  const colour = Page.byId("colour");
  colour.replaceChildren(...COLOURS.map((name) => Page.el("option",
    { value: name, selected: name === Page.shown.colour }, Page.t(`page.colour_${name}`))));
};

const startChoices = () => {
  for (const button of Page.byId("state-choice").children) {
    button.addEventListener("click", () => Page.show("state", button.dataset.state));
  }
  for (const button of Page.byId("lang-choice").children) {
    button.addEventListener("click", () => Page.show("lang", button.dataset.lang));
  }
  Page.byId("enlarge").addEventListener("click", () => {
    const large = Page.byId("main").classList.toggle("large");
    Page.byId("enlarge").setAttribute("aria-pressed", String(large));
  });
  Page.byId("day").addEventListener("change", (event) =>
    Page.show("run", Number(event.target.value)));
  Page.byId("colour").addEventListener("change", (event) =>
    Page.show("colour", event.target.value));
  Page.on("state", (state) => Page.pressed("state-choice", "state", state));
  Page.on("run", fillChoices);
  Page.on("minute", () => {
    if (Page.shown.window !== null) Page.chart.move(Page.byId("panel"), Page.shown.window);
  });
};

const speak = () => {
  const { lang } = Page.shown;
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  Page.translate();
  const name = Page.data.project.name || Page.t("page.title");
  document.title = `${name} – ${Page.t("page.title")}`;
  Page.byId("title").textContent = name;
  Page.byId("title").title = name;
  const sentence = Page.byId("sentence");
  sentence.textContent = Page.data.sentence[lang];
  sentence.className = ["fail", "open", "pass", "open"][Page.data.outcome];
  Page.pressed("lang-choice", "lang", lang);
  Page.pressed("state-choice", "state", Page.shown.state);
  fillChoices();
};

Page.on("lang", () => {
  speak();
  for (const sheet of Page.sheets) sheet.translate();
  for (const { name, panel } of tabs) {
    if (name === "summary") panel.replaceChildren(Page.summarySheet());
    if (name === "notes") panel.replaceChildren(Page.noteSheet());
  }
  nameTabs();
  Page.panel.show(Page.shown.window);
});

const start = () => {
  window.SunlightPage = Page;   // for those who look at the page with tools
  Page.sceneData = JSON.parse(Page.byId("scene-data").textContent);
  Page.byId("app").hidden = false;
  speak();
  startTabs();
  startChoices();
  Page.panel.show(null);
  Page.time.start();
  Page.picture.start();
  Page.startPrint();
  fromAddress();
  window.addEventListener("hashchange", fromAddress);
};

start();
