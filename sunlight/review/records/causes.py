"""Conventions that may explain a submitted table, and how well they do (口径推断)."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sunlight.conditions import (
    DeclinationConvention,
    FullWindowTest,
    OwnPlates,
    SolarTermInstant,
    TimeBasis,
)
from sunlight.durations.sampling import Sampling

__all__ = ["Convention", "Fit", "GeometryChange", "Inference"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GeometryChange:
    """One change of the model (一处几何改动).

    Parameters
    ----------
    kind : str
        ``omitted``, ``top`` (height of a shading building), ``level`` (±0.00 and
        windows of an analysed building) or ``part_omitted``.
    building : str
        Id of the building.
    metres : float
        By how much, up positive; 0 for what is omitted. [m]
    part : str
        Name or kind of the part that is omitted.
    """

    kind: str
    building: str
    metres: float = 0.0
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """One combination of conventions; the defaults are those of the rules (口径).

    Parameters
    ----------
    declination : DeclinationConvention
        Declination.
    sampling : Sampling or None
        Time sampling; None for exact times.
    time_basis : TimeBasis
        Clock of the band.
    refraction : bool
        The sun is lifted by refraction.
    full_window : FullWindowTest
        Which points of the sill must be lit.
    full_window_points : int
        Points between the ends.
    own_plates : OwnPlates
        Whether own balconies shade.
    shortest_segment : float
        Shortest counted segment. [min]
    sill : str
        ``rules``, ``floor_0.9`` (at 0.9 m whatever the sill), ``real`` (at the real
        sill even below 0.9 m), ``floor`` (at the floor).
    raised : float
        All sills are higher than by that rule, by this. [m]
    latitude : float or None
        Another latitude; None for that of the model. [degrees]
    place : str
        City of that latitude, where one is known.
    north : float
        Model turned clockwise by this. [degrees]
    geometry : GeometryChange or None
        At most one change of the model.
    """

    declination: DeclinationConvention = field(default_factory=SolarTermInstant)
    sampling: Sampling | None = None
    time_basis: TimeBasis = TimeBasis.TRUE_SOLAR_TIME
    refraction: bool = False
    full_window: FullWindowTest = FullWindowTest.ENDS
    full_window_points: int = 1
    own_plates: OwnPlates = OwnPlates.IGNORED
    shortest_segment: float = 5.0
    sill: str = "rules"
    raised: float = 0.0
    latitude: float | None = None
    place: str = ""
    north: float = 0.0
    geometry: GeometryChange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well a convention explains the submitted table (吻合程度).

    Parameters
    ----------
    convention : Convention
        The combination.
    departures : tuple of str
        Stable codes of what differs from the rules, such as ``declination``,
        ``sampling``, ``latitude``, ``north``, ``sill_point``, ``geometry``; empty for
        the rules themselves.
    allowed : bool
        All departures are choices that an honest report may make: a time step of up to
        a minute, a declination convention in use.
    explained : int
        Figures of the table that it reproduces to the minute printed.
    compared : int
        Figures compared.
    median, worst : float
        Of the absolute differences. [min]
    score : float
        What the fits are ranked by; smaller is better.
    """

    convention: Convention
    departures: tuple[str, ...]
    allowed: bool
    explained: int
    compared: int
    median: float
    worst: float
    score: float

    @property
    def share(self) -> float:
        """Share of the figures that are explained."""
        return self.explained / self.compared if self.compared else 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inference:
    """Which conventions best explain the submitted table (口径推断结果).

    Parameters
    ----------
    fits : tuple of Fit
        Best first; what cannot be told apart from the best stands right behind it.
    baseline : Fit
        The rules themselves, exact.
    honest : Fit
        Best of those whose departures are all allowed.
    alike : int
        How many of `fits` cannot be told apart from the best by this table.
    sure : str
        ``clear`` (nothing else comes near), ``likely``, ``open`` (several, or nothing
        explains the table), ``none`` (nothing to explain or to compare).
    unexplained : (k,) ndarray of int64
        Submitted rows that the best does not reproduce.
    tried : int
        Combinations tried.
    """

    fits: tuple[Fit, ...]
    baseline: Fit
    honest: Fit
    alike: int
    sure: str
    unexplained: NDArray[np.int64]
    tried: int
