"""Windows and rooms in both states: what the rules judge (窗、房间的计算结果)."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.judging.projects import by_taker, taker_of_owner
from sunlight.assessment.measuring.again import measure_again
from sunlight.assessment.measuring.measure import (
    StateResult,
    measure_state,
    merged_intervals,
    merged_owner_minutes,
    spread_owner_minutes,
)
from sunlight.assessment.measuring.records import RoomResults, Run, WindowResults
from sunlight.assessment.measuring.stretches import spacing_of
from sunlight.assessment.measuring.united import (
    united_intervals,
    united_minutes,
    united_rooms,
)
from sunlight.assessment.scoping.assumed_heights import (
    AssumedShade,
    assumed_codes,
    assumed_shade,
    merged_shade,
)
from sunlight.conditions import Conditions
from sunlight.durations import OwnerMinutes, best_of, counted_intervals, minutes_lost
from sunlight.intervals import BlockedIntervals, Intervals
from sunlight.kinds import Status
from sunlight.model.project import Project
from sunlight.rules import Ruleset
from sunlight.scene import Scene
from sunlight.shade import UsableTimes, usable_times
from sunlight.solar import SunPath

__all__ = ["Progress", "room_results", "window_results", "window_states"]

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how much of it is done and how much there is."""


def window_states(
    project: Project, scene: Scene, run: Run, step: Progress
) -> tuple[StateResult, StateResult]:
    """Both states of the windows of a run; measured once what the project cannot touch.

    Parameters
    ----------
    project, scene
        As built.
    run : Run
        Windows and their day.
    step : callable
        Progress.

    Returns
    -------
    (StateResult, StateResult)
        Before and after; what nothing changes is the same in both.
    """
    measured = np.intersect1d(scene.measured, run.windows, assume_unique=True)
    usable = _usable(scene, run)
    if usable is not None:
        measured = measured[usable.analysed[measured]]
    spacing = spacing_of(scene, measured, run.conditions)
    building = project.windows.building[measured]
    new = np.array(
        [b.status in (Status.PROPOSED, Status.CONCURRENT) for b in project.buildings],
        dtype=np.bool_,
    )
    gone = np.array([b.removed_by_project for b in project.buildings], dtype=np.bool_)
    stands_before = measured[~new[building]] if len(building) else measured
    stands_after = measured[~gone[building]] if len(building) else measured
    before = measure_state(
        project,
        scene,
        scene.before,
        stands_before,
        run.conditions,
        run.path,
        usable,
        spacing,
        _half(step, 0),
    )
    if (scene.before == scene.after).all() and len(stands_before) == len(stands_after):
        return before, before
    after = measure_again(
        project,
        scene,
        before,
        scene.before,
        scene.after,
        stands_after,
        run.conditions,
        run.path,
        usable,
        spacing,
        _half(step, 1),
    )
    return before, after


def _usable(scene: Scene, run: Run) -> UsableTimes | None:
    """Times that the orientation of the walls leaves; None for all, the usual case."""
    sweep_angle, bands = run.conditions.sweep_angle, run.orientation_bands
    if not bands and sweep_angle == 0.0:
        return None
    return usable_times(scene.normal, run.path, sweep_angle=sweep_angle, bands=bands)


def _half(step: Progress, which: int) -> Progress:
    """Progress under the name of the state."""
    state = ("before", "after")[which]
    return lambda name, done, total: step(f"{state}:{name}", done, total)


def window_results(
    project: Project, scene: Scene, runs: tuple[Run, ...], step: Progress
) -> WindowResults:
    """Results of all runs in one table, with what was lost between the states.

    Parameters
    ----------
    project, scene
        As built.
    runs : tuple of Run
        Every window in one of them.
    step : callable
        Progress.

    Returns
    -------
    WindowResults
        Rows as in the window table.
    """
    count = len(project.windows)
    assumed = assumed_codes(project, scene.obstructions.owner_names)
    shades: list[AssumedShade] = []
    run_of = np.zeros(count, dtype=np.int8)
    befores: list[StateResult] = []
    afters: list[StateResult] = []
    losses: list[OwnerMinutes] = []
    shares: list[OwnerMinutes] = []
    takers = taker_of_owner(project, scene.obstructions.owner_names)
    for index, run in enumerate(runs):
        run_of[run.windows] = index
        before, after = window_states(project, scene, run, step)
        befores.append(before)
        afters.append(after)
        losses.append(_lost(before, after, run.conditions, run.path))
        if takers is not None:
            share = _lost(before, after, run.conditions, run.path, takers)
            shares.append(share)
        shades += [
            assumed_shade(
                state, assumed, scene.obstructions, run.conditions, run.path
            )
            for state in ([before] if before is after else [before, after])
        ]  # fmt: skip
    full_before = merged_intervals([b.full for b in befores])
    full_after = merged_intervals([a.full for a in afters])
    left, right = scene.planes.left.copy(), scene.planes.right.copy()
    for after in afters:
        left[after.measured] = after.left[after.measured]
        right[after.measured] = after.right[after.measured]
    return WindowResults(
        sill_z=scene.sill_z,
        run=run_of,
        minutes_before=_merged_minutes(befores, count),
        minutes_after=_merged_minutes(afters, count),
        full_before=full_before,
        full_after=full_after,
        counted_before=merged_intervals(_counted(befores, runs)),
        counted_after=merged_intervals(_counted(afters, runs)),
        left_after=left,
        right_after=right,
        taken_before=merged_owner_minutes([b.taken for b in befores]),
        taken_after=merged_owner_minutes([a.taken for a in afters]),
        lost=merged_owner_minutes(losses),
        assumed_shade=merged_shade(shades),
        lost_by_project=merged_owner_minutes(shares) if shares else None,
    )


def _counted(states: list[StateResult], runs: tuple[Run, ...]) -> list[Intervals]:
    """Counted intervals of each run, by the conditions of its day."""
    return [
        counted_intervals(
            state.full,
            shortest=run.conditions.shortest_segment,
            segments=run.conditions.segments,
        )
        for state, run in zip(states, runs, strict=True)
    ]


def _merged_minutes(states: list[StateResult], count: int) -> NDArray[np.float64]:
    """Minutes of all runs in one column, NaN where no run measured."""
    minutes = np.full(count, np.nan)
    for state in states:
        minutes[state.measured] = state.minutes[state.measured]
    return minutes


def _lost(
    before: StateResult,
    after: StateResult,
    conditions: Conditions,
    path: SunPath,
    takers: NDArray[np.int32] | None = None,
) -> OwnerMinutes:
    """What each window loses from before to after, split among those who take it.

    Windows copied from state to state lose nothing. With `takers` the owners are put
    together first: several of one taker are not jointly.
    """
    count = len(before.minutes)
    both = np.intersect1d(before.measured, after.measured, assume_unique=True)
    both = np.setdiff1d(both, after.copied, assume_unique=True)
    rows = np.zeros(count, dtype=np.int64)
    rows[both] = np.arange(1, len(both) + 1)
    if before is after:
        nothing = OwnerMinutes(
            np.zeros(1, np.int64), np.empty(0, np.int32), np.empty(0)
        )
        return spread_owner_minutes(nothing, np.zeros(count, dtype=np.int64))
    old = np.searchsorted(before.measured, both)
    new = np.searchsorted(after.measured, both)

    def taken(blocked: BlockedIntervals, at: NDArray[np.int64]) -> BlockedIntervals:
        picked = blocked.take(at)
        return picked if takers is None else by_taker(picked, takers)

    lost = minutes_lost(
        taken(before.blocked_left, old),
        taken(before.blocked_right, old),
        taken(after.blocked_left, new),
        taken(after.blocked_right, new),
        band=path.lit_band,
        shortest=conditions.shortest_segment,
    )
    return spread_owner_minutes(lost, rows)


def room_results(
    project: Project,
    windows: WindowResults,
    rules: Ruleset,
    counted: NDArray[np.bool_] | None = None,
) -> RoomResults:
    """Each room with the minutes of its best single window (各房间最好的一扇窗).

    Where the rules unite the windows of a room, its minutes are those of the union, by
    the same rule on segments.

    Parameters
    ----------
    project : Project
        Its rooms.
    windows : WindowResults
        Results in both states.
    rules : Ruleset
        How windows combine.
    counted : (w,) ndarray of bool, optional
        Windows that count for their rooms; all, without it.

    Returns
    -------
    RoomResults
        Rows as in the room table.
    """
    count = len(project.rooms)
    room = project.windows.room
    if counted is not None:
        room = np.where(counted, room, -1).astype(np.int32)
    before, best_before = best_of(windows.minutes_before, room, count)
    after, best_after = best_of(windows.minutes_after, room, count)
    for conditions, rooms in united_rooms(project, rules):
        lit = united_intervals(windows.full_before, room, rooms)
        before[rooms] = united_minutes(lit, before[rooms], conditions)
        lit = united_intervals(windows.full_after, room, rooms)
        after[rooms] = united_minutes(lit, after[rooms], conditions)
    return RoomResults(
        minutes_before=before,
        minutes_after=after,
        best_before=best_before,
        best_after=best_after,
    )
