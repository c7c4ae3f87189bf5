"""Units of uses other than dwellings: rooms, and shares of rooms (非住宅单元)."""

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.households import (
    has_before,
    known_minutes,
    standing_of,
)
from sunlight.assessment.records import RoomResults, UnitResult, WindowResults
from sunlight.assessment.unmeasured import unmeasured_windows
from sunlight.kinds import RoomKind, Use
from sunlight.model.project import Project
from sunlight.model.tables import ROOM_KINDS
from sunlight.rules import (
    CountingUnit,
    MeasuredRoom,
    Reason,
    RoomFacts,
    Ruleset,
    ShareFacts,
    Standard,
    judge,
    standard_for,
    uses_with_standard,
)

__all__ = ["judged_units"]


def judged_units(
    project: Project, rooms: RoomResults, windows: WindowResults, rules: Ruleset
) -> tuple[UnitResult, ...]:
    """Verdicts on the rooms and buildings of other uses (托幼、学校、医院等).

    Parameters
    ----------
    project : Project
        Buildings and rooms.
    rooms, windows
        Results in both states.
    rules : Ruleset
        Rules that judge.

    Returns
    -------
    tuple of UnitResult
        In the order of the buildings, then of the rooms.
    """
    standards = {use: standard_for(rules, use) for use in uses_with_standard(rules)}
    each_room = np.arange(len(project.rooms), dtype=np.int32)
    unmeasured, why = unmeasured_windows(project, windows).of(
        each_room, len(project.rooms)
    )
    units: list[UnitResult] = []
    for index, building in enumerate(project.buildings):
        standard = standards.get(building.use)
        if building.use is Use.RESIDENTIAL or standard is None:
            continue
        members = np.flatnonzero(project.rooms.building == index)
        if standard.unit is CountingUnit.ROOM:
            units += _rooms(project, rooms, members, standard, unmeasured, why, rules)
        elif standard.unit is CountingUnit.BUILDING and len(members):
            units.append(
                _share(project, index, rooms, members, standard, unmeasured, rules)
            )
    return tuple(units)


def _rooms(
    project: Project,
    rooms: RoomResults,
    members: NDArray[np.int64],
    standard: Standard,
    unmeasured: NDArray[np.int64],
    why: tuple[tuple[Reason, ...], ...],
    rules: Ruleset,
) -> list[UnitResult]:
    """Each room of the kinds that the clause names, or whose kind is unknown."""
    units = []
    for room in members:
        kind = ROOM_KINDS[project.rooms.kind[room]]
        if kind not in standard.rooms and kind is not RoomKind.UNKNOWN:
            continue
        index = int(project.rooms.building[room])
        building = project.buildings[index]
        standing = standing_of(building, project)
        before = rooms.minutes_before[room]
        facts = RoomFacts(
            unit=str(project.rooms.id[room]),
            building=building.id,
            standing=standing,
            use=building.use,
            kind=kind,
            legal=building.legal,
            minutes_before=known_minutes(before) if has_before(standing) else None,
            minutes_after=known_minutes(rooms.minutes_after[room]),
            unmeasured_windows=int(unmeasured[room]),
            unmeasured_reasons=why[room],
            height_assumed=building.height_assumed,
        )
        units.append(
            UnitResult(
                counted_as=CountingUnit.ROOM,
                building=index,
                floor=int(project.rooms.floor[room]),
                room=int(room),
                verdict=judge(rules, facts),
            )
        )
    return units


def _share(
    project: Project,
    index: int,
    rooms: RoomResults,
    members: NDArray[np.int64],
    standard: Standard,
    unmeasured: NDArray[np.int64],
    rules: Ruleset,
) -> UnitResult:
    """A building judged by the share of its rooms."""
    building = project.buildings[index]
    standing = standing_of(building, project)
    kinds = [ROOM_KINDS[project.rooms.kind[room]] for room in members]
    counted = [
        MeasuredRoom(
            id=str(project.rooms.id[room]),
            minutes_before=known_minutes(rooms.minutes_before[room])
            if has_before(standing)
            else None,
            minutes_after=known_minutes(rooms.minutes_after[room]),
            unmeasured_windows=int(unmeasured[room]),
        )
        for room, kind in zip(members, kinds, strict=True)
        if kind in standard.rooms
    ]
    facts = ShareFacts(
        unit=building.id,
        standing=standing,
        use=building.use,
        legal=building.legal,
        rooms=tuple(counted),
        rooms_of_unknown_kind=kinds.count(RoomKind.UNKNOWN),
        height_assumed=building.height_assumed,
    )
    return UnitResult(
        counted_as=CountingUnit.BUILDING,
        building=index,
        floor=0,
        room=-1,
        verdict=judge(rules, facts),
    )
