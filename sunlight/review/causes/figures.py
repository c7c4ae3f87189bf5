"""The figures of a submission, and how far a convention is from them (送审数值与差值).

A figure is a printed total, or the segments printed for a row in one state.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.intervals import Intervals
from sunlight.review.causes.emulate import Emulated
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import STATES, Submission

__all__ = ["Figures", "Residuals", "figures_of", "residuals", "some_figures"]

ROUNDINGS: Final = ("down", "nearest", "up", "limits")
"""How printed totals come from exact ones; by ``limits`` both ends of each segment are
rounded and the total is their sum."""
EXACT_MIN: Final = 0.01
"""Exact figures agree within this. [min]"""
_NOISE: Final = 1e-6
_OTHER_COUNT: Final = 240.0
"""Difference of segments that are not as many. [min]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figures:
    """Figures to compare (参与比对的数值).

    Parameters
    ----------
    windows : (m,) ndarray of int64
        Windows of the model, rising.
    row : (n,) ndarray of int64
        Submitted row of each total.
    place : (n,) ndarray of int64
        Its place among the windows before, then after, (2 m,).
    printed : (n,) ndarray of float64
        Printed total. [min]
    segment_row, segment_place : (k,) ndarray of int64
        The same of rows with segments.
    offsets : (k + 1,) ndarray of int64
        Segments of these rows.
    start, end : (s,) ndarray of float64
        Printed limits. [min, clock of the report]
    resolution : float
        Whole minutes print 1; 0 for exact figures. [min]
    """

    windows: NDArray[np.int64]
    row: NDArray[np.int64]
    place: NDArray[np.int64]
    printed: NDArray[np.float64]
    segment_row: NDArray[np.int64]
    segment_place: NDArray[np.int64]
    offsets: NDArray[np.int64]
    start: NDArray[np.float64]
    end: NDArray[np.float64]
    resolution: float

    def __len__(self) -> int:
        return len(self.row) + len(self.segment_row)

    @property
    def rows(self) -> NDArray[np.int64]:
        """Submitted row of every figure, totals first."""
        return np.concatenate([self.row, self.segment_row])

    @property
    def places(self) -> NDArray[np.int64]:
        """Place of every figure, totals first."""
        return np.concatenate([self.place, self.segment_place])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Residuals:
    """How far a convention is from the figures, totals first (差值).

    Parameters
    ----------
    off : (n,) ndarray of float64
        Difference from what the convention would print, at the rounding that suits the
        table best; 0 for the same. [min]
    allowance : (n,) ndarray of float64
        Difference that rounding each segment may make. [min]
    exact : (n,) ndarray of float64
        Absolute difference from the exact figure. [min]
    rounding : str
        That rounding.
    """

    off: NDArray[np.float64]
    allowance: NDArray[np.float64]
    exact: NDArray[np.float64]
    rounding: str


def figures_of(submission: Submission, assessment: Assessment, match: Match) -> Figures:
    """Figures of the matched rows that our own calculation can be asked for (取值).

    Parameters
    ----------
    submission : Submission
        What is printed.
    assessment : Assessment
        Which windows stand and are measured.
    match : Match
        Rows against windows.
    """
    rows = match.matched
    table, results = submission.windows, assessment.windows
    windows, index = np.unique(match.window[rows], return_inverse=True)
    count = len(windows)
    row, place, printed = [], [], []
    segment_row, segment_place, sizes, start, end = [], [], [], [], []
    minutes = (results.minutes_before, results.minutes_after)
    for state, name in enumerate(STATES):
        stands = np.isfinite(minutes[state][match.window[rows]])
        told = stands & np.isfinite(table.minutes(name)[rows])
        row.append(rows[told])
        place.append(index[told] + state * count)
        printed.append(table.minutes(name)[rows[told]])
        segments = table.segments(name)
        given = stands & segments.given[rows]
        segment_row.append(rows[given])
        segment_place.append(index[given] + state * count)
        length = np.diff(segments.offsets)[rows[given]]
        within = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
        at = np.repeat(segments.offsets[rows[given]], length) + within
        sizes.append(length)
        start.append(segments.start[at])
        end.append(segments.end[at])
    totals = np.concatenate(printed)
    return Figures(
        windows=windows.astype(np.int64),
        row=np.concatenate(row).astype(np.int64),
        place=np.concatenate(place).astype(np.int64),
        printed=totals,
        segment_row=np.concatenate(segment_row).astype(np.int64),
        segment_place=np.concatenate(segment_place).astype(np.int64),
        offsets=np.append(0, np.cumsum(np.concatenate(sizes))).astype(np.int64),
        start=np.concatenate(start),
        end=np.concatenate(end),
        resolution=0.0 if table.exact else _resolution(totals),
    )


def _resolution(printed: NDArray[np.float64]) -> float:
    """Unit in which minutes are printed. [min]."""
    for unit in (1.0, 0.1, 1.0 / 60.0):
        steps = printed / unit
        if (np.abs(steps - np.round(steps)) < 0.01).all():
            return unit
    return EXACT_MIN


def some_figures(figures: Figures, keep: NDArray[np.int64]) -> Figures:
    """Figures of some of the windows (部分窗的数值).

    Parameters
    ----------
    figures : Figures
        All.
    keep : (k,) ndarray of int64
        Indexes into ``figures.windows``, rising.
    """
    count = len(figures.windows)
    new = np.full(2 * count, -1, dtype=np.int64)
    new[keep] = np.arange(len(keep))
    new[keep + count] = np.arange(len(keep)) + len(keep)
    totals = np.flatnonzero(new[figures.place] >= 0)
    some = np.flatnonzero(new[figures.segment_place] >= 0)
    sizes = np.diff(figures.offsets)[some]
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    at = np.repeat(figures.offsets[some], sizes) + within
    return Figures(
        windows=figures.windows[keep],
        row=figures.row[totals],
        place=new[figures.place[totals]],
        printed=figures.printed[totals],
        segment_row=figures.segment_row[some],
        segment_place=new[figures.segment_place[some]],
        offsets=np.append(0, np.cumsum(sizes)).astype(np.int64),
        start=figures.start[at],
        end=figures.end[at],
        resolution=figures.resolution,
    )


def residuals(figures: Figures, found: Emulated) -> Residuals:
    """How far what a convention would print is from what is printed (逐项差值).

    Parameters
    ----------
    figures : Figures
        What is printed.
    found : Emulated
        What the convention gives.
    """
    minutes = found.minutes[figures.place]
    exact = np.abs(figures.printed - minutes)
    sizes = np.diff(found.counted.offsets)
    allowance = figures.resolution * np.maximum(sizes[figures.place], 1)
    off, rounding = _off_totals(figures, found, minutes)
    segments = _off_segments(figures, found)
    return Residuals(
        off=np.concatenate([off, segments]),
        allowance=np.concatenate([allowance, np.zeros(len(segments))]),
        exact=np.concatenate([exact, segments]),
        rounding=rounding,
    )


def _off_totals(
    figures: Figures, found: Emulated, minutes: NDArray[np.float64]
) -> tuple[NDArray[np.float64], str]:
    """Differences at the rounding that most totals agree with."""
    unit = figures.resolution
    if unit == 0.0:
        return np.maximum(np.abs(figures.printed - minutes) - EXACT_MIN, 0.0), "exact"
    found_off: list[tuple[NDArray[np.float64], str]] = []
    for rounding in ROUNDINGS:
        told = _printed(found, minutes, figures.place, unit, rounding)
        off = np.abs(figures.printed - told)
        off[off < 0.01 * unit] = 0.0
        found_off.append((off, rounding))
    return max(found_off, key=lambda pair: int((pair[0] == 0.0).sum()))


def _printed(
    found: Emulated,
    minutes: NDArray[np.float64],
    place: NDArray[np.int64],
    unit: float,
    rounding: str,
) -> NDArray[np.float64]:
    """Totals as a rounding would print them. [min]."""
    steps = minutes / unit
    match rounding:
        case "down":
            return np.floor(steps + _NOISE) * unit
        case "nearest":
            return np.floor(steps + 0.5 + _NOISE) * unit
        case "up":
            return np.ceil(steps - _NOISE) * unit
        case _:
            lengths = np.floor(found.counted.end / unit + 0.5 + _NOISE) - np.floor(
                found.counted.start / unit + 0.5 + _NOISE
            )
            sums = np.append(0.0, np.cumsum(lengths))[found.counted.offsets]
            totals: NDArray[np.float64] = np.diff(sums)[place] * unit
            return totals


def _off_segments(figures: Figures, found: Emulated) -> NDArray[np.float64]:
    """Greatest difference of the limits of each row with segments. [min]."""
    if not len(figures.segment_row):
        return np.empty(0)
    clocks = [
        _limits_off(figures, found.counted, shift)
        for shift in (0.0, found.beijing_shift)
    ]
    return max(clocks, key=lambda off: int((off == 0.0).sum()))


def _limits_off(
    figures: Figures, counted: Intervals, shift: float
) -> NDArray[np.float64]:
    """The same in one clock: within a unit, rounded either way, is the same."""
    unit = figures.resolution
    ours = np.diff(counted.offsets)[figures.segment_place]
    theirs = np.diff(figures.offsets)
    off = np.where(ours == theirs, 0.0, _OTHER_COUNT)
    rows = np.flatnonzero((ours == theirs) & (theirs > 0))
    if not len(rows):
        return off
    sizes = theirs[rows]
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    a = np.repeat(counted.offsets[figures.segment_place[rows]], sizes) + within
    b = np.repeat(figures.offsets[rows], sizes) + within
    apart = np.maximum(
        np.abs(counted.start[a] + shift - figures.start[b]),
        np.abs(counted.end[a] + shift - figures.end[b]),
    )
    apart = np.maximum(apart - (unit if unit else EXACT_MIN), 0.0)
    off[rows] = np.maximum.reduceat(apart, np.cumsum(sizes) - sizes)
    return off
