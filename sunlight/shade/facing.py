"""Times that the orientation of a wall leaves to its windows (按朝向可计时段).

Some cities let the band depend on where a façade looks, or leave out sun that passes
along the wall (扫掠角). Both depend on the wall alone, not on what stands before it.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.conditions import OrientationBand
from sunlight.intervals import NO_FACE, OWN_WALL_PLANE, Intervals, intersection
from sunlight.intervals.columns import offsets_of
from sunlight.solar import SunPath
from sunlight.solar.position import MINUTES_PER_DAY, NOON_MIN
from sunlight.tolerances import SAME_INSTANT_MIN

__all__ = ["UsableTimes", "facade_degrees", "swept_intervals", "usable_times"]

_ROUNDING_DEG = 1e-9
"""An orientation this far below half a degree is half a degree. [degrees]

Normals are unit vectors of drawn walls: their angle carries rounding of some 1e-14."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UsableTimes:
    """When the orientation of their walls lets windows count (可计时段).

    Parameters
    ----------
    times : Intervals, (w,) rows
        Inside the lit band; empty where a window is not analysed. A limit that the
        sweep angle made has the face `OWN_WALL_PLANE`.
    analysed : (w,) ndarray of bool
        Whether the façade of the window is analysed at all.
    """

    times: Intervals
    analysed: NDArray[np.bool_]


def facade_degrees(normals: NDArray[np.float64]) -> NDArray[np.int64]:
    """Whole degrees from south to where walls look (立面朝向), east positive, (w,).

    Rounded to the nearest degree, half a degree away from south.

    Parameters
    ----------
    normals : (w, 2) ndarray
        Outward normals in plan, x east, y true north.
    """
    turned = np.degrees(np.arctan2(normals[:, 0], -normals[:, 1]))
    whole = np.floor(np.abs(turned) + 0.5 + _ROUNDING_DEG)
    return (np.sign(turned) * whole).astype(np.int64)


def swept_intervals(
    normals: NDArray[np.float64], path: SunPath, *, sweep_angle: float
) -> Intervals:
    """Times at which the sun is off the wall by the sweep angle (扫掠角), (w,) rows.

    The angle lies in plan, between the sun's azimuth and the wall: it is the arctangent
    of the thickness of the wall by the width of the window. Measuring it in space,
    between the ray and the plane of the wall, is the alternative: with the sun at
    altitude h, sin(angle in space) = cos h sin(angle in plan), so that it leaves out
    more.

    Closed form: the sun is in the sector between two plan directions, that is on one
    side of each of two vertical planes; each is met where a sine curve of the hour
    angle changes its sign.

    Parameters
    ----------
    normals : (w, 2) ndarray
        Outward unit normals in plan.
    path : SunPath
        Sun's path of the day.
    sweep_angle : float
        Least angle between sun and wall, at least 0 and below 90. [degrees]

    Returns
    -------
    Intervals, (w,) rows
        Inside the lit band, limits at the angle itself included.
    """
    turn = math.radians(90.0 - sweep_angle)
    cos_turn, sin_turn = math.cos(turn), math.sin(turn)
    x, y = normals[:, 0], normals[:, 1]
    # limits of the sector, clockwise and counter-clockwise of the normal, each with
    # the direction that points into the sector
    clockwise = np.column_stack(
        [cos_turn * x + sin_turn * y, cos_turn * y - sin_turn * x]
    )
    counter = np.column_stack(
        [cos_turn * x - sin_turn * y, cos_turn * y + sin_turn * x]
    )
    into_from_clockwise = np.column_stack([-clockwise[:, 1], clockwise[:, 0]])
    into_from_counter = np.column_stack([counter[:, 1], -counter[:, 0]])
    return intersection(
        _on_side(into_from_clockwise, path), _on_side(into_from_counter, path)
    )


def usable_times(
    normals: NDArray[np.float64],
    path: SunPath,
    *,
    sweep_angle: float = 0.0,
    bands: tuple[OrientationBand, ...] = (),
) -> UsableTimes:
    """When the orientation of their walls lets windows count (可计时段).

    Parameters
    ----------
    normals : (w, 2) ndarray
        Outward unit normals in plan.
    path : SunPath
        Sun's path of the day.
    sweep_angle : float
        Least angle between sun and wall in plan. [degrees]
    bands : tuple of OrientationBand
        Bands by orientation in true solar time; a façade in none of them is not
        analysed. Empty: all are, in the whole band.

    Returns
    -------
    UsableTimes
        Rows as in `normals`.
    """
    count = len(normals)
    times = Intervals.full(count, path.lit_band)
    analysed = np.ones(count, dtype=np.bool_)
    if bands:
        degrees = facade_degrees(normals)
        first, last = (np.full(count, limit) for limit in path.lit_band)
        analysed[:] = False
        for row in bands:
            looks = (degrees >= row.first) & (degrees <= row.last)
            analysed |= looks
            first[looks] = max(row.band[0], path.lit_band[0])
            last[looks] = min(row.band[1], path.lit_band[1])
        times = _pieces(first[:, None], last[:, None], path, analysed, NO_FACE)
    if sweep_angle > 0.0:
        swept = swept_intervals(normals, path, sweep_angle=sweep_angle)
        times = intersection(times, swept)
    return UsableTimes(times=times, analysed=analysed)


def _on_side(into: NDArray[np.float64], path: SunPath) -> Intervals:
    """Times at which the sun stands on the side of vertical planes that `into` names.

    The product of direction and sun is ``constant + swing cos(H - peak)``: not negative
    within arccos(-constant / swing) of its peak.
    """
    c, a, b = path.constant[:2], path.cosine[:2], path.sine[:2]
    constant, cosine, sine = into @ c, into @ a, into @ b
    swing = np.hypot(cosine, sine)
    peak = NOON_MIN + 4.0 * np.degrees(np.arctan2(sine, cosine))
    ratio = np.clip(-constant / np.where(swing > 0.0, swing, 1.0), -1.0, 1.0)
    half = 4.0 * np.degrees(np.arccos(ratio))
    half = np.where(swing > 0.0, half, np.where(constant >= 0.0, MINUTES_PER_DAY, 0.0))
    days = MINUTES_PER_DAY * np.array([-1.0, 0.0, 1.0])
    middle = peak[:, None] + days
    always = half >= MINUTES_PER_DAY / 2.0
    middle[always, 1], middle[always, 0], middle[always, 2] = NOON_MIN, -1e9, 1e9
    every = np.ones(len(into), dtype=np.bool_)
    return _pieces(
        middle - half[:, None], middle + half[:, None], path, every, OWN_WALL_PLANE
    )


def _pieces(
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    path: SunPath,
    wanted: NDArray[np.bool_],
    face: int,
) -> Intervals:
    """Pieces (w, k) in rising order, clipped to the lit band; its limits: no face."""
    first, last = path.lit_band
    early, late = start <= first, end >= last
    begin, stop = np.where(early, first, start), np.where(late, last, end)
    keep = (stop - begin >= SAME_INSTANT_MIN) & wanted[:, None]
    return Intervals(
        offsets_of(keep.sum(axis=1)),
        begin[keep],
        stop[keep],
        np.where(early, NO_FACE, face)[keep].astype(np.int32),
        np.where(late, NO_FACE, face)[keep].astype(np.int32),
    )
