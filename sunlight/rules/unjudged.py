"""Verdicts that say neither yes nor no (未评定、不适用)."""

from sunlight.rules.facts import HouseholdFacts
from sunlight.rules.verdict import Direction, Outcome, Reason, Verdict, Wording

__all__ = ["not_applicable", "not_judged"]


def not_applicable(facts: HouseholdFacts, clause: str, reason: Reason) -> Verdict:
    """Verdict that no clause asks for sunlight here (不适用).

    Parameters
    ----------
    facts : HouseholdFacts
        The household.
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
    facts: HouseholdFacts,
    clause: str,
    reasons: tuple[Reason, ...],
    *,
    also: tuple[str, ...] = (),
    threshold: float | None = None,
) -> Verdict:
    """Verdict that a fact is missing (未评定).

    Parameters
    ----------
    facts : HouseholdFacts
        The household.
    clause : str
        Id of the clause that would judge it.
    reasons : tuple of Reason
        All that is missing.
    also : tuple of str
        Other clauses that took part.
    threshold : float, optional
        The standard that waits for the missing fact. [min]

    Returns
    -------
    Verdict
        NOT_JUDGED.
    """
    return _without_judgement(
        facts, Outcome.NOT_JUDGED, clause, reasons, also=also, threshold=threshold
    )


def _without_judgement(
    facts: HouseholdFacts,
    outcome: Outcome,
    clause: str,
    reasons: tuple[Reason, ...],
    *,
    also: tuple[str, ...] = (),
    threshold: float | None = None,
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
    )
