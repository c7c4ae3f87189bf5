"""Which reader reads a file, and what it is told."""

import json

import numpy as np
import pytest

from sunlight.errors import ImporterError, InputError
from sunlight.importers.limits import Limits
from sunlight.importers.model_kinds import (
    MODEL_KINDS,
    SNIFFED,
    kind_named,
    kind_of,
    options_schema,
)
from sunlight.importers.regular_windows_spec import RegularWindowsSpec
from sunlight.importers.sources import read_model, read_unchecked

SQUARE = [[112.73, 38.42], [112.7302, 38.42], [112.7302, 38.4201], [112.73, 38.4201]]
FOOTPRINTS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": "F1",
            "properties": {"height": 18.0, "name": "一号"},
            "geometry": {"type": "Polygon", "coordinates": [[*SQUARE, SQUARE[0]]]},
        }
    ],
}
BARN = """o barn
v 0 0 790
v 20 0 790
v 20 10 790
v 0 10 790
v 0 0 800
v 20 0 800
v 20 10 800
v 0 10 800
f 4 3 2 1
f 5 6 7 8
f 1 2 6 5
f 2 3 7 6
f 3 4 8 7
f 4 1 5 8
"""


@pytest.fixture
def write(tmp_path):
    """Write a file of that name: a text, bytes or a JSON document."""

    def at(name, content):
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            text = content if isinstance(content, str) else json.dumps(content)
            path.write_text(text, encoding="utf-8")
        return path

    return at


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.toml", "project"),
        ("a.ifc", "ifc"),
        ("总图.DXF", "dxf"),
        ("a.dwg", "dxf"),
        ("a.city.json", "cityjson"),
        ("a.city.jsonl", "cityjson"),
        ("a.jsonl", "cityjson"),
        ("a.GML", "citygml"),
        ("a.b.geojson", "gis"),
        ("a.gpkg", "gis"),
        ("a.shp", "gis"),
        ("a.zip", "gis"),
        ("a.parquet", "gis"),
        ("a.geoparquet", "gis"),
        *((f"a.{end}", "mesh") for end in ("obj", "glb", "gltf", "stl", "ply", "off")),
    ],
)
def test_the_end_of_a_name_tells_the_kind(tmp_path, name, kind):
    assert kind == kind_of(tmp_path / name).name


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ({"type": "FeatureCollection", "features": []}, "gis"),
        ({"type": "CityJSON", "version": "2.0"}, "cityjson"),
        ({"type": "CityJSONFeature"}, "cityjson"),
        ({"schema": "sunlight-project/1"}, "project"),
        (
            {"schema": "sunlight-project/1", "note": {"type": "FeatureCollection"}},
            "project",
        ),
        # the type stands last, behind more than is looked at from the front
        ({"features": ["x" * 2 * SNIFFED], "type": "FeatureCollection"}, "gis"),
        ({"CityObjects": {"a": "x" * (SNIFFED - 30)}, "type": "CityJSON"}, "cityjson"),
        ({"type": "Something"}, "project"),
    ],
)
def test_the_content_of_json_tells_its_kind(write, document, kind):
    assert kind == kind_of(write("a.json", document)).name


def test_json_that_is_not_there_is_left_to_the_reader_of_projects(tmp_path):
    assert "project" == kind_of(tmp_path / "none.json").name
    with pytest.raises(ImporterError, match="no such file"):
        read_model(tmp_path / "none.json")


def test_unknown_names_are_refused_with_those_allowed(tmp_path):
    with pytest.raises(
        ImporterError, match=r"'\.rvt' what kind .* \.ifc, \.dxf"
    ) as got:
        read_model(tmp_path / "a.rvt")
    assert ".rvt" == got.value.value

    with pytest.raises(InputError, match="no kind of file 'revit'; allowed are proj"):
        read_model(tmp_path / "a.ifc", kind="revit")


def test_a_kind_that_is_said_comes_before_the_name(write):
    path = write("a.txt", FOOTPRINTS)
    with pytest.raises(ImporterError, match="what kind of file"):
        read_model(path)

    with pytest.raises(ImporterError, match="obj"):
        read_model(path, kind="mesh")
    renamed = write("a.json", FOOTPRINTS)
    project, _ = read_model(renamed)
    assert ["F1"] == [home.id for home in project.buildings]


def test_options_reach_the_reader(write):
    path = write("a.geojson", FOOTPRINTS)
    options = {"status": "拟建", "prefix": "周边-", "use": "residential"}
    project, _ = read_model(path, options=options)
    (home,) = project.buildings

    assert ("周边-F1", "proposed", "residential") == (
        home.id,
        home.status.value,
        home.use.value,
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"storey_heigt": 3.0}, r"storey_heigt.*storey_height.*allowed are .*crs"),
        ({"storey_height": "high"}, r"storey_height: .*'high'.*Height of a storey"),
        ({"storey_height": -3.0}, "storey_height: .*greater than 0"),
        ({"status": "built"}, "status: .*existing.*proposed"),
        ({"unit": "km", "crs": []}, r"(?s)2 things are wrong.*unit.*crs"),
    ],
)
def test_options_that_cannot_be_are_refused_by_name(write, options, words):
    with pytest.raises(ImporterError, match=words) as got:
        read_model(write("a.geojson", FOOTPRINTS), options=options)
    assert "a.geojson" in str(got.value)


def test_options_are_taken_as_files_have_them():
    """TOML has no tuples, and writes 2.2 for a level of detail."""
    city = kind_named("cityjson").options_of({"lod": 2.2}, source="a")
    ifc = kind_named("ifc").options_of({"glazed_doors": ["T*"]}, source="a")

    assert ("2.2", ("T*",)) == (city.lod, ifc.glazed_doors)
    with pytest.raises(ImporterError, match=r"latitude: .*'31'"):
        kind_named("ifc").options_of({"latitude": "31"}, source="a")


def test_a_project_file_takes_no_options(write):
    path = write("a.toml", 'schema = "sunlight-project/1"\nproject.name = "a"\n')
    with pytest.raises(ImporterError, match="takes no options of a reader; leave stat"):
        read_model(path, options={"status": "existing"})


def test_a_file_without_buildings_is_refused(write):
    path = write("a.toml", 'schema = "sunlight-project/1"\nproject.name = "a"\n')
    with pytest.raises(ImporterError, match="holds no building"):
        read_model(path)


def test_regular_windows_are_laid_on_what_has_none_and_told(write):
    rule = RegularWindowsSpec(spacing=3.0, width=1.2, storey_height=3.0)
    path = write("a.geojson", FOOTPRINTS)
    project, findings = read_unchecked(path, regular_windows=rule)

    assert len(project.windows) > 30
    assert project.windows.assumed.all()
    lengths = np.hypot(*(project.windows.right - project.windows.left).T)
    assert 1.2 == pytest.approx(lengths)
    assert any("assumed" in finding.message for finding in findings)


@pytest.mark.parametrize("name", ["a.geojson", "a.obj", "a.toml"])
def test_limits_reach_every_reader(write, name):
    texts = {
        "a.geojson": FOOTPRINTS,
        "a.obj": BARN,
        "a.toml": 'schema = "sunlight-project/1"\nproject.name = "a"\n',
    }
    with pytest.raises(ImporterError, match=r"allowed are 1e-05 MB"):
        read_model(write(name, texts[name]), limits=Limits(megabytes=0.00001))


def test_limits_reach_the_meshes_that_a_project_file_names(write):
    write("barn.obj", BARN + "# " + 3000 * "x")
    path = write(
        "a.toml",
        'schema = "sunlight-project/1"\nproject.name = "a"\n'
        '[[buildings]]\nid = "1"\nstatus = "existing"\nmesh = "barn.obj"\n',
    )
    assert 1 == len(read_model(path)[0].buildings)
    with pytest.raises(ImporterError, match=r"barn.obj: .*allowed are 0\.001 MB"):
        read_model(path, limits=Limits(megabytes=0.001))


@pytest.mark.parametrize("name", [kind.name for kind in MODEL_KINDS if kind.options])
def test_every_option_of_every_reader_is_described(name):
    schema = options_schema(name)

    assert {"status", "use", "prefix", "latitude"} <= set(schema["properties"])
    bare = [
        f"{where}.{field}"
        for where, table in (("", schema), *schema.get("$defs", {}).items())
        for field, node in table.get("properties", {}).items()
        if not node.get("description")
    ]
    assert [] == bare


def test_a_kind_without_options_has_no_schema():
    with pytest.raises(InputError, match="project files take no options"):
        options_schema("project")
    assert "project" == kind_named("project").name
