"""Altitude, azimuth and direction of the sun (太阳高度角、方位角) from plain numbers.

Geometric centre of the disc, no refraction, declination frozen for the day. With the
hour angle H the unit vector from the ground to the sun is ``C + A cos H + B sin H``,
x east, y true north, z up. Altitude and azimuth are taken from it with the two-argument
arctangent, which loses nothing near noon, where the usual arccosine does.
"""

import math
from numbers import Real
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sunlight.errors import InputError

__all__ = [
    "DECLINATION_LIMIT_DEG",
    "LATITUDE_LIMIT_DEG",
    "MINUTES_PER_DAY",
    "NOON_MIN",
    "altitude_deg",
    "azimuth_deg",
    "bounded_number",
    "daylight",
    "direction",
    "direction_altitude_deg",
    "direction_azimuth_deg",
    "direction_coefficients",
    "hour_angle",
]

NOON_MIN: Final = 720.0
"""True solar noon. [min]"""

MINUTES_PER_DAY: Final = 1440.0
"""Length of the day. [min]"""

DECLINATION_LIMIT_DEG: Final = 23.5
"""No declination lies beyond this: the obliquity of the ecliptic, 23.45° or 23°27′ in
the oldest textbook in use, and a little air. [degrees]"""

LATITUDE_LIMIT_DEG: Final = 90.0
"""Latitudes lie strictly inside plus and minus this: at the poles there is no east.
[degrees]"""


def bounded_number(
    value: float, *, where: str, limit: float, inclusive: float, unit: str = "degrees"
) -> float:
    """Return `value` as a float after checking it against symmetric limits (校核).

    Parameters
    ----------
    value : float
        The number to check.
    where : str
        Name of the argument, for the message.
    limit : float
        Open limit: the magnitude must be below it.
    inclusive : float
        Closed limit: the magnitude may equal it. Give ``inf`` for one of the two.
    unit : str
        Unit of the number, for the message.

    Returns
    -------
    float
        The same number.

    Raises
    ------
    InputError
        If it is no number, not finite, or outside the limits.
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        message = f"must be a number in {unit}, got {value!r}"
        raise InputError(message, where=where, value=value)
    number = float(value)
    if math.isfinite(number) and abs(number) < limit and abs(number) <= inclusive:
        return number
    if not math.isfinite(number):
        allowed = "a finite number"
    elif limit <= inclusive:
        allowed = f"strictly between {-limit:g} and {limit:g}"
    else:
        allowed = f"between {-inclusive:g} and {inclusive:g}"
    hint = (
        "; are latitude and longitude swapped?"
        if where == "latitude" and math.isfinite(number)
        else ""
    )
    message = f"must be {allowed} {unit}, got {number!r}{hint}"
    raise InputError(message, where=where, value=value)


def _angles(latitude: float, declination: float) -> tuple[float, float]:
    """Latitude and declination in radians, checked."""
    phi = bounded_number(
        latitude, where="latitude", limit=LATITUDE_LIMIT_DEG, inclusive=math.inf
    )
    delta = bounded_number(
        declination,
        where="declination",
        limit=math.inf,
        inclusive=DECLINATION_LIMIT_DEG,
    )
    return math.radians(phi), math.radians(delta)


def hour_angle(minutes: ArrayLike) -> NDArray[np.float64]:
    """Hour angle of the sun (时角): negative in the morning, 0 at noon.

    Parameters
    ----------
    minutes : array_like
        True solar time. [min]

    Returns
    -------
    ndarray of float64
        Same shape; a quarter of a degree a minute. [rad]
    """
    return np.radians(0.25 * (np.asarray(minutes, dtype=np.float64) - NOON_MIN))


def direction_coefficients(
    *, latitude: float, declination: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Coefficients C, A, B of the sun's direction (太阳方向系数) on one day.

    Parameters
    ----------
    latitude : float
        North positive, strictly between -90 and 90. [degrees]
    declination : float
        Between -23.5 and 23.5. [degrees]

    Returns
    -------
    three (3,) ndarrays of float64
        With ``s(H) = C + A cos H + B sin H``, a unit vector from the ground to the sun.

    Raises
    ------
    InputError
        If an angle is not finite or outside its limits.
    """
    phi, delta = _angles(latitude, declination)
    sin_phi, cos_phi = math.sin(phi), math.cos(phi)
    sin_delta, cos_delta = math.sin(delta), math.cos(delta)
    constant = np.array([0.0, cos_phi * sin_delta, sin_phi * sin_delta])
    cosine = np.array([0.0, -sin_phi * cos_delta, cos_phi * cos_delta])
    sine = np.array([-cos_delta, 0.0, 0.0])
    return constant, cosine, sine


def direction(
    minutes: ArrayLike, *, latitude: float, declination: float
) -> NDArray[np.float64]:
    """Direction of the sun (太阳方向): unit vectors from the ground to the sun.

    Parameters
    ----------
    minutes : (...) array_like
        True solar time. [min]
    latitude, declination : float
        As in :func:`direction_coefficients`. [degrees]

    Returns
    -------
    (..., 3) ndarray of float64
        x east, y true north, z up; below the horizon z is negative.
    """
    constant, cosine, sine = direction_coefficients(
        latitude=latitude, declination=declination
    )
    angle = hour_angle(minutes)[..., None]
    result: NDArray[np.float64] = (
        constant + cosine * np.cos(angle) + sine * np.sin(angle)
    )
    return result


def direction_altitude_deg(directions: ArrayLike) -> NDArray[np.float64]:
    """Altitude of directions above the horizon (高度角).

    Parameters
    ----------
    directions : (..., 3) array_like
        Vectors of any length, x east, y north, z up.

    Returns
    -------
    (...) ndarray of float64
        In [-90, 90]. [degrees]
    """
    d = np.asarray(directions, dtype=np.float64)
    return np.degrees(np.arctan2(d[..., 2], np.hypot(d[..., 0], d[..., 1])))


def direction_azimuth_deg(directions: ArrayLike) -> NDArray[np.float64]:
    """Azimuth of directions, clockwise from true north (方位角).

    Parameters
    ----------
    directions : (..., 3) array_like
        Vectors of any length, x east, y north, z up.

    Returns
    -------
    (...) ndarray of float64
        In [0, 360). A vertical direction has no azimuth: rounding decides. [degrees]
    """
    d = np.asarray(directions, dtype=np.float64)
    turned = np.mod(np.degrees(np.arctan2(d[..., 0], d[..., 1])), 360.0)
    # the remainder of a tiny negative angle rounds up to 360 itself
    return np.where(turned >= 360.0, 0.0, turned)


def altitude_deg(
    minutes: ArrayLike, *, latitude: float, declination: float
) -> NDArray[np.float64]:
    """Altitude of the sun above the horizon (太阳高度角).

    Parameters
    ----------
    minutes : (...) array_like
        True solar time. [min]
    latitude, declination : float
        As in :func:`direction_coefficients`. [degrees]

    Returns
    -------
    (...) ndarray of float64
        Geometric altitude, no refraction. [degrees]

    Examples
    --------
    >>> round(float(altitude_deg(720.0, latitude=38.42, declination=-20.15)), 2)
    31.43
    """
    return direction_altitude_deg(
        direction(minutes, latitude=latitude, declination=declination)
    )


def azimuth_deg(
    minutes: ArrayLike, *, latitude: float, declination: float
) -> NDArray[np.float64]:
    """Azimuth of the sun, clockwise from true north (太阳方位角).

    Chinese handbooks count from south, morning negative: that is this minus 180.

    Parameters
    ----------
    minutes : (...) array_like
        True solar time. [min]
    latitude, declination : float
        As in :func:`direction_coefficients`. [degrees]

    Returns
    -------
    (...) ndarray of float64
        In [0, 360). [degrees]

    Examples
    --------
    >>> round(float(azimuth_deg(480.0, latitude=38.42, declination=-20.15)), 2)
    124.63
    """
    return direction_azimuth_deg(
        direction(minutes, latitude=latitude, declination=declination)
    )


def daylight(
    *, latitude: float, declination: float, altitude: float = 0.0
) -> tuple[float, float]:
    """Sunrise and sunset (日出、日没) of the sun's centre, no refraction.

    Parameters
    ----------
    latitude, declination : float
        As in :func:`direction_coefficients`. [degrees]
    altitude : float
        The horizon is taken at this altitude, 0 or more and below 90: the sun stands at
        least as high between the two instants. [degrees]

    Returns
    -------
    (float, float)
        Sunrise and sunset; (0, 1440) where the sun does not set. [min, true solar time]

    Raises
    ------
    InputError
        In the polar night, when the sun does not rise, or if it does not rise to the
        altitude.
    """
    phi, delta = _angles(latitude, declination)
    horizon = math.sin(math.radians(_checked_altitude(altitude)))
    # sin h = a + b cos H, with b + a = cos(phi - delta), b - a = cos(phi + delta)
    highest = math.cos(phi - delta) - horizon
    lowest = math.cos(phi + delta) + horizon
    if highest <= 0.0 < horizon:
        message = (
            f"the sun does not rise to {altitude:g} degrees at latitude {latitude:g} "
            f"with a declination of {declination:g} degrees: it culminates at "
            f"{90.0 - abs(latitude - declination):.2f}; give a lower altitude"
        )
        raise InputError(message, where="minimum_altitude", value=altitude)
    if highest <= 0.0:
        message = (
            f"the sun does not rise at latitude {latitude:g} with a declination "
            f"of {declination:g} degrees: polar night; "
            "choose a latitude nearer the equator"
        )
        raise InputError(message, where="latitude", value=latitude)
    if lowest <= 0.0:
        return 0.0, MINUTES_PER_DAY
    half_day = 4.0 * math.degrees(
        math.atan2(
            math.sqrt(highest * lowest), horizon - math.sin(phi) * math.sin(delta)
        )
    )
    return NOON_MIN - half_day, NOON_MIN + half_day


def _checked_altitude(altitude: float) -> float:
    """Altitude of the horizon, or an error."""
    number = bounded_number(
        altitude, where="minimum_altitude", limit=90.0, inclusive=math.inf
    )
    if number < 0.0:
        message = f"must be 0 or more and below 90 degrees, got {number!r}"
        raise InputError(message, where="minimum_altitude", value=altitude)
    return number
