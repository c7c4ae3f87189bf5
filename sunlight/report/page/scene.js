/* The 3D scene of the page (三维场景).
 *
 *   const scene = await SunlightScene.create(
 *     element, sceneData, {onPick, onReady, label});
 *
 * element    an empty block with a size; the scene fills it
 * sceneData  what scene_data(assessment) gives, parsed from JSON
 * onPick     called with the row of the window that was clicked, null beside all
 * onReady    called when the first picture is drawn
 * label      what a screen reader says of the picture
 *
 * create rejects with an Error of name "NoWebGLError" where the browser cannot draw.
 *
 * scene.setMinute(minutes)      true solar time of the chosen day
 * scene.setState("before"|"after")
 * scene.setDay(runIndex)        sceneData.days[runIndex]
 * scene.setWindowColours(Uint8Array)   sRGB, 3 a window
 * scene.setWindowLit(Uint8Array|null)  a window: 0 not lit, 1 lit, 2 not measured;
 *                                      null: back to the colours
 * scene.select(windowIndex|null)       marks it and moves the camera to it
 * scene.focusBuilding(index)
 * scene.view("plan"|"south"|"axonometric")
 * scene.setTheme("light"|"dark"|"print")
 * scene.resize()
 * scene.snapshot() -> data URL of a PNG
 * scene.project(windowIndex) -> {x, y, visible}  in CSS pixels of the element
 * scene.shadowOf([x, y, z]) -> [x, y] on the reference ground, or null without sun
 * scene.stats() -> draw calls and triangles of the last picture
 * scene.dispose()
 *
 * The shadow on the ground is the mesh itself, carried along the sun: exact at every
 * minute. That on façades is a shadow map, a picture only: whether a window is lit is
 * for the computed intervals to say (setWindowLit).
 */
(function (parts) {
  "use strict";

  const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;
  const CLICK = 5; /* A press that moves farther than this turns the view. [px] */
  const DIAL = 104;
  const COARSE = 0.6; /* pixels a CSS pixel while moving without a graphics card */
  const REST = 160; /* ms without movement until a fine picture */
  const MAP_REST = 700; /* ms between shadow maps of coarse pictures */

  function noWebGL(reason) {
    const error = new Error(`WebGL 2 is not available: ${reason}`);
    error.name = "NoWebGLError";
    return error;
  }

  /** Whether pictures are drawn by the processor; rejects where they cannot be at all. */
  function drawnBySoftware() {
    const canvas = document.createElement("canvas");
    const gl = window.WebGL2RenderingContext && canvas.getContext("webgl2");
    if (!gl) throw noWebGL("the browser gives no context");
    const info = gl.getExtension("WEBGL_debug_renderer_info");
    const name = info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : "";
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    return SOFTWARE.test(name);
  }

  function checked(data) {
    if (!data || data.version !== 1) {
      throw new TypeError(`scene data: expected version 1, got ${data && data.version}`);
    }
    return data;
  }

  class Scene {
    constructor(element, data, options) {
      const THREE = window.SunlightVendor.ThreeJsProvider.THREE;
      Object.assign(this, { THREE, element, data, options, state: "after", day: 0 });
      this.software = drawnBySoftware();
      this.minutes = 720;
      this.selected = null;
      this.mapDrawn = 0;
      this.frame = 0;
      this.makeCanvas();
      this.root = new THREE.Scene();
      this.made = parts.bodies(THREE, data);
      this.windows = new parts.Windows(THREE, data);
      this.box = parts.extent(THREE, this.made, this.windows.made, data);
      this.camera = new parts.Camera(
        THREE, this.renderer.domElement, this.box, () => this.viewMoved());
      this.ground = parts.makeGround(THREE, data, this.box);
      this.solids = parts.makeBodies(THREE, this.made, this.ground.rectangle);
      for (const mesh of this.solids.opaque) {
        this.windows.addHiding(mesh);
      }
      this.light = parts.makeLights(THREE, this.camera, this.software);
      this.root.add(
        ...this.ground.objects, ...this.solids.objects, ...this.light.objects);
      this.labels = new parts.Labels(THREE, data);
      this.root.add(this.windows.mesh, this.windows.mark, this.labels.mesh);
      this.listen();
      this.setTheme("light");
      this.resize();
      this.view("axonometric");
      this.setState("after");
      this.setMinute(this.minutes);
    }

    makeCanvas() {
      const THREE = this.THREE;
      try {
        this.renderer = new THREE.WebGLRenderer({
          antialias: !this.software, stencil: true, powerPreference: "high-performance",
        });
      } catch (error) {
        throw noWebGL(error.message);
      }
      this.renderer.outputColorSpace = THREE.LinearSRGBColorSpace;
      this.renderer.setPixelRatio(
        this.software ? 1 : Math.min(window.devicePixelRatio || 1, 2));
      this.renderer.shadowMap.enabled = true;
      this.renderer.shadowMap.type = this.software
        ? THREE.BasicShadowMap : THREE.PCFShadowMap;
      this.renderer.shadowMap.autoUpdate = false;
      const canvas = this.renderer.domElement;
      canvas.style.cssText = "display:block;width:100%;height:100%;touch-action:none";
      canvas.tabIndex = 0;
      canvas.setAttribute("role", "img");
      if (this.options.label) canvas.setAttribute("aria-label", this.options.label);
      this.dial = document.createElement("canvas");
      this.dial.setAttribute("aria-hidden", "true");
      this.dial.style.cssText = "position:absolute;left:8px;top:8px;pointer-events:none;" +
        `width:${DIAL}px;height:${DIAL}px`;
      if (getComputedStyle(this.element).position === "static") {
        this.element.style.position = "relative";
      }
      this.element.append(canvas, this.dial);
    }

    listen() {
      const canvas = this.renderer.domElement;
      let pressed = null;
      canvas.addEventListener("pointerdown", (event) => {
        pressed = event.isPrimary && event.button === 0
          ? [event.clientX, event.clientY] : null;
      });
      canvas.addEventListener("pointerup", (event) => {
        if (!pressed) return;
        const moved = Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]);
        pressed = null;
        if (moved > CLICK || !this.options.onPick) return;
        const frame = canvas.getBoundingClientRect();
        this.options.onPick(
          this.pick(event.clientX - frame.left, event.clientY - frame.top));
      });
      canvas.addEventListener("webglcontextrestored", () => this.sunMoved());
      this.observer = new ResizeObserver(() => this.resize());
      this.observer.observe(this.element);
    }

    /** Row of the window at a place of the element, in CSS pixels; null if none. */
    pick(x, y, reach) {
      return this.windows.pick(
        this.renderer, this.camera.camera, x, y, this.camera.width, this.camera.height,
        reach);
    }

    /** Draw with the next frame. */
    invalidate() {
      if (this.frame) return;
      this.frame = requestAnimationFrame(() => this.draw());
    }

    /** Draw soon; without a graphics card coarsely, and finely once all is at rest.
     *
     * Coarse pictures renew the façades' shadow map now and then only; the ground's
     * shadow is always that of the minute.
     */
    hurry() {
      if (this.software) {
        if (!this.coarse) this.renderer.setPixelRatio(COARSE);
        this.coarse = true;
        clearTimeout(this.rest);
        this.rest = setTimeout(() => this.settle(), REST);
      }
      this.invalidate();
    }

    settle() {
      this.coarse = false;
      this.renderer.setPixelRatio(1);
      this.invalidate();
    }

    viewMoved() {
      this.labelsStale = true;
      if (this.labels) this.hurry();
    }

    placeLabels() {
      if (!this.labelsStale) return;
      this.labelsStale = false;
      const { camera, width, height } = this.camera;
      this.labels.declutter(camera, width, height, this.state);
    }

    draw() {
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      const camera = this.camera.camera;
      this.placeLabels();
      const now = performance.now();
      if (this.mapStale && (!this.coarse || now > this.mapDrawn + MAP_REST)) {
        this.mapStale = false;
        this.mapDrawn = now;
        this.renderer.shadowMap.needsUpdate = true;
      }
      this.renderer.render(this.root, camera);
      const { calls, triangles } = this.renderer.info.render;
      this.drawn = { calls, triangles, software: this.software };
      this.drawDial(this.dial.getContext("2d"), this.dial.width, 0, 0);
      if (this.options.onReady) {
        const ready = this.options.onReady;
        this.options.onReady = null;
        ready();
      }
    }

    drawDial(context, size, left, top) {
      if (context.canvas === this.dial) context.clearRect(0, 0, size, size);
      const azimuth = (this.camera.azimuth * Math.PI) / 180;
      parts.drawDial(context, size, {
        day: this.data.days[this.day], minutes: this.minutes, palette: this.palette,
        turn: Math.PI - azimuth, left, top,
      });
    }

    /** Light, shadow map and ground shadows for the chosen day and minute. */
    sunMoved() {
      const direction = parts.sunDirection(this.data.days[this.day], this.minutes);
      this.light.shineFrom(direction);
      this.solids.setSlope(parts.shadowSlope(direction));
      this.mapStale = true;
      this.hurry();
    }

    setMinute(minutes) {
      this.minutes = minutes;
      this.sunMoved();
    }

    setDay(index) {
      if (!this.data.days[index]) {
        throw new RangeError(
          `day: expected 0 to ${this.data.days.length - 1}, got ${index}`);
      }
      this.day = index;
      this.sunMoved();
    }

    setState(state) {
      if (state !== "before" && state !== "after") {
        throw new RangeError(`state: expected before or after, got ${state}`);
      }
      this.state = state;
      this.solids.setState(state);
      this.windows.setState(state);
      this.windows.showMark(this.selected);
      this.labelsStale = true;
      this.sunMoved();
    }

    setWindowColours(colours) {
      this.windows.setColours(colours);
      this.invalidate();
    }

    setWindowLit(lit) {
      this.windows.setLit(lit);
      this.invalidate();
    }

    select(row) {
      this.selected = row;
      this.windows.showMark(row);
      if (row !== null && this.windows.stands(row)) {
        const place = this.windows.place(row);
        this.camera.frameWindow(place, () => this.project(row).visible);
      }
      this.invalidate();
    }

    focusBuilding(index) {
      const { box } = this.data.buildings[index];
      const found = new this.THREE.Box3(
        new this.THREE.Vector3(...box.slice(0, 3)),
        new this.THREE.Vector3(...box.slice(3)));
      this.camera.fit(found, 0.5);
      this.invalidate();
    }

    view(name) {
      this.camera.view(name);
      this.invalidate();
    }

    setTheme(name) {
      const palette = parts.themes[name];
      if (!palette) {
        throw new RangeError(
          `theme: expected ${Object.keys(parts.themes).join(", ")}, got ${name}`);
      }
      this.palette = palette;
      this.root.background = parts.setColour(new this.THREE.Color(), palette.sky);
      this.ground.setTheme(palette);
      this.solids.setTheme(palette);
      this.light.setTheme(palette);
      parts.paintBodies(this.made, this.data, palette);
      this.windows.setTheme(palette);
      this.labels.paint(palette);
      this.invalidate();
    }

    resize() {
      const width = Math.max(this.element.clientWidth, 1);
      const height = Math.max(this.element.clientHeight, 1);
      this.renderer.setSize(width, height, false);
      this.camera.resize(width, height);
      const ratio = window.devicePixelRatio || 1;
      this.dial.width = this.dial.height = Math.round(DIAL * ratio);
      this.invalidate();
    }

    /** The present picture, twice as fine, with the dial, as the data URL of a PNG. */
    snapshot() {
      const ratio = this.renderer.getPixelRatio();
      this.coarse = false;
      this.renderer.setPixelRatio(2);
      this.draw();
      const source = this.renderer.domElement;
      const picture = document.createElement("canvas");
      picture.width = source.width;
      picture.height = source.height;
      const context = picture.getContext("2d");
      context.drawImage(source, 0, 0);
      this.drawDial(context, 2 * DIAL, 16, 16);
      this.renderer.setPixelRatio(this.software ? 1 : ratio);
      this.draw();
      return picture.toDataURL("image/png");
    }

    project(row) {
      const { x, y } = this.camera.project(this.windows.place(row).middle);
      const inside = x >= 0 && y >= 0 && x < this.camera.width && y < this.camera.height;
      return { x, y, visible: inside && this.pick(x, y, 1.5) === row };
    }

    shadowOf([x, y, z]) {
      const slope = parts.shadowSlope(
        parts.sunDirection(this.data.days[this.day], this.minutes));
      return slope && [x + slope[0] * z, y + slope[1] * z];
    }

    stats() {
      return { ...this.drawn };
    }

    dispose() {
      cancelAnimationFrame(this.frame);
      clearTimeout(this.rest);
      this.observer.disconnect();
      this.camera.dispose();
      this.windows.dispose();
      this.labels.dispose();
      this.root.traverse((object) => object.geometry?.dispose());
      this.renderer.dispose();
      this.renderer.forceContextLoss();
      this.renderer.domElement.remove();
      this.dial.remove();
    }
  }

  window.SunlightScene = {
    /** Make the scene in an element; see the head of this file. */
    async create(element, data, options = {}) {
      return new Scene(element, checked(data), { ...options });
    },
  };
})((window.SunlightSceneParts = window.SunlightSceneParts || {}));
