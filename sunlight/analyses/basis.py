"""What every figure of an aid rests on: day, band, declination, segments (计算依据)."""

import math
from dataclasses import dataclass

from sunlight.errors import InputError
from sunlight.solar import SunPath

__all__ = ["Basis", "basis_of", "positive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Conventions behind the minutes of an aid (计算依据).

    Parameters
    ----------
    day : str
        Standard day.
    latitude : float
        North positive. [degrees]
    band : (float, float)
        Counted time band. [min, true solar time]
    declination : float
        Declination of the sun. [degrees]
    declination_origin : str
        Convention it comes from.
    shortest : float
        Shortest counted continuous segment. [min]
    segments : int or None
        How many of the longest segments count; None counts all.
    """

    day: str
    latitude: float
    band: tuple[float, float]
    declination: float
    declination_origin: str
    shortest: float
    segments: int | None


def basis_of(path: SunPath, *, shortest: float, segments: int | None) -> Basis:
    """Conventions of a sun path and a way of counting (计算依据).

    Parameters
    ----------
    path : SunPath
        Sun's path of the day.
    shortest : float
        Shortest counted continuous segment. [min]
    segments : int or None
        How many of the longest segments count; None counts all.

    Returns
    -------
    Basis
        To be kept beside the minutes.

    Raises
    ------
    InputError
        If `shortest` is negative or not finite, or `segments` is less than 1.
    """
    if not 0.0 <= shortest < math.inf:
        raise InputError(
            f"must be 0 min or more, and finite; got {shortest}",
            where="shortest",
            value=shortest,
        )
    if segments is not None and segments < 1:
        raise InputError(
            f"must be 1 or more, or None to count all; got {segments}",
            where="segments",
            value=segments,
        )
    return Basis(
        day=path.day.value,
        latitude=path.latitude,
        band=path.band,
        declination=path.declination.degrees,
        declination_origin=path.declination.origin,
        shortest=float(shortest),
        segments=segments,
    )


def positive(value: float, where: str) -> float:
    """Value as a float, refused unless finite and above zero. [m].

    Parameters
    ----------
    value : float
        A spacing. [m]
    where : str
        Name of the argument.

    Raises
    ------
    InputError
        If it is zero, negative or not finite.
    """
    if not 0.0 < value < math.inf:
        raise InputError(
            f"must be above 0 m, and finite; got {value}", where=where, value=value
        )
    return float(value)
