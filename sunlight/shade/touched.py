"""Which receivers some bodies can shade at all (可能受影), never too strict.

It answers for changed bodies what the engine's own culling answers for all: whether
they may stand before the sun. Where it says no, a run with the bodies and one without
them give the same rows to the last bit.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sunlight.errors import InputError
from sunlight.scene import Receivers
from sunlight.shade.sun import sun_array
from sunlight.solar import SunPath
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["touched", "touched_places"]

_MARGIN: Final = 10.0 * CONTACT_DISTANCE
"""Bodies are taken this much larger on all sides: contact counts. [m]"""
_ROUNDING: Final = 1e-9
"""And by this share of the largest coordinate, for its rounding."""
_BLOCK: Final = 256
"""Neighbouring places that are looked at together first."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Places:
    """Boxes in plan with their lowest elevation, (n,) each."""

    x0: Floats
    y0: Floats
    x1: Floats
    y1: Floats
    low: Floats

    def __len__(self) -> int:
        return len(self.low)

    def take(self, chosen: NDArray[np.int64]) -> "_Places":
        """Return some of them; those without an extent are taken once."""
        x0, y0 = self.x0[chosen], self.y0[chosen]
        points = self.x1 is self.x0
        return _Places(
            x0=x0,
            y0=y0,
            x1=x0 if points else self.x1[chosen],
            y1=y0 if points else self.y1[chosen],
            low=self.low[chosen],
        )

    def blocks(self) -> "_Places":
        """Boxes of neighbours in the order given, `_BLOCK` at a time."""
        first = np.arange(0, len(self), _BLOCK)
        return _Places(
            x0=np.minimum.reduceat(self.x0, first),
            y0=np.minimum.reduceat(self.y0, first),
            x1=np.maximum.reduceat(self.x1, first),
            y1=np.maximum.reduceat(self.y1, first),
            low=np.minimum.reduceat(self.low, first),
        )


def touched(receivers: Receivers, boxes: ArrayLike, path: SunPath) -> NDArray[np.bool_]:
    """Columns of receivers that some bodies can shade or touch (可能受影的点列).

    By the reach of their height at the lowest sun, the wedge of the sun's azimuths, the
    north, and the height they need to meet the sun's path; bodies that a receiver
    stands on or in count. Some of the columns may not be shaded after all; those left
    out certainly are not.

    Parameters
    ----------
    receivers : Receivers, (c,) columns
        Points.
    boxes : (b, 6) array-like
        xmin, ymin, zmin, xmax, ymax, zmax of bodies, such as
        ``Obstructions.part_box``. [m]
    path : SunPath
        Sun's path of the day.

    Returns
    -------
    (c,) ndarray of bool
        One a column, however many of its points are touched.

    Raises
    ------
    InputError
        If `boxes` are not of that shape, not finite or upside down.
    """
    x = np.ascontiguousarray(receivers.xy[:, 0])
    y = np.ascontiguousarray(receivers.xy[:, 1])
    counts = np.diff(receivers.offsets)
    if (counts == 1).all():
        low = receivers.z
    else:
        low = np.full(len(x), np.inf)
        filled = counts > 0
        if filled.any():
            starts = receivers.offsets[:-1][filled]
            low[filled] = np.minimum.reduceat(receivers.z, starts)
    places = _Places(x0=x, y0=y, x1=x, y1=y, low=low)
    return _touched(places, _checked_boxes(boxes), path)


def touched_places(
    plan: Floats, low: Floats, boxes: ArrayLike, path: SunPath
) -> NDArray[np.bool_]:
    """As :func:`touched`, for places with an extent in plan, such as whole sills.

    Parameters
    ----------
    plan : (n, 4) ndarray
        xmin, ymin, xmax, ymax of each place. [m]
    low : (n,) ndarray
        Its lowest elevation. [m]
    boxes, path
        As in :func:`touched`.

    Returns
    -------
    (n,) ndarray of bool
        Whether a point of the place can be shaded.
    """
    x0, y0, x1, y1 = np.ascontiguousarray(plan.T)
    places = _Places(x0=x0, y0=y0, x1=x1, y1=y1, low=low)
    return _touched(places, _checked_boxes(boxes), path)


def _checked_boxes(boxes: ArrayLike) -> Floats:
    """Boxes (b, 6), finite and the right way up."""
    found = np.asarray(boxes, dtype=np.float64)
    if found.size == 0:
        found = found.reshape(0, 6)
    if found.ndim != 2 or found.shape[1] != 6:
        raise InputError(
            f"expected boxes of shape (b, 6), got {found.shape}",
            where="boxes",
            value=found.shape,
        )
    usable = np.isfinite(found).all(axis=1) & (found[:, 3:] >= found[:, :3]).all(axis=1)
    if not usable.all():
        row = int(np.flatnonzero(~usable)[0])
        raise InputError(
            "expected finite xmin, ymin, zmin, xmax, ymax, zmax, the last three not "
            f"below the first, got {found[row].tolist()}",
            where=f"boxes[{row}]",
            value=found[row].tolist(),
        )
    return found


def _touched(places: _Places, boxes: Floats, path: SunPath) -> NDArray[np.bool_]:
    """Which places some box touches; blocks of neighbours first."""
    found = np.zeros(len(places), dtype=np.bool_)
    if len(places) == 0:
        return found
    sun = sun_array(path)
    fast = path.azimuth_increases
    blocks = places.blocks()
    everywhere = np.arange(len(places))
    for box in boxes:
        near = _may_shade(blocks, box, sun, fast=fast)
        if not near.any():
            continue
        chosen = everywhere
        if not near.all():
            chosen = everywhere[np.repeat(near, _BLOCK)[: len(places)]]
        chosen = chosen[~found[chosen]]
        some = places if len(chosen) == len(places) else places.take(chosen)
        found[chosen[_may_shade(some, box, sun, fast=fast)]] = True
        if found.all():
            break
    return found


def _may_shade(
    places: _Places, box: Floats, sun: Floats, *, fast: bool
) -> NDArray[np.bool_]:
    """Whether a body in a box may shade each place, or touch it, (n,).

    The tests are those of :mod:`sunlight.shade.culling`, of a slightly larger body: it
    holds whatever it touches, and what it holds passes all of them.
    """
    from sunlight.shade import arcs  # fields of the sun; it loads numba

    margin = _MARGIN + _ROUNDING * float(np.abs(box).max())
    x0, x1 = (box[0] - margin) - places.x1, (box[3] + margin) - places.x0
    y0, y1 = (box[1] - margin) - places.y1, (box[4] + margin) - places.y0
    height = (box[5] + margin) - places.low
    reach = (
        np.maximum(height, 0.0) * sun[arcs.REACH]
        if np.isfinite(sun[arcs.REACH])
        else np.inf
    )
    may: NDArray[np.bool_] = height > 0.0
    may &= (x0 <= reach) & (x1 >= -reach) & (y0 <= reach) & (y1 >= -reach)
    if not may.any():
        return may
    if sun[arcs.NORTH] == 0.0:
        may &= y0 <= 0.0
    if fast:
        ex, ey = sun[arcs.E0X], sun[arcs.E0Y]
        may &= np.minimum(ex * y0, ex * y1) + np.minimum(-ey * x0, -ey * x1) <= 0.0
        ex, ey = sun[arcs.E1X], sun[arcs.E1Y]
        may &= np.maximum(ex * y0, ex * y1) + np.maximum(-ey * x0, -ey * x1) >= 0.0
    if sun[arcs.SIN_DEC] <= 0.0 and sun[arcs.SIN_LAT] > 0.0:
        below = -y1 * sun[arcs.COS_LAT] - height * sun[arcs.SIN_LAT]
        far = np.maximum(-x0, x1) ** 2 + y0 * y0 + height * height
        may &= (y1 >= 0.0) | (below <= -sun[arcs.SIN_DEC] * np.sqrt(far))
    return may
