"""Regular windows: where they are laid, how they are numbered, what is refused."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from shapely import Point, Polygon, box
from shapely.affinity import rotate

from sunlight.errors import GeometryError, InputError
from sunlight.importers.geojson import read_geojson
from sunlight.importers.regular_windows import lay_regular_windows
from sunlight.kinds import PartKind, Status, Use
from sunlight.model.empty import no_households, no_rooms, no_windows
from sunlight.model.project import Building, Part, Project, Site


def building(own_id="1#", *parts, storeys=0, zero=0.0):
    return Building(
        id=own_id,
        status=Status.EXISTING,
        use=Use.UNKNOWN,
        zero_level=zero,
        outdoor_ground=zero,
        parts=parts or (Part(polygon=box(0, 0, 10, 5), base=zero, top=zero + 6.0),),
        storeys=storeys,
    )


def project(*buildings):
    return Project(
        name="test",
        site=Site(latitude=38.42, longitude=112.73),
        buildings=buildings or (building(),),
        windows=no_windows(),
        rooms=no_rooms(),
        households=no_households(),
    )


def test_a_facade_holds_as_many_windows_as_whole_spacings():
    windows = lay_regular_windows(project()).windows  # 10 m: 2, 5 m: 1; two storeys

    assert windows.id.tolist() == [
        "1#-1-E01", "1#-2-E01",
        "1#-1-N01", "1#-2-N01", "1#-1-N02", "1#-2-N02",
        "1#-1-W01", "1#-2-W01",
        "1#-1-S01", "1#-2-S01", "1#-1-S02", "1#-2-S02",
    ]  # fmt: skip


def test_windows_are_centred_and_run_from_the_left():
    windows = lay_regular_windows(project()).windows
    south = [str(i).startswith("1#-1-S") for i in windows.id]
    north = [str(i).startswith("1#-1-N") for i in windows.id]

    # 10 - 2 * 3.6 = 2.8 left over; middles at 1.4 + 1.8 = 3.2 and 6.8 from the left
    np.testing.assert_allclose(windows.left[south], [[2.45, 0], [6.05, 0]])
    np.testing.assert_allclose(windows.right[south], [[3.95, 0], [7.55, 0]])
    np.testing.assert_allclose(windows.left[north], [[7.55, 5], [3.95, 5]])
    np.testing.assert_allclose(windows.width, 1.5)


def test_columns_stand_floor_over_floor():
    windows = lay_regular_windows(project()).windows

    assert windows.column_offsets.tolist() == [0, 2, 4, 6, 8, 10, 12]
    assert windows.floor.tolist() == [1, 2] * 6
    assert windows.floor_level.tolist() == [0.0, 3.0] * 6
    assert set(windows.sill_height.tolist()) == {0.9}
    assert (windows.left[0::2] == windows.left[1::2]).all()


def test_windows_are_assumed_and_belong_to_no_room():
    windows = lay_regular_windows(project()).windows

    assert windows.assumed.all()
    assert (windows.room == -1).all()


def test_whole_spacings_are_counted_despite_rounding():
    block = building("1#", Part(polygon=box(0.1, 0, 0.1 + 5 * 3.6, 2), base=0, top=3.0))
    windows = lay_regular_windows(project(block)).windows

    assert len(windows) == 10


def test_a_facade_shorter_than_the_spacing_gets_none():
    hut = building("hut", Part(polygon=box(0, 0, 3.5, 3.5), base=0, top=3.0))

    assert len(lay_regular_windows(project(hut)).windows) == 0


def test_the_sequence_goes_on_over_facades_of_one_octant():
    step = Polygon([(0, 0), (8, 0), (8, 4), (16, 4), (16, 12), (0, 12)])
    windows = lay_regular_windows(
        project(building("1#", Part(polygon=step, base=0, top=3.0)))
    ).windows
    south = [i for i in windows.id if "-S" in i]

    assert south == ["1#-1-S01", "1#-1-S02", "1#-1-S03", "1#-1-S04"]
    assert windows.left[[i in south for i in windows.id]][:, 1].tolist() == [0, 0, 4, 4]


def test_courtyards_get_windows_too():
    yard = Polygon(box(0, 0, 20, 20).exterior, [box(5, 5, 15, 15).exterior.coords])
    windows = lay_regular_windows(
        project(building("1#", Part(polygon=yard, base=0, top=3.0)))
    ).windows

    assert len(windows) == 4 * 5 + 4 * 2


@pytest.mark.parametrize(
    ("height", "said", "expected"),
    [
        (5.99, 0, 1),
        (6.0, 0, 2),
        (5 * 3.6, 0, 6),
        (6.0, 1, 1),
        (6.0, 2, 2),
        (5.5, 2, 2),  # as said: its upper sill is at 3.9
        (3.9, 2, 1),  # as said, but the upper sill would lie on the top
        (2.0, 0, 0),
    ],
)
def test_storeys_are_those_said_or_those_that_fit(height, said, expected):
    block = building(
        "1#", Part(polygon=box(0, 0, 10, 1), base=0, top=height), storeys=said
    )
    windows = lay_regular_windows(project(block)).windows

    assert len(windows) == 4 * expected


def test_floor_levels_are_relative_to_the_zero_level():
    block = building(zero=812.3)
    windows = lay_regular_windows(project(block)).windows

    assert windows.floor_level.tolist() == [0.0, 3.0] * 6


def test_a_tower_on_a_podium_starts_above_it():
    podium = Part(polygon=box(0, 0, 10, 10), base=0.0, top=7.0)
    tower = Part(polygon=box(0, 0, 5, 5), base=7.0, top=16.0)
    windows = lay_regular_windows(project(building("1#", podium, tower))).windows
    on_tower = np.diff(windows.column_offsets)[8:]  # after 4 walls of 2 on the podium

    # storeys of 3 m lie at 0, 3, 6 | 9, 12: the tower has the 4th and 5th
    assert windows.floor[16:].tolist() == [4, 5] * 4
    assert on_tower.tolist() == [2, 2, 2, 2]
    assert windows.id[16] == "1#-4-E03"


def test_only_bodies_get_windows():
    tank = Part(kind=PartKind.WATER_TANK, polygon=box(0, 0, 4, 4), base=6.0, top=9.0)
    body = Part(polygon=box(0, 0, 10, 5), base=0.0, top=6.0)

    assert len(lay_regular_windows(project(building("1#", body, tank))).windows) == 12


def test_only_the_chosen_buildings_get_windows():
    both = project(building("1#"), building("2#"))
    windows = lay_regular_windows(both, buildings=["2#"]).windows

    assert set(windows.building.tolist()) == {1}


def test_windows_are_added_to_those_there_are():
    both = project(building("1#"), building("2#"))
    once = lay_regular_windows(both, buildings=["2#"])
    twice = lay_regular_windows(once, buildings=["1#"]).windows

    assert len(twice) == 24
    assert twice.column_offsets.tolist() == list(range(0, 25, 2))
    assert len(set(twice.id)) == 24


def test_a_window_number_taken_already_is_refused():
    once = lay_regular_windows(project())
    with pytest.raises(InputError, match="12 window numbers are taken already"):
        lay_regular_windows(once)


def test_every_window_lies_on_its_wall_and_looks_outwards():
    shape = rotate(
        Polygon([(0, 0), (30, 0), (30, 12), (12, 12), (12, 30), (0, 30)]), 27
    )
    windows = lay_regular_windows(
        project(building("1#", Part(polygon=shape, base=0, top=3.0)))
    ).windows
    across = windows.right - windows.left
    outward = np.column_stack([across[:, 1], -across[:, 0]]) / 1.5
    middle = (windows.left + windows.right) / 2

    assert len(windows) == 2 * (8 + 3 + 5)
    for place, normal in zip(middle, outward, strict=True):
        assert shape.exterior.distance(Point(place)) < 1e-9
        assert not shape.contains(Point(place + 0.1 * normal))
        assert shape.contains(Point(place - 0.1 * normal))


@pytest.mark.parametrize(
    "argument",
    [
        {"spacing": 0.0},
        {"spacing": float("nan")},
        {"width": 3.7},
        {"width": 0.0},
        {"storey_height": -3.0},
        {"sill_height": 3.0},
        {"sill_height": -0.1},
    ],
)
def test_senseless_lengths_are_refused(argument):
    with pytest.raises(InputError, match="must be"):
        lay_regular_windows(project(), **argument)


def test_an_unknown_building_is_refused():
    with pytest.raises(InputError, match="no building '9#'; it has 1#"):
        lay_regular_windows(project(), buildings=["9#"])


def test_a_missing_zero_level_is_refused():
    blank = replace(building(), zero_level=float("nan"))
    with pytest.raises(InputError, match=r"buildings\[0\]\.zero_level"):
        lay_regular_windows(project(blank))


def test_a_mesh_body_is_refused():
    mesh = Part(
        base=0.0, top=3.0, vertices=np.zeros((3, 3)), faces=np.array([[0, 1, 2]])
    )
    with pytest.raises(GeometryError, match="is a mesh and has no outline"):
        lay_regular_windows(project(building("1#", mesh)))


def test_millions_of_windows_are_refused():
    with pytest.raises(InputError, match="windows; allowed are 5,000,000"):
        lay_regular_windows(project(), spacing=1e-5, width=1e-6)


def test_a_real_city_quarter_gets_some_two_hundred_thousand_windows():
    if "SUNLIGHT_DATA" not in os.environ:
        pytest.skip("SUNLIGHT_DATA does not point to the folder of sample data")
    file = Path(os.environ["SUNLIGHT_DATA"]) / "footprints" / "suzhou_3076.geojson"
    windows = lay_regular_windows(read_geojson(file)[0]).windows

    assert len(windows) == 213_839
    assert len(set(windows.id.tolist())) == len(windows)
