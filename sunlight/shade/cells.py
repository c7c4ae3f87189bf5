"""When all, and when some, of a square cell of ground sees the sun (方格受照界限).

Both answers are sets of instants that hold whatever lies between the points of the
cell, not samples of it: counted minutes grow with the set of lit instants, since a
counted segment of the smaller set lies within one of the greater that is at least as
long, and so do the n longest. So they bound the counted minutes of every point.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.intervals import Intervals, complement, intersection
from sunlight.scene import Obstructions, Prism, Receivers, Solid
from sunlight.scene.margins import grown_prisms, near, pieces
from sunlight.scene.skins import SINK, Skin, skin_of
from sunlight.shade.lit import blocked_intervals, lit_intervals
from sunlight.solar import SunPath

__all__ = ["CellLight", "covered", "longest_shadow"]

_Rows = tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]
_CORNERS = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], dtype=np.int64)


def longest_shadow(path: SunPath) -> float:
    """Length of the longest shadow of the band over the height that throws it (影长率).

    Parameters
    ----------
    path : SunPath
        Sun's path; the sun is lowest at one end of the band.

    Returns
    -------
    float
        Cotangent of the lowest altitude.
    """
    directions = path.directions(np.array(path.lit_band))
    lowest = directions[np.argmin(directions[:, 2])]
    level = float(np.hypot(lowest[0], lowest[1]))
    return level / max(float(lowest[2]), 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CellLight:
    """Bodies round a ground, ready to be asked for its cells (方格受照).

    Parameters
    ----------
    bodies : tuple of Prism or Solid
        Those that stand and can throw a shadow on the ground.
    cut : Obstructions
        The same in convex pieces.
    skin : Skin
        The meshes among them.
    z : float
        Elevation of the ground. [m]
    path : SunPath
        Sun's path.
    """

    bodies: tuple[Prism | Solid, ...]
    cut: Obstructions
    skin: Skin
    z: float
    path: SunPath

    @classmethod
    def of(
        cls,
        bodies: Sequence[Prism | Solid],
        *,
        box: tuple[float, float, float, float],
        z: float,
        path: SunPath,
    ) -> "CellLight":
        """Keep the bodies that can shade a box, and cut them into pieces.

        Parameters
        ----------
        bodies : sequence of Prism or Solid
            Bodies that stand.
        box : (float, float, float, float)
            Least x and y, greatest x and y of the ground. [m]
        z : float
            Its elevation. [m]
        path : SunPath
            Sun's path.
        """
        keep = near(bodies, box=box, z=z, cotangent=longest_shadow(path))
        kept = tuple(b for b, k in zip(bodies, keep, strict=True) if k)
        skin = skin_of(kept, z=z)
        return cls(bodies=kept, cut=pieces(kept), skin=skin, z=z, path=path)

    def everywhere(self, centres: NDArray[np.float64], half: float) -> Intervals:
        """Instants at which every point of a cell is lit (处处受照时段).

        Parameters
        ----------
        centres : (n, 2) ndarray of float64
            Middles of the cells. [m]
        half : float
            Half a side of theirs. [m]

        Returns
        -------
        Intervals, (n,)
            Never more than the lit intervals of any point of the cell. [min]
        """
        level = np.full(len(centres), self.z)
        seen = Receivers.from_points(np.column_stack([centres, level]))
        prisms = grown_prisms(self.bodies, half=half)
        lit = lit_intervals(seen, prisms, self.path)
        if not len(self.skin):
            return lit
        meshes = self.skin.grown(half=half, cotangent=longest_shadow(self.path))
        seen = Receivers.from_points(np.column_stack([centres, level - SINK]))
        return intersection(lit, lit_intervals(seen, meshes, self.path))

    def somewhere(
        self, corner: NDArray[np.float64], side: float, cells: NDArray[np.int64]
    ) -> Intervals:
        """Instants at which not the whole of a cell is known to be dark (可能受照时段).

        Parameters
        ----------
        corner : (2,) ndarray of float64
            Corner of cell (0, 0). [m]
        side : float
            Side of the cells. [m]
        cells : (n, 2) ndarray of int64
            Which column and row each cell is in.

        Returns
        -------
        Intervals, (n,)
            Never less than the lit intervals of any point of the cell. [min]
        """
        at = cells[:, None, :] + _CORNERS
        places, which = np.unique(at.reshape(-1, 2), axis=0, return_inverse=True)
        level = np.full(len(places), self.z)
        seen = Receivers.from_points(np.column_stack([corner + side * places, level]))
        blocked = blocked_intervals(seen, self.cut, self.path)
        rows = blocked.take(which.reshape(-1))
        row = np.repeat(np.arange(4 * len(cells)), np.diff(rows.offsets))
        piece_count = np.int64(max(self.cut.part_count, 1))
        group, start, end = _common_to_four(
            (row // 4) * piece_count + rows.owner, row % 4, rows.start, rows.end
        )
        cell, start, end = covered(group // piece_count, start, end, 1)
        offsets = np.searchsorted(cell, np.arange(len(cells) + 1))
        dark = Intervals._trusted(offsets.astype(np.int64), start, end)
        return complement(dark, self.path.lit_band)


def _common_to_four(
    group: NDArray[np.int64],
    corner: NDArray[np.int64],
    start: NDArray[np.float64],
    end: NDArray[np.float64],
) -> _Rows:
    """What the intervals of four corners have in common, by group, (k,) each.

    Most groups have one interval for each corner; only the others are sorted by time.
    """
    order = np.argsort(group, kind="stable")
    group, corner, start, end = group[order], corner[order], start[order], end[order]
    first = np.flatnonzero(np.diff(group, prepend=-1))
    size = np.diff(np.append(first, len(group)))
    four = first[size == 4]
    at = four[:, None] + np.arange(4)
    plain = (corner[at] == np.arange(4)).all(axis=1)
    at = at[plain]
    begins, ends = start[at].max(axis=1), end[at].min(axis=1)
    long = ends > begins
    several = np.repeat(size > 4, size)
    others = covered(group[several], start[several], end[several], 4)
    return (
        np.concatenate([group[at[long, 0]], others[0]]),
        np.concatenate([begins[long], others[1]]),
        np.concatenate([ends[long], others[2]]),
    )


def covered(
    group: NDArray[np.int64],
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    depth: int,
) -> _Rows:
    """Where at least some number of a group's intervals overlap (重叠时段).

    At one instant intervals begin before others end, so that touching ones unite.

    Parameters
    ----------
    group : (k,) ndarray of int64
        Group of each interval.
    start, end : (k,) ndarray of float64
        Limits. [min]
    depth : int
        How many have to overlap; 1 gives the union.

    Returns
    -------
    (j,) ndarray of int64, (j,) ndarray of float64 twice
        Group, start and end of each stretch, by group and time.
    """
    count = len(start)
    groups = np.concatenate([group, group])
    time = np.concatenate([start, end])
    step = np.repeat(np.array([1, -1], dtype=np.int64), count)
    order = np.lexsort((-step, time, groups))
    groups, time, step = groups[order], time[order], step[order]
    level = np.cumsum(step)
    opens = (step > 0) & (level == depth)
    closes = (step < 0) & (level == depth - 1)
    first, last = time[opens], time[closes]
    long = last > first
    return groups[opens][long], first[long], last[long]
