"""Which points lie inside or under a body, and so have no minutes (体内点)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sunlight.scene import Obstructions
from sunlight.scene.meshes import ANY_SIDE
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["Sections", "covered_cells", "covered_points", "sections_near"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sections:
    """Level cuts through closed bodies (水平剖面).

    Shrunk by ``CONTACT_DISTANCE``, so that a point on a wall is outside. A plane that
    touches the underside of a body cuts it, one that touches its roof does not. Open
    surfaces have no inside and are left out.

    Parameters
    ----------
    obstructions : Obstructions
        Bodies.
    parts : (n,) ndarray of int64
        Parts that may be cut.
    outlines : (n,) ndarray of shapely geometries
        Shrunk outline of each prism; None for a mesh. [m]
    """

    obstructions: Obstructions
    parts: NDArray[np.int64]
    outlines: NDArray[np.object_]

    def at(self, z: float) -> Iterator[tuple[int, BaseGeometry]]:
        """Part and section of each body that a level cuts (某标高剖面).

        Parameters
        ----------
        z : float
            Level. [m]

        Yields
        ------
        int
            Number of the part.
        BaseGeometry
            Its section, not empty, prepared. [m]
        """
        level = z + CONTACT_DISTANCE
        low, high = self.obstructions.part_box[self.parts][:, [2, 5]].T
        for index in np.flatnonzero((low <= level) & (level < high)).tolist():
            part, section = int(self.parts[index]), self.outlines[index]
            if section is None:
                cut = _mesh_section(self.obstructions, part, level)
                (section,) = _shrunk(np.array([cut], dtype=object))
            if not section.is_empty:
                yield part, section


def sections_near(obstructions: Obstructions, bounds: Sequence[float]) -> Sections:
    """Cuts through the bodies that stand within some bounds (范围内剖面).

    Parameters
    ----------
    obstructions : Obstructions
        Bodies; parts that do not stand are left out.
    bounds : sequence of 4 floats
        Least x and y, greatest x and y. [m]
    """
    x_min, y_min, x_max, y_max = bounds
    box = obstructions.part_box
    near = obstructions.part_active & (box[:, 0] <= x_max) & (box[:, 3] >= x_min)
    near &= (box[:, 1] <= y_max) & (box[:, 4] >= y_min)
    parts = np.flatnonzero(near)
    prism = np.diff(obstructions.wall_offsets)[parts] > 0
    outlines = np.full(len(parts), None, dtype=object)
    if prism.any():
        outlines[prism] = _shrunk(_outlines(obstructions, parts[prism]))
    return Sections(obstructions=obstructions, parts=parts, outlines=outlines)


def covered_cells(
    obstructions: Obstructions,
    states: NDArray[np.bool_],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    z: float,
) -> NDArray[np.bool_]:
    """Which points of a level grid lie inside a body, (s, ny, nx).

    Parameters
    ----------
    obstructions : Obstructions
        Bodies.
    states : (s, p) ndarray of bool
        Which parts stand in each state.
    x : (nx,) ndarray of float64
        Rising. [m]
    y : (ny,) ndarray of float64
        Rising. [m]
    z : float
        Level. [m]
    """
    covered = np.zeros((len(states), len(y), len(x)), dtype=np.bool_)
    sections = sections_near(obstructions, (x[0], y[0], x[-1], y[-1]))
    for part, section in sections.at(z):
        x_min, y_min, x_max, y_max = section.bounds
        columns = slice(*np.searchsorted(x, (x_min, x_max)))
        rows = slice(*np.searchsorted(y, (y_min, y_max)))
        if columns.start == columns.stop or rows.start == rows.stop:
            continue
        inside = shapely.contains_xy(section, *np.meshgrid(x[columns], y[rows]))
        covered[states[:, part], rows, columns] |= inside
    return covered


def covered_points(
    obstructions: Obstructions,
    states: NDArray[np.bool_],
    points: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Which points lie inside a body, (s, n).

    Parameters
    ----------
    obstructions : Obstructions
        Bodies.
    states : (s, p) ndarray of bool
        Which parts stand in each state.
    points : (n, 3) ndarray of float64
        Points. [m]
    """
    covered = np.zeros((len(states), len(points)), dtype=np.bool_)
    if len(points) == 0:
        return covered
    low, high = points.min(axis=0), points.max(axis=0)
    sections = sections_near(obstructions, (low[0], low[1], high[0], high[1]))
    order = np.lexsort((points[:, 0], points[:, 2]))
    z = points[order, 2]
    firsts = np.flatnonzero(np.append(True, z[1:] != z[:-1]))
    for at in np.split(order, firsts[1:]):
        x, y = points[at, 0], points[at, 1]
        for part, section in sections.at(float(points[at[0], 2])):
            x_min, _, x_max, _ = section.bounds
            near = slice(*np.searchsorted(x, (x_min, x_max)))
            inside = shapely.contains_xy(section, x[near], y[near])
            covered[np.ix_(states[:, part], at[near][inside])] = True
    return covered


def _shrunk(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Shapes without a rim of the contact distance, prepared."""
    inner = np.asarray(
        shapely.buffer(shapes, -CONTACT_DISTANCE, join_style="mitre"), dtype=object
    )
    shapely.prepare(inner)
    return inner


def _outlines(
    obstructions: Obstructions, parts: NDArray[np.int64]
) -> NDArray[np.object_]:
    """Outlines of prisms from their walls: the outer ring first, then the holes."""
    first = obstructions.wall_offsets[parts]
    counts = obstructions.wall_offsets[parts + 1] - first
    part = np.repeat(np.arange(len(parts)), counts)
    within = np.arange(len(part)) - np.repeat(np.cumsum(counts) - counts, counts)
    wall = first[part] + within
    closing = obstructions.wall_next[wall] <= wall
    ring = np.cumsum(np.append(0, closing[:-1]))
    rings = shapely.linearrings(obstructions.walls[wall, :2], indices=ring)
    return np.asarray(shapely.polygons(rings, indices=part[closing]), dtype=object)


def _mesh_section(obstructions: Obstructions, part: int, level: float) -> BaseGeometry:
    """Section of the closed bodies of a mesh, by its winding number.

    Half-open in z: a corner on the level counts as below, so every face is crossed
    twice or not at all, and neighbours meet to the last bit.
    """
    first, last = obstructions.face_offsets[part : part + 2]
    closed = obstructions.face_side[first:last] != ANY_SIDE
    corners = obstructions.corners[first:last][closed]
    count = obstructions.corner_count[first:last][closed, None]
    index = np.arange(4)
    following = np.where(index + 1 >= count, 0, index + 1)
    ends = np.take_along_axis(corners, following[..., None], axis=1)
    below, next_below = corners[..., 2] <= level, ends[..., 2] <= level
    rising = below & ~next_below & (index < count)
    falling = ~below & next_below & (index < count)
    whole = rising.any(axis=1) & falling.any(axis=1)
    if not whole.any():
        return shapely.Polygon()
    up = _crossings(corners[whole], ends[whole], rising[whole], level)
    down = _crossings(ends[whole], corners[whole], falling[whole], level)
    real = (up != down).any(axis=1)
    up, down = up[real], down[real]
    lines = shapely.linestrings(np.stack([up, down], axis=1))
    pieces = shapely.get_parts(shapely.polygonize([shapely.union_all(lines)]))
    inside = [
        piece for piece in pieces if _winding(piece.representative_point(), up, down)
    ]
    return shapely.union_all(inside)


def _crossings(
    lower: NDArray[np.float64],
    upper: NDArray[np.float64],
    crossed: NDArray[np.bool_],
    level: float,
) -> NDArray[np.float64]:
    """Where the first crossed edge of each face meets the level, (f, 2)."""
    row, edge = np.arange(len(crossed)), crossed.argmax(axis=1)
    a, b = lower[row, edge], upper[row, edge]
    share = ((level - a[:, 2]) / (b[:, 2] - a[:, 2]))[:, None]
    place: NDArray[np.float64] = a[:, :2] + share * (b[:, :2] - a[:, :2])
    return place


def _winding(
    point: shapely.Point, up: NDArray[np.float64], down: NDArray[np.float64]
) -> int:
    """How often the directed segments run round a point."""
    x, y = point.x, point.y
    rises = (up[:, 1] <= y) & (down[:, 1] > y)
    falls = (up[:, 1] > y) & (down[:, 1] <= y)
    meets = rises | falls
    a, b = up[meets], down[meets]
    at = a[:, 0] + (y - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
    return int(rises[meets][at > x].sum()) - int(falls[meets][at > x].sum())
