"""Façades: which wall faces where, where its left end is, what is merged."""

import numpy as np
import pytest
from shapely import Point, Polygon
from shapely.affinity import rotate

from sunlight.errors import GeometryError, InputError
from sunlight.model.facades import (
    facade_table,
    facade_towards,
    facades,
    place_on_facade,
    snap_to_wall,
)

BLOCK = Polygon([(0, 0), (40, 0), (40, 12), (0, 12)])


def by_octant(polygon):
    return {f.octant: f for f in facades(polygon)}


@pytest.mark.parametrize("polygon", [BLOCK, BLOCK.reverse()])
def test_left_end_is_left_as_seen_from_outside(polygon):
    walls = by_octant(polygon)

    assert ends(walls["S"]) == ([0.0, 0.0], [40.0, 0.0])
    assert ends(walls["E"]) == ([40.0, 0.0], [40.0, 12.0])
    assert ends(walls["N"]) == ([40.0, 12.0], [0.0, 12.0])
    assert ends(walls["W"]) == ([0.0, 12.0], [0.0, 0.0])


def ends(facade):
    return facade.start.tolist(), facade.end.tolist()


def test_normals_and_bearings_point_outwards():
    walls = by_octant(BLOCK)

    assert walls["S"].normal.tolist() == [0.0, -1.0]
    assert walls["E"].normal.tolist() == [1.0, 0.0]
    assert tuple(walls[o].bearing for o in "NESW") == (0.0, 90.0, 180.0, 270.0)
    assert walls["S"].length == 40.0


def test_edges_are_numbered_as_given_in_either_winding():
    assert [(f.octant, f.edge) for f in facades(BLOCK)] == [
        ("S", 1),
        ("E", 2),
        ("N", 3),
        ("W", 4),
    ]
    assert [(f.octant, f.edge) for f in facades(BLOCK.reverse())] == [
        ("W", 1),
        ("N", 2),
        ("E", 3),
        ("S", 4),
    ]


@pytest.mark.parametrize("hole", [[0, 1, 2, 3], [3, 2, 1, 0]])
def test_walls_of_a_hole_look_into_the_courtyard(hole):
    corners = [(10, 4), (30, 4), (30, 8), (10, 8)]
    yard = Polygon(BLOCK.exterior, [[corners[i] for i in hole]])
    inner = {f.octant: f for f in facades(yard) if f.ring == 1}

    assert {"N", "E", "S", "W"} == set(inner)
    # the wall on the south side of the yard looks north: its left end is the east one
    assert ends(inner["N"]) == ([30.0, 4.0], [10.0, 4.0])
    assert ends(inner["S"]) == ([10.0, 8.0], [30.0, 8.0])


def test_collinear_edges_are_one_facade_also_across_the_first_vertex():
    split = Polygon([(15, 0), (40, 0), (40, 5), (40, 12), (0, 12), (0, 0)])
    walls = facades(split)

    assert [(f.octant, f.edge) for f in walls] == [
        ("S", 1),
        ("E", 2),
        ("N", 4),
        ("W", 5),
    ]
    assert ends(walls[0]) == ([0.0, 0.0], [40.0, 0.0])


def test_a_zero_length_edge_is_skipped_but_numbered():
    doubled = Polygon([(0, 0), (40, 0), (40, 0), (40, 12), (0, 12)])

    assert [f.edge for f in facades(doubled)] == [1, 3, 4, 5]


def test_a_merged_wall_lies_on_its_outermost_vertex():
    bulging = Polygon([(0, 0), (20, -0.0008), (40, 0), (40, 12), (0, 12)])
    south = by_octant(bulging)["S"]

    assert [pytest.approx(-0.0008), pytest.approx(-0.0008)] == [
        south.start[1],
        south.end[1],
    ]


def test_a_merged_wall_with_an_inner_vertex_stays_outside():
    dented = Polygon([(0, 0), (20, 0.0008), (40, 0), (40, 12), (0, 12)])

    assert ends(by_octant(dented)["S"]) == ([0.0, 0.0], [40.0, 0.0])


def test_a_bend_of_more_than_a_millimetre_is_a_corner():
    bent = Polygon([(0, 0), (20, -0.01), (40, 0), (40, 12), (0, 12)])

    assert len(facades(bent)) == 5


def test_a_finely_drawn_circle_stays_within_a_millimetre_of_itself():
    circle = Point(100, 50).buffer(10, quad_segs=500)
    walls = facades(circle)
    middles = np.array([(f.start + f.end) / 2 for f in walls])
    radii = np.hypot(middles[:, 0] - 100, middles[:, 1] - 50)

    assert len(walls) < 2000
    assert pytest.approx(10.0, abs=0.0015) == radii.min()
    assert pytest.approx(circle.length, rel=1e-3) == sum(f.length for f in walls)


def test_a_polygon_has_as_many_normals_outside_as_walls():
    turned = rotate(Polygon([(0, 0), (9, 0), (9, 9), (4, 9), (4, 4), (0, 4)]), 33)
    for wall in facades(turned):
        middle = (wall.start + wall.end) / 2

        assert turned.contains(Point(middle - 0.01 * wall.normal))
        assert not turned.contains(Point(middle + 0.01 * wall.normal))


def test_the_table_of_no_polygons_is_empty():
    assert len(facade_table([])) == 0


def test_the_table_of_many_equals_the_facades_of_each():
    shapes = [BLOCK, rotate(BLOCK, 20), Point(0, 0).buffer(5), BLOCK.reverse()]
    table = facade_table(shapes)
    single = [f for shape in shapes for f in facades(shape)]

    assert [f.edge for f in single] == table.edge.tolist()
    np.testing.assert_array_equal([f.start for f in single], table.start)


@pytest.mark.parametrize("word", ["south", "S", "南", " South "])
def test_the_facade_towards_a_direction_is_found(word):
    assert facade_towards(BLOCK, word).edge == 1


def test_the_longest_facade_within_45_degrees_is_taken():
    turned = rotate(BLOCK, 30)  # its long wall looks 150°, a short one 240°

    assert facade_towards(turned, "south-east").edge == 1
    assert facade_towards(turned, "南").edge == 1
    assert facade_towards(turned, "west").edge == 4


def test_equally_long_facades_are_refused_with_their_edges():
    step = Polygon([(0, 0), (10, 0), (10, 5), (20, 5), (20, 12), (0, 12)])
    with pytest.raises(InputError, match=r"edge 1 \(S, 10\.00 m\), edge 3 \(S, 10\.00"):
        facade_towards(step, "south")


def test_a_direction_without_facade_names_what_there_is():
    wedge = Polygon([(0, 0), (10, 0), (5, 1)])  # looks S, NNE, NNW
    with pytest.raises(InputError, match=r"no façade looks east; there are edge 1 \(S"):
        facade_towards(wedge, "east")


def test_an_unknown_direction_is_refused():
    with pytest.raises(InputError, match="'up' is no direction"):
        facade_towards(BLOCK, "up")


def test_a_window_is_placed_from_the_left_end():
    left, right = place_on_facade(by_octant(BLOCK)["N"], 3.0, 1.5)

    assert (left.tolist(), right.tolist()) == ([37.0, 12.0], [35.5, 12.0])


def test_a_window_over_by_less_than_a_millimetre_is_moved_back():
    left, right = place_on_facade(by_octant(BLOCK)["S"], 38.5005, 1.5)

    assert (left.tolist(), right.tolist()) == ([38.5005, 0.0], [40.0, 0.0])


@pytest.mark.parametrize("at", [-0.01, 38.51, float("nan")])
def test_a_window_leaving_its_facade_is_refused(at):
    with pytest.raises(InputError, match=r"allowed is 0 to 38\.500 m"):
        place_on_facade(by_octant(BLOCK)["S"], at, 1.5)


@pytest.mark.parametrize("width", [0.0, -1.0, float("nan")])
def test_a_window_needs_a_width(width):
    with pytest.raises(InputError, match="above 0 m"):
        place_on_facade(by_octant(BLOCK)["S"], 1.0, width)


def test_a_window_is_snapped_to_the_wall_it_faces():
    snapped = snap_to_wall(BLOCK, (3.0, -0.03), (4.5, -0.02))

    assert (snapped.left.tolist(), snapped.right.tolist()) == ([3.0, 0.0], [4.5, 0.0])
    assert pytest.approx(0.03) == snapped.distance
    assert (snapped.facade.octant, snapped.normal.tolist()) == ("S", [0.0, -1.0])


def test_swapped_ends_snap_to_the_far_wall():
    snapped = snap_to_wall(BLOCK, (4.5, 0.0), (3.0, 0.0))

    assert (snapped.facade.octant, snapped.distance) == ("N", 12.0)


def test_equal_sill_ends_are_refused():
    with pytest.raises(GeometryError, match="same point"):
        snap_to_wall(BLOCK, (3.0, 0.0), (3.0, 0.0))


def test_a_window_that_no_wall_faces_is_refused():
    wedge = Polygon([(0, 0), (10, 0), (5, 1)])
    with pytest.raises(GeometryError, match="no wall of the building looks the way"):
        snap_to_wall(wedge, (10.0, 0.0), (10.0, 2.0))
