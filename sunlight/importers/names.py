"""Names in the project file: given once, and naming something (编号)."""

from sunlight.importers.courtyards import check_courtyard
from sunlight.importers.problems import Problems
from sunlight.importers.schema import ProjectFile
from sunlight.importers.statuses import check_status
from sunlight.importers.words import near

__all__ = ["check_names", "projects_of"]


def check_names(file: ProjectFile, problems: Problems) -> None:
    """Record ids given twice and names that name nothing (编号检查).

    Parameters
    ----------
    file : ProjectFile
        The file.
    problems : Problems
        Receives what is wrong.
    """
    _check_ids(file, problems)
    _check_projects(file, problems)
    ids = dict.fromkeys(building.id for building in file.buildings)
    projects = projects_of(file)
    known = sorted(projects - {""})
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
        if file.site.frame is None and building.project not in projects:
            problems.add(
                f"{where}.project",
                f"there is no project {building.project!r}"
                f"{near(building.project, known)}; allowed are project.id and the "
                f"ids in project.side_by_side: {', '.join(known) or 'none'}",
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


def projects_of(file: ProjectFile) -> frozenset[str]:
    """Ids of projects that buildings and grounds may name (项目编号), ``""`` for none.

    Parameters
    ----------
    file : ProjectFile
        The file.
    """
    return frozenset(
        {"", file.project.id, *(side.id for side in file.project.side_by_side)}
    )


def _check_ids(file: ProjectFile, problems: Problems) -> None:
    """Record ids of buildings given twice."""
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


def _check_projects(file: ProjectFile, problems: Problems) -> None:
    """Record ids of projects given twice."""
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
