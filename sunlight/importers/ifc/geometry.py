"""Shapes of elements from the geometry kernel (几何生成), in the child process.

All in metres, in the frame of the file, with openings cut. Meshes leave the process as
arrays without pickle.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.ifc.elements import product_of
from sunlight.importers.ifc.entities import reference
from sunlight.importers.schema_parts import FARTHEST

if TYPE_CHECKING:
    import ifcopenshell

__all__ = [
    "JOURNAL",
    "MESHES",
    "Mesh",
    "joined",
    "load_meshes",
    "save_meshes",
    "shapes_at_once",
    "shapes_one_by_one",
]

MESHES: Final = "meshes-*.npz"
"""Files of meshes in the folder of the job."""
JOURNAL: Final = "journal.txt"
"""GlobalId of each element before its shape is made, one a line."""

MOST_THREADS: Final = 4
PORTION: Final = 32
"""Elements whose shapes are saved at once when they are made one by one."""

Mesh = tuple[NDArray[np.float64], NDArray[np.int64]]
"""Corners (v, 3) [m] and triangles (f, 3)."""


def joined(meshes: Sequence[Mesh]) -> Mesh | None:
    """Several meshes as one; None if there are none (合并)."""
    if not meshes:
        return None
    starts = np.cumsum([0, *(len(vertices) for vertices, _ in meshes)])
    return (
        np.concatenate([vertices for vertices, _ in meshes]),
        np.concatenate([f + at for (_, f), at in zip(meshes, starts, strict=False)]),
    )


def shapes_at_once(
    model: "ifcopenshell.file", guids: Iterable[str], folder: Path
) -> None:
    """Make all shapes in one go, and save them (整体生成).

    Fast; but if the kernel crashes at one element, all of it is lost.

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.
    guids : iterable of str
        Elements.
    folder : Path
        Receives the meshes.
    """
    import ifcopenshell.geom

    wanted = {
        product.id(): (guid, product) for guid, product in _products(model, guids)
    }
    if not wanted:
        save_meshes({}, folder, 0)
        return
    threads = min(max((os.cpu_count() or 1) // 2, 1), MOST_THREADS)
    products = [product for _, product in wanted.values()]
    iterator = ifcopenshell.geom.iterator(_settings(), model, threads, include=products)
    meshes: dict[str, Mesh] = {}
    if iterator.initialize():
        while True:
            shape = iterator.get()  # type: ignore[no-untyped-call]
            _keep(meshes, wanted[shape.id][0], shape.geometry)
            if not iterator.next():
                break
    save_meshes(meshes, folder, 0)


def shapes_one_by_one(
    model: "ifcopenshell.file", guids: Iterable[str], folder: Path, *, number: int
) -> None:
    """Make shapes one after the other, and keep a journal (逐个生成).

    If the kernel crashes, the last line of the journal names the culprit, and all but
    the last few shapes are kept.

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.
    guids : iterable of str
        Elements.
    folder : Path
        Receives the meshes and the journal.
    number : int
        Number of the first file of meshes; not yet used.
    """
    import ifcopenshell.geom

    settings = _settings()
    meshes: dict[str, Mesh] = {}
    with (folder / JOURNAL).open("a", encoding="utf-8", newline="\n") as journal:
        for guid, product in _products(model, guids):
            journal.write(f"{guid}\n")
            journal.flush()
            try:
                shape = ifcopenshell.geom.create_shape(settings, product)
            except (RuntimeError, ifcopenshell.Error):
                continue  # the parent sees that it has no shape
            _keep(meshes, guid, getattr(shape, "geometry", shape))
            if len(meshes) >= PORTION:
                save_meshes(meshes, folder, number)
                meshes, number = {}, number + 1
    save_meshes(meshes, folder, number)


def _products(
    model: "ifcopenshell.file", guids: Iterable[str]
) -> Iterator[tuple[str, Any]]:
    """Products of elements that have a shape of their own."""
    for guid in guids:
        product = product_of(model, guid)
        if reference(product, "Representation") is not None:
            yield guid, product


def _settings() -> Any:  # noqa: ANN401
    """Settings of the kernel."""
    import ifcopenshell.geom

    settings = ifcopenshell.geom.settings()  # type: ignore[no-untyped-call]
    settings.set("use-world-coords", True)  # noqa: FBT003
    settings.set("weld-vertices", True)  # noqa: FBT003
    settings.set("no-normals", True)  # noqa: FBT003
    return settings


def _keep(meshes: dict[str, Mesh], guid: str, geometry: Any) -> None:  # noqa: ANN401
    """Add a shape to the meshes if it has triangles within reach of any map."""
    corners = np.frombuffer(geometry.verts_buffer, dtype=np.float64).reshape(-1, 3)
    faces = np.frombuffer(geometry.faces_buffer, dtype=np.int32).reshape(-1, 3)
    sound = len(faces) > 0 and (np.abs(corners) <= FARTHEST).all()
    if not sound:
        return
    known = meshes.get(guid)
    if known is not None:
        faces = faces + len(known[0])
        corners = np.concatenate([known[0], corners])
        faces = np.concatenate([known[1], faces])
    meshes[guid] = (corners.copy(), faces.astype(np.int64))


def save_meshes(meshes: dict[str, Mesh], folder: Path, number: int) -> None:
    """Save meshes as one file, whole or not at all (保存).

    Parameters
    ----------
    meshes : dict of str to Mesh
        By GlobalId.
    folder : Path
        Where.
    number : int
        Number of the file.
    """
    guids = list(meshes)
    sizes = np.array(
        [[len(meshes[g][0]), len(meshes[g][1])] for g in guids], dtype=np.int64
    ).reshape(-1, 2)
    corners = [meshes[g][0] for g in guids] or [np.empty((0, 3))]
    faces = [meshes[g][1] for g in guids] or [np.empty((0, 3), dtype=np.int64)]
    part = folder / f"part-{number:06d}.tmp"
    with part.open("wb") as stream:
        np.savez(
            stream,
            guids=np.array(guids, dtype=np.str_),
            sizes=sizes,
            corners=np.concatenate(corners),
            faces=np.concatenate(faces),
        )
    part.replace(folder / f"meshes-{number:06d}.npz")


def load_meshes(folder: Path) -> Iterator[tuple[str, Mesh]]:
    """Meshes that a child saved (读取网格).

    Parameters
    ----------
    folder : Path
        Folder of the job.

    Yields
    ------
    guid : str
        GlobalId.
    mesh : Mesh
        Its shape.
    """
    for path in sorted(folder.glob(MESHES)):
        with np.load(path, allow_pickle=False) as stored:
            ends = np.cumsum(stored["sizes"], axis=0)
            starts = ends - stored["sizes"]
            corners, faces = stored["corners"], stored["faces"]
            for guid, (v, f), (w, g) in zip(
                stored["guids"].tolist(), starts, ends, strict=True
            ):
                yield guid, (corners[v:w], faces[f:g])
