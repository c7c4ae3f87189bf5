/* The picture (三维图): what the page tells the scene, and what it hears from it. */
"use strict";

const COLOURS = ["verdict", "minutes", "lit"];
const CLASS_EDGES = [60, 120, 180, 240, 360];

Page.picture = { scene: null };

const rgbOf = (text) => [1, 3, 5].map((i) => parseInt(text.slice(i, i + 2), 16));

/** Classes of colours: a name for the legend, and the colour. */
Page.picture.classes = () => {
  const { colour } = Page.shown;
  if (colour === "verdict") {
    const names = Page.data.outcomes[Page.shown.lang];
    return [...["fail", "open", "pass", "none"].map((tone, code) =>
      ({ name: names[code], colour: Page.colourOf(`window-${tone}`) })),
    { name: Page.t("page.without_unit"), colour: Page.colourOf("window-bare") }];
  }
  if (colour === "minutes") {
    const classes = CLASS_EDGES.map((edge, i) => ({
      name: i === 0 ? Page.t("page.class_below", { high: edge })
        : Page.t("page.class_between", { low: CLASS_EDGES[i - 1], high: edge }),
      colour: Page.colourOf(`class-${i}`),
    }));
    return [...classes, {
      name: Page.t("page.class_least", { low: CLASS_EDGES.at(-1) }),
      colour: Page.colourOf(`class-${CLASS_EDGES.length}`),
    }, { name: Page.t("page.not_measured"), colour: Page.colourOf("window-bare") }];
  }
  return [["lit", "lit-1"], ["unlit", "lit-0"], ["not_measured", "window-bare"]].map(
    ([name, tone]) => ({ name: Page.t(`page.${name}`), colour: Page.colourOf(tone) }));
};

/** Class of a window. */
Page.picture.classOf = (row) => {
  const { colour, state } = Page.shown;
  if (colour === "verdict") {
    const code = Page.windows.verdict[row];
    return code < 0 ? 4 : code;
  }
  const minutes = Page.windows[state][row];
  if (Number.isNaN(minutes)) return CLASS_EDGES.length + 1;
  const place = CLASS_EDGES.findIndex((edge) => minutes < edge - NOISE);
  return place < 0 ? CLASS_EDGES.length : place;
};

/** Windows that full-window sun falls on now. */
Page.picture.litNow = () => {
  const { state, minute, run } = Page.shown;
  const lit = new Uint8Array(Page.windows.count);
  for (let row = 0; row < lit.length; row += 1) lit[row] = Page.litAt(row, state, minute, run);
  return lit;
};

Page.picture.paint = () => {
  const { scene } = Page.picture;
  if (!scene) return;
  if (Page.shown.colour === "lit") {
    scene.setWindowLit(Page.picture.litNow());
    return;
  }
  scene.setWindowLit(null);
  const colours = Page.picture.classes().map(({ colour }) => rgbOf(colour));
  const rgb = new Uint8Array(3 * Page.windows.count);
  for (let row = 0; row < Page.windows.count; row += 1) {
    rgb.set(colours[Page.picture.classOf(row)], 3 * row);
  }
  scene.setWindowColours(rgb);
};

Page.picture.legend = () => {
  Page.byId("legend").replaceChildren(...Page.picture.classes().map(({ name, colour }) => {
    const patch = Page.el("i", {});
    patch.style.background = colour;
    return Page.el("li", {}, patch, name);
  }));
  Page.byId("legend").hidden = !Page.windows.count || !Page.picture.scene;
};

/** Sentences on what the picture is, and is not. */
Page.picture.remarks = () => {
  const { ground, windows } = Page.sceneData;
  const level = ground.highest > 0 ? "scene.ground" : "scene.ground_level";
  return [
    Page.t(level, { elevation: ground.elevation, highest: ground.highest }),
    ...["facade", "added", "excluded", "low_sun"].map((name) => Page.t(`scene.${name}`)),
    Page.t("scene.heads", { head: windows.assumed_head }),
  ];
};

/** What the picture shows, for those who do not see it. */
Page.picture.describe = () => {
  const { state, run, minute } = Page.shown;
  const total = Page.data.totals;
  const canvas = Page.byId("scene").querySelector("canvas[role=img]");
  canvas?.setAttribute("aria-label", Page.t("scene.label"));
  canvas?.setAttribute("aria-describedby", "scene-text");
  Page.byId("scene-text").textContent = Page.t("page.scene_words", {
    buildings: total.buildings, windows: total.windows, state: Page.t(`page.${state}`),
    day: Page.data.runs[run].day[Page.shown.lang], time: Page.clock(minute),
  });
};

const darkAsked = window.matchMedia("(prefers-color-scheme: dark)");

Page.picture.theme = () => Page.picture.scene?.setTheme(darkAsked.matches ? "dark" : "light");

Page.picture.notice = (words) => {
  const notice = Page.byId("scene-notice");
  notice.hidden = false;
  notice.dataset.t = words;
  notice.textContent = Page.t(words);
  Page.byId("picture").classList.add("without");
  for (const button of Page.byId("view-choice").children) button.disabled = true;
};

Page.picture.open = async () => {
  if (!Page.sceneData || typeof SunlightScene === "undefined") {
    Page.picture.notice("page.no_scene");
    return;
  }
  try {
    const scene = await SunlightScene.create(Page.byId("scene"), Page.sceneData, {
      onPick: (row) => Page.selectWindow(row),
      onReady: () => { document.documentElement.dataset.scene = "ready"; },
    });
    Page.picture.scene = scene;
  } catch (error) {
    if (error.name !== "NoWebGLError") console.error(error);
    Page.picture.notice("scene.no_webgl");
    document.documentElement.dataset.scene = "none";
    return;
  }
  const { scene } = Page.picture;
  Page.picture.describe();
  Page.picture.theme();
  scene.setDay(Page.shown.run);
  scene.setState(Page.shown.state);
  scene.setMinute(Page.shown.minute);
  Page.picture.paint();
  Page.picture.legend();
  if (Page.shown.window !== null) scene.select(Page.shown.window);
};

Page.focusBuilding = (building) => {
  Page.picture.scene?.focusBuilding(building);
  Page.say(Page.t("page.building_shown", { building: Page.data.buildings[building].id }));
};

Page.picture.start = () => {
  const painted = () => { Page.picture.paint(); Page.picture.legend(); };
  Page.on("minute", (minute) => {
    Page.picture.scene?.setMinute(minute);
    if (Page.shown.colour === "lit") Page.picture.paint();
  });
  Page.on("state", (state) => {
    Page.picture.scene?.setState(state);
    Page.picture.describe();
    painted();
  });
  Page.on("run", (run) => {
    Page.picture.scene?.setDay(run);
    Page.picture.scene?.setMinute(Page.shown.minute);
    Page.picture.describe();
    painted();
  });
  Page.on("colour", painted);
  Page.on("window", (row) => Page.picture.scene?.select(row));
  Page.on("lang", () => { Page.picture.legend(); Page.picture.describe(); });
  darkAsked.addEventListener("change", () => { Page.picture.theme(); painted(); });
  new ResizeObserver(() => Page.picture.scene?.resize()).observe(Page.byId("scene"));
  for (const button of Page.byId("view-choice").children) {
    button.addEventListener("click", () => Page.picture.scene?.view(button.dataset.view));
  }
  Page.picture.describe();
  Page.picture.legend();
  Page.picture.open();
};
