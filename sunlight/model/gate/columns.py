"""Columns of windows and what of their own building is near them (窗列)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.model.project import Project
from sunlight.model.tables import Windows

__all__ = ["Columns", "columns_of", "expanded", "portions", "sill_elevations"]

PAIRS_AT_ONCE: Final = 400_000
"""Pairs compared in one go, which keeps memory below 200 MB."""

SHORTEST_SILL: Final = 1e-3
"""Sill ends nearer than this are one point, found on its own. [m]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Columns:
    """Columns of windows: places in plan shared by windows above each other (窗列).

    Parameters
    ----------
    left, right : (c, 2) ndarray of float64
        Sill ends as seen from outside. [m]
    along, outward : (c, 2) ndarray of float64
        Unit vectors from left to right, and out of the wall.
    width : (c,) ndarray of float64
        Distance of the ends. [m]
    building : (c,) ndarray of int64
        Building of each.
    offsets : (c + 1,) ndarray of int64
        Rows of each in the table of windows.
    of_window : (w,) ndarray of int64
        Column of each window.
    """

    left: NDArray[np.float64]
    right: NDArray[np.float64]
    along: NDArray[np.float64]
    outward: NDArray[np.float64]
    width: NDArray[np.float64]
    building: NDArray[np.int64]
    offsets: NDArray[np.int64]
    of_window: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.width)

    @property
    def real(self) -> NDArray[np.bool_]:
        """Columns whose ends are not one point, (c,)."""
        real: NDArray[np.bool_] = self.width > SHORTEST_SILL
        return real

    def points(self, inset: float) -> NDArray[np.float64]:
        """Left end, middle and right end of the sills (窗台三点), (c, 3, 2). [m]

        Parameters
        ----------
        inset : float
            How far the ends are moved inward, at most a tenth of the width. [m]
        """  # noqa: D400
        step = np.minimum(inset, self.width / 10.0)[:, None] * self.along
        middle = (self.left + self.right) / 2.0
        return np.stack([self.left + step, middle, self.right - step], axis=1)


def columns_of(windows: Windows) -> Columns:
    """Columns of a table of windows (窗列).

    Parameters
    ----------
    windows : Windows
        The table.
    """
    head = windows.column_offsets[:-1]
    left, right = windows.left[head], windows.right[head]
    width = np.hypot(*(right - left).T)
    along = (right - left) / np.where(width > 0.0, width, 1.0)[:, None]
    size = np.diff(windows.column_offsets)
    return Columns(
        left=left,
        right=right,
        along=along,
        outward=np.column_stack([along[:, 1], -along[:, 0]]),
        width=width,
        building=windows.building[head].astype(np.int64),
        offsets=windows.column_offsets,
        of_window=np.repeat(np.arange(len(head)), size),
    )


def sill_elevations(project: Project) -> NDArray[np.float64]:
    """Absolute elevation of each sill (窗台标高), (w,); NaN where unknown. [m]

    Parameters
    ----------
    project : Project
        The project.
    """  # noqa: D400
    windows = project.windows
    zero = np.array([b.zero_level for b in project.buildings], dtype=np.float64)
    if len(windows) == 0:
        return np.zeros(0)
    level: NDArray[np.float64] = (
        zero[windows.building] + windows.floor_level + windows.sill_height
    )
    return level


def expanded(
    first: NDArray[np.int64], count: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows repeated for what belongs to each: row (p,) and index of the thing (p,).

    Parameters
    ----------
    first, count : (n,) ndarray of int64
        First thing of each row, and how many.
    """
    row = np.repeat(np.arange(len(count)), count)
    return row, np.arange(len(row)) - (np.cumsum(count) - count)[row] + first[row]


def portions(count: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Rows in portions of some :data:`PAIRS_AT_ONCE` things (分批).

    Parameters
    ----------
    count : (n,) ndarray of int64
        Things of each row.
    """
    portion = np.cumsum(count) // PAIRS_AT_ONCE
    rows = np.arange(len(count))
    for some in np.split(rows, np.flatnonzero(np.diff(portion)) + 1):
        if len(some):
            yield some
