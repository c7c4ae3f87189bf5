/* Time of day (时刻): the slider, the clocks, play and pause, bars of the chosen window. */
"use strict";

Page.time = { timer: null };

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

Page.time.band = () => Page.data.runs[Page.shown.run].band;

/** Show an instant, kept inside the band. */
Page.goTo = (minute) => {
  const [first, last] = Page.time.band();
  Page.show("minute", Math.min(Math.max(Math.round(minute), first), last));
};

/** Words of the clocks. */
Page.time.draw = () => {
  const { minute, run } = Page.shown;
  const { azimuth, altitude } = Page.degrees(Page.sun(minute, run));
  const beijing = Page.clock(Page.toBeijing(minute, run));
  const slider = Page.byId("minute");
  slider.value = String(minute);
  Page.byId("solar").textContent = Page.t("page.solar_is", { time: Page.clock(minute) });
  Page.byId("beijing").textContent = Page.t("page.beijing_is", {
    time: beijing, altitude: altitude.toFixed(1), azimuth: azimuth.toFixed(1),
  });
  slider.setAttribute("aria-valuetext",
    Page.t("page.clock_words", { solar: Page.clock(minute), beijing }));
};

/** Limits and hours of the slider, by the day. */
Page.time.limits = () => {
  const [first, last] = Page.time.band();
  const slider = Page.byId("minute");
  slider.min = String(first);
  slider.max = String(last);
  const marks = [];
  for (let minute = Math.ceil(first / 60) * 60; minute <= last; minute += 60) {
    const mark = Page.el("span", {}, String(minute / 60));
    mark.style.left = `${100 * (minute - first) / (last - first)}%`;
    marks.push(mark);
  }
  Page.byId("ticks").replaceChildren(...marks);
  Page.goTo(Page.shown.minute);
  Page.time.draw();
  Page.time.bars();
};

/** Lit parts of the chosen window over the slider, before above after. */
Page.time.bars = () => {
  const row = Page.shown.window;
  const bars = Page.byId("bars");
  bars.replaceChildren();
  if (row === null || Page.windows.run[row] !== Page.shown.run) return;
  const [first, last] = Page.time.band();
  for (const state of ["before", "after"]) {
    const bar = Page.el("div", { class: `bar ${state}` },
      Page.el("span", { class: "name" }, Page.t(`page.${state}`)));
    for (const s of Page.segments(row, state)) {
      const piece = Page.el("i", { class: s.counted ? "lit" : "short" });
      piece.style.left = `${100 * (s.start - first) / (last - first)}%`;
      piece.style.width = `${100 * (s.end - s.start) / (last - first)}%`;
      bar.append(piece);
    }
    bars.append(bar);
  }
};

Page.time.step = (event) => {
  const steps = {
    ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 15, PageDown: -15,
  };
  const [first, last] = Page.time.band();
  if (event.key in steps) Page.goTo(Page.shown.minute + steps[event.key]);
  else if (event.key === "Home") Page.goTo(first);
  else if (event.key === "End") Page.goTo(last);
  else return false;
  event.preventDefault();
  return true;
};

Page.time.playing = () => Page.time.timer !== null;

Page.time.button = () => {
  const button = Page.byId("play");
  button.textContent = Page.t(Page.time.playing() ? "page.pause" : "page.play");
  button.setAttribute("aria-pressed", String(Page.time.playing()));
};

Page.time.pause = () => {
  clearInterval(Page.time.timer);
  Page.time.timer = null;
  Page.time.button();
};

/** Run through the band; in quarters of an hour where little motion is asked for. */
Page.time.play = () => {
  const [first, last] = Page.time.band();
  if (Page.shown.minute >= last) Page.goTo(first);
  const [step, pause] = calm() ? [15, 1000] : [2, 60];
  Page.time.timer = setInterval(() => {
    Page.goTo(Page.shown.minute + step);
    if (Page.shown.minute >= Page.time.band()[1]) Page.time.pause();
  }, pause);
  Page.time.button();
};

Page.time.start = () => {
  const slider = Page.byId("minute");
  slider.addEventListener("input", () => Page.goTo(Number(slider.value)));
  slider.addEventListener("keydown", Page.time.step);
  document.addEventListener("keydown", (event) => {
    const free = event.target === document.body && !event.ctrlKey && !event.altKey
      && !event.metaKey && !event.shiftKey;
    if (free) Page.time.step(event);
  });
  Page.byId("play").addEventListener("click", () =>
    (Page.time.playing() ? Page.time.pause() : Page.time.play()));
  Page.on("minute", Page.time.draw);
  Page.on("run", Page.time.limits);
  Page.on("window", Page.time.bars);
  Page.on("lang", () => { Page.time.draw(); Page.time.button(); Page.time.bars(); });
  Page.time.limits();
  Page.time.button();
};
