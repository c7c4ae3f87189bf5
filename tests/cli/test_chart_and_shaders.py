"""``sunlight grid chart`` and ``sunlight grid shaders``: files, words, bad input."""

import codecs
import csv
import json
from xml.etree import ElementTree as Xml

import pytest

from sunlight.report.aids.chart_files import CHART_NAMES
from sunlight.report.aids.shader_files import SHADER_NAMES
from sunlight.report.texts import texts

PNG = b"\x89PNG"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def rows(path):
    assert path.read_bytes().startswith(codecs.BOM_UTF8)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def charted(run, estate, tmp_path_factory):
    folder = tmp_path_factory.mktemp("chart") / "out"
    done = run("grid", "chart", estate, "-o", folder, "--window", "1#-2-S01")
    return done, folder


@pytest.fixture(scope="module")
def shaded(run, estate, tmp_path_factory):
    folder = tmp_path_factory.mktemp("shaders") / "out"
    done = run("grid", "shaders", estate, "-o", folder)
    return done, folder


def test_a_chart_writes_its_files_and_says_that_it_is_an_aid(charted):
    done, folder = charted

    assert 0 == done.exit_code, done.stderr
    assert sorted(CHART_NAMES) == sorted(path.name for path in folder.iterdir())
    assert (folder / "chart.png").read_bytes().startswith(PNG)
    assert texts("zh")["grids.label"] in done.stdout
    assert "1#-2-S01" in done.stdout


def test_arcs_of_the_table_and_of_the_document_are_the_same(charted):
    _, folder = charted
    document = json.loads((folder / "chart.json").read_text(encoding="utf-8"))
    table = rows(folder / "arcs.csv")
    full = [row for row in table if row["弧段"] == "满窗"]

    assert texts("zh")["grids.label"] == document["label"]
    assert len(full) == len(document["full_window"])
    for row, piece in zip(full, document["full_window"], strict=True):
        assert float(row["起(真太阳时分钟,精确)"]) == piece["start"]
        assert ("是" if piece["counts"] else "否") == row["计入"]
    lengths = [p["end"] - p["start"] for p in document["full_window"] if p["counts"]]
    assert pytest.approx(sum(lengths)) == document["minutes"]
    assert {"left", "right"} == {point["name"] for point in document["points"]}
    blocked = {arc["owner"] for p in document["points"] for arc in p["blocked"]}
    assert "P1" in blocked
    assert {row["性质"] for row in table} == {texts("zh")["grids.label"]}


def test_outlines_are_in_the_table(charted):
    _, folder = charted
    table = rows(folder / "outlines.csv")

    assert "P1" in {row["遮挡者"] for row in table}
    assert all(0.0 <= float(row["方位角(°)"]) <= 360.0 for row in table)
    assert all(0.0 <= float(row["高度角(°)"]) <= 90.0 for row in table)


def test_a_point_has_a_chart_too(run, estate, tmp_path):
    done = run(
        "grid", "chart", estate, "-o", tmp_path, "--at", "10,50,802", "--lang", "en",
        "--state", "before", "--owner", "1#",
    )  # fmt: skip
    document = json.loads((tmp_path / "chart.json").read_text(encoding="utf-8"))

    assert 0 == done.exit_code, done.stderr
    assert "point (10, 50, 802)" == document["subject"]
    assert "before" == document["state"]
    assert "full_window" not in document
    assert texts("en")["grids.label"] in done.stdout


def test_a_point_inside_a_building_is_told(run, estate, tmp_path):
    done = run("grid", "chart", estate, "-o", tmp_path, "--at", "10,66,803")

    assert 0 == done.exit_code, done.stderr
    assert texts("zh")["chart.inside"] in done.stdout
    assert [] == [row for row in rows(tmp_path / "arcs.csv") if row["弧段"] == "受照"]


def test_the_day_of_a_window_is_that_of_its_building(run, uses, tmp_path):
    done = run("grid", "shaders", uses, "-o", tmp_path / "s", "--lang", "en")
    assert 0 == done.exit_code, done.stderr
    days = json.loads((tmp_path / "s" / "shaders.json").read_text("utf-8"))["days"]
    assert {"大寒", "冬至"} == {day["day"] for day in days if day["windows"]} | {"大寒"}
    spans = rows(tmp_path / "s" / "spans.csv")
    window = next(row["window"] for row in spans if row["window"].startswith("K1"))
    done = run("grid", "chart", uses, "-o", tmp_path / "c", "--window", window)
    document = json.loads((tmp_path / "c" / "chart.json").read_text("utf-8"))

    assert 0 == done.exit_code, done.stderr
    assert "冬至" == document["day"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "either --window ID or --at"),
        (("--window", "1#-2-S01", "--at", "1,2,3"), "either --window ID or --at"),
        (("--window", "nobody"), "there is no window 'nobody'"),
        (("--window", "1#-2-S01", "--owner", "1#"), "--owner is for --at"),
        (("--at", "1,2"), "expected 3"),
        (("--at", "1,2,up"), "expected 3"),
        (("--at", "1,2,nan"), "expected 3 finite numbers"),
        (("--at", "1,2,803", "--owner", "7#"), "no building '7#'"),
        (("--window", "1#-2-S01", "--use", "other"), "no standard"),
        (("--window", "1#-2-S01", "--reading", "tea_leaves"), "tea_leaves"),
    ],
)
def test_a_chart_of_nothing_is_refused(run, estate, tmp_path, arguments, message):
    done = run("grid", "chart", estate, "-o", tmp_path / "out", *arguments)

    assert 2 == done.exit_code
    assert message in done.stderr.replace("\n", " ")
    assert not (tmp_path / "out").exists()


def test_who_shades_whom_writes_its_files(shaded):
    done, folder = shaded

    assert 0 == done.exit_code, done.stderr
    assert sorted(SHADER_NAMES) == sorted(path.name for path in folder.iterdir())
    for name in ("lost.png", "after.png"):
        assert (folder / name).read_bytes().startswith(PNG)
    assert "P1 → 1#" in done.stdout
    assert texts("zh")["grids.label"] in done.stdout


def test_parts_of_the_table_add_up_to_what_a_window_loses(shaded):
    _, folder = shaded
    sums, lost = {}, {}
    for row in rows(folder / "split.csv"):
        window = row["窗号"]
        sums[window] = sums.get(window, 0.0) + float(row["分项(分钟,精确)"])
        lost[window] = float(row["减少(分钟,精确)"])

    assert len(lost) > 5
    assert max(abs(sums[w] - lost[w]) for w in lost) <= 1e-9
    document = json.loads((folder / "shaders.json").read_text(encoding="utf-8"))
    for split in document["windows"]:
        told = sum(part["minutes"] for part in split["parts"])
        assert pytest.approx(split["before"] - split["after"], abs=1e-9) == told


def test_the_graph_is_graphml_with_the_edges_of_the_table(shaded):
    _, folder = shaded
    root = Xml.parse(folder / "lost.graphml").getroot()
    edges = root.findall(f"{GRAPHML}graph/{GRAPHML}edge")
    nodes = {n.get("id") for n in root.findall(f"{GRAPHML}graph/{GRAPHML}node")}
    keys = {key.get("id") for key in root.findall(f"{GRAPHML}key")}
    table = [r for r in rows(folder / "edges.csv") if r["范围"] == "增减"]

    assert [(r["遮挡建筑"], r["被遮建筑"]) for r in table] == [
        (e.get("source"), e.get("target")) for e in edges
    ]
    assert {e.get("source") for e in edges} | {e.get("target") for e in edges} <= nodes
    assert {d.get("key") for d in root.iter(f"{GRAPHML}data")} <= keys


def test_one_window_is_told_in_full(run, estate, tmp_path):
    done = run("grid", "shaders", estate, "-o", tmp_path, "--window", "1#-2-S01")
    table = rows(tmp_path / "spans.csv")

    assert 0 == done.exit_code, done.stderr
    assert {"1#-2-S01"} == {row["窗号"] for row in table}
    assert "窗 1#-2-S01" in done.stdout
    assert "P1 单独" in done.stdout
    assert "各项相加" in done.stdout


def test_a_project_without_change_says_so(run, changed, tmp_path):
    path = changed('status = "proposed"', 'status = "existing"')
    text = path.read_text(encoding="utf-8").replace("removed_by_project = true", "")
    path.write_text(text, encoding="utf-8")
    done = run("grid", "shaders", path, "-o", tmp_path / "out", "--lang", "en")

    assert 0 == done.exit_code, done.stderr
    assert texts("en")["shaders.no_loss"] in done.stdout
    assert (tmp_path / "out" / "lost.png").read_bytes().startswith(PNG)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--window", "nobody"), "there is no window 'nobody'"),
        (("--reading", "tea_leaves"), "tea_leaves"),
        (("--declination", "soon"), "soon"),
    ],
)
def test_shaders_of_nothing_are_refused(run, estate, tmp_path, arguments, message):
    done = run("grid", "shaders", estate, "-o", tmp_path / "out", *arguments)

    assert 2 == done.exit_code
    assert message in done.stderr.replace("\n", " ")
    assert not (tmp_path / "out").exists()
