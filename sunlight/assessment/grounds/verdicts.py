"""Verdicts on play grounds and unbuilt land (场地与用地的评定)."""

from collections.abc import Sequence

from sunlight.assessment.grounds.area import SunlitArea
from sunlight.assessment.grounds.records import MeasuredGround
from sunlight.assessment.grounds.shaders import assumed_near
from sunlight.assessment.grounds.standards import standing_of_ground
from sunlight.assessment.records import UnitResult
from sunlight.assessment.scoping.surroundings import Surroundings
from sunlight.kinds import GroundKind
from sunlight.model.grounds import Ground
from sunlight.model.project import Project
from sunlight.rules import (
    Bounds,
    CountingUnit,
    GroundFacts,
    LandFacts,
    Ruleset,
    judge,
)
from sunlight.scope import Scope

__all__ = ["judged_grounds"]


def judged_grounds(
    project: Project,
    measured: Sequence[MeasuredGround | None],
    rules: Ruleset,
    around: Surroundings,
    scope: Scope | None = None,
) -> tuple[UnitResult, ...]:
    """Judge every ground by its measured area (逐场地评定).

    Parameters
    ----------
    project : Project
        Its grounds.
    measured : sequence of MeasuredGround or None
        As in ``project.grounds``.
    rules : Ruleset
        Rules that judge, with the readings taken.
    around : Surroundings
        What is in scope: a ground is with its building, and always without one.
    scope : Scope, optional
        A ground that its sectors touch is in scope too, wherever its building stands.

    Returns
    -------
    tuple of UnitResult
        In the order of the grounds.
    """
    index = {building.id: i for i, building in enumerate(project.buildings)}

    def in_scope(number: int, home: int) -> bool | None:
        touched = scope is not None and scope.outline.intersects(
            project.grounds[number].polygon
        )
        return touched or around.in_scope_of(home)

    units = []
    for i, (ground, found) in enumerate(zip(project.grounds, measured, strict=True)):
        home = index.get(ground.building, -1)
        land = ground.kind is GroundKind.UNBUILT_LAND
        facts = (
            _land_facts(ground, found)
            if land
            else _ground_facts(ground, found, project, in_scope(i, home))
        )
        units.append(
            UnitResult(
                counted_as=CountingUnit.LAND if land else CountingUnit.GROUND,
                building=home,
                floor=0,
                room=-1,
                verdict=judge(rules, facts),
                ground=i,
            )
        )
    return tuple(units)


def _share(area: SunlitArea | None) -> Bounds | None:
    """Share of an area that was measured."""
    return None if area is None else area.share


def _ground_facts(
    ground: Ground,
    found: MeasuredGround | None,
    project: Project,
    in_scope: bool | None,  # noqa: FBT001
) -> GroundFacts:
    """Facts of a play ground."""
    return GroundFacts(
        unit=ground.id,
        standing=standing_of_ground(ground, project),
        use=ground.use,
        legal=ground.legal,
        area=float(ground.polygon.area),
        share_before=None if found is None else _share(found.before),
        share_after=None if found is None else _share(found.after),
        largest_loss=None if found is None else found.largest_loss,
        largest_gain=None if found is None else found.largest_gain,
        height_assumed=ground.height_assumed,
        in_scope=in_scope,
        assumed_shaders=()
        if found is None
        else assumed_near(ground, project, found.path),
    )


def _land_facts(ground: Ground, found: MeasuredGround | None) -> LandFacts:
    """Facts of unbuilt land."""
    return LandFacts(
        unit=ground.id,
        planned_use=ground.use,
        area=float(ground.polygon.area),
        share_before=None if found is None else _share(found.before),
        share_after=None if found is None else _share(found.after),
    )
