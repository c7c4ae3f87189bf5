"""Rooms whose windows are taken together (一间多窗合并): sun in any one of them."""

import numpy as np
from numpy.typing import NDArray

from sunlight.conditions import Conditions, RoomCombination
from sunlight.durations import sunlit_minutes
from sunlight.intervals import Intervals, union
from sunlight.kinds import Use
from sunlight.model.project import Project
from sunlight.rules import (
    Ruleset,
    conditions_for,
    dwelling_conditions,
    uses_with_standard,
)

__all__ = ["united_intervals", "united_minutes", "united_rooms"]


def united_rooms(
    project: Project, rules: Ruleset
) -> tuple[tuple[Conditions, NDArray[np.int64]], ...]:
    """Rooms whose windows are taken together, by their conditions (合并计算的房间).

    Parameters
    ----------
    project : Project
        Its rooms.
    rules : Ruleset
        How the windows of a room combine, use by use.

    Returns
    -------
    tuple of (Conditions, (n,) ndarray of int64)
        Rows of the room table; empty if every room has its best window.
    """
    covered = uses_with_standard(rules)
    rooms_of: dict[Conditions, list[int]] = {}
    for use in dict.fromkeys(b.use for b in project.buildings):
        found = conditions_of(rules, use, covered)
        if found.room_combination is RoomCombination.UNION_OF_WINDOWS:
            of_use = np.array([b.use is use for b in project.buildings])
            members = np.flatnonzero(of_use[project.rooms.building])
            rooms_of.setdefault(found, []).extend(members.tolist())
    return tuple(
        (conditions, np.array(sorted(rooms), dtype=np.int64))
        for conditions, rooms in rooms_of.items()
        if rooms
    )


def conditions_of(rules: Ruleset, use: Use, covered: tuple[Use, ...]) -> Conditions:
    """Conditions of a use, those of dwellings where it has no standard."""
    return conditions_for(rules, use) if use in covered else dwelling_conditions(rules)


def united_intervals(
    full: Intervals, room: NDArray[np.integer], rooms: NDArray[np.int64]
) -> Intervals:
    """Times at which any window of a room is in full sun (任一窗满窗).

    Parameters
    ----------
    full : Intervals, (w,) rows
        Full-window intervals of all windows; empty where not measured.
    room : (w,) ndarray of int
        Room of each window, -1 for none.
    rooms : (n,) ndarray of int64
        Rooms asked for, in rising order.

    Returns
    -------
    Intervals, (n,) rows
        Short pieces included: the rule on segments comes after.
    """
    last = full.offsets[-1:]
    padded = Intervals._trusted(
        np.concatenate([full.offsets, last]), full.start, full.end
    )
    order = np.argsort(room, kind="stable")
    begins = np.searchsorted(room[order], rooms, side="left")
    sizes = np.searchsorted(room[order], rooms, side="right") - begins
    nothing = len(full)  # the row behind the last is empty
    picked = np.append(order, nothing)
    lit = Intervals.empty(len(rooms))
    for which in range(int(sizes.max(initial=0))):
        at = np.where(which < sizes, begins + which, len(order))
        lit = union(lit, padded.take(picked[at]))
    return lit


def united_minutes(
    lit: Intervals, of_best: NDArray[np.float64], conditions: Conditions
) -> NDArray[np.float64]:
    """Counted minutes of united windows (合并时数), NaN where nothing was measured.

    Parameters
    ----------
    lit : Intervals, (n,) rows
        Times at which any window is in full sun.
    of_best : (n,) ndarray of float64
        Minutes of the best window. [min]
    conditions : Conditions
        Which segments count.
    """
    minutes = sunlit_minutes(
        lit, shortest=conditions.shortest_segment, segments=conditions.segments
    )
    return np.where(np.isnan(of_best), np.nan, minutes)
