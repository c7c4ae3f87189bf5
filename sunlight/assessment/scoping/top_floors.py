"""What the project does to the top floor of each building (顶层影响)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.counting.receivers import CountedReceivers
from sunlight.assessment.counting.unmeasured import unmeasured_windows
from sunlight.assessment.judging.households import standing_of
from sunlight.assessment.measuring.records import RoomResults, WindowResults
from sunlight.durations import best_of
from sunlight.intervals.columns import row_of
from sunlight.kinds import HABITABLE_ROOMS, RoomKind, Use
from sunlight.model.project import Project
from sunlight.model.tables import ROOM_KINDS
from sunlight.rules import Ruleset, Standing, standard_for, uses_with_standard
from sunlight.scope import TopFloorImpact
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["top_floor_impacts"]

_NEW = (Standing.OWN_NEW, Standing.CONCURRENT)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Units:
    """Units of any building with what they lose, (u,) each; True where unknown."""

    building: NDArray[np.int64]
    floor: NDArray[np.int64]
    fails: NDArray[np.bool_]
    affected: NDArray[np.bool_]


def top_floor_impacts(
    project: Project,
    windows: WindowResults,
    rooms: RoomResults,
    rules: Ruleset,
    receivers: CountedReceivers,
    *,
    owners: tuple[str, ...],
) -> dict[str, TopFloorImpact]:
    """Whether the top floor of each building fails, and the project shades it (顶层).

    The top floor is the highest storey with units: households of dwellings, else the
    rooms that count, one by one, also where a building is judged by the share of its
    rooms, since the clause speaks of rooms. A unit is affected if it has less after
    than before, or a new building took minutes from one of its windows. What is not
    known counts against the project: rooms of unknown kind, units that are not fully
    measured, units whose minutes rest on an assumed height, and a building without any
    unit, unless none of its windows loses.

    Parameters
    ----------
    project : Project
        Buildings, rooms, households.
    windows, rooms
        Results in both states.
    rules : Ruleset
        Standard of each use.
    receivers : CountedReceivers
        Windows that count; households on the secondary side of an east-west block are
        no units.
    owners : tuple of str
        Names of the owners that ``windows.lost`` speaks of.

    Returns
    -------
    dict of str to TopFloorImpact
        One a building.

    Notes
    -----
    Source: 规程五(三); reading chosen: a room of the top floor is a unit of it that has
    a standard.
    """
    loses = _losing_windows(project, windows, owners)
    standard = {use: standard_for(rules, use) for use in uses_with_standard(rules)}
    uses = [building.use for building in project.buildings]
    dwelling = np.array([use is Use.RESIDENTIAL for use in uses], dtype=np.bool_)
    minutes = np.array(
        [standard[use].minutes if use in standard else np.nan for use in uses]
    )
    doubt = _doubtful_windows(project, windows, minutes)
    tables = (
        _households(
            project, windows, rooms, loses, doubt, minutes, dwelling, receivers
        ),
        _rooms(
            project,
            windows,
            rooms,
            loses,
            doubt,
            minutes,
            [standard[use].rooms if use in standard else frozenset() for use in uses],
            dwelling,
        ),
    )  # fmt: skip
    return _impacts(project, tables, loses)


def _losing_windows(
    project: Project, windows: WindowResults, owners: tuple[str, ...]
) -> NDArray[np.bool_]:
    """Windows from which a new building takes minutes, or that are not known, (w,)."""
    new = {b.id for b in project.buildings if standing_of(b, project) in _NEW}
    is_new = np.array([name in new for name in owners] + [False], dtype=np.bool_)
    parts = windows.lost
    blamed = is_new[np.maximum(parts.owner, -1)] & (parts.minutes > THRESHOLD_NOISE_MIN)
    loses = np.zeros(len(project.windows), dtype=np.bool_)
    loses[row_of(parts.offsets)[blamed]] = True
    kept = windows.minutes_after >= windows.minutes_before - THRESHOLD_NOISE_MIN
    found: NDArray[np.bool_] = loses | ~kept
    return found


def _doubtful_windows(
    project: Project, windows: WindowResults, minutes: NDArray[np.float64]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Windows whose minutes rest on an assumed height, and sure ones, (w,) each.

    Sure is one that reaches the standard of its use without such a height.
    """
    own = np.array([b.height_assumed for b in project.buildings], dtype=np.bool_)
    rests = own[project.windows.building]
    rests[windows.assumed_shade.window] = True
    least = minutes[project.windows.building] - THRESHOLD_NOISE_MIN
    return rests, ~rests & (windows.minutes_after >= least)


def _households(
    project: Project,
    windows: WindowResults,
    rooms: RoomResults,
    loses: NDArray[np.bool_],
    doubt: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    minutes: NDArray[np.float64],
    dwelling: NDArray[np.bool_],
    receivers: CountedReceivers,
) -> _Units:
    """Households of dwellings by their best habitable room."""
    table, count = project.households, len(project.households)
    habitable = np.array([k in HABITABLE_ROOMS for k in ROOM_KINDS], dtype=np.bool_)
    member = np.where(
        habitable[project.rooms.kind], project.rooms.household, -1
    ).astype(np.int32)  # fmt: skip
    before, _ = best_of(rooms.minutes_before, member, count)
    after, _ = best_of(rooms.minutes_after, member, count)
    unmeasured, _ = unmeasured_windows(project, windows, receivers.window).of(
        member, count
    )
    unknown = unmeasured > 0
    room = np.where(receivers.window, project.windows.room, -1)
    of_window = np.append(member, np.int32(-1))[room]
    losing = _any_of(loses, of_window, count)
    asked = dwelling[table.building] & ~_uncounted(project, receivers, member, count)
    kept = np.flatnonzero(asked) if count else np.empty(0, int)
    building = table.building[kept].astype(np.int64)
    least = minutes[building] - THRESHOLD_NOISE_MIN
    return _Units(
        building=building,
        floor=table.floor[kept].astype(np.int64),
        fails=~(after[kept] >= least) | _doubtful(doubt, of_window, count)[kept],
        affected=~(after[kept] >= before[kept] - THRESHOLD_NOISE_MIN)
        | losing[kept]
        | unknown[kept],
    )


def _uncounted(
    project: Project,
    receivers: CountedReceivers,
    member: NDArray[np.int32],
    count: int,
) -> NDArray[np.bool_]:
    """Households with windows none of which counts: minor sides, upper storeys."""
    group = np.append(member, np.int32(-1))[project.windows.room]
    drawn = _any_of(np.ones(len(group), dtype=np.bool_), group, count)
    found: NDArray[np.bool_] = drawn & ~_any_of(receivers.window, group, count)
    return found


def _rooms(
    project: Project,
    windows: WindowResults,
    rooms: RoomResults,
    loses: NDArray[np.bool_],
    doubt: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    minutes: NDArray[np.float64],
    counted: list[frozenset[RoomKind]],
    dwelling: NDArray[np.bool_],
) -> _Units:
    """Rooms that count in buildings of other uses."""
    table = project.rooms
    kinds = [ROOM_KINDS[kind] for kind in table.kind]
    kept = np.array(
        [
            row
            for row, (kind, b) in enumerate(zip(kinds, table.building, strict=True))
            if not dwelling[b] and (kind in counted[b] or kind is RoomKind.UNKNOWN)
        ],
        dtype=np.int64,
    )
    losing = _any_of(loses, project.windows.room, len(table))
    unknown = np.array([kind is RoomKind.UNKNOWN for kind in kinds], dtype=np.bool_)
    each = np.arange(len(table), dtype=np.int32)
    unmeasured, _ = unmeasured_windows(project, windows).of(each, len(table))
    building = table.building[kept].astype(np.int64)
    after, before = rooms.minutes_after[kept], rooms.minutes_before[kept]
    return _Units(
        building=building,
        floor=table.floor[kept].astype(np.int64),
        fails=~(after >= minutes[building] - THRESHOLD_NOISE_MIN)
        | unknown[kept]
        | _doubtful(doubt, project.windows.room, len(table))[kept],
        affected=~(after >= before - THRESHOLD_NOISE_MIN)
        | losing[kept]
        | (unmeasured[kept] > 0),
    )


def _doubtful(
    doubt: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    member: NDArray[np.int32],
    count: int,
) -> NDArray[np.bool_]:
    """Groups that rest on an assumed height and have no sure window, (count,)."""
    rests, sure = doubt
    found: NDArray[np.bool_] = _any_of(rests, member, count) & ~_any_of(
        sure, member, count
    )
    return found


def _any_of(
    flags: NDArray[np.bool_], member: NDArray[np.int32], count: int
) -> NDArray[np.bool_]:
    """Whether some member of each group has the flag, (count,); -1 is in no group."""
    hit = member[flags & (member >= 0)]
    found: NDArray[np.bool_] = np.bincount(hit, minlength=count) > 0
    return found


def _impacts(
    project: Project, tables: tuple[_Units, ...], loses: NDArray[np.bool_]
) -> dict[str, TopFloorImpact]:
    """Impact on each building: some unit of its top floor fails and is affected."""
    count = len(project.buildings)
    top = np.full(count, np.iinfo(np.int64).min)
    for units in tables:
        np.maximum.at(top, units.building, units.floor)
    fails, affected, both = (np.zeros(count, dtype=np.bool_) for _ in range(3))
    for units in tables:
        at_top = units.floor == top[units.building]
        for told, flags in (
            (fails, units.fails),
            (affected, units.affected),
            (both, units.fails & units.affected),
        ):
            told[units.building[at_top & flags]] = True
    without = top == np.iinfo(np.int64).min
    with_windows, with_loss = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    with_windows[project.windows.building] = True
    with_loss[project.windows.building[loses]] = True
    fails |= without
    affected[without] = (with_loss | ~with_windows)[without]
    both[without] = affected[without]
    by_project = np.where(fails, both, affected)
    return {
        b.id: TopFloorImpact(fails=bool(f), affected_by_project=bool(a))
        for b, f, a in zip(project.buildings, fails, by_project, strict=True)
    }
