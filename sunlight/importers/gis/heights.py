"""Base, top and storeys of a feature, from whatever columns say them (高度)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sunlight.importers.gis.columns import Columns
from sunlight.importers.gis.options import GisOptions

__all__ = ["Heights", "heights_of", "number"]

_SCALES: Final = {"m": 1.0, "cm": 0.01, "mm": 0.001, "ft": 0.3048}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heights:
    """Levels of one feature, absolute (标高).

    Parameters
    ----------
    ground, zero : float
        Outdoor ground and ±0.00. [m]
    ground_said : bool
        The ground stands in a column.
    base, top : float
        Where the solid starts and ends; the top is NaN where nothing says it. [m]
    storeys : int
        Storeys above ground, 0 where unknown.
    assumed : bool
        Base or top come from storeys.
    """

    ground: float
    zero: float
    ground_said: bool
    base: float
    top: float
    storeys: int
    assumed: bool


def heights_of(
    values: Mapping[str, Any], columns: Columns, options: GisOptions
) -> Heights:
    """Levels of one feature (要素标高).

    Parameters
    ----------
    values : mapping
        Its values.
    columns : Columns
        Which say what.
    options : GisOptions
        Unit, storey height, levels where the file has none.

    Returns
    -------
    Heights
        With a top of NaN where no column says it.
    """
    scale = _SCALES[options.unit]
    said = _first(values, columns.ground, lowest=-math.inf)
    ground = (
        said * scale
        if said is not None
        else next(
            (
                level
                for level in (options.outdoor_ground, options.zero_level)
                if level is not None
            ),
            0.0,
        )
    )
    storeys = _first(values, columns.floors)
    top, assumed = _top(values, columns, options, ground, storeys)
    low = _first(values, columns.min_height)
    floors_below = _first(values, columns.min_floor)
    base = ground
    if low is not None:
        base = ground + low * scale
    elif floors_below is not None:
        base, assumed = ground + floors_below * options.storey_height, True
    return Heights(
        ground=ground,
        zero=ground if options.zero_level is None else options.zero_level,
        ground_said=said is not None,
        base=base,
        top=top,
        storeys=int(storeys or 0),
        assumed=assumed,
    )


def _top(
    values: Mapping[str, Any],
    columns: Columns,
    options: GisOptions,
    ground: float,
    storeys: float | None,
) -> tuple[float, bool]:
    """Top, and whether it comes from storeys."""
    scale = _SCALES[options.unit]
    elevation = _first(values, columns.top, lowest=-math.inf)
    if elevation is not None:
        return elevation * scale, False
    height = _first(values, columns.height)
    if height is not None:
        return ground + height * scale, False
    if storeys is not None:
        count = storeys + (_first(values, columns.roof_floors) or 0.0)
        return ground + count * options.storey_height, True
    return math.nan, False


def _first(
    values: Mapping[str, Any], names: Sequence[str], *, lowest: float = 0.0
) -> float | None:
    """First usable number above `lowest` in these columns."""
    for name in names:
        found = number(values.get(name))
        if found is not None and found > lowest:
            return found
    return None


def number(value: object) -> float | None:
    """Value as a finite number, or None; ``"12.5 m"`` is one too (数值).

    Examples
    --------
    >>> number("12.5 m"), number("18米"), number("tall"), number(True)
    (12.5, 18.0, None, None)
    """
    if isinstance(value, str):
        value = value.strip().removesuffix("m").removesuffix("米").strip()
    elif isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None
