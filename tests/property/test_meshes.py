"""What must hold for any mesh, whatever the answer is."""

import os
from dataclasses import replace

import numpy as np
import pytest
import random_meshes as rm
import random_scenes as rs
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import seeds

import sunlight as sl
from sunlight.conditions import GivenDeclination
from sunlight.intervals import Intervals, difference, intersection, total

EXAMPLES = max(8, int(os.environ.get("SUNLIGHT_ORACLE_SCENES", "40")) // 4)
SAME_MIN = 1e-6
"""Both sides are float64 arithmetic on equal numbers."""
ROUNDED_MIN = 1e-4
"""Corners were rounded on the way: by 1e-14 m, or by 1e-9 m far from the origin."""


def path_on(latitude, degrees, band=(510.0, 930.0)):
    return sl.sun_path(
        "大寒",
        latitude=latitude,
        band=band,
        declination=GivenDeclination(declination=degrees),
    )


PATHS = (path_on(38.42, -20.15), path_on(31.2, -23.44), path_on(10.0, 20.15))


def scenes():
    """Scenes of every kind, loose points and columns."""
    return st.builds(rm.mesh_scene, st.sampled_from(list(rm.KINDS)), seeds())


def paths():
    """Two winters' suns, and one that stands in the north and turns anticlockwise."""
    return st.sampled_from(PATHS)


def receivers(scene):
    steps = np.cumsum([0, *(len(row) for row in scene.floors)])
    return sl.Receivers.columns(
        scene.xy, steps, np.concatenate(scene.floors), scene.normals
    )


def obstructions(meshes):
    return sl.Obstructions.from_meshes([sl.Solid(o, mesh) for o, mesh in meshes])


def light(scene, path):
    return sl.lit_intervals(receivers(scene), obstructions(scene.meshes), path)


def apart(one, other):
    """Minutes on which two answers differ, the most of any point."""
    return max(total(difference(one, other)).max(), total(difference(other, one)).max())


def reshaped(scene, change):
    """The scene with every mesh changed."""
    return replace(scene, meshes=tuple((o, change(m)) for o, m in scene.meshes))


@settings(max_examples=EXAMPLES)
@given(scenes(), scenes(), paths())
def test_one_more_obstruction_never_adds_light(scene, other, path):
    both = replace(scene, meshes=scene.meshes + other.meshes[:1])

    assert total(difference(light(both, path), light(scene, path))).max() <= SAME_MIN


@settings(max_examples=EXAMPLES)
@given(scenes(), paths(), seeds())
def test_splitting_faces_changes_nothing(scene, path, seed):
    rng = np.random.default_rng(seed)
    finer = reshaped(scene, lambda mesh: rm.split(mesh, rng, rounds=2, share=0.5))

    assert apart(light(scene, path), light(finer, path)) <= ROUNDED_MIN


@settings(max_examples=EXAMPLES)
@given(scenes(), paths(), seeds())
def test_the_order_of_faces_corners_and_parts_changes_nothing(scene, path, seed):
    rng = np.random.default_rng(seed)

    def shuffled(mesh):
        vertices, faces = mesh
        place = rng.permutation(len(vertices))
        moved = np.empty_like(vertices)
        moved[place] = vertices
        faces = np.roll(place[faces], rng.integers(3), axis=1)
        return moved, faces[rng.permutation(len(faces))]

    other = reshaped(scene, shuffled)
    other = replace(other, meshes=other.meshes[::-1])

    assert apart(light(scene, path), light(other, path)) <= SAME_MIN


@settings(max_examples=EXAMPLES)
@given(scenes(), paths(), st.sampled_from([(12.3, -4.5, 7.0), tuple(rm.FAR)]))
def test_moving_everything_changes_nothing(scene, path, by):
    other = replace(
        reshaped(scene, lambda mesh: rm.moved(mesh, by)),
        xy=scene.xy + by[:2],
        floors=tuple(row + by[2] for row in scene.floors),
    )

    assert apart(light(scene, path), light(other, path)) <= ROUNDED_MIN


def tilted(scene, degrees):
    """Everything turned about the line from west to east, points singly."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = np.array([(1.0, 0.0, 0.0), (0.0, c, s), (0.0, -s, c)])
    points = scene.points @ turn
    return replace(
        reshaped(scene, lambda mesh: (mesh[0] @ turn, mesh[1])),
        xy=points[:, :2],
        floors=tuple(points[:, 2:]),
        normals=scene.point_normals @ turn,
    )


@settings(max_examples=2 * EXAMPLES)
@given(scenes(), st.sampled_from([52.0, 30.0, 5.0, -12.0, -20.15, -35.0, -60.0]))
def test_turning_everything_from_one_latitude_to_another_changes_nothing(scene, to):
    """The sun keeps its place among the stars; level and plan become others."""
    here, there = 38.42, to
    other = tilted(scene, there - here)
    before = light(scene, path_on(here, -20.15))
    after = light(other, path_on(there, -20.15))

    assert apart(before, after) <= ROUNDED_MIN


@settings(max_examples=EXAMPLES)
@given(scenes(), paths())
def test_mirroring_east_and_west_mirrors_the_day(scene, path):
    sign = np.array([-1.0, 1.0, 1.0])
    other = replace(
        reshaped(scene, lambda mesh: (mesh[0] * sign, mesh[1])),
        xy=scene.xy * sign[:2],
        normals=scene.normals * sign,
    )
    lit, mirrored = light(scene, path), light(other, path)
    back = Intervals.from_rows(
        [1440.0 - mirrored[i][::-1, ::-1] for i in range(len(mirrored))]
    )

    assert apart(lit, back) <= SAME_MIN


@settings(max_examples=EXAMPLES)
@given(scenes(), st.sampled_from([(38.42, -20.15), (52.0, -10.0), (20.0, -23.44)]))
def test_mirroring_north_and_south_mirrors_the_earth(scene, sun):
    sign = np.array([1.0, -1.0, 1.0])
    other = replace(
        reshaped(scene, lambda mesh: (mesh[0] * sign, mesh[1])),
        xy=scene.xy * sign[:2],
        normals=scene.normals * sign,
    )
    north, south = path_on(*sun), path_on(-sun[0], -sun[1])

    assert north.azimuth_increases
    assert not south.azimuth_increases
    assert apart(light(scene, north), light(other, south)) <= SAME_MIN


@settings(max_examples=EXAMPLES)
@given(seeds(), paths(), seeds())
def test_prisms_are_the_same_bodies_as_meshes_however_finely_cut(seed, path, cut):
    rng = np.random.default_rng(cut)
    scene = rs.random_scene(seed)
    pieces = [p for p in scene.pieces if p.polygon is not None]
    prisms = sl.Obstructions.from_prisms(
        [sl.Prism(p.owner, p.polygon, p.base, p.top, part=p.part) for p in pieces]
    )
    meshes = sl.Obstructions.from_meshes(
        [
            sl.Solid(
                p.owner, rm.split((p.vertices, p.faces), rng, rounds=3), part=p.part
            )
            for p in pieces
        ]
    )
    at = sl.Receivers.from_points(scene.points, scene.normals, scene.owners)
    one, other = (sl.lit_intervals(at, obs, path) for obs in (prisms, meshes))

    assert apart(one, other) <= ROUNDED_MIN


@settings(max_examples=EXAMPLES)
@given(scenes(), paths())
def test_a_view_of_some_owners_is_what_they_do_alone(scene, path):
    obs = obstructions(scene.meshes)
    keep = obs.part_owner == 0
    alone = [given for given in scene.meshes if given[0] == obs.owner_names[0]]
    view = sl.lit_intervals(receivers(scene), obs.where(keep), path)
    other = sl.lit_intervals(receivers(scene), obstructions(alone), path)

    for name in ("offsets", "start", "end"):
        np.testing.assert_array_equal(getattr(view, name), getattr(other, name))


@settings(max_examples=EXAMPLES)
@given(scenes(), paths())
def test_what_owners_block_and_what_is_lit_fill_the_band(scene, path):
    obs = obstructions(scene.meshes)
    blocked = sl.blocked_intervals(receivers(scene), obs, path)
    open_to = Intervals.full(len(blocked), path.lit_band)
    for owner in np.unique(blocked.owner):
        mine = blocked.owner == owner
        rows = [
            np.column_stack([blocked.start[here], blocked.end[here]])
            for i in range(len(blocked))
            for here in [
                np.arange(blocked.offsets[i], blocked.offsets[i + 1])[
                    mine[blocked.offsets[i] : blocked.offsets[i + 1]]
                ]
            ]
        ]
        open_to = difference(open_to, Intervals.from_rows(rows))

    assert apart(open_to, light(scene, path)) <= SAME_MIN * 200


@settings(max_examples=EXAMPLES)
@given(scenes(), paths(), st.integers(0, 3))
def test_a_scene_without_one_mesh_gives_the_same_by_states(scene, path, gone):
    obs, at = obstructions(scene.meshes), receivers(scene)
    states = np.ones((2, obs.part_count), dtype=bool)
    states[1, gone % obs.part_count] = False
    by_state = sl.lit_intervals_by_state(at, obs, states, path)
    for row, found in zip(states, by_state, strict=True):
        full = sl.lit_intervals(at, obs.where(row), path)
        for name in full.__slots__:
            np.testing.assert_array_equal(getattr(full, name), getattr(found, name))


@pytest.mark.parametrize("kind", rm.KINDS)
def test_full_windows_on_meshes_are_lit_where_both_ends_are(kind):
    scene, path = rm.mesh_scene(kind, 5, loose=8, columns=0), PATHS[0]
    obs = obstructions(scene.meshes)
    ends = [
        sl.Receivers.from_points(scene.points + shift)
        for shift in ((-0.75, 0.0, 0.0), (0.75, 0.0, 0.0))
    ]
    full = sl.full_window_intervals(*ends, obs, path)
    both = intersection(*(sl.lit_intervals(end, obs, path) for end in ends))
    whole = sl.whole_sill_intervals(*ends, obs, path)

    assert apart(full, both) <= SAME_MIN
    assert total(difference(whole, full)).max() <= SAME_MIN
