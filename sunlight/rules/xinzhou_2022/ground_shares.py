"""Shares of a play ground that have their sunlight (场地面积份额), edition of 2022."""

from sunlight.rules.bounds import Bounds
from sunlight.rules.facts import Standing
from sunlight.rules.parameters import Values
from sunlight.rules.shares import GroundFacts
from sunlight.rules.unjudged import not_judged
from sunlight.rules.verdict import (
    Direction,
    Note,
    Outcome,
    Reason,
    Tally,
    Verdict,
    Wording,
)
from sunlight.rules.xinzhou_2022.clause_ids import (
    KINDERGARTEN,
    OUTSIDE,
    STANDARD_MISSED,
)
from sunlight.rules.xinzhou_2022.thresholds import (
    SHARE_NOISE,
    figure_notes,
    reaches_share,
)
from sunlight.rules.xinzhou_2022.uses import GROUND_STANDARD

__all__ = [
    "by_change_of_share",
    "by_share",
    "ground_notes",
    "open_ground",
    "straddles",
    "tally_of_ground",
]


def straddles(share: Bounds, needed: float, values: Values) -> bool:
    """Tell whether the bounds lie on either side of a threshold (上下界不一致)."""
    return reaches_share(share.upper, needed, values) and not reaches_share(
        share.lower, needed, values
    )


def tally_of_ground(facts: GroundFacts, values: Values) -> Tally:
    """Shares of both states as a verdict shows them (计数)."""
    new = facts.standing in (Standing.OWN_NEW, Standing.CONCURRENT)
    return Tally(
        measure_unit="share",
        total=facts.area,
        needed=values.number(GROUND_STANDARD.share),
        before=None if new else facts.share_before,
        after=facts.share_after,
    )


def ground_notes(values: Values) -> tuple[Note, ...]:
    """Note where a figure of the standard is unverified (备注)."""
    found = GROUND_STANDARD
    return figure_notes(values, found.day, found.minutes, found.share)


def open_ground(
    facts: GroundFacts,
    clause: str,
    reason: Reason,
    values: Values,
    *,
    also: tuple[str, ...],
) -> Verdict:
    """NOT_JUDGED while the sunlit area is not known well enough (未评定)."""
    return not_judged(
        facts,
        clause,
        (reason,),
        also=also,
        threshold=values.number(GROUND_STANDARD.share),
        tally=tally_of_ground(facts, values),
    )


def by_share(
    facts: GroundFacts,
    clause: str,
    after: Bounds,
    values: Values,
    *,
    also: tuple[str, ...],
) -> Verdict:
    """PASS or FAIL by the share of the area, as both bounds agree (按面积份额)."""
    needed = values.number(GROUND_STANDARD.share)
    met = reaches_share(after.lower, needed, values)
    measured = after.lower if met else after.upper
    tally = tally_of_ground(facts, values)
    return Verdict(
        unit=facts.unit,
        clause=clause,
        outcome=Outcome.PASS if met else Outcome.FAIL,
        wording=Wording.MEETS if met else Wording.NOT_MEETS,
        measured=measured,
        before=None if tally.before is None else tally.before.lower,
        threshold=needed,
        margin=measured - needed,
        direction=_direction(tally.before, after),
        reasons=(),
        cited=(clause, *also),
        measure_unit="share",
        tally=tally,
        notes=ground_notes(values),
    )


def by_change_of_share(facts: GroundFacts, values: Values) -> Verdict:
    """PASS or FAIL by whether the share falls: the alternative reading (按份额增减)."""
    before, after = facts.share_before, facts.share_after
    also = (OUTSIDE, KINDERGARTEN)
    if before is None or after is None:
        reason = Reason.BEFORE_MISSING if before is None else Reason.NOT_MEASURED
        return open_ground(facts, STANDARD_MISSED, reason, values, also=also)
    # a point that reached the standard and misses it now has lost something
    nothing_lost = facts.largest_loss is not None and facts.largest_loss.upper == 0.0
    kept = nothing_lost or after.lower >= before.upper - SHARE_NOISE
    fallen = after.upper < before.lower - SHARE_NOISE
    if not (kept or fallen):
        return open_ground(
            facts, STANDARD_MISSED, Reason.BOUNDS_OPEN, values, also=also
        )
    measured = after.lower if kept else after.upper
    held_against = min(before.upper, measured) if kept else before.lower
    return Verdict(
        unit=facts.unit,
        clause=STANDARD_MISSED,
        outcome=Outcome.PASS if kept else Outcome.FAIL,
        wording=Wording.NO_EFFECT if kept else Wording.AFFECTED,
        measured=measured,
        before=held_against,
        threshold=values.number(GROUND_STANDARD.share),
        margin=measured - held_against,
        direction=_direction(before, after),
        reasons=(),
        cited=(STANDARD_MISSED, *also),
        measure_unit="share",
        tally=tally_of_ground(facts, values),
        notes=ground_notes(values),
    )


def _direction(before: Bounds | None, after: Bounds) -> Direction:
    """Which way the share went, as far as the bounds tell."""
    if before is not None and after.upper < before.lower - SHARE_NOISE:
        return Direction.LOSS
    if before is not None and after.lower > before.upper + SHARE_NOISE:
        return Direction.GAIN
    return Direction.NONE
