"""Causes of tables that were printed from other calculations."""

from dataclasses import replace

import numpy as np
import pytest
from cause_estates import lowered, matched, printed, submission, with_building

import sunlight as sl
from sunlight.assessment import Assessment
from sunlight.conditions import Cooper1969
from sunlight.durations.sampling import Sampling
from sunlight.model.project import Project
from sunlight.review.causes.findings import cause_findings
from sunlight.review.causes.infer import infer
from sunlight.review.records.causes import Inference
from sunlight.review.records.findings import Grade
from sunlight.review.records.submission import SubmittedSegments

MINUTE = Sampling(step=1.0)


def inferred(assessed: Assessment, table: list[np.ndarray]) -> Inference:
    return infer(submission(*table), assessed, matched(len(table[0])))


def findings(assessed: Assessment, table: list[np.ndarray], inference: Inference):
    handed = submission(*table)
    return cause_findings(inference, handed, assessed, matched(len(table[0])))


def test_our_own_table_leaves_nothing_to_explain(assessed: Assessment) -> None:
    table = printed(assessed)
    found = inferred(assessed, table)

    assert found.sure == "none"
    assert found.fits[0].departures == ()
    assert found.baseline.share == 1.0
    assert found.unexplained.tolist() == []
    (finding,) = findings(assessed, table, found)
    assert (finding.code, finding.grade) == ("REVIEW-CAUSE-NONE", Grade.NOTE)


def test_edited_rows_are_named_and_bend_nothing(assessed: Assessment) -> None:
    table = printed(assessed)
    rows = np.flatnonzero((table[1] > 30.0) & (table[1] < 400.0))[[3, 17]]
    table[1][rows] += [14.0, 35.0]
    found = inferred(assessed, table)

    assert found.fits[0].departures == ()
    assert found.unexplained.tolist() == rows.tolist()
    named = {f.code: f for f in findings(assessed, table, found)}
    assert named["REVIEW-CAUSE-ROWS"].grade is Grade.ANSWER
    assert {e.row for e in named["REVIEW-CAUSE-ROWS"].evidence} == set(rows.tolist())


def test_honest_one_minute_sampler_is_a_choice(
    assessed: Assessment, estate: Project
) -> None:
    other = sl.assess(estate, declination=Cooper1969(day_of_year=20))
    table = printed(other, sampling=MINUTE)
    found = inferred(assessed, table)

    best = found.fits[0]
    assert best.allowed
    assert best.convention.sampling == MINUTE
    assert best.convention.declination == Cooper1969(day_of_year=20)
    assert best.share == 1.0
    assert found.sure == "clear"
    (finding,) = findings(assessed, table, found)
    assert (finding.code, finding.grade) == ("REVIEW-CAUSE-CHOICE", Grade.NOTE)
    assert finding.question == ""
    assert "consistent with" in finding.message
    assert "相符" in finding.message_zh


def test_sampler_with_another_declination_and_a_lower_building(
    assessed: Assessment, estate: Project
) -> None:
    low = with_building(estate, "P1", lambda b: lowered(b, 3.0))
    other = sl.assess(low, declination=Cooper1969(day_of_year=20))
    table = printed(other, sampling=MINUTE)
    found = inferred(assessed, table)

    best = found.fits[0]
    assert best.departures == ("declination", "sampling", "geometry")
    change = best.convention.geometry
    assert change is not None
    assert (change.kind, change.building) == ("top", "P1")
    assert change.metres == pytest.approx(-3.0, abs=0.05)
    (finding,) = findings(assessed, table, found)
    assert (finding.code, finding.grade) == ("REVIEW-CAUSE-MODEL", Grade.ANSWER)
    assert finding.elements == ("P1",)
    assert "降低3.00 m" in finding.message_zh


def test_exact_figures_and_latitude(assessed: Assessment, estate: Project) -> None:
    moved = replace(estate, site=replace(estate.site, latitude=37.87))
    table = printed(sl.assess(moved), unit=0.0)
    handed = submission(*table, exact=True)
    found = infer(handed, assessed, matched(len(table[0])))

    assert found.fits[0].convention.latitude == pytest.approx(37.87, abs=0.005)
    assert found.fits[0].departures == ("latitude",)
    assert found.fits[0].worst < 0.01


def test_segments_alone_are_compared(assessed: Assessment) -> None:
    results = assessed.windows
    given = [
        SubmittedSegments(
            offsets=lit.offsets,
            start=np.round(lit.start),
            end=np.round(lit.end),
            given=np.isfinite(minutes),
        )
        for lit, minutes in (
            (results.counted_before, results.minutes_before),
            (results.counted_after, results.minutes_after),
        )
    ]
    nothing = np.full(len(results.minutes_after), np.nan)
    handed = submission(nothing, nothing, segments=(given[0], given[1]))
    found = infer(handed, assessed, matched(len(nothing)))

    assert found.sure == "none"
    assert found.baseline.explained == found.baseline.compared > 0


def test_nothing_to_compare(assessed: Assessment) -> None:
    nothing = np.full(len(assessed.project.windows), np.nan)
    handed = submission(nothing, nothing)
    match = matched(len(nothing))
    found = infer(handed, assessed, match)

    assert (found.sure, found.baseline.compared) == ("none", 0)
    assert cause_findings(found, handed, assessed, match) == ()
