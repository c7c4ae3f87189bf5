"""`sunlight scope`: table, files, JSON, bad input."""

import codecs
import json
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinzhou_estate" / "project.toml"


def test_the_table_names_every_building_and_why(run):
    done = run("scope", EXAMPLE)

    assert 0 == done.exit_code
    for name in ("1#", "10#", "Y1", "P1", "S1"):
        assert name in done.stdout
    assert "客体" in done.stdout
    assert "规程五(三)" in done.stdout


def test_the_files_are_a_table_for_excel_and_outlines(run, tmp_path):
    done = run("scope", EXAMPLE, "-o", tmp_path / "out", "--lang", "en")
    table = (tmp_path / "out" / "scope.csv").read_bytes()
    outlines = json.loads((tmp_path / "out" / "scope.geojson").read_text("utf-8"))

    assert 0 == done.exit_code
    assert table.startswith(codecs.BOM_UTF8)
    assert 15 == table.count(b"\r\n")
    assert "FeatureCollection" == outlines["type"]
    assert ["scope.csv", "scope.geojson"] == sorted(
        p.name for p in (tmp_path / "out").iterdir()
    )


def test_json_is_one_document(run):
    document = json.loads(run("scope", EXAMPLE, "--json").stdout)

    assert document["features"]


def test_a_missing_file_ends_with_2(run, tmp_path):
    assert 2 == run("scope", tmp_path / "absent.toml").exit_code
