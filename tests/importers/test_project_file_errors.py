import re

import pytest

from sunlight.errors import ImporterError
from sunlight.findings import Severity
from sunlight.importers.problems import MOST_SHOWN
from sunlight.importers.project_file import read_project

HEAD = """
schema = "sunlight-project/1"
[project]
name = "和平小区"
[site]
latitude = 38.42
longitude = 112.73
north = "true"
"""
BUILDING = """
[[buildings]]
id = "3#"
status = "existing"
use = "residential"
zero_level = 800.45
outdoor_ground = 800.0
top_above_zero = 54.0
footprint = [[0, 0], [30, 0], [30, 12], [0, 12]]
storeys = { count = 18, height = 3.0 }
"""
WINDOW = """
[[buildings.windows]]
floor = 2
facade = "south"
at = 1
width = 2
sill = 0.9
"""
ROW = """
[[buildings.window_rows]]
facade = "south"
floors = "1-18"
start = 1
spacing = 3.6
count = 8
width = 1.5
sill = 0.9
"""
PART = '\n[[buildings.parts]]\nkind = "balcony"\n'
GOOD = HEAD + BUILDING + WINDOW


@pytest.fixture
def error_of(tmp_path):
    def reader(text, name="project.toml"):
        path = tmp_path / name
        data = text if isinstance(text, bytes) else text.encode()
        path.write_bytes(data)
        with pytest.raises(ImporterError) as caught:
            read_project(path)
        return caught.value

    return reader


def with_value(text, old, new):
    assert old in text
    return text.replace(old, new)


CASES = {
    # what is changed in GOOD: (from, to), place, words of the message
    "a field that is not known": (
        ("sill = 0.9", "sil = 0.9\nsill = 0.9"),
        "buildings[0].windows[0].sil",
        r"no field 'sil' here; did you mean 'sill'",
    ),
    "a table that is not known": (
        ("[[buildings]]", "[[bulidings]]"),
        "bulidings",
        r"did you mean 'buildings'",
    ),
    "a field that is missing": (
        ("sill = 0.9\n", ""),
        "buildings[0].windows[0].sill",
        r"is missing \(Real height of the sill",
    ),
    "not a number": (
        ("sill = 0.9", "sill = nan"),
        "buildings[0].windows[0].sill",
        r"finite number, got nan",
    ),
    "an infinite coordinate": (
        ("[30, 12]", "[30, -inf]"),
        "buildings[0].footprint[2][1]",
        r"finite number, got -inf",
    ),
    "a coordinate beyond the earth": (
        ("[30, 12]", "[30, 1e200]"),
        "buildings[0].footprint[2][1]",
        r"less than or equal to 100000000000, got 1e\+200",
    ),
    "text for a number": (
        ("sill = 0.9", 'sill = "0.9"'),
        "buildings[0].windows[0].sill",
        r"valid number, got '0.9'",
    ),
    "true for a number": (
        ("sill = 0.9", "sill = true"),
        "buildings[0].windows[0].sill",
        r"valid number, got True",
    ),
    "a negative sill": (
        ("sill = 0.9", "sill = -0.9"),
        "buildings[0].windows[0].sill",
        r"greater than or equal to 0, got -0.9",
    ),
    "a point of three numbers": (
        ("[30, 12]", "[30, 12, 5]"),
        "buildings[0].footprint[2]",
        r"at most 2 items",
    ),
    "a bad word": (
        ('"existing"', '"existng"'),
        "buildings[0].status",
        r"'existng' is not known; allowed are existing.*现状.*did you mean 'existing'",
    ),
    "a bad Chinese word": (
        ('"residential"', '"住房"'),
        "buildings[0].use",
        r"'住房' is not known; allowed are .*住宅",
    ),
    "a table for a facade that is no stretch": (
        ('facade = "south"', "facade = { from = [0, 0] }"),
        "buildings[0].windows[0].facade.to",
        r"is missing",
    ),
    "a list for a facade": (
        ('facade = "south"', "facade = [1]"),
        "buildings[0].windows[0].facade",
        r"cannot be \[1\]; write text or a number or a table",
    ),
    "another version": (
        ("sunlight-project/1", "sunlight-project/9"),
        "schema",
        r"'sunlight-project/1', got 'sunlight-project/9'",
    ),
    "a latitude that is none": (
        ("latitude = 38.42", "latitude = 212.73"),
        "site.latitude",
        r"less than or equal to 180, got 212.73",
    ),
    "a place given by half": (
        ("latitude = 38.42\n", ""),
        "site.latitude",
        r"longitude is given, latitude is not",
    ),
    "north given twice": (
        ('north = "true"', 'north = "true"\ngrid_convergence = 1'),
        "site.north",
        r'north = "true" and grid_convergence give north twice',
    ),
    "grid north without convergence": (
        ('north = "true"', 'north = "grid"'),
        "site.grid_convergence",
        r"convergence is needed",
    ),
    "a convergence in minutes of arc": (
        ('north = "true"', 'north = "grid"\ngrid_convergence = -47.4'),
        "site.grid_convergence",
        # 0.79° = 47.4′
        r"-47\.4° is impossible.*-47\.4′ = -0\.7900°.*true_north_angle",
    ),
    "a convergence just too large": (
        ('north = "true"', "grid_convergence = 5.01"),
        "site.grid_convergence",
        r"at most 5° are allowed",
    ),
    "a proposed building that is removed": (
        ('status = "existing"', 'status = "proposed"\nremoved_by_project = true'),
        "buildings[0].removed_by_project",
        r"3# is proposed.*neither before nor after.*existing or approved",
    ),
    "a concurrent building that is removed": (
        ('status = "existing"', 'status = "同期"\nremoved_by_project = true'),
        "buildings[0].removed_by_project",
        r"3# is concurrent",
    ),
    "two projects side by side with one id": (
        (
            'name = "和平小区"',
            'name = "x"\nside_by_side = [{ id = "A" }, { id = "B" }, { id = "A" }]',
        ),
        "project.side_by_side[2].id",
        r"'A' belongs to project\.side_by_side\[0\] already",
    ),
    "a building of no storeys": (
        ("storeys = { count = 18, height = 3.0 }", "storeys = 0"),
        "buildings[0].storeys",
        r"greater than or equal to 1, got 0 .*leave out",
    ),
    "no place and no city point": (
        (
            'name = "和平小区"\n[site]\nlatitude = 38.42\nlongitude = 112.73\n',
            'name = "x"\nrules = "other-2020"\n[site]\n',
        ),
        "site.latitude",
        r"'other-2020' has no city point",
    ),
    "a top below the base": (
        ("top_above_zero = 54.0", "top_above_zero = -5"),
        "buildings[0].top_above_zero",
        r"795.45 m is not above the base at 800 m",
    ),
    "no top": (
        ("top_above_zero = 54.0\n", ""),
        "buildings[0]",
        r"top is missing; give exactly one of top_elevation",
    ),
    "two tops": (
        ("top_above_zero = 54.0", "top_above_zero = 54\ntop_elevation = 854"),
        "buildings[0].top_above_zero",
        r"top_elevation and top_above_zero give one level twice",
    ),
    "a level without its reference": (
        ("zero_level = 800.45\n", ""),
        "buildings[0].top_above_zero",
        r"give zero_level of the building, or give top_elevation",
    ),
    "nothing to start from": (
        (
            "zero_level = 800.45\noutdoor_ground = 800.0\ntop_above_zero = 54.0",
            "top_elevation = 54",
        ),
        "buildings[0].base_elevation",
        r"nothing says where the solid starts",
    ),
    "no outline": (
        ("footprint = [[0, 0], [30, 0], [30, 12], [0, 12]]\n", ""),
        "buildings[0].footprint",
        r"neither a footprint nor a mesh",
    ),
    "an outline on one line": (
        ("[[0, 0], [30, 0], [30, 12], [0, 12]]", "[[0, 0], [30, 0], [60, 0]]"),
        "buildings[0].footprint",
        r"covers nothing",
    ),
    "a closed outline of two corners": (
        ("[[0, 0], [30, 0], [30, 12], [0, 12]]", "[[0, 0], [30, 0], [0, 0]]"),
        "buildings[0].footprint",
        r"has 2 corners",
    ),
    "an edge that the outline lacks": (
        ('facade = "south"', "facade = 5"),
        "buildings[0].windows[0].facade",
        r"no edge 5; it has edges 1 to 4",
    ),
    "a direction that is none": (
        ('facade = "south"', 'facade = "sout"'),
        "buildings[0].windows[0].facade",
        r"'sout' is no direction",
    ),
    "a stretch off the wall": (
        ('facade = "south"', "facade = { from = [0, -2], to = [9, -2] }"),
        "buildings[0].windows[0].facade",
        r"no straight wall runs between .* nearest is 2.00 m off",
    ),
    "a window beyond its facade": (
        ("at = 1", "at = 29"),
        "buildings[0].windows[0].at",
        r"leaves the façade of edge 1",
    ),
    "a part that the building lacks": (
        ("at = 1", 'at = 1\npart = "tower"'),
        "buildings[0].windows[0].part",
        r"no body part named 'tower'",
    ),
    "a window nowhere": (
        ('facade = "south"\nat = 1\nwidth = 2', ""),
        "buildings[0].windows[0].left",
        r"left and right as seen from outside, or facade",
    ),
    "a window placed twice": (
        ("at = 1", "at = 1\nleft = [1, 0]\nright = [3, 0]"),
        "buildings[0].windows[0].left",
        r"not both",
    ),
    "a window without extent": (
        (
            'facade = "south"\nat = 1\nwidth = 2',
            "left = [1, 0]\nright = [1, 0]",
        ),
        "buildings[0].windows[0].right",
        r"same point",
    ),
    "a storey that the building lacks": (
        ("floor = 2", "floor = 19"),
        "buildings[0].windows[0].floor",
        r"no storey 19; the building has storeys 1 to 18",
    ),
    "storey zero": (
        ("floor = 2", "floor = 0"),
        "buildings[0].windows[0].floor",
        r"there is no storey 0",
    ),
    "a household without room": (
        ("at = 1", 'at = 1\nhousehold = "01"'),
        "buildings[0].windows[0].room",
        r"belongs to a room",
    ),
    "a room that is none": (
        ("at = 1", 'at = 1\nroom = "01/bedrom"'),
        "buildings[0].windows[0].room",
        r"'01/bedrom' is no room; did you mean 'bedroom'",
    ),
    "a household named twice": (
        ("at = 1", 'at = 1\nhousehold = "02"\nroom = "01/bedroom"'),
        "buildings[0].windows[0].room",
        r"names a household, and so does the field beside it",
    ),
    "floors that fall": (
        ("storeys = { count = 18, height = 3.0 }", "floor_levels = [0, 3, 2.9]"),
        "buildings[0].floor_levels[2]",
        r"2.9 m follows 3 m",
    ),
    "floors that disagree with their number": (
        (
            "storeys = { count = 18, height = 3.0 }",
            "storeys = 4\nfloor_levels = [0, 3, 6]",
        ),
        "buildings[0].storeys",
        r"storeys says 4, but floor_levels has 3",
    ),
    "a source that is not there": (
        ('use = "residential"', 'use = "residential"\nsource = "s1"'),
        "buildings[0].source",
        r"no source 's1'",
    ),
    "a project that is not there": (
        ('use = "residential"', 'use = "residential"\nproject = "P7"'),
        "buildings[0].project",
        r"no project 'P7'",
    ),
    "a replaced building that is not there": (
        ('use = "residential"', 'use = "residential"\nreplaces = ["8#"]'),
        "buildings[0].replaces[0]",
        r"no other building '8#'",
    ),
    "a date that is none": (
        ('name = "和平小区"', 'name = "x"\nreport_date = "2024-13-01"'),
        "project.report_date",
        r"'2024-13-01' is no date; write 2025-06-01",
    ),
    "a mesh that is not there": (
        ("footprint", 'mesh = "roof.obj"\nfootprint'),
        "buildings[0].mesh",
        r"roof.obj: there is no such file in the folder",
    ),
    "a mesh of an unknown kind": (
        ("footprint", 'mesh = "roof.skp"\nfootprint'),
        "buildings[0].mesh",
        r"allowed are .obj",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_error_names_file_place_value_and_remedy(error_of, case):
    (old, new), where, words = CASES[case]

    error = error_of(with_value(GOOD, old, new))

    assert where == error.where
    assert re.search(words, str(error), re.DOTALL)
    assert str(error).startswith(error.source)
    assert error.source.endswith("project.toml")


PARTS = {
    "without a place": ("", "outline", r"give outline, line with thickness"),
    "without levels": (
        'facade = "south"\ndepth = 1',
        "base_elevation",
        r"base of this balcony is missing",
    ),
    "without depth": ('facade = "south"', "depth", r"needs its depth"),
    "without thickness": ("line = [[0, 0], [1, 0]]", "thickness", r"needs its"),
    "placed twice": (
        "outline = [[0, 0], [1, 0], [1, 1]]\nline = [[0, 0], [1, 0]]",
        "line",
        r"outline and line both say",
    ),
    "on a floor without floors": (
        'facade = "south"\ndepth = 1\nbase_above_floor = 0\ntop_above_floor = 0.1',
        "base_above_floor",
        r"only parts repeated over 'floors'",
    ),
    "on storeys that are not there": (
        'facade = "south"\ndepth = 1\nfloors = "18-19"\nbase_above_floor = 0\n'
        "top_above_floor = 0.1",
        "floors",
        r"no storey 19",
    ),
}


@pytest.mark.parametrize("case", PARTS)
def test_the_error_names_the_part(error_of, case):
    fields, where, words = PARTS[case]

    error = error_of(HEAD + BUILDING + PART + fields)

    assert f"buildings[0].parts[0].{where}" == error.where
    assert re.search(words, str(error))


ROWS = {
    "leaves the facade": ("count = 8", "count = 9", "start", "leaves the façade"),
    "overlaps itself": ("spacing = 3.6", "spacing = 1", "start", "overlaps its"),
    "lacks a spacing": ("spacing = 3.6\n", "", "spacing", "need their spacing"),
    "has no place": ("count = 8\n", "", "at", "start, spacing and count"),
    "has few widths": ("width = 1.5", "width = [1, 2]", "width", "2 widths for 8"),
    "has few rooms": (
        "sill = 0.9",
        'sill = 0.9\nrooms = ["-", "-"]',
        "rooms",
        "2 rooms for 8",
    ),
    "runs downwards": ('"1-18"', '"18-1"', "floors", "run downwards; write 1-18"),
    "names a storey twice": ('"1-18"', '"1-18,5"', "floors", "storey 5 is named twi"),
    "has unreadable storeys": ('"1-18"', '"1..18"', "floors", "no storey or range"),
    "has a huge storey": ('"1-18"', f"[{10**30}]", "floors", "there is no storey"),
}


@pytest.mark.parametrize("case", ROWS)
def test_the_error_names_the_row(error_of, case):
    old, new, where, words = ROWS[case]

    error = error_of(HEAD + BUILDING + with_value(ROW, old, new))

    assert f"buildings[0].window_rows[0].{where}" == error.where
    assert words in str(error)


def test_two_buildings_with_one_id(error_of):
    error = error_of(HEAD + BUILDING + BUILDING)

    assert "buildings[1].id" == error.where
    assert "'3#' belongs to buildings[0] already" in str(error)


def test_a_window_of_no_building(error_of):
    loose = WINDOW.replace("buildings.windows", "windows") + 'building = "3"\n'
    error = error_of(HEAD + BUILDING + loose)

    assert "windows[0].building" == error.where
    assert "there is no building '3'; did you mean '3#'?" in str(error)


def test_two_windows_with_one_number(error_of):
    second = WINDOW.replace("at = 1", "at = 4") + 'id = "3#-2-S01"\n'
    error = error_of(HEAD + BUILDING + WINDOW + second)

    assert "buildings[0].windows[1].id" == error.where
    assert "belongs to a window of buildings[0].windows[0] already" in str(error)


def test_a_window_laid_twice(error_of):
    error = error_of(HEAD + BUILDING + ROW + WINDOW.replace("width = 2", "width = 1.5"))

    assert "stands here on storey 2 already" in str(error)
    assert {"buildings[0].windows[0]", "buildings[0].window_rows[0]"} == {
        error.where,
        re.search(r"already, from (.*);", str(error))[1],
    }


def test_one_room_of_two_kinds(error_of):
    first = WINDOW + 'room = "01/a:bedroom"\n'
    second = WINDOW.replace("at = 1", "at = 4") + 'room = "01/a:living"\n'
    error = error_of(HEAD + BUILDING + first + second)

    assert "is a bedroom elsewhere and a living here" in str(error)


def test_a_direction_with_two_equal_facades_names_them(error_of):
    stepped = "[[0, 0], [10, 0], [10, 2], [20, 2], [20, 12], [0, 12]]"
    error = error_of(with_value(GOOD, "[[0, 0], [30, 0], [30, 12], [0, 12]]", stepped))

    assert "buildings[0].windows[0].facade" == error.where
    assert "edge 1 (S, 10.00 m), edge 3 (S, 10.00 m)" in str(error)


def test_several_errors_are_told_at_once(error_of):
    error = error_of(HEAD + BUILDING + WINDOW.replace("floor = 2", "floor = 99") * 30)

    assert str(error).count("there is no storey 99") == MOST_SHOWN
    assert "30 things are wrong" in str(error)
    assert "and 10 more" in str(error)


@pytest.mark.parametrize("content", [b"", b"v 0 0 0\n", b"\x00\xff\x00", b"f 1 2 3\n"])
@pytest.mark.parametrize("name", ["a.obj", "a.ply", "a.stl", "a.off"])
def test_a_broken_mesh_is_told(error_of, tmp_path, content, name):
    (tmp_path / name).write_bytes(content)
    error = error_of(with_value(GOOD, "footprint", f'mesh = "{name}"\nfootprint'))

    assert "buildings[0].mesh" == error.where


def test_a_mesh_brings_its_own_levels(error_of, tmp_path):
    (tmp_path / "a.obj").write_text(
        "v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nf 1 3 2\nf 1 2 4\nf 2 3 4\nf 3 1 4\n",
        encoding="utf-8",
    )
    error = error_of(with_value(GOOD, "footprint", 'mesh = "a.obj"\nfootprint'))

    assert "buildings[0].top_above_zero" == error.where


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [(112.73, 38.42, "LATLON-SWAPPED"), (100.0, 112.7, "PLACE-INVALID")],
)
def test_a_place_that_cannot_be_is_an_error_finding(
    tmp_path, latitude, longitude, code
):
    path = tmp_path / "project.toml"
    text = GOOD.replace("latitude = 38.42", f"latitude = {latitude}")
    text = text.replace("longitude = 112.73", f"longitude = {longitude}")
    path.write_text(text, encoding="utf-8")
    _, findings = read_project(path)

    assert Severity.ERROR in [f.severity for f in findings if f.code == code]
