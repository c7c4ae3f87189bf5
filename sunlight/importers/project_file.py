"""Reading project files (项目文件): TOML or JSON to a project and findings."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from sunlight.errors import InputError
from sunlight.findings import Finding
from sunlight.importers.buildings import BuiltBuilding, build_buildings
from sunlight.importers.combining.moving import prefix_ids
from sunlight.importers.dossier import dossier_of
from sunlight.importers.evidence import compensated, survey_tolerance
from sunlight.importers.exact.frame import (
    file_frames,
    findings_of_import,
    framed_site,
)
from sunlight.importers.exact.solids import exact_solid
from sunlight.importers.exact.tables import read_tables
from sunlight.importers.file_findings import moved_finding, project_findings
from sunlight.importers.file_text import Document, read_document
from sunlight.importers.grounds import build_grounds
from sunlight.importers.household_register import HouseholdRegister
from sunlight.importers.inside import path_inside
from sunlight.importers.layout import Batch, lay_windows
from sunlight.importers.levels import (
    count_floors,
    expand_floors,
    floor_ranges,
)
from sunlight.importers.limits import LIMITS, Limits
from sunlight.importers.mesh_file import Mesh
from sunlight.importers.meshes import drawn_points, read_meshes
from sunlight.importers.named_sources import bare, site_of_sources, with_sources
from sunlight.importers.placement import Placement, read_site, site_origin
from sunlight.importers.problems import Problems
from sunlight.importers.room_entry import room_entry
from sunlight.importers.rows import MOST_WINDOWS, Job, lay_job
from sunlight.importers.schema import ProjectFile
from sunlight.importers.schema_parts import Record
from sunlight.importers.solids import part_of
from sunlight.importers.sources import joined_findings
from sunlight.importers.structure import checked_structure
from sunlight.model.project import Part, Project, Site
from sunlight.model.tables import Households, Rooms, Windows

__all__ = ["PartOptions", "project_schema", "read_part", "read_project"]


def project_schema() -> dict[str, Any]:
    """JSON Schema of the project file (项目文件的 JSON Schema), for editors.

    Returns
    -------
    dict
        Draft 2020-12, with a description of each field.
    """
    schema = ProjectFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def read_project(
    path: str | Path, *, limits: Limits = LIMITS
) -> tuple[Project, tuple[Finding, ...]]:
    """Read a project file (读取项目文件), TOML or JSON of the same structure.

    Coordinates are turned to true north and re-centred, levels made absolute, rows of
    windows laid out storey by storey, and the model is checked.

    Parameters
    ----------
    path : str or Path
        File ending in ``.toml`` or ``.json``, in UTF-8.
    limits : Limits
        How large the file, and each file it names, may be.

    Returns
    -------
    project : Project
        What the file says.
    findings : tuple of Finding
        Defaults used, data left blank, and what the model check found.

    Raises
    ------
    ImporterError
        If the file cannot be read or contradicts itself; names up to twenty places,
        such as ``buildings[3].windows[0].sill``.
    """
    return _read(Path(path), limits)


class PartOptions(Record):
    """How to read a project file that is part of another (子项目读取选项)."""

    prefix: str = ""
    """Put before every id, so that two files do not use one id."""


def read_part(
    path: str | Path, *, options: PartOptions, limits: Limits = LIMITS
) -> tuple[Project, tuple[Finding, ...]]:
    """Read a project file as part of another (读取子项目文件).

    Parameters
    ----------
    path : str or Path
        As for :func:`read_project`.
    options : PartOptions
        What the other file says of it.
    limits : Limits
        How large the file, and each file it names, may be.

    Returns
    -------
    project, findings
        As for :func:`read_project`.

    Raises
    ------
    ImporterError
        As :func:`read_project` does; also if the file names model files itself, which
        might lead round in a circle.
    """
    project, findings = _read(Path(path), limits, is_part=True)
    return prefix_ids(project, options.prefix), findings


def _read(
    path: Path, limits: Limits, *, is_part: bool = False
) -> tuple[Project, tuple[Finding, ...]]:
    """Project of a file, with the model files it names."""
    document = read_document(path, limits)
    problems = Problems(source=str(document.path))
    file, jobs = checked_structure(document.data, problems)
    if file.source and is_part:
        problems.add(
            "source",
            "a project file that is part of another must not name model files itself, "
            "since they might lead round in a circle; convert it first: sunlight "
            f"convert {path.name} -o whole.json, and name whole.json",
            file.source[0].file,
        )
        problems.raise_if_any()
    project, notes = _assemble(file, jobs, document, problems, limits)
    if not file.source:
        found = project_findings(project)
        codes = {finding.code for finding in found}
        told = (*(note for note in notes if note.code not in codes), *found)
    else:
        project, of_sources = with_sources(
            project, file, folder=document.path.parent, problems=problems, limits=limits
        )
        found = project_findings(project)
        told = joined_findings((*notes, *of_sources), found)
    again = set(found)
    imported = findings_of_import(file.import_findings)
    return project, (*(f for f in imported if f not in again), *told)


def _rules_of(name: str, folder: Path) -> str:
    """Rule profile; a profile file of the user's own is taken from the folder."""
    path, dot_toml, variant = name.partition(".toml")
    if not dot_toml:
        return name
    found = path_inside(folder, path + dot_toml, example="my-city.toml")
    if not found.is_file():
        raise InputError(
            f"there is no profile file {found.name} beside the project file; put it "
            "there, or name a profile such as xinzhou-2022",
            value=name,
        )
    return f"{found}{variant}"


def _assemble(
    file: ProjectFile,
    jobs: list[Job],
    document: Document,
    problems: Problems,
    limits: Limits,
) -> tuple[Project, tuple[Finding, ...]]:
    """Project of a file whose structure is right, and the notes on it."""
    meshes = read_meshes(file, document.path.parent, problems, limits)
    rules: list[str] = []
    with problems.at("project.rules"):
        rules.append(_rules_of(file.project.rules, document.path.parent))
    placed: list[tuple[Site, Placement, tuple[Finding, ...]]] = []
    with problems.at("site"):
        if file.source and bare(file):
            placed.append((site_of_sources(file.site), Placement(), ()))
        elif file.site.frame is None:
            placed.append(_placed(file, meshes))
        else:
            placed.append((*framed_site(file.site), ()))
    problems.raise_if_any()

    site, placement, notes = placed[0]
    built = build_buildings(file, placement=placement, meshes=meshes, problems=problems)
    site_parts: list[Part] = []
    for i, part in enumerate(file.site_parts):
        with problems.at(f"site_parts[{i}]"):
            site_parts.append(part_of(part, placement=placement, meshes=meshes))
    for i, solid in enumerate(file.site_solids):
        with problems.at(f"site_solids[{i}]"):
            site_parts.append(exact_solid(solid))
    grounds = build_grounds(file, built, placement=placement, problems=problems)
    moved: list[tuple[str, float]] = []
    if file.tables is None:
        windows, rooms, households = _tables(file, jobs, built, moved, problems)
        households = compensated(file, households, problems)
        problems.raise_if_any()
    else:
        windows, rooms, households = read_tables(
            file.tables,
            building_ids=[building.id for building in file.buildings],
            problems=problems,
        )
    said = file.project
    project = Project(
        name=said.name,
        site=site,
        buildings=tuple(b.building for b in built if b is not None),
        windows=windows,
        rooms=rooms,
        households=households,
        site_parts=tuple(site_parts),
        project_id=said.id,
        rules=rules[0],
        stage=said.stage,
        stage_reference=said.stage_reference,
        renewal_document=said.old_area_renewal,
        report_date=said.report_date,
        side_by_side=tuple((p.id, p.name) for p in said.side_by_side),
        survey=survey_tolerance(file.survey),
        source_files=(
            (document.path.name, document.sha256),
            *((name, mesh.sha256) for name, mesh in meshes.items()),
            *((earlier.name, earlier.sha256) for earlier in file.source_files),
        ),
        grounds=grounds,
        frames=file_frames(file.file_frames),
        dossier=dossier_of(file.dossier),
    )
    return project, (*notes, *moved_finding(moved))


def _placed(
    file: ProjectFile, meshes: Mapping[str, Mesh]
) -> tuple[Site, Placement, tuple[Finding, ...]]:
    """Site, placement and notes of a file in coordinates of its own."""
    site, placement, notes = read_site(file.site, rules=file.project.rules)
    origin = site_origin(drawn_points(file, meshes, placement))
    return (
        dataclasses.replace(site, origin=origin),
        dataclasses.replace(placement, origin=origin),
        notes,
    )


def _tables(
    file: ProjectFile,
    jobs: list[Job],
    built: list[BuiltBuilding | None],
    moved: list[tuple[str, float]],
    problems: Problems,
) -> tuple[Windows, Rooms, Households]:
    """Tables of windows, rooms and households; raises what was found so far."""
    ids = [building.id for building in file.buildings]
    register = HouseholdRegister(building_ids=tuple(ids))
    _declare_households(file, register, problems)
    batches: list[Batch] = []
    for job in jobs:
        home = built[job.building]
        if home is None:
            continue
        with problems.at(job.where):
            batches.append(
                lay_job(job, walls=home.walls, storeys=home.storeys, moved=moved)
            )
    windows = lay_windows(
        batches, building_ids=ids, register=register, problems=problems
    )
    problems.raise_if_any()
    try:
        rooms, households, place = register.tables()
    except InputError as error:
        problems.add("buildings", error.message, error.value)
        problems.raise_if_any()
        raise
    room = place[windows.room].astype(np.int32)
    return dataclasses.replace(windows, room=room), rooms, households


def _declare_households(
    file: ProjectFile, register: HouseholdRegister, problems: Problems
) -> None:
    """Enter the households that buildings list, and close these buildings."""
    for i, building in enumerate(file.buildings):
        for j, spec in enumerate(building.households):
            with problems.at(f"buildings[{i}].households[{j}]"):
                ranges = floor_ranges(spec.floors)
                count = count_floors(ranges) * len(spec.numbers)
                if count > MOST_WINDOWS:
                    raise InputError(
                        f"these are {count:,} households; allowed are {MOST_WINDOWS:,}",
                        where="floors",
                        value=spec.floors,
                    )
                for floor in expand_floors(ranges).tolist():
                    for number in spec.numbers:
                        register.household(i, floor, number)
                        for text in spec.rooms:
                            room = room_entry(text, number=number)
                            if room is not None:
                                register.room(room, i, floor)
        if building.households:
            register.close(i)
