"""When windows are in full sun and who prevents it, by the conditions (满窗时段).

The test at both sill ends is that of 规程二(一). Profiles of other cities ask for the
others, for the sweep angle, the band by orientation and the n longest segments.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.measuring.engine import (
    blocked_intervals,
    full_window_intervals,
    lit_intervals,
)
from sunlight.conditions import Conditions, FullWindowTest
from sunlight.durations import sunlit_minutes, surplus_intervals, withheld
from sunlight.intervals import (
    OWN_WALL_PLANE,
    BlockedIntervals,
    Intervals,
    complement,
    intersection,
)
from sunlight.model.project import Project
from sunlight.scene import Obstructions, Receivers, Scene, sill_ends
from sunlight.shade import Progress, UsableTimes
from sunlight.solar import SunPath

__all__ = [
    "Sills",
    "blockers",
    "full_sun",
    "judged_by_stretch",
    "minutes_of",
    "sills_of",
]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sills:
    """Points of the sills of some windows (窗台点), and when they may count.

    Parameters
    ----------
    points : tuple of Receivers, (m,) each
        Left and right end, then points between them; or the middle alone.
    usable : Intervals or None
        Times that the orientation of the wall leaves, (m,) rows; None for all.
    """

    points: tuple[Receivers, ...]
    usable: Intervals | None


def judged_by_stretch(conditions: Conditions) -> bool:
    """Tell whether wide windows have a best stretch; one point has no width."""
    return conditions.full_window is not FullWindowTest.CENTRE


def sills_of(
    project: Project,
    scene: Scene,
    windows: NDArray[np.int64],
    left: NDArray[np.float64],
    right: NDArray[np.float64],
    conditions: Conditions,
    usable: UsableTimes | None,
) -> Sills:
    """Points of the sills that the full-window test looks at (窗台点).

    Parameters
    ----------
    project, scene
        As built.
    windows : (m,) ndarray of int64
        Rows of the window table, in rising order.
    left, right : (m, 2) ndarray
        Ends of the counted width in plan. [m]
    conditions : Conditions
        Which test.
    usable : UsableTimes or None
        Times of all windows of the table; None for all times.

    Returns
    -------
    Sills
        In the order of `windows`.
    """
    times = None if usable is None else usable.times.take(windows)

    def at(share: float) -> Receivers:
        place = left + share * (right - left)
        return sill_ends(project, scene, windows, place, place)[0]

    if conditions.full_window is FullWindowTest.CENTRE:
        return Sills(points=(at(0.5),), usable=times)
    ends = sill_ends(project, scene, windows, left, right)
    if conditions.full_window is FullWindowTest.ENDS:
        return Sills(points=ends, usable=times)
    steps = conditions.full_window_points + 1
    inner = tuple(at(step / steps) for step in range(1, steps))
    return Sills(points=(*ends, *inner), usable=times)


def full_sun(
    sills: Sills,
    obstructions: Obstructions,
    path: SunPath,
    *,
    progress: Progress | None = None,
) -> Intervals:
    """Times at which all points of each sill see the sun at once (满窗日照).

    Parameters
    ----------
    sills : Sills, (m,)
        The points.
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day.
    progress : callable, optional
        Told how many points are done and how many there are.

    Returns
    -------
    Intervals, (m,) rows
        Inside the usable times; short pieces included. [min]
    """
    points = sills.points
    if len(points) == 1:
        full = lit_intervals(points[0], obstructions, path, progress=progress)
    else:
        full = full_window_intervals(
            points[0], points[1], obstructions, path, progress=progress
        )
    for inner in points[2:]:
        full = intersection(full, lit_intervals(inner, obstructions, path))
    return full if sills.usable is None else intersection(full, sills.usable)


def minutes_of(full: Intervals, conditions: Conditions) -> NDArray[np.float64]:
    """Counted minutes of full-window intervals (时数).

    Parameters
    ----------
    full : Intervals, (m,) rows
        Full-window intervals.
    conditions : Conditions
        Shortest segment, and how many segments count.
    """
    return sunlit_minutes(
        full, shortest=conditions.shortest_segment, segments=conditions.segments
    )


def blockers(
    sills: Sills,
    full: Intervals,
    obstructions: Obstructions,
    path: SunPath,
    conditions: Conditions,
    *,
    progress: Progress,
) -> tuple[BlockedIntervals, BlockedIntervals]:
    """Who blocks either end of each sill, and what is not counted besides (遮挡关系).

    What blocks a point between the ends is laid to the left end. So is what no obstacle
    takes: times that the orientation of the wall does not leave, as `OWN_WALL_PLANE`,
    and segments that are not among the longest, as `REMNANT`. Minutes by owner and
    counted minutes then add up to the lit band.

    Parameters
    ----------
    sills, full
        Points and their full-window intervals.
    obstructions, path
        As in :func:`full_sun`.
    conditions : Conditions
        Shortest segment, and how many segments count.
    progress : callable
        Told how many points are done and how many there are.

    Returns
    -------
    (BlockedIntervals, BlockedIntervals), (m,) each
        Left and right.
    """
    count = len(sills.points)

    def of(which: int) -> BlockedIntervals:
        points = sills.points[which]
        return blocked_intervals(
            points,
            obstructions,
            path,
            progress=lambda d, n: progress(which * n + d, count * n),
        )

    left = of(0)
    right = of(1) if count > 1 else BlockedIntervals.empty(len(left))
    for which in range(2, count):
        left = withheld.united(left, of(which))
    if sills.usable is not None:
        dark = complement(sills.usable, path.lit_band)
        left = withheld.united(left, withheld.blocked_by(dark, OWN_WALL_PLANE))
    if conditions.segments is not None:
        surplus = surplus_intervals(
            full, shortest=conditions.shortest_segment, segments=conditions.segments
        )
        left = withheld.united(left, withheld.not_counted(surplus))
    return left, right
