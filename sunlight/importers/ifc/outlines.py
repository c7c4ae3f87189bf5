"""Outlines of buildings from their walls and rooms (建筑轮廓), storey by storey.

What stands out beyond the outline of the walls at its height is an eave or a balcony.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from sunlight.importers.ifc.cutting import footprint

__all__ = ["Plan", "Plans", "polygons_in", "tidied"]

JOINT: Final = 0.05
"""Walls nearer to each other than twice this meet. [m]"""

PLAIN: Final = 0.002
"""Outlines are simplified by this: far less than a drawing's precision. [m]"""

WHISKER: Final = 0.001
"""Slivers and cracks of about this width, which joining leaves, are mended: turned to
true north they would cross themselves by rounding. [m]"""

SMALLEST_COURT: Final = 4.0
"""Smaller gaps between walls are shafts, no courtyards. [m2]"""

SMALLEST_PIECE: Final = 2.0
"""Smaller pieces of an outline are no building. [m2]"""

THIN_OUTLINE: Final = 0.5
"""An outline smaller than this share of the floors is only the walls themselves."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """Footprint of one element and how high it reaches (构件投影).

    Parameters
    ----------
    area : shapely geometry
        Footprint.
    low, high : float
        Lowest and highest point. [m]
    """

    area: BaseGeometry
    low: float
    high: float

    @classmethod
    def of(cls, corners: Floats) -> "Plan":
        """Plan of triangles (f, 3, 3)."""
        z = corners[:, :, 2]
        return cls(area=footprint(corners), low=float(z.min()), high=float(z.max()))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plans:
    """What encloses a building (围护投影).

    Parameters
    ----------
    walls : sequence of Plan
        Walls as high as a room, and rooms.
    floors : sequence of Plan
        Floors and roofs: where one lies over a gap between walls, it is indoors.
    known : dict
        Outlines looked up before.
    """

    walls: Sequence[Plan]
    floors: Sequence[Plan]
    known: dict[tuple[int, ...], BaseGeometry] = field(default_factory=dict)

    def outline(self, low: float, high: float) -> BaseGeometry:
        """Outline of the walls that reach into a range of heights (某高度外轮廓).

        Parameters
        ----------
        low, high : float
            Heights. [m]

        Returns
        -------
        shapely geometry
            Polygon or MultiPolygon; empty without walls there.
        """
        chosen = tuple(
            k for k, w in enumerate(self.walls) if w.high >= low and w.low <= high
        )
        if chosen not in self.known:
            self.known[chosen] = self.enclosed([self.walls[k] for k in chosen])
        return self.known[chosen]

    def enclosed(self, walls: Sequence[Plan]) -> BaseGeometry:
        """Outline of walls and rooms, the gaps between them filled (合围轮廓).

        Parameters
        ----------
        walls : sequence of Plan
            Some of them.

        Returns
        -------
        shapely geometry
            Courtyards, which no floor and no roof covers, stay open.
        """
        joined = shapely.union_all([wall.area for wall in walls])
        for grown in (JOINT, -JOINT):
            joined = shapely.buffer(joined, grown, join_style="mitre")
        pieces = [self._filled(piece) for piece in polygons_in(joined)]
        outline = shapely.union_all(pieces) if pieces else Polygon()
        return tidied(outline)

    def _filled(self, piece: Polygon) -> Polygon:
        """Outline with its courtyards only."""
        courts = []
        for ring in piece.interiors:
            hole = Polygon(ring)
            if hole.area > SMALLEST_COURT:
                covered = shapely.union_all(
                    [f.area for f in self.floors if f.area.intersects(hole)]
                )
                if covered.intersection(hole).area < 0.5 * hole.area:
                    courts.append(ring)
        return Polygon(piece.exterior, courts)

    def is_thin(self, outline: BaseGeometry) -> bool:
        """Whether an outline holds the walls but not what is between them (未合围)."""
        floors = shapely.union_all([floor.area for floor in self.floors])
        return bool(outline.area < THIN_OUTLINE * floors.area)


def tidied(outline: BaseGeometry) -> BaseGeometry:
    """Outline without slivers, cracks and needless corners (整理轮廓).

    Parameters
    ----------
    outline : shapely geometry
        As it was joined.
    """
    for grown in (-WHISKER, 3.0 * WHISKER, -2.0 * WHISKER):  # whiskers, then cracks
        outline = shapely.buffer(outline, grown, join_style="mitre")
    return shapely.simplify(outline, PLAIN)


def polygons_in(geometry: BaseGeometry) -> list[Polygon]:
    """Polygons of a geometry that are large enough, the largest first (多边形).

    Parameters
    ----------
    geometry : shapely geometry
        Of any kind.

    Returns
    -------
    list of Polygon
        Counter-clockwise.
    """
    found = [
        shapely.orient_polygons(piece)
        for piece in shapely.get_parts(geometry)
        if isinstance(piece, Polygon) and piece.area > SMALLEST_PIECE
    ]
    return sorted(found, key=lambda piece: -piece.area)
