"""What is measured: runs by standard day, windows, rooms (计算结果)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.scoping.assumed_heights import AssumedShade
from sunlight.conditions import Conditions, OrientationBand
from sunlight.durations import OwnerMinutes
from sunlight.intervals import Intervals
from sunlight.solar import SunPath

__all__ = ["RoomResults", "Run", "WindowResults"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Run:
    """Windows that share a day and its conditions (同一标准日的计算).

    Parameters
    ----------
    conditions : Conditions
        Conditions of the calculation.
    path : SunPath
        Sun's path of the day.
    windows : (m,) ndarray of int64
        Rows of the window table, measured or not.
    orientation_bands : tuple of OrientationBand
        Bands by orientation in true solar time; empty where the rules know none.
    """

    conditions: Conditions
    path: SunPath
    windows: NDArray[np.int64]
    orientation_bands: tuple[OrientationBand, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowResults:
    """Results of windows, rows as in ``Project.windows`` (窗日照结果).

    Parameters
    ----------
    sill_z : (w,) ndarray of float64
        Absolute elevation of the sill plane; NaN where not known. [m]
    run : (w,) ndarray of int8
        Index of the run, hence the standard day, of each window.
    minutes_before, minutes_after : (w,) ndarray of float64
        Counted minutes; NaN where the window does not stand, is not measured, or looks
        where the rules do not analyse. [min]
    full_before, full_after : Intervals, (w,)
        Full-window intervals, short pieces included.
    counted_before, counted_after : Intervals, (w,)
        Those of them that count.
    left_after, right_after : (w, 2) ndarray of float64
        Ends of the counted width in plan, after. [m]
    taken_before, taken_after : OwnerMinutes, (w,)
        Minutes of the band that each owner took; codes into ``Assessment.owners``.
    lost : OwnerMinutes, (w,)
        What is lost from before to after, split among those who took it; parts add up
        to ``minutes_before - minutes_after``.
    assumed_shade : AssumedShade
        Windows whose minutes, in either state, depend on buildings of assumed height.
    lost_by_project : OwnerMinutes, (w,), or None
        The same with the buildings of each project put together, codes as in
        :func:`~sunlight.assessment.judging.projects.takers`; None where only one
        project builds.
    """

    sill_z: NDArray[np.float64]
    run: NDArray[np.int8]
    minutes_before: NDArray[np.float64]
    minutes_after: NDArray[np.float64]
    full_before: Intervals
    full_after: Intervals
    counted_before: Intervals
    counted_after: Intervals
    left_after: NDArray[np.float64]
    right_after: NDArray[np.float64]
    taken_before: OwnerMinutes
    taken_after: OwnerMinutes
    lost: OwnerMinutes
    assumed_shade: AssumedShade
    lost_by_project: OwnerMinutes | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoomResults:
    """Results of rooms: those of the best single window (房间日照结果).

    Parameters
    ----------
    minutes_before, minutes_after : (n,) ndarray of float64
        Counted minutes; NaN where no window is measured. [min]
    best_before, best_after : (n,) ndarray of int64
        The window they come from, -1 for none. Where the windows of a room are united,
        its best window, which may have fewer minutes than the room.
    """

    minutes_before: NDArray[np.float64]
    minutes_after: NDArray[np.float64]
    best_before: NDArray[np.int64]
    best_after: NDArray[np.int64]
