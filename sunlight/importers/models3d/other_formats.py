"""STL, PLY and OFF to objects, through trimesh (其他网格格式)."""

import io
import re
import struct
from typing import Any, Final

import numpy as np

from sunlight.errors import ImporterError
from sunlight.importers.limits import Limits
from sunlight.importers.models3d.objects import MeshObject
from sunlight.importers.remarks import Remarks

__all__ = ["read_other"]

_LIBRARY_ERRORS: Final = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    NameError,
    ArithmeticError,
    RuntimeError,
    MemoryError,
    EOFError,
    OSError,
    struct.error,
)
"""What the parsers of trimesh raise on damaged files, `HeaderError` among them."""

HEAD: Final = 65_536
"""A PLY or OFF file says within this many bytes how much it holds."""


def read_other(
    content: bytes, suffix: str, remarks: Remarks, limits: Limits, *, source: str
) -> list[MeshObject]:
    """The one object of an STL, PLY or OFF file (STL、PLY、OFF 网格).

    Parameters
    ----------
    content : bytes
        The file.
    suffix : str
        ``stl``, ``ply`` or ``off``.
    remarks : Remarks
        Receives what is not read.
    limits : Limits
        How many vertices and triangles.
    source : str
        The file.

    Raises
    ------
    ImporterError
        If it cannot be read as what it says.
    """
    _check_counts(content, suffix, limits, source)
    import trimesh

    try:
        with np.errstate(all="ignore"):
            loaded: Any = trimesh.load_mesh(
                io.BytesIO(content), file_type=suffix, process=False
            )
        vertices = np.array(loaded.vertices, dtype=np.float64).reshape(-1, 3)
        faces = np.array(getattr(loaded, "faces", ()), dtype=np.int64).reshape(-1, 3)
        if len(faces) and not 0 <= faces.min() <= faces.max() < len(vertices):
            raise ValueError("faces name vertices that do not exist")
    except _LIBRARY_ERRORS as error:
        raise ImporterError(
            f"not {suffix.upper()} that can be read ({type(error).__name__}: "
            f"{str(error)[:120]}); export it again with triangles",
            source=source,
        ) from error
    return [MeshObject(name="", vertices=vertices, faces=faces)] if len(faces) else []


def _check_counts(content: bytes, suffix: str, limits: Limits, source: str) -> None:
    """Refuse more vertices and faces than allowed, and than the file has bytes for."""
    head = content[:HEAD]
    if suffix == "stl":
        if content[:5].lower() == b"solid" and b"facet" in head:
            count = content.count(b"vertex") // 3
        else:
            count = int.from_bytes(content[80:84], "little")
            if len(content) < 84 + 50 * count:
                raise ImporterError(
                    f"the file says it has {count:,} triangles, but it is too short "
                    "for them; it may be cut off or of another format",
                    source=source,
                    value=count,
                )
        limits.check_entities(count, what="triangles", source=source)
        return
    if suffix == "ply":
        if not content.startswith(b"ply"):
            raise ImporterError("not PLY: it does not start so", source=source)
        said = re.findall(rb"element\s+\w+\s+(\d{1,18})", head)
    else:
        numbers = re.sub(rb"#[^\n]*", b"", head).split()
        if not numbers or numbers[0].upper() not in (b"OFF", b"COFF", b"NOFF"):
            raise ImporterError("not OFF: it does not start so", source=source)
        said = [number for number in numbers[1:3] if number.isdigit()]
    for number in map(int, said):
        limits.check_entities(number, what="vertices or faces", source=source)
        if number > len(content):
            raise ImporterError(
                f"the file says it has {number:,} vertices or faces, but it is too "
                "short for them; it may be cut off",
                source=source,
                value=number,
            )
