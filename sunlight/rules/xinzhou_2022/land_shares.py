"""Unbuilt land by the standard of its planned use (按规划用途评定), edition of 2022.

This is the other reading of 规程四(三): the clause itself names no figure. Land has no
rooms, so that the standard is asked of its area: of all of it where the use owes
sunlight to each household or room, of the same share of it where to a share of rooms.
"""

from sunlight.rules.bounds import Bounds
from sunlight.rules.parameters import Values
from sunlight.rules.shares import LandFacts
from sunlight.rules.unjudged import not_judged
from sunlight.rules.verdict import (
    Direction,
    Outcome,
    Reason,
    Tally,
    Verdict,
    Wording,
)
from sunlight.rules.xinzhou_2022.clause_ids import (
    LAND_IN_SCOPE,
    MEASURES_SIDE_BY_SIDE,
    OUTSIDE,
    STANDARD_MET,
    STANDARD_MISSED,
    UNBUILT_LAND,
)
from sunlight.rules.xinzhou_2022.thresholds import (
    SHARE_NOISE,
    figure_notes,
    reaches_share,
)
from sunlight.rules.xinzhou_2022.uses import STANDARD_OF

__all__ = ["by_planned_use"]


def by_planned_use(facts: LandFacts, values: Values) -> Verdict:
    """Judge land as what its plan foresees would be judged (按规划用途评定).

    Enough area before must stay enough; too little before must not become less.

    Parameters
    ----------
    facts : LandFacts
        The plot; its planned use has a standard.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict
        PASS, FAIL, or NOT_JUDGED where bounds leave that open.

    Notes
    -----
    Source: 规程四(三), by the reading ``unbuilt_land``; 规程四(二), 七(四), 七(五).
    """
    standard = STANDARD_OF[facts.planned_use]
    needed = values.number(standard.share) if standard.share else 1.0
    before, after = facts.share_before, facts.share_after
    if before is None or after is None:
        reason = Reason.NOT_MEASURED if after is None else Reason.BEFORE_MISSING
        return _open(facts, needed, reason)
    enough_after = _enough(after, needed, values)
    if enough_after:
        return _judged(facts, needed, STANDARD_MET, values, after, needed)
    enough_before = _enough(before, needed, values)
    if enough_after is None or enough_before is None:
        return _open(facts, needed, Reason.BOUNDS_OPEN)
    if enough_before:
        return _judged(facts, needed, STANDARD_MET, values, after, needed)
    kept = after.lower >= before.upper - SHARE_NOISE
    fallen = after.upper < before.lower - SHARE_NOISE
    if not (kept or fallen):
        return _open(facts, needed, Reason.BOUNDS_OPEN)
    held_against = before.upper if kept else before.lower
    return _judged(facts, needed, STANDARD_MISSED, values, after, held_against)


def _enough(share: Bounds, needed: float, values: Values) -> bool | None:
    """Whether a share is enough; None where its bounds disagree."""
    if needed >= 1.0:  # there is no more than all
        lower, upper = (s >= needed - SHARE_NOISE for s in (share.lower, share.upper))
    else:
        lower = reaches_share(share.lower, needed, values)
        upper = reaches_share(share.upper, needed, values)
    return lower if lower == upper else None


def _tally(facts: LandFacts, needed: float) -> Tally:
    """Shares of both states."""
    return Tally(
        measure_unit="share",
        total=facts.area,
        needed=needed,
        before=facts.share_before,
        after=facts.share_after,
    )


def _open(facts: LandFacts, needed: float, reason: Reason) -> Verdict:
    """NOT_JUDGED while the area is not known well enough."""
    return not_judged(
        facts,
        UNBUILT_LAND,
        (reason,),
        also=(LAND_IN_SCOPE, MEASURES_SIDE_BY_SIDE),
        threshold=needed,
        tally=_tally(facts, needed),
    )


def _judged(
    facts: LandFacts,
    needed: float,
    clause: str,
    values: Values,
    after: Bounds,
    held_against: float,
) -> Verdict:
    """PASS or FAIL by the share after, held against a standard or the share before."""
    passed = after.lower >= held_against - SHARE_NOISE
    if clause == STANDARD_MET:
        passed = bool(_enough(after, needed, values))
    measured = after.lower if passed else after.upper
    words = {
        (STANDARD_MET, True): Wording.MEETS,
        (STANDARD_MET, False): Wording.NOT_MEETS,
        (STANDARD_MISSED, True): Wording.NO_EFFECT,
        (STANDARD_MISSED, False): Wording.AFFECTED,
    }
    standard = STANDARD_OF[facts.planned_use]
    before = facts.share_before
    return Verdict(
        unit=facts.unit,
        clause=clause,
        outcome=Outcome.PASS if passed else Outcome.FAIL,
        wording=words[clause, passed],
        measured=measured,
        before=None if before is None else before.lower,
        threshold=needed,
        margin=measured - held_against,
        direction=_direction(before, after),
        reasons=(),
        cited=(clause, UNBUILT_LAND, OUTSIDE, LAND_IN_SCOPE, MEASURES_SIDE_BY_SIDE),
        measure_unit="share",
        tally=_tally(facts, needed),
        notes=figure_notes(values, standard.day, standard.minutes, standard.share),
    )


def _direction(before: Bounds | None, after: Bounds) -> Direction:
    """Which way the share went, as far as the bounds tell."""
    if before is not None and after.upper < before.lower - SHARE_NOISE:
        return Direction.LOSS
    if before is not None and after.lower > before.upper + SHARE_NOISE:
        return Direction.GAIN
    return Direction.NONE
