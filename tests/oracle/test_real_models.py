"""Real buildings against brute force; ``SUNLIGHT_DATA`` names the models' folder."""

import os
from pathlib import Path

import brute_force as bf
import meshfiles
import numpy as np
import pytest
from comparing import disagreements, rises_above

import sunlight as sl

DATA = os.environ.get("SUNLIGHT_DATA")
POINTS = max(3, int(os.environ.get("SUNLIGHT_ORACLE_SCENES", "40")) // 10)
PER_MINUTE = 6
FILES = (
    "mesh/house1-1.glb",
    "mesh/house-4-2.glb",
    "mesh/no_indices_3storybuilding.glb",
    "mesh/wallhole.obj",
    "mesh/denhaag_120parts_DERIVED.obj",
    "cityjson/lod2_buildings_v2.city.json",
    "cityjson/DenHaag_01.city.json",
    "cityjson/delft_lod1.city.json",
)
PATHS = (
    sl.sun_path("大寒", latitude=38.42),
    sl.sun_path("冬至", latitude=52.0, band=(540.0, 900.0)),
)

pytestmark = pytest.mark.skipif(
    DATA is None, reason="SUNLIGHT_DATA names no folder of models"
)


def scene_of(name):
    """The bodies of a file as a scene of the benchmark."""
    file = Path(DATA) / name
    city = file.name.endswith(".city.json")
    bodies = (
        tuple(meshfiles.city_of_file(file)) if city else (meshfiles.mesh_of_file(file),)
    )
    return meshfiles.MeshScene(name=name, bodies=bodies)


@pytest.mark.parametrize("name", FILES)
def test_models_of_real_buildings_and_brute_force_give_the_same_light(name):
    if not (Path(DATA) / name).exists():
        pytest.skip(f"SUNLIGHT_DATA has no {name}")
    scene, rng = scene_of(name), np.random.default_rng(3)
    ground = scene.ground(POINTS, rng)
    walls, normals = scene.facades(POINTS, rng)
    points = np.concatenate([ground, walls])
    normals = np.concatenate([np.zeros_like(ground), normals])
    obs = sl.Obstructions.from_meshes([sl.Solid(*body) for body in scene.solids()])
    soup = scene.triangles()
    wrong = {}
    for path in PATHS:
        lit = sl.lit_intervals(sl.Receivers.from_points(points, normals), obs, path)
        lowest = np.tan(np.radians(path.altitude_deg(np.array(path.lit_band)).min()))
        for i, point in enumerate(points):
            seen = bf.view_from(
                point,
                normals[i] if normals[i].any() else None,
                soup,
                ~rises_above(soup, point, lowest),
                latitude=path.latitude,
                declination=path.declination.degrees,
            )
            oracle = bf.lit_row(seen, band=path.lit_band, per_minute=PER_MINUTE)
            text = disagreements(seen, lit[i], oracle, unseen=2.0 / PER_MINUTE)
            if text:
                wrong[f"{name}, point {i} at {path.latitude}"] = text

    assert {} == wrong
