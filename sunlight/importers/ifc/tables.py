"""Tables of windows, rooms and households of a model (窗、房间、户表)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sunlight.importers.ifc.facts import IfcSemantics, StoreyFacts
from sunlight.importers.ifc.levels import BuildingLevels
from sunlight.importers.ifc.placing import WindowPlace
from sunlight.importers.placement import Placement
from sunlight.importers.remarks import Remarks
from sunlight.kinds import WindowKind
from sunlight.model.empty import no_households, no_rooms, no_windows
from sunlight.model.tables import (
    ROOM_KINDS,
    WINDOW_KINDS,
    Households,
    Rooms,
    Windows,
)

__all__ = ["Owners", "room_tables", "window_table"]

LONGEST_NAME: Final = 40
"""Longer names of windows are those of their type and no number. [characters]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """Buildings of the project and what they are called (建筑索引).

    Parameters
    ----------
    guids, ids : tuple of str
        GlobalIds, and ids in the project.
    z : tuple of float
        Heights of ±0.00 in the frame of the file. [m]
    levels : tuple of BuildingLevels
        Their levels.
    """

    guids: tuple[str, ...]
    ids: tuple[str, ...]
    z: tuple[float, ...]
    levels: tuple[BuildingLevels, ...]

    @property
    def index(self) -> dict[str, int]:
        """Index by GlobalId."""
        return {guid: k for k, guid in enumerate(self.guids)}


def room_tables(
    facts: IfcSemantics, owners: Owners, prefix: str
) -> tuple[Rooms, Households, dict[str, int]]:
    """Rooms, households, and row of each room by GlobalId (房间表与户表).

    Parameters
    ----------
    facts : IfcSemantics
        Spaces and dwellings.
    owners : Owners
        The buildings.
    prefix : str
        Put before every id.

    Returns
    -------
    rooms : Rooms
        All spaces of these buildings.
    households : Households
        All dwellings that have rooms.
    rows : dict of str to int
        Row of each space.
    """
    index = owners.index
    spaces = [space for space in facts.spaces.values() if space.building in index]
    if not spaces:
        return no_rooms(), no_households(), {}
    keys = list(dict.fromkeys(space.dwelling for space in spaces if space.dwelling))
    at = {key: row for row, key in enumerate(keys)}
    floors = [_floor(facts.storeys.get(space.storey)) for space in spaces]
    names = [
        space.name or space.long_name or f"room {row + 1}"
        for row, space in enumerate(spaces)
    ]
    building = [index[space.building] for space in spaces]
    rooms = Rooms(
        id=np.array(
            _unique([f"{prefix}{name}" for name in names], floors), dtype=object
        ),
        building=np.array(building, dtype=np.int32),
        floor=np.array(floors, dtype=np.int32),
        household=np.array([at.get(s.dwelling, -1) for s in spaces], dtype=np.int32),
        kind=np.array([ROOM_KINDS.index(s.kind) for s in spaces], dtype=np.int8),
    )
    first = {
        key: next(k for k, s in enumerate(spaces) if s.dwelling == key) for key in keys
    }
    homes = no_households()
    if keys:
        entrance = {
            key: min(
                (f for f, s in zip(floors, spaces, strict=True) if s.dwelling == key),
                key=lambda floor: (floor < 1, abs(floor)),
            )
            for key in keys
        }
        ids = [
            f"{owners.ids[building[first[k]]]}-{facts.dwellings[k].name}" for k in keys
        ]
        homes = Households(
            id=np.array(_unique(ids, [entrance[k] for k in keys]), dtype=object),
            building=np.array([building[first[k]] for k in keys], dtype=np.int32),
            floor=np.array([entrance[k] for k in keys], dtype=np.int32),
        )
    return rooms, homes, {space.guid: row for row, space in enumerate(spaces)}


def _floor(storey: StoreyFacts | None) -> int:
    """Number of a storey; 1 where it is not known."""
    return storey.floor if storey is not None else 1


def _unique(names: Sequence[str], floors: Sequence[int]) -> list[str]:
    """Names that are given twice get their storey, then a number."""
    twice = Counter(names)
    out: list[str] = []
    seen: set[str] = set()
    for name, floor in zip(names, floors, strict=True):
        one = name if twice[name] == 1 else f"{name}-{floor}F"
        number = 2
        trial = one
        while trial in seen:
            trial, number = f"{one}-{number}", number + 1
        seen.add(trial)
        out.append(trial)
    return out


def window_table(
    places: Iterable[WindowPlace],
    facts: IfcSemantics,
    owners: Owners,
    placement: Placement,
    rows: Mapping[str, int],
    *,
    prefix: str,
    remarks: Remarks,
) -> Windows:
    """Table of windows, those above each other in columns (窗表).

    Parameters
    ----------
    places : iterable of WindowPlace
        Windows in the frame of the file.
    facts : IfcSemantics
        Storeys.
    owners : Owners
        The buildings.
    placement : Placement
        From the frame of the file to the project.
    rows : mapping of str to int
        Rows of the rooms by GlobalId.
    prefix : str
        Put before every id.
    remarks : Remarks
        Receives windows without a storey.

    Returns
    -------
    Windows
        Ids are names where these are short and all different, else storey and number.
    """
    index = owners.index
    some = [place for place in places if place.building in index]
    if not some:
        return no_windows()
    storeys = [_storey(place, facts, remarks) for place in some]
    drawn = np.array([[p.left, p.right] for p in some]).reshape(-1, 2)
    ends = placement.place(drawn).reshape(-1, 2, 2)
    building = [index[place.building] for place in some]
    key = [
        (b, *np.round(e, 6).ravel().tolist(), p.sill)
        for b, e, p in zip(building, ends, some, strict=True)
    ]
    order = sorted(range(len(some)), key=key.__getitem__)
    starts = [
        k
        for k, row in enumerate(order)
        if k == 0 or key[row][:5] != key[order[k - 1]][:5]
    ]
    column = np.cumsum(np.isin(np.arange(len(order)), starts)) - 1
    head = np.array(order)[np.array(starts)[column]]
    names = _window_names(some, storeys, prefix)
    floor_z = [
        owners.z[b] if storey is None else storey.z
        for b, storey in zip(building, storeys, strict=True)
    ]
    pick = np.array(order)
    projection = np.array([place.projection for place in some])[pick]
    kinds = (
        WINDOW_KINDS.index(WindowKind.ORDINARY),
        WINDOW_KINDS.index(WindowKind.BAY),
    )
    return Windows(
        id=np.array(names, dtype=object)[pick],
        building=np.array(building, dtype=np.int32)[pick],
        floor=np.array([_floor(s) for s in storeys], dtype=np.int32)[pick],
        floor_level=(np.array(floor_z) - np.array(owners.z)[building])[pick],
        sill_height=np.array(
            [
                place.sill - z if place.sure else np.nan
                for place, z in zip(some, floor_z, strict=True)
            ]
        )[pick],
        left=ends[head, 0],
        right=ends[head, 1],
        room=np.array([rows.get(place.room, -1) for place in some], dtype=np.int32)[
            pick
        ],
        column_offsets=np.append(starts, len(order)).astype(np.int64),
        assumed=np.zeros(len(order), dtype=np.bool_),
        kind=np.where(projection > 0.0, kinds[1], kinds[0]).astype(np.int8),
        projection=np.where(projection > 0.0, projection, np.nan),
        element=np.array([place.element.guid for place in some], dtype=object)[pick],
    )


def _storey(
    place: WindowPlace, facts: IfcSemantics, remarks: Remarks
) -> StoreyFacts | None:
    """Storey of a window: its own, that of its room, or the floor below its sill."""
    element = place.element
    own = facts.storeys.get(facts.storey_of_element.get(element.guid, ""))
    if own is not None:
        return own
    room = facts.spaces.get(place.room)
    if room is not None and room.storey in facts.storeys:
        return facts.storeys[room.storey]
    name = element.name or element.guid
    remarks.add("WINDOW-STOREY-UNKNOWN", name=name, element=element.guid, where=name)
    below = [
        storey
        for storey in facts.storeys.values()
        if storey.building == place.building and storey.z <= place.sill
    ]
    return max(below, key=lambda storey: storey.z, default=None)


def _window_names(
    places: Sequence[WindowPlace], storeys: Sequence[StoreyFacts | None], prefix: str
) -> list[str]:
    """Ids of windows."""
    names = [place.element.name.strip() for place in places]
    floors = [_floor(storey) for storey in storeys]
    short = all(0 < len(name) <= LONGEST_NAME for name in names)
    if not short or len(set(names)) < len(names):
        tags = [place.element.tag.strip() for place in places]
        if all(0 < len(tag) <= LONGEST_NAME for tag in tags) and len(set(tags)) == len(
            tags
        ):
            names = [f"{f}F-{tag}" for f, tag in zip(floors, tags, strict=True)]
        else:
            count: Counter[int] = Counter()
            names = []
            for floor in floors:
                count[floor] += 1
                names.append(f"{floor}F-W{count[floor]:02d}")
    return [f"{prefix}{name}" for name in names]
