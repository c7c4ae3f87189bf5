"""Spacing between buildings, as dimension lines of a site plan (建筑间距)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import STRtree

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
    """Spacings of proposed and concurrent buildings from what stands (间距), near first.

    Only what stands after the project counts, and only pairs with nothing between.

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
    shapes = np.array([shape for _, shape in standing], dtype=object)
    tree = STRtree(shapes)
    found = []
    for i, (building, shape) in enumerate(standing):
        if building.status not in NEW:
            continue
        for j in sorted(tree.query(shape, predicate="dwithin", distance=NEAR).tolist()):
            other = standing[j][0]
            if i == j or (other.status in NEW and j < i):
                continue
            line = _line(shape, shapes[j])
            if line.length < LEAST:
                continue
            hit = tree.query(line, predicate="intersects").tolist()
            if any(k not in (i, j) for k in hit):
                continue
            start, end = line.coords[0], line.coords[-1]
            found.append(
                Spacing(
                    pair=(building.id, other.id),
                    start=(start[0], start[1]),
                    end=(end[0], end[1]),
                    length=float(line.length),
                )
            )
    return sorted(found, key=lambda one: (one.length, one.pair))


def _line(one: shapely.Geometry, other: shapely.Geometry) -> shapely.LineString:
    """Shortest line, in the middle of two walls that face each other."""
    shortest: shapely.LineString = shapely.shortest_line(one, other)
    along = np.array(shortest.coords[-1]) - np.array(shortest.coords[0])
    length = float(np.hypot(*along))
    if length < LEAST:
        return shortest
    across = np.array([-along[1], along[0]]) / length
    origin = np.array(shortest.coords[0])
    spans = []
    for shape in (one, other):
        reach = (shapely.get_coordinates(shape) - origin) @ across
        spans.append((float(reach.min()), float(reach.max())))
    low = max(span[0] for span in spans)
    high = min(span[1] for span in spans)
    if high - low < LEAST:
        return shortest
    moved = origin + across * (low + high) / 2.0
    far = along / length * (length + 2.0 * ALIKE)
    start, end = moved - far / length * ALIKE, moved + far
    ray = shapely.LineString([start - along / length * ALIKE, end])
    gap = shapely.difference(ray, shapely.union(one, other))
    pieces = [p for p in shapely.get_parts(gap) if p.length >= LEAST]
    if len(pieces) == 1 and abs(pieces[0].length - length) <= ALIKE:
        return pieces[0]
    return shortest
