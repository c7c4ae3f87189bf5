"""How receivers stand to each other in rows (排的几何关系): abreast, facing, behind.

Rows run east-west, or turned a little with the estate: along their *direction*, the
common direction of the buildings that the sectors reach, weighted by their footprints
and never turned by more than 45°. Extents of a building are those of its footprint
along the rows (*width*) and across them (*depth*); north is across the rows.

- Two buildings stand *abreast* if their depths share at least ``same_row_overlap`` of
  the shallower one.
- They *face* each other if their widths share something.
- One stands *farther north* than another if its middle does and they are not abreast;
  *behind* it if they also face each other.
"""

import math

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.scope.conditions import RowRule
from sunlight.scope.records import Scope
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = [
    "abreast",
    "facing",
    "farther_north",
    "neighbours",
    "row_direction",
    "row_extents",
]


def row_direction(scope: Scope) -> float:
    """Angle of the rows from the east-west line, counter-clockwise (排的走向).

    Parameters
    ----------
    scope : Scope
        Its buildings reached by the sectors count, not those added later, so that the
        direction stays the same from step to step.

    Returns
    -------
    float
        Between -45 and 45; that of the row rule, where it gives one. [degrees]
    """
    if scope.conditions.rows.direction is not None:
        return scope.conditions.rows.direction
    areas = np.array(
        [
            scope.footprints[entry.building]
            for entry in scope.entries
            if entry.receiver and entry.row_step == 0
        ],
        dtype=object,
    )
    weight = shapely.area(areas)
    fourfold = 0.0 + 0.0j  # the sides of a rectangle point four ways
    for around, area in zip(shapely.oriented_envelope(areas), weight, strict=True):
        corners = shapely.get_coordinates(around)
        step = complex(*(corners[1] - corners[0]))
        if step:
            fourfold += area * (step / abs(step)) ** 4
    return math.degrees(math.atan2(fourfold.imag, fourfold.real)) / 4.0


def row_extents(scope: Scope) -> NDArray[np.float64]:
    """Extents of every footprint along and across the rows (沿排、跨排范围).

    Parameters
    ----------
    scope : Scope
        The scope.

    Returns
    -------
    (b, 4) ndarray of float64
        West, south, east, north, in axes turned by :func:`row_direction`; NaN where the
        footprint is empty. [m]
    """
    angle = math.radians(row_direction(scope))
    along = np.array([math.cos(angle), math.sin(angle)])
    across = np.array([-along[1], along[0]])
    extents = np.full((len(scope.footprints), 4), np.nan)
    for i, area in enumerate(scope.footprints):
        corners = shapely.get_coordinates(area)
        if len(corners):
            x, y = corners @ along, corners @ across
            extents[i] = x.min(), y.min(), x.max(), y.max()
    return extents


def abreast(
    extents: NDArray[np.float64], i: int, others: NDArray[np.int64], rule: RowRule
) -> NDArray[np.bool_]:
    """Which of the others stand abreast of building i (同排).

    Parameters
    ----------
    extents : (b, 4) ndarray
        As :func:`row_extents` gives them.
    i : int
        The building.
    others : (o,) ndarray of int64
        The others.
    rule : RowRule
        The share.

    Returns
    -------
    (o,) ndarray of bool
    """
    south, north = extents[:, 1], extents[:, 3]
    shared = np.minimum(north[others], north[i]) - np.maximum(south[others], south[i])
    depth = np.minimum(north[others] - south[others], north[i] - south[i])
    found: NDArray[np.bool_] = shared >= rule.same_row_overlap * depth
    return found


def facing(
    extents: NDArray[np.float64], i: int, others: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Which of the others share some width with building i (前后相对).

    Parameters
    ----------
    extents, i, others
        As in :func:`abreast`.

    Returns
    -------
    (o,) ndarray of bool
    """
    west, east = extents[:, 0], extents[:, 2]
    shared = np.minimum(east[others], east[i]) - np.maximum(west[others], west[i])
    found: NDArray[np.bool_] = shared > CONTACT_DISTANCE
    return found


def farther_north(
    extents: NDArray[np.float64], i: int, others: NDArray[np.int64], rule: RowRule
) -> NDArray[np.bool_]:
    """Which of the others lie farther north than building i, and not abreast (更靠北).

    Parameters
    ----------
    extents, i, others, rule
        As in :func:`abreast`.

    Returns
    -------
    (o,) ndarray of bool
    """
    middle = 0.5 * (extents[:, 1] + extents[:, 3])
    north: NDArray[np.bool_] = middle[others] > middle[i]
    return north & ~abreast(extents, i, others, rule)


def neighbours(
    extents: NDArray[np.float64], i: int, others: NDArray[np.int64], rule: RowRule
) -> NDArray[np.bool_]:
    """Which of the others stand abreast of building i and near it (同排相邻).

    Parameters
    ----------
    extents, i, others, rule
        As in :func:`abreast`.

    Returns
    -------
    (o,) ndarray of bool
    """
    west, east = extents[:, 0], extents[:, 2]
    gap = np.maximum(west[others], west[i]) - np.minimum(east[others], east[i])
    near: NDArray[np.bool_] = gap <= rule.neighbour_gap
    return near & abreast(extents, i, others, rule)
