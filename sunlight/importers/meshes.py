"""Meshes of the project file (网格): files beside it, and meshes written into it."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError
from sunlight.importers.limits import LIMITS, Limits
from sunlight.importers.mesh_file import Mesh, read_mesh
from sunlight.importers.placement import Placement
from sunlight.importers.problems import Problems
from sunlight.importers.schema import ProjectFile
from sunlight.importers.schema_parts import MeshSpec

__all__ = ["drawn_points", "inline_mesh", "mesh_of", "read_meshes"]


def read_meshes(
    file: ProjectFile, folder: Path, problems: Problems, limits: Limits = LIMITS
) -> dict[str, Mesh]:
    """Mesh files by their names in the project file, each read once (读取网格文件).

    Parameters
    ----------
    file : ProjectFile
        The project file.
    folder : Path
        Its folder.
    problems : Problems
        Receives what is wrong with one.
    limits : Limits
        How large each file may be.
    """
    wanted: dict[str, str] = {}
    for i, building in enumerate(file.buildings):
        if isinstance(building.mesh, str):
            wanted.setdefault(building.mesh, f"buildings[{i}].mesh")
        for j, part in enumerate(building.parts):
            if isinstance(part.mesh, str):
                wanted.setdefault(part.mesh, f"buildings[{i}].parts[{j}].mesh")
    for i, site_part in enumerate(file.site_parts):
        if isinstance(site_part.mesh, str):
            wanted.setdefault(site_part.mesh, f"site_parts[{i}].mesh")
    meshes: dict[str, Mesh] = {}
    for name, where in wanted.items():
        with problems.at(where):
            meshes[name] = read_mesh(folder, name, limits)
    return meshes


def mesh_of(given: str | MeshSpec, meshes: Mapping[str, Mesh]) -> Mesh:
    """Mesh that a table of the file means (查找网格).

    Parameters
    ----------
    given : str or MeshSpec
        Name of a mesh file, or the mesh itself.
    meshes : mapping of str to Mesh
        Mesh files by their names.

    Returns
    -------
    Mesh
        In the unit and axes of the file.

    Raises
    ------
    InputError
        If a triangle of an inline mesh names a corner that is not there.
    """
    return meshes[given] if isinstance(given, str) else inline_mesh(given)


def inline_mesh(spec: MeshSpec) -> Mesh:
    """Mesh that is written into the project file (内嵌网格).

    Parameters
    ----------
    spec : MeshSpec
        Its corners and triangles.

    Returns
    -------
    Mesh
        The same as arrays.

    Raises
    ------
    InputError
        If a triangle names a corner that is not there.
    """
    vertices = np.array(spec.vertices, dtype=np.float64)
    faces = np.array(spec.faces, dtype=np.int64)
    row = int(np.argmax(faces.max(axis=1)))
    if faces[row].max() >= len(vertices):
        raise InputError(
            f"the triangle {faces[row].tolist()} names a corner that is not there; the "
            f"corners are numbered from 0 to {len(vertices) - 1}",
            where=f"mesh.faces[{row}]",
            value=faces[row].tolist(),
        )
    return Mesh(vertices=vertices, faces=faces, sha256="")


def drawn_points(
    file: ProjectFile, meshes: Mapping[str, Mesh], placement: Placement
) -> NDArray[np.float64]:
    """Points of all outlines and meshes before re-centring (全部图上点), (n, 2). [m].

    Parameters
    ----------
    file : ProjectFile
        The project file.
    meshes : mapping of str to Mesh
        Mesh files by their names.
    placement : Placement
        How coordinates are meant.
    """
    points: list[list[float]] = []
    for building in file.buildings:
        points += building.footprint or []
        points += _inline_points(building.mesh)
        for part in building.parts:
            points += part.outline or part.line or []
            points += _inline_points(part.mesh)
    for site_part in file.site_parts:
        points += site_part.outline or site_part.line or []
        points += _inline_points(site_part.mesh)
    for ground in file.grounds:
        points += ground.outline
    drawn = np.array(points, dtype=np.float64).reshape(-1, 2)
    stacks = [drawn, *(mesh.vertices[:, :2] for mesh in meshes.values())]
    return placement.metres(np.concatenate(stacks))


def _inline_points(mesh: str | MeshSpec | None) -> list[list[float]]:
    """Corners of an inline mesh in plan; none of a file, or of nothing."""
    if not isinstance(mesh, MeshSpec):
        return []
    return [corner[:2] for corner in mesh.vertices]
