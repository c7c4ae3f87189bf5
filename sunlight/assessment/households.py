"""Households: facts for the rules, verdicts, and the summary by building (户)."""

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.records import (
    BuildingSummary,
    HouseholdResults,
    RoomResults,
    WindowResults,
)
from sunlight.durations import best_of
from sunlight.kinds import HABITABLE_ROOMS, Status
from sunlight.model.project import Building, Project
from sunlight.model.tables import ROOM_KINDS
from sunlight.rules import (
    HouseholdFacts,
    Outcome,
    Ruleset,
    Standing,
    Verdict,
    Wording,
    judge_household,
)
from sunlight.scope import Scope
from sunlight.tolerances import THRESHOLD_NOISE_MIN

if TYPE_CHECKING:
    from sunlight.assessment.surroundings import Surroundings

__all__ = [
    "has_before",
    "judged_households",
    "known_minutes",
    "standing_of",
    "summaries",
    "unmeasured_windows",
]

_HABITABLE = np.array([kind in HABITABLE_ROOMS for kind in ROOM_KINDS], dtype=np.bool_)


def standing_of(building: Building, project: Project) -> Standing:
    """How the dwellings of a building stand to the project under review."""
    if building.removed_by_project:
        return Standing.REMOVED
    if building.status is Status.CONCURRENT:
        return Standing.CONCURRENT
    if building.status is Status.PROPOSED:
        other = building.project_id and building.project_id != project.project_id
        return Standing.CONCURRENT if other and project.project_id else Standing.OWN_NEW
    return Standing.OUTSIDE


def judged_households(
    project: Project,
    rooms: RoomResults,
    windows: WindowResults,
    rules: Ruleset,
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
    by_room = unmeasured_windows(project, windows)
    unmeasured = np.bincount(
        member[member >= 0], weights=by_room[member >= 0], minlength=count
    )
    of_window = np.append(member, np.int32(-1))[project.windows.room]
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
            height_assumed=building.height_assumed,
            in_scope=around.in_scope[index],
            assumed_shaders=shaders[row],
            renewal_document=project.renewal_document,
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


def unmeasured_windows(project: Project, windows: WindowResults) -> NDArray[np.int64]:
    """Number of windows without a sill height, by room, (n,) (未计算的窗)."""
    room = project.windows.room
    unknown = np.isnan(windows.sill_z) & (room >= 0)
    found: NDArray[np.int64] = np.bincount(
        room[unknown], minlength=len(project.rooms)
    ).astype(np.int64)
    return found


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
        Buildings that have households, in the order of the project.
    """
    threshold = rules.values.number("dwelling_minutes") - THRESHOLD_NOISE_MIN
    rows = []
    for index, building in enumerate(project.buildings):
        members = np.flatnonzero(project.households.building == index)
        if len(members) == 0:
            continue
        standing = standing_of(building, project)
        new = not has_before(standing)
        before = households.minutes_before[members] >= threshold
        after = households.minutes_after[members] >= threshold
        verdicts = [households.verdicts[i] for i in members]
        wordings = [v.wording for v in verdicts]
        outcomes = [v.outcome for v in verdicts]
        rows.append(
            BuildingSummary(
                building=building.id,
                name=building.name,
                standing=standing.value,
                households=len(members),
                satisfied_before=0 if new else int(before.sum()),
                satisfied_after=int(after.sum()),
                satisfied_to_not=0
                if new or standing is Standing.REMOVED
                else int((before & ~after).sum()),
                unaffected=wordings.count(Wording.NO_EFFECT),
                affected=wordings.count(Wording.AFFECTED),
                gained=wordings.count(Wording.AFFECTED_GAIN),
                failed=outcomes.count(Outcome.FAIL),
                not_judged=outcomes.count(Outcome.NOT_JUDGED),
                role="" if scope is None else scope.entries[index].role.value,
            )
        )
    return tuple(rows)
