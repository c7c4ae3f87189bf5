"""Rows and units against our own figures: independently known classes."""

import dataclasses

import numpy as np
import pytest
from submissions import matched, minutes_changed, submission_of

from sunlight.errors import InputError
from sunlight.review.recalculation.compare import compare
from sunlight.review.recalculation.outcomes import claimed_wording, outcome_of
from sunlight.review.recalculation.rows import same_when_printed
from sunlight.review.recalculation.submitted import submitted_minutes, verdicts_from
from sunlight.review.records.comparison import ROW_CLASSES, RowClass
from sunlight.rules import Outcome, Wording


def class_of(comparison, submission, label):
    row = submission.windows.label.tolist().index(label)
    return ROW_CLASSES[comparison.row_class[row]]


@pytest.mark.parametrize("rounding", [np.floor, np.rint, None])
def test_honest_report_is_the_same_in_every_row(estate, rounding):
    submission = submission_of(estate, rounding=rounding, units=True)

    found = compare(submission, estate, matched(submission, estate))

    assert found.count(RowClass.SAME) == len(submission.windows) == 84
    assert not any(unit.flips for unit in found.units)
    assert not found.flips.any()


@pytest.mark.parametrize(
    ("difference", "exact", "same"),
    [
        (-1.0, False, True),
        (-1.001, False, False),
        (0.5, False, True),
        (0.501, False, False),
        (0.009, True, True),
        (-0.011, True, False),
        (np.nan, False, False),
    ],
)
def test_same_to_what_is_printed(difference, exact, same):
    assert same_when_printed(np.array([difference]), exact=exact)[0] == same


@pytest.mark.parametrize(
    ("off", "expected"),
    [
        (3.0, RowClass.WITHIN),
        (-3.0, RowClass.WITHIN),
        (3.001, RowClass.DIFFERENT),
        (-3.001, RowClass.DIFFERENT),
    ],
)
def test_tolerance_is_inclusive(estate, off, expected):
    honest = submission_of(estate, rounding=None)
    row = honest.windows.label.tolist().index("2#-1-S01")
    exact = honest.windows.minutes_after[row]
    assert exact > 200.0
    submission = minutes_changed(honest, "2#-1-S01", after=exact + off)

    found = compare(submission, estate, matched(submission, estate))

    assert class_of(found, submission, "2#-1-S01") is expected


def test_window_and_unit_turn(estate):
    # by hand: 1#-0101 has 254.97 min before, 36.07 after (不满足); 121 after is 满足
    submission = minutes_changed(submission_of(estate), "1#-1-S01", after=121.0)

    found = compare(submission, estate, matched(submission, estate))

    unit = next(u for u in found.units if u.unit == "1#-0101")
    assert class_of(found, submission, "1#-1-S01") is RowClass.FLIPS
    assert (unit.from_submitted, unit.recomputed) == ("满足", "不满足")
    assert unit.flips
    assert unit.harms
    assert sum(u.flips for u in found.units) == 1
    assert found.flips.sum() == 1


def test_before_that_falls_below_the_standard_turns_the_unit(estate):
    # before 254.97 → 36 makes the loss vanish: 不影响 instead of 不满足
    submission = submission_of(estate)
    for label in ("1#-1-S01",):
        submission = minutes_changed(submission, label, before=36.0)

    found = compare(submission, estate, matched(submission, estate))

    unit = next(u for u in found.units if u.unit == "1#-0101")
    assert unit.from_submitted == "不影响"
    assert unit.harms
    assert class_of(found, submission, "1#-1-S01") is RowClass.FLIPS


def test_window_left_out_that_would_decide_leaves_the_unit_open(estate):
    names = estate.project.windows.id.tolist()
    some = [i for i, name in enumerate(names) if name != "1#-1-S02"]
    submission = submission_of(estate, rows=np.array(some))

    found = compare(submission, estate, matched(submission, estate))

    # household 0102 has the windows S02 and E01; S02 is the better one before
    unit = next(u for u in found.units if u.unit == "1#-0102")
    assert unit.from_submitted == ""
    assert not unit.flips


def test_window_left_out_that_decides_nothing_leaves_the_unit_judged(estate):
    names = estate.project.windows.id.tolist()
    some = [i for i, name in enumerate(names) if name != "P1-1-E01"]
    submission = submission_of(estate, rows=np.array(some))

    found = compare(submission, estate, matched(submission, estate))

    # its southern window has sun all day, more than the eastern one
    unit = next(u for u in found.units if u.unit == "P1-0102")
    assert unit.from_submitted == unit.recomputed == "满足"


def test_household_table_alone_is_enough(estate):
    submission = submission_of(estate, rows=np.empty(0, np.int64), units=True)

    found = compare(submission, estate, matched(submission, estate))

    assert {u.from_submitted for u in found.units if u.recomputed} == {
        "满足",
        "不满足",
    }
    assert not any(unit.flips for unit in found.units)


def test_own_minutes_give_our_own_verdicts(estate):
    submission = submission_of(estate, rounding=None)
    before, after = submitted_minutes(submission, estate, matched(submission, estate))

    found = verdicts_from(estate, before, after)

    ours = estate.households.verdicts
    assert [v.wording for v in found.households.verdicts] == [v.wording for v in ours]
    assert found.household_decided.all()


def test_row_without_a_window_is_invented_and_unreadable_minutes_stay_open(estate):
    submission = submission_of(estate)
    label = submission.windows.label.copy()
    label[0] = "1#-9-S77"
    submission = dataclasses.replace(
        submission, windows=dataclasses.replace(submission.windows, label=label)
    )
    submission = minutes_changed(submission, "2#-1-S01", before=np.nan, after=-5.0)

    found = compare(submission, estate, matched(submission, estate))

    assert class_of(found, submission, "1#-9-S77") is RowClass.INVENTED
    assert class_of(found, submission, "2#-1-S01") is RowClass.OPEN
    assert len(found.missing) == 1


def test_two_rows_of_one_window_do_no_harm(estate):
    rows = np.array([0, 0, 1, 2])
    submission = submission_of(estate, rows=rows)

    found = compare(submission, estate, matched(submission, estate))

    assert found.count(RowClass.SAME) == 4


def test_nothing_submitted_compares_nothing(estate):
    submission = submission_of(estate, rows=np.empty(0, np.int64))

    found = compare(submission, estate, matched(submission, estate))

    assert found.units == ()
    assert len(found.row_class) == 0


@pytest.mark.parametrize("tolerance", [-1.0, float("nan"), 61.0])
def test_unusable_tolerance_is_refused(estate, tolerance):
    submission = submission_of(estate)

    with pytest.raises(InputError, match="tolerance"):
        compare(submission, estate, matched(submission, estate), tolerance=tolerance)


def test_match_of_another_submission_is_refused(estate):
    submission = submission_of(estate)
    other = submission_of(estate, rows=np.arange(3))

    with pytest.raises(InputError, match="match this submission first"):
        compare(submission, estate, matched(other, estate))


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("满足", Wording.MEETS),
        (" √ ", Wording.MEETS),
        ("不满足。", Wording.NOT_MEETS),
        ("未达标", Wording.NOT_MEETS),
        ("无影响", Wording.NO_EFFECT),
        ("影响", Wording.AFFECTED),
        ("=1+1", Wording.NONE),
        ("见附表", Wording.NONE),
        ("", Wording.NONE),
    ],
)
def test_printed_outcomes_in_the_words_of_the_rules(text, wording):
    assert claimed_wording(text) is wording


def test_gain_passes_and_nothing_is_no_outcome():
    assert outcome_of(Wording.AFFECTED_GAIN.value) is Outcome.PASS
    assert outcome_of(Wording.AFFECTED.value) is Outcome.FAIL
    assert outcome_of("") is None
