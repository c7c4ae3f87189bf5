"""Windows of LoD3: on the outer wall face, as seen from outside, at their sill."""

import numpy as np
import pytest

from sunlight.importers.city.cityjson import read_cityjson
from sunlight.importers.city.options import CityOptions
from sunlight.importers.city.window_rows import storey_at
from sunlight.model.validate import check_project


def rectangle(x, z, y=0.0):
    """Corners of an upright rectangle that looks south, counter-clockwise."""
    return [[x[0], y, z[0]], [x[1], y, z[0]], [x[1], y, z[1]], [x[0], y, z[1]]]


def house(
    made,
    windows,
    *,
    kind="Window",
    turn=False,
    one_surface=False,
    recess=0.0,
    wall=True,
):
    """Box of 10 by 8 by 9 m with windows (x, z) cut through its south wall."""
    faces = made.box(size=(10.0, 8.0, 9.0))
    rings, panes = [], []
    for x, z in windows:
        hole = made.add_corners(rectangle(x, z))
        pane = made.add_corners(rectangle(x, z, recess))
        rings.append([hole + i for i in (3, 2, 1, 0)])
        panes.append([pane + i for i in ((3, 2, 1, 0) if turn else (0, 1, 2, 3))])
    faces["south"] = faces["south"] + rings
    if not wall:
        del faces["south"]
    solid = made.solid(faces)
    surfaces = solid["semantics"]["surfaces"]
    values = solid["semantics"]["values"][0]
    for number, pane in enumerate(panes):
        if number == 0 or not one_surface:
            surfaces.append({"type": kind, "id": f"W{number}"})
        solid["boundaries"][0].append([pane])
        values.append(len(surfaces) - 1)
    return solid


def read(made, folder, **options):
    return read_cityjson(made.write(folder), options=CityOptions(**options))


def test_a_window_is_placed_as_seen_from_outside(model, tmp_path):
    made = model()
    made.add("B1", house(made, [((3.0, 4.5), (4.0, 5.5))]))

    project, findings = read(made, tmp_path)
    windows = project.windows

    assert ["B1-2-S01"] == windows.id.tolist()
    assert ["W0"] == windows.element.tolist()
    np.testing.assert_allclose(windows.left, [[3.0, 0.0]], atol=1e-9)
    np.testing.assert_allclose(windows.right, [[4.5, 0.0]], atol=1e-9)
    assert ([2], [3.0], [-1]) == (
        windows.floor.tolist(),
        windows.floor_level.tolist(),
        windows.room.tolist(),
    )
    np.testing.assert_allclose(windows.sill_height, [1.0])
    assert not windows.assumed.any()
    found = {f.code for f in check_project(project)}
    assert not {c for c in found if c.startswith("WINDOW")}
    assert "WINDOW-STOREY-ASSUMED" in {f.code for f in findings}


def test_a_recessed_window_comes_to_the_face_of_its_wall(model, tmp_path):
    made = model()
    made.add("B1", house(made, [((3.0, 4.5), (4.0, 5.5))], recess=0.12))

    project, _ = read(made, tmp_path)

    np.testing.assert_allclose(project.windows.left, [[3.0, 0.0]], atol=1e-9)


def test_a_window_that_looks_in_is_turned(model, tmp_path):
    made = model()
    made.add("B1", house(made, [((3.0, 4.5), (4.0, 5.5))], turn=True))

    project, findings = read(made, tmp_path)

    np.testing.assert_allclose(project.windows.left, [[3.0, 0.0]], atol=1e-9)
    (one,) = [
        f for f in findings if f.code in ("FACES-TURNED", "WINDOW-TURNED-OUTWARD")
    ]
    assert one.elements in (("B1",), ("W0",))


def test_a_lone_window_that_looks_in_is_turned_by_where_its_building_is(
    model, tmp_path
):
    made = model()
    made.add("B1", house(made, [((3.0, 4.5), (4.0, 5.5))], turn=True, wall=False))

    project, findings = read(made, tmp_path)

    np.testing.assert_allclose(project.windows.left, [[3.0, 0.0]], atol=1e-9)
    (one,) = [f for f in findings if f.code == "WINDOW-TURNED-OUTWARD"]
    assert ("W0",) == one.elements


def test_a_window_without_wall_stays_in_its_plane(model, tmp_path):
    made = model()
    solid = house(made, [((3.0, 4.5), (4.0, 5.5))], recess=0.12, wall=False)
    made.add("B1", solid)

    project, findings = read(made, tmp_path)

    np.testing.assert_allclose(project.windows.left, [[3.0, 0.12]], atol=1e-9)
    assert "WINDOW-WALL-UNKNOWN" in {f.code for f in findings}


def test_one_surface_for_two_windows_makes_two(model, tmp_path):
    made = model()
    two = [((1.0, 2.5), (1.0, 2.4)), ((1.0, 2.5), (4.0, 5.4))]
    made.add("B1", house(made, two, one_surface=True))

    project, _ = read(made, tmp_path)
    windows = project.windows

    assert ["B1-1-S01", "B1-2-S01"] == windows.id.tolist()
    assert [0, 2] == windows.column_offsets.tolist()
    np.testing.assert_allclose(windows.sill_height, [1.0, 1.0])


def test_windows_beside_each_other_are_numbered_from_the_left(model, tmp_path):
    made = model()
    row = [((6.0, 7.5), (1.0, 2.4)), ((1.0, 2.5), (1.0, 2.4))]
    made.add("B1", house(made, row))

    windows = read(made, tmp_path)[0].windows

    assert ["B1-1-S01", "B1-1-S02"] == windows.id.tolist()
    assert [1.0, 6.0] == windows.left[:, 0].round(9).tolist()
    assert ["W1", "W0"] == windows.element.tolist()


def test_doors_are_counted_and_no_windows(model, tmp_path):
    made = model()
    made.add("B1", house(made, [((3.0, 4.5), (0.1, 2.1))], kind="Door"))

    project, findings = read(made, tmp_path)

    assert 0 == len(project.windows)
    (door,) = [f for f in findings if f.code == "DOOR-LEFT-OUT"]
    assert ("W0",) == door.elements


def test_a_light_in_the_roof_is_told_apart(model, tmp_path):
    made = model()
    solid = house(made, [])
    first = made.add_corners([[2, 2, 9], [3, 2, 9], [3, 3, 9], [2, 3, 9]])
    solid["boundaries"][0].append([[first + i for i in range(4)]])
    solid["semantics"]["surfaces"].append({"type": "Window", "id": "sky"})
    solid["semantics"]["values"][0].append(6)
    made.add("B1", solid)

    project, findings = read(made, tmp_path)

    assert 0 == len(project.windows)
    (light,) = [f for f in findings if f.code == "ROOF-LIGHT"]
    assert ("sky",) == light.elements


def test_a_sill_board_a_hair_too_high_does_not_hide_the_sky(model, tmp_path):
    made = model()
    solid = house(made, [((3.0, 4.5), (4.0, 5.5))])
    made.document["transform"]["scale"] = [0.0001] * 3
    made.document["vertices"] = [[10 * v for v in c] for c in made.document["vertices"]]
    first = len(made.document["vertices"])
    for x, y in ((29000, -3000), (46000, -3000), (46000, 0), (29000, 0)):
        made.document["vertices"].append([x, y, 40002])  # 0.02 mm above the sill
    solid["boundaries"][0].append([[first, first + 1, first + 2, first + 3]])
    solid["semantics"]["values"][0].append(None)
    made.add("B1", solid)

    project, findings = read(made, tmp_path)

    assert ("W0",) == next(f for f in findings if f.code == "SILL-SET-CLEAR").elements
    np.testing.assert_allclose(project.windows.sill_height, [1.001], atol=1e-9)
    np.testing.assert_allclose(project.windows.left, [[3.001, -0.001]], atol=1e-9)


@pytest.mark.parametrize(
    ("above", "heights", "number", "level"),
    [
        (0.9, [], 1, 0.0),
        (2.94, [], 1, 0.0),
        (2.96, [], 2, 3.0),
        (15.9, [], 6, 15.0),
        (-0.04, [], 1, 0.0),
        (-0.5, [], -1, -3.0),
        (-3.5, [], -2, -6.0),
        (5.0, [4.5, 3.3], 2, 4.5),
        (11.2, [4.5, 3.3], 4, 11.1),
    ],
)
def test_storeys_are_counted_from_the_sill(above, heights, number, level):
    storey = storey_at(above, heights, 3.0)

    assert (number, pytest.approx(level)) == (storey.number, storey.level)
