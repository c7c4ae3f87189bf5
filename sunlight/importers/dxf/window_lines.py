"""Lines along which the windows of a drawing stand (窗线), in project coordinates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.importers.dxf.curves import CURVE_KINDS, curve_of
from sunlight.importers.dxf.drawing import reading_errors
from sunlight.importers.dxf.entities import Drawn
from sunlight.importers.dxf.layers import folded_name
from sunlight.importers.placement import Placement
from sunlight.importers.remarks import Remarks

__all__ = ["DrawnWindow", "window_lines"]

SMALLEST_WIDTH: Final = 0.1
"""A line shorter than this is no window. [m]"""

_WIDTH_TAGS: Final = ("宽", "宽度", "窗宽", "width", "w")

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawnWindow:
    """One window as drawn (窗).

    Parameters
    ----------
    lines : tuple of (2, 2) ndarray of float64
        Lines that may lie on the wall: both long sides of a symbol, and its middle. [m]
    z : float
        Elevation as drawn. [m]
    layer, handle, attributes
        As in :class:`~sunlight.importers.dxf.entities.Drawn`.
    """

    lines: tuple[FloatArray, ...]
    z: float
    layer: str
    handle: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def window_lines(
    drawn: Sequence[Drawn], *, placement: Placement, error: float, remarks: Remarks
) -> list[DrawnWindow]:
    """Lines of windows (窗线).

    Parameters
    ----------
    drawn : sequence of Drawn
        Blocks, lines and polylines on layers of windows.
    placement : Placement
        How coordinates are meant.
    error : float
        How far chords may leave an arc. [unit of the drawing]
    remarks : Remarks
        Receives ``WINDOW-UNREADABLE``.

    Returns
    -------
    list of DrawnWindow
        In the order of the drawing.
    """
    found = []
    for one in drawn:
        try:
            lines, z, attributes = (
                _of_block(one, placement, error)
                if one.kind == "INSERT"
                else _of_curve(one, placement, error)
            )
        except reading_errors():
            lines, z, attributes = (), 0.0, {}
        long = [x for x in lines if np.hypot(*(x[1] - x[0])) >= SMALLEST_WIDTH]
        if not long:
            remarks.add(
                "WINDOW-UNREADABLE",
                name=f"{one.kind} {one.handle}",
                element=one.handle,
                where=f"layer {one.layer}",
                found=one.layer,
            )
            continue
        found.append(
            DrawnWindow(
                lines=tuple(long),
                z=z * placement.scale,
                layer=one.layer,
                handle=one.handle,
                attributes={**one.attributes, **attributes},
            )
        )
    return found


def _of_curve(
    one: Drawn, placement: Placement, error: float
) -> tuple[tuple[FloatArray, ...], float, dict[str, str]]:
    """Lines of a line or polyline."""
    curve = curve_of(one, error=error)
    if curve is None:
        return (), 0.0, {}
    points = placement.place(curve.points)
    if len(points) == 2:
        return (points,), curve.z, {}
    return _sides(points), curve.z, {}


def _sides(points: FloatArray) -> tuple[FloatArray, ...]:
    """Both long sides and the middle of the rectangle around points."""
    around = shapely.minimum_rotated_rectangle(shapely.MultiPoint(points))
    corners = shapely.get_coordinates(around)
    if len(corners) < 5:
        return (corners[[0, -1]],) if len(corners) >= 2 else ()
    a, b, c, d = corners[:4]
    if np.hypot(*(b - a)) < np.hypot(*(c - b)):
        a, b, c, d = b, c, d, a
    return (
        np.array([a, b]),
        np.array([d, c]),
        np.array([(a + d) / 2.0, (b + c) / 2.0]),
    )


def _of_block(
    one: Drawn, placement: Placement, error: float
) -> tuple[tuple[FloatArray, ...], float, dict[str, str]]:
    """Lines of a block: along its own x, or across if it is higher than wide."""
    insert = one.entity
    attributes = {
        folded_name(str(a.dxf.get("tag", ""))): str(a.plain_text())
        for a in insert.attribs
    }
    matrix = insert.matrix44()
    origin = np.array(matrix.transform((0.0, 0.0, 0.0)), dtype=np.float64)
    across = matrix.transform_direction((1.0, 0.0, 0.0))
    way = placement.place(np.array([origin[:2], origin[:2] + np.array(across)[:2]]))
    size = float(np.hypot(*(way[1] - way[0])))
    if not size > 0.0:
        return (), 0.0, attributes
    along = (way[1] - way[0]) / size
    up = np.array([-along[1], along[0]])
    points = _points_of_block(insert, one, error)
    if len(points) == 0:
        said = next((attributes[t] for t in _WIDTH_TAGS if attributes.get(t)), "0")
        width = float(said)
        width = width / 1000.0 if width > 50.0 else width
        half = along * width / 2.0
        return (np.array([way[0] - half, way[0] + half]),), float(origin[2]), attributes
    placed = placement.place(points)
    u, v = placed @ along, placed @ up
    if np.ptp(v) > np.ptp(u):
        along, up, u, v = up, along, v, u
    lines = tuple(
        np.array([u.min() * along + level * up, u.max() * along + level * up])
        for level in (v.min(), v.max(), (v.min() + v.max()) / 2.0)
    )
    return lines, float(origin[2]), attributes


def _points_of_block(insert: Any, one: Drawn, error: float) -> FloatArray:  # noqa: ANN401
    """Corners of the lines of a block, inner blocks left out, (n, 2)."""
    found = []
    for inner in insert.virtual_entities():
        if inner.dxftype() not in CURVE_KINDS:
            continue
        curve = curve_of(
            Drawn(entity=inner, layer=one.layer, handle=one.handle), error=error
        )
        if curve is not None:
            found.append(curve.points)
    return np.concatenate(found) if found else np.zeros((0, 2))
