/* Geometry of the scene from its data (场景几何): arrays, bodies, windows, ground.
 *
 * Every maker gives plain three.js objects; nothing here draws or listens.
 */
(function (parts) {
  "use strict";

  const TYPES = {
    f32: Float32Array,
    u32: Uint32Array,
    i32: Int32Array,
    u16: Uint16Array,
    u8: Uint8Array,
  };

  /** Array of a packed record: base64 of little-endian numbers. */
  function unpack(record) {
    const text = atob(record.data);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
    return new TYPES[record.type](bytes.buffer);
  }

  /** When a building stands: "both", "before" (it goes) or "after" (it comes). */
  function stageOf(building) {
    if (!building || (building.before && building.after)) return "both";
    if (building.before) return "before";
    return building.after ? "after" : "never";
  }

  /** Bodies by stage and by whether they shade: index buffers over one set of vertices.
   *
   * Returns {positions, colours, owner, groups: [{stage, shades, index}]}; colours are
   * empty, paintBodies fills them.
   */
  function bodies(THREE, data) {
    const record = data.bodies;
    const positions = new THREE.BufferAttribute(unpack(record.vertices), 3);
    const triangles = unpack(record.triangles);
    const vertexEnd = unpack(record.vertex_end);
    const triangleEnd = unpack(record.triangle_end);
    const building = unpack(record.building);
    const excluded = unpack(record.excluded);
    const found = new Map();
    for (let part = 0; part < building.length; part += 1) {
      const stage = stageOf(data.buildings[building[part]]);
      const shades = excluded[part] === 0;
      const key = `${stage} ${shades}`;
      if (!found.has(key)) found.set(key, { stage, shades, ranges: [], size: 0 });
      const group = found.get(key);
      const first = part === 0 ? 0 : triangleEnd[part - 1];
      group.ranges.push([3 * first, 3 * triangleEnd[part]]);
      group.size += 3 * (triangleEnd[part] - first);
    }
    const groups = [...found.values()].map(({ stage, shades, ranges, size }) => {
      const index = new Uint32Array(size);
      let at = 0;
      for (const [first, last] of ranges) {
        index.set(triangles.subarray(first, last), at);
        at += last - first;
      }
      return { stage, shades, index: new THREE.BufferAttribute(index, 1) };
    });
    const colours = new THREE.BufferAttribute(
      new Uint8Array(3 * positions.count), 3, true);
    return { positions, colours, vertexEnd, building, excluded, groups };
  }

  /** Numbers 0 to 255 of a colour such as "#d55e00". */
  function rgb(hex) {
    const value = Number.parseInt(hex.slice(1), 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
  }

  /** Give a colour of three.js these very numbers: the scene converts nothing. */
  function setColour(colour, hex) {
    [colour.r, colour.g, colour.b] = rgb(hex).map((part) => part / 255);
    return colour;
  }

  /** Colours of the bodies by status. */
  function paintBodies(made, data, palette) {
    const byStatus = data.statuses.map((name) => rgb(palette.status[name]));
    const site = rgb(palette.site);
    const array = made.colours.array;
    let vertex = 0;
    for (let part = 0; part < made.building.length; part += 1) {
      const owner = data.buildings[made.building[part]];
      const colour = owner ? byStatus[owner.status] : site;
      for (; vertex < made.vertexEnd[part]; vertex += 1) array.set(colour, 3 * vertex);
    }
    made.colours.needsUpdate = true;
  }

  /** Geometry of one group of bodies: all vertices, its own index. */
  function groupGeometry(THREE, made, index) {
    const geometry = new THREE.BufferGeometry();
    geometry.setAttribute("position", made.positions);
    geometry.setAttribute("color", made.colours);
    geometry.setIndex(index);
    return geometry;
  }

  /** Edges where the faces of a group meet at more than 25 degrees, as lines. */
  function edgeGeometry(THREE, made, index) {
    const bare = new THREE.BufferGeometry();
    bare.setAttribute("position", made.positions);
    bare.setIndex(index);
    return new THREE.EdgesGeometry(bare, 25);
  }

  /** Windows as quads, four vertices each in the order of the rows. */
  function windows(THREE, data) {
    const count = data.windows.count;
    const corners = unpack(data.windows.corners);
    const state = unpack(data.windows.state);
    const places = new Float32Array(12 * count);
    const index = new Uint32Array(6 * count);
    const states = new Uint8Array(4 * count);
    for (let w = 0; w < count; w += 1) {
      const [lx, ly, rx, ry, low, high] = corners.subarray(6 * w, 6 * w + 6);
      places.set([lx, ly, low, rx, ry, low, rx, ry, high, lx, ly, high], 12 * w);
      index.set([0, 1, 2, 0, 2, 3].map((corner) => 4 * w + corner), 6 * w);
      states.fill(state[w], 4 * w, 4 * w + 4);
    }
    const geometry = new THREE.BufferGeometry();
    geometry.setAttribute("position", new THREE.BufferAttribute(places, 3));
    geometry.setAttribute("state", new THREE.BufferAttribute(states, 1));
    geometry.setAttribute(
      "paint", new THREE.BufferAttribute(new Uint8Array(12 * count).fill(128), 3, true));
    geometry.setAttribute(
      "lit", new THREE.BufferAttribute(new Uint8Array(4 * count), 1));
    geometry.setIndex(new THREE.BufferAttribute(index, 1));
    return { geometry, corners, state, count, building: unpack(data.windows.building) };
  }

  /** Middle and outward normal of a window. */
  function windowPlace(THREE, made, row) {
    const [lx, ly, rx, ry, low, high] = made.corners.subarray(6 * row, 6 * row + 6);
    const length = Math.hypot(rx - lx, ry - ly) || 1;
    return {
      middle: new THREE.Vector3((lx + rx) / 2, (ly + ry) / 2, (low + high) / 2),
      outward: new THREE.Vector3((ry - ly) / length, (lx - rx) / length, 0),
      corners: [[lx, ly, low], [rx, ry, low], [rx, ry, high], [lx, ly, high]],
    };
  }

  /** Box of all bodies and windows: the part of the scene that a view must hold. */
  function extent(THREE, made, panes, data) {
    const box = new THREE.Box3();
    const point = new THREE.Vector3();
    for (let v = 0; v < made.positions.count; v += 1) {
      box.expandByPoint(point.fromBufferAttribute(made.positions, v));
    }
    for (let w = 0; w < panes.count; w += 1) {
      if (panes.state[w] === 0) continue;
      for (const corner of windowPlace(THREE, panes, w).corners) {
        box.expandByPoint(point.fromArray(corner));
      }
    }
    const [west, south, east, north] = data.ground.bounds;
    box.expandByPoint(point.set(west, south, 0));
    box.expandByPoint(point.set(east, north, 0));
    return box;
  }

  /** Ground rectangle round a box: [west, south, east, north]. */
  function groundRectangle(box) {
    const size = Math.max(box.max.x - box.min.x, box.max.y - box.min.y);
    const margin = Math.max(0.22 * size, 3 * Math.max(box.max.z, 10));
    return [
      box.min.x - margin, box.min.y - margin, box.max.x + margin, box.max.y + margin,
    ];
  }

  /** Lines of the ground's grid every 20, 50, 100, ... metres, as pairs of points. */
  function gridGeometry(THREE, [west, south, east, north]) {
    const size = Math.max(east - west, north - south);
    const steps = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
    const step = steps.find((length) => size / length <= 20) || 10000;
    const points = [];
    for (let x = Math.ceil(west / step) * step; x <= east; x += step) {
      points.push(x, south, 0, x, north, 0);
    }
    for (let y = Math.ceil(south / step) * step; y <= north; y += step) {
      points.push(west, y, 0, east, y, 0);
    }
    const geometry = new THREE.BufferGeometry();
    geometry.setAttribute("position", new THREE.Float32BufferAttribute(points, 3));
    return geometry;
  }

  /** Play grounds and unbuilt land as one flat geometry, drawn on the ground. */
  function areaGeometry(THREE, areas) {
    const points = [];
    for (const { outline } of areas) {
      const rings = outline.map((ring) => ring.slice(0, -1).map(
        ([x, y]) => new THREE.Vector2(x, y)));
      const flat = rings.flat();
      for (const face of THREE.ShapeUtils.triangulateShape(rings[0], rings.slice(1))) {
        for (const corner of face) {
          points.push(flat[corner].x, flat[corner].y, 0);
        }
      }
    }
    const geometry = new THREE.BufferGeometry();
    geometry.setAttribute("position", new THREE.Float32BufferAttribute(points, 3));
    return geometry;
  }

  Object.assign(parts, {
    areaGeometry, bodies, edgeGeometry, extent, gridGeometry, groundRectangle,
    groupGeometry, paintBodies, rgb, setColour, stageOf, unpack, windowPlace, windows,
  });
})((window.SunlightSceneParts = window.SunlightSceneParts || {}));
