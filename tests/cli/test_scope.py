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
    assert "第 1 步：10#, Y1 顶层因遮挡不达标，列入 1#, 2#, 3#" in done.stdout


def test_the_files_are_a_table_for_excel_and_outlines(run, tmp_path):
    done = run("scope", EXAMPLE, "-o", tmp_path / "out", "--lang", "en")
    table = (tmp_path / "out" / "scope.csv").read_bytes()
    outlines = json.loads((tmp_path / "out" / "scope.geojson").read_text("utf-8"))

    assert 0 == done.exit_code
    assert table.startswith(codecs.BOM_UTF8)
    assert 15 == table.count(b"\r\n")
    assert "FeatureCollection" == outlines["type"]
    assert ["scope.csv", "scope.geojson", "scope.png"] == sorted(
        p.name for p in (tmp_path / "out").iterdir()
    )


def test_the_heading_of_the_table_is_in_the_language_asked_for(run, tmp_path):
    run("scope", EXAMPLE, "-o", tmp_path / "zh", "--no-rows")
    run("scope", EXAMPLE, "-o", tmp_path / "en", "--no-rows", "--lang", "en")
    heads = [
        (tmp_path / lang / "scope.csv").read_text("utf-8-sig").splitlines()[0]
        for lang in ("zh", "en")
    ]

    assert heads[0].startswith('"建筑","范围内角色","列入步骤"')
    assert heads[1].startswith('"building","role in the scope","row step"')


def test_without_rows_only_the_sectors_decide(run):
    done = run("scope", EXAMPLE, "--no-rows", "--lang", "en")

    assert 0 == done.exit_code
    assert "No row extension" in done.stdout
    assert "Step 1" not in done.stdout
    assert "outside" in done.stdout


def test_a_reading_moves_the_sectors(run):
    # 9# stands beside P2, south of the side of the sector from its northern corner
    every = run("scope", EXAMPLE, "--no-rows", "--json")
    two = run("scope", EXAMPLE, "--no-rows", "--json", "--reading", "sector_shape")
    roles = [
        {
            f["properties"]["building"]: f["properties"]["role"]
            for f in json.loads(done.stdout)["features"]
            if f["properties"]["kind"] == "building"
        }
        for done in (every, two)
    ]

    assert ("analysed", "overlay") == (roles[0]["9#"], roles[1]["9#"])


def test_an_unknown_reading_ends_with_2(run):
    assert 2 == run("scope", EXAMPLE, "--reading", "sectors").exit_code


def test_json_is_one_document(run):
    document = json.loads(run("scope", EXAMPLE, "--json").stdout)

    assert document["features"]


def test_a_missing_file_ends_with_2(run, tmp_path):
    assert 2 == run("scope", tmp_path / "absent.toml").exit_code
