"""Square cells over a ground, split where a question is open (场地方格细分)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

__all__ = ["Cells", "first_cells"]

FIRST_CELLS: Final = 8
"""Cells along the longer side of a ground at first."""

_QUARTERS: Final = np.array([(0, 0), (1, 0), (0, 1), (1, 1)], dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """Cells of one size over a ground (同级方格).

    Parameters
    ----------
    corner : (2,) ndarray of float64
        Corner of cell (0, 0). [m]
    side : float
        Side of the cells. [m]
    at : (n, 2) ndarray of int64
        Column and row of each.
    shape : (n,) ndarray of object
        Part of the ground in each cell: shapely geometries with an area.
    whole : (n,) ndarray of bool
        Cells that lie in the ground as a whole.
    """

    corner: NDArray[np.float64]
    side: float
    at: NDArray[np.int64]
    shape: NDArray[np.object_]
    whole: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.at)

    @property
    def half(self) -> float:
        """Half a side. [m]."""
        return self.side / 2.0

    @property
    def centres(self) -> NDArray[np.float64]:
        """Middles, (n, 2). [m]."""
        middles: NDArray[np.float64] = self.corner + self.side * (self.at + 0.5)
        return middles

    @property
    def points(self) -> NDArray[np.float64]:
        """A point of the ground in each cell, its middle where it can be, (n, 2)."""
        points = self.centres
        cut = np.flatnonzero(~self.whole)
        inside = shapely.point_on_surface(self.shape[cut])
        points[cut] = shapely.get_coordinates(inside)
        return points

    @property
    def area(self) -> NDArray[np.float64]:
        """Area of the ground in each cell, (n,). [m2]."""
        areas: NDArray[np.float64] = shapely.area(self.shape)
        return areas

    def where(self, keep: NDArray[np.bool_]) -> "Cells":
        """Cells that a mask keeps.

        Parameters
        ----------
        keep : (n,) ndarray of bool
            Mask.
        """
        return Cells(
            corner=self.corner,
            side=self.side,
            at=self.at[keep],
            shape=self.shape[keep],
            whole=self.whole[keep],
        )

    def split(self) -> "Cells":
        """Quarters of all cells, without those off the ground."""
        at = (2 * self.at[:, None, :] + _QUARTERS).reshape(-1, 2)
        parent = np.repeat(np.arange(len(self.at)), 4)
        return _cut(
            self.corner, self.side / 2.0, at, self.shape[parent], self.whole[parent]
        )


def first_cells(ground: BaseGeometry) -> Cells:
    """Cells that cover a ground, the coarsest (初始方格).

    Parameters
    ----------
    ground : BaseGeometry
        Polygon or polygons with an area, in project coordinates. [m]
    """
    low_x, low_y, high_x, high_y = ground.bounds
    side = max(high_x - low_x, high_y - low_y) / FIRST_CELLS
    columns = max(1, int(np.ceil((high_x - low_x) / side - 1e-9)))
    rows = max(1, int(np.ceil((high_y - low_y) / side - 1e-9)))
    at = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), axis=-1)
    cells = at.reshape(-1, 2).astype(np.int64)
    parents = np.full(len(cells), ground, dtype=object)
    corner = np.array([low_x, low_y])
    return _cut(corner, side, cells, parents, np.zeros(len(cells), dtype=np.bool_))


def _cut(
    corner: NDArray[np.float64],
    side: float,
    at: NDArray[np.int64],
    parent: NDArray[np.object_],
    inside: NDArray[np.bool_],
) -> Cells:
    """Cells cut to the part of the ground that their parents hold."""
    # the same products at every level, so that neighbours meet to the last bit
    low, high = corner + side * at, corner + side * (at + 1)
    boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
    whole = inside.copy()
    shape = np.asarray(boxes, dtype=object)
    open_ = np.flatnonzero(~inside)
    whole[open_] = shapely.covers(parent[open_], boxes[open_])
    cut = np.flatnonzero(~whole)
    shape[cut] = shapely.intersection(parent[cut], boxes[cut])
    kept = whole | (shapely.area(shape) > 0.0)
    return Cells(
        corner=corner, side=side, at=at[kept], shape=shape[kept], whole=whole[kept]
    )
