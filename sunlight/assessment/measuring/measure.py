"""Minutes of the windows in one state of the scene (窗的日照时数)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.measuring.sills import (
    blockers,
    full_sun,
    judged_by_stretch,
    minutes_of,
    sills_of,
)
from sunlight.assessment.measuring.stretches import Spacing, best_stretches
from sunlight.conditions import Conditions
from sunlight.durations import OwnerMinutes, minutes_taken
from sunlight.intervals import BlockedIntervals, Intervals
from sunlight.model.project import Project
from sunlight.scene import Scene
from sunlight.shade import UsableTimes
from sunlight.solar import SunPath
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = [
    "StateResult",
    "Step",
    "measure_state",
    "merged_intervals",
    "merged_owner_minutes",
    "spread_intervals",
    "spread_owner_minutes",
]

Step = Callable[[str, int, int], None]
"""Progress: what is being done, how much is done, how much there is."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StateResult:
    """Windows in one state, rows as in the project's window table (一种建设状态).

    Parameters
    ----------
    measured : (m,) ndarray of int64
        Windows that stand in this state and have a sill height.
    minutes : (w,) ndarray of float64
        Counted minutes; NaN where not measured. [min]
    full : Intervals, (w,)
        Full-window intervals before short pieces are dropped; empty where not measured.
    left, right : (w, 2) ndarray of float64
        Ends of the counted width in plan. [m]
    taken : OwnerMinutes, (w,)
        Minutes of the band that each owner took; codes of ``Scene.obstructions``.
    blocked_left, blocked_right : BlockedIntervals, (m,)
        Who blocks each sill end of the measured windows.
    copied : (n,) ndarray of int64
        Those of the measured windows whose results are those of another state, since
        nothing that differs between the two can touch them.
    """

    measured: NDArray[np.int64]
    minutes: NDArray[np.float64]
    full: Intervals
    left: NDArray[np.float64]
    right: NDArray[np.float64]
    taken: OwnerMinutes
    blocked_left: BlockedIntervals
    blocked_right: BlockedIntervals
    copied: NDArray[np.int64]


def measure_state(
    project: Project,
    scene: Scene,
    standing: NDArray[np.bool_],
    windows: NDArray[np.int64],
    conditions: Conditions,
    path: SunPath,
    usable: UsableTimes | None,
    spacing: Spacing,
    step: Step,
) -> StateResult:
    """Measure some windows in one state of the scene.

    Parameters
    ----------
    project, scene
        As built.
    standing : (p,) ndarray of bool
        Parts that stand in the state.
    windows : (m,) ndarray of int64
        Windows to measure, in rising order.
    conditions : Conditions
        Full-window test, width rule and which segments count.
    path : SunPath
        Sun's path of the day.
    usable : UsableTimes or None
        Times that the walls leave to all windows of the table; None for all times.
    spacing : Spacing
        How many places are tried for the best stretch, the same in both states.
    step : callable
        Progress.

    Returns
    -------
    StateResult
        Rows as in the window table.
    """
    obstructions = scene.obstructions.where(standing)
    left, right = scene.planes.left.copy(), scene.planes.right.copy()
    wide = windows[
        scene.planes.width[windows] > conditions.counted_width + CONTACT_DISTANCE
    ]
    if len(wide) and judged_by_stretch(conditions):
        step("stretch", 0, 1)
        left[wide], right[wide] = best_stretches(
            project, scene, obstructions, wide, conditions, path, usable, spacing
        )
    sills = sills_of(
        project, scene, windows, left[windows], right[windows], conditions, usable
    )
    full = full_sun(
        sills, obstructions, path, progress=lambda d, n: step("windows", d, n)
    )
    blocked_left, blocked_right = blockers(
        sills,
        full,
        obstructions,
        path,
        conditions,
        progress=lambda d, n: step("owners", d, n),
    )
    taken = minutes_taken(
        blocked_left,
        blocked_right,
        band=path.lit_band,
        shortest=conditions.shortest_segment,
    )
    count = len(project.windows)
    minutes = np.full(count, np.nan)
    minutes[windows] = minutes_of(full, conditions)
    rows = np.zeros(count, dtype=np.int64)
    rows[windows] = np.arange(1, len(windows) + 1)
    return StateResult(
        measured=windows,
        minutes=minutes,
        full=spread_intervals(full, rows),
        left=left,
        right=right,
        taken=spread_owner_minutes(taken, rows),
        blocked_left=blocked_left,
        blocked_right=blocked_right,
        copied=np.empty(0, dtype=np.int64),
    )


def _spread_offsets(
    offsets: NDArray[np.int64], rows: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Offsets over all windows, from offsets over the measured ones (rows 1..m)."""
    sizes = np.append(0, np.diff(offsets))[rows]
    return np.append(0, np.cumsum(sizes)).astype(np.int64)


def spread_intervals(full: Intervals, rows: NDArray[np.int64]) -> Intervals:
    """Intervals over all windows; windows are in rising order, so order is kept."""
    return Intervals._trusted(
        _spread_offsets(full.offsets, rows),
        full.start,
        full.end,
        full.start_face,
        full.end_face,
        full.start_side,
        full.end_side,
    )


def spread_owner_minutes(parts: OwnerMinutes, rows: NDArray[np.int64]) -> OwnerMinutes:
    """Parts over all windows, from parts over the measured ones (rows 1..m)."""
    return OwnerMinutes._trusted(
        _spread_offsets(parts.offsets, rows), parts.owner, parts.minutes
    )


def _merged_rows(
    all_offsets: list[NDArray[np.int64]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Offsets of ragged tables laid over each other, and the order of their elements.

    Every row is filled in one table at the most.
    """
    sizes = np.sum([np.diff(o) for o in all_offsets], axis=0)
    rows = np.concatenate(
        [np.repeat(np.arange(len(o) - 1), np.diff(o)) for o in all_offsets]
    )
    offsets = np.append(0, np.cumsum(sizes)).astype(np.int64)
    return offsets, np.argsort(rows, kind="stable")


def merged_intervals(tables: list[Intervals]) -> Intervals:
    """One table of intervals from tables that fill different rows.

    Parameters
    ----------
    tables : list of Intervals, (w,) each
        Every row is filled in one of them at the most.
    """
    if len(tables) == 1:
        return tables[0]
    offsets, order = _merged_rows([t.offsets for t in tables])
    return Intervals._trusted(
        offsets,
        np.concatenate([t.start for t in tables])[order],
        np.concatenate([t.end for t in tables])[order],
        np.concatenate([t.start_face for t in tables])[order],
        np.concatenate([t.end_face for t in tables])[order],
        np.concatenate([t.start_side for t in tables])[order],
        np.concatenate([t.end_side for t in tables])[order],
    )


def merged_owner_minutes(tables: list[OwnerMinutes]) -> OwnerMinutes:
    """One table of parts from tables that fill different rows.

    Parameters
    ----------
    tables : list of OwnerMinutes, (w,) each
        Every row is filled in one of them at the most.
    """
    if len(tables) == 1:
        return tables[0]
    offsets, order = _merged_rows([t.offsets for t in tables])
    return OwnerMinutes._trusted(
        offsets,
        np.concatenate([t.owner for t in tables])[order],
        np.concatenate([t.minutes for t in tables])[order],
    )
