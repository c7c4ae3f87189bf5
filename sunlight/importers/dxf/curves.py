"""Lines, arcs and polylines of a drawing as level curves in plan (平面曲线)."""

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.dxf.drawing import reading_errors
from sunlight.importers.dxf.entities import Drawn
from sunlight.importers.schema_parts import FARTHEST

__all__ = ["CHORD_ERROR", "CURVE_KINDS", "Curve", "Tilted", "arc_points", "curve_of"]

CHORD_ERROR: Final = 0.01
"""Chords that stand for an arc leave it by no more than this. [m]

Drawing precision of a site plan; the chords lie inside of outward arcs."""

MOST_SEGMENTS: Final = 2_000
"""Chords of one arc; a radius of kilometres drawn in millimetres has more."""

LEVEL_COSINE: Final = 1.0 - 1e-6
"""Outlines whose plane is tilted by more than 0.08° are not level."""

CURVE_KINDS: Final = frozenset(
    {"ARC", "CIRCLE", "ELLIPSE", "LINE", "LWPOLYLINE", "POLYLINE", "SOLID", "SPLINE",
     "TRACE"}
)  # fmt: skip

FloatArray = NDArray[np.float64]


class Tilted(ValueError):  # noqa: N818, no error of anybody
    """A curve that does not lie level."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curve:
    """A level curve (曲线), in the unit of the drawing.

    Parameters
    ----------
    points : (n, 2) ndarray of float64
        Corners in world coordinates; a closed one does not repeat the first.
    z : float
        Elevation of the curve.
    thickness : float
        Height it is extruded to, downwards if negative; 0 if none.
    closed : bool
        The last corner is joined to the first.
    layer, handle, insert, attributes
        As in :class:`~sunlight.importers.dxf.entities.Drawn`.
    """

    points: FloatArray
    z: float
    thickness: float = 0.0
    closed: bool = False
    layer: str
    handle: str
    insert: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


def curve_of(drawn: Drawn, *, error: float) -> Curve | None:
    """Curve of an entity (图元曲线), None if it has no length.

    Parameters
    ----------
    drawn : Drawn
        One of :data:`CURVE_KINDS`, no polyface mesh.
    error : float
        How far chords may leave an arc, and levels differ. [unit of the drawing]

    Returns
    -------
    Curve or None
        Closed if the drawing says so, or if its last corner repeats the first.

    Raises
    ------
    Tilted
        If it does not lie level.
    ValueError
        If its coordinates are no numbers.
    """
    try:
        points, closed = _points_of(drawn.entity, drawn.kind, error)
        corners = np.array([tuple(p)[:3] for p in points], dtype=np.float64).reshape(
            -1, 3
        )
    except Tilted:
        raise
    except reading_errors() as problem:
        raise ValueError(f"{type(problem).__name__}: {problem}") from problem
    if not (np.abs(corners) <= FARTHEST).all():
        raise ValueError("coordinates that are no numbers, or too large")
    if len(corners) < 2:
        return None
    if np.ptp(corners[:, 2]) > error:
        raise Tilted(f"levels from {corners[:, 2].min():g} to {corners[:, 2].max():g}")
    moved = np.hypot(*np.diff(corners[:, :2], axis=0).T) > 0.0
    corners = corners[np.concatenate([[True], moved])]
    ends = float(np.hypot(*(corners[-1, :2] - corners[0, :2])))
    if len(corners) > 2 and ends <= error:
        corners, closed = corners[:-1], True
    if len(corners) < (3 if closed else 2):
        return None
    return Curve(
        points=corners[:, :2],
        z=float(corners[:, 2].mean()),
        thickness=_thickness(drawn.entity),
        closed=closed,
        layer=drawn.layer,
        handle=drawn.handle,
        insert=drawn.insert,
        attributes=drawn.attributes,
    )


def arc_points(
    start: FloatArray, end: FloatArray, bulge: float, *, error: float
) -> FloatArray:
    """Corners of a polyline along an arc (凸度弧), the start left out.

    Parameters
    ----------
    start, end : (2,) ndarray of float64
        Ends of the arc.
    bulge : float
        Tangent of a quarter of its angle, positive if it turns left.
    error : float
        How far chords may leave the arc.

    Returns
    -------
    (n, 2) ndarray of float64
        On the arc; the last is `end`.
    """
    across = end - start
    chord = float(np.hypot(*across))
    if chord == 0.0 or abs(bulge) < 1e-12:
        return end[None, :]
    angle = 4.0 * math.atan(bulge)
    radius = chord * (1.0 + bulge * bulge) / (4.0 * abs(bulge))
    left = np.array([-across[1], across[0]]) / chord
    centre = (start + end) / 2.0 + left * chord * (1.0 - bulge * bulge) / (4.0 * bulge)
    count = _segments(angle, radius, error)
    first = math.atan2(*(start - centre)[::-1])
    turns = first + angle * np.arange(1, count + 1) / count
    around = centre + radius * np.column_stack([np.cos(turns), np.sin(turns)])
    around[-1] = end
    return np.asarray(around, dtype=np.float64)


def _segments(angle: float, radius: float, error: float) -> int:
    """Number of chords of an arc."""
    if not radius > error:
        return max(2, math.ceil(abs(angle) / (math.pi / 4.0)))
    step = 2.0 * math.acos(1.0 - error / radius)
    return min(max(2, math.ceil(abs(angle) / step)), MOST_SEGMENTS)


def _points_of(entity: Any, kind: str, error: float) -> tuple[Any, bool]:  # noqa: ANN401
    """Corners in world coordinates, and whether the drawing says it is closed."""
    if kind == "LINE":
        return [entity.dxf.start, entity.dxf.end], False
    if kind in ("LWPOLYLINE", "POLYLINE"):
        return _of_polyline(entity, kind, error)
    if kind in ("ARC", "CIRCLE"):
        return _of_circle(entity, kind, error)
    if kind in ("SOLID", "TRACE"):
        corners = [entity.dxf.get(f"vtx{i}") for i in (0, 1, 3, 2)]
        return _level(entity).points_to_wcs([c for c in corners if c is not None]), True
    if kind == "ELLIPSE":
        points = list(itertools.islice(entity.flattening(error), MOST_SEGMENTS))
        return points, abs(entity.dxf.end_param - entity.dxf.start_param) > 6.2831
    points = list(itertools.islice(entity.flattening(error), MOST_SEGMENTS))
    return points, bool(entity.closed)


def _of_polyline(entity: Any, kind: str, error: float) -> tuple[Any, bool]:  # noqa: ANN401
    """Corners of a light or an old polyline, arcs as chords."""
    if kind == "POLYLINE" and entity.is_3d_polyline:
        return list(entity.points()), bool(entity.is_closed)
    if kind == "LWPOLYLINE":
        rows = [(x, y, b) for x, y, b in entity.get_points("xyb")]
        z = float(entity.dxf.elevation)
        closed = bool(entity.closed)
    else:
        corners = [v for v in entity.vertices if not v.dxf.flags & 16]
        rows = [
            (v.dxf.location.x, v.dxf.location.y, v.dxf.get("bulge", 0.0))
            for v in corners
        ]
        z = float(entity.dxf.elevation.z) or (
            float(corners[0].dxf.location.z) if corners else 0.0
        )
        closed = bool(entity.is_closed)
    table = np.array(rows, dtype=np.float64).reshape(-1, 3)
    flat = table[:, :2]
    if len(table) and (np.abs(table) <= FARTHEST).all() and table[:, 2].any():
        flat = _with_arcs(table, closed=closed, error=error)
    level = _level(entity)
    return level.points_to_wcs([(x, y, z) for x, y in flat.tolist()]), closed


def _with_arcs(table: FloatArray, *, closed: bool, error: float) -> FloatArray:
    """Corners of (x, y, bulge) rows with chords along arcs."""
    pieces = [table[:1, :2]]
    count = len(table)
    for i in range(count if closed else count - 1):
        end = table[(i + 1) % count, :2]
        pieces.append(arc_points(table[i, :2], end, float(table[i, 2]), error=error))
    flat = np.concatenate(pieces)
    return flat[:-1] if closed else flat


def _of_circle(entity: Any, kind: str, error: float) -> tuple[Any, bool]:  # noqa: ANN401
    """Corners of a circle or an arc, on it."""
    x, y, z = entity.dxf.center
    radius = float(entity.dxf.radius)
    first, angle = 0.0, 2.0 * math.pi
    if kind == "ARC":
        first = math.radians(entity.dxf.start_angle)
        angle = math.radians((entity.dxf.end_angle - entity.dxf.start_angle) % 360.0)
    count = max(_segments(angle, radius, error), 8 if kind == "CIRCLE" else 2)
    steps = count if kind == "CIRCLE" else count + 1
    turns = [first + angle * i / count for i in range(steps)]
    around = [(x + radius * math.cos(t), y + radius * math.sin(t), z) for t in turns]
    return _level(entity).points_to_wcs(around), kind == "CIRCLE"


def _level(entity: Any) -> Any:  # noqa: ANN401
    """Object coordinate system of an entity, refused if it is tilted."""
    x, y, z = entity.dxf.extrusion
    size = math.sqrt(x * x + y * y + z * z)
    if not (size > 0.0 and abs(z) / size >= LEVEL_COSINE):
        raise Tilted(f"extrusion direction ({x:.2f}, {y:.2f}, {z:.2f})")
    return entity.ocs()


def _thickness(entity: Any) -> float:  # noqa: ANN401
    """Thickness upwards; 0 where there is none, or not along the vertical."""
    if not entity.dxf.is_supported("thickness"):
        return 0.0
    thickness = float(entity.dxf.get("thickness", 0.0) or 0.0)
    x, y, z = entity.dxf.get("extrusion", (0.0, 0.0, 1.0))
    size = math.sqrt(x * x + y * y + z * z)
    if not (math.isfinite(thickness) and size and abs(z) / size >= LEVEL_COSINE):
        return 0.0
    return math.copysign(thickness, thickness * z) if thickness else 0.0
