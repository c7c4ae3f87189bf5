"""The option ``--declination`` in words (赤纬取值选项)."""

import datetime as dt
from typing import Final

from sunlight.conditions import (
    Cooper1969,
    DeclinationConvention,
    GivenDeclination,
    LocalNoon,
    SolarTermInstant,
    WangFourier1985,
)
from sunlight.errors import InputError

__all__ = ["DECLINATION_FORMS", "declination_convention"]

DECLINATION_FORMS: Final = (
    "spa:2001 (SPA at the solar term of a base year), noon:2021-01-20 (SPA at true "
    "local noon of a date), cooper:20 (Cooper 1969, day of the year), "
    "fourier1985:2001-01-20 (Fourier series with base year 1985, date), or an angle in "
    "degrees such as -20.15"
)
"""What may be written, for messages."""


def declination_convention(text: str, *, longitude: float) -> DeclinationConvention:
    """Convention that a text names (赤纬取值口径).

    Parameters
    ----------
    text : str
        Such as ``spa:2001`` or ``-20.15``.
    longitude : float
        Of the place, for its local noon. [degrees]

    Returns
    -------
    DeclinationConvention
        The typed value.

    Raises
    ------
    InputError
        If the text names none.

    Examples
    --------
    >>> declination_convention("spa:2001", longitude=112.73)
    SolarTermInstant(base_year=2001)
    >>> declination_convention("-20.15", longitude=112.73)
    GivenDeclination(declination=-20.15, origin='command line')
    """
    name, colon, value = text.strip().partition(":")
    try:
        if not colon:
            return GivenDeclination(declination=float(name), origin="command line")
        match name.lower():
            case "spa":
                return SolarTermInstant(base_year=int(value))
            case "noon":
                return LocalNoon(date=dt.date.fromisoformat(value), longitude=longitude)
            case "cooper":
                return Cooper1969(day_of_year=int(value))
            case "fourier1985":
                return WangFourier1985(date=dt.date.fromisoformat(value))
            case _:
                raise ValueError(f"{name!r} is no convention")
    except ValueError as error:
        raise InputError(
            f"{text!r} is no declination ({error}); write one of: {DECLINATION_FORMS}",
            where="--declination",
            value=text,
        ) from error
