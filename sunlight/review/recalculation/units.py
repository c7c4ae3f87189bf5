"""Units, submitted and recomputed (逐户比对)."""

import math

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.assessment.records import UnitResult
from sunlight.review.recalculation.outcomes import (
    claimed_wording,
    outcome_of,
    speaks_of_unit,
)
from sunlight.review.recalculation.submitted import (
    SubmittedVerdicts,
    household_of_window,
)
from sunlight.review.records.comparison import UnitComparison
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import Submission
from sunlight.rules import CountingUnit, Outcome, Wording

__all__ = ["claims_of_households", "turned_windows", "unit_comparisons"]


def claims_of_households(
    submission: Submission, assessment: Assessment, match: Match
) -> dict[int, str]:
    """Outcome that a report prints for each household (报告所列各户结论).

    Its own row says it; else its window rows do, where they agree, or where one of them
    reaches the standard, which is enough for the household.

    Parameters
    ----------
    submission : Submission
        What was handed in.
    assessment : Assessment
        For its model.
    match : Match
        Rows against windows, units against households.

    Returns
    -------
    dict of int to str
        As printed, by household.
    """
    claims: dict[int, str] = {}
    for row in np.flatnonzero(match.unit >= 0).tolist():
        text = str(submission.units.outcome[row])
        if claimed_wording(text) is not Wording.NONE:
            claims.setdefault(int(match.unit[row]), text)
    household = np.append(household_of_window(assessment.project), -1)[match.window]
    printed: dict[int, set[str]] = {}
    texts = submission.windows.outcome.tolist()
    for row in np.flatnonzero(household >= 0).tolist():
        if texts[row]:
            printed.setdefault(int(household[row]), set()).add(str(texts[row]))
    for index, words in printed.items():
        said = _agreed(words)
        if said:
            claims.setdefault(index, said)
    return claims


def _agreed(words: set[str]) -> str:
    """Outcome of a household by the words of its windows; empty where it is open."""
    known = sorted(w for w in words if claimed_wording(w) is not Wording.NONE)
    of_unit = [word for word in known if speaks_of_unit(word)]
    if of_unit and len({claimed_wording(word) for word in of_unit}) == 1:
        return of_unit[0]
    meets = [word for word in known if claimed_wording(word) is Wording.MEETS]
    return meets[0] if meets else ""


def unit_comparisons(
    submission: Submission,
    assessment: Assessment,
    match: Match,
    found: SubmittedVerdicts,
) -> tuple[UnitComparison, ...]:
    """Units whose windows or whose own rows are in the submission (逐户比对).

    Parameters
    ----------
    submission : Submission
        What was handed in.
    assessment : Assessment
        Our calculation.
    match : Match
        Rows against windows, units against households.
    found : SubmittedVerdicts
        What the rules say of the submitted minutes.

    Returns
    -------
    tuple of UnitComparison
        Households first, then other units, in the order of the model.
    """
    claims = claims_of_households(submission, assessment, match)
    ours = assessment.households
    there = ~np.isnan(found.household_before) | ~np.isnan(found.household_after)
    listed = sorted({*np.flatnonzero(there).tolist(), *claims})
    compared = [
        _compared(
            unit=ours.verdicts[h].unit,
            household=h,
            building=int(assessment.project.households.building[h]),
            claimed=claims.get(h, ""),
            from_submitted=found.households.verdicts[h].wording.value
            if found.household_decided[h]
            else "",
            recomputed=ours.verdicts[h].wording.value,
            figures=(
                found.household_before[h],
                found.household_after[h],
                ours.minutes_before[h],
                ours.minutes_after[h],
            ),
        )
        for h in listed
    ]
    compared += [
        _other_unit(assessment, unit, found, row)
        for row, unit in enumerate(assessment.units)
        if found.unit_decided[row]
    ]
    return tuple(compared)


def _other_unit(
    assessment: Assessment, unit: UnitResult, found: SubmittedVerdicts, row: int
) -> UnitComparison:
    """A room or a share of rooms, whose windows are all submitted."""
    theirs = found.units[row]
    figures = (math.nan,) * 4
    if unit.counted_as is CountingUnit.ROOM:
        figures = (
            found.room_before[theirs.room_before],
            found.room_after[theirs.room_after],
            assessment.rooms.minutes_before[unit.room_before],
            assessment.rooms.minutes_after[unit.room_after],
        )
    return _compared(
        unit=unit.verdict.unit,
        household=-1,
        building=unit.building,
        claimed="",
        from_submitted=theirs.verdict.wording.value,
        recomputed=unit.verdict.wording.value,
        figures=figures,
    )


def _compared(
    *,
    unit: str,
    household: int,
    building: int,
    claimed: str,
    from_submitted: str,
    recomputed: str,
    figures: tuple[float, float, float, float],
) -> UnitComparison:
    """Record of a unit, with whether its outcome turns."""
    ours = outcome_of(recomputed)
    theirs = {
        outcome
        for outcome in (
            outcome_of(from_submitted),
            outcome_of(claimed_wording(claimed).value),
        )
        if outcome is not None
    }
    before, after, our_before, our_after = (float(figure) for figure in figures)
    return UnitComparison(
        unit=unit,
        household=household,
        building=building,
        claimed=claimed,
        from_submitted=from_submitted,
        recomputed=recomputed,
        before=before,
        after=after,
        recomputed_before=our_before,
        recomputed_after=our_after,
        flips=ours is not None and bool(theirs - {ours}),
        harms=ours is Outcome.FAIL and Outcome.PASS in theirs,
    )


def turned_windows(
    assessment: Assessment,
    found: SubmittedVerdicts,
    units: tuple[UnitComparison, ...],
) -> NDArray[np.bool_]:
    """Windows on which a turned verdict rests, theirs and ours (致结论翻转的窗), (w,).

    Parameters
    ----------
    assessment : Assessment
        Our calculation.
    found : SubmittedVerdicts
        Verdicts on the submitted minutes.
    units : tuple of UnitComparison
        Units.

    Returns
    -------
    (w,) ndarray of bool
        Best windows, in either state, of the units whose outcome turns by the minutes.
    """
    rooms, ours = assessment.rooms, assessment.households
    turned = np.zeros(len(assessment.project.windows) + 1, dtype=np.bool_)
    names = {
        u.unit
        for u in units
        if outcome_of(u.from_submitted) not in (None, outcome_of(u.recomputed))
    }
    homes = np.array(
        [u.household for u in units if u.unit in names and u.household >= 0],
        dtype=np.int64,
    )
    for best, window in (
        (ours.best_before, rooms.best_before),
        (ours.best_after, rooms.best_after),
    ):
        turned[np.append(window, -1)[best[homes]]] = True
    turned[found.best_before[homes]] = True
    turned[found.best_after[homes]] = True
    for row, unit in enumerate(assessment.units):
        if not found.unit_decided[row] or unit.verdict.unit not in names:
            continue
        members = (
            np.array([unit.room])
            if unit.room >= 0
            else np.flatnonzero(assessment.project.rooms.building == unit.building)
        )
        for window in (
            rooms.best_before,
            rooms.best_after,
            found.window_before,
            found.window_after,
        ):
            turned[window[members]] = True
    return turned[:-1]
