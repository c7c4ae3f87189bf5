"""Windows and doors of an IFC model (门窗) and where each sits in its wall.

In metres, in the frame of the file; turning and lifting come later.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.ifc.elements import Element, Role
from sunlight.importers.ifc.extract import Extract
from sunlight.importers.ifc.geometry import Mesh, joined
from sunlight.importers.ifc.rays import Targets, free_rays
from sunlight.importers.ifc.wall_faces import (
    WallFrame,
    frame_in_host,
    frame_of_body,
    tilted,
)
from sunlight.importers.remarks import Remarks

__all__ = ["Opened", "frames_of", "say"]

BEFORE_FACE: Final = 0.01
"""From so far before a wall it is asked whether its opening goes through. [m]"""

ROOFS: Final = ("IfcRoof", "IfcSlab")
"""What a roof light is hosted by."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Opened:
    """A window or door and where it sits (门窗定位).

    Parameters
    ----------
    element : Element
        The window or door.
    frame : WallFrame or None
        None if it is a roof light or nobody knows where it is.
    roof_light : bool
        Whether it looks at the sky.
    body : Mesh or None
        Its own shape or that of its parts.
    building : str
        GlobalId of its building; empty if it has none.
    cut : bool
        Whether the opening goes through its wall.
    """

    element: Element
    frame: WallFrame | None
    roof_light: bool
    body: Mesh | None
    building: str
    cut: bool = True

    @property
    def name(self) -> str:
        """Name people know it by."""
        return self.element.name or self.element.guid


def frames_of(model: Extract, remarks: Remarks) -> tuple[Opened, ...]:
    """All windows and doors and where they sit (门窗洞口定位).

    Through the opening they fill; else by their own shape; else by their parts; else by
    placement, width and height.

    Parameters
    ----------
    model : Extract
        The model.
    remarks : Remarks
        Receives what is unusual about windows.

    Returns
    -------
    tuple of Opened
        In the order of the file.
    """
    parts = _parts(model)
    walls: defaultdict[str, list[Floats]] = defaultdict(list)
    owner = model.semantics.building_of_element
    for guid, mesh in model.meshes.items():
        element = model.elements[guid]
        if element.role is Role.SOLID and "Wall" in element.cls:
            walls[owner.get(guid, "")].append(mesh[0][mesh[1]])
    found = []
    for element in model.elements.values():
        if element.role not in (Role.WINDOW, Role.DOOR):
            continue
        if element.parent and model.elements.get(element.parent, element).role in (
            Role.WINDOW,
            Role.DOOR,
        ):
            continue  # a leaf of a window that is one
        body = joined(_own(model, parts, element.guid))
        building = owner.get(element.guid, "")
        opened = _opened(model, parts, element, body, walls[building], building)
        if element.role is Role.WINDOW:
            _remark(opened, remarks)
        found.append(opened)
    return tuple(found)


def _parts(model: Extract) -> dict[str, list[str]]:
    """GlobalIds of the parts of each element."""
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for element in model.elements.values():
        if element.parent:
            parts[element.parent].append(element.guid)
    return parts


def _own(model: Extract, parts: dict[str, list[str]], guid: str) -> list[Mesh]:
    """Shape of an element, else those of its parts, and of theirs."""
    if guid in model.meshes:
        return [model.meshes[guid]]
    return [m for part in parts.get(guid, ()) for m in _own(model, parts, part)]


def _opened(
    model: Extract,
    parts: dict[str, list[str]],
    element: Element,
    body: Mesh | None,
    walls: list[Floats],
    building: str,
) -> Opened:
    """Where one window or door sits."""
    hole = model.elements.get(element.opening)
    host = model.elements.get(hole.host) if hole else None
    corners = None if body is None else body[0]
    roof_light = (host is not None and host.cls in ROOFS) or (
        corners is not None and tilted(corners)
    )
    frame: WallFrame | None = None
    cut = True
    if not roof_light:
        opening = model.meshes.get(element.opening)
        around = joined(_own(model, parts, host.guid)) if host else None
        if opening is not None and around is not None:
            frame = frame_in_host(opening, around[0][around[1]], corners)
            cut = frame is None or _goes_through(frame, around)
        if frame is None:
            stand_in = opening[0] if opening is not None else _nominal(element)
            shape = corners if corners is not None else stand_in
            if shape is not None:
                frame = frame_of_body(shape, walls, _facing(element))
    return Opened(
        element=element,
        frame=frame,
        roof_light=roof_light,
        body=body,
        building=building,
        cut=cut,
    )


def _goes_through(frame: WallFrame, host: Mesh) -> bool:
    """Whether the middle of an opening is free from one wall face to the other."""
    (left, right), (sill, lintel) = frame.span[0], frame.height[0]
    start = frame.place((left + right) / 2.0, frame.low - BEFORE_FACE)
    origin = np.array([[*start, (sill + lintel) / 2.0]])
    way = (frame.high - frame.low + 2.0 * BEFORE_FACE) * frame.axis
    free = free_rays(Targets.of([host]), origin, np.array([[*way, 0.0]]), reach=1.0)
    return bool(free[0])


def _nominal(element: Element) -> Floats | None:
    """Corners of a window by placement, width and height, (4, 3); None if unknown."""
    if not element.placement or not (element.width > 0.0 and element.height > 0.0):
        return None
    origin, x, _, z = np.array(element.placement).reshape(4, 3)
    w, h = element.width * x, element.height * z
    return np.array([origin, origin + w, origin + w + h, origin + h])


def _facing(element: Element) -> Floats | None:
    """Way across the wall by the placement: its y axis, if that is level."""
    if not element.placement:
        return None
    y = np.array(element.placement[6:9])
    length = float(np.hypot(y[0], y[1]))
    return y[:2] / length if length > 0.5 else None


def _remark(opened: Opened, remarks: Remarks) -> None:
    """Remark on a window that is unusual."""
    element, frame = opened.element, opened.frame
    code = ""
    if opened.roof_light:
        code = "ROOF-LIGHT"
    elif frame is None:
        code = "WINDOW-WITHOUT-PLACE"
    elif not opened.building:
        code = "WINDOW-BUILDING-UNKNOWN"
    elif not frame.rectangular:
        code = "WINDOW-NOT-RECTANGULAR"
    if code:
        say(code, opened, remarks)
    if frame is not None and not element.opening:
        say("WINDOW-WITHOUT-HOST", opened, remarks)
    if not opened.cut:
        say("OPENING-NOT-CUT", opened, remarks)


def say(code: str, one: Opened, remarks: Remarks, found: str = "") -> None:
    """Remark on a window or door (记一条).

    Parameters
    ----------
    code : str
        Code of the finding.
    one : Opened
        The window or door.
    remarks : Remarks
        Receives it.
    found : str
        What stands there.
    """
    guid = one.element.guid
    remarks.add(code, name=one.name, element=guid, where=one.name, found=found)
