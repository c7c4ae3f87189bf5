"""`sunlight grid point|line|plan|facade|summary`: files, JSON, words, bad input."""

import json
import math
import os
import subprocess
import sys

import pytest

LABEL = "辅助分析，不作为结论依据"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_plan_writes_a_table_and_a_picture_a_state(run, estate, tmp_path):
    done = run(
        "grid", "plan", estate, "-o", tmp_path, "--spacing", 10, "--state", "after",
        "--state", "before", "--area", "-20,40,40,100", "--above-ground", "1.5",
        "--format", "csv,png,geojson,parquet",
    )  # fmt: skip

    assert 0 == done.exit_code, done.stderr
    assert [
        f"grid_plan_{state}.{ending}"
        for state in ("after", "before")
        for ending in ("csv", "geojson", "parquet", "png")
    ] == names(tmp_path)
    assert LABEL in done.stdout
    assert "计算面标高 801.500 m（室外地坪 800.000 m 以上 1.500 m）" in done.stdout
    assert "建设前" in done.stdout


def test_a_plan_as_json_is_one_document(run, estate, tmp_path):
    done = run(
        "grid", "plan", estate, "-o", tmp_path, "--spacing", 10, "--area",
        "-20,40,40,100", "--elevation", "800", "--format", "csv", "--json",
    )  # fmt: skip
    document = json.loads(done.stdout)

    (state,) = document["states"]
    assert 0 == done.exit_code
    assert "辅助分析，不作为结论依据（规程六(一)）" == state["provenance"]["label"]
    assert "计算面标高 800.000 m" == state["provenance"]["height"]
    assert 36 == state["figures"]["measured"] + state["figures"]["inside"]
    assert [120.0, 180.0] == [r["minutes"] for r in state["figures"]["reaching"]]
    assert ["grid_plan_after.csv"] == document["files"]


def test_facades_of_a_building_and_one_wall_agree(run, estate, tmp_path):
    whole = run(
        "grid", "facade", estate, "-o", tmp_path / "a", "--building", "1#",
        "--spacing", 4, "--format", "geojson,png",
    )  # fmt: skip
    one = run(
        "grid", "facade", estate, "-o", tmp_path / "b", "--wall", "0,60 20,60",
        "--from", 800, "--to", 810, "--spacing", 4, "--format", "geojson",
    )  # fmt: skip

    assert (0, 0) == (whole.exit_code, one.exit_code), whole.stderr + one.stderr
    assert ["grid_facade_1_after.geojson", "grid_facade_1_after.png"] == names(
        tmp_path / "a"
    )
    south = [f for f in features(tmp_path / "a") if f["bearing"] == 180.0]
    wall = features(tmp_path / "b")
    assert [f["minutes"] for f in south] == [f["minutes"] for f in wall]
    assert 15 == len(wall)


def features(folder):
    (path,) = folder.glob("*.geojson")
    document = json.loads(path.read_text("utf-8"))
    return [f["properties"] for f in document["features"]]


def test_a_line_tells_both_states_and_draws_one_picture(run, estate, tmp_path):
    done = run(
        "grid", "line", estate, "-o", tmp_path, "--line", "0,50 20,50 20,56",
        "--above-ground", 1.5, "--spacing", 5, "--state", "before", "--state", "after",
    )  # fmt: skip

    assert 0 == done.exit_code, done.stderr
    assert [
        "grid_line_after.csv", "grid_line_before.csv", "grid_line_before_after.png",
    ] == names(tmp_path)  # fmt: skip
    assert done.stdout.count("7 个点有数值") == 2


def test_a_line_as_json_has_its_points(run, estate):
    done = run(
        "grid", "line", estate, "--line", "0,50 20,50", "--elevation", 801, "--spacing",
        10, "--json",
    )  # fmt: skip
    document = json.loads(done.stdout)

    assert [0.0, 10.0, 20.0] == [p["distance"] for p in document["points"][0]]
    assert [] == document["files"]


def test_a_point_is_told_with_its_segments_and_who_made_them(run, estate):
    done = run(
        "grid", "point", estate, "--at", "70,50,801.5", "--at", "10,66,801.5",
        "--lang", "en",
    )  # fmt: skip

    assert 0 == done.exit_code, done.stderr
    assert "P1" in done.stdout
    assert "point 2 (10.000, 66.000, elevation 801.500 m): inside" in done.stdout
    assert "points at elevations 801.500–801.500 m" in done.stdout
    assert "not the basis of a conclusion" in done.stdout


def test_a_point_of_two_numbers_takes_the_plane(run, estate):
    done = run(
        "grid", "point", estate, "--at", "70,50", "--above-ground", 1.5, "--json"
    )
    other = run("grid", "point", estate, "--at", "70,50,801.5", "--json")
    points = [json.loads(d.stdout)["points"][0][0] for d in (done, other)]

    assert points[0] == points[1]
    assert 801.5 == points[0]["plane_z"]


def test_grids_equal_points(run, estate, tmp_path):
    run(
        "grid", "plan", estate, "-o", tmp_path, "--spacing", 20, "--area",
        "60,40,100,80", "--elevation", 800, "--format", "geojson",
    )  # fmt: skip
    cells = features(tmp_path)
    at = [x for c in cells for x in ("--at", f"{c['x']},{c['y']},{c['plane_z']}")]
    points = json.loads(run("grid", "point", estate, *at, "--json").stdout)["points"][0]

    assert 4 == len(cells)
    assert [c["minutes"] for c in cells] == [p["minutes"] for p in points]


def test_a_summary_has_a_table_by_storey_and_one_by_direction(run, estate, tmp_path):
    done = run("grid", "summary", estate, "-o", tmp_path, "--format", "csv,parquet")

    assert 0 == done.exit_code, done.stderr  # a count is no verdict: 1# fails
    assert [
        f"grid_summary_{key}.{ending}"
        for key in ("facade", "storey")
        for ending in ("csv", "parquet")
    ] == names(tmp_path)
    assert "按楼层" in done.stdout
    assert LABEL in done.stdout
    head = (tmp_path / "grid_summary_storey.csv").read_text("utf-8-sig").splitlines()
    assert head[0].startswith('"建筑","楼层","标准日"')
    assert LABEL in head[1]


def test_a_summary_as_json_has_both_tables(run, estate):
    document = json.loads(
        run("grid", "summary", estate, "--json", "--minutes", 60).stdout
    )

    assert {60.0} == {row["asked_minutes"] for row in document["by_storey"]}
    assert {"北", "东", "南"} <= {row["octant"] for row in document["by_facade"]}
    assert LABEL in document["label"]


def test_another_use_takes_another_day(run, uses):
    done = run(
        "grid", "point", uses, "--at", "0,0,900", "--use", "kindergarten", "--json"
    )
    (state,) = json.loads(done.stdout)["states"]

    assert ("冬至", "09:00–15:00") == (
        state["provenance"]["day"], state["provenance"]["band"],
    )  # fmt: skip


OUT = ("-o", "out")
BAD = {
    "a spacing of nothing": ("plan", *OUT, "--spacing", "0"),
    "an area of three numbers": ("plan", *OUT, "--area", "0,0,1"),
    "an area without width": ("plan", *OUT, "--area", "0,0,0,9", "--of", "1#"),
    "an area of words": ("plan", *OUT, "--area", "a,b,c,d"),
    "an area elsewhere": ("plan", *OUT, "--area", "500000,4254000,500010,4254010"),
    "a plane given twice": ("plan", *OUT, "--elevation", "1", "--above-ground", "1"),
    "an unknown building": ("plan", *OUT, "--of", "9#"),
    "an unknown format": ("plan", *OUT, "--format", "shp"),
    "an unknown system": ("plan", *OUT, "--crs", "EPSG:0"),
    "a raster of a façade": ("facade", *OUT, "--building", "1#", "--format", "tif"),
    "neither building nor wall": ("facade", *OUT),
    "a façade of nobody": ("facade", *OUT, "--building", "9#"),
    "a façade not there yet": (
        "facade", *OUT, "--building", "P1", "--state", "before",
    ),
    "a façade above the roof": ("facade", *OUT, "--building", "1#", "--from", "900"),
    "a wall without elevations": ("facade", *OUT, "--wall", "0,0 1,0"),
    "a wall of one place": (
        "facade", *OUT, "--wall", "0,0", "--from", "1", "--to", "2",
    ),
    "a line of one place": ("line", "--line", "0,0", "--elevation", "1"),
    "a line of nothing": ("line", "--line", "0,0 0,0", "--elevation", "1"),
    "a point of four numbers": ("point", "--at", "0,0,0,0"),
    "a point that is not finite": ("point", "--at", "0,0,nan"),
    "a point with two elevations": ("point", "--at", "0,0,1", "--elevation", "1"),
    "a point in no such state": ("point", "--at", "0,0,1", "--state", "during"),
    "a summary of minutes below none": ("summary", "--minutes", "-5"),
    "a picture of a summary": ("summary", "--format", "png"),
    "an unknown reading": ("point", "--at", "0,0,1", "--reading", "none"),
}  # fmt: skip


@pytest.mark.parametrize("arguments", BAD.values(), ids=BAD)
def test_bad_input_ends_with_2_and_writes_nothing(
    run, estate, tmp_path, monkeypatch, arguments
):
    monkeypatch.chdir(tmp_path)
    kind, *rest = arguments

    done = run("grid", kind, estate, *rest)

    assert 2 == done.exit_code
    assert "Traceback" not in done.output
    assert [] == names(tmp_path)


def test_uneven_grounds_ask_whose_is_meant(run, changed, tmp_path):
    uneven = changed(
        'name = "远楼"\nstatus = "existing"\nuse = "residential"\nlegal = "lawful"\n'
        "zero_level = 800.3\noutdoor_ground = 800.0",
        'name = "远楼"\nstatus = "existing"\nuse = "residential"\nlegal = "lawful"\n'
        "zero_level = 803.3\noutdoor_ground = 803.0",
    )

    done = run("grid", "point", uneven, "--at", "0,0")
    named = run("grid", "point", uneven, "--at", "0,0", "--of", "2#", "--json")

    assert 2 == done.exit_code
    assert "800.000 to 803.000 m" in done.stderr.replace("\n", " ")
    assert 803.0 == json.loads(named.stdout)["points"][0][0]["plane_z"]


def test_coordinates_of_the_drawing_are_turned_and_moved(run, changed, tmp_path):
    turned = changed('north = "true"', "true_north_angle = 20")
    sine, cosine = math.sin(math.radians(20)), math.cos(math.radians(20))

    def place(east, north):
        return (east * cosine - north * sine, east * sine + north * cosine)

    typed = {"drawing": (70, 50), "project": place(70, 50)}
    done = [
        run(
            "grid", "point", turned, "--at", f"{x!r},{y!r},801.5", "--json",
            "--coordinates", name,
        )
        for name, (x, y) in typed.items()
    ]  # fmt: skip
    points = [json.loads(d.stdout)["points"][0][0] for d in done]
    area = run(
        "grid", "plan", turned, "-o", tmp_path, "--area", "60,40,80,60", "--spacing", 2,
        "--coordinates", "drawing", "--elevation", 800, "--format", "geojson",
    )  # fmt: skip
    cells = features(tmp_path)

    assert points[1] == pytest.approx(points[0])
    assert 0 == area.exit_code, area.stderr
    assert 100 == pytest.approx(len(cells), abs=6)  # 20 m by 20 m, turned
    x, y = place(70, 50)
    assert all(math.hypot(c["x"] - x, c["y"] - y) < 14.15 for c in cells)


def test_the_process_itself_gives_one_document_and_no_warning(estate):
    done = subprocess.run(
        [
            sys.executable, "-W", "error", "-m", "sunlight.cli", "grid", "point",
            str(estate), "--at", "70,50", "--json",
        ],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )  # fmt: skip

    assert 0 == done.returncode, done.stderr.decode("utf-8", "replace")
    assert b"" == done.stderr
    assert "sunlight-aid/1" == json.loads(done.stdout.decode("utf-8"))["schema"]


def test_help_names_every_kind(run):
    shown = run("grid", "--help").stdout

    for kind in ("point", "line", "plan", "facade", "summary"):
        assert kind in shown
