"""Faces as polygons in azimuth and altitude (天球投影).

A face is cut at the horizon and at the four cardinal planes, so that a piece lies in
one quarter of the sky: its azimuths never wrap, and the zenith can only be a corner.
"""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

__all__ = ["WHOLE_SKY", "half_sky", "half_space", "quadrants", "sky_polygons"]

WHOLE_SKY: Final = shapely.box(0.0, 0.0, 360.0, 90.0)
_MOST_HALVINGS: Final = 16
_STEP_DEG: Final = 0.25  # of the limit of a tilted half-space [degrees]
_LEAST_ARC: Final = 1e-12  # shorter arcs are points [rad]

_QUARTERS: Final = ((1.0, 1.0), (1.0, -1.0), (-1.0, -1.0), (-1.0, 1.0))
"""Signs of x and y, clockwise from north."""


def half_sky(x: float, y: float) -> BaseGeometry:
    """Half of the sky on the positive side of an upright plane (半天球).

    Parameters
    ----------
    x, y : float
        Normal of the plane in plan, x east, y north.
    """
    middle = float(np.degrees(np.arctan2(x, y)))
    low = (middle - 90.0) % 360.0
    if low <= 180.0:
        return shapely.box(low, 0.0, low + 180.0, 90.0)
    return shapely.union_all(
        [shapely.box(low, 0.0, 360.0, 90.0), shapely.box(0.0, 0.0, low - 180.0, 90.0)]
    )


def half_space(normal: NDArray[np.float64]) -> BaseGeometry:
    """Sky on the positive side of any plane through the point (平面一侧的天空).

    Parameters
    ----------
    normal : (3,) ndarray
        Normal of the plane; upright planes are exact, others stepped by 0.25°.
    """
    x, y, z = (float(value) for value in normal)
    if z == 0.0:
        return half_sky(x, y)
    azimuth = np.arange(0.0, 360.0 + _STEP_DEG, _STEP_DEG)
    turn = np.radians(azimuth)
    across = x * np.sin(turn) + y * np.cos(turn)
    limit = np.clip(np.degrees(np.arctan(-across / z)), 0.0, 90.0)
    edge = 90.0 if z > 0.0 else 0.0
    chain = np.column_stack([azimuth, limit])
    corners = np.concatenate([chain, [[360.0, edge], [0.0, edge]]])
    ring = shapely.Polygon(corners)
    return shapely.make_valid(ring, method="structure", keep_collapsed=False)


def quadrants(
    corners: NDArray[np.float64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Faces above the horizon cut into quarters of the sky (分象限).

    Parameters
    ----------
    corners : (f, k, 3) ndarray
        Convex planar faces as seen from the origin; corners may repeat.

    Returns
    -------
    row : (n,) ndarray of int64
        Face of each piece.
    quarter : (n,) ndarray of int64
        Quarter of the sky, clockwise from north.
    pieces : (n, m, 3) ndarray
        Corners; the last one may repeat.
    """
    up = _cut(corners, 2, 1.0)
    rows, quarters, pieces = [], [], []
    for quarter, (east, north) in enumerate(_QUARTERS):
        cut = _cut(_cut(up, 0, east), 1, north)
        kept = np.flatnonzero(np.abs(cut - cut[:, :1]).max(axis=(1, 2), initial=0.0))
        rows.append(kept)
        quarters.append(np.full(len(kept), quarter))
        pieces.append(cut[kept])
    return np.concatenate(rows), np.concatenate(quarters), np.concatenate(pieces)


def _cut(faces: NDArray[np.float64], axis: int, sign: float) -> NDArray[np.float64]:
    """Part of convex polygons where ``sign * coordinate >= 0`` (n, k + 1, 3).

    What is left of a polygon is padded with its last corner; of nothing, with zeros.
    """
    count = faces.shape[1]
    height = faces[:, :, axis] * sign
    after = np.roll(faces, -1, axis=1)
    height_after = np.roll(height, -1, axis=1)
    crosses = (height > 0.0) & (height_after < 0.0)
    crosses |= (height < 0.0) & (height_after > 0.0)
    span = np.where(crosses, height - height_after, 1.0)
    share = np.where(crosses, height / span, 0.0)
    crossing = faces + share[:, :, None] * (after - faces)
    crossing[:, :, axis] = 0.0
    both = np.stack([faces, crossing], axis=2).reshape(len(faces), 2 * count, 3)
    held = np.stack([height >= 0.0, crosses], axis=2).reshape(len(faces), 2 * count)
    order = np.argsort(~held, axis=1, kind="stable")
    number = held.sum(axis=1)
    at = np.minimum(np.arange(count + 1)[None, :], np.maximum(number - 1, 0)[:, None])
    rows = np.arange(len(faces))[:, None]
    kept: NDArray[np.float64] = both[rows, order[rows, at]]
    kept[number == 0] = 0.0
    return kept


def sky_polygons(
    row: NDArray[np.int64],
    quarter: NDArray[np.int64],
    pieces: NDArray[np.float64],
    *,
    bound: float,
) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
    """Pieces as polygons in azimuth and altitude (投影多边形).

    Parameters
    ----------
    row, quarter, pieces
        As from :func:`quadrants`.
    bound : float
        Greatest angle between a side of a polygon and the arc it stands for. [degrees]

    Returns
    -------
    row : (n,) ndarray of int64
        Face of each polygon.
    polygons : (n,) ndarray of shapely.Polygon
        In degrees, azimuth clockwise from north.
    """
    number, local = _with_zenith(quarter, pieces)
    polygon, side, share, place = _chords(number, local, bound)
    order = np.lexsort((share, side, polygon))
    polygon, place = polygon[order], place[order]
    size = np.bincount(polygon, minlength=len(row))
    enough = (size >= 3)[polygon]
    used, ring = np.unique(polygon[enough], return_inverse=True)
    if len(used) == 0:
        return np.empty(0, np.int64), np.empty(0, object)
    place = place[enough] + np.column_stack(
        [90.0 * quarter[polygon[enough]], np.zeros(int(enough.sum()))]
    )
    made = np.array(
        shapely.polygons(shapely.linearrings(place, indices=ring)), dtype=object
    )
    bad = ~shapely.is_valid(made)
    made[bad] = shapely.make_valid(made[bad], method="structure", keep_collapsed=False)
    solid = shapely.area(made) > 0.0
    return row[used[solid]], made[solid]


def _with_zenith(
    quarter: NDArray[np.int64], pieces: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Sides of the pieces: piece (e,), and the two ends (e, 2, 3) in its quarter.

    Ends hold the distance towards the first and the second limit of the quarter, and
    the height, so that the azimuth within it is the angle between the first two.
    """
    signs = np.array(_QUARTERS)[quarter]
    flat = np.abs(pieces[:, :, :2]) * (pieces[:, :, :2] * signs[:, None] > 0.0)
    odd = (quarter % 2 == 1)[:, None]
    right = np.where(odd, flat[:, :, 1], flat[:, :, 0])
    ahead = np.where(odd, flat[:, :, 0], flat[:, :, 1])
    local = np.stack([right, ahead, np.maximum(pieces[:, :, 2], 0.0)], axis=2)
    ends = np.stack([local, np.roll(local, -1, axis=1)], axis=2).reshape(-1, 2, 3)
    number = np.repeat(np.arange(len(pieces)), pieces.shape[1])
    kept = np.abs(ends[:, 1] - ends[:, 0]).max(axis=1, initial=0.0) > 0.0
    return number[kept], ends[kept]


def _chords(
    number: NDArray[np.int64], ends: NDArray[np.float64], bound: float
) -> tuple[
    NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]
]:
    """Corners of the chains of chords: piece, side, place along the side, position.

    An arc is halved until its quarter points lie within half the bound of the chord. A
    side that ends in the zenith has the azimuth of its other end there.
    """
    unit = ends / np.linalg.norm(ends, axis=2, keepdims=True)
    bend = np.linalg.norm(unit[:, 1] - unit[:, 0], axis=1)
    side = np.flatnonzero(bend > _LEAST_ARC)
    unit, share = unit[side], np.tile([0.0, 1.0], (len(side), 1))
    polygon, sides, shares, places = [], [], [], []
    for halving in range(_MOST_HALVINGS + 1):
        first, last = _placed(unit)
        if halving == _MOST_HALVINGS:
            done = np.ones(len(side), dtype=np.bool_)
        else:
            done = _sagitta(unit, first, last) <= bound / 2.0
        for at, place in ((0, first), (1, last)):
            polygon.append(number[side[done]])
            sides.append(side[done])
            shares.append(share[done, at])
            places.append(place[done])
        open_ = ~done
        if not open_.any():
            break
        middle = unit[open_].sum(axis=1)
        middle /= np.linalg.norm(middle, axis=1, keepdims=True)
        half = share[open_].mean(axis=1)
        unit = np.concatenate(
            [
                np.stack([unit[open_, 0], middle], axis=1),
                np.stack([middle, unit[open_, 1]], axis=1),
            ]
        )
        share = np.concatenate(
            [
                np.column_stack([share[open_, 0], half]),
                np.column_stack([half, share[open_, 1]]),
            ]
        )
        side = np.tile(side[open_], 2)
    return (
        np.concatenate(polygon),
        np.concatenate(sides),
        np.concatenate(shares),
        np.concatenate(places),
    )


def _placed(unit: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Positions of both ends of arcs (n, 2, 3) in their quarter, (n, 2) each. [deg]."""
    first, last = _position(unit[:, 0]), _position(unit[:, 1])
    for one, other, at in ((first, last, 0), (last, first, 1)):
        zenith = (unit[:, at, :2] == 0.0).all(axis=1)
        one[zenith, 0] = other[zenith, 0]
    return first, last


def _position(unit: NDArray[np.float64]) -> NDArray[np.float64]:
    """Azimuth within the quarter and altitude, (n, 2). [degrees]."""
    azimuth = np.arctan2(unit[:, 0], unit[:, 1])
    altitude = np.arctan2(unit[:, 2], np.hypot(unit[:, 0], unit[:, 1]))
    place: NDArray[np.float64] = np.degrees(np.column_stack([azimuth, altitude]))
    return place


def _sagitta(
    unit: NDArray[np.float64], first: NDArray[np.float64], last: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Greatest distance of the quarter points of arcs from their chords. [degrees]."""
    greatest = np.zeros(len(unit))
    middle = unit.sum(axis=1)
    middle /= np.linalg.norm(middle, axis=1, keepdims=True)
    for between in (unit[:, 0] + middle, middle, middle + unit[:, 1]):
        at = _position(between)
        scale = np.column_stack([np.cos(np.radians(at[:, 1])), np.ones(len(at))])
        chord, to = (last - first) * scale, (at - first) * scale
        length = np.maximum(np.hypot(chord[:, 0], chord[:, 1]), 1e-12)
        off = np.abs(chord[:, 0] * to[:, 1] - chord[:, 1] * to[:, 0]) / length
        greatest = np.maximum(greatest, off)
    return greatest
