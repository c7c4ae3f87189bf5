"""The page on the example estate: other rules, other readings, the shed counted."""

from collections import defaultdict
from pathlib import Path

import pytest
from estate_page import (
    OUTCOME_WORDS,
    PAGE,
    figure,
    households_named,
    rows_under,
)

import sunlight as sl
from sunlight.assessment import comparison_of
from sunlight.report.readings import turns_by_reading

ESTATE = Path(__file__).parents[2] / "examples" / "xinzhou_estate" / "project.toml"
OTHERS = ("gb50180-2018:zone-1237-small", "shanghai-2016")


@pytest.fixture(scope="module")
def comparison(estate):
    return comparison_of(estate, OTHERS)


@pytest.fixture(scope="module")
def turns(estate):
    return turns_by_reading(estate)


def words_of(outcomes):
    return [OUTCOME_WORDS[outcome.value] for outcome in outcomes]


def test_other_rules_count_as_the_page_says(comparison):
    rows = [
        [
            f"`{found.rules.name}`",
            *(
                str({o.value: n for o, n in found.counts.items()}.get(name, 0))
                for name in OUTCOME_WORDS
            ),
        ]
        for found in comparison.by_rules
    ]

    assert rows == rows_under("## 换一套规则")


def test_units_differ_between_rules_as_the_page_says(comparison):
    groups = defaultdict(list)
    for unit in comparison.differing:
        groups[unit.unit.split("-")[0], unit.outcomes].append(unit)
    rows = []
    for (_, outcomes), units in groups.items():
        cells = []
        for index, word in enumerate(words_of(outcomes)):
            found = [u.verdicts[index] for u in units]
            minutes = {
                figure(v.measured)
                for v in found
                if v.measured is not None and v.measure_unit == "min"
            }
            shown = word in ("通过", "不通过") and 0 < len(minutes) <= 2
            cells.append(f"{word}（{'、'.join(sorted(minutes))}）" if shown else word)
        rows.append(
            [households_named([u.unit for u in units]), str(len(units)), *cells]
        )

    assert rows == rows_under("### 结论随规则而变的单元")


def test_readings_turn_units_as_the_page_says(turns):
    rows = []
    for turned in turns:
        groups = defaultdict(list)
        for unit in turned.units:
            key = unit.unit.split("-")[0], unit.outcome, unit.alternative_outcome
            groups[key].append(unit.unit)
        rows += [
            [
                f"`{turned.reading.id}`",
                turned.reading.clause,
                households_named(units),
                str(len(units)),
                *words_of(outcomes),
            ]
            for (_, *outcomes), units in groups.items()
        ]

    assert rows == rows_under("## 换一种读法")


def test_readings_that_turn_nothing_are_as_many_as_the_page_says(turns):
    silent = [turned for turned in turns if not turned.units]

    assert f"其余 {len(silent)} 种读法" in PAGE


def test_the_shed_would_take_all_if_it_counted(tmp_path):
    text = ESTATE.read_text(encoding="utf-8")
    path = tmp_path / "project.toml"
    path.write_text(text.replace("unlawful_addition", "stair_house"), encoding="utf-8")
    frame = sl.assess(sl.read_project(path)[0]).households_frame()
    rows = [
        [
            row.household,
            figure(row.minutes_before),
            figure(row.minutes_after),
            row.wording,
            row.clause,
        ]
        for row in frame[frame["building"] == "C1"].itertuples()
    ]

    assert text.count("unlawful_addition") == 1
    assert rows == rows_under("### 假如棚屋算遮挡")
