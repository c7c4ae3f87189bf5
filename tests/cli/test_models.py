"""Models of any kind on the command line: options, limits, checks, mixes."""

import json

import pytest

from sunlight.cli.model_options import options_given
from sunlight.errors import InputError

GAUSS = 'north = "true"\ncrs = "EPSG:4546"'


@pytest.fixture
def footprints(tmp_path):
    """Two blocks in the open, 38.42 N, as GeoJSON."""
    corners = [[0, 0], [3, 0], [3, 1], [0, 1], [0, 0]]
    features = [
        {
            "type": "Feature",
            "id": f"F{i}",
            "properties": {"height": 18.0, "层数": 6},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [
                        [112.73 + x * 1e-4, 38.42 + (y + 5 * i) * 1e-4]
                        for x, y in corners
                    ]
                ],
            },
        }
        for i in range(2)
    ]
    path = tmp_path / "around.geojson"
    document = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.fixture
def barn(tmp_path):
    """A block of 20 m by 10 m by 30 m south-east of the estate, as a mesh."""
    ends = [(80, 0), (100, 0), (100, 10), (80, 10)]
    lines = ["o barn"]
    lines += [f"v {x} {y} {z}" for z in (800, 830) for x, y in ends]
    faces = ["4 3 2 1", "5 6 7 8", "1 2 6 5", "2 3 7 6", "3 4 8 7", "4 1 5 8"]
    path = tmp_path / "barn.obj"
    text = "\n".join([*lines, *(f"f {face}" for face in faces)]) + "\n"
    path.write_text(text, encoding="utf-8")
    return path


def told(done):
    """What was printed, on one line."""
    return " ".join((done.stdout + done.stderr).split())


def test_settings_are_read_as_toml_else_as_text():
    settings = [
        "storey_height=2.9",
        "unit=mm",
        "crs = EPSG:4549",
        'height_columns=["高度", "h"]',
        "one_dwelling=true",
        "prefix=",
        "zone_pattern=^[A-Z]+=",
        'name="a = b"',
    ]
    expected = {
        "storey_height": 2.9,
        "unit": "mm",
        "crs": "EPSG:4549",
        "height_columns": ["高度", "h"],
        "one_dwelling": True,
        "prefix": "",
        "zone_pattern": "^[A-Z]+=",
        "name": "a = b",
    }
    assert expected == options_given(settings)


def test_dots_of_a_setting_make_tables_but_not_within_quotes():
    settings = ["rooms.A101=bedroom", 'rooms."3.1"=living', "dxf.crs=EPSG:4549"]

    assert {
        "rooms": {"A101": "bedroom", "3.1": "living"},
        "dxf": {"crs": "EPSG:4549"},
    } == options_given(settings)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (["unit"], "'unit' is no NAME=VALUE"),
        (["=mm"], "no NAME=VALUE"),
        (["rooms.=a"], "no NAME=VALUE"),
        (["unit=mm", "unit=cm"], "'unit' is given twice"),
        (["rooms.A=bed", "rooms.A=bed"], r"'rooms\.A' is given twice"),
        (["rooms=a", "rooms.A=bed"], "given as a value and as a table"),
        (["rooms.A=bed", "rooms=a"], "'rooms' is given twice"),
    ],
)
def test_settings_that_say_nothing_or_twice_are_refused(settings, words):
    with pytest.raises(InputError, match=words):
        options_given(settings)


def test_a_setting_that_the_reader_does_not_know_is_refused(run, footprints):
    done = run("check", footprints, "--set", "storey_heigt=3")

    assert 2 == done.exit_code
    assert "no field 'storey_heigt' here" in told(done)
    assert "storey_height" in told(done)


def test_status_use_and_settings_reach_the_buildings(run, footprints, tmp_path):
    output = tmp_path / "p.json"
    done = run(
        "convert", footprints, "-o", output, "--status", "拟建", "--use", "住宅",
        "--set", "gis.prefix=周-", "--set", "legal=lawful",
    )  # fmt: skip
    home = json.loads(output.read_text("utf-8"))["buildings"][0]

    assert 0 == done.exit_code
    assert ("周-F0", "proposed", "residential", "lawful") == tuple(
        home[name] for name in ("id", "status", "use", "legal")
    )


@pytest.mark.parametrize(
    ("verb", "settings", "words"),
    [
        ("check", ["--status", "built"], "status"),
        (
            "check",
            ["--status", "existing", "--set", "status=existing"],
            "say the same twice",
        ),
        ("check", ["--kind", "mesh"], "geojson"),
        ("convert", ["--set", "dxf.crs=EPSG:4549"], "dxf files, of which there is no"),
        ("convert", ["--set", "gis=3"], "gis is a kind of file; write the option too"),
        ("convert", ["--storey-height", "3"], "No such option"),
        ("check", ["--storey-height", "3"], "go with --regular-windows"),
        ("analyze", ["--storey-height", "3"], "go with --regular-windows"),
        (
            "analyze",
            ["--regular-windows", "--window-width", "-1"],
            "width: Input should be greater than",
        ),
        ("check", ["--max-nesting", "0"], "a limit must be above 0"),
    ],
)
def test_options_that_cannot_be_are_refused(
    run, footprints, tmp_path, verb, settings, words
):
    output = ["-o", tmp_path / "p.json"] if verb == "convert" else []
    done = run(verb, footprints, *output, *settings)

    assert 2 == done.exit_code
    assert words in told(done).replace("│ ", "")
    assert not (tmp_path / "p.json").exists()


def test_a_project_file_says_its_status_itself(run, estate, tmp_path):
    done = run("check", estate, "--status", "existing")
    assert (2, True) == (done.exit_code, "takes no options of a reader" in told(done))

    done = run("convert", estate, "-o", tmp_path / "p.json", "--status", "existing")
    assert 2 == done.exit_code
    assert "a project file says so itself" in told(done)


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (["--max-megabytes", "0.0001"], "allowed are 0.0001 MB: cut it, or raise the"),
        (["--max-entities", "1"], "allowed are 1: cut it, or raise the limit"),
        (["--max-nesting", "2"], "lists in lists deeper than 2; allowed are 2"),
    ],
)
@pytest.mark.parametrize("verb", ["check", "analyze", "convert"])
def test_limits_reach_the_readers(run, footprints, tmp_path, verb, option, words):
    output = ["-o", tmp_path / "p.json"] if verb == "convert" else []
    done = run(verb, footprints, *output, *option)

    assert 2 == done.exit_code
    assert words in told(done)
    assert "if you trust it" in told(done)


def test_limits_reach_project_files_and_what_they_name(run, estate, footprints):
    done = run("check", estate, "--max-megabytes", "0.0001")
    assert (2, True) == (done.exit_code, "if you trust it" in told(done))

    path = footprints.with_name("p.toml")
    path.write_text(
        'schema = "sunlight-project/1"\nproject.name = "甲"\n'
        '[[source]]\nfile = "around.geojson"\n',
        encoding="utf-8",
    )
    done = run("check", path, "--max-megabytes", "0.0003")
    assert (2, True) == (done.exit_code, "around.geojson: the file has" in told(done))


def test_a_check_passes_what_can_be_analysed(run, estate):
    done = run("check", estate, "--json")
    document = json.loads(done.stdout)

    assert (0, 0) == (done.exit_code, document["exit_code"])
    assert ("sunlight-check/1", 0) == (
        document["schema"],
        document["severities"]["error"],
    )
    counts = document["counts"]
    assert counts["windows"] == counts["windows_drawn"] > 0
    assert ["estate.toml"] == [file["name"] for file in document["files"]]
    assert 38.42 == document["site"]["latitude"]


def test_warnings_fail_a_strict_check_only(run, changed):
    path = changed('north = "true"\n', "")
    done = run("check", path, "--lang", "en")
    strict = run("check", path, "--strict", "--json")
    document = json.loads(strict.stdout)

    assert (0, 1) == (done.exit_code, strict.exit_code)
    assert "SITE-NORTH-MISSING" in done.stdout
    assert 1 == document["exit_code"]
    assert document["severities"]["warning"] > 0


def test_an_error_fails_a_check(run, changed):
    done = run("check", changed("latitude = 38.42", "latitude = -38.42"), "--json")
    document = json.loads(done.stdout)
    found = [f["code"] for f in document["findings"] if f["severity"] == "error"]

    assert (1, 1) == (done.exit_code, document["exit_code"])
    assert "LATITUDE-WITHOUT-WINTER-SUN" in found


def test_a_model_without_windows_is_no_pass(run, footprints):
    done = run("check", footprints, "--json")
    with_rows = run("check", footprints, "--regular-windows", "--json")
    counts = json.loads(with_rows.stdout)["counts"]

    assert (3, 3) == (done.exit_code, json.loads(done.stdout)["exit_code"])
    assert 0 == with_rows.exit_code
    assert counts["windows"] == counts["windows_assumed"] > 0


@pytest.mark.parametrize("name", ["none.ifc", "a.rvt", "bad.geojson", "bare.toml"])
def test_what_cannot_be_read_ends_a_check(run, tmp_path, name):
    (tmp_path / "bad.geojson").write_text("{", encoding="utf-8")
    text = 'schema = "sunlight-project/1"\nproject.name = "a"\n'
    (tmp_path / "bare.toml").write_text(text, encoding="utf-8")
    done = run("check", tmp_path / name, "--json")

    assert (2, "") == (done.exit_code, done.stdout)
    assert name in "".join(done.stderr.split())


@pytest.mark.parametrize("name", ["ifc", "dxf", "gis", "mesh", "cityjson", "citygml"])
def test_schemas_of_options_describe_each(run, name):
    done = run("schema", name)
    schema = json.loads(done.stdout)

    assert 0 == done.exit_code
    assert len(schema["properties"]) > 10
    assert all(node["description"] for node in schema["properties"].values())


def test_the_schema_of_projects_describes_their_sources(run):
    schema = json.loads(run("schema", "project").stdout)
    names = ("ModelSourceSpec", "OverrideSpec", "FileFrameSpec")

    for name in names:
        fields = schema["$defs"][name]["properties"]
        assert all(node["description"] for node in fields.values()), name


def results(document):
    """Result without what depends on the names of the files."""
    document = json.loads(document)
    return {
        name: value
        for name, value in document.items()
        if name not in ("provenance", "findings", "timing")
    }


def test_a_mix_gives_the_same_converted_or_named_in_a_project(
    run, estate, barn, tmp_path
):
    """The estate and a mesh: put together once by convert, once by [[source]]."""
    assert 0 == run("convert", estate, "-o", tmp_path / "estate.json").exit_code
    mix = tmp_path / "mix.json"
    assert 0 == run("convert", estate, barn, "-o", mix).exit_code
    named = tmp_path / "named.toml"
    named.write_text(
        'schema = "sunlight-project/1"\n[project]\nname = "试验小区"\nid = "T-1"\n'
        '[[source]]\nfile = "estate.json"\n[[source]]\nfile = "barn.obj"\n',
        encoding="utf-8",
    )
    one = run("analyze", mix, "--json", "--no-plan")
    other = run("analyze", named, "--json", "--no-plan")

    assert one.exit_code == other.exit_code == 1
    assert results(one.stdout) == results(other.stdout)
    assert "barn" in one.stdout
    alone = run("analyze", estate, "--json", "--no-plan")
    assert results(alone.stdout) != results(one.stdout)


def test_results_of_a_model_on_its_own_are_no_pass(run, footprints):
    done = run(
        "analyze", footprints, "--regular-windows", "--storey-height", "3", "--use",
        "residential", "--window-spacing", "10", "--no-plan",
    )  # fmt: skip

    assert 3 == done.exit_code
