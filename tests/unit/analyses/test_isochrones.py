"""Isochrones against closed forms and against minutes of points on both sides."""

import math

import numpy as np
import plane_scenes as ps
import pytest
import shapely

import sunlight as sl
from sunlight.analyses.isochrones import isochrones
from sunlight.analyses.standing import standing_outline

LATITUDE = 38.42
PATH = sl.sun_path("大寒", latitude=LATITUDE)


def prisms(*bodies):
    return sl.Obstructions.from_prisms(bodies)


def distance_behind_a_long_wall(hours, height):
    """Where a point north of an endless wall has so many hours about noon. [m]."""
    phi, dec = math.radians(LATITUDE), math.radians(PATH.declination.degrees)
    hour = math.radians(7.5 * hours)  # half of them after noon
    up = math.sin(phi) * math.sin(dec) + math.cos(phi) * math.cos(dec) * math.cos(hour)
    south = math.sin(phi) * math.cos(dec) * math.cos(hour)
    south -= math.cos(phi) * math.sin(dec)
    return height * south / up


def minutes_at(points, obstructions, z):
    xyz = np.column_stack([points, np.full(len(points), z)])
    lit = sl.lit_intervals(sl.Receivers.from_points(xyz), obstructions, PATH)
    return sl.sunlit_minutes(lit)


def disagreements(found, obstructions, rng, area, *, all_of_it=False, count=1500):
    """Points farther than the error from the line and on its wrong side."""
    low_x, low_y, high_x, high_y = area.bounds
    anywhere = rng.uniform((low_x, low_y), (high_x, high_y), (count, 2))
    beside = np.empty((0, 2))
    if found.line.length:
        at = [found.line.interpolate(s, normalized=True) for s in rng.random(count)]
        turn = rng.uniform(0, 2 * np.pi, count)
        away = rng.uniform(1.001, 3.0, count) * found.error
        beside = shapely.get_coordinates(at) + away[:, None] * np.column_stack(
            [np.cos(turn), np.sin(turn)]
        )
    points = np.concatenate([anywhere, beside])
    open_ = shapely.contains_xy(found.area, points[:, 0], points[:, 1])
    points = points[open_]
    spots = shapely.points(points)
    far = shapely.distance(found.region.boundary, spots) > found.error
    if not all_of_it:
        far &= ~shapely.intersects(found.unproven.buffer(1e-9), spots)
    inside = shapely.contains_xy(found.region, points[:, 0], points[:, 1])
    has = minutes_at(points, obstructions, found.z) >= 60.0 * found.hours - 1e-6
    assert far.sum() > 0.4 * count
    return int((far & (inside != has)).sum())


def test_behind_a_long_wall_the_line_is_where_the_closed_form_says():
    wall = prisms(sl.Prism("w", shapely.box(-3000, -0.2, 3000, 0), 0.0, 20.0))
    area = shapely.box(-1, 20, 1, 60)

    for found in isochrones(area, wall, PATH, z=0.0, hours=(2.0, 3.0, 5.0)):
        y = distance_behind_a_long_wall(found.hours, 20.0)
        low = found.region.bounds[1]
        assert 20.0 < y < 60.0
        assert 0.05 >= abs(low - y)
        line = shapely.get_coordinates(found.line)
        assert 0.05 >= np.abs(line[:, 1] - y).max()
        assert found.line.length == pytest.approx(2.0, abs=0.2)
        assert 0.0 == found.unproven.area


@pytest.mark.parametrize("seed", [1, 2])
def test_points_beyond_the_error_are_on_the_side_that_the_region_says(seed):
    rng = np.random.default_rng(seed)
    obstructions = ps.obstructions_of(ps.random_prisms(rng))
    area = shapely.box(-25, -20, 30, 45)

    found = isochrones(area, obstructions, PATH, z=0.5, accuracy=0.4)

    assert [0, 0] == [disagreements(f, obstructions, rng, area) for f in found]
    assert all(f.line.length > 20.0 for f in found)
    assert all(f.unproven.area < 0.01 * f.area.area for f in found)


def test_meshes_are_seen_too_and_left_out_where_they_stand():
    rng = np.random.default_rng(3)
    bodies = ps.random_prisms(rng, 2) + ps.random_meshes(rng)
    obstructions = ps.obstructions_of(bodies)
    area = shapely.box(-30, -25, 30, 35)

    (found,) = isochrones(area, obstructions, PATH, z=0.5, hours=(6.0,), accuracy=1.0)

    assert 0 == disagreements(found, obstructions, rng, area)
    assert (
        0.0
        == found.region.intersection(
            standing_outline(obstructions, z=0.5).buffer(-1e-6)
        ).area
    )


def test_a_mesh_stands_where_the_same_prism_does():
    box = ps.box_mesh("m", (0, 0, -3), (12, 9, 30))
    prism = sl.Prism("p", shapely.box(0, 0, 12, 9), -3.0, 30.0)
    outlines = [standing_outline(ps.obstructions_of([b]), z=0.0) for b in (box, prism)]

    assert 1e-3 > outlines[0].symmetric_difference(outlines[1]).area
    assert standing_outline(ps.obstructions_of([box]), z=31.0).is_empty


def test_pieces_under_five_minutes_make_a_jump_that_is_not_smoothed():
    # all the light there is falls through a slit of 0.2 m: it stays for some minutes
    slit = prisms(
        sl.Prism("w", shapely.box(-900, -0.01, -0.1, 0), 0.0, 900.0),
        sl.Prism("e", shapely.box(0.1, -0.01, 900, 0), 0.0, 900.0),
    )
    area = shapely.box(-2, 4, 2, 11)
    hours = (1 / 60, 5 / 60)

    least, five = isochrones(area, slit, PATH, z=0.0, hours=hours, accuracy=0.2)
    points = np.random.default_rng(4).uniform((-2, 4), (2, 11), (2000, 2))
    counted = minutes_at(points, slit, 0.0)

    # nowhere is there a figure between none and five, so that both lines are one
    assert not ((counted > 0.0) & (counted < 5.0)).any()
    assert 1e-6 > least.region.symmetric_difference(five.region).area
    assert 5.0 < five.region.area < 0.9 * area.area
    # a slit this narrow leaves much unproven: it is right there all the same
    rng = np.random.default_rng(5)
    assert 0 == disagreements(five, slit, rng, area, all_of_it=True)


def test_more_hours_hold_in_less_of_the_area():
    obstructions = ps.obstructions_of(ps.random_prisms(np.random.default_rng(6)))
    area = shapely.box(-20, -20, 40, 40)

    found = isochrones(
        area, obstructions, PATH, z=0.0, hours=(3.0, 1.0, 2.0), accuracy=0.4
    )
    three, one, two = (f.region for f in found)

    assert [3.0, 1.0, 2.0] == [f.hours for f in found]
    assert 1e-9 > three.difference(two).area
    assert 1e-9 > two.difference(one).area


def test_cost_grows_with_the_line_and_not_with_the_area():
    tower = prisms(sl.Prism("t", shapely.box(0, 0, 30, 12), 0.0, 40.0))
    small, large = shapely.box(-60, -20, 90, 80), shapely.box(-400, -400, 430, 420)

    def points(area, accuracy):
        (found,) = isochrones(area, tower, PATH, z=0.0, hours=(3.0,), accuracy=accuracy)
        return found.line.length, found.points

    length, count = points(small, 0.2)
    same, more = points(large, 0.2)
    _, finer = points(small, 0.1)

    assert same == pytest.approx(length, rel=0.01)
    assert more < 1.3 * count
    assert 1.5 < finer / count < 2.5


def test_an_open_field_has_every_hour_everywhere():
    area = shapely.box(0, 0, 10, 10)

    (found,) = isochrones(area, sl.Obstructions.empty(), PATH, z=0.0, hours=(8.0,))

    assert found.region.area == pytest.approx(100.0)
    assert found.line.is_empty


def test_an_area_under_a_body_has_nothing():
    block = prisms(sl.Prism("b", shapely.box(-5, -5, 15, 15), -1.0, 10.0))

    (found,) = isochrones(shapely.box(0, 0, 10, 10), block, PATH, z=0.0, hours=(1.0,))

    assert found.area.is_empty
    assert found.region.is_empty


@pytest.mark.parametrize("hours", [(), (0.0,), (-1.0,), (9.0,), (math.nan,)])
def test_hours_that_no_band_has_are_refused(hours):
    with pytest.raises(sl.InputError, match="hours"):
        isochrones(
            shapely.box(0, 0, 1, 1), sl.Obstructions.empty(), PATH, z=0.0, hours=hours
        )


@pytest.mark.parametrize(
    "area",
    [
        shapely.Polygon(),
        shapely.Point(0, 0),
        shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)]),
    ],
    ids=["empty", "point", "bow tie"],
)
def test_an_area_that_is_none_is_refused(area):
    with pytest.raises(sl.InputError, match="area: "):
        isochrones(area, sl.Obstructions.empty(), PATH, z=0.0)


def test_numbers_that_are_unusable_are_refused():
    area, none = shapely.box(0, 0, 1, 1), sl.Obstructions.empty()

    with pytest.raises(sl.InputError, match="accuracy"):
        isochrones(area, none, PATH, z=0.0, accuracy=0.0)
    with pytest.raises(sl.InputError, match="z: the elevation"):
        isochrones(area, none, PATH, z=math.nan)
    with pytest.raises(sl.InputError, match="shortest"):
        isochrones(area, none, PATH, z=0.0, shortest=-1.0)


def test_more_squares_than_memory_holds_are_refused(monkeypatch):
    from sunlight.analyses import isochrone_region

    monkeypatch.setattr(isochrone_region, "MOST_SQUARES", 100)
    wall = prisms(sl.Prism("w", shapely.box(-300, -0.2, 300, 0), 0.0, 20.0))

    with pytest.raises(sl.InputError, match="coarser"):
        isochrones(shapely.box(-30, 0, 30, 60), wall, PATH, z=0.0)
