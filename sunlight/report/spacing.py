"""Spacing between buildings, as dimension lines of a site plan (建筑间距)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from sunlight.kinds import Status
from sunlight.model.project import Project
from sunlight.report.plan_shapes import body_shapes

__all__ = ["Spacing", "spacings"]

NEAR: Final = 100.0
"""Buildings farther apart have no dimension line. [m]"""
LEAST: Final = 1.0
"""Nor have those that nearly touch. [m]"""
ALIKE: Final = 0.01
"""A line in the middle of two walls is taken if it is no longer than this. [m]"""
NEW: Final = (Status.PROPOSED, Status.CONCURRENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """Nearest distance of two buildings (间距).

    Parameters
    ----------
    pair : (str, str)
        Ids of the buildings.
    start, end : (float, float)
        Ends of the dimension line. [m]
    length : float
        Distance. [m]
    """

    pair: tuple[str, str]
    start: tuple[float, float]
    end: tuple[float, float]
    length: float


def spacings(project: Project) -> list[Spacing]:
    """Spacings of proposed and concurrent buildings (间距), the least first.

    Only what stands after the project counts, and only walls that face each other with
    nothing between; to each of the four sides the nearest.

    Parameters
    ----------
    project : Project
        The project.
    """
    standing = [
        (b, shapely.union_all(shapes))
        for b in project.buildings
        if not b.removed_by_project and (shapes := body_shapes(b))
    ]
    if len(standing) < 2:
        return []
    outlines = [shape for _, shape in standing]
    tree = STRtree(outlines)
    found: dict[tuple[int, int], Spacing] = {}
    for i, (building, shape) in enumerate(standing):
        if building.status not in NEW:
            continue
        sides: dict[int, Spacing] = {}
        for j in sorted(tree.query(shape, predicate="dwithin", distance=NEAR).tolist()):
            line = None if i == j else _line(shape, outlines[j])
            if line is None:
                continue
            hit = tree.query(line, predicate="intersects").tolist()
            if any(k not in (i, j) for k in hit):
                continue
            start, end = line.coords[0], line.coords[-1]
            turn = np.arctan2(end[1] - start[1], end[0] - start[0])
            side = round(float(turn) / (np.pi / 2.0)) % 4
            one = Spacing(
                pair=(building.id, standing[j][0].id),
                start=(start[0], start[1]),
                end=(end[0], end[1]),
                length=float(line.length),
            )
            if side not in sides or one.length < sides[side].length:
                sides[side] = one
                found.setdefault((min(i, j), max(i, j)), one)
    return sorted(found.values(), key=lambda one: (one.length, one.pair))


def _line(one: BaseGeometry, other: BaseGeometry) -> shapely.LineString | None:
    """Shortest line in the middle of two walls that face each other, else none."""
    shortest = shapely.shortest_line(one, other)
    along = np.array(shortest.coords[-1]) - np.array(shortest.coords[0])
    length = float(np.hypot(*along))
    if length < LEAST:
        return None
    across = np.array([-along[1], along[0]]) / length
    origin = np.array(shortest.coords[0])
    spans = []
    for shape in (one, other):
        reach = (shapely.get_coordinates(shape) - origin) @ across
        spans.append((float(reach.min()), float(reach.max())))
    low = max(span[0] for span in spans)
    high = min(span[1] for span in spans)
    if high - low < LEAST:
        return None
    step = along / length * ALIKE
    start = origin + across * (low + high) / 2.0
    ray = shapely.LineString([start - step, start + along + step])
    gap = shapely.difference(ray, shapely.union(one, other))
    for piece in shapely.get_parts(gap):
        if abs(piece.length - length) <= ALIKE:
            return shapely.LineString(piece.coords)
    for shape, end in zip((one, other), shortest.coords, strict=True):
        corners = shapely.get_coordinates(shape) - np.array(end[:2])
        if np.hypot(*corners.T).min() > ALIKE:  # it stands on a wall
            return shapely.LineString(shortest.coords)
    return None  # from corner to corner: they do not face each other
