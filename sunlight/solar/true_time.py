"""True solar time and Beijing time (真太阳时、北京时间), the latter for labels only.

Beijing mean time is that of the meridian 120°E. From true solar time one subtracts the
equation of time (apparent minus mean) and adds four minutes a degree west of 120°E.
Nothing is ever judged on these labels.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sunlight.conditions import (
    Cooper1969,
    DeclinationConvention,
    GivenDeclination,
    StandardDay,
)
from sunlight.solar.declination import LABEL_BASE_YEAR, convention_instant
from sunlight.solar.ephemeris import apparent_sun, beijing_text, standard_day
from sunlight.solar.position import MINUTES_PER_DAY, bounded_number
from sunlight.tolerances import SAME_INSTANT_MIN

__all__ = [
    "BEIJING_MERIDIAN_DEG",
    "beijing_minutes",
    "clock_label",
    "clock_label_seconds",
    "equation_of_time",
    "equation_of_time_origin",
    "true_solar_minutes",
]

BEIJING_MERIDIAN_DEG: Final = 120.0
"""Meridian of Beijing time, east positive. [degrees]"""


def equation_of_time(
    day: StandardDay | str, convention: DeclinationConvention
) -> float:
    """Equation of time for the labels of a day (时差): apparent minus mean solar time.

    Taken by SPA at the instant the convention speaks of, whatever formula gives the
    declination: the solar term of the base year, the local noon, or 0 h UT of the date.
    Cooper's formula and a given angle name no instant: for them the solar term in 2001
    is taken, and :func:`equation_of_time_origin` says so.

    Parameters
    ----------
    day : StandardDay or str
        Standard day.
    convention : DeclinationConvention
        Where the declination comes from.

    Returns
    -------
    float
        Negative in January. [min]

    Raises
    ------
    InputError
        If the day or the convention is unknown or one of its values is unusable.
    """
    return apparent_sun(convention_instant(day, convention)).equation_of_time_min


def equation_of_time_origin(
    day: StandardDay | str, convention: DeclinationConvention
) -> str:
    """Phrase on the instant of :func:`equation_of_time` (时差来源).

    Parameters
    ----------
    day : StandardDay or str
        Standard day.
    convention : DeclinationConvention
        Where the declination comes from.

    Returns
    -------
    str
        Instant in UTC+8, and whether it was chosen for want of one.

    Raises
    ------
    InputError
        As :func:`equation_of_time`.
    """
    day = standard_day(day)
    instant = convention_instant(day, convention)
    phrase = f"equation of time at {beijing_text(instant)} by SPA"
    if isinstance(convention, Cooper1969 | GivenDeclination):
        phrase += (
            f" ({day.value} {LABEL_BASE_YEAR}, "
            "since the declination convention names no instant)"
        )
    return phrase


def _shift(longitude: float, equation: float) -> float:
    """Minutes to add to true solar time to get Beijing time."""
    degrees = bounded_number(
        longitude, where="longitude", limit=math.inf, inclusive=180.0
    )
    minutes = bounded_number(
        equation,
        where="equation_of_time",
        limit=math.inf,
        inclusive=20.0,
        unit="minutes",
    )
    return 4.0 * (BEIJING_MERIDIAN_DEG - degrees) - minutes


def beijing_minutes(
    true_solar_minutes: ArrayLike, *, longitude: float, equation_of_time: float
) -> NDArray[np.float64]:
    """Beijing time of instants in true solar time (北京时间).

    Parameters
    ----------
    true_solar_minutes : (...) array_like
        True solar time at the place. [min]
    longitude : float
        Of the place, east positive, -180 to 180. [degrees]
    equation_of_time : float
        Apparent minus mean solar time, -20 to 20. [min]

    Returns
    -------
    (...) ndarray of float64
        Minutes since 0 h Beijing time of the day, not wrapped: far from 120°E they may
        leave [0, 1440), which :func:`clock_label` marks. [min]

    Raises
    ------
    InputError
        If the longitude or the equation of time is unusable.
    """
    minutes = np.asarray(true_solar_minutes, dtype=np.float64)
    return np.asarray(minutes + _shift(longitude, equation_of_time))


def true_solar_minutes(
    beijing_minutes: ArrayLike, *, longitude: float, equation_of_time: float
) -> NDArray[np.float64]:
    """Solar time (真太阳时) of instants in Beijing time.

    Undoes :func:`beijing_minutes`.

    Parameters
    ----------
    beijing_minutes : (...) array_like
        Beijing time. [min]
    longitude, equation_of_time : float
        As in :func:`beijing_minutes`.

    Returns
    -------
    (...) ndarray of float64
        True solar time at the place, not wrapped. [min]

    Raises
    ------
    InputError
        If the longitude or the equation of time is unusable.
    """
    minutes = np.asarray(beijing_minutes, dtype=np.float64)
    return np.asarray(minutes - _shift(longitude, equation_of_time))


def clock_label(minutes: float) -> str:
    """Clock face at an instant (钟面时刻), ``HH:MM``.

    Rounded down, as a clock reads: 09:00:59 is 09:00. An instant within
    `SAME_INSTANT_MIN` below a whole second or minute counts as that, so that rounding
    noise never shows 08:59 for nine o'clock. Instants of the day after or before carry
    ``+1d`` or ``-1d``.

    Parameters
    ----------
    minutes : float
        Minutes since 0 h, of any time scale. [min]

    Returns
    -------
    str
        Label; the beginning of that of :func:`clock_label_seconds`.

    Raises
    ------
    InputError
        If `minutes` is not finite.

    Examples
    --------
    >>> clock_label(540.99), clock_label(1451.0)
    ('09:00', '00:11+1d')
    """
    hours, minute, _, days = _clock(minutes)
    return f"{hours:02d}:{minute:02d}{days}"


def clock_label_seconds(minutes: float) -> str:
    """Clock face at an instant with seconds (钟面时刻), ``HH:MM:SS``, rounded down.

    Parameters
    ----------
    minutes : float
        As in :func:`clock_label`. [min]

    Returns
    -------
    str
        Label.

    Raises
    ------
    InputError
        If `minutes` is not finite.

    Examples
    --------
    >>> clock_label_seconds(540.99)
    '09:00:59'
    """
    hours, minute, second, days = _clock(minutes)
    return f"{hours:02d}:{minute:02d}:{second:02d}{days}"


def _clock(minutes: float) -> tuple[int, int, int, str]:
    """Hours, minutes, seconds and mark of the day."""
    number = bounded_number(
        minutes, where="minutes", limit=math.inf, inclusive=math.inf, unit="minutes"
    )
    seconds = math.floor((number + SAME_INSTANT_MIN) * 60.0)
    day, in_day = divmod(seconds, round(60 * MINUTES_PER_DAY))
    mark = f"{day:+d}d" if day else ""
    return in_day // 3600, in_day // 60 % 60, in_day % 60, mark
