"""Regular windows on meshes: on real walls only, facing out, the same as on prisms."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box
from shapely.affinity import rotate

from sunlight.errors import InputError
from sunlight.importers.regular_windows import (
    buildings_without_windows,
    lay_regular_windows,
)
from sunlight.importers.regular_windows_spec import (
    RegularWindowsSpec,
    add_regular_windows,
)
from sunlight.kinds import Status, Use
from sunlight.model.empty import no_households, no_rooms, no_windows
from sunlight.model.project import Building, Part, Project, Site


def laid(*parts, zero=0.0, storeys=0, **options):
    """Windows on one building."""
    one = Building(
        id="1#",
        status=Status.EXISTING,
        use=Use.UNKNOWN,
        zero_level=zero,
        outdoor_ground=zero,
        parts=parts,
        storeys=storeys,
    )
    project = Project(
        name="test",
        site=Site(latitude=38.42, longitude=112.73),
        buildings=(one,),
        windows=no_windows(),
        rooms=no_rooms(),
        households=no_households(),
    )
    return lay_regular_windows(project, **options).windows


def mesh(vertices, faces, polygon):
    vertices = np.asarray(vertices, dtype=float)
    return Part(
        polygon=polygon,
        base=vertices[:, 2].min(),
        top=vertices[:, 2].max(),
        vertices=vertices,
        faces=np.asarray(faces),
    )


def block(polygon, base, top):
    """Closed mesh of a prism, its faces looking outward."""
    ring = np.asarray(shapely.orient_polygons(polygon).exterior.coords)[:-1]
    count = len(ring)
    vertices = [(x, y, z) for z in (base, top) for x, y in ring.tolist()]
    number = {place: k for k, place in enumerate(vertices)}
    faces = []
    for k in range(count):
        after = (k + 1) % count
        faces += [[k, after, count + after], [k, count + after, count + k]]
    for triangle in shapely.constrained_delaunay_triangles(polygon).geoms:
        corners = np.asarray(shapely.orient_polygons(triangle).exterior.coords)[:3]
        faces.append([number[(x, y, top)] for x, y in corners.tolist()])
        faces.append([number[(x, y, base)] for x, y in corners[::-1].tolist()])
    return mesh(vertices, faces, polygon)


def prism(polygon, base, top):
    return Part(polygon=polygon, base=base, top=top)


GABLED = np.array(
    [
        (0, 0, 0), (10.8, 0, 0), (10.8, 10.8, 0), (0, 10.8, 0),
        (0, 0, 6), (10.8, 0, 6), (10.8, 10.8, 6), (0, 10.8, 6),
        (0, 5.4, 12), (10.8, 5.4, 12),
    ]
)  # fmt: skip
GABLED_FACES = [
    (0, 2, 1), (0, 3, 2), (0, 1, 5), (0, 5, 4), (2, 3, 7), (2, 7, 6), (1, 2, 6),
    (1, 6, 5), (5, 6, 9), (3, 0, 4), (3, 4, 7), (7, 4, 8), (4, 5, 9), (4, 9, 8),
    (6, 7, 8), (6, 8, 9),
]  # fmt: skip


def gabled(*, ridge):
    """House 10.8 m square, eaves at 6 m, ridge at 12 m between its two gables."""
    vertices = GABLED
    if ridge == "north-south":
        x, y, z = GABLED.T
        vertices = np.column_stack([10.8 - y, x, z])
    return mesh(vertices, GABLED_FACES, box(0, 0, 10.8, 10.8))


def places(windows):
    """Sill ends and floors as a sorted list."""
    rows = np.column_stack([windows.left, windows.right, windows.floor])
    return sorted(np.round(rows, 6).tolist())


def facing(windows, octant):
    """Floor and place along the wall of the windows to one side."""
    chosen = [f"-{octant}" in name for name in windows.id]
    middle = (windows.left + windows.right)[chosen] / 2
    axis = 0 if octant in "NS" else 1
    return sorted(
        zip(windows.floor[chosen].tolist(), middle[:, axis].round(3), strict=True)
    )


L_SHAPE = Polygon([(0, 0), (16, 0), (16, 8), (8, 8), (8, 16), (0, 16)])


@pytest.mark.parametrize(
    ("outline", "top"),
    [
        (box(0, 0, 10, 5), 6.0),
        (L_SHAPE, 9.5),
        (box(0.1, 0, 0.1 + 5 * 3.6, 12), 5 * 3.6),
        (rotate(L_SHAPE, 27), 12.0),
    ],
)
def test_a_flat_roofed_mesh_has_the_windows_of_its_prism(outline, top):
    assert places(laid(prism(outline, 0, top))) == places(laid(block(outline, 0, top)))


def test_storeys_said_count_on_meshes_too():
    windows = laid(block(box(0, 0, 10, 5), 0, 6.0), storeys=1)

    assert set(windows.floor.tolist()) == {1}


def test_floors_are_counted_from_the_zero_level():
    windows = laid(block(box(0, 0, 10, 5), 799.55, 806.0), zero=800.0)

    assert set(windows.floor.tolist()) == {1, 2}
    assert set(windows.floor_level.tolist()) == {0.0, 3.0}


@pytest.mark.parametrize(
    ("ridge", "gables", "eaves"),
    [("east-west", "EW", "NS"), ("north-south", "NS", "EW")],
)
def test_a_gable_has_only_windows_whose_sill_lies_on_it(ridge, gables, eaves):
    windows = laid(gabled(ridge=ridge))
    # Three to a storey, in the middle of bays at 1.8, 5.4 and 9.0 m. The gable is
    # 10.8 m wide at 6 m and ends at 12 m: its third storey has its sill at 6.9 m and
    # needs wall up to 7.4 m, where it is 8.28 m wide: from 1.26 to 9.54 m. A window
    # from 1.05 to 2.55 m does not fit. The fourth, at 10.4 m, is 2.88 m wide.
    low = [(floor, at) for floor in (1, 2) for at in (1.8, 5.4, 9.0)]

    for octant in eaves:
        assert facing(windows, octant) == low
    for octant in gables:
        assert facing(windows, octant) == [*low, (3, 5.4), (4, 5.4)]


def test_a_party_wall_has_windows_only_above_the_lower_part():
    high = block(box(0, 0, 10.8, 10.8), 0, 12)
    low = block(box(10.8, 0, 21.6, 7.2), 0, 6)
    windows = laid(high, low)

    # the low part covers 7.2 m of the east wall up to 6 m; 3.6 m stay free
    assert [pair for pair in facing(windows, "W") if pair[0] > 2] == [
        (floor, at) for floor in (3, 4) for at in (1.8, 5.4, 9.0)
    ]
    assert len(facing(windows, "W")) == 4 * 3  # none in the low part's own west wall
    high_east = np.isclose(windows.left[:, 0], 10.8) & np.isclose(
        windows.right[:, 0], 10.8
    )
    by_floor = [
        sorted(windows.left[high_east & (windows.floor == f), 1].round(3).tolist())
        for f in (1, 2, 3, 4)
    ]
    assert by_floor == [[8.25], [8.25], [1.05, 4.65, 8.25], [1.05, 4.65, 8.25]]


def test_a_part_that_cuts_into_another_covers_its_wall():
    high = block(box(0, 0, 10.8, 10.8), 0, 6)
    deep = block(box(7.2, -3.0, 21.6, 13.8), 0, 6)  # over the whole east wall
    windows = laid(high, deep)
    inner = np.isclose(windows.left[:, 0], 10.8) & np.isclose(windows.right[:, 0], 10.8)

    assert not inner.any()


def test_a_prism_against_a_mesh_covers_its_wall():
    low = prism(box(10.8, 0, 21.6, 10.8), 0, 6)
    windows = laid(block(box(0, 0, 10.8, 10.8), 0, 9), low)
    shared = np.isclose(windows.left[:, 0], 10.8) & np.isclose(
        windows.right[:, 0], 10.8
    )
    east = shared & (windows.right[:, 1] > windows.left[:, 1])

    assert set(windows.floor[east].tolist()) == {3}


def test_an_inverted_mesh_faces_outward_all_the_same():
    part = block(L_SHAPE, 0, 9)
    turned = mesh(part.vertices, part.faces[:, ::-1], part.polygon)

    assert places(laid(part)) == places(laid(turned))


def test_an_open_mesh_faces_away_from_its_outline():
    part = block(L_SHAPE, 0, 9)
    corners = part.vertices[part.faces]
    sides = np.ptp(corners[:, :, 2], axis=1) > 0  # no roof, no floor
    faces = part.faces[sides].copy()
    faces[::2] = faces[::2, ::-1]  # and every second triangle turned round
    shell = mesh(part.vertices, faces, part.polygon)

    assert places(laid(part)) == places(laid(shell))


def test_partitions_of_an_open_mesh_have_no_windows():
    part = block(box(0, 0, 20, 10), 0, 3)
    inside = np.array([(10, 0, 0), (10, 10, 0), (10, 10, 3), (10, 0, 3)], dtype=float)
    vertices = np.vstack([part.vertices, inside])
    first = len(part.vertices)
    faces = np.vstack([part.faces, first + np.array([(0, 1, 2), (0, 2, 3)])])

    assert places(laid(part)) == places(laid(mesh(vertices, faces, part.polygon)))


def test_a_leaning_wall_has_no_windows():
    part = block(box(0, 0, 10, 10), 0, 6)
    vertices = part.vertices.copy()
    vertices[vertices[:, 2] > 3, 1] += 2.0  # the top is 2 m farther north
    windows = laid(mesh(vertices, part.faces, box(0, 0, 10, 12)))

    assert {name[5] for name in windows.id} == {"E", "W"}


def test_numbers_go_on_from_prisms_to_meshes():
    windows = laid(prism(box(0, 0, 4, 4), 0, 3), block(box(20, 0, 24, 4), 0, 3))

    assert windows.id.tolist() == [
        "1#-1-E01", "1#-1-N01", "1#-1-W01", "1#-1-S01",
        "1#-1-N02", "1#-1-E02", "1#-1-S02", "1#-1-W02",
    ]  # fmt: skip


def test_buildings_with_windows_can_be_left_alone():
    def building(own_id, x):
        return Building(
            id=own_id,
            status=Status.EXISTING,
            use=Use.UNKNOWN,
            zero_level=0.0,
            outdoor_ground=0.0,
            parts=(block(box(x, 0, x + 4, 4), 0, 3),),
        )

    project = Project(
        name="test",
        site=Site(latitude=38.42, longitude=112.73),
        buildings=(building("1#", 0), building("2#", 10)),
        windows=no_windows(),
        rooms=no_rooms(),
        households=no_households(),
    )
    once = lay_regular_windows(project, buildings=["1#"])

    assert buildings_without_windows(once) == ["2#"]
    twice = lay_regular_windows(once, buildings=buildings_without_windows(once))
    assert len(twice.windows) == 8
    assert buildings_without_windows(twice) == []


@given(
    angle=st.floats(0, 360),
    width=st.floats(4, 40),
    depth=st.floats(4, 40),
    top=st.floats(3, 30),
    x=st.floats(-5e3, 5e3),
)
def test_windows_of_a_turned_block_lie_on_its_walls_and_look_out(
    angle, width, depth, top, x
):
    outline = rotate(box(x, 0, x + width, depth), angle)
    windows = laid(block(outline, 0, top))
    across = windows.right - windows.left
    outward = np.column_stack([across[:, 1], -across[:, 0]]) / 1.5
    middle = (windows.left + windows.right) / 2

    assert len(laid(prism(outline, 0, top))) == len(windows)
    ends = shapely.points(np.vstack([windows.left, windows.right]))
    assert (shapely.distance(outline.exterior, ends) < 1e-3).all()
    assert not shapely.contains_xy(outline, *(middle + 0.1 * outward).T).any()
    assert shapely.contains_xy(outline, *(middle - 0.1 * outward).T).all()


def test_a_table_lays_windows_where_there_are_none_and_says_so():
    def building(own_id, x, *, size=4.0, outline=True, zero=0.0):
        part = block(box(x, 0, x + size, size), 0, 3)
        if not outline:
            part = mesh(part.vertices, part.faces, None)
        return Building(
            id=own_id,
            status=Status.EXISTING,
            use=Use.UNKNOWN,
            zero_level=zero,
            outdoor_ground=0.0,
            parts=(part,),
            element=f"element of {own_id}",
        )

    project = Project(
        name="test",
        site=Site(latitude=38.42, longitude=112.73),
        buildings=(
            building("drawn", 0),
            building("bare", 10),
            building("hut", 20, size=3.0),
            building("no outline", 30, outline=False),
            building("no level", 40, zero=float("nan")),
        ),
        windows=no_windows(),
        rooms=no_rooms(),
        households=no_households(),
    )
    drawn = lay_regular_windows(project, buildings=["drawn"], spacing=2.0)
    told, findings = add_regular_windows(drawn, RegularWindowsSpec())
    by_code = {f.code: f for f in findings}

    assert len(told.windows) == len(drawn.windows) + 4
    assert by_code["REGULAR-WINDOWS-ASSUMED"].found == "4"
    assert by_code["REGULAR-WINDOWS-ASSUMED"].elements == ("element of bare",)
    assert by_code["REGULAR-WINDOWS-NONE"].elements == ("element of hut",)
    assert by_code["REGULAR-WINDOWS-IMPOSSIBLE"].elements == (
        "element of no outline",
        "element of no level",
    )
    with pytest.raises(InputError, match="no building 'gone'"):
        add_regular_windows(drawn, RegularWindowsSpec(buildings=["gone"]))
