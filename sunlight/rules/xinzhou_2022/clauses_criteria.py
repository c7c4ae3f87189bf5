"""Clauses that judge a household, or what has minutes of its own (评定条款).

Edition of 2022. Each takes the facts and the figures of the day and returns a verdict,
or None where it does not govern. They are asked in the order of :func:`criteria`, after
the clauses on who is judged at all; the first that answers decides.
"""

from dataclasses import replace
from typing import Final

from sunlight.rules.clause import Clause, Criterion, Period
from sunlight.rules.facts import HouseholdFacts, RoomFacts, Standing
from sunlight.rules.parameters import Values
from sunlight.rules.unjudged import not_judged
from sunlight.rules.verdict import (
    Note,
    Outcome,
    Reason,
    Verdict,
    Wording,
)
from sunlight.rules.xinzhou_2022.clause_ids import (
    COURTYARD_MAIN_HOUSE,
    COURTYARD_STOREYS,
    COURTYARD_TWO,
    LAWFUL_PAPERS,
    MAIN_SIDE,
    MEASURES_SOURCES,
    NEW_DWELLING,
    OUTSIDE,
    RENEWAL,
    SCOPE,
    SETTLEMENT,
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
    within_scope,
)
from sunlight.rules.xinzhou_2022.clauses_courtyards import (
    countable_courtyard,
    main_house_only,
    storeys_considered,
)
from sunlight.rules.xinzhou_2022.clauses_orientation import main_side_only
from sunlight.rules.xinzhou_2022.on_after import on_after_alone
from sunlight.rules.xinzhou_2022.renewal import in_renewal
from sunlight.rules.xinzhou_2022.thresholds import (
    direction_of,
    figure_notes,
    met_before,
    reaches,
)
from sunlight.rules.xinzhou_2022.uses import STANDARD_OF
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = [
    "compensation_recorded",
    "criteria",
    "new_dwelling",
    "renewal_dwelling",
    "standard_met",
    "standard_missed_before",
]

MinuteFacts = HouseholdFacts | RoomFacts
"""Units that are judged by their own minutes."""

_FULL_STANDARD: Final = "dwelling_minutes"
_RENEWAL_STANDARD: Final = "renewal_minutes"


def renewal_dwelling(facts: HouseholdFacts, values: Values) -> Verdict | None:
    """Less sunlight is owed to new dwellings of an old-area renewal (旧区改建).

    Parameters
    ----------
    facts : HouseholdFacts
        The household, a dwelling with at least one measured window.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        As :func:`new_dwelling`, with the lower standard. None unless the project has
        the number of a document that makes it a renewal, and always for neighbours.

    Notes
    -----
    Source: 规程四(一)4.
    """
    if not in_renewal(facts):
        return None
    return on_after_alone(facts, RENEWAL, _RENEWAL_STANDARD, values)


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
    return on_after_alone(facts, NEW_DWELLING, _FULL_STANDARD, values)


def standard_met(facts: MinuteFacts, values: Values) -> Verdict | None:
    """Met before must stay met; met after is met (评定为满足或不满足).

    The standard alone counts here: no tolerance lifts 119 min to 120. Exactly the
    standard before counts as met before (reading ``equal_to_standard``); below it
    before and at it after is met too (reading ``lifted_to_standard``).

    Parameters
    ----------
    facts : HouseholdFacts or RoomFacts
        The unit, outside the project, with a measured window.
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
    figure = STANDARD_OF[facts.use].minutes
    standard = values.number(figure)
    met_after = reaches(after, standard)
    also: tuple[str, ...] = (OUTSIDE,)
    reasons = _open_questions(facts)
    if not met_after and reasons:
        also = (*also, STANDARD_MISSED)
        return not_judged(facts, STANDARD_MET, reasons, also=also, threshold=standard)
    before = facts.minutes_before
    if before is not None and not met_before(before, standard, values):
        if not met_after or values.alternative("lifted_to_standard"):
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
        direction=direction_of(before, after),
        reasons=(),
        cited=(STANDARD_MET, *also),
        notes=figure_notes(values, figure),
    )


def standard_missed_before(facts: MinuteFacts, values: Values) -> Verdict | None:
    """Missed before: only the change counts (评定为不影响或影响).

    Parameters
    ----------
    facts : HouseholdFacts or RoomFacts
        The unit, outside the project, that misses the standard before and after.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        PASS for a change within the tolerance (inclusive); FAIL for a loss beyond it;
        PASS for a gain beyond it, with the literal word (reading
        ``gain_below_standard``). In cities whose profile says so (setting
        ``standard_before``) the minutes before are the standard: PASS if they are kept.

    Notes
    -----
    Source: 规程七(五).
    """
    before, after = facts.minutes_before, facts.minutes_after
    if facts.standing is not Standing.OUTSIDE or before is None or after is None:
        return None
    figure = STANDARD_OF[facts.use].minutes
    if values.setting("standard_before", facts.use) == "previous_minutes":
        return _previous_minutes(facts, before, after, figure_notes(values, figure))
    tolerance = values.number("unaffected_change")
    lost = before - after
    if abs(lost) <= tolerance + THRESHOLD_NOISE_MIN:
        outcome, wording = Outcome.PASS, Wording.NO_EFFECT
    elif lost > 0.0:
        outcome, wording = Outcome.FAIL, Wording.AFFECTED
    elif values.alternative("gain_below_standard"):
        outcome, wording = Outcome.PASS, Wording.NO_EFFECT
    else:
        outcome, wording = Outcome.PASS, Wording.AFFECTED_GAIN
    return Verdict(
        unit=facts.unit,
        clause=STANDARD_MISSED,
        outcome=outcome,
        wording=wording,
        measured=after,
        before=before,
        threshold=values.number(figure),
        margin=tolerance - max(lost, 0.0),
        tolerance=tolerance,
        direction=direction_of(before, after),
        reasons=(),
        cited=(STANDARD_MISSED, OUTSIDE),
        notes=figure_notes(values, figure),
    )


def _previous_minutes(
    facts: MinuteFacts, before: float, after: float, notes: tuple[Note, ...]
) -> Verdict:
    """Return the verdict where the minutes before are owed to a unit."""
    kept = reaches(after, before)
    return Verdict(
        unit=facts.unit,
        clause=STANDARD_MISSED,
        outcome=Outcome.PASS if kept else Outcome.FAIL,
        wording=Wording.NO_EFFECT if kept else Wording.AFFECTED,
        measured=after,
        before=before,
        threshold=before,
        margin=after - before,
        direction=direction_of(before, after),
        reasons=(),
        cited=(STANDARD_MISSED, OUTSIDE),
        notes=notes,
    )


def compensation_recorded(facts: HouseholdFacts, verdict: Verdict) -> Verdict:
    """Record of a compensation agreement; the verdict stands (日照补偿协议).

    Parameters
    ----------
    facts : HouseholdFacts
        The household.
    verdict : Verdict
        What was judged.

    Returns
    -------
    Verdict
        The same, with a note where an agreement is on record.

    Notes
    -----
    Source: 办法八, 办法七(四).
    """
    if not facts.compensation.strip():
        return verdict
    return replace(
        verdict,
        notes=(*verdict.notes, Note.COMPENSATION_RECORDED),
        cited=(*verdict.cited, SETTLEMENT),
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
        Clause(id=OUTSIDE, period=period, function=still_standing),
        Clause(id=SCOPE, period=period, function=within_scope),
        Clause(id=LAWFUL_PAPERS, period=period, function=lawful_papers),
        Clause(id=USE_BY_PAPERS, period=period, function=use_by_papers),
        Clause(id=STANDARDS, period=period, function=use_with_a_standard),
        Clause(id=COURTYARD_MAIN_HOUSE, period=period, function=main_house_only),
        Clause(id=COURTYARD_STOREYS, period=period, function=storeys_considered),
        Clause(id=COURTYARD_TWO, period=period, function=countable_courtyard),
        Clause(id=MAIN_SIDE, period=period, function=main_side_only),
        Clause(id=MEASURES_SOURCES, period=period, function=complete_facts),
        Clause(
            id=RENEWAL,
            period=period,
            function=renewal_dwelling,
            overrides=(NEW_DWELLING,),
        ),
        Clause(id=NEW_DWELLING, period=period, function=new_dwelling),
        Clause(id=STANDARD_MET, period=period, function=standard_met),
        Clause(
            id=STANDARD_MISSED,
            period=period,
            function=standard_missed_before,
            overrides=(NEW_DWELLING,),
        ),
    )


def _open_questions(facts: MinuteFacts) -> tuple[Reason, ...]:
    """Return what could still change the verdict on a unit below standard."""
    reasons = facts.unmeasured_reasons if facts.unmeasured_windows else ()
    if facts.minutes_before is None:
        reasons = (*reasons, Reason.BEFORE_MISSING)
    return reasons
