"""Findings on results: evidence, minute, blocker, single rows, totals."""

import dataclasses

import numpy as np
import pytest
from submissions import matched, minutes_changed, submission_of

from sunlight.conditions import StandardDay, TimeBasis
from sunlight.findings import Finding, Severity
from sunlight.review.recalculation.compare import compare, recalculation_findings
from sunlight.review.recalculation.printed import _clock_offset
from sunlight.review.recalculation.submitted import verdicts_from
from sunlight.review.records.declaration import Declaration
from sunlight.review.records.findings import Grade
from sunlight.review.run import review_by

DECLARED = Declaration(
    day=StandardDay.GREAT_COLD,
    band=(480.0, 960.0),
    time_basis=TimeBasis.TRUE_SOLAR_TIME,
    step=1.0,
    window_points="ends",
    sill_minimum=0.9,
    shortest_segment=5.0,
    latitude=38.42,
)


def findings_of(submission, assessment, own=None):
    match = matched(submission, assessment)
    comparison = compare(submission, assessment, match)
    found = recalculation_findings(submission, assessment, match, comparison, own=own)
    codes = [f.code for f in found]
    assert len(codes) == len(set(codes))  # one a code
    return {f.code: f for f in found}


def windows_changed(submission, **columns):
    return dataclasses.replace(
        submission, windows=dataclasses.replace(submission.windows, **columns)
    )


@pytest.mark.parametrize("rounding", [np.floor, np.rint, None])
def test_honest_report_gets_notes_alone(estate, rounding):
    submission = submission_of(
        estate,
        rounding=rounding,
        units=True,
        declaration=DECLARED,
        project=estate.project,
    )

    found = findings_of(submission, estate, own=estate)

    assert {f.grade for f in found.values()} == {Grade.NOTE}
    assert {"REVIEW-ROWS-COMPARED", "REVIEW-SCOPE-EXTRA"} == set(found)


def test_turned_verdict_names_window_minutes_and_blocker(estate):
    submission = minutes_changed(
        submission_of(estate, declaration=DECLARED), "1#-2-S01", after=121.0
    )

    found = findings_of(submission, estate)

    flips = found["REVIEW-VERDICT-FLIPS"]
    assert flips.grade is Grade.WRONG
    assert (flips.count, flips.elements) == (1, ("1#-0201",))
    piece = flips.evidence[0]
    assert (piece.window, piece.state, piece.blocker) == ("1#-2-S01", "after", "P1")
    assert piece.submitted == 121.0
    assert piece.recomputed == pytest.approx(36.07, abs=0.01)
    assert piece.recomputed_text == "不满足；15:23–16:00"
    assert piece.face >= 0
    assert 480.0 < piece.minute < 923.0
    assert "121" in flips.message
    assert "121" in flips.message_zh


def test_minute_is_in_the_segment_that_only_they_count(estate):
    # 12:00-12:20 is printed besides: its middle shows the difference
    submission = minutes_changed(
        submission_of(estate, declaration=DECLARED), "1#-2-S01", after=56.0
    )
    row = submission.windows.label.tolist().index("1#-2-S01")
    segments = submission.windows.segments_after
    at = int(segments.offsets[row])
    offsets = segments.offsets.copy()
    offsets[row + 1 :] += 1
    more = dataclasses.replace(
        segments,
        offsets=offsets,
        start=np.insert(segments.start, at, 720.0),
        end=np.insert(segments.end, at, 740.0),
    )
    submission = windows_changed(submission, segments_after=more)

    piece = findings_of(submission, estate)["REVIEW-ROW-DIFFERS"].evidence[0]

    assert piece.minute == 730.0
    assert piece.blocker == "P1"
    assert piece.submitted_text == "12:00–12:20; 15:23–16:00"


def test_single_edited_row_stands_alone(estate):
    submission = minutes_changed(
        submission_of(estate, declaration=DECLARED), "1#-2-S01", after=121.0
    )

    found = findings_of(submission, estate)

    alone = found["REVIEW-ROW-STANDS-ALONE"]
    assert (alone.count, alone.elements) == (1, ("1#-2-S01",))
    assert alone.grade is Grade.WRONG
    assert "36 / 36" in alone.message


def test_single_row_without_segments_stands_alone_by_its_column(estate):
    submission = minutes_changed(
        submission_of(estate, segments=False, declaration=DECLARED),
        "1#-2-S01",
        after=121.0,
    )

    found = findings_of(submission, estate)

    assert found["REVIEW-ROW-STANDS-ALONE"].elements == ("1#-2-S01",)


def test_building_that_differs_as_a_whole_has_no_single_rows(estate):
    submission = submission_of(estate, segments=False, declaration=DECLARED)
    after = submission.windows.minutes_after.copy()
    after[submission.windows.building == "1#"] += 20.0
    found = findings_of(windows_changed(submission, minutes_after=after), estate)

    assert "REVIEW-ROW-STANDS-ALONE" not in found
    assert found["REVIEW-ROW-DIFFERS"].count == 12


def test_printed_outcome_that_nothing_bears_out(estate):
    submission = submission_of(estate, units=True, declaration=DECLARED)
    outcome = submission.units.outcome.copy()
    outcome[0] = "满足"
    units = dataclasses.replace(submission.units, outcome=outcome)

    found = findings_of(dataclasses.replace(submission, units=units), estate)

    claim = found["REVIEW-CLAIM-DIFFERS"]
    assert (claim.grade, claim.elements) == (Grade.WRONG, ("1#-0101",))
    assert "REVIEW-VERDICT-FLIPS" not in found


def test_flip_within_the_tolerance_is_told_as_such(estate):
    # our figure of a new household, 480 min, is put to 119: 120 printed is 满足
    home = estate.project.windows.id.astype(str)
    minutes = np.full(len(home), np.nan)
    minutes[np.char.startswith(home, "P1-1-")] = 119.0
    found = verdicts_from(estate, np.full(len(home), np.nan), minutes)
    after = np.where(np.isnan(minutes), estate.windows.minutes_after, minutes)
    near = dataclasses.replace(
        estate,
        windows=dataclasses.replace(estate.windows, minutes_after=after),
        households=found.households,
    )
    submission = minutes_changed(
        submission_of(near, segments=False, declaration=DECLARED),
        "P1-1-S01",
        after=120.0,
    )

    told = findings_of(submission, near)

    unit = told["REVIEW-VERDICT-FLIPS-WITHIN-TOLERANCE"]
    assert (unit.grade, unit.elements) == (Grade.ANSWER, ("P1-0101",))
    window = told["REVIEW-WINDOW-FLIPS-WITHIN-TOLERANCE"]
    assert (window.grade, window.elements) == (Grade.NOTE, ("P1-1-S01",))
    assert "REVIEW-VERDICT-FLIPS" not in told


def test_segments_of_beijing_time_are_recognised(estate):
    offset = round(_clock_offset(estate))
    assert offset == 40  # 4 min a degree west of 120°E and the equation of time
    submission = submission_of(
        estate, declaration=dataclasses.replace(DECLARED, time_basis=None)
    )

    def moved(segments):
        return dataclasses.replace(
            segments, start=segments.start + offset, end=segments.end + offset
        )

    found = findings_of(
        windows_changed(
            submission,
            segments_before=moved(submission.windows.segments_before),
            segments_after=moved(submission.windows.segments_after),
        ),
        estate,
    )

    clock = found["REVIEW-SEGMENTS-IN-BEIJING-TIME"]
    assert clock.grade is Grade.ANSWER  # labels alone
    assert "consistent with" in clock.message
    assert "相符" in clock.message_zh


def test_households_left_out_are_counted(estate):
    submission = submission_of(estate, units=True, declaration=DECLARED)
    columns = {
        f.name: getattr(submission.units, f.name)[1:]
        for f in dataclasses.fields(submission.units)
        if f.name != "tables"
    }
    units = dataclasses.replace(submission.units, **columns)

    found = findings_of(dataclasses.replace(submission, units=units), estate)

    assert found["REVIEW-HOUSEHOLDS-COUNTED"].elements == ("1#",)


def test_a_table_of_failing_households_is_no_full_list(estate):
    submission = submission_of(estate, units=True, declaration=DECLARED)
    columns = {
        f.name: getattr(submission.units, f.name)[:1].copy()
        for f in dataclasses.fields(submission.units)
        if f.name != "tables"
    }
    columns["outcome"][:] = "不满足"
    units = dataclasses.replace(submission.units, **columns)

    found = findings_of(dataclasses.replace(submission, units=units), estate)

    assert "REVIEW-HOUSEHOLDS-COUNTED" not in found


def test_what_reading_expected_is_told_in_the_message_alone(estate):
    odd = Finding(
        severity=Severity.WARNING,
        code="ODD",
        where="a.xlsx",
        message="odd",
        message_zh="有误",
        found="1.2",
        expected="equal within 1 mm",
    )

    told = review_by(estate, submission_of(estate), reading=[odd], inference=False)

    (found,) = [f for f in told.findings if f.code == "ODD"]
    assert found.evidence[0].submitted_text == "1.2"
    assert found.evidence[0].recomputed_text == ""


def test_missing_and_invented_windows(estate):
    names = estate.project.windows.id.tolist()
    rows = np.array([i for i, n in enumerate(names) if n != "1#-3-N01"])
    submission = submission_of(estate, rows=rows, declaration=DECLARED)
    label = submission.windows.label.copy()
    label[0] = "<script>=1+1\x00"
    found = findings_of(windows_changed(submission, label=label), estate)

    assert found["REVIEW-WINDOW-MISSING"].count == 2
    invented = found["REVIEW-WINDOW-INVENTED"]
    assert invented.count == 1
    assert "\x00" not in invented.message


def test_figures_that_do_not_follow_from_the_model_handed_in(estate):
    honest = submission_of(estate, declaration=DECLARED, project=estate.project)
    submission = minutes_changed(honest, "1#-2-S01", after=121.0)

    found = findings_of(submission, estate, own=estate)

    assert found["REVIEW-NOT-FROM-OWN-MODEL"].elements == ("1#-2-S01",)


def test_figures_that_follow_from_another_model_are_due_to_it(estate, varied):
    other = varied(
        (
            "[[-40, 10], [60, 10], [60, 22], [-40, 22]]",
            "[[-40, 10], [30, 10], [30, 22], [-40, 22]]",
        )
    )
    submission = submission_of(other, declaration=DECLARED, project=other.project)

    found = findings_of(submission, estate, own=other)

    assert found["REVIEW-DUE-TO-MODEL"].grade is Grade.NOTE
    assert "REVIEW-NOT-FROM-OWN-MODEL" not in found
    assert "30.00" in found["REVIEW-MODEL-FOOTPRINT"].message
    assert found["REVIEW-VERDICT-FLIPS"].count >= 1
    flips = found["REVIEW-VERDICT-FLIPS"].evidence
    assert {piece.blocker for piece in flips} == {"P1"}
