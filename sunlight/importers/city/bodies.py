"""Shells of city objects mended and made meshes (体量)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.city.faces import (
    NOT_PLANAR,
    Faces,
    cut_to_triangles,
    flatten,
)
from sunlight.importers.city.footprints import footprint
from sunlight.importers.city.groups import Item
from sunlight.importers.city.topology import faces_to_turn, topology, volumes
from sunlight.importers.remarks import Remarks
from sunlight.model.project import Part

__all__ = ["Bodies", "make_bodies"]

NO_HEIGHT = 1e-6
"""A mesh lower than this is flat. [m]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bodies:
    """Faces of all items, and the part that each item became (体量).

    Parameters
    ----------
    faces : Faces
        Looking outward where that could be told; the shell of a face is its item.
    parts : list of Part or None
        Of each item; None for outlines, openings and what has no height.
    ground : (items,) ndarray of float64
        Lowest point of the ground surface, of all faces where there is none. [m]
    said : (items,) ndarray of bool
        There is a ground surface.
    """

    faces: Faces
    parts: list[Part | None]
    ground: NDArray[np.float64]
    said: NDArray[np.bool_]


def make_bodies(
    vertices: NDArray[np.float64], items: Sequence[Item], remarks: Remarks
) -> Bodies:
    """Meshes with footprints of all items (生成体量).

    Faces are turned where neighbours disagree, and solids turned inside out are turned
    back. What is open stays as it is.

    Parameters
    ----------
    vertices : (v, 3) ndarray of float64
        In project coordinates. [m]
    items : sequence of Item
        What to make.
    remarks : Remarks
        Receives what is wrong with each.

    Returns
    -------
    Bodies
        In the order of the items.
    """
    faces = flatten(vertices, [item.shell for item in items])
    solid = np.array([i.role in ("body", "fin", "site") for i in items], dtype=bool)
    faces, closed = _agreed(faces, items, solid, remarks)
    corners, triangles, face_of, repaired = cut_to_triangles(faces)
    shell = faces.shell[face_of]
    volume = volumes(corners, triangles, shell, len(items))
    inverted = closed & (volume < 0.0)
    for number in np.flatnonzero(inverted & solid).tolist():
        remarks.add("INVERTED-SOLID", element=items[number].thing.id)
    sign = np.where(inverted, -1.0, 1.0)
    faces = replace(faces, normal=faces.normal * sign[faces.shell][:, None])
    flip = inverted[shell]
    triangles[flip] = triangles[flip][:, ::-1]
    _remark_faces(faces, items, solid, repaired, remarks)
    ground, said = _ground(faces, items)
    parts = _parts(faces, items, corners, triangles, shell, remarks)
    return Bodies(faces=faces, parts=parts, ground=ground, said=said)


def _agreed(
    faces: Faces, items: Sequence[Item], solid: NDArray[np.bool_], remarks: Remarks
) -> tuple[Faces, NDArray[np.bool_]]:
    """Faces that look the way of their neighbours; which items are closed."""
    edges = topology(faces)
    crowded, opened = edges.crowded_edges > 0, edges.open_edges > 0
    twisted = edges.twisted_edges > 0
    for number in np.flatnonzero(solid).tolist():
        element = items[number].thing.id
        if opened[number] and (items[number].geometry.solid or _is_body(items[number])):
            found = f"{edges.open_edges[number]} edges"
            remarks.add("OPEN-SOLID", element=element, found=found)
        if crowded[number]:
            found = f"{edges.crowded_edges[number]} edges"
            remarks.add("NON-MANIFOLD-SOLID", element=element, found=found)
    closed = ~opened
    turn = faces_to_turn(faces, twisted & solid)
    turned = np.bincount(faces.shell[turn], minlength=len(items))
    size = np.bincount(faces.shell, minlength=len(items))
    for number in np.flatnonzero(turned).tolist():
        fewer = min(turned[number], size[number] - turned[number])
        found = f"{fewer} of {size[number]} faces"
        remarks.add("FACES-TURNED", element=items[number].thing.id, found=found)
    sign = np.where(turn, -1.0, 1.0)
    return replace(faces, normal=faces.normal * sign[:, None]), closed


def _is_body(item: Item) -> bool:
    """Whether an item ought to be closed, whatever kind of geometry it has."""
    return item.role == "body"


def _remark_faces(
    faces: Faces,
    items: Sequence[Item],
    solid: NDArray[np.bool_],
    repaired: list[int],
    remarks: Remarks,
) -> None:
    """Remark on faces that are not flat, cross themselves or have no area."""
    worst = np.zeros(len(items))
    np.maximum.at(worst, faces.shell, faces.off_plane)
    for number in np.flatnonzero((worst > NOT_PLANAR) & solid).tolist():
        found = f"{worst[number]:.3f} m"
        remarks.add("FACE-NOT-PLANAR", element=items[number].thing.id, found=found)
    crossing = np.bincount(faces.shell[repaired], minlength=len(items))
    for code, count in (
        ("FACE-SELF-CROSSING", crossing),
        ("FACE-DEGENERATE", faces.degenerate),
    ):
        for number in np.flatnonzero((count > 0) & solid).tolist():
            found = f"{count[number]} faces"
            remarks.add(code, element=items[number].thing.id, found=found)


def _is(faces: Faces, items: Sequence[Item], *names: str) -> NDArray[np.bool_]:
    """Whether the semantic surface of each face has one of these types, (f,)."""
    tables = [
        np.array([s.type in names for s in item.geometry.surfaces] + [False])
        for item in items
    ]
    start = np.cumsum([0, *map(len, tables)])[:-1]
    last = np.array([len(t) - 1 for t in tables])
    index = np.where(faces.surface < 0, last[faces.shell], faces.surface)
    found: NDArray[np.bool_] = np.concatenate([*tables, [False]]).astype(bool)[
        start[faces.shell] + index
    ]
    return found


def _ground(
    faces: Faces, items: Sequence[Item]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Lowest point of the ground surface of each item, and whether it has one."""
    ring_face = np.repeat(np.arange(len(faces)), np.diff(faces.face_ring))
    corner_face = np.repeat(ring_face, np.diff(faces.ring_start))
    shell = faces.shell[corner_face]
    z = faces.vertices[faces.corner, 2]
    lowest = np.full(len(items), np.inf)
    np.minimum.at(lowest, shell, z)
    of_ground = _is(faces, items, "GroundSurface")[corner_face]
    ground = np.full(len(items), np.inf)
    np.minimum.at(ground, shell[of_ground], z[of_ground])
    said = np.isfinite(ground)
    return np.where(said, ground, lowest), said


def _parts(
    faces: Faces,
    items: Sequence[Item],
    vertices: NDArray[np.float64],
    triangles: NDArray[np.int64],
    shell: NDArray[np.int64],
    remarks: Remarks,
) -> list[Part | None]:
    """Part of each item."""
    order = np.argsort(shell, kind="stable")
    ends = np.searchsorted(shell[order], np.arange(len(items) + 1))
    ground = _is(faces, items, "GroundSurface")
    parts: list[Part | None] = []
    for number, item in enumerate(items):
        part: Part | None = None
        mine = triangles[order[ends[number] : ends[number + 1]]]
        if item.role in ("body", "fin", "site") and len(mine):
            used, compact = np.unique(mine, return_inverse=True)
            part = _mesh(item, vertices[used], compact.reshape(-1, 3), remarks)
        if part is not None and item.role == "body":
            some = faces.of_shells([number])
            part = _with_footprint(part, item, faces, some, ground[some], remarks)
        parts.append(part)
    return parts


def _mesh(
    item: Item,
    vertices: NDArray[np.float64],
    faces: NDArray[np.int64],
    remarks: Remarks,
) -> Part | None:
    """Mesh of one item; None with a remark if it is flat."""
    low, high = float(vertices[:, 2].min()), float(vertices[:, 2].max())
    if high - low <= NO_HEIGHT:
        remarks.add("GEOMETRY-LEFT-OUT", element=item.thing.id, found="no height")
        return None
    return Part(
        kind=item.kind,
        name=item.thing.id,
        base=low,
        top=high,
        vertices=np.ascontiguousarray(vertices),
        faces=np.ascontiguousarray(faces.astype(np.int64)),
    )


def _with_footprint(
    part: Part,
    item: Item,
    faces: Faces,
    some: NDArray[np.int64],
    ground: NDArray[np.bool_],
    remarks: Remarks,
) -> Part:
    """Part with its outline in plan beside the mesh."""
    found = footprint(faces, some, ground)
    if found.pieces > 1:
        remarks.add("FOOTPRINT-IN-PIECES", element=item.thing.id)
    if not found.said:
        remarks.add("FOOTPRINT-FROM-PLAN", element=item.thing.id)
    return replace(part, polygon=found.polygon)
