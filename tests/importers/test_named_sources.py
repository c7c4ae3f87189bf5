"""Project files that name model files: together in one frame, and safely."""

import json
import os
from pathlib import Path

import numpy as np
import pytest
from pyproj import Proj, Transformer

from sunlight.errors import ImporterError
from sunlight.importers.limits import Limits
from sunlight.importers.project_file import read_project
from sunlight.importers.write_project import write_project
from sunlight.kinds import LegalStatus, Status, Use
from sunlight.model.file_frames import frame_of
from sunlight.report.ci.frames import to_file_frame

DATA = os.environ.get("SUNLIGHT_DATA", "")
GAUSS = "EPSG:4549"
TO_GAUSS = Transformer.from_crs("EPSG:4326", GAUSS, always_xy=True)
HERE = np.round(TO_GAUSS.transform(120.62, 31.30))
"""A round corner in Suzhou on the map, [east, north]."""
HEAD = 'schema = "sunlight-project/1"\n[project]\nname = "苏州"\n'


def footprint(id, east, north, *, width=20.0, depth=10.0, **properties):
    """GeoJSON feature of a block whose south-west corner is given on the map."""
    corners = [(0, 0), (width, 0), (width, depth), (0, depth), (0, 0)]
    back = [
        TO_GAUSS.transform(east + x, north + y, direction="INVERSE") for x, y in corners
    ]
    return {
        "type": "Feature",
        "id": id,
        "properties": {"height": 18.0} | properties,
        "geometry": {"type": "Polygon", "coordinates": [[list(p) for p in back]]},
    }


def cityjson(east, north):
    """City model in the map's system: a block of 12 m by 8 m, 15 m high, on 4 m."""
    corners = [(0, 0), (12, 0), (12, 8), (0, 8)]
    vertices = [[east + x, north + y, z] for z in (4.0, 19.0) for x, y in corners]
    sides = [[i, (i + 1) % 4, (i + 1) % 4 + 4, i + 4] for i in range(4)]
    faces = [[[3, 2, 1, 0]], [[4, 5, 6, 7]], *([side] for side in sides)]
    return {
        "type": "CityJSON",
        "version": "2.0",
        "transform": {"scale": [1.0] * 3, "translate": [0.0] * 3},
        "metadata": {"referenceSystem": "https://www.opengis.net/def/crs/EPSG/0/4549"},
        "CityObjects": {
            "C1": {
                "type": "Building",
                "geometry": [{"type": "Solid", "lod": "2", "boundaries": [faces]}],
            }
        },
        "vertices": vertices,
    }


def barn(name="barn"):
    """Mesh of a block of 20 m by 10 m by 9 m at the origin of its file."""
    ends = [(0, 0), (20, 0), (20, 10), (0, 10)]
    lines = [f"o {name}"]
    lines += [f"v {x} {y} {z}" for z in (0, 9) for x, y in ends]
    faces = ["4 3 2 1", "5 6 7 8", "1 2 6 5", "2 3 7 6", "3 4 8 7", "4 1 5 8"]
    return "\n".join([*lines, *(f"f {face}" for face in faces)]) + "\n"


@pytest.fixture
def folder(tmp_path):
    """Folder of three models: footprints, a city model and a mesh."""
    east, north = HERE
    around = {
        "type": "FeatureCollection",
        "features": [
            footprint("3#1", east, north, use="住宅"),
            footprint("3#2", east + 40.0, north),
            footprint("9", east + 80.0, north),
        ],
    }
    (tmp_path / "models").mkdir()
    for name, text in (
        ("around.geojson", json.dumps(around)),
        ("models/city.json", json.dumps(cityjson(east + 100.0, north + 60.0))),
        ("models/barn.obj", barn()),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def read(folder):
    """Read a project file of that text in the folder."""

    def at(text, name="project.toml", **asked):
        path = folder / name
        path.write_text(text if "schema" in text else HEAD + text, encoding="utf-8")
        return read_project(path, **asked)

    return at


AROUND = '[[source]]\nfile = "around.geojson"\n'
CITY = '[[source]]\nfile = "models/city.json"\n'
BARN = '[[source]]\nfile = "models/barn.obj"\n'
OWN = """
[site]
latitude = 31.3
longitude = 120.62
crs = "EPSG:4549"
grid_convergence = {4}
[[buildings]]
id = "own"
status = "proposed"
use = "residential"
zero_level = 5.0
top_above_zero = 18.0
footprint = [[{0}, {1}], [{2}, {1}], [{2}, {3}]]
"""


def south_west(project, row):
    """Corner with the least x + y of the first part of a building."""
    part = project.buildings[row].parts[0]
    points = (
        np.array(part.polygon.exterior.coords)[:, :2]
        if part.polygon is not None
        else part.vertices[:, :2]
    )
    return points[np.argmin(points.sum(axis=1))]


def codes(findings):
    return [finding.code for finding in findings]


def test_three_kinds_of_file_lie_where_the_map_says(read):
    """Footprints in degrees come first; their frame is metres around their middle."""
    at = f"at = [{25.0}, {-30.0}]\nrotate = 90.0\nlift = 3.5\n"
    project, findings = read(AROUND + CITY + BARN + at)

    assert ["3#1", "3#2", "9", "C1", "barn"] == [home.id for home in project.buildings]
    assert ("苏州", "EPSG:4326") == (project.name, project.site.crs)
    # each corner by pyproj on its own: metres of a projection at the origin
    local = Transformer.from_crs(
        "EPSG:4326",
        "+proj=tmerc +lon_0={} +lat_0={} +ellps=WGS84".format(*project.site.origin),
        always_xy=True,
    )
    east, north = HERE
    for row, corner in (
        (0, (east, north)),
        (2, (east + 80.0, north)),
        (3, (east + 100.0, north + 60.0)),
    ):
        place = TO_GAUSS.transform(*corner, direction="INVERSE")
        assert local.transform(*place) == pytest.approx(
            south_west(project, row), abs=0.02
        )
    # by hand: (x, y) of the mesh is at (25 + y, -30 - x), and 3.5 m higher
    mesh = project.buildings[4].parts[0]
    low, high = mesh.vertices.min(axis=0), mesh.vertices.max(axis=0)
    assert [25.0, -50.0, 3.5] == pytest.approx(low, abs=1e-9)
    assert [35.0, -30.0, 12.5] == pytest.approx(high, abs=1e-9)
    assert "FRAMES-ASSUMED-EQUAL" not in codes(findings)
    names = [name for name, _ in project.source_files]
    assert ["project.toml", "around.geojson", "city.json", "barn.obj"] == names


def test_corners_go_back_to_the_files_they_came_from(read):
    at = "at = [25.0, -30.0]\nrotate = 90.0\nlift = 3.5\n"
    project, _ = read(AROUND + CITY + BARN + at)
    city, mesh = project.buildings[3:]
    east, north = HERE

    back = to_file_frame(city.parts[0].vertices, frame_of(project, "city.json", "C1"))
    expected = np.array([east + 100.0, north + 60.0, 4.0])
    assert expected == pytest.approx(back.min(axis=0), abs=1e-6)
    back = to_file_frame(mesh.parts[0].vertices, frame_of(project, "barn.obj", "barn"))
    assert [0.0, 0.0, 0.0] == pytest.approx(back.min(axis=0), abs=1e-6)
    assert [20.0, 10.0, 9.0] == pytest.approx(back.max(axis=0), abs=1e-6)


def test_own_buildings_give_the_frame_and_the_site(read):
    east, north = (float(value) for value in HERE)
    gamma = Proj(GAUSS).get_factors(120.62, 31.30).meridian_convergence
    own = OWN.format(east - 50.0, north, east - 30.0, north + 10.0, gamma)
    project, findings = read(own + AROUND + CITY)

    assert ["own", "3#1", "3#2", "9", "C1"] == [home.id for home in project.buildings]
    assert (GAUSS, 31.3) == (project.site.crs, project.site.latitude)
    # grid north lies east of true north: true coordinates are turned clockwise
    cosine, sine = np.cos(np.radians(gamma)), np.sin(np.radians(gamma))
    for row, corner in ((0, (east - 50.0, north)), (1, (east, north))):
        x, y = np.array(corner) - project.site.origin
        expected = [x * cosine + y * sine, y * cosine - x * sine]
        assert expected == pytest.approx(south_west(project, row), abs=0.02)
    assert 0.3 < gamma < 0.33
    assert "SITE-PLACE-DEFAULT" not in codes(findings)


def test_the_place_of_the_site_comes_before_those_of_the_files(read):
    site = "[site]\nlatitude = 31.25\nlongitude = 120.5\nname = '工地'\n"
    project, findings = read(site + AROUND)
    found = project.site

    assert (31.25, 120.5) == (found.latitude, found.longitude)
    assert ("project file", "工地") == (found.place_origin, found.name)
    assert read(AROUND)[0].site.latitude == pytest.approx(31.30, abs=0.01)
    assert "PLACES-DIFFER" not in codes(findings)


def test_a_file_without_a_place_takes_that_of_another(read):
    """A mesh first: it names no place; the city model after it does."""
    at = f"at = [{-HERE[0]}, {-HERE[1]}]\nrotate = 0.0\n"
    alone, told = read(BARN)
    project, findings = read(BARN + CITY + at)

    assert ("PLACE-MISSING" in codes(told), 38.42) == (True, alone.site.latitude)
    assert 31.30 == pytest.approx(project.site.latitude, abs=0.01)
    assert [100.0, 60.0] == pytest.approx(south_west(project, 1), abs=1e-6)
    assert {"PLACE-MISSING", "PLACES-DIFFER"}.isdisjoint(codes(findings))
    site = "[site]\nlatitude = 30.0\nlongitude = 120.0\n"
    given, findings = read(site + BARN)
    assert 30.0 == given.site.latitude
    assert "PLACE-MISSING" not in codes(findings)


def test_rules_without_a_city_point_take_the_place_of_the_files(read):
    project, _ = read(HEAD + 'rules = "hangzhou-old"\n' + AROUND)

    assert "hangzhou-old" == project.rules
    assert 31.30 == pytest.approx(project.site.latitude, abs=0.01)


def test_buildings_are_told_what_the_file_does_not_say(read):
    more = """
[[source.buildings]]
id = "3#*"
status = "拟建"
use = "住宅"
legal = "合法"
[[source.buildings]]
id = "3#2"
name = "二号楼"
use = "kindergarten"
[[source.buildings]]
id = "9"
removed_by_project = true
"""
    head = HEAD + 'id = "SL-1"\n'
    project, _ = read(head + AROUND + more)
    one, two, nine = project.buildings

    assert (Status.PROPOSED, Use.RESIDENTIAL, LegalStatus.LAWFUL) == (
        one.status,
        one.use,
        one.legal,
    )
    assert ("二号楼", Use.KINDERGARTEN, LegalStatus.LAWFUL) == (
        two.name,
        two.use,
        two.legal,
    )
    assert (Status.EXISTING, True) == (nine.status, nine.removed_by_project)
    assert "SL-1" == project.project_id


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('id = "3#9"', r"source\[0\].buildings\[0\].id: no building .*'3#9'.*'3#"),
        ('id = "8*"\nuse = "住宅"', r"no building of the file is called '8\*'"),
        ('id = "9"\nuse = "住房"', r"source\[0\].buildings\[0\].use"),
        (
            'id = "9"\nstatus = "拟建"\nremoved_by_project = true',
            r"buildings\[0\].removed_by_project: 9 is proposed, hence not there yet",
        ),
    ],
)
def test_what_is_told_of_no_building_is_refused(read, more, words):
    with pytest.raises(ImporterError, match=words):
        read(AROUND + "[[source.buildings]]\n" + more)


def test_regular_windows_are_laid_on_the_files_that_ask_for_them(read):
    rule = "regular_windows = { spacing = 4.0, storey_height = 3.0 }\n"
    project, findings = read(AROUND + rule + CITY)
    of = set(project.windows.building.tolist())

    assert {0, 1, 2} == of
    assert project.windows.assumed.all()
    # 20 m and 10 m sides, six storeys of 18 m, one window every 4 m
    counts = np.bincount(project.windows.building)
    assert (counts == counts[0]).all()
    assert counts[0] % 6 == 0
    assert any("assumed" in finding.message for finding in findings)


def test_projects_of_options_are_those_of_buildings_not_of_the_whole(read):
    head = HEAD + 'id = "SL-1"\nside_by_side = [{ id = "BL-2", name = "北邻" }]\n'
    side = 'options = { status = "concurrent", project = "BL-2" }\n'
    project, findings = read(head + AROUND + side + CITY)

    assert ("SL-1", "BL-2") == (project.project_id, project.buildings[0].project_id)
    assert "PROJECT-FIELDS-DIFFER" not in codes(findings)


def test_equal_ids_are_refused_with_both_files_and_mended_by_a_prefix(read, folder):
    again = '[[source]]\nfile = "models/again.geojson"\n'
    content = (folder / "around.geojson").read_bytes()
    (folder / "models" / "again.geojson").write_bytes(content)
    words = "'3#1' stands in around.geojson and in models/again.geojson; .* prefix"
    with pytest.raises(ImporterError, match=words):
        read(AROUND + again)

    project, _ = read(AROUND + again + 'options = { prefix = "又" }\n')
    assert "又3#1" == project.buildings[3].id


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("true_north_angle = 3.0", "true_north_angle"),
        ("grid_convergence = 0.3", "grid_convergence"),
        ('north = "grid"', "north"),
        ('axes = "survey"', "axes"),
        ('unit = "mm"', "unit"),
        ('crs = "EPSG:4549"', "crs"),
        ("frame = { origin = [0.0, 0.0] }", "frame"),
        ("latitude = 31.3", "longitude"),
    ],
)
def test_a_site_without_coordinates_says_nothing_of_them(read, field, name):
    words = rf"site\.{name}: (the project file has no coord.*options of|latitude is)"
    with pytest.raises(ImporterError, match=words):
        read(f"[site]\n{field}\n" + AROUND)


@pytest.mark.parametrize(
    "name",
    ["../a.geojson", "/etc/hosts", "C:\\a.ifc", "models/../../a.ifc", "link.obj"],
)
def test_files_outside_of_the_folder_are_refused(read, folder, name):
    outside = folder.parent / f"{folder.name}-a.obj"
    outside.write_text(barn(), encoding="utf-8")
    try:
        (folder / "link.obj").symlink_to(outside)
    except OSError:
        pytest.skip("links cannot be made here")
    with pytest.raises(ImporterError, match=r"source\[0\].file: .*outside the folder"):
        read(f"[[source]]\nfile = '{name}'\n")


def test_a_linked_folder_leads_nowhere_either(read, folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "barn.obj").write_text(barn(), encoding="utf-8")
    try:
        (folder / "more").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    with pytest.raises(ImporterError, match="outside the folder"):
        read('[[source]]\nfile = "more/barn.obj"\n')


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("file = 'none.obj'", r"source\[0\].file: none.obj: .*no such file"),
        ("file = 'a.rvt'", r"source\[0\].file: .*what kind of file"),
        ("file = 'models/barn.obj'\nkind = 'revit'", r"source\[0\].kind: .*no kind"),
        (
            "file = 'models/barn.obj'\noptions = { units = 'mm' }",
            r"source\[0\].options.units: .*'unit'.*allowed are",
        ),
        (
            "file = 'models/barn.obj'\noptions = { unit = 'km' }",
            r"source\[0\].options.unit: .*'km'",
        ),
        (
            "file = 'site.dwg'\noptions = { oda_converter = '/usr/bin/env' }",
            r"source\[0\].options.oda_converter: .*a program to run.*sunlight convert",
        ),
        ("file = 'other.toml'", r"source\[0\].file: .*convert it to .json first"),
        ("file = 'models/barn.obj'\nat = [1.0, 2.0]", "barn.obj is the first file"),
        ("file = 'models/barn.obj'\nlayers = 'a.toml'", "no field 'layers' here"),
    ],
)
def test_sources_that_cannot_be_are_refused(read, source, words):
    with pytest.raises(ImporterError, match=words):
        read("[[source]]\n" + source + "\n")


def test_all_sources_that_fail_are_named_together(read):
    text = "[[source]]\nfile = 'a.rvt'\n" + AROUND + "[[source]]\nfile = 'none.obj'\n"
    with pytest.raises(ImporterError, match=r"(?s)2 things.*source\[0\].*source\[2\]"):
        read(text)


@pytest.mark.parametrize("name", ["../layers.toml", "/etc/layers.toml", "link.toml"])
def test_layers_outside_of_the_folder_are_refused(read, folder, name):
    ezdxf = pytest.importorskip("ezdxf")
    (folder.parent / "layers.toml").write_text("", encoding="utf-8")
    if not (folder / "link.toml").exists():
        (folder / "link.toml").symlink_to(folder.parent / "layers.toml")
    drawing = ezdxf.new()
    drawing.saveas(folder / "site.dxf")
    with pytest.raises(ImporterError, match=r"source\[0\].file: site.dxf.*outside"):
        read(f"[[source]]\nfile = 'site.dxf'\noptions = {{ layers = '{name}' }}\n")


def test_layers_beside_the_drawing_are_read(read, folder):
    """The map names only layer A; the outline on B is no building."""
    ezdxf = pytest.importorskip("ezdxf")
    rules = '[[layer]]\nmatch = ["A"]\nrole = "建筑"\n'
    drawing = ezdxf.new(units=6)
    space = drawing.modelspace()
    for layer, x in (("A", 0.0), ("B", 50.0)):
        corners = [(x, 0.0), (x + 20.0, 0.0), (x + 20.0, 10.0), (x, 10.0)]
        space.add_lwpolyline(
            corners, close=True, dxfattribs={"layer": layer, "thickness": 18.0}
        )
    drawing.saveas(folder / "models" / "site.dxf")
    (folder / "models" / "layers.toml").write_text(rules, encoding="utf-8")
    options = "options = { layers = 'layers.toml', ready_layers = false }\n"
    project, _ = read("[[source]]\nfile = 'models/site.dxf'\n" + options)

    assert 1 == len(project.buildings)


@pytest.mark.skipif(not DATA, reason="SUNLIGHT_DATA names no folder of real files")
def test_a_building_model_stands_on_the_map_beside_footprints(read, folder):
    """Its map conversion puts (0, 0) at 31.2304 N, 121.4737 E; a block lies 50 m east.

    The block is drawn along the grid, whose east lies south of true east.
    """
    pytest.importorskip("ifcopenshell")
    model = Path(DATA) / "ifc" / "IfcOpenHouse_mapconversion_DERIVED.ifc"
    (folder / "house.ifc").write_bytes(model.read_bytes())
    zero = np.array(TO_GAUSS.transform(121.4737, 31.2304))
    block = {
        "type": "FeatureCollection",
        "features": [footprint("B", zero[0] + 50.0, zero[1])],
    }
    (folder / "block.geojson").write_text(json.dumps(block), encoding="utf-8")
    files = '[[source]]\nfile = "block.geojson"\n[[source]]\nfile = "house.ifc"\n'
    project, _ = read(files)

    frame = frame_of(project, "house.ifc")
    angle = np.radians(frame.north_angle)
    x, y = -np.array(frame.origin)
    house = [
        x * np.cos(angle) - y * np.sin(angle),
        x * np.sin(angle) + y * np.cos(angle),
    ]
    gamma = np.radians(Proj(GAUSS).get_factors(121.4737, 31.2304).meridian_convergence)
    beside = 50.0 * np.array([np.cos(gamma), -np.sin(gamma)])
    assert beside == pytest.approx(south_west(project, 0) - house, abs=0.05)


@pytest.mark.parametrize("name", ["../rooms.csv", "/etc/rooms.csv"])
@pytest.mark.skipif(not DATA, reason="SUNLIGHT_DATA names no folder of real files")
def test_tables_of_dwellings_outside_of_the_folder_are_refused(read, folder, name):
    pytest.importorskip("ifcopenshell")
    content = (Path(DATA) / "ifc" / "IfcOpenHouse_IFC4.ifc").read_bytes()
    (folder / "house.ifc").write_bytes(content)
    options = f"options = {{ dwellings_file = '{name}' }}\n"
    with pytest.raises(ImporterError, match=r"source\[0\].file: house.ifc.*beside"):
        read("[[source]]\nfile = 'house.ifc'\n" + options)


def test_limits_are_those_of_each_file(read, folder):
    text = "# " + 5000 * "x" + "\n" + barn()
    (folder / "models" / "barn.obj").write_text(text, encoding="utf-8")
    words = r"source\[1\].file: models/barn.obj: .*allowed are 0\.004 MB"
    with pytest.raises(ImporterError, match=words):
        read(AROUND + BARN, limits=Limits(megabytes=0.004))


def test_a_converted_project_is_a_source_like_any(read, folder):
    part, findings = read(CITY)
    write_project(part, folder / "models" / "part.json", findings)
    source = '[[source]]\nfile = "models/part.json"\n'
    project, _ = read(AROUND + source)

    assert ["3#1", "3#2", "9", "C1"] == [home.id for home in project.buildings]
    straight, _ = read(AROUND + CITY)
    for row in range(4):
        assert south_west(straight, row).tolist() == south_west(project, row).tolist()
    assert straight.frames == project.frames
    twice = AROUND + source + source + 'options = { prefix = "二-" }\n'
    assert "二-C1" == read(twice)[0].buildings[-1].id
    with pytest.raises(ImporterError, match=r"options.status: .*allowed are prefix"):
        read(AROUND + source + 'options = { status = "existing" }\n')


def test_the_facts_of_the_project_file_count_and_others_are_told(read, folder):
    head = (
        HEAD.replace("苏州", "甲")
        + 'id = "SL-2"\nrules = "hangzhou-old"\nreport_date = 2024-03-01\n'
        + 'side_by_side = [{ id = "SL-1", name = "乙" }, { id = "C-3", name = "丙" }]\n'
    )
    part, _ = read(head + CITY)
    write_project(part, folder / "part.json")
    own = HEAD + 'id = "SL-1"\n[[source]]\nfile = "part.json"\n'
    project, findings = read(own)
    (told,) = (f for f in findings if f.code == "PROJECT-FIELDS-DIFFER")

    assert ("SL-1", "xinzhou-2022", None) == (
        project.project_id,
        project.rules,
        project.report_date,
    )
    assert "part.json" in told.message
    for said in ("project_id SL-2", "rules hangzhou-old", "report_date 2024-03-01"):
        assert said in told.found
    assert (("C-3", "丙"),) == project.side_by_side


def ring(folder, **files):
    """Project files in JSON of which each names another."""
    for name, other in files.items():
        document = {
            "schema": "sunlight-project/1",
            "project": {"name": name},
            "source": [{"file": f"{other}.json"}],
        }
        (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")


def test_project_files_that_lead_round_in_a_circle_are_refused(folder):
    ring(folder, itself="itself", one="other", other="one")
    words = r"source\[0\].file: {}.json, source: .*round in a circle; convert it first"
    for name, other in (("itself", "itself"), ("one", "other")):
        with pytest.raises(ImporterError, match=words.format(other)):
            read_project(folder / f"{name}.json")


def test_north_of_the_site_holds_where_the_file_has_none(read):
    site = '[site]\nnorth = "true"\nlatitude = 31.3\nlongitude = 120.6\n'
    assert "" == read(BARN)[0].site.north
    assert "true" == read(site + BARN)[0].site.north
