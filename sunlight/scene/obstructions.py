"""Obstructions: everything that may stand before the sun, as arrays (遮挡体)."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from sunlight.errors import GeometryError, InputError
from sunlight.scene.bodies import (
    Prism,
    Solid,
    checked_outlines,
    joined_meshes,
    owner_codes,
)
from sunlight.scene.meshes import UNDERSIDE, shading_faces
from sunlight.scene.outlines import ring_walls, supports, undersides

__all__ = ["Obstructions", "Prism", "Solid"]


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
        polygons = checked_outlines(given)
        walls, wall_next, wall_offsets = ring_walls(polygons)
        bases = np.array([p.base for p in given], dtype=np.float64)
        corners, corner_count, face_offsets = undersides(polygons, bases)
        bounds = shapely.bounds(polygons).reshape(-1, 4)
        tops = np.array([p.top for p in given], dtype=np.float64)
        names, part_owner, part_spares = owner_codes(given)
        return cls(
            owner_names=names,
            part_owner=part_owner,
            part_spares=part_spares,
            part_active=np.ones(len(given), dtype=np.bool_),
            part_box=np.column_stack([bounds[:, :2], bases, bounds[:, 2:], tops]),
            part_support=supports(polygons, bases, tops),
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
        vertices, triangles, body = joined_meshes(given)
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
        names, part_owner, part_spares = owner_codes(given)
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
