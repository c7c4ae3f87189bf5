"""Bodies as they are given: prisms and meshes, checked (棱柱体, 网格体)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from sunlight.errors import GeometryError
from sunlight.kinds import OWN_PLATE_PARTS

if TYPE_CHECKING:
    import trimesh

__all__ = ["Prism", "Solid", "checked_outlines", "joined_meshes", "owner_codes"]


@dataclass(frozen=True, slots=True, eq=False)
class Prism:
    """A vertical prism (棱柱体): an outline in plan between two elevations.

    Parameters
    ----------
    owner : str
        Building it belongs to.
    polygon : shapely.Polygon
        Outline, holes allowed. [m]
    base, top : float
        Absolute elevations. [m]
    part : str
        Kind of part; balcony, overhang and eave plates do not shade windows of their
        own building (规程六(五)).
    spared : str
        Owner of windows that the part does not shade, whatever kind it is; empty: its
        own owner's for such plates, else none.
    """

    owner: str
    polygon: shapely.Polygon
    base: float
    top: float
    part: str = "body"
    spared: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Solid:
    """A triangle mesh (网格体), watertight or not.

    Parameters
    ----------
    owner : str
        Building it belongs to.
    mesh : trimesh.Trimesh or (vertices, faces)
        Anything with ``vertices`` (v, 3) and ``faces`` (f, 3), or the two arrays. [m]
    part : str
        Kind of part, as in :class:`Prism`.
    spared : str
        As in :class:`Prism`.
    """

    owner: str
    mesh: "trimesh.Trimesh | tuple[ArrayLike, ArrayLike]"
    part: str = "body"
    spared: str = ""


def owner_codes(
    given: Sequence[Prism | Solid],
) -> tuple[tuple[str, ...], NDArray[np.int32], NDArray[np.int32]]:
    """Names of owners, owner of each part, and the owner it spares, -1 for none.

    Parameters
    ----------
    given : sequence of Prism or Solid
        Bodies, in order.
    """
    spared = [
        body.spared or (body.owner if body.part in OWN_PLATE_PARTS else "")
        for body in given
    ]
    owners = [body.owner for body in given]
    names = tuple(dict.fromkeys([*owners, *(name for name in spared if name)]))
    code = {name: i for i, name in enumerate(names)}
    return (
        names,
        np.array([code[name] for name in owners], dtype=np.int32),
        np.array([code[name] if name else -1 for name in spared], dtype=np.int32),
    )


def checked_outlines(prisms: Sequence[Prism]) -> NDArray[np.object_]:
    """Oriented outlines: exterior counter-clockwise, holes clockwise.

    Parameters
    ----------
    prisms : sequence of Prism
        Prisms as given.

    Raises
    ------
    GeometryError
        If an outline is empty, invalid or no polygon, or a top not above its base.
    """
    polygons = np.empty(len(prisms), dtype=object)
    for i, prism in enumerate(prisms):
        where = f"prisms[{i}] of {prism.owner}"
        outline = prism.polygon
        if not isinstance(outline, shapely.Polygon) or outline.is_empty:
            raise GeometryError(
                f"expected a non-empty shapely Polygon, got {type(outline).__name__}",
                object_id=prism.owner,
                where=where,
            )
        if not (np.isfinite(prism.base) and np.isfinite(prism.top)) or (
            prism.top <= prism.base
        ):
            raise GeometryError(
                f"the top ({prism.top} m) must lie above the base ({prism.base} m)",
                object_id=prism.owner,
                where=where,
                value=(prism.base, prism.top),
            )
        polygons[i] = outline
    bad: NDArray[np.int64] = np.flatnonzero(~shapely.is_valid(polygons))
    if len(bad):
        i = int(bad[0])
        raise GeometryError(
            f"the outline is not valid: {shapely.is_valid_reason(polygons[i])}",
            object_id=prisms[i].owner,
            where=f"prisms[{i}] of {prisms[i].owner}",
        )
    oriented: NDArray[np.object_] = shapely.orient_polygons(polygons, exterior_cw=False)
    return oriented


def joined_meshes(
    solids: Sequence[Solid],
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Vertices and triangles of all solids, checked, and the solid of each triangle.

    Of vertices that solids share, each gets the ones that it uses.

    Parameters
    ----------
    solids : sequence of Solid
        Meshes as given.

    Raises
    ------
    GeometryError
        If shapes, indices or numbers are unusable.
    """
    vertices: list[NDArray[np.float64]] = [np.empty((0, 3))]
    triangles: list[NDArray[np.int64]] = [np.empty((0, 3), dtype=np.int64)]
    begin = 0
    for solid in solids:
        own, faces = _mesh_arrays(solid)
        if 3 * len(faces) < len(own):
            own, faces = own[faces.ravel()], np.arange(faces.size).reshape(-1, 3)
        vertices.append(own)
        triangles.append(faces + begin)
        begin += len(own)
    sizes = [len(faces) for faces in triangles[1:]]
    body = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    return np.concatenate(vertices), np.concatenate(triangles), body


def _mesh_arrays(solid: Solid) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Vertices (v, 3) and triangles (f, 3) of a solid, checked."""
    if isinstance(solid.mesh, tuple):
        raw_vertices, raw_faces = solid.mesh
    else:
        raw_vertices, raw_faces = solid.mesh.vertices, solid.mesh.faces
    vertices = np.asarray(raw_vertices, dtype=np.float64)
    faces = np.asarray(raw_faces, dtype=np.int64)
    if vertices.ndim != 2 or vertices.shape[1] != 3 or faces.shape[1:] != (3,):
        raise GeometryError(
            f"expected vertices (v, 3) and triangles (f, 3), got {vertices.shape} "
            f"and {faces.shape}",
            object_id=solid.owner,
            where=f"mesh of {solid.owner}",
        )
    if len(faces) and (faces.min() < 0 or faces.max() >= len(vertices)):
        raise GeometryError(
            f"triangle indices must lie in 0..{len(vertices) - 1}",
            object_id=solid.owner,
            where=f"mesh of {solid.owner}",
        )
    if not np.isfinite(vertices).all():
        raise GeometryError(
            "every vertex coordinate must be finite",
            object_id=solid.owner,
            where=f"mesh of {solid.owner}",
        )
    return vertices, faces
