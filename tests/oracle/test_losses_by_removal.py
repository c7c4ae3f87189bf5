"""The split of losses against scenes from which buildings are taken away.

Random scenes with several new buildings. What one building takes alone comes back when
it is left out; what several take at once comes back for none of them alone. The parts
are worked out here from the lit intervals of those scenes and from plain intervals.
"""

import numpy as np
import pytest
import random_scenes as rs
import shapely

import sunlight as sl
from sunlight.analyses.shade_spans import ALONE, JOINT, SHORT, TOGETHER
from sunlight.analyses.who_shades import BlockedWindows, who_shades
from sunlight.durations import counted_intervals, sunlit_minutes
from sunlight.intervals import complement, difference, intersection, total

PATH = sl.sun_path("大寒", latitude=38.42)
SAME_MIN = 1e-5
"""Slivers between walls that meet. [min]"""
SCENES = [("mixed", seed) for seed in (1, 5, 16, 27)] + [
    ("towers", seed) for seed in range(4)
]


def scene_of(kind, seed):
    """Sills of a scene, its obstructions, and which owners are new."""
    return towers(seed) if kind == "towers" else mixed(seed)


def towers(seed):
    """A slab with ten wide windows, an old house, and slender new towers before it."""
    rng = np.random.default_rng([77, seed])
    boxes = [
        ("slab", -30.0, 0.0, 30.0, 12.0, 20.0),
        ("old", -8.0, -40.0, 4.0, -30.0, 9.0),
    ]
    for number in range(7):
        x, y = rng.uniform(-50, 50), rng.uniform(-70, -18)
        wide, deep, top = *rng.uniform(5, 14, 2), rng.uniform(15, 70)
        boxes.append((f"{number + 1}#", x, y - deep, x + wide, y, top))
    obs = sl.Obstructions.from_prisms(
        [sl.Prism(n, shapely.box(*plan), 0.0, top) for n, *plan, top in boxes]
    )
    at, levels = np.repeat(rng.uniform(-28, 26, 5), 2), np.tile([1.2, 7.0], 5)
    ends = tuple(
        sl.Receivers.from_points(
            np.column_stack([at + shift, np.zeros(10), levels]),
            np.tile((0.0, -1.0, 0.0), (10, 1)),
            ["slab"] * 10,
        )
        for shift in (0.0, 1.8)
    )
    return ends, obs, [name for name in obs.owner_names if name.endswith("#")]


def mixed(seed):
    """Buildings of every kind; those without a sill are new."""
    scene = rs.random_scene(seed, sills=6)
    prisms = [p for p in scene.pieces if p.polygon is not None]
    solids = [p for p in scene.pieces if p.polygon is None]
    obs = sl.Obstructions.from_prisms(
        [sl.Prism(p.owner, p.polygon, p.base, p.top, p.part) for p in prisms]
    ) + sl.Obstructions.from_meshes(
        [sl.Solid(p.owner, (p.vertices, p.faces), p.part) for p in solids]
    )
    ends = tuple(
        sl.Receivers.from_points(points, scene.sill_normals, scene.sill_owners)
        for points in (scene.left, scene.right)
    )
    new = [name for name in obs.owner_names if name not in scene.sill_owners]
    return ends, obs, new


def standing(obs, without):
    """Obstructions without the buildings named."""
    gone = [obs.owner_names.index(name) for name in without]
    return obs.where(~np.isin(obs.part_owner, gone))


def state_of(ends, obs):
    full = sl.full_window_intervals(*ends, obs, PATH)
    left, right = (sl.blocked_intervals(end, obs, PATH) for end in ends)
    counted = counted_intervals(full)
    return full, BlockedWindows(left=left, right=right, counted=counted)


def part_sums(parts, windows, kind, owner=None):
    """Minutes of one kind of part of each window."""
    mine = parts.kind == kind
    if owner is not None:
        mine &= parts.owner == owner
    return np.bincount(
        parts.window[mine], weights=parts.minutes[mine], minlength=windows
    )


@pytest.mark.parametrize(("kind", "seed"), SCENES)
def test_each_part_is_what_taking_buildings_away_gives_back(kind, seed):
    ends, obs, new = scene_of(kind, seed)
    w = len(ends[0])
    full_before, before = state_of(ends, standing(obs, new))
    full_after, after = state_of(ends, obs)
    found = who_shades(before, after, owner_names=obs.owner_names, band=PATH.band)
    parts = found.lost.parts()
    lost = difference(before.counted, after.counted)
    dark = difference(before.counted, full_after)

    # the parts add up to what the window has lost, by the minutes of the engine
    was, still = sunlit_minutes(full_before), sunlit_minutes(full_after)
    assert np.abs(parts.totals(w) - (was - still)).max() <= 1e-9

    # alone: what comes back where that building is left out
    alone = np.zeros(w)
    for name in new:
        given_back = difference(
            sl.full_window_intervals(*ends, standing(obs, [name]), PATH), full_after
        )
        expected = total(intersection(before.counted, given_back))
        code = obs.owner_names.index(name)
        mine = part_sums(parts, w, ALONE, code)
        assert np.abs(mine - expected).max() < SAME_MIN, name
        alone += expected

    # together and jointly: dark, and nobody gives it back on its own
    several = part_sums(parts, w, TOGETHER) + part_sums(parts, w, JOINT)
    assert np.abs(several - (total(dark) - alone)).max() < SAME_MIN

    # jointly: two owners, each with an end of its own
    assert np.abs(part_sums(parts, w, JOINT) - joint(ends, obs, new, dark)).max() < (
        SAME_MIN
    )

    # remnant: lit after, but in pieces too short to count
    remnant = difference(lost, dark)
    gained = difference(after.counted, before.counted)
    short = total(remnant) - total(gained)
    assert np.abs(part_sums(parts, w, SHORT) - short).max() < SAME_MIN


def joint(ends, obs, new, dark):
    """Minutes in which one of the new blocks only the left and another only the right.

    From the light at each end with one new building and the old ones at a time.
    """
    lit = [sl.lit_intervals(end, standing(obs, new), PATH) for end in ends]
    by = {
        name: [
            difference(
                lit[side],
                sl.lit_intervals(
                    ends[side],
                    standing(obs, [other for other in new if other != name]),
                    PATH,
                ),
            )
            for side in (0, 1)
        ]
        for name in new
    }
    minutes = np.zeros(len(ends[0]))
    for one in new:
        for other in new:
            if one == other:
                continue
            apart = intersection(by[one][0], by[other][1])
            for name in new:
                if name != one:
                    apart = difference(apart, by[name][0])
                if name != other:
                    apart = difference(apart, by[name][1])
            minutes += total(intersection(apart, dark))
    return minutes


def test_the_scenes_hold_every_kind_of_part():
    kinds = set()
    for kind, seed in SCENES:
        ends, obs, new = scene_of(kind, seed)
        _, before = state_of(ends, standing(obs, new))
        _, after = state_of(ends, obs)
        found = who_shades(before, after, owner_names=obs.owner_names, band=PATH.band)
        kinds |= set(found.lost.kind.tolist())

    assert {ALONE, TOGETHER, JOINT, SHORT} <= kinds


def test_taking_every_new_building_away_wins_what_adding_them_loses():
    ends, obs, new = scene_of("towers", 3)
    _, with_them = state_of(ends, obs)
    _, without = state_of(ends, standing(obs, new))
    lost = who_shades(without, with_them, owner_names=obs.owner_names, band=PATH.band)
    won = who_shades(with_them, without, owner_names=obs.owner_names, band=PATH.band)

    assert lost.lost.minutes.tolist() == (-won.lost.minutes).tolist()
    assert lost.after.minutes.tolist() == won.before.minutes.tolist()
    assert complement(with_them.counted, PATH.band).start.size <= len(lost.after)
