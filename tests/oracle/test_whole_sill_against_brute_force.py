"""The whole sill against brute force at many points of it; see ``README.md``.

Brute force looks at single points: where it finds one dark, the whole sill is not lit;
and the closer its points lie, the less light they leave that the whole sill does not
have.
"""

import os

import brute_force as bf
import numpy as np
import pytest
import random_scenes as rs

import sunlight as sl
from sunlight.intervals import Intervals, difference, intersection, total
from sunlight.shade import blocked_between_ends

SCENES = int(os.environ.get("SUNLIGHT_ORACLE_SCENES", "40"))
SAME_MIN = 1e-5
NEAR_A_LIMIT_MIN = 0.02
POINTS = 201
PATHS = (sl.sun_path("大寒", latitude=38.42), sl.sun_path("冬至", latitude=31.2))


def litter(rng):
    """Posts, plates and beams, each smaller than a sill, as prisms and as soups."""
    pieces = []
    for name in "abcdefgh":
        at = rng.uniform(-5.0, 5.0, 2)
        if rng.random() < 0.6:
            turn = rs.turn_about(rng.uniform(0.0, 90.0), at)
            w, d = rng.uniform(0.04, 0.7, 2) / 2.0
            ring = turn(rs.rectangle(-w, -d, w, d))
            low, high = sorted(rng.uniform(0.5, 7.0, 2))
            base = 0.0 if rng.random() < 0.5 else low
            pieces.append(rs.prism(name, "body", [ring], base, high))
            continue
        bar = rs.prism(
            name, "body", [rs.rectangle(-1.5, -0.06, 1.5, 0.06)], -0.06, 0.06
        )
        turned = bar.vertices @ np.linalg.qr(rng.normal(size=(3, 3)))[0]
        moved = turned + np.array([*at, rng.uniform(1.5, 4.0)])
        piece = rs.Piece(owner=name, part="body", vertices=moved, faces=bar.faces)
        pieces.append(rs.spoiled(rng, piece) if rng.random() < 0.5 else piece)
    return tuple(pieces)


def obstructions(pieces, *, as_meshes):
    prisms = [p for p in pieces if p.polygon is not None and not as_meshes]
    solids = [p for p in pieces if p.polygon is None or as_meshes]
    return sl.Obstructions.from_prisms(
        [sl.Prism(p.owner, p.polygon, p.base, p.top, part=p.part) for p in prisms]
    ) + sl.Obstructions.from_meshes(
        [sl.Solid(p.owner, (p.vertices, p.faces), part=p.part) for p in solids]
    )


def sills(seed):
    """Pieces, left and right ends, normals and owners of a scene of litter."""
    rng = np.random.default_rng(seed)
    count = 8
    left = np.column_stack(
        [rng.uniform(-3.0, 3.0, (count, 2)), rng.uniform(0.3, 2.5, count)]
    )
    way = rng.normal(size=(count, 3)) * (1.0, 1.0, 0.3)
    way[: count // 2, 2] = 0.0
    return litter(rng), left, left + way, np.zeros((count, 3)), (None,) * count


def scene_sills(seed):
    """The same of a scene of buildings; sills on their walls."""
    scene = rs.random_scene(seed)
    return scene.pieces, scene.left, scene.right, scene.sill_normals, scene.sill_owners


def common_light(left, right, normals, owners, obs, path, count):
    """Light common to `count` points of each sill, ends included."""
    share = np.linspace(0.0, 1.0, count)[:, None, None]
    points = (left + share * (right - left)).reshape(-1, 3)
    lit = sl.lit_intervals(
        sl.Receivers.from_points(
            points, np.tile(normals, (count, 1)), list(owners) * count
        ),
        obs,
        path,
    )
    common = lit.take(np.arange(len(left)))
    for i in range(1, count):
        common = intersection(
            common, lit.take(np.arange(i * len(left), (i + 1) * len(left)))
        )
    return common


def calls(left, right, normals, owners, obs, path):
    """Light of both ends and of the whole sill."""
    ends = tuple(sl.Receivers.from_points(p, normals, owners) for p in (left, right))
    return (
        ends,
        sl.full_window_intervals(*ends, obs, path),
        (sl.whole_sill_intervals(*ends, obs, path)),
    )


@pytest.mark.parametrize("source", [sills, scene_sills])
@pytest.mark.parametrize("as_meshes", [False, True])
def test_points_of_the_sill_never_have_less_light_than_the_whole(source, as_meshes):
    wrong, less = [], 0
    for seed in range(max(2, SCENES // 8)):
        pieces, left, right, normals, owners = source(seed)
        obs, path = obstructions(pieces, as_meshes=as_meshes), PATHS[seed % 2]
        _, full, whole = calls(left, right, normals, owners, obs, path)
        points = common_light(left, right, normals, owners, obs, path, POINTS)
        lost = total(full) - total(whole)
        less += int((lost > SAME_MIN).sum())
        wrong += [
            f"{source.__name__} {seed}, sill {i}"
            for i in np.flatnonzero(
                (total(difference(whole, points)) > SAME_MIN)
                | (total(difference(whole, full)) > SAME_MIN)
                # a point in so many may miss a thin shadow, never most of the loss
                | (total(difference(points, whole)) > np.maximum(0.5 * lost, 0.05))
            )
        ]

    assert [] == wrong
    assert less >= (10 if source is sills else 0)


def test_the_closer_the_points_the_less_light_is_left_over():
    left_over = []
    pieces, left, right, normals, owners = sills(3)
    obs = obstructions(pieces, as_meshes=False)
    _, _, whole = calls(left, right, normals, owners, obs, PATHS[0])
    for count in (5, 33, 257, 2049):
        points = common_light(left, right, normals, owners, obs, PATHS[0], count)
        left_over.append(float(total(difference(points, whole)).sum()))

    assert left_over == sorted(left_over, reverse=True)
    assert left_over[0] > 5.0
    assert left_over[-1] < 0.5


@pytest.mark.parametrize("seed", range(max(1, SCENES // 20)))
def test_brute_force_finds_the_points_that_are_dark(seed):
    pieces, left, right, normals, owners = sills(seed)
    path = PATHS[seed % 2]
    obs = obstructions(pieces, as_meshes=False)
    _, full, whole = calls(left, right, normals, owners, obs, path)
    dark = difference(full, whole)
    triangles = np.concatenate([p.vertices[p.faces] for p in pieces])
    asked = 0
    for i in range(len(left)):
        instants = [
            (0.5 * (a + b), expected)
            for rows, expected in ((whole[i], True), (dark[i], False))
            for a, b in rows
            if b - a > 100.0 * NEAR_A_LIMIT_MIN
        ]
        if not instants:
            continue
        when, expected = (np.array(c) for c in zip(*instants, strict=True))
        lit = np.ones(len(when), dtype=bool)
        for share in np.linspace(0.0, 1.0, POINTS // 2):
            view = bf.view_from(
                left[i] + share * (right[i] - left[i]),
                None,
                triangles,
                np.zeros(len(triangles), dtype=bool),
                latitude=path.latitude,
                declination=path.declination.degrees,
            )
            lit &= bf.lit_at(view, when)
        asked += len(when)

        assert expected.tolist() == lit.tolist(), f"scene {seed}, sill {i}"
    assert asked >= 8


@pytest.mark.parametrize("seed", range(max(2, SCENES // 4)))
@pytest.mark.parametrize("source", [sills, scene_sills])
def test_a_sill_has_the_light_that_both_of_its_parts_have(source, seed):
    pieces, left, right, normals, owners = source(seed)
    obs, path = obstructions(pieces, as_meshes=bool(seed % 2)), PATHS[seed % 2]
    place = left + 0.37 * (right - left)
    whole, one, other = (
        calls(a, b, normals, owners, obs, path)[2]
        for a, b in ((left, right), (left, place), (place, right))
    )
    both = intersection(one, other)

    assert (total(difference(both, whole)) <= SAME_MIN).all()
    assert (total(difference(whole, both)) <= SAME_MIN).all()


@pytest.mark.parametrize("seed", range(max(2, SCENES // 4)))
def test_what_owners_hide_from_ends_and_between_is_all_that_is_dark(seed):
    pieces, left, right, normals, owners = sills(seed)
    obs, path = obstructions(pieces, as_meshes=bool(seed % 2)), PATHS[seed % 2]
    ends, _, whole = calls(left, right, normals, owners, obs, path)
    lit = Intervals.full(len(left), path.lit_band)
    for blocked in (
        *(sl.blocked_intervals(end, obs, path) for end in ends),
        blocked_between_ends(*ends, obs, path),
    ):
        for owner in np.unique(blocked.owner):
            rows = [
                [
                    (blocked.start[k], blocked.end[k])
                    for k in range(blocked.offsets[i], blocked.offsets[i + 1])
                    if blocked.owner[k] == owner
                ]
                for i in range(len(left))
            ]
            lit = difference(lit, Intervals.from_rows(rows))

    assert (np.abs(total(lit) - total(whole)) <= SAME_MIN).all()
