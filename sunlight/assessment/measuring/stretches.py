"""The best stretch of windows wider than the counted width (最有利计算窗宽)."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.measuring.sills import full_sun, minutes_of, sills_of
from sunlight.conditions import Conditions
from sunlight.intervals import Intervals
from sunlight.intervals.columns import row_of
from sunlight.model.project import Project
from sunlight.scene import Obstructions, Scene
from sunlight.shade import UsableTimes
from sunlight.solar import SunPath
from sunlight.tolerances import SAME_INSTANT_MIN

__all__ = ["Spacing", "best_stretches", "spacing_of"]

STRETCH_STEP: Final = 0.05
"""Spacing of the places tried for the best stretch of a wide window. [m]"""
STRETCH_FINE_STEP: Final = 0.005
"""Spacing of the second round round the best place of the first. [m]"""
NEAR_SHORTEST: Final = 2.0
"""A segment within this of the shortest counted one may count a little way on: a step
of 5 cm moves its ends by no more behind obstacles over 5 m away. [min]"""

_AT_ONCE: Final = 100_000  # places looked at in one call: bounds the memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """How many places are tried in each window (试算位置数).

    The same in both states of the scene, so that a window which nothing new can touch
    keeps its stretch.

    Parameters
    ----------
    places : int
        Over the whole width.
    around : int
        Round one of them, from one of its neighbours to the other.
    """

    places: int
    around: int


def spacing_of(
    scene: Scene, windows: NDArray[np.int64], conditions: Conditions
) -> Spacing:
    """Spacing that suits the widest of some windows (试算间距).

    Parameters
    ----------
    scene : Scene
        Widths of the windows.
    windows : (m,) ndarray of int64
        All windows that are measured together, in either state.
    conditions : Conditions
        Counted width.
    """
    width = float(scene.planes.width[windows].max(initial=0.0))
    slack = max(width - conditions.counted_width, 0.0)
    places = max(math.ceil(slack / STRETCH_STEP) + 1, 2)
    around = 2 * math.ceil(slack / (places - 1) / STRETCH_FINE_STEP) + 1
    return Spacing(places=places, around=around)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Search:
    """Where stretches are tried, and under which conditions."""

    project: Project
    scene: Scene
    obstructions: Obstructions
    conditions: Conditions
    path: SunPath
    usable: UsableTimes | None
    spacing: Spacing

    def slack(self, windows: NDArray[np.int64]) -> NDArray[np.float64]:
        """How far the counted width may move in each window, (n,). [m]."""
        slack: NDArray[np.float64] = (
            self.scene.planes.width[windows] - self.conditions.counted_width
        )
        return slack

    def ends(
        self, windows: NDArray[np.int64], offset: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Ends of the stretch that starts `offset` from the window's left end."""
        planes = self.scene.planes
        along = planes.right[windows] - planes.left[windows]
        along = along / planes.width[windows][:, None]
        left = planes.left[windows] + along * offset[:, None]
        return left, left + along * self.conditions.counted_width

    def lit(
        self, windows: NDArray[np.int64], offset: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], Intervals]:
        """Counted minutes and full-window intervals of one offset a window, (n,)."""
        left, right = self.ends(windows, offset)
        sills = sills_of(
            self.project, self.scene, windows, left, right, self.conditions, self.usable
        )
        full = full_sun(sills, self.obstructions, self.path)
        return minutes_of(full, self.conditions), full


def best_stretches(
    project: Project,
    scene: Scene,
    obstructions: Obstructions,
    wide: NDArray[np.int64],
    conditions: Conditions,
    path: SunPath,
    usable: UsableTimes | None,
    spacing: Spacing,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Ends of the counted stretch with the most counted minutes (最有利的一段).

    The stretch is fixed for the day. Places are tried every `STRETCH_STEP`, both ends
    of the window among them, then every `STRETCH_FINE_STEP` round the best, and round
    every place where a segment is near the shortest that counts, since minutes jump
    there; among equals the one nearest to the middle wins. What is found is a real
    stretch, so it never shows more sun than there is.

    Parameters
    ----------
    project, scene
        As built.
    obstructions : Obstructions
        What stands in the state.
    wide : (n,) ndarray of int64
        Windows wider than the counted width, in rising order.
    conditions : Conditions
        Counted width, shortest segment, full-window test.
    path : SunPath
        Sun's path of the day.
    usable : UsableTimes or None
        Times of all windows of the table; None for all times.
    spacing : Spacing
        How many places are tried.

    Returns
    -------
    left, right : (n, 2) ndarray of float64
        In plan. [m]

    Notes
    -----
    Source: 规程六(一), which refers to the national standard for the width.
    """
    search = _Search(
        project=project,
        scene=scene,
        obstructions=obstructions,
        conditions=conditions,
        path=path,
        usable=usable,
        spacing=spacing,
    )
    slack = search.slack(wide)
    places = np.linspace(0.0, 1.0, spacing.places)[:, None] * slack
    step = slack / (spacing.places - 1)
    _, best, near = _best_offset(search, wide, places)
    finely = _around(best, step, slack, spacing.around)
    minutes, best, _ = _best_offset(search, wide, finely)
    row, column = np.nonzero(near)
    if len(row):
        best = _with_jumps(
            search, wide, minutes, best, places[row, column], column, step
        )
    return search.ends(wide, best)


def _around(
    middle: NDArray[np.float64],
    step: NDArray[np.float64],
    slack: NDArray[np.float64],
    count: int,
) -> NDArray[np.float64]:
    """Places a step to either side of the middle ones, finely spaced, (t, n). [m]."""
    offset = np.linspace(-1.0, 1.0, count)[:, None] * step + middle
    placed: NDArray[np.float64] = np.clip(offset, 0.0, slack)
    return placed


def _best_offset(
    search: _Search, wide: NDArray[np.int64], offset: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Most minutes of the offsets (t, n) tried, where, and which are near a jump."""
    minutes = np.empty_like(offset)
    near = np.zeros(offset.shape, dtype=np.bool_)
    for row, tried in enumerate(offset):
        minutes[row], full = search.lit(wide, tried)
        near[row] = _near_shortest(full, search.conditions.shortest_segment)
    chosen = _nearest_to_middle(minutes, np.abs(offset - search.slack(wide) / 2))
    at = np.arange(len(wide))
    return minutes[chosen, at], offset[chosen, at], near


def _nearest_to_middle(
    minutes: NDArray[np.float64], from_middle: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Row of the most minutes in each column; among equals nearest to the middle."""
    top = minutes >= minutes.max(axis=0) - SAME_INSTANT_MIN
    chosen: NDArray[np.int64] = np.argmin(np.where(top, from_middle, np.inf), axis=0)
    return chosen


def _near_shortest(full: Intervals, shortest: float) -> NDArray[np.bool_]:
    """Which rows have a segment that a little more or less would drop or count."""
    close = np.abs(full.end - full.start - shortest) <= NEAR_SHORTEST
    found = np.zeros(len(full), dtype=np.bool_)
    found[row_of(full.offsets)[close]] = True
    return found


def _with_jumps(
    search: _Search,
    wide: NDArray[np.int64],
    minutes: NDArray[np.float64],
    best: NDArray[np.float64],
    places: NDArray[np.float64],
    column: NDArray[np.int64],
    step: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Best offset with the places near a jump tried finely too, (n,). [m]."""
    slack = search.slack(wide)
    tried = _around(places, step[column], slack[column], search.spacing.around)
    window = np.broadcast_to(column, tried.shape).ravel()
    offset = tried.ravel()
    order = np.lexsort((offset, window))
    window, offset = window[order], offset[order]
    better = best.copy()
    most = minutes + SAME_INSTANT_MIN
    for first in range(0, len(window), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        found, _ = search.lit(wide[window[some]], offset[some])
        for k in np.flatnonzero(found > most[window[some]]) + first:
            if found[k - first] > most[window[k]]:
                most[window[k]], better[window[k]] = found[k - first], offset[k]
    return better
