"""Rooms and households as windows name them, collected to tables (户室登记)."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError
from sunlight.importers.room_entry import RoomEntry
from sunlight.importers.words import near
from sunlight.kinds import RoomKind
from sunlight.model.tables import ROOM_KINDS, Households, Rooms

__all__ = ["HouseholdRegister", "entrance_floor", "household_id"]


@dataclass(slots=True, kw_only=True)
class _Household:
    """One household while collecting."""

    id: str
    building: int
    floor: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """One room while collecting."""

    building: int
    floor: int
    household: int
    name: str
    kind: RoomKind


def household_id(building: str, floor: int, number: str) -> str:
    """Id of a household (户号): building, storey in two digits, number.

    Parameters
    ----------
    building : str
        Id of the building.
    floor : int
        Storey of the entrance.
    number : str
        Number on that storey.

    Returns
    -------
    str
        Such as ``3#-0502``; in a basement ``3#-B101``.
    """
    return f"{building}-{_storey(floor)}{number}"


def entrance_floor(floor: int, below: int) -> int:
    """Storey some storeys lower (入户层); there is no storey 0.

    Parameters
    ----------
    floor : int
        Storey of a window.
    below : int
        How many storeys lower the entrance is.

    Returns
    -------
    int
        Storey of the entrance.
    """
    lower = floor - below
    return lower - 1 if floor > 0 >= lower else lower


def _storey(floor: int) -> str:
    """Storey in two digits, B1 for the first basement."""
    return f"{floor:02d}" if floor > 0 else f"B{-floor}"


@dataclass(slots=True, kw_only=True)
class HouseholdRegister:
    """Rooms and households of a project while it is read (户室登记).

    Parameters
    ----------
    building_ids : tuple of str
        Ids of the buildings.
    """

    building_ids: tuple[str, ...]
    _households: list[_Household] = field(default_factory=list)
    _by_id: dict[str, int] = field(default_factory=dict)
    _by_number: dict[tuple[int, int, str], int] = field(default_factory=dict)
    _rooms: list[_Room] = field(default_factory=list)
    _room_index: dict[tuple[int, int, int, str], int] = field(default_factory=dict)
    _closed: set[int] = field(default_factory=set)

    def close(self, building: int) -> None:
        """Take the households of a building for complete (户数已列全).

        Parameters
        ----------
        building : int
            Index of the building.
        """
        self._closed.add(building)

    def household(self, building: int, floor: int, number: str) -> int:
        """Look up a household by storey and number (户), new ones are added.

        Parameters
        ----------
        building : int
            Index of the building.
        floor : int
            Storey of its entrance.
        number : str
            Number on that storey.

        Returns
        -------
        int
            Index in order of first appearance.

        Raises
        ------
        InputError
            If another household has this id, or the building's list lacks it.
        """
        key = (building, floor, number)
        found = self._by_number.get(key)
        if found is None:
            whole = household_id(self.building_ids[building], floor, number)
            found = self._by_number[key] = self._enter(whole, building, floor, number)
        return found

    def _enter(self, whole: str, building: int, floor: int, number: str) -> int:
        """Index of a household by its id; new ones are added."""
        found = self._by_id.get(whole)
        if found is None:
            if building in self._closed:
                known = [h.id for h in self._households if h.building == building]
                raise InputError(
                    f"there is no household {whole!r} in 'households' of the building"
                    f"{near(whole, known)}; mend the number or list it there",
                    value=whole,
                )
            found = self._by_id[whole] = len(self._households)
            self._households.append(
                _Household(id=whole, building=building, floor=floor, number=number)
            )
            return found
        other = self._households[found]
        if other.building != building or (
            number and other.number and (other.floor, other.number) != (floor, number)
        ):
            raise InputError(
                f"the id {whole!r} belongs to a household of building "
                f"{self.building_ids[other.building]!r} on storey {other.floor} "
                "already; give other numbers, such as 01 and 02",
                value=whole,
            )
        if number and not other.number:
            other.floor, other.number = floor, number
        elif not other.number:
            other.floor = min(other.floor, floor)
        return found

    def room(
        self, entry: RoomEntry, building: int, floor: int, *, entrance_below: int = 0
    ) -> int:
        """Look up a room (房间), new ones are added; equal names on a storey are one.

        Parameters
        ----------
        entry : RoomEntry
            Room and household as written.
        building : int
            Index of the building.
        floor : int
            Storey of the room.
        entrance_below : int
            How many storeys lower the entrance of the household is.

        Returns
        -------
        int
            Index in order of first appearance.

        Raises
        ------
        InputError
            If the room was given another kind before, or its household cannot be.
        """
        household = -1
        if entry.household_id:
            lowest = entrance_floor(floor, entrance_below)
            household = self._enter(entry.household_id, building, lowest, "")
        elif entry.number:
            entrance = entrance_floor(floor, entrance_below)
            household = self.household(building, entrance, entry.number)
        key = (building, floor, household, entry.name)
        found = self._room_index.get(key)
        if found is None:
            found = self._room_index[key] = len(self._rooms)
            self._rooms.append(
                _Room(
                    building=building,
                    floor=floor,
                    household=household,
                    name=entry.name,
                    kind=entry.kind,
                )
            )
        elif self._rooms[found].kind is not entry.kind:
            raise InputError(
                f"the room {entry.name!r} on storey {floor} is a "
                f"{self._rooms[found].kind.value} elsewhere and a {entry.kind.value} "
                "here; mend one, or give the rooms different names",
                value=entry.name,
            )
        return found

    def tables(self) -> tuple[Rooms, Households, NDArray[np.int64]]:
        """Tables sorted by building, storey and id (户室表).

        Returns
        -------
        rooms : Rooms
            All rooms.
        households : Households
            All households.
        place : (n + 1,) ndarray of int64
            Row in `rooms` of each index that :meth:`room` gave; the last is -1, so that
            index -1 stays -1.

        Raises
        ------
        InputError
            If two rooms have one id.
        """
        homes = self._households
        order = sorted(
            range(len(homes)),
            key=lambda i: (homes[i].building, homes[i].floor, homes[i].id),
        )
        rank = {old: new for new, old in enumerate(order)} | {-1: -1}
        rooms = self._rooms
        line = sorted(
            range(len(rooms)),
            key=lambda i: (
                rooms[i].building,
                rooms[i].floor,
                rank[rooms[i].household],
                i,
            ),
        )
        place = np.full(len(rooms) + 1, -1, dtype=np.int64)
        place[line] = np.arange(len(line))
        codes = {kind: code for code, kind in enumerate(ROOM_KINDS)}
        ids = [self._room_id(rooms[i]) for i in line]
        if len(set(ids)) < len(ids):
            twice = next(i for i in ids if ids.count(i) > 1)
            raise InputError(
                f"two rooms have the id {twice!r}; give them other names", value=twice
            )
        return (
            Rooms(
                id=_objects(ids),
                building=np.array([rooms[i].building for i in line], dtype=np.int32),
                floor=np.array([rooms[i].floor for i in line], dtype=np.int32),
                household=np.array(
                    [rank[rooms[i].household] for i in line], dtype=np.int32
                ),
                kind=np.array([codes[rooms[i].kind] for i in line], dtype=np.int8),
            ),
            Households(
                id=_objects([homes[i].id for i in order]),
                building=np.array([homes[i].building for i in order], dtype=np.int32),
                floor=np.array([homes[i].floor for i in order], dtype=np.int32),
            ),
            place,
        )

    def _room_id(self, room: _Room) -> str:
        """Id of a room: household, or building and storey, and its name."""
        if room.household < 0:
            building = self.building_ids[room.building]
            return f"{building}-{_storey(room.floor)}/{room.name}"
        home = self._households[room.household]
        storey = "" if room.floor == home.floor else f"{_storey(room.floor)}-"
        return f"{home.id}/{storey}{room.name}"


def _objects(values: list[str]) -> NDArray[np.object_]:
    """Texts as an array of objects, (n,)."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
