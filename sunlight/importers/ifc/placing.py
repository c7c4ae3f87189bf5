"""Windows on the outer faces of their walls (窗的外墙面位置), with the room behind.

In metres, in the frame of the file; turning and lifting come later.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.ifc.cladding import cladding_before, may_clad
from sunlight.importers.ifc.elements import Element, Role
from sunlight.importers.ifc.extract import Extract
from sunlight.importers.ifc.geometry import Mesh
from sunlight.importers.ifc.rays import Targets
from sunlight.importers.ifc.wall_faces import WallFrame
from sunlight.importers.ifc.window_sides import Side, rooms_at, sides_of
from sunlight.importers.ifc.windows import Opened, say
from sunlight.importers.remarks import Remarks

__all__ = ["WindowPlace", "places_of"]

BAY_DEPTH: Final = 0.25
"""A window whose shape stands out from the wall by more is a bay. [m]

Sills, reveals and frames stand out by less."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowPlace:
    """A window on the outer face of its wall (窗定位结果).

    Parameters
    ----------
    element : Element
        The window.
    building : str
        GlobalId of its building.
    left, right : (2,) ndarray
        Sill ends as seen from outside. [m]
    sill : float
        Height of its lowest point. [m]
    projection : float
        How far its shape stands out from the wall, if it is a bay; else 0. [m]
    sure : bool
        False if nobody knows which side is outdoors.
    room : str
        GlobalId of the room behind it; empty if there is none.
    """

    element: Element
    building: str
    left: Floats
    right: Floats
    sill: float
    projection: float
    sure: bool
    room: str


def places_of(
    model: Extract,
    opened: Sequence[Opened],
    solids: Iterable[Mesh],
    *,
    glazed_doors: Sequence[str],
    remarks: Remarks,
) -> tuple[WindowPlace, ...]:
    """Windows on the outer faces of their walls (窗的外墙面位置).

    Parameters
    ----------
    model : Extract
        The model.
    opened : sequence of Opened
        As from :func:`frames_of`.
    solids : iterable of Mesh
        Everything that bounds the buildings, openings closed.
    glazed_doors : sequence of str
        Wildcards of the names or GlobalIds of doors that count as windows.
    remarks : Remarks
        Receives windows that are internal, or whose outdoor side is unknown.

    Returns
    -------
    tuple of WindowPlace
        In the order of the file; none of internal windows and roof lights.
    """
    some = [o for o in opened if o.frame is not None and o.building]
    frames = [o.frame for o in some if o.frame is not None]
    rooms = {
        guid: mesh
        for guid, mesh in model.meshes.items()
        if model.elements[guid].role is Role.SPACE and not model.elements[guid].exterior
    }
    low, high = (rooms_at(frames, rooms, high=high) for high in (False, True))
    sides = sides_of(frames, low, high, Targets.of(list(solids)))
    layers = _layers(model)
    places = []
    for row, (one, frame, side) in enumerate(zip(some, frames, sides, strict=True)):
        behind = (low if side is Side.HIGH else high)[row]
        if one.element.role is Role.DOOR and not _named(one.element, glazed_doors):
            if side in (Side.LOW, Side.HIGH):
                say("GLAZED-DOORS-LEFT-OUT", one, remarks)
        elif side is Side.NEITHER:
            say("INTERNAL-WINDOW", one, remarks)
        else:
            own = [
                layer
                for guid, layer in layers[one.building]
                if guid != _host(model, one.element)
            ]
            places.append(_place(model, one, frame, side, behind, own, remarks))
    return tuple(places)


def _layers(model: Extract) -> dict[str, list[tuple[str, Floats]]]:
    """Elements that may clad walls, by building: GlobalId and triangles."""
    layers: defaultdict[str, list[tuple[str, Floats]]] = defaultdict(list)
    for guid, mesh in model.meshes.items():
        element = model.elements[guid]
        if element.role is Role.SOLID and may_clad(element):
            building = model.semantics.building_of_element.get(guid, "")
            layers[building].append((guid, mesh[0][mesh[1]]))
    return layers


def _host(model: Extract, element: Element) -> str:
    """GlobalId of the wall that a window's opening cuts; empty without one."""
    opening = model.elements.get(element.opening)
    return "" if opening is None else opening.host


def _named(element: Element, patterns: Sequence[str]) -> bool:
    """Whether a pattern means the element, by name or GlobalId."""
    return any(
        fnmatchcase(element.name, pattern) or element.guid == pattern
        for pattern in patterns
    )


def _place(
    model: Extract,
    one: Opened,
    frame: WallFrame,
    side: Side,
    behind: tuple[str, ...],
    layers: Sequence[Floats],
    remarks: Remarks,
) -> WindowPlace:
    """One window on its outer wall face."""
    if side is Side.UNKNOWN:
        say("WINDOW-SIDE-UNKNOWN", one, remarks)
    high = side is Side.HIGH
    face = frame.high if high else frame.low
    cladding = cladding_before(frame, layers, high=high) if frame.hosted else 0.0
    if cladding > 0.0:
        say("WINDOW-BEHIND-CLADDING", one, remarks, f"{cladding:.2f} m")
        face += cladding if high else -cladding
    (first, last), sill = frame.span[int(high)], frame.height[int(high)][0]
    ends = frame.place(first, face), frame.place(last, face)
    # The axis turned left: seen from the high side that is to the right.
    left, right = ends if high else ends[::-1]
    projection = frame.body_high - face if high else face - frame.body_low
    if projection > BAY_DEPTH and frame.hosted:
        say("WINDOW-STANDS-OUT", one, remarks, f"{projection:.2f} m")
    else:
        projection = 0.0
    room = _room(model, one, behind)
    if not room and side is not Side.UNKNOWN and one.element.role is Role.WINDOW:
        say("WINDOW-WITHOUT-ROOM", one, remarks)
    return WindowPlace(
        element=one.element,
        building=one.building,
        left=left,
        right=right,
        sill=sill,
        projection=projection,
        sure=side is not Side.UNKNOWN,
        room=room,
    )


def _room(model: Extract, one: Opened, behind: tuple[str, ...]) -> str:
    """Room behind a window: by its boundary, else by its place."""
    bounded = [
        guid
        for guid in model.semantics.spaces_of_window.get(one.element.guid, ())
        if guid in model.semantics.spaces
        and not (guid in model.elements and model.elements[guid].exterior)
    ]
    if len(bounded) == 1:
        return bounded[0]
    for guid in behind:
        if not bounded or guid in bounded:
            return guid
    return bounded[0] if bounded else ""
