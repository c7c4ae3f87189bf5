"""Which points lie inside or under a body, and so have no minutes (体内点)."""

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sunlight.scene import Obstructions
from sunlight.scene.meshes import ANY_SIDE
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["covered_cells", "covered_points", "sections"]


def sections(
    obstructions: Obstructions, z: float
) -> Iterator[tuple[int, BaseGeometry]]:
    """Cuts through the closed bodies just above a level (水平剖面).

    Shrunk by ``CONTACT_DISTANCE``, so that a point on a wall is outside. A plane that
    touches the underside of a body is cut by it, one that touches its roof is not. Open
    surfaces have no inside and are left out.

    Parameters
    ----------
    obstructions : Obstructions
        Bodies; parts that do not stand are left out.
    z : float
        Level. [m]

    Yields
    ------
    int
        Number of the part.
    BaseGeometry
        Its section, without empty ones. [m]
    """
    level = z + CONTACT_DISTANCE
    low, high = obstructions.part_box[:, 2], obstructions.part_box[:, 5]
    cut = obstructions.part_active & (low <= level) & (level < high)
    for part in np.flatnonzero(cut).tolist():
        if obstructions.wall_offsets[part] < obstructions.wall_offsets[part + 1]:
            section: BaseGeometry = _outline(obstructions, part)
        else:
            section = _mesh_section(obstructions, part, level)
        shrunk = section.buffer(-CONTACT_DISTANCE, join_style="mitre")
        if not shrunk.is_empty:
            shapely.prepare(shrunk)
            yield part, shrunk


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
    for part, section in sections(obstructions, z):
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
    levels, level_of = np.unique(points[:, 2], return_inverse=True)
    for index, z in enumerate(levels.tolist()):
        at = np.flatnonzero(level_of == index)
        at = at[np.argsort(points[at, 0], kind="stable")]
        x, y = points[at, 0], points[at, 1]
        for part, section in sections(obstructions, z):
            x_min, _, x_max, _ = section.bounds
            near = slice(*np.searchsorted(x, (x_min, x_max)))
            inside = shapely.contains_xy(section, x[near], y[near])
            covered[np.ix_(states[:, part], at[near][inside])] = True
    return covered


def _outline(obstructions: Obstructions, part: int) -> shapely.Polygon:
    """Outline of a prism, from its walls: the outer ring first, then the holes."""
    first, last = obstructions.wall_offsets[part : part + 2]
    starts = obstructions.walls[first:last, :2]
    following = obstructions.wall_next[first:last]
    closing = np.flatnonzero(following <= np.arange(first, last))
    rings = np.split(starts, closing[:-1] + 1)
    return shapely.Polygon(rings[0], rings[1:])


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
