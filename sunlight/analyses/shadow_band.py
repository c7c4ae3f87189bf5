"""What is in shadow at some time of the band, between two bounds (时段阴影并集)."""

import math
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from sunlight.analyses.convex_pieces import ConvexPieces, convex_pieces
from sunlight.analyses.shadows import (
    Shadow,
    checked_level,
    hulls_of,
    shadow_reach,
    united,
    united_by_owner,
)
from sunlight.errors import InputError
from sunlight.scene import Obstructions
from sunlight.solar import SunPath

__all__ = ["band_instants", "shadow_over_band"]

FIRST_STEP: Final = 30.0
"""Steps of time are at most this long. [min]"""
MOST_INSTANTS: Final = 4_000
"""More are not taken: a coarser accuracy is asked for instead."""
FINEST_ACCURACY: Final = 1e-3
"""Finer ones are a slip: no drawing is that exact. [m]"""


def shadow_over_band(
    obstructions: Obstructions,
    path: SunPath,
    *,
    z: float,
    accuracy: float = 0.05,
    instants: ArrayLike | None = None,
) -> Shadow:
    """Every point of a plane that is in shadow at some time of the band (阴影并集).

    Not a union of samples: between two instants the tip of a shadow runs along an arc
    of a conic, which lies in the triangle of its chord and the tangents at both ends.
    The hull of a piece's corners moved by the three corners of that triangle holds all
    that it darkens meanwhile; what lies in the hull of the chord and not next to its
    two long sides is surely darkened.

    Parameters
    ----------
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day; its band, while the sun counts, is taken.
    z : float
        Elevation of the plane. [m]
    accuracy : float
        How far the outline may be from what is dark at most. [m]
    instants : (n,) array-like of float, optional
        Rising instants to bound the path between; by default :func:`band_instants`.
        Give those of the taller state to both when two states are compared.
        [min, true solar time]

    Returns
    -------
    Shadow
        ``inner`` and ``outline`` bound the union from both sides; ``error`` is the
        greatest distance reached.

    Raises
    ------
    InputError
        If a number is unusable, the sun stands below 0.1° in the band, or the accuracy
        needs too many instants.
    """
    level = checked_level(z)
    parts = convex_pieces(obstructions, z=level)
    if instants is None:
        minutes = _instants(parts, path, checked_accuracy(accuracy))
    else:
        minutes = _checked_instants(instants)
    outer, inner, error = [], [], 0.0
    for first, last in pairwise(minutes.tolist()):
        ends, tangent, off = _step(path, first, last)
        outer.append(hulls_of(parts, np.vstack([ends, tangent[None, :]])))
        inner.append(_surely_dark(parts, ends, off))
        error = max(error, off * parts.tallest)
    by_owner = united_by_owner(parts, np.array(outer, dtype=object).T)
    sure = [s for shapes in inner for s in shapes if s.area > 0.0]
    return Shadow(
        start=float(minutes[0]),
        end=float(minutes[-1]),
        z=level,
        path=path,
        outline=united(list(by_owner)),
        inner=united(sure),
        error=error,
        owners=parts.owner_names,
        by_owner=by_owner,
        instants=minutes,
    )


def band_instants(
    obstructions: Obstructions, path: SunPath, *, z: float, accuracy: float = 0.05
) -> NDArray[np.float64]:
    """Instants between which shadows are known well enough (时段分点).

    Parameters
    ----------
    obstructions : Obstructions
        What may stand before the sun in any of the states compared.
    path, z, accuracy
        As in :func:`shadow_over_band`.

    Returns
    -------
    (n,) ndarray of float64
        From the band's start to its end, while the sun counts. [min, true solar time]

    Raises
    ------
    InputError
        As :func:`shadow_over_band`.
    """
    parts = convex_pieces(obstructions, z=checked_level(z))
    return _instants(parts, path, checked_accuracy(accuracy))


def checked_accuracy(accuracy: float) -> float:
    """Accuracy as a float of 1 mm or more, finer than any survey (精度).

    Raises
    ------
    InputError
        If it is finer, or not finite.
    """
    if not (math.isfinite(accuracy) and accuracy >= FINEST_ACCURACY):
        raise InputError(
            f"expected {FINEST_ACCURACY:g} m or more, such as 0.05, got {accuracy!r}",
            where="accuracy",
            value=accuracy,
        )
    return float(accuracy)


def _checked_instants(instants: ArrayLike) -> NDArray[np.float64]:
    """At least two finite rising instants."""
    minutes = np.array(instants, dtype=np.float64)
    if minutes.ndim != 1 or len(minutes) < 2 or not (np.diff(minutes) > 0.0).all():
        raise InputError(
            "expected two or more rising minutes of true solar time",
            where="instants",
            value=minutes.shape,
        )
    return minutes


def _instants(
    parts: ConvexPieces, path: SunPath, accuracy: float
) -> NDArray[np.float64]:
    """Instants at which every step's triangle is flat enough for the tallest piece."""
    first, last = path.lit_band
    count = max(2, math.ceil((last - first) / FIRST_STEP) + 1)
    minutes = np.linspace(first, last, count)
    while True:
        wide = [
            _step(path, one, other)[2] * parts.tallest > accuracy
            for one, other in pairwise(minutes.tolist())
        ]
        if not any(wide):
            return minutes
        middles = (minutes[:-1] + minutes[1:])[np.array(wide)] / 2.0
        minutes = np.sort(np.concatenate([minutes, middles]))
        if len(minutes) > MOST_INSTANTS:
            raise InputError(
                f"an accuracy of {accuracy:g} m needs more than {MOST_INSTANTS} "
                f"instants for bodies {parts.tallest:g} m high; take a coarser one",
                where="accuracy",
                value=accuracy,
            )


def _step(
    path: SunPath, first: float, last: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Tips of a metre's shadow at two instants, where their tangents meet, how far off.

    Returns the tips (2, 2), the meeting point (2,) and its distance from the chord,
    all per metre of height.
    """
    ends = np.array([shadow_reach(path, first), shadow_reach(path, last)])
    one, other = _tip_speed(path, first), _tip_speed(path, last)
    chord = ends[1] - ends[0]
    length = float(np.hypot(chord[0], chord[1]))
    turn = one[0] * other[1] - one[1] * other[0]
    if abs(turn) <= 1e-12 * float(np.hypot(*one) * np.hypot(*other)):
        return ends, ends.mean(axis=0), 0.0
    share = (chord[0] * other[1] - chord[1] * other[0]) / turn
    meeting = ends[0] + share * one
    arm = meeting - ends[0]
    off = abs(float(chord[0] * arm[1] - chord[1] * arm[0])) / length
    return ends, meeting, off


def _tip_speed(path: SunPath, minute: float) -> NDArray[np.float64]:
    """Direction in which the tip of a shadow moves, (2,), of any length."""
    angle = float(path.hour_angle(minute))
    sun = path.directions(minute)
    turn = path.sine * math.cos(angle) - path.cosine * math.sin(angle)
    speed: NDArray[np.float64] = (sun[:2] * turn[2] - turn[:2] * sun[2]) / sun[2] ** 2
    return speed


def _surely_dark(
    parts: ConvexPieces, ends: NDArray[np.float64], off: float
) -> NDArray[np.object_]:
    """What each piece darkens during a step whatever the arc's course, (n,).

    Every corner moves along the chord to within `off` times its height. So the loop
    that runs round the hull of first and last shadow moves by no more than that, and
    only along the two sides that are parallel to the chord: a point of the hull farther
    than that from both stays inside of it, and is darkened.
    """
    if len(parts) == 0:
        return np.empty(0, dtype=object)
    hulls = hulls_of(parts, ends)
    chord = ends[1] - ends[0]
    along = chord / np.hypot(chord[0], chord[1])
    across = np.array([-along[1], along[0]])
    start = parts.offsets[:-1]
    moved = parts.xy + parts.height[:, None] * ends[0]
    side, forward = moved @ across, parts.xy @ along
    spare = off * np.maximum.reduceat(parts.height, start)
    low = np.minimum.reduceat(side, start) + spare
    high = np.maximum.reduceat(side, start) - spare
    reach = float(np.abs(forward).max()) + 2.0 * parts.tallest * float(
        np.hypot(ends[:, 0], ends[:, 1]).max()
    )
    far = np.array([-reach, reach, reach, -reach])
    height = np.stack([low, low, high, high], axis=1)
    strips = shapely.polygons(far[None, :, None] * along + height[:, :, None] * across)
    shapes: NDArray[np.object_] = np.asarray(
        shapely.intersection(hulls, strips), dtype=object
    )
    shapes[high <= low] = shapely.Polygon()
    return shapes
