"""From a model as plain data to a project (组装项目)."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sunlight.errors import ImporterError
from sunlight.importers.ifc.elements import Element, Role
from sunlight.importers.ifc.extract import Extract
from sunlight.importers.ifc.facts import IfcBuildingFacts
from sunlight.importers.ifc.geometry import Mesh
from sunlight.importers.ifc.levels import BuildingLevels, levels_of
from sunlight.importers.ifc.obstructing import solids_of
from sunlight.importers.ifc.options import IfcOptions
from sunlight.importers.ifc.part_kinds import named_kind
from sunlight.importers.ifc.parts import Shape, shapes_of
from sunlight.importers.ifc.placing import places_of
from sunlight.importers.ifc.tables import Owners, room_tables, window_table
from sunlight.importers.ifc.windows import frames_of
from sunlight.importers.placement import Placement, site_origin
from sunlight.importers.reader_site import reader_site
from sunlight.importers.remarks import Remarks
from sunlight.kinds import NOT_OBSTRUCTING_PARTS, PartKind
from sunlight.model.frames import FileFrame
from sunlight.model.project import Building, Part, Project, Site

__all__ = ["assembled"]

_Solids = list[tuple[Element, Mesh]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Formed:
    """One building with its parts, in the frame of the file."""

    facts: IfcBuildingFacts
    shapes: tuple[Shape, ...]
    outline: BaseGeometry


def assembled(
    model: Extract, file: Path, digest: str, options: IfcOptions, remarks: Remarks
) -> Project:
    """Project of a model (组装).

    Parameters
    ----------
    model : Extract
        The model.
    file, digest : Path and str
        Where it came from, and its SHA-256.
    options : IfcOptions
        What the model cannot say.
    remarks : Remarks
        Receives what was assumed or left out.

    Returns
    -------
    Project
        In project coordinates.

    Raises
    ------
    ImporterError
        If there is no building with a shape.
    """
    _remark_on_elements(model, remarks)
    opened = frames_of(model, remarks)
    solids = solids_of(model, opened)
    known = {facts.guid for facts in model.semantics.buildings}
    stray = [one for guid, some in solids.items() if guid not in known for one in some]
    formed, trees = _formed(model, solids, remarks)
    if not formed:
        raise ImporterError(_why_none(model, remarks), source=str(file))
    levels = levels_of(
        model, [(one.facts, one.outline) for one in formed], options, remarks
    )
    placement = _placement(model, options)
    owners = Owners(
        guids=tuple(one.facts.guid for one in formed),
        ids=_ids(formed, file, options.prefix),
        z=tuple(one.facts.z for one in formed),
        levels=levels,
    )
    rooms, households, rows = room_tables(model.semantics, owners, options.prefix)
    places = places_of(
        model,
        opened,
        [mesh for some in solids.values() for _, mesh in some],
        glazed_doors=options.glazed_doors,
        remarks=remarks,
    )
    windows = window_table(
        places,
        model.semantics,
        owners,
        placement,
        rows,
        prefix=options.prefix,
        remarks=remarks,
    )
    return Project(
        name=file.stem,
        site=_site(model, options, placement, remarks),
        buildings=tuple(
            _building(one, ident, level, placement, file, options)
            for one, ident, level in zip(formed, owners.ids, levels, strict=True)
        ),
        windows=windows,
        rooms=rooms,
        households=households,
        site_parts=_site_parts(stray, trees, levels[0].lift, placement, remarks),
        project_id=options.project,
        source_files=((file.name, digest),),
        frames=_frames(file.name, owners, placement),
    )


def _remark_on_elements(model: Extract, remarks: Remarks) -> None:
    """Remark on elements without a shape, and on those left out."""
    wholes = {element.parent for element in model.elements.values()}
    glazed = {
        element.parent
        for element in model.elements.values()
        if element.role in (Role.WINDOW, Role.DOOR)
    }
    crashed = {entry["element"] for entry in remarks.entries()}
    left_out: Counter[str] = Counter()
    for element in model.elements.values():
        guid, name = element.guid, element.name or element.guid
        told = {"name": f"{element.cls} {name}", "element": guid, "where": element.cls}
        if element.role is Role.LEFT_OUT:
            left_out[element.cls] += 1
        elif element.role is Role.SOLID:
            drawn = guid in model.meshes or guid in wholes or guid in crashed
            if not drawn:
                remarks.add("GEOMETRY-FAILED", **told)
            if element.cls == "IfcCurtainWall" and guid not in glazed:
                remarks.add("CURTAIN-WALL-WITHOUT-WINDOWS", **told)
    for cls, count in left_out.items():
        remarks.add("ELEMENTS-LEFT-OUT", name=f"{count} {cls}", where=cls)


def _formed(
    model: Extract, solids: dict[str, _Solids], remarks: Remarks
) -> tuple[list[_Formed], _Solids]:
    """Buildings with their parts; trees and the like, which belong to the site."""
    formed: list[_Formed] = []
    trees: _Solids = []
    for facts in model.semantics.buildings:
        own: _Solids = []
        for element, mesh in solids.get(facts.guid, ()):
            tree = element.role is Role.SOLID and (
                named_kind(element) in NOT_OBSTRUCTING_PARTS
            )
            (trees if tree else own).append((element, mesh))
        name = facts.name or facts.guid
        told = {"name": name, "element": facts.guid, "where": "buildings"}
        if not own:
            remarks.add("BUILDING-WITHOUT-SHAPE", **told)
            continue
        shapes, outline, closed = shapes_of(model, own, zero=facts.z)
        if not closed:
            remarks.add("OUTLINE-UNSURE", **told)
        formed.append(_Formed(facts=facts, shapes=shapes, outline=outline))
    return formed, trees


def _why_none(model: Extract, remarks: Remarks) -> str:
    """Say what was found instead of a building."""
    count = Counter(element.cls for element in model.elements.values())
    found = ", ".join(f"{n} {cls}" for cls, n in count.most_common(8)) or "nothing"
    return (
        f"the model has {len(model.semantics.buildings)} IfcBuilding and none with an "
        f"element that has a shape; found: {found}; findings: "
        f"{remarks.summary() or 'none'}. Export walls and slabs in a building"
    )


def _placement(model: Extract, options: IfcOptions) -> Placement:
    """From the frame of the file to project coordinates."""
    plan = [
        mesh[0][:, :2]
        for guid, mesh in model.meshes.items()
        if model.elements[guid].role is not Role.TERRAIN
    ]
    angle = options.true_north_angle
    return Placement(
        north_angle=model.semantics.north_angle if angle is None else angle,
        origin=site_origin(np.concatenate(plan) if plan else np.empty((0, 2))),
    )


def _site(
    model: Extract, options: IfcOptions, placement: Placement, remarks: Remarks
) -> Site:
    """Site; its origin is on the map where the model lies on one."""
    facts = model.semantics
    origin = placement.origin
    if facts.map is not None and facts.crs:
        turn = math.radians(facts.map.rotation)
        x, y = origin
        origin = (
            facts.map.east
            + facts.map.scale * (x * math.cos(turn) - y * math.sin(turn)),
            facts.map.north
            + facts.map.scale * (x * math.sin(turn) + y * math.cos(turn)),
        )
    return reader_site(
        options,
        remarks,
        latitude=facts.latitude,
        longitude=facts.longitude,
        place_origin=facts.place_origin,
        origin=origin,
        crs=facts.crs,
        north=facts.north,
        north_angle=placement.north_angle,
        height_datum=facts.height_datum,
    )


def _frames(file: str, owners: Owners, placement: Placement) -> tuple[FileFrame, ...]:
    """Frames that lead back to the file, whose origin on a map the site names."""
    lifted: dict[float, list[str]] = {}
    for ident, level in zip(owners.ids, owners.levels, strict=True):
        lifted.setdefault(level.lift, []).append(ident)
    return tuple(
        FileFrame(
            file=file,
            origin=placement.origin,
            north_angle=placement.north_angle,
            zero=lift,
            buildings=tuple(ids) if len(lifted) > 1 else (),
        )
        for lift, ids in lifted.items()
    )


def _ids(formed: Sequence[_Formed], file: Path, prefix: str) -> tuple[str, ...]:
    """Ids of buildings: their names where all have one, else the name of the file."""
    names = [one.facts.name.strip(" /") for one in formed]
    if not all(names) or len(set(names)) < len(names):
        names = (
            [names[0] or file.stem]
            if len(names) == 1
            else [f"{name or file.stem}-{k + 1}" for k, name in enumerate(names)]
        )
    return tuple(f"{prefix}{name}" for name in names)


def _building(
    one: _Formed,
    ident: str,
    level: BuildingLevels,
    placement: Placement,
    file: Path,
    options: IfcOptions,
) -> Building:
    """One building in project coordinates."""
    return Building(
        id=ident,
        name=one.facts.name,
        status=options.status,
        use=one.facts.use,
        project_id=options.project,
        zero_level=round(level.zero, 6),
        outdoor_ground=round(level.ground, 6),
        parts=tuple(
            _part(shape.kind, shape.name, shape.mesh, level.lift, placement, shape)
            for shape in one.shapes
            if len(shape.mesh[1])
        ),
        storeys=one.facts.storeys,
        legal=options.legal,
        element=one.facts.guid,
        file=file.name,
    )


def _part(
    kind: PartKind,
    name: str,
    mesh: Mesh,
    lift: float,
    placement: Placement,
    shape: Shape | None = None,
) -> Part:
    """One part in project coordinates."""
    vertices, faces = mesh
    placed = np.column_stack([placement.place(vertices[:, :2]), vertices[:, 2] + lift])
    outline = None if shape is None else shape.outline

    def place(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return placement.place(points)

    return Part(
        kind=kind,
        name=name,
        polygon=None if outline is None else shapely.transform(outline, place),
        base=float(placed[:, 2].min()),
        top=float(placed[:, 2].max()),
        vertices=placed,
        faces=faces,
    )


def _site_parts(
    stray: _Solids,
    trees: _Solids,
    lift: float,
    placement: Placement,
    remarks: Remarks,
) -> tuple[Part, ...]:
    """Trees and elements without a building."""
    parts = []
    for element, mesh in (*stray, *trees):
        kind = named_kind(element) if element.role is Role.SOLID else None
        name = element.name or element.guid
        told = {"name": name, "element": element.guid, "where": "site_parts"}
        if kind in NOT_OBSTRUCTING_PARTS:
            remarks.add("TREE-NOT-SHADING", **told)
        else:
            remarks.add("ELEMENT-WITHOUT-BUILDING", **told)
            wall = "Wall" in element.cls
            kind = kind or (PartKind.RETAINING_WALL if wall else PartKind.BODY)
        parts.append(_part(kind or PartKind.BODY, name, mesh, lift, placement))
    return tuple(parts)
