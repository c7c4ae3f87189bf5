"""The page on the example estate shows a fresh run: all but dwellings of the west."""

import re

import numpy as np
import pytest
from estate_page import (
    NO_FIGURE,
    OUTCOME_WORDS,
    PAGE,
    USE_WORDS,
    figure,
    rows_under,
    share,
)

from sunlight.assessment.judging.projects import takers
from sunlight.kinds import RoomKind, Use
from sunlight.report.projects import losses_by_project
from sunlight.report.tables import windows_table
from sunlight.report.texts import texts
from sunlight.rules import reason_text

WORDS = texts("zh")
COUNTED_AS = {
    "room": "房间",
    "building": "整栋",
    "ground": "场地",
    "land": "用地",
}
STOREYS = (1, 2, 3, 4)
OVER_THE_ROOF = (("P3", "E1", 4), ("T1", "E3", 3), ("P4", "E2", 5))
"""Who stands south of whom, and the storeys behind."""
NOON_SHADOW = np.tan(np.radians(90.0 - 38.42 - 23.4392))
"""Tangent of the noon altitude on 冬至: above it no sun comes over the roof."""


def rows_of_uses(estate):
    frame = estate.units_frame()
    rows = []
    for (building, counted), units in frame.groupby(
        [frame["building"].fillna(""), "counted_as"], sort=False
    ):
        outcomes = units["outcome"].tolist()
        rows.append(
            [
                units["unit"].iloc[0] if counted in ("ground", "land") else building,
                USE_WORDS[Use(units["use"].iloc[0])],
                COUNTED_AS[counted],
                str(len(units)),
                str(outcomes.count("PASS")),
                str((units["wording"] == "不影响").sum()),
                str(outcomes.count("FAIL")),
                str(outcomes.count("NOT_JUDGED")),
            ]
        )
    return rows


def rows_of_scope(estate):
    rows = []
    for entry in estate.scope.entries:
        role = WORDS[f"scope_role.{entry.role.value}"]
        if role not in ("客体", "叠加"):
            continue
        reached = [r for r in entry.reasons if r.code.value == "sector-reaches"]
        step = NO_FIGURE if entry.row_step is None else str(entry.row_step)
        if not reached:
            rows.append([entry.id, role, step, *[NO_FIGURE] * 4])
            continue
        deepest = max(reached, key=lambda reason: reason.inside)
        figures = (deepest.radius, deepest.reach, deepest.inside)
        rows.append([entry.id, role, step, deepest.by, *map(figure, figures)])
    return rows


def rows_over_the_roof(estate):
    """By the project alone: roof, sill, gap, and whether the noon sun comes over."""
    buildings = {b.id: b for b in estate.project.buildings}
    rows = []
    for south, north, storeys in OVER_THE_ROOF:
        front, behind = buildings[south], buildings[north]
        roof = front.parts[0].top
        gap = behind.parts[0].polygon.bounds[1] - front.parts[0].polygon.bounds[3]
        heights = estate.windows_frame()
        heights = heights[
            (heights["building"] == north) & heights["window"].str.contains("-S")
        ]
        for storey in range(1, storeys + 1):
            sill = heights[heights["floor"] == storey]["sill_z"].iloc[0]
            k = (roof - sill) / gap
            over = "过得去" if k < NOON_SHADOW else "过不去"
            rows.append(
                [
                    f"{south} → {north}",
                    str(storey),
                    f"{roof:.2f}",
                    f"{sill:.2f}",
                    f"{roof - sill:.2f}",
                    f"{gap:.0f}",
                    f"{k:.3f}",
                    over,
                ]
            )
    return rows


def minutes_by_room(estate, building, kind):
    frame = estate.rooms_frame()
    frame = frame[(frame["building"] == building) & (frame["kind"] == kind.value)]
    names = frame["room"].str.rpartition("/")[2]
    return frame.assign(name=names).pivot_table(
        index="name", columns="floor", values="minutes_after"
    )


def rows_of_classrooms(estate):
    minutes = minutes_by_room(estate, "E1", RoomKind.CLASSROOM)
    return [
        [name, *(figure(row[s]) for s in STOREYS)] for name, row in minutes.iterrows()
    ]


def rows_of_wards(estate):
    minutes = minutes_by_room(estate, "E2", RoomKind.WARD).T
    return [
        [str(storey), *map(figure, row), str((row >= 120.0).sum())]
        for storey, row in minutes.iterrows()
    ]


def rows_of_segments(estate, windows):
    table = windows_table(estate).select(["window", "segments_after"])
    found = {row["window"]: row for row in table.to_pylist()}
    return [[name, found[name]["segments_after"]] for name in windows]


def parts_of(estate):
    """Minutes of each unit by who takes them."""
    kinds = {t.kind for t in takers(estate.project)}
    assert {"own", "side", "surroundings"} == kinds
    return {
        loss.unit: {part.kind: part.minutes for part in loss.parts}
        for loss in losses_by_project(estate)
    }


def rows_of_elderly(estate):
    units = estate.units_frame()
    units = units[(units["building"] == "E3") & units["floor"].isin((1, 3))]
    parts = parts_of(estate)
    rows = []
    for row in units[units["unit"].str.endswith("/起居")].itertuples():
        taken = parts[row.unit]
        assert {"own", "side"} >= set(taken)
        rows.append(
            [
                row.unit,
                figure(row.before),
                *(figure(taken.get(kind, 0.0)) for kind in ("own", "side")),
                figure(row.after),
                row.wording,
                OUTCOME_WORDS[row.outcome],
            ]
        )
    return rows


def rows_of_east_west(estate):
    frame = estate.households_frame()
    parts = parts_of(estate)
    kinds = ("own", "side", "jointly", "other_window")
    rows = []
    for row in frame[
        (frame["building"] == "E4") & frame["minutes_after"].notna()
    ].itertuples():
        taken = parts[row.household]
        assert set(kinds) >= set(taken)
        rows.append(
            [
                row.household,
                figure(row.minutes_before),
                *(figure(taken.get(kind, 0.0)) for kind in kinds),
                figure(row.minutes_after),
                row.wording,
            ]
        )
    return rows


def rows_of_yards(estate):
    found = estate.households
    rows = []
    for verdict, *minutes in zip(
        found.verdicts, found.minutes_before, found.minutes_after, strict=True
    ):
        if verdict.unit.split("-")[0] in ("C1", "C1厢", "C2", "U1"):
            reasons = "；".join(reason_text(r, "zh") for r in verdict.reasons)
            rows.append(
                [
                    verdict.unit,
                    *map(figure, minutes),
                    OUTCOME_WORDS[verdict.outcome.value],
                    verdict.wording.value if verdict.wording else reasons,
                    verdict.clause,
                ]
            )
    return rows


def rows_of_grounds(estate):
    verdicts = {unit.verdict.unit: unit.verdict for unit in estate.units}
    rows = []
    for ground, measured in zip(estate.project.grounds, estate.grounds, strict=True):
        verdict = verdicts[ground.id]
        needed = verdict.threshold
        rows.append(
            [
                ground.id,
                str(measured.conditions.day),
                f"{measured.minutes:.0f}",
                share(measured.before.share),
                share(measured.after.share),
                NO_FIGURE if needed is None else f"{needed:.0%}",
                OUTCOME_WORDS[verdict.outcome.value],
                verdict.clause,
            ]
        )
    return rows


TABLES = {
    "### 其他用途和场地": rows_of_uses,
    "## 谁在分析范围内": rows_of_scope,
    "## 太阳过不过屋顶": rows_over_the_roof,
    "## 学校": rows_of_classrooms,
    "### 学校一层的窗": lambda e: rows_of_segments(
        e, ("E1-1-S01", "E1-1-S03", "E1-1-S05", "E1-1-S06", "E1-1-S08", "E1-1-S10")
    ),
    "## 医院": rows_of_wards,
    "## 敬老院": rows_of_elderly,
    "## 东西朝向的铁路宿舍": rows_of_east_west,
    "## 院落和无手续的平房": rows_of_yards,
    "## 游戏场地和未建设用地": rows_of_grounds,
}


@pytest.mark.parametrize("heading", TABLES, ids=str)
def test_tables_of_the_page_are_those_of_a_fresh_run(estate, heading):
    assert TABLES[heading](estate) == rows_under(heading)


def test_findings_are_those_of_the_page(estate):
    severities = {"warning": "警告", "note": "说明"}

    assert [[f"`{f.code}`", severities[f.severity.value]] for f in estate.findings] == [
        cells[:2] for cells in rows_under("### 检查结果")
    ]


def test_half_of_the_dormitory_has_all_the_day_and_half_has_nothing(estate):
    rooms = estate.rooms_frame()
    minutes = rooms[rooms["building"] == "P3"]["minutes_after"]

    assert (36, 36) == ((minutes == 480.0).sum(), (minutes == 0.0).sum())
    assert "72 间居室，36 间朝南" in PAGE


def test_the_sides_of_the_east_west_block_are_counted_as_the_page_says(estate):
    said = next(f for f in estate.findings if f.code == "EAST-WEST-MAIN-SIDE")

    assert "东 12 间，西 16 间" in said.message_zh
    assert "西面 16 间、东面 12 间" in PAGE


def test_what_the_page_says_of_agreements_and_critical_units_holds(estate):
    frame = estate.households_frame()
    agreed = frame[frame["compensation"] != ""]

    assert ["7#-0101"] == agreed["household"].tolist()
    assert "FAIL" == agreed["outcome"].iloc[0]
    assert () == tuple(estate.critical)
    number = re.search(r"高度允许误差 (\S+) m", PAGE)[1]
    assert f"{estate.project.survey.height:.2f}" == number
