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
    "OwnPlates",
    "SolarTermInstant",
    "StandardDay",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Conditions of one calculation (计算条件).

    Parameters
    ----------
    day : StandardDay
        Standard day.
    band : (float, float)
        Counted time band. [min, true solar time]
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
