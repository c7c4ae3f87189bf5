"""What the plan picture shows, as plain shapes in metres (总平面图形)."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.assessment import Assessment, UnitResult
from sunlight.kinds import HABITABLE_ROOMS, PartKind
from sunlight.model.project import Building, Part, Project
from sunlight.model.tables import ROOM_KINDS
from sunlight.rules import CountingUnit, Outcome, standard_for
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = [
    "REMOVED",
    "WindowStrokes",
    "body_shapes",
    "building_height",
    "drawn_status",
    "failing_windows",
    "footprint",
    "plan_bounds",
    "window_strokes",
]

REMOVED = "removed"
"""Drawn status of a building that the project removes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowStrokes:
    """Windows of the plan, one stroke a column of windows (窗线).

    Parameters
    ----------
    left, right : (n, 2) ndarray of float64
        Sill ends. [m]
    outward : (n, 2) ndarray of float64
        Unit vectors away from the wall.
    minutes : (n,) ndarray of float64
        Counted minutes after the project of the worst storey. [min]
    failing : (n,) ndarray of bool
        Whether a window of it belongs to a habitable room of a failing household, to a
        failing room, or to a room below its minutes in a building that fails by the
        share of its rooms.
    """

    left: NDArray[np.float64]
    right: NDArray[np.float64]
    outward: NDArray[np.float64]
    minutes: NDArray[np.float64]
    failing: NDArray[np.bool_]


def drawn_status(building: Building) -> str:
    """Status a building is drawn in (图中状态).

    Parameters
    ----------
    building : Building
        The building.

    Returns
    -------
    str
        A value of :class:`~sunlight.kinds.Status`, or :data:`REMOVED`.
    """
    return REMOVED if building.removed_by_project else building.status.value


def footprint(part: Part) -> list[shapely.Polygon]:
    """Outline of a part in plan (平面轮廓); of a mesh, the union of its triangles.

    Parameters
    ----------
    part : Part
        Prism or mesh.

    Returns
    -------
    list of shapely.Polygon
        Empty for a mesh that covers no ground.
    """
    if part.polygon is not None:
        return [part.polygon]
    if part.vertices is None or part.faces is None:
        return []
    triangles = np.array(shapely.polygons(part.vertices[:, :2][part.faces]), object)
    flat = triangles[shapely.area(triangles) > 0.0]
    pieces = shapely.get_parts(shapely.union_all(flat))
    return [piece for piece in pieces if piece.geom_type == "Polygon"]


def body_shapes(building: Building) -> list[shapely.Polygon]:
    """Outlines of the bodies of a building (主体轮廓).

    Parameters
    ----------
    building : Building
        The building.
    """
    return [
        piece
        for part in building.parts
        if part.kind is PartKind.BODY
        for piece in footprint(part)
    ]


def building_height(building: Building) -> float:
    """Height of the bodies above the outdoor ground, else above ±0.00 (建筑高度).

    Parameters
    ----------
    building : Building
        The building.

    Returns
    -------
    float
        NaN if neither level is known. [m]
    """
    tops = [part.top for part in building.parts if part.kind is PartKind.BODY]
    ground = building.outdoor_ground
    if np.isnan(ground):
        ground = building.zero_level
    return max(tops, default=np.nan) - ground


def plan_bounds(project: Project) -> tuple[float, float, float, float]:
    """Least and greatest x and y of all that is drawn (图幅范围).

    Parameters
    ----------
    project : Project
        The project.

    Returns
    -------
    tuple of float
        ``x_min, y_min, x_max, y_max``; a square of 100 m if there is nothing. [m]
    """
    shapes: list[shapely.Polygon] = []
    parts: Iterable[Part] = (p for b in project.buildings for p in b.parts)
    for part in parts:
        shapes += footprint(part)
    shapes += [ground.polygon for ground in project.grounds]
    if not shapes:
        return (-50.0, -50.0, 50.0, 50.0)
    low = shapely.bounds(shapes)
    return (
        float(low[:, 0].min()),
        float(low[:, 1].min()),
        float(low[:, 2].max()),
        float(low[:, 3].max()),
    )


def window_strokes(assessment: Assessment) -> WindowStrokes:
    """Strokes of all columns of windows that stand after the project (窗线).

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    WindowStrokes
        Columns without a measured window are left out.
    """
    windows = assessment.project.windows
    minutes = assessment.windows.minutes_after
    first, size = windows.column_offsets[:-1], np.diff(windows.column_offsets)
    first = first[size > 0]
    if len(first) == 0:
        none = np.empty((0, 2))
        return WindowStrokes(
            left=none,
            right=none,
            outward=none,
            minutes=np.empty(0),
            failing=np.empty(0, dtype=np.bool_),
        )
    worst = np.minimum.reduceat(np.where(np.isnan(minutes), np.inf, minutes), first)
    failing = np.logical_or.reduceat(failing_windows(assessment), first)
    known = np.isfinite(worst)
    left, right = windows.left[first[known]], windows.right[first[known]]
    across = right - left
    length = np.hypot(across[:, 0], across[:, 1])[:, None]
    outward = np.column_stack([across[:, 1], -across[:, 0]]) / np.maximum(length, 1e-9)
    return WindowStrokes(
        left=left,
        right=right,
        outward=outward,
        minutes=worst[known],
        failing=failing[known],
    )


def failing_windows(assessment: Assessment) -> NDArray[np.bool_]:
    """Windows of rooms for which a household or another unit fails (不通过的窗), (w,).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    """
    project = assessment.project
    fails = np.array(
        [v.outcome is Outcome.FAIL for v in assessment.households.verdicts] + [False]
    )
    habitable = np.array([kind in HABITABLE_ROOMS for kind in ROOM_KINDS])
    rooms = project.rooms
    room_fails = np.append(fails[rooms.household] & habitable[rooms.kind], False)
    for unit in assessment.units:
        if unit.verdict.outcome is Outcome.FAIL:
            room_fails[:-1] |= _rooms_of(assessment, unit)
    failing: NDArray[np.bool_] = room_fails[project.windows.room]
    return failing


def _rooms_of(assessment: Assessment, unit: UnitResult) -> NDArray[np.bool_]:
    """Rooms that make a failing unit fail, (n,)."""
    rooms = assessment.project.rooms
    if unit.ground >= 0:
        return np.zeros(len(rooms), dtype=np.bool_)
    if unit.counted_as is CountingUnit.ROOM:
        return np.asarray(np.arange(len(rooms)) == unit.room, dtype=np.bool_)
    use = assessment.project.buildings[unit.building].use
    standard = standard_for(assessment.rules, use)
    counts = np.array([kind in standard.rooms for kind in ROOM_KINDS])[rooms.kind]
    below = assessment.rooms.minutes_after < standard.minutes - THRESHOLD_NOISE_MIN
    decisive = rooms.id == unit.verdict.decisive
    here = rooms.building == unit.building
    return np.asarray(here & counts & (below | decisive), dtype=np.bool_)
