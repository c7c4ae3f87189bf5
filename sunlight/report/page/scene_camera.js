/* The camera of the scene (视角): parallel projection, as drawings have it. */
(function (parts) {
  "use strict";

  const VIEWS = {
    plan: [180, 90],
    south: [180, 9],
    axonometric: [215, 36],
  };
  /* Where one looks from: degrees clockwise from north, and above the horizon. */
  const LOOKS = [
    [30, 24], [-30, 24], [0, 30], [50, 32], [-50, 32], [0, 50], [40, 55], [-40, 55],
    [65, 40], [-65, 40], [0, 70],
  ];
  /* Angles off a window's normal and above the horizon, tried in turn. */
  const LEAST_ALTITUDE = 1;
  const TURN_RATE = 0.35; /* degrees a pixel */
  const AROUND_WINDOW = 60; /* metres in view */
  const RADIANS = Math.PI / 180;

  class Camera {
    constructor(THREE, canvas, box, onChange) {
      this.THREE = THREE;
      this.box = box;
      this.onChange = onChange;
      this.middle = box.getCenter(new THREE.Vector3());
      this.radius = Math.max(box.getSize(new THREE.Vector3()).length() / 2, 10);
      this.target = this.middle.clone();
      [this.azimuth, this.altitude] = VIEWS.axonometric;
      this.zoom = 1;
      const far = 8 * this.radius;
      this.camera = new THREE.OrthographicCamera(-1, 1, 1, -1, -far, 2 * far);
      this.controls = new parts.Controls(canvas, {
        turn: (dx, dy) => this.turn(dx, dy),
        move: (dx, dy) => this.move(dx, dy),
        zoom: (factor, x, y) => this.zoomAt(factor, x, y),
      });
      this.resize(1, 1);
    }

    /** Fit the frame to the canvas; zoom 1 holds the whole scene from any side. */
    resize(width, height) {
      this.width = width;
      this.height = height;
      this.metres = (2 * this.radius) / Math.min(width, height);
      Object.assign(this.camera, {
        left: (-width / 2) * this.metres, right: (width / 2) * this.metres,
        top: (height / 2) * this.metres, bottom: (-height / 2) * this.metres,
      });
      this.apply();
    }

    /** Axes of the screen in the scene: right, up, towards the eye. */
    axes() {
      const [a, h] = [this.azimuth * RADIANS, this.altitude * RADIANS];
      const [sa, ca, sh, ch] = [Math.sin(a), Math.cos(a), Math.sin(h), Math.cos(h)];
      const vector = (x, y, z) => new this.THREE.Vector3(x, y, z);
      return {
        right: vector(-ca, sa, 0),
        up: vector(-sa * sh, -ca * sh, ch),
        eye: vector(sa * ch, ca * ch, sh),
      };
    }

    /** Bring target, direction and zoom to the camera of three.js. */
    apply() {
      const { right, up, eye } = this.axes();
      const camera = this.camera;
      camera.matrixAutoUpdate = false;
      camera.matrix.makeBasis(right, up, eye)
        .setPosition(this.target.clone().addScaledVector(eye, 3 * this.radius));
      camera.matrix.decompose(camera.position, camera.quaternion, camera.scale);
      camera.zoom = this.zoom;
      camera.updateProjectionMatrix();
      camera.updateMatrixWorld(true);
      this.onChange();
    }

    turn(dx, dy) {
      this.azimuth = (this.azimuth + TURN_RATE * dx + 360) % 360;
      this.altitude = Math.min(
        Math.max(this.altitude + TURN_RATE * dy, LEAST_ALTITUDE), 90);
      this.apply();
    }

    move(dx, dy) {
      const { right, up } = this.axes();
      const scale = this.metres / this.zoom;
      this.target.addScaledVector(right, -dx * scale).addScaledVector(up, dy * scale);
      this.target.clamp(
        this.middle.clone().subScalar(2 * this.radius),
        this.middle.clone().addScalar(2 * this.radius));
      this.apply();
    }

    /** Zoom so that what is under a place of the canvas stays there. */
    zoomAt(factor, x, y) {
      const before = this.zoom;
      this.zoom = Math.min(Math.max(before * factor, 0.3), Math.max(this.radius / 2, 5));
      const { right, up } = this.axes();
      const gain = this.metres * (1 / before - 1 / this.zoom);
      this.target.addScaledVector(right, (x - this.width / 2) * gain)
        .addScaledVector(up, (this.height / 2 - y) * gain);
      this.apply();
    }

    lookFrom([azimuth, altitude], target, zoom) {
      Object.assign(this, { azimuth: (azimuth + 360) % 360, altitude, zoom });
      this.target.copy(target);
      this.apply();
    }

    /** Hold a box in the view from the present direction. */
    fit(box, share = 0.92) {
      const { right, up, eye } = this.axes();
      const axes = [right, up, eye];
      const low = [Infinity, Infinity, Infinity];
      const high = [-Infinity, -Infinity, -Infinity];
      const corner = new this.THREE.Vector3();
      for (let at = 0; at < 8; at += 1) {
        corner.set(
          (at & 1 ? box.max : box.min).x, (at & 2 ? box.max : box.min).y,
          (at & 4 ? box.max : box.min).z);
        axes.forEach((axis, k) => {
          const along = corner.dot(axis);
          low[k] = Math.min(low[k], along);
          high[k] = Math.max(high[k], along);
        });
      }
      this.zoom = share * Math.min(
        (this.width * this.metres) / Math.max(high[0] - low[0], 1),
        (this.height * this.metres) / Math.max(high[1] - low[1], 1));
      this.target.set(0, 0, 0);
      axes.forEach((axis, k) =>
        this.target.addScaledVector(axis, (low[k] + high[k]) / 2));
      this.apply();
    }

    view(name) {
      if (!VIEWS[name]) {
        throw new RangeError(
          `view: expected ${Object.keys(VIEWS).join(", ")}, got ${name}`);
      }
      [this.azimuth, this.altitude] = VIEWS[name];
      this.fit(this.box);
    }

    /** Look at a window from where it can be seen. */
    frameWindow({ middle, outward }, isSeen) {
      const facing = Math.atan2(outward.x, outward.y) / RADIANS;
      const zoom = (2 * this.radius) / AROUND_WINDOW;
      for (const [aside, altitude] of LOOKS) {
        this.lookFrom([facing + aside, altitude], middle, zoom);
        if (isSeen()) return;
      }
      this.lookFrom([facing + LOOKS[0][0], LOOKS[0][1]], middle, zoom);
    }

    /** Place on the canvas of a point, in CSS pixels. */
    project(point) {
      const flat = point.clone().project(this.camera);
      return {
        x: ((flat.x + 1) / 2) * this.width,
        y: ((1 - flat.y) / 2) * this.height,
      };
    }

    dispose() {
      this.controls.dispose();
    }
  }

  parts.Camera = Camera;
})((window.SunlightSceneParts = window.SunlightSceneParts || {}));
