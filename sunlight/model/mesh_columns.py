"""What stands over a point of the plan: lowest and highest surface (竖向范围)."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import contains_xy

from sunlight.model.project import Part

__all__ = ["part_box", "plan_samples", "vertical_extent"]

PAIRS_AT_ONCE: Final = 500_000
"""Points times triangles compared in one go, which keeps memory below 100 MB."""

FLAT_AREA: Final = 1e-9
"""Triangles whose plan is smaller than this stand upright. [m²]"""

EDGE_SLACK: Final = 1e-9
"""Points on an edge belong to both triangles, whatever rounding says."""


def part_box(part: Part) -> tuple[float, float, float, float]:
    """Lowest and highest x and y of a part (外包框); NaN where it has no place. [m]"""  # noqa: D400
    if part.vertices is not None and len(part.vertices):
        low, high = part.vertices.min(axis=0), part.vertices.max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])
    if part.polygon is not None and not part.polygon.is_empty:
        low_x, low_y, high_x, high_y = part.polygon.bounds
        return float(low_x), float(low_y), float(high_x), float(high_y)
    return (np.nan, np.nan, np.nan, np.nan)


def plan_samples(
    box: tuple[float, float, float, float], *, each_way: int
) -> NDArray[np.float64]:
    """Middles of equal cells of a box (取样点), (each_way², 2).

    Parameters
    ----------
    box : (float, float, float, float)
        Lowest x and y, highest x and y. [m]
    each_way : int
        Cells along each side.
    """
    at = (np.arange(each_way) + 0.5) / each_way
    x = box[0] + at * (box[2] - box[0])
    y = box[1] + at * (box[3] - box[1])
    return np.stack(np.meshgrid(x, y, indexing="ij"), axis=-1).reshape(-1, 2)


def vertical_extent(
    parts: Iterable[Part], points: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lowest and highest surface of parts over points of the plan (竖向范围).

    Hollow or open, what lies between the lowest and the highest surface counts as
    taken.

    Parameters
    ----------
    parts : iterable of Part
        Prisms and meshes.
    points : (n, 2) ndarray of float64
        Places in plan. [m]

    Returns
    -------
    low, high : (n,) ndarray of float64
        Absolute elevations; inf and -inf where no part stands. [m]
    """
    low = np.full(len(points), np.inf)
    high = np.full(len(points), -np.inf)
    if len(points) == 0:
        return low, high
    lowest, highest = points.min(axis=0), points.max(axis=0)
    for part in parts:
        x0, y0, x1, y1 = part_box(part)
        if not (
            x0 <= highest[0]
            and y0 <= highest[1]
            and x1 >= lowest[0]
            and y1 >= lowest[1]
        ):
            continue
        if part.vertices is not None and part.faces is not None:
            _mesh_extent(part.vertices[part.faces], points, low, high)
        elif part.polygon is not None and part.polygon.is_valid:
            inside = contains_xy(part.polygon, points[:, 0], points[:, 1])
            low[inside] = np.minimum(low[inside], part.base)
            high[inside] = np.maximum(high[inside], part.top)
    return low, high


def _mesh_extent(
    corners: NDArray[np.float64],
    points: NDArray[np.float64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
) -> None:
    """Widen low and high, (n,), by the triangles, (f, 3, 3), over the points."""
    near = (corners[..., :2].max(axis=1) >= points.min(axis=0)).all(axis=1)
    near &= (corners[..., :2].min(axis=1) <= points.max(axis=0)).all(axis=1)
    a, b, c = np.moveaxis(corners[near], 1, 0)
    u, v = b - a, c - a
    area = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
    level = np.abs(area) > FLAT_AREA
    a, u, v, area = a[level], u[level], v[level], area[level]
    step = max(1, PAIRS_AT_ONCE // len(points))
    for start in range(0, len(a), step):
        some = slice(start, start + step)
        x = points[:, 0, None] - a[some, 0]
        y = points[:, 1, None] - a[some, 1]
        s = (x * v[some, 1] - y * v[some, 0]) / area[some]
        t = (y * u[some, 0] - x * u[some, 1]) / area[some]
        inside = (s >= -EDGE_SLACK) & (t >= -EDGE_SLACK) & (s + t <= 1.0 + EDGE_SLACK)
        z = a[some, 2] + s * u[some, 2] + t * v[some, 2]
        np.minimum(low, np.where(inside, z, np.inf).min(axis=1), out=low)
        np.maximum(high, np.where(inside, z, -np.inf).max(axis=1), out=high)
