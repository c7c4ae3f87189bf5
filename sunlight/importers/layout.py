"""Batches of windows to the tables of windows, rooms and households (窗户列表)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.household_register import HouseholdRegister
from sunlight.importers.problems import Problems
from sunlight.importers.room_entry import RoomEntry
from sunlight.kinds import BalconyKind, WindowKind
from sunlight.model.facades import OCTANTS
from sunlight.model.tables import BALCONY_KINDS, WINDOW_KINDS, Windows

__all__ = ["Batch", "lay_windows"]

_SAME_PLACE_DECIMALS: Final = 3  # windows within a millimetre stand side by side


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Batch:
    """One window or row on all its storeys (一批窗): columns times storeys.

    Parameters
    ----------
    where : str
        Path in the file.
    building : int
        Index of the building.
    left, right : (c, 2) ndarray of float64
        Sill ends as seen from outside, project coordinates. [m]
    octant : (c,) ndarray of int
        Index into :data:`sunlight.model.facades.OCTANTS`.
    floors : (f,) ndarray of int
        Storeys.
    levels : (f,) ndarray of float64
        Their floors relative to ±0.00, NaN if not known. [m]
    sill : float
        Real sill height above the floor. [m]
    rooms : tuple of RoomEntry or None, (c,)
        Room of each column.
    entrance_below : int
        How many storeys lower the entrance of its households is.
    id : str
        Number of the window if the file gives one.
    assumed : bool
        Laid by a rule.
    kind : WindowKind
        Kind of the windows.
    balcony : BalconyKind
        Balcony before them.
    projection : float
        How far the glass stands out from the opening, NaN if not known. [m]
    at_front : bool
        The line drawn is that of the glass.
    """

    where: str
    building: int
    left: NDArray[np.float64]
    right: NDArray[np.float64]
    octant: NDArray[np.int64]
    floors: NDArray[np.int64]
    levels: NDArray[np.float64]
    sill: float
    rooms: tuple[RoomEntry | None, ...]
    entrance_below: int = 0
    id: str = ""
    assumed: bool = False
    kind: WindowKind = WindowKind.ORDINARY
    balcony: BalconyKind = BalconyKind.NONE
    projection: float = float("nan")
    at_front: bool = False


def lay_windows(
    batches: Sequence[Batch],
    *,
    building_ids: Sequence[str],
    register: HouseholdRegister,
    problems: Problems,
) -> Windows:
    """Table of all windows (窗表), column by column, numbered.

    Rooms are numbered as in the register, which sorts them later.

    Parameters
    ----------
    batches : sequence of Batch
        All windows.
    building_ids : sequence of str
        Ids of the buildings.
    register : HouseholdRegister
        Receives rooms and households.
    problems : Problems
        Receives windows laid twice and numbers given twice.

    Returns
    -------
    Windows
        Sorted by building, column, storey.
    """
    sizes = np.array([len(b.left) * len(b.floors) for b in batches], dtype=np.int64)
    batch = np.repeat(np.arange(len(batches)), sizes)
    building = np.array([b.building for b in batches], dtype=np.int64)[batch]
    left = _stacked([np.repeat(b.left, len(b.floors), axis=0) for b in batches])
    right = _stacked([np.repeat(b.right, len(b.floors), axis=0) for b in batches])
    octant = _joined([np.repeat(b.octant, len(b.floors)) for b in batches])
    floor = _joined([np.tile(b.floors, len(b.left)) for b in batches])
    level = _joined([np.tile(b.levels, len(b.left)) for b in batches])
    room = _joined([_room_numbers(b, register, problems) for b in batches])

    column = _columns(building, left, right)
    order = np.lexsort((floor, column, building))
    twice = np.flatnonzero((np.diff(column[order]) == 0) & (np.diff(floor[order]) == 0))
    for k in twice:
        first, second = sorted((int(batch[order[k]]), int(batch[order[k + 1]])))
        problems.add(
            batches[second].where,
            f"a window stands here on storey {floor[order[k]]} already, from "
            f"{batches[first].where}; remove one",
        )
    ids = _numbers(building_ids, building, floor, octant, left, right)
    for index, drawn in enumerate(batches):
        if drawn.id:
            ids[np.searchsorted(batch, index)] = drawn.id
    if not len(twice):
        _check_unique(ids, batch, batches, problems)
    starts = np.flatnonzero(np.diff(column[order], prepend=-1) != 0)
    return Windows(
        id=ids[order],
        building=building[order].astype(np.int32),
        floor=floor[order].astype(np.int32),
        floor_level=level[order].astype(np.float64),
        sill_height=np.array([b.sill for b in batches], dtype=np.float64)[batch][order],
        left=left[order],
        right=right[order],
        room=room[order].astype(np.int32),
        column_offsets=np.append(starts, len(order)).astype(np.int64),
        assumed=np.array([b.assumed for b in batches], dtype=bool)[batch][order],
        kind=_of_batch([WINDOW_KINDS.index(b.kind) for b in batches])[batch][order],
        balcony=_of_batch([BALCONY_KINDS.index(b.balcony) for b in batches])[batch][
            order
        ],
        projection=np.array([b.projection for b in batches], dtype=np.float64)[batch][
            order
        ],
        at_front=np.array([b.at_front for b in batches], dtype=bool)[batch][order],
    )


def _of_batch(codes: list[int]) -> NDArray[np.int8]:
    """Code of each batch, also for none."""
    return np.array(codes, dtype=np.int8)


def _stacked(pieces: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Points of all pieces, (n, 2), also for none."""
    return np.concatenate([np.empty((0, 2)), *pieces])


def _joined(pieces: Sequence[NDArray[np.generic]]) -> NDArray[np.generic]:
    """Values of all pieces, (n,), also for none."""
    joined: NDArray[np.generic] = (
        np.concatenate(pieces) if pieces else np.empty(0, dtype=np.int64)
    )
    return joined


def _room_numbers(
    batch: Batch, register: HouseholdRegister, problems: Problems
) -> NDArray[np.int64]:
    """Room of each window of a batch, (c * f,), -1 for none."""
    rooms = np.full((len(batch.left), len(batch.floors)), -1, dtype=np.int64)
    for c, entry in enumerate(batch.rooms):
        if entry is None:
            continue
        with problems.at(batch.where):
            rooms[c] = [
                register.room(
                    entry, batch.building, floor, entrance_below=batch.entrance_below
                )
                for floor in batch.floors.tolist()
            ]
    return rooms.reshape(-1)


def _columns(
    building: NDArray[np.int64],
    left: NDArray[np.float64],
    right: NDArray[np.float64],
) -> NDArray[np.int64]:
    """Column of each window, (w,): same building, same place; by first appearance."""
    if len(building) == 0:
        return np.empty(0, dtype=np.int64)
    keys = (*left.T, *right.T, building)
    order = np.lexsort(keys)
    new = np.zeros(len(order), dtype=bool)
    for key in keys:
        new[1:] |= np.diff(key[order]) != 0
    group = np.empty(len(order), dtype=np.int64)
    group[order] = np.cumsum(new)
    _, first, inverse = np.unique(group, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse.reshape(-1)]


def _numbers(
    building_ids: Sequence[str],
    building: NDArray[np.int64],
    floor: NDArray[np.generic],
    octant: NDArray[np.generic],
    left: NDArray[np.float64],
    right: NDArray[np.float64],
) -> NDArray[np.object_]:
    """Numbers of the windows, (w,): building-floor-octant and sequence from the left.

    The sequence counts the windows of one building, storey and octant; of two at the
    same place the one in front is first.
    """
    middle = (left + right) / 2.0
    angle = np.radians(45.0 * np.arange(len(OCTANTS)))[octant.astype(np.int64)]
    outward = np.column_stack([np.sin(angle), np.cos(angle)])
    along = (middle * np.column_stack([-outward[:, 1], outward[:, 0]])).sum(axis=1)
    ahead = (middle * outward).sum(axis=1)
    along = np.round(along, _SAME_PLACE_DECIMALS)
    order = np.lexsort((-ahead, along, octant, floor, building))
    new = np.zeros(len(order), dtype=bool)
    new[:1] = True
    for key in (building, floor, octant):
        new[1:] |= key[order][1:] != key[order][:-1]
    index = np.arange(len(order))
    start = np.maximum.accumulate(np.where(new, index, 0))
    sequence = np.empty(len(order), dtype=np.int64)
    sequence[order] = index - start + 1
    ids = np.empty(len(order), dtype=object)
    ids[:] = [
        f"{building_ids[b]}-{f}-{OCTANTS[o]}{s:02d}"
        for b, f, o, s in zip(
            building.tolist(),
            floor.tolist(),
            octant.tolist(),
            sequence.tolist(),
            strict=True,
        )
    ]
    return ids


def _check_unique(
    ids: NDArray[np.object_],
    batch: NDArray[np.int64],
    batches: Sequence[Batch],
    problems: Problems,
) -> None:
    """Record windows with one number."""
    if len(set(ids)) == len(ids):
        return
    seen: dict[str, int] = {}
    for k, number in enumerate(ids):
        first = seen.setdefault(number, k)
        if first == k:
            continue
        here, there = batches[batch[k]], batches[batch[first]]
        if there.id and not here.id:
            here, there = there, here
        problems.add(
            f"{here.where}.id",
            f"the number {number!r} belongs to a window of {there.where} already; "
            "give another",
            number,
        )
