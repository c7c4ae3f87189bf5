"""Who must be analysed and who overlays, by the sectors (分析范围, 规程五(一)(二))."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon, STRtree, box

from sunlight.errors import GeometryError, InputError
from sunlight.findings import Finding
from sunlight.kinds import NOT_OBSTRUCTING_PARTS, LegalStatus, Status, Use
from sunlight.model.project import Building, Project
from sunlight.scope.conditions import ScopeConditions
from sunlight.scope.footprints import footprint, shading_height
from sunlight.scope.reach import reach_distance
from sunlight.scope.reasons import about_scope, plain_reason, sector_reason
from sunlight.scope.records import (
    ReasonCode,
    Scope,
    ScopeEntry,
    ScopeReason,
    ScopeRole,
    ScopeSector,
)
from sunlight.scope.sectors import sector, sector_radius, sector_source
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["analysis_scope"]

_DEFAULT: Final = ScopeConditions()

_CASTING: Final = frozenset({ScopeRole.PROPOSED, ScopeRole.CONCURRENT})
"""Roles whose sectors make the scope."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Placed:
    """A building as the scope sees it; `role` is None while it stands undecided."""

    index: int
    building: Building
    role: ScopeRole | None
    area: Polygon | MultiPolygon
    height: float

    @property
    def counts(self) -> bool:
        """Whether it has a part that counts."""
        return not self.area.is_empty

    @property
    def standing(self) -> bool:
        """Whether it may be analysed or overlay."""
        return self.role is None and self.counts

    @property
    def casts(self) -> bool:
        """Whether it rises above its ground; false where nobody knows."""
        return self.counts and self.height > CONTACT_DISTANCE


def analysis_scope(project: Project, conditions: ScopeConditions = _DEFAULT) -> Scope:
    """Who must be analysed and who overlays, before any row is added (分析范围).

    The buildings of the project, and those of projects at the same time (办法三), cast
    sectors. An existing or approved building is *analysed* as soon as any part of its
    footprint touches one of them, whatever its use: decided on exact distances,
    contact included. It is an *overlay* building if its own sector overlaps theirs;
    sectors that only touch overlap, and the drawn outlines are compared, so that none
    is missed and one that falls short by less than two
    :data:`~sunlight.scope.sectors.OUTLINE_ERROR` may be counted. What the project takes
    down is noted, and neither.

    Unbuilt land (规程五(四)) and parts of the site that belong to no building are not
    looked at.

    Parameters
    ----------
    project : Project
        The project.
    conditions : ScopeConditions
        How the scope is drawn.

    Returns
    -------
    Scope
        One entry a building, with reasons.

    Raises
    ------
    InputError
        If a new building has no outdoor ground or top, or two buildings have one id.
    GeometryError
        If a building has no part, or an invalid outline.

    Notes
    -----
    Source: 规程五(一)(二), 办法三; reading chosen: see :class:`ScopeConditions`.
    """
    _check_ids(project.buildings)
    placed = _place_all(project, conditions)
    sectors = tuple(
        _draw(p, conditions) for p in placed if p.role in _CASTING and p.casts
    )
    reached = _reached(placed, sectors, conditions)
    overlay, overlaps = _overlapping(placed, sectors, conditions)
    return Scope(
        conditions=conditions,
        entries=tuple(
            _entry(p, reached.get(p.index, []), overlaps.get(p.index, []))
            for p in placed
        ),
        footprints=tuple(p.area for p in placed),
        sectors=sectors,
        outline=_united([s.outline for s in sectors]),
        overlay_sectors=overlay,
        findings=_findings(placed),
    )


def _check_ids(buildings: Sequence[Building]) -> None:
    """Refuse two buildings of one id: impacts are given by id."""
    seen: dict[str, int] = {}
    for i, building in enumerate(buildings):
        if building.id in seen:
            raise InputError(
                f"{building.id!r} is already the id of buildings[{seen[building.id]}]; "
                "give every building an id of its own",
                where=f"buildings[{i}].id",
                value=building.id,
            )
        seen[building.id] = i


def _place_all(project: Project, conditions: ScopeConditions) -> tuple[_Placed, ...]:
    """Role so far, footprint and height of every building."""
    lowest = min(
        (
            b.outdoor_ground
            for b in project.buildings
            if _role(b, project) is None and math.isfinite(b.outdoor_ground)
        ),
        default=math.nan,
    )
    placed = []
    for i, building in enumerate(project.buildings):
        role = _role(building, project)
        area = _area(building)
        height = math.nan
        if not area.is_empty:
            height = _height(building, role, conditions, lowest)
        placed.append(
            _Placed(index=i, building=building, role=role, area=area, height=height)
        )
    return tuple(placed)


def _role(building: Building, project: Project) -> ScopeRole | None:
    """Role by status alone; None for what stands or is approved and stays."""
    if building.removed_by_project:
        return ScopeRole.REMOVED
    if building.status in (Status.EXISTING, Status.APPROVED):
        return None
    other = building.project_id and building.project_id != project.project_id
    if building.status is Status.CONCURRENT or (other and project.project_id):
        return ScopeRole.CONCURRENT
    return ScopeRole.PROPOSED


def _area(building: Building) -> Polygon | MultiPolygon:
    """Footprint; empty where the building has parts, but none that counts."""
    if building.parts and all(p.kind in NOT_OBSTRUCTING_PARTS for p in building.parts):
        return Polygon()
    return footprint(building)


def _height(
    building: Building,
    role: ScopeRole | None,
    conditions: ScopeConditions,
    lowest: float,
) -> float:
    """Shading height; NaN where it is not known and no scope hangs on it."""
    try:
        return shading_height(building, conditions, lowest_ground=lowest)
    except InputError:
        if role in _CASTING:
            raise
        return math.nan


def _draw(placed: _Placed, conditions: ScopeConditions) -> ScopeSector:
    """Sector of a building."""
    return ScopeSector(
        building=placed.index,
        id=placed.building.id,
        height=placed.height,
        radius=sector_radius(placed.height, conditions),
        outline=sector(placed.area, placed.height, conditions),
    )


def _reached(
    placed: Sequence[_Placed],
    sectors: Sequence[ScopeSector],
    conditions: ScopeConditions,
) -> dict[int, list[ScopeReason]]:
    """Buildings that a sector of the proposal touches, with the reasons."""
    standing = [p for p in placed if p.standing]
    tree = STRtree([p.area for p in standing])
    reasons: dict[int, list[ScopeReason]] = {}
    for cast in sectors:
        source = sector_source(placed[cast.building].area, conditions)
        limit = cast.radius + CONTACT_DISTANCE
        for k in np.sort(tree.query(source, predicate="dwithin", distance=limit)):
            target = standing[k]
            reach = reach_distance(
                source, target.area, half_angle=conditions.half_angle
            )
            if reach <= limit:
                reasons.setdefault(target.index, []).append(
                    sector_reason(ReasonCode.SECTOR_REACHES, cast, reach)
                )
    return reasons


def _overlapping(
    placed: Sequence[_Placed],
    sectors: Sequence[ScopeSector],
    conditions: ScopeConditions,
) -> tuple[tuple[ScopeSector, ...], dict[int, list[ScopeReason]]]:
    """Sectors of standing buildings that overlap those of the proposal, and reasons."""
    tree = STRtree([s.outline for s in sectors])
    found: list[ScopeSector] = []
    reasons: dict[int, list[ScopeReason]] = {}
    for p in placed:
        if not (p.standing and p.casts):
            continue
        west, south, east, north = p.area.bounds
        radius = sector_radius(p.height, conditions)
        around = box(west - radius, south, east + radius, north + radius)
        if len(_touched(tree, around)) == 0:
            continue
        own = _draw(p, conditions)
        hits = _touched(tree, own.outline)
        if len(hits):
            found.append(own)
            reasons[p.index] = [
                sector_reason(ReasonCode.SECTORS_OVERLAP, sectors[k], math.nan)
                for k in hits
            ]
    return tuple(found), reasons


def _touched(tree: STRtree, area: Polygon | MultiPolygon) -> NDArray[np.int64]:
    """Which outlines an area touches, in order."""
    hits: NDArray[np.int64] = tree.query(
        area, predicate="dwithin", distance=CONTACT_DISTANCE
    )
    return np.sort(hits)


def _entry(
    p: _Placed, reached: list[ScopeReason], overlaps: list[ScopeReason]
) -> ScopeEntry:
    """Entry of one building."""
    unknown = p.standing and math.isnan(p.height)
    overlay = None if unknown else bool(overlaps)
    codes: list[ReasonCode] = []
    role, row_step = p.role, None
    if role is not None:
        codes.append(_ROLE_REASONS[role])
    elif reached:
        role, row_step = ScopeRole.ANALYSED, 0
    elif unknown:
        role = ScopeRole.UNDETERMINED
    else:
        role = ScopeRole.OVERLAY if overlay else ScopeRole.OUTSIDE
    if not p.counts:
        codes.append(ReasonCode.NO_PART_COUNTS)
    elif unknown:
        codes.append(ReasonCode.HEIGHT_UNKNOWN)
    elif p.height <= CONTACT_DISTANCE:
        codes.append(ReasonCode.NOT_ABOVE_GROUND)
    elif role is ScopeRole.OUTSIDE:
        codes.append(ReasonCode.OUT_OF_REACH)
    return ScopeEntry(
        building=p.index,
        id=p.building.id,
        role=role,
        receiver=p.standing and _protectable(p.building),
        overlay=overlay,
        height=p.height,
        row_step=row_step,
        reasons=(*reached, *overlaps, *(plain_reason(code) for code in codes)),
    )


_ROLE_REASONS: Final = {
    ScopeRole.PROPOSED: ReasonCode.OF_PROJECT,
    ScopeRole.CONCURRENT: ReasonCode.CONCURRENT,
    ScopeRole.REMOVED: ReasonCode.REMOVED,
}


def _protectable(building: Building) -> bool:
    """Whether some standard may protect it: its use, 规程六(六) and 六(九)1."""
    lawless = (LegalStatus.UNLAWFUL, LegalStatus.TEMPORARY)
    yard = building.courtyard
    side_house = yard is not None and yard.main_house != building.id
    protected_use = building.use is not Use.OTHER
    return protected_use and building.legal not in lawless and not side_house


def _united(outlines: Sequence[Polygon | MultiPolygon]) -> Polygon | MultiPolygon:
    """Union of areas, empty if there are none."""
    union = shapely.union_all(list(outlines)) if outlines else Polygon()
    if not isinstance(union, Polygon | MultiPolygon):
        raise GeometryError("the sectors have no common outline; check the footprints")
    return union


def _findings(placed: Sequence[_Placed]) -> tuple[Finding, ...]:
    """What somebody has to look at."""
    new = [p for p in placed if p.role in _CASTING and p.counts]
    found = []
    if not any(p.role is ScopeRole.PROPOSED and p.casts for p in new):
        found.append(about_scope("SCOPE-NOTHING-PROPOSED", []))
    for code, concerned in (
        ("SCOPE-NOT-ABOVE-GROUND", [p for p in new if not p.casts]),
        (
            "SCOPE-HEIGHT-UNKNOWN",
            [p for p in placed if p.standing and math.isnan(p.height)],
        ),
        (
            "SCOPE-HEIGHT-ASSUMED",
            [
                p
                for p in placed
                if p.building.height_assumed and (p in new or p.standing) and p.casts
            ],
        ),
    ):
        if concerned:
            found.append(about_scope(code, [p.building.id for p in concerned]))
    return tuple(found)
