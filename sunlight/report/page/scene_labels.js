/* Numbers of buildings in the scene (楼号标注): one texture, one draw call.
 *
 * Texts are painted into a canvas, so that no markup in a name can act, and Chinese
 * glyphs come from the reader's own fonts.
 */
(function (parts) {
  "use strict";

  const FONT = '600 28px "Noto Sans SC", "Microsoft YaHei", "PingFang SC", ' +
    '"Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif';
  const CELL = 44;
  const WIDTH = 2048;
  const MOST_ROWS = 90;
  const LONGEST = 12;
  const SHOWN = 0.5; /* CSS pixels a texel */
  const MOST_SHOWN = 150;
  const CORE = 0.15; /* This share of a building's box, on each side, hides nothing. */

  const VERTEX = `
    attribute vec3 anchor;
    attribute vec4 cell;
    attribute float shown;
    uniform vec2 viewport;
    uniform vec2 texture_size;
    varying vec2 at;
    void main() {
      vec4 clip = projectionMatrix * viewMatrix * vec4(anchor, 1.0);
      vec2 size = cell.zw * ${SHOWN.toFixed(2)};
      vec2 offset = vec2(position.x - 0.5, position.y) * size * 2.0 / viewport;
      clip.xy += offset * clip.w;
      at = (cell.xy + vec2(position.x, 1.0 - position.y) * cell.zw) / texture_size;
      at.y = 1.0 - at.y;
      gl_Position = shown > 0.5 ? clip : vec4(2.0, 2.0, 2.0, 1.0);
    }`;
  const FRAGMENT = `
    uniform sampler2D atlas;
    varying vec2 at;
    void main() {
      gl_FragColor = texture2D(atlas, at);
      if (gl_FragColor.a < 0.05) discard;
    }`;

  /** Text that fits: control characters out, at most 12 characters. */
  function shortened(text) {
    const plain = [...String(text).replace(/[\p{C}\s]+/gu, " ").trim()];
    if (plain.length <= LONGEST) return plain.join("");
    return `${plain.slice(0, LONGEST - 1).join("")}…`;
  }

  /** Buildings in the order in which they keep their label: the project's own first. */
  function priority(data) {
    const own = (building) => (parts.stageOf(building) === "both" ? 0 : 1);
    return data.buildings
      .map((building, row) => ({ building, row }))
      .filter(({ building }) => building.label && building.box[5] > building.box[2])
      .sort((a, b) => own(b.building) - own(a.building) ||
        b.building.box[5] - a.building.box[5] || a.row - b.row);
  }

  class Labels {
    constructor(THREE, data) {
      this.THREE = THREE;
      this.data = data;
      this.entries = priority(data);
      this.canvas = document.createElement("canvas");
      this.layOut();
      this.texture = new THREE.CanvasTexture(this.canvas);
      this.texture.generateMipmaps = false;
      this.texture.minFilter = THREE.LinearFilter;
      this.mesh = new THREE.Mesh(this.geometry(), this.material());
      this.mesh.frustumCulled = false;
      this.mesh.renderOrder = 20;
    }

    /** Give each text a cell of the texture; what finds no room has no label. */
    layOut() {
      const context = this.canvas.getContext("2d");
      context.font = FONT;
      let x = 0;
      let row = 0;
      const placed = [];
      for (const entry of this.entries) {
        const text = shortened(entry.building.label);
        const width = Math.min(Math.ceil(context.measureText(text).width) + 16, 640);
        if (x + width > WIDTH) {
          x = 0;
          row += 1;
        }
        if (row >= MOST_ROWS) break;
        placed.push({ ...entry, text, cell: [x, row * CELL, width, CELL] });
        x += width;
      }
      this.entries = placed;
      this.canvas.width = WIDTH;
      this.canvas.height = Math.max((row + 1) * CELL, CELL);
    }

    geometry() {
      const THREE = this.THREE;
      const made = new THREE.InstancedBufferGeometry();
      const quad = [0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0];
      made.setAttribute("position", new THREE.Float32BufferAttribute(quad, 3));
      made.setIndex([0, 1, 2, 0, 2, 3]);
      const anchors = this.entries.flatMap(({ building: { box } }) => [
        (box[0] + box[3]) / 2, (box[1] + box[4]) / 2, box[5] + 1.5,
      ]);
      const cells = this.entries.flatMap(({ cell }) => cell);
      this.anchors = new THREE.InstancedBufferAttribute(new Float32Array(anchors), 3);
      this.shown = new THREE.InstancedBufferAttribute(
        new Float32Array(this.entries.length), 1);
      made.setAttribute("anchor", this.anchors);
      made.setAttribute(
        "cell", new THREE.InstancedBufferAttribute(new Float32Array(cells), 4));
      made.setAttribute("shown", this.shown);
      made.instanceCount = this.entries.length;
      return made;
    }

    material() {
      const THREE = this.THREE;
      return new THREE.ShaderMaterial({
        uniforms: {
          atlas: { value: this.texture },
          viewport: { value: new THREE.Vector2(1, 1) },
          texture_size: {
            value: new THREE.Vector2(this.canvas.width, this.canvas.height),
          },
        },
        vertexShader: VERTEX,
        fragmentShader: FRAGMENT,
        transparent: true,
        depthTest: false,
        depthWrite: false,
      });
    }

    /** Paint the texts in the colours of a theme. */
    paint(palette) {
      const context = this.canvas.getContext("2d");
      context.clearRect(0, 0, this.canvas.width, this.canvas.height);
      context.font = FONT;
      context.textBaseline = "middle";
      context.lineJoin = "round";
      context.lineWidth = 6;
      for (const { text, cell: [x, y, width] } of this.entries) {
        context.strokeStyle = palette.halo;
        context.strokeText(text, x + 8, y + CELL / 2, width - 16);
        context.fillStyle = palette.ink;
        context.fillText(text, x + 8, y + CELL / 2, width - 16);
      }
      this.texture.needsUpdate = true;
    }

    /** Whether the core of another building stands between a label and the eye. */
    isHidden(row, eye, state) {
      const from = this.anchors.array.subarray(3 * row, 3 * row + 3);
      return this.data.buildings.some((other) => {
        if (other === this.entries[row].building || !other[state]) return false;
        let [near, far] = [0, Infinity];
        for (let axis = 0; axis < 3; axis += 1) {
          const trim = axis < 2 ? CORE * (other.box[axis + 3] - other.box[axis]) : 0;
          const low = (other.box[axis] + trim - from[axis]) / eye[axis];
          const high = (other.box[axis + 3] - trim - from[axis]) / eye[axis];
          near = Math.max(near, Math.min(low, high));
          far = Math.min(far, Math.max(low, high));
        }
        return near < far;
      });
    }

    /** Show the labels that stand in a state, are not hidden, and do not cover one
     * shown before. */
    declutter(camera, width, height, state) {
      const point = new this.THREE.Vector3();
      const eye = [8, 9, 10].map((at) => camera.matrixWorld.elements[at] || 1e-9);
      const taken = [];
      this.mesh.material.uniforms.viewport.value.set(width, height);
      this.entries.forEach(({ building, cell }, row) => {
        point.fromBufferAttribute(this.anchors, row).project(camera);
        const w = cell[2] * SHOWN;
        const h = 0.75 * CELL * SHOWN;
        const x = ((point.x + 1) / 2) * width - w / 2;
        const y = ((1 - point.y) / 2) * height - h;
        const free = building[state] && taken.length < MOST_SHOWN && Math.abs(point.x) < 1.1 &&
          Math.abs(point.y) < 1.1 && !taken.some((box) => x < box[0] + box[2] &&
            box[0] < x + w && y < box[1] + box[3] && box[1] < y + h) &&
          !this.isHidden(row, eye, state);
        if (free) taken.push([x, y, w, h]);
        this.shown.array[row] = free ? 1 : 0;
      });
      this.shown.needsUpdate = true;
    }

    dispose() {
      this.mesh.geometry.dispose();
      this.mesh.material.dispose();
      this.texture.dispose();
    }
  }

  Object.assign(parts, { Labels, shortened });
})((window.SunlightSceneParts = window.SunlightSceneParts || {}));
