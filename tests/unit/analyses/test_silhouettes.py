"""Outlines before the sky, against closed forms of single bodies."""

import math

import numpy as np
import pytest
import shapely

import sunlight as sl
from sunlight.analyses.silhouettes import silhouettes
from sunlight.analyses.sky_faces import half_space

POINT = (0.0, 0.0, 10.0)
WIDTH, NEAR, TOP = 30.0, 25.0, 40.0
"""A slab due south of the point: half width, distance and top above the point. [m]"""


def slab(owner="A", *, north=False, part="body", base=0.0, spared=""):
    low, high = (NEAR, NEAR + 12.0) if north else (-NEAR - 12.0, -NEAR)
    outline = shapely.box(-WIDTH, low, WIDTH, high)
    return sl.Prism(owner, outline, base, 10.0 + TOP, part=part, spared=spared)


def as_mesh(prism):
    x0, y0, x1, y1 = prism.polygon.bounds
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    vertices = np.array(
        [(x, y, z) for z in (prism.base, prism.top) for x, y in corners]
    )
    quads = [(0, 3, 2, 1), (4, 5, 6, 7)]
    quads += [(i, (i + 1) % 4, (i + 1) % 4 + 4, i + 4) for i in range(4)]
    faces = [t for a, b, c, d in quads for t in ((a, b, c), (a, c, d))]
    return sl.Solid(prism.owner, (vertices, np.array(faces)), part=prism.part)


def obstructions(*prisms, meshes):
    if meshes:
        return sl.Obstructions.from_meshes([as_mesh(p) for p in prisms])
    return sl.Obstructions.from_prisms(prisms)


def only(found):
    (one,) = found
    return one


@pytest.mark.parametrize("meshes", [False, True], ids=["prisms", "meshes"])
@pytest.mark.parametrize("bound", [0.5, 0.05, 0.005])
def test_the_top_edge_keeps_within_the_bound_of_its_great_circle(meshes, bound):
    seen = only(silhouettes(POINT, obstructions(slab(), meshes=meshes), bound=bound))
    outline = shapely.segmentize(seen.outline.exterior, 0.05)
    azimuth, altitude = shapely.get_coordinates(outline).T
    turn = np.radians(azimuth - 180.0)
    # the near wall's edge: tan(altitude) = top / distance * cos(azimuth from south)
    exact = np.degrees(np.arctan(TOP / NEAR * np.cos(turn)))
    side = np.degrees(math.atan2(WIDTH, NEAR))
    inner = (np.abs(azimuth - 180.0) < side - 0.6) & (altitude > 1.0)

    assert inner.sum() > 1000
    assert np.abs(altitude - exact)[inner].max() <= bound
    assert pytest.approx((180.0 - side, 180.0 + side), abs=1e-6) == (
        azimuth.min(),
        azimuth.max(),
    )
    assert 0.0 == altitude.min()
    assert pytest.approx(NEAR) == seen.distance


@pytest.mark.parametrize("meshes", [False, True], ids=["prisms", "meshes"])
def test_a_body_due_north_wraps_round_and_hides_as_much_as_one_due_south(meshes):
    north = only(silhouettes(POINT, obstructions(slab(north=True), meshes=meshes)))
    south = only(silhouettes(POINT, obstructions(slab(), meshes=meshes)))

    assert shapely.contains_xy(north.outline, [1.0, 359.0], [20.0, 20.0]).all()
    assert not shapely.contains_xy(north.outline, 180.0, 20.0)
    assert pytest.approx(south.outline.area, rel=1e-6) == north.outline.area


@pytest.mark.parametrize("meshes", [False, True], ids=["prisms", "meshes"])
def test_a_plate_overhead_hides_the_zenith(meshes):
    plate = sl.Prism("A", shapely.box(-4, -3, 2, 5), 13.0, 13.2)
    seen = only(silhouettes(POINT, obstructions(plate, meshes=meshes)))
    azimuth = np.arange(0.5, 360.0)

    assert shapely.contains_xy(seen.outline, azimuth, np.full(360, 89.0)).all()
    # edges of the underside: 3 m south, 5 m north, 2 m east, 4 m west, 3 m up
    for toward, metres in ((180.0, 3.0), (1e-3, 5.0), (90.0, 2.0), (270.0, 4.0)):
        edge = math.degrees(math.atan2(3.0, metres))
        near = [edge - 0.1, edge + 0.1]
        assert [False, True] == shapely.contains_xy(
            seen.outline, [toward] * 2, near
        ).tolist()


@pytest.mark.parametrize(
    ("place", "hidden"),
    [
        ((0.0, 0.0), [(90.0, 270.0)]),  # on the north wall, the body to the south
        ((10.0, 0.0), [(180.0, 270.0)]),  # its corner, convex
        ((4.0, -5.0), [(0.0, 360.0)]),  # inside
    ],
    ids=["wall", "corner", "inside"],
)
def test_walls_that_the_point_lies_on_hide_what_is_behind_them(place, hidden):
    body = sl.Prism("A", shapely.box(-10.0, -20.0, 10.0, 0.0), 0.0, 30.0)
    obs = sl.Obstructions.from_prisms([body])
    seen = only(silhouettes((*place, 10.0), obs))
    expected = shapely.union_all([shapely.box(a, 0.0, b, 90.0) for a, b in hidden])

    assert pytest.approx(0.0, abs=1e-6) == float(
        seen.outline.symmetric_difference(expected).area
    )
    assert 0.0 == seen.distance


def test_at_a_reflex_corner_either_wall_hides():
    ring = [(0, 0), (20, 0), (20, 10), (10, 10), (10, 20), (0, 20)]
    obs = sl.Obstructions.from_prisms([sl.Prism("L", shapely.Polygon(ring), 0.0, 30.0)])
    seen = only(silhouettes((10.0, 10.0, 5.0), obs))

    inside = shapely.contains_xy(seen.outline, [45.0, 135.0, 225.0, 315.0], [30.0] * 4)
    assert [False, True, True, True] == inside.tolist()
    assert pytest.approx(270.0 * 90.0, rel=1e-6) == seen.outline.area


def test_what_is_not_above_the_point_is_left_out():
    low = sl.Prism("A", shapely.box(-5, -20, 5, -10), 0.0, 10.0)

    assert () == silhouettes(POINT, sl.Obstructions.from_prisms([low]))
    assert () == silhouettes(POINT, sl.Obstructions.empty())


def test_own_plates_are_spared_and_those_of_others_are_not():
    obs = sl.Obstructions.from_prisms([slab("A", part="balcony", base=20.0)])

    assert () == silhouettes(POINT, obs, owner="A")
    assert "A" == only(silhouettes(POINT, obs, owner="B")).owner


def test_parts_that_do_not_stand_are_left_out():
    obs = sl.Obstructions.from_prisms([slab("A"), slab("B", north=True)])

    assert ["B"] == [s.owner for s in silhouettes(POINT, obs.where([False, True]))]


def test_far_ones_come_first():
    far = sl.Prism("A", shapely.box(-5, -90, 5, -80), 0.0, 60.0)
    obs = sl.Obstructions.from_prisms([slab("B"), far])

    assert ["A", "B"] == [s.owner for s in silhouettes(POINT, obs)]


def test_a_point_in_the_plane_of_a_face_is_not_hidden_by_it():
    triangle = np.array([(0.0, -5.0, 0.0), (0.0, -9.0, 0.0), (0.0, -7.0, 30.0)])
    sheet = sl.Solid("A", (triangle, np.array([(0, 1, 2)])))
    obs = sl.Obstructions.from_meshes([sheet])

    assert () == silhouettes((0.0, 0.0, 5.0), obs)
    assert 1 == len(silhouettes((0.5, 0.0, 5.0), obs))


@pytest.mark.parametrize(
    "normal",
    [(0.0, 1.0, 0.0), (-0.6, 0.8, 0.0), (0.3, 0.4, 0.5), (0.3, -0.4, -0.5)],
)
def test_half_spaces_hold_the_directions_on_their_side(normal):
    azimuth, altitude = np.meshgrid(np.arange(1.3, 360, 7), np.arange(2.1, 90, 6))
    turn, up = np.radians(azimuth.ravel()), np.radians(altitude.ravel())
    across = np.cos(up) * (normal[0] * np.sin(turn) + normal[1] * np.cos(turn))
    side = across + normal[2] * np.sin(up)
    clear = np.abs(side) > 1e-3
    held = shapely.contains_xy(
        half_space(np.array(normal)), azimuth.ravel(), altitude.ravel()
    )

    assert (held == (side > 0.0))[clear].all()


@pytest.mark.parametrize("point", [(0, 0), (0, 0, math.nan), "here", (0, 0, 0, 0)])
def test_what_is_no_point_is_refused(point):
    with pytest.raises(sl.InputError, match="three") as caught:
        silhouettes(point, sl.Obstructions.empty())

    assert "point" == caught.value.where


@pytest.mark.parametrize("bound", [0.0, -1.0, math.nan])
def test_what_is_no_bound_is_refused(bound):
    with pytest.raises(sl.InputError, match="no bound"):
        silhouettes(POINT, sl.Obstructions.empty(), bound=bound)
