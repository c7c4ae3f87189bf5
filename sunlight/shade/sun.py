"""The sun's path of a day as the kernels want it."""

import math

import numpy as np
from numpy.typing import NDArray

from sunlight.solar import SunPath

__all__ = ["sun_array"]

_LOWEST = 1e-9  # sine of the altitude below which no shadow gets longer


def _half_angle(path: SunPath, minutes: float) -> float:
    """u = tan(H / 2) at a moment."""
    return math.tan(0.5 * math.radians(0.25 * (minutes - 720.0)))


def _steepest(path: SunPath) -> float:
    """Square of the tangent of the sun's altitude at noon, its greatest of the day."""
    sine = float(path.constant[2] + path.cosine[2])
    level = 1.0 - sine * sine
    return sine * sine / level * (1.0 + 1e-9) if level > 1e-12 else math.inf


def sun_array(path: SunPath) -> NDArray[np.float64]:
    """Fields of the sun array; the order is fixed in :mod:`sunlight.shade.arcs`.

    Parameters
    ----------
    path : SunPath
        Sun's path of the day.

    Returns
    -------
    (19,) ndarray
        s_y and s_z at u = 0 and their slopes in u2, s_x's factor, the band in u, the
        plan directions of the sun at its ends, latitude and declination, the greatest
        cotangent of the altitude (1e9 where the sun touches the horizon: finite, since
        kernels round lengths to whole cells, and an infinite one to none), whether the
        sun may stand in the north (1 or 0), the band in minutes, the square of the
        greatest tangent of the altitude (infinite at the zenith).
    """
    c, a, b = path.constant, path.cosine, path.sine
    start, end = path.lit_band
    first, last = path.directions(np.array([start, end]))
    altitude = max(min(float(first[2]), float(last[2])), _LOWEST)
    reach = math.sqrt(1.0 - altitude * altitude) / altitude
    northing = [float(first[1]), float(last[1])]
    if start < 720.0 < end:
        northing.append(float(c[1] + a[1]))
    latitude = math.radians(path.latitude)
    return np.array(
        [
            c[1] + a[1],
            c[1] - a[1],
            c[2] + a[2],
            c[2] - a[2],
            b[0],
            _half_angle(path, start),
            _half_angle(path, end),
            first[0],
            first[1],
            last[0],
            last[1],
            math.cos(latitude),
            math.sin(latitude),
            math.sin(math.radians(path.declination.degrees)),
            reach,
            1.0 if max(northing) > 0.0 else 0.0,
            start,
            end,
            _steepest(path),
        ]
    )
