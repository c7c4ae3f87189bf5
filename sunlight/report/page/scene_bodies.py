"""Solids of the scene as one list of triangles (三维场景实体)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.model.project import Building, Part
from sunlight.report.oblique.surfaces import part_triangles
from sunlight.report.page.scene_arrays import packed
from sunlight.scene.build import SITE_OWNER
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["SceneBodies", "bodies_of"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SceneBodies:
    """Triangles of all parts, one after the other (全部部位三角面).

    Parameters
    ----------
    vertices : (v, 3) ndarray of float64
        Relative to the scene's origin. [m]
    triangles : (t, 3) ndarray of int64
        Rows of `vertices`.
    vertex_end, triangle_end : (p,) ndarray of int64
        Where the vertices and triangles of each part end.
    building : (p,) ndarray of int64
        Building of each part, -1 for the site.
    kind : tuple of str
        Kind of each part.
    excluded : (p,) ndarray of bool
        Whether it shades nothing, by the rules.
    """

    vertices: NDArray[np.float64]
    triangles: NDArray[np.int64]
    vertex_end: NDArray[np.int64]
    triangle_end: NDArray[np.int64]
    building: NDArray[np.int64]
    kind: tuple[str, ...]
    excluded: NDArray[np.bool_]

    def record(self) -> dict[str, Any]:
        """As plain data, arrays packed (转为页面数据)."""
        return {
            "vertices": packed(self.vertices, "f32"),
            "triangles": packed(self.triangles, "u32"),
            "vertex_end": packed(self.vertex_end, "u32"),
            "triangle_end": packed(self.triangle_end, "u32"),
            "building": packed(self.building, "i32"),
            "excluded": packed(self.excluded, "u8"),
            "kind": list(self.kind),
        }

    def boxes(self, count: int) -> NDArray[np.float64]:
        """Least and greatest x, y, z of each building, (count, 6) (外包盒). [m].

        Parameters
        ----------
        count : int
            Number of buildings; without vertices a box is zero.
        """
        part = np.searchsorted(
            self.vertex_end, np.arange(len(self.vertices)), side="right"
        )
        owner = self.building[part] if len(part) else np.empty(0, dtype=np.int64)
        low = np.full((count, 3), np.inf)
        high = np.full((count, 3), -np.inf)
        own = owner >= 0
        np.minimum.at(low, owner[own], self.vertices[own])
        np.maximum.at(high, owner[own], self.vertices[own])
        boxes = np.hstack([low, high])
        boxes[~np.isfinite(boxes).all(axis=1)] = 0.0
        return boxes


def bodies_of(assessment: Assessment, origin: NDArray[np.float64]) -> SceneBodies:
    """Solids of all buildings, then of the site (场景实体).

    Prisms that stand on the outdoor ground reach down to the reference plane, as they
    do in the calculation; meshes are drawn as they are.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    origin : (3,) ndarray of float64
        Middle of the scene on its reference plane. [m]
    """
    project = assessment.project
    left_out = {(p.building, p.name, p.kind) for p in assessment.excluded}
    vertices: list[NDArray[np.float64]] = [np.empty((0, 3))]
    triangles: list[NDArray[np.int64]] = [np.empty((0, 3), dtype=np.int64)]
    building: list[int] = []
    kind: list[str] = []
    excluded: list[bool] = []
    begin = 0
    for index, owner, ground, part in _parts(project.buildings, project.site_parts):
        own, faces = _mesh(part, ground, float(origin[2]))
        vertices.append(own - origin)
        triangles.append(faces + begin)
        begin += len(own)
        building.append(index)
        kind.append(part.kind.value)
        excluded.append((owner, part.name, part.kind) in left_out)
    return SceneBodies(
        vertices=np.concatenate(vertices),
        triangles=np.concatenate(triangles),
        vertex_end=np.cumsum([len(v) for v in vertices[1:]], dtype=np.int64),
        triangle_end=np.cumsum([len(t) for t in triangles[1:]], dtype=np.int64),
        building=np.array(building, dtype=np.int64),
        kind=tuple(kind),
        excluded=np.array(excluded, dtype=np.bool_),
    )


def _parts(
    buildings: tuple[Building, ...], site: tuple[Part, ...]
) -> Iterator[tuple[int, str, float, Part]]:
    """Index, owner and outdoor ground of each part, and the part."""
    for index, building in enumerate(buildings):
        for part in building.parts:
            yield index, building.id, building.outdoor_ground, part
    for part in site:
        owner = f"{SITE_OWNER}:{part.name or part.kind.value}"
        yield -1, owner, part.base, part


def _mesh(
    part: Part, ground: float, plane: float
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Vertices and triangles of a part, absolute."""
    if part.vertices is not None and part.faces is not None:
        return part.vertices, np.asarray(part.faces, dtype=np.int64)
    corners = part_triangles(part).reshape(-1, 3)
    if len(corners) == 0:
        return np.empty((0, 3)), np.empty((0, 3), dtype=np.int64)
    own, row = np.unique(corners, axis=0, return_inverse=True)
    grounded = np.isfinite(ground) and part.base <= ground + CONTACT_DISTANCE
    if grounded and part.base > plane:
        own[own[:, 2] == part.base, 2] = plane
    return own, row.reshape(-1, 3).astype(np.int64)
