"""The outer wall face around a window of a detailed model (外墙面)."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.city.faces import Faces
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["CLEARANCE", "WallFaces", "lies_on_noise", "wall_plane"]

SAME_WAY_COSINE: Final = 0.97
"""A wall around a window looks its way within 14°."""

AROUND: Final = 0.5
"""How near to a window its wall must be, sideways and in height. [m]"""

DEEPEST_REVEAL: Final = 0.6
"""A window stands at most this far behind the face of its wall. [m]"""

PROUDEST_FRAME: Final = 0.3
"""A frame stands at most this far before the face of its wall. [m]"""

CLEARANCE: Final = 1e-3
"""How far a sill is moved off faces that lie on it only nearly. [m]

Detailed models are exact to a tenth of a millimetre: the top of a sill board as often
stands above the sill of the window as below, and would hide all of the sky."""

ONE_PLANE: Final = 0.02
"""Faces within this of each other are of one wall face. [m]"""


class WallFaces:
    """Faces of one building around its windows; the upright ones are walls (墙面).

    Parameters
    ----------
    faces : Faces
        All faces.
    some : list of int
        Faces of the building that are no windows.
    """

    def __init__(self, faces: Faces, some: list[int]) -> None:
        every = [faces.vertices[faces.corners_of(f)] for f in some]
        self.low = np.array([c.min(axis=0) for c in every]).reshape(-1, 3)
        self.high = np.array([c.max(axis=0) for c in every]).reshape(-1, 3)
        self.first = np.array([c[0] for c in every]).reshape(-1, 3)
        self.facing = faces.normal[some]
        upright = [f for f in some if abs(faces.normal[f, 2]) < 0.2]
        rings = [faces.corners_of(f) for f in upright]
        self.normal = faces.normal[upright, :2]
        self.area = faces.area[upright]
        self.corners = faces.vertices[np.concatenate([*rings, [0]]).astype(np.int64)]
        self.starts = np.cumsum([0, *map(len, rings)])[:-1].astype(np.int64)
        self.sizes = np.array([len(ring) for ring in rings], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.area)

    def spans(
        self, value: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lowest and highest value of the corners of each face, (f,) each."""
        low: NDArray[np.float64] = np.minimum.reduceat(value, self.starts)
        high: NDArray[np.float64] = np.maximum.reduceat(value, self.starts)
        return low, high


def wall_plane(
    walls: WallFaces,
    normal: NDArray[np.float64],
    along: tuple[float, float],
    height: tuple[float, float],
    front: float,
) -> float | None:
    """How far out the wall face around a window lies (墙面位置). [m].

    The plane that most of the wall around the window lies in, by area; frames, cornices
    and sills of a detailed model stand before it.

    Parameters
    ----------
    walls : WallFaces
        Of the building.
    normal : (2,) ndarray of float64
        Outward, of the window.
    along, height : (float, float)
        Extent of the window across its normal to the left, and in height. [m]
    front : float
        Outermost point of the window along its normal. [m]

    Returns
    -------
    float or None
        Along the normal from the origin; None if there is no such wall.
    """
    if len(walls) == 0:
        return None
    plan = walls.corners[:-1, :2]
    left, right = walls.spans(plan @ np.array([-normal[1], normal[0]]))
    low, high = walls.spans(walls.corners[:-1, 2])
    inner, outer = walls.spans(plan @ normal)
    near = (
        (walls.normal @ normal > SAME_WAY_COSINE)
        & (left < along[1] + AROUND)
        & (right > along[0] - AROUND)
        & (low < height[1] + AROUND)
        & (high > height[0] - AROUND)
    )
    off = (inner + outer) / 2.0
    near &= (off > front - PROUDEST_FRAME) & (off < front + DEEPEST_REVEAL)
    rows = np.flatnonzero(near)
    if len(rows) == 0:
        return None
    weight = [
        walls.area[rows][np.abs(off[rows] - place) <= ONE_PLANE].sum()
        for place in off[rows]
    ]
    best = off[rows[int(np.argmax(weight))]]
    return float(off[rows][np.abs(off[rows] - best) <= ONE_PLANE].max())


def lies_on_noise(walls: WallFaces, point: NDArray[np.float64]) -> bool:
    """Whether a face passes a point so near that it is meant to touch it (贴面).

    Parameters
    ----------
    walls : WallFaces
        Of the building.
    point : (3,) ndarray of float64
        End of a sill. [m]

    Returns
    -------
    bool
        False too where faces contain the point exactly, which do not shade it.
    """
    around = (walls.low <= point + CLEARANCE) & (walls.high >= point - CLEARANCE)
    rows = np.flatnonzero(around.all(axis=1))
    off = np.abs(((point - walls.first[rows]) * walls.facing[rows]).sum(axis=1))
    return bool(((off > CONTACT_DISTANCE) & (off < CLEARANCE)).any())
