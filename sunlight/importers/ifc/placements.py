"""Placements without the geometry kernel, safe from loops (定位)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.ifc.entities import attribute, finite, reference

__all__ = ["axes_matrix", "world_matrix"]


def axes_matrix(axes: Any) -> NDArray[np.float64]:  # noqa: ANN401
    """Matrix of an IfcAxis2Placement2D or 3D (坐标系矩阵).

    Parameters
    ----------
    axes : entity_instance or None
        None stands for the axes of the parent.

    Returns
    -------
    (4, 4) ndarray of float64
        From its own coordinates to those of its parent; in units of the file.
    """
    matrix = np.eye(4)
    if axes is None:
        return matrix
    matrix[:3, 3] = _triple(attribute(reference(axes, "Location"), "Coordinates"))
    z = _unit(_ratios(reference(axes, "Axis")), np.array([0.0, 0.0, 1.0]))
    x = _ratios(reference(axes, "RefDirection"))
    x = np.array([1.0, 0.0, 0.0]) if x is None else x
    x = _unit(x - z * (x @ z), np.array([1.0, 0.0, 0.0]))
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2] = x, np.cross(z, x), z
    return matrix


def _ratios(direction: Any) -> NDArray[np.float64] | None:  # noqa: ANN401
    """Three numbers of a direction; None if not given."""
    ratios = attribute(direction, "DirectionRatios")
    return None if ratios is None else _triple(ratios)


def _triple(values: object) -> NDArray[np.float64]:
    """Three finite numbers, zero where there is none."""
    out = np.zeros(3)
    for i, value in enumerate(list(values)[:3] if isinstance(values, tuple) else ()):
        out[i] = finite(value) or 0.0
    return out


def _unit(
    vector: NDArray[np.float64] | None, otherwise: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Vector of length 1; another where it has no length."""
    length = 0.0 if vector is None else float(np.linalg.norm(vector))
    return otherwise if vector is None or length == 0.0 else vector / length


def world_matrix(product: Any) -> NDArray[np.float64] | None:  # noqa: ANN401
    """Placement of a product in the frame of the file (总定位).

    Parameters
    ----------
    product : entity_instance
        With an ObjectPlacement or none.

    Returns
    -------
    (4, 4) ndarray of float64 or None
        In units of the file; None where the chain of placements loops, or has a link
        that is no IfcLocalPlacement.
    """
    matrix = np.eye(4)
    placement, seen = reference(product, "ObjectPlacement"), set()
    while placement is not None:
        if placement.id() in seen or not placement.is_a("IfcLocalPlacement"):
            return None
        seen.add(placement.id())
        matrix = axes_matrix(reference(placement, "RelativePlacement")) @ matrix
        placement = reference(placement, "PlacementRelTo")
    return matrix
