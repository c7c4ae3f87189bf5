"""Sunlight of a plane, on a regular grid (平面网格)."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from sunlight.analyses.basis import Basis, basis_of, positive
from sunlight.analyses.inside import covered_cells
from sunlight.analyses.light import (
    BATCH,
    Compute,
    all_standing,
    checked_states,
    lit_by_state,
)
from sunlight.durations import sunlit_minutes
from sunlight.errors import GeometryError, InputError
from sunlight.scene import Obstructions, Receivers
from sunlight.shade import Progress
from sunlight.solar import SunPath

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = [
    "INSIDE_BODY",
    "MEASURED",
    "OUTSIDE_AREA",
    "PlanGrid",
    "plan_grid",
    "plan_grid_by_state",
]

MEASURED: Final = 0
"""The point has minutes."""
INSIDE_BODY: Final = 1
"""The point lies inside or under a body: it has no minutes, which is not 0."""
OUTSIDE_AREA: Final = 2
"""The point lies outside the area asked for."""

MOST_CELLS: Final = 20_000_000
"""Cells of one grid: 180 MB a state."""
EDGE_NOISE: Final = 1e-9
"""Bounds nearer than this to an edge of the grid, in cells, lie on it. [1]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanGrid:
    """Sunlight of a plane (平面网格): an aid, not the basis of a conclusion.

    Square cells whose edges lie at multiples of the spacing, counted from the origin of
    the coordinates, so that grids of one spacing fit each other. The value of a cell is
    that of its centre, exact there and there alone.

    Parameters
    ----------
    x : (nx,) ndarray of float64
        Centres of the columns, rising. [m]
    y : (ny,) ndarray of float64
        Centres of the rows, rising: the first row is the southernmost. [m]
    z : float
        Absolute elevation of the plane. [m]
    spacing : float
        Side of a cell. [m]
    minutes : (ny, nx) ndarray of float64
        Counted minutes; NaN where nothing is measured. [min]
    mask : (ny, nx) ndarray of int8
        `MEASURED`, `INSIDE_BODY` or `OUTSIDE_AREA`.
    basis : Basis
        Day, band, declination, way of counting.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    z: float
    spacing: float
    minutes: NDArray[np.float64]
    mask: NDArray[np.int8]
    basis: Basis

    def _repr_html_(self) -> str:
        from sunlight.views import html_view

        return html_view(self)

    def plot(self, *, lang: Literal["zh", "en"] = "zh") -> "Figure":
        """Hours of each cell (平面网格图).

        Parameters
        ----------
        lang : {'zh', 'en'}
            Language of the words.
        """
        from sunlight.views import plot_view

        return plot_view(self, lang=lang)

    def to_frame(self) -> "pd.DataFrame":
        """Cells with their minutes, one row a cell, the southernmost first (网格表)."""
        import pandas as pd

        x, y = np.meshgrid(self.x, self.y)
        return pd.DataFrame(
            {
                "x": x.ravel(),
                "y": y.ravel(),
                "z": np.full(x.size, self.z),
                "mask": self.mask.ravel(),
                "minutes": self.minutes.ravel(),
            }
        )

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Least x and y, greatest x and y of the cells. [m]."""
        half = self.spacing / 2.0
        return (
            float(self.x[0]) - half,
            float(self.y[0]) - half,
            float(self.x[-1]) + half,
            float(self.y[-1]) + half,
        )


def plan_grid(
    area: shapely.Polygon | shapely.MultiPolygon,
    obstructions: Obstructions,
    path: SunPath,
    *,
    z: float,
    spacing: float,
    shortest: float = 5.0,
    segments: int | None = None,
    compute: Compute | None = None,
    progress: Progress | None = None,
) -> PlanGrid:
    """Sunlight of a level plane on a regular grid (平面网格).

    An aid, never the basis of a conclusion. Points belong to no building: everything
    shades them, balconies included. A point inside a closed body or on its underside is
    masked; on a wall it is shaded while the sun stands behind it; on a roof the body
    does not shade it. Open surfaces have no inside.

    Parameters
    ----------
    area : shapely.Polygon or shapely.MultiPolygon
        Where; ``shapely.box(x0, y0, x1, y1)`` for bounds. A cell belongs to it if its
        centre does, the boundary included. [m]
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day.
    z : float
        Absolute elevation of the plane. [m]
    spacing : float
        Side of a cell. [m]
    shortest : float
        Shortest counted continuous segment, itself included. [min]
    segments : int or None
        How many of the longest segments count; None counts all.
    compute : callable, optional
        Called like :func:`sunlight.lit_intervals`, in its place.
    progress : callable, optional
        Told how many points are done and how many there are.

    Returns
    -------
    PlanGrid
        Rows from south to north.

    Raises
    ------
    GeometryError
        If the area is no valid polygon with an area.
    InputError
        If a number is unusable, no centre falls into the area, or there would be more
        than 20 million cells.

    Notes
    -----
    Source: 规程六(一): such figures are aids; counted as in 规程六(三).
    """
    (found,) = plan_grid_by_state(
        area, obstructions, all_standing(obstructions), path, z=z, spacing=spacing,
        shortest=shortest, segments=segments, compute=compute, progress=progress,
    )  # fmt: skip
    return found


def plan_grid_by_state(
    area: shapely.Polygon | shapely.MultiPolygon,
    obstructions: Obstructions,
    states: ArrayLike,
    path: SunPath,
    *,
    z: float,
    spacing: float,
    shortest: float = 5.0,
    segments: int | None = None,
    compute: Compute | None = None,
    progress: Progress | None = None,
) -> tuple[PlanGrid, ...]:
    """Sunlight of a plane in several states, such as before and after (平面网格).

    Parameters
    ----------
    area, obstructions, path, z, spacing, shortest, segments, compute, progress
        As in :func:`plan_grid`.
    states : (s, p) array-like of bool
        Which parts stand in each state.

    Returns
    -------
    tuple of PlanGrid
        One a state, on the same cells.
    """
    basis = basis_of(path, shortest=shortest, segments=segments)
    masks = checked_states(states, obstructions)
    side = positive(spacing, "spacing")
    if not math.isfinite(z):
        raise InputError(f"must be finite, got {z}", where="z", value=z)
    x, y = _axes(_checked_area(area), side)
    rows = max(1, BATCH // len(x))
    inside_area = _inside(area, x, y, rows)
    if not inside_area.any():
        raise InputError(
            f"no centre of a cell of {side:g} m falls into the area of {area.area:g} "
            "m2; choose a narrower spacing",
            where="spacing",
            value=spacing,
        )
    covered = covered_cells(obstructions, masks, x, y, z)
    mask = np.where(covered, INSIDE_BODY, MEASURED).astype(np.int8)
    mask[:, ~inside_area] = OUTSIDE_AREA
    minutes = np.full(mask.shape, np.nan)
    total = int((mask == MEASURED).any(axis=0).sum())
    done = 0
    for first in range(0, len(y), rows):
        batch = slice(first, first + rows)
        row, column = np.nonzero((mask[:, batch] == MEASURED).any(axis=0))
        if not len(row):
            continue
        at = np.column_stack([x[column], y[batch][row], np.full(len(row), float(z))])
        lit = lit_by_state(
            Receivers.from_points(at),
            obstructions,
            masks,
            path,
            compute=compute,
            progress=_shifted(progress, done, total),
        )
        done += len(row)
        for state, found in enumerate(lit):
            minutes[state, batch][row, column] = sunlit_minutes(
                found, shortest=basis.shortest, segments=basis.segments
            )
    minutes[mask != MEASURED] = np.nan
    return tuple(
        PlanGrid(x=x, y=y, z=float(z), spacing=side, minutes=m, mask=k, basis=basis)
        for m, k in zip(minutes, mask, strict=True)
    )


def _checked_area(
    area: shapely.Polygon | shapely.MultiPolygon,
) -> shapely.Polygon | shapely.MultiPolygon:
    """Area, if it is one."""
    if not isinstance(area, shapely.Polygon | shapely.MultiPolygon):
        raise GeometryError(
            "expected a shapely Polygon or MultiPolygon, got "
            f"{type(area).__name__}; shapely.box(x0, y0, x1, y1) makes one of bounds",
            where="area",
        )
    if not area.is_valid:
        raise GeometryError(
            f"the area is not valid: {shapely.is_valid_reason(area)}", where="area"
        )
    if not 0.0 < area.area < math.inf:
        raise GeometryError("the area is empty", where="area", value=area.area)
    shapely.prepare(area)
    return area


def _axes(
    area: shapely.Polygon | shapely.MultiPolygon, side: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Centres of the columns and of the rows of cells that meet the bounds."""
    x_min, y_min, x_max, y_max = area.bounds
    counts = []
    for low, high in ((x_min, x_max), (y_min, y_max)):
        first = math.floor(low / side + EDGE_NOISE)
        last = max(first + 1, math.ceil(high / side - EDGE_NOISE))
        counts.append((first, last))
    (x_first, x_last), (y_first, y_last) = counts
    cells = (x_last - x_first) * (y_last - y_first)
    if cells > MOST_CELLS:
        raise InputError(
            f"{cells:.3g} cells of {side:g} m are more than {MOST_CELLS}; choose a "
            "wider spacing or a smaller area",
            where="spacing",
            value=side,
        )
    return (
        (np.arange(x_first, x_last, dtype=np.float64) + 0.5) * side,
        (np.arange(y_first, y_last, dtype=np.float64) + 0.5) * side,
    )


def _inside(
    area: shapely.Polygon | shapely.MultiPolygon,
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    rows: int,
) -> NDArray[np.bool_]:
    """Which centres lie in the area or on its boundary, some rows at once, (ny, nx)."""
    inside = np.empty((len(y), len(x)), dtype=np.bool_)
    for first in range(0, len(y), rows):
        batch = slice(first, first + rows)
        inside[batch] = shapely.intersects_xy(area, *np.meshgrid(x, y[batch]))
    return inside


def _shifted(
    progress: Progress | None, done: int, total: int
) -> Callable[[int, int], None] | None:
    """Progress of one batch as that of the whole."""
    if progress is None:
        return None
    return lambda now, _: progress(done + now, total)
