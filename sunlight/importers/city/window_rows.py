"""Window table of a city model (窗表): storeys, numbers and columns of its windows."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np

from sunlight.importers.city.windows import Opening
from sunlight.model.empty import no_windows
from sunlight.model.facades import OCTANTS
from sunlight.model.tables import Windows

__all__ = ["Storey", "WindowRow", "storey_at", "window_table"]

NEARLY: Final = 0.05
"""A sill this far below a floor still belongs to that storey. [m]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Storey:
    """A storey (楼层).

    Parameters
    ----------
    number : int
        1 is the first above ground, -1 the first below.
    level : float
        Floor above ±0.00. [m]
    """

    number: int
    level: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowRow:
    """A window of a building (窗).

    Parameters
    ----------
    building : int
        Index of the building.
    building_id : str
        Its id.
    zero_level : float
        Its ±0.00. [m]
    storey : Storey
        Where it is.
    opening : Opening
        The window.
    """

    building: int
    building_id: str
    zero_level: float
    storey: Storey
    opening: Opening


def storey_at(above_zero: float, heights: list[float], usual: float) -> Storey:
    """Storey of a window by the height of its sill (推算楼层).

    Parameters
    ----------
    above_zero : float
        Sill above ±0.00. [m]
    heights : list of float
        Heights of the storeys from the first, the last one repeated; may be empty. [m]
    usual : float
        Height of a storey where none are given, and below ±0.00. [m]

    Returns
    -------
    Storey
        The highest whose floor is not above the sill.

    Examples
    --------
    >>> storey_at(4.0, [], 3.0)
    Storey(number=2, level=3.0)
    >>> storey_at(4.0, [4.5, 3.0], 3.0)
    Storey(number=1, level=0.0)
    """
    if above_zero < -NEARLY:
        below = int(np.ceil((-above_zero - NEARLY) / usual))
        return Storey(number=-below, level=-below * usual)
    number, level = 1, 0.0
    steps = list(heights) or [usual]
    while level + steps[min(number, len(steps)) - 1] <= above_zero + NEARLY:
        level += steps[min(number, len(steps)) - 1]
        number += 1
    return Storey(number=number, level=level)


def window_table(rows: list[WindowRow]) -> Windows:
    """Table of windows, floor over floor (窗表).

    Windows are numbered ``building-floor-octant and sequence`` from the left as seen
    from outside, as regular rows are.

    Parameters
    ----------
    rows : list of WindowRow
        In any order.

    Returns
    -------
    Windows
        Those with the same sill ends stand in one column.
    """
    if not rows:
        return no_windows()
    ordered = sorted(rows, key=_place)
    counted: Counter[tuple[int, int, str]] = Counter()
    ids = []
    for row in ordered:
        key = (row.building, row.storey.number, _octant(row))
        counted[key] += 1
        storey = row.storey.number
        ids.append(f"{row.building_id}-{storey}-{key[2]}{counted[key]:02d}")
    left = np.array([row.opening.left for row in ordered])
    right = np.array([row.opening.right for row in ordered])
    ends = np.column_stack([left, right, [row.building for row in ordered]])
    new = np.flatnonzero((np.diff(ends, axis=0) != 0.0).any(axis=1)) + 1
    level = np.array([row.storey.level for row in ordered])
    zero = np.array([row.zero_level for row in ordered])
    sill = np.array([row.opening.sill for row in ordered])
    return Windows(
        id=np.array(ids, dtype=object),
        building=np.array([row.building for row in ordered]),
        floor=np.array([row.storey.number for row in ordered]),
        floor_level=level,
        sill_height=sill - zero - level,
        left=left,
        right=right,
        room=np.full(len(ordered), -1),
        column_offsets=np.concatenate([[0], new, [len(ordered)]]),
        assumed=np.zeros(len(ordered), dtype=bool),
        element=np.array([row.opening.element for row in ordered], dtype=object),
    )


def _octant(row: WindowRow) -> str:
    """Direction of a window among eight."""
    east, north = row.opening.normal
    bearing = np.degrees(np.arctan2(east, north))
    return OCTANTS[int(np.round(bearing / 45.0)) % 8]


def _place(row: WindowRow) -> tuple[int, str, float, float, float, float]:
    """Building, direction, then from the left as seen from outside, then upward."""
    opening = row.opening
    across = np.array([-opening.normal[1], opening.normal[0]])
    start = round(float(opening.left @ across), 3)
    return (
        row.building,
        _octant(row),
        start,
        float(opening.left[0]),
        float(opening.left[1]),
        opening.sill,
    )
