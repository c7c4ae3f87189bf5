"""Mesh files named by a project file (网格文件): .obj, .ply, .stl and .off."""

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import ImporterError, InputError
from sunlight.importers.file_text import read_bytes
from sunlight.importers.inside import path_inside
from sunlight.importers.limits import LIMITS, Limits
from sunlight.importers.schema_parts import FARTHEST

__all__ = ["Mesh", "read_mesh"]

_SUFFIXES: Final = (".obj", ".ply", ".stl", ".off")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mesh:
    """Triangles as they stand in a file (网格), in its unit and axes.

    Parameters
    ----------
    vertices : (v, 3) ndarray of float64
        Corners.
    faces : (f, 3) ndarray of int64
        Triangles.
    sha256 : str
        Hash of the file.
    """

    vertices: NDArray[np.float64]
    faces: NDArray[np.int64]
    sha256: str


def read_mesh(folder: Path, name: str, limits: Limits = LIMITS) -> Mesh:
    """Read a mesh file beside or below the project file (读取网格).

    Parameters
    ----------
    folder : Path
        Folder of the project file.
    name : str
        Path relative to it; nothing outside of it is read.
    limits : Limits
        How large the file may be.

    Returns
    -------
    Mesh
        Its triangles.

    Raises
    ------
    InputError
        If the path leaves the folder, or the file is no mesh.
    """
    path = _inside(folder, name)
    try:
        content = read_bytes(path, source=str(path), limits=limits)
    except ImporterError as error:  # of the project file, as its reader has it
        raise InputError(f"{name}: {error.message}", value=name) from error
    import trimesh

    suffix = path.suffix.lower().removeprefix(".")
    options = {"skip_materials": True} if suffix == "obj" else {}
    try:
        mesh = trimesh.load_mesh(
            io.BytesIO(content), file_type=suffix, process=False, **options
        )
        vertices = np.asarray(mesh.vertices, dtype=np.float64)
        faces = np.asarray(mesh.faces, dtype=np.int64)
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        NotImplementedError,
        OSError,
    ) as error:
        raise InputError(
            f"{name} cannot be read as a mesh ({type(error).__name__}: {error}); "
            "export it again with triangles",
            value=name,
        ) from error
    if vertices.ndim != 2 or len(faces) == 0:
        raise InputError(f"{name} has no faces; export the solid", value=name)
    if not (np.abs(vertices) <= FARTHEST).all():
        raise InputError(
            f"{name} has corners that are no numbers up to {FARTHEST:g}; export it "
            "again",
            value=name,
        )
    if faces.min() < 0 or faces.max() >= len(vertices):
        raise InputError(
            f"{name} has faces whose corners do not exist; export it again", value=name
        )
    return Mesh(
        vertices=vertices, faces=faces, sha256=hashlib.sha256(content).hexdigest()
    )


def _inside(folder: Path, name: str) -> Path:
    """Path of a mesh, refused if it leaves the folder or is no mesh."""
    path = path_inside(folder, name, example="meshes/roof.obj")
    if path.suffix.lower() not in _SUFFIXES:
        raise InputError(
            f"{name!r} is no known kind of mesh; allowed are {', '.join(_SUFFIXES)}",
            value=name,
        )
    return path
