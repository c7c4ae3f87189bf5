"""Units of the project itself are judged on *after* alone (只看建设后)."""

from typing import Final

from sunlight.rules.facts import HouseholdFacts, RoomFacts, Standing
from sunlight.rules.parameters import Values
from sunlight.rules.unjudged import not_judged
from sunlight.rules.verdict import Direction, Outcome, Verdict, Wording
from sunlight.rules.xinzhou_2022.clause_ids import MEASURES_SIDE_BY_SIDE
from sunlight.rules.xinzhou_2022.thresholds import figure_notes, reaches

__all__ = ["JUDGED_ON_AFTER_ALONE", "on_after_alone", "side_by_side"]

JUDGED_ON_AFTER_ALONE: Final = frozenset({Standing.OWN_NEW, Standing.CONCURRENT})
"""Standings of what has no *before*."""


def side_by_side(standing: Standing) -> tuple[str, ...]:
    """Clause that brings in the units of a project side by side (同期项目)."""
    return (MEASURES_SIDE_BY_SIDE,) if standing is Standing.CONCURRENT else ()


def on_after_alone(
    facts: HouseholdFacts | RoomFacts, clause: str, figure: str, values: Values
) -> Verdict | None:
    """Verdict on a new household or room by its minutes after (新建单位的结论).

    Parameters
    ----------
    facts : HouseholdFacts or RoomFacts
        The unit, with at least one measured window.
    clause : str
        Id of the clause that judges.
    figure : str
        Id of the parameter with its standard.
    values : Values
        Figures of the day.

    Returns
    -------
    Verdict or None
        PASS at the standard or above; below it FAIL, or NOT_JUDGED while an unmeasured
        window could still reach it. None for what has a *before*.

    Notes
    -----
    Source: 规程四(一); 办法三 for projects side by side.
    """
    after = facts.minutes_after
    if facts.standing not in JUDGED_ON_AFTER_ALONE or after is None:
        return None
    also = side_by_side(facts.standing)
    standard = values.number(figure)
    met = reaches(after, standard)
    if not met and facts.unmeasured_windows:
        return not_judged(
            facts, clause, facts.unmeasured_reasons, also=also, threshold=standard
        )
    return Verdict(
        unit=facts.unit,
        clause=clause,
        outcome=Outcome.PASS if met else Outcome.FAIL,
        wording=Wording.MEETS if met else Wording.NOT_MEETS,
        measured=after,
        before=facts.minutes_before,
        threshold=standard,
        margin=after - standard,
        direction=Direction.NONE,
        reasons=(),
        cited=(clause, *also),
        notes=figure_notes(values, figure),
    )
