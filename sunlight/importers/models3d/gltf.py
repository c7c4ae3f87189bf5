"""glTF 2.0 and GLB to objects: triangles of the scene, in its axes (glTF 网格)."""

import math
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import ImporterError
from sunlight.importers.limits import Limits, read_json
from sunlight.importers.models3d.buffers import Buffers
from sunlight.importers.models3d.objects import MeshObject, joined
from sunlight.importers.remarks import Remarks

__all__ = ["read_gltf"]

_GLB: Final = b"glTF"
_JSON_CHUNK, _BIN_CHUNK = 0x4E4F534A, 0x004E4942
_TRIANGLES, _STRIP, _FAN = 4, 5, 6
_SHAPE_EXTENSIONS: Final = (
    "KHR_draco_mesh_compression", "EXT_meshopt_compression", "KHR_meshopt_compression",
    "EXT_mesh_gpu_instancing",
)  # fmt: skip
"""Extensions without which the shape cannot be read, or not all of it."""


def read_gltf(
    path: Path, content: bytes, remarks: Remarks, limits: Limits
) -> list[MeshObject]:
    """Objects of a glTF or GLB file, one a node with a mesh (glTF 物体).

    Parameters
    ----------
    path : Path
        The file; buffers may lie in its folder or below, nowhere else.
    content : bytes
        What stands in it.
    remarks : Remarks
        Receives what is not read.
    limits : Limits
        How large, how deep, how many vertices and triangles.

    Returns
    -------
    list of MeshObject
        In the axes of the scene: y up, metres.

    Raises
    ------
    ImporterError
        Naming the member that is wrong.
    """
    source = str(path)
    if content.startswith(_GLB):
        text, binary = _chunks(content, source)
    else:
        text, binary = content, None
    document = read_json(text, source=source, limits=limits)
    try:
        _check_head(document, source)
        buffers = Buffers.of(document, path, binary, limits)
        nodes = _nodes(document, limits, source)
        shapes = document.get("meshes", [])
        cost = [_triangles_of(mesh, document) for mesh in shapes]
        total = sum(cost[mesh] for _, mesh, _ in nodes)
        limits.check_entities(total, what="triangles", source=source)
        meshes = {
            mesh: _mesh(shapes[mesh], buffers, remarks, mesh)
            for mesh in sorted({mesh for _, mesh, _ in nodes})
        }
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, ImporterError):
            raise
        raise ImporterError(
            f"not glTF 2.0 that can be read ({type(error).__name__}: {error}); export "
            "it again",
            source=source,
        ) from error
    for image in document.get("images", []):
        if isinstance(image, Mapping) and str(image.get("uri", "data:"))[:5] != "data:":
            remarks.add("REFERENCE-NOT-READ", name=str(image["uri"])[:80])
    return [
        MeshObject(
            name=name,
            vertices=_moved(meshes[mesh].vertices, matrix),
            faces=meshes[mesh].faces
            if np.linalg.det(matrix[:3, :3]) >= 0.0
            else meshes[mesh].faces[:, ::-1],
        )
        for name, mesh, matrix in nodes
    ]


def _chunks(content: bytes, source: str) -> tuple[bytes, bytes | None]:
    """JSON and binary chunk of a GLB file."""
    try:
        _, version, length = struct.unpack_from("<4sII", content)
        if version != 2 or length > len(content):
            raise ValueError(f"version {version}, {length} of {len(content)} bytes")
        found: dict[int, bytes] = {}
        at = 12
        while at + 8 <= length:
            size, kind = struct.unpack_from("<II", content, at)
            if at + 8 + size > length:
                raise ValueError("a chunk is longer than the file")
            found.setdefault(kind, content[at + 8 : at + 8 + size])
            at += 8 + size
        return found[_JSON_CHUNK], found.get(_BIN_CHUNK)
    except (struct.error, KeyError, ValueError) as error:
        raise ImporterError(
            f"not a GLB file that can be read: {error}; it may be cut off",
            source=source,
        ) from error


def _check_head(document: Any, source: str) -> None:  # noqa: ANN401, JSON
    """Refuse what is no glTF 2 or hides its shape in an extension."""
    version = str(document["asset"]["version"])
    if not version.startswith("2."):
        raise ImporterError(
            f"glTF of version {version}; allowed is 2.0: export it again",
            source=source,
            where="asset.version",
            value=version,
        )
    hidden = set(document.get("extensionsUsed", ())).intersection(_SHAPE_EXTENSIONS)
    if hidden:
        raise ImporterError(
            f"the shape is held in the extension {min(hidden)}, which is not read; "
            "export it without compression and instancing",
            source=source,
            where="extensionsUsed",
            value=min(hidden),
        )


def _nodes(
    document: Mapping[str, Any], limits: Limits, source: str
) -> list[tuple[str, int, NDArray[np.float64]]]:
    """Name, mesh and transform of the nodes of the scene that have a mesh."""
    nodes = document.get("nodes", [])
    limits.check_entities(len(nodes), what="nodes", source=source)
    scenes = document.get("scenes", [])
    children = {c for n in nodes for c in n.get("children", ())}
    roots = (
        scenes[document.get("scene", 0)].get("nodes", [])
        if scenes
        else [k for k in range(len(nodes)) if k not in children]
    )
    found = []
    seen: set[int] = set()
    todo = [(k, np.eye(4), 0) for k in reversed(roots)]
    while todo:
        number, outer, depth = todo.pop()
        if number in seen:
            raise ImporterError(
                "a node hangs on two others or on itself; nodes must make a tree",
                source=source,
                where=f"nodes[{number}]",
            )
        if depth > limits.nesting:
            raise ImporterError(
                f"nodes in nodes deeper than {limits.nesting}; raise the limit  "
                "nesting  if you trust the file",
                source=source,
                where=f"nodes[{number}]",
                value=depth,
            )
        seen.add(number)
        node = nodes[number]
        matrix = outer @ _matrix(node)
        if "mesh" in node:
            mesh = int(node["mesh"])
            document["meshes"][mesh]
            name = node.get("name") or document["meshes"][mesh].get("name") or ""
            found.append((str(name), mesh, matrix))
        inner = reversed(node.get("children", ()))
        todo += [(child, matrix, depth + 1) for child in inner]
    return found


def _matrix(node: Mapping[str, Any]) -> NDArray[np.float64]:
    """Transform of one node, (4, 4)."""
    if "matrix" in node:
        matrix = np.array(node["matrix"], dtype=np.float64).reshape(4, 4).T
    else:
        x, y, z, w = (float(v) for v in node.get("rotation", (0, 0, 0, 1)))
        size = math.sqrt(x * x + y * y + z * z + w * w)
        x, y, z, w = x / size, y / size, z / size, w / size
        turn = np.array(
            [
                [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
                [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
                [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
            ]
        )
        matrix = np.eye(4)
        matrix[:3, :3] = turn * np.array(node.get("scale", (1, 1, 1)), dtype=float)
        matrix[:3, 3] = np.array(node.get("translation", (0, 0, 0)), dtype=float)
    if not np.isfinite(matrix).all():
        raise ValueError("a transform is not finite")
    return matrix


def _moved(
    vertices: NDArray[np.float64], matrix: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Vertices in the axes of the scene."""
    moved: NDArray[np.float64] = vertices @ matrix[:3, :3].T + matrix[:3, 3]
    return moved


def _triangles_of(mesh: Mapping[str, Any], document: Mapping[str, Any]) -> int:
    """How many triangles a mesh has at most, before anything of it is read."""
    total = 0
    for primitive in mesh["primitives"]:
        accessor = primitive.get("indices", primitive["attributes"].get("POSITION"))
        if accessor is not None:
            total += max(int(document["accessors"][accessor]["count"]), 0)
    return total


def _mesh(
    mesh: Mapping[str, Any], buffers: Buffers, remarks: Remarks, number: int
) -> MeshObject:
    """All primitives of a mesh that have triangles."""
    empty = MeshObject(
        name="", vertices=np.empty((0, 3)), faces=np.empty((0, 3), dtype=np.int64)
    )
    found = [empty]
    for primitive in mesh["primitives"]:
        mode = primitive.get("mode", _TRIANGLES)
        position = primitive["attributes"].get("POSITION")
        if mode not in (_TRIANGLES, _STRIP, _FAN) or position is None:
            name = str(mesh.get("name") or f"meshes[{number}]")
            remarks.add("GEOMETRY-LEFT-OUT", name=name, found=f"mode {mode}")
            continue
        vertices = buffers.positions(position)
        order = (
            buffers.indices(primitive["indices"])
            if "indices" in primitive
            else np.arange(len(vertices))
        )
        if len(order) and order.max() >= len(vertices):
            raise ValueError(f"meshes[{number}] names vertices that do not exist")
        faces = _faces(order, mode)
        found.append(MeshObject(name="", vertices=vertices, faces=faces))
    return joined("", found)


def _faces(order: NDArray[np.int64], mode: int) -> NDArray[np.int64]:
    """Triangles of a list, strip or fan of vertices."""
    if mode == _TRIANGLES:
        return order[: len(order) // 3 * 3].reshape(-1, 3)
    if len(order) < 3:
        return np.empty((0, 3), dtype=np.int64)
    if mode == _FAN:
        first = np.full(len(order) - 2, order[0])
        return np.column_stack([first, order[1:-1], order[2:]])
    strip = np.column_stack([order[:-2], order[1:-1], order[2:]])
    strip[1::2] = strip[1::2, ::-1]
    return strip
