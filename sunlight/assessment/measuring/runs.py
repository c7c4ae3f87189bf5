"""Calculations by standard day: which windows are measured how (按标准日分组)."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.grounds.standards import standard_of_ground
from sunlight.assessment.measuring.paths import path_of, solar_orientation_bands
from sunlight.assessment.measuring.records import Run
from sunlight.conditions import (
    Conditions,
    DeclinationConvention,
    SolarTermInstant,
)
from sunlight.kinds import GroundKind, Use
from sunlight.model.project import Project
from sunlight.rules import (
    Ruleset,
    conditions_for,
    dwelling_conditions,
    ground_conditions,
    uses_with_standard,
)
from sunlight.solar import SunPath

__all__ = ["on_day", "runs_of"]


def runs_of(
    project: Project,
    rules: Ruleset,
    declination: DeclinationConvention | None,
) -> tuple[Run, ...]:
    """Windows by the conditions of their use, those of dwellings first (按标准日分组).

    Buildings without a standard of their own are measured as dwellings are.

    Parameters
    ----------
    project : Project
        Its windows and the uses of its buildings.
    rules : Ruleset
        Conditions of each use.
    declination : DeclinationConvention or None
        Where the sun's declination comes from; None for the default.

    Returns
    -------
    tuple of Run
        One for each set of conditions that has windows; that of dwellings always; and
        one without windows for a day that only grounds are measured on.
    """
    dwelling = dwelling_conditions(rules)
    covered = uses_with_standard(rules)
    of_use = {
        use: conditions_for(rules, use) if use in covered else dwelling for use in Use
    }
    distinct = list(dict.fromkeys([dwelling, *of_use.values()]))
    code = np.array(
        [distinct.index(of_use[b.use]) for b in project.buildings] or [0],
        dtype=np.int64,
    )
    run_of = code[project.windows.building] if len(project.windows) else np.empty(0)
    runs = []
    for index, found in enumerate(distinct):
        windows = np.flatnonzero(run_of == index).astype(np.int64)
        if index and len(windows) == 0:
            continue
        runs.append(_run(found, windows, project, rules, declination))
    for laid in _conditions_of_grounds(project, rules):
        if not any(_same_day(laid, run.conditions) for run in runs):
            nothing = np.empty(0, dtype=np.int64)
            runs.append(_run(laid, nothing, project, rules, declination))
    return tuple(runs)


def _run(
    conditions: Conditions,
    windows: NDArray[np.int64],
    project: Project,
    rules: Ruleset,
    declination: DeclinationConvention | None,
) -> Run:
    """Windows measured under some conditions."""
    conditions, path = on_day(conditions, project, rules, declination)
    return Run(
        conditions=conditions,
        path=path,
        windows=windows,
        orientation_bands=solar_orientation_bands(conditions, project.site),
    )


def on_day(
    conditions: Conditions,
    project: Project,
    rules: Ruleset,
    declination: DeclinationConvention | None,
) -> tuple[Conditions, SunPath]:
    """Conditions with the declination asked for, and the sun's path (日照轨迹).

    Parameters
    ----------
    conditions : Conditions
        As the rules lay them down.
    project : Project
        For its place.
    rules : Ruleset
        For the day of dwellings: a declination of a date or an angle is for that day.
    declination : DeclinationConvention or None
        What is asked for; None for the default.
    """
    every_day = isinstance(declination, SolarTermInstant)
    day = dwelling_conditions(rules).day
    if declination is not None and (every_day or conditions.day is day):
        conditions = replace(conditions, declination=declination)
    return conditions, path_of(conditions, project.site)


def _conditions_of_grounds(project: Project, rules: Ruleset) -> Sequence[Conditions]:
    """Conditions that grounds with a standard are measured under."""
    return [
        conditions_for(rules, ground.use)
        if ground.kind is GroundKind.UNBUILT_LAND
        else ground_conditions(rules)
        for ground in project.grounds
        if standard_of_ground(ground, rules) is not None
    ]


def _same_day(one: Conditions, other: Conditions) -> bool:
    """Whether day and band are the same."""
    return (one.day, one.band) == (other.day, other.band)
