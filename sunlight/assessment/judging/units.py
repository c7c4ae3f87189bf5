"""Units of uses other than dwellings: rooms, and shares of rooms (非住宅单元)."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.counting.receivers import CountedReceivers
from sunlight.assessment.counting.resting import RestingRooms, rooms_rested_on
from sunlight.assessment.counting.unmeasured import unmeasured_windows
from sunlight.assessment.judging.households import (
    has_before,
    known_minutes,
    standing_of,
)
from sunlight.assessment.measuring.records import RoomResults, WindowResults
from sunlight.assessment.records import UnitResult
from sunlight.assessment.scoping.surroundings import Surroundings
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """What facts hold besides minutes: scope by building, the rest by room."""

    in_scope: tuple[bool | None, ...]
    shaders: list[tuple[str, ...]]
    unmeasured: NDArray[np.int64]
    why: tuple[tuple[Reason, ...], ...]


def judged_units(
    project: Project,
    rooms: RoomResults,
    windows: WindowResults,
    rules: Ruleset,
    receivers: CountedReceivers,
    around: Surroundings,
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
    receivers : CountedReceivers
        Windows that count for their rooms.
    around : Surroundings
        Scope and assumed heights.

    Returns
    -------
    tuple of UnitResult
        In the order of the buildings, then of the rooms.
    """
    standards = {use: standard_for(rules, use) for use in uses_with_standard(rules)}
    count = len(project.rooms)
    each_room = np.arange(count, dtype=np.int32)
    unmeasured, why = unmeasured_windows(project, windows, receivers.window).of(
        each_room, count
    )
    room = np.where(receivers.window, project.windows.room, np.int32(-1))
    beside = _Beside(
        in_scope=around.in_scope,
        shaders=around.assumed_shaders(project, room, count),
        unmeasured=unmeasured,
        why=why,
    )
    units: list[UnitResult] = []
    for index, building in enumerate(project.buildings):
        standard = standards.get(building.use)
        if building.use is Use.RESIDENTIAL or standard is None:
            continue
        members = np.flatnonzero(project.rooms.building == index)
        if standard.unit is CountingUnit.ROOM:
            units += _rooms(project, rooms, members, standard, rules, beside)
        elif standard.unit is CountingUnit.BUILDING and len(members):
            units.append(
                _share(project, index, rooms, members, standard, rules, beside)
            )
    return tuple(units)


def _rooms(
    project: Project,
    rooms: RoomResults,
    members: NDArray[np.int64],
    standard: Standard,
    rules: Ruleset,
    beside: _Beside,
) -> list[UnitResult]:
    """Each room of the kinds that the clause names, or whose kind is unknown."""
    named = [
        int(room)
        for room in members
        if ROOM_KINDS[project.rooms.kind[room]] in standard.rooms
        or ROOM_KINDS[project.rooms.kind[room]] is RoomKind.UNKNOWN
    ]
    lowest = min((int(project.rooms.floor[room]) for room in named), default=0)
    units = []
    for room in named:
        resting = rooms_rested_on(project, rooms, room, named, standard, rules)
        facts = _room_facts(project, rooms, room, resting, beside)
        facts = replace(facts, lowest_storey=project.rooms.floor[room] == lowest)
        verdict = judge(rules, facts)
        if resting.after != room:
            verdict = replace(verdict, decisive=str(project.rooms.id[resting.after]))
        units.append(
            UnitResult(
                counted_as=CountingUnit.ROOM,
                building=int(project.rooms.building[room]),
                floor=int(project.rooms.floor[room]),
                room=room,
                room_before=resting.before,
                room_after=resting.after,
                verdict=verdict,
            )
        )
    return units


def _room_facts(
    project: Project,
    rooms: RoomResults,
    room: int,
    resting: RestingRooms,
    beside: _Beside,
) -> RoomFacts:
    """Facts of a room that is a unit of its own."""
    waiting = [i for i in resting.all if beside.unmeasured[i]] or [room]
    index = int(project.rooms.building[room])
    building = project.buildings[index]
    standing = standing_of(building, project)
    before = rooms.minutes_before[resting.before]
    return RoomFacts(
        unit=str(project.rooms.id[room]),
        building=building.id,
        standing=standing,
        use=building.use,
        kind=ROOM_KINDS[project.rooms.kind[room]],
        legal=building.legal,
        minutes_before=known_minutes(before) if has_before(standing) else None,
        minutes_after=known_minutes(rooms.minutes_after[resting.after]),
        unmeasured_windows=int(beside.unmeasured[list(resting.all)].sum()),
        unmeasured_reasons=tuple(
            dict.fromkeys(reason for i in waiting for reason in beside.why[i])
        ),
        height_assumed=building.height_assumed,
        in_scope=beside.in_scope[index],
        assumed_shaders=tuple(
            dict.fromkeys(name for i in resting.all for name in beside.shaders[i])
        ),
    )


def _share(
    project: Project,
    index: int,
    rooms: RoomResults,
    members: NDArray[np.int64],
    standard: Standard,
    rules: Ruleset,
    beside: _Beside,
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
            unmeasured_windows=int(beside.unmeasured[room]),
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
        in_scope=beside.in_scope[index],
        assumed_shaders=tuple(
            dict.fromkeys(
                name
                for room, kind in zip(members, kinds, strict=True)
                if kind in standard.rooms
                for name in beside.shaders[room]
            )
        ),
    )
    return UnitResult(
        counted_as=CountingUnit.BUILDING,
        building=index,
        floor=0,
        room=-1,
        verdict=judge(rules, facts),
    )
