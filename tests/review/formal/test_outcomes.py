"""Printed outcomes against the minutes beside them."""

import pytest

from sunlight.review.formal.words import outcome_of
from sunlight.review.records.findings import Grade

FAULTS = {
    "REVIEW-OUTCOME-CONTRADICTS",
    "REVIEW-THREE-MINUTES-MISUSED",
    "REVIEW-NOT-UNAFFECTED",
    "REVIEW-OUTCOME-STRICTER",
    "REVIEW-OUTCOME-WORDING",
    "REVIEW-OUTCOME-WITHIN-ROUNDING",
    "REVIEW-OUTCOME-UNREADABLE",
}


def unit(before, after, outcome, building="1#", label="101"):
    return {
        "label": label,
        "building": building,
        "floor": 1,
        "before": before,
        "after": after,
        "outcome": outcome,
    }


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        (300, 120, "满足"),
        (300, 117, "不满足"),
        (100, 97, "不影响"),
        (100, 90, "影响"),
        (100, 110, "影响（日照增加）"),
        (100, 110, "影响"),
        (100, 130, "满足"),
        (300, 130, "√"),
        (300, 110, "不通过"),
        (300, 130, "达标"),
        (300, 110, "未达标"),
        (300, 130, "—"),
        (300, 110, ""),
    ],
)
def test_outcomes_that_follow_from_the_minutes(check, before, after, outcome):
    found = check((), [unit(before, after, outcome)], conclusions=())

    assert set() == found.codes & FAULTS


@pytest.mark.parametrize(
    ("before", "after", "outcome", "code", "grade"),
    [
        (300, 118, "满足", "REVIEW-OUTCOME-CONTRADICTS", Grade.WRONG),
        (300, 119, "满足", "REVIEW-OUTCOME-WITHIN-ROUNDING", Grade.NOTE),
        (300, 118, "达标", "REVIEW-OUTCOME-CONTRADICTS", Grade.WRONG),
        (300, 119, "达标", "REVIEW-OUTCOME-WITHIN-ROUNDING", Grade.NOTE),
        (300, 118, "√", "REVIEW-OUTCOME-CONTRADICTS", Grade.WRONG),
        (122, 118, "不影响", "REVIEW-THREE-MINUTES-MISUSED", Grade.WRONG),
        (121, 119, "不影响", "REVIEW-THREE-MINUTES-MISUSED", Grade.WRONG),
        (120, 119, "不影响", "REVIEW-OUTCOME-WITHIN-ROUNDING", Grade.NOTE),
        (100, 96, "不影响", "REVIEW-OUTCOME-WITHIN-ROUNDING", Grade.NOTE),
        (100, 94, "不影响", "REVIEW-NOT-UNAFFECTED", Grade.WRONG),
        (100, 97, "满足", "REVIEW-OUTCOME-CONTRADICTS", Grade.WRONG),
        (300, 130, "不满足", "REVIEW-OUTCOME-STRICTER", Grade.ANSWER),
        (300, 130, "不影响", "REVIEW-OUTCOME-WORDING", Grade.NOTE),
        (300, 110, "影响", "REVIEW-OUTCOME-WORDING", Grade.NOTE),
        (300, 130, "见附表", "REVIEW-OUTCOME-UNREADABLE", Grade.OPEN),
    ],
)
def test_outcomes_that_do_not(check, before, after, outcome, code, grade):
    found = check((), [unit(before, after, outcome)], conclusions=())

    assert {code} == found.codes & FAULTS
    assert grade is found.findings[code].grade


def test_new_dwellings_are_judged_on_after_alone(check):
    new = [unit(0, 130, "满足", "P1"), unit(0, 110, "满足", "P1", "102")]

    found = check((), new, conclusions=())

    finding = found.findings["REVIEW-OUTCOME-CONTRADICTS"]
    assert 1 == finding.count
    assert "102" == finding.evidence[0].unit


def test_the_lower_standard_needs_its_document_and_never_helps_neighbours(check):
    rows = [unit(0, 70, "满足", "P1"), unit(300, 70, "满足", "1#", "201")]

    without = check((), rows, conclusions=())
    with_it = check((), rows, conclusions=(), renewal_document="忻旧改[2024]3号")

    code = "REVIEW-OUTCOME-CONTRADICTS"
    assert 2 == without.findings[code].count
    assert ["201"] == [e.unit for e in with_it.findings[code].evidence]


def test_kindergarten_rooms_owe_three_hours(check, build):
    buildings = (build.DeclaredBuilding(id="K1", role="proposed", use="幼儿园"),)
    rows = [
        unit(0, 150, "满足", "K1", "活动室1"),
        unit(0, 185, "满足", "K1", "活动室2"),
    ]

    found = check((), rows, conclusions=(), buildings=buildings)

    assert 1 == found.findings["REVIEW-OUTCOME-CONTRADICTS"].count


def test_a_window_may_tell_the_outcome_of_its_household(check):
    def window(label, room, after, household):
        return {
            "label": label,
            "building": "1#",
            "household": household,
            "room": room,
            "floor": 1,
            "before": 300,
            "after": after,
            "outcome": "满足",
        }

    served = [window("W1", "卧室", 60, "101"), window("W2", "客厅", 150, "101")]
    kitchen = [window("W3", "卧室", 60, "102"), window("W4", "厨房", 150, "102")]

    assert set() == check(served, conclusions=()).codes & FAULTS
    found = check(kitchen, conclusions=())
    assert 1 == found.findings["REVIEW-OUTCOME-CONTRADICTS"].count
    assert 0 == found.findings["REVIEW-OUTCOME-CONTRADICTS"].evidence[0].row


def test_findings_name_the_worst_first_and_count_all(check):
    rows = [unit(300, 117 - i, "满足", label=f"{i}") for i in range(9)]

    finding = check((), rows, conclusions=()).findings["REVIEW-OUTCOME-CONTRADICTS"]

    assert 9 == finding.count
    assert 5 == len(finding.evidence)
    assert "8" == finding.evidence[0].unit
    assert "109" in finding.message_zh


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("不满足", "not_meets"),
        ("前：满足 后：不满足", "not_meets"),
        ("無", "?"),
        ("无", ""),
        ("Y", "pass"),
        ("满 足", "meets"),
        ("无不利影响", "no_effect"),
        ("meets the standard", "meets"),
        ("does not meet the standard", "not_meets"),
        ("not affected", "no_effect"),
        ("=1+1", "?"),
    ],
)
def test_words_of_outcomes(text, outcome):
    assert outcome == outcome_of(text)
