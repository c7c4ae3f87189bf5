"""Clauses on existing east-west blocks (东西朝向的现状建筑), edition of 2022."""

from typing import Final

from sunlight.kinds import MainSide, Status, Use
from sunlight.rules.clause import Clause, Period, SideRule
from sunlight.rules.facts import HouseholdFacts
from sunlight.rules.parameters import Values
from sunlight.rules.receivers import SideChoice, SideFacts
from sunlight.rules.unjudged import not_applicable
from sunlight.rules.verdict import Reason, Verdict
from sunlight.rules.xinzhou_2022.clause_ids import MAIN_SIDE

__all__ = ["main_side", "main_side_only", "side_rules"]

EQUAL_WIDTH: Final = 0.01
"""Total widths of windows that differ by no more than this are equal. [m]"""


def main_side(facts: SideFacts, values: Values) -> SideChoice | None:
    """Which side of an existing east-west block is the main one (主要朝向).

    Parameters
    ----------
    facts : SideFacts
        Habitable rooms by side.
    values : Values
        Figures of the day, for the readings ``east_west_main_side`` and
        ``east_west_tie``.

    Returns
    -------
    SideChoice or None
        None for what is no existing east-west dwelling: another use or status, a
        habitable room that looks south, or none on one of the sides; there no side
        is secondary, and one that somebody has settled changes nothing. Of an east-west
        block the settled side holds against the numbers and decides a tie. Of two sides
        with equally many rooms both are analysed.

    Notes
    -----
    Source: 规程六(七). What counts as facing east or west is ``east_west_limit_deg``.
    The text does not say what holds for equal numbers. To analyse both takes no
    household's protection away; by the other reading the side with the wider windows is
    the main one, and both only where they are equally wide.
    """
    if values.alternative("east_west_main_side"):
        return None
    if facts.status is not Status.EXISTING or facts.use is not Use.RESIDENTIAL:
        return None
    if not facts.east_west:
        return None
    if facts.settled is not None:
        return SideChoice(main=facts.settled, settled=True)
    if facts.east != facts.west:
        more_east = facts.east > facts.west
        return SideChoice(main=MainSide.EAST if more_east else MainSide.WEST)
    wider = facts.east_width - facts.west_width
    if not values.alternative("east_west_tie") or abs(wider) <= EQUAL_WIDTH:
        return SideChoice(main=None)
    return SideChoice(main=MainSide.EAST if wider > 0.0 else MainSide.WEST)


def main_side_only(facts: HouseholdFacts, values: Values) -> Verdict | None:
    """Nobody is judged by rooms on the secondary side alone (次要朝向).

    Parameters
    ----------
    facts : HouseholdFacts
        The household, a dwelling.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        NOT_APPLICABLE for a household whose habitable rooms all look to the secondary
        side of an existing east-west block.

    Notes
    -----
    Source: 规程六(七).
    """
    if not facts.secondary_side_only:
        return None
    return not_applicable(facts, MAIN_SIDE, Reason.SECONDARY_SIDE)


def side_rules(period: Period) -> tuple[Clause[SideRule], ...]:
    """Clauses that choose the main side of a building (主要朝向条款).

    Parameters
    ----------
    period : Period
        Days on which the edition is in force.

    Returns
    -------
    tuple of Clause
        One a clause.
    """
    return (Clause(id=MAIN_SIDE, period=period, function=main_side),)
