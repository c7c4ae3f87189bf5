"""Windows of city models (窗): from semantic surfaces to rows of the window table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Point, Polygon

from sunlight.importers.city.bodies import Bodies
from sunlight.importers.city.faces import Faces
from sunlight.importers.city.groups import Item
from sunlight.importers.city.walls import (
    CLEARANCE,
    WallFaces,
    lies_on_noise,
    wall_plane,
)
from sunlight.importers.deadline import Deadline
from sunlight.importers.remarks import Remarks

__all__ = ["Opening", "find_openings"]

LEVEL_SHARE: Final = 0.5
"""A window whose normal rises by more than 30° lies in a roof slope."""

GAP: Final = 0.15
"""Panes of one semantic surface nearer than this are one window. [m]"""

PROBES: Final = (0.5, 1.5)
"""How far before and behind a window its building is looked for. [m]"""

ONE_SIDED_SHARE: Final = 0.2
"""Below this the faces of a window look both ways, and say nothing about outside."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Opening:
    """One window with its place (窗).

    Parameters
    ----------
    element : str
        Id of the window, or of its building if it has none.
    left, right : (2,) ndarray of float64
        Sill ends as seen from outside, on the outer wall face. [m]
    sill, head : float
        Elevations of its lower and upper edge. [m]
    normal : (2,) ndarray of float64
        Outward.
    """

    element: str
    left: NDArray[np.float64]
    right: NDArray[np.float64]
    sill: float
    head: float
    normal: NDArray[np.float64]


def find_openings(
    bodies: Bodies,
    items: Sequence[Item],
    some: Iterable[int],
    remarks: Remarks,
    deadline: Deadline,
) -> list[Opening]:
    """Windows of one building (读取窗).

    Parameters
    ----------
    bodies : Bodies
        Faces of all items.
    items : sequence of Item
        All.
    some : iterable of int
        Items of the building.
    remarks : Remarks
        Receives roof lights, doors, windows turned.
    deadline : Deadline
        Checked at each window.

    Returns
    -------
    list of Opening
        In the order of the file.
    """
    mine = sorted(some)
    faces = bodies.faces
    if not any(
        surface.type.endswith(("Window", "Door"))
        for k in mine
        for surface in items[k].geometry.surfaces
    ):
        return []
    chosen = faces.of_shells(mine)
    windows = list(_windows(faces, items, chosen, remarks))
    if not windows:
        return []
    pieces = [part.polygon for k in mine if (part := bodies.parts[k]) is not None]
    outline = [piece for piece in pieces if piece is not None]
    taken = {face for _, panes in windows for face in panes}
    walls = WallFaces(faces, [f for f in chosen.tolist() if f not in taken])
    found = []
    for element, panes in windows:
        deadline.check()
        one = _opening(element, faces, panes, walls, outline, remarks)
        if one is not None:
            found.append(one)
    return found


def _windows(
    faces: Faces, items: Sequence[Item], some: NDArray[np.int64], remarks: Remarks
) -> Iterator[tuple[str, list[int]]]:
    """Id and faces of each window; doors are remarked on."""
    panes: dict[tuple[int, int], list[int]] = {}
    names: dict[tuple[int, int], str] = {}
    doors: dict[tuple[int, int], str] = {}
    for face in some.tolist():
        surface = int(faces.surface[face])
        if surface < 0:
            continue
        item = items[int(faces.shell[face])]
        said = item.geometry.surfaces[surface]
        key = (id(item.geometry), surface)
        if said.type.endswith("Window"):
            panes.setdefault(key, []).append(face)
            names[key] = said.id or item.thing.id
        elif said.type.endswith("Door"):
            doors[key] = said.id or item.thing.id
    for door in doors.values():
        remarks.add("DOOR-LEFT-OUT", element=door)
    for key, group in panes.items():
        for cluster in _clusters(faces, group):
            yield names[key], cluster


def _clusters(faces: Faces, group: list[int]) -> list[list[int]]:
    """Faces of one semantic surface that lie together: each bundle is a window."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if len(group) == 1:
        return [group]
    rings = [faces.vertices[faces.corners_of(face)] for face in group]
    low = np.array([ring.min(axis=0) for ring in rings]) - GAP / 2.0
    high = np.array([ring.max(axis=0) for ring in rings]) + GAP / 2.0
    boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
    one, two = shapely.STRtree(boxes).query(boxes)
    touch = (low[one, 2] <= high[two, 2]) & (low[two, 2] <= high[one, 2])
    one, two = one[touch], two[touch]
    graph = coo_array((np.ones(len(one)), (one, two)), shape=(len(group),) * 2)
    count, label = connected_components(graph, directed=False)
    order = np.argsort(label, kind="stable")
    ends = np.cumsum(np.bincount(label, minlength=count))[:-1]
    return [[group[k] for k in some.tolist()] for some in np.split(order, ends)]


def _opening(
    element: str,
    faces: Faces,
    panes: list[int],
    walls: WallFaces,
    outline: list[Polygon],
    remarks: Remarks,
) -> Opening | None:
    """Place of one window; None with a remark if it has none."""
    corners = faces.vertices[np.concatenate([faces.corners_of(f) for f in panes])]
    vectors = faces.normal[panes] * faces.area[panes][:, None]
    total = vectors.sum(axis=0)
    one_sided = np.linalg.norm(total) > ONE_SIDED_SHARE * faces.area[panes].sum()
    if not one_sided:
        total = vectors[int(faces.area[panes].argmax())]
    rise = abs(total[2]) / np.linalg.norm(total)
    if rise > LEVEL_SHARE:
        remarks.add("ROOF-LIGHT", element=element)
        return None
    normal = total[:2] / np.hypot(total[0], total[1])
    turned = _looks_in(corners, normal, outline)
    if turned:
        normal = -normal
        if one_sided:
            remarks.add("WINDOW-TURNED-OUTWARD", element=element)
    across = np.array([-normal[1], normal[0]])
    along, out = corners[:, :2] @ across, corners[:, :2] @ normal
    low, high = float(along.min()), float(along.max())
    sill, head = float(corners[:, 2].min()), float(corners[:, 2].max())
    if high - low < GAP or head - sill < GAP:
        remarks.add("WINDOW-WITHOUT-PLACE", element=element)
        return None
    front = float(out.max())
    plane = wall_plane(walls, normal, (low, high), (sill, head), front)
    if plane is None:
        remarks.add("WINDOW-WALL-UNKNOWN", element=element)
        plane = front
    ends = [at * across + plane * normal for at in (low, high)]
    if any(lies_on_noise(walls, np.append(end, sill)) for end in ends):
        remarks.add("SILL-SET-CLEAR", element=element)
        out_of = CLEARANCE * normal
        ends = [
            ends[0] + CLEARANCE * across + out_of,
            ends[1] - CLEARANCE * across + out_of,
        ]
        sill += CLEARANCE
    return Opening(
        element=element,
        left=ends[0],
        right=ends[1],
        sill=sill,
        head=head,
        normal=normal,
    )


def _looks_in(
    corners: NDArray[np.float64], normal: NDArray[np.float64], outline: list[Polygon]
) -> bool:
    """Whether the building lies before a window and not behind it."""
    middle = (corners[:, :2].min(axis=0) + corners[:, :2].max(axis=0)) / 2.0
    for reach in PROBES:
        before = Point(middle + reach * normal)
        behind = Point(middle - reach * normal)
        inside = any(polygon.contains(before) for polygon in outline)
        if inside != any(polygon.contains(behind) for polygon in outline):
            return inside
    return False
