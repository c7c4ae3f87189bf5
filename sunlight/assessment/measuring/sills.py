"""When windows are in full sun and who prevents it, by the conditions (满窗时段).

The test at both sill ends is that of 规程二(一). Profiles of other cities ask for the
others, for the sweep angle, the band by orientation and the n longest segments.

The line of a window round a corner that is measured as one follows both legs: where the
whole sill is asked for, the inner ends of the legs are points of it, and each leg is a
span of its own.
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
    difference,
    intersection,
)
from sunlight.model.project import Project
from sunlight.scene import Obstructions, Receivers, Scene, sill_ends
from sunlight.shade import (
    Progress,
    UsableTimes,
    blocked_between_ends,
    dark_between_ends,
)
from sunlight.solar import SunPath

__all__ = [
    "Sills",
    "bent",
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
    spans : tuple of (Receivers, Receivers)
        Stretches of the sills, (m,) each, of which every point counts; empty where the
        points do.
    """

    points: tuple[Receivers, ...]
    usable: Intervals | None
    spans: tuple[tuple[Receivers, Receivers], ...] = ()


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
    if conditions.full_window is FullWindowTest.WHOLE_SILL:
        corners = _inner_ends(project, scene, windows)
        if corners is None:
            return Sills(points=ends, usable=times, spans=(ends,))
        # each in the wall of its leg: the left one's, the right one's
        one = sill_ends(project, scene, windows, corners[0], corners[0])[0]
        other = sill_ends(project, scene, windows, corners[1], corners[1])[1]
        spans = ((ends[0], one), (other, ends[1]))
        return Sills(points=(*ends, one, other), usable=times, spans=spans)
    steps = conditions.full_window_points + 1
    inner = tuple(at(step / steps) for step in range(1, steps))
    return Sills(points=(*ends, *inner), usable=times)


def bent(scene: Scene, windows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which windows go round a corner and are measured as one (合算的转角窗), (m,).

    Parameters
    ----------
    scene : Scene
        As built.
    windows : (m,) ndarray of int64
        Rows of the window table.
    """
    planes = scene.planes
    turned: NDArray[np.bool_] = (
        planes.normal[windows] != planes.normal_right[windows]
    ).any(axis=1)
    return turned


def _inner_ends(
    project: Project, scene: Scene, windows: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Inner ends of the left and the right leg, (m, 2); None without bent windows.

    Windows in one wall have theirs at the right end, so that their right leg is none.
    """
    turned = windows[bent(scene, windows)]
    if not len(turned):
        return None
    table, planes = project.windows, scene.planes
    inner = planes.right.copy(), planes.right.copy()
    legs: dict[tuple[float, ...], list[int]] = {}
    for row in np.flatnonzero(bent(scene, np.arange(len(table)))).tolist():
        place = (*planes.left[row], *planes.right[row])
        legs.setdefault((table.building[row], table.floor[row], *place), []).append(row)
    for pair in legs.values():
        for row in pair:
            first = (table.left[row] == planes.left[row]).all()
            at = table.right[row] if first else table.left[row]
            inner[0 if first else 1][pair] = at
    return inner[0][windows], inner[1][windows]


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
    for first, last in sills.spans:
        dark = dark_between_ends(first, last, full, obstructions, path)
        full = difference(full, dark)
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

    What blocks a point between the ends, or some point of a span, is laid to the left
    end. So is what no obstacle
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
    for first, last in sills.spans:
        between = blocked_between_ends(first, last, obstructions, path)
        left = withheld.united(left, between)
    if sills.usable is not None:
        dark = complement(sills.usable, path.lit_band)
        left = withheld.united(left, withheld.blocked_by(dark, OWN_WALL_PLANE))
    if conditions.segments is not None:
        surplus = surplus_intervals(
            full, shortest=conditions.shortest_segment, segments=conditions.segments
        )
        left = withheld.united(left, withheld.not_counted(surplus))
    return left, right
