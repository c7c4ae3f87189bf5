/* The sun-path chart (棒影图): silhouettes as seen from the sill, drawn from the meshes.
   The silhouettes are a picture; lit parts of the path are the intervals of the data. */
"use strict";

Page.chart = { view: "both", state: null };

const CHART = { width: 640, height: 300, left: 34, right: 8, top: 12, bottom: 30 };
const TAKER_COLOURS = 4;
const EDGE_STEP = 1.5 * Math.PI / 180;
const OWN_PLATES = new Set(["balcony", "overhang", "eave"]);

/* --- meshes -------------------------------------------------------------------- */

/** Numbers of an array of the scene. */
const sceneArray = ({ type, data }) => {
  const raw = atob(data);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) bytes[i] = raw.charCodeAt(i);
  const kinds = { f32: Float32Array, u32: Uint32Array, i32: Int32Array, u8: Uint8Array };
  return new kinds[type](bytes.buffer);
};

/** Corners of the box round some vertices. */
const boxOf = (vertices, first, end) => {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let v = first; v < end; v += 1) {
    for (let k = 0; k < 3; k += 1) {
      low[k] = Math.min(low[k], vertices[3 * v + k]);
      high[k] = Math.max(high[k], vertices[3 * v + k]);
    }
  }
  return [low[0], high[0]].flatMap((x) => [low[1], high[1]].flatMap((y) =>
    [[x, y, low[2]], [x, y, high[2]]]));
};

/** Parts with their triangles; opened once, when the first chart is asked for. */
Page.chart.parts = () => {
  if (Page.chart.opened) return Page.chart.opened;
  const { bodies, buildings, origin } = Page.sceneData;
  const vertices = sceneArray(bodies.vertices);
  const triangles = sceneArray(bodies.triangles);
  const ends = sceneArray(bodies.triangle_end);
  const building = sceneArray(bodies.building);
  const excluded = sceneArray(bodies.excluded);
  const starts = [0, ...sceneArray(bodies.vertex_end)];
  const parts = Array.from(ends, (end, i) => ({
    box: boxOf(vertices, starts[i], starts[i + 1]), building: building[i], kind: bodies.kind[i], first: i ? ends[i - 1] : 0, end,
    before: building[i] < 0 || buildings[building[i]].before,
    after: building[i] < 0 || buildings[building[i]].after,
  })).filter((_, i) => !excluded[i]);
  Page.chart.opened = { vertices, triangles, parts, origin };
  return Page.chart.opened;
};

/* --- projection ---------------------------------------------------------------- */

/** Part of a polygon where plane · (p, 1) >= 0. */
const clipped = (polygon, [a, b, c, d]) => {
  const found = [];
  const side = (p) => a * p[0] + b * p[1] + c * p[2] + d;
  for (let i = 0; i < polygon.length; i += 1) {
    const [p, q] = [polygon[i], polygon[(i + 1) % polygon.length]];
    const [s, t] = [side(p), side(q)];
    if (s >= 0) found.push(p);
    if (s * t < 0) {
      const u = s / (s - t);
      found.push([0, 1, 2].map((k) => p[k] + u * (q[k] - p[k])));
    }
  }
  return found;
};

/** Edge points of a polygon, so close that straight lines between them will do. */
const subdivided = (polygon) => {
  const found = [];
  for (let i = 0; i < polygon.length; i += 1) {
    const [p, q] = [polygon[i], polygon[(i + 1) % polygon.length]];
    const [m, n] = [Math.hypot(...p), Math.hypot(...q)];
    const cosine = (p[0] * q[0] + p[1] * q[1] + p[2] * q[2]) / (m * n || 1);
    const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
    const steps = Math.max(1, Math.ceil(angle / EDGE_STEP));
    for (let k = 0; k < steps; k += 1) {
      const u = k / steps;
      const w = u * m / (u * m + (1 - u) * n || 1);   // equal steps of angle, nearly
      found.push([0, 1, 2].map((j) => p[j] + w * (q[j] - p[j])));
    }
  }
  return found;
};

/** What the chart of a window spans. */
const frameOf = (row) => {
  const run = Page.windows.run[row];
  const { band } = Page.data.runs[run];
  const at = (minute) => Page.degrees(Page.sun(minute, run));
  const noon = at((band[0] + band[1]) / 2);
  const turn = (azimuth) => ((azimuth - noon.azimuth + 540) % 360) - 180;
  const half = Math.min(85, Math.max(...band.map((m) => Math.abs(turn(at(m).azimuth)))) + 10);
  const top = Math.min(90, Math.ceil((at(720).altitude + 12) / 10) * 10);
  const { width, height, left, right, top: above, bottom } = CHART;
  const wide = width - left - right;
  const high = height - above - bottom;
  return {
    run, band, noon: noon.azimuth, half, top, turn, at,
    x: (azimuth) => left + wide * (turn(azimuth) + half) / (2 * half),
    y: (altitude) => above + high * (1 - altitude / top),
  };
};

/** Sill ends of a window, relative to the scene: left, middle, right; outward normal. */
const eyesOf = (row) => {
  const { origin } = Page.sceneData;
  const [lx, ly, rx, ry] = Page.windows.ends.slice(4 * row, 4 * row + 4);
  const z = Page.windows.sill_z[row] - origin[2];
  if (![lx, ly, rx, ry, z].every(Number.isFinite)) return null;
  const left = [lx - origin[0], ly - origin[1], z];
  const right = [rx - origin[0], ry - origin[1], z];
  const length = Math.hypot(rx - lx, ry - ly) || 1;
  return {
    left, right, middle: left.map((value, i) => (value + right[i]) / 2),
    normal: [(ry - ly) / length, -(rx - lx) / length],
  };
};

/** Outlines of one part as a path, seen from an eye. */
const partPath = (part, eye, normal, frame, meshes) => {
  const { vertices, triangles } = meshes;
  const forward = frame.noon * Math.PI / 180;
  const planes = [
    [normal[0], normal[1], 0, -0.01],                       // before the own wall
    [Math.sin(forward), Math.cos(forward), 0, -1e-3],       // towards the sun
    [0, 0, 1, 0],                                           // above the horizon
  ];
  const before = ([a, b, c, d]) => part.box.some((p) =>
    a * (p[0] - eye[0]) + b * (p[1] - eye[1]) + c * (p[2] - eye[2]) + d >= 0);
  if (!planes.every(before)) return "";
  let path = "";
  for (let t = part.first; t < part.end; t += 1) {
    let polygon = [0, 1, 2].map((k) => {
      const v = 3 * triangles[3 * t + k];
      return [vertices[v] - eye[0], vertices[v + 1] - eye[1], vertices[v + 2] - eye[2]];
    });
    if (polygon.every((p) => p[2] <= 0)) continue;
    for (const plane of planes) {
      if (polygon.length) polygon = clipped(polygon, plane);
    }
    if (polygon.length < 3) continue;
    const points = subdivided(polygon).map((p) => {
      const { azimuth, altitude } = Page.degrees(p);
      return [frame.x(azimuth), frame.y(altitude)];
    });
    const turned = points.reduce((sum, [x, y], i) => {
      const [u, v] = points[(i + 1) % points.length];
      return sum + x * v - u * y;
    }, 0);
    if (Math.abs(turned) < 0.02) continue;
    if (turned < 0) points.reverse();      // one sense for all: overlaps do not cancel
    path += `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`;
  }
  return path;
};

/** Owners of a window by the minutes they take, the greatest first. */
const takersOf = (row, state) => {
  const all = Page.windows.taken[state];
  const found = [];
  for (let k = all.offsets[row]; k < all.offsets[row + 1]; k += 1) {
    if (all.owner[k] >= 0 && all.minutes[k] > 0.01) {
      found.push([Page.data.owners[all.owner[k]].building, all.minutes[k]]);
    }
  }
  return found.sort((a, b) => b[1] - a[1]).map(([building]) => building);
};

/** Silhouettes by building, the far ones first. */
const silhouettes = (row, state, frame) => {
  const eyes = eyesOf(row);
  if (!eyes || !Page.sceneData) return [];
  const meshes = Page.chart.parts();
  const own = Page.windows.building[row];
  const takers = takersOf(row, state).filter((b) => b >= 0 && b !== own);
  const chosen = Page.chart.view === "both" ? ["left", "right"] : [Page.chart.view];
  const found = new Map();
  for (const part of meshes.parts) {
    if (!part[state]) continue;
    if (part.building === own && Page.data.own_plates_ignored
      && OWN_PLATES.has(part.kind)) continue;
    const v = 3 * meshes.triangles[3 * part.first];
    const far = Math.hypot(meshes.vertices[v] - eyes.middle[0],
      meshes.vertices[v + 1] - eyes.middle[1]);
    for (const name of chosen) {
      const path = partPath(part, eyes[name], eyes.normal, frame, meshes);
      if (!path) continue;
      const key = `${part.building} ${name}`;
      if (!found.has(key)) {
        const rank = takers.indexOf(part.building);
        found.set(key, { building: part.building, far, path: "",
          kind: part.building === own ? "own" : rank < 0 || rank >= TAKER_COLOURS ? "idle" : `taker${rank}` });
      }
      found.get(key).path += path;
    }
  }
  return [...found.values()].sort((a, b) => b.far - a.far);
};

/* --- drawing ------------------------------------------------------------------- */

const sunLine = (frame, start, end, attributes) => {
  const points = [];
  const steps = Math.max(2, Math.ceil((end - start) / 4));
  for (let k = 0; k <= steps; k += 1) {
    const { azimuth, altitude } = frame.at(start + (end - start) * k / steps);
    points.push(`${frame.x(azimuth).toFixed(1)},${frame.y(altitude).toFixed(1)}`);
  }
  return Page.el("polyline", { points: points.join(" "), ...attributes });
};

const COMPASS = [[90, "east"], [135, "southeast"], [180, "south"], [225, "southwest"],
  [270, "west"]];

const axes = (frame) => {
  const { width, height, left, right, bottom } = CHART;
  const made = [];
  for (let altitude = 0; altitude <= frame.top; altitude += 10) {
    const y = frame.y(altitude);
    made.push(Page.el("line", { class: "grid", x1: left, x2: width - right, y1: y, y2: y }),
      Page.el("text", { class: "axis end", x: left - 4, y: y + 4 }, `${altitude}°`));
  }
  for (const [azimuth, name] of COMPASS) {
    if (Math.abs(frame.turn(azimuth)) <= frame.half) {
      const x = frame.x(azimuth);
      made.push(Page.el("line", { class: "grid", x1: x, x2: x, y1: CHART.top,
        y2: height - bottom }),
      Page.el("text", { class: "axis middle", x, y: height - bottom + 16 },
        `${Page.t(`page.${name}`)} ${azimuth}°`));
    }
  }
  return made;
};

/** Azimuths at which the sun is behind the window's own wall. */
const ownWall = (eyes, frame) => {
  const { width, height, left, right, top, bottom } = CHART;
  const normal = Page.degrees([eyes.normal[0], eyes.normal[1], 0]).azimuth;
  const step = 0.5;
  const made = [];
  let from = null;
  for (let d = -frame.half; d <= frame.half + step; d += step) {
    const off = Math.abs(((frame.noon + d - normal + 540) % 360) - 180);
    const hidden = off >= 90 && d <= frame.half;
    if (hidden && from === null) from = d;
    if (!hidden && from !== null) {
      const x = (turn) => left + (width - left - right) * (turn + frame.half) / (2 * frame.half);
      made.push(Page.el("rect", { class: "ownwall", x: x(from), y: top,
        width: Math.max(0, x(Math.min(d, frame.half)) - x(from)),
        height: height - top - bottom }));
      from = null;
    }
  }
  return made;
};

const hours = (frame) => {
  const made = [];
  for (let minute = Math.ceil(frame.band[0] / 60) * 60; minute <= frame.band[1]; minute += 60) {
    const { azimuth, altitude } = frame.at(minute);
    if (altitude < 0) continue;
    const [x, y] = [frame.x(azimuth), frame.y(altitude)];
    made.push(Page.el("circle", { class: "hour", cx: x, cy: y, r: 2.5 }),
      Page.el("text", { class: "axis middle hourname", x, y: y - 7 }, String(minute / 60)));
  }
  return made;
};

/** Sentence for those who do not see the chart. */
const chartWords = (row, state, frame) => Page.t("page.chart_words", {
  window: Page.windows.id[row], state: Page.t(`page.${state}`),
  segments: Page.segmentTexts(row, state) || Page.t("page.no_segments"),
  day: Page.data.runs[frame.run].day[Page.shown.lang],
});

/** The chart of a window in a state, as an SVG element. */
Page.chart.draw = (row, state) => {
  const frame = frameOf(row);
  const eyes = eyesOf(row);
  const { width, height, left, right, top, bottom } = CHART;
  const clip = `clip-${row}-${state}`;
  const bodies = silhouettes(row, state, frame).map(({ building, kind, path }) => {
    const name = building < 0 ? Page.t("owner_kind.site") : Page.data.buildings[building].id;
    const made = Page.el("path", { class: `body ${kind}`, d: path });
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = name;
    made.append(title);
    return made;
  });
  const [rise, set] = Page.data.runs[frame.run].daylight;
  const lit = Page.segments(row, state).map((s) => sunLine(frame, s.start, s.end,
    { class: s.counted ? "sun lit" : "sun short" }));
  const { azimuth, altitude } = frame.at(Page.shown.minute);
  return Page.el("svg", {
    viewBox: `0 0 ${width} ${height}`, class: "chart", role: "img",
    "aria-label": chartWords(row, state, frame),
  },
  Page.el("defs", {},
    Page.el("clipPath", { id: clip }, Page.el("rect", { x: left, y: top,
      width: width - left - right, height: height - top - bottom }))),
  Page.el("rect", { class: "sky", x: left, y: top, width: width - left - right,
    height: height - top - bottom }),
  Page.el("g", { "clip-path": `url(#${clip})` },
    ...(eyes ? ownWall(eyes, frame) : []), ...bodies,
    sunLine(frame, rise, set, { class: "sun day" }),
    sunLine(frame, ...frame.band, { class: "sun band" }), ...lit),
  ...axes(frame),
  Page.el("g", { "clip-path": `url(#${clip})` }, ...hours(frame),
    Page.el("circle", { class: "now", cx: frame.x(azimuth), cy: frame.y(altitude), r: 6 })));
};

/** Colours of the buildings that shade, as a list. */
Page.chart.legend = (row, state) => Page.el("ul", { class: "takers" },
  ...takersOf(row, state).filter((b) => b >= 0 && b !== Page.windows.building[row])
    .slice(0, TAKER_COLOURS)
    .map((building, rank) => Page.el("li", {}, Page.el("i", { class: `taker${rank}` }),
      Page.data.buildings[building].id)));

/** Move the sun of the charts in sight. */
Page.chart.move = (root, row) => {
  const frame = frameOf(row);
  const { azimuth, altitude } = frame.at(Page.shown.minute);
  for (const disc of root.querySelectorAll("svg.chart .now")) {
    disc.setAttribute("cx", frame.x(azimuth));
    disc.setAttribute("cy", frame.y(altitude));
  }
};
