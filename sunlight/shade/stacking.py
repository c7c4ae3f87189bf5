"""Loose points that stand over each other, found and taken as columns (叠点成列).

Arrays of points often hold the floors of a façade, in whatever order. What a column
shares is then worked out once. The answers are the same, bit for bit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.intervals.columns import offsets_of
from sunlight.scene import Receivers

__all__ = ["Stacked", "stacked"]

_SAMPLE = 4096
"""Points looked at before all are: where none of them share a place, few do."""
_FEWEST = 64  # fewer points are not worth it


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stacked:
    """The same points in columns (成列受影点).

    Parameters
    ----------
    receivers : Receivers, (r,)
        The points, those of one place in a column.
    place : (r,) ndarray of int64
        Where each of the given points is among them.
    """

    receivers: Receivers
    place: NDArray[np.int64]


def stacked(receivers: Receivers) -> Stacked | None:
    """Loose receivers of the same place, wall and owner, in columns (叠点成列).

    Parameters
    ----------
    receivers : Receivers, (r,)
        A column a point.

    Returns
    -------
    Stacked or None
        None where few of the points share a place.
    """
    count = len(receivers)
    if count < _FEWEST or not _promising(receivers.xy):
        return None
    from sunlight.shade.kernel import match_places, order_by_cell

    column = np.empty(count, dtype=np.int64)
    table = np.full(1 << (2 * count - 1).bit_length(), -1, dtype=np.int64)
    bits = receivers.xy.view(np.int64)
    found = match_places(bits, receivers.normals, receivers.owner, table, column)
    if 2 * found > count:
        return None
    order = np.empty(count, dtype=np.int64)
    order_by_cell(column, np.zeros(found + 1, dtype=np.int64), order)
    offsets = offsets_of(np.bincount(column, minlength=found))
    first = order[offsets[:-1]]
    place = np.empty(count, dtype=np.int64)
    place[order] = np.arange(count)
    columns = Receivers(
        xy=receivers.xy[first],
        offsets=offsets,
        z=receivers.z[order],
        normals=receivers.normals[first],
        owner=receivers.owner[first],
        owner_names=receivers.owner_names,
    )
    return Stacked(receivers=columns, place=place)


def _promising(xy: NDArray[np.float64]) -> bool:
    """Whether points drawn at random, always the same ones, share places."""
    drawn = xy
    if len(xy) > _SAMPLE:
        chosen = np.random.default_rng(0).integers(0, len(xy), _SAMPLE)
        drawn = xy[np.unique(chosen)]
    places = np.unique(drawn[:, 0] + 1j * drawn[:, 1])
    return len(places) < len(drawn)
