"""What the rules say of measured windows: rooms, households, other units (评定).

Measuring comes first and is dear; judging by another reading of a clause is cheap, so
that it stands apart.
"""

from dataclasses import dataclass

from sunlight.assessment.households import judged_households, summaries
from sunlight.assessment.records import (
    Assessment,
    BuildingSummary,
    HouseholdResults,
    RoomResults,
    UnitResult,
    WindowResults,
)
from sunlight.assessment.results import room_results
from sunlight.assessment.units import judged_units
from sunlight.model.project import Project
from sunlight.rules import CountingUnit, Ruleset, Verdict

__all__ = ["Judged", "judged", "rejudged"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Judged:
    """Verdicts and the minutes they rest on (评定结果).

    Parameters
    ----------
    rooms : RoomResults
        Rows as in ``project.rooms``.
    households : HouseholdResults
        Rows as in ``project.households``.
    units : tuple of UnitResult
        Units other than households.
    buildings : tuple of BuildingSummary
        Buildings that have households.
    """

    rooms: RoomResults
    households: HouseholdResults
    units: tuple[UnitResult, ...]
    buildings: tuple[BuildingSummary, ...]

    @property
    def verdicts(self) -> tuple[tuple[CountingUnit, Verdict], ...]:
        """Every verdict with what its unit is counted as, households first."""
        return (
            *((CountingUnit.HOUSEHOLD, v) for v in self.households.verdicts),
            *((u.counted_as, u.verdict) for u in self.units),
        )


def judged(project: Project, windows: WindowResults, rules: Ruleset) -> Judged:
    """Judge all units by measured windows (逐单元评定).

    Parameters
    ----------
    project : Project
        What was measured.
    windows : WindowResults
        Minutes of its windows.
    rules : Ruleset
        Rules that judge, with the readings taken.

    Returns
    -------
    Judged
        Verdicts on households and other units.
    """
    rooms = room_results(project, windows, rules)
    households = judged_households(project, rooms, windows, rules)
    return Judged(
        rooms=rooms,
        households=households,
        units=judged_units(project, rooms, windows, rules),
        buildings=summaries(project, households, rules),
    )


def rejudged(assessment: Assessment, rules: Ruleset) -> Judged:
    """Judge the units of an assessment anew, its minutes as they are (重新评定).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    rules : Ruleset
        Its rules with other readings, none of which changes what is computed.

    Returns
    -------
    Judged
        Verdicts by those rules.
    """
    return judged(assessment.project, assessment.windows, rules)
