"""What a convention would print, from full-window intervals (口径模拟).

Time step, counting, shortest segment and the clock of the band need no shadows: they
follow from the exact intervals.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sunlight.conditions import TimeBasis
from sunlight.durations.sampling import sampled_intervals
from sunlight.intervals import Intervals, clip, drop_shorter, keep_longest, total
from sunlight.intervals.columns import offsets_of
from sunlight.review.causes.evaluate import band_of, full_intervals
from sunlight.review.causes.evaluator import Evaluator
from sunlight.review.records.causes import Convention

__all__ = ["Emulated", "emulated"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Emulated:
    """Counted segments and minutes of all windows before, then after (模拟结果).

    Parameters
    ----------
    minutes : (2 m,) ndarray of float64
        NaN where a window does not stand. [min]
    counted : Intervals, (2 m,)
        Counted segments. [min, true solar time]
    beijing_shift : float
        To be added to `counted` for Beijing time. [min]
    """

    minutes: NDArray[np.float64]
    counted: Intervals
    beijing_shift: float


def emulated(told: Evaluator, convention: Convention) -> Emulated:
    """Segments and minutes by a convention (口径模拟).

    Parameters
    ----------
    told : Evaluator
        Windows and scenes.
    convention : Convention
        All of it.
    """
    full = full_intervals(told, convention)
    count = len(told.windows)
    tables: list[tuple[NDArray[np.int64], Intervals]] = []
    for run in told.assessment.runs:
        at = np.flatnonzero(np.isin(told.windows, run.windows))
        if not len(at):
            continue
        rows = np.concatenate([at, at + count])
        band = band_of(told, convention, run)
        lit = clip(full if len(rows) == 2 * count else full.take(rows), band)
        if convention.sampling is not None:
            lit = sampled_intervals(lit, convention.sampling, band=band)
        counted = drop_shorter(lit, convention.shortest_segment)
        if run.conditions.segments is not None:
            counted, _ = keep_longest(counted, run.conditions.segments)
        tables.append((rows, counted))
    counted = _spread(tables, 2 * count)
    minutes = np.where(told.stands.ravel(), total(counted), np.nan)
    return Emulated(
        minutes=minutes,
        counted=counted,
        beijing_shift=_clock_shift(told, convention),
    )


def _clock_shift(told: Evaluator, convention: Convention) -> float:
    """Beijing time less true solar time. [min]."""
    run = told.assessment.runs[0]
    solar, clock = (
        band_of(told, replace(convention, time_basis=basis), run)[0]
        for basis in (TimeBasis.TRUE_SOLAR_TIME, TimeBasis.BEIJING_TIME)
    )
    return solar - clock


def _spread(tables: list[tuple[NDArray[np.int64], Intervals]], count: int) -> Intervals:
    """One table from tables of some rows each."""
    if len(tables) == 1 and len(tables[0][0]) == count:
        return tables[0][1]
    sizes = np.zeros(count, dtype=np.int64)
    for rows, lit in tables:
        sizes[rows] = np.diff(lit.offsets)
    offsets = offsets_of(sizes)
    start, end = np.empty(offsets[-1]), np.empty(offsets[-1])
    for rows, lit in tables:
        row_sizes = np.diff(lit.offsets)
        within = np.arange(len(lit.start)) - np.repeat(lit.offsets[:-1], row_sizes)
        place = np.repeat(offsets[rows], row_sizes) + within
        start[place], end[place] = lit.start, lit.end
    return Intervals._trusted(offsets, start, end)
