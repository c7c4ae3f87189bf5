"""`sunlight scope`: table, files, JSON, bad input."""

import codecs
import json
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinzhou_estate" / "project.toml"


@pytest.fixture(scope="module")
def written(run, tmp_path_factory):
    """One run with its files: what it printed, and its folder."""
    folder = tmp_path_factory.mktemp("scope") / "out"
    return run("scope", EXAMPLE, "-o", folder), folder


def test_the_table_names_every_building_and_why(written):
    done, _ = written

    assert 0 == done.exit_code
    for name in ("1#", "10#", "Y1", "P1", "S1"):
        assert name in done.stdout
    assert "客体" in done.stdout
    assert "第 1 步：10#, Y1 顶层因遮挡不达标，列入 1#, 2#, 3#" in done.stdout


def test_the_files_are_a_table_for_excel_and_outlines(written):
    done, folder = written
    table = (folder / "scope.csv").read_bytes()
    outlines = json.loads((folder / "scope.geojson").read_text("utf-8"))

    assert 0 == done.exit_code
    assert table.startswith(codecs.BOM_UTF8)
    assert 26 == table.count(b"\r\n")
    assert "FeatureCollection" == outlines["type"]
    assert ["scope.csv", "scope.geojson", "scope.png"] == sorted(
        p.name for p in folder.iterdir()
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
    assert [
        {"step": 1, "because": ["10#", "Y1"], "added": ["1#", "2#", "3#"]}
    ] == document["row_steps"]


def test_a_missing_file_ends_with_2(run, tmp_path):
    assert 2 == run("scope", tmp_path / "absent.toml").exit_code


def test_the_summary_counts_roles_and_says_who_is_not_judged(run, tmp_path):
    told = run("demo", "--no-plan", "-o", tmp_path / "out").stdout

    assert "拟建 4 幢；同期 1 幢；客体 18 幢；叠加 1 幢；拟拆除 1 幢" in told
    assert "72 个单元不在范围内" in told
    assert "第 1 步：10#, Y1 顶层因遮挡不达标，列入 1#, 2#, 3#" in told


def test_a_loss_outside_the_scope_stands_beside_the_outcome(run, estate, tmp_path):
    # P1, 45 m high and as good as endless, has a sector of 1.58 x 45 = 71.1 m; 1# is
    # 72 m behind it, its lowest sill 1.2 m above ground: k = 43.8 / 72 = 0.608, of
    # 0.611 that take all, leaves it a few minutes
    text = estate.read_text("utf-8")
    for old, new in (
        (
            "[[0, 60], [20, 60], [20, 72], [0, 72]]",
            "[[0, 94], [20, 94], [20, 106], [0, 106]]",
        ),
        (
            "[[-40, 10], [60, 10], [60, 22], [-40, 22]]",
            "[[-900, 10], [900, 10], [900, 22], [-900, 22]]",
        ),
    ):
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "project.toml"
    path.write_text(text, "utf-8")
    told = run("analyze", path).stdout
    ending = told[told.index("没有写文件") :]

    assert "注意：范围以外 1# 的日照因本项目降到标准以下" in ending
    assert "SCOPE-OUTSIDE-LOSES-STANDARD" in told


def test_no_loss_outside_is_spoken_of_where_there_is_none(run, estate):
    assert "注意：范围以外" not in run("analyze", estate).stdout


def test_a_project_without_anything_proposed_has_no_scope(run, changed):
    told = run("analyze", changed('status = "proposed"', 'status = "approved"')).stdout

    assert "没有分析范围：模型中的建筑全部评定" in told


def test_the_summary_names_whose_guessed_height_withholds_verdicts(run, changed):
    guessed = changed(
        "top_above_ground = 45.0", "top_above_ground = 45.0\nheight_assumed = true"
    )
    told = " ".join(run("analyze", guessed).stdout.split())

    assert "遮挡它的建筑高度为假定值，没有来源：P1" in told
    assert "HEIGHTS-ASSUMED-BESIDE" not in told  # nothing is judged beside it


def test_the_folder_of_an_analysis_is_left_alone(run, estate, tmp_path):
    run("analyze", estate, "-o", tmp_path, "--no-plan")
    before = (tmp_path / "scope.csv").read_bytes()
    refused = run("scope", estate, "-o", tmp_path, "--no-rows")

    assert 2 == refused.exit_code
    assert "holds the results of an analysis" in " ".join(refused.output.split())
    assert before == (tmp_path / "scope.csv").read_bytes()
