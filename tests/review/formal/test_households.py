"""The table of households against the window tables."""

import numpy as np
import pytest

from sunlight.review.records.findings import Grade


def window(label, room, before, after, household="101", floor=1):
    return {
        "label": label,
        "building": "1#楼",
        "household": household,
        "room": room,
        "floor": floor,
        "before": before,
        "after": after,
    }


WINDOWS = [
    window("W1", "卧室", 200, 70),
    window("W2", "客厅", 240, 80),
    window("W3", "厨房", 300, 150),
]


def unit(before, after, outcome="", label="101", floor=1):
    return {
        "label": label,
        "building": "1号楼",
        "floor": floor,
        "before": before,
        "after": after,
        "outcome": outcome,
    }


CODES = {
    "REVIEW-UNIT-SUMS-WINDOWS",
    "REVIEW-UNIT-NOT-HABITABLE",
    "REVIEW-UNIT-DIFFERS-FROM-WINDOWS",
    "REVIEW-UNIT-WITHOUT-WINDOWS",
}


@pytest.mark.parametrize(("before", "after"), [(240, 80), (239, 81)])
def test_the_best_habitable_window_is_the_household(check, before, after):
    found = check(WINDOWS, [unit(before, after)], conclusions=())

    assert set() == found.codes & CODES


@pytest.mark.parametrize(
    ("windows", "after", "code", "grade"),
    [
        (WINDOWS[:2], 150, "REVIEW-UNIT-SUMS-WINDOWS", Grade.WRONG),
        (WINDOWS, 150, "REVIEW-UNIT-NOT-HABITABLE", Grade.WRONG),
        (WINDOWS, 125, "REVIEW-UNIT-DIFFERS-FROM-WINDOWS", Grade.WRONG),
        (WINDOWS, 83, "REVIEW-UNIT-DIFFERS-FROM-WINDOWS", Grade.ANSWER),
        (WINDOWS, 60, "REVIEW-UNIT-DIFFERS-FROM-WINDOWS", Grade.ANSWER),
    ],
)
def test_other_figures_are_told_by_where_they_come_from(
    check, windows, after, code, grade
):
    windows = [w for w in windows if w["label"] != "W3" or code.endswith("HABITABLE")]

    found = check(windows, [unit(240, after)], conclusions=())

    assert {code} == found.codes & CODES
    finding = found.findings[code]
    assert grade is finding.grade
    assert (after, 80.0) == (
        finding.evidence[0].submitted,
        finding.evidence[0].recomputed,
    )


def test_one_label_on_every_storey_is_a_household_a_storey(check):
    windows = [
        window(f"W{f}", "卧室", 300, 100 + f, household="东户", floor=f)
        for f in range(1, 6)
    ]
    units = [unit(300, 100 + f, label="东户", floor=f) for f in range(1, 6)]

    assert set() == check(windows, units, conclusions=()).codes & CODES


def test_a_household_without_windows_is_asked_for(check):
    found = check(WINDOWS, [unit(240, 80), unit(300, 200, label="909")], conclusions=())

    finding = found.findings["REVIEW-UNIT-WITHOUT-WINDOWS"]
    assert (1, Grade.ANSWER) == (finding.count, finding.grade)
    assert "909" in finding.message_zh


def test_the_model_says_whose_a_window_is_where_nothing_is_printed(
    check, build, estate_assessment
):
    from dataclasses import replace

    project = estate_assessment.project
    household = int(np.flatnonzero(project.households.building == 0)[0])
    rooms = np.flatnonzero(project.rooms.household == household)
    of = np.flatnonzero(np.isin(project.windows.room, rooms))
    rows = [{"label": f"C{i}", "building": "1#", "after": 90.0} for i in of]
    submission = build.submission_of(rows, [unit(np.nan, 140)])
    match = replace(
        build.no_match(submission),
        window=of.astype(np.int64),
        building=np.zeros(len(of), dtype=np.int64),
        unit=np.array([household]),
    )

    found = check(rows, [unit(np.nan, 140)], match=match, conclusions=())

    finding = found.findings["REVIEW-UNIT-DIFFERS-FROM-WINDOWS"]
    assert (str(project.households.id[household]),) == finding.elements
