"""Results show themselves: small HTML that parses, pictures, tables."""

import dataclasses
from html.parser import HTMLParser

import numpy as np
import pytest
import shapely

import sunlight as sl
from sunlight.analyses.grids import plan_grid
from sunlight.analyses.lines import line_light
from sunlight.analyses.points import point_light
from sunlight.errors import InputError
from sunlight.intervals import Intervals
from sunlight.rules import Outcome
from sunlight.views import VIEWS

VOID = {"br", "hr", "img"}
LARGEST = 20_000
PNG = b"\x89PNG\r\n\x1a\n"


class Page(HTMLParser):
    """Tags that balance, and the text between them."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.text = [], [], ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert tag == self.open.pop()

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def aids():
    tower = sl.Prism("<b>1#</b>", shapely.box(-20, -50, 20, -40), 0.0, 60.0)
    obstructions = sl.Obstructions.from_prisms([tower])
    path = sl.sun_path("大寒", latitude=38.42)
    line = shapely.LineString([(-30, 0), (30, 0)])
    return {
        "PointLight": point_light([[0, 0, 1.0], [0, -45, 1.0]], obstructions, path),
        "LineLight": line_light(line, obstructions, path, z=1.0, spacing=2.0),
        "PlanGrid": plan_grid(
            shapely.box(-40, -60, 40, 20), obstructions, path, z=1.0, spacing=4.0
        ),
    }


@pytest.fixture(scope="module")
def results(estate, aids):
    return aids | {
        "Assessment": estate,
        "Intervals": estate.windows.full_after,
        "SunPath": estate.path,
        "Verdict": estate.verdicts[0],
    }


def test_every_kind_of_result_with_a_view_is_looked_at(results):
    assert VIEWS.keys() == results.keys()
    assert all(type(result).__name__ == name for name, result in results.items())


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_its_html_is_small_and_parses(results, name):
    html = results[name]._repr_html_()

    page = Page(html)
    assert len(html) < LARGEST
    assert page.text
    assert "script" not in page.tags


@pytest.mark.parametrize("name", sorted(VIEWS.keys() - {"Verdict"}))
def test_its_picture_shows_itself(results, name):
    figure = results[name].plot()

    assert figure._repr_png_().startswith(PNG)


def test_pictures_have_english_words_too(results):
    axes = results["SunPath"].plot(lang="en").axes[0]

    assert "path of the sun" in axes.get_title()


def test_a_notebook_finds_the_views(results):
    formatters = pytest.importorskip("IPython.core.formatters")
    shell = formatters.DisplayFormatter()

    told, _ = shell.format(results["Assessment"])
    drawn, _ = shell.format(results["SunPath"].plot())

    assert "日照分析" in told["text/html"]
    assert drawn["image/png"].startswith(PNG)


def test_an_assessment_says_its_outcome_its_failures_and_the_notes(estate):
    page = Page(estate._repr_html_())
    failing = [v for v in estate.verdicts if v.outcome is Outcome.FAIL]

    assert "有单元不通过" in page.text
    assert failing[0].unit in page.text
    assert "规程三(三)" in page.text
    assert "单点、沿线和网格" in page.text


def test_names_cannot_become_tags(estate):
    project = dataclasses.replace(
        estate.project, name="<script>alert(1)</script>\x00" + "长" * 400
    )
    verdict = dataclasses.replace(estate.verdicts[0], unit='<img src=x onerror="a()">')

    page = Page(dataclasses.replace(estate, project=project)._repr_html_())
    told = Page(verdict._repr_html_())

    assert "script" not in page.tags
    assert "<script>alert(1)</script>" in page.text
    assert "长" * 200 not in page.text
    assert "img" not in told.tags


def test_ten_thousand_rows_are_a_summary_and_a_picture_of_the_first():
    many = Intervals.from_rows([[(480.0, 500.0)]] * 10_000)

    html = many._repr_html_()

    assert len(html) < LARGEST
    assert "另有 9990 行" in html
    assert "前 60 行" in many.plot().axes[0].get_title()


def test_no_rows_at_all_can_be_shown():
    none = Intervals.empty(0)

    assert Page(none._repr_html_()).text
    assert none.plot()._repr_png_().startswith(PNG)


@pytest.mark.parametrize("name", ["PointLight", "LineLight", "PlanGrid"])
def test_aids_say_that_they_are_aids(aids, name):
    label = "辅助分析，不作为结论依据（规程六(一)）"

    assert label in Page(aids[name]._repr_html_()).text
    assert label in aids[name].plot().axes[0].get_title()


def test_tables_of_aids_have_a_row_a_point(aids):
    points, line, grid = (
        aids[name].to_frame() for name in ("PointLight", "LineLight", "PlanGrid")
    )

    assert [False, True] == points["inside"].tolist()
    assert line["distance"].iloc[-1] == pytest.approx(60.0)
    assert aids["PlanGrid"].minutes.size == len(grid)
    np.testing.assert_array_equal(aids["PlanGrid"].minutes.ravel(), grid["minutes"])
    assert aids["PlanGrid"].x[0] == grid["x"][0]


def test_the_table_of_the_sun_has_whole_hours_and_noon_in_the_south(estate):
    frame = estate.path.to_frame().set_index("minutes")

    assert [60.0 * hour for hour in range(8, 17)] == frame.index.tolist()
    assert frame["azimuth"][720.0] == pytest.approx(180.0)
    height = 90.0 - 38.42 + estate.path.declination.degrees
    assert frame["altitude"][720.0] == pytest.approx(height)
    assert [500.0] == estate.path.to_frame([500.0])["minutes"].tolist()


@pytest.mark.parametrize(
    "table",
    ["windows", "rooms", "households", "units", "buildings", "segments", "taken"],
)
def test_tables_of_an_assessment_go_by_name(estate, table):
    expected = getattr(estate, f"{table}_frame")()

    assert expected.equals(estate.to_frame(table))


def test_the_windows_are_the_table_of_an_assessment(estate):
    assert estate.windows_frame().equals(estate.to_frame())


def test_an_unknown_table_is_refused_with_those_there_are(estate):
    with pytest.raises(InputError, match="no table 'floors'; choose one of: windows"):
        estate.to_frame("floors")
