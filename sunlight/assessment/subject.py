"""What an aid looks at: scene, conditions and sun path of a project (分析对象)."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.counting.courtyards import counted_by_law
from sunlight.assessment.measuring.runs import on_day
from sunlight.conditions import Conditions, DeclinationConvention
from sunlight.errors import InputError
from sunlight.kinds import Use
from sunlight.model.project import Project
from sunlight.rules import (
    Ruleset,
    conditions_for,
    dwelling_conditions,
    ruleset,
    uses_with_standard,
    with_alternatives,
)
from sunlight.scene import Obstructions, Scene, build_scene
from sunlight.solar import SunPath

__all__ = ["STATES", "Subject", "subject_of"]

STATES = ("before", "after")
"""States of a project: before it, and with it (建设前, 建设后)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subject:
    """A project made ready for the aids (分析对象).

    Parameters
    ----------
    project : Project
        The project, its households as the law counts them.
    rules : Ruleset
        Its rules, with the readings taken.
    conditions : Conditions
        Day, band, sill rule and shortest segment.
    path : SunPath
        Sun's path of the day.
    scene : Scene
        Obstructions and their states, sill planes.
    """

    project: Project
    rules: Ruleset
    conditions: Conditions
    path: SunPath
    scene: Scene

    def standing(self, state: str) -> NDArray[np.bool_]:
        """Which parts stand in a state, (p,) (现存遮挡体).

        Parameters
        ----------
        state : {'before', 'after'}
            Before the project, or after it.

        Raises
        ------
        InputError
            If there is no such state.
        """
        if state not in STATES:
            raise InputError(
                f"expected one of {', '.join(STATES)}, got {state!r}",
                where="state",
                value=state,
            )
        return self.scene.before if state == "before" else self.scene.after

    def obstructions(self, state: str) -> Obstructions:
        """What may stand before the sun in a state (遮挡体).

        Parameters
        ----------
        state : {'before', 'after'}
            Before the project, or after it.
        """
        return self.scene.obstructions.where(self.standing(state))


def subject_of(
    project: Project,
    *,
    use: Use = Use.RESIDENTIAL,
    readings: Iterable[str] = (),
    declination: DeclinationConvention | None = None,
) -> Subject:
    """Scene, conditions and sun path of a project (分析对象).

    Parameters
    ----------
    project : Project
        The project; its ``rules`` name the profile.
    use : Use
        Use whose day and band are taken: dwellings by default.
    readings : iterable of str
        Ids of the readings whose alternative is taken.
    declination : DeclinationConvention, optional
        Where the sun's declination comes from, as in :func:`sunlight.assess`.

    Returns
    -------
    Subject
        What the aids take.

    Raises
    ------
    InputError
        If the rules have no standard for the use, or a reading is unknown.
    GeometryError
        If a part of a building cannot be used as an obstruction.
    """
    rules = with_alternatives(ruleset(project.rules), *readings)
    project, _ = counted_by_law(project, rules)
    laid = dwelling_conditions(rules)
    if use is not Use.RESIDENTIAL:
        if use not in uses_with_standard(rules):
            known = ", ".join(u.value for u in uses_with_standard(rules))
            raise InputError(
                f"{rules.name} has no standard for {use.value}; it has one for {known}",
                where="use",
                value=use.value,
            )
        laid = conditions_for(rules, use)
    conditions, path = on_day(laid, project, rules, declination)
    scene = build_scene(project, conditions)
    return Subject(
        project=project, rules=rules, conditions=conditions, path=path, scene=scene
    )
