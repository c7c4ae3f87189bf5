"""Windows of meshes: on a wall that is cut through, looking out (网格窗)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.kinds import NOT_OBSTRUCTING_PARTS, OWN_PLATE_PARTS
from sunlight.model.facades import FACING_COSINE
from sunlight.model.gate.columns import (
    Columns,
    columns_of,
    expanded,
    portions,
    sill_elevations,
)
from sunlight.model.gate.in_front import FRONT_REACH, INSET, LOOK_ABOVE_SILL
from sunlight.model.gate.soup import Soup
from sunlight.model.gate.triangles import (
    distance_to_triangles,
    ray_hits,
    unit_normals,
)
from sunlight.model.mesh_columns import FLAT_AREA
from sunlight.model.project import Project

__all__ = ["MeshWindows", "windows_in_meshes"]

HOST_REACH: Final = 0.6
"""A wall farther from a sill than this is not the window's. [m]"""

THICKEST_WALL: Final = 0.6
"""What is thicker than this behind a window is a solid body, not a wall. [m]"""

AT_PLANE: Final = 0.06
"""A skin before or behind the sill by at most this is left of the window's wall. [m]"""

TOUCHING: Final = 1e-4
"""Faces nearer than this to each other, or to the sill, are one. [m]"""

UPRIGHT: Final = 0.3
"""Vertical part of the unit normal of a wall, at most."""

SIDES: Final = (0.6, 1.2, 2.0)
"""How far before and behind a window it is asked what is overhead. [m]"""

COUNTED_SILL: Final = 0.9
"""Least height above the floor at which a window is measured: 规程六(一). [m]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeshWindows:
    """What was found of windows in meshes (网格窗), one a window.

    Parameters
    ----------
    meshed : (w,) ndarray of bool
        Windows of buildings with meshes; of others nothing is said.
    off : (w,) ndarray of float64
        How far they are before or behind the wall that looks their way; inf if none is
        near. [m]
    skin : (w,) ndarray of float64
        Thickness of the wall left in the opening; NaN if there is none. [m]
    ahead : (w,) ndarray of float64
        Distance of what covers them; NaN if nothing does. [m]
    inward : (w,) ndarray of bool
        They look into their own building.
    """

    meshed: NDArray[np.bool_]
    off: NDArray[np.float64]
    skin: NDArray[np.float64]
    ahead: NDArray[np.float64]
    inward: NDArray[np.bool_]


def windows_in_meshes(
    project: Project, soup: Soup, signs: NDArray[np.float64]
) -> MeshWindows:
    """Windows against the meshes of their own building (网格窗).

    Parameters
    ----------
    project : Project
        The project.
    soup : Soup
        Its triangles.
    signs : (f,) ndarray of float64
        As :func:`~sunlight.model.gate.topology.face_signs` gives them.

    Returns
    -------
    MeshWindows
        One value a window.
    """
    columns = columns_of(project.windows)
    told = _Told.of(project, soup, signs, columns)
    off = np.full((len(told.level), 3), np.inf)
    hits: list[NDArray[np.float64]] = [np.empty((0, 2))]
    for window, face in _near_faces(told, columns):
        _widen_distances(off, told, window, face)
        hits += _hits(told, window, face)
    every = np.concatenate(hits)
    return MeshWindows(
        meshed=told.meshed[columns.of_window],
        off=off.max(axis=1),
        skin=_skins(every, len(off)),
        ahead=_ahead(every, len(off)),
        inward=_inward(told, columns),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Told:
    """What is asked of: faces that count, points of sills and their elevations."""

    corners: NDArray[np.float64]
    normal: NDArray[np.float64]
    sure: NDArray[np.bool_]
    building: NDArray[np.int64]
    tree: shapely.STRtree
    meshed: NDArray[np.bool_]
    points: NDArray[np.float64]
    outward: NDArray[np.float64]
    level: NDArray[np.float64]
    counted: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        project: Project,
        soup: Soup,
        signs: NDArray[np.float64],
        columns: Columns,
    ) -> "_Told":
        """Faces of buildings with windows, less plates and what never obstructs."""
        odd = OWN_PLATE_PARTS | NOT_OBSTRUCTING_PARTS
        counts = np.array([part.kind not in odd for part in soup.parts], dtype=np.bool_)
        counts &= np.isin(soup.building, columns.building)
        used = counts[soup.body]
        corners = soup.corners[used]
        low, high = corners[..., :2].min(axis=1), corners[..., :2].max(axis=1)
        boxes = shapely.box(*low.T, *high.T)
        level = sill_elevations(project)
        sill = project.windows.sill_height
        normal = unit_normals(corners)
        known = signs[used]
        return cls(
            corners=corners,
            normal=normal * np.where(known == 0.0, 1.0, known)[:, None],
            sure=known != 0.0,
            building=soup.building[soup.body[used]],
            tree=shapely.STRtree(np.asarray(boxes, dtype=object)),
            meshed=np.isin(columns.building, soup.building[counts]),
            points=columns.points(INSET)[columns.of_window],
            outward=columns.outward[columns.of_window],
            level=level,
            counted=level - sill + np.maximum(sill, COUNTED_SILL),
        )


def _near_faces(
    told: _Told, columns: Columns
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Pairs of windows and faces of their building within reach."""
    reach = HOST_REACH + AT_PLANE
    some = np.flatnonzero(told.meshed & columns.real)
    low = np.minimum(columns.left, columns.right)[some] - reach
    high = np.maximum(columns.left, columns.right)[some] + reach
    boxes = np.asarray(shapely.box(*low.T, *high.T), dtype=object)
    column, face = told.tree.query(boxes)
    column = some[column]
    own = columns.building[column] == told.building[face]
    column, face = column[own], face[own]
    size = np.diff(columns.offsets)[column]
    bottom, top = (
        told.corners[face, :, 2].min(axis=1),
        told.corners[face, :, 2].max(axis=1),
    )
    for rows in portions(3 * size):
        row, window = expanded(columns.offsets[column[rows]], size[rows])
        row = rows[row]
        near = (bottom[row] <= told.counted[window] + reach) & (
            top[row] >= told.level[window] - reach
        )
        yield window[near], face[row[near]]


def _widen_distances(
    off: NDArray[np.float64],
    told: _Told,
    window: NDArray[np.int64],
    face: NDArray[np.int64],
) -> None:
    """How far the points of each sill are before or behind walls that look its way.

    A wall counts if it comes within reach of the point; that it ends beside the window,
    as walls with relief do, is no matter.
    """
    normal = told.normal[face]
    facing = np.einsum("ij,ij->i", normal[:, :2], told.outward[window])
    facing = np.where(told.sure[face], facing, np.abs(facing))
    walls = (np.abs(normal[:, 2]) <= UPRIGHT) & (facing >= FACING_COSINE)
    window, normal = window[walls], normal[walls]
    corners = told.corners[face[walls]]
    for k in range(3):
        points = np.column_stack([told.points[window, k], told.level[window]])
        near = distance_to_triangles(points, corners) <= HOST_REACH
        before = np.einsum("ij,ij->i", points - corners[:, 0], normal)
        np.minimum.at(off[:, k], window[near], np.abs(before[near]))


def _hits(
    told: _Told, window: NDArray[np.int64], face: NDArray[np.int64]
) -> list[NDArray[np.float64]]:
    """Where lines through the points of each window meet faces: line and distance.

    Six lines a window: three points at the sill, three at the height it is measured.
    """
    found = []
    way = np.column_stack([told.outward[window], np.zeros(len(window))])
    across = np.abs(np.einsum("ij,ij->i", told.normal[face], way)) > 1e-3
    window, face, way = window[across], face[across], way[across]
    for k in range(6):
        height = (told.level if k < 3 else told.counted)[window] + LOOK_ABOVE_SILL
        start = np.column_stack([told.points[window, k % 3], height])
        at = ray_hits(start, way, told.corners[face])
        with np.errstate(invalid="ignore"):
            near = (at >= -(THICKEST_WALL + AT_PLANE)) & (at <= FRONT_REACH)
        found.append(np.column_stack([6 * window[near] + k, at[near]]))
    return found


def _skins(hits: NDArray[np.float64], windows: int) -> NDArray[np.float64]:
    """Thickness of wall left in the opening, (w,), NaN if the sill is free of any."""
    lines, at = hits[:, 0].astype(np.int64), hits[:, 1]
    order = np.lexsort((at, lines))
    lines, at = lines[order], at[order]
    thick = np.diff(at)
    left = (np.diff(lines) == 0) & (thick > TOUCHING) & (thick <= THICKEST_WALL)
    left &= np.abs(at[1:]) <= AT_PLANE
    left &= lines[1:] % 6 < 3
    skin = np.full(6 * windows, -np.inf)
    np.maximum.at(skin, lines[1:][left], thick[left])
    least = skin.reshape(-1, 6)[:, :3].min(axis=1)
    return np.where(np.isfinite(least), least, np.nan)


def _ahead(hits: NDArray[np.float64], windows: int) -> NDArray[np.float64]:
    """Distance of what covers each window, (w,), NaN if a line passes."""
    lines, at = hits[:, 0].astype(np.int64), hits[:, 1]
    front = at > TOUCHING
    nearest = np.full(6 * windows, np.inf)
    np.minimum.at(nearest, lines[front], at[front])
    farthest = nearest.reshape(-1, 6).max(axis=1)
    return np.where(np.isfinite(farthest), farthest, np.nan)


def _inward(told: _Told, columns: Columns) -> NDArray[np.bool_]:
    """Windows with their building overhead in front and sky overhead behind, (w,)."""
    middle = columns.points(INSET)[:, 1]
    before = _overhead(told, columns, middle, np.array(SIDES))
    behind = _overhead(told, columns, middle, -np.array(SIDES))
    level = (told.level + LOOK_ABOVE_SILL)[:, None]
    into = (before[columns.of_window] > level).all(axis=1)
    out = (behind[columns.of_window] <= level).any(axis=1)
    known: NDArray[np.bool_] = (told.meshed & columns.real)[columns.of_window]
    inward: NDArray[np.bool_] = into & out & known
    return inward


def _overhead(
    told: _Told,
    columns: Columns,
    middle: NDArray[np.float64],
    steps: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Highest face of the own building over points before each window, (c, s)."""
    highest = np.full((len(columns), len(steps)), -np.inf)
    some = np.flatnonzero(told.meshed & columns.real)
    for k, step in enumerate(steps.tolist()):
        place = middle[some] + step * columns.outward[some]
        column, face = told.tree.query(np.asarray(shapely.points(place), dtype=object))
        own = columns.building[some[column]] == told.building[face]
        column, face = column[own], face[own]
        a, b, c = np.moveaxis(told.corners[face], 1, 0)
        u, v, reach = b - a, c - a, place[column] - a[:, :2]
        area = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
        level = np.abs(area) > FLAT_AREA
        area = np.where(level, area, 1.0)
        s = (reach[:, 0] * v[:, 1] - reach[:, 1] * v[:, 0]) / area
        t = (reach[:, 1] * u[:, 0] - reach[:, 0] * u[:, 1]) / area
        over = level & (s >= 0.0) & (t >= 0.0) & (s + t <= 1.0)
        z = a[:, 2] + s * u[:, 2] + t * v[:, 2]
        np.maximum.at(highest[:, k], some[column[over]], z[over])
    return highest
