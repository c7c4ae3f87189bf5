"""City objects as the readers of both formats leave them (城市对象)."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "BODY_TYPES",
    "FIN_TYPES",
    "CityModel",
    "CityObject",
    "Face",
    "Geometry",
    "Shell",
    "Surface",
]

BODY_TYPES: Final = ("Building", "BuildingPart")
"""City objects that are bodies of buildings."""

FIN_TYPES: Final = ("BuildingInstallation", "BuildingConstructiveElement")
"""City objects that stand on buildings and shade too."""

Face = tuple[tuple[int, ...], ...]
"""Rings of one polygon as indices of vertices, the outer one first, not closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """Semantic surface (语义面).

    Parameters
    ----------
    type : str
        Such as ``WallSurface`` or ``Window``; empty if nothing is said.
    id : str
        Id in the file; may be empty.
    """

    type: str
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shell:
    """All polygons of one solid, of inner shells too, or of one bundle of surfaces.

    Parameters
    ----------
    faces : tuple of Face
        Polygons.
    surface : tuple of int
        Index of the semantic surface of each, or -1.
    """

    faces: tuple[Face, ...]
    surface: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Geometry:
    """One geometry of a city object (几何).

    Parameters
    ----------
    lod : str
        Level of detail as written, such as ``2.2``.
    solid : bool
        Said to be closed: Solid, MultiSolid, CompositeSolid.
    shells : tuple of Shell
        One for each solid.
    surfaces : tuple of Surface
        Semantic surfaces.
    """

    lod: str
    solid: bool
    shells: tuple[Shell, ...]
    surfaces: tuple[Surface, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CityObject:
    """One city object (城市对象).

    Parameters
    ----------
    id, type : str
        As in the file.
    attributes : dict
        As in the file.
    parents : tuple of str
        Ids.
    geometries : tuple of Geometry
        All of them that have polygons.
    openings : tuple of Geometry
        Windows and doors that are no part of `geometries`.
    extras : tuple of Geometry
        Surfaces beside the solid, such as eaves.
    """

    id: str
    type: str
    attributes: dict[str, Any]
    parents: tuple[str, ...] = ()
    geometries: tuple[Geometry, ...] = ()
    openings: tuple[Geometry, ...] = ()
    extras: tuple[Geometry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CityModel:
    """A city model as read (城市模型).

    Parameters
    ----------
    objects : dict of str to CityObject
        By id, in the order of the file.
    vertices : (n, 3) ndarray of float64
        In the reference system of the file.
    crs : str
        Reference system as written; may be empty.
    format : str
        Such as ``CityJSON 2.0``.
    xy_order : bool
        Coordinates of a geographic system come as longitude, latitude.
    """

    objects: dict[str, CityObject]
    vertices: NDArray[np.float64]
    crs: str
    format: str
    xy_order: bool = True
