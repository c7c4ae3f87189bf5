"""The apparent sun and the solar terms (太阳视位置、节气) by pvlib's SPA.

The one module that needs pvlib, and it loads it only when something is computed.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sunlight.conditions import StandardDay
from sunlight.errors import InputError

__all__ = [
    "BEIJING",
    "YEAR_RANGE",
    "ApparentSun",
    "apparent_sun",
    "beijing_text",
    "checked_year",
    "ephemeris_version",
    "solar_term_instant",
    "standard_day",
]

YEAR_RANGE: Final = (1900, 2100)
"""Years for which the sun is computed: Gregorian, and the clock's difference from
uniform time (delta T) known or soundly foreseen."""

SOLAR_TERM_TOLERANCE_S: Final = 0.001
"""A solar term is found to this. [s]

The Julian date in float64 resolves 40 µs; SPA itself is good to some 30 s."""

BEIJING: Final = dt.timezone(dt.timedelta(hours=8), "UTC+8")
"""Time zone of the written instants; no summer time."""

_UTC_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

# apparent longitude of the sun [degrees], and month and day near which it is reached
_SOLAR_TERMS: Final = {
    StandardDay.GREAT_COLD: (300.0, 1, 20),
    StandardDay.WINTER_SOLSTICE: (270.0, 12, 22),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ApparentSun:
    """Apparent geocentric sun at an instant (太阳视位置).

    Parameters
    ----------
    longitude_deg : float
        Apparent ecliptic longitude, in [0, 360). [degrees]
    declination_deg : float
        Apparent declination. [degrees]
    equation_of_time_min : float
        Apparent minus mean solar time (时差). [min]
    """

    longitude_deg: float
    declination_deg: float
    equation_of_time_min: float


def standard_day(day: StandardDay | str) -> StandardDay:
    """Read the name of a standard day (日照标准日).

    Parameters
    ----------
    day : StandardDay or str
        The member or its value, 大寒 or 冬至.

    Returns
    -------
    StandardDay
        The member.

    Raises
    ------
    InputError
        If there is no such day.
    """
    try:
        return StandardDay(day)
    except ValueError as error:
        allowed = " or ".join(
            f"{d.value!r} (StandardDay.{d.name})" for d in StandardDay
        )
        message = f"no standard day {day!r}; give {allowed}"
        raise InputError(message, where="day", value=day) from error


def apparent_sun(instant: dt.datetime) -> ApparentSun:
    """Apparent geocentric sun at an instant by pvlib's SPA (太阳视位置).

    Parameters
    ----------
    instant : datetime
        With a time zone; year 1900 to 2100.

    Returns
    -------
    ApparentSun
        Longitude, declination and equation of time.

    Raises
    ------
    InputError
        If the instant has no time zone or lies outside those years.

    Notes
    -----
    Source: I. Reda, A. Andreas, Solar position algorithm for solar radiation
    applications, Solar Energy 76 (2004) 577-589, doi:10.1016/j.solener.2003.12.003.
    Geocentric: the parallax (under 0.003°) belongs to the observer, not to the day.
    """
    if not isinstance(instant, dt.datetime) or instant.utcoffset() is None:
        message = (
            f"must be a datetime with a time zone, got {instant!r}; "
            "add tzinfo=datetime.UTC if it is in UTC"
        )
        raise InputError(message, where="instant", value=instant)
    utc = instant.astimezone(dt.UTC)
    checked_year(utc.year, where="instant.year")
    return _sun_at((utc - _UTC_EPOCH).total_seconds(), year=utc.year, month=utc.month)


@lru_cache(maxsize=256)
def _sun_at(unix_s: float, *, year: int, month: int) -> ApparentSun:
    """Apparent sun at seconds since 1970; year and month choose delta T."""
    from pvlib import spa  # type: ignore[import-untyped]  # loading takes 1-3 s

    jd = spa.julian_day(unix_s)
    jde = spa.julian_ephemeris_day(jd, float(spa.calculate_deltat(year, month)))
    jce = spa.julian_ephemeris_century(jde)
    jme = spa.julian_ephemeris_millennium(jce)
    nutation = _nutation(jce)
    obliquity = spa.true_ecliptic_obliquity(
        spa.mean_ecliptic_obliquity(jme), nutation[1]
    )
    longitude = spa.apparent_sun_longitude(
        spa.geocentric_longitude(spa.heliocentric_longitude(jme)),
        nutation[0],
        spa.aberration_correction(spa.heliocentric_radius_vector(jme)),
    )
    latitude = spa.geocentric_latitude(spa.heliocentric_latitude(jme))
    ascension = spa.geocentric_sun_right_ascension(longitude, obliquity, latitude)
    declined = spa.geocentric_sun_declination(longitude, obliquity, latitude)
    equation = spa.equation_of_time(
        spa.sun_mean_longitude(jme), ascension, nutation[0], obliquity
    )
    return ApparentSun(
        longitude_deg=float(longitude) % 360.0,
        declination_deg=float(declined),
        equation_of_time_min=float(equation),
    )


def _nutation(century: float) -> tuple[float, float]:
    """Nutation in longitude and obliquity at a Julian ephemeris century. [degrees]."""
    import numpy as np
    from pvlib import spa

    result = np.empty(2)
    spa.longitude_obliquity_nutation(
        century,
        spa.mean_elongation(century),
        spa.mean_anomaly_sun(century),
        spa.mean_anomaly_moon(century),
        spa.moon_argument_latitude(century),
        spa.moon_ascending_longitude(century),
        result,
    )
    return float(result[0]), float(result[1])


def solar_term_instant(day: StandardDay | str, year: int) -> dt.datetime:
    """Instant of the solar term (节气时刻) that names the standard day.

    The instant at which the sun's apparent longitude is 300° (大寒) or 270° (冬至).

    Parameters
    ----------
    day : StandardDay or str
        Standard day.
    year : int
        Calendar year in which the term falls, 1900 to 2100.

    Returns
    -------
    datetime
        In UTC.

    Raises
    ------
    InputError
        If there is no such day or the year is outside its range.

    Examples
    --------
    >>> solar_term_instant(StandardDay.GREAT_COLD, 2001).isoformat(timespec="minutes")
    '2001-01-20T00:16+00:00'
    """
    return _term_instant(standard_day(day), checked_year(year, where="year"))


@lru_cache(maxsize=64)
def _term_instant(day: StandardDay, year: int) -> dt.datetime:
    """Search the root of the apparent longitude, stepping at the sun's mean speed."""
    target, month, near = _SOLAR_TERMS[day]
    guess = dt.datetime(year, month, near, tzinfo=dt.UTC)
    unix_s = (guess - _UTC_EPOCH).total_seconds()
    seconds_per_degree = 365.2422 * 86400.0 / 360.0
    for _ in range(30):  # each step leaves some 3 % of the error
        longitude = _sun_at(unix_s, year=year, month=month).longitude_deg
        short_of = (target - longitude + 180.0) % 360.0 - 180.0
        step = short_of * seconds_per_degree
        unix_s += step
        if abs(step) < SOLAR_TERM_TOLERANCE_S:
            break
    else:
        message = f"the instant of {day.value} {year} was not found; report this"
        raise InputError(message, where="year", value=year)
    return _UTC_EPOCH + dt.timedelta(seconds=unix_s)


def checked_year(year: int, *, where: str) -> int:
    """Return `year` after checking it against the range of the ephemeris (校核年份).

    Parameters
    ----------
    year : int
        Calendar year.
    where : str
        Name of the argument, for the message.

    Returns
    -------
    int
        The same year.

    Raises
    ------
    InputError
        If it is no whole number or outside `YEAR_RANGE`.
    """
    first, last = YEAR_RANGE
    if isinstance(year, bool) or not isinstance(year, int) or not first <= year <= last:
        message = f"must be a whole year from {first} to {last}, got {year!r}"
        raise InputError(message, where=where, value=year)
    return year


def beijing_text(instant: dt.datetime) -> str:
    """Written form of an instant in Beijing time (北京时间), to the nearest minute.

    Parameters
    ----------
    instant : datetime
        With a time zone.

    Returns
    -------
    str
        Such as ``2001-01-20 08:16 UTC+8``.
    """
    nearest = instant.astimezone(BEIJING) + dt.timedelta(seconds=30)
    return f"{nearest:%Y-%m-%d %H:%M} UTC+8"


def ephemeris_version() -> str:
    """Name and version of the ephemeris (星历版本), for provenance.

    Returns
    -------
    str
        Such as ``pvlib 0.16.1 SPA``.
    """
    from pvlib import __version__ as version

    return f"pvlib {version} SPA"
