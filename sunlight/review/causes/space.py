"""Conventions seen in practice, as data (常见口径表), and what they depart from.

Each dimension is a table of values; a convention takes one of each. An honest report
may choose a time step of up to a minute, however it counts, any declination in use for
the right solar term, and refraction; all else departs from the rules.
"""

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from sunlight.conditions import (
    Cooper1969,
    DeclinationConvention,
    FullWindowTest,
    GivenDeclination,
    LocalNoon,
    OwnPlates,
    SolarTermInstant,
    StandardDay,
    TimeBasis,
    WangFourier1985,
)
from sunlight.durations.sampling import SampleCounting, Sampling
from sunlight.model.project import Site
from sunlight.review.causes.evaluator import Evaluator
from sunlight.review.records.causes import Convention
from sunlight.solar.declination import declination as declination_of

__all__ = [
    "CITIES",
    "CONTINUOUS",
    "Dimension",
    "allowed",
    "declinations",
    "departures",
    "dimensions",
    "is_right_term",
    "nearest_city",
]

LONGEST_HONEST_STEP: Final = 1.0
"""Time step that the field takes as the usual one. [min]"""
STEPS: Final = (0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 10.0, 15.0)
SHORTEST: Final = (0.0, 1.0, 3.0, 5.0, 10.0, 15.0, 30.0)
SILLS: Final = ("rules", "floor_0.9", "real", "floor")
RAISED: Final = (-0.3, -0.1, 0.1, 0.2, 0.3, 0.4, 0.5)
NORTH: Final = (
    -10.0,
    -7.5,
    -5.0,
    -3.5,
    -2.0,
    -1.0,
    -0.5,
    0.5,
    1.0,
    2.0,
    3.5,
    5.0,
    7.5,
    10.0,
)
ALIKE_DEGREES: Final = 0.004
"""Declinations nearer than this give the same minutes."""
CITIES: Final = (
    ("太原", 37.87),
    ("大同", 40.08),
    ("朔州", 39.33),
    ("忻州", 38.42),
    ("阳泉", 37.86),
    ("晋中", 37.69),
    ("吕梁", 37.52),
    ("长治", 36.20),
    ("临汾", 36.09),
    ("晋城", 35.49),
    ("运城", 35.03),
    ("北京", 39.90),
    ("天津", 39.13),
    ("石家庄", 38.04),
    ("保定", 38.87),
    ("张家口", 40.77),
    ("呼和浩特", 40.84),
    ("济南", 36.65),
    ("郑州", 34.75),
    ("西安", 34.27),
    ("银川", 38.47),
    ("兰州", 36.06),
    ("沈阳", 41.80),
    ("长春", 43.88),
    ("哈尔滨", 45.80),
    ("上海", 31.23),
    ("南京", 32.06),
    ("武汉", 30.59),
)
"""Cities whose latitude a program may have been left at. [degrees]"""
NEAR_CITY: Final = 0.05
CONTINUOUS: Final = ("latitude", "north", "raised", "top", "level")
"""What is refined between the values of the table."""

_NOON_DATES: Final = {
    StandardDay.GREAT_COLD: ((1, 20), (1, 21)),
    StandardDay.WINTER_SOLSTICE: ((12, 21), (12, 22)),
}
_NOON_YEARS: Final = (2001, 2002, 2003, 2004, 2020, 2021, 2023, 2024, 2025, 2026)
_COOPER_DAYS: Final = {
    StandardDay.GREAT_COLD: (20, 21),
    StandardDay.WINTER_SOLSTICE: (355, 356),
}
_TEXTBOOK: Final = {
    StandardDay.GREAT_COLD: (-20.0, -20.11, -20.2, -20.28, -20.3),
    StandardDay.WINTER_SOLSTICE: (-23.43, -23.45),
}
_FIELDS: Final = (
    ("declination", ("declination",)),
    ("sampling", ("sampling",)),
    ("refraction", ("refraction",)),
    ("time_basis", ("time_basis",)),
    ("sill_point", ("full_window", "full_window_points")),
    ("own_plates", ("own_plates",)),
    ("shortest_segment", ("shortest_segment",)),
    ("sill", ("sill", "raised")),
    ("latitude", ("latitude",)),
    ("north", ("north",)),
    ("geometry", ("geometry",)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """Values of one dimension (一类口径).

    Parameters
    ----------
    code : str
        Code of the departure.
    changes : tuple of dict
        Fields of a convention, one set a value.
    engine : bool
        A value needs the engine.
    """

    code: str
    changes: tuple[dict[str, Any], ...]
    engine: bool = True

    def of(self, convention: Convention) -> Iterator[Convention]:
        """Return the convention with every value of this dimension.

        Parameters
        ----------
        convention : Convention
            All else stays.
        """
        for change in self.changes:
            yield replace(convention, **change)


def declinations(day: StandardDay, longitude: float) -> list[DeclinationConvention]:
    """Declination conventions in use, each angle once, the right term first (赤纬口径).

    Parameters
    ----------
    day : StandardDay
        Standard day of dwellings.
    longitude : float
        For the local noon. [degrees]
    """
    other = next(d for d in StandardDay if d is not day)
    found: list[DeclinationConvention] = [SolarTermInstant()]
    for term in (day, other):
        found += [Cooper1969(day_of_year=n) for n in _COOPER_DAYS[term]]
        found += [
            GivenDeclination(declination=angle, origin="textbook")
            for angle in _TEXTBOOK[term]
        ]
        years = _NOON_YEARS if term is day else _NOON_YEARS[:1]
        for month, date in _NOON_DATES[term]:
            for year in years:
                on = dt.date(year, month, date)
                found.append(WangFourier1985(date=on))
                found.append(LocalNoon(date=on, longitude=longitude))
    kept: list[tuple[float, DeclinationConvention]] = []
    for convention in found:
        degrees = declination_of(day, convention).degrees
        if all(abs(degrees - known) > ALIKE_DEGREES for known, _ in kept):
            kept.append((degrees, convention))
    return [convention for _, convention in kept]


def is_right_term(day: StandardDay, convention: DeclinationConvention) -> bool:
    """Tell whether a declination is one in use for the standard day (节气是否相符).

    Parameters
    ----------
    day : StandardDay
        Standard day.
    convention : DeclinationConvention
        Any.
    """
    match convention:
        case SolarTermInstant():
            return True
        case Cooper1969():
            return convention.day_of_year in _COOPER_DAYS[day]
        case GivenDeclination():
            return convention.declination in _TEXTBOOK[day]
        case LocalNoon() | WangFourier1985():
            date = (convention.date.month, convention.date.day)
            return date in _NOON_DATES[day]


def nearest_city(latitude: float) -> str:
    """City whose latitude a figure is near to (纬度相近的城市); empty for none.

    Parameters
    ----------
    latitude : float
        Degrees.
    """
    name, known = min(CITIES, key=lambda city: abs(city[1] - latitude))
    return name if abs(known - latitude) <= NEAR_CITY else ""


def dimensions(told: Evaluator) -> tuple[Dimension, ...]:
    """All dimensions but the geometry, without the values of the rules (口径表).

    Parameters
    ----------
    told : Evaluator
        Place, day and what the rules say.
    """
    base, site = told.base, told.assessment.project.site
    day = told.assessment.conditions.day
    samplings = [
        Sampling(step=step, counting=counting)
        for step in STEPS
        for counting in SampleCounting
    ]
    angle = declination_of(day, base.declination).degrees
    tables = (
        (
            "declination",
            [
                {"declination": found}
                for found in declinations(day, site.longitude)
                if abs(declination_of(day, found).degrees - angle) > ALIKE_DEGREES
            ],
            True,
        ),
        ("sampling", [{"sampling": found} for found in samplings], False),
        ("refraction", [{"refraction": True}], True),
        ("time_basis", [{"time_basis": basis} for basis in TimeBasis], False),
        ("sill_point", _points(), True),
        ("own_plates", [{"own_plates": found} for found in OwnPlates], True),
        (
            "shortest_segment",
            [{"shortest_segment": length} for length in SHORTEST],
            False,
        ),
        (
            "sill",
            [{"sill": rule, "raised": 0.0} for rule in SILLS]
            + [{"sill": "rules", "raised": by} for by in RAISED],
            True,
        ),
        ("latitude", _latitudes(site), True),
        ("north", [{"north": angle} for angle in NORTH], True),
    )
    return tuple(
        Dimension(
            code=code,
            changes=tuple(c for c in changes if replace(base, **c) != base),
            engine=engine,
        )
        for code, changes, engine in tables
    )


def _points() -> list[dict[str, Any]]:
    """Sill points: ends, centre, whole, and one or three between the ends."""
    tests = [{"full_window": test, "full_window_points": 1} for test in FullWindowTest]
    return [*tests, {"full_window": FullWindowTest.POINTS, "full_window_points": 3}]


def _latitudes(site: Site) -> list[dict[str, Any]]:
    """Cities whose latitude differs, and steps round that of the model."""
    named = [
        {"latitude": latitude, "place": name}
        for name, latitude in CITIES
        if abs(latitude - site.latitude) > 0.01
    ]
    around = [
        {"latitude": round(site.latitude + by, 4), "place": ""}
        for by in (-0.5, -0.25, -0.12, 0.12, 0.25, 0.5)
    ]
    return [*named, *around]


def departures(convention: Convention, base: Convention) -> tuple[str, ...]:
    """Codes of what differs from the rules (与规定口径的差别).

    Parameters
    ----------
    convention, base : Convention
        Any, and that of the rules.
    """
    return tuple(
        code
        for code, names in _FIELDS
        if any(getattr(convention, n) != getattr(base, n) for n in names)
    )


def allowed(convention: Convention, base: Convention, day: StandardDay) -> bool:
    """Tell whether an honest report may depart in these ways (是否属可选口径).

    Parameters
    ----------
    convention, base : Convention
        Any, and that of the rules.
    day : StandardDay
        Standard day of dwellings.
    """
    for code in departures(convention, base):
        if code == "refraction":
            continue
        step = math.inf if convention.sampling is None else convention.sampling.step
        if code == "sampling" and step <= LONGEST_HONEST_STEP:
            continue
        if code == "declination" and is_right_term(day, convention.declination):
            continue
        return False
    return True
