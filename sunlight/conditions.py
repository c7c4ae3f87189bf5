"""What is to be computed (计算条件): day, band, sill rule, segments, sun convention.

Rules build a :class:`Conditions`; the calculation reads it; rules then get facts. That
is how rules decide what is computed without ever seeing geometry.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "BasePlane",
    "Conditions",
    "Cooper1969",
    "CornerWindow",
    "DeclinationConvention",
    "FullWindowTest",
    "GivenDeclination",
    "LocalNoon",
    "OrientationBand",
    "OwnPlates",
    "RoomCombination",
    "SillPlane",
    "SolarTermInstant",
    "StandardDay",
    "TimeBasis",
    "UnlawfulBuildings",
    "WangFourier1985",
]


class StandardDay(StrEnum):
    """Standard day of the calculation (日照标准日)."""

    GREAT_COLD = "大寒"
    WINTER_SOLSTICE = "冬至"


@dataclass(frozen=True, slots=True, kw_only=True)
class SolarTermInstant:
    """Declination at the instant of the solar term in a base year (节气时刻), frozen.

    The default convention: base year 2001, apparent geocentric declination by pvlib's
    SPA at the instant when the sun's apparent longitude is 300° (大寒) or 270° (冬至).
    """

    base_year: int = 2001


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalNoon:
    """Declination at true local noon of a date (当地真太阳时正午), frozen.

    `longitude` is in degrees, east positive.
    """

    date: dt.date
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooper1969:
    """Cooper's formula 23.45 sin(360 (284 + n) / 365) at a day of the year."""

    day_of_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WangFourier1985:
    """Fourier series of Wang Bingzhong with base year 1985 (王炳忠算式), at a date."""

    date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenDeclination:
    """A typed-in declination [degrees] with a word on where it comes from."""

    declination: float
    origin: str = "given"


DeclinationConvention = (
    SolarTermInstant | LocalNoon | Cooper1969 | WangFourier1985 | GivenDeclination
)
"""Where the sun's declination comes from; printed with every result."""


class FullWindowTest(StrEnum):
    """What "the window is in full sun" means (满窗判定)."""

    ENDS = "ends"
    """Both sill ends lit at the same instant: 规程二(一)."""
    CENTRE = "centre"
    """The middle of the sill lit. 规程六(一) forbids judging by one point: only for
    profiles of cities that say so."""
    POINTS = "points"
    """Both sill ends and points between them lit at the same instant."""
    WHOLE_SILL = "whole_sill"
    """Every point of the sill lit at the same instant, without a gap between points."""


class OwnPlates(StrEnum):
    """Whether a building's own balcony, overhang and eave plates shade its windows."""

    IGNORED = "ignored"
    """规程六(五): the shadow of these plates may be neglected."""
    COUNTED = "counted"
    """The named alternative reading of "may"."""


class BasePlane(StrEnum):
    """On which line a window that stands out is measured (计算基准面)."""

    OPENING = "opening"
    """The opening in the outer wall (墙洞口线)."""
    FRONT = "front"
    """The glass in front: nose of a bay, crown of an arc, window of a balcony."""


class CornerWindow(StrEnum):
    """How a window round a corner is measured (转角窗)."""

    EACH_LEG = "each_leg"
    """Each leg is a window of its own in its own wall."""
    OUTER_ENDS = "outer_ends"
    """One window: the outer ends of both legs are lit at the same instant."""


class UnlawfulBuildings(StrEnum):
    """Whether whole buildings without lawful papers shade (整幢违法、临时建筑)."""

    SHADE = "shade"
    """规程六(四) leaves out additions only."""
    LEFT_OUT = "left_out"
    """The named alternative: they are treated as additions."""


class SillPlane(StrEnum):
    """How high the sill plane lies above the floor (计算窗台面)."""

    AT_LEAST = "at_least"
    """At the sill, and never lower than the least height: 规程六(一)."""
    FIXED = "fixed"
    """At the least height, wherever the sill is: the plane of GB 50180."""


class TimeBasis(StrEnum):
    """Clock of the counted band (时间基准)."""

    TRUE_SOLAR_TIME = "true_solar_time"
    """规程六(三)."""
    BEIJING_TIME = "beijing_time"
    """Clock time at 120°E; moved to true solar time for the calculation."""


class RoomCombination(StrEnum):
    """How the windows of a room combine (一间多窗的合并)."""

    BEST_WINDOW = "best_window"
    """A room has the minutes of its best single window."""
    UNION_OF_WINDOWS = "union_of_windows"
    """A room has sun while any of its windows is in full sun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrientationBand:
    """Counted band of the façades that look in some directions (分朝向有效时间带).

    Parameters
    ----------
    first, last : int
        Whole degrees from south, both included; east positive, west negative.
    band : (float, float)
        Counted band of these façades, in the clock of `Conditions.time_basis`. [min]
    """

    first: int
    last: int
    band: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Conditions of one calculation (计算条件).

    Parameters
    ----------
    day : StandardDay
        Standard day.
    band : (float, float)
        Counted time band, in the clock of `time_basis`. [min]
    shortest_segment : float
        Shortest counted continuous segment; shorter pieces are dropped. [min]
    sill_minimum : float
        The sill plane is never lower than this above the floor. [m]
    counted_width : float
        Windows wider than this are judged on their best stretch of this width. [m]
    declination : DeclinationConvention
        Where the sun's declination comes from.
    full_window : FullWindowTest
        What full-window sun means.
    own_plates : OwnPlates
        Whether own plates shade own windows.
    bay_plane, arc_plane, enclosed_balcony_plane : BasePlane
        On which line bay and arc windows, and windows behind enclosed balconies, are
        measured.
    corner_window : CornerWindow
        How windows round a corner are measured.
    unlawful_buildings : UnlawfulBuildings
        Whether whole buildings without lawful papers shade.
    segments : int or None
        How many of the longest continuous segments count; None counts all.
    minimum_altitude : float
        The sun counts from this altitude on, itself included. [degrees]
    sweep_angle : float
        The sun counts from this angle to the wall on, in plan. [degrees]
    orientation_bands : tuple of OrientationBand
        Band by the orientation of the façade, inside `band`; windows whose façade is in
        none of them are not analysed. Empty: `band` holds for all.
    full_window_points : int
        Points between the sill ends for `FullWindowTest.POINTS`, equally spaced.
    sill_plane : SillPlane
        How high the sill plane lies.
    time_basis : TimeBasis
        Clock of the bands.
    room_combination : RoomCombination
        How the windows of a room combine.
    """

    day: StandardDay
    band: tuple[float, float]
    shortest_segment: float = 5.0
    sill_minimum: float = 0.9
    counted_width: float = 1.80
    declination: DeclinationConvention = field(default_factory=SolarTermInstant)
    full_window: FullWindowTest = FullWindowTest.ENDS
    own_plates: OwnPlates = OwnPlates.IGNORED
    bay_plane: BasePlane = BasePlane.OPENING
    arc_plane: BasePlane = BasePlane.OPENING
    enclosed_balcony_plane: BasePlane = BasePlane.FRONT
    corner_window: CornerWindow = CornerWindow.EACH_LEG
    unlawful_buildings: UnlawfulBuildings = UnlawfulBuildings.SHADE
    segments: int | None = None
    minimum_altitude: float = 0.0
    sweep_angle: float = 0.0
    orientation_bands: tuple[OrientationBand, ...] = ()
    full_window_points: int = 1
    sill_plane: SillPlane = SillPlane.AT_LEAST
    time_basis: TimeBasis = TimeBasis.TRUE_SOLAR_TIME
    room_combination: RoomCombination = RoomCombination.BEST_WINDOW
