"""Wavefront OBJ to objects (OBJ 网格): vertices, faces, names; nothing it refers to."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import ImporterError
from sunlight.importers.deadline import Deadline
from sunlight.importers.limits import Limits
from sunlight.importers.models3d.objects import MeshObject
from sunlight.importers.models3d.polygons import triangulate
from sunlight.importers.remarks import Remarks

__all__ = ["read_obj"]

_NO_SHAPE = {"vn", "vt", "vp", "s", "usemtl", "mg", "lod", "shadow_obj", "trace_obj"}
_NOT_READ = {"p": "points", "l": "lines", "curv": "curves", "surf": "surfaces"}


def read_obj(
    content: bytes, remarks: Remarks, limits: Limits, deadline: Deadline, *, source: str
) -> list[MeshObject]:
    """Objects of an OBJ file, or its groups if it has no objects (OBJ 物体).

    Parameters
    ----------
    content : bytes
        The file; texts in UTF-8, else in GB 18030.
    remarks : Remarks
        Receives what is not read.
    limits : Limits
        How many vertices and faces.
    deadline : Deadline
        How long.
    source : str
        The file.

    Raises
    ------
    ImporterError
        Naming the line that cannot be read.
    """
    count = content.count(b"\nv ") + content.count(b"\nf ") + 2
    limits.check_entities(count, what="vertices and faces", source=source)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    vertices: list[list[float]] = []
    named: dict[tuple[str, str], list[list[int]]] = {}
    faces = named.setdefault(("", ""), [])
    has_objects = False
    thing = group = ""
    for line, words in _lines(text, deadline):
        key, values = words[0], words[1:]
        if key == "v":
            vertices.append(_place(values, line, source))
        elif key == "f":
            faces.append(_corners(values, len(vertices), line, source))
        elif key in ("o", "g"):
            name = " ".join(values)
            if key == "o":
                thing, group, has_objects = name, "", True
            else:
                group = name
            faces = named.setdefault((thing, group), [])
        elif key == "mtllib":
            remarks.add("REFERENCE-NOT-READ", name=" ".join(values))
        elif key in _NOT_READ:
            remarks.add("GEOMETRY-LEFT-OUT", name=_NOT_READ[key])
        elif key not in _NO_SHAPE:
            if not vertices:
                raise ImporterError(
                    f"{key[:20]!r} is no keyword of an OBJ file; it may be damaged or "
                    "of another format",
                    source=source,
                    where=f"line {line}",
                    value=key[:80],
                )
            remarks.add("GEOMETRY-LEFT-OUT", name=key[:20])
    polygons: dict[str, list[list[int]]] = {}
    for (own, inner), some in named.items():
        polygons.setdefault(own if has_objects else inner, []).extend(some)
    places = np.array(vertices, dtype=np.float64).reshape(-1, 3)
    return [
        _object(name, places, some, remarks) for name, some in polygons.items() if some
    ]


def _lines(text: str, deadline: Deadline) -> Iterator[tuple[int, list[str]]]:
    """Number and words of each line, continued lines joined, without comments."""
    held: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if number % 10_000 == 0:
            deadline.check()
        words = line.partition("#")[0].split()
        if words and words[-1].endswith("\\"):
            held += [w for w in [*words[:-1], words[-1][:-1]] if w]
            continue
        words = held + words
        held = []
        if words:
            yield number, words


def _place(values: list[str], line: int, source: str) -> list[float]:
    """Three coordinates of a vertex; weight and colour may follow."""
    try:
        if len(values) < 3:
            raise ValueError("three numbers are needed")
        return [float(value) for value in values[:3]]
    except ValueError as error:
        raise ImporterError(
            f"a vertex that cannot be read: {error}",
            source=source,
            where=f"line {line}",
            value=" ".join(values)[:80],
        ) from error


def _corners(values: list[str], count: int, line: int, source: str) -> list[int]:
    """Vertex numbers of a face from 0, without repetitions in a row."""
    try:
        numbers = [int(value.split("/", 1)[0]) for value in values]
        corners = [n - 1 if n > 0 else count + n for n in numbers]
        if 0 in numbers or min(corners) < 0 or max(corners) >= count:
            raise ValueError(f"there are {count} vertices so far")
    except ValueError as error:
        raise ImporterError(
            f"a face whose corners cannot be read: {error}",
            source=source,
            where=f"line {line}",
            value=" ".join(values)[:80],
        ) from error
    return [c for k, c in enumerate(corners) if c != corners[k - 1]]


def _object(
    name: str, places: NDArray[np.float64], polygons: list[list[int]], remarks: Remarks
) -> MeshObject:
    """One object with the vertices it uses."""
    real = [p for p in polygons if len(p) >= 3]
    faces, failed = triangulate(places, real)
    for number in failed:
        remarks.add("FACE-UNREADABLE", name=f"{name or 'face'}[{number}]", element=name)
    used, inverse = np.unique(faces, return_inverse=True)
    return MeshObject(
        name=name, vertices=places[used], faces=inverse.reshape(-1, 3).astype(np.int64)
    )
