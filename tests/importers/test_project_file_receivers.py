"""Window kinds, main sides and courtyards as the project file says them."""

import numpy as np
import pytest

from sunlight.errors import ImporterError
from sunlight.importers.project_file import read_project
from sunlight.importers.regular_windows import lay_regular_windows
from sunlight.kinds import BalconyKind, MainSide, WindowKind
from sunlight.model.tables import BALCONY_KINDS, WINDOW_KINDS

HEAD = """
schema = "sunlight-project/1"
[project]
name = "院落"
[site]
latitude = 38.42
longitude = 112.73
north = "true"
height_datum = "独立高程"
"""
BUILDING = """
[[buildings]]
id = "{id}"
status = "existing"
use = "residential"
legal = "lawful"
zero_level = 800.45
outdoor_ground = 800.0
top_above_zero = 6.0
footprint = [[{x}, 0], [{x}.0, 8], [{far}, 8], [{far}, 0]]
source = {{ kind = "survey", reference = "1", date = 2026-01-01, by = "甲" }}
{storeys}
{more}
"""
STOREYS = "storeys = { count = 2, height = 3.0 }"


def building(more="", *, name="Y1", x=0, storeys=STOREYS):
    return BUILDING.format(id=name, x=x, far=x + 20, storeys=storeys, more=more)


def window(more="", *, place='facade = "south"\nat = 2.0\nwidth = 1.5', sill=0.9):
    return (
        f"[[buildings.windows]]\nfloor = 1\nsill = {sill}\nroom = 'bedroom'\n"
        f"household = '01'\n{place}\n{more}\n"
    )


@pytest.fixture
def read(tmp_path):
    def reader(text):
        path = tmp_path / "project.toml"
        path.write_text(HEAD + text, encoding="utf-8")
        return read_project(path)

    return reader


@pytest.fixture
def error_of(read):
    def reader(text):
        with pytest.raises(ImporterError) as caught:
            read(text)
        return str(caught.value)

    return reader


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("ordinary", WindowKind.ORDINARY),
        ("普通窗", WindowKind.ORDINARY),
        ("floor_to_ceiling", WindowKind.FLOOR_TO_CEILING),
        ("落地窗", WindowKind.FLOOR_TO_CEILING),
        ("bay", WindowKind.BAY),
        ("凸窗", WindowKind.BAY),
        ("飘窗", WindowKind.BAY),
        ("corner", WindowKind.CORNER),
        ("转角窗", WindowKind.CORNER),
        ("arc", WindowKind.ARC),
        ("弧形窗", WindowKind.ARC),
    ],
)
def test_window_kinds_have_words_in_both_languages(read, word, kind):
    project, _ = read(building() + window(f'kind = "{word}"'))

    assert kind is WINDOW_KINDS[project.windows.kind[0]]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("none", BalconyKind.NONE),
        ("无", BalconyKind.NONE),
        ("open", BalconyKind.OPEN),
        ("挑阳台", BalconyKind.OPEN),
        ("凸阳台", BalconyKind.OPEN),
        ("recessed", BalconyKind.RECESSED),
        ("凹阳台", BalconyKind.RECESSED),
        ("half_recessed", BalconyKind.HALF_RECESSED),
        ("半凹阳台", BalconyKind.HALF_RECESSED),
        ("enclosed", BalconyKind.ENCLOSED),
        ("封闭阳台", BalconyKind.ENCLOSED),
    ],
)
def test_balconies_have_words_in_both_languages(read, word, kind):
    project, _ = read(building() + window(f'balcony = "{word}"'))

    assert kind is BALCONY_KINDS[project.windows.balcony[0]]


def test_nothing_said_is_an_ordinary_window_without_balcony(read):
    windows = read(building() + window())[0].windows

    assert (WindowKind.ORDINARY, BalconyKind.NONE, False) == (
        WINDOW_KINDS[windows.kind[0]],
        BALCONY_KINDS[windows.balcony[0]],
        bool(windows.at_front[0]),
    )
    assert np.isnan(windows.projection[0])


def test_rows_and_plans_carry_the_kind_to_every_window(read):
    row = (
        '{ facade = "south", at = [2.0, 6.0], width = 1.5, sill = 0.5, '
        'kind = "凸窗", projection = 0.6, rooms = ["01/bedroom", "01/living"] }'
    )
    plan = f'floor_plans = [{{ floors = "1-2", window_rows = [{row}] }}]\n'
    project, _ = read(
        building(plan) + window(place='facade = "north"\nat = 1\nwidth = 1')
    )
    bays = project.windows.kind == WINDOW_KINDS.index(WindowKind.BAY)

    assert [4, 1] == [bays.sum(), (~bays).sum()]
    assert {0.6} == set(project.windows.projection[bays].tolist())
    frame = project.windows.to_frame()
    assert ["bay"] * 4 == frame["kind"][bays].tolist()


def test_windows_laid_by_a_rule_join_drawn_ones_of_any_kind(read):
    project, _ = read(
        building() + window('kind = "bay"\nprojection = 0.5') + building(name="B", x=50)
    )
    both = lay_regular_windows(project, buildings=["B"]).windows

    assert 0.5 == both.projection[0]
    assert np.isnan(both.projection[1:]).all()
    assert {WINDOW_KINDS.index(WindowKind.ORDINARY)} == set(both.kind[1:].tolist())


FRONT = "left = [2.0, -0.6]\nright = [3.5, -0.6]\n"


@pytest.mark.parametrize(
    ("projection", "codes"),
    [
        # 0.6 m before the wall; a drawing may be off by 0.05 m
        pytest.param("projection = 0.56", [], id="0.56 + 0.05 reaches 0.60"),
        pytest.param("projection = 0.6", [], id="0.60"),
        pytest.param("projection = 0.54", ["WINDOW-OFF-WALL"], id="0.54 + 0.05 < 0.60"),
        pytest.param("", [], id="not said"),
    ],
)
def test_a_front_line_may_stand_before_the_wall_by_the_projection(
    read, projection, codes
):
    said = f'kind = "bay"\ndrawn = "front"\n{projection}'
    _, findings = read(building() + window(said, place=FRONT))

    assert codes == [f.code for f in findings if f.code.startswith("WINDOW")]


def test_a_bay_drawn_on_its_opening_has_to_be_on_the_wall(read):
    said = 'kind = "bay"\nprojection = 0.6'
    _, findings = read(building() + window(said, place=FRONT))

    assert "WINDOW-OFF-WALL" in [f.code for f in findings]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("projection = 0.6", "windows[0].projection"),
        ('drawn = "front"', "windows[0].drawn"),
        ('balcony = "open"\nprojection = 1.5', "glass that stands out"),
        ('kind = "corner"\nprojection = 0.6', "give kind or balcony too"),
        ('kind = "bay"\nbalcony = "enclosed"', "two lines in front"),
        ('kind = "arc"\nbalcony = "enclosed"', "two lines in front"),
        ('kind = "bays"', "did you mean 'bay'"),
        ('balcony = "closed"', "allowed are none, open, recessed"),
        ('kind = "bay"\nprojection = -0.1', "projection"),
    ],
)
def test_what_a_window_cannot_be_is_refused(error_of, said, words):
    assert words in error_of(building() + window(said))


def test_the_main_side_is_read_with_its_source(read):
    more = 'main_side = "西"\nmain_side_source = "复函"'
    (found,) = read(building(more) + window())[0].buildings

    assert (MainSide.WEST, "复函") == (found.main_side, found.main_side_source)
    assert read(building() + window())[0].buildings[0].main_side is None


def test_a_main_side_is_east_or_west(error_of):
    assert "allowed are east, west, 东, 西" in error_of(building('main_side = "south"'))


YARD = "courtyard = { outdoor_stair = true, functions_complete_each_storey = false }"
OF_Y1 = 'courtyard = { main_house = "Y1" }'


def test_a_courtyard_is_read_with_its_side_houses(read):
    project, _ = read(building(YARD) + building(OF_Y1, name="Y2", x=50))
    main, side = (b.courtyard for b in project.buildings)

    assert ("Y1", 2, True, False) == (
        main.main_house,
        main.storeys,
        main.outdoor_stair,
        main.complete,
    )
    assert ("Y1", None, None, None) == (
        side.main_house,
        side.storeys,
        side.outdoor_stair,
        side.complete,
    )


@pytest.mark.parametrize(
    ("more", "storeys", "expected"),
    [
        ("courtyard = { storeys = 1 }", STOREYS, 1),
        ("courtyard = {}", STOREYS, 2),
        ("courtyard = {}", "", None),
        ('courtyard = { main_house = "Y1" }', STOREYS, 2),
    ],
)
def test_the_storeys_of_the_main_house_are_those_of_the_building(
    read, more, storeys, expected
):
    (found,) = read(building(more, storeys=storeys))[0].buildings

    assert expected == found.courtyard.storeys


@pytest.mark.parametrize(
    ("side", "words"),
    [
        ('courtyard = { main_house = "Y9" }', "there is no main house 'Y9'"),
        ('courtyard = { main_house = "Y1", storeys = 1 }', "courtyard.storeys"),
        ('courtyard = { main_house = "Y1", outdoor_stair = true }', "write it there"),
        (
            'courtyard = { main_house = "Y1", functions_complete_each_storey = true }',
            "fact of the main house",
        ),
    ],
)
def test_a_side_house_names_a_main_house_and_none_of_its_facts(error_of, side, words):
    assert words in error_of(building(YARD) + building(side, name="Y2", x=50))


def test_a_building_without_courtyard_is_no_main_house(error_of):
    text = building() + building(OF_Y1, name="Y2", x=50)

    assert "none has" in error_of(text)
