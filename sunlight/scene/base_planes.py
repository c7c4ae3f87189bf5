"""Where each window is measured: the base plane by kind of window (计算基准面).

The drawing gives one line of a window, the opening in the wall or the glass in front of
it; the conditions say on which of them each kind is measured. A window is moved along
its outward normal by how far its glass stands out; ordinary windows stay, bit for bit,
where they are drawn.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.conditions import BasePlane, Conditions, CornerWindow
from sunlight.kinds import BalconyKind, PartKind, WindowKind
from sunlight.model.project import Project
from sunlight.model.tables import BALCONY_KINDS, WINDOW_KINDS, Windows
from sunlight.tolerances import WALL_SNAP_DISTANCE

__all__ = ["BasePlanes", "base_planes", "window_normals"]

SAME_CORNER: Final = WALL_SNAP_DISTANCE
"""Legs of a corner window whose inner ends are this near to each other meet. [m]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BasePlanes:
    """Sill ends in plan on the base plane, rows as in the window table (基准面端点).

    Parameters
    ----------
    left, right : (w, 2) ndarray of float64
        Ends as seen from outside. [m]
    normal, normal_right : (w, 2) ndarray of float64
        Outward unit normal of the wall at the left and at the right end; they differ
        for a corner window measured as one.
    width : (w,) ndarray of float64
        Width for the best stretch; infinitely narrow, 0, where there is no stretch to
        choose: a corner window measured as one. [m]
    known : (w,) ndarray of bool
        False where the plane cannot be found: it is not said how far the glass stands
        out, or the plane lies within the building's own body.
    """

    left: NDArray[np.float64]
    right: NDArray[np.float64]
    normal: NDArray[np.float64]
    normal_right: NDArray[np.float64]
    width: NDArray[np.float64]
    known: NDArray[np.bool_]


def window_normals(windows: Windows) -> NDArray[np.float64]:
    """Outward unit normals in plan, (w, 2).

    Left and right are as seen from outside, so the outside lies to the right of the way
    from left to right.
    """
    across = windows.right - windows.left
    length = np.hypot(across[:, 0], across[:, 1])
    length[length == 0.0] = 1.0
    return np.column_stack([across[:, 1], -across[:, 0]]) / length[:, None]


def base_planes(project: Project, conditions: Conditions) -> BasePlanes:
    """Base plane of every window (计算基准面).

    Parameters
    ----------
    project : Project
        Windows and the bodies of their buildings.
    conditions : Conditions
        On which line each kind is measured.

    Returns
    -------
    BasePlanes
        The windows' own lines where nothing has to be moved.

    Notes
    -----
    Source: 规程六(一); the planes by kind are choices of the rules, see their
    parameters. What stands out is glass: the sides of a bay or of an enclosed balcony
    shade its own window only where they are drawn as parts, such as a fin.
    """
    windows = project.windows
    normal = window_normals(windows)
    shift, known = _shifts(windows, conditions)
    moved = np.flatnonzero(known & (shift != 0.0))
    left, right = windows.left, windows.right
    if len(moved):
        way = shift[moved, None] * normal[moved]
        left, right = left.copy(), right.copy()
        left[moved] += way
        right[moved] += way
        known[moved[_inside(project, moved, left, right)]] = False
    width = windows.width
    normal_right = normal
    if conditions.corner_window is CornerWindow.OUTER_ENDS:
        legs = _corner_pairs(windows)
        if legs:
            left, right = left.copy(), right.copy()
            normal, normal_right, width = normal.copy(), normal.copy(), width.copy()
            for first, second in legs:
                pair = [first, second]
                left[pair], right[pair] = windows.left[first], windows.right[second]
                normal_right[pair] = normal[second]
                normal[pair], width[pair] = normal[first].copy(), 0.0
    return BasePlanes(
        left=left,
        right=right,
        normal=normal,
        normal_right=normal_right,
        width=width,
        known=known,
    )


def _shifts(
    windows: Windows, conditions: Conditions
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """How far each window moves outwards, (w,) [m], and whether that is known."""
    shift = np.zeros(len(windows))
    known = np.ones(len(windows), dtype=np.bool_)
    balcony = windows.balcony == BALCONY_KINDS.index(BalconyKind.ENCLOSED)
    bay = windows.kind == WINDOW_KINDS.index(WindowKind.BAY)
    arc = windows.kind == WINDOW_KINDS.index(WindowKind.ARC)
    for rows, plane in (
        (balcony, conditions.enclosed_balcony_plane),
        (bay & ~balcony, conditions.bay_plane),
        (arc & ~balcony, conditions.arc_plane),
    ):
        wants_front = plane is BasePlane.FRONT
        off = rows & (windows.at_front != wants_front)
        shift[off] = windows.projection[off] * (1.0 if wants_front else -1.0)
        known[off] = np.isfinite(windows.projection[off])
    return shift, known


def _inside(
    project: Project,
    rows: NDArray[np.int64],
    left: NDArray[np.float64],
    right: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Whether a moved window lies within a body of its own building, (n,).

    A sill end there would see nothing but its own walls.
    """
    buried = np.zeros(len(rows), dtype=np.bool_)
    middle = (left[rows] + right[rows]) / 2.0
    owner = project.windows.building[rows]
    for index in np.unique(owner).tolist():
        bodies = [
            part.polygon.buffer(-WALL_SNAP_DISTANCE)
            for part in project.buildings[index].parts
            if part.polygon is not None and part.kind is PartKind.BODY
        ]
        at = np.flatnonzero(owner == index)
        for body in bodies:
            buried[at] |= shapely.contains_xy(body, middle[at])
    return buried


def _corner_pairs(windows: Windows) -> list[tuple[int, int]]:
    """Legs of corner windows that meet, the left one first as seen from outside.

    Two legs belong together if they are of one building, storey and room, and the
    right end of one is the left end of the other.
    """
    corner = np.flatnonzero(windows.kind == WINDOW_KINDS.index(WindowKind.CORNER))
    rooms: defaultdict[tuple[int, int, int], list[int]] = defaultdict(list)
    for row in corner.tolist():
        key = (windows.building[row], windows.floor[row], windows.room[row])
        rooms[tuple(int(part) for part in key)].append(row)  # type: ignore[index]
    pairs: list[tuple[int, int]] = []
    for members in rooms.values():
        free = set(members)
        for first in members:
            gaps = {
                second: float(np.hypot(*(windows.right[first] - windows.left[second])))
                for second in free - {first}
            }
            nearest = min(gaps, key=gaps.__getitem__, default=None)
            if first in free and nearest is not None and gaps[nearest] <= SAME_CORNER:
                pairs.append((first, nearest))
                free -= {first, nearest}
    return pairs
