"""How far a sector must reach, against distances worked out by hand."""

import math

import pytest
from shapely import LineString, MultiPolygon, Point, Polygon, box
from shapely.affinity import rotate

from sunlight.errors import GeometryError, InputError
from sunlight.scope import reach_distance

BLOCK = box(0, 0, 60, 12)


@pytest.mark.parametrize(
    ("expected", "target"),
    [
        (28.0, box(0, 40, 60, 52)),  # 40 - 12, due north
        (math.hypot(12, 28), box(72, 40, 132, 52)),  # corner to corner, bearing 23°
        (0.0, box(60, 0, 70, 12)),  # wall to wall
        (0.0, box(50, 5, 55, 8)),  # within
        (math.inf, box(0, -30, 60, -10)),  # south
    ],
    ids=["north", "north-east", "wall to wall", "within", "south"],
)
def test_the_reach_to_a_block_is_the_shortest_way_between_the_sides(expected, target):
    assert expected == reach_distance(BLOCK, target, half_angle=56.0)


def test_due_east_the_way_runs_along_the_side_of_the_sector():
    # 100 m east of the wall: from (60, 0) at bearing 56° one goes 100 / sin 56°, and is
    # then 67.45 m north, past the top of a target that ends there
    north = 100 / math.tan(math.radians(56))
    target = box(160, 0, 170, north + 5)

    assert pytest.approx(100 / math.sin(math.radians(56)), abs=1e-5) == reach_distance(
        BLOCK, target, half_angle=56.0
    )


def test_a_target_that_ends_just_south_of_the_side_is_never_reached():
    north = 100 / math.tan(math.radians(56))

    assert math.inf == reach_distance(
        BLOCK, box(160, 0, 160.001, north - 0.01), half_angle=56.0
    )


def test_a_target_whose_corner_lies_exactly_on_the_side_is_reached():
    corner = (60 + 100 * math.sin(math.radians(56)), 100 * math.cos(math.radians(56)))
    target = box(corner[0], corner[1] - 20, corner[0] + 10, corner[1])

    assert pytest.approx(100.0, abs=1e-5) == reach_distance(
        BLOCK, target, half_angle=56.0
    )


def test_the_inner_wall_of_a_courtyard_reaches_what_stands_in_it():
    ring = Polygon(
        [(0, 0), (60, 0), (60, 60), (0, 60)], [[(10, 10), (50, 10), (50, 50), (10, 50)]]
    )

    assert 15.0 == reach_distance(ring, box(25, 25, 30, 30), half_angle=56.0)


def test_of_several_pieces_the_nearest_counts():
    target = MultiPolygon([box(0, 90, 10, 95), box(20, 50, 30, 55)])

    assert 38.0 == reach_distance(BLOCK, target, half_angle=56.0)


def test_points_and_lines_reach_too():
    line = LineString([(0, 12), (60, 12)])

    assert 8.0 == reach_distance(line, Point(30, 20), half_angle=56.0)
    assert 5.0 == reach_distance(Point(0, 0), Point(3, 4), half_angle=56.0)
    assert math.inf == reach_distance(Point(0, 0), Point(4, 1), half_angle=56.0)


def test_a_turned_block_reaches_from_its_corner():
    square = rotate(box(-10, -10, 10, 10), 45, origin=(0, 0))
    top = 10 * math.sqrt(2)

    assert pytest.approx(20.0, abs=1e-9) == reach_distance(
        square, box(-1, top + 20, 1, top + 30), half_angle=56.0
    )


def test_at_a_right_angle_the_sector_is_a_half_disc():
    assert 100.0 == reach_distance(BLOCK, box(160, 0, 170, 12), half_angle=90.0)
    assert math.inf == reach_distance(BLOCK, box(160, -9, 170, -1), half_angle=90.0)


def test_an_empty_geometry_is_refused():
    with pytest.raises(GeometryError, match="empty geometry"):
        reach_distance(BLOCK, Polygon(), half_angle=56.0)


@pytest.mark.parametrize("half_angle", [0.0, 90.1, math.nan])
def test_an_angle_that_makes_no_northern_sector_is_refused(half_angle):
    with pytest.raises(InputError, match="half_angle"):
        reach_distance(BLOCK, BLOCK, half_angle=half_angle)
