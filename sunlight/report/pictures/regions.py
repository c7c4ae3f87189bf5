"""What a plan shows: all that matters, in one sheet or a sheet a place (分区出图)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from sunlight.assessment import Assessment
from sunlight.report.pictures.page import HEADING
from sunlight.report.pictures.paper import Paper, best_paper
from sunlight.report.plan_shapes import body_shapes, plan_bounds
from sunlight.scope import ScopeRole

__all__ = ["Bounds", "Region", "region_of", "scope_regions", "site_regions"]

MARGIN: Final = 5.0
"""Room left free round what a plan shows. [mm]"""
FAR: Final = 60.0
"""What is farther apart than this may stand on a sheet of its own. [m]"""
MOST: Final = 6
COARSE: Final = 500
"""A plan at this scale or larger is never divided."""

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """What one sheet of a plan shows (图幅范围).

    Parameters
    ----------
    bounds : (float, float, float, float)
        Least x and y, greatest x and y. [m]
    paper : Paper
        The sheet.
    scale : int
        Denominator of the scale.
    beyond : int
        Buildings that stand on none of the sheets.
    """

    bounds: Bounds
    paper: Paper
    scale: int
    beyond: int = 0

    @property
    def middle(self) -> tuple[float, float]:
        """Middle of the bounds. [m]."""
        x0, y0, x1, y1 = self.bounds
        return (x0 + x1) / 2.0, (y0 + y1) / 2.0


def site_regions(assessment: Assessment, papers: tuple[Paper, Paper]) -> list[Region]:
    """Sheets of a plan of what the analysis looks at (总平面分区).

    Buildings outside the scope are left to the margins; without a scope all are shown.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    papers : (Paper, Paper)
        Landscape and portrait.
    """
    project, scope = assessment.project, assessment.scope
    outside = set()
    if scope is not None:
        outside = {e.building for e in scope.entries if e.role is ScopeRole.OUTSIDE}
    shapes: list[BaseGeometry] = [
        shape
        for i, building in enumerate(project.buildings)
        if i not in outside
        for shape in body_shapes(building)
    ]
    shapes += [ground.polygon for ground in project.grounds]
    if not shapes:
        return _regions(assessment, [shapely.box(*plan_bounds(project))], papers)
    return _regions(assessment, shapes, papers)


def scope_regions(assessment: Assessment, papers: tuple[Paper, Paper]) -> list[Region]:
    """Sheets of a plan of the scope with its sectors (范围图分区).

    Parameters
    ----------
    assessment : Assessment
        The assessment; it has a scope.
    papers : (Paper, Paper)
        Landscape and portrait.
    """
    scope = assessment.scope
    if scope is None:
        return []
    shapes: list[BaseGeometry] = list(shapely.get_parts(scope.outline))
    shapes += [sector.outline for sector in scope.overlay_sectors]
    shapes += [
        scope.footprints[e.building]
        for e in scope.entries
        if e.role is not ScopeRole.OUTSIDE
    ]
    shown = [shape for shape in shapes if not shape.is_empty]
    if not shown:
        shown = [shapely.box(*plan_bounds(assessment.project))]
    return _regions(assessment, shown, papers)


def _regions(
    assessment: Assessment,
    shapes: Sequence[BaseGeometry],
    papers: tuple[Paper, Paper],
) -> list[Region]:
    """One sheet, or one a place where that makes all of them larger."""
    whole = region_of(_bounds(shapes), papers)
    found = [whole]
    if whole.scale > COARSE:
        parts = [region_of(bounds, papers) for bounds in _places(shapes)]
        if 1 < len(parts) <= MOST and all(p.scale < whole.scale for p in parts):
            coarsest = max(part.scale for part in parts)
            found = [
                Region(bounds=p.bounds, paper=p.paper, scale=coarsest) for p in parts
            ]  # one scale, so that sheets may be compared
            found.sort(key=lambda region: (region.bounds[0], region.bounds[1]))
    beyond = _beyond(assessment, found)
    return [
        Region(bounds=r.bounds, paper=r.paper, scale=r.scale, beyond=beyond)
        for r in found
    ]


def region_of(bounds: Bounds, papers: tuple[Paper, Paper]) -> Region:
    """Sheet and scale for some bounds, with room at the edge (定图幅).

    Parameters
    ----------
    bounds : sequence of 4 floats
        Least x and y, greatest x and y. [m]
    papers : (Paper, Paper)
        Landscape and portrait.
    """
    extent = (max(bounds[2] - bounds[0], 1.0), max(bounds[3] - bounds[1], 1.0))
    scale = 0
    spare = 0.0
    while True:
        paper, needed = best_paper(
            papers, (extent[0] + spare, extent[1] + spare), HEADING
        )
        if needed == scale:
            return Region(bounds=bounds, paper=paper, scale=scale)
        scale = needed
        spare = 2.0 * MARGIN * scale / 1000.0


def _places(shapes: Sequence[BaseGeometry]) -> list[Bounds]:
    """Bounds of what stands together; bounds that meet are one place."""
    groups = [
        _bounds([piece])
        for piece in shapely.get_parts(
            shapely.union_all([shapely.box(*s.bounds).buffer(FAR / 2) for s in shapes])
        )
    ]
    boxes = [
        (b[0] + FAR / 2, b[1] + FAR / 2, b[2] - FAR / 2, b[3] - FAR / 2) for b in groups
    ]
    merged = True
    while merged:
        merged = False
        for i in range(len(boxes)):
            for j in range(i + 1, len(boxes)):
                one, other = shapely.box(*boxes[i]), shapely.box(*boxes[j])
                if one.intersects(other):
                    boxes[i] = _bounds([one, other])
                    del boxes[j]
                    merged = True
                    break
            if merged:
                break
    return boxes


def _bounds(shapes: Sequence[BaseGeometry]) -> Bounds:
    """Bounds of some shapes."""
    x0, y0, x1, y1 = shapely.total_bounds(list(shapes)).tolist()
    return (x0, y0, x1, y1)


def _beyond(assessment: Assessment, regions: Sequence[Region]) -> int:
    """Buildings that stand on none of the sheets."""
    boxes = [shapely.box(*r.bounds).buffer(MARGIN * r.scale / 1000.0) for r in regions]
    tree = STRtree(boxes)
    count = 0
    for building in assessment.project.buildings:
        shapes = body_shapes(building)
        if shapes and not any(len(tree.query(s, "intersects")) for s in shapes):
            count += 1
    return count
