"""Cases on the edge, as `docs/design/engine.md` decides them."""

import numpy as np
import pytest
import shapely
import trimesh

import sunlight as sl
from sunlight.conditions import GivenDeclination
from sunlight.intervals import NO_FACE, OWN_WALL_PLANE
from sunlight.scene import Obstructions, Prism, Receivers, Solid
from sunlight.shade import (
    blocked_intervals,
    full_window_intervals,
    lit_intervals,
    lit_intervals_by_state,
)

PATH = sl.sun_path(
    "大寒", latitude=38.42, declination=GivenDeclination(declination=-20.15)
)
ALL_DAY = [[480.0, 960.0]]


def rows(points, obstructions, normals=None, owners=None, path=PATH):
    """Lit rows of some points, as lists rounded to a microminute."""
    receivers = Receivers.from_points(points, normals, owners)
    lit = lit_intervals(receivers, obstructions, path)
    return [np.round(lit[i], 6).tolist() for i in range(len(lit))]


def box_mesh(x0, y0, z0, x1, y1, z1, *, invert=False):
    """A closed box."""
    mesh = trimesh.creation.box(bounds=[[x0, y0, z0], [x1, y1, z1]])
    if invert:
        mesh.invert()
    return mesh


def both(x0, y0, z0, x1, y1, z1):
    """The same box as prism and as mesh."""
    return (
        Obstructions.from_prisms([Prism("b", shapely.box(x0, y0, x1, y1), z0, z1)]),
        Obstructions.from_meshes([Solid("b", box_mesh(x0, y0, z0, x1, y1, z1))]),
    )


@pytest.mark.parametrize("kind", [0, 1])
def test_points_on_the_walls_of_a_box_see_the_half_day_in_front(kind):
    box = both(-10, -5, 0, 10, 5, 30)[kind]
    points = [[0, -5, 3], [10, 0, 3], [-10, 0, 3], [0, 5, 3], [10, -5, 3]]

    assert [ALL_DAY, [[480.0, 720.0]], [[720.0, 960.0]], [], ALL_DAY] == rows(
        points, box
    )


@pytest.mark.parametrize("kind", [0, 1])
def test_a_point_inside_a_solid_is_dark_and_one_on_its_roof_is_lit(kind):
    box = both(-10, -5, 0, 10, 5, 30)[kind]

    assert [[], [], ALL_DAY] == rows([[1, 1, 3], [1, 1, 0], [1, 1, 30]], box)


def test_a_point_in_a_recess_corner_is_dark_behind_either_wall():
    ell = shapely.Polygon([(0, 0), (20, 0), (20, -10), (30, -10), (30, 10), (0, 10)])
    prism = Obstructions.from_prisms([Prism("b", ell, 0, 60)])

    assert [[[720.0, 960.0]]] == rows([[20, 0, 3]], prism)


def test_a_wall_facing_the_window_at_the_same_height_as_its_sill_takes_nothing():
    wall = Obstructions.from_prisms([Prism("w", shapely.box(-50, -20, 50, -10), 0, 3)])

    assert [ALL_DAY] == rows([[0, 0, 3]], wall, [[0, -1, 0]])


def test_a_low_roof_behind_the_window_takes_nothing():
    roof = Obstructions.from_prisms([Prism("r", shapely.box(-50, 1, 50, 30), 0, 90)])

    assert [ALL_DAY] == rows([[0, 0, 3]], roof)


def test_a_wall_that_faces_the_window_closely_takes_all():
    wall = Obstructions.from_prisms([Prism("w", shapely.box(-90, -4, 90, -1), 0, 90)])

    assert [[]] == rows([[0, 0, 3]], wall, [[0, -1, 0]])


def test_the_sun_behind_the_windows_own_wall_never_counts():
    receivers = Receivers.from_points(
        [[0, 0, 3]] * 4, [[0, -1, 0], [1, 0, 0], [-2, 0, 0], [0, 1, 0]]
    )
    lit = lit_intervals(receivers, Obstructions.empty(), PATH)

    expected = [ALL_DAY, [[480.0, 720.0]], [[720.0, 960.0]], []]
    assert expected == [np.round(lit[i], 9).tolist() for i in range(4)]
    assert [NO_FACE, NO_FACE, OWN_WALL_PLANE] == lit.start_face.tolist()
    assert [NO_FACE, OWN_WALL_PLANE, NO_FACE] == lit.end_face.tolist()


def test_no_obstructions_leave_the_whole_band_and_no_receivers_no_rows():
    assert [ALL_DAY] == rows([[0, 0, 0]], Obstructions.empty())
    nothing = Receivers.from_points(np.empty((0, 3)))
    box = both(0, 0, 0, 1, 1, 1)[0]
    assert 0 == len(lit_intervals(nothing, box, PATH))
    assert 0 == len(blocked_intervals(nothing, box, PATH))
    assert 0 == len(full_window_intervals(nothing, nothing, box, PATH))


def test_faces_without_area_and_faces_given_twice_change_nothing():
    mesh = box_mesh(-20, -30, 0, 20, -20, 40)
    vertices, faces = np.asarray(mesh.vertices), np.asarray(mesh.faces)
    twice = np.concatenate([faces, faces, [[0, 0, 1], [2, 2, 2]]])
    points = [[0, 0, 1], [15, 0, 1], [-18, 3, 20]]

    clean = rows(points, Obstructions.from_meshes([Solid("b", (vertices, faces))]))
    assert clean == rows(
        points, Obstructions.from_meshes([Solid("b", (vertices, twice))])
    )
    assert any(row != ALL_DAY for row in clean)


def test_winding_does_not_matter():
    points = [[0, 0, 1], [15, 0, 1], [0, -20, 3]]
    mesh = box_mesh(-20, -30, 0, 20, -20, 40)
    mixed = np.asarray(mesh.faces).copy()
    mixed[::2] = mixed[::2, ::-1]
    expected = rows(points, Obstructions.from_meshes([Solid("b", mesh)]))

    inverted = box_mesh(-20, -30, 0, 20, -20, 40, invert=True)
    assert expected == rows(points, Obstructions.from_meshes([Solid("b", inverted)]))
    soup = Solid("b", (np.asarray(mesh.vertices), mixed))
    assert expected == rows(points, Obstructions.from_meshes([soup]))


def test_a_slab_overhead_hides_the_sun_above_it_and_lets_it_in_below():
    slab = both(-50, -3, 10, 50, 3, 10.5)
    as_prism, as_mesh = (rows([[0, 0, 9], [0, 0, 0], [0, 0, 20]], s) for s in slab)

    assert as_prism == as_mesh
    # 1 m under the slab, whose south edge is 3 m away, the sun is never higher than
    # atan(1/3) in that direction before 8 o'clock is over: 31.4° at noon, 8.8° at 8
    near, far, above = as_prism
    assert 2 == len(near)
    assert near[0][0] == 480.0
    assert near[0][1] + near[1][0] == pytest.approx(1440.0)
    assert ALL_DAY == far
    assert ALL_DAY == above


def test_a_gap_under_pilotis_lets_the_low_sun_through():
    raised = both(-200, -40, 5, 200, -30, 60)
    for body in raised:
        (row,) = rows([[0, 0, 1.0]], body)
        # the sun passes under the block, 40 m away at its far edge, while its profile
        # is below atan(4 / 40)
        assert [] == row or row[0][0] == 480.0
    assert rows([[0, 0, 1.0]], raised[0]) == rows([[0, 0, 1.0]], raised[1])


def test_a_sloped_roof_shades_as_its_planes_do():
    # a lean-to rising southward: at profile angle 45° exactly along its slope
    vertices = np.array(
        [[-1e4, -10, 0], [1e4, -10, 0], [1e4, -20, 6], [-1e4, -20, 6]], dtype=float
    )
    plane = Obstructions.from_meshes([Solid("p", (vertices, [[0, 1, 2], [0, 2, 3]]))])
    wall = Obstructions.from_prisms(
        [Prism("w", shapely.box(-1e4, -20.5, 1e4, -20), -5, 6)]
    )

    assert rows([[0, 0, 0]], wall) == rows([[0, 0, 0]], plane)


def test_own_plates_are_skipped_for_their_own_building_only():
    plate = Obstructions.from_prisms(
        [
            Prism("1#", shapely.box(-50, -3, 50, 0), 5.0, 5.1, part="balcony"),
            Prism("1#", shapely.box(-50, 0, 50, 10), 0.0, 30.0),
        ]
    )
    points = [[0, 0, 3.9]] * 3
    normals = [[0, -1, 0]] * 3
    own, other, nobody = rows(points, plate, normals, ["1#", "2#", None])

    assert ALL_DAY == own
    assert other == nobody
    assert ALL_DAY != other


@pytest.mark.parametrize("mesh", [False, True])
def test_a_part_spares_the_windows_of_the_owner_it_names_and_shades_all_others(mesh):
    plain = Obstructions.from_prisms(
        [Prism("main", shapely.box(-50, 0, 50, 10), 0.0, 30.0)]
    )
    bounds = (-50, -3, 5.0, 50, 0, 5.1)
    x0, y0, z0, x1, y1, z1 = bounds
    plate = (
        Obstructions.from_meshes(
            [Solid("side", box_mesh(*bounds), "body", spared="main")]
        )
        if mesh
        else Obstructions.from_prisms(
            [Prism("side", shapely.box(x0, y0, x1, y1), z0, z1, spared="main")]
        )
    )
    points = [[0, -0.001, 3.9]] * 4
    normals = [[0, -1, 0]] * 4
    owners = ["main", "side", "other", None]

    for obstructions in (plain + plate, plate + plain):
        spared, *others = rows(points, obstructions, normals, owners)
        receivers = Receivers.from_points(points, normals, owners)
        blocked = blocked_intervals(receivers, obstructions, PATH)
        names = {obstructions.owner_names[o] for o in blocked.owner if o >= 0}

        assert ALL_DAY == spared
        assert others[0] == others[1] == others[2] != ALL_DAY
        assert {"side"} == names


def test_the_face_at_an_end_names_the_building():
    obstructions = Obstructions.from_prisms(
        [
            Prism("west", shapely.box(-20, -30, -10, -25), 0, 90),
            Prism("east", shapely.box(10, -30, 20, -25), 0, 90),
        ]
    )
    lit = lit_intervals(Receivers.from_points([[0, 0, 1]]), obstructions, PATH)
    owners = obstructions.face_owner(lit.start_face)
    names = [obstructions.owner_names[o] if o >= 0 else "band" for o in owners]

    assert 3 == len(lit.start)
    assert ["band", "east", "west"] == names


def test_who_blocks_is_listed_alone_or_together():
    obstructions = Obstructions.from_prisms(
        [
            Prism("near", shapely.box(-40, -20, 40, -10), 0, 90),
            Prism("far", shapely.box(-200, -40, 200, -30), 0, 90),
        ]
    )
    blocked = blocked_intervals(
        Receivers.from_points([[0, 0, 1]], [[0, -1, 0]]), obstructions, PATH
    )

    assert {"near", "far"} == {obstructions.owner_names[o] for o in blocked.owner}


def test_full_window_needs_both_ends_and_names_the_end_at_each_limit():
    tower = Obstructions.from_prisms([Prism("t", shapely.box(4, -20, 8, -18), 0, 90)])
    left = Receivers.from_points([[-0.75, 0, 1]], [[0, -1, 0]])
    right = Receivers.from_points([[0.75, 0, 1]], [[0, -1, 0]])
    full = full_window_intervals(left, right, tower, PATH)
    a, b = lit_intervals(left, tower, PATH), lit_intervals(right, tower, PATH)

    assert [a[0][0][0], min(a[0][0][1], b[0][0][1])] == full[0][0].tolist()
    assert [max(a[0][1][0], b[0][1][0]), 960.0] == full[0][1].tolist()
    assert {0, 1} >= set(full.end_side[:1].tolist()) | set(full.start_side[1:].tolist())


def test_states_equal_runs_on_views():
    obstructions = Obstructions.from_prisms(
        [
            Prism("a", shapely.box(-40, -20, 0, -10), 0, 20),
            Prism("b", shapely.box(0, -20, 40, -10), 0, 40),
        ]
    )
    receivers = Receivers.from_points([[0, 0, 1], [9, 0, 1]])
    states = [[True, False], [True, True]]
    for mask, lit in zip(
        states,
        lit_intervals_by_state(receivers, obstructions, states, PATH),
        strict=True,
    ):
        alone = lit_intervals(receivers, obstructions.where(mask), PATH)
        assert alone.start.tolist() == lit.start.tolist()
        assert alone.end.tolist() == lit.end.tolist()


def test_columns_equal_single_points():
    rng = np.random.default_rng(7)
    prisms = [
        Prism(f"{i}", shapely.box(x, y, x + 30, y + 12), 0, h)
        for i, (x, y, h) in enumerate(
            zip(
                rng.uniform(-150, 150, 40),
                rng.uniform(-200, -15, 40),
                rng.uniform(10, 99, 40),
                strict=True,
            )
        )
    ]
    obstructions = Obstructions.from_prisms(prisms)
    xy = rng.uniform(-100, 100, (30, 2)) * [1, 0]
    floors = np.arange(20) * 3.0 + 0.9
    columns = Receivers.columns(
        xy, np.arange(31) * 20, np.tile(floors, 30), np.tile([0, -1, 0], (30, 1))
    )
    single = Receivers.from_points(columns.points, np.tile([0, -1, 0], (600, 1)))
    a = lit_intervals(columns, obstructions, PATH)
    b = lit_intervals(single, obstructions, PATH)

    assert a.offsets.tolist() == b.offsets.tolist()
    assert 0.0 == max(np.abs(a.start - b.start).max(), np.abs(a.end - b.end).max())


def test_far_coordinates_change_nothing_beyond_their_rounding():
    block = shapely.box(-20, -30, 20, -20)
    moved = shapely.box(-20 + 5e5, -30 + 4e6, 20 + 5e5, -20 + 4e6)
    here = rows([[0, 0, 1]], Obstructions.from_prisms([Prism("b", block, 0, 40)]))
    there = rows([[5e5, 4e6, 1]], Obstructions.from_prisms([Prism("b", moved, 0, 40)]))

    assert np.allclose(here[0], there[0], atol=1e-6)


@pytest.mark.parametrize("latitude", [-35.0, 5.0, 23.0])
def test_other_latitudes_agree_between_prism_and_mesh(latitude):
    path = sl.sun_path("冬至", latitude=latitude, band=(480, 960))
    points = [[0, 0, 1], [0, -60, 1], [25, -40, 3], [0, -20, 3]]
    prism, mesh = both(-20, -40, 0, 20, -20, 40)

    as_prism = rows(points, prism, path=path)
    assert as_prism == rows(points, mesh, path=path)
    assert any(row != ALL_DAY for row in as_prism)


def test_bad_receivers_are_refused_with_the_row():
    with pytest.raises(sl.InputError, match=r"points\[1\].*finite"):
        Receivers.from_points([[0, 0, 0], [0, np.nan, 0]])


def test_a_top_under_its_base_is_refused_with_the_owner():
    with pytest.raises(sl.InputError, match="above the base"):
        Obstructions.from_prisms([Prism("9#", shapely.box(0, 0, 1, 1), 5, 5)])


@pytest.mark.parametrize("kind", [0, 1])
@pytest.mark.parametrize("band", [(300.0, 1140.0), (540.0, 1140.0)])
def test_a_band_that_touches_the_horizon_is_shaded_like_any_other(kind, band):
    """Where shadows are endless, not one of them was to be seen."""
    wall = both(-400, -12, 0, 400, -10, 4.0)[kind]
    path = sl.sun_path("冬至", latitude=38.42, band=band)
    (found,) = rows([[0, 0, 0]], wall, path=path)

    # over the wall's upper edge 10 m away while the sun is higher than 4 : 10
    sides = path.directions(np.array(found).ravel())
    assert path.lit_band[1] < band[1]
    assert len(found) == 1
    np.testing.assert_allclose(sides[:, 2], -0.4 * sides[:, 1], atol=1e-6)
