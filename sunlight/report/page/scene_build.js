/* Ground, bodies and lights of the scene, each with what moves or colours it (场景构件).
 *
 * Each maker gives {objects, setTheme, ...}; objects go to the scene.
 */
(function (parts) {
  "use strict";

  /** Ground with its grid, play grounds and unbuilt land. */
  function makeGround(THREE, data, box) {
    const rectangle = parts.groundRectangle(box);
    const [west, south, east, north] = rectangle;
    const plane = new THREE.Mesh(
      new THREE.PlaneGeometry(east - west, north - south), new THREE.MeshBasicMaterial());
    plane.position.set((west + east) / 2, (south + north) / 2, 0);
    const areas = new THREE.Mesh(
      parts.areaGeometry(THREE, data.ground.areas),
      new THREE.MeshBasicMaterial({ side: THREE.DoubleSide }));
    const grid = new THREE.LineSegments(
      parts.gridGeometry(THREE, rectangle), new THREE.LineBasicMaterial());
    [areas, grid].forEach((drawn, at) => {
      drawn.material.transparent = true; /* in this order, under the shadows */
      drawn.material.depthWrite = false;
      drawn.renderOrder = at + 1;
      drawn.position.z = 0.01 * (at + 1);
    });
    return {
      rectangle,
      objects: [plane, areas, grid],
      setTheme(palette) {
        parts.setColour(plane.material.color, palette.ground);
        parts.setColour(areas.material.color, palette.area);
        parts.setColour(grid.material.color, palette.grid);
      },
    };
  }

  function bodyMaterials(THREE) {
    return {
      solid: new THREE.MeshLambertMaterial({
        vertexColors: true, flatShading: true, side: THREE.DoubleSide,
        polygonOffset: true, polygonOffsetFactor: 1, polygonOffsetUnits: 1,
      }),
      ghost: new THREE.MeshBasicMaterial({
        transparent: true, opacity: 0.25, depthWrite: false, side: THREE.DoubleSide,
      }),
      edge: new THREE.LineBasicMaterial(),
      depth: new THREE.MeshDepthMaterial({
        side: THREE.DoubleSide, polygonOffset: true,
        polygonOffsetFactor: 2.5, polygonOffsetUnits: 8,
      }),
    };
  }

  /** Bodies, their edges, and their shadows on the ground.
   *
   * What stands after the project alone throws its shadow last and in another tone: one
   * sees what the project adds. What is excluded by the rules is a ghost and throws none.
   */
  function makeBodies(THREE, made, rectangle) {
    const materials = bodyMaterials(THREE);
    const tone = parts.shadowMaterial(THREE, rectangle);
    const added = parts.shadowMaterial(THREE, rectangle);
    const opaque = [];
    const groups = made.groups.map(({ stage, shades, index }) => {
      const geometry = parts.groupGeometry(THREE, made, index);
      const body = new THREE.Mesh(geometry, shades ? materials.solid : materials.ghost);
      const edges = new THREE.LineSegments(
        parts.edgeGeometry(THREE, made, index), materials.edge);
      const objects = [body, edges];
      if (shades) {
        body.castShadow = body.receiveShadow = true;
        body.customDepthMaterial = materials.depth;
        const shadow = new THREE.Mesh(geometry, stage === "after" ? added : tone);
        shadow.renderOrder = stage === "after" ? 4 : 3;
        objects.push(shadow);
        opaque.push(body);
      }
      for (const object of objects) object.frustumCulled = false;
      return { stage, objects };
    });
    return {
      opaque,
      objects: groups.flatMap(({ objects }) => objects),
      setTheme(palette) {
        parts.setColour(materials.edge.color, palette.edge);
        parts.setColour(materials.ghost.color, palette.ghost);
        tone.uniforms.tone.value.set(...palette.shadow);
        added.uniforms.tone.value.set(...palette.added);
      },
      setSlope(slope) {
        for (const material of [tone, added]) {
          material.uniforms.slope.value.set(...(slope || [0, 0]));
          material.visible = slope !== null;
        }
      },
      setState(state) {
        for (const { stage, objects } of groups) {
          for (const object of objects) {
            object.visible = stage === "both" || stage === state;
          }
        }
      },
    };
  }

  /** Skylight, and the sun with the shadow map of the façades. */
  function makeLights(THREE, camera, software) {
    const sky = new THREE.HemisphereLight(0xffffff, 0xd0ccc4, 1);
    sky.position.set(0, 0, 1);
    const sun = new THREE.DirectionalLight(0xffffff, 1);
    const reach = camera.radius;
    sun.castShadow = true;
    Object.assign(sun.shadow.camera, {
      left: -reach, right: reach, top: reach, bottom: -reach,
      near: 0.5 * reach, far: 3.5 * reach,
    });
    const size = software || reach < 150 ? 2048 : 4096;
    sun.shadow.mapSize.set(size, size);
    sun.shadow.camera.up.set(0, 0, 1);
    sun.target.position.copy(camera.middle);
    return {
      objects: [sky, sun, sun.target],
      setTheme(palette) {
        sun.intensity = palette.sunlight;
        sky.intensity = palette.skylight;
      },
      shineFrom(direction) {
        sun.visible = direction[2] > 0;
        sun.position.copy(sun.target.position).addScaledVector(
          new THREE.Vector3(...direction), 2 * reach);
      },
    };
  }

  Object.assign(parts, { makeBodies, makeGround, makeLights });
})((window.SunlightSceneParts = window.SunlightSceneParts || {}));
