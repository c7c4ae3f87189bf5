"""When all of a cell beside or across a wall sees the sun (墙边方格).

A cell that a body stands in is never lit as a whole; asked is for its part in the open.
Grown bodies would hold the middle of the cell, and the cell could never be settled.
So the convex pieces that stand in the cell are left out, and their walls in it look for
themselves: a ray from an open point of the cell that enters such a piece starts in
front of one of those walls and runs against it, since the way from the point to the
piece inside the cell crosses one. While the sun stands before all of them, none of
these pieces shades the cell.
"""

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.analyses.convex_pieces import bodies_of
from sunlight.intervals import Intervals, complement, intersection
from sunlight.scene import Obstructions, Prism, Receivers
from sunlight.scene.margins import grown_prisms
from sunlight.shade import blocked_intervals, lit_intervals
from sunlight.shade.cells import CellLight, covered
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["WallCells"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WallCells:
    """Walls that stand on a plane, ready to be asked for the cells they cross.

    Parameters
    ----------
    light : CellLight
        Bodies round the plane.
    meshes : CellLight
        The meshes among them alone.
    prisms : tuple of Prism
        The prisms in convex pieces, each an owner of its own.
    standing : (n,) ndarray of object
        Outlines of those that stand on the plane, empty of the others. [m]
    walls : (w,) ndarray of object
        Walls of those. [m]
    facing : Intervals, (w,)
        When the sun stands before each wall. [min]
    """

    light: CellLight
    meshes: CellLight
    prisms: tuple[Prism, ...]
    standing: NDArray[np.object_]
    walls: NDArray[np.object_]
    facing: Intervals

    @classmethod
    def of(cls, light: CellLight) -> "WallCells":
        """Walls of the bodies that a plane's cells look at.

        Parameters
        ----------
        light : CellLight
            Bodies round the plane.
        """
        cut = [b for b in bodies_of(light.cut) if isinstance(b, Prism)]
        prisms = tuple(
            Prism(f"{i}", p.polygon, p.base, p.top) for i, p in enumerate(cut)
        )
        level = light.z + CONTACT_DISTANCE
        standing = np.array(
            [
                p.polygon if p.base <= level < p.top else shapely.Polygon()
                for p in prisms
            ],
            dtype=object,
        )
        rings = [shapely.get_coordinates(p) for p in standing if not p.is_empty]
        ends = [np.stack([r[:-1], r[1:]], axis=1) for r in rings]
        sides = np.concatenate([np.empty((0, 2, 2)), *ends])
        along = sides[:, 1] - sides[:, 0]
        normals = np.column_stack([along[:, 1], -along[:, 0], np.zeros(len(along))])
        feet = np.column_stack([sides[:, 0], np.zeros(len(along))])
        before = Receivers.from_points(feet, normals=normals)
        return cls(
            light=light,
            meshes=replace(
                light, bodies=tuple(b for b in light.bodies if not isinstance(b, Prism))
            ),
            prisms=prisms,
            standing=standing,
            walls=np.asarray(shapely.linestrings(sides), dtype=object),
            facing=lit_intervals(before, Obstructions.empty(), light.path),
        )

    def everywhere(self, centres: NDArray[np.float64], half: float) -> Intervals:
        """Instants at which every open point of a cell is lit (处处受照时段).

        Parameters
        ----------
        centres : (n, 2) ndarray of float64
            Middles of the cells. [m]
        half : float
            Half a side of theirs. [m]

        Returns
        -------
        Intervals, (n,)
            Never more than the lit intervals of any point of the cell that lies in no
            prism. [min]
        """
        path, level = self.light.path, np.full(len(centres), self.light.z)
        seen = Receivers.from_points(np.column_stack([centres, level]))
        grown = grown_prisms(self.prisms, half=half)
        blocked = blocked_intervals(seen, grown, path)
        cell = np.repeat(np.arange(len(centres)), np.diff(blocked.offsets))
        piece = np.array([int(name) for name in grown.owner_names], dtype=np.int64)
        reach = half + CONTACT_DISTANCE
        low, high = centres - reach, centres + reach
        boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
        count = np.int64(max(len(self.prisms), 1))
        in_cell, stands = shapely.STRtree(self.standing).query(boxes, "intersects")
        left_out = np.isin(
            cell * count + piece[blocked.owner], in_cell * count + stands
        )
        by_wall, wall = shapely.STRtree(self.walls).query(boxes, "intersects")
        behind = complement(self.facing, path.lit_band).take(wall)
        group, start, end = covered(
            np.concatenate(
                [cell[~left_out], np.repeat(by_wall, np.diff(behind.offsets))]
            ),
            np.concatenate([blocked.start[~left_out], behind.start]),
            np.concatenate([blocked.end[~left_out], behind.end]),
            1,
        )
        offsets = np.searchsorted(group, np.arange(len(centres) + 1))
        dark = Intervals._trusted(offsets.astype(np.int64), start, end)
        lit = complement(dark, path.lit_band)
        if not len(self.light.skin):
            return lit
        return intersection(lit, self.meshes.everywhere(centres, half))
