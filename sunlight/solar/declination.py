"""The sun's declination (太阳赤纬) with its provenance, and the solar terms (节气).

One declination holds for the whole day. A difference of 0.05° moves a grazing result by
some five minutes, so the value never travels without the convention it comes from.
"""

import datetime as dt
import math
from dataclasses import dataclass
from typing import Final

from sunlight.conditions import (
    Cooper1969,
    DeclinationConvention,
    GivenDeclination,
    LocalNoon,
    SolarTermInstant,
    StandardDay,
    WangFourier1985,
)
from sunlight.errors import InputError
from sunlight.solar.ephemeris import (
    apparent_sun,
    beijing_text,
    checked_year,
    ephemeris_version,
    solar_term_instant,
    standard_day,
)
from sunlight.solar.position import DECLINATION_LIMIT_DEG, bounded_number

__all__ = [
    "LABEL_BASE_YEAR",
    "WANG_FIRST_YEAR",
    "Declination",
    "convention_instant",
    "declination",
    "solar_term_instant",
]

WANG_FIRST_YEAR: Final = 1985
"""Base year of the Fourier series: earlier years are refused, because the published
"integer part" is read both as truncation and as floor, and the two differ there."""

LABEL_BASE_YEAR: Final = 2001
"""Year of the clock labels where a convention names no date of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declination:
    """Declination of the sun with its provenance (太阳赤纬).

    Parameters
    ----------
    degrees : float
        Declination, north positive. [degrees]
    convention : DeclinationConvention
        The convention asked for.
    origin : str
        One phrase on formula, instant and library version.
    """

    degrees: float
    convention: DeclinationConvention
    origin: str

    def __post_init__(self) -> None:
        """Check the angle."""
        degrees = bounded_number(
            self.degrees,
            where="declination",
            limit=math.inf,
            inclusive=DECLINATION_LIMIT_DEG,
        )
        object.__setattr__(self, "degrees", degrees)


def convention_instant(
    day: StandardDay | str, convention: DeclinationConvention
) -> dt.datetime:
    """Instant a convention speaks of (约定时刻).

    Parameters
    ----------
    day : StandardDay or str
        Standard day.
    convention : DeclinationConvention
        Where the declination comes from.

    Returns
    -------
    datetime
        In UTC: the solar term of the base year; true local noon; 0 h UT of the date of
        the Fourier series; for Cooper's formula and a given angle, which name no
        instant, the solar term in 2001.

    Raises
    ------
    InputError
        If the convention is unknown or one of its values is unusable.
    """
    match convention:
        case SolarTermInstant():
            year = checked_year(convention.base_year, where="declination.base_year")
            return solar_term_instant(day, year)
        case LocalNoon():
            return _local_noon(convention)
        case WangFourier1985():
            date = _checked_date(convention.date)
            return dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
        case Cooper1969() | GivenDeclination():
            return solar_term_instant(day, LABEL_BASE_YEAR)
        case _:
            raise _unknown_convention(convention)


def declination(
    day: StandardDay | str, convention: DeclinationConvention
) -> Declination:
    """Declination of the sun on the standard day (太阳赤纬) by a convention.

    Parameters
    ----------
    day : StandardDay or str
        Standard day; only `SolarTermInstant` depends on it.
    convention : DeclinationConvention
        Where the declination comes from.

    Returns
    -------
    Declination
        The angle, frozen for the day, with its origin in words.

    Raises
    ------
    InputError
        If the day or the convention is unknown or one of its values is unusable.

    Notes
    -----
    Source: P. I. Cooper, The absorption of radiation in solar stills, Solar Energy 12
    (1969) 333-346, doi:10.1016/0038-092X(69)90047-4; the Fourier series of Wang
    Bingzhong with base year 1985 as widely reprinted, at 0 h UT of the date (no
    correction for longitude or hour).
    """
    day = standard_day(day)
    match convention:
        case SolarTermInstant():
            instant = convention_instant(day, convention)
            what = f"the instant of {day.value} {convention.base_year}"
            return _from_spa(instant, what, convention)
        case LocalNoon():
            instant = convention_instant(day, convention)
            what = f"true local noon of {convention.date} at {convention.longitude:g}°E"
            return _from_spa(instant, what, convention)
        case Cooper1969():
            degrees = _cooper(convention)
            origin = f"Cooper's formula (1969) at day {convention.day_of_year}"
        case WangFourier1985():
            degrees = _wang(convention)
            origin = (
                "Fourier series of Wang Bingzhong, base year 1985, "
                f"at 0 h UT of {convention.date}"
            )
        case GivenDeclination():
            degrees = bounded_number(
                convention.declination,
                where="declination.declination",
                limit=math.inf,
                inclusive=DECLINATION_LIMIT_DEG,
            )
            origin = f"typed in: {convention.origin}"
        case _:
            raise _unknown_convention(convention)
    return Declination(
        degrees=degrees, convention=convention, origin=f"{origin}, frozen for the day"
    )


def _from_spa(
    instant: dt.datetime, what: str, convention: DeclinationConvention
) -> Declination:
    """Declination by SPA at an instant, with the instant written in UTC+8."""
    origin = (
        f"{ephemeris_version()}, apparent geocentric, at {what} "
        f"({beijing_text(instant)}), frozen for the day"
    )
    return Declination(
        degrees=apparent_sun(instant).declination_deg,
        convention=convention,
        origin=origin,
    )


def _local_noon(convention: LocalNoon) -> dt.datetime:
    """Instant at which the sun crosses the meridian of a place, in UTC."""
    date = _checked_date(convention.date)
    longitude = bounded_number(
        convention.longitude,
        where="declination.longitude",
        limit=math.inf,
        inclusive=180.0,
    )
    mean = dt.datetime(date.year, date.month, date.day, 12, tzinfo=dt.UTC)
    mean -= dt.timedelta(minutes=4.0 * longitude)
    noon = mean
    for _ in range(2):  # the equation of time changes by 0.0004 min a minute
        noon = mean - dt.timedelta(minutes=apparent_sun(noon).equation_of_time_min)
    return noon


def _cooper(convention: Cooper1969) -> float:
    """Cooper's formula. [degrees]."""
    number = convention.day_of_year
    if (
        isinstance(number, bool)
        or not isinstance(number, int)
        or not 1 <= number <= 366
    ):
        message = f"must be a whole number from 1 (1 January) to 366, got {number!r}"
        raise InputError(message, where="declination.day_of_year", value=number)
    return 23.45 * math.sin(math.radians(360.0 * (284 + number) / 365.0))


def _wang(convention: WangFourier1985) -> float:
    """Fourier series with base year 1985. [degrees]."""
    date = _checked_date(convention.date)
    years = date.year - WANG_FIRST_YEAR
    if years < 0:
        message = (
            f"must not be before {WANG_FIRST_YEAR}, the base year of the series, "
            f"got {date}; use LocalNoon for earlier dates"
        )
        raise InputError(message, where="declination.date", value=date)
    equinox = 79.6764 + 0.2422 * years - years // 4
    angle = 2.0 * math.pi * (date.timetuple().tm_yday - equinox) / 365.2422
    sines = (23.2567, 0.1149, -0.1712)
    cosines = (-0.7580, 0.3656, 0.0201)
    return 0.3723 + sum(
        s * math.sin(k * angle) + c * math.cos(k * angle)
        for k, (s, c) in enumerate(zip(sines, cosines, strict=True), start=1)
    )


def _checked_date(date: dt.date) -> dt.date:
    """Plain date inside the range of the ephemeris."""
    if not isinstance(date, dt.date) or isinstance(date, dt.datetime):
        message = f"must be a datetime.date without a time of day, got {date!r}"
        raise InputError(message, where="declination.date", value=date)
    checked_year(date.year, where="declination.date")
    return date


def _unknown_convention(convention: object) -> InputError:
    """Error for something that is no convention."""
    message = (
        f"must be a declination convention, got {convention!r}; for an angle write "
        "GivenDeclination(declination=-20.15); also allowed: SolarTermInstant, "
        "LocalNoon, Cooper1969, WangFourier1985"
    )
    return InputError(message, where="declination", value=convention)
