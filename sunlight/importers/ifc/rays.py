"""Rays against the shapes of a model (射线), for asking where indoors is.

Counts hits; no minute of sun is computed here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.ifc.geometry import Mesh

__all__ = ["Targets", "contains", "free_rays"]

NEAREST_HIT: Final = 1e-4
"""Hits nearer than this are where the ray starts. [m]"""

_RAYS_AT_ONCE: Final = 4_000
_TESTS_AT_ONCE: Final = 400_000
_TILT: Final = np.array([0.000_731, 0.000_317, 1.0])
"""Almost straight up, so that it meets no edge that was drawn straight."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Targets:
    """Triangles that rays may hit (射线目标).

    Parameters
    ----------
    corners : list of (f, 3, 3) ndarray
        Triangles of each element. [m]
    boxes : (e, 6) ndarray
        Lowest and highest corner of each element. [m]
    """

    corners: list[NDArray[np.float64]]
    boxes: NDArray[np.float64]

    @classmethod
    def of(cls, meshes: Sequence[Mesh]) -> "Targets":
        """Targets of meshes; those without triangles are nothing to hit."""
        corners = [vertices[faces] for vertices, faces in meshes if len(faces)]
        boxes = [
            np.concatenate([c.min(axis=(0, 1)), c.max(axis=(0, 1))]) for c in corners
        ]
        return cls(corners=corners, boxes=np.array(boxes).reshape(-1, 6))


def free_rays(
    targets: Targets,
    origins: NDArray[np.float64],
    directions: NDArray[np.float64],
    *,
    reach: float = np.inf,
) -> NDArray[np.bool_]:
    """Whether each ray meets nothing (无遮挡射线).

    Parameters
    ----------
    targets : Targets
        What may be met, from either side.
    origins, directions : (r, 3) ndarray
        Rays; directions of any length. [m]
    reach : float
        How far, in lengths of the direction.

    Returns
    -------
    (r,) ndarray of bool
        True where nothing is met.
    """
    free = np.ones(len(origins), dtype=np.bool_)
    for start in range(0, len(origins), _RAYS_AT_ONCE):
        some = slice(start, start + _RAYS_AT_ONCE)
        near = _met_boxes(targets.boxes, origins[some], directions[some], reach)
        for element in np.flatnonzero(near.any(axis=0)):
            rows = start + np.flatnonzero(near[:, element] & free[some])
            hits = _hits(
                targets.corners[element], origins[rows], directions[rows], reach
            )
            free[rows] &= hits == 0
    return free


def contains(mesh: Mesh, points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether points lie within a closed mesh (点在体内).

    Parameters
    ----------
    mesh : Mesh
        Closed.
    points : (p, 3) ndarray
        Places. [m]

    Returns
    -------
    (p,) ndarray of bool
        By the parity of the faces above them.
    """
    vertices, faces = mesh
    inside = np.zeros(len(points), dtype=np.bool_)
    if len(faces) == 0:
        return inside
    low, high = vertices.min(axis=0), vertices.max(axis=0)
    rows = np.flatnonzero(((points >= low) & (points <= high)).all(axis=1))
    if len(rows):
        up = np.broadcast_to(_TILT, (len(rows), 3))
        hits = _hits(vertices[faces], points[rows], up, np.inf)
        inside[rows] = hits % 2 == 1
    return inside


def _met_boxes(
    boxes: NDArray[np.float64],
    origins: NDArray[np.float64],
    directions: NDArray[np.float64],
    reach: float,
) -> NDArray[np.bool_]:
    """Whether each ray meets each box, (r, e)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        inverse = 1.0 / directions
        one = (boxes[None, :, :3] - origins[:, None]) * inverse[:, None]
        other = (boxes[None, :, 3:] - origins[:, None]) * inverse[:, None]
    one = np.where(np.isnan(one), -np.inf, one)
    other = np.where(np.isnan(other), np.inf, other)
    enter = np.minimum(one, other).max(axis=2)
    leave = np.maximum(one, other).min(axis=2)
    met: NDArray[np.bool_] = (leave >= np.maximum(enter, 0.0)) & (enter <= reach)
    return met


def _hits(
    corners: NDArray[np.float64],
    origins: NDArray[np.float64],
    directions: NDArray[np.float64],
    reach: float,
) -> NDArray[np.int64]:
    """How many of the triangles each ray meets, (r,).

    Source: T. Moeller and B. Trumbore, "Fast, minimum storage ray/triangle
    intersection", 1997, doi:10.1080/10867651.1997.10487468.
    """
    counts = np.zeros(len(origins), dtype=np.int64)
    a = corners[:, 0]
    u, v = corners[:, 1] - a, corners[:, 2] - a
    step = max(1, _TESTS_AT_ONCE // max(len(corners), 1))
    for start in range(0, len(origins), step):
        o, d = origins[start : start + step], directions[start : start + step]
        across = np.cross(d[:, None], v[None])
        det = np.einsum("fk,rfk->rf", u, across)
        with np.errstate(divide="ignore", invalid="ignore"):
            back = o[:, None] - a[None]
            first = np.einsum("rfk,rfk->rf", back, across) / det
            turned = np.cross(back, u[None])
            second = np.einsum("rk,rfk->rf", d, turned) / det
            far = np.einsum("fk,rfk->rf", v, turned) / det
            length = np.linalg.norm(d, axis=1)[:, None]
            met = (
                (first >= 0.0)
                & (second >= 0.0)
                & (first + second <= 1.0)
                & (far * length > NEAREST_HIT)
                & (far <= reach)
            )
        counts[start : start + step] = met.sum(axis=1)
    return counts
