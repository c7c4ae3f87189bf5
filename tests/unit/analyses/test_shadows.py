"""Shadows on a plane against formulas and against the engine's lit intervals."""

import math

import numpy as np
import plane_scenes as ps
import pytest
import shapely

import sunlight as sl
from sunlight.analyses.shadow_band import band_instants, shadow_over_band
from sunlight.analyses.shadows import (
    hourly_shadows,
    shadow_difference,
    shadow_outline,
)

LATITUDE = 38.42
NEAR = 1e-4
"""Points nearer to an outline than this are not asked. [m]"""
PATH = sl.sun_path("大寒", latitude=LATITUDE)


def shadow_of_a_metre(minute):
    """Where the shadow of a point one metre up falls, by the formulas of a handbook."""
    phi, dec = math.radians(LATITUDE), math.radians(PATH.declination.degrees)
    hour = math.radians(0.25 * (minute - 720.0))
    up = math.sin(phi) * math.sin(dec) + math.cos(phi) * math.cos(dec) * math.cos(hour)
    west = math.cos(dec) * math.sin(hour)
    south = math.sin(phi) * math.cos(dec) * math.cos(hour)
    south -= math.cos(phi) * math.sin(dec)
    return np.array([west / up, south / up])  # opposite to the sun: east, north


def prisms(*bodies):
    return sl.Obstructions.from_prisms(bodies)


def dark_at(obstructions, points, minute):
    lit = sl.lit_intervals(sl.Receivers.from_points(points), obstructions, PATH)
    return np.array(
        [
            not ((lit[i][:, 0] <= minute) & (minute < lit[i][:, 1])).any()
            for i in range(len(points))
        ]
    )


def away_from(outline, points):
    """Points that are not on an outline, and which of them lie in it."""
    shapely.prepare(outline)
    far = shapely.distance(outline.boundary, shapely.points(points[:, :2])) > NEAR
    return far, shapely.contains_xy(outline, points[:, 0], points[:, 1])


@pytest.mark.parametrize("minute", [500.0, 600.0, 720.0, 901.5])
def test_the_tip_of_a_tower_falls_where_the_formulas_say(minute):
    tower = sl.Prism("t", shapely.box(0, 0, 4, 6), 0.0, 50.0)
    corners = np.array([(0, 0), (4, 0), (4, 6), (0, 6)]) + 50.0 * shadow_of_a_metre(
        minute
    )
    roof = shapely.Polygon(corners)
    expected = shapely.union_all([tower.polygon, roof]).convex_hull

    shadow = shadow_outline(prisms(tower), PATH, minute, z=0.0)

    assert 1e-4 > shapely.hausdorff_distance(shadow.outline.geoms[0], expected)
    assert (minute, minute, 0.0) == (shadow.start, shadow.end, shadow.error)


@pytest.mark.parametrize("minute", [485.0, 650.0, 720.0, 955.0])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_point_is_in_the_shadow_if_and_only_if_it_is_dark(seed, minute):
    rng = np.random.default_rng(seed)
    bodies = ps.random_prisms(rng) + ps.random_meshes(rng)
    obstructions = ps.obstructions_of(bodies)
    points = ps.plane_points(rng, 1500, 0.7)

    outline = shadow_outline(obstructions, PATH, minute, z=0.7).outline
    far, inside = away_from(outline, points)
    dark = dark_at(obstructions, points, minute)

    assert far.sum() > 1400
    assert 100 < inside.sum()
    np.testing.assert_array_equal(inside[far], dark[far])


def test_each_owner_has_the_shadow_that_it_throws_alone():
    rng = np.random.default_rng(4)
    bodies = ps.random_prisms(rng, 3)
    both = shadow_outline(ps.obstructions_of(bodies), PATH, 640.0, z=0.0)

    for body, name, shape in zip(bodies, both.owners, both.by_owner, strict=True):
        alone = shadow_outline(prisms(body), PATH, 640.0, z=0.0)
        assert body.owner == name
        assert 1e-3 > alone.outline.symmetric_difference(shape).area


def test_a_mesh_throws_the_shadow_of_the_same_prism():
    box = ps.box_mesh("m", (0, 0, -3), (12, 9, 30))
    prism = sl.Prism("p", shapely.box(0, 0, 12, 9), -3.0, 30.0)

    for z in (-5.0, 0.0, 7.5):
        shadows = [
            shadow_outline(ps.obstructions_of([body]), PATH, 560.0, z=z).outline
            for body in (box, prism)
        ]
        assert 1e-3 > shadows[0].symmetric_difference(shadows[1]).area


def test_what_stands_through_the_plane_leaves_its_outline_and_what_is_below_nothing():
    through = sl.Prism("a", shapely.box(0, 0, 10, 10), -2.0, 30.0)
    below = sl.Prism("b", shapely.box(50, 0, 60, 10), -2.0, 3.0)

    shadow = shadow_outline(prisms(through, below), PATH, 720.0, z=3.0)

    assert shadow.outline.buffer(1e-5).covers(through.polygon)
    assert 0.0 == shadow.by_owner[1].area
    # 10 m wide, 27 m above the plane, plus the outline itself
    length = 27.0 * shadow_of_a_metre(720.0)[1]
    assert shadow.area == pytest.approx(100.0 + 10.0 * length, abs=1e-3)


def test_touching_bodies_throw_one_shadow_without_cracks():
    halves = [
        sl.Prism("a", shapely.box(0, 0, 1 / 3, 10), 0.0, 20.0),
        sl.Prism("b", shapely.box(1 / 3, 0, 1, 10), 0.0, 20.0),
    ]

    shadow = shadow_outline(prisms(*halves), PATH, 555.0, z=0.0)

    assert 1 == len(shadow.outline.geoms)
    assert 0 == len(shadow.outline.geoms[0].interiors)


def test_a_mesh_of_many_faces_throws_one_shadow_without_cracks():
    import trimesh

    ball = trimesh.creation.icosphere(subdivisions=2, radius=12.0)
    rough = np.random.default_rng(11)
    vertices = ball.vertices * (
        1.0 + 0.05 * rough.standard_normal((len(ball.vertices), 1))
    )
    solid = sl.Solid("m", (vertices + np.array([0.0, 0.0, 9.0]), ball.faces))
    obstructions = ps.obstructions_of([solid])
    points = ps.plane_points(rough, 1500, 0.0)

    outline = shadow_outline(obstructions, PATH, 530.0, z=0.0).outline
    far, inside = away_from(outline, points)

    assert (1, 0) == (len(outline.geoms), len(outline.geoms[0].interiors))
    assert 40 < inside.sum()
    np.testing.assert_array_equal(
        inside[far], dark_at(obstructions, points, 530.0)[far]
    )


def test_the_full_hours_of_the_band_are_the_default():
    tower = prisms(sl.Prism("t", shapely.box(0, 0, 4, 6), 0.0, 50.0))
    solstice = sl.sun_path("冬至", latitude=LATITUDE)

    assert list(range(480, 961, 60)) == [
        s.start for s in hourly_shadows(tower, PATH, z=0.0)
    ]
    assert list(range(540, 901, 60)) == [
        s.start for s in hourly_shadows(tower, solstice, z=0.0)
    ]


def test_without_bodies_there_is_no_shadow():
    shadow = shadow_outline(sl.Obstructions.empty(), PATH, 720.0, z=0.0)
    band = shadow_over_band(sl.Obstructions.empty(), PATH, z=0.0)

    assert (True, ()) == (shadow.outline.is_empty, shadow.owners)
    assert band.outline.is_empty


def test_the_band_of_a_thin_pole_is_the_fan_below_its_tip():
    pole = prisms(sl.Prism("t", shapely.box(0, 0, 0.01, 0.01), 0.0, 30.0))
    band = shadow_over_band(pole, PATH, z=0.0, accuracy=0.02)
    rng = np.random.default_rng(5)

    for minute in rng.uniform(481, 959, 60):
        tip = 30.0 * shadow_of_a_metre(minute)
        outward = tip / np.hypot(*tip)
        for share in rng.uniform(0.01, 1.0, 5):
            assert band.outline.contains(shapely.Point(share * tip + 0.005))
        past = tip + 0.2 * outward
        assert not band.outline.contains(shapely.Point(past))
    assert 0.02 >= band.error > 0.0
    assert 0.0 == band.inner.difference(band.outline.buffer(1e-5)).area


@pytest.mark.parametrize("seed", [6, 7])
def test_every_point_is_dark_at_some_time_if_the_band_says_so(seed):
    rng = np.random.default_rng(seed)
    bodies = ps.random_prisms(rng) + ps.random_meshes(rng)
    obstructions = ps.obstructions_of(bodies)
    points = ps.plane_points(rng, 3000, 0.7, reach=140.0)
    band = shadow_over_band(obstructions, PATH, z=0.7, accuracy=0.1)
    lit = sl.lit_intervals(sl.Receivers.from_points(points), obstructions, PATH)
    always = sl.sunlit_minutes(lit, shortest=0.0) >= 480.0 - 1e-4

    sure = shapely.contains_xy(band.inner.buffer(-NEAR), points[:, 0], points[:, 1])
    never = ~shapely.contains_xy(band.outline.buffer(NEAR), points[:, 0], points[:, 1])

    assert 500 < sure.sum()
    assert 200 < never.sum()
    assert not (sure & always).any()
    assert not (never & ~always).any()
    # between both bounds lies no more than the error along the outline
    between = band.outline.area - band.inner.area
    assert between < 4.0 * band.error * band.outline.length


def test_the_band_holds_the_shadow_of_every_instant():
    obstructions = ps.obstructions_of(ps.random_prisms(np.random.default_rng(8)))
    band = shadow_over_band(obstructions, PATH, z=0.0, accuracy=0.5)

    for minute in np.linspace(480, 960, 37):
        one = shadow_outline(obstructions, PATH, minute, z=0.0)
        assert 1e-3 > one.outline.difference(band.outline).area


def test_adding_bodies_only_adds_shadow():
    rng = np.random.default_rng(9)
    bodies = ps.random_prisms(rng, 6)
    before, after = (ps.obstructions_of(b) for b in (bodies[:4], bodies))
    instants = band_instants(after, PATH, z=0.0)

    moment = [shadow_outline(o, PATH, 600.0, z=0.0) for o in (before, after)]
    band = [
        shadow_over_band(o, PATH, z=0.0, instants=instants) for o in (before, after)
    ]
    for pair in (moment, band):
        change = shadow_difference(*pair)
        assert 1e-3 > change.removed.area
        assert change.added.area == pytest.approx(pair[1].area - pair[0].area, abs=1e-2)
        assert change.added.area > 10.0


def test_what_is_added_was_lit_before_and_is_dark_after():
    rng = np.random.default_rng(10)
    bodies = ps.random_prisms(rng, 6)
    before, after = (ps.obstructions_of(b) for b in (bodies[:5], bodies[1:]))
    points = ps.plane_points(rng, 2500, 0.0)
    change = shadow_difference(
        *(shadow_outline(o, PATH, 700.0, z=0.0) for o in (before, after))
    )
    was, now = (dark_at(o, points, 700.0) for o in (before, after))

    for shape, expected in ((change.added, ~was & now), (change.removed, was & ~now)):
        far, inside = away_from(shape, points)
        assert 5 < expected.sum()
        np.testing.assert_array_equal(expected[far], inside[far])


@pytest.mark.parametrize("minute", [math.nan, -1.0, 1500.0, 300.0, 1100.0])
def test_an_instant_without_the_sun_is_refused(minute):
    with pytest.raises(sl.InputError, match=r"minute: "):
        shadow_outline(sl.Obstructions.empty(), PATH, minute, z=0.0)


@pytest.mark.parametrize("z", [math.nan, math.inf])
def test_a_plane_without_an_elevation_is_refused(z):
    with pytest.raises(sl.InputError, match="z: the elevation"):
        shadow_outline(sl.Obstructions.empty(), PATH, 720.0, z=z)


@pytest.mark.parametrize("accuracy", [0.0, -1.0, math.nan])
def test_an_accuracy_that_is_none_is_refused(accuracy):
    with pytest.raises(sl.InputError, match=r"accuracy: expected 0\.001 m or more"):
        shadow_over_band(sl.Obstructions.empty(), PATH, z=0.0, accuracy=accuracy)


def test_an_accuracy_beyond_reach_is_refused():
    pole = prisms(sl.Prism("t", shapely.box(0, 0, 1, 1), 0.0, 5000.0))

    with pytest.raises(sl.InputError, match="take a coarser one"):
        shadow_over_band(pole, PATH, z=0.0, accuracy=1e-3)


@pytest.mark.parametrize("instants", [[600.0], [600.0, 500.0], [[1.0, 2.0]]])
def test_instants_that_do_not_rise_are_refused(instants):
    with pytest.raises(sl.InputError, match="rising minutes"):
        shadow_over_band(sl.Obstructions.empty(), PATH, z=0.0, instants=instants)


def test_shadows_of_other_times_or_planes_are_not_compared():
    none = sl.Obstructions.empty()
    one = shadow_outline(none, PATH, 600.0, z=0.0)

    with pytest.raises(sl.InputError, match="planes differ"):
        shadow_difference(one, shadow_outline(none, PATH, 600.0, z=1.0))
    with pytest.raises(sl.InputError, match="same instants"):
        shadow_difference(one, shadow_outline(none, PATH, 601.0, z=0.0))
