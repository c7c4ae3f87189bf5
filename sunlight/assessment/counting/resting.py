"""Which rooms the minutes of a room come from (房间时数所据的房间)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.measuring.records import RoomResults
from sunlight.kinds import Use
from sunlight.model.project import Project
from sunlight.model.tables import ROOM_KINDS
from sunlight.rules import Ruleset, Standard

__all__ = ["RestingRooms", "rooms_rested_on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RestingRooms:
    """Rooms that the verdict on a room rests on (评定所据的房间).

    Parameters
    ----------
    before, after : int
        Room with the minutes in either state.
    all : tuple of int
        Rooms that could have been it.
    """

    before: int
    after: int
    all: tuple[int, ...]


def rooms_rested_on(
    project: Project,
    rooms: RoomResults,
    room: int,
    named: Sequence[int],
    standard: Standard,
    rules: Ruleset,
) -> RestingRooms:
    """Give the rooms that the verdict on a room rests on (评定所据的房间).

    Each room rests on itself. By the alternative of the reading ``elderly_rooms`` a
    room of homes for the elderly rests on the best habitable room of its dwelling unit:
    the living room or any other, whichever has most; a room of no unit on itself.

    Parameters
    ----------
    project : Project
        Rooms and dwelling units (households).
    rooms : RoomResults
        Minutes of all rooms.
    room : int
        Index of the room.
    named : sequence of int
        Rooms of the building that are judged.
    standard : Standard
        Kinds that count.
    rules : Ruleset
        For the reading.

    Returns
    -------
    RestingRooms
        With `room` itself where no better one is known.

    Notes
    -----
    Source: 规程四(一)4; the alternative is that of JGJ 450.
    """
    unit = project.rooms.household[room]
    counts = ROOM_KINDS[project.rooms.kind[room]] in standard.rooms
    alone = standard.use is not Use.ELDERLY or unit < 0 or not counts
    if alone or not rules.values.alternative("elderly_rooms"):
        return RestingRooms(before=room, after=room, all=(room,))
    together = tuple(
        other
        for other in named
        if project.rooms.household[other] == unit
        and ROOM_KINDS[project.rooms.kind[other]] in standard.rooms
    )
    return RestingRooms(
        before=_best(rooms.minutes_before, room, together),
        after=_best(rooms.minutes_after, room, together),
        all=together,
    )


def _best(minutes: NDArray[np.float64], room: int, others: tuple[int, ...]) -> int:
    """Room with most minutes, the room itself among equals; unmeasured ones last."""
    known = np.nan_to_num(minutes[list(others)], nan=-1.0)
    best = others[int(known.argmax())]
    own = -1.0 if np.isnan(minutes[room]) else minutes[room]
    return best if known.max() > own else room
