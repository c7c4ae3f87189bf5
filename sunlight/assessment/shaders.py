"""Who shades whom in a project (项目遮挡关系): all windows, each on its own day."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.analyses.shade_spans import ShadeSpans
from sunlight.analyses.shader_graph import ShaderEdge, shader_edges
from sunlight.analyses.who_shades import BlockedWindows, WhoShades, who_shades
from sunlight.assessment.counting.courtyards import counted_by_law
from sunlight.assessment.measuring.measure import StateResult
from sunlight.assessment.measuring.records import Run
from sunlight.assessment.measuring.results import Progress, window_states
from sunlight.assessment.measuring.runs import runs_of
from sunlight.conditions import DeclinationConvention
from sunlight.durations import counted_intervals
from sunlight.errors import InputError
from sunlight.intervals import BlockedIntervals, Intervals
from sunlight.intervals.columns import offsets_of
from sunlight.model.project import Project
from sunlight.rules import Ruleset, ruleset, with_alternatives
from sunlight.scene import Scene, build_scene

__all__ = ["Shaders", "project_shaders", "window_row"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shaders:
    """Who shades whom in a project (项目遮挡关系).

    Parameters
    ----------
    project : Project
        The project, its households as the law counts them.
    rules : Ruleset
        Its rules, with the readings taken.
    runs : tuple of Run
        Days, and the windows measured on each.
    run : (w,) ndarray of int64
        Run of each window.
    shades : WhoShades
        Spans with all who block, rows of windows as in the project.
    minutes_before, minutes_after : (w,) ndarray of float64
        Counted minutes; NaN where the window does not stand or is not measured. [min]
    lost_edges, after_edges : tuple of ShaderEdge
        Which building takes what from which: of what is lost from before to after,
        and of all that does not count after.
    """

    project: Project
    rules: Ruleset
    runs: tuple[Run, ...]
    run: NDArray[np.int64]
    shades: WhoShades
    minutes_before: NDArray[np.float64]
    minutes_after: NDArray[np.float64]
    lost_edges: tuple[ShaderEdge, ...]
    after_edges: tuple[ShaderEdge, ...]


def window_row(project: Project, window: str) -> int:
    """Row of a window by its id (窗号所在行).

    Parameters
    ----------
    project : Project
        The project.
    window : str
        Id of the window.

    Raises
    ------
    InputError
        If there is no such window.
    """
    ids: list[str] = project.windows.id.tolist()
    if window in ids:
        return ids.index(window)
    near = [name for name in ids if window and window in name][:5] or ids[:5]
    such = f"such as {', '.join(near)}" if near else "the project has no windows"
    raise InputError(
        f"there is no window {window!r}; ids are those of windows.csv, {such}",
        where="--window",
        value=window,
    )


def project_shaders(
    project: Project,
    *,
    readings: Iterable[str] = (),
    declination: DeclinationConvention | None = None,
    progress: Progress | None = None,
) -> Shaders:
    """Who shades whom in a project, before and after (项目遮挡关系).

    Parameters
    ----------
    project : Project
        The project; its ``rules`` name the profile.
    readings : iterable of str
        Ids of the readings whose alternative is taken.
    declination : DeclinationConvention, optional
        As in :func:`sunlight.assess`.
    progress : callable, optional
        Told the step, how much is done and how much there is.

    Returns
    -------
    Shaders
        With the minutes of :func:`sunlight.assess` and spans that add up to them.

    Raises
    ------
    InputError
        If the rule profile or a reading is unknown.
    GeometryError
        If a part of a building cannot be used as an obstruction.

    Notes
    -----
    An aid, never the basis of a conclusion: 规程六(一).
    """
    rules = with_alternatives(ruleset(project.rules), *readings)
    project, _ = counted_by_law(project, rules)
    runs = runs_of(project, rules, declination)
    scene = build_scene(project, runs[0].conditions)
    step: Progress = progress or (lambda name, done, total: None)
    count = len(project.windows)
    run_of = np.zeros(count, dtype=np.int64)
    before, after = np.full(count, np.nan), np.full(count, np.nan)
    found = []
    for number, run in enumerate(runs):
        old, new = window_states(project, scene, run, step)
        run_of[run.windows] = number
        before[old.measured] = old.minutes[old.measured]
        after[new.measured] = new.minutes[new.measured]
        found.append(_shades_of_run(scene, run, old, new))
    shades = WhoShades(
        before=ShadeSpans.joined([s.before for s in found]),
        after=ShadeSpans.joined([s.after for s in found]),
        lost=ShadeSpans.joined([s.lost for s in found]),
    )
    building = project.windows.building.astype(np.int64)
    names = [b.id for b in project.buildings]
    return Shaders(
        project=project,
        rules=rules,
        runs=runs,
        run=run_of,
        shades=shades,
        minutes_before=before,
        minutes_after=after,
        lost_edges=shader_edges(shades.lost, building, names),
        after_edges=shader_edges(shades.after, building, names),
    )


def _shades_of_run(
    scene: Scene, run: Run, before: StateResult, after: StateResult
) -> WhoShades:
    """Spans of the windows of a run, rows as in the window table."""
    windows = np.union1d(before.measured, after.measured)
    found = who_shades(
        _blocked(before, windows, run),
        _blocked(after, windows, run),
        owner_names=scene.obstructions.owner_names,
        band=run.path.lit_band,
    )
    both = np.isin(windows, before.measured) & np.isin(windows, after.measured)
    lost = found.lost.taken(np.flatnonzero(both[found.lost.window]))
    return WhoShades(
        before=found.before.of_rows(windows),
        after=found.after.of_rows(windows),
        lost=lost.of_rows(windows),
    )


def _blocked(
    state: StateResult, windows: NDArray[np.int64], run: Run
) -> BlockedWindows:
    """Windows of a state; one that does not stand in it has nothing that is lost."""
    stands = np.isin(windows, state.measured)
    counted = counted_intervals(
        state.full.take(windows),
        shortest=run.conditions.shortest_segment,
        segments=run.conditions.segments,
    )
    rows = np.where(stands, np.arange(len(windows)), len(windows))
    whole = Intervals.full(1, run.path.lit_band)
    padded = Intervals(
        np.append(counted.offsets, counted.offsets[-1] + 1),
        np.append(counted.start, whole.start),
        np.append(counted.end, whole.end),
    )
    return BlockedWindows(
        left=_spread(state.blocked_left, stands),
        right=_spread(state.blocked_right, stands),
        counted=padded.take(rows),
    )


def _spread(blocked: BlockedIntervals, stands: NDArray[np.bool_]) -> BlockedIntervals:
    """Rows of the windows that stand, nothing for the others."""
    counts = np.zeros(len(stands), dtype=np.int64)
    counts[stands] = np.diff(blocked.offsets)
    return BlockedIntervals._trusted(
        offsets_of(counts), blocked.owner, blocked.start, blocked.end
    )
