"""Squares of one size on a lattice, split in four (方格网)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

__all__ = ["ROW", "Squares", "first_squares", "with_neighbours"]

QUARTERS: Final = np.array([(0, 0), (1, 0), (0, 1), (1, 1)], dtype=np.int64)
CORNERS: Final = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], dtype=np.int64)
ROW: Final = 1 << 31
"""Lattice rows are numbered so far apart that a number is one place."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Squares:
    """Squares of one size; their corners are whole multiples of the finest (同级方格).

    Parameters
    ----------
    finest : float
        Side of the finest squares; corners are multiples of it, to the last bit. [m]
    level : int
        Sides are 2^level of that.
    at : (n, 2) ndarray of int64
        Column and row, in squares of this size.
    cut : (n,) ndarray of bool
        Squares that a standing body meets.
    edge : (n,) ndarray of bool
        Squares that are not in the area as a whole.
    """

    finest: float
    level: int
    at: NDArray[np.int64]
    cut: NDArray[np.bool_]
    edge: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.at)

    @property
    def side(self) -> float:
        """Side. [m]."""
        return self.finest * 2.0**self.level

    @property
    def half(self) -> float:
        """Half a side. [m]."""
        return self.side / 2.0

    @property
    def centres(self) -> NDArray[np.float64]:
        """Middles, (n, 2). [m]."""
        return np.asarray(self.side * (self.at + 0.5), dtype=np.float64)

    @property
    def shapes(self) -> NDArray[np.object_]:
        """The squares as polygons, (n,)."""
        if len(self) == 0:
            return np.empty(0, dtype=object)
        low, high = self.side * self.at, self.side * (self.at + 1)
        boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
        return np.asarray(boxes, dtype=object)

    def corners(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Places of all corners (p, 2) in metres, and which each square has, (n, 4)."""
        at = self.at[:, None, :] + CORNERS
        number = at[..., 0] + ROW * at[..., 1]
        _, first, which = np.unique(number, return_index=True, return_inverse=True)
        places = np.asarray(self.side * at.reshape(-1, 2)[first], dtype=np.float64)
        return places, which.reshape(-1, 4)

    def where(self, keep: NDArray[np.bool_]) -> "Squares":
        """Squares that a mask keeps.

        Parameters
        ----------
        keep : (n,) ndarray of bool
            Mask.
        """
        return Squares(
            finest=self.finest,
            level=self.level,
            at=self.at[keep],
            cut=self.cut[keep],
            edge=self.edge[keep],
        )

    def split(self) -> "Squares":
        """Quarters of all squares."""
        at = (2 * self.at[:, None, :] + QUARTERS).reshape(-1, 2)
        return Squares(
            finest=self.finest,
            level=self.level - 1,
            at=at,
            cut=np.repeat(self.cut, 4),
            edge=np.repeat(self.edge, 4),
        )

    def neighbours(self) -> tuple[tuple[NDArray[np.int64], NDArray[np.int64]], ...]:
        """Pairs of squares side by side, in rows and in columns, (k,) twice each."""
        pairs = []
        for across, along in ((1, 0), (0, 1)):
            number = self.at[:, across] * ROW + self.at[:, along]
            order = np.argsort(number, kind="stable")
            after = np.flatnonzero(np.diff(number[order]) == 1)
            pairs.append((order[after], order[after + 1]))
        return tuple(pairs)


def with_neighbours(
    marked: NDArray[np.bool_],
    pairs: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]],
) -> NDArray[np.bool_]:
    """Squares that are marked or lie side by side with a marked one, (n,) (邻格).

    Parameters
    ----------
    marked : (n,) ndarray of bool
        Mask.
    pairs : sequence of two arrays (k,) of int64
        Of :meth:`Squares.neighbours`.
    """
    found = marked.copy()
    for one, other in pairs:
        found[one] |= marked[other]
        found[other] |= marked[one]
    return found


def first_squares(area: BaseGeometry, *, finest: float, coarsest: float) -> Squares:
    """Coarsest squares that cover an area, all taken to be cut (初始方格).

    Parameters
    ----------
    area : BaseGeometry
        The area. [m]
    finest : float
        Side of the finest squares. [m]
    coarsest : float
        Sides are at most this. [m]
    """
    level = max(0, int(np.floor(np.log2(coarsest / finest))))
    side = finest * 2.0**level
    low_x, low_y, high_x, high_y = (int(np.floor(v / side)) for v in area.bounds)
    columns, rows = np.arange(low_x, high_x + 1), np.arange(low_y, high_y + 1)
    at = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2).astype(np.int64)
    unknown = np.ones(len(at), dtype=np.bool_)
    return Squares(finest=finest, level=level, at=at, cut=unknown, edge=unknown)
