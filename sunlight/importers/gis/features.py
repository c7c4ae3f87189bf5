"""Features of a file before they are buildings (要素): outlines, values, system."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.importers.remarks import Remarks

__all__ = ["Features", "Rings", "column_names", "rings_of_geometries", "where_of"]

Rings = list[list[NDArray[np.float64]]]
"""Polygons of one feature, of each the closed rings, (n, 2), the exterior first."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Features:
    """What a file holds (要素表).

    Parameters
    ----------
    rings : sequence of (list or None)
        Outline of each feature; None where it has none that can be read.
    values : sequence of mapping
        Values of each feature by column.
    own_ids : sequence of object
        Id of each feature by the format itself, None where it has none.
    crs : str
        Coordinate system by the file: a code, WKT or PROJ JSON; empty if it names none.
    digest : str
        SHA-256 of the file.
    """

    rings: Sequence[Rings | None]
    values: Sequence[Mapping[str, Any]]
    own_ids: Sequence[object]
    crs: str
    digest: str

    def __len__(self) -> int:
        return len(self.values)


def where_of(index: int) -> str:
    """Path of a feature in findings (要素位置)."""
    return f"features[{index}]"


def column_names(features: Features) -> tuple[str, ...]:
    """Columns that any feature has, in the order of the file (字段名)."""
    names: dict[str, None] = {}
    for values in features.values:
        names.update(dict.fromkeys(values))
    return tuple(names)


def rings_of_geometries(
    geometries: NDArray[np.object_], remarks: Remarks, names: Sequence[str]
) -> list[Rings | None]:
    """Rings of geometries that a library has read (几何转为轮廓).

    Parameters
    ----------
    geometries : (n,) ndarray of shapely geometries or None
        As read.
    remarks : Remarks
        Receives what cannot be used.
    names : sequence of str
        Name of each for the findings.

    Returns
    -------
    list
        Of each feature its polygons, or None.
    """
    found: list[Rings | None] = []
    raised = np.asarray(shapely.has_z(geometries), dtype=np.bool_)
    for index, geometry in enumerate(geometries):
        element, where = names[index], where_of(index)
        kind = None if geometry is None else geometry.geom_type
        if kind not in ("Polygon", "MultiPolygon"):
            code = "FEATURE-WITHOUT-POLYGON"
            remarks.add(code, element=element, where=where, found=repr(kind))
            found.append(None)
            continue
        rings = [
            [shapely.get_coordinates(r) for r in (p.exterior, *p.interiors)]
            for p in shapely.get_parts(geometry)
            if not p.is_empty
        ]
        if not rings or not all(np.isfinite(r).all() for p in rings for r in p):
            code = "FOOTPRINT-UNREADABLE"
            what = "no finite ring" if rings else "no ring"
            remarks.add(code, element=element, where=where, found=what)
            found.append(None)
            continue
        if raised[index]:
            what = "positions of three numbers"
            remarks.add("ELEVATIONS-IGNORED", element=element, where=where, found=what)
        found.append(rings)
    return found
