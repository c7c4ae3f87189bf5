"""Level rays through meshes that are not closed: which side is inside (水平射线)."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["most_rays_inside"]

ASIDE_CONTACT: Final = 0.005
"""Faces nearer before a wall than this are the wall itself, drawn twice. [m]"""

RAYS_DEG: Final = (0.0, 17.0, -23.0)
"""Directions in which it is tried whether a side of a wall is inside; most count, since
one may leave through an open window."""

PAIRS_AT_ONCE: Final = 500_000
"""Walls times faces in one go, which keeps memory below 200 MB."""


def most_rays_inside(
    places: NDArray[np.float64],
    way: NDArray[np.float64],
    triangles: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Whether most level rays cross an odd number of faces (水平射线), (n,).

    Parameters
    ----------
    places : (n, 3) ndarray of float64
        On walls. [m]
    way : (n, 2) ndarray of float64
        Unit vectors away from them in plan.
    triangles : (t, 3, 3) ndarray of float64
        All faces. [m]
    """
    votes = np.zeros(len(places), dtype=np.int64)
    for degrees in RAYS_DEG:
        angle = np.radians(degrees)
        turn = np.array(
            [[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]
        )
        votes += _crossings(places, way @ turn, triangles) % 2
    return votes * 2 > len(RAYS_DEG)


def _crossings(
    places: NDArray[np.float64],
    way: NDArray[np.float64],
    triangles: NDArray[np.float64],
) -> NDArray[np.int64]:
    """How many faces the level ray from each place crosses farther than contact."""
    count = np.zeros(len(places), dtype=np.int64)
    portion = max(PAIRS_AT_ONCE // max(len(triangles), 1), 1)
    for first in range(0, len(places), portion):
        some = slice(first, first + portion)
        x, y, z = (places[some, k][:, None] for k in range(3))
        dx, dy = way[some, 0][:, None], way[some, 1][:, None]
        right = triangles[:, :, 0] - x[..., None], triangles[:, :, 1] - y[..., None]
        off = right[0] * dy[..., None] - right[1] * dx[..., None]
        along = right[0] * dx[..., None] + right[1] * dy[..., None]
        high = triangles[:, :, 2] > z[..., None]
        lift = triangles[:, :, 2] - z[..., None]
        # the level line of a face: where two of its edges cross the height of the ray
        ends_off, ends_along = [], []
        for k in range(3):
            j = (k + 1) % 3
            cut = high[..., k] != high[..., j]
            with np.errstate(divide="ignore", invalid="ignore"):
                share = np.where(cut, lift[..., k] / (lift[..., k] - lift[..., j]), 0)
            at_off = off[..., k] + share * (off[..., j] - off[..., k])
            at = along[..., k] + share * (along[..., j] - along[..., k])
            ends_off.append(np.where(cut, at_off, np.nan))
            ends_along.append(np.where(cut, at, np.nan))
        offs, at = np.stack(ends_off), np.stack(ends_along)
        low, far = np.fmin.reduce(offs), np.fmax.reduce(offs)
        pick = np.where(np.isnan(offs), np.inf, offs)
        begin = np.take_along_axis(at, pick.argmin(axis=0)[None], axis=0)[0]
        pick = np.where(np.isnan(offs), -np.inf, offs)
        end = np.take_along_axis(at, pick.argmax(axis=0)[None], axis=0)[0]
        hit = (low <= 0.0) & (far > 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            where = begin - low / (far - low) * (end - begin)
            count[some] = (hit & (where > ASIDE_CONTACT)).sum(axis=1)
    return count
