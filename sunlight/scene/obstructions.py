"""Obstructions: everything that may stand before the sun, as arrays (遮挡体)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from sunlight.errors import GeometryError, InputError
from sunlight.kinds import OWN_PLATE_PARTS
from sunlight.scene.meshes import UNDERSIDE, shading_faces

if TYPE_CHECKING:
    import trimesh

__all__ = ["Obstructions", "Prism", "Solid"]


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Obstructions:
    """Obstructions as arrays; build with :meth:`from_prisms`, :meth:`from_meshes`, `+`.

    A *part* is one prism or mesh given. Faces are numbered through all parts: first the
    walls of the prisms, then all other faces.

    Parameters
    ----------
    owner_names : tuple of str
        Names of the owners, in the order of first appearance.
    part_owner : (p,) ndarray of int32
        Code of the owner of each part.
    part_spares : (p,) ndarray of int32
        Code of the owner whose receivers the part does not shade, such as its own for
        own plates; -1 for none.
    part_active : (p,) ndarray of bool
        Parts that shade in this view.
    part_box : (p, 6) ndarray
        xmin, ymin, zmin, xmax, ymax, zmax of each part. [m]
    part_support : (p,) ndarray of int64
        Prism on which a prism stands wholly, such as the body under a lift house; -1
        for none.
    wall_offsets, face_offsets : (p + 1,) ndarray of int64
        Walls and faces of each part.
    walls : (w, 4) ndarray
        x1, y1, x2, y2 of prism walls, the solid on the left. [m]
    wall_next : (w,) ndarray of int64
        The wall that starts where this one ends.
    corners : (f, 4, 3) ndarray
        Corners of the other faces. [m]
    corner_count, face_side : (f,) ndarray of int8
        3 or 4; the side from which the face shades.
    memo : dict
        What has been prepared from the arrays once, shared by all views of them.
    """

    owner_names: tuple[str, ...]
    part_owner: NDArray[np.int32]
    part_spares: NDArray[np.int32]
    part_active: NDArray[np.bool_]
    part_box: NDArray[np.float64]
    part_support: NDArray[np.int64]
    wall_offsets: NDArray[np.int64]
    face_offsets: NDArray[np.int64]
    walls: NDArray[np.float64]
    wall_next: NDArray[np.int64]
    corners: NDArray[np.float64]
    corner_count: NDArray[np.int8]
    face_side: NDArray[np.int8]
    memo: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def part_count(self) -> int:
        """Number of parts."""
        return len(self.part_owner)

    @property
    def face_count(self) -> int:
        """Number of faces, walls first."""
        return len(self.walls) + len(self.corners)

    @property
    def face_part(self) -> NDArray[np.int32]:
        """Part of every face, walls first, (faces,)."""
        parts = np.arange(self.part_count, dtype=np.int32)
        return np.concatenate(
            [
                np.repeat(parts, np.diff(self.wall_offsets)),
                np.repeat(parts, np.diff(self.face_offsets)),
            ]
        )

    def face_owner(self, faces: ArrayLike) -> NDArray[np.int32]:
        """Owner code of each face; negative face codes are handed through.

        Parameters
        ----------
        faces : (k,) array-like of int
            Face numbers as in ``Intervals.start_face``.
        """
        wanted = np.asarray(faces, dtype=np.int64)
        table = np.append(self.part_owner[self.face_part], 0)
        owners: NDArray[np.int32] = np.where(
            wanted < 0, wanted, table[np.maximum(wanted, 0)]
        ).astype(np.int32)
        return owners

    def where(self, mask: ArrayLike) -> "Obstructions":
        """View of the parts that `mask` keeps; arrays and face numbers are shared.

        Parameters
        ----------
        mask : (p,) array-like of bool
            Parts that shade.
        """
        keep = np.asarray(mask, dtype=np.bool_)
        if keep.shape != (self.part_count,):
            raise InputError(
                f"expected a mask of {self.part_count} parts, got shape {keep.shape}",
                where="mask",
                value=keep.shape,
            )
        return replace(self, part_active=self.part_active & keep)

    def __add__(self, other: "Obstructions") -> "Obstructions":
        names = list(self.owner_names)
        code = {name: i for i, name in enumerate(names)}
        for name in other.owner_names:
            if name not in code:
                code[name] = len(names)
                names.append(name)
        renumber = np.array([*(code[n] for n in other.owner_names), -1], dtype=np.int32)

        def chain(a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
            return np.concatenate([a, b[1:] + a[-1]])

        return Obstructions(
            owner_names=tuple(names),
            part_owner=np.concatenate([self.part_owner, renumber[other.part_owner]]),
            part_spares=np.concatenate([self.part_spares, renumber[other.part_spares]]),
            part_active=np.concatenate([self.part_active, other.part_active]),
            part_box=np.concatenate([self.part_box, other.part_box]),
            part_support=np.concatenate(
                [
                    self.part_support,
                    np.where(
                        other.part_support < 0,
                        -1,
                        other.part_support + self.part_count,
                    ),
                ]
            ),
            wall_offsets=chain(self.wall_offsets, other.wall_offsets),
            face_offsets=chain(self.face_offsets, other.face_offsets),
            walls=np.concatenate([self.walls, other.walls]),
            wall_next=np.concatenate(
                [self.wall_next, other.wall_next + len(self.walls)]
            ),
            corners=np.concatenate([self.corners, other.corners]),
            corner_count=np.concatenate([self.corner_count, other.corner_count]),
            face_side=np.concatenate([self.face_side, other.face_side]),
        )

    @classmethod
    def from_prisms(cls, prisms: Iterable[Prism]) -> "Obstructions":
        """Obstructions from vertical prisms.

        Raises
        ------
        GeometryError
            If an outline is empty, invalid or not a polygon, or a top is not above its
            base.
        """
        given = list(prisms)
        polygons = _checked_outlines(given)
        walls, wall_next, wall_offsets = _ring_walls(polygons)
        bases = np.array([p.base for p in given], dtype=np.float64)
        corners, corner_count, face_offsets = _undersides(polygons, bases)
        bounds = shapely.bounds(polygons).reshape(-1, 4)
        tops = np.array([p.top for p in given], dtype=np.float64)
        names, part_owner, part_spares = _owner_codes(given)
        return cls(
            owner_names=names,
            part_owner=part_owner,
            part_spares=part_spares,
            part_active=np.ones(len(given), dtype=np.bool_),
            part_box=np.column_stack([bounds[:, :2], bases, bounds[:, 2:], tops]),
            part_support=_supports(polygons, bases, tops),
            wall_offsets=wall_offsets,
            face_offsets=face_offsets,
            walls=walls,
            wall_next=wall_next,
            corners=corners,
            corner_count=corner_count,
            face_side=np.full(len(corners), UNDERSIDE, dtype=np.int8),
        )

    @classmethod
    def from_meshes(cls, solids: Iterable[Solid]) -> "Obstructions":
        """Obstructions from triangle meshes, watertight or not.

        Raises
        ------
        GeometryError
            If a mesh has no triangle with area, a number is not finite or an index is
            out of range.
        """
        given = list(solids)
        vertices, triangles, body = _joined(given)
        corners, count, side, source = shading_faces(vertices, triangles, body)
        sizes = np.bincount(body[source], minlength=len(given))
        empty = np.flatnonzero(sizes == 0)
        if len(empty):
            i = int(empty[0])
            raise GeometryError(
                "the mesh has no triangle with an area; nothing would shade",
                object_id=given[i].owner,
                where=f"solids[{i}] of {given[i].owner}",
            )
        offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        boxes = np.empty((len(given), 6))
        if len(given):
            boxes[:, :3] = np.minimum.reduceat(corners.min(axis=1), offsets[:-1])
            boxes[:, 3:] = np.maximum.reduceat(corners.max(axis=1), offsets[:-1])
        names, part_owner, part_spares = _owner_codes(given)
        return cls(
            owner_names=names,
            part_owner=part_owner,
            part_spares=part_spares,
            part_active=np.ones(len(given), dtype=np.bool_),
            part_box=boxes,
            part_support=np.full(len(given), -1, dtype=np.int64),
            wall_offsets=np.zeros(len(given) + 1, dtype=np.int64),
            face_offsets=offsets,
            walls=np.empty((0, 4)),
            wall_next=np.empty(0, dtype=np.int64),
            corners=corners,
            corner_count=count,
            face_side=side,
        )

    @classmethod
    def empty(cls) -> "Obstructions":
        """No obstruction at all: an open field."""
        return cls.from_prisms([])


def _owner_codes(
    given: Sequence[Prism | Solid],
) -> tuple[tuple[str, ...], NDArray[np.int32], NDArray[np.int32]]:
    """Names of owners, owner of each part, and the owner it spares, -1 for none."""
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


def _checked_outlines(prisms: Sequence[Prism]) -> NDArray[np.object_]:
    """Oriented outlines: exterior counter-clockwise, holes clockwise."""
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


def _ring_walls(
    polygons: NDArray[np.object_],
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Walls of all rings, the next wall of each, and the walls of each polygon."""
    if len(polygons) == 0:
        return np.empty((0, 4)), np.empty(0, np.int64), np.zeros(1, np.int64)
    rings, owner = shapely.get_rings(polygons, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    repeated = np.append((ring[1:] == ring[:-1]) & (xy[1:] == xy[:-1]).all(axis=1), 0)
    keep = repeated == 0
    xy, ring = xy[keep], ring[keep]
    start = np.flatnonzero(ring[1:] == ring[:-1])
    walls = np.column_stack([xy[start], xy[start + 1]])
    wall_ring = ring[start]
    per_ring = np.bincount(wall_ring, minlength=len(rings))
    first = np.concatenate([[0], np.cumsum(per_ring)])
    following = np.arange(1, len(walls) + 1)
    last = first[1:] - 1
    following[last] = first[:-1]
    per_polygon = np.bincount(owner[wall_ring], minlength=len(polygons))
    return (
        walls,
        following.astype(np.int64),
        np.concatenate([[0], np.cumsum(per_polygon)]).astype(np.int64),
    )


def _undersides(
    polygons: NDArray[np.object_], bases: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int8], NDArray[np.int64]]:
    """Undersides of the prisms as convex faces whose normals point down."""
    if len(polygons) == 0:
        return np.empty((0, 4, 3)), np.empty(0, np.int8), np.zeros(1, np.int64)
    faces: list[NDArray[np.float64]] = []
    counts: list[int] = []
    sizes = np.zeros(len(polygons) + 1, dtype=np.int64)
    pieces = shapely.constrained_delaunay_triangles(polygons)
    for i, (polygon, collection) in enumerate(zip(polygons, pieces, strict=True)):
        ring = shapely.get_coordinates(polygon)
        if len(ring) == 5 and len(polygon.interiors) == 0 and _is_convex(ring[:4]):
            rings = [ring[3::-1]]
        else:
            # a triangle of the triangulation may turn either way: let it face down
            rings = [
                _clockwise(shapely.get_coordinates(t)[:3])
                for t in shapely.get_parts(collection)
            ]
        for outline in rings:
            face = np.empty((4, 3))
            face[: len(outline), :2] = outline
            face[len(outline) :, :2] = outline[-1]
            face[:, 2] = bases[i]
            faces.append(face)
            counts.append(len(outline))
        sizes[i + 1] = len(rings)
    return (
        np.array(faces).reshape(-1, 4, 3),
        np.array(counts, dtype=np.int8),
        np.cumsum(sizes),
    )


def _supports(
    polygons: NDArray[np.object_], bases: NDArray[np.float64], tops: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Prism on which each prism stands wholly, -1 for none, (p,)."""
    support = np.full(len(polygons), -1, dtype=np.int64)
    raised = np.flatnonzero(bases > bases.min()) if len(bases) else np.empty(0, int)
    if len(raised) == 0:
        return support
    upper, lower = shapely.STRtree(polygons).query(
        polygons[raised], predicate="covered_by"
    )
    upper = raised[upper]
    bears = (bases[lower] < bases[upper]) & (tops[lower] >= bases[upper])
    support[upper[bears]] = lower[bears]
    return support


def _is_convex(ring: NDArray[np.float64]) -> bool:
    """Whether a counter-clockwise ring (n, 2) turns left at every corner."""
    side = np.roll(ring, -1, axis=0) - ring
    after = np.roll(side, -1, axis=0)
    return bool((side[:, 0] * after[:, 1] - side[:, 1] * after[:, 0] > 0).all())


def _clockwise(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """The triangle (3, 2) turned clockwise."""
    a, b = ring[1] - ring[0], ring[2] - ring[0]
    return ring[::-1] if a[0] * b[1] - a[1] * b[0] > 0 else ring


def _joined(
    solids: Sequence[Solid],
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Vertices and triangles of all solids, checked, and the solid of each triangle.

    Of vertices that solids share, each gets the ones that it uses.
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
