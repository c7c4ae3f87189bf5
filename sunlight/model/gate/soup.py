"""All triangles of a project in one array, with the part each belongs to (三角面)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.model.concerned import Concerned
from sunlight.model.project import Part, Project

__all__ = ["Soup", "concerned_parts", "project_soup"]

WELD_DECIMALS: Final = 4
"""Corners nearer than 0.1 mm are one: models are exact to a millimetre."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Soup:
    """Triangles of all meshes of a project, part by part (全部三角面).

    Parameters
    ----------
    corners : (f, 3, 3) ndarray of float64
        Corners of each triangle. [m]
    welded : (f, 3) ndarray of int64
        Number of each corner. Corners of one part at one place have one number, less
        those of closed pieces with numbers of their own.
    body : (f,) ndarray of int64
        Index into `parts`.
    parts : tuple of Part
        Parts drawn as meshes.
    building : (b,) ndarray of int64
        Building of each part; -1 for parts of the site.
    place : (b,) ndarray of int64
        Index of each part in its building, or in the site.
    """

    corners: NDArray[np.float64]
    welded: NDArray[np.int64]
    body: NDArray[np.int64]
    parts: tuple[Part, ...]
    building: NDArray[np.int64]
    place: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.corners)


def project_soup(project: Project) -> Soup:
    """Triangles of all meshes of a project (全部三角面).

    Faces whose corners do not exist or are no finite numbers are left out.

    Parameters
    ----------
    project : Project
        The project.

    Returns
    -------
    Soup
        Empty if there are no meshes.
    """
    told = [
        (part, i, k)
        for i, building in enumerate(project.buildings)
        for k, part in enumerate(building.parts)
    ]
    told += [(part, -1, k) for k, part in enumerate(project.site_parts)]
    meshed = [t for t in told if t[0].vertices is not None and t[0].faces is not None]
    usable = [_usable(part) for part, _, _ in meshed]
    sizes = [len(corners) for corners, _ in usable]
    starts = np.cumsum(
        [0, *(len(p.vertices) for p, _, _ in meshed if p.vertices is not None)]
    )
    body = np.repeat(np.arange(len(meshed)), sizes)
    joined = np.concatenate([np.empty((0, 3, 3)), *(corners for corners, _ in usable)])
    faces = np.concatenate(
        [
            np.empty((0, 3), dtype=np.int64),
            *(f + start for (_, f), start in zip(usable, starts[:-1], strict=True)),
        ]
    )
    return Soup(
        corners=joined,
        welded=_welded(joined, _domains(faces, body)),
        body=body,
        parts=tuple(part for part, _, _ in meshed),
        building=np.array([i for _, i, _ in meshed], dtype=np.int64),
        place=np.array([k for _, _, k in meshed], dtype=np.int64),
    )


def _usable(part: Part) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Corners of the triangles of a part, (f, 3, 3), and their numbers, (f, 3)."""
    if part.vertices is None or part.faces is None or len(part.faces) == 0:
        return np.empty((0, 3, 3)), np.empty((0, 3), dtype=np.int64)
    there = ((part.faces >= 0) & (part.faces < len(part.vertices))).all(axis=1)
    faces = np.asarray(part.faces[there], dtype=np.int64)
    corners = np.asarray(part.vertices[faces], dtype=np.float64)
    finite = np.isfinite(corners).all(axis=(1, 2))
    return corners[finite], faces[finite]


def _domains(faces: NDArray[np.int64], body: NDArray[np.int64]) -> NDArray[np.int64]:
    """What is welded by itself, (f,): pieces that their numbers close, else parts.

    Elements that touch in one mesh, such as walls of a storey, stay apart where the
    file keeps their corners apart.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    a, b = faces.ravel(), faces[:, [1, 2, 0]].ravel()
    count = int(faces.max()) + 1 if len(faces) else 0
    graph = coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(count, count))
    _, label = connected_components(graph, directed=False)
    piece = label[faces[:, 0]].astype(np.int64)
    key = np.minimum(a, b) * np.int64(count) + np.maximum(a, b)
    _, edge, times = np.unique(key, return_inverse=True, return_counts=True)
    forth = np.bincount(edge, weights=a < b, minlength=len(times))
    odd = ((times != 2) | (forth != 1))[edge].reshape(-1, 3).any(axis=1)
    broken = np.bincount(piece, weights=odd, minlength=count) > 0
    parts = int(body.max()) + 1 if len(body) else 0
    domains: NDArray[np.int64] = np.where(broken[piece], body, parts + piece)
    return domains


def _welded(
    corners: NDArray[np.float64], domain: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Numbers of the corners, (f, 3); corners at one place in a domain have one."""
    if len(corners) == 0:
        return np.empty((0, 3), dtype=np.int64)
    grid = np.round(corners.reshape(-1, 3) * 10.0**WELD_DECIMALS).astype(np.int64)
    owner = np.repeat(domain, 3)
    order = np.lexsort((grid[:, 2], grid[:, 1], grid[:, 0], owner))
    ordered, owners = grid[order], owner[order]
    new = np.append(
        True, (np.diff(ordered, axis=0) != 0).any(axis=1) | (np.diff(owners) != 0)
    )
    number = np.empty(len(grid), dtype=np.int64)
    number[order] = np.cumsum(new) - 1
    return number.reshape(-1, 3)


def concerned_parts(
    project: Project, soup: Soup, wrong: NDArray[np.bool_], found: list[str]
) -> list[Concerned]:
    """Meshes where something is wrong (所涉网格).

    Parameters
    ----------
    project : Project
        The project.
    soup : Soup
        Its triangles.
    wrong : (b,) ndarray of bool
        Where it is.
    found : (b,) list of str
        What stands there.
    """
    things = []
    for k in np.flatnonzero(wrong).tolist():
        building, place = int(soup.building[k]), int(soup.place[k])
        name = soup.parts[k].name or str(place + 1)
        if building < 0:
            where = f"site_parts[{place}]"
            things.append(Concerned(f"site/{name}", where, found=found[k]))
            continue
        owner = project.buildings[building]
        alone = len(owner.parts) == 1
        things.append(
            Concerned(
                name=owner.id if alone else f"{owner.id}/{name}",
                where=f"buildings[{building}].parts[{place}]",
                elements=(owner.element,),
                file=owner.file,
                found=found[k],
            )
        )
    return things
