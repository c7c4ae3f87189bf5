"""Which windows a report may be confined to, and which it should show (应列窗位)."""

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.errors import InputError, RuleError
from sunlight.kinds import HABITABLE_ROOMS, RoomKind
from sunlight.model.project import Project
from sunlight.model.tables import ROOM_KINDS
from sunlight.rules import Ruleset, standard_for
from sunlight.scope import ScopeRole

__all__ = ["analysed_buildings", "judged_windows", "measured_windows", "missing"]

_ANALYSED = frozenset({ScopeRole.PROPOSED, ScopeRole.CONCURRENT, ScopeRole.ANALYSED})


def measured_windows(assessment: Assessment) -> NDArray[np.bool_]:
    """Windows with finite minutes in a state (参与分析的窗), (w,).

    Parameters
    ----------
    assessment : Assessment
        Our own calculation.
    """
    results = assessment.windows
    measured: NDArray[np.bool_] = np.isfinite(results.minutes_before) | np.isfinite(
        results.minutes_after
    )
    return measured


def judged_windows(project: Project, rules: Ruleset | None) -> NDArray[np.bool_]:
    """Windows of rooms that a standard counts, or of an unknown kind (应计房间), (w,).

    Parameters
    ----------
    project : Project
        The model.
    rules : Ruleset or None
        Rules that say which rooms count; None for habitable rooms.
    """
    windows, rooms = project.windows, project.rooms
    unknown = ROOM_KINDS.index(RoomKind.UNKNOWN)
    counted = np.zeros((len(project.buildings), len(ROOM_KINDS)), dtype=np.bool_)
    for i, building in enumerate(project.buildings):
        kinds = HABITABLE_ROOMS
        if rules is not None:
            try:
                kinds = standard_for(rules, building.use).rooms or HABITABLE_ROOMS
            except (InputError, RuleError):  # no standard for that use
                kinds = HABITABLE_ROOMS
        counted[i, [ROOM_KINDS.index(kind) for kind in kinds]] = True
    counted[:, unknown] = True
    kind = np.full(len(windows), unknown, dtype=np.int64)
    there = windows.room >= 0
    kind[there] = rooms.kind[windows.room[there]]
    judged: NDArray[np.bool_] = counted[windows.building, kind]
    return judged


def analysed_buildings(
    project: Project, assessment: Assessment | None, printed: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Buildings that a report has to show (应分析的楼), (b,).

    Those of the scope; without one, those that are measured or have a row.

    Parameters
    ----------
    project : Project
        The model.
    assessment : Assessment or None
        Our own calculation.
    printed : (n,) ndarray of int64
        Building of each row, -1 for none.
    """
    found = np.zeros(len(project.buildings), dtype=np.bool_)
    if assessment is not None and assessment.scope is not None:
        for entry in assessment.scope.entries:
            found[entry.building] = entry.role in _ANALYSED
        return found
    found[printed[printed >= 0]] = True
    if assessment is not None:
        found[project.windows.building[measured_windows(assessment)]] = True
    return found


def missing(
    project: Project,
    assessment: Assessment | None,
    *,
    buildings: NDArray[np.bool_],
    seen: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Windows that a report should show and does not (缺漏窗位), (m,).

    Parameters
    ----------
    project : Project
        The model.
    assessment : Assessment or None
        Our own calculation; without one no window is measured and none is missed.
    buildings : (b,) ndarray of bool
        Buildings that it has to show.
    seen : (k,) ndarray of int64
        Windows that are matched or may be.
    """
    if assessment is None:
        return np.empty(0, dtype=np.int64)
    wanted = measured_windows(assessment) & judged_windows(project, assessment.rules)
    wanted &= buildings[project.windows.building]
    wanted[seen] = False
    return np.flatnonzero(wanted).astype(np.int64)
