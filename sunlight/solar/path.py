"""The sun's path over the counted band of a standard day (太阳轨迹)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sunlight.conditions import DeclinationConvention, SolarTermInstant, StandardDay
from sunlight.errors import InputError
from sunlight.solar import position
from sunlight.solar.declination import Declination
from sunlight.solar.declination import declination as declination_by_convention
from sunlight.solar.ephemeris import standard_day

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["DEFAULT_BANDS", "DEFAULT_CONVENTION", "SunPath", "sun_path"]

DEFAULT_BANDS: Final = {
    StandardDay.GREAT_COLD: (480.0, 960.0),
    StandardDay.WINTER_SOLSTICE: (540.0, 900.0),
}
"""Counted bands (有效日照时间带): 8-16 h on 大寒, 9-15 h on 冬至.
[min, true solar time]"""

DEFAULT_CONVENTION: Final = SolarTermInstant()
"""Declination at the instant of the solar term in 2001."""

TURNING_MARGIN: Final = 1e-12
"""The azimuth counts as growing where its turning rate exceeds this. [1]

Products of sines and cosines carry rounding of some 1e-16; inside the margin the answer
is "no", which is always safe."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SunPath:
    """Path of the sun on one day at one latitude (太阳轨迹).

    The direction is ``s(H) = constant + cosine cos H + sine sin H`` with the hour angle
    ``H = radians(0.25 * (minutes - 720))``: unit vectors from the ground to the sun,
    x east, y true north, z up; geometric, no refraction, declination frozen.

    Parameters
    ----------
    day : StandardDay
        Standard day.
    latitude : float
        North positive, strictly between -90 and 90. [degrees]
    declination : Declination
        The sun's declination with its origin.
    band : (float, float)
        Counted band, inside (0, 1440). [min, true solar time]
    minimum_altitude : float
        The sun counts from this altitude on, itself included. [degrees]

    Attributes
    ----------
    daylight : (float, float)
        While the sun stands at `minimum_altitude` or higher; at 0 sunrise and sunset,
        (0, 1440) in the polar day. [min, true solar time]
    constant, cosine, sine : (3,) ndarray of float64
        Coefficients, read-only.

    Raises
    ------
    InputError
        If a value is unusable, the sun does not rise, or the band lies in the night.
    """

    day: StandardDay
    latitude: float
    declination: Declination
    band: tuple[float, float]
    minimum_altitude: float = 0.0
    daylight: tuple[float, float] = field(init=False)
    constant: NDArray[np.float64] = field(init=False)
    cosine: NDArray[np.float64] = field(init=False)
    sine: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        """Check the values, derive the coefficients."""
        day = standard_day(self.day)
        if not isinstance(self.declination, Declination):
            message = (
                f"must be a Declination, got {self.declination!r}; "
                "sun_path() makes one from a convention"
            )
            raise InputError(message, where="declination", value=self.declination)
        band = _checked_band(self.band)
        delta = self.declination.degrees
        daylight = position.daylight(
            latitude=self.latitude, declination=delta, altitude=self.minimum_altitude
        )
        if max(band[0], daylight[0]) >= min(band[1], daylight[1]):
            message = (
                f"the sun is below {self._horizon} throughout the band {band}: it is "
                f"up from {daylight[0]:.1f} to {daylight[1]:.1f} min at latitude "
                f"{self.latitude:g} with a declination of {delta:g} degrees; "
                "choose a band that meets the daylight"
            )
            raise InputError(message, where="band", value=self.band)
        coefficients = position.direction_coefficients(
            latitude=self.latitude, declination=delta
        )
        object.__setattr__(self, "day", day)
        object.__setattr__(self, "latitude", float(self.latitude))
        object.__setattr__(self, "band", band)
        object.__setattr__(self, "daylight", daylight)
        names = ("constant", "cosine", "sine")
        for name, values in zip(names, coefficients, strict=True):
            values.setflags(write=False)
            object.__setattr__(self, name, values)

    @property
    def _horizon(self) -> str:
        """What the sun has to stand above, in words."""
        least = self.minimum_altitude
        return f"{least:g} degrees" if least else "the horizon"

    @property
    def lit_band(self) -> tuple[float, float]:
        """Part of the band with the sun high enough. [min, true solar time]."""
        return (
            max(self.band[0], self.daylight[0]),
            min(self.band[1], self.daylight[1]),
        )

    @property
    def azimuth_increases(self) -> bool:
        """Whether the azimuth only grows over `lit_band`, by less than 180° in all.

        Decided in closed form, never by sampling. The azimuth turns clockwise exactly
        while ``g(H) = sin(lat) cos(dec) - cos(lat) sin(dec) cos(H)`` is positive. g is
        linear in cos H, so its least value over the band lies where cos H is greatest
        or least. A growing azimuth gains less than 360° in less than a day, so its gain
        is below 180° exactly when the horizontal parts of the first and last direction
        turn clockwise. Within rounding of either limit the answer is False.
        """
        start, end = (float(h) for h in self.hour_angle(self.lit_band))
        cosines = [math.cos(start), math.cos(end)]
        if start < 0.0 < end:
            cosines.append(1.0)
        phi, delta = math.radians(self.latitude), math.radians(self.declination.degrees)
        rates = (
            math.sin(phi) * math.cos(delta) - math.cos(phi) * math.sin(delta) * c
            for c in cosines
        )
        if min(rates) <= TURNING_MARGIN:
            return False
        first, last = self.directions(self.lit_band)
        return bool(last[0] * first[1] - last[1] * first[0] > TURNING_MARGIN)

    def hour_angle(self, minutes: ArrayLike) -> NDArray[np.float64]:
        """Hour angle of instants (时角), same shape. [rad].

        Parameters
        ----------
        minutes : (...) array_like
            True solar time. [min]
        """
        return position.hour_angle(minutes)

    def directions(self, minutes: ArrayLike) -> NDArray[np.float64]:
        """Directions to the sun (太阳方向): (t,) instants give (t, 3) unit vectors.

        Parameters
        ----------
        minutes : (...) array_like
            True solar time, inside the band or not. [min]

        Returns
        -------
        (..., 3) ndarray of float64
            x east, y true north, z up.
        """
        angle = self.hour_angle(minutes)[..., None]
        result: NDArray[np.float64] = (
            self.constant + self.cosine * np.cos(angle) + self.sine * np.sin(angle)
        )
        return result

    def _repr_html_(self) -> str:
        from sunlight.views import html_view

        return html_view(self)

    def plot(self, *, lang: Literal["zh", "en"] = "zh") -> "Figure":
        """Altitude against azimuth, whole hours marked (太阳轨迹图).

        Parameters
        ----------
        lang : {'zh', 'en'}
            Language of the words.
        """
        from sunlight.views import plot_view

        return plot_view(self, lang=lang)

    def to_frame(self, minutes: ArrayLike | None = None) -> "pd.DataFrame":
        """Where the sun stands, one row an instant (太阳位置表).

        Parameters
        ----------
        minutes : (t,) array_like, optional
            True solar time; the whole hours of the lit band if left out. [min]

        Returns
        -------
        pandas.DataFrame
            ``minutes``, ``azimuth`` and ``altitude`` in degrees, and the direction
            ``x``, ``y``, ``z``.
        """
        import pandas as pd

        first, last = self.lit_band
        hours = np.arange(math.ceil(first / 60.0), math.floor(last / 60.0) + 1) * 60.0
        told = hours if minutes is None else np.asarray(minutes, dtype=np.float64)
        told = told.reshape(-1)
        directions = self.directions(told)
        columns = {
            "minutes": told,
            "azimuth": self.azimuth_deg(told),
            "altitude": self.altitude_deg(told),
        }
        axes = {name: directions[:, i] for i, name in enumerate("xyz")}
        return pd.DataFrame(columns | axes)

    def altitude_deg(self, minutes: ArrayLike) -> NDArray[np.float64]:
        """Altitude of the sun (太阳高度角), same shape. [degrees].

        Parameters
        ----------
        minutes : (...) array_like
            True solar time. [min]
        """
        return position.direction_altitude_deg(self.directions(minutes))

    def azimuth_deg(self, minutes: ArrayLike) -> NDArray[np.float64]:
        """Azimuth (太阳方位角), clockwise from north, in [0, 360). [degrees].

        Parameters
        ----------
        minutes : (...) array_like
            True solar time. [min]
        """
        return position.direction_azimuth_deg(self.directions(minutes))


def _checked_band(band: Sequence[float]) -> tuple[float, float]:
    """Band as two floats, start before end, hour angles strictly inside 180°."""
    last = position.MINUTES_PER_DAY
    allowed = (
        "two finite numbers of minutes of true solar time, start before end, "
        f"strictly between 0 and {last:g}, such as (480, 960)"
    )
    try:
        start, end = band
    except (TypeError, ValueError) as error:
        message = f"must be {allowed}; got {band!r}"
        raise InputError(message, where="band", value=band) from error
    limits = tuple(
        position.bounded_number(
            value,
            where=f"band[{i}]",
            limit=math.inf,
            inclusive=math.inf,
            unit="minutes",
        )
        for i, value in enumerate((start, end))
    )
    if not 0.0 < limits[0] < limits[1] < last:
        message = f"must be {allowed}; got {band!r}"
        raise InputError(message, where="band", value=band)
    return limits[0], limits[1]


def sun_path(
    day: StandardDay | str,
    *,
    latitude: float,
    band: tuple[float, float] | None = None,
    declination: DeclinationConvention = DEFAULT_CONVENTION,
    minimum_altitude: float = 0.0,
) -> SunPath:
    """Path of the sun on a standard day (太阳轨迹).

    Parameters
    ----------
    day : StandardDay or str
        Standard day, 大寒 or 冬至.
    latitude : float
        North positive, strictly between -90 and 90. [degrees]
    band : (float, float), optional
        Counted band; by default (480, 960) on 大寒 and (540, 900) on 冬至.
        [min, true solar time]
    declination : DeclinationConvention
        Where the declination comes from.
    minimum_altitude : float
        The sun counts from this altitude on; some cities ask for one. [degrees]

    Returns
    -------
    SunPath
        The path, with the declination and its origin.

    Raises
    ------
    InputError
        If a value is unusable, the sun does not rise, or the band lies in the night.

    Notes
    -----
    Source of the bands: 规程四(一)1 for 大寒; GB 50180-2018, table 4.0.9, for both.
    True solar time: 规程六(三).

    Examples
    --------
    >>> path = sun_path("大寒", latitude=38.42)
    >>> round(path.declination.degrees, 2), path.band, path.azimuth_increases
    (-20.15, (480.0, 960.0), True)
    """
    member = standard_day(day)
    return SunPath(
        day=member,
        latitude=latitude,
        declination=declination_by_convention(member, declination),
        band=DEFAULT_BANDS[member] if band is None else band,
        minimum_altitude=minimum_altitude,
    )
