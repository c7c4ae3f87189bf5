"""Any mesh: the engine against brute force; see ``README.md``.

``SUNLIGHT_ORACLE_SCENES=400 python -m pytest tests/oracle`` looks at more of them.
"""

import os

import brute_force as bf
import numpy as np
import pytest
import random_meshes as rm
from comparing import disagreements

import sunlight as sl
from sunlight.conditions import GivenDeclination
from sunlight.intervals import difference, total

SCENES = int(os.environ.get("SUNLIGHT_ORACLE_SCENES", "40"))
SEEDS = range(max(1, SCENES // 20))
PER_MINUTE = 6
"""Rays of brute force a minute: scenes have hundreds of faces."""
UNSEEN_MIN = 2.0 / PER_MINUTE
USUAL_MIN = 1e-5
"""Difference that 99 of 100 ends keep that the sun crosses in earnest."""
SAME_MIN = 1e-6


def path_on(latitude, degrees, band=(480.0, 960.0)):
    """Any sun, whatever the day is called."""
    return sl.sun_path(
        "大寒",
        latitude=latitude,
        band=band,
        declination=GivenDeclination(declination=degrees),
    )


PATHS = (
    sl.sun_path("大寒", latitude=38.42),
    sl.sun_path("冬至", latitude=38.42),
    sl.sun_path("冬至", latitude=20.0, band=(480.0, 960.0)),
    sl.sun_path("大寒", latitude=52.0, band=(500.0, 940.0)),
    path_on(10.0, 20.15),
    path_on(40.0, 23.44),
    path_on(-33.9, 10.0),
    path_on(18.2, 20.15),
    path_on(60.0, 20.15, band=(180.0, 1260.0)),
    sl.sun_path("冬至", latitude=52.0, band=(400.0, 1040.0)),
)
"""Winter in the north, then suns that stand in the north, turn back or stand high, a
long summer day and one from sunrise to sunset."""


def path_of(seed):
    """Every other scene has a winter's sun of the place the package was made for."""
    return PATHS[0 if seed % 2 == 0 else 1 + (seed // 2) % (len(PATHS) - 1)]


def obstructions(scene, *, by=(0.0, 0.0, 0.0), one_part=False):
    """The meshes of a scene for the engine, moved; as one part if wanted."""
    meshes = [(owner, rm.moved(mesh, by)) for owner, mesh in scene.meshes]
    if one_part:
        meshes = [("all", rm.joined([mesh for _, mesh in meshes]))]
    return sl.Obstructions.from_meshes([sl.Solid(*given) for given in meshes])


def columns(scene, *, by=(0.0, 0.0, 0.0)):
    """The points as columns of floors."""
    steps = np.cumsum([0, *(len(row) for row in scene.floors)])
    return sl.Receivers.columns(
        scene.xy + by[:2], steps, np.concatenate(scene.floors) + by[2], scene.normals
    )


def view(scene, i, path, *, only=None, normal=True, by=(0.0, 0.0, 0.0)):
    """What brute force sees from a point; triangles below it hide no sun."""
    triangles = scene.triangles + np.asarray(by)
    point = scene.points[i] + by
    skip = triangles[..., 2].max(axis=1) <= point[2]
    if only is not None:
        skip = skip | (scene.triangle_owner != only)
    wall = scene.point_normals[i]
    return bf.view_from(
        point,
        wall if normal and wall.any() else None,
        triangles,
        skip,
        latitude=path.latitude,
        declination=path.declination.degrees,
    )


def brute(seen, path):
    """Lit intervals by brute force, coarsely sampled; the engine knows no slivers."""
    rows = bf.lit_row(seen, band=path.lit_band, per_minute=PER_MINUTE)
    return rows[rows[:, 1] - rows[:, 0] > SAME_MIN]


def wrong_rows(scene, lit, path, oracle):
    """Names and disagreements of the points of a scene."""
    found = {}
    for i, (seen, rows) in enumerate(oracle):
        text = disagreements(seen, lit[i], rows, unseen=UNSEEN_MIN)
        if text:
            found[f"{scene.name}, point {i} at {path.latitude}"] = text
    return found


@pytest.fixture(scope="module", params=rm.KINDS)
def compared(request):
    """Scenes of a kind with their suns and what brute force says of each point."""
    found = []
    for seed in SEEDS:
        scene = rm.mesh_scene(request.param, seed)
        path = path_of(seed + 3 * list(rm.KINDS).index(request.param))
        views = [view(scene, i, path) for i in range(len(scene.points))]
        found.append((scene, path, [(seen, brute(seen, path)) for seen in views]))
    return found


def test_engine_and_brute_force_give_the_same_light(compared):
    for scene, path, oracle in compared:
        lit = sl.lit_intervals(columns(scene), obstructions(scene), path)

        assert {} == wrong_rows(scene, lit, path, oracle)


def test_one_part_says_what_many_say_and_points_what_columns_say(compared):
    for scene, path, oracle in compared:
        loose = sl.Receivers.from_points(scene.points, scene.point_normals)
        lit = sl.lit_intervals(columns(scene), obstructions(scene), path)
        single = sl.lit_intervals(loose, obstructions(scene), path)
        whole = sl.lit_intervals(loose, obstructions(scene, one_part=True), path)

        assert {} == wrong_rows(scene, whole, path, oracle)
        for other in (single, whole):
            assert total(difference(lit, other)).max() <= SAME_MIN
            assert total(difference(other, lit)).max() <= SAME_MIN


def test_nearly_all_ends_agree_to_float_noise(compared):
    errors = []
    for scene, path, oracle in compared:
        lit = sl.lit_intervals(columns(scene), obstructions(scene), path)
        for i, (seen, rows) in enumerate(oracle):
            ends = rows.ravel()
            made = ends[(ends > path.lit_band[0]) & (ends < path.lit_band[1])]
            errors += [
                np.abs(lit[i].ravel() - end).min(initial=np.inf)
                for end in made
                if bf.edge_rate(seen, end) >= bf.GRAZING_RATE
            ]

    assert len(errors) >= 2 * len(compared)
    assert 0.99 <= np.mean(np.array(errors) <= USUAL_MIN)


def test_half_a_country_away_the_light_is_the_same(compared):
    for scene, path, oracle in compared:
        far = obstructions(scene, by=rm.FAR)
        lit = sl.lit_intervals(columns(scene, by=rm.FAR), far, path)

        assert {} == wrong_rows(scene, lit, path, oracle)


def test_each_owner_hides_what_it_hides_alone(compared):
    scene, path, _ = compared[-1]
    obs = obstructions(scene)
    blocked = sl.blocked_intervals(columns(scene), obs, path)
    wrong = {}
    for owner in obs.owner_names:
        code = obs.owner_names.index(owner)
        for i in range(len(scene.points)):
            here = slice(blocked.offsets[i], blocked.offsets[i + 1])
            own = blocked.owner[here] == code
            dark = np.column_stack([blocked.start[here][own], blocked.end[here][own]])
            seen = view(scene, i, path, only=owner, normal=False)
            band = np.array([path.lit_band])
            lit = brute(seen, path)
            text = disagreements(
                seen, bf.differences(band, dark), lit, unseen=UNSEEN_MIN
            )
            if text:
                wrong[f"{scene.name}, {owner}, point {i}"] = text

    assert {} == wrong


def test_outside_a_body_that_crosses_itself_the_light_is_right():
    """Half of it is turned inside out; nobody lives in there."""
    ring = np.array([(-8.0, -14.0), (8.0, -8.0), (8.0, -14.0), (-8.0, -8.0)])
    corners = np.concatenate(
        [np.column_stack([ring, np.full(4, z)]) for z in (0.0, 15.0)]
    )
    walls = [(i, j, j + 4) for i, j in ((0, 1), (1, 2), (2, 3), (3, 0))]
    walls += [(i, j + 4, i + 4) for i, j in ((0, 1), (1, 2), (2, 3), (3, 0))]
    lids = [(4, 5, 6), (4, 6, 7), (0, 2, 1), (0, 3, 2)]
    rng = np.random.default_rng(2)
    points = rng.uniform((-15.0, -7.9, 0.0), (15.0, 12.0, 10.0), (25, 3))
    scene = rm.MeshScene(
        name="crossing itself",
        meshes=(("1#", (corners, np.array(walls + lids))),),
        xy=points[:, :2],
        floors=tuple(points[:, 2:]),
        normals=np.zeros((25, 3)),
    )
    for path in PATHS:
        lit = sl.lit_intervals(columns(scene), obstructions(scene), path)
        views = [view(scene, i, path) for i in range(len(points))]
        oracle = [(seen, brute(seen, path)) for seen in views]

        assert {} == wrong_rows(scene, lit, path, oracle)
