"""Uses other than dwellings: each on its own day, by its own minutes and units."""

import json

import numpy as np
import pytest

from sunlight.kinds import Use
from sunlight.report.blame import blamed_parts, blamed_texts, unit_windows
from sunlight.report.document import document_text, result_document
from sunlight.report.nested import nested_columns
from sunlight.report.plan import plan_figure
from sunlight.report.plan_shapes import window_strokes
from sunlight.report.readings import turns_by_reading
from sunlight.report.standards import (
    minutes_of_buildings,
    threshold_of,
    window_thresholds,
    windows_below_after,
)
from sunlight.report.tables import clock_of, rooms_table, windows_table
from sunlight.report.texts import LANGUAGES, texts
from sunlight.report.units import figure_text, units_table
from sunlight.report.uses import (
    buildings_without_units,
    day_of_use,
    uses_by_building,
    uses_in_all,
)


def units_of(assessment, lang="zh"):
    words, best = texts(lang), unit_windows(assessment)
    taken_by = blamed_texts(assessment, best, words)
    return units_table(assessment, words, lang, best, taken_by)


def by_name(table, column):
    return {row[column]: row for row in table.to_pylist()}


@pytest.fixture(scope="module")
def result(uses):
    document = result_document(uses, readings=turns_by_reading(uses))
    return json.loads(document_text(document))


def test_each_use_has_its_own_minutes_and_others_have_none(uses):
    actual = minutes_of_buildings(uses)

    np.testing.assert_array_equal(
        [180.0, 120.0, 120.0, 120.0, np.nan, np.nan, np.nan], actual
    )


def test_a_window_without_a_standard_is_compared_with_dwellings(uses):
    ids = uses.project.windows.id.tolist()
    minutes = window_thresholds(uses)

    assert threshold_of(uses) == minutes[ids.index("B1-1-S01")]
    assert 180.0 == minutes[ids.index("K1-1-S01")]


def test_low_windows_are_counted_by_the_minutes_of_their_use(uses):
    assert 10 == windows_below_after(uses)


def test_every_window_is_told_the_day_of_its_use(uses):
    rows = windows_table(uses).to_pylist()

    assert {"K1": "冬至", "H1": "冬至", "D1": "大寒", "S1": "冬至", "B1": "大寒"} == {
        row["building"]: row["day"] for row in rows
    }


def test_clock_times_are_those_of_the_day_of_the_window(uses):
    rows = by_name(windows_table(uses), "window")

    # the equation of time is -11.0 min on 大寒 and 1.9 min on 冬至
    assert ("08:00–16:00", "08:40–16:40") == (
        rows["D1-1-S01"]["segments_after"],
        rows["D1-1-S01"]["beijing_after"],
    )
    assert ("09:00–15:00", "09:27–15:27") == (
        rows["S1-1-S01"]["segments_after"],
        rows["S1-1-S01"]["beijing_after"],
    )


def test_the_clock_has_a_value_for_each_window(uses):
    clock, count = clock_of(uses), len(uses.project.windows)

    assert [(count,)] * 3 == [
        np.shape(value)
        for value in (clock.equation_of_time, clock.threshold, clock.shortest)
    ]


def test_windows_and_rooms_without_a_standard_have_no_word(uses):
    windows = by_name(windows_table(uses), "window")
    rooms = by_name(rooms_table(uses, texts("zh")), "room")

    assert (None, None) == (
        windows["B1-1-S01"]["reaches_before"],
        rooms["B1-01/办公室"]["reaches_after"],
    )
    assert (True, False) == (
        windows["K1-1-S01"]["reaches_before"],
        rooms["K1-01/活动室"]["reaches_after"],
    )


def test_a_room_that_meets_the_minutes_of_dwellings_may_miss_its_own(demo):
    rows = by_name(windows_table(demo), "window")
    window = rows["Y1-3-S04"]

    assert (141, False) == (window["whole_after"], window["reaches_after"])


def test_exact_segments_of_every_day_add_up_to_the_minutes(uses):
    lists = nested_columns(uses).column("full_after").to_pylist()
    sums = [sum(s["end"] - s["start"] for s in row if s["counted"]) for row in lists]

    np.testing.assert_allclose(uses.windows.minutes_after, sums, atol=1e-9)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_of_units_has_a_heading(uses, lang):
    names = units_of(uses, lang).column_names

    assert [] == [name for name in names if f"columns.{name}" not in texts(lang)]


def test_a_room_is_a_unit_in_minutes(uses):
    row = by_name(units_of(uses), "unit")["K1-01/活动室"]

    expected = {
        "counted_as": "房间",
        "building": "K1",
        "use": "托幼",
        "day": "冬至",
        "kind": "幼儿活动用房",
        "floor": 1,
        "whole_before": 360,
        "whole_after": 0,
        "figure_threshold": 180.0,
        "figure_margin": -180.0,
        "measure_unit": "分钟",
        "tally_total": None,
        "outcome": "不通过",
        "clause": "规程七(四)",
        "window_after": "K1-1-S01",
        "taken_by": "P1 360.0",
    }
    assert expected == {key: row[key] for key in expected}


def test_a_building_is_a_unit_in_rooms(uses):
    row = by_name(units_of(uses, "en"), "unit")["H1"]

    expected = {
        "counted_as": "building",
        "kind": None,
        "floor": None,
        "whole_after": None,
        "figure_before": 4.0,
        "figure_after": 0.0,
        "figure_threshold": 2.0,
        "measure_unit": "rooms",
        "tally_total": 4.0,
        "tally_needed": 2.0,
        "tally_before": "4",
        "tally_after": "0",
        "outcome": "fail",
        "window_after": None,
        "taken_by": "",
    }
    assert expected == {key: row[key] for key in expected}
    assert "not verified" in row["remarks"]


def test_a_project_without_units_has_an_empty_table(estate):
    assert 0 == units_of(estate).num_rows


def test_parts_of_a_room_add_up_to_what_it_lost(uses, demo):
    for assessment in (uses, demo):
        best = unit_windows(assessment)
        for unit, parts in zip(
            assessment.units, blamed_parts(assessment, best), strict=True
        ):
            if unit.room >= 0:
                lost = unit.verdict.before - unit.verdict.measured
                total = sum(part.minutes for part in parts)
                np.testing.assert_allclose(lost, total, atol=1e-6)


@pytest.mark.parametrize(
    ("figure", "measure_unit", "expected"),
    [
        (119.6, "min", "119 min 36 s"),
        (7.0, "rooms", "7 rooms"),
        (0.49999, "share", "49.9%"),
        (None, "rooms", "–"),
    ],
)
def test_figures_read_by_their_unit(figure, measure_unit, expected):
    assert expected == figure_text(figure, measure_unit, texts("en"))


def test_buildings_are_counted_by_outcome_even_without_any_unit(uses):
    rows = [
        (row.building, row.use, row.units, row.passed, row.failed)
        for row in uses_by_building(uses)
    ]

    assert [
        ("K1", Use.KINDERGARTEN, 2, 0, 2),
        ("H1", Use.HOSPITAL, 1, 0, 1),
        ("D1", Use.DORMITORY, 1, 1, 0),
        ("S1", Use.SCHOOL, 0, 0, 0),
    ] == rows


def test_totals_of_uses_hold_every_verdict(uses, demo):
    for assessment in (uses, demo):
        totals = uses_in_all(assessment)
        assert len(assessment.verdicts) == sum(row.units for row in totals)
        for row in totals:
            outcomes = (row.passed, row.failed, row.not_judged, row.not_applicable)
            assert row.units == sum(outcomes)


def test_a_building_in_which_nothing_is_listed_is_named(uses, bare_estate):
    assert ("S1",) == buildings_without_units(uses)
    # 2# stands outside the scope, where nothing is judged anyway
    assert ("1#", "P1") == buildings_without_units(bare_estate)


def test_a_use_without_a_standard_has_the_day_of_dwellings(uses):
    assert ("大寒", "冬至") == (
        day_of_use(uses, Use.OTHER),
        day_of_use(uses, Use.SCHOOL),
    )


def test_the_document_has_units_uses_and_the_other_day(result):
    units = {unit["unit"]: unit for unit in result["units"]}

    assert ["K1-01/活动室", "K1-02/活动室", "H1", "D1"] == list(units)
    assert ("room", "activity_room", 360.0, 0.0, "P1") == (
        units["K1-01/活动室"]["counted_as"],
        units["K1-01/活动室"]["room_kind"],
        units["K1-01/活动室"]["before"],
        units["K1-01/活动室"]["after"],
        units["K1-01/活动室"]["taken_by"][0]["owner"],
    )
    assert {"total": 4.0, "needed": 2.0, "before": [4.0, 4.0], "after": [0.0, 0.0]} == (
        units["H1"]["tally"]
    )
    assert ["FIGURE-UNVERIFIED"] == units["H1"]["notes"]
    assert ["S1"] == result["buildings_without_units"]
    (other,) = result["provenance"]["other_days"]
    assert other.startswith("冬至: 540-900 min")


def test_the_document_counts_units_beside_households(result):
    counts = result["counts"]

    assert (0, 4, 1, 3, 0) == (
        counts["households"],
        counts["units"],
        counts["units_passed"],
        counts["units_failed"],
        counts["units_not_judged"],
    )
    assert counts["units"] == sum(use["units"] for use in result["uses"])
    assert ("FAIL", 1) == (result["outcome"], result["exit_code"])


def test_the_document_tells_readings_only_when_asked(uses, result):
    turned = {r["reading"]: r["turned"] for r in result["readings"]}

    assert result_document(uses).readings is None
    assert [
        {
            "unit": "H1",
            "counted_as": "building",
            "outcome": "FAIL",
            "alternative_outcome": "NOT_JUDGED",
        }
    ] == turned["ward_figure"]
    assert [] == turned["half_is_enough"]


def test_every_reading_is_tried_whatever_it_changes(uses):
    tried = [t.reading.id for t in turns_by_reading(uses)]
    untaken = [r.id for r in uses.rules.readings if r.id not in uses.readings]

    assert untaken == tried
    assert len(uses.rules.readings) - 1 == len(tried)


def test_the_plan_marks_windows_of_failing_rooms_and_wards(uses):
    windows = uses.project.windows
    columns = windows.building[windows.column_offsets[:-1]]
    names = [uses.project.buildings[b].id for b in columns]
    failing = window_strokes(uses).failing.tolist()

    # of the kindergarten the activity rooms only, of the hospital all low wards
    assert [True, False, True, True, False, False, False, False, False] == failing
    assert ["K1", "K1", "H1", "H1", "D1", "D1", "D1", "S1", "B1"] == names


def test_the_plan_names_every_day_and_says_which_holds(uses, estate):
    def shown(assessment):
        figure = plan_figure(assessment)
        return [text.get_text() for axes in figure.axes for text in axes.texts] + [
            text.get_text() for text in figure.texts
        ]

    both = (
        "大寒  真太阳时08:00–16:00  赤纬-20.15°；冬至  真太阳时09:00–15:00  赤纬-23.44°"
    )
    note = "各窗按其用途的标准日计"

    assert {both, note} <= set(shown(uses))
    assert note not in shown(estate)
