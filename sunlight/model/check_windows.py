"""Check of windows: on a wall, looking out, at a sensible height (窗检查)."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.findings import Finding
from sunlight.kinds import NOT_OBSTRUCTING_PARTS
from sunlight.model.check_texts import about, about_all
from sunlight.model.concerned import concerned_windows
from sunlight.model.facade_table import FacadeTable, facade_table
from sunlight.model.facades import FACING_COSINE
from sunlight.model.project import Project
from sunlight.model.tables import Windows
from sunlight.tolerances import WALL_SNAP_DISTANCE

__all__ = ["check_windows"]

SMALLEST_WIDTH: Final = 1e-3
"""Sill ends nearer than this are one point: drawings are exact to a millimetre. [m]"""

NARROW_WIDTH: Final = 0.3
"""Narrower than any window to live by; a slip of the pen. [m]"""

PAIRS_AT_ONCE: Final = 500_000
"""Windows times walls compared in one go, which keeps memory below 100 MB."""


def check_windows(project: Project) -> tuple[Finding, ...]:
    """Check windows (窗检查).

    A window is compared with all walls of its own building that look within 45° of its
    way, whatever their height.

    Parameters
    ----------
    project : Project
        The project.

    Returns
    -------
    tuple of Finding
        One a kind.
    """
    if len(project.windows) == 0:
        return about("NO-WINDOWS", ["project"], where="windows")
    return (*_check_walls(project), *_check_heights(project))


def _on(
    code: str,
    project: Project,
    wrong: NDArray[np.bool_],
    found: NDArray[np.float64] | None = None,
) -> tuple[Finding, ...]:
    """One finding on the windows where something is wrong, (w,)."""
    return about_all(code, concerned_windows(project, wrong, found))


def _check_heights(project: Project) -> tuple[Finding, ...]:
    """Floor levels and sills are given and lie within the building."""
    windows = project.windows
    zero = np.array([b.zero_level for b in project.buildings], dtype=np.float64)
    top = np.array(
        [max((p.top for p in b.parts), default=np.nan) for b in project.buildings],
        dtype=np.float64,
    )
    sill = windows.sill_height
    above = (zero - top)[windows.building] + windows.floor_level + sill
    return (
        *_on("WINDOW-FLOOR-LEVEL-MISSING", project, ~np.isfinite(windows.floor_level)),
        *_on("WINDOW-SILL-MISSING", project, ~np.isfinite(sill)),
        *_on("SILL-BELOW-FLOOR", project, sill < 0.0, sill),
        *_on("WINDOW-ABOVE-TOP", project, above >= 0.0, above),
    )


def _check_walls(project: Project) -> tuple[Finding, ...]:
    """Windows have a width, lie on a wall and look out of it."""
    windows = project.windows
    offsets = windows.column_offsets
    head, size = offsets[:-1], np.diff(offsets)
    left, right = windows.left[head], windows.right[head]
    building = windows.building[head].astype(np.int64)
    width = np.hypot(*(right - left).T)
    point = ~(width > SMALLEST_WIDTH)
    walls, first, count = _walls_of_buildings(project)
    measured = np.flatnonzero(~point & (count[building] > 0))
    outward = np.full(len(head), np.nan)
    inward = np.full(len(head), np.nan)
    for some in _portions(measured, count[building[measured]]):
        outward[some], inward[some] = _distances(
            left[some], right[some], walls, first[building[some]], count[building[some]]
        )
    meshed = np.array(
        [any(p.vertices is not None for p in b.parts) for b in project.buildings]
    )
    reach = WALL_SNAP_DISTANCE + _drawn_before_the_wall(windows)[head]
    unsure = meshed[building] & ~point & ~(outward <= reach)
    off = (outward > reach) & ~unsure
    swapped = off & (inward <= WALL_SNAP_DISTANCE)

    def rows(columns: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.repeat(columns, size)

    nearest = np.repeat(np.fmin(outward, inward), size)
    return (
        *_on("WINDOW-ENDS-EQUAL", project, rows(point)),
        *_on("WINDOW-TOO-NARROW", project, rows(~point & (width < NARROW_WIDTH))),
        *_on("WINDOW-OFF-WALL", project, rows(off & ~swapped), nearest),
        *_on("WINDOW-FACING-INWARD", project, rows(swapped)),
        *_on("WINDOW-WALL-UNCHECKED", project, rows(unsure)),
    )


def _drawn_before_the_wall(windows: Windows) -> NDArray[np.float64]:
    """How far before its wall each window may be drawn, (w,); inf if not said. [m]"""  # noqa: D400
    projection = np.where(np.isnan(windows.projection), np.inf, windows.projection)
    reach: NDArray[np.float64] = np.where(windows.at_front, projection, 0.0)
    return reach


def _walls_of_buildings(
    project: Project,
) -> tuple[FacadeTable, NDArray[np.int64], NDArray[np.int64]]:
    """Walls, and of each building its first wall and number of walls, (b,)."""
    drawn = [
        (i, part.polygon)
        for i, building in enumerate(project.buildings)
        for part in building.parts
        if part.polygon is not None and part.kind not in NOT_OBSTRUCTING_PARTS
    ]
    walls = facade_table([polygon for _, polygon in drawn])
    owner = np.array([i for i, _ in drawn], dtype=np.int64)[walls.polygon]
    every = np.arange(len(project.buildings))
    first = np.searchsorted(owner, every)
    return walls, first, np.searchsorted(owner, every, side="right") - first


def _portions(
    rows: NDArray[np.int64], pairs: NDArray[np.int64]
) -> list[NDArray[np.int64]]:
    """Cut rows to portions of some :data:`PAIRS_AT_ONCE` pairs each."""
    if len(rows) == 0:
        return []
    portion = np.cumsum(pairs) // PAIRS_AT_ONCE
    return np.split(rows, np.flatnonzero(np.diff(portion)) + 1)


def _distances(
    left: NDArray[np.float64],
    right: NDArray[np.float64],
    walls: FacadeTable,
    first: NDArray[np.int64],
    count: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Distance to the nearest wall looking the same and the opposite way, (n,), inf."""
    starts = np.cumsum(count) - count
    row = np.repeat(np.arange(len(count)), count)
    wall = np.arange(len(row)) - starts[row] + first[row]
    across = (right - left)[row]
    normal = walls.normal[wall]
    facing = across[:, 1] * normal[:, 0] - across[:, 0] * normal[:, 1]
    facing /= np.hypot(across[:, 0], across[:, 1])
    distance = np.maximum(
        _to_wall(left[row], walls, wall), _to_wall(right[row], walls, wall)
    )
    same = np.where(facing >= FACING_COSINE, distance, np.inf)
    opposite = np.where(facing <= -FACING_COSINE, distance, np.inf)
    return np.minimum.reduceat(same, starts), np.minimum.reduceat(opposite, starts)


def _to_wall(
    point: NDArray[np.float64], walls: FacadeTable, wall: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Distance of each point, (n, 2), from its wall, (n,)."""
    reach = point - walls.start[wall]
    normal, length = walls.normal[wall], walls.length[wall]
    along = reach[:, 1] * normal[:, 0] - reach[:, 0] * normal[:, 1]
    beyond = along - np.clip(along, 0.0, length)
    off = reach[:, 0] * normal[:, 0] + reach[:, 1] * normal[:, 1]
    distance: NDArray[np.float64] = np.hypot(off, beyond)
    return distance
