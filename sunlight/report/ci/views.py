"""What a failing window sees at the moment it loses most (不通过窗的视线)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.assessment.measuring.measure import StateResult
from sunlight.assessment.measuring.results import window_states
from sunlight.intervals import (
    BlockedIntervals,
    Intervals,
    difference,
    intersection,
    union,
)
from sunlight.report.shading import owner_rows
from sunlight.scene import Scene, build_scene
from sunlight.solar import SunPath

__all__ = ["WindowView", "window_views"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowView:
    """A window and who stands between it and the sun (视线).

    Parameters
    ----------
    sill : (3,) ndarray of float64
        Middle of the sill, project coordinates. [m]
    outward : (3,) ndarray of float64
        Unit vector away from the wall, level.
    sun : (3,) ndarray of float64
        Unit vector to the sun at `minute`.
    minute : float
        Middle of `span`. [min, true solar time]
    span : (float, float)
        Longest stretch in which `blocker` takes sunlight. [min, true solar time]
    blocker : str
        Building or site part; empty if nobody shades the window alone or with others.
    """

    sill: NDArray[np.float64]
    outward: NDArray[np.float64]
    sun: NDArray[np.float64]
    minute: float
    span: tuple[float, float]
    blocker: str


def window_views(
    assessment: Assessment, windows: Iterable[tuple[int, bool]]
) -> dict[tuple[int, bool], WindowView]:
    """Views of some windows (各窗视线).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    windows : iterable of (int, bool)
        Row of the window, and whether it is what was lost that counts, or else all that
        it does not get after.

    Returns
    -------
    dict
        By row and kind; windows that do not stand after, or are not measured, are
        missing. Only these windows are computed again.
    """
    wanted = sorted({(row, lost) for row, lost in windows if row >= 0})
    found: dict[tuple[int, bool], WindowView] = {}
    for number, run in enumerate(assessment.runs):
        mine = [(w, lost) for w, lost in wanted if assessment.windows.run[w] == number]
        if not mine:
            continue
        rows = np.unique(np.array([w for w, _ in mine], dtype=np.int64))
        scene = build_scene(assessment.project, run.conditions)
        before, after = window_states(
            assessment.project,
            scene,
            replace(run, windows=rows),
            lambda name, done, total: None,
        )
        for window, lost in mine:
            view = _view(assessment, scene, run.path, (before, after), window, lost)
            if view is not None:
                found[window, lost] = view
    return found


def _view(
    assessment: Assessment,
    scene: Scene,
    path: SunPath,
    states: tuple[StateResult, StateResult],
    window: int,
    lost: bool,  # noqa: FBT001 -- a key of the table, not a mode
) -> WindowView | None:
    """View of one window, None if it is not measured after."""
    _, after = states
    at = int(np.searchsorted(after.measured, window))
    if at >= len(after.measured) or after.measured[at] != window:
        return None
    results = assessment.windows
    counted = results.counted_after.take([window])
    had = (
        results.counted_before.take([window])
        if lost
        else Intervals.full(1, path.lit_band)
    )
    missing = difference(had, counted)
    names = scene.obstructions.owner_names
    spans = {
        names[owner]: intersection(missing, blocked)
        for owner, blocked in _blocked(after, at).items()
    }
    parts = owner_rows(
        assessment, results.lost if lost else results.taken_after, window
    )
    first = next((p.owner for p in parts if p.owner and p.minutes > 0.0), "")
    blocker = first if len(_lengths(spans.get(first))) else _longest_owner(spans)
    span = _longest(spans[blocker]) if blocker else _longest(missing)
    span = span or path.lit_band
    minute = 0.5 * (span[0] + span[1])
    middle = 0.5 * (after.left[window] + after.right[window])
    normal = scene.normal[window]
    return WindowView(
        sill=np.append(middle, scene.sill_z[window]),
        outward=np.append(normal, 0.0),
        sun=path.directions(np.array([minute]))[0],
        minute=minute,
        span=span,
        blocker=blocker,
    )


def _blocked(state: StateResult, at: int) -> dict[int, Intervals]:
    """When each owner blocks one sill end or the other."""
    made: dict[int, Intervals] = {}
    for blocked in (state.blocked_left, state.blocked_right):
        for owner, times in _by_owner(blocked, at).items():
            made[owner] = union(made[owner], times) if owner in made else times
    return made


def _by_owner(blocked: BlockedIntervals, at: int) -> dict[int, Intervals]:
    """Intervals of one row by owner, without the wall's own plane."""
    row = slice(blocked.offsets[at], blocked.offsets[at + 1])
    owner = blocked.owner[row]
    times = np.column_stack([blocked.start[row], blocked.end[row]])
    return {
        int(code): Intervals.from_rows([times[owner == code]])
        for code in np.unique(owner[owner >= 0])
    }


def _lengths(spans: Intervals | None) -> NDArray[np.float64]:
    """Lengths of the intervals; none where there are none."""
    if spans is None:
        return np.empty(0)
    lengths: NDArray[np.float64] = spans.end - spans.start
    return lengths


def _longest_owner(spans: dict[str, Intervals]) -> str:
    """Who takes most in all; empty if nobody takes anything."""
    taken = {name: float(_lengths(times).sum()) for name, times in spans.items()}
    best = max(taken, key=lambda name: taken[name], default="")
    return best if best and taken[best] > 0.0 else ""


def _longest(spans: Intervals) -> tuple[float, float] | None:
    """Longest interval, None if there is none."""
    lengths = _lengths(spans)
    if len(lengths) == 0:
        return None
    best = int(np.argmax(lengths))
    return float(spans.start[best]), float(spans.end[best])
