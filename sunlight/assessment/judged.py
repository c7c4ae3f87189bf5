"""What the rules say of measured windows: rooms, households, other units (评定).

Measuring comes first and is dear; judging by another reading of a clause is cheap, so
that it stands apart.
"""

from dataclasses import dataclass

from sunlight.assessment.households import judged_households, summaries
from sunlight.assessment.obstruction_scope import OBSTRUCTIONS_READING
from sunlight.assessment.records import (
    Assessment,
    BuildingSummary,
    HouseholdResults,
    RoomResults,
    UnitResult,
    WindowResults,
)
from sunlight.assessment.results import room_results
from sunlight.assessment.scope_loop import FoundScope, found_scope
from sunlight.assessment.surroundings import (
    Surroundings,
    surroundings,
    without_limits,
)
from sunlight.assessment.units import judged_units
from sunlight.model.project import Project
from sunlight.rules import CountingUnit, Ruleset, Verdict

__all__ = ["Judged", "judged", "judged_without_limits", "rejudged"]


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
    found : FoundScope
        The scope within which they were judged.
    """

    rooms: RoomResults
    households: HouseholdResults
    units: tuple[UnitResult, ...]
    buildings: tuple[BuildingSummary, ...]
    found: FoundScope

    @property
    def verdicts(self) -> tuple[tuple[CountingUnit, Verdict], ...]:
        """Every verdict with what its unit is counted as, households first."""
        return (
            *((CountingUnit.HOUSEHOLD, v) for v in self.households.verdicts),
            *((u.counted_as, u.verdict) for u in self.units),
        )

    def building_of(self, project: Project) -> tuple[int, ...]:
        """Building of each verdict (所属建筑).

        Parameters
        ----------
        project : Project
            What was judged.
        """
        return (
            *(int(b) for b in project.households.building),
            *(unit.building for unit in self.units),
        )


def judged(
    project: Project,
    windows: WindowResults,
    rules: Ruleset,
    *,
    owners: tuple[str, ...],
    known: FoundScope | None = None,
) -> Judged:
    """Judge all units by measured windows, within the scope (逐单元评定).

    Parameters
    ----------
    project : Project
        What was measured.
    windows : WindowResults
        Minutes of its windows.
    rules : Ruleset
        Rules that judge, with the readings taken.
    owners : tuple of str
        Names of the owners that shade.
    known : FoundScope, optional
        The scope, where it is settled already; else it is found by these minutes.

    Returns
    -------
    Judged
        Verdicts on households and other units.
    """
    rooms = room_results(project, windows)
    found = known or found_scope(project, windows, rooms, rules, owners=owners)
    around = surroundings(project, windows, rules, found.scope, owners=owners)
    return _judged(project, windows, rooms, rules, around, found)


def judged_without_limits(
    project: Project, windows: WindowResults, rules: Ruleset
) -> Judged:
    """Judge everything in the model as it was computed (不限范围的评定).

    Parameters
    ----------
    project : Project
        What was measured.
    windows : WindowResults
        Minutes of its windows.
    rules : Ruleset
        Rules that judge.

    Returns
    -------
    Judged
        Without regard to scope, and to heights that others lack a source for.
    """
    rooms = room_results(project, windows)
    nothing = FoundScope(scope=None, findings=())
    around = without_limits(project)
    return _judged(project, windows, rooms, rules, around, nothing)


def _judged(
    project: Project,
    windows: WindowResults,
    rooms: RoomResults,
    rules: Ruleset,
    around: Surroundings,
    found: FoundScope,
) -> Judged:
    """Verdicts on all units."""
    households = judged_households(project, rooms, windows, rules, around)
    return Judged(
        rooms=rooms,
        households=households,
        units=judged_units(project, rooms, windows, rules, around),
        buildings=summaries(project, households, rules, found.scope),
        found=found,
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
    settled = rules.values.alternative(OBSTRUCTIONS_READING)
    known = FoundScope(scope=assessment.scope, findings=()) if settled else None
    return judged(
        assessment.project,
        assessment.windows,
        rules,
        owners=assessment.owners,
        known=known,
    )
