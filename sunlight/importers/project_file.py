"""Reading project files (项目文件): TOML or JSON to a project and findings."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from pydantic import ValidationError

from sunlight.errors import InputError
from sunlight.findings import Finding, Severity
from sunlight.importers.blanks import blank_findings, names_of
from sunlight.importers.buildings import BuiltBuilding, build_buildings
from sunlight.importers.courtyards import check_courtyard
from sunlight.importers.evidence import compensated, survey_tolerance
from sunlight.importers.file_text import Document, read_document
from sunlight.importers.grounds import build_grounds, check_ground_names
from sunlight.importers.household_register import HouseholdRegister
from sunlight.importers.inside import path_inside
from sunlight.importers.layout import Batch, lay_windows
from sunlight.importers.levels import (
    count_floors,
    expand_floors,
    floor_ranges,
)
from sunlight.importers.limits import LIMITS, Limits
from sunlight.importers.mesh_file import Mesh, read_mesh
from sunlight.importers.placement import Placement, read_site, site_origin
from sunlight.importers.problems import Problems, collect_validation
from sunlight.importers.room_entry import room_entry
from sunlight.importers.rows import MOST_WINDOWS, Job, check_count, lay_job, window_jobs
from sunlight.importers.schema import ProjectFile
from sunlight.importers.solids import part_of
from sunlight.importers.statuses import check_status
from sunlight.importers.words import near
from sunlight.model.project import Part, Project, Site
from sunlight.model.tables import Households, Rooms, Windows

__all__ = ["project_schema", "read_project"]

_NOTED_MOVE: Final = 1e-3  # a window moved by a millimetre is rounding of a drawing


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
    document = read_document(Path(path), limits)
    problems = Problems(source=str(document.path))
    try:
        file = ProjectFile.model_validate(document.data)
    except ValidationError as error:
        collect_validation(
            error, model=ProjectFile, data=document.data, problems=problems
        )
        problems.raise_if_any()
        raise
    jobs = window_jobs(file, problems)
    with problems.at(""):
        check_count(jobs)
    _check_names(file, problems)
    check_ground_names(file, problems)
    problems.raise_if_any()
    project, notes = _assemble(file, jobs, document, problems)
    from sunlight.model.validate import check_project

    checked = check_project(project)
    codes = {finding.code for finding in checked}
    return project, (*(note for note in notes if note.code not in codes), *checked)


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
    file: ProjectFile, jobs: list[Job], document: Document, problems: Problems
) -> tuple[Project, list[Finding]]:
    """Project of a file whose structure is right, and the notes on it."""
    meshes = _read_meshes(file, document.path.parent, problems)
    rules: list[str] = []
    with problems.at("project.rules"):
        rules.append(_rules_of(file.project.rules, document.path.parent))
    placed: list[tuple[Site, Placement, tuple[Finding, ...]]] = []
    with problems.at("site"):
        placed.append(read_site(file.site, rules=file.project.rules))
    problems.raise_if_any()

    site, placement, notes = placed[0]
    origin = site_origin(_all_points(file, meshes, placement))
    placement = dataclasses.replace(placement, origin=origin)
    built = build_buildings(file, placement=placement, meshes=meshes, problems=problems)
    site_parts: list[Part] = []
    for i, part in enumerate(file.site_parts):
        with problems.at(f"site_parts[{i}]"):
            site_parts.append(part_of(part, placement=placement, meshes=meshes))
    grounds = build_grounds(file, built, placement=placement, problems=problems)
    moved: list[tuple[str, float]] = []
    windows, rooms, households = _tables(file, jobs, built, moved, problems)
    households = compensated(file, households, problems)
    problems.raise_if_any()
    said = file.project
    project = Project(
        name=said.name,
        site=dataclasses.replace(site, origin=origin),
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
        ),
        grounds=grounds,
    )
    return project, [
        *notes,
        *_moved_finding(moved),
        *_level_finding(windows),
        *blank_findings(project),
    ]


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


def _check_names(file: ProjectFile, problems: Problems) -> None:
    """Record ids given twice and names that name nothing."""
    ids: dict[str, int] = {}
    for i, building in enumerate(file.buildings):
        first = ids.setdefault(building.id, i)
        if first != i:
            problems.add(
                f"buildings[{i}].id",
                f"the id {building.id!r} belongs to buildings[{first}] already; each "
                "building needs its own",
                building.id,
            )
    projects = {file.project.id, *(p.id for p in file.project.side_by_side)} - {""}
    sides = [side.id for side in file.project.side_by_side]
    for j, side in enumerate(file.project.side_by_side):
        first = sides.index(side.id)
        if first != j:
            problems.add(
                f"project.side_by_side[{j}].id",
                f"the id {side.id!r} belongs to project.side_by_side[{first}] already; "
                "each project needs its own",
                side.id,
            )
        if side.id == file.project.id:
            problems.add(
                f"project.side_by_side[{j}].id",
                f"{side.id!r} is the id of the project under review itself",
                side.id,
            )
    for i, building in enumerate(file.buildings):
        where = f"buildings[{i}]"
        for j, other in enumerate(building.replaces):
            if other not in ids or other == building.id:
                problems.add(
                    f"{where}.replaces[{j}]",
                    f"there is no other building {other!r}{near(other, ids)}",
                    other,
                )
        check_status(building, where, problems)
        check_courtyard(building, file.buildings, where, problems)
        if building.project and building.project not in projects:
            problems.add(
                f"{where}.project",
                f"there is no project {building.project!r}"
                f"{near(building.project, projects)}; allowed are project.id and the "
                f"ids in project.side_by_side: {', '.join(sorted(projects)) or 'none'}",
                building.project,
            )
        if isinstance(building.source, str) and building.source not in file.sources:
            problems.add(
                f"{where}.source",
                f"there is no source {building.source!r}"
                f"{near(building.source, file.sources)}; 'sources' has "
                f"{', '.join(file.sources) or 'none'}",
                building.source,
            )


def _read_meshes(
    file: ProjectFile, folder: Path, problems: Problems
) -> dict[str, Mesh]:
    """Meshes by their names in the file, each read once."""
    wanted: dict[str, str] = {}
    for i, building in enumerate(file.buildings):
        if building.mesh is not None:
            wanted.setdefault(building.mesh, f"buildings[{i}].mesh")
        for j, part in enumerate(building.parts):
            if part.mesh is not None:
                wanted.setdefault(part.mesh, f"buildings[{i}].parts[{j}].mesh")
    for i, site_part in enumerate(file.site_parts):
        if site_part.mesh is not None:
            wanted.setdefault(site_part.mesh, f"site_parts[{i}].mesh")
    meshes: dict[str, Mesh] = {}
    for name, where in wanted.items():
        with problems.at(where):
            meshes[name] = read_mesh(folder, name)
    return meshes


def _all_points(
    file: ProjectFile, meshes: Mapping[str, Mesh], placement: Placement
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Points of all outlines and meshes before re-centring, (n, 2). [m]"""  # noqa: D400
    points: list[list[float]] = []
    for building in file.buildings:
        points += building.footprint or []
        for part in building.parts:
            points += part.outline or part.line or []
    for site_part in file.site_parts:
        points += site_part.outline or site_part.line or []
    for ground in file.grounds:
        points += ground.outline
    drawn = np.array(points, dtype=np.float64).reshape(-1, 2)
    stacks = [drawn, *(mesh.vertices[:, :2] for mesh in meshes.values())]
    return placement.metres(np.concatenate(stacks))


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


def _moved_finding(moved: list[tuple[str, float]]) -> list[Finding]:
    """Note on windows that were moved onto their wall."""
    far = [(where, off) for where, off in moved if off > _NOTED_MOVE]
    if not far:
        return []
    most = max(off for _, off in far)
    places = names_of([where for where, _ in far])
    return [
        Finding(
            code="WINDOW-SNAPPED",
            severity=Severity.NOTE,
            where=places,
            message=f"{len(far)} windows stood off their wall by up to "
            f"{1000 * most:.0f} mm and were moved onto it: {places}",
            message_zh=f"{len(far)} 个窗户偏离外墙，最大 {1000 * most:.0f} mm，"
            f"已移至外墙线：{places}",
            expected="sill ends on the outer wall face",
            found=f"up to {1000 * most:.0f} mm off",
        )
    ]


def _level_finding(windows: Windows) -> list[Finding]:
    """Warning on windows whose floor level is not known."""
    unknown = np.isnan(windows.floor_level)
    if not unknown.any():
        return []
    ids = windows.id[unknown].tolist()
    return [
        Finding(
            code="WINDOW-FLOOR-LEVEL-MISSING",
            severity=Severity.WARNING,
            where=f"windows {names_of(ids)}",
            message=f"{len(ids)} windows have no floor level and are not judged: "
            f"{names_of(ids)}. Give storeys or floor_levels of the building, or "
            "floor_level of the window",
            message_zh=f"{len(ids)} 个窗户缺楼层标高，不作判定：{names_of(ids)}。"
            "请填写建筑的 storeys 或 floor_levels，或窗户的 floor_level",
            expected="floor level relative to ±0.00",
            found=f"{len(ids)} without",
        )
    ]
