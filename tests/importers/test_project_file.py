import hashlib
import json
import math

import numpy as np
import pytest

from sunlight.errors import ImporterError
from sunlight.importers.project_file import project_schema, read_project
from sunlight.kinds import LegalStatus, PartKind, SourceKind, Status, Use

HEAD = """
schema = "sunlight-project/1"
[project]
name = "和平小区"
id = "P1"
"""
SITE = """
[site]
latitude = 38.4
longitude = 112.7
north = "true"
height_datum = "1985国家高程基准"
"""
BUILDING = """
[[buildings]]
id = "1#"
status = "existing"
use = "residential"
zero_level = 800.45
outdoor_ground = 800.0
top_above_zero = 54.0
footprint = [[0, 0], [30, 0], [30, 12], [0, 12]]
storeys = { count = 18, height = 3.0 }
"""


@pytest.fixture
def read(tmp_path):
    def reader(text, name="project.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_project(path)

    return reader


def codes(findings):
    return [finding.code for finding in findings]


def bounds(part):
    return [round(value, 9) for value in part.polygon.bounds]


def test_a_small_project_is_read_with_its_words(read):
    project, _ = read(
        """
schema = "sunlight-project/1"
[project]
name = "和平小区二期"
id = "P1"
stage = "phase"
stage_reference = "规条[2020]5号"
old_area_renewal = "忻旧改[2021]3号"
report_date = 2024-06-01
side_by_side = [{ id = "P2", name = "西邻" }]
"""
        + SITE
        + BUILDING
        + """
legal = "合法"
name = "一号楼"
[[buildings]]
id = "2#"
status = "同期报审"
project = "P2"
use = "幼儿园"
replaces = ["1#"]
top_elevation = 812.0
outdoor_ground = 800.0
footprint = [[0, 50], [30, 50], [30, 62], [0, 62], [0, 50]]
"""
    )
    first, second = project.buildings

    assert ("和平小区二期", "P1", "xinzhou-2022") == (
        project.name,
        project.project_id,
        project.rules,
    )
    assert ("phase", "规条[2020]5号", "忻旧改[2021]3号", "2024-06-01") == (
        project.stage,
        project.stage_reference,
        project.renewal_document,
        str(project.report_date),
    )
    assert (("P2", "西邻"),) == project.side_by_side
    assert (Status.EXISTING, Use.RESIDENTIAL, LegalStatus.LAWFUL, 18) == (
        first.status,
        first.use,
        first.legal,
        first.storeys,
    )
    assert (Status.CONCURRENT, Use.KINDERGARTEN, "P2", ("1#",)) == (
        second.status,
        second.use,
        second.project_id,
        second.replaces,
    )
    assert (800.0, 854.45) == (first.parts[0].base, first.parts[0].top)
    assert (800.0, 812.0) == (second.parts[0].base, second.parts[0].top)
    assert math.isnan(second.zero_level)
    assert 4 == len(second.parts[0].polygon.exterior.coords) - 1


def test_json_of_the_same_structure_gives_the_same_project(read):
    said = {
        "$schema": "sunlight.json",
        "schema": "sunlight-project/1",
        "project": {"name": "A", "report_date": "2024-06-01"},
        "site": {"latitude": 38, "longitude": 112, "north": "true"},
        "buildings": [
            {
                "id": "1#",
                "status": "现状",
                "zero_level": 0,
                "outdoor_ground": -0.45,
                "top_above_ground": 30,
                "footprint": [[0, 0], [20, 0], [20, 10], [0, 10]],
                "storeys": {"count": 10, "height": 2.9},
                "window_rows": [
                    {"facade": "南", "floors": "1-3", "at": [1], "width": 2, "sill": 1}
                ],
            }
        ],
    }

    project, _ = read(json.dumps(said), "project.json")

    assert "2024-06-01" == str(project.report_date)
    assert ["1#-1-S01", "1#-2-S01", "1#-3-S01"] == project.windows.id.tolist()
    assert [0.0, 2.9, 5.8] == project.windows.floor_level.tolist()
    assert 29.55 == project.buildings[0].top


def test_a_byte_order_mark_is_accepted(tmp_path):
    path = tmp_path / "project.toml"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + SITE + BUILDING).encode())

    project, _ = read_project(path)

    assert "和平小区" == project.name
    assert (("project.toml", hashlib.sha256(path.read_bytes()).hexdigest()),) == (
        project.source_files
    )


def test_without_a_place_the_city_point_is_used_and_said(read):
    project, findings = read(HEAD + '[site]\nnorth = "true"\n' + BUILDING)

    assert (38.42, 112.73) == (project.site.latitude, project.site.longitude)
    assert project.site.place_origin.startswith("city point of xinzhou-2022")
    assert "SITE-PLACE-DEFAULT" in codes(findings)


def test_without_north_true_north_is_assumed_and_said(read):
    project, findings = read(HEAD + BUILDING)

    assert ("true", 0.0) == (project.site.north, project.site.north_angle)
    assert "SITE-NORTH-MISSING" in codes(findings)


def test_with_place_and_north_neither_is_said(read):
    _, findings = read(HEAD + SITE + BUILDING)

    assert not {"SITE-NORTH-MISSING", "SITE-PLACE-DEFAULT"} & set(codes(findings))


@pytest.mark.parametrize(
    ("north", "kept", "angle"),
    [
        # true north 90° clockwise from +y is +x: what points to +x now points north
        ("true_north_angle = 90", "angle", 90.0),
    ],
)
def test_coordinates_are_turned_to_true_north(read, north, kept, angle):
    project, _ = read(HEAD + f"[site]\n{north}\n" + BUILDING)
    part = project.buildings[0].parts[0]

    assert (kept, angle) == (project.site.north, project.site.north_angle)
    assert [-12.0, 0.0, 0.0, 30.0] == bounds(part)


@pytest.mark.parametrize("north", ["", 'north = "grid"\n'])
def test_a_positive_convergence_turns_the_grid_clockwise(read, north):
    project, _ = read(HEAD + f"[site]\n{north}grid_convergence = 1\n" + BUILDING)
    x, y = project.buildings[0].parts[0].polygon.exterior.coords[1]

    assert ("grid", -1.0) == (project.site.north, project.site.north_angle)
    assert pytest.approx((30 * math.cos(math.radians(1)), -0.5235721931)) == (x, y)


@pytest.mark.parametrize("convergence", [-5.0, 5.0])
def test_a_convergence_of_five_degrees_is_still_taken(read, convergence):
    project, _ = read(HEAD + f"[site]\ngrid_convergence = {convergence}\n" + BUILDING)

    assert -convergence == project.site.north_angle


def test_survey_axes_are_swapped_and_large_coordinates_re_centred(read):
    project, _ = read(
        HEAD
        + '[site]\nnorth = "true"\naxes = "survey"\n'
        + BUILDING.replace(
            "[[0, 0], [30, 0], [30, 12], [0, 12]]",
            "[[4250100, 499970], [4250112, 499970], [4250112, 500000],"
            " [4250100, 500000]]",
        )
    )

    assert (500000.0, 4250000.0) == project.site.origin
    assert [-30.0, 100.0, 0.0, 112.0] == bounds(project.buildings[0].parts[0])


def test_millimetres_of_plan_coordinates_become_metres(read):
    project, _ = read(
        HEAD
        + '[site]\nnorth = "true"\nunit = "mm"\n'
        + BUILDING.replace("30,", "30000,").replace("12]", "12000]")
    )

    assert [0.0, 0.0, 30.0, 12.0] == bounds(project.buildings[0].parts[0])
    assert 854.45 == project.buildings[0].top


def test_an_open_ground_floor_lets_the_body_start_above_it(read):
    project, _ = read(HEAD + SITE + BUILDING + "open_ground_floor = 3.6\n")

    assert pytest.approx(804.05) == project.buildings[0].parts[0].base


def test_holes_are_courtyards(read):
    project, _ = read(
        HEAD + SITE + BUILDING + "holes = [[[5, 4], [25, 4], [25, 8], [5, 8]]]\n"
    )

    assert 360.0 - 80.0 == project.buildings[0].parts[0].polygon.area


def test_parts_stand_where_their_kind_stands(read):
    project, _ = read(
        HEAD
        + SITE
        + BUILDING
        + """
[[buildings.parts]]
kind = "电梯机房"
outline = [[2, 2], [6, 2], [6, 6]]
top_above_roof = 4.5
[[buildings.parts]]
kind = "parapet"
line = [[0, 0], [30, 0]]
thickness = 0.2
top_above_roof = 1.2
[[buildings.parts]]
kind = "retaining_wall"
line = [[0, -3], [9, -3]]
thickness = 0.2
top_above_ground = 2
[[buildings.parts]]
kind = "balcony"
name = "阳台"
facade = "south"
at = 1
width = 3
depth = 1.5
floors = "2-3"
base_above_floor = -0.1
top_above_floor = 0
[[buildings.parts]]
kind = "eave"
facade = 3
depth = 0.6
base_above_zero = 53.9
top_above_zero = 54
[[buildings.parts]]
kind = "body"
name = "塔楼"
outline = [[5, 3], [15, 3], [15, 9], [5, 9]]
base_above_roof = 0
top_above_zero = 80
[[buildings.parts]]
kind = "水箱"
part = "塔楼"
outline = [[6, 4], [8, 4], [8, 6]]
top_above_roof = 3
"""
    )
    _, lift, parapet, wall, low, high, eave, tower, tank = project.buildings[0].parts

    assert PartKind.LIFT_HOUSE is lift.kind
    assert pytest.approx((854.45, 858.95)) == (lift.base, lift.top)
    assert pytest.approx((854.45, 855.65)) == (parapet.base, parapet.top)
    assert [0.0, -0.1, 30.0, 0.1] == bounds(parapet)
    assert pytest.approx((800.0, 802.0)) == (wall.base, wall.top)
    assert ("阳台-2", "阳台-3") == (low.name, high.name)
    assert pytest.approx((803.35, 803.45)) == (low.base, low.top)
    assert pytest.approx((806.35, 806.45)) == (high.base, high.top)
    assert [1.0, -1.5, 4.0, 0.0] == bounds(low)
    assert [0.0, 12.0, 30.0, 12.6] == bounds(eave)
    assert pytest.approx((854.45, 880.45)) == (tower.base, tower.top)
    assert pytest.approx((880.45, 883.45)) == (tank.base, tank.top)
    assert pytest.approx(883.45) == project.buildings[0].top


def test_a_closed_line_is_a_ring_of_parapet(read):
    project, _ = read(
        HEAD
        + SITE
        + BUILDING
        + """
[[buildings.parts]]
kind = "parapet"
thickness = 0.2
top_above_roof = 1
line = [[1, 1], [9, 1], [9, 9], [1, 9], [1, 1]]
"""
    )

    assert pytest.approx(8.2**2 - 7.8**2) == project.buildings[0].parts[1].polygon.area


def test_parts_of_the_site_have_absolute_levels(read):
    project, _ = read(
        HEAD
        + SITE
        + BUILDING
        + """
[[site_parts]]
kind = "tree"
name = "槐"
outline = [[50, 0], [52, 0], [52, 2]]
base_elevation = 800
top_elevation = 809
"""
    )
    (tree,) = project.site_parts

    assert (PartKind.TREE, "槐", 800.0, 809.0) == (
        tree.kind,
        tree.name,
        tree.base,
        tree.top,
    )


MESH = """
v 0 0 0
v 4 0 0
v 0 4 0
v 0 0 3
f 1 3 2
f 1 2 4
f 2 3 4
f 3 1 4
"""


def test_a_mesh_file_replaces_outline_and_levels(read, tmp_path):
    (tmp_path / "meshes").mkdir()
    mesh = tmp_path / "meshes" / "roof.obj"
    mesh.write_text(MESH, encoding="utf-8")
    project, _ = read(
        HEAD
        + SITE
        + """
[[buildings]]
id = "M"
status = "existing"
mesh = "meshes/roof.obj"
mesh_levels = "above_zero"
zero_level = 800
outdoor_ground = 799.7
"""
    )
    body = project.buildings[0].parts[0]

    assert (800.0, 803.0) == (body.base, body.top)
    assert (4, 4) == (len(body.vertices), len(body.faces))
    assert body.polygon is None
    assert ("meshes/roof.obj", hashlib.sha256(mesh.read_bytes()).hexdigest()) == (
        project.source_files[1]
    )


def test_survey_axes_keep_a_mesh_right_side_out(read, tmp_path):
    (tmp_path / "a.obj").write_text(MESH, encoding="utf-8")
    text = HEAD + '[site]\nnorth = "true"\n@[[buildings]]\nid = "M"\nmesh = "a.obj"\n'
    text += 'status = "existing"\nzero_level = 0\noutdoor_ground = 0\n'

    volumes = []
    for axes in ("", 'axes = "survey"\n'):
        project, _ = read(text.replace("@", axes))
        body = project.buildings[0].parts[0]
        a, b, c = (body.vertices[body.faces[:, k]] for k in range(3))
        volumes.append(float(np.einsum("ij,ij->", a, np.cross(b, c)) / 6))

    assert pytest.approx([8.0, 8.0]) == volumes


def test_sources_are_shared_by_name_or_written_in_place(read):
    project, findings = read(
        HEAD
        + SITE
        + '[sources.s1]\nkind = "测绘"\nreference = "CH-1"\ndate = 2023-05-10\n'
        + 'by = "某院(乙级)"\n'
        + BUILDING
        + 'source = "s1"\n'
        + BUILDING.replace("1#", "2#").replace("[30, ", "[30.5, ")
        + 'source = { kind = "archive", reference = "D-7" }\n'
    )
    first, second = (b.source for b in project.buildings)

    assert (SourceKind.SURVEY, "CH-1", "2023-05-10", "某院(乙级)") == (
        first.kind,
        first.reference,
        str(first.date),
        first.by,
    )
    assert (SourceKind.ARCHIVE, "D-7", None) == (
        second.kind,
        second.reference,
        second.stamped,
    )
    assert ["2#"] == [f.found for f in findings if f.code == "BLANK-STAMP"]
    assert "BLANK-SOURCE" not in codes(findings)


def test_blanks_of_one_kind_are_one_note_that_names_the_buildings(read):
    buildings = [
        BUILDING.replace("1#", f"{n}#")
        .replace("[0, ", f"[{n}00, ")
        .replace("[30, ", f"[{n}30, ")
        for n in range(1, 4)
    ]
    _, findings = read(HEAD + SITE + "".join(buildings))

    assert ["1#, 2#, 3#"] == [f.found for f in findings if f.code == "BLANK-SOURCE"]
    assert ["1#, 2#, 3#"] == [f.found for f in findings if f.code == "BLANK-LEGAL"]


def test_the_model_check_runs_on_what_was_read(read):
    crossed = "[[0, 0], [30, 12], [30, 0], [0, 12]]"
    _, findings = read(
        HEAD + SITE + BUILDING.replace("[[0, 0], [30, 0], [30, 12], [0, 12]]", crossed)
    )

    assert "FOOTPRINT-SELF-CROSSING" in codes(findings)


def test_a_proposed_building_belongs_to_the_project_under_review(read):
    project, _ = read(HEAD + SITE + BUILDING.replace("existing", "拟建"))

    assert "P1" == project.buildings[0].project_id


def test_the_schema_describes_every_field():
    schema = project_schema()
    tables = [schema, *schema["$defs"].values()]
    blank = [
        (table["title"], name)
        for table in tables
        for name, said in table.get("properties", {}).items()
        if not said.get("description")
    ]

    assert [] == blank
    assert "拟建" in schema["$defs"]["BuildingSpec"]["properties"]["status"]["enum"]
    assert {"schema", "project"} == set(schema["required"])


def test_the_schema_is_plain_json():
    assert project_schema() == json.loads(json.dumps(project_schema()))


def test_a_mesh_outside_the_folder_is_refused(read):
    text = HEAD + SITE + '[[buildings]]\nid = "M"\nstatus = "现状"\nmesh = "{}"\n'
    for name in ("../a.obj", "/a.obj", "C:/a.obj", "a/../../b.obj"):
        with pytest.raises(ImporterError, match="outside the folder"):
            read(text.replace("{}", name))
