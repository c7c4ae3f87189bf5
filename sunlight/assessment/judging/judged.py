"""What the rules say of measured windows: rooms, households, other units (评定).

Measuring comes first and is dear; judging by another reading of a clause is cheap, so
that it stands apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sunlight.assessment.counting.receivers import CountedReceivers, counted_receivers
from sunlight.assessment.grounds.records import MeasuredGround
from sunlight.assessment.grounds.verdicts import judged_grounds
from sunlight.assessment.judging.critical import CriticalUnit, with_critical_note
from sunlight.assessment.judging.households import judged_households, summaries
from sunlight.assessment.judging.units import judged_units
from sunlight.assessment.measuring.records import RoomResults, WindowResults
from sunlight.assessment.measuring.results import room_results
from sunlight.assessment.records import (
    Assessment,
    BuildingSummary,
    HouseholdResults,
    UnitResult,
)
from sunlight.assessment.scoping.legal_list import OBSTRUCTIONS_READING
from sunlight.assessment.scoping.loop import FoundScope, found_scope
from sunlight.assessment.scoping.surroundings import (
    Surroundings,
    surroundings,
    without_limits,
)
from sunlight.findings import Finding
from sunlight.model.project import Project
from sunlight.rules import CountingUnit, Ruleset, Verdict

__all__ = ["Judged", "judged", "judged_without_limits", "noted", "rejudged"]


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
    findings : tuple of Finding
        What was chosen on the way, such as the main side of an east-west block.
    """

    rooms: RoomResults
    households: HouseholdResults
    units: tuple[UnitResult, ...]
    buildings: tuple[BuildingSummary, ...]
    found: FoundScope
    findings: tuple[Finding, ...] = ()

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
    grounds: Sequence[MeasuredGround | None],
    rules: Ruleset,
    *,
    owners: tuple[str, ...],
    known: FoundScope | None = None,
) -> Judged:
    """Judge all units by measured windows and grounds, within the scope (逐单元评定).

    Parameters
    ----------
    project : Project
        What was measured.
    windows : WindowResults
        Minutes of its windows.
    grounds : sequence of MeasuredGround or None
        Sunlit areas of its grounds.
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
    receivers = counted_receivers(project, rules)
    rooms = room_results(project, windows, rules, receivers.window)
    found = known or found_scope(
        project, windows, rooms, rules, receivers, owners=owners
    )
    around = surroundings(project, windows, rules, found.scope, owners=owners)
    return _judged(project, windows, rooms, grounds, rules, receivers, around, found)


def judged_without_limits(
    project: Project,
    windows: WindowResults,
    grounds: Sequence[MeasuredGround | None],
    rules: Ruleset,
) -> Judged:
    """Judge everything in the model as it was computed (不限范围的评定).

    Parameters
    ----------
    project : Project
        What was measured.
    windows : WindowResults
        Minutes of its windows.
    grounds : sequence of MeasuredGround or None
        Sunlit areas of its grounds.
    rules : Ruleset
        Rules that judge.

    Returns
    -------
    Judged
        Without regard to scope, and to heights that others lack a source for.
    """
    receivers = counted_receivers(project, rules)
    rooms = room_results(project, windows, rules, receivers.window)
    nothing = FoundScope(scope=None, findings=())
    around = without_limits(project)
    return _judged(project, windows, rooms, grounds, rules, receivers, around, nothing)


def _judged(
    project: Project,
    windows: WindowResults,
    rooms: RoomResults,
    grounds: Sequence[MeasuredGround | None],
    rules: Ruleset,
    receivers: CountedReceivers,
    around: Surroundings,
    found: FoundScope,
) -> Judged:
    """Verdicts on all units."""
    households = judged_households(project, rooms, windows, rules, receivers, around)
    units = judged_units(project, rooms, windows, rules, receivers, around)
    return Judged(
        rooms=rooms,
        households=households,
        units=(*units, *judged_grounds(project, grounds, rules, around, found.scope)),
        buildings=summaries(project, households, rules, found.scope),
        found=found,
        findings=receivers.findings,
    )


def noted(found: Judged, critical: Iterable[CriticalUnit]) -> Judged:
    """Verdicts with the note on those that are critical (加注临界).

    Parameters
    ----------
    found : Judged
        Verdicts.
    critical : iterable of CriticalUnit
        Units whose outcome a slip of the survey would turn.

    Returns
    -------
    Judged
        The same outcomes.
    """
    keys = frozenset((unit.counted_as, unit.unit) for unit in critical)
    if not keys:
        return found
    households = tuple(
        with_critical_note(CountingUnit.HOUSEHOLD, verdict, keys)
        for verdict in found.households.verdicts
    )
    units = tuple(
        replace(unit, verdict=with_critical_note(unit.counted_as, unit.verdict, keys))
        for unit in found.units
    )
    return replace(
        found, households=replace(found.households, verdicts=households), units=units
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
        assessment.grounds,
        rules,
        owners=assessment.owners,
        known=known,
    )
