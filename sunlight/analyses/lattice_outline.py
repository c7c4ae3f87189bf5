"""Outline of a union of lattice squares, in whole numbers (方格并集轮廓).

Sides that two squares share cancel out, level by level from the coarsest to the finest,
so that no overlay of polygons is needed and nothing is rounded.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.analyses.squares import ROW, Squares

__all__ = ["lattice_outline"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Sides:
    """Level or upright sides of one length, each met once.

    Parameters
    ----------
    along, across : (n,) ndarray of int64
        Where a side begins along its own direction, and the line it is on.
    sign : (n,) ndarray of int64
        1 where the squares lie on the left of the direction, else -1.
    """

    along: NDArray[np.int64]
    across: NDArray[np.int64]
    sign: NDArray[np.int64]

    def halved(self) -> "_Sides":
        """The same sides in halves."""
        first = 2 * self.along
        return _Sides(
            along=np.concatenate([first, first + 1]),
            across=np.tile(2 * self.across, 2),
            sign=np.tile(self.sign, 2),
        )

    def joined(self, other: "_Sides") -> "_Sides":
        """Sides of both, without those that both have."""
        along = np.concatenate([self.along, other.along])
        across = np.concatenate([self.across, other.across])
        sign = np.concatenate([self.sign, other.sign])
        number = across * ROW + along
        order = np.argsort(number, kind="stable")
        number = number[order]
        same = number[1:] == number[:-1]
        single = np.ones(len(number), dtype=np.bool_)
        single[1:] &= ~same
        single[:-1] &= ~same
        kept = order[single]
        return _Sides(along=along[kept], across=across[kept], sign=sign[kept])

    def runs(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Straight runs of sorted sides: where they begin, end, and their line.

        A run ends where the squares change sides, which is where two of them touch at a
        corner alone.
        """
        breaks = np.ones(len(self.along), dtype=np.bool_)
        breaks[1:] = (
            (self.across[1:] != self.across[:-1])
            | (self.along[1:] != self.along[:-1] + 1)
            | (self.sign[1:] != self.sign[:-1])
        )
        first = np.flatnonzero(breaks)
        last = np.append(first[1:], len(self.along)) - 1
        return self.along[first], self.along[last] + 1, self.across[first]


_NONE = np.empty(0, dtype=np.int64)


def lattice_outline(levels: Sequence[Squares]) -> shapely.MultiPolygon:
    """Union of squares of several sizes that do not overlap (方格并集).

    Parameters
    ----------
    levels : sequence of Squares
        Squares of one lattice, the coarsest first; each a level finer than the one
        before, the last of level 0.

    Returns
    -------
    shapely.MultiPolygon
        Their union; polygons that touch at a corner alone stay apart. [m]
    """
    level_sides = upright = _Sides(along=_NONE, across=_NONE, sign=_NONE)
    for squares in levels:
        x, y = squares.at[:, 0], squares.at[:, 1]
        one = np.ones(len(x), dtype=np.int64)
        both = np.concatenate([one, -one])
        level_sides = level_sides.halved().joined(
            _Sides(along=np.tile(x, 2), across=np.concatenate([y, y + 1]), sign=both)
        )
        # northwards the squares on the left are those to the west
        upright = upright.halved().joined(
            _Sides(along=np.tile(y, 2), across=np.concatenate([x, x + 1]), sign=-both)
        )
    if len(level_sides.along) == 0:
        return shapely.MultiPolygon()
    begin, end, line = level_sides.runs()
    level_runs = np.stack([begin, line, end, line], axis=1)
    begin, end, line = upright.runs()
    upright_runs = np.stack([line, begin, line, end], axis=1)
    ends = np.concatenate([level_runs, upright_runs]).reshape(-1, 2, 2)
    lines = np.asarray(shapely.linestrings(ends), dtype=object)
    faces = np.asarray(shapely.get_parts(shapely.polygonize(lines)), dtype=object)
    inside = _inside(faces, level_sides)
    finest = levels[-1].finest
    return shapely.transform(
        shapely.MultiPolygon(list(faces[inside])), lambda places: finest * places
    )


def _inside(faces: NDArray[np.object_], level_sides: _Sides) -> NDArray[np.bool_]:
    """Which faces consist of squares: above their lowest side is one, (n,)."""
    corners, face = shapely.get_coordinates(
        shapely.get_exterior_ring(faces), return_index=True
    )
    order = np.lexsort((corners[:, 0], corners[:, 1], face))
    first = order[np.flatnonzero(np.diff(face[order], prepend=-1))]
    # the lowest corner, of those the westernmost: from it a level side runs east, and
    # the face lies above it
    at = corners[first].astype(np.int64)
    number = level_sides.across * ROW + level_sides.along
    where = np.searchsorted(number, at[:, 1] * ROW + at[:, 0])
    found: NDArray[np.bool_] = level_sides.sign[where] > 0
    return found
