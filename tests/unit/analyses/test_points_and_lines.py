"""Points and lines against shadows worked out by hand; what all aids share."""

import math

import numpy as np
import pytest
import shapely
from long_wall import (
    LONG_WALL,
    NOON_SHADOW,
    PATH,
    box,
    minutes_behind,
    minutes_behind_raw,
    refuse,
)
from scipy.optimize import brentq

import sunlight as sl
from sunlight.analyses.facades import (
    Wall,
    facade_grid,
)
from sunlight.analyses.grids import (
    plan_grid,
)
from sunlight.analyses.lines import line_light, line_light_by_state, points_along
from sunlight.analyses.points import point_light, point_light_by_state
from sunlight.intervals import NO_FACE, OWN_WALL_PLANE


def test_points_behind_a_long_wall_have_the_minutes_worked_out_by_hand():
    distances = NOON_SHADOW + np.array([-1.0, 0.0005, 0.5, 1.0, 5.0, 20.0, 60.0])
    points = np.column_stack([np.zeros(7), distances, np.zeros(7)])

    light = point_light(points, LONG_WALL, PATH)

    expected = [minutes_behind(d) for d in distances]
    assert 0.0 == expected[0] == expected[1]  # a piece under 5 min does not count
    assert 0.0 < expected[2] < expected[3]
    np.testing.assert_allclose(light.minutes, expected, atol=1e-6)


def test_a_point_knows_who_made_each_limit_and_which_pieces_count():
    wall = box(-20, 20, -10, 30, owner="west")
    blocks = sl.Obstructions.from_prisms([box(10, -30, 20, -20, owner="east"), wall])

    light = point_light(
        [(0, 0, 0), (0, 0, 0)], blocks, PATH, normals=[(0, 0, 0), (-1, 0, 0)]
    )
    free, walled = light.segments(0), light.segments(1)

    assert "east" == light.owner_names[free[0].closed_by]
    assert [NO_FACE, NO_FACE] == [free[0].opened_by, free[-1].closed_by]
    assert OWN_WALL_PLANE == walled[0].opened_by
    assert 720.0 == pytest.approx(walled[0].start, abs=1e-6)
    assert all(segment.counted for segment in (*free, *walled))
    assert light.minutes[1] == pytest.approx(240.0, abs=1e-6)


def test_a_short_piece_is_told_and_not_counted():
    distance = brentq(lambda d: minutes_behind_raw(d) - 4.0, NOON_SHADOW, 60.0)

    light = point_light([(0, distance, 0)], LONG_WALL, PATH)

    (segment,) = light.segments(0)
    assert not segment.counted
    assert 4.0 == pytest.approx(segment.end - segment.start, abs=1e-6)
    assert 0.0 == light.minutes[0]
    assert 4.0 == pytest.approx(
        point_light([(0, distance, 0)], LONG_WALL, PATH, shortest=0.0).minutes[0],
        abs=1e-6,
    )


def test_a_line_has_both_ends_all_corners_and_equal_steps_between():
    line = shapely.LineString([(0, 0), (10, 0), (10, 0), (10, 3)])

    points, distance, corner = points_along(line, z=[1.0, 2.0, 2.0, 5.0], spacing=2.5)

    assert [0, 2.5, 5, 7.5, 10, 11.5, 13] == pytest.approx(distance)
    assert [True, False, False, False, True, False, True] == corner.tolist()
    assert [1, 1.25, 1.5, 1.75, 2, 3.5, 5] == pytest.approx(points[:, 2])
    assert [10, 10, 10] == points[4:, 0].tolist()


def test_a_line_up_the_field_follows_the_shadow_of_the_wall():
    line = shapely.LineString([(3, 0), (3, 120)])

    light = line_light(line, LONG_WALL, PATH, z=0.0, spacing=1.0)

    expected = [minutes_behind(d) for d in light.distance[1:]]
    assert 121 == len(light.minutes)
    assert 0.0 == light.minutes[0]  # on the wall, north of it: behind it all day
    np.testing.assert_allclose(light.minutes[1:], expected, atol=1e-6)


def test_a_line_on_a_wall_keeps_to_the_front_of_it():
    line = shapely.LineString([(0, 0), (10, 0)])
    field = sl.Obstructions.empty()

    east = line_light(line, field, PATH, z=3.0, spacing=5.0, normal=(1, 0, 0))

    np.testing.assert_allclose(east.minutes, 240.0, atol=1e-6)


def test_a_point_on_a_wall_is_measured_and_sees_what_lies_before_it():
    scene = sl.Obstructions.from_prisms([box(-10, 0, 10, 20)])

    light = point_light([(0, 0, 1), (0, 20, 1), (0, 10, 1)], scene, PATH)
    assert [False, False, True] == light.inside.tolist()
    assert 480.0 == light.minutes[0]  # the sun of the day stands south of the wall
    assert 0.0 == light.minutes[1]  # and so behind the northern one
    assert np.isnan(light.minutes[2])


def test_states_of_points_and_lines_are_those_of_parts_that_stand():
    scene = LONG_WALL
    states = [[False], [True]]
    line = shapely.LineString([(0, 1), (0, 50)])

    before, after = point_light_by_state([(0, 1, 0)], scene, states, PATH)
    lines = line_light_by_state(line, scene, states, PATH, z=0.0, spacing=7.0)

    assert [480.0, 0.0] == [before.minutes[0], after.minutes[0]]
    assert (lines[0].minutes == 480.0).all()
    assert 0.0 == lines[1].minutes[0]


def test_another_way_to_compute_is_called_once_a_state():
    calls = []

    def elsewhere(receivers, obstructions, path, *, progress=None):
        calls.append((len(receivers), bool(obstructions.part_active[0])))
        return sl.lit_intervals(receivers, obstructions, path, progress=progress)

    area = shapely.box(0, 1, 10, 11)
    here = plan_grid(area, LONG_WALL, PATH, z=0.0, spacing=2.0)
    there = plan_grid(area, LONG_WALL, PATH, z=0.0, spacing=2.0, compute=elsewhere)
    point_light_by_state(
        [(0, 1, 0)], LONG_WALL, [[False], [True]], PATH, compute=elsewhere
    )
    wall = Wall(left=(0.0, 0.0), right=(9.0, 0.0), base=0.0, top=3.0)
    facade_grid([wall], LONG_WALL, PATH, spacing=3.0, compute=elsewhere)
    line = shapely.LineString([(0, 1), (2, 1)])
    line_light(line, LONG_WALL, PATH, z=0.0, spacing=1.0, compute=elsewhere)

    np.testing.assert_array_equal(here.minutes, there.minutes)
    assert [(30, True), (1, False), (1, True), (3, True), (3, True)] == calls


def test_the_basis_says_day_band_declination_and_counting():
    found = plan_grid(
        shapely.box(0, 0, 4, 4), sl.Obstructions.empty(), PATH, z=0.0, spacing=2.0,
        shortest=3.0, segments=2,
    )  # fmt: skip

    basis = found.basis
    assert ("大寒", 38.42, (480.0, 960.0)) == (basis.day, basis.latitude, basis.band)
    assert -20.15 == pytest.approx(basis.declination, abs=0.005)
    assert (3.0, 2) == (basis.shortest, basis.segments)


@pytest.mark.parametrize("spacing", [0.0, -1.0, math.nan, math.inf])
def test_a_spacing_that_is_none_is_refused(spacing):
    field, area = sl.Obstructions.empty(), shapely.box(0, 0, 1, 1)
    line = shapely.LineString([(0, 0), (1, 0)])

    refuse("spacing", lambda: plan_grid(area, field, PATH, z=0.0, spacing=spacing))
    refuse("spacing", lambda: points_along(line, z=0.0, spacing=spacing))
    refuse("spacing", lambda: facade_grid([], field, PATH, spacing=spacing))


@pytest.mark.parametrize(
    ("line", "z"),
    [
        (shapely.Point(0, 0), 0.0),
        (shapely.LineString(), 0.0),
        (shapely.LineString([(1, 1), (1, 1)]), 0.0),
        (shapely.LineString([(0, 0), (1, 0)]), math.nan),
        (shapely.LineString([(0, 0), (1, 0)]), [0.0, 1.0, 2.0]),
    ],
    ids=["point", "empty", "without length", "no elevation", "too many elevations"],
)
def test_lines_that_are_none_are_refused(line, z):
    refuse("line|z", lambda: points_along(line, z=z, spacing=1.0))


def test_an_endless_line_is_refused():
    line = shapely.LineString([(0, 0), (1e6, 0)])

    refuse("spacing", lambda: points_along(line, z=0.0, spacing=0.1))


def test_states_of_another_scene_and_bad_counting_are_refused():
    at = [(0, 1, 0)]

    refuse("states", lambda: point_light_by_state(at, LONG_WALL, [[True, True]], PATH))
    refuse("shortest", lambda: point_light(at, LONG_WALL, PATH, shortest=-1.0))
    refuse("segments", lambda: point_light(at, LONG_WALL, PATH, segments=0))
    refuse("points", lambda: point_light([(0, 1)], LONG_WALL, PATH))


def test_nothing_asked_is_nothing_found():
    light = point_light(np.empty((0, 3)), LONG_WALL, PATH)

    assert (0, 0) == (len(light.minutes), len(light.lit))
    assert () == facade_grid([], LONG_WALL, PATH, spacing=1.0)
