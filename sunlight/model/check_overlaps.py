"""Check that no two buildings stand in each other (建筑重叠检查)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.findings import Finding
from sunlight.kinds import PartKind, Status
from sunlight.model.check_texts import about_all
from sunlight.model.concerned import concerned_pairs
from sunlight.model.mesh_columns import part_box, plan_samples, vertical_extent
from sunlight.model.project import Building, Part

__all__ = ["check_overlaps", "stand_together"]

OVERLAP_SHARE: Final = 0.02
"""Neighbours drawn into each other by more than this share of the smaller overlap.

A party wall drawn 0.2 m into a house 12 m deep is 1.7 %."""

DUPLICATE_SHARE: Final = 0.99
"""Outlines that share more than this of the larger one are the same."""

OVERLAP_HEIGHT: Final = 0.1
"""Bodies stacked with less than this in common do not overlap. [m]"""

SAMPLES_EACH_WAY: Final = 24
"""Points along each side of a box at which the heights of meshes are compared."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Outlined:
    """Bodies with an outline: prisms, and meshes that keep their footprint."""

    part: Part
    building: int


def check_overlaps(buildings: tuple[Building, ...]) -> tuple[Finding, ...]:
    """Pairs of buildings that stand in each other at one time and height (建筑重叠).

    Outlines are compared as areas. Where one of the two is a mesh, what stands over
    the shared area is compared at :data:`SAMPLES_EACH_WAY` squared points; so are
    meshes without an outline over what their boxes share.

    Parameters
    ----------
    buildings : tuple of Building
        All buildings.

    Returns
    -------
    tuple of Finding
        ``BUILDING-DUPLICATE`` and ``BUILDING-OVERLAP``.
    """
    same: set[tuple[int, int]] = set()
    overlapping: set[tuple[int, int]] = set()
    for i, j, of_smaller, of_larger in (
        *_outlined_pairs(buildings),
        *_meshed_pairs(buildings),
    ):
        if of_smaller > OVERLAP_SHARE and stand_together(buildings[i], buildings[j]):
            (same if of_larger > DUPLICATE_SHARE else overlapping).add((i, j))
    return tuple(
        finding
        for code, pairs in (
            ("BUILDING-DUPLICATE", same),
            ("BUILDING-OVERLAP", overlapping - same),
        )
        for finding in about_all(code, concerned_pairs(buildings, sorted(pairs)))
    )


def stand_together(one: Building, other: Building) -> bool:
    """Whether both stand before the project, or both after it (同时存在).

    Parameters
    ----------
    one, other : Building
        Two buildings.
    """
    if one.id in other.replaces or other.id in one.replaces:
        return False
    standing = (Status.EXISTING, Status.APPROVED)
    before = one.status in standing and other.status in standing
    return before or not (one.removed_by_project or other.removed_by_project)


_Share = tuple[int, int, float, float]
"""Two buildings, and what they share as part of the smaller and of the larger."""


def _bodies(building: Building) -> list[Part]:
    """Bodies of a building."""
    return [part for part in building.parts if part.kind is PartKind.BODY]


def _outlined_pairs(buildings: tuple[Building, ...]) -> list[_Share]:
    """Pairs whose outlines share area at a common height."""
    bodies = [
        _Outlined(part=part, building=i)
        for i, building in enumerate(buildings)
        for part in _bodies(building)
        if part.polygon is not None
    ]
    shapes = np.array([p.part.polygon for p in bodies], dtype=object)
    valid = np.flatnonzero(shapely.is_valid(shapes))
    shapes, bodies = shapes[valid], [bodies[i] for i in valid]
    owner = np.array([p.building for p in bodies], dtype=np.int64)
    base = np.array([p.part.base for p in bodies], dtype=np.float64)
    top = np.array([p.part.top for p in bodies], dtype=np.float64)
    meshed = np.array([p.part.vertices is not None for p in bodies], dtype=np.bool_)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    common = np.minimum(top[first], top[second]) - np.maximum(base[first], base[second])
    pairs = (owner[first] < owner[second]) & (common > OVERLAP_HEIGHT)
    first, second = first[pairs], second[pairs]
    shared_shapes = shapely.intersection(shapes[first], shapes[second])
    shared, areas = shapely.area(shared_shapes), shapely.area(shapes)
    smaller = np.minimum(areas[first], areas[second])
    larger = np.maximum(areas[first], areas[second])
    found = []
    for k in np.flatnonzero(shared > OVERLAP_SHARE * smaller):
        i, j = int(owner[first[k]]), int(owner[second[k]])
        part = 1.0
        if meshed[first[k]] or meshed[second[k]]:
            points = plan_samples(shared_shapes[k].bounds, each_way=SAMPLES_EACH_WAY)
            inside = shapely.contains_xy(shared_shapes[k], *points.T)
            both = _both_there(
                _bodies(buildings[i]), _bodies(buildings[j]), points[inside]
            )
            part = float(both.mean()) if len(both) else 0.0
        found.append(
            (i, j, part * shared[k] / smaller[k], part * shared[k] / larger[k])
        )
    return found


def _meshed_pairs(buildings: tuple[Building, ...]) -> list[_Share]:
    """Pairs that share space, one of which is a mesh without an outline."""
    bodies = [_bodies(building) for building in buildings]
    bare = np.array([any(p.polygon is None for p in parts) for parts in bodies])
    if not bare.any():
        return []
    boxes = np.array([_box_of(parts) for parts in bodies], dtype=np.float64)
    known = np.flatnonzero(np.isfinite(boxes).all(axis=1))
    shapes = np.asarray(shapely.box(*boxes[known].T), dtype=object)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    first, second = known[first], known[second]
    pairs = (first < second) & (bare[first] | bare[second])
    first, second = first[pairs], second[pairs]
    own = {
        int(k): _area(boxes[k]) * _share_of(boxes[k], bodies[k])
        for k in np.union1d(first, second)
    }
    found = []
    for i, j in zip(first.tolist(), second.tolist(), strict=True):
        box = np.append(
            np.maximum(boxes[i, :2], boxes[j, :2]),
            np.minimum(boxes[i, 2:], boxes[j, 2:]),
        )
        areas = (own[i], own[j])
        if min(areas) > 0.0 and _area(box) > OVERLAP_SHARE * min(areas):
            shared = _area(box) * _share_of(box, bodies[i], bodies[j])
            found.append((i, j, shared / min(areas), shared / max(areas)))
    return found


def _box_of(parts: list[Part]) -> NDArray[np.float64]:
    """Box in plan of some parts, (4,), NaN where there are none."""
    boxes = np.array([part_box(part) for part in parts]).reshape(-1, 4)
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    if len(boxes) == 0:
        return np.full(4, np.nan)
    return np.append(boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0))


def _area(box: NDArray[np.float64]) -> float:
    """Area of a box. [m²]"""  # noqa: D400
    return float((box[2] - box[0]) * (box[3] - box[1]))


def _share_of(
    box: NDArray[np.float64], one: list[Part], other: list[Part] | None = None
) -> float:
    """Part of a box over which bodies stand, or over which both stand."""
    x0, y0, x1, y1 = box.tolist()
    points = plan_samples((x0, y0, x1, y1), each_way=SAMPLES_EACH_WAY)
    return float(_both_there(one, one if other is None else other, points).mean())


def _both_there(
    one: list[Part], other: list[Part], points: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Points of the plan where both stand at a common height, (n,)."""
    low, high = vertical_extent(one, points)
    if other is not one:
        other_low, other_high = vertical_extent(other, points)
        low, high = np.maximum(low, other_low), np.minimum(high, other_high)
    with np.errstate(invalid="ignore"):
        common: NDArray[np.bool_] = high - low > OVERLAP_HEIGHT
    return common
