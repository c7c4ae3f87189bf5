"""The page on the example estate shows the figures of a fresh run: dwellings."""

import re

import numpy as np
import pytest
from estate_page import (
    NO_FIGURE,
    OUTCOME_WORDS,
    PAGE,
    STATUS_WORDS,
    USE_WORDS,
    change,
    figure,
    rows_under,
)

from sunlight.report.tables import windows_table

NEW = ("own_new", "concurrent")
OWNER_WORDS = {"jointly": "共同遮挡"}

EAST_FROM = 300.0
ELSEWHERE = {"7#", "10#", "E3", "E4", "C1", "C1厢", "C2", "U1"}
"""Buildings whose households have a table of their own."""

GIVEN = {
    "38.42",  # latitude
    "23.44",  # declination on 冬至
    "1.58",  # radius of a sector by height
    "0.35",  # P1: 789.65 - 789.30
    "58.25",  # 0.35 + 53.1 + 4.8
    "53.45",  # without the lift house of 4.8
    "0.05",  # tolerance of the survey
}
"""Figures in the text that no table has: given, or sums the page does itself."""

WINDOWS_OF_10 = ("10#-1-S08", "10#-2-S08", "10#-3-S08")
WINDOWS_OF_7 = ("7#-1-S01", "7#-1-S03", "7#-2-S01", "7#-2-S03", "7#-4-S01", "7#-4-S03")
SHARED_WINDOW = "7#-1-S03"


def rows_of_buildings(assessment, *, west):
    project = assessment.project
    rows = []
    for index, building in enumerate(project.buildings):
        if (building.parts[0].polygon.bounds[0] < EAST_FROM) is not west:
            continue
        status = STATUS_WORDS[building.status]
        rows.append(
            [
                building.id,
                f"{status}，拆除" if building.removed_by_project else status,
                USE_WORDS[building.use],
                str(building.storeys or NO_FIGURE),
                f"{building.zero_level:.2f}",
                f"{building.outdoor_ground:.2f}",
                f"{building.parts[0].top - building.zero_level:.1f}",
                str(np.count_nonzero(project.households.building == index)),
                str(np.count_nonzero(project.windows.building == index)),
            ]
        )
    return rows


def rows_of_summary(assessment):
    return [
        [
            row.building,
            str(row.households),
            NO_FIGURE if row.standing in NEW else str(row.satisfied_before),
            str(row.satisfied_after),
            str(row.satisfied_to_not),
            str(row.unaffected),
            str(row.affected),
            str(row.failed),
            str(row.not_applicable),
        ]
        for row in assessment.buildings
    ]


def rows_of_households(assessment, building):
    frame = assessment.households_frame()
    return [
        [
            row.household,
            figure(row.minutes_before),
            figure(row.minutes_after),
            change(row.minutes_after - row.minutes_before),
            row.wording,
            OUTCOME_WORDS[row.outcome],
            row.clause,
            change(row.margin),
        ]
        for row in frame[frame["building"] == building].itertuples()
    ]


def rows_of_segments(assessment, windows):
    table = windows_table(assessment).select(
        ["window", "segments_before", "segments_after"]
    )
    found = {row["window"]: row for row in table.to_pylist()}
    return [
        [name, found[name]["segments_before"], found[name]["segments_after"]]
        for name in windows
    ]


def rows_of_shares(assessment, window):
    """Who has the minutes of a window before and after, and the sum."""
    taken = assessment.taken_frame()
    taken = taken[taken["window"] == window]
    table = taken.pivot_table(
        index="owner", columns="table", values="minutes", fill_value=0.0
    )
    columns = ["taken before", "taken after", "lost"]
    rows = [
        [OWNER_WORDS.get(owner, owner), *(f"{table.at[owner, c]:.2f}" for c in columns)]
        for owner in sorted(table.index)
    ]
    windows = assessment.windows_frame().set_index("window")
    before = windows.at[window, "minutes_before"]
    after = windows.at[window, "minutes_after"]
    band = [table[c].sum() + m for c, m in zip(columns, (before, after), strict=False)]
    return [
        *rows,
        ["有效日照", figure(before), figure(after), NO_FIGURE],
        ["合计", *map(figure, band), figure(table["lost"].sum())],
    ]


def rows_of_kindergarten(assessment):
    units = assessment.units_frame()
    lost = assessment.taken_frame()
    lost = lost[lost["table"] == "lost"]
    lost = lost.pivot_table(
        index="window", columns="owner", values="minutes", fill_value=0.0
    )
    best = assessment.rooms_frame().set_index("room")["window_before"]
    rows = []
    rooms = (units["building"] == "Y1") & (units["counted_as"] == "room")
    for row in units[rooms].itertuples():
        parts = lost.loc[best[row.unit]]
        rows.append(
            [
                row.unit,
                figure(row.before),
                figure(row.after),
                *(figure(parts[owner]) for owner in ("P1", "P2")),
                figure(parts.drop(["P1", "P2"]).sum()),
                row.wording,
                OUTCOME_WORDS[row.outcome],
                row.clause,
            ]
        )
    return rows


def rows_of_least(assessment):
    frame = assessment.households_frame()
    least = frame.groupby("building", sort=False)[["minutes_before", "minutes_after"]]
    return [
        [building, figure(row.minutes_before), figure(row.minutes_after)]
        for building, row in least.min().iterrows()
        if building not in ELSEWHERE
    ]


TABLES = {
    "### 西片": lambda a: rows_of_buildings(a, west=True),
    "### 东片": lambda a: rows_of_buildings(a, west=False),
    "### 住宅": rows_of_summary,
    "## 10# 为什么有的影响、有的不影响": lambda a: rows_of_households(a, "10#"),
    "### 10# 东端的窗": lambda a: rows_of_segments(a, WINDOWS_OF_10),
    "## 7# 为什么不满足": lambda a: rows_of_households(a, "7#"),
    "### 7# 西端的窗": lambda a: rows_of_segments(a, WINDOWS_OF_7),
    "### 一扇窗的 480 分钟": lambda a: rows_of_shares(a, SHARED_WINDOW),
    "## 幼儿园": rows_of_kindergarten,
    "## 其余各楼": rows_of_least,
}


@pytest.mark.parametrize("heading", TABLES, ids=str)
def test_tables_of_the_page_are_those_of_a_fresh_run(estate, heading):
    assert TABLES[heading](estate) == rows_under(heading)


def test_figures_in_the_text_stand_in_a_table():
    lines = PAGE.splitlines()
    exact = re.compile(r"(?<![\d.])\d+\.\d\d(?![\d.])")
    text = "\n".join(line for line in lines if not line.startswith("|"))
    tables = "\n".join(line for line in lines if line.startswith("|"))

    assert len(exact.findall(text)) > 5
    assert GIVEN == set(exact.findall(text)) - set(exact.findall(tables))


def test_times_in_the_text_stand_in_a_table():
    lines = PAGE.splitlines()
    time = re.compile(r"\b\d\d:\d\d\b")
    text = "\n".join(line for line in lines if not line.startswith("|"))
    tables = "\n".join(line for line in lines if line.startswith("|"))

    assert len(time.findall(text)) > 3
    assert set() == set(time.findall(text)) - set(time.findall(tables))


def test_parts_that_shade_nothing_are_those_named(estate):
    excluded = [(part.kind.value, part.clause) for part in estate.excluded]

    assert [
        ("solar_heater", "规程六(四)"),
        ("unlawful_addition", "规程六(四)"),
        ("tree", "规程六(四)"),
    ] == excluded
    assert "太阳能热水器" in PAGE
    assert "棚屋" in PAGE
    assert "行道树" in PAGE


def test_the_estate_fails_by_as_many_as_the_page_says(estate):
    households = [v.outcome.value for v in estate.households.verdicts]
    units = [u.verdict.outcome.value for u in estate.units]

    assert "FAIL" == estate.outcome.value
    assert (
        f"{households.count('FAIL')} 户、{units.count('FAIL')} 个其他用途单元" in PAGE
    )
