"""Footprint and height of a building as the scope sees them (占地轮廓、遮挡高度)."""

import math
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from sunlight.errors import GeometryError, InputError
from sunlight.kinds import NOT_OBSTRUCTING_PARTS, PartKind
from sunlight.model.project import Building, Part
from sunlight.scope.conditions import ScopeConditions, ShadingHeight
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["ROOF_HOUSE_PARTS", "footprint", "shading_height"]

ROOF_HOUSE_PARTS: Final = frozenset(
    {
        PartKind.STAIR_HOUSE,
        PartKind.LIFT_HOUSE,
        PartKind.WATER_TANK,
        PartKind.CHIMNEY,
    }
)
"""Houses and tanks that stand on a roof; a parapet is the roof's own edge."""

_WITHOUT_ROOF_HOUSES: Final = (
    ShadingHeight.WITHOUT_ROOF_HOUSES,
    ShadingHeight.WITHOUT_ROOF_HOUSES_PLUS_GROUND,
)
_PLUS_GROUND: Final = (
    ShadingHeight.PLUS_HIGHER_GROUND,
    ShadingHeight.WITHOUT_ROOF_HOUSES_PLUS_GROUND,
)


def footprint(building: Building) -> Polygon | MultiPolygon:
    """Outline in plan of all parts of a building that count (占地轮廓).

    The union of the plans of all parts but those of 规程六(四) that never shade:
    balconies and eaves belong to it, trees and unlawful additions do not. Courtyards
    stay open. A sheet of a mesh that stands upright keeps its line, twice
    :data:`~sunlight.tolerances.CONTACT_DISTANCE` wide.

    Parameters
    ----------
    building : Building
        The building.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon
        In project coordinates. [m]

    Raises
    ------
    GeometryError
        If no part counts, or one has no valid outline.
    """
    plans = [
        _part_plan(part, building, k)
        for k, part in enumerate(building.parts)
        if part.kind not in NOT_OBSTRUCTING_PARTS
    ]
    outline = shapely.union_all(plans) if plans else Polygon()
    if not isinstance(outline, Polygon | MultiPolygon) or outline.is_empty:
        raise GeometryError(
            f"building {building.id} has no part with a footprint that counts, so its "
            "place in the scope cannot be told; give a body with an outline or a mesh",
            object_id=building.id,
        )
    return outline


def _part_plan(part: Part, building: Building, k: int) -> BaseGeometry:
    """Plan of one part."""
    where = f"parts[{k}] of building {building.id}"
    if part.polygon is not None:
        if part.polygon.is_empty or not part.polygon.is_valid:
            raise GeometryError(
                "the outline is empty or invalid "
                f"({shapely.is_valid_reason(part.polygon)}); draw it anew",
                object_id=building.id,
                where=where,
            )
        return part.polygon
    if part.vertices is None or part.faces is None or len(part.faces) == 0:
        raise GeometryError(
            "a part needs an outline or a mesh", object_id=building.id, where=where
        )
    corners = part.vertices[part.faces][:, :, :2]
    if not np.isfinite(corners).all():
        raise GeometryError(
            "the mesh has corners that are not finite numbers; mend the mesh",
            object_id=building.id,
            where=where,
        )
    return _mesh_plan(corners)


def _mesh_plan(corners: NDArray[np.float64]) -> BaseGeometry:
    """Plan of triangles (f, 3, 2); upright ones leave a narrow strip."""
    sides = np.roll(corners, -1, axis=1) - corners
    lengths = np.hypot(sides[..., 0], sides[..., 1])
    doubled = np.abs(sides[:, 0, 0] * sides[:, 1, 1] - sides[:, 0, 1] * sides[:, 1, 0])
    longest = lengths.max(axis=1)
    flat = doubled > CONTACT_DISTANCE * longest
    area = shapely.union_all(shapely.polygons(corners[flat]))
    upright = np.flatnonzero(~flat & (longest > 0.0))
    if len(upright) == 0:
        return area
    first = lengths[upright].argmax(axis=1)
    ends = np.stack(
        [corners[upright, first], corners[upright, (first + 1) % 3]], axis=1
    )
    lines = np.unique(np.round(ends, 9), axis=0)
    sheets = np.atleast_1d(np.asarray(shapely.linestrings(lines), dtype=object))
    inside = shapely.covered_by(sheets, shapely.buffer(area, CONTACT_DISTANCE))
    strips = shapely.buffer(sheets[~inside], CONTACT_DISTANCE, cap_style="square")
    return shapely.union_all([area, *strips])


def shading_height(
    building: Building,
    conditions: ScopeConditions,
    *,
    lowest_ground: float = math.nan,
) -> float:
    """Height of a building that the radius of its sector is taken from (遮挡高度).

    Parameters
    ----------
    building : Building
        The building.
    conditions : ScopeConditions
        Which reading of the height.
    lowest_ground : float
        Lowest outdoor ground of the surroundings, absolute; only the readings that add
        a higher ground look at it, NaN where nothing is known. [m]

    Returns
    -------
    float
        Height above its own outdoor ground; not positive for what does not rise above
        it, such as an underground garage. [m]

    Raises
    ------
    InputError
        If the outdoor ground is not given, or no part counts.

    Notes
    -----
    Source: 规程五(一)(二), 规程六(四)(八); reading chosen: the highest part that
    shades, roof houses included.
    """
    if not math.isfinite(building.outdoor_ground):
        raise InputError(
            f"building {building.id} has no outdoor ground level, so the height its "
            "sector is drawn from is not known; give outdoor_ground as an absolute "
            "elevation",
            where=f"{building.id}.outdoor_ground",
            value=building.outdoor_ground,
        )
    left_out = NOT_OBSTRUCTING_PARTS
    if conditions.height in _WITHOUT_ROOF_HOUSES:
        left_out = left_out | ROOF_HOUSE_PARTS
    tops = [part.top for part in building.parts if part.kind not in left_out]
    if not tops or not all(math.isfinite(top) for top in tops):
        raise InputError(
            f"building {building.id} has no part with a known top that counts for its "
            f"height; the tops are {tops}. Give a body with a top",
            where=f"{building.id}.parts",
        )
    raised = 0.0
    if conditions.height in _PLUS_GROUND and math.isfinite(lowest_ground):
        raised = max(0.0, building.outdoor_ground - lowest_ground)
    return max(tops) - building.outdoor_ground + raised
