"""Façade grids: walls, own plates, planes, party walls."""

import math

import numpy as np
import pytest
import shapely
from long_wall import (
    HEIGHT,
    PATH,
    box,
    refuse,
)

import sunlight as sl
from sunlight.analyses.facades import (
    Wall,
    facade_grid,
    facade_grid_by_state,
    walls_of,
)
from sunlight.analyses.grids import (
    INSIDE_BODY,
    MEASURED,
)
from sunlight.analyses.points import point_light


def test_the_walls_of_a_box_look_outwards_whatever_its_winding():
    outline = shapely.box(0, 0, 20, 10)

    for polygon in (outline, outline.reverse()):
        walls = walls_of(polygon, base=0.0, top=9.0, owner="1#")
        bearings = sorted(round(wall.bearing) for wall in walls)
        assert [0, 90, 180, 270] == bearings
        assert 60.0 == pytest.approx(sum(wall.length for wall in walls))


def test_a_facade_has_the_minutes_of_its_points_with_normal_and_owner():
    body = box(0, 0, 20, 10, top=12.0)
    plate = box(2, -1.5, 18, 0, base=6.0, top=6.1, part="balcony")
    other = box(-20, -40, 10, -30, owner="2#", top=40.0)
    scene = sl.Obstructions.from_prisms([body, plate, other])
    walls = walls_of(body.polygon, base=0.0, top=12.0, owner="1#")

    for grid in facade_grid(walls, scene, PATH, spacing=3.0):
        points = np.array([(*xy, z) for z in grid.z for xy in grid.xy])
        normal = np.broadcast_to((*grid.wall.normal, 0.0), points.shape)
        light = point_light(
            points, scene, PATH, normals=normal, owners=["1#"] * len(points)
        )
        assert grid.mask.shape == (4, len(grid.along))
        np.testing.assert_array_equal(light.minutes, grid.minutes.ravel())


def test_own_plates_are_spared_and_those_of_others_are_not():
    plate = box(2, -3.0, 18, 0, base=6.0, top=6.1, part="balcony")
    scene = sl.Obstructions.from_prisms([box(0, 0, 20, 10, top=12.0), plate])
    south = {"left": (0.0, 0.0), "right": (20.0, 0.0), "base": 0.0, "top": 12.0}

    (own,) = facade_grid([Wall(**south, owner="1#")], scene, PATH, spacing=2.0)
    (other,) = facade_grid([Wall(**south, owner="2#")], scene, PATH, spacing=2.0)

    assert 180.0 == pytest.approx(own.wall.bearing)
    np.testing.assert_allclose(own.minutes, 480.0, atol=1e-9)
    assert other.minutes[2].min() < 480.0


def test_east_and_north_walls_have_the_sun_that_is_before_their_plane():
    walls = walls_of(shapely.box(0, 0, 20, 10), base=0.0, top=9.0)

    found = facade_grid(walls, sl.Obstructions.empty(), PATH, spacing=5.0)

    by_bearing = {round(g.wall.bearing): g.minutes for g in found}
    np.testing.assert_allclose(by_bearing[90], 240.0, atol=1e-6)
    np.testing.assert_allclose(by_bearing[270], 240.0, atol=1e-6)
    np.testing.assert_allclose(by_bearing[180], 480.0, atol=1e-6)
    np.testing.assert_allclose(by_bearing[0], 0.0, atol=1e-6)


def test_a_party_wall_is_masked_and_free_above_the_lower_house():
    house, lower = box(0, 0, 10, 10), box(-10, 0, 0, 10, owner="2#", top=15.0)
    scene = sl.Obstructions.from_prisms([house, lower])
    west = Wall(left=(0.0, 10.0), right=(0.0, 0.0), base=0.0, top=HEIGHT, owner="1#")

    before, after = facade_grid_by_state(
        [west], scene, [[True, False], [True, True]], PATH, spacing=5.0
    )

    assert (before[0].mask == MEASURED).all()
    assert [INSIDE_BODY] * 3 + [MEASURED] * 3 == after[0].mask[:, 0].tolist()
    np.testing.assert_allclose(after[0].minutes[3:], 240.0, atol=1e-6)


@pytest.mark.parametrize(
    "wall",
    [
        Wall(left=(0.0, 0.0), right=(0.0, 0.0), base=0.0, top=3.0),
        Wall(left=(0.0, 0.0), right=(5.0, 0.0), base=3.0, top=3.0),
        Wall(left=(0.0, 0.0), right=(5.0, 0.0), base=math.nan, top=3.0),
    ],
    ids=["no length", "no height", "not finite"],
)
def test_walls_without_an_extent_are_refused(wall):
    field = sl.Obstructions.empty()

    refuse("walls", lambda: facade_grid([wall], field, PATH, spacing=1.0))
