"""Neighbours worked on together (分组): a grid of parts, runs of columns."""

import numpy as np
from numpy.typing import NDArray

from sunlight.scene import Receivers

__all__ = ["Grid", "column_groups", "group_boxes", "part_grid"]

GROUP_EXTENT = 64.0
"""Side of the squares into which columns of windows are grouped. [m]"""
POINTS_EXTENT = 32.0
"""Side of the squares into which loose points are grouped. [m]"""
GROUP_COLUMNS = 256
"""Most columns of a group."""
GRID_CELL = 64.0
"""Side of the cells in which parts are looked up. [m]"""
_MOST_CELLS = 2000  # cells along the longer side
_MOST_SORTED = 4  # squares a point up to which counting beats sorting

Grid = tuple[
    NDArray[np.float64], NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]
]
"""Limits (x0, y0, highest top, cell side, cells in x, cells in y), start of each cell,
parts of the cells, highest top in each cell."""


def part_grid(boxes: NDArray[np.float64], active: NDArray[np.bool_]) -> Grid:
    """Uniform grid of the active parts (遮挡体网格).

    Parameters
    ----------
    boxes : (p, 6) ndarray
        Boxes of all parts. [m]
    active : (p,) ndarray of bool
        Parts that shade.
    """
    parts = np.flatnonzero(active)
    if len(parts) == 0:
        limits = np.array([0.0, 0.0, -np.inf, GRID_CELL, 0.0, 0.0])
        return limits, np.zeros(1, np.int64), np.empty(0, np.int32), np.empty(0)
    low = boxes[parts, :2]
    high = boxes[parts, 3:5]
    tops = boxes[parts, 5]
    corner = low.min(axis=0)
    span = high.max(axis=0) - corner
    size = max(GRID_CELL, float(span.max()) / _MOST_CELLS)
    shape = (span / size).astype(np.int64) + 1
    first = ((low - corner) / size).astype(np.int64)
    across = ((high - corner) / size).astype(np.int64) - first + 1
    count = across.prod(axis=1)
    part = np.repeat(np.arange(len(parts)), count)
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    column = first[part, 0] + within % across[part, 0]
    row = first[part, 1] + within // across[part, 0]
    cell = row * shape[0] + column
    order = np.argsort(cell, kind="stable")
    cells = int(shape.prod())
    starts = np.concatenate([[0], np.cumsum(np.bincount(cell, minlength=cells))])
    highest = np.full(cells, -np.inf)
    np.maximum.at(highest, cell, tops[part])
    limits = np.array([*corner, tops.max(), size, *shape], dtype=np.float64)
    return (
        limits,
        starts.astype(np.int64),
        parts[part[order]].astype(np.int32),
        highest,
    )


def column_groups(
    xy: NDArray[np.float64], *, loose: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Order of the columns and starts of groups of neighbours (受影点分组).

    Columns given along façades stay in their order; scattered ones are sorted, and so
    are the points of a grid, which come row by row.

    Parameters
    ----------
    xy : (c, 2) ndarray
        Plan positions. [m]
    loose : bool
        Every column is a single point.

    Returns
    -------
    order : (c,) ndarray of int64
        Order of processing.
    starts : (g + 1,) ndarray of int64
        Groups within the order.
    """
    extent = POINTS_EXTENT if loose else GROUP_EXTENT
    square, across, along = _squares(xy, extent)
    order = np.arange(len(xy), dtype=np.int64)
    starts = _changes(square)
    shortest = GROUP_COLUMNS // 2 if loose else 4
    if len(xy) > 64 and len(starts) > len(xy) // shortest:
        order = _by_square(square, across * along)
        starts = _changes(square[order])
    rank = np.arange(len(xy)) - np.repeat(starts, np.diff(np.append(starts, len(xy))))
    starts = np.flatnonzero(rank % GROUP_COLUMNS == 0)
    return order, np.append(starts, len(xy)).astype(np.int64)


def group_boxes(
    receivers: Receivers, order: NDArray[np.int64], starts: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Box of each group: x0, y0, lowest z, x1, y1, (g, 5) (分组范围).

    Parameters
    ----------
    receivers : Receivers
        Their columns.
    order, starts
        As :func:`column_groups` gives them.
    """
    from sunlight.shade.kernel import boxes_of_groups

    boxes = np.empty((len(starts) - 1, 5))
    boxes_of_groups(order, starts, receivers.xy, receivers.offsets, receivers.z, boxes)
    return boxes


def _squares(
    xy: NDArray[np.float64], extent: float
) -> tuple[NDArray[np.int64], int, int]:
    """Number of the square in which each point stands, row by row; squares each way."""
    if len(xy) == 0:
        return np.empty(0, dtype=np.int64), 1, 1
    west, south = (float(xy[:, axis].min()) for axis in (0, 1))
    east, north = (float(xy[:, axis].max()) for axis in (0, 1))
    across = int((east - west) / extent) + 1
    along = int((north - south) / extent) + 1
    column = ((xy[:, 0] - west) * (1.0 / extent)).astype(np.int64)
    row = ((xy[:, 1] - south) * (1.0 / extent)).astype(np.int64)
    row *= across + 1  # a point on the far edge may be counted to one square more
    row += column
    return row, across + 1, along + 1


def _by_square(square: NDArray[np.int64], squares: int) -> NDArray[np.int64]:
    """Order by square, equal ones as they come, (c,)."""
    from sunlight.shade.kernel import order_by_cell

    if squares > _MOST_SORTED * len(square):
        return np.argsort(square, kind="stable").astype(np.int64)
    order = np.empty(len(square), dtype=np.int64)
    order_by_cell(square, np.zeros(squares + 1, dtype=np.int64), order)
    return order


def _changes(square: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where runs of points in one square begin."""
    new = np.ones(len(square), dtype=np.bool_)
    np.not_equal(square[1:], square[:-1], out=new[1:])
    return np.flatnonzero(new)
