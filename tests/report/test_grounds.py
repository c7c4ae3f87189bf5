"""Result files on grounds: table, areas, picture, words."""

import csv
import io
import json
from dataclasses import replace

import pytest
import shapely
from rich.console import Console
from shapely.geometry import shape

import sunlight as sl
from sunlight.cli.summary import Summary, print_summary
from sunlight.report.document import result_document
from sunlight.report.grounds import grounds_geojson, share_text
from sunlight.report.plan import plan_figure
from sunlight.report.texts import texts
from sunlight.report.write import write_results
from sunlight.rules import Bounds

PROJECT = """
schema = "sunlight-project/1"
[project]
name = "场地成果例"
[site]
latitude = 38.42
longitude = 112.73
north = "true"
height_datum = "独立高程"
[[buildings]]
id = "W"
status = "拟建"
use = "其他"
zero_level = 100.0
outdoor_ground = 100.0
top_above_ground = 20.0
footprint = [[-30, -12], [30, -12], [30, 0], [-30, 0]]
[[grounds]]
id = "G"
kind = "游戏场地"
use = "幼儿园"
status = "现状"
legal = "合法"
elevation = 100.0
outline = [[-20, 10], [20, 10], [20, 40], [-20, 40]]
holes = [[[-2, 20], [2, 20], [2, 24], [-2, 24]]]
[[grounds]]
id = "D"
name = "东侧地块"
kind = "未建设用地"
use = "住宅"
elevation = 100.5
outline = [[40, 0], [80, 0], [80, 40], [40, 40]]
"""
AREA = {"G": 40 * 30 - 4 * 4, "D": 40 * 40}


@pytest.fixture(scope="module")
def assessment(tmp_path_factory):
    path = tmp_path_factory.mktemp("grounds") / "project.toml"
    path.write_text(PROJECT, encoding="utf-8")
    project, findings = sl.read_project(path)
    return sl.assess(project, findings=findings)


@pytest.mark.parametrize(
    ("lower", "upper", "text"),
    [
        (0.5, 0.5, "50.0%"),
        (0.4961, 0.5009, "49.6%–50.1%"),  # outwards, never inwards
        (0.0, 0.0001, "0.0%–0.1%"),
        (1.0, 1.0, "100.0%"),
        (0.501, 0.501, "50.1%"),
    ],
)
def test_shares_are_rounded_outwards(lower, upper, text):
    assert text == share_text(Bounds(lower=lower, upper=upper), texts("zh"))


def test_no_share_is_a_dash():
    assert texts("zh")["duration.none"] == share_text(None, texts("zh"))


def test_the_table_has_a_row_a_ground(assessment, tmp_path):
    write_results(assessment, tmp_path, lang="en", names=["grounds.csv"])
    text = (tmp_path / "grounds.csv").read_text(encoding="utf-8-sig")
    ground, land = csv.DictReader(text.splitlines())
    share = assessment.grounds[0].after.share

    assert ("G", "play ground", "冬至", "1184") == (
        ground["ground"],
        ground["kind"],
        ground["standard day"],
        ground["area (m²)"],
    )
    assert (share.lower, share.upper) == (
        float(ground["sunlit share after, at least"]),
        float(ground["sunlit share after, at most"]),
    )
    assert ("D", "unbuilt land", "大寒", "", "not judged") == (
        land["ground"],
        land["kind"],
        land["standard day"],
        land["share asked for"],
        land["outcome"],
    )


def test_the_areas_of_a_state_are_the_ground_without_overlap(assessment):
    features = grounds_geojson(assessment)["features"]
    for unit, whole in AREA.items():
        for state in ("before", "after"):
            shapes = [
                shape(f["geometry"])
                for f in features
                if (f["properties"]["ground"], f["properties"]["state"])
                == (unit, state)
            ]
            united = shapely.union_all(shapes)

            assert whole == pytest.approx(sum(s.area for s in shapes), rel=1e-6)
            assert whole == pytest.approx(united.area, rel=1e-6)


def test_the_undecided_band_is_a_feature_of_its_own(assessment):
    lights = {
        (f["properties"]["state"], f["properties"]["light"]): f["properties"]
        for f in grounds_geojson(assessment)["features"]
        if f["properties"]["ground"] == "G"
    }
    share = assessment.grounds[0].after.share
    band = lights["after", "undecided"]

    assert {"sunlit", "undecided", "dark"} == {
        light for state, light in lights if state == "after"
    }
    assert [("before", "sunlit")] == [key for key in lights if key[0] == "before"]
    assert share.gap == pytest.approx(band["area"] / AREA["G"], abs=1e-9)
    assert (100.0, 120.0, "冬至") == (
        band["elevation"],
        band["minutes"],
        band["day"],
    )


def test_the_areas_are_written_as_json_with_their_coordinates_explained(
    assessment, tmp_path
):
    write_results(assessment, tmp_path, names=["grounds.geojson"])
    data = json.loads((tmp_path / "grounds.geojson").read_text(encoding="utf-8"))

    assert "FeatureCollection" == data["type"]
    assert [0.0, 0.0] == data["site"]["origin"]
    assert "not longitude and latitude" in data["coordinates_note"]


def test_a_project_without_grounds_has_no_features(assessment):
    bare = replace(
        assessment,
        project=replace(assessment.project, grounds=()),
        grounds=(),
        units=(),
    )

    assert [] == grounds_geojson(bare)["features"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_plan_names_grounds_with_their_shares(assessment, lang):
    figure = plan_figure(assessment, lang=lang)
    written = [t.get_text() for axes in figure.axes for t in axes.texts]
    share = share_text(assessment.grounds[0].after.share, texts(lang))

    assert any(t.startswith("G\n") and share in t for t in written)
    assert any(t.startswith("D\n") for t in written)
    for key in ("ground_kind.play_ground", "ground_kind.unbuilt_land", "plan.sunlit"):
        assert texts(lang)[key] in written
    low, high = figure.axes[0].get_xlim()
    assert low < -30 < 80 < high


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_summary_has_a_table_of_grounds(assessment, lang):
    console = Console(width=200, record=True, file=io.StringIO())
    summary = Summary(
        assessment=assessment,
        document=result_document(assessment),
        lang=lang,
        folder=None,
    )
    print_summary(summary, console)
    text = console.export_text()

    assert texts(lang)["summary.grounds"] in text
    assert share_text(assessment.grounds[0].after.share, texts(lang)) in text
    assert "1184.0 m²" in text
