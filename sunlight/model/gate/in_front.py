"""Gate on windows of prisms: nothing of their own building before them (窗前遮挡)."""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.kinds import NOT_OBSTRUCTING_PARTS, OWN_PLATE_PARTS
from sunlight.model.gate.columns import (
    Columns,
    columns_of,
    expanded,
    portions,
    sill_elevations,
)
from sunlight.model.project import Project
from sunlight.tolerances import WALL_SNAP_DISTANCE

__all__ = ["FRONT_REACH", "covered_by_prisms"]

FRONT_REACH: Final = 0.5
"""Something of the own building nearer than this before a window covers it. [m]"""

FIRST_REACH: Final = WALL_SNAP_DISTANCE + 0.01
"""Where looking begins: a window drawn behind its wall is moved onto it. [m]"""

INSET: Final = 0.05
"""How far inside the ends of the sill the outer points lie. [m]"""

LOOK_ABOVE_SILL: Final = 0.1
"""Points lie this much above the sill. [m]"""


def covered_by_prisms(project: Project) -> NDArray[np.bool_]:
    """Windows with a prism of their own building straight in front (窗前遮挡), (w,).

    Both ends of the sill and its middle must look at one within
    :data:`FRONT_REACH`. Balconies, overhangs and eaves do not count, nor what is no
    obstruction by 规程六(四).

    Parameters
    ----------
    project : Project
        The project.
    """
    windows = project.windows
    covered = np.zeros(len(windows), dtype=np.bool_)
    told = [
        (part, i)
        for i, building in enumerate(project.buildings)
        for part in building.parts
        if part.polygon is not None
        and part.vertices is None
        and part.kind not in OWN_PLATE_PARTS | NOT_OBSTRUCTING_PARTS
        and part.polygon.is_valid
    ]
    if not told or len(windows) == 0:
        return covered
    columns = columns_of(windows)
    level = sill_elevations(project) + LOOK_ABOVE_SILL
    shapes = np.array([part.polygon for part, _ in told], dtype=object)
    owner = np.array([i for _, i in told], dtype=np.int64)
    base = np.array([part.base for part, _ in told], dtype=np.float64)
    top = np.array([part.top for part, _ in told], dtype=np.float64)
    seen = np.zeros((len(windows), 3), dtype=np.bool_)
    for column, point, part in _sights(columns, shapes, owner):
        first, size = columns.offsets[column], np.diff(columns.offsets)[column]
        row, window = expanded(first, size)
        inside = (level[window] > base[part[row]]) & (level[window] < top[part[row]])
        seen[window[inside], point[row][inside]] = True
    covered[:] = seen.all(axis=1)
    return covered


def _sights(
    columns: Columns, shapes: NDArray[np.object_], owner: NDArray[np.int64]
) -> list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]:
    """Columns, points of their sills and prisms of their own that these look at."""
    real = np.flatnonzero(columns.real)
    start = columns.points(INSET)[real]
    way = columns.outward[real][:, None]
    near, far = start + FIRST_REACH * way, start + FRONT_REACH * way
    first = np.searchsorted(owner, columns.building[real])
    count = np.searchsorted(owner, columns.building[real], side="right") - first
    low_x, low_y, high_x, high_y = shapely.bounds(shapes).T
    found = []
    for some in portions(3 * count):
        row, part = expanded(first[some], count[some])
        row = some[row]
        low, high = np.minimum(near, far)[row], np.maximum(near, far)[row]
        meet = (low[..., 0] <= high_x[part][:, None]) & (
            high[..., 0] >= low_x[part][:, None]
        )
        meet &= (low[..., 1] <= high_y[part][:, None]) & (
            high[..., 1] >= low_y[part][:, None]
        )
        pair, point = np.nonzero(meet)
        rays = shapely.linestrings(
            np.stack([near[row[pair], point], far[row[pair], point]], axis=1)
        )
        hit = shapely.intersects(rays, shapes[part[pair]])
        found.append((real[row[pair[hit]]], point[hit], part[pair[hit]]))
    return found
