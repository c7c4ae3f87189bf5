"""Which standard a ground has, and how it stands to the project (场地所依标准)."""

from sunlight.assessment.judging.households import standing_by
from sunlight.kinds import GroundKind
from sunlight.model.grounds import Ground
from sunlight.model.project import Project
from sunlight.rules import (
    Ruleset,
    Standard,
    Standing,
    ground_standard,
    standard_for,
    uses_with_standard,
)

__all__ = ["standard_of_ground", "standing_of_ground"]


def standing_of_ground(ground: Ground, project: Project) -> Standing:
    """How a ground stands to the project under review (场地与项目的关系).

    Parameters
    ----------
    ground : Ground
        The ground; it goes with its building where the project removes that.
    project : Project
        The project.
    """
    removed = any(
        building.id == ground.building and building.removed_by_project
        for building in project.buildings
    )
    return standing_by(ground.status, ground.project_id, removed, project)


def standard_of_ground(ground: Ground, rules: Ruleset) -> Standard | None:
    """What a ground is measured for (场地所依标准).

    Parameters
    ----------
    ground : Ground
        The ground.
    rules : Ruleset
        The rules.

    Returns
    -------
    Standard or None
        Of a play ground that of grounds, of land that of its planned use; None where
        there is none.
    """
    if ground.kind is GroundKind.UNBUILT_LAND:
        known = ground.use in uses_with_standard(rules)
        return standard_for(rules, ground.use) if known else None
    standard = ground_standard(rules)
    return standard if ground.use is standard.use else None
