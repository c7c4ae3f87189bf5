"""Where a window sits in its wall (窗洞定位): wall faces and the opening's rectangle.

All in metres in the frame of the file. A wall has two faces, across its *axis*: one at
the low, one at the high end of it. Which of them is outdoors is asked elsewhere.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.ifc.geometry import Mesh

__all__ = [
    "SAME_FACE",
    "STEEPEST_ROOF",
    "WallFrame",
    "frame_in_host",
    "frame_of_body",
    "tilted",
    "unit_normals",
]

STEEPEST_ROOF: Final = float(np.sin(np.radians(15.0)))
"""A window leaning more than 15° is a roof light."""

SAME_FACE: Final = 0.98
"""Cosine within which faces are parallel: 11°, facets of a curved wall."""

NEAR_OPENING: Final = 0.3
"""Faces this near to an opening are the ones it cuts. [m]"""

THICKEST_HALF: Final = 1.5
"""Wall faces are sought this far from the middle of an opening. [m]"""

BESIDE_HOST: Final = 0.6
"""A wall this near to a window that fills no opening is its wall. [m]"""

SKIN: Final = 0.002
"""An opening is measured this far behind the wall face. [m]

Faces that lie on each other have no section; two millimetres move no sill."""

OWN_FRAME: Final = 0.1
"""Where a window is smaller than its opening by more, its own edge counts. [m]

A frame and its joint are thinner; more is another window or a door in one opening."""

ON_EDGE: Final = 0.005
"""The edge of a rectangular opening is nowhere farther from its rectangle. [m]"""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WallFrame:
    """A window in its wall (窗框定位).

    Parameters
    ----------
    axis : (2,) ndarray
        Unit vector across the wall, in plan.
    low, high : float
        Places of the two wall faces along the axis. [m]
    span, height : ((float, float), (float, float))
        Of the low and of the high face: extent of the opening along the wall, counted
        along the axis turned left, and from sill to lintel. [m]
    body_low, body_high : float
        Extent of the window itself along the axis; that of the wall where it has no
        shape. [m]
    rectangular : bool
        Whether the opening is a rectangle.
    hosted : bool
        Whether there is a wall; if not, the faces are those of the window itself.
    """

    axis: Floats
    low: float
    high: float
    span: tuple[tuple[float, float], tuple[float, float]]
    height: tuple[tuple[float, float], tuple[float, float]]
    body_low: float
    body_high: float
    rectangular: bool
    hosted: bool

    @property
    def along(self) -> Floats:
        """Unit vector along the wall: the axis turned left, (2,)."""
        return np.array([-self.axis[1], self.axis[0]])

    def place(self, along: float, across: float) -> Floats:
        """Place in plan from distances along and across the wall, (2,). [m]"""  # noqa: D400
        return along * self.along + across * self.axis


def tilted(points: Floats) -> bool:
    """Whether a flat thing leans by more than 15° from upright (倾斜).

    Parameters
    ----------
    points : (v, 3) ndarray
        Corners of a window. [m]

    Returns
    -------
    bool
        False where it is too thick to have a plane.
    """
    spread, way = np.linalg.eigh(np.cov((points - points.mean(axis=0)).T))
    flat = spread[0] < 0.25 * spread[1]
    return bool(flat and abs(way[2, 0]) > STEEPEST_ROOF)


def frame_in_host(opening: Mesh, host: Floats, body: Floats | None) -> WallFrame | None:
    """Frame of a window that fills an opening of a wall (洞口定位).

    Parameters
    ----------
    opening : Mesh
        What is cut out.
    host : (f, 3, 3) ndarray
        Triangles of the wall, opening cut. [m]
    body : (v, 3) ndarray or None
        Corners of the window itself, if it has any. [m]

    Returns
    -------
    WallFrame or None
        None where the wall has no upright faces at the opening.
    """
    points = opening[0]
    low, high = points.min(axis=0), points.max(axis=0)
    near = host[_touching(host, low - NEAR_OPENING, high + NEAR_OPENING)]
    middle = (low + high) / 2.0
    for axis in _axes(near):
        faces = _faces(near, axis, float(middle[:2] @ axis))
        if faces is not None:
            return _framed(axis, faces, near, body, opening)
    return None


def frame_of_body(
    body: Floats, walls: list[Floats], facing: Floats | None
) -> WallFrame:
    """Frame of a window that fills no opening (无洞口窗定位).

    Parameters
    ----------
    body : (v, 3) ndarray
        Corners of the window, its parts, or its nominal rectangle. [m]
    walls : list of (f, 3, 3) ndarray
        Triangles of the walls it may sit in. [m]
    facing : (2,) ndarray or None
        Across the wall, by the placement of the window; counts where its shape is as
        thick as it is wide.

    Returns
    -------
    WallFrame
        On the faces of the nearest wall, else on its own.
    """
    axis = _thin_axis(body[:, :2], facing)
    across = body[:, :2] @ axis
    middle = float((across.min() + across.max()) / 2.0)
    low, high = body.min(axis=0), body.max(axis=0)
    best: tuple[float, tuple[float, float], Floats] | None = None
    for wall in walls:
        near = wall[_touching(wall, low - BESIDE_HOST, high + BESIDE_HOST)]
        faces = _faces(near, axis, middle, BESIDE_HOST) if len(near) else None
        if faces is not None:
            area = _area_along(near, axis)
            if best is None or area > best[0]:
                best = (area, faces, near)
    if best is not None:
        return _framed(axis, best[1], best[2], body, None)
    return _framed(axis, (float(across.min()), float(across.max())), None, body, None)


def _touching(triangles: Floats, low: Floats, high: Floats) -> NDArray[np.bool_]:
    """Whether the box of each triangle meets a box, (f,)."""
    met: NDArray[np.bool_] = (
        (triangles.max(axis=1) >= low) & (triangles.min(axis=1) <= high)
    ).all(axis=1)
    return met


def unit_normals(triangles: Floats) -> tuple[Floats, Floats]:
    """Unit normals and areas of triangles (法线与面积).

    Parameters
    ----------
    triangles : (f, 3, 3) ndarray
        Corners. [m]

    Returns
    -------
    normals : (f, 3) ndarray
        Zero where a triangle has no area.
    areas : (f,) ndarray
        Areas. [m2]
    """
    a = triangles[:, 0]
    doubled = np.cross(triangles[:, 1] - a, triangles[:, 2] - a)
    length = np.linalg.norm(doubled, axis=1)
    normals: Floats = doubled / np.where(length > 0.0, length, 1.0)[:, None]
    return normals, length / 2.0


def _axes(near: Floats) -> list[Floats]:
    """Ways across a wall, the likeliest first: upright faces of much area."""
    normal, area = unit_normals(near)
    upright = (np.abs(normal[:, 2]) < STEEPEST_ROOF) & (area > 0.0)
    flat, area = normal[upright, :2], area[upright]
    flat = flat / np.linalg.norm(flat, axis=1)[:, None]
    found: list[tuple[float, Floats]] = []
    left = np.ones(len(flat), dtype=np.bool_)
    while left.any():
        lead = int(np.argmax(np.where(left, area, -1.0)))
        cosine = flat @ flat[lead]
        group = left & (np.abs(cosine) > SAME_FACE)
        found.append((float(area[group].sum()), flat[lead]))
        left &= ~group
    return [axis for _, axis in sorted(found, key=lambda pair: -pair[0])[:3]]


def _area_along(near: Floats, axis: Floats) -> float:
    """Area of the faces across an axis. [m2]"""  # noqa: D400
    normal, area = unit_normals(near)
    return float(area[np.abs(normal[:, :2] @ axis) > SAME_FACE].sum())


def _faces(
    near: Floats, axis: Floats, middle: float, reach: float = THICKEST_HALF
) -> tuple[float, float] | None:
    """Places of the faces on both sides of the middle; None if one is missing. [m]"""  # noqa: D400
    normal, area = unit_normals(near)
    cosine = normal[:, :2] @ axis
    at = near[:, :, :2] @ axis
    ends: list[float] = []
    for sign in (-1.0, 1.0):
        off = sign * (at - middle)
        fits = (sign * cosine > SAME_FACE) & (area > 0.0)
        fits &= (off.max(axis=1) >= 0.0) & (off.max(axis=1) <= reach)
        if not fits.any():
            return None
        ends.append(float(middle + sign * off[fits].max()))
    return (ends[0], ends[1])


def _framed(
    axis: Floats,
    faces: tuple[float, float],
    near: Floats | None,
    body: Floats | None,
    opening: Mesh | None,
) -> WallFrame:
    """Frame with the rectangle of the opening on both faces."""
    along = np.array([-axis[1], axis[0]])
    spans, heights, rectangular = [], [], True
    for place, sign in ((faces[0], 1.0), (faces[1], -1.0)):
        edge = _edge(opening, axis, along, place + sign * SKIN, body)
        span = (float(edge[:, 0].min()), float(edge[:, 0].max()))
        height = (float(edge[:, 1].min()), float(edge[:, 1].max()))
        rectangular &= opening is None or _is_rectangle(edge, span, height)
        if near is not None and opening is not None:
            span = _within(span, _face_extent(near, axis, near[:, :, :2] @ along))
            height = _within(height, _face_extent(near, axis, near[:, :, 2]))
        if body is not None:
            span = _own(span, body[:, :2] @ along)
            height = _own(height, body[:, 2])
        spans.append(span)
        heights.append(height)
    own = faces if body is None else (body[:, :2] @ axis)
    return WallFrame(
        axis=axis,
        low=faces[0],
        high=faces[1],
        span=(spans[0], spans[1]),
        height=(heights[0], heights[1]),
        body_low=float(np.min(own)),
        body_high=float(np.max(own)),
        rectangular=rectangular,
        hosted=near is not None,
    )


def _edge(
    opening: Mesh | None,
    axis: Floats,
    along: Floats,
    place: float,
    body: Floats | None,
) -> Floats:
    """Points round an opening where it crosses a plane, along and up, (n, 2)."""
    if opening is None:
        points = np.empty((0, 3)) if body is None else body
    else:
        points = _section(opening, axis, place)
        if len(points) == 0:
            points = opening[0]
    return np.column_stack([points[:, :2] @ along, points[:, 2]])


def _section(mesh: Mesh, axis: Floats, place: float) -> Floats:
    """Points where the edges of a mesh cross an upright plane, (n, 3)."""
    vertices, faces = mesh
    off = vertices[:, :2] @ axis - place
    pairs = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    a, b = off[pairs[:, 0]], off[pairs[:, 1]]
    crossing = a * b < 0.0
    pairs, a, b = pairs[crossing], a[crossing], b[crossing]
    part = (a / (a - b))[:, None]
    points: Floats = vertices[pairs[:, 0]] * (1.0 - part) + vertices[pairs[:, 1]] * part
    return points


def _is_rectangle(
    edge: Floats, span: tuple[float, float], height: tuple[float, float]
) -> bool:
    """Whether all points of an edge lie on its rectangle."""
    off = np.minimum(
        np.abs(edge[:, :1] - np.array(span)).min(axis=1),
        np.abs(edge[:, 1:] - np.array(height)).min(axis=1),
    )
    return bool((off <= ON_EDGE).all())


def _face_extent(near: Floats, axis: Floats, at: Floats) -> tuple[float, float]:
    """Extent of the faces across an axis, by a coordinate of their corners, (f, 3)."""
    normal, _ = unit_normals(near)
    facing = np.abs(normal[:, :2] @ axis) > SAME_FACE
    return (float(at[facing].min()), float(at[facing].max()))


def _within(
    one: tuple[float, float], other: tuple[float, float]
) -> tuple[float, float]:
    """Common part of two extents; the first if they have none."""
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low, high) if low < high else one


def _own(extent: tuple[float, float], own: Floats) -> tuple[float, float]:
    """Extent of an opening, narrowed to a window that is clearly smaller."""
    low, high = float(own.min()), float(own.max())
    return (
        low if low > extent[0] + OWN_FRAME else extent[0],
        high if high < extent[1] - OWN_FRAME else extent[1],
    )


def _thin_axis(plan: Floats, facing: Floats | None) -> Floats:
    """Way across a flat body in plan: its narrow side."""
    import shapely

    box = shapely.oriented_envelope(shapely.MultiPoint(plan))
    if isinstance(box, shapely.LineString):
        way = np.diff(np.asarray(box.coords), axis=0)[0]
        across: Floats = np.array([-way[1], way[0]]) / np.hypot(*way)
        return across
    corners = np.asarray(shapely.get_coordinates(box))
    sides = np.diff(corners[:3], axis=0)
    lengths = np.hypot(sides[:, 0], sides[:, 1])
    if facing is not None and lengths.min() > 0.5 * lengths.max():
        return facing
    narrow: Floats = sides[int(lengths.argmin())] / max(lengths.min(), 1e-12)
    return narrow
