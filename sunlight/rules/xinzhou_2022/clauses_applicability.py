"""Clauses on who is judged at all (适用条款), edition of 2022.

Each takes the facts and the figures of the day and returns the verdict that nothing is
judged, or None where the household is to be judged.
"""

from typing import Final

from sunlight.kinds import LegalStatus, Use
from sunlight.rules.facts import HouseholdFacts, Standing
from sunlight.rules.parameters import Values
from sunlight.rules.unjudged import not_applicable, not_judged
from sunlight.rules.verdict import Reason, Verdict
from sunlight.rules.xinzhou_2022.clause_ids import (
    LAWFUL_PAPERS,
    MEASURES_SOURCES,
    NEW_DWELLING,
    OUTSIDE_DWELLING,
    STANDARDS,
    USE_BY_PAPERS,
)

__all__ = [
    "complete_facts",
    "lawful_papers",
    "still_standing",
    "use_by_papers",
    "use_with_a_standard",
]

_OTHER_STANDARDS: Final[dict[Use, str]] = {
    Use.DORMITORY: "规程四(一)2",
    Use.KINDERGARTEN: "规程四(一)3",
    Use.ELDERLY: "规程四(一)4",
    Use.SCHOOL: "规程四(一)5",
    Use.HOSPITAL: "规程四(一)6",
}
"""Uses with a standard of their own, and the clause that sets it."""

_LEGAL_REASONS: Final[dict[LegalStatus, Reason]] = {
    LegalStatus.UNLAWFUL: Reason.UNLAWFUL,
    LegalStatus.TEMPORARY: Reason.TEMPORARY,
}


def still_standing(facts: HouseholdFacts, values: Values) -> Verdict | None:
    """Nothing is owed to what the project demolishes (拆除).

    The standard is to be met after the project is added; a household that is gone by
    then has nothing to meet it with.

    Parameters
    ----------
    facts : HouseholdFacts
        The household.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_APPLICABLE for a household that the project removes.

    Notes
    -----
    Source: 规程四(二).
    """
    if facts.standing is not Standing.REMOVED:
        return None
    return not_applicable(facts, OUTSIDE_DWELLING, Reason.REMOVED)


def lawful_papers(facts: HouseholdFacts, values: Values) -> Verdict | None:
    """Unlawful and temporary buildings are not protected (合法手续).

    Parameters
    ----------
    facts : HouseholdFacts
        The household.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_APPLICABLE for an unlawful or temporary building. Papers left blank count
        as lawful here; the model check lists them.

    Notes
    -----
    Source: 规程六(六).
    """
    reason = _LEGAL_REASONS.get(facts.legal)
    if reason is None:
        return None
    return not_applicable(facts, LAWFUL_PAPERS, reason)


def use_by_papers(facts: HouseholdFacts, values: Values) -> Verdict | None:
    """Use as the title papers have it (使用功能).

    Parameters
    ----------
    facts : HouseholdFacts
        The household.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_JUDGED where the use is unknown: no standard can be chosen.

    Notes
    -----
    Source: 规程八.
    """
    if facts.use is not Use.UNKNOWN:
        return None
    return not_judged(facts, USE_BY_PAPERS, (Reason.USE_UNKNOWN,))


def use_with_a_standard(facts: HouseholdFacts, values: Values) -> Verdict | None:
    """Each use has its own standard, some have none (各类用途的标准).

    Parameters
    ----------
    facts : HouseholdFacts
        The household.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_APPLICABLE for a use without a standard; NOT_JUDGED for one whose standard
        is not built in yet, naming its clause; None for a dwelling.

    Notes
    -----
    Source: 规程四(一), 规程四(二).
    """
    if facts.use is Use.RESIDENTIAL:
        return None
    clause = _OTHER_STANDARDS.get(facts.use)
    if clause is None:
        return not_applicable(facts, STANDARDS, Reason.NO_STANDARD)
    also = (OUTSIDE_DWELLING,) if facts.standing is Standing.OUTSIDE else ()
    return not_judged(facts, clause, (Reason.USE_NOT_COVERED,), also=also)


def complete_facts(facts: HouseholdFacts, values: Values) -> Verdict | None:
    """Facts a verdict needs: rooms, windows, sourced heights (基础资料).

    Parameters
    ----------
    facts : HouseholdFacts
        The household, a dwelling.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_JUDGED with every reason found: no habitable room named, heights that no
        source gives, nothing measured.

    Notes
    -----
    Source: 办法四 for heights, 规程四(一)1 for rooms and windows.
    """
    reasons: list[Reason] = []
    if facts.habitable_rooms == 0:
        reasons.append(Reason.NO_HABITABLE_ROOM)
    elif facts.minutes_after is None:
        if facts.unmeasured_windows:
            reasons.extend(facts.unmeasured_reasons)
        else:
            reasons.append(Reason.NO_WINDOW)
    if facts.height_assumed:
        reasons.append(Reason.HEIGHT_ASSUMED)
    if not reasons:
        return None
    clauses = [_governing(facts)]
    if facts.height_assumed:
        clauses.append(MEASURES_SOURCES)
    clause = MEASURES_SOURCES if reasons == [Reason.HEIGHT_ASSUMED] else clauses[0]
    also = tuple(c for c in clauses if c != clause)
    return not_judged(facts, clause, tuple(reasons), also=also)


def _governing(facts: HouseholdFacts) -> str:
    """Clause that sets the standard of a dwelling of this standing."""
    return OUTSIDE_DWELLING if facts.standing is Standing.OUTSIDE else NEW_DWELLING
