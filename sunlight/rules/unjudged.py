"""Verdicts that say neither yes nor no (未评定、不适用)."""

from sunlight.kinds import Use
from sunlight.rules.facts import UnitFacts
from sunlight.rules.parameters import Values
from sunlight.rules.verdict import Direction, Outcome, Reason, Tally, Verdict, Wording

__all__ = ["not_applicable", "not_judged", "without_window"]


def without_window(values: Values, use: Use) -> Reason:
    """Why a room has no minutes though none of its windows waits for data (无窗可算).

    Parameters
    ----------
    values : Values
        Whether façades in some directions are not analysed.
    use : Use
        Use of the building.

    Returns
    -------
    Reason
        No window, or none that the rules analyse.
    """
    if values.setting("band_by_orientation", use) == "yes":
        return Reason.NO_ANALYSED_WINDOW
    return Reason.NO_WINDOW


def not_applicable(facts: UnitFacts, clause: str, reason: Reason) -> Verdict:
    """Verdict that no clause asks for sunlight here (不适用).

    Parameters
    ----------
    facts : UnitFacts
        The unit.
    clause : str
        Id of the clause that leaves it out.
    reason : Reason
        Why.

    Returns
    -------
    Verdict
        NOT_APPLICABLE.
    """
    return _without_judgement(facts, Outcome.NOT_APPLICABLE, clause, (reason,))


def not_judged(
    facts: UnitFacts,
    clause: str,
    reasons: tuple[Reason, ...],
    *,
    also: tuple[str, ...] = (),
    threshold: float | None = None,
    tally: Tally | None = None,
    buildings: tuple[str, ...] = (),
) -> Verdict:
    """Verdict that a fact is missing (未评定).

    Parameters
    ----------
    facts : UnitFacts
        The unit.
    clause : str
        Id of the clause that would judge it.
    reasons : tuple of Reason
        All that is missing.
    also : tuple of str
        Other clauses that took part.
    threshold : float, optional
        The standard that waits for the missing fact. [min, rooms or share]
    tally : Tally, optional
        What is known of the share, for units judged by one.
    buildings : tuple of str
        Buildings that a reason is about.

    Returns
    -------
    Verdict
        NOT_JUDGED.
    """
    return _without_judgement(
        facts,
        Outcome.NOT_JUDGED,
        clause,
        reasons,
        also=also,
        threshold=threshold,
        tally=tally,
        buildings=buildings,
    )


def _without_judgement(
    facts: UnitFacts,
    outcome: Outcome,
    clause: str,
    reasons: tuple[Reason, ...],
    *,
    also: tuple[str, ...] = (),
    threshold: float | None = None,
    tally: Tally | None = None,
    buildings: tuple[str, ...] = (),
) -> Verdict:
    """Return a verdict that says neither yes nor no."""
    return Verdict(
        unit=facts.unit,
        clause=clause,
        outcome=outcome,
        wording=Wording.NONE,
        measured=facts.minutes_after,
        before=facts.minutes_before,
        threshold=threshold,
        margin=None,
        direction=Direction.NONE,
        reasons=reasons,
        cited=(clause, *also),
        measure_unit="min" if tally is None else tally.measure_unit,
        tally=tally,
        reason_buildings=buildings,
    )
