"""Receivers cut into tiles, and what can shade each of them (分块)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError
from sunlight.scene import Obstructions, Receivers
from sunlight.scene.slices import (
    ObstructionsSlice,
    rows_of_columns,
    take_columns,
    take_parts,
)
from sunlight.shade.sun import sun_array
from sunlight.solar import SunPath

__all__ = [
    "TILE_RECEIVERS",
    "Tile",
    "cut_by_count",
    "cut_by_square",
    "halo_parts",
    "obstructions_near",
]

TILE_RECEIVERS: Final = 20_000
"""Receivers of a tile, where nothing else is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tile:
    """Columns of receivers that are computed together (块).

    Parameters
    ----------
    columns : (c,) ndarray of int64
        Numbers of the columns, rising.
    rows : (r,) ndarray of int64
        Numbers of their receivers, rising.
    """

    columns: NDArray[np.int64]
    rows: NDArray[np.int64]

    def of(self, receivers: Receivers) -> Receivers:
        """The receivers of the tile."""
        return take_columns(receivers, self.columns)


def cut_by_count(receivers: Receivers, count: int) -> tuple[Tile, ...]:
    """Tiles of about equal numbers of receivers, compact in plan (按数量分块).

    The receivers are halved across the longer side of their box, again and again;
    columns stay whole. Fewer tiles come back where there are fewer columns.

    Parameters
    ----------
    receivers : Receivers
        To be cut.
    count : int
        Tiles wanted, 1 or more.

    Raises
    ------
    InputError
        If `count` is not a whole number of at least 1.
    """
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise InputError(
            f"{count!r} is no number of tiles: give a whole number, 1 or more",
            where="tiles",
            value=count,
        )
    sizes = np.diff(receivers.offsets)
    cut: list[NDArray[np.int64]] = []
    waiting = [(np.flatnonzero(sizes > 0), count)]
    while waiting:
        columns, wanted = waiting.pop()
        if wanted == 1 or len(columns) < 2:
            cut.append(np.sort(columns))
            continue
        plan = receivers.xy[columns]
        axis = int(np.argmax(np.ptp(plan, axis=0)))
        columns = columns[np.argsort(plan[:, axis], kind="stable")]
        work = np.cumsum(sizes[columns])
        share = work[-1] * (wanted // 2) / wanted
        at = int(np.clip(np.searchsorted(work, share) + 1, 1, len(columns) - 1))
        waiting.append((columns[at:], wanted - wanted // 2))
        waiting.append((columns[:at], wanted // 2))
    return _tiles(receivers, cut)


def cut_by_square(receivers: Receivers, side: float) -> tuple[Tile, ...]:
    """Tiles of the columns in squares of the plan, row by row (按方格分块).

    Parameters
    ----------
    receivers : Receivers
        To be cut.
    side : float
        Side of the squares, whose corners lie at multiples of it. [m]

    Raises
    ------
    InputError
        If `side` is not positive and finite.
    """
    if not (np.isfinite(side) and side > 0.0):
        raise InputError(
            f"{side!r} is no side of a square: give metres, more than 0",
            where="side",
            value=side,
        )
    columns = np.flatnonzero(np.diff(receivers.offsets) > 0)
    square = np.floor(receivers.xy[columns] / side)
    _, of = np.unique(square[:, ::-1], axis=0, return_inverse=True)
    order = np.argsort(of, kind="stable")
    cuts = np.flatnonzero(np.diff(of[order])) + 1
    return _tiles(receivers, np.split(columns[order], cuts) if len(columns) else [])


def _tiles(receivers: Receivers, cut: list[NDArray[np.int64]]) -> tuple[Tile, ...]:
    """Tiles of some columns each; those without any are left out."""
    return tuple(
        Tile(columns=columns, rows=rows_of_columns(receivers, columns))
        for columns in cut
        if len(columns)
    )


def halo_parts(
    box: NDArray[np.float64], obstructions: Obstructions, path: SunPath
) -> NDArray[np.int64]:
    """Active parts that may shade something in a box, (n,) (影响范围内的遮挡体).

    Boxes only: the height of a part over the lowest receiver times the cotangent of the
    lowest sun of the band; the side of the sun; the wedge of its directions. Every part
    that the engine would look at for a receiver of the tile is among them.

    Parameters
    ----------
    box : (5,) ndarray
        x0, y0, lowest z, x1, y1 of the receivers. [m]
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day.

    Returns
    -------
    (n,) ndarray of int64
        Numbers of the parts, rising.
    """
    from sunlight.shade.arcs import E0X, E0Y, E1X, E1Y, NORTH, REACH

    sun = sun_array(path)
    parts = obstructions.part_box
    x0, x1 = parts[:, 0] - box[3], parts[:, 3] - box[0]
    y0, y1 = parts[:, 1] - box[4], parts[:, 4] - box[1]
    height = parts[:, 5] - box[2]
    keep = obstructions.part_active & (height > 0.0)
    reach = np.where(keep, height, 1.0) * sun[REACH]
    keep &= (x0 <= reach) & (x1 >= -reach) & (y0 <= reach) & (y1 >= -reach)
    if sun[NORTH] == 0.0:
        keep &= y0 <= 0.0
    if path.azimuth_increases:
        ex, ey = sun[E0X], sun[E0Y]
        keep &= np.minimum(ex * y0, ex * y1) + np.minimum(-ey * x0, -ey * x1) <= 0.0
        ex, ey = sun[E1X], sun[E1Y]
        keep &= np.maximum(ex * y0, ex * y1) + np.maximum(-ey * x0, -ey * x1) >= 0.0
    return np.flatnonzero(keep)


def obstructions_near(
    receivers: Receivers, obstructions: Obstructions, path: SunPath
) -> ObstructionsSlice:
    """What may shade the receivers of a tile, numbered as in the whole (块的遮挡体).

    Parameters
    ----------
    receivers : Receivers
        Those of the tile.
    obstructions, path
        As in :func:`halo_parts`.
    """
    if len(receivers) == 0:
        return take_parts(obstructions, np.empty(0, dtype=np.int64))
    low, high = receivers.xy.min(axis=0), receivers.xy.max(axis=0)
    box = np.array([*low, receivers.z.min(), *high])
    return take_parts(obstructions, halo_parts(box, obstructions, path))
