"""A level plane whose squares are asked for their least and most minutes (计算平面)."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sunlight.analyses.convex_pieces import bodies_of
from sunlight.analyses.squares import Squares
from sunlight.analyses.standing import standing_outline
from sunlight.analyses.wall_cells import WallCells
from sunlight.durations import sunlit_minutes
from sunlight.intervals import Intervals
from sunlight.scene import Obstructions, Receivers
from sunlight.shade import lit_intervals
from sunlight.shade.cells import CellLight
from sunlight.solar import SunPath

__all__ = ["OpenPlane"]

FIRST_SQUARES: Final = 8
"""Squares along the longer side of the area at first, at least."""


@dataclass(slots=True, kw_only=True, eq=False)
class OpenPlane:
    """A level plane with its bodies, and how often the engine was asked (计算平面).

    Parameters
    ----------
    obstructions : Obstructions
        What may stand before the sun.
    light : CellLight
        The same, ready to be asked for cells.
    walls : WallCells
        The same for cells that a body stands in.
    standing : shapely.MultiPolygon
        Where bodies stand on the plane. [m]
    wanted : BaseGeometry
        Area looked at, a little wider. [m]
    coarsest : float
        Squares are at most this large. [m]
    shortest : float
        Shortest counted segment. [min]
    segments : int or None
        How many of the longest segments count.
    points : int
        Points the engine was asked for up to now.
    """

    obstructions: Obstructions
    light: CellLight
    walls: WallCells
    standing: shapely.MultiPolygon
    wanted: BaseGeometry
    coarsest: float
    shortest: float
    segments: int | None
    points: int = 0

    @classmethod
    def of(
        cls,
        area: shapely.Polygon,
        obstructions: Obstructions,
        path: SunPath,
        *,
        z: float,
        margin: float,
        shortest: float,
        segments: int | None,
    ) -> "OpenPlane":
        """Make a plane ready.

        Parameters
        ----------
        area : shapely.Polygon
            Area looked at. [m]
        obstructions, path, z, shortest, segments
            As in :func:`sunlight.analyses.isochrones.isochrones`.
        margin : float
            How much wider the squares reach. [m]
        """
        wanted = area.buffer(margin, join_style="mitre")
        low_x, low_y, high_x, high_y = wanted.bounds
        side = max(high_x - low_x, high_y - low_y) / FIRST_SQUARES
        # squares reach beyond the area by less than one
        box = (low_x - side, low_y - side, high_x + side, high_y + side)
        light = CellLight.of(bodies_of(obstructions), box=box, z=z, path=path)
        standing = standing_outline(obstructions, z=z)
        for shape in (wanted, standing):
            shapely.prepare(shape)
        return cls(
            obstructions=obstructions,
            light=light,
            walls=WallCells.of(light),
            standing=standing,
            wanted=wanted,
            coarsest=side,
            shortest=shortest,
            segments=segments,
        )

    def minutes(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Counted minutes of places, NaN inside standing bodies, (n,).

        Parameters
        ----------
        places : (n, 2) ndarray of float64
            Places. [m]
        """
        found = np.full(len(places), np.nan)
        open_ = ~shapely.contains_xy(self.standing, places[:, 0], places[:, 1])
        level = np.full(int(open_.sum()), self.light.z)
        seen = Receivers.from_points(np.column_stack([places[open_], level]))
        self.points += len(seen)
        lit = lit_intervals(seen, self.obstructions, self.light.path)
        found[open_] = self.counted(lit)
        return found

    def counted(self, lit: Intervals) -> NDArray[np.float64]:
        """Counted minutes of lit intervals, (n,).

        Parameters
        ----------
        lit : Intervals, (n,)
            Lit intervals. [min]
        """
        return sunlit_minutes(lit, shortest=self.shortest, segments=self.segments)

    def least(self, squares: Squares) -> NDArray[np.float64]:
        """Minutes that every open point of a square has, (n,).

        Parameters
        ----------
        squares : Squares
            Squares.
        """
        self.points += len(squares)
        found = np.empty(len(squares))
        for cut, light in ((False, self.light), (True, self.walls)):
            of = squares.cut == cut
            if of.any():
                lit = light.everywhere(squares.centres[of], squares.half)
                found[of] = self.counted(lit)
        return found

    def most(self, squares: Squares) -> NDArray[np.float64]:
        """Minutes that no point of a square exceeds, (n,).

        Parameters
        ----------
        squares : Squares
            Squares.
        """
        if len(squares) == 0:
            return np.empty(0)
        self.points += len(squares.corners()[0])
        lit = self.light.somewhere(np.zeros(2), squares.side, squares.at)
        return self.counted(lit)

    def seen(self, squares: Squares) -> Squares:
        """Squares that meet the area in the open, with what cuts them told anew.

        Parameters
        ----------
        squares : Squares
            Squares.
        """
        look = np.flatnonzero(squares.cut | squares.edge)
        boxes = squares.where(squares.cut | squares.edge).shapes
        cut, edge = squares.cut.copy(), squares.edge.copy()
        cut[look] = shapely.intersects(self.standing, boxes)
        edge[look] = ~shapely.covers(self.wanted, boxes)
        kept = np.ones(len(squares), dtype=np.bool_)
        kept[look] = shapely.intersects(self.wanted, boxes)
        kept[look] &= ~shapely.covers(self.standing, boxes)
        return replace(squares, cut=cut, edge=edge).where(kept)
