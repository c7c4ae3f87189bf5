"""Tables of several projects one behind the other (列表拼接)."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sunlight.model.project import Project
from sunlight.model.tables import Households, Rooms, Windows

__all__ = ["joined_tables"]

Column = NDArray[Any]


def joined_tables(projects: Sequence[Project]) -> tuple[Windows, Rooms, Households]:
    """Windows, rooms and households of all projects (拼接各表), in their order.

    Parameters
    ----------
    projects : sequence of Project
        At least one.

    Returns
    -------
    tuple of Windows, Rooms and Households
        With indices into the buildings, rooms and households of all.
    """
    homes = _starts([len(p.buildings) for p in projects])
    room_starts = _starts([len(p.rooms) for p in projects])
    household_starts = _starts([len(p.households) for p in projects])
    windows, rooms = [p.windows for p in projects], [p.rooms for p in projects]
    households = [p.households for p in projects]
    return (
        _windows(windows, homes, room_starts),
        Rooms(
            id=_joined([t.id for t in rooms]),
            building=_shifted([t.building for t in rooms], homes),
            floor=_joined([t.floor for t in rooms]),
            household=_shifted([t.household for t in rooms], household_starts),
            kind=_joined([t.kind for t in rooms]),
        ),
        Households(
            id=_joined([t.id for t in households]),
            building=_shifted([t.building for t in households], homes),
            floor=_joined([t.floor for t in households]),
            compensation=_joined([t.compensation for t in households]),
        ),
    )


def _windows(
    tables: Sequence[Windows], homes: Sequence[int], rooms: Sequence[int]
) -> Windows:
    """All windows."""
    starts = _starts([len(t) for t in tables])
    stacks = [t.column_offsets[:-1] for t in tables]
    end = starts[-1] + len(tables[-1])
    plain = {
        name: _joined([getattr(t, name) for t in tables])
        for name in (
            "id",
            "floor",
            "floor_level",
            "sill_height",
            "left",
            "right",
            "assumed",
            "kind",
            "balcony",
            "projection",
            "at_front",
            "element",
        )
    }
    return Windows(
        building=_shifted([t.building for t in tables], homes),
        room=_shifted([t.room for t in tables], rooms),
        column_offsets=np.append(_shifted(stacks, starts), end),
        **plain,
    )


def _starts(counts: Sequence[int]) -> list[int]:
    """Where each of several tables begins."""
    return [0, *accumulate(counts[:-1])]


def _joined(columns: Sequence[Column]) -> Column:
    """Columns one behind the other."""
    return np.concatenate(columns)


def _shifted(columns: Sequence[Column], starts: Sequence[int]) -> Column:
    """Indices one behind the other, each by its start; -1 stays for none."""
    return np.concatenate(
        [
            np.where(column < 0, column, column + start)
            for column, start in zip(columns, starts, strict=True)
        ]
    )
