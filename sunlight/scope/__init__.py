"""Who must be analysed and who overlays: sectors, rows and their reasons (分析范围).

Geometry first: :func:`analysis_scope` draws the sectors of 规程五(一)(二). Results
next: :func:`next_row` takes one step of 规程五(三); whoever runs the calculation loops.
"""

from sunlight.scope.conditions import (
    RowRule,
    ScopeConditions,
    SectorShape,
    ShadingHeight,
)
from sunlight.scope.footprints import ROOF_HOUSE_PARTS, footprint, shading_height
from sunlight.scope.geojson import coordinates_members, scope_geojson
from sunlight.scope.reach import reach_distance
from sunlight.scope.records import (
    ReasonCode,
    RowStep,
    Scope,
    ScopeEntry,
    ScopeReason,
    ScopeRole,
    ScopeSector,
    TopFloorImpact,
)
from sunlight.scope.rows import boundary_rows, next_row
from sunlight.scope.sectors import OUTLINE_ERROR, sector, sector_radius
from sunlight.scope.select import analysis_scope
from sunlight.scope.table import scope_frame

__all__ = [
    "OUTLINE_ERROR",
    "ROOF_HOUSE_PARTS",
    "ReasonCode",
    "RowRule",
    "RowStep",
    "Scope",
    "ScopeConditions",
    "ScopeEntry",
    "ScopeReason",
    "ScopeRole",
    "ScopeSector",
    "SectorShape",
    "ShadingHeight",
    "TopFloorImpact",
    "analysis_scope",
    "boundary_rows",
    "coordinates_members",
    "footprint",
    "next_row",
    "reach_distance",
    "scope_frame",
    "scope_geojson",
    "sector",
    "sector_radius",
    "shading_height",
]
