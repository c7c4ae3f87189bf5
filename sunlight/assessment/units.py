"""Units of uses other than dwellings: rooms, and shares of rooms (非住宅单元)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.households import (
    has_before,
    known_minutes,
    standing_of,
    unmeasured_windows,
)
from sunlight.assessment.records import RoomResults, UnitResult, WindowResults
from sunlight.assessment.surroundings import Surroundings
from sunlight.kinds import RoomKind, Use
from sunlight.model.project import Project
from sunlight.model.tables import ROOM_KINDS
from sunlight.rules import (
    CountingUnit,
    MeasuredRoom,
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
    """Whether each building is in the scope; by room, who of assumed height shades."""

    in_scope: tuple[bool | None, ...]
    shaders: list[tuple[str, ...]]


def judged_units(
    project: Project,
    rooms: RoomResults,
    windows: WindowResults,
    rules: Ruleset,
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
    around : Surroundings
        Scope and assumed heights.

    Returns
    -------
    tuple of UnitResult
        In the order of the buildings, then of the rooms.
    """
    standards = {use: standard_for(rules, use) for use in uses_with_standard(rules)}
    unmeasured = unmeasured_windows(project, windows)
    beside = _Beside(
        in_scope=around.in_scope,
        shaders=around.assumed_shaders(
            project, project.windows.room, len(project.rooms)
        ),
    )
    units: list[UnitResult] = []
    for index, building in enumerate(project.buildings):
        standard = standards.get(building.use)
        if building.use is Use.RESIDENTIAL or standard is None:
            continue
        members = np.flatnonzero(project.rooms.building == index)
        if standard.unit is CountingUnit.ROOM:
            units += _rooms(
                project, rooms, members, standard, unmeasured, rules, beside
            )  # fmt: skip
        elif standard.unit is CountingUnit.BUILDING and len(members):
            units.append(
                _share(
                    project, index, rooms, members, standard, unmeasured, rules, beside
                )
            )
    return tuple(units)


def _rooms(
    project: Project,
    rooms: RoomResults,
    members: NDArray[np.int64],
    standard: Standard,
    unmeasured: NDArray[np.int64],
    rules: Ruleset,
    beside: _Beside,
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
            height_assumed=building.height_assumed,
            in_scope=beside.in_scope[index],
            assumed_shaders=beside.shaders[room],
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
