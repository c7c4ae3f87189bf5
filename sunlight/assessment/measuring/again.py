"""The second state of the windows (第二种状态): only what the project can touch anew.

A window that neither a new nor a removed body can shade has the same minutes, the same
counted stretch and the same shading buildings in both states.
"""

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.measuring.measure import (
    StateResult,
    Step,
    measure_state,
    merged_intervals,
    merged_owner_minutes,
    spread_intervals,
    spread_owner_minutes,
)
from sunlight.assessment.measuring.stretches import Spacing
from sunlight.conditions import Conditions
from sunlight.durations import OwnerMinutes
from sunlight.intervals import BlockedIntervals, replaced_rows
from sunlight.intervals.columns import gather_rows
from sunlight.model.project import Project
from sunlight.scene import Scene
from sunlight.shade import UsableTimes
from sunlight.shade.states import differing_parts
from sunlight.shade.touched import touched_places
from sunlight.solar import SunPath

__all__ = ["measure_again", "windows_touched"]


def windows_touched(
    project: Project,
    scene: Scene,
    windows: NDArray[np.int64],
    one: NDArray[np.bool_],
    other: NDArray[np.bool_],
    path: SunPath,
) -> NDArray[np.bool_]:
    """Windows that two states of the scene may light differently (可能受影响的窗).

    Windows of a column stand and fall together, so that columns stay whole.

    Parameters
    ----------
    project, scene
        As built.
    windows : (m,) ndarray of int64
        Windows with a sill height, in rising order.
    one, other : (p,) ndarray of bool
        Parts that stand in the two states.
    path : SunPath
        Sun's path of the day.

    Returns
    -------
    (m,) ndarray of bool
        False only for windows of which no point of the sill can be reached.
    """
    if len(windows) == 0:
        return np.zeros(0, dtype=np.bool_)
    parts = differing_parts(scene.obstructions, one, other)
    left, right = scene.planes.left[windows], scene.planes.right[windows]
    plan = np.column_stack([np.minimum(left, right), np.maximum(left, right)])
    boxes = scene.obstructions.part_box[parts]
    hit = touched_places(plan, scene.sill_z[windows], boxes, path)
    column = np.searchsorted(project.windows.column_offsets, windows, side="right")
    first = np.flatnonzero(np.append(True, column[1:] != column[:-1]))
    sizes = np.diff(np.append(first, len(windows)))
    return np.repeat(np.logical_or.reduceat(hit, first), sizes)


def measure_again(
    project: Project,
    scene: Scene,
    known: StateResult,
    was_standing: NDArray[np.bool_],
    standing: NDArray[np.bool_],
    windows: NDArray[np.int64],
    conditions: Conditions,
    path: SunPath,
    usable: UsableTimes | None,
    spacing: Spacing,
    step: Step,
) -> StateResult:
    """Measure some windows in another state of the scene (再次计算).

    Parameters
    ----------
    project, scene
        As built.
    known : StateResult
        Windows in a state measured before, under the same conditions.
    was_standing : (p,) ndarray of bool
        Parts that stand in it.
    standing, windows, conditions, path, usable, spacing, step
        As in :func:`~sunlight.assessment.measuring.measure.measure_state`.

    Returns
    -------
    StateResult
        What ``measure_state`` gives, to the last bit, and which windows were copied.
    """
    hit = windows_touched(project, scene, windows, was_standing, standing, path)
    again = hit | ~np.isin(windows, known.measured, assume_unique=True)
    found = measure_state(
        project,
        scene,
        standing,
        windows[again],
        conditions,
        path,
        usable,
        spacing,
        step,
    )
    if again.all():
        return found
    kept = windows[~again]
    minutes, left, right = found.minutes.copy(), found.left.copy(), found.right.copy()
    minutes[kept] = known.minutes[kept]
    left[kept], right[kept] = known.left[kept], known.right[kept]
    here = np.flatnonzero(again)
    there = np.zeros(len(windows), dtype=np.int64)
    there[~again] = np.searchsorted(known.measured, kept)

    def merged(old: BlockedIntervals, new: BlockedIntervals) -> BlockedIntervals:
        return replaced_rows(old.take(there), here, new)

    rows = np.zeros(len(project.windows), dtype=np.int64)
    rows[kept] = np.arange(1, len(kept) + 1)
    full = spread_intervals(known.full.take(kept), rows)
    taken = spread_owner_minutes(_taken_from(known.taken, kept), rows)
    return StateResult(
        measured=windows,
        minutes=minutes,
        full=merged_intervals([full, found.full]),
        left=left,
        right=right,
        taken=merged_owner_minutes([taken, found.taken]),
        blocked_left=merged(known.blocked_left, found.blocked_left),
        blocked_right=merged(known.blocked_right, found.blocked_right),
        copied=kept,
    )


def _taken_from(parts: OwnerMinutes, windows: NDArray[np.int64]) -> OwnerMinutes:
    """Parts of some windows alone, (n,) rows."""
    offsets, source = gather_rows(parts.offsets, windows)
    return OwnerMinutes._trusted(offsets, parts.owner[source], parts.minutes[source])
