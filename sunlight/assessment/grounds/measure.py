"""Measurement of play grounds and unbuilt land in both states (场地计算)."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.grounds.area import AreaQuestion, SunlitArea, sunlit_area
from sunlight.assessment.grounds.change import (
    ChangeQuestion,
    GroundState,
    largest_loss,
)
from sunlight.assessment.grounds.records import MeasuredGround
from sunlight.assessment.grounds.standards import (
    standard_of_ground,
    standing_of_ground,
)
from sunlight.assessment.judging.households import has_before
from sunlight.assessment.measuring.runs import on_day
from sunlight.conditions import Conditions, DeclinationConvention
from sunlight.kinds import GroundKind
from sunlight.model.grounds import Ground
from sunlight.model.project import Project
from sunlight.rules import (
    Bounds,
    Ruleset,
    Standard,
    Standing,
    conditions_for,
    ground_conditions,
)
from sunlight.scene import Scene
from sunlight.shade.states import differing_parts
from sunlight.shade.touched import touched_places
from sunlight.solar import SunPath

__all__ = ["measured_grounds"]

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how much of it is done and how much there is."""

_STEPS = 1000  # progress within one ground is told in thousandths


def measured_grounds(
    project: Project,
    scene: Scene,
    rules: Ruleset,
    declination: DeclinationConvention | None,
    step: Progress,
) -> tuple[MeasuredGround | None, ...]:
    """Measure every ground that has a standard, before and after (逐场地计算).

    The points of a ground have no window and no owner: what belongs to any building
    shades them, its balconies included.

    Parameters
    ----------
    project, scene
        As built.
    rules : Ruleset
        Standards and figures.
    declination : DeclinationConvention or None
        Where the sun's declination comes from; None for the default.
    step : callable
        Progress.

    Returns
    -------
    tuple of MeasuredGround or None
        As in ``project.grounds``; None where nothing is asked of a ground.
    """
    total = _STEPS * len(project.grounds)
    measured = []
    for index, ground in enumerate(project.grounds):

        def told(done: float, first: int = index * _STEPS) -> None:
            step("grounds", first + int(done * _STEPS), total)

        measured.append(_measured(ground, project, scene, rules, declination, told))
    return tuple(measured)


def _measured(
    ground: Ground,
    project: Project,
    scene: Scene,
    rules: Ruleset,
    declination: DeclinationConvention | None,
    told: Callable[[float], None],
) -> MeasuredGround | None:
    """Measure one ground."""
    standard = standard_of_ground(ground, rules)
    land = ground.kind is GroundKind.UNBUILT_LAND
    standing = Standing.OUTSIDE if land else standing_of_ground(ground, project)
    if standard is None or standing is Standing.REMOVED:
        return None
    laid = conditions_for(rules, standard.use) if land else ground_conditions(rules)
    conditions, path = on_day(laid, project, rules, declination)
    question = AreaQuestion(
        minutes=standard.minutes,
        shortest=conditions.shortest_segment,
        share=standard.share,
        gap=rules.values.number("ground_gap"),
        segments=conditions.segments,
    )
    states = (_state(scene, scene.before), _state(scene, scene.after))

    def area(state: GroundState, offset: float) -> SunlitArea:
        return sunlit_area(
            ground.polygon,
            ground.elevation,
            state.bodies,
            path,
            question,
            lambda done: told(offset + done / 2.0),
        )

    before = area(states[0], 0.0) if has_before(standing) else None
    same = before is not None and not _can_differ(ground, scene, path)
    after = before if same else area(states[1], 0.5)
    loss = gain = None
    if not land and before is not None and after is not None:
        loss, gain = _changes(
            ground, states, conditions, path, standard, rules, (before, after)
        )
    return MeasuredGround(
        conditions=conditions,
        path=path,
        minutes=standard.minutes,
        needed=standard.share,
        before=before,
        after=after,
        largest_loss=loss,
        largest_gain=gain,
    )


def _can_differ(ground: Ground, scene: Scene, path: SunPath) -> bool:
    """Whether what stands in one state only can shade a ground.

    Cells stick out of a ground by less than its longer side, and are asked with bodies
    that are grown by less.
    """
    parts = differing_parts(scene.obstructions, scene.before, scene.after)
    x0, y0, x1, y1 = ground.polygon.bounds
    side = max(x1 - x0, y1 - y0)
    plan = np.array([[x0 - side, y0 - side, x1 + side, y1 + side]])
    low = np.array([ground.elevation - side])
    boxes = scene.obstructions.part_box[parts]
    return bool(touched_places(plan, low, boxes, path).any())


def _state(scene: Scene, standing: NDArray[np.bool_]) -> GroundState:
    """Bodies of one state."""
    return GroundState(
        bodies=tuple(b for b, s in zip(scene.bodies, standing, strict=True) if s),
        obstructions=scene.obstructions.where(standing),
    )


def _changes(
    ground: Ground,
    states: tuple[GroundState, GroundState],
    conditions: Conditions,
    path: SunPath,
    standard: Standard,
    rules: Ruleset,
    areas: tuple[SunlitArea, SunlitArea],
) -> tuple[Bounds | None, Bounds | None]:
    """Largest loss and gain of a point, where the share may be missed both times."""
    if any(area.share.lower > standard.share for area in areas):
        return None, None
    question = ChangeQuestion(
        minutes=standard.minutes,
        shortest=conditions.shortest_segment,
        limit=rules.values.number("unaffected_change"),
        segments=conditions.segments,
    )
    before, after = states
    return (
        largest_loss(ground.polygon, ground.elevation, (before, after), path, question),
        largest_loss(ground.polygon, ground.elevation, (after, before), path, question),
    )
