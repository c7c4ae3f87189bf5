"""Storeys and named levels (楼层与标高): from the words of the file to elevations."""

import itertools
import math
import re
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError
from sunlight.importers.schema import BuildingSpec
from sunlight.importers.schema_parts import LevelSpec, StoreysSpec

__all__ = [
    "FloorRange",
    "Levels",
    "Storeys",
    "absolute_level",
    "count_floors",
    "expand_floors",
    "floor_ranges",
    "storeys_of",
]

FloorRange = tuple[int, int]
"""First and last storey, both included."""

_RANGE: Final = re.compile(r"\s*(-?\d{1,9})\s*(?:[-~–至]\s*(-?\d{1,9})\s*)?")
LOWEST_STOREY: Final = -99
"""Deepest basement a file may name; far below any that was built."""
HIGHEST_NAMED: Final = 999_999_999
"""Storey numbers up to this are counted before anything is laid out."""
_REFERENCES: Final = ("elevation", "above_zero", "above_ground", "above_roof")


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """Reference levels of a building (参照标高), absolute, NaN if not known. [m]

    Parameters
    ----------
    zero, ground, roof, floor : float
        ±0.00, outdoor ground, top of the body, floor of the storey at hand.
    """  # noqa: D400

    zero: float = math.nan
    ground: float = math.nan
    roof: float = math.nan
    floor: float = math.nan


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Storeys:
    """Storeys of a building (楼层).

    Parameters
    ----------
    count : int
        Storeys above ground, 0 if not known.
    number : (n,) ndarray of int64
        Storey numbers, ascending, without 0.
    level : (n,) ndarray of float64
        Their floors relative to ±0.00. [m]
    """

    count: int
    number: NDArray[np.int64]
    level: NDArray[np.float64]

    def levels_of(self, floors: NDArray[np.int64]) -> NDArray[np.float64]:
        """Floor levels of storeys (层标高), NaN if the building gives none.

        Parameters
        ----------
        floors : (f,) ndarray of int
            Storey numbers.

        Returns
        -------
        (f,) ndarray of float64
            Relative to ±0.00. [m]

        Raises
        ------
        InputError
            If the building gives its storeys and one of these is not among them.
        """
        if len(self.number) == 0:
            return np.full(len(floors), np.nan)
        place = np.searchsorted(self.number, floors)
        place = np.minimum(place, len(self.number) - 1)
        unknown = floors[self.number[place] != floors]
        if len(unknown):
            raise InputError(
                f"there is no storey {unknown[0]}; the building has storeys "
                f"{self.number[0]} to {self.number[-1]}: mend the number, or 'storeys' "
                "or 'floor_levels' of the building",
                value=int(unknown[0]),
            )
        return self.level[place]


def storeys_of(spec: BuildingSpec) -> Storeys:
    """Storeys of a building (楼层).

    Parameters
    ----------
    spec : BuildingSpec
        Building in the file.

    Returns
    -------
    Storeys
        Empty if the building says nothing about its floors.

    Raises
    ------
    InputError
        If floors are given twice, do not rise, or disagree with their number.
    """
    storeys = spec.storeys
    if isinstance(storeys, StoreysSpec):
        if spec.floor_levels is not None:
            raise InputError(
                "storeys with a height and floor_levels say the same twice; give one",
                where="floor_levels",
                value=spec.floor_levels,
            )
        number = np.arange(1, storeys.count + 1)
        first = storeys.first_height or storeys.height
        above = np.maximum(number - 2, 0) * storeys.height + first * (number > 1)
        level = storeys.first_floor_level + above
        return Storeys(count=storeys.count, number=number, level=level)
    if spec.floor_levels is None:
        none = np.empty(0)
        return Storeys(count=storeys or 0, number=none.astype(np.int64), level=none)
    level = np.array(spec.floor_levels, dtype=np.float64)
    falls = np.flatnonzero(np.diff(level) <= 0.0)
    if len(falls):
        raise InputError(
            f"floors must rise from one storey to the next; {level[falls[0] + 1]:g} m "
            f"follows {level[falls[0]]:g} m",
            where=f"floor_levels[{falls[0] + 1}]",
            value=float(level[falls[0] + 1]),
        )
    if spec.first_floor == 0:
        raise InputError(_NO_ZERO, where="first_floor", value=0)
    number = np.arange(len(level)) + spec.first_floor
    if spec.first_floor < 0:
        number += number >= 0
    count = int((number > 0).sum())
    if storeys is not None and storeys != count:
        raise InputError(
            f"storeys says {storeys}, but floor_levels has {count} above ground "
            f"(its first is storey {spec.first_floor}); mend one of them",
            where="storeys",
            value=storeys,
        )
    return Storeys(count=count, number=number, level=level)


_NO_ZERO: Final = (
    "there is no storey 0: the first above ground is 1, the first basement is -1"
)


def floor_ranges(spec: str | int | list[int]) -> tuple[FloorRange, ...]:
    """Storeys such as "2-17,19" as ranges (楼层区间), not yet laid out.

    Parameters
    ----------
    spec : str, int or list of int
        As in the file.

    Returns
    -------
    tuple of (int, int)
        First and last of each range; 0 may lie inside and is no storey.

    Raises
    ------
    InputError
        If a range is unreadable, runs downwards, names 0 or meets another.

    Examples
    --------
    >>> floor_ranges("2-17,19")
    ((2, 17), (19, 19))
    """
    if isinstance(spec, int):
        found = [(spec, spec)]
    elif isinstance(spec, list):
        found = [(floor, floor) for floor in spec]
    else:
        found = []
        for piece in re.split("[,，、]", spec):
            match = _RANGE.fullmatch(piece)
            if match is None:
                raise InputError(
                    f"{piece!r} is no storey or range of storeys; write such as "
                    '"1-18", "2-17,19", [1, 2] or 3',
                    value=spec,
                )
            first = int(match[1])
            found.append((first, first if match[2] is None else int(match[2])))
    for first, last in found:
        if last < first:
            raise InputError(
                f"storeys {first}-{last} run downwards; write {last}-{first}",
                value=spec,
            )
        if first == 0 or last == 0:
            raise InputError(_NO_ZERO, value=spec)
        if first < LOWEST_STOREY:
            raise InputError(
                f"storey {first} is too deep; allowed is {LOWEST_STOREY} and up",
                value=spec,
            )
        if last > HIGHEST_NAMED:
            raise InputError(f"there is no storey {last}", value=spec)
    ordered = sorted(found)
    for (_, last), (first, _) in itertools.pairwise(ordered):
        if first <= last:
            raise InputError(f"storey {first} is named twice; keep one", value=spec)
    return tuple(ordered)


def count_floors(ranges: tuple[FloorRange, ...]) -> int:
    """Count of storeys in ranges (层数), without laying them out.

    Parameters
    ----------
    ranges : tuple of (int, int)
        As :func:`floor_ranges` returns them.

    Returns
    -------
    int
        Number of storeys; 0 is none.
    """
    return sum(last - first + (not first < 0 < last) for first, last in ranges)


def expand_floors(ranges: tuple[FloorRange, ...]) -> NDArray[np.int64]:
    """Storeys in ranges one by one (逐层).

    Parameters
    ----------
    ranges : tuple of (int, int)
        As :func:`floor_ranges` returns them.

    Returns
    -------
    (f,) ndarray of int64
        Ascending, without 0.
    """
    pieces = [np.arange(first, last + 1, dtype=np.int64) for first, last in ranges]
    floors: NDArray[np.int64] = np.concatenate(pieces)
    floors = floors[floors != 0]
    return floors


def absolute_level(spec: LevelSpec, end: str, levels: Levels) -> float | None:
    """Elevation of the base or top of a solid (绝对标高), None if it is not given.

    Parameters
    ----------
    spec : LevelSpec
        Solid in the file.
    end : str
        ``base`` or ``top``.
    levels : Levels
        What its references stand for.

    Returns
    -------
    float or None
        Absolute. [m]

    Raises
    ------
    InputError
        If it is given by two references, or by one that is not known.
    """
    given: list[tuple[str, float]] = [
        (f"{end}_{reference}", value)
        for reference in (*_REFERENCES, "above_floor")
        if (value := getattr(spec, f"{end}_{reference}")) is not None
    ]
    if not given:
        return None
    if len(given) > 1:
        names = " and ".join(name for name, _ in given)
        raise InputError(
            f"{names} give one level twice; keep one",
            where=given[1][0],
            value=given[1][1],
        )
    name, value = given[0]
    start, missing = {
        f"{end}_elevation": (0.0, ""),
        f"{end}_above_zero": (levels.zero, "give zero_level of the building"),
        f"{end}_above_ground": (levels.ground, "give outdoor_ground of the building"),
        f"{end}_above_roof": (
            levels.roof,
            "only parts of a building stand on its roof",
        ),
        f"{end}_above_floor": (
            levels.floor,
            "only parts repeated over 'floors' of a building whose storeys and "
            "zero_level are given have a floor",
        ),
    }[name]
    if math.isnan(start):
        raise InputError(
            f"{value:g} m cannot be placed, its reference is not known: {missing}, "
            f"or give {end}_elevation",
            where=name,
            value=value,
        )
    return start + value
