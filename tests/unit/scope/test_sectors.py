"""The drawn sector: radius, bearings, arcs, the two shapes."""

import math

import numpy as np
import pytest
import shapely
from shapely import Point, Polygon, box
from shapely.affinity import rotate

from sunlight.errors import GeometryError, InputError
from sunlight.scope import (
    OUTLINE_ERROR,
    ScopeConditions,
    SectorShape,
    sector,
    sector_radius,
)

CONDITIONS = ScopeConditions()
TWO_CENTRE = ScopeConditions(shape=SectorShape.TWO_CENTRE)
BLOCK = box(0, 0, 60, 12)
DOT = box(-1e-4, -1e-4, 1e-4, 1e-4)
"""A footprint as good as a point."""


def ahead(bearing, distance):
    angle = math.radians(bearing)
    return Point(distance * math.sin(angle), distance * math.cos(angle))


def test_a_height_of_100_m_makes_a_radius_of_158_m():
    assert 158.0 == sector_radius(100.0, CONDITIONS)


def test_a_cap_shortens_long_radii_only():
    capped = ScopeConditions(radius_cap=100.0)

    assert [79.0, 100.0] == [sector_radius(h, capped) for h in (50.0, 100.0)]


@pytest.mark.parametrize(
    ("expected", "bearing"),
    [(True, 304.1), (True, 0), (True, 55.9), (False, 303.9), (False, 56.1)],
)
def test_the_sector_opens_north_from_bearing_304_to_56(expected, bearing):
    assert expected == sector(DOT, 100.0, CONDITIONS).covers(ahead(bearing, 157.9))


def test_a_footprint_as_good_as_a_point_has_the_area_of_a_circular_sector():
    # 112° of a disc of 158 m: 112 / 360 * pi * 158² = 24399.6 m²
    area = sector(DOT, 100.0, CONDITIONS).area

    assert pytest.approx(112 / 360 * math.pi * 158**2, rel=2e-5) == area


@pytest.mark.parametrize("shape", SectorShape)
@pytest.mark.parametrize("height", [0.01, 3.0, 100.0, 632.0])
def test_the_outline_holds_the_true_arc_and_stays_within_a_millimetre(height, shape):
    conditions = ScopeConditions(shape=shape)
    drawn = sector(BLOCK, height, conditions)
    radius = sector_radius(height, conditions)
    corner = np.array([60.0, 12.0])  # centre of the eastern arc
    angles = np.radians(np.linspace(0, 56, 999))
    ways = np.column_stack([np.sin(angles), np.cos(angles)])
    on_arc = shapely.points(corner + radius * ways)
    beyond = shapely.points(corner + (radius + OUTLINE_ERROR) * ways)

    assert shapely.distance(drawn, on_arc).max() < 1e-9
    assert not shapely.covers(drawn, beyond).any()


def test_a_block_due_south_makes_straight_sides_and_two_arcs():
    west, south, east, north = sector(BLOCK, 100.0, CONDITIONS).bounds
    aside = 158 * math.sin(math.radians(56))

    assert (0.0, 12 + 158.0) == (south, pytest.approx(north, abs=OUTLINE_ERROR))
    assert (-aside, 60 + aside) == pytest.approx((west, east), abs=OUTLINE_ERROR)


def test_the_sum_of_a_rectangle_holds_its_two_centre_drawing():
    full = sector(BLOCK, 100.0, CONDITIONS)
    drawn = sector(BLOCK, 100.0, TWO_CENTRE)

    assert full.covers(drawn)
    assert full.area > drawn.area


def test_two_centres_of_a_block_due_south_are_its_northern_corners():
    # two half fans of 158 m, and the strip of 60 m x 158 m between them
    drawn = sector(BLOCK, 100.0, TWO_CENTRE)

    assert (
        pytest.approx(112 / 360 * math.pi * 158**2 + 60 * 158, rel=2e-5) == drawn.area
    )
    assert 12.0 == drawn.bounds[1]


def test_two_centres_stay_when_rounding_turns_the_block_a_little():
    turned = rotate(BLOCK, 1e-6, origin=(0, 0))

    assert pytest.approx(12.0, abs=1e-5) == sector(turned, 100.0, TWO_CENTRE).bounds[1]


def test_two_centres_of_a_turned_block_are_its_outer_corners():
    # turned 30° counter-clockwise: the western corner is (-6, 6√3), from (0, 12);
    # the eastern one is (30√3, 30), from (60, 0)
    turned = rotate(BLOCK, 30, origin=(0, 0))
    drawn = sector(turned, 100.0, TWO_CENTRE)
    aside = 158 * math.sin(math.radians(56))

    assert pytest.approx(
        (-6 - aside, 30 * math.sqrt(3) + aside), abs=OUTLINE_ERROR
    ) == (
        drawn.bounds[0],
        drawn.bounds[2],
    )
    assert pytest.approx(30 + 158, abs=OUTLINE_ERROR) == drawn.bounds[3]
    assert pytest.approx(6 * math.sqrt(3), abs=OUTLINE_ERROR) == drawn.bounds[1]


def test_a_wide_courtyard_keeps_what_no_sector_fills():
    # height 10 m, radius 15.8 m: of the court of 60 m, the southern wall fills 15.8 m,
    # the side walls what lies between their sides; its middle stays open
    court = box(0, 0, 100, 100).difference(box(20, 20, 80, 80))
    drawn = sector(court, 10.0, CONDITIONS)

    assert 1 == len(drawn.interiors)
    assert [True, False, False] == [
        drawn.covers(Point(50, y)) for y in (35.7, 35.9, 79.9)
    ]


def test_a_tower_fills_its_courtyard():
    court = box(0, 0, 100, 100).difference(box(20, 20, 80, 80))

    assert 0 == len(sector(court, 100.0, CONDITIONS).interiors)


def test_two_blocks_far_apart_make_two_areas():
    pair = shapely.union_all([box(0, 0, 10, 10), box(500, 0, 510, 10)])

    assert 2 == len(sector(pair, 20.0, CONDITIONS).geoms)


@pytest.mark.parametrize("height", [0.0, -3.0, math.nan, math.inf])
def test_a_height_that_is_none_is_refused(height):
    with pytest.raises(InputError, match="shading height"):
        sector(BLOCK, height, CONDITIONS)


@pytest.mark.parametrize(
    "outline", [Polygon(), Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])]
)
@pytest.mark.parametrize("conditions", [CONDITIONS, TWO_CENTRE], ids=lambda c: c.shape)
def test_an_empty_or_crossing_footprint_is_refused(outline, conditions):
    with pytest.raises(GeometryError, match="draw it anew"):
        sector(outline, 30.0, conditions)


@pytest.mark.parametrize(
    "fields",
    [
        {"angle_from_east_west": 90.0},
        {"angle_from_east_west": -1.0},
        {"angle_from_east_west": math.nan},
        {"radius_factor": 0.0},
        {"radius_factor": math.inf},
        {"radius_cap": -1.0},
    ],
    ids=str,
)
def test_conditions_out_of_range_are_refused(fields):
    with pytest.raises(InputError, match=next(iter(fields))):
        ScopeConditions(**fields)
