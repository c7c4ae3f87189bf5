"""Bodies and parts of buildings (建筑体量): from the file to solids with levels."""

import dataclasses
from collections.abc import Mapping
from typing import Final

import numpy as np
from shapely import Polygon

from sunlight.errors import InputError
from sunlight.importers.levels import (
    Levels,
    Storeys,
    absolute_level,
    count_floors,
    expand_floors,
    floor_ranges,
)
from sunlight.importers.mesh_file import Mesh
from sunlight.importers.meshes import mesh_of
from sunlight.importers.placement import Placement
from sunlight.importers.schema import BuildingSpec
from sunlight.importers.schema_parts import LevelSpec, PartSpec, SitePartSpec
from sunlight.importers.walls import (
    Walls,
    find_facade,
    outline_polygon,
    wall_polygon,
)
from sunlight.kinds import PartKind
from sunlight.model.facades import place_on_facade
from sunlight.model.project import Part

__all__ = ["ROOF_PARTS", "body_of", "part_of", "parts_of"]

ROOF_PARTS: Final = frozenset(
    {
        PartKind.STAIR_HOUSE,
        PartKind.LIFT_HOUSE,
        PartKind.WATER_TANK,
        PartKind.PARAPET,
        PartKind.CHIMNEY,
        PartKind.SOLAR_HEATER,
        PartKind.ROOF,
    }
)
"""Parts that stand on the roof where the file names no base (屋顶构筑物)."""

_GROUND_PARTS: Final = frozenset(
    {PartKind.BODY, PartKind.RETAINING_WALL, PartKind.TREE, PartKind.POLE}
)
_TOPS: Final = "top_elevation, top_above_zero or top_above_ground"
_MOST_REPEATED: Final = 1000


def body_of(
    spec: BuildingSpec, *, placement: Placement, meshes: Mapping[str, Mesh]
) -> Part:
    """Body of a building (主体).

    Parameters
    ----------
    spec : BuildingSpec
        Building in the file.
    placement : Placement
        How coordinates are meant.
    meshes : mapping of str to Mesh
        Mesh files by the name in the file.

    Returns
    -------
    Part
        Prism or mesh; a mesh keeps the footprint for its façades.

    Raises
    ------
    InputError
        If outline or levels are missing, double, or upside down.
    """
    outline: Polygon | None = None
    if spec.footprint is not None:
        try:
            outline = outline_polygon(spec.footprint, spec.holes, placement)
        except InputError as error:
            raise InputError(
                error.message, where="footprint", value=error.value
            ) from error
    levels = _levels(spec)
    if spec.mesh is not None:
        if spec.open_ground_floor is not None:
            raise InputError(
                "a mesh already says where it starts; leave open_ground_floor out",
                where="open_ground_floor",
                value=spec.open_ground_floor,
            )
        mesh = mesh_of(spec.mesh, meshes)
        lift = _mesh_lift(spec)
        part = _mesh_part(spec, mesh, placement, lift=lift, kind=PartKind.BODY)
        return dataclasses.replace(part, polygon=outline)
    if outline is None:
        raise InputError(
            "the building has neither a footprint nor a mesh; give footprint = "
            "[[x, y], ...] or mesh",
            where="footprint",
        )
    base = _body_base(spec, levels)
    top = absolute_level(spec, "top", levels)
    if top is None:
        raise InputError(f"the top is missing; give exactly one of {_TOPS}")
    _check_height(spec, base, top)
    return Part(polygon=outline, base=base, top=top)


def _levels(spec: BuildingSpec) -> Levels:
    """Give the reference levels of a building."""
    nan = float("nan")
    return Levels(
        zero=nan if spec.zero_level is None else spec.zero_level,
        ground=nan if spec.outdoor_ground is None else spec.outdoor_ground,
    )


def _body_base(spec: BuildingSpec, levels: Levels) -> float:
    """Elevation at which the body starts."""
    base = absolute_level(spec, "base", levels)
    if spec.open_ground_floor is None:
        return _ground(levels) if base is None else base
    if base is not None:
        raise InputError(
            "open_ground_floor and a base say the same twice; keep one",
            where="open_ground_floor",
            value=spec.open_ground_floor,
        )
    if np.isnan(levels.zero):
        raise InputError(
            "open_ground_floor counts from ±0.00; give zero_level, or base_elevation "
            "instead",
            where="open_ground_floor",
            value=spec.open_ground_floor,
        )
    return levels.zero + spec.open_ground_floor


def _ground(levels: Levels) -> float:
    """Elevation of the outdoor ground, of ±0.00 where only that is known."""
    if not np.isnan(levels.ground):
        return levels.ground
    if not np.isnan(levels.zero):
        return levels.zero
    raise InputError(
        "nothing says where the solid starts; give outdoor_ground or zero_level of the "
        "building, or base_elevation",
        where="base_elevation",
    )


def _check_height(spec: LevelSpec, base: float, top: float) -> None:
    """Refuse a solid without height."""
    if top > base:
        return
    where = next(
        (name for name in spec.model_fields_set if name.startswith("top_")), None
    )
    raise InputError(
        f"the top at {top:g} m is not above the base at {base:g} m (absolute "
        "elevations): the height would be zero or negative; mend the top or the base",
        where=where,
        value=None if where is None else getattr(spec, where),
    )


def _mesh_lift(spec: BuildingSpec) -> float:
    """Height to add to z of the meshes of a building, in metres."""
    if spec.mesh_levels == "elevation":
        return 0.0
    if spec.zero_level is None:
        raise InputError(
            'mesh_levels = "above_zero" counts from ±0.00; give zero_level',
            where="mesh_levels",
            value=spec.mesh_levels,
        )
    return spec.zero_level


def _mesh_part(
    spec: LevelSpec, mesh: Mesh, placement: Placement, *, lift: float, kind: PartKind
) -> Part:
    """Part of a mesh; its levels are those of its corners."""
    given = [
        name for name in spec.model_fields_set if name.startswith(("base_", "top_"))
    ]
    if given:
        raise InputError(
            f"a mesh brings its own levels; leave {given[0]} out",
            where=given[0],
            value=getattr(spec, given[0]),
        )
    z = mesh.vertices[:, 2] * placement.scale + lift
    vertices = np.column_stack([placement.place(mesh.vertices[:, :2]), z])
    faces = mesh.faces[:, ::-1] if placement.axes == "survey" else mesh.faces
    return Part(
        kind=kind,
        base=float(z.min()),
        top=float(z.max()),
        vertices=np.ascontiguousarray(vertices),
        faces=np.ascontiguousarray(faces),
    )


def parts_of(
    spec: PartSpec,
    *,
    building: BuildingSpec,
    walls: Walls,
    tops: Mapping[str, float],
    storeys: Storeys,
    meshes: Mapping[str, Mesh],
) -> tuple[Part, ...]:
    """Part of a building, once or on each of its storeys (部位).

    Parameters
    ----------
    spec : PartSpec
        Part in the file.
    building : BuildingSpec
        Its building.
    walls : Walls
        Outlines of the building.
    tops : mapping of str to float
        Tops of the body parts by name. [m]
    storeys : Storeys
        Storeys of the building.
    meshes : mapping of str to Mesh
        Mesh files by the name in the file.

    Returns
    -------
    tuple of Part
        One for each storey in ``floors``, else one.

    Raises
    ------
    InputError
        If place or levels are missing, double, or upside down.
    """
    if spec.part not in tops:
        walls.outline(spec.part)
    levels = dataclasses.replace(
        _levels(building), roof=tops.get(spec.part, float("nan"))
    )
    if spec.mesh is not None:
        lift = _mesh_lift(building)
        _only_place(spec, "mesh")
        part = _mesh_part(
            spec,
            mesh_of(spec.mesh, meshes),
            walls.placement,
            lift=lift,
            kind=spec.kind,
        )
        return (dataclasses.replace(part, name=spec.name),)
    polygon = _part_polygon(spec, walls)
    if spec.floors is None:
        return (_prism(spec, polygon, levels, name=spec.name),)
    try:
        ranges = floor_ranges(spec.floors)
        if count_floors(ranges) > _MOST_REPEATED:
            raise InputError(
                f"the part is repeated on {count_floors(ranges)} storeys; allowed are "
                f"{_MOST_REPEATED}",
                value=spec.floors,
            )
        floors = expand_floors(ranges)
        heights = storeys.levels_of(floors)
    except InputError as error:
        raise InputError(error.message, where="floors", value=spec.floors) from error
    return tuple(
        _prism(
            spec,
            polygon,
            dataclasses.replace(levels, floor=levels.zero + height),
            name=f"{spec.name}-{floor}" if spec.name else str(floor),
        )
        for floor, height in zip(floors.tolist(), heights.tolist(), strict=True)
    )


def part_of(
    spec: SitePartSpec, *, placement: Placement, meshes: Mapping[str, Mesh]
) -> Part:
    """Obstruction that belongs to no building (场地构筑物).

    Parameters
    ----------
    spec : SitePartSpec
        Part in the file.
    placement : Placement
        How coordinates are meant.
    meshes : mapping of str to Mesh
        Mesh files by the name in the file.

    Returns
    -------
    Part
        Prism or mesh.

    Raises
    ------
    InputError
        If place or levels are missing, double, or upside down.
    """
    if spec.mesh is not None:
        _only_place(spec, "mesh")
        mesh = mesh_of(spec.mesh, meshes)
        part = _mesh_part(spec, mesh, placement, lift=0.0, kind=spec.kind)
        return dataclasses.replace(part, name=spec.name)
    polygon = _part_polygon(spec, Walls(outlines={}, placement=placement))
    for end in ("base", "top"):
        if getattr(spec, f"{end}_elevation") is None:
            raise InputError(
                f"a part of the site needs {end}_elevation: it belongs to no building "
                "with levels to refer to",
                where=f"{end}_elevation",
            )
    return _prism(spec, polygon, Levels(), name=spec.name)


def _only_place(spec: SitePartSpec, kept: str) -> None:
    """Refuse a second way to say where a part is."""
    for name in ("outline", "line", "mesh", "facade"):
        if name != kept and getattr(spec, name, None) is not None:
            raise InputError(
                f"{kept} and {name} both say where the part is; keep one", where=name
            )


def _part_polygon(spec: SitePartSpec, walls: Walls) -> Polygon:
    """Outline of a part in plan."""
    if spec.outline is not None:
        _only_place(spec, "outline")
        try:
            return outline_polygon(spec.outline, spec.holes, walls.placement)
        except InputError as error:
            raise InputError(
                error.message, where="outline", value=error.value
            ) from error
    if spec.line is not None:
        _only_place(spec, "line")
        if spec.thickness is None:
            raise InputError("a line needs its thickness [m]", where="thickness")
        return wall_polygon(spec.line, spec.thickness, walls.placement)
    if isinstance(spec, PartSpec) and spec.facade is not None:
        if spec.depth is None:
            raise InputError(
                "a plate on a façade needs its depth [m]: how far it stands out",
                where="depth",
            )
        facade = find_facade(walls, spec.part, spec.facade)
        at = spec.at or 0.0
        width = facade.length - at if spec.width is None else spec.width
        left, right = place_on_facade(facade, at, width)
        out = spec.depth * facade.normal
        return Polygon([left, left + out, right + out, right])
    raise InputError(
        "nothing says where the part is; give outline, line with thickness, mesh"
        + (" or facade with depth" if isinstance(spec, PartSpec) else ""),
        where="outline",
    )


def _prism(spec: SitePartSpec, polygon: Polygon, levels: Levels, *, name: str) -> Part:
    """Part as a prism between its levels."""
    base = absolute_level(spec, "base", levels)
    top = absolute_level(spec, "top", levels)
    if base is None and spec.kind in ROOF_PARTS:
        base = levels.roof
    elif base is None and spec.kind in _GROUND_PARTS:
        base = _ground(levels)
    for end, value in (("base", base), ("top", top)):
        if value is None:
            raise InputError(
                f"the {end} of this {spec.kind.value} is missing; give exactly one of "
                f"{end}_elevation, {end}_above_zero, {end}_above_ground, "
                f"{end}_above_roof or, with floors, {end}_above_floor",
                where=f"{end}_elevation",
            )
    if base is None or top is None or np.isnan(base):
        raise InputError(
            "nothing says where the part starts; give base_elevation",
            where="base_elevation",
        )
    _check_height(spec, base, top)
    return Part(kind=spec.kind, name=name, polygon=polygon, base=base, top=top)
