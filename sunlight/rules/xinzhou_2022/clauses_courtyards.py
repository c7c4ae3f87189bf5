"""Clauses on courtyards of single homesteads (宅基地独立院落), edition of 2022."""

from typing import Final

from sunlight.rules.clause import Clause, CourtyardRule, Period
from sunlight.rules.facts import HouseholdFacts
from sunlight.rules.parameters import Values
from sunlight.rules.receivers import CourtyardCount, CourtyardFacts
from sunlight.rules.unjudged import not_applicable, not_judged
from sunlight.rules.verdict import Reason, Verdict
from sunlight.rules.xinzhou_2022.clause_ids import (
    COURTYARD_MAIN_HOUSE,
    COURTYARD_STOREYS,
    COURTYARD_TWO,
)

__all__ = [
    "countable_courtyard",
    "courtyard_households",
    "courtyard_rules",
    "main_house_only",
    "storeys_considered",
]

_TWO: Final = 2
"""Storeys from which the stair matters."""


def courtyard_households(facts: CourtyardFacts, values: Values) -> CourtyardCount:
    """As how many dwellings a courtyard counts (院落住宅套数).

    Parameters
    ----------
    facts : CourtyardFacts
        The main house of the yard.
    values : Values
        Figures of the day.

    Returns
    -------
    CourtyardCount
        One for one storey, or for two joined by an indoor stair; two for two storeys
        that each have the functions of a dwelling, the upper one reached by an outdoor
        stair of its own. Storeys above ``courtyard_storeys`` add none. Where a fact
        that decides is missing, no number, and which facts.

    Notes
    -----
    Source: 规程六(九)1-3. Two storeys with an outdoor stair, one of them without a
    kitchen or the like, are one dwelling: the text asks for both.
    """
    if facts.storeys is None:
        return CourtyardCount(
            dwellings=None, missing=(Reason.COURTYARD_STOREYS_UNKNOWN,)
        )
    considered = min(facts.storeys, int(values.number("courtyard_storeys")))
    if considered < _TWO or facts.outdoor_stair is False or facts.complete is False:
        return CourtyardCount(dwellings=1)
    missing = []
    if facts.outdoor_stair is None:
        missing.append(Reason.OUTDOOR_STAIR_UNKNOWN)
    if facts.complete is None:
        missing.append(Reason.STOREY_FUNCTIONS_UNKNOWN)
    if missing:
        return CourtyardCount(dwellings=None, missing=tuple(missing))
    return CourtyardCount(dwellings=_TWO)


def main_house_only(facts: HouseholdFacts, values: Values) -> Verdict | None:
    """Only the main house of a courtyard is judged (只考虑正房).

    Parameters
    ----------
    facts : HouseholdFacts
        The household, a dwelling.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_APPLICABLE in a side house.

    Notes
    -----
    Source: 规程六(九)1. A lawful side house shades as every building does.
    """
    if facts.courtyard is None or facts.courtyard.main_house:
        return None
    return not_applicable(facts, COURTYARD_MAIN_HOUSE, Reason.SIDE_HOUSE)


def storeys_considered(facts: HouseholdFacts, values: Values) -> Verdict | None:
    """Houses on homesteads count up to two storeys (最高考虑二层).

    Parameters
    ----------
    facts : HouseholdFacts
        The household, in the main house of a courtyard.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_APPLICABLE for a household whose rooms all lie above ``courtyard_storeys``.

    Notes
    -----
    Source: 规程六(九)3.
    """
    if facts.courtyard is None or facts.lowest_storey is None:
        return None
    if facts.lowest_storey <= values.number("courtyard_storeys"):
        return None
    return not_applicable(facts, COURTYARD_STOREYS, Reason.ABOVE_STOREYS_CONSIDERED)


def countable_courtyard(facts: HouseholdFacts, values: Values) -> Verdict | None:
    """Facts that say how many dwellings a courtyard is (院落套数的资料).

    Parameters
    ----------
    facts : HouseholdFacts
        The household, in the main house of a courtyard.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_JUDGED, naming what is missing: the storeys, the stair, the functions.

    Notes
    -----
    Source: 规程六(九)2.
    """
    if facts.courtyard is None:
        return None
    missing = courtyard_households(facts.courtyard, values).missing
    return not_judged(facts, COURTYARD_TWO, missing) if missing else None


def courtyard_rules(period: Period) -> tuple[Clause[CourtyardRule], ...]:
    """Clauses that count the dwellings of a courtyard (院落套数条款).

    Parameters
    ----------
    period : Period
        Days on which the edition is in force.

    Returns
    -------
    tuple of Clause
        One a clause.
    """
    return (Clause(id=COURTYARD_TWO, period=period, function=courtyard_households),)
