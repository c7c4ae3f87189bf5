"""Buildings of a drawing (建筑): solids with heights, parts on what they stand on."""

import dataclasses
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import shapely

from sunlight.importers.dxf.heights import Height
from sunlight.importers.dxf.options import DxfOptions
from sunlight.importers.dxf.solids import Solid
from sunlight.importers.remarks import Remarks
from sunlight.kinds import PartKind, Status, Use
from sunlight.model.project import Building, Part
from sunlight.tolerances import WALL_SNAP_DISTANCE

__all__ = ["drawing_buildings"]

_NEW: Final = (Status.PROPOSED, Status.CONCURRENT)

_MISSING: Final = "HEIGHT-MISSING"

LEVEL_NOISE: Final = 1e-6
"""Levels nearer than this to each other are one. [m]"""

_ON_ROOFS: Final = frozenset(
    {
        PartKind.PARAPET,
        PartKind.ROOF,
        PartKind.STAIR_HOUSE,
        PartKind.LIFT_HOUSE,
        PartKind.WATER_TANK,
        PartKind.CHIMNEY,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """Levels by the caller, and whether the drawing has levels of its own."""

    zero: float | None
    lift: float
    drawn: bool

    def base(self, solid: Solid) -> float:
        """Elevation of the bottom of a solid; lifted where the drawing has none."""
        return solid.base + (self.lift if _at_zero(solid) or not self.drawn else 0.0)


def drawing_buildings(
    solids: Sequence[Solid],
    heights: Sequence[Height],
    *,
    options: DxfOptions,
    file: str,
    remarks: Remarks,
) -> tuple[tuple[Building, ...], tuple[Part, ...]]:
    """Buildings, and parts that belong to none (建筑与场地部位).

    Parameters
    ----------
    solids : sequence of Solid
        Outlines and meshes.
    heights : sequence of Height
        One a solid.
    options : DxfOptions
        Status, use and levels where the drawing does not say.
    file : str
        Name of the file.
    remarks : Remarks
        Receives what was assumed and left out.

    Returns
    -------
    buildings : tuple of Building
        In the order of the drawing; may be empty.
    site_parts : tuple of Part
        Parts that touch no building.
    """
    ground = _ground(solids, options, remarks)
    ids = _numbers(solids, heights, options.prefix)
    bodies: list[tuple[Building, Solid]] = []
    waiting: list[tuple[Solid, Height]] = []
    all_of = shapely.STRtree([s.polygon for s in solids if s.rule.part is None])
    for solid, height, own in zip(solids, heights, ids, strict=True):
        if solid.rule.part is not None:
            waiting.append((solid, height))
            continue
        code = "OUTLINE-INSIDE-ANOTHER" if _is_inside(solid, all_of) else _MISSING
        if _is_high(solid, height, code, remarks):
            bodies.append(
                (_building(solid, height, own, ground, options, file, remarks), solid)
            )
    site_parts, podiums = _add_parts(waiting, bodies, ground, remarks)
    for solid, height in podiums:
        own = ids[solids.index(solid)]
        bodies.append(
            (_building(solid, height, own, ground, options, file, remarks), solid)
        )
    return tuple(building for building, _ in bodies), tuple(site_parts)


def _add_parts(
    waiting: Sequence[tuple[Solid, Height]],
    bodies: list[tuple[Building, Solid]],
    ground: _Ground,
    remarks: Remarks,
) -> tuple[list[Part], list[tuple[Solid, Height]]]:
    """Put parts on buildings; those of none, and podiums that stand for themselves."""
    site_parts: list[Part] = []
    podiums: list[tuple[Solid, Height]] = []
    tree = shapely.STRtree([body.polygon for _, body in bodies])
    for solid, height in waiting:
        if not _is_high(solid, height, "PART-WITHOUT-HEIGHT", remarks):
            continue
        hosts = _hosts(solid, bodies, tree)
        if solid.rule.part is PartKind.BODY and len(hosts) != 1:
            podiums.append((solid, height))
        elif hosts:
            building, body = bodies[hosts[0]]
            part = _on_building(solid, height, building, ground, remarks)
            assumed = height.assumed and part.vertices is None
            if assumed:
                _say("HEIGHT-FROM-STOREYS", solid, solid.layer, remarks, building.id)
            changed = dataclasses.replace(
                building,
                parts=(*building.parts, part),
                height_assumed=building.height_assumed or assumed,
            )
            bodies[hosts[0]] = changed, body
        else:
            site_parts.append(_part(solid, height, ground))
            _say("PART-WITHOUT-BUILDING", solid, solid.layer, remarks)
    return site_parts, podiums


def _say(code: str, solid: Solid, found: str, remarks: Remarks, name: str = "") -> None:
    """Remark on a solid."""
    remarks.add(
        code,
        name=name or solid.handle,
        element=solid.handle,
        where=f"layer {solid.layer}",
        found=found,
    )


def _is_inside(solid: Solid, tree: shapely.STRtree) -> bool:
    """Whether an outline lies inside of another one."""
    return len(tree.query(solid.polygon, predicate="covered_by")) > 1


def _is_high(solid: Solid, height: Height, code: str, remarks: Remarks) -> bool:
    """Whether a solid has a height, and a remark if not."""
    if solid.vertices is not None and solid.height > 0.0:
        return True
    if height.metres > 0.0:
        return True
    _say(code, solid, solid.layer, remarks)
    return False


def _ground(solids: Sequence[Solid], options: DxfOptions, remarks: Remarks) -> _Ground:
    """Levels, from the drawing if anything in it stands at another level than 0."""
    given = options.outdoor_ground, options.zero_level
    level = next((value for value in given if value is not None), None)
    bodies = [solid for solid in solids if solid.rule.part is None]
    drawn = not all(map(_at_zero, bodies))
    if drawn and level is None:
        for solid in filter(_at_zero, bodies):
            _say("LEVEL-ZERO-AMONG-OTHERS", solid, solid.layer, remarks)
    elif level is None:
        remarks.add("GROUND-ASSUMED-FLAT")
    return _Ground(
        zero=options.zero_level,
        lift=level or 0.0,
        drawn=drawn,
    )


def _at_zero(solid: Solid) -> bool:
    """Whether a solid is drawn at level 0, where things without a level are."""
    return abs(solid.base) <= LEVEL_NOISE


def _numbers(
    solids: Sequence[Solid], heights: Sequence[Height], prefix: str
) -> list[str]:
    """Id of each solid: its number if no other has it, else its handle."""
    bodies = [h.number for s, h in zip(solids, heights, strict=True) if not s.rule.part]
    often = Counter(bodies)
    wanted = [
        height.number if often[height.number] == 1 and height.number else solid.handle
        for solid, height in zip(solids, heights, strict=True)
    ]
    taken: set[str] = set()
    ids = []
    for name in wanted:
        own, k = name or "1", 1
        while own in taken:
            k += 1
            own = f"{name}.{k}"
        taken.add(own)
        ids.append(prefix + own)
    return ids


def _building(
    solid: Solid,
    height: Height,
    own: str,
    ground: _Ground,
    options: DxfOptions,
    file: str,
    remarks: Remarks,
) -> Building:
    """Building of one body."""
    rule = solid.rule
    part = _part(solid, height, ground)
    status = options.status if rule.status is None else rule.status
    use = options.use if rule.use is None else rule.use
    if use is Use.UNKNOWN and height.use is not Use.UNKNOWN:
        use = height.use
        _say("USE-FROM-LABEL", solid, use.value, remarks, own)
    if height.assumed and part.vertices is None:
        code = "HEIGHT-FROM-STOREYS" if height.storeys else "HEIGHT-DEFAULT"
        _say(code, solid, f"{height.metres:g} m", remarks, own)
    return Building(
        id=own,
        name=height.name or height.number,
        status=status,
        use=use,
        project_id=options.project if status in _NEW else "",
        removed_by_project=rule.removed and status not in _NEW,
        zero_level=part.base if ground.zero is None else ground.zero,
        outdoor_ground=part.base,
        parts=(dataclasses.replace(part, kind=PartKind.BODY),),
        storeys=height.storeys,
        legal=options.legal,
        height_assumed=height.assumed and part.vertices is None,
        element=solid.handle,
        file=file,
    )


def _part(solid: Solid, height: Height, ground: _Ground) -> Part:
    """Mesh or prism of a solid where it was drawn."""
    kind = PartKind.BODY if solid.rule.part is None else solid.rule.part
    base = ground.base(solid)
    if solid.vertices is not None and solid.faces is not None and solid.height > 0.0:
        vertices = solid.vertices.copy()
        vertices[:, 2] += base - solid.base
        return Part(
            kind=kind,
            polygon=solid.polygon,
            base=base,
            top=base + solid.height,
            vertices=vertices,
            faces=solid.faces,
        )
    return Part(kind=kind, polygon=solid.polygon, base=base, top=base + height.metres)


def _on_building(
    solid: Solid, height: Height, building: Building, ground: _Ground, remarks: Remarks
) -> Part:
    """Part where it stands: roof structures drawn at the foot go onto the roof."""
    part = _part(solid, height, ground)
    body = building.parts[0]
    drawn_low = part.base <= body.base + LEVEL_NOISE and part.top <= body.top
    if part.kind not in _ON_ROOFS or not drawn_low or part.vertices is not None:
        return part
    _say("PART-PUT-ON-ROOF", solid, solid.layer, remarks)
    return dataclasses.replace(
        part, base=body.top, top=body.top + (part.top - part.base)
    )


def _hosts(
    solid: Solid, bodies: Sequence[tuple[Building, Solid]], tree: shapely.STRtree
) -> list[int]:
    """Buildings that a part touches, that with most of it first."""
    around = solid.polygon.buffer(WALL_SNAP_DISTANCE)
    shares = []
    for i in tree.query(around, predicate="intersects").tolist():
        share = shapely.intersection(around, bodies[i][1].polygon).area
        if share > 0.0 and math.isfinite(share):
            shares.append((-share, i))
    return [i for _, i in sorted(shares)]
