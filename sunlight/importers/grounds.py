"""Grounds of the file to grounds of the model (场地)."""

import math
from collections.abc import Sequence
from typing import Final

import shapely

from sunlight.errors import InputError
from sunlight.importers.buildings import BuiltBuilding, source_record
from sunlight.importers.names import projects_of
from sunlight.importers.placement import Placement
from sunlight.importers.problems import Problems
from sunlight.importers.schema import GroundSpec, ProjectFile
from sunlight.importers.walls import outline_polygon
from sunlight.importers.words import near
from sunlight.kinds import GroundKind, LegalStatus, Status, Use
from sunlight.model.grounds import Ground
from sunlight.model.project import Building

__all__ = ["build_grounds", "check_ground_names"]

SMALLEST_AREA: Final = 1.0
"""A smaller ground is a slip of the pen or of the unit. [m2]"""


def check_ground_names(file: ProjectFile, problems: Problems) -> None:
    """Record ids given twice and names that name nothing (场地编号检查).

    Parameters
    ----------
    file : ProjectFile
        The file.
    problems : Problems
        Receives what is wrong.
    """
    first: dict[str, int] = {}
    buildings = [building.id for building in file.buildings]
    projects = projects_of(file)
    known = sorted(projects - {""})
    for i, ground in enumerate(file.grounds):
        where = f"grounds[{i}]"
        if first.setdefault(ground.id, i) != i:
            problems.add(
                f"{where}.id",
                f"the id {ground.id!r} belongs to grounds[{first[ground.id]}] already; "
                "each ground needs its own",
                ground.id,
            )
        if ground.building and ground.building not in buildings:
            problems.add(
                f"{where}.building",
                f"there is no building {ground.building!r}"
                f"{near(ground.building, buildings)}; leave it out for a ground that "
                "belongs to none",
                ground.building,
            )
        if file.site.frame is None and ground.project not in projects:
            problems.add(
                f"{where}.project",
                f"there is no project {ground.project!r}"
                f"{near(ground.project, known)}; allowed are project.id and the "
                f"ids in project.side_by_side: {', '.join(known) or 'none'}",
                ground.project,
            )
        if isinstance(ground.source, str) and ground.source not in file.sources:
            problems.add(
                f"{where}.source",
                f"there is no source {ground.source!r}"
                f"{near(ground.source, file.sources)}; 'sources' has "
                f"{', '.join(file.sources) or 'none'}",
                ground.source,
            )


def build_grounds(
    file: ProjectFile,
    built: Sequence[BuiltBuilding | None],
    *,
    placement: Placement,
    problems: Problems,
) -> tuple[Ground, ...]:
    """Build each ground of the file (逐场地建模).

    What a ground leaves out it has from its building.

    Parameters
    ----------
    file : ProjectFile
        The file, whose names have been checked.
    built : sequence of BuiltBuilding or None
        Its buildings.
    placement : Placement
        How coordinates are meant.
    problems : Problems
        Receives what is wrong with a ground.

    Returns
    -------
    tuple of Ground
        Those that could be built.
    """
    homes = {home.building.id: home.building for home in built if home is not None}
    grounds: list[Ground] = []
    for i, spec in enumerate(file.grounds):
        if spec.building and spec.building not in homes:
            continue  # the building itself cannot be built, and says why
        with problems.at(f"grounds[{i}]"):
            grounds.append(_build(spec, homes.get(spec.building), file, placement))
    return tuple(grounds)


def _build(
    spec: GroundSpec, home: Building | None, file: ProjectFile, placement: Placement
) -> Ground:
    """Build one ground."""
    status = _status(spec, home)
    own = status is Status.PROPOSED
    project = spec.project or ("" if home is None else home.project_id)
    project = project or (file.project.id if own else "")
    if file.site.frame is not None and "project" in spec.model_fields_set:
        project = spec.project
    legal = LegalStatus.BLANK if home is None else home.legal
    use = Use.UNKNOWN if home is None else home.use
    return Ground(
        id=spec.id,
        name=spec.name,
        kind=spec.kind,
        use=use if spec.use is None else spec.use,
        building=spec.building,
        status=status,
        project_id=project,
        legal=legal if spec.legal is None else spec.legal,
        polygon=_outline(spec, placement),
        elevation=_elevation(spec, home),
        source=source_record(spec.source, file),
        height_assumed=spec.height_assumed,
    )


def _status(spec: GroundSpec, home: Building | None) -> Status:
    """Planning status; unbuilt land is existing unless the file says otherwise."""
    if spec.status is not None:
        return spec.status
    if home is not None:
        return home.status
    if spec.kind is GroundKind.UNBUILT_LAND:
        return Status.EXISTING
    raise InputError(
        "nothing says whether the ground is there already; give status, or the "
        "building that it belongs to",
        where="status",
    )


def _elevation(spec: GroundSpec, home: Building | None) -> float:
    """Absolute elevation of the surface."""
    if spec.elevation is not None:
        return spec.elevation
    ground = float("nan") if home is None else home.outdoor_ground
    if math.isnan(ground):
        raise InputError(
            "nothing says how high the ground lies; give elevation (absolute, in the "
            "one height datum), or a building with outdoor_ground",
            where="elevation",
        )
    return ground


def _outline(spec: GroundSpec, placement: Placement) -> shapely.Polygon:
    """Outline in project coordinates, valid and not tiny."""
    try:
        polygon = outline_polygon(spec.outline, spec.holes, placement)
    except InputError as error:
        raise InputError(error.message, where="outline", value=error.value) from error
    if not polygon.is_valid:
        raise InputError(
            f"the outline is not valid: {shapely.is_valid_reason(polygon)} (project "
            "coordinates); give its corners in order, and holes inside it that do "
            "not touch",
            where="outline",
        )
    if polygon.area < SMALLEST_AREA:
        raise InputError(
            f"the outline covers {polygon.area:.3g} m², allowed are "
            f"{SMALLEST_AREA:g} m² and more; mend the corners, or the unit of the site",
            where="outline",
            value=polygon.area,
        )
    return polygon
