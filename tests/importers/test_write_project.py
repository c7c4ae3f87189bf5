"""Converted project files: they read back equal, judge equal, and refuse slips."""

import dataclasses
import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from shapely import Polygon

import sunlight as sl
from sunlight.errors import ImporterError, InputError
from sunlight.findings import Finding, Severity
from sunlight.importers.project_file import read_project
from sunlight.importers.write_project import project_document, write_project
from sunlight.kinds import PartKind
from sunlight.model.differences import project_differences
from sunlight.model.project import Part
from sunlight.report.document import document_text, result_document

ROOT = Path(__file__).parents[2]
ESTATE = ROOT / "examples" / "xinzhou_estate" / "project.toml"
FILES = [
    ESTATE,
    *(ROOT / "tests" / "report" / f"{name}.toml" for name in ("estate", "uses")),
    *(
        ROOT / "tests" / "assessment" / f"{name}.toml"
        for name in ("wall", "side_by_side")
    ),
]
SURVEYED = """
schema = "sunlight-project/1"
project = { name = "测量坐标" }
[site]
latitude = 38.42
longitude = 112.73
north = "grid"
grid_convergence = -0.79
axes = "survey"
[[buildings]]
id = "1#"
status = "现状"
zero_level = 790.45
top_above_zero = 18.0
storeys = { count = 6, height = 2.9 }
footprint = [[4254882.0, 38389090.1], [4254882.0, 38389120.7], [4254894.3, 38389120.7]]
windows = [{ floor = 2, facade = 1, at = 2.0, width = 1.5, sill = 0.9 }]
[[buildings]]
id = "2#"
status = "现状"
[buildings.mesh]
faces = [[0, 1, 2], [0, 2, 3]]
vertices = [
  [4254800, 38389090, 790], [4254812, 38389090, 790],
  [4254812, 38389102, 799.5], [4254800, 38389090, 799.5],
]
"""


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """The example estate with its findings, and the file made of it."""
    path = tmp_path_factory.mktemp("converted") / "project.json"
    project, findings = read_project(ESTATE)
    write_project(project, path, findings)
    return project, findings, path


@pytest.fixture
def broken(converted, tmp_path):
    """Read the file after a change of its document."""

    def read(change):
        document = json.loads(converted[2].read_text("utf-8"))
        change(document)
        path = tmp_path / "broken.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return read_project(path)

    return read


def without_own_file(project):
    return dataclasses.replace(project, source_files=project.source_files[1:])


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_hand_written_files_read_back_equal_with_their_findings(file, tmp_path):
    project, findings = read_project(file)
    write_project(project, tmp_path / "p.json", findings)
    read, again = read_project(tmp_path / "p.json")

    assert () == project_differences(project, without_own_file(read))
    assert findings == again


def test_a_file_of_survey_axes_grid_north_and_meshes_reads_back_equal(tmp_path):
    (tmp_path / "p.toml").write_text(SURVEYED, encoding="utf-8")
    project, findings = read_project(tmp_path / "p.toml")
    write_project(project, tmp_path / "p.json", findings)
    read, again = read_project(tmp_path / "p.json")

    assert (38389000.0, 4255000.0) == project.site.origin
    assert ("grid", 0.79) == (read.site.north, read.site.north_angle)
    assert () == project_differences(project, without_own_file(read))
    assert findings == again


def test_the_file_itself_comes_before_the_files_it_was_made_of(converted):
    project, _, path = converted
    read, _ = read_project(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()

    assert (("project.json", digest), *project.source_files) == read.source_files


def test_a_converted_file_is_assessed_like_the_original(tmp_path):
    original = ROOT / "tests" / "report" / "estate.toml"
    write_project(*_swapped(read_project(original), tmp_path / "p.json"))
    documents = []
    for path in (original, tmp_path / "p.json"):
        project, findings = read_project(path)
        text = document_text(result_document(sl.assess(project, findings=findings)))
        documents.append(json.loads(text))
        assert documents[-1].pop("provenance")

    assert len(documents[0]["households"]) > 10
    assert documents[0] == documents[1]


def _swapped(read, path):
    return read[0], path, read[1]


def test_one_building_stands_on_one_line(converted):
    project, _, path = converted
    lines = path.read_text("utf-8").splitlines()
    starts = [line for line in lines if line.startswith('{"id": "1#"')]
    windows = [line for line in lines if line.startswith('"1#-1-')]

    assert 1 == len(starts) == len(windows)
    assert len(lines) < 30 * len(project.buildings)


def test_findings_that_the_project_makes_itself_are_not_written(converted):
    project, findings, _ = converted
    kept = Finding(
        code="HEIGHT-MISSING",
        severity=Severity.WARNING,
        where="4",
        message="m",
        message_zh="m",
        elements=("2Ab",),
        file="model.ifc",
    )
    document = project_document(project, [*findings, kept])

    assert ["HEIGHT-MISSING"] == [f["code"] for f in document["import_findings"]]


def test_invisible_characters_are_left_out_of_texts(converted, tmp_path):
    project = dataclasses.replace(converted[0], name="云\u200b中\u202e苑\x07")
    write_project(project, tmp_path / "p.json")

    assert "云中苑" == read_project(tmp_path / "p.json")[0].name


def test_a_mesh_keeps_its_outline_and_its_levels(converted, tmp_path):
    corners = np.array([[0.1, 0, 3], [9, 0, 3], [9, 9, 3], [0, 0, 7.7]])
    part = Part(
        kind=PartKind.BODY,
        polygon=Polygon([(0, 0), (9, 0), (9, 9)]),
        base=3.0,
        top=7.7,
        vertices=corners,
        faces=np.array([[0, 1, 2], [0, 1, 3]]),
    )
    project = dataclasses.replace(converted[0], site_parts=(part,))
    write_project(project, tmp_path / "p.json")
    (read,) = read_project(tmp_path / "p.json")[0].site_parts

    assert (corners == read.vertices).all()
    assert (part.faces == read.faces).all()
    assert part.polygon.equals_exact(read.polygon, 0.0)
    assert (3.0, 7.7) == (read.base, read.top)


def test_numbers_that_json_does_not_know_are_refused_and_nothing_is_written(
    converted, tmp_path
):
    home = dataclasses.replace(converted[0].buildings[0], zero_level=float("inf"))
    homes = (home, *converted[0].buildings[1:])
    project = dataclasses.replace(converted[0], buildings=homes)
    with pytest.raises(InputError, match="building 1#: zero_level: inf cannot"):
        write_project(project, tmp_path / "p.json")

    assert [] == list(tmp_path.iterdir())


def test_what_could_not_be_read_again_is_refused_and_nothing_is_written(
    converted, tmp_path
):
    ids = converted[0].windows.id.copy()
    ids[1] = ids[0]
    windows = dataclasses.replace(converted[0].windows, id=ids)
    twice = dataclasses.replace(converted[0], windows=windows)
    with pytest.raises(
        InputError, match=r"tables\.windows\.id\[1\]: the id '1#-1-S01'"
    ):
        write_project(twice, tmp_path / "p.json")

    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "words"),
    [("p.toml", "ends in .json"), ("none/p.json", "folder that exists")],
)
def test_files_that_cannot_be_written_are_refused(converted, tmp_path, name, words):
    with pytest.raises(InputError, match=words):
        write_project(converted[0], tmp_path / name)

    assert [] == list(tmp_path.iterdir())


def test_a_profile_of_ones_own_is_named_from_the_new_file(tmp_path):
    (tmp_path / "城市.toml").write_text("", encoding="utf-8")
    text = ESTATE.read_text("utf-8").replace(
        "[project]", '[project]\nrules = "城市.toml"', 1
    )
    lines = [x for x in text.splitlines() if not x.startswith('rules = "xin')]
    (tmp_path / "p.toml").write_text("\n".join(lines), encoding="utf-8")
    project, _ = read_project(tmp_path / "p.toml")
    write_project(project, tmp_path / "p.json")
    (tmp_path / "elsewhere").mkdir()

    assert project.rules == read_project(tmp_path / "p.json")[0].rules
    with pytest.raises(InputError, match=r"城市\.toml lies outside the folder"):
        write_project(project, tmp_path / "elsewhere" / "p.json")


def set_at(*path):
    """Change of a document: all but the last step lead there, the last is the value."""

    def change(document):
        *steps, last, value = path
        for step in steps:
            document = document[step]
        document[last] = value

    return change


WINDOWS = ("tables", "windows")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (set_at(*WINDOWS, "floor", 7, "three"), r"tables\.windows\.floor\[7\]: Input"),
        (
            set_at(*WINDOWS, "floor", []),
            r"tables\.windows\.floor: the column has 0 row",
        ),
        (
            set_at(*WINDOWS, "building", 0, "1##"),
            r"building\[0\]: there is no building '1##'; did you mean '1#'",
        ),
        (set_at(*WINDOWS, "room", 5, "1#"), r"windows\.room\[5\]: there is no room '1"),
        (set_at(*WINDOWS, "room", 5, -2), r"tables\.windows\.room\[5\]: Input should"),
        (set_at(*WINDOWS, "left", 1, [0.0]), r"tables\.windows\.left\[1\]"),
        (set_at(*WINDOWS, "left", 1, [0.0, 9.0]), "row 1 differs from row 0"),
        (set_at(*WINDOWS, "column_offsets", [0, 5]), "end at the number of windows"),
        (set_at(*WINDOWS, "id", 1, "1#-1-S01"), r"windows\.id\[1\]: the id .* twice"),
        (set_at(*WINDOWS, "kind", ["round"] * 2292), r"kind\[0\]: 'round' is unknown"),
        (set_at("tables", "rooms", "kind", 3, "sleeping"), r"rooms\.kind\[3\]: 'sleep"),
        (
            set_at("tables", "rooms", "household", 3, "0"),
            r"household\[3\]: there is n",
        ),
        (
            set_at("buildings", 0, "parts", [{"kind": "roof"}]),
            "solids and parts say th",
        ),
        (
            set_at("buildings", 0, "top_above_zero", 9.0),
            "solids and top_above_zero say",
        ),
        (
            set_at(
                "buildings", 0, "compensation", [{"household": "1", "reference": "x"}]
            ),
            "tables and compensation say the same twice",
        ),
        (
            set_at("buildings", 0, "solids", 0, "outline", None),
            "neither an outline nor",
        ),
        (
            set_at("buildings", 0, "solids", 0, "top_elevation", None),
            r"buildings\[0\]\.solids\[0\]\.top_elevation: a solid over an outline",
        ),
        (
            set_at(
                "buildings",
                0,
                "solids",
                0,
                "mesh",
                {"vertices": [[0, 0, 0]] * 3, "faces": [[0, 1, 3]]},
            ),
            r"solids\[0\]\.mesh\.faces\[0\]: the triangle \[0, 1, 3\] names a corner",
        ),
        (set_at("site", "north", "true"), r"site\.north: the frame says"),
        (set_at("site", "unit", "m"), r"site\.unit: the frame says"),
        (set_at("site", "latitude", None), r"site\.latitude: a frame needs"),
        (set_at("site", "frame", None), "tables holds project coordinates"),
    ],
)
def test_what_is_wrong_in_a_converted_file_is_named_with_its_row(broken, change, words):
    with pytest.raises(ImporterError, match=words):
        broken(change)


def test_buildings_written_by_hand_go_beside_converted_ones(broken, converted):
    hand = {
        "id": "by hand",
        "status": "现状",
        "zero_level": 790.0,
        "top_above_zero": 9.0,
        "footprint": [[900, 0], [912, 0], [912, 12]],
        "parts": [{"kind": "parapet", "line": [[900, 0], [912, 0]]}],
    }
    hand["parts"][0] |= {"thickness": 0.2, "top_above_roof": 0.6}
    read, _ = broken(lambda document: document["buildings"].insert(0, hand))
    before = converted[0]

    assert [799.0, 799.6] == [part.top for part in read.buildings[0].parts]
    assert (before.windows.building + 1 == read.windows.building).all()
    assert (before.rooms.building + 1 == read.rooms.building).all()
    assert (before.windows.left == read.windows.left).all()


def test_a_wall_of_the_site_can_be_drawn_as_a_line_beside_solids(broken):
    wall = {"kind": "挡土墙", "line": [[0, -90], [9, -90]], "thickness": 1.0}
    wall |= {"base_elevation": 790.0, "top_elevation": 791.0}
    read, _ = broken(set_at("site_parts", [wall]))

    assert 9.0 == read.site_parts[0].polygon.area


def test_an_inline_mesh_stands_in_for_a_mesh_file(tmp_path):
    text = """
schema = "sunlight-project/1"
project = { name = "p" }
site = { north = "true", unit = "mm" }
[[buildings]]
id = "1#"
status = "现状"
zero_level = 100.0
mesh_levels = "above_zero"
footprint = [[0, 0], [9000, 0], [9000, 9000]]
mesh = { vertices = [[0, 0, 0], [9000, 0, 0], [9000, 9000, 6000]], faces = [[0, 1, 2]] }
"""
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")
    (part,) = read_project(tmp_path / "p.toml")[0].buildings[0].parts

    assert [[0, 0, 100], [9, 0, 100], [9, 9, 106]] == part.vertices.tolist()
    assert (100.0, 106.0) == (part.base, part.top)
    assert 40.5 == part.polygon.area
