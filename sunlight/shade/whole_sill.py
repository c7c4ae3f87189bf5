"""When the whole sill sees the sun, every point of it at once (整条窗台受照)."""

import numpy as np

from sunlight.errors import InputError
from sunlight.intervals import BETWEEN_ENDS, BlockedIntervals, Intervals, difference
from sunlight.scene import Obstructions, Receivers
from sunlight.shade.lit import Progress, full_window_intervals
from sunlight.shade.sweeping import swept_rows
from sunlight.solar import SunPath

__all__ = ["blocked_between_ends", "dark_between_ends", "whole_sill_intervals"]


def whole_sill_intervals(
    left: Receivers,
    right: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> Intervals:
    """Times at which every point of each sill sees the sun at once (整条窗台受照).

    The straight line between the two ends counts, points of it in no number: what hides
    some point between them is found in closed form, from the edges of the faces swept
    along the sill. Never more than :func:`full_window_intervals`; it is less where a
    shadow narrower than the window passes between the ends.

    Parameters
    ----------
    left, right : Receivers, (w,) each
        Left and right sill ends of the same windows, as seen from outside. What the
        part of one end spares, and its owner, hold for the whole sill.
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day; the result is clipped to its band and to daylight.
    progress : callable, optional
        Told how many windows are done, for each of two rounds, and how many there are.

    Returns
    -------
    Intervals, (w,) rows of (k, 2)
        Each limit with the face that made it, and with the sill end, or `BETWEEN_ENDS`
        where a point between the ends loses or wins the sun first. [min]

    Raises
    ------
    InputError
        If there are not as many left as right ends.

    Notes
    -----
    Stricter than 规程二(一), which asks for the two bottom ends only. The method is
    described in ``docs/design/engine.md``.
    """
    full = full_window_intervals(left, right, obstructions, path, progress=progress)
    dark = dark_between_ends(left, right, full, obstructions, path, progress=progress)
    return difference(full, dark)


def dark_between_ends(
    left: Receivers,
    right: Receivers,
    full: Intervals,
    obstructions: Obstructions,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> Intervals:
    """Parts of given times in which a point between the sill ends is dark (中间点被遮).

    Parameters
    ----------
    left, right, obstructions, path, progress
        As in :func:`whole_sill_intervals`.
    full : Intervals, (w,) rows
        Times to look at, at which both ends are lit.

    Returns
    -------
    Intervals, (w,) rows
        With the face at each limit, and the side `BETWEEN_ENDS`. [min]
    """
    _check_lengths(left, right, full)
    rows = swept_rows(
        left, right, full, obstructions, path, by_owner=False, progress=progress
    )
    side = np.full(len(rows.start), BETWEEN_ENDS, dtype=np.int8)
    return Intervals._trusted(
        rows.offsets, rows.start, rows.end, rows.first, rows.second, side, side.copy()
    )


def blocked_between_ends(
    left: Receivers,
    right: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    *,
    times: Intervals | None = None,
    progress: Progress | None = None,
) -> BlockedIntervals:
    """Who hides the sun from points between the sill ends (窗台中间点遮挡关系).

    What an owner hides from the ends themselves may be missing here: with what
    :func:`blocked_intervals` gives for both ends it is all that the owner hides from
    some point of the sill.

    Parameters
    ----------
    left, right, obstructions, path, progress
        As in :func:`whole_sill_intervals`.
    times : Intervals, (w,) rows, optional
        Times to look at, inside the lit band; all of it, without.

    Returns
    -------
    BlockedIntervals, (w,) rows
        Sorted by owner and start. [min]

    Raises
    ------
    InputError
        If there are not as many left as right ends, or rows of `times`.
    """
    if times is None:
        times = Intervals.full(len(left), path.lit_band)
    _check_lengths(left, right, times)
    rows = swept_rows(
        left, right, times, obstructions, path, by_owner=True, progress=progress
    )
    return BlockedIntervals._trusted(rows.offsets, rows.first, rows.start, rows.end)


def _check_lengths(left: Receivers, right: Receivers, times: Intervals) -> None:
    """Refuse operands of different length."""
    if not len(left) == len(right) == len(times):
        raise InputError(
            "expected as many left as right sill ends and rows of times, got "
            f"{len(left)}, {len(right)} and {len(times)}",
            where="right",
            value=(len(left), len(right), len(times)),
        )
