"""The sun's path by conditions: bands in the clock of the rules become solar time."""

from dataclasses import replace

from sunlight.conditions import Conditions, OrientationBand, TimeBasis
from sunlight.model.project import Site
from sunlight.solar import SunPath, equation_of_time, sun_path, true_solar_minutes

__all__ = ["path_of", "solar_orientation_bands"]


def path_of(conditions: Conditions, site: Site) -> SunPath:
    """Sun's path under some conditions at a place (太阳轨迹).

    Parameters
    ----------
    conditions : Conditions
        Day, band and its clock, declination, least altitude.
    site : Site
        Latitude, and the longitude for a band in Beijing time.

    Returns
    -------
    SunPath
        Its band is in true solar time, whatever clock the rules use.

    Raises
    ------
    InputError
        If the sun does not rise, or not to the least altitude, or never in the band.
    """
    return sun_path(
        conditions.day,
        latitude=site.latitude,
        band=_solar(conditions.band, conditions, site),
        declination=conditions.declination,
        minimum_altitude=conditions.minimum_altitude,
    )


def solar_orientation_bands(
    conditions: Conditions, site: Site
) -> tuple[OrientationBand, ...]:
    """Bands by orientation in true solar time (分朝向有效时间带).

    Parameters
    ----------
    conditions : Conditions
        Bands and their clock.
    site : Site
        Longitude for a band in Beijing time.

    Returns
    -------
    tuple of OrientationBand
        In the order of the conditions.
    """
    return tuple(
        replace(row, band=_solar(row.band, conditions, site))
        for row in conditions.orientation_bands
    )


def _solar(
    band: tuple[float, float], conditions: Conditions, site: Site
) -> tuple[float, float]:
    """Return a band in true solar time."""
    if conditions.time_basis is TimeBasis.TRUE_SOLAR_TIME:
        return band
    equation = equation_of_time(conditions.day, conditions.declination)
    start, end = true_solar_minutes(
        band, longitude=site.longitude, equation_of_time=equation
    )
    return float(start), float(end)
