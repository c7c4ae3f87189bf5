/* Colours of the scene by theme (配色): the plan's, light enough to carry a shadow. */
(function (parts) {
  "use strict";

  const STATUS = {
    existing: "#e4e4e1",
    approved: "#c3ccd3",
    proposed: "#d9b8e0",
    concurrent: "#ead9ee",
    removed: "#efd9c4",
  };
  const LIGHT = {
    sky: "#f6f9fc",
    ground: "#e9ece4",
    grid: "#cfd4cb",
    area: "#bcd8b0",
    shadow: [0.16, 0.19, 0.25, 0.42],
    added: [0.3, 0.08, 0.36, 0.5],
    edge: "#6c6c68",
    ghost: "#7c9a6b",
    ink: "#1b1d20",
    halo: "#ffffff",
    line: "#8a8f96",
    dial: "rgba(255, 255, 255, 0.82)",
    path: "#c98a12",
    sun: "#f2b01e",
    mark: "#e3007b",
    lit: ["#2b2f3a", "#ffc400", "#9a9a96"],
    status: STATUS,
    site: "#b79a72",
    sunlight: 1.2,
    skylight: 2.35,
  };
  const DARK = {
    ...LIGHT,
    sky: "#14181e",
    ground: "#2a2f36",
    grid: "#3b424b",
    area: "#35512f",
    shadow: [0, 0, 0, 0.55],
    added: [0.36, 0.1, 0.44, 0.6],
    edge: "#22252a",
    ink: "#f4f5f7",
    halo: "#14181e",
    line: "#7d8590",
    dial: "rgba(20, 24, 30, 0.82)",
    lit: ["#15171d", "#ffc400", "#74777d"],
    status: {
      existing: "#b9bcbd",
      approved: "#93a1ab",
      proposed: "#b98cc4",
      concurrent: "#cbb2d1",
      removed: "#c4a587",
    },
    sunlight: 1.3,
    skylight: 1.75,
  };
  const PRINT = { ...LIGHT, sky: "#ffffff", ground: "#ffffff", grid: "#e3e3e0" };

  parts.themes = { light: LIGHT, dark: DARK, print: PRINT };
})((window.SunlightSceneParts = window.SunlightSceneParts || {}));
