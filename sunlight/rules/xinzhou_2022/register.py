"""All clauses of the edition of 2022 in one record (条款登记)."""

from sunlight.rules.clause import Annotation, Clause, EditionClauses, Period
from sunlight.rules.xinzhou_2022.clause_ids import SETTLEMENT
from sunlight.rules.xinzhou_2022.clauses_calculation import (
    calculation_clauses,
    display_clauses,
)
from sunlight.rules.xinzhou_2022.clauses_courtyards import courtyard_rules
from sunlight.rules.xinzhou_2022.clauses_criteria import (
    compensation_recorded,
    criteria,
)
from sunlight.rules.xinzhou_2022.clauses_grounds import ground_criteria, land_criteria
from sunlight.rules.xinzhou_2022.clauses_orientation import side_rules
from sunlight.rules.xinzhou_2022.clauses_rooms import room_criteria
from sunlight.rules.xinzhou_2022.clauses_shares import share_criteria
from sunlight.rules.xinzhou_2022.uses import USE_STANDARDS

__all__ = ["clauses"]


def clauses(period: Period) -> EditionClauses:
    """All clauses of the edition, each with its days in force (全部条款).

    Parameters
    ----------
    period : Period
        Days on which the edition is in force.

    Returns
    -------
    EditionClauses
        By what they see.
    """
    annotations: tuple[Clause[Annotation], ...] = (
        Clause(id=SETTLEMENT, period=period, function=compensation_recorded),
    )
    return EditionClauses(
        calculation=calculation_clauses(period),
        criteria=criteria(period),
        room_criteria=room_criteria(period),
        share_criteria=share_criteria(period),
        ground_criteria=ground_criteria(period),
        land_criteria=land_criteria(period),
        annotations=annotations,
        display=display_clauses(period),
        standards=USE_STANDARDS,
        sides=side_rules(period),
        courtyards=courtyard_rules(period),
    )
