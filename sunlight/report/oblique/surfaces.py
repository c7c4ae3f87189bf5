"""Surfaces of a project to draw: bodies, parts, windows (可见面)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.model.project import Part, Project

__all__ = ["WINDOW_HEIGHT", "Surfaces", "part_triangles", "surfaces_of", "window_panes"]

WINDOW_HEIGHT: Final = 1.2
"""Windows are drawn so high, since the model knows their sills only. [m]"""

STAND_OUT: Final = 0.03
"""Panes are drawn so far before their wall. [m]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surfaces:
    """Triangles of a project (三角面).

    Parameters
    ----------
    corners : (t, 3, 3) ndarray of float64
        Corners, project coordinates. [m]
    building : (t,) ndarray of int64
        Index of the building, -1 for the site.
    """

    corners: NDArray[np.float64]
    building: NDArray[np.int64]


def surfaces_of(project: Project) -> Surfaces:
    """All solids of a project as triangles (全部可见面).

    Parameters
    ----------
    project : Project
        The project.

    Returns
    -------
    Surfaces
        Of buildings in their order, then of the site.
    """
    pieces: list[NDArray[np.float64]] = []
    owner: list[int] = []
    owned = [
        *((i, part) for i, b in enumerate(project.buildings) for part in b.parts),
        *((-1, part) for part in project.site_parts),
    ]
    for index, part in owned:
        triangles = part_triangles(part)
        pieces.append(triangles)
        owner += [index] * len(triangles)
    corners = np.concatenate(pieces) if pieces else np.empty((0, 3, 3))
    return Surfaces(corners=corners, building=np.array(owner, dtype=np.int64))


def part_triangles(part: Part) -> NDArray[np.float64]:
    """Triangles of one solid, (t, 3, 3) (部位三角面). [m].

    Parameters
    ----------
    part : Part
        Prism or mesh.
    """
    if part.vertices is not None and part.faces is not None:
        return np.asarray(part.vertices[part.faces], dtype=np.float64)
    if part.polygon is None:
        return np.empty((0, 3, 3))
    polygon = part.polygon
    walls = [
        _wall_triangles(np.asarray(ring.coords)[:, :2], part.base, part.top)
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    lids = shapely.get_parts(shapely.constrained_delaunay_triangles(polygon))
    flat = np.array([np.asarray(lid.exterior.coords)[:3, :2] for lid in lids])
    flat = flat.reshape(-1, 3, 2)
    top = np.concatenate([flat, np.full((len(flat), 3, 1), part.top)], axis=2)
    return np.concatenate([*walls, top])


def _wall_triangles(
    ring: NDArray[np.float64], base: float, top: float
) -> NDArray[np.float64]:
    """Two triangles an edge of a closed ring, (2 e, 3, 3)."""
    a, b = ring[:-1], ring[1:]
    low = np.full((len(a), 1), base)
    high = np.full((len(a), 1), top)
    a0, a1 = np.hstack([a, low]), np.hstack([a, high])
    b0, b1 = np.hstack([b, low]), np.hstack([b, high])
    one, other = np.stack([a0, b0, b1], axis=1), np.stack([a0, b1, a1], axis=1)
    return np.concatenate([one, other])


def window_panes(
    project: Project, rows: Sequence[int] | NDArray[np.int64]
) -> NDArray[np.float64]:
    """Two triangles a window, (2 w, 3, 3), upright before the wall (窗面). [m].

    Parameters
    ----------
    project : Project
        The project.
    rows : (w,) sequence of int
        Windows whose levels are known.
    """
    windows = project.windows
    rows = np.asarray(rows, dtype=np.int64)
    zero = np.array([b.zero_level for b in project.buildings])[windows.building[rows]]
    sill = zero + windows.floor_level[rows] + windows.sill_height[rows]
    left, right = windows.left[rows], windows.right[rows]
    across = right - left
    length = np.maximum(np.hypot(across[:, 0], across[:, 1]), 1e-9)[:, None]
    out = np.column_stack([across[:, 1], -across[:, 0]]) / length * STAND_OUT
    left, right = left + out, right + out
    low, high = sill[:, None], sill[:, None] + WINDOW_HEIGHT
    a0, a1 = np.hstack([left, low]), np.hstack([left, high])
    b0, b1 = np.hstack([right, low]), np.hstack([right, high])
    one, other = np.stack([a0, b0, b1], axis=1), np.stack([a0, b1, a1], axis=1)
    return np.stack([one, other], axis=1).reshape(-1, 3, 3)
