"""What a unit belongs to: building, use, standing, whatever it is counted as (归属)."""

from sunlight.assessment.grounds.standards import standing_of_ground
from sunlight.assessment.judging.households import standing_of, uses_by_other_units
from sunlight.assessment.records import Assessment, UnitResult
from sunlight.assessment.scoping.loop import in_scope
from sunlight.kinds import Use
from sunlight.model.project import Project
from sunlight.rules import CountingUnit, Standing, uses_with_standard
from sunlight.scope import ScopeRole

__all__ = [
    "building_of_unit",
    "buildings_with_units",
    "standing_of_unit",
    "unjudged_buildings",
    "use_of_unit",
]


def buildings_with_units(assessment: Assessment) -> frozenset[int]:
    """Buildings in which something is listed that could be judged (有评定单元的楼).

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    frozenset of int
        Indices. Households count where the use is judged by them; grounds do not.
    """
    project = assessment.project
    otherwise = uses_by_other_units(assessment.rules)
    homes = set(project.households.building.tolist())
    return frozenset(
        {b for b in homes if project.buildings[b].use not in otherwise}
        | {unit.building for unit in assessment.units if unit.ground < 0}
    )


def unjudged_buildings(assessment: Assessment) -> tuple[str, ...]:
    """Buildings that a clause asks about but in which nothing is listed (未评定的楼).

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    tuple of str
        Ids, in the order of the project; see ``Assessment.unlisted``.
    """
    project, scope = assessment.project, assessment.scope
    asked = in_scope(project, scope, assessment.rules)
    covered = uses_with_standard(assessment.rules)
    drawn = set(project.windows.building.tolist())
    if scope is not None:
        drawn |= {
            entry.building
            for entry in scope.entries
            if entry.role is ScopeRole.PROPOSED
            or (entry.role is ScopeRole.ANALYSED and entry.receiver)
        }
    listed = buildings_with_units(assessment)
    return tuple(
        building.id
        for index, building in enumerate(project.buildings)
        if building.use in covered
        and asked[index] is not False
        and index in drawn - listed
        and not building.removed_by_project
    )


def building_of_unit(unit: UnitResult, project: Project) -> str:
    """Id of the building of a unit (所属建筑); empty for a ground that has none.

    Parameters
    ----------
    unit : UnitResult
        The unit.
    project : Project
        The project.
    """
    return "" if unit.building < 0 else project.buildings[unit.building].id


def use_of_unit(unit: UnitResult, project: Project) -> Use:
    """Use of the building of a unit, of a ground its own (使用性质).

    Parameters
    ----------
    unit : UnitResult
        The unit.
    project : Project
        The project.
    """
    if unit.ground >= 0:
        return project.grounds[unit.ground].use
    return project.buildings[unit.building].use


def standing_of_unit(unit: UnitResult, project: Project) -> Standing:
    """How a unit stands to the project under review (与申报项目的关系).

    Parameters
    ----------
    unit : UnitResult
        The unit; land is never the project's own.
    project : Project
        The project.
    """
    if unit.counted_as is CountingUnit.LAND:
        return Standing.OUTSIDE
    if unit.ground >= 0:
        return standing_of_ground(project.grounds[unit.ground], project)
    return standing_of(project.buildings[unit.building], project)
