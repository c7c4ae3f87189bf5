"""Buildings of the file to buildings of the model (建筑), with what windows need."""

import dataclasses
from collections.abc import Mapping

from sunlight.errors import InputError
from sunlight.importers.evidence import archive_figures
from sunlight.importers.exact.solids import exact_solid, walls_of_solids
from sunlight.importers.levels import Storeys, storeys_of
from sunlight.importers.mesh_file import Mesh
from sunlight.importers.placement import Placement
from sunlight.importers.problems import Problems
from sunlight.importers.schema import BuildingSpec, ProjectFile, SourceSpec
from sunlight.importers.schema_exact import SolidSpec
from sunlight.importers.solids import body_of, parts_of
from sunlight.importers.walls import Walls
from sunlight.kinds import PartKind, Status
from sunlight.model.project import Building, Courtyard, Part
from sunlight.model.provenance import SourceRecord

__all__ = ["BuiltBuilding", "build_buildings", "source_record"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BuiltBuilding:
    """A building with what its windows need (建筑及其外墙与楼层).

    Parameters
    ----------
    building : Building
        Record of the model.
    walls : Walls
        Outlines of its bodies.
    storeys : Storeys
        Storeys and floor levels.
    """

    building: Building
    walls: Walls
    storeys: Storeys


def build_buildings(
    file: ProjectFile,
    *,
    placement: Placement,
    meshes: Mapping[str, Mesh],
    problems: Problems,
) -> list[BuiltBuilding | None]:
    """Build each building of the file (逐幢建模), None where one cannot be built.

    Parameters
    ----------
    file : ProjectFile
        The file.
    placement : Placement
        How coordinates are meant.
    meshes : mapping of str to Mesh
        Mesh files by the name in the file.
    problems : Problems
        Receives what is wrong with buildings and parts.

    Returns
    -------
    list of BuiltBuilding or None
        One for each building of the file.
    """
    built: list[BuiltBuilding | None] = []
    for i, spec in enumerate(file.buildings):
        where = f"buildings[{i}]"
        home: BuiltBuilding | None = None
        with problems.at(where):
            home = _build(spec, file, placement, meshes, where, problems)
        built.append(home)
    return built


def _build(
    spec: BuildingSpec,
    file: ProjectFile,
    placement: Placement,
    meshes: Mapping[str, Mesh],
    where: str,
    problems: Problems,
) -> BuiltBuilding:
    """Build one building with its parts."""
    storeys = storeys_of(spec)
    if spec.solids is not None:
        parts = _exact_parts(spec.solids, where, problems)
        walls = walls_of_solids(parts)
    else:
        body = body_of(spec, placement=placement, meshes=meshes)
        outlines = {} if body.polygon is None else {"": body.polygon}
        walls = Walls(outlines=outlines, placement=placement)
        parts = (body, *_parts(spec, body, walls, storeys, meshes, where, problems))
    nan = float("nan")
    building = Building(
        id=spec.id,
        name=spec.name,
        status=spec.status,
        use=spec.use,
        project_id=_project_of(spec, file),
        removed_by_project=spec.removed_by_project,
        replaces=tuple(spec.replaces),
        zero_level=nan if spec.zero_level is None else spec.zero_level,
        outdoor_ground=nan if spec.outdoor_ground is None else spec.outdoor_ground,
        parts=parts,
        storeys=storeys.count,
        legal=spec.legal,
        source=source_record(spec.source, file),
        height_assumed=spec.height_assumed,
        archive=archive_figures(spec, placement),
        courtyard=_courtyard(spec, storeys),
        element=spec.element,
        file=spec.file,
        main_side=spec.main_side,
        main_side_source=spec.main_side_source,
    )
    return BuiltBuilding(building=building, walls=walls, storeys=storeys)


def _exact_parts(
    specs: list[SolidSpec], where: str, problems: Problems
) -> tuple[Part, ...]:
    """Solids of a converted building, as they stand."""
    parts: list[Part] = []
    for j, solid in enumerate(specs):
        with problems.at(f"{where}.solids[{j}]"):
            parts.append(exact_solid(solid))
    return tuple(parts)


def _project_of(spec: BuildingSpec, file: ProjectFile) -> str:
    """Project of a building; in a converted file an empty one that is given is none."""
    if file.site.frame is not None and "project" in spec.model_fields_set:
        return spec.project
    own = spec.status is Status.PROPOSED
    return spec.project or (file.project.id if own else "")


def _courtyard(spec: BuildingSpec, storeys: Storeys) -> Courtyard | None:
    """What the building is in its courtyard; None if it stands in none."""
    said = spec.courtyard
    if said is None:
        return None
    main_house = said.main_house or spec.id
    is_main = main_house == spec.id
    return Courtyard(
        main_house=main_house,
        storeys=said.storeys
        if "storeys" in said.model_fields_set
        else (storeys.count if is_main else 0) or None,
        outdoor_stair=said.outdoor_stair,
        complete=said.functions_complete_each_storey,
    )


def _parts(
    spec: BuildingSpec,
    body: Part,
    walls: Walls,
    storeys: Storeys,
    meshes: Mapping[str, Mesh],
    where: str,
    problems: Problems,
) -> list[Part]:
    """Parts in the order of the file; body parts are built first, others stand on them.

    Outlines of named body parts are added to `walls`.
    """
    tops = {"": body.top}
    made: dict[int, tuple[Part, ...]] = {}
    bodies_first = sorted(
        range(len(spec.parts)), key=lambda j: spec.parts[j].kind is not PartKind.BODY
    )
    for j in bodies_first:
        part = spec.parts[j]
        with problems.at(f"{where}.parts[{j}]"):
            made[j] = parts_of(
                part,
                building=spec,
                walls=walls,
                tops=tops,
                storeys=storeys,
                meshes=meshes,
            )
            if part.kind is not PartKind.BODY or not part.name:
                continue
            if part.name in tops:
                raise InputError(
                    f"a body part is named {part.name!r} already; give another name",
                    where="name",
                    value=part.name,
                )
            tops[part.name] = max(solid.top for solid in made[j])
            outline = made[j][0].polygon
            if outline is not None:
                walls.outlines[part.name] = outline
    return [solid for j in sorted(made) for solid in made[j]]


def source_record(given: str | SourceSpec | None, file: ProjectFile) -> SourceRecord:
    """Source as a record of the model (资料来源).

    Parameters
    ----------
    given : str or SourceSpec or None
        A name in ``sources``, which has been checked, a table, or nothing.
    file : ProjectFile
        The file.
    """
    spec = file.sources[given] if isinstance(given, str) else given or SourceSpec()
    return SourceRecord(
        kind=spec.kind,
        reference=spec.reference,
        date=spec.date,
        by=spec.by,
        stamped=spec.stamped,
    )
