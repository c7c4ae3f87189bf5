"""Results of aids as layers: shapes, a table and where they came from (图层)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import shapely
from numpy.typing import NDArray

from sunlight.analyses.facades import FacadeGrid
from sunlight.analyses.grids import INSIDE_BODY, OUTSIDE_AREA, PlanGrid
from sunlight.analyses.lines import LineLight
from sunlight.analyses.points import LitSegment, PointLight
from sunlight.intervals import NO_FACE, OWN_WALL_PLANE
from sunlight.report.aids.provenance import Provenance
from sunlight.report.segments import DASH
from sunlight.report.texts import Texts
from sunlight.solar import clock_label

__all__ = [
    "Layer",
    "facade_layer",
    "limit_words",
    "line_layer",
    "plan_layer",
    "point_layer",
]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layer:
    """One result of an aid, ready for any file format (图层).

    Parameters
    ----------
    name : str
        Name of the layer and of its files, such as ``plan_after``.
    make_shapes : callable
        Makes the (n,) shapely geometries in project coordinates: tables and rasters do
        not need them. [m]
    table : pyarrow.Table, (n,) rows
        Figures, columns named as under ``columns`` in the catalogue.
    provenance : dict
        As of :func:`~sunlight.report.aids.provenance.provenance_of`.
    grid : PlanGrid or None
        What a raster is made from.
    """

    name: str
    make_shapes: Callable[[], NDArray[np.object_]]
    table: pa.Table
    provenance: Provenance
    grid: PlanGrid | None = None

    @property
    def shapes(self) -> NDArray[np.object_]:
        """Shapes, made anew each time, (n,). [m]."""
        return np.asarray(self.make_shapes(), dtype=object).reshape(-1)


def plan_layer(grid: PlanGrid, name: str, provenance: Provenance) -> Layer:
    """Cells of a plan grid, those outside the area left out (平面网格图层).

    Parameters
    ----------
    grid : PlanGrid
        The grid.
    name : str
        Name of the layer.
    provenance : dict
        Where it came from.
    """
    row, column = np.nonzero(grid.mask != OUTSIDE_AREA)
    x, y, half = grid.x[column], grid.y[row], grid.spacing / 2.0
    table = pa.table(
        {
            "x": x,
            "y": y,
            "plane_z": np.full(len(x), grid.z),
            "minutes": exact(grid.minutes[row, column]),
            "covered": grid.mask[row, column] == INSIDE_BODY,
        }
    )

    def cells() -> NDArray[np.object_]:
        boxes: NDArray[np.object_] = shapely.box(x - half, y - half, x + half, y + half)
        return boxes

    return Layer(
        name=name, make_shapes=cells, table=table, provenance=provenance, grid=grid
    )


def facade_layer(
    grids: Sequence[FacadeGrid], name: str, provenance: Provenance
) -> Layer:
    """Centres of the cells of façades, as points in space (立面网格图层).

    Parameters
    ----------
    grids : sequence of FacadeGrid
        The façades.
    name : str
        Name of the layer.
    provenance : dict
        Where they came from.
    """
    columns: dict[str, list[NDArray[Any]]] = {}
    for grid in grids:
        rows, size = len(grid.z), grid.mask.size
        xy = np.tile(grid.xy, (rows, 1))
        for key, values in (
            ("building", np.full(size, grid.wall.owner or "", dtype=object)),
            ("facade", np.full(size, grid.wall.name, dtype=object)),
            ("bearing", np.full(size, grid.wall.bearing)),
            ("along", np.tile(grid.along, rows)),
            ("x", xy[:, 0]),
            ("y", xy[:, 1]),
            ("plane_z", np.repeat(grid.z, len(grid.along))),
            ("minutes", grid.minutes.ravel()),
            ("covered", grid.mask.ravel() == INSIDE_BODY),
        ):
            columns.setdefault(key, []).append(values)
    whole = {key: np.concatenate(values) for key, values in columns.items()}
    table = pa.table(
        {
            key: pa.array(values, pa.string())
            if values.dtype == object
            else exact(values)
            if key == "minutes"
            else values
            for key, values in whole.items()
        }
    )
    return Layer(
        name=name,
        make_shapes=partial(_points, whole["x"], whole["y"], whole["plane_z"]),
        table=table,
        provenance=provenance,
    )


def line_layer(
    line: LineLight, name: str, provenance: Provenance, words: Texts
) -> Layer:
    """Points along a line (线上日照图层).

    Parameters
    ----------
    line : LineLight
        The line.
    name : str
        Name of the layer.
    provenance : dict
        Where it came from.
    words : mapping
        Catalogue.
    """
    layer = point_layer(line.light, name, provenance, words)
    table = layer.table.add_column(1, "distance", pa.array(line.distance))
    table = table.add_column(2, "corner", pa.array(line.corner))
    return Layer(
        name=name, make_shapes=layer.make_shapes, table=table, provenance=provenance
    )


def point_layer(
    light: PointLight, name: str, provenance: Provenance, words: Texts
) -> Layer:
    """Points with their lit segments and who made each limit (单点日照图层).

    Parameters
    ----------
    light : PointLight
        The points.
    name : str
        Name of the layer.
    provenance : dict
        Where they came from.
    words : mapping
        Catalogue.
    """
    segments = [light.segments(row) for row in range(len(light.points))]
    x, y, z = light.points.T
    table = pa.table(
        {
            "point": np.arange(1, len(x) + 1),
            "x": x,
            "y": y,
            "plane_z": z,
            "minutes": exact(light.minutes),
            "covered": light.inside,
            "lit": pa.array(
                [_shown(s, light.owner_names, words) for s in segments], pa.string()
            ),
        }
    )
    return Layer(
        name=name,
        make_shapes=partial(_points, x, y, z),
        table=table,
        provenance=provenance,
    )


def exact(minutes: NDArray[np.float64]) -> pa.Array:
    """Minutes as they are, null where nothing is measured.

    Parameters
    ----------
    minutes : (n,) ndarray of float64
        NaN where nothing is measured. [min]
    """
    return pa.array(minutes, pa.float64(), mask=np.isnan(minutes))


def limit_words(code: int, owner_names: Sequence[str], words: Texts) -> str:
    """Who made a limit, in words (时段端点由谁形成).

    Parameters
    ----------
    code : int
        Owner code, `NO_FACE` or `OWN_WALL_PLANE`.
    owner_names : sequence of str
        Names behind the codes.
    words : mapping
        Catalogue.
    """
    if code == NO_FACE:
        return words["grids.band_limit"]
    if code == OWN_WALL_PLANE:
        return words["cells.own_wall"]
    return owner_names[code]


def _points(
    x: NDArray[np.float64], y: NDArray[np.float64], z: NDArray[np.float64]
) -> NDArray[np.object_]:
    """Points in space, (n,)."""
    return np.asarray(shapely.points(x, y, z), dtype=object)


def _shown(
    segments: Sequence[LitSegment], owner_names: Sequence[str], words: Texts
) -> str:
    """Lit segments of one point, as in ``09:31–12:04 (band limit / 3#)``."""
    shown = []
    for segment in segments:
        key = "grids.segment" if segment.counted else "grids.short_segment"
        shown.append(
            words[key].format(
                times=f"{clock_label(segment.start)}{DASH}{clock_label(segment.end)}",
                opened=limit_words(segment.opened_by, owner_names, words),
                closed=limit_words(segment.closed_by, owner_names, words),
            )
        )
    return words["cells.separator"].join(shown)
