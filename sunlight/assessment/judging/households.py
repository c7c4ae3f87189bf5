"""Households: facts for the rules, verdicts, and the summary by building (户)."""

import math
from typing import TYPE_CHECKING

import numpy as np

from sunlight.assessment.counting.courtyards import courtyard_facts
from sunlight.assessment.counting.receivers import CountedReceivers
from sunlight.assessment.counting.unmeasured import unmeasured_windows
from sunlight.assessment.measuring.records import RoomResults, WindowResults
from sunlight.assessment.records import BuildingSummary, HouseholdResults
from sunlight.durations import best_of
from sunlight.kinds import HABITABLE_ROOMS, Status, Use
from sunlight.model.project import Building, Project
from sunlight.model.tables import ROOM_KINDS
from sunlight.rules import (
    CountingUnit,
    HouseholdFacts,
    Outcome,
    Ruleset,
    Standing,
    Verdict,
    Wording,
    judge_household,
    standard_for,
    uses_with_standard,
)
from sunlight.scope import Scope
from sunlight.tolerances import THRESHOLD_NOISE_MIN

if TYPE_CHECKING:
    from sunlight.assessment.scoping.surroundings import Surroundings

__all__ = [
    "has_before",
    "judged_households",
    "known_minutes",
    "standing_by",
    "standing_of",
    "summaries",
    "uses_by_other_units",
]

_HABITABLE = np.array([kind in HABITABLE_ROOMS for kind in ROOM_KINDS], dtype=np.bool_)


def standing_of(building: Building, project: Project) -> Standing:
    """How the dwellings of a building stand to the project under review."""
    return standing_by(
        building.status, building.project_id, building.removed_by_project, project
    )


def standing_by(
    status: Status,
    project_id: str,
    removed: bool,  # noqa: FBT001
    project: Project,
) -> Standing:
    """How what has that status and belongs to that project stands to the one reviewed.

    Parameters
    ----------
    status : Status
        Planning status.
    project_id : str
        Project it belongs to; empty if none is named.
    removed : bool
        Whether the project removes it.
    project : Project
        The project under review.
    """
    if removed:
        return Standing.REMOVED
    if status is Status.CONCURRENT:
        return Standing.CONCURRENT
    if status is Status.PROPOSED:
        other = project_id and project_id != project.project_id
        return Standing.CONCURRENT if other and project.project_id else Standing.OWN_NEW
    return Standing.OUTSIDE


def judged_households(
    project: Project,
    rooms: RoomResults,
    windows: WindowResults,
    rules: Ruleset,
    receivers: CountedReceivers,
    around: "Surroundings",
) -> HouseholdResults:
    """Minutes of the best habitable room of each household, and its verdict.

    Parameters
    ----------
    project : Project
        Rooms and households.
    rooms, windows
        Results in both states.
    rules : Ruleset
        Rules that judge.
    receivers : CountedReceivers
        Windows and households that count.
    around : Surroundings
        Scope and assumed heights.

    Returns
    -------
    HouseholdResults
        Rows as in ``project.households``.
    """
    count = len(project.households)
    habitable = _HABITABLE[project.rooms.kind]
    member = np.where(habitable, project.rooms.household, -1).astype(np.int32)
    before, best_before = best_of(rooms.minutes_before, member, count)
    after, best_after = best_of(rooms.minutes_after, member, count)
    room_count = np.bincount(member[member >= 0], minlength=count)
    unmeasured, why = unmeasured_windows(project, windows, receivers.window).of(
        member, count
    )
    room = np.where(receivers.window, project.windows.room, -1)
    of_window = np.append(member, np.int32(-1))[room]
    shaders = around.assumed_shaders(project, of_window, count)
    verdicts: list[Verdict] = []
    for row in range(count):
        index = int(project.households.building[row])
        building = project.buildings[index]
        standing = standing_of(building, project)
        facts = HouseholdFacts(
            unit=str(project.households.id[row]),
            building=building.id,
            standing=standing,
            use=building.use,
            legal=building.legal,
            habitable_rooms=int(room_count[row]),
            minutes_before=known_minutes(before[row]) if has_before(standing) else None,
            minutes_after=known_minutes(after[row]),
            unmeasured_windows=int(unmeasured[row]),
            unmeasured_reasons=why[row],
            height_assumed=building.height_assumed,
            in_scope=around.in_scope[index],
            assumed_shaders=shaders[row],
            renewal_document=project.renewal_document,
            compensation=str(project.households.compensation[row]),
            secondary_side_only=bool(receivers.secondary_only[row]),
            courtyard=courtyard_facts(building),
            lowest_storey=int(receivers.lowest_storey[row]),
        )
        verdicts.append(judge_household(rules, facts))
    return HouseholdResults(
        minutes_before=before,
        minutes_after=after,
        best_before=best_before,
        best_after=best_after,
        verdicts=tuple(verdicts),
    )


def known_minutes(minutes: np.float64) -> float | None:
    """Minutes, or None where not measured (时数)."""
    return None if math.isnan(minutes) else float(minutes)


def has_before(standing: Standing) -> bool:
    """Whether a unit of that standing has a state before the project (建设前)."""
    return standing not in (Standing.OWN_NEW, Standing.CONCURRENT)


def uses_by_other_units(rules: Ruleset) -> frozenset[Use]:
    """Uses that are judged by rooms or buildings, not by households (非按户评定).

    Households listed there, such as the units of a home for the elderly, only say
    which rooms belong together.

    Parameters
    ----------
    rules : Ruleset
        The rules.
    """
    return frozenset(
        use
        for use in uses_with_standard(rules)
        if standard_for(rules, use).unit is not CountingUnit.HOUSEHOLD
    )


def summaries(
    project: Project,
    households: HouseholdResults,
    rules: Ruleset,
    scope: Scope | None,
) -> tuple[BuildingSummary, ...]:
    """The bureau's table: households of each building in numbers (分楼统计).

    Parameters
    ----------
    project : Project
        Buildings and households.
    households : HouseholdResults
        Their results.
    rules : Ruleset
        For the threshold.
    scope : Scope or None
        For the part of each building in it.

    Returns
    -------
    tuple of BuildingSummary
        Buildings that have households by which they are judged, in the order of the
        project. Households that are not judged, or that no clause asks for, are in
        their own counts and in no other.
    """
    otherwise = uses_by_other_units(rules)
    strictly = rules.values.alternative("equal_to_standard")
    rows = []
    for index, building in enumerate(project.buildings):
        members = np.flatnonzero(project.households.building == index)
        if len(members) == 0 or building.use in otherwise:
            continue
        standing = standing_of(building, project)
        new = not has_before(standing)
        verdicts = [households.verdicts[i] for i in members]
        wordings = [v.wording for v in verdicts]
        outcomes = [v.outcome for v in verdicts]
        met = [v for v in verdicts if not new and _met_before(v, strictly=strictly)]
        fallen = [v for v in met if v.wording is Wording.NOT_MEETS]
        rows.append(
            BuildingSummary(
                building=building.id,
                name=building.name,
                standing=standing.value,
                households=len(members),
                satisfied_before=len(met),
                satisfied_after=wordings.count(Wording.MEETS),
                satisfied_to_not=len(fallen),
                unaffected=wordings.count(Wording.NO_EFFECT),
                affected=wordings.count(Wording.AFFECTED),
                gained=wordings.count(Wording.AFFECTED_GAIN),
                failed=outcomes.count(Outcome.FAIL),
                not_judged=outcomes.count(Outcome.NOT_JUDGED),
                not_applicable=outcomes.count(Outcome.NOT_APPLICABLE),
                role="" if scope is None else scope.entries[index].role.value,
            )
        )
    return tuple(rows)


def _met_before(verdict: Verdict, *, strictly: bool) -> bool:
    """Whether a judged household met its standard before, as its clause took it."""
    if verdict.outcome not in {Outcome.PASS, Outcome.FAIL}:
        return False
    if verdict.before is None or verdict.threshold is None:
        return False
    over = verdict.before - verdict.threshold
    return over > THRESHOLD_NOISE_MIN if strictly else over >= -THRESHOLD_NOISE_MIN
