"""Meshes of buildings as a project (三维网格)."""

from collections import Counter
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import ImporterError
from sunlight.findings import Finding
from sunlight.importers.deadline import Deadline
from sunlight.importers.limits import LIMITS, Limits, read_limited
from sunlight.importers.mesh_topology import piece_of_each
from sunlight.importers.models3d.bodies import bodies_of, welded
from sunlight.importers.models3d.gltf import read_gltf
from sunlight.importers.models3d.obj import read_obj
from sunlight.importers.models3d.objects import MeshObject, joined
from sunlight.importers.models3d.options import MeshOptions
from sunlight.importers.models3d.other_formats import read_other
from sunlight.importers.models3d.texts import MESH_TEXTS
from sunlight.importers.placement import Placement, site_origin
from sunlight.importers.reader_site import reader_site
from sunlight.importers.remarks import Remarks
from sunlight.importers.schema_parts import FARTHEST
from sunlight.model.empty import no_households, no_rooms, no_windows
from sunlight.model.project import Building, Project

__all__ = ["MESH_SUFFIXES", "read_meshes"]

MESH_SUFFIXES: Final = (".obj", ".glb", ".gltf", ".stl", ".ply", ".off")
"""What :func:`read_meshes` takes, by suffix."""

_METRES: Final = {"m": 1.0, "mm": 0.001, "cm": 0.01, "in": 0.0254, "ft": 0.3048}


def read_meshes(
    path: str | Path,
    *,
    options: MeshOptions | None = None,
    limits: Limits = LIMITS,
) -> tuple[Project, tuple[Finding, ...]]:
    """Read buildings from a file of meshes (读取三维网格).

    Every named object becomes one building with a mesh as body, or every piece that
    hangs together, or the whole file. Transforms of the scene are applied, vertices of
    one place are made one, closed meshes that are inside out are turned. Beside the
    mesh stands its outline in plan, for façades. Materials, images and files that hold
    them are not looked at.

    Parameters
    ----------
    path : str or Path
        The file, by its suffix one of :data:`MESH_SUFFIXES`.
    options : MeshOptions, optional
        Unit, axes, place, and what the file cannot say.
    limits : Limits
        How much is read at most.

    Returns
    -------
    project : Project
        Without windows, rooms and households.
    findings : tuple of Finding
        What was assumed, mended or left out.

    Raises
    ------
    ImporterError
        If the file is not what its suffix says, is too large, refers to a place outside
        its folder, or holds no faces at all.
    """
    file = Path(path)
    options = MeshOptions() if options is None else options
    remarks = Remarks(MESH_TEXTS, file=file.name)
    deadline = Deadline(limits, str(file))
    content, digest = read_limited(file, limits)
    objects = _objects(file, content, remarks, limits, deadline)
    placed = [
        _in_metres(thing, file, options, remarks, whole=k == 0)
        for k, thing in enumerate(objects)
    ]
    named = _named(_owned(placed, options, file), file, remarks)
    everything = [o.vertices for _, o in named if len(o.faces)]
    if not everything:
        raise ImporterError(
            "the file has no face with an area, so there is no building: "
            f"{remarks.summary() or 'no objects at all'}",
            source=str(file),
        )
    _note_size(np.concatenate(everything), file, options, remarks)
    east_north = np.concatenate(everything)[:, :2]
    placement = Placement(
        north_angle=options.true_north_angle or 0.0, origin=site_origin(east_north)
    )
    buildings = []
    for name, thing in named:
        deadline.check()
        if len(thing.faces) == 0:
            remarks.add("BUILDING-WITHOUT-GEOMETRY", name=name, element=thing.name)
            continue
        buildings.append(_building(name, thing, placement, options, remarks, file.name))
    project = Project(
        name=file.stem,
        site=reader_site(
            options,
            remarks,
            place_origin="",
            origin=placement.origin,
            crs=options.crs,
            north="",
            north_angle=placement.north_angle,
        ),
        buildings=tuple(buildings),
        windows=no_windows(),
        rooms=no_rooms(),
        households=no_households(),
        source_files=((file.name, digest),),
    )
    return project, remarks.findings()


def _objects(
    file: Path, content: bytes, remarks: Remarks, limits: Limits, deadline: Deadline
) -> list[MeshObject]:
    """Objects by the suffix of the file."""
    suffix, source = file.suffix.lower(), str(file)
    if suffix == ".obj":
        return read_obj(content, remarks, limits, deadline, source=source)
    if suffix in (".glb", ".gltf"):
        return read_gltf(file, content, remarks, limits)
    if suffix in (".stl", ".ply", ".off"):
        return read_other(content, suffix[1:], remarks, limits, source=source)
    raise ImporterError(
        f"meshes end in {', '.join(MESH_SUFFIXES)}; this file ends in {suffix!r}",
        source=source,
        value=suffix,
    )


def _in_metres(
    thing: MeshObject,
    file: Path,
    options: MeshOptions,
    remarks: Remarks,
    *,
    whole: bool,
) -> MeshObject:
    """Object in metres, z up, at its place, welded."""
    is_gltf = file.suffix.lower() in (".glb", ".gltf")
    up = options.up
    if up == "auto":
        up = "y" if is_gltf else "z"
        if not is_gltf and whole:
            remarks.add("UP-AXIS-ASSUMED", found=up)
    vertices = thing.vertices * _METRES["m" if options.unit == "auto" else options.unit]
    if up == "y":
        vertices = vertices[:, [0, 2, 1]] * np.array([1.0, -1.0, 1.0])
    if not (np.abs(vertices) <= FARTHEST).all():
        raise ImporterError(
            f"object {thing.name!r} has corners that are no numbers up to "
            f"{FARTHEST:g}; export it again",
            source=str(file),
            entity=thing.name,
        )
    east, north = options.place or (0.0, 0.0)
    vertices = vertices + np.array([east, north, options.elevation])
    vertices, faces = welded(vertices, thing.faces)
    return MeshObject(name=thing.name, vertices=vertices, faces=faces)


def _owned(
    objects: list[MeshObject], options: MeshOptions, file: Path
) -> list[MeshObject]:
    """One object a building."""
    if options.owner == "file" and objects:
        whole = joined(file.stem, objects)
        vertices, faces = welded(whole.vertices, whole.faces)
        return [MeshObject(name=file.stem, vertices=vertices, faces=faces)]
    if options.owner == "object":
        return objects
    found = []
    for thing in objects:
        piece = piece_of_each(thing.faces)
        count = int(piece.max(initial=-1)) + 1
        for k in range(count):
            vertices, faces = welded(thing.vertices, thing.faces[piece == k])
            name = f"{thing.name or file.stem}-{k + 1}" if count > 1 else thing.name
            found.append(MeshObject(name=name, vertices=vertices, faces=faces))
    return found


def _named(
    objects: list[MeshObject], file: Path, remarks: Remarks
) -> list[tuple[str, MeshObject]]:
    """Objects with a name of their own each."""
    if len(objects) == 1:
        return [(objects[0].name.strip() or file.stem, objects[0])]
    count = Counter(o.name.strip() for o in objects)
    taken = {name for name, n in count.items() if n == 1 and name}
    running: Counter[str] = Counter()
    named = []
    for thing in objects:
        name = thing.name.strip()
        if name not in taken:
            stem = name or file.stem
            while True:
                running[stem] += 1
                name = f"{stem}-{running[stem]}"
                if name not in taken:
                    break
            taken.add(name)
            remarks.add("NAMES-NUMBERED", name=name, element=thing.name)
        named.append((name, thing))
    return named


def _note_size(
    vertices: NDArray[np.float64], file: Path, options: MeshOptions, remarks: Remarks
) -> None:
    """Remark that nobody said the unit."""
    if options.unit == "auto" and file.suffix.lower() not in (".glb", ".gltf"):
        size = " × ".join(f"{side:.1f}" for side in np.ptp(vertices, axis=0))
        remarks.add("UNIT-MISSING", found=f"{size} m")


def _building(
    name: str,
    thing: MeshObject,
    placement: Placement,
    options: MeshOptions,
    remarks: Remarks,
    file: str,
) -> Building:
    """One building of one object."""
    vertices = np.column_stack(
        [placement.place(thing.vertices[:, :2]), thing.vertices[:, 2]]
    )
    own_id = options.prefix + name
    element = thing.name or name
    parts = bodies_of(vertices, thing.faces, remarks, name=own_id, element=element)
    lowest = min(part.base for part in parts)
    said = [
        level
        for level in (options.zero_level, options.outdoor_ground)
        if level is not None
    ]
    if not said:
        remarks.add("ZERO-LEVEL-FROM-GROUND", name=own_id, element=element)
        said = [lowest]
    return Building(
        id=own_id,
        name=name,
        status=options.status,
        use=options.use,
        legal=options.legal,
        project_id=options.project,
        zero_level=said[0],
        outdoor_ground=said[-1],
        parts=parts,
        element=element,
        file=file,
    )
