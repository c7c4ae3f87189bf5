"""Cladding before the wall of a window (外饰面层): its real outer face.

Insulation and facing are often walls of their own. A sill on the face of the wall
behind them would stand in a niche, and the sun from the side would never reach it.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.ifc.elements import Element
from sunlight.importers.ifc.wall_faces import SAME_FACE, WallFrame, unit_normals

__all__ = ["THICKEST_CLADDING", "cladding_before", "may_clad"]

THICKEST_CLADDING: Final = 0.3
"""What stands farther before a wall is no cladding of it. [m]"""

BESIDE_EDGE: Final = 0.1
"""It is asked so far beside the edges of an opening whether there is cladding. [m]"""

SAME_LAYER: Final = 0.005
"""Faces that differ by less are of one layer. [m]"""

Floats = NDArray[np.float64]


def may_clad(element: Element) -> bool:
    """Whether an element may be a layer before a wall (可为饰面)."""
    return "Wall" in element.cls or element.cls in (
        "IfcCovering",
        "IfcPlate",
        "IfcBuildingElementPart",
        "IfcBuildingElementProxy",
    )


def cladding_before(frame: WallFrame, layers: Sequence[Floats], *, high: bool) -> float:
    """Thickness of the cladding before a wall, air behind it included (饰面厚度).

    Cladding surrounds an opening: it lies left and right of it, and above or below. A
    fin on one side or on both is none.

    Parameters
    ----------
    frame : WallFrame
        The window in its wall.
    layers : sequence of (f, 3, 3) ndarray
        Triangles of elements that may clad. [m]
    high : bool
        Whether the outdoor side is the high one.

    Returns
    -------
    float
        0 without cladding. [m]
    """
    sign = 1.0 if high else -1.0
    face = frame.high if high else frame.low
    (first, last), (sill, lintel) = frame.span[int(high)], frame.height[int(high)]
    middle, centre = (first + last) / 2.0, (sill + lintel) / 2.0
    spots = np.array(
        [
            [first - BESIDE_EDGE, centre],
            [last + BESIDE_EDGE, centre],
            [middle, lintel + BESIDE_EDGE],
            [middle, sill - BESIDE_EDGE],
        ]
    )
    found = [_offsets(layer, frame, sign, face, spots) for layer in layers]
    depths = (
        [np.concatenate([one[k] for one in found]) for k in range(4)] if found else []
    )
    best = 0.0
    for depth in np.concatenate(depths) if depths else ():
        left, right, above, below = (
            bool((np.abs(side - depth) <= SAME_LAYER).any()) for side in depths
        )
        if left and right and (above or below):
            best = max(best, float(depth))
    return best


def _offsets(
    layer: Floats, frame: WallFrame, sign: float, face: float, spots: Floats
) -> list[Floats]:
    """How far before the wall face the layer lies at each of four spots, (4, ...)."""
    none = [np.empty(0)] * len(spots)
    off = sign * (layer[:, :, :2] @ frame.axis - face)
    near = (off.max(axis=1) > SAME_LAYER) & (off.max(axis=1) <= THICKEST_CLADDING)
    if not near.any():
        return none
    layer, off = layer[near], off[near].max(axis=1)
    normal, area = unit_normals(layer)
    outward = (sign * (normal[:, :2] @ frame.axis) > SAME_FACE) & (area > 0.0)
    layer, off = layer[outward], off[outward]
    if len(layer) == 0:
        return none
    flat = np.stack([layer[:, :, :2] @ frame.along, layer[:, :, 2]], axis=2)
    return [off[_covers(flat, spot)] for spot in spots]


def _covers(flat: Floats, spot: Floats) -> NDArray[np.bool_]:
    """Whether triangles in a plane, (f, 3, 2), cover a spot, (f,)."""
    way = np.roll(flat, -1, axis=1) - flat
    to = spot - flat
    turn = way[:, :, 0] * to[:, :, 1] - way[:, :, 1] * to[:, :, 0]
    return np.asarray((turn >= 0.0).all(axis=1) | (turn <= 0.0).all(axis=1))
