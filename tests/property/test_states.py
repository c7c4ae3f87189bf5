"""What is copied equals what would be computed: states and edits, to the last bit."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity
from strategies import scene_edits, seeds

import sunlight as sl
from sunlight.conditions import GivenDeclination
from sunlight.scene import Obstructions, Prism, Receivers, Solid
from sunlight.shade import (
    blocked_intervals_by_state,
    full_window_intervals_by_state,
    lit_run,
    relit,
)
from sunlight.shade.states import differing_parts
from sunlight.shade.touched import touched

PATHS = (
    sl.sun_path("大寒", latitude=38.42),
    # the sun passes north of the zenith, then stands in the north all day
    sl.sun_path(
        "大寒",
        latitude=20.0,
        declination=GivenDeclination(declination=23.0),
        band=(360, 1080),
    ),
    sl.sun_path("大寒", latitude=-30.0, band=(300, 1100)),
)
OUTLINES = (
    shapely.box(0, 0, 40, 13),
    shapely.Polygon([(0, 0), (30, 0), (30, 30), (18, 30), (18, 12), (0, 12)]),
    shapely.box(0, 0, 26, 26) - shapely.box(6, 6, 20, 20),
)
TENT = np.array([(0, 0, 0), (12, 0, 0), (12, 9, 0), (0, 9, 0), (6, 4, 9)], dtype=float)
TENT_FACES = np.array([(0, 1, 4), (1, 2, 4), (2, 3, 4), (3, 0, 4)])


def bodies(seed, rows=4):
    """Blocks in rows; roofs stacked on them, some blocks drawn twice, some tents."""
    rng = np.random.default_rng(seed)
    found = []
    for i in range(4 * rows):
        turn = 0.0 if rng.random() < 0.6 else float(rng.uniform(-30, 30))
        place = 60.0 * (i % 4), 60.0 * (i // 4)
        outline = affinity.rotate(OUTLINES[rng.integers(3)], turn)
        outline = affinity.translate(outline, *place)
        top = float(rng.integers(1, 20) * 3)
        part = "balcony" if rng.random() < 0.1 else "body"
        found.append(Prism(f"{i}", outline, -1.0, top, part))
        if rng.random() < 0.5:
            found.append(Prism(f"{i}", outline, top, top + 1.2))
        if rng.random() < 0.2:
            found.append(Prism(f"{i}b", outline, -1.0, top))
        if rng.random() < 0.2:
            found.append(Solid(f"{i}", (TENT + np.array([*place, top]), TENT_FACES)))
    return found


def scene(given_bodies):
    prisms = [b for b in given_bodies if isinstance(b, Prism)]
    solids = [b for b in given_bodies if isinstance(b, Solid)]
    return Obstructions.from_prisms(prisms) + Obstructions.from_meshes(solids)


def receivers(seed, obstructions, *, columns):
    """Loose points and points on walls and corners, in columns or single."""
    rng = np.random.default_rng(seed + 1)
    low, high = (
        obstructions.part_box[:, :2].min(0),
        obstructions.part_box[:, 3:5].max(0),
    )
    free = rng.uniform(low - 30, high + 30, (60, 2))
    walls = obstructions.walls[rng.integers(len(obstructions.walls), size=40)]
    along = rng.choice([0.0, 0.3, 0.5, 1.0], (40, 1))
    run = walls[:, 2:] - walls[:, :2]
    on_wall = walls[:, :2] + along * run
    normals = np.zeros((100, 3))
    normals[60:, 0], normals[60:, 1] = run[:, 1], -run[:, 0]
    owners = [None] * 60 + [f"{i % 16}" for i in range(40)]
    counts = rng.integers(0, 8, 100) if columns else np.ones(100, dtype=int)
    z = np.concatenate([np.arange(n) * 3.0 + 0.9 for n in counts])
    xy = np.concatenate([free, on_wall])
    return Receivers.columns(xy, np.append(0, np.cumsum(counts)), z, normals, owners)


def edited(current, name, number, fresh):
    """The bodies after one edit."""
    found, at = list(current), number % len(current)
    body = found[at]
    shift = (0.0, 13.0) if number % 2 else (0.5, 0.0)
    if name == "add":
        found.insert(at, fresh[number % len(fresh)])
    elif name == "double":
        found.append(body)
    elif name == "remove" and len(found) > 1:
        del found[at]
    elif name == "swap":
        found[at], found[-1] = found[-1], body
    elif name == "turn the list":
        found = found[::-1]
    elif isinstance(body, Solid):
        vertices, faces = body.mesh
        by = (*shift, 0.0) if name == "move" else (0.0, 0.0, 3.0)
        found[at] = Solid(body.owner, (vertices + np.array(by), faces))
    elif name == "move":
        outline = affinity.translate(body.polygon, *shift)
        found[at] = Prism(body.owner, outline, body.base, body.top, body.part)
    elif name == "raise":
        found[at] = Prism(
            body.owner, body.polygon, body.base, body.top + 3.0, body.part
        )
    return found


def assert_same(one, other):
    for name in one.__slots__:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), name)


@settings(max_examples=15)
@given(seeds(), st.sampled_from(PATHS), st.booleans(), st.integers(1, 4))
def test_states_equal_runs_of_their_own(seed, path, columns, gone):
    obstructions = scene(bodies(seed))
    asked = receivers(seed, obstructions, columns=columns)
    rng = np.random.default_rng(seed)
    states = np.ones((4, obstructions.part_count), dtype=bool)
    for state in states[1:]:
        state[rng.integers(len(state), size=gone)] = False
    states[3, rng.integers(states.shape[1])] = False

    lit = sl.lit_intervals_by_state(asked, obstructions, states, path)
    blocked = blocked_intervals_by_state(asked, obstructions, states, path)
    for i, state in enumerate(states):
        standing = obstructions.where(state)
        assert_same(sl.lit_intervals(asked, standing, path), lit[i])
        assert_same(sl.blocked_intervals(asked, standing, path), blocked[i])


@settings(max_examples=10)
@given(seeds(), st.sampled_from(PATHS))
def test_full_window_states_equal_runs_of_their_own(seed, path):
    obstructions = scene(bodies(seed))
    left = receivers(seed, obstructions, columns=True)
    # the right ends are grouped otherwise: a column each
    points = left.points + np.array([1.5, 0.0, 0.0])
    right = Receivers.from_points(points)
    states = np.ones((3, obstructions.part_count), dtype=bool)
    states[1, seed % states.shape[1]] = states[2, 0] = False

    full = full_window_intervals_by_state(left, right, obstructions, states, path)
    for state, found in zip(states, full, strict=True):
        standing = obstructions.where(state)
        assert_same(sl.full_window_intervals(left, right, standing, path), found)


@settings(max_examples=20)
@given(seeds(), st.sampled_from(PATHS), st.booleans(), scene_edits())
def test_edits_equal_runs_in_full(seed, path, columns, edits):
    current, fresh = bodies(seed), bodies(seed + 1)
    obstructions = scene(current)
    asked = receivers(seed, obstructions, columns=columns)
    run = lit_run(asked, obstructions, path)
    for name, number in edits:
        current = edited(current, name, number, fresh)
        obstructions = scene(current)
        run = relit(run, obstructions)

        assert_same(sl.lit_intervals(asked, obstructions, path), run.lit)
        assert 0 <= run.recomputed <= len(asked)


@settings(max_examples=20)
@given(seeds(), st.sampled_from(PATHS), st.booleans())
def test_rows_that_a_body_changes_are_touched(seed, path, columns):
    obstructions = scene(bodies(seed))
    asked = receivers(seed, obstructions, columns=columns)
    part = seed % obstructions.part_count
    without = np.arange(obstructions.part_count) != part
    parts = differing_parts(obstructions, np.ones_like(without), without)
    hit = np.repeat(
        touched(asked, obstructions.part_box[parts], path), np.diff(asked.offsets)
    )
    for run in (sl.lit_intervals, sl.blocked_intervals):
        with_it = run(asked, obstructions, path)
        alone = run(asked, obstructions.where(without), path)
        kept = np.flatnonzero(~hit)
        assert_same(with_it.take(kept), alone.take(kept))


@pytest.mark.parametrize("path", PATHS[:2], ids=["winter", "tropical summer"])
def test_a_changed_block_of_a_wide_scene_touches_few_windows(path):
    current = bodies(7, rows=40)
    run = lit_run(receivers(7, scene(current), columns=True), scene(current), path)
    changed = edited(current, "raise", 0, current)
    again = relit(run, scene(changed))

    assert 0 < again.recomputed < len(run.receivers) / 4
    assert_same(sl.lit_intervals(run.receivers, scene(changed), path), again.lit)


def test_the_same_scene_computes_nothing_and_copies_all():
    obstructions = scene(bodies(3))
    run = lit_run(receivers(3, obstructions, columns=True), obstructions, PATHS[0])
    again = relit(run, scene(bodies(3)))

    assert 0 == again.recomputed
    assert again.lit is run.lit


def test_a_part_left_out_by_a_view_is_a_part_removed():
    obstructions = scene(bodies(5))
    asked = receivers(5, obstructions, columns=False)
    standing = np.arange(obstructions.part_count) != 2
    run = relit(lit_run(asked, obstructions, PATHS[0]), obstructions.where(standing))

    assert_same(
        sl.lit_intervals(asked, obstructions.where(standing), PATHS[0]), run.lit
    )


def test_an_emptied_scene_and_a_filled_one_are_runs_in_full():
    obstructions, nothing = scene(bodies(5)), Obstructions.empty()
    asked = receivers(5, obstructions, columns=True)
    run = relit(lit_run(asked, nothing, PATHS[0]), obstructions)

    assert_same(sl.lit_intervals(asked, obstructions, PATHS[0]), run.lit)
    assert_same(sl.lit_intervals(asked, nothing, PATHS[0]), relit(run, nothing).lit)
