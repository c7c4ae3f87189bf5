/* Windows of the scene (窗): colours, lit now or not, marks, and which one is clicked. */
(function (parts) {
  "use strict";

  const VERTEX = `
    attribute float state;
    attribute vec3 paint;
    attribute float lit;
    uniform float shown;
    uniform float mode;
    uniform vec3 tones[3];
    varying vec3 colour;
    void main() {
      bool stands = mod(floor(state / shown + 0.01), 2.0) > 0.5;
      colour = paint;
      if (mode > 0.5) colour = lit < 0.5 ? tones[0] : (lit < 1.5 ? tones[1] : tones[2]);
      gl_Position = stands ? projectionMatrix * modelViewMatrix * vec4(position, 1.0)
                           : vec4(2.0, 2.0, 2.0, 1.0);
    }`;
  const FRAGMENT = `
    varying vec3 colour;
    void main() { gl_FragColor = vec4(colour, 1.0); }`;
  const PICK_VERTEX = `
    in float state;
    uniform float shown;
    flat out vec3 code;
    void main() {
      bool stands = mod(floor(state / shown + 0.01), 2.0) > 0.5;
      int number = gl_VertexID / 4 + 1;
      code = vec3(number & 255, (number >> 8) & 255, (number >> 16) & 255) / 255.0;
      gl_Position = stands ? projectionMatrix * modelViewMatrix * vec4(position, 1.0)
                           : vec4(2.0, 2.0, 2.0, 1.0);
    }`;
  const PICK_FRAGMENT = `
    flat in vec3 code;
    out vec4 result;
    void main() { result = vec4(code, 1.0); }`;
  const BITS = { before: 1, after: 2 };
  const REACH = 4; /* A click finds a window this many pixels away. */

  class Windows {
    constructor(THREE, data) {
      this.THREE = THREE;
      this.made = parts.windows(THREE, data);
      this.shown = { value: BITS.after };
      this.mode = { value: 0 };
      this.tones = { value: [0, 1, 2].map(() => new THREE.Vector3()) };
      this.mesh = new THREE.Mesh(this.made.geometry, new THREE.ShaderMaterial({
        uniforms: { shown: this.shown, mode: this.mode, tones: this.tones },
        vertexShader: VERTEX,
        fragmentShader: FRAGMENT,
        side: THREE.DoubleSide,
      }));
      this.mark = this.makeMark();
      this.preparePicking();
      for (const object of [this.mesh, this.mark, this.pickMesh]) {
        object.frustumCulled = false;
      }
    }

    get count() {
      return this.made.count;
    }

    makeMark() {
      const geometry = new this.THREE.BufferGeometry();
      geometry.setAttribute(
        "position", new this.THREE.Float32BufferAttribute(new Float32Array(24), 3));
      const material = new this.THREE.LineBasicMaterial({
        depthTest: false, toneMapped: false, transparent: true,
      });
      const lines = new this.THREE.LineSegments(geometry, material);
      geometry.setIndex([0, 1, 1, 2, 2, 3, 3, 0, 4, 5, 5, 6, 6, 7, 7, 4]);
      lines.renderOrder = 30;
      lines.visible = false;
      return lines;
    }

    preparePicking() {
      const THREE = this.THREE;
      this.pickScene = new THREE.Scene();
      this.pickScene.background = new THREE.Color(0, 0, 0);
      this.pickMesh = new THREE.Mesh(this.made.geometry, new THREE.ShaderMaterial({
        glslVersion: THREE.GLSL3,
        uniforms: { shown: this.shown },
        vertexShader: PICK_VERTEX,
        fragmentShader: PICK_FRAGMENT,
        side: THREE.DoubleSide,
      }));
      this.hiding = new THREE.MeshBasicMaterial({ color: 0, side: THREE.DoubleSide });
      this.hidingPairs = [];
      this.pickScene.add(this.pickMesh);
      const size = 2 * REACH + 1;
      this.target = new THREE.WebGLRenderTarget(size, size);
      this.pixels = new Uint8Array(4 * size * size);
    }

    /** A mesh that hides windows behind it while it is shown, for picking. */
    addHiding(mesh) {
      const twin = new this.THREE.Mesh(mesh.geometry, this.hiding);
      twin.frustumCulled = false;
      this.hidingPairs.push([mesh, twin]);
      this.pickScene.add(twin);
    }

    setColours(colours) {
      if (colours.length !== 3 * this.count) {
        throw new RangeError(
          `colours: expected ${3 * this.count} numbers, 3 a window, got ${colours.length}`);
      }
      const paint = this.made.geometry.getAttribute("paint");
      for (let w = 0; w < this.count; w += 1) {
        const [r, g, b] = [colours[3 * w], colours[3 * w + 1], colours[3 * w + 2]];
        for (let at = 12 * w; at < 12 * w + 12; at += 3) {
          paint.array[at] = r;
          paint.array[at + 1] = g;
          paint.array[at + 2] = b;
        }
      }
      paint.needsUpdate = true;
    }

    setLit(lit) {
      this.mode.value = lit === null ? 0 : 1;
      if (lit === null) return;
      if (lit.length !== this.count) {
        throw new RangeError(
          `lit: expected ${this.count} numbers, one a window, got ${lit.length}`);
      }
      const attribute = this.made.geometry.getAttribute("lit");
      for (let w = 0; w < this.count; w += 1) {
        attribute.array.fill(lit[w], 4 * w, 4 * w + 4);
      }
      attribute.needsUpdate = true;
    }

    setState(state) {
      this.shown.value = BITS[state];
    }

    setTheme(palette) {
      palette.lit.forEach((hex, at) => {
        this.tones.value[at].fromArray(parts.rgb(hex)).divideScalar(255);
      });
      parts.setColour(this.mark.material.color, palette.mark);
    }

    /** Whether a row exists and is drawn in the shown state. */
    stands(row) {
      return Number.isInteger(row) && row >= 0 && row < this.count &&
        (this.made.state[row] & this.shown.value) !== 0;
    }

    place(row) {
      return parts.windowPlace(this.THREE, this.made, row);
    }

    /** Double frame round a window, visible through everything. */
    showMark(row) {
      this.mark.visible = row !== null && this.stands(row);
      if (!this.mark.visible) return;
      const { middle, corners } = this.place(row);
      const attribute = this.mark.geometry.getAttribute("position");
      [1.25, 1.9].forEach((scale, frame) => corners.forEach((corner, at) => {
        const around = corner.map((value, axis) => {
          const centre = middle.getComponent(axis);
          return centre + scale * (value - centre);
        });
        attribute.array.set(around, 3 * (4 * frame + at));
      }));
      attribute.needsUpdate = true;
    }

    /** Row of the window nearest to a place of the canvas, null if none is near. */
    pick(renderer, camera, x, y, width, height, reach = REACH) {
      const size = 2 * REACH + 1;
      for (const [mesh, twin] of this.hidingPairs) twin.visible = mesh.visible;
      camera.setViewOffset(width, height, x - REACH - 0.5, y - REACH - 0.5, size, size);
      renderer.setRenderTarget(this.target);
      renderer.render(this.pickScene, camera);
      renderer.readRenderTargetPixels(this.target, 0, 0, size, size, this.pixels);
      renderer.setRenderTarget(null);
      camera.clearViewOffset();
      let best = null;
      let nearest = Infinity;
      for (let at = 0; at < size * size; at += 1) {
        const [r, g, b] = this.pixels.subarray(4 * at, 4 * at + 3);
        const number = r + 256 * g + 65536 * b;
        const away = Math.hypot((at % size) - REACH, Math.floor(at / size) - REACH);
        if (number > 0 && away <= reach && away < nearest) {
          best = number - 1;
          nearest = away;
        }
      }
      return best;
    }

    dispose() {
      this.made.geometry.dispose();
      this.mark.geometry.dispose();
      this.target.dispose();
      for (const material of [this.mesh.material, this.mark.material,
        this.pickMesh.material, this.hiding]) material.dispose();
    }
  }

  parts.Windows = Windows;
})((window.SunlightSceneParts = window.SunlightSceneParts || {}));
