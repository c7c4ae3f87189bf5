"""Points, lines, plan grids and façade grids against shadows worked out by hand."""

import math

import numpy as np
import pytest
import shapely
from scipy.optimize import brentq

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
    OUTSIDE_AREA,
    plan_grid,
    plan_grid_by_state,
)
from sunlight.analyses.lines import line_light, line_light_by_state, points_along
from sunlight.analyses.points import point_light, point_light_by_state
from sunlight.errors import GeometryError, InputError
from sunlight.intervals import NO_FACE, OWN_WALL_PLANE

PATH = sl.sun_path("大寒", latitude=38.42)
HEIGHT = 30.0


def box(x0, y0, x1, y1, *, owner="1#", base=0.0, top=HEIGHT, part="body"):
    return sl.Prism(owner, shapely.box(x0, y0, x1, y1), base, top, part)


LONG_WALL = sl.Obstructions.from_prisms([box(-5000, -10, 5000, 0)])
"""So long that only its height counts; its northern face lies on y = 0."""


def direction(minutes):
    """The sun by spherical trigonometry: east, north, up."""
    hour = math.radians(0.25 * (minutes - 720.0))
    phi, delta = math.radians(38.42), math.radians(PATH.declination.degrees)
    return (
        -math.cos(delta) * math.sin(hour),
        math.cos(phi) * math.sin(delta)
        - math.sin(phi) * math.cos(delta) * math.cos(hour),
        math.sin(phi) * math.sin(delta)
        + math.cos(phi) * math.cos(delta) * math.cos(hour),
    )


def clears(minutes, distance):
    """Height of the ray over the top of the long wall, from that far behind it."""
    _, north, up = direction(minutes)
    return distance * up / -north - HEIGHT


def minutes_behind(distance):
    """Counted minutes behind the long wall: in sun about noon, or not at all."""
    if clears(720.0, distance) <= 0.0:
        return 0.0
    if clears(480.0, distance) >= 0.0:
        return 480.0
    first = brentq(clears, 480.0, 720.0, args=(distance,), xtol=1e-11)
    lit = 2.0 * (720.0 - first)
    return lit if lit >= 5.0 else 0.0


NOON_SHADOW = HEIGHT / math.tan(math.radians(90.0 - 38.42 + PATH.declination.degrees))


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


def minutes_behind_raw(distance):
    """Lit minutes behind the long wall, short pieces included."""
    if clears(720.0, distance) <= 0.0:
        return 0.0
    return 2.0 * (720.0 - brentq(clears, 480.0, 720.0, args=(distance,), xtol=1e-11))


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


def as_mesh(polygon, base, top, owner="1#"):
    import trimesh

    mesh = trimesh.creation.extrude_polygon(polygon, top - base, engine="earcut")
    mesh.apply_translation((0, 0, base))
    return sl.Solid(owner, mesh)


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


def test_a_point_on_a_wall_is_measured_and_sees_what_lies_before_it():
    scene = sl.Obstructions.from_prisms([box(-10, 0, 10, 20)])

    light = point_light([(0, 0, 1), (0, 20, 1), (0, 10, 1)], scene, PATH)
    assert [False, False, True] == light.inside.tolist()
    assert 480.0 == light.minutes[0]  # the sun of the day stands south of the wall
    assert 0.0 == light.minutes[1]  # and so behind the northern one
    assert np.isnan(light.minutes[2])


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


def test_states_of_points_and_lines_are_those_of_parts_that_stand():
    scene = LONG_WALL
    states = [[False], [True]]
    line = shapely.LineString([(0, 1), (0, 50)])

    before, after = point_light_by_state([(0, 1, 0)], scene, states, PATH)
    lines = line_light_by_state(line, scene, states, PATH, z=0.0, spacing=7.0)

    assert [480.0, 0.0] == [before.minutes[0], after.minutes[0]]
    assert (lines[0].minutes == 480.0).all()
    assert 0.0 == lines[1].minutes[0]


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


def refuse(match, call, error=InputError):
    with pytest.raises(error, match=match):
        call()


@pytest.mark.parametrize("spacing", [0.0, -1.0, math.nan, math.inf])
def test_a_spacing_that_is_none_is_refused(spacing):
    field, area = sl.Obstructions.empty(), shapely.box(0, 0, 1, 1)
    line = shapely.LineString([(0, 0), (1, 0)])

    refuse("spacing", lambda: plan_grid(area, field, PATH, z=0.0, spacing=spacing))
    refuse("spacing", lambda: points_along(line, z=0.0, spacing=spacing))
    refuse("spacing", lambda: facade_grid([], field, PATH, spacing=spacing))


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
