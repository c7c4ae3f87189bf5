"""Windows of a drawing: lines and blocks on walls, floor over floor."""

import numpy as np
import pytest

from sunlight.importers.dxf.windows import floors_of


@pytest.fixture
def plan(drawing):
    drawing.box(thickness=9.0)  # three storeys, 30 m by 12 m
    return drawing


def add_block(plan, at, *, name="C1815", attributes=None, depth=0.24, **how):
    if name not in plan.doc.blocks:
        block = plan.doc.blocks.new(name)
        plan.outline([(0, 0), (1.8, 0), (1.8, depth), (0, depth)], "0", space=block)
    insert = plan.space.add_blockref(name, at, dxfattribs={"layer": "窗", **how})
    for tag, text in (attributes or {}).items():
        insert.add_attrib(tag, text, at)
    return insert


def test_a_line_on_the_south_wall_is_a_window_on_every_floor(plan, the_finding):
    line = plan.line((6.8, 0), (5.0, 0), layer="WINDOW")
    project, findings = plan.read()
    windows = project.windows

    assert [1, 2, 3] == windows.floor.tolist()
    assert [0.0, 3.0, 6.0] == windows.floor_level.tolist()
    assert [0.9] * 3 == windows.sill_height.tolist()
    # from outside, looking north at a south wall, left is west
    assert [[5.0, 0.0]] * 3 == windows.left.tolist()
    np.testing.assert_allclose(windows.right, [[6.8, 0.0]] * 3, atol=1e-9)
    assert [0, 3] == windows.column_offsets.tolist()
    assert windows.assumed.all()
    assert [line.dxf.handle] * 3 == windows.element.tolist()
    handle = project.buildings[0].id
    assert [f"{handle}-{f}-S01" for f in (1, 2, 3)] == windows.id.tolist()
    assert (line.dxf.handle,) == the_finding(findings, "WINDOWS-ASSUMED").elements


@pytest.mark.parametrize(
    ("line", "left", "right"),
    [
        (((30, 3), (30, 5)), (30, 3), (30, 5)),  # east: left is south
        (((5, 12), (7, 12)), (7, 12), (5, 12)),  # north: left is east
        (((0, 3), (0, 5)), (0, 5), (0, 3)),  # west: left is north
    ],
)
def test_left_and_right_are_seen_from_outside(plan, line, left, right):
    plan.line(*line, layer="窗")
    windows = plan.read()[0].windows

    assert (left, right) == (tuple(windows.left[0]), tuple(windows.right[0]))


def test_a_window_a_little_off_is_moved_onto_the_wall(plan):
    plan.line((5, 0.04), (6.8, 0.03), layer="窗")
    windows = plan.read()[0].windows

    assert [0.0, 0.0] == [windows.left[0, 1], windows.right[0, 1]]


def test_a_window_off_every_wall_is_left_out(plan, the_finding):
    plan.line((5, 0), (6.8, 0), layer="窗")
    inside = plan.line((5, 6), (6.8, 6), layer="窗")
    beside = plan.line((29, 0), (31, 0), layer="窗")
    project, findings = plan.read()

    assert 3 == len(project.windows)
    assert (inside.dxf.handle, beside.dxf.handle) == the_finding(
        findings, "WINDOW-OFF-OUTLINES"
    ).elements


def test_the_four_lines_of_a_window_are_one_window(plan, codes):
    for y in (0.0, 0.08, 0.16, 0.24):
        plan.line((5, y), (6.8, y), layer="窗")
    project, findings = plan.read()

    assert 3 == len(project.windows)
    assert "WINDOW-LINES-MERGED" in codes(findings)
    assert "WINDOW-OFF-OUTLINES" not in codes(findings)


def test_a_closed_symbol_lies_with_its_outer_side_on_the_wall(plan):
    plan.outline([(5, 11.76), (6.8, 11.76), (6.8, 12), (5, 12)], "窗")
    windows = plan.read()[0].windows

    np.testing.assert_allclose(windows.left, [[6.8, 12.0]] * 3, atol=1e-9)


@pytest.mark.parametrize(
    ("how", "at", "left", "right"),
    [
        ({}, (5, 0), (5, 0), (6.8, 0)),
        ({"rotation": 90.0}, (30, 4), (30, 4), (30, 5.8)),
        ({"xscale": -1.0}, (6.8, 0), (5, 0), (6.8, 0)),
        ({"xscale": 2.0}, (5, 0), (5, 0), (8.6, 0)),
    ],
)
def test_a_block_is_a_window_where_it_is_put(plan, how, at, left, right):
    add_block(plan, at, **how)
    windows = plan.read()[0].windows

    assert (*left, *right) == pytest.approx((*windows.left[0], *windows.right[0]))


def test_attributes_say_floors_sill_and_number(plan, codes):
    add_block(plan, (5, 0), attributes={"楼层": "1", "窗台高": "600", "编号": "C-1"})
    project, findings = plan.read()
    windows = project.windows

    assert [1] == windows.floor.tolist()
    assert [0.6] == windows.sill_height.tolist()
    assert [f"{project.buildings[0].id}-1-C-1"] == windows.id.tolist()
    assert not windows.assumed.any()
    assert "WINDOWS-ASSUMED" not in codes(findings)


def test_a_level_of_the_floor_may_be_given(plan):
    add_block(
        plan, (5, 0), attributes={"FLOOR": "2", "SILL": "0.9", "FLOOR_LEVEL": "3.3"}
    )
    windows = plan.read()[0].windows

    assert ([3.3], [False]) == (windows.floor_level.tolist(), windows.assumed.tolist())


def test_options_say_what_windows_do_not(plan):
    plan.line((5, 0), (6.8, 0), layer="窗")
    windows = plan.read(window_floors="2-3", window_sill=0.5, storey_height=2.8)[
        0
    ].windows

    assert [2, 3] == windows.floor.tolist()
    assert [2.8, 5.6] == windows.floor_level.tolist()
    assert [0.5, 0.5] == windows.sill_height.tolist()


def test_a_window_at_an_elevation_stands_on_that_floor_only(plan):
    plan.line((5, 0, 3.9), (6.8, 0, 3.9), layer="窗")
    windows = plan.read()[0].windows

    assert ([2], [3.0]) == (windows.floor.tolist(), windows.floor_level.tolist())
    assert [0.9] == pytest.approx(windows.sill_height.tolist())


def test_windows_of_one_wall_are_numbered_from_the_left(plan):
    plan.line((20, 0), (22, 0), layer="窗")
    plan.line((5, 0), (7, 0), layer="窗")
    plan.line((5, 12), (7, 12), layer="窗")
    windows = plan.read(window_floors="1")[0].windows
    places = {
        name.rpartition("-")[2]: left.tolist()
        for name, left in zip(windows.id, windows.left, strict=True)
    }

    assert {"S01": [5, 0], "S02": [20, 0], "N01": [7, 12]} == places


def test_windows_on_a_turned_building_in_a_block(drawing):
    block = drawing.doc.blocks.new("楼")
    drawing.outline([(0, 0), (30, 0), (30, 12), (0, 12)], "0", space=block, thickness=9)
    block.add_line((5, 0), (6.8, 0), dxfattribs={"layer": "窗"})
    drawing.space.add_blockref(
        "楼", (100, 0), dxfattribs={"layer": "建筑", "rotation": 15.0}
    )
    windows = drawing.read()[0].windows
    turn = np.radians(15.0)

    assert 3 == len(windows)
    assert [100 + 5 * np.cos(turn), 5 * np.sin(turn)] == pytest.approx(windows.left[0])
    assert [1.8] * 3 == pytest.approx(windows.width.tolist())


def test_a_window_without_width_is_left_out(plan, codes):
    plan.line((5, 0), (5.01, 0), layer="窗")
    _, findings = plan.read()

    assert "WINDOW-UNREADABLE" in codes(findings)


@pytest.mark.parametrize(
    ("text", "floors"),
    [("", []), ("3", [3]), ("1-3", [1, 2, 3]), ("1~2,5", [1, 2, 5]), ("3至4层", [3, 4]),
     ("1-999999", list(range(1, 201))), ("标准层", [])],
)  # fmt: skip
def test_floors_of_a_text(text, floors):
    assert floors == floors_of(text)
