/* The sun and what it does (太阳与阴影): direction, shadow on the ground, the dial. */
(function (parts) {
  "use strict";

  const LEAST_SINE = 0.01;
  /* Below 0.57 degrees shadows are longer than a hundred heights: none is drawn. */

  /** Unit vector [east, north, up] to the sun at minutes of true solar time. */
  function sunDirection(day, minutes) {
    const hour = ((minutes - 720) * 0.25 * Math.PI) / 180;
    const cosine = Math.cos(hour);
    const sine = Math.sin(hour);
    return [0, 1, 2].map(
      (axis) => day.constant[axis] + day.cosine[axis] * cosine + day.sine[axis] * sine);
  }

  /** How far a shadow runs for a metre of height, [east, north]; null without sun. */
  function shadowSlope([east, north, up]) {
    return up < LEAST_SINE ? null : [-east / up, -north / up];
  }

  /* The mesh itself, each vertex carried along the sun to the plane z = 0: the shadow is
   * exact for every minute. What lies under the plane throws no shadow on it. The stencil
   * lets each pixel darken once, whatever number of bodies shade it. */
  const SHADOW_VERTEX = `
    uniform vec2 slope;
    uniform float lift;
    varying float height;
    varying vec2 place;
    void main() {
      height = position.z;
      place = position.xy + slope * position.z;
      gl_Position = projectionMatrix * viewMatrix * vec4(place, lift, 1.0);
    }`;
  const SHADOW_FRAGMENT = `
    uniform vec4 tone;
    uniform vec4 rectangle;
    varying float height;
    varying vec2 place;
    void main() {
      if (height < -0.001) discard;
      if (any(lessThan(place, rectangle.xy))) discard;
      if (any(greaterThan(place, rectangle.zw))) discard;
      gl_FragColor = tone;
    }`;

  /** Material of shadows on the ground. */
  function shadowMaterial(THREE, rectangle) {
    return new THREE.ShaderMaterial({
      uniforms: {
        slope: { value: new THREE.Vector2() },
        lift: { value: 0.03 },
        tone: { value: new THREE.Vector4(0, 0, 0, 0.4) },
        rectangle: { value: new THREE.Vector4(...rectangle) },
      },
      vertexShader: SHADOW_VERTEX,
      fragmentShader: SHADOW_FRAGMENT,
      side: THREE.DoubleSide,
      transparent: true,
      depthWrite: false,
      stencilWrite: true,
      stencilFunc: THREE.EqualStencilFunc,
      stencilRef: 0,
      stencilZPass: THREE.IncrementStencilOp,
    });
  }

  /** The dial: north, the sun's path over the band and the sun, turned like the view.
   *
   * Plan of the sky: the rim is the horizon, the middle the zenith.
   */
  function drawDial(context, size, state) {
    const { day, minutes, turn, palette, top, left } = state;
    const radius = 0.36 * size;
    context.save();
    context.translate(left + size / 2, top + size / 2);
    context.fillStyle = palette.dial;
    circle(context, 0, 0, 0.48 * size);
    context.fill();
    context.rotate(turn);
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    circle(context, 0, 0, radius);
    context.stroke();
    for (const share of [1 / 3, 2 / 3]) {
      context.globalAlpha = 0.35;
      circle(context, 0, 0, share * radius);
      context.stroke();
    }
    context.globalAlpha = 1;
    drawNeedle(context, radius, palette);
    drawPath(context, radius, day, palette);
    drawSun(context, radius, sunDirection(day, minutes), palette);
    context.rotate(-turn);
    drawNorth(context, 0.43 * size, turn, palette, size);
    context.restore();
  }

  function circle(context, x, y, radius) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }

  function drawNeedle(context, radius, palette) {
    context.fillStyle = palette.ink;
    context.beginPath();
    context.moveTo(0, -radius);
    context.lineTo(-0.12 * radius, -0.62 * radius);
    context.lineTo(0.12 * radius, -0.62 * radius);
    context.fill();
  }

  function drawNorth(context, distance, turn, palette, size) {
    context.fillStyle = palette.ink;
    context.font = `600 ${Math.round(0.12 * size)}px sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText("N", distance * Math.sin(turn), -distance * Math.cos(turn));
  }

  /** Place on the dial of a direction. */
  function onDial(radius, [east, north, up]) {
    const level = Math.hypot(east, north) || 1;
    const away = radius * (1 - Math.asin(Math.min(Math.max(up, 0), 1)) / (Math.PI / 2));
    return [(away * east) / level, (-away * north) / level];
  }

  function drawPath(context, radius, day, palette) {
    context.strokeStyle = palette.path;
    context.lineWidth = 2;
    context.beginPath();
    const [first, last] = day.band;
    for (let step = 0; step <= 48; step += 1) {
      const minutes = first + ((last - first) * step) / 48;
      const [x, y] = onDial(radius, sunDirection(day, minutes));
      if (step === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.stroke();
  }

  function drawSun(context, radius, direction, palette) {
    const [x, y] = onDial(radius, direction);
    if (direction[2] <= 0) {
      context.strokeStyle = palette.path;
      circle(context, x, y, 4);
      context.stroke();
      return;
    }
    context.strokeStyle = palette.sun;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(0, 0);
    context.stroke();
    context.fillStyle = palette.sun;
    circle(context, x, y, 6);
    context.fill();
    context.strokeStyle = palette.ink;
    context.lineWidth = 0.8;
    context.stroke();
  }

  Object.assign(parts, { drawDial, shadowMaterial, shadowSlope, sunDirection });
})((window.SunlightSceneParts = window.SunlightSceneParts || {}));
