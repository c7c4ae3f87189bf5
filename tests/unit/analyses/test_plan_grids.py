"""Plan grids: cells, masks, areas, and minutes worked out by hand."""

import math

import numpy as np
import pytest
import shapely
from long_wall import (
    HEIGHT,
    LONG_WALL,
    PATH,
    box,
    minutes_behind,
    refuse,
)

import sunlight as sl
from sunlight.analyses.facades import (
    Wall,
    facade_grid,
)
from sunlight.analyses.grids import (
    INSIDE_BODY,
    MEASURED,
    OUTSIDE_AREA,
    plan_grid,
    plan_grid_by_state,
)
from sunlight.analyses.points import point_light
from sunlight.errors import GeometryError


def test_cells_are_square_and_centred_on_multiples_of_the_spacing():
    found = plan_grid(
        shapely.box(1, -3, 8, 4), sl.Obstructions.empty(), PATH, z=2.0, spacing=2.0
    )

    assert [1.0, 3.0, 5.0, 7.0] == found.x.tolist()
    assert [-3.0, -1.0, 1.0, 3.0] == found.y.tolist()
    assert (0.0, -4.0, 8.0, 4.0) == found.bounds
    assert (found.mask == MEASURED).all()  # the boundary belongs to the area
    assert (found.minutes == 480.0).all()


def test_an_open_field_is_lit_all_band_and_the_wall_takes_its_shadow():
    area = shapely.box(-2, 0, 2, 120)

    found = plan_grid(area, LONG_WALL, PATH, z=0.0, spacing=1.0)

    expected = [minutes_behind(d) for d in found.y]
    assert (120, 4) == found.minutes.shape
    for column in range(4):
        np.testing.assert_allclose(found.minutes[:, column], expected, atol=1e-6)


def test_the_plane_moves_with_its_elevation():
    area = shapely.box(-1, 40, 1, 60)
    high = plan_grid(area, LONG_WALL, PATH, z=10.0, spacing=1.0)
    lower = sl.Obstructions.from_prisms([box(-5000, -10, 5000, 0, top=HEIGHT - 10.0)])

    same = plan_grid(area, lower, PATH, z=0.0, spacing=1.0)

    np.testing.assert_allclose(high.minutes, same.minutes, atol=1e-9)


def test_a_grid_has_the_minutes_of_its_points():
    rng = np.random.default_rng(7)
    prisms = [
        box(x, y, x + 12, y + 9, owner=f"{i}", top=20 + 5 * i)
        for i, (x, y) in enumerate(rng.uniform(0, 100, (8, 2)))
    ]
    scene = sl.Obstructions.from_prisms(prisms)

    found = plan_grid(shapely.box(0, 0, 110, 110), scene, PATH, z=1.0, spacing=7.0)

    row, column = np.nonzero(found.mask == MEASURED)
    points = np.column_stack([found.x[column], found.y[row], np.full(len(row), 1.0)])
    light = point_light(points, scene, PATH)
    assert 100 < len(row) < found.mask.size
    np.testing.assert_array_equal(light.minutes, found.minutes[row, column])


def test_batches_do_not_change_a_grid(monkeypatch):
    area = shapely.Point(0, 60).buffer(40)
    whole = plan_grid(area, LONG_WALL, PATH, z=0.0, spacing=2.0)
    told = []
    monkeypatch.setattr("sunlight.analyses.grids.BATCH", 90)

    parts = plan_grid(
        area, LONG_WALL, PATH, z=0.0, spacing=2.0,
        progress=lambda done, total: told.append((done, total)),
    )  # fmt: skip

    np.testing.assert_array_equal(whole.minutes, parts.minutes)
    np.testing.assert_array_equal(whole.mask, parts.mask)
    measured = int((whole.mask == MEASURED).sum())
    assert told == sorted(told)
    assert (measured, measured) == told[-1]


def test_cells_outside_the_area_have_no_minutes():
    area = shapely.Polygon([(0, 0), (40, 0), (0, 40)])

    found = plan_grid(area, sl.Obstructions.empty(), PATH, z=0.0, spacing=4.0)

    x, y = np.meshgrid(found.x, found.y)
    outside = x + y > 40.0
    assert (found.mask[outside] == OUTSIDE_AREA).all()
    assert np.isnan(found.minutes[outside]).all()
    assert (found.minutes[~outside] == 480.0).all()


COURT = shapely.box(0, 0, 30, 30).difference(shapely.box(10, 10, 20, 20))


def boxes_mesh(*boxes):
    import trimesh

    meshes = [
        trimesh.creation.box(bounds=[(x0, y0, z0), (x1, y1, z1)])
        for x0, y0, z0, x1, y1, z1 in boxes
    ]
    return sl.Solid("1#", trimesh.util.concatenate(meshes))


def inside_of(scene, z, spacing=2.0, size=30):
    area = shapely.box(-10, -10, size + 10, size + 10)
    found = plan_grid(area, scene, PATH, z=z, spacing=spacing)
    x, y = np.meshgrid(found.x, found.y)
    assert (np.isnan(found.minutes) == (found.mask == INSIDE_BODY)).all()
    return found.mask == INSIDE_BODY, x, y


def test_a_courtyard_is_no_inside():
    scene = sl.Obstructions.from_prisms([sl.Prism("1#", COURT, 0.0, HEIGHT)])

    masked, x, y = inside_of(scene, 1.0)

    expected = shapely.contains_xy(COURT, x, y)
    assert expected.any()
    np.testing.assert_array_equal(masked, expected)


@pytest.mark.parametrize(
    ("z", "masked"),
    [(-0.5, False), (0.0, True), (15.0, True), (HEIGHT, False), (HEIGHT + 1, False)],
    ids=["below", "at the underside", "inside", "on the roof", "above"],
)
def test_inside_is_from_the_underside_to_below_the_roof(z, masked):
    prism = sl.Obstructions.from_prisms([box(0, 0, 30, 30)])
    mesh = sl.Obstructions.from_meshes([boxes_mesh((0, 0, 0, 30, 30, HEIGHT))])

    for scene in (prism, mesh):
        found, x, y = inside_of(scene, z)
        expected = masked & shapely.contains_xy(shapely.box(0, 0, 30, 30), x, y)
        np.testing.assert_array_equal(found, expected)


def test_a_sloped_mesh_is_inside_where_its_section_is():
    import trimesh

    top = np.array([(15.0, 15.0, 30.0)])
    base = np.array([(0, 0, 0), (30, 0, 0), (30, 30, 0), (0, 30, 0)], dtype=float)
    pyramid = trimesh.convex.convex_hull(np.vstack([base, top]))
    scene = sl.Obstructions.from_meshes([sl.Solid("1#", pyramid)])

    masked, x, y = inside_of(scene, 10.0)

    expected = np.maximum(np.abs(x - 15), np.abs(y - 15)) < 10.0
    np.testing.assert_array_equal(masked, expected)


def test_overlapping_boxes_of_one_mesh_are_inside_where_either_is():
    scene = sl.Obstructions.from_meshes(
        [boxes_mesh((0, 0, 0, 20, 20, 30), (9, 9, 0, 30, 30, 30))]
    )

    masked, x, y = inside_of(scene, 5.0)

    either = shapely.union(shapely.box(0, 0, 20, 20), shapely.box(9, 9, 30, 30))
    np.testing.assert_array_equal(masked, shapely.contains_xy(either, x, y))


def test_an_open_surface_has_no_inside():
    import trimesh

    mesh = trimesh.creation.box(bounds=[(0, 0, 0), (30, 30, 30)])
    mesh.update_faces(np.arange(len(mesh.faces)) > 1)
    scene = sl.Obstructions.from_meshes([sl.Solid("1#", mesh)])

    masked, _, _ = inside_of(scene, 5.0)

    assert not masked.any()


def test_a_grid_of_a_removed_and_a_new_building_masks_each_in_its_state():
    old, new = box(0, 0, 10, 10, owner="old"), box(20, 0, 30, 10, owner="new")
    scene = sl.Obstructions.from_prisms([old, new])
    area = shapely.box(-10, -10, 40, 40)
    states = [[True, False], [False, True]]

    before, after = plan_grid_by_state(area, scene, states, PATH, z=1.0, spacing=2.0)

    for found, prism in ((before, old), (after, new)):
        alone = plan_grid(
            area, sl.Obstructions.from_prisms([prism]), PATH, z=1.0, spacing=2.0
        )
        np.testing.assert_array_equal(alone.mask, found.mask)
        np.testing.assert_allclose(alone.minutes, found.minutes, atol=1e-9)


@pytest.mark.parametrize(
    "area",
    [
        (0, 0, 1, 1),
        shapely.Point(0, 0),
        shapely.Polygon(),
        shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)]),
    ],
    ids=["bounds", "point", "empty", "crossing"],
)
def test_an_area_that_is_none_is_refused(area):
    field = sl.Obstructions.empty()

    refuse(
        "area", lambda: plan_grid(area, field, PATH, z=0.0, spacing=1.0), GeometryError
    )


def test_grids_that_miss_the_area_or_are_endless_are_refused():
    field, small = sl.Obstructions.empty(), shapely.box(0.1, 0.1, 0.2, 0.2)
    huge = shapely.box(0, 0, 1e6, 1e6)

    refuse("narrower", lambda: plan_grid(small, field, PATH, z=0.0, spacing=2.0))
    refuse("wider", lambda: plan_grid(huge, field, PATH, z=0.0, spacing=1.0))
    refuse("finite", lambda: plan_grid(huge, field, PATH, z=math.nan, spacing=1e5))
    wall = Wall(left=(0.0, 0.0), right=(1e5, 0.0), base=0.0, top=100.0)
    refuse("wider", lambda: facade_grid([wall], field, PATH, spacing=0.1))
