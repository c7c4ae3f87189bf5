import numpy as np
import pytest

from sunlight.errors import ImporterError
from sunlight.importers.project_file import read_project
from sunlight.importers.rows import MOST_WINDOWS
from sunlight.kinds import RoomKind
from sunlight.model.tables import ROOM_KINDS

HEAD = """
schema = "sunlight-project/1"
[project]
name = "和平小区"
[site]
north = "true"
height_datum = "1985国家高程基准"
[[buildings]]
id = "3#"
status = "existing"
use = "residential"
zero_level = 800.45
outdoor_ground = 800.0
top_above_zero = 54.0
footprint = [[0, 0], [30, 0], [30, 12], [0, 12]]
"""
STOREYS = "storeys = { count = 18, height = 3.0 }\n"
ROW = """
[[buildings.window_rows]]
facade = "south"
floors = "1-18"
start = 1.0
spacing = 3.6
count = 8
width = 1.5
sill = 0.6
rooms = ["01/bedroom", "01/living", "01/书房:bedroom", "-", "stair", "02/living",
  "02/主卧", "02/kitchen"]
"""


@pytest.fixture
def read(tmp_path):
    def reader(text):
        path = tmp_path / "project.toml"
        path.write_text(text, encoding="utf-8")
        return read_project(path)

    return reader


def window(**fields):
    lines = [f"{name} = {value}" for name, value in fields.items()]
    return "\n[[buildings.windows]]\n" + "\n".join(lines) + "\n"


def one(project, window_id):
    (index,) = np.flatnonzero(project.windows.id == window_id)
    return int(index)


def test_one_line_lays_a_row_of_windows_on_every_storey(read):
    project, _ = read(HEAD + STOREYS + ROW)
    windows = project.windows
    k = one(project, "3#-5-S02")

    assert 8 * 18 == len(windows)
    assert (5, 12.0, 0.6) == (
        windows.floor[k],
        windows.floor_level[k],
        windows.sill_height[k],
    )
    assert [[4.6, 0.0], [6.1, 0.0]] == [
        windows.left[k].tolist(),
        windows.right[k].tolist(),
    ]
    assert "3#-0501/living" == project.rooms.id[windows.room[k]]
    assert not windows.assumed.any()


def test_windows_above_each_other_are_one_column(read):
    project, _ = read(HEAD + STOREYS + ROW)
    windows = project.windows
    first, last = windows.column_offsets[1:3]

    assert list(range(0, 8 * 18 + 1, 18)) == windows.column_offsets.tolist()
    assert list(range(1, 19)) == windows.floor[first:last].tolist()
    assert 1 == len(np.unique(windows.left[first:last], axis=0))


def test_a_row_assigns_rooms_and_households(read):
    project, _ = read(HEAD + STOREYS + ROW)
    rooms, households = project.rooms, project.households
    fifth = np.flatnonzero(rooms.floor == 5)

    assert 36 == len(households)
    assert ["3#-0101", "3#-0102", "3#-0201"] == households.id[:3].tolist()
    assert [
        ("3#-05/stair", -1, RoomKind.STAIR),
        ("3#-0501/bedroom", 8, RoomKind.BEDROOM),
        ("3#-0501/living", 8, RoomKind.LIVING),
        ("3#-0501/书房", 8, RoomKind.BEDROOM),
        ("3#-0502/living", 9, RoomKind.LIVING),
        ("3#-0502/主卧", 9, RoomKind.BEDROOM),
        ("3#-0502/kitchen", 9, RoomKind.KITCHEN),
    ] == [
        (rooms.id[i], int(rooms.household[i]), ROOM_KINDS[rooms.kind[i]]) for i in fifth
    ]
    assert -1 == project.windows.room[one(project, "3#-5-S04")]


def test_the_corner_living_room_has_two_windows(read):
    project, _ = read(
        HEAD
        + STOREYS
        + ROW
        + window(floor=5, facade='"east"', at=1, width=2, sill=0.9, room='"02/living"')
    )
    rooms = project.windows.room

    assert rooms[one(project, "3#-5-S06")] == rooms[one(project, "3#-5-E01")]


def test_numbers_run_from_the_left_as_seen_from_outside(read):
    text = HEAD + STOREYS
    for x in (20.0, 5.0, 12.0):
        text += window(floor=2, left=[x, 0], right=[x + 1, 0], sill=0.9)
        text += window(floor=2, left=[x + 1, 12], right=[x, 12], sill=0.9)
    project, _ = read(text)
    left = {
        i: float(p[0])
        for i, p in zip(project.windows.id, project.windows.left, strict=True)
    }

    assert {
        "3#-2-S01": 5.0,
        "3#-2-S02": 12.0,
        "3#-2-S03": 20.0,
        "3#-2-N01": 21.0,
        "3#-2-N02": 13.0,
        "3#-2-N03": 6.0,
    } == left


def test_a_number_in_the_file_replaces_ours(read):
    project, _ = read(
        HEAD
        + STOREYS
        + window(floor=2, left=[1, 0], right=[2, 0], sill=0.9, id='"C-7"')
        + window(floor=2, left=[3, 0], right=[4, 0], sill=0.9)
    )

    assert ["C-7", "3#-2-S02"] == project.windows.id.tolist()


def test_a_window_near_its_wall_is_moved_onto_it_and_said(read):
    project, findings = read(
        HEAD + STOREYS + window(floor=2, left=[1, -0.02], right=[2.5, 0], sill=0.9)
    )

    assert [[1.0, 0.0]] == project.windows.left.tolist()
    assert ["WINDOW-SNAPPED"] == [f.code for f in findings if "SNAPPED" in f.code]


def test_a_window_off_its_wall_stays_for_the_model_check(read):
    project, findings = read(
        HEAD + STOREYS + window(floor=2, left=[1, -2], right=[2.5, -2], sill=0.9)
    )

    assert [[1.0, -2.0]] == project.windows.left.tolist()
    assert "WINDOW-OFF-WALL" in [f.code for f in findings]


def test_a_facade_is_an_edge_number_or_a_stretch_of_wall(read):
    by_edge = window(floor=1, facade=3, at=2, width=1.5, sill=0.9)
    stretch = "{ from = [26, 12], to = [10, 12] }"
    by_points = window(floor=2, facade=stretch, at=2, width=1.5, sill=0.9)
    project, _ = read(HEAD + STOREYS + by_edge + by_points)

    assert [[28.0, 12.0], [24.0, 12.0]] == project.windows.left.tolist()
    assert ["3#-1-N01", "3#-2-N01"] == project.windows.id.tolist()


def test_windows_of_a_named_body_part_stand_on_its_facade(read):
    project, _ = read(
        HEAD
        + STOREYS
        + """
[[buildings.parts]]
kind = "body"
name = "塔楼"
outline = [[5, 3], [15, 3], [15, 9], [5, 9]]
base_above_roof = 0
top_above_zero = 80
"""
        + window(floor=18, part='"塔楼"', facade='"south"', at=1, width=2, sill=0.9)
    )

    assert [[6.0, 3.0]] == project.windows.left.tolist()


def test_widths_and_places_may_be_given_one_by_one(read):
    project, _ = read(
        HEAD
        + STOREYS
        + """
[[buildings.window_rows]]
facade = "south"
floors = [2, 4]
at = [9.0, 1.0]
width = [1.5, 2.4]
sill = 0.3
"""
    )

    assert [1.5, 1.5, 2.4, 2.4] == project.windows.width.tolist()
    assert ["3#-2-S02", "3#-4-S02", "3#-2-S01", "3#-4-S01"] == (
        project.windows.id.tolist()
    )


PLAN = """
[floor_plans.A]
window_rows = [{ facade = "south", at = [1, 5], width = 2, sill = 0.9, rooms = [
  "01/living", "02/living"] }]
windows = [{ facade = "east", at = 2, width = 1, sill = 0.9, room = "02/bedroom" }]
"""


def test_a_floor_plan_is_repeated_over_storeys(read):
    project, _ = read(
        HEAD.replace("[site]", PLAN + "[site]")
        + STOREYS
        + 'floor_plans = [{ floors = "2-17", plan = "A" }]\n'
    )

    assert (3 * 16, 2 * 16) == (len(project.windows), len(project.households))
    assert (
        "3#-0302/bedroom"
        == project.rooms.id[project.windows.room[one(project, "3#-3-E01")]]
    )


def test_a_floor_plan_may_stand_in_the_building(read):
    project, _ = read(
        HEAD
        + STOREYS
        + """
[[buildings.floor_plans]]
floors = "2,4"
windows = [{ facade = "east", at = 2, width = 1, sill = 0.9 }]
"""
    )

    assert ["3#-2-E01", "3#-4-E01"] == project.windows.id.tolist()


def test_a_duplex_is_one_household_on_two_storeys(read):
    row = (
        '\n[[buildings.window_rows]]\nfacade = "south"\nsill = 0.9\nwidth = 2\n'
        'at = [1]\nrooms = ["01/bedroom"]\n'
    )
    project, _ = read(
        HEAD
        + STOREYS
        + row
        + 'floors = "1,3"\n'
        + row
        + 'floors = "2,4"\nentrance_below = 1\n'
    )

    assert ["3#-0101", "3#-0301"] == project.households.id.tolist()
    assert [
        "3#-0101/bedroom",
        "3#-0101/02-bedroom",
        "3#-0301/bedroom",
        "3#-0301/04-bedroom",
    ] == project.rooms.id.tolist()
    assert [0, 0, 1, 1] == project.rooms.household.tolist()


def test_a_household_id_may_be_given_whole(read):
    below = window(
        floor=5, facade='"south"', at=1, width=2, sill=0.9, room='"01/living"'
    )
    above = window(
        floor=6,
        facade='"south"',
        at=1,
        width=2,
        sill=0.9,
        room='"bedroom"',
        household_id='"3#-0501"',
    )
    for text in (below + above, above + below):
        project, _ = read(HEAD + STOREYS + text)

        assert ["3#-0501"] == project.households.id.tolist()
        assert [5] == project.households.floor.tolist()
        assert ["3#-0501/living", "3#-0501/06-bedroom"] == project.rooms.id.tolist()


def test_listed_households_stand_in_the_table_without_windows(read):
    project, findings = read(
        HEAD
        + STOREYS
        + '[[buildings.households]]\nfloors = "1-2"\nnumbers = ["01", "02"]\n'
        + 'rooms = ["living", "书房:bedroom"]\n'
    )

    assert ["3#-0101", "3#-0102", "3#-0201", "3#-0202"] == (
        project.households.id.tolist()
    )
    assert 8 == len(project.rooms)
    assert "NO-WINDOWS" in [f.code for f in findings]


def test_a_household_that_the_list_lacks_is_an_error(read):
    with pytest.raises(ImporterError, match=r"no household '3#-0503'.*did you mean"):
        read(
            HEAD
            + STOREYS
            + '[[buildings.households]]\nfloors = "5"\nnumbers = ["01", "02"]\n'
            + window(
                floor=5, facade='"south"', at=1, width=2, sill=1, room='"03/living"'
            )
        )


def test_basements_and_floor_levels_are_numbered_without_zero(read):
    project, _ = read(
        HEAD
        + "floor_levels = [-3.0, 0.0, 4.5, 7.4]\nfirst_floor = -1\n"
        + '[[buildings.window_rows]]\nfacade = "south"\nfloors = "-1-3"\nat = [1]\n'
        + 'width = 2\nsill = 0.9\nrooms = ["01/living"]\n'
    )

    assert [-1, 1, 2, 3] == project.windows.floor.tolist()
    assert [-3.0, 0.0, 4.5, 7.4] == project.windows.floor_level.tolist()
    assert "3#-B101" == project.households.id[0]
    assert 3 == project.buildings[0].storeys


def test_the_first_storey_may_be_higher(read):
    project, _ = read(
        HEAD
        + "storeys = { count = 3, height = 3, first_height = 4.2,"
        + " first_floor_level = 0.6 }\n"
        + '[[buildings.window_rows]]\nfacade = "south"\nfloors = "1-3"\nat = [1]\n'
        + "width = 2\nsill = 0.9\n"
    )

    assert pytest.approx([0.6, 4.8, 7.8]) == project.windows.floor_level.tolist()


def test_a_window_without_floor_level_is_kept_and_said(read):
    project, findings = read(
        HEAD + window(floor=5, facade='"south"', at=1, width=2, sill=0.9)
    )

    assert np.isnan(project.windows.floor_level).all()
    assert 1 == [f.code for f in findings].count("WINDOW-FLOOR-LEVEL-MISSING")


def test_a_window_may_bring_its_own_floor_level(read):
    project, findings = read(
        HEAD
        + window(floor=5, facade='"south"', at=1, width=2, sill=0, floor_level=11.8)
    )

    assert [11.8] == project.windows.floor_level.tolist()
    assert "WINDOW-FLOOR-LEVEL-MISSING" not in [f.code for f in findings]


def test_windows_may_name_their_building(read):
    project, _ = read(
        HEAD
        + STOREYS
        + '[[windows]]\nbuilding = "3#"\nfloor = 2\nleft = [1, 0]\nright = [3, 0]\n'
        + "sill = 0.9\n"
    )

    assert ["3#-2-S01"] == project.windows.id.tolist()


def test_a_column_drawn_window_by_window_is_one_column(read):
    text = HEAD + STOREYS
    for floor in (3, 1, 2):
        text += window(floor=floor, left=[1, 0], right=[3, 0], sill=0.9)
    project, _ = read(text)

    assert [0, 3] == project.windows.column_offsets.tolist()
    assert [1, 2, 3] == project.windows.floor.tolist()


@pytest.mark.parametrize(
    "row",
    [
        'floors = "1-18"\nstart = 0\nspacing = 0.00001\ncount = 600000\n',
        'floors = "1-10000000"\nstart = 1\ncount = 1\n',
    ],
)
def test_ten_million_windows_are_refused_before_they_are_laid(read, row):
    with pytest.raises(ImporterError, match=f"allowed are {MOST_WINDOWS:,}") as error:
        read(
            HEAD
            + STOREYS
            + '[[buildings.window_rows]]\nfacade = "south"\nwidth = 1\nsill = 0.9\n'
            + row
        )

    assert "buildings[0].window_rows[0]" == error.value.where


def test_an_estate_without_windows_is_read_and_said(read):
    project, findings = read(HEAD + STOREYS)

    assert (0, [0]) == (len(project.windows), project.windows.column_offsets.tolist())
    assert "NO-WINDOWS" in [f.code for f in findings]
