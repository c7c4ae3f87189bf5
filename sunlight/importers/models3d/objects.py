"""Named triangle meshes as they stand in a file (网格物体)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["MeshObject", "joined"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeshObject:
    """One object of a file, in its unit and axes (物体).

    Parameters
    ----------
    name : str
        Its name; may be empty.
    vertices : (v, 3) ndarray of float64
        Corners.
    faces : (f, 3) ndarray of int64
        Triangles.
    """

    name: str
    vertices: NDArray[np.float64]
    faces: NDArray[np.int64]


def joined(name: str, objects: Sequence[MeshObject]) -> MeshObject:
    """One object of several (合并物体).

    Parameters
    ----------
    name : str
        Name of the whole.
    objects : sequence of MeshObject
        At least one.
    """
    first = np.cumsum([0, *(len(o.vertices) for o in objects)])
    return MeshObject(
        name=name,
        vertices=np.concatenate([o.vertices for o in objects]),
        faces=np.concatenate(
            [o.faces + start for o, start in zip(objects, first[:-1], strict=True)]
        ),
    )
