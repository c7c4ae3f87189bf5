"""Calculations by standard day: which windows are measured how (按标准日分组)."""

from dataclasses import replace

import numpy as np

from sunlight.assessment.paths import path_of, solar_orientation_bands
from sunlight.assessment.records import Run
from sunlight.conditions import DeclinationConvention, SolarTermInstant
from sunlight.kinds import Use
from sunlight.model.project import Project
from sunlight.rules import (
    Ruleset,
    conditions_for,
    dwelling_conditions,
    uses_with_standard,
)

__all__ = ["runs_of"]


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
        One for each set of conditions that has windows; that of dwellings always.
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
        conditions = found
        every_day = isinstance(declination, SolarTermInstant)
        if declination is not None and (every_day or found.day is dwelling.day):
            conditions = replace(found, declination=declination)
        runs.append(
            Run(
                conditions=conditions,
                path=path_of(conditions, project.site),
                windows=windows,
                orientation_bands=solar_orientation_bands(conditions, project.site),
            )
        )
    return tuple(runs)
