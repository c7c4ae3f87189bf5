"""Clauses that judge a household (评定条款), edition of 2022.

Each takes the facts and the figures of the day and returns a verdict, or None where it
does not govern. They are asked in the order of :func:`criteria`, after the clauses on
who is judged at all; the first that answers decides.
"""

from typing import Final

from sunlight.rules.clause import Clause, Criterion, Period
from sunlight.rules.facts import HouseholdFacts, Standing
from sunlight.rules.parameters import Values
from sunlight.rules.unjudged import not_judged
from sunlight.rules.verdict import Direction, Outcome, Reason, Verdict, Wording
from sunlight.rules.xinzhou_2022.clause_ids import (
    LAWFUL_PAPERS,
    MEASURES_SIDE_BY_SIDE,
    MEASURES_SOURCES,
    NEW_DWELLING,
    OUTSIDE_DWELLING,
    STANDARD_MET,
    STANDARD_MISSED,
    STANDARDS,
    USE_BY_PAPERS,
)
from sunlight.rules.xinzhou_2022.clauses_applicability import (
    complete_facts,
    lawful_papers,
    still_standing,
    use_by_papers,
    use_with_a_standard,
)
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["criteria", "new_dwelling", "standard_met", "standard_missed_before"]

_JUDGED_ON_AFTER_ALONE: Final = frozenset({Standing.OWN_NEW, Standing.CONCURRENT})


def new_dwelling(facts: HouseholdFacts, values: Values) -> Verdict | None:
    """Sunlight owed to new dwellings in one habitable room (住宅每户标准).

    Parameters
    ----------
    facts : HouseholdFacts
        The household, a dwelling with at least one measured window.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        PASS at the standard or above, judged on *after* alone. Below it FAIL, or
        NOT_JUDGED while an unmeasured window could still reach it. None outside the
        project.

    Notes
    -----
    Source: 规程四(一)1; 办法三 for projects side by side.
    """
    after = facts.minutes_after
    if facts.standing not in _JUDGED_ON_AFTER_ALONE or after is None:
        return None
    side_by_side = facts.standing is Standing.CONCURRENT
    also = (MEASURES_SIDE_BY_SIDE,) if side_by_side else ()
    standard = values.number("dwelling_minutes")
    met = _reaches(after, standard)
    if not met and facts.unmeasured_windows:
        return not_judged(
            facts, NEW_DWELLING, facts.unmeasured_reasons, also=also, threshold=standard
        )
    return Verdict(
        unit=facts.unit,
        clause=NEW_DWELLING,
        outcome=Outcome.PASS if met else Outcome.FAIL,
        wording=Wording.MEETS if met else Wording.NOT_MEETS,
        measured=after,
        before=facts.minutes_before,
        threshold=standard,
        margin=after - standard,
        direction=Direction.NONE,
        reasons=(),
        cited=(NEW_DWELLING, *also),
    )


def standard_met(facts: HouseholdFacts, values: Values) -> Verdict | None:
    """Met before must stay met; met after is met (评定为满足或不满足).

    The standard alone counts here: no tolerance lifts 119 min to 120. Exactly the
    standard before counts as met before (reading ``equal_to_standard``); below it
    before and at it after is met too (reading ``lifted_to_standard``).

    Parameters
    ----------
    facts : HouseholdFacts
        The household, a dwelling outside the project with a measured window.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        PASS at the standard or above after; FAIL below it where it was met before;
        NOT_JUDGED where a missing before or an unmeasured window could change that.
        None where the standard is missed both before and after.

    Notes
    -----
    Source: 规程七(四), 规程四(二).
    """
    after = facts.minutes_after
    if facts.standing is not Standing.OUTSIDE or after is None:
        return None
    standard = values.number("dwelling_minutes")
    met_after = _reaches(after, standard)
    also: tuple[str, ...] = (OUTSIDE_DWELLING,)
    reasons = _open_questions(facts)
    if not met_after and reasons:
        also = (*also, STANDARD_MISSED)
        return not_judged(facts, STANDARD_MET, reasons, also=also, threshold=standard)
    before = facts.minutes_before
    if before is not None and not _reaches(before, standard):
        if not met_after:
            return None
        also = (*also, STANDARD_MISSED)
    return Verdict(
        unit=facts.unit,
        clause=STANDARD_MET,
        outcome=Outcome.PASS if met_after else Outcome.FAIL,
        wording=Wording.MEETS if met_after else Wording.NOT_MEETS,
        measured=after,
        before=before,
        threshold=standard,
        margin=after - standard,
        direction=_direction(before, after),
        reasons=(),
        cited=(STANDARD_MET, *also),
    )


def standard_missed_before(facts: HouseholdFacts, values: Values) -> Verdict | None:
    """Missed before: only the change counts (评定为不影响或影响).

    Parameters
    ----------
    facts : HouseholdFacts
        The household, a dwelling outside the project that misses the standard before
        and after.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        PASS for a change within the tolerance (inclusive); FAIL for a loss beyond it;
        PASS for a gain beyond it, with the literal word (reading
        ``gain_below_standard``).

    Notes
    -----
    Source: 规程七(五).
    """
    before, after = facts.minutes_before, facts.minutes_after
    if facts.standing is not Standing.OUTSIDE or before is None or after is None:
        return None
    tolerance = values.number("unaffected_change")
    lost = before - after
    if abs(lost) <= tolerance + THRESHOLD_NOISE_MIN:
        outcome, wording = Outcome.PASS, Wording.NO_EFFECT
    elif lost > 0.0:
        outcome, wording = Outcome.FAIL, Wording.AFFECTED
    else:
        outcome, wording = Outcome.PASS, Wording.AFFECTED_GAIN
    return Verdict(
        unit=facts.unit,
        clause=STANDARD_MISSED,
        outcome=outcome,
        wording=wording,
        measured=after,
        before=before,
        threshold=values.number("dwelling_minutes"),
        margin=tolerance - max(lost, 0.0),
        tolerance=tolerance,
        direction=_direction(before, after),
        reasons=(),
        cited=(STANDARD_MISSED, OUTSIDE_DWELLING),
    )


def criteria(period: Period) -> tuple[Clause[Criterion], ...]:
    """Clauses that judge, in the order in which they are asked (评定条款).

    Parameters
    ----------
    period : Period
        Days on which the edition is in force.

    Returns
    -------
    tuple of Clause
        One a clause.
    """
    return (
        Clause(id=OUTSIDE_DWELLING, period=period, function=still_standing),
        Clause(id=LAWFUL_PAPERS, period=period, function=lawful_papers),
        Clause(id=USE_BY_PAPERS, period=period, function=use_by_papers),
        Clause(id=STANDARDS, period=period, function=use_with_a_standard),
        Clause(id=MEASURES_SOURCES, period=period, function=complete_facts),
        Clause(id=NEW_DWELLING, period=period, function=new_dwelling),
        Clause(id=STANDARD_MET, period=period, function=standard_met),
        Clause(
            id=STANDARD_MISSED,
            period=period,
            function=standard_missed_before,
            overrides=(NEW_DWELLING,),
        ),
    )


def _reaches(minutes: float, threshold: float) -> bool:
    """Tell whether a duration reaches a threshold, up to rounding noise."""
    return minutes >= threshold - THRESHOLD_NOISE_MIN


def _direction(before: float | None, after: float) -> Direction:
    """Which way the minutes went, noise aside."""
    if before is None or abs(after - before) <= THRESHOLD_NOISE_MIN:
        return Direction.NONE
    return Direction.GAIN if after > before else Direction.LOSS


def _open_questions(facts: HouseholdFacts) -> tuple[Reason, ...]:
    """Return what could still change the verdict on a dwelling below standard."""
    reasons = facts.unmeasured_reasons if facts.unmeasured_windows else ()
    if facts.minutes_before is None:
        reasons = (*reasons, Reason.BEFORE_MISSING)
    return reasons
