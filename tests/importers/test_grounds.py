"""Grounds of the project file: what is read, what they inherit, what is refused."""

import pytest
from shapely import box

from sunlight.errors import ImporterError
from sunlight.importers.project_file import read_project
from sunlight.kinds import GroundKind, LegalStatus, SourceKind, Status, Use

HEAD = """
schema = "sunlight-project/1"
[project]
name = "场地"
id = "P1"
side_by_side = [{ id = "P2" }]
[sources."测绘一"]
kind = "测绘"
by = "示例测绘院（甲级）"
date = 2025-11-03
"""
SITE = """
[site]
latitude = 38.4
longitude = 112.7
height_datum = "1985国家高程基准"
"""
NURSERY = """
[[buildings]]
id = "6#"
status = "拟建"
use = "幼儿园"
zero_level = 800.30
outdoor_ground = 800.0
top_above_zero = 10.8
legal = "合法"
footprint = [[0, 40], [30, 40], [30, 52], [0, 52]]
"""
YARD = """
[[grounds]]
id = "6#-场地"
kind = "游戏场地"
building = "6#"
outline = [[0, 10], [30, 10], [30, 38], [0, 38]]
"""
PLOT = """
[[grounds]]
id = "D-1"
name = "东侧地块"
kind = "unbuilt_land"
use = "住宅"
outline = [[40, 0], [80, 0], [80, 30], [40, 30]]
elevation = 801.5
source = "测绘一"
"""


@pytest.fixture
def read(tmp_path):
    def reader(text, *, site='north = "true"'):
        path = tmp_path / "project.toml"
        path.write_text(HEAD + SITE + site + text, encoding="utf-8")
        return read_project(path)

    return reader


def ground_of(read, text, **site):
    project, _ = read(text, **site)
    return project.grounds[-1]


def test_a_ground_has_from_its_building_what_it_leaves_out(read):
    ground = ground_of(read, NURSERY + YARD)

    assert (GroundKind.PLAY_GROUND, Use.KINDERGARTEN) == (ground.kind, ground.use)
    assert (Status.PROPOSED, "P1", "6#") == (
        ground.status,
        ground.project_id,
        ground.building,
    )
    assert (LegalStatus.LAWFUL, 800.0) == (ground.legal, ground.elevation)
    assert ground.polygon.equals(box(0, 10, 30, 38))
    assert SourceKind.BLANK is ground.source.kind


def test_what_a_ground_says_itself_counts(read):
    own = 'status = "现状"\nuse = "学校"\nlegal = "违法"\nelevation = 799.25\n'
    ground = ground_of(read, NURSERY + YARD + own + "height_assumed = true\n")

    assert (Status.EXISTING, Use.SCHOOL, LegalStatus.UNLAWFUL, 799.25, True) == (
        ground.status,
        ground.use,
        ground.legal,
        ground.elevation,
        ground.height_assumed,
    )


def test_unbuilt_land_stands_by_itself(read):
    ground = ground_of(read, NURSERY + PLOT)

    assert (GroundKind.UNBUILT_LAND, Use.RESIDENTIAL) == (ground.kind, ground.use)
    assert (Status.EXISTING, "", "", 801.5) == (
        ground.status,
        ground.building,
        ground.project_id,
        ground.elevation,
    )
    assert SourceKind.SURVEY is ground.source.kind


def test_holes_are_cut_out(read):
    hole = "holes = [[[10, 20], [14, 20], [14, 24], [10, 24]]]\n"
    ground = ground_of(read, NURSERY + YARD + hole)

    assert 30 * 28 - 16 == ground.polygon.area


def test_survey_axes_are_those_of_the_buildings(read):
    # X is north: [X, Y] of the file is [y, x] here
    swapped = "outline = [[10, 0], [10, 30], [38, 30], [38, 0]]\n"
    text = NURSERY + YARD.replace(
        "outline = [[0, 10], [30, 10], [30, 38], [0, 38]]\n", swapped
    )
    ground = ground_of(read, text, site='north = "true"\naxes = "survey"')

    assert ground.polygon.equals(box(0, 10, 30, 38))


def test_millimetres_are_those_of_the_buildings(read):
    text = (NURSERY + YARD).replace("30", "30000").replace("800.30000", "800.30")
    for number in ("10", "38", "40", "52"):
        text = text.replace(f" {number}]", f" {number}000]")
    ground = ground_of(read, text, site='north = "true"\nunit = "mm"')

    assert ground.polygon.equals(box(0, 10, 30, 38))
    assert 800.0 == ground.elevation


def test_true_north_turns_grounds_with_the_buildings(read):
    # true north lies 90 degrees clockwise of +y, along +x: x becomes north and y west
    ground = ground_of(read, NURSERY + YARD, site="true_north_angle = 90.0")

    assert ground.polygon.normalize().equals_exact(
        box(-38, 0, -10, 30).normalize(), 1e-9
    )


def test_far_grounds_take_part_in_the_re_centring(read):
    # from x = 476 000 of the house to x = 480 080 of the plot: the middle is 478 040
    nursery = NURSERY.replace("[0, ", "[476000, ").replace("[30, ", "[476030, ")
    plot = PLOT.replace("[40, ", "[480040, ").replace("[80, ", "[480080, ")
    project, _ = read(nursery + plot)

    assert (478_000.0, 0.0) == project.site.origin
    assert (2040.0, 0.0, 2080.0, 30.0) == project.grounds[0].polygon.bounds


def replaced(old, new):
    return NURSERY + YARD.replace(old, new)


BOW = "outline = [[0, 10], [30, 38], [30, 10], [0, 38]]"
OUTLINE = "outline = [[0, 10], [30, 10], [30, 38], [0, 38]]"
ALONE = YARD.replace('building = "6#"\n', "")


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        (NURSERY + YARD + YARD, "grounds[1].id", "belongs to grounds[0] already"),
        (
            replaced('building = "6#"', 'building = "7#"'),
            "grounds[0].building",
            "there is no building '7#'",
        ),
        (
            NURSERY + YARD + 'project = "P3"\n',
            "grounds[0].project",
            "there is no project 'P3'",
        ),
        (
            NURSERY + YARD + 'source = "测绘二"\n',
            "grounds[0].source",
            "there is no source '测绘二'",
        ),
        (replaced(OUTLINE, BOW), "grounds[0].outline", "Self-intersection"),
        (
            replaced(OUTLINE, OUTLINE + "\nholes = [[[50, 0], [54, 0], [54, 4]]]"),
            "grounds[0].outline",
            "Hole lies outside",
        ),
        (
            replaced(OUTLINE, "outline = [[0, 0], [0.9, 0], [0.9, 1], [0, 1]]"),
            "grounds[0].outline",
            "covers 0.9 m², allowed are 1 m² and more",
        ),
        (
            replaced(OUTLINE, "outline = [[0, 0], [9, 0], [20, 0]]"),
            "grounds[0].outline",
            "its corners lie on one line",
        ),
        (replaced("游戏场地", "操场"), "grounds[0].kind", "'操场' is not known"),
        (
            NURSERY + ALONE,
            "grounds[0].status",
            "nothing says whether the ground is there already",
        ),
        (
            NURSERY + ALONE + 'status = "现状"\n',
            "grounds[0].elevation",
            "nothing says how high the ground lies",
        ),
        (
            NURSERY.replace("outdoor_ground = 800.0\n", "") + YARD,
            "grounds[0].elevation",
            "nothing says how high the ground lies",
        ),
        (
            NURSERY + YARD + "elevation = inf\n",
            "grounds[0].elevation",
            "finite number",
        ),
        (NURSERY + YARD + "level = 3\n", "grounds[0].level", "there is no field"),
    ],
)
def test_what_is_wrong_with_a_ground_is_said_with_its_place(read, text, where, words):
    with pytest.raises(ImporterError) as caught:
        read(text)

    assert where == caught.value.where
    assert words in str(caught.value)


def test_a_ground_of_exactly_a_square_metre_is_read(read):
    text = replaced(OUTLINE, "outline = [[0, 0], [1, 0], [1, 1], [0, 1]]")

    assert 1.0 == ground_of(read, text).polygon.area


def test_a_ground_far_off_the_level_of_the_buildings_is_found(read):
    _, findings = read(NURSERY + YARD + "elevation = 780.0\n" + PLOT)
    far = [f.where for f in findings if f.code == "GROUND-LEVEL-FAR"]
    _, others = read(NURSERY + YARD + "elevation = 779.99\n")

    assert [] == far
    assert ["grounds[0]"] == [f.where for f in others if f.code == "GROUND-LEVEL-FAR"]
