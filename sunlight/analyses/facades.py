"""Sunlight of façades, on a grid along and up (立面网格)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from sunlight.analyses.basis import Basis, basis_of, positive
from sunlight.analyses.grids import INSIDE_BODY, MEASURED
from sunlight.analyses.inside import covered_points
from sunlight.analyses.light import (
    Compute,
    all_standing,
    checked_states,
    lit_by_state,
)
from sunlight.durations import sunlit_minutes
from sunlight.errors import GeometryError, InputError
from sunlight.intervals import Intervals
from sunlight.model.facade_table import facade_table
from sunlight.scene import Obstructions, Receivers
from sunlight.shade import Progress
from sunlight.solar import SunPath
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = [
    "FacadeGrid",
    "Wall",
    "facade_grid",
    "facade_grid_by_state",
    "walls_of",
]

IN_FRONT: Final = 1e-3
"""What stands this near before a wall covers it: a party wall has no light. [m]

Drawings are exact to a millimetre."""
MOST_CELLS: Final = 5_000_000
"""Cells of all façades of one call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """An upright rectangle of wall (墙面), seen from outside.

    Parameters
    ----------
    left, right : (float, float)
        Ends in plan as seen from outside, which fixes the outward normal. [m]
    base, top : float
        Absolute elevations. [m]
    owner : str or None
        Building it belongs to, whose own plates do not shade it.
    name : str
        Name of the façade.
    """

    left: tuple[float, float]
    right: tuple[float, float]
    base: float
    top: float
    owner: str | None = None
    name: str = ""

    @property
    def length(self) -> float:
        """Length in plan. [m]."""
        return math.hypot(self.right[0] - self.left[0], self.right[1] - self.left[1])

    @property
    def normal(self) -> tuple[float, float]:
        """Outward unit normal in plan."""
        across = (self.right[0] - self.left[0], self.right[1] - self.left[1])
        return (across[1] / self.length, -across[0] / self.length)

    @property
    def bearing(self) -> float:
        """Direction of the outward normal, clockwise from north. [degrees]."""
        x, y = self.normal
        return math.degrees(math.atan2(x, y)) % 360.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FacadeGrid:
    """Sunlight of one façade (立面网格): an aid, not the basis of a conclusion.

    The wall is divided evenly into cells no larger than the spacing; the value of a
    cell is that of its centre, which lies on the wall face.

    Parameters
    ----------
    wall : Wall
        The façade.
    along : (na,) ndarray of float64
        Centres, from the left end as seen from outside. [m]
    z : (nz,) ndarray of float64
        Absolute elevations of the centres, rising. [m]
    cell : (float, float)
        Width and height of a cell. [m]
    spacing : float
        What was asked for. [m]
    minutes : (nz, na) ndarray of float64
        Counted minutes; NaN where another body covers the wall. [min]
    mask : (nz, na) ndarray of int8
        `MEASURED`, or `INSIDE_BODY` where the wall is covered.
    basis : Basis
        Day, band, declination, way of counting.
    """

    wall: Wall
    along: NDArray[np.float64]
    z: NDArray[np.float64]
    cell: tuple[float, float]
    spacing: float
    minutes: NDArray[np.float64]
    mask: NDArray[np.int8]
    basis: Basis

    @property
    def xy(self) -> NDArray[np.float64]:
        """Centres of the columns in plan, (na, 2). [m]."""
        left, right = np.array(self.wall.left), np.array(self.wall.right)
        plan: NDArray[np.float64] = left + (self.along / self.wall.length)[:, None] * (
            right - left
        )
        return plan


def walls_of(
    outline: shapely.Polygon,
    *,
    base: float,
    top: float,
    owner: str | None = None,
    name: str = "",
) -> tuple[Wall, ...]:
    """Façades of a vertical prism (棱柱体立面), those of courtyards included.

    Parameters
    ----------
    outline : shapely.Polygon
        Outline in plan, either winding. [m]
    base, top : float
        Absolute elevations. [m]
    owner : str or None
        Building it belongs to.
    name : str
        Put before the running number of each façade.

    Returns
    -------
    tuple of Wall
        In the order of the outline, named by running number from 1.

    Raises
    ------
    GeometryError
        If the outline is no valid polygon.
    """
    if (
        not isinstance(outline, shapely.Polygon)
        or outline.is_empty
        or not outline.is_valid
    ):
        raise GeometryError(
            f"expected a valid shapely Polygon, got {type(outline).__name__}",
            object_id=owner,
            where="outline",
        )
    table = facade_table([outline])
    return tuple(
        Wall(
            left=(float(start[0]), float(start[1])),
            right=(float(end[0]), float(end[1])),
            base=float(base),
            top=float(top),
            owner=owner,
            name=f"{name}{number}",
        )
        for number, (start, end) in enumerate(
            zip(table.start, table.end, strict=True), start=1
        )
    )


def facade_grid(
    walls: Sequence[Wall],
    obstructions: Obstructions,
    path: SunPath,
    *,
    spacing: float,
    shortest: float = 5.0,
    segments: int | None = None,
    compute: Compute | None = None,
    progress: Progress | None = None,
) -> tuple[FacadeGrid, ...]:
    """Sunlight of façades on a grid along and up (立面网格).

    An aid, never the basis of a conclusion. The sun behind the wall's own plane never
    counts; own balcony, overhang and eave plates do not shade; where another body
    stands directly before the wall the cell is masked.

    Parameters
    ----------
    walls : sequence of Wall
        Façades, such as :func:`walls_of` a building, or one of two points.
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day.
    spacing : float
        Greatest width and height of a cell. [m]
    shortest, segments, compute, progress
        As in :func:`~sunlight.analyses.grids.plan_grid`.

    Returns
    -------
    tuple of FacadeGrid
        One a wall, in their order.

    Raises
    ------
    GeometryError
        If a wall has no length or height.
    InputError
        If a number is unusable, or the cells would be too many.

    Notes
    -----
    Source: 规程六(一): such figures are aids; own plates as in 规程六(五).
    """
    (found,) = facade_grid_by_state(
        walls, obstructions, all_standing(obstructions), path, spacing=spacing,
        shortest=shortest, segments=segments, compute=compute, progress=progress,
    )  # fmt: skip
    return found


def facade_grid_by_state(
    walls: Sequence[Wall],
    obstructions: Obstructions,
    states: ArrayLike,
    path: SunPath,
    *,
    spacing: float,
    shortest: float = 5.0,
    segments: int | None = None,
    compute: Compute | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[FacadeGrid, ...], ...]:
    """Sunlight of façades in several states, such as before and after (立面网格).

    Parameters
    ----------
    walls, obstructions, path, spacing, shortest, segments, compute, progress
        As in :func:`facade_grid`.
    states : (s, p) array-like of bool
        Which parts stand in each state.

    Returns
    -------
    tuple of tuple of FacadeGrid
        One a state, each with one a wall.
    """
    basis = basis_of(path, shortest=shortest, segments=segments)
    masks = checked_states(states, obstructions)
    blank = _blank_grids(walls, positive(spacing, "spacing"), basis)
    receivers = _receivers(blank)
    lit = lit_by_state(
        receivers, obstructions, masks, path, compute=compute, progress=progress
    )
    front = receivers.points
    outward = np.repeat(receivers.normals, np.diff(receivers.offsets), axis=0)
    covered = covered_points(obstructions, masks, front + IN_FRONT * outward)
    return tuple(
        _filled(blank, found, hidden, basis)
        for found, hidden in zip(lit, covered, strict=True)
    )


def _blank_grids(
    walls: Sequence[Wall], spacing: float, basis: Basis
) -> list[FacadeGrid]:
    """Grids without figures."""
    grids: list[FacadeGrid] = []
    cells = 0
    for index, wall in enumerate(walls):
        where = f"walls[{index}]"
        sizes = (*wall.left, *wall.right, wall.base, wall.top)
        if not all(math.isfinite(value) for value in sizes):
            raise GeometryError(
                "every number must be finite", object_id=wall.owner, where=where
            )
        if wall.length <= CONTACT_DISTANCE or wall.top - wall.base <= CONTACT_DISTANCE:
            raise GeometryError(
                f"a wall needs length and height; this one is {wall.length:g} m long, "
                f"from {wall.base:g} to {wall.top:g} m",
                object_id=wall.owner,
                where=where,
            )
        high = wall.top - wall.base
        columns = max(1, math.ceil(wall.length / spacing - 1e-9))
        rows = max(1, math.ceil(high / spacing - 1e-9))
        cells += columns * rows
        if cells > MOST_CELLS:
            raise InputError(
                f"more than {MOST_CELLS} cells of {spacing:g} m; choose a wider "
                "spacing or fewer walls",
                where="spacing",
                value=spacing,
            )
        shape = (rows, columns)
        grids.append(
            FacadeGrid(
                wall=wall,
                along=(np.arange(columns, dtype=np.float64) + 0.5)
                * (wall.length / columns),
                z=wall.base + (np.arange(rows, dtype=np.float64) + 0.5) * (high / rows),
                cell=(wall.length / columns, high / rows),
                spacing=spacing,
                minutes=np.full(shape, np.nan),
                mask=np.zeros(shape, dtype=np.int8),
                basis=basis,
            )
        )
    return grids


def _receivers(grids: Sequence[FacadeGrid]) -> Receivers:
    """Centres of all cells, column by column, each from below."""
    xy = [np.empty((0, 2)), *(grid.xy for grid in grids)]
    z = [np.empty(0), *(np.tile(grid.z, len(grid.along)) for grid in grids)]
    counts = [np.full(len(grid.along), len(grid.z)) for grid in grids]
    normals = [
        np.broadcast_to((*grid.wall.normal, 0.0), (len(grid.along), 3))
        for grid in grids
    ]
    owners = [grid.wall.owner for grid in grids for _ in grid.along]
    return Receivers.columns(
        np.concatenate(xy),
        np.cumsum(np.concatenate([[0], *counts])),
        np.concatenate(z),
        np.concatenate([np.empty((0, 3)), *normals]),
        owners,
    )


def _filled(
    grids: Sequence[FacadeGrid],
    lit: Intervals,
    hidden: NDArray[np.bool_],
    basis: Basis,
) -> tuple[FacadeGrid, ...]:
    """Grids with the figures of one state."""
    minutes = sunlit_minutes(lit, shortest=basis.shortest, segments=basis.segments)
    minutes = np.where(hidden, np.nan, minutes)
    filled, first = [], 0
    for grid in grids:
        size, shape = grid.mask.size, (len(grid.along), len(grid.z))
        part = slice(first, first + size)
        first += size
        mask = np.where(hidden[part], INSIDE_BODY, MEASURED).astype(np.int8)
        filled.append(
            FacadeGrid(
                wall=grid.wall,
                along=grid.along,
                z=grid.z,
                cell=grid.cell,
                spacing=grid.spacing,
                minutes=minutes[part].reshape(shape).T.copy(),
                mask=mask.reshape(shape).T.copy(),
                basis=basis,
            )
        )
    return tuple(filled)
