/* Turning, moving and zooming the view by pointer, wheel, fingers and keys (视图操作).
 *
 * The bundle's own orbit controls are tied to a k3d plot, hence these. They know no
 * camera: they call turn(dx, dy), move(dx, dy) and zoom(factor, x, y), in CSS pixels.
 */
(function (parts) {
  "use strict";

  const KEY_STEP = 24;
  const WHEEL_RATE = 0.0015;

  class Controls {
    constructor(canvas, actions) {
      this.canvas = canvas;
      this.actions = actions;
      this.pointers = new Map();
      this.listeners = [
        ["pointerdown", (event) => this.pressed(event)],
        ["pointermove", (event) => this.moved(event)],
        ["pointerup", (event) => this.released(event)],
        ["pointercancel", (event) => this.released(event)],
        ["wheel", (event) => this.wheel(event)],
        ["keydown", (event) => this.key(event)],
        ["contextmenu", (event) => event.preventDefault()],
      ];
      for (const [name, listener] of this.listeners) {
        canvas.addEventListener(name, listener, { passive: false });
      }
    }

    pressed(event) {
      this.canvas.setPointerCapture(event.pointerId);
      this.pointers.set(event.pointerId, {
        x: event.clientX, y: event.clientY,
        moves: event.button !== 0 || event.shiftKey || event.ctrlKey || event.metaKey,
      });
    }

    moved(event) {
      const pointer = this.pointers.get(event.pointerId);
      if (!pointer) return;
      const [dx, dy] = [event.clientX - pointer.x, event.clientY - pointer.y];
      const before = this.fingers();
      Object.assign(pointer, { x: event.clientX, y: event.clientY });
      if (before) this.pinched(before, this.fingers());
      else if (pointer.moves) this.actions.move(dx, dy);
      else this.actions.turn(dx, dy);
    }

    released(event) {
      this.pointers.delete(event.pointerId);
    }

    /** Middle and distance of two fingers; null unless there are two. */
    fingers() {
      if (this.pointers.size !== 2) return null;
      const [a, b] = [...this.pointers.values()];
      return {
        x: (a.x + b.x) / 2, y: (a.y + b.y) / 2,
        apart: Math.hypot(a.x - b.x, a.y - b.y) || 1,
      };
    }

    pinched(before, now) {
      const frame = this.canvas.getBoundingClientRect();
      this.actions.move(now.x - before.x, now.y - before.y);
      this.actions.zoom(now.apart / before.apart, now.x - frame.left, now.y - frame.top);
    }

    wheel(event) {
      event.preventDefault();
      const unit = [1, 33, 400][event.deltaMode] || 1;
      const frame = this.canvas.getBoundingClientRect();
      this.actions.zoom(
        Math.exp(-WHEEL_RATE * unit * Math.max(-400, Math.min(400, event.deltaY))),
        event.clientX - frame.left, event.clientY - frame.top);
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const steps = {
        ArrowLeft: [KEY_STEP, 0], ArrowRight: [-KEY_STEP, 0],
        ArrowUp: [0, KEY_STEP], ArrowDown: [0, -KEY_STEP],
      };
      const middle = [this.canvas.clientWidth / 2, this.canvas.clientHeight / 2];
      if (steps[event.key]) {
        const act = event.shiftKey ? this.actions.move : this.actions.turn;
        act(...steps[event.key]);
      } else if (event.key === "+" || event.key === "=") {
        this.actions.zoom(1.25, ...middle);
      } else if (event.key === "-") {
        this.actions.zoom(0.8, ...middle);
      } else {
        return;
      }
      event.preventDefault();
    }

    dispose() {
      for (const [name, listener] of this.listeners) {
        this.canvas.removeEventListener(name, listener);
      }
    }
  }

  parts.Controls = Controls;
})((window.SunlightSceneParts = window.SunlightSceneParts || {}));
