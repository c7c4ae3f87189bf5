"""Where the two tests of full-window sun differ, and by what (两种满窗判定的差异)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.durations.counting import sunlit_minutes
from sunlight.intervals import BlockedIntervals, Intervals, difference
from sunlight.scene import Obstructions, Receivers
from sunlight.shade import (
    blocked_between_ends,
    dark_between_ends,
    full_window_intervals,
)
from sunlight.solar import SunPath

__all__ = ["SillDifferences", "sill_differences"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SillDifferences:
    """Windows whose two sill ends are lit while a point between is not (满窗差异).

    Parameters
    ----------
    windows : (k,) ndarray of int64
        Their rows, in rising order.
    minutes_ends, minutes_whole : (k,) ndarray of float64
        Counted minutes by both ends, and by the whole sill. [min]
    dark : Intervals, (k,) rows
        When both ends are lit and some point between them is not, with the face at each
        limit: the one at the start begins to shade, the one at the end ceases to.
    blocked : BlockedIntervals, (k,) rows
        Whose faces shade such points then; owner codes of the obstructions.
    """

    windows: NDArray[np.int64]
    minutes_ends: NDArray[np.float64]
    minutes_whole: NDArray[np.float64]
    dark: Intervals
    blocked: BlockedIntervals

    def __len__(self) -> int:
        return len(self.windows)


def sill_differences(
    left: Receivers,
    right: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    *,
    full: Intervals | None = None,
    shortest: float = 5.0,
    segments: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> SillDifferences:
    """Windows in which both ends and the whole sill say otherwise (满窗判定差异).

    They differ where a shadow narrower than the window passes between the ends. The
    minutes may still be equal: a piece under the shortest counts in neither.

    Parameters
    ----------
    left, right : Receivers, (w,) each
        Left and right sill ends of the same windows, as seen from outside.
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day.
    full : Intervals, (w,) rows, optional
        Times of full sun by both ends, where they are known already, or cut to what may
        count.
    shortest : float
        Shortest counted continuous segment, itself included. [min]
    segments : int, optional
        How many of the longest segments count; all, without.
    progress : callable, optional
        Told how many windows are done and how many there are.

    Returns
    -------
    SillDifferences
        Only windows that differ.

    Raises
    ------
    InputError
        If there are not as many left as right ends, or rows of `full`.

    Notes
    -----
    Source: 规程二(一) asks for the two ends; the whole sill is the stricter reading.
    """
    if full is None:
        full = full_window_intervals(left, right, obstructions, path)
    dark = dark_between_ends(left, right, full, obstructions, path, progress=progress)
    blocked = blocked_between_ends(left, right, obstructions, path, times=dark)
    rows = np.flatnonzero(np.diff(dark.offsets) > 0)
    ends, dark = full.take(rows), dark.take(rows)

    def counted(lit: Intervals) -> NDArray[np.float64]:
        return sunlit_minutes(lit, shortest=shortest, segments=segments)

    return SillDifferences(
        windows=rows,
        minutes_ends=counted(ends),
        minutes_whole=counted(difference(ends, dark)),
        dark=dark,
        blocked=blocked.take(rows),
    )
