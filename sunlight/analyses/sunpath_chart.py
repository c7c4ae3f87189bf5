"""Sun-path chart of a point (棒影图, 日照圆锥视图): sky, silhouettes, lit arcs."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from sunlight.analyses.silhouettes import (
    OUTLINE_BOUND_DEG,
    Silhouette,
    checked_point,
    silhouettes,
)
from sunlight.analyses.sky_faces import half_space
from sunlight.durations import counted_intervals
from sunlight.errors import InputError
from sunlight.intervals import OWN_WALL_PLANE, Intervals, intersection_of_ends
from sunlight.scene import Obstructions, Receivers
from sunlight.shade import blocked_intervals, lit_intervals
from sunlight.solar import SunPath

__all__ = [
    "BlockedArc",
    "SkyTrack",
    "SunPathChart",
    "WindowChart",
    "sun_path_chart",
    "window_chart",
]

_TRACK_STEP_MIN: Final = 2.0
"""Points of the drawn sun path lie this close; nothing is computed from them. [min]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SkyTrack:
    """Where the sun stands at some instants (太阳位置), (t,) each.

    Parameters
    ----------
    minutes : (t,) ndarray of float64
        Instants. [min, true solar time]
    azimuth, altitude : (t,) ndarray of float64
        Clockwise from north, and above the horizon. [degrees]
    """

    minutes: NDArray[np.float64]
    azimuth: NDArray[np.float64]
    altitude: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedArc:
    """An arc of the day on which one owner hides the sun (遮挡弧段).

    Parameters
    ----------
    owner : str
        Who; empty for the plane of the window's own wall.
    start, end : float
        Limits. [min, true solar time]
    """

    owner: str
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SunPathChart:
    """The day of the sun over a point, and what stands before it (棒影图).

    Parameters
    ----------
    point : (3,) ndarray of float64
        The point. [m]
    normal : (3,) ndarray of float64
        Outward normal of its wall; zeros for none.
    owner : str or None
        Building of the point.
    path : SunPath
        Sun's path; the band lies in it.
    track : SkyTrack
        Sun from sunrise to sunset.
    hours : SkyTrack
        Sun at the full hours of true solar time.
    silhouettes : tuple of Silhouette
        What each owner hides of the sky, far ones first.
    bound : float
        Greatest angle between an outline and the exact one. [degrees]
    hidden : shapely geometry
        Sky behind the own wall, in degrees; empty without one.
    lit : (k, 2) ndarray of float64
        Times in the band at which the point sees the sun: computed in closed form, not
        from the outlines. [min, true solar time]
    counted : (k,) ndarray of bool
        Whether each of them is long enough to count, taken on its own.
    blocked : tuple of BlockedArc
        Who hides the sun when, alone or together.
    shortest : float
        Shortest counted segment. [min]
    """

    point: NDArray[np.float64]
    normal: NDArray[np.float64]
    owner: str | None
    path: SunPath
    track: SkyTrack
    hours: SkyTrack
    silhouettes: tuple[Silhouette, ...]
    bound: float
    hidden: BaseGeometry
    lit: NDArray[np.float64]
    counted: NDArray[np.bool_]
    blocked: tuple[BlockedArc, ...]
    shortest: float

    def sky_owners(self, minutes: float) -> tuple[str, ...]:
        """Who stands before the sun at an instant by the drawn outlines (查图).

        Good to `bound`; the exact answer is in `blocked`.

        Parameters
        ----------
        minutes : float
            Instant. [min, true solar time]
        """
        azimuth = float(self.path.azimuth_deg(minutes))
        altitude = float(self.path.altitude_deg(minutes))
        return tuple(
            s.owner
            for s in self.silhouettes
            if shapely.contains_xy(s.outline, azimuth, altitude)
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowChart:
    """Charts of both sill ends of a window, and its full sun (窗的棒影图).

    Parameters
    ----------
    left, right : SunPathChart
        Left and right sill end, as seen from outside.
    full : (k, 2) ndarray of float64
        Times at which both ends see the sun. [min, true solar time]
    counted : (k,) ndarray of bool
        Whether each of them is long enough to count.
    """

    left: SunPathChart
    right: SunPathChart
    full: NDArray[np.float64]
    counted: NDArray[np.bool_]

    @property
    def minutes(self) -> float:
        """Sum of the counted intervals. [min]."""
        pieces = self.full[self.counted]
        return float((pieces[:, 1] - pieces[:, 0]).sum())


def sun_path_chart(
    point: ArrayLike,
    obstructions: Obstructions,
    path: SunPath,
    *,
    normal: ArrayLike | None = None,
    owner: str | None = None,
    shortest: float = 5.0,
    bound: float = OUTLINE_BOUND_DEG,
) -> SunPathChart:
    """Sun-path chart of a point (棒影图).

    Parameters
    ----------
    point : (3,) array-like
        The point. [m]
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day.
    normal : (3,) array-like, optional
        Outward normal of the window's own wall: the sun never counts from behind it.
    owner : str, optional
        Building of the point: its balcony, overhang and eave plates do not shade it.
    shortest : float
        Shortest counted continuous segment. [min]
    bound : float
        Greatest angle between a drawn outline and the exact one. [degrees]

    Returns
    -------
    SunPathChart
        Arrays of the drawing; the intervals are those of the exact calculation.

    Raises
    ------
    InputError
        If the point or the normal is not three finite numbers, or `shortest` or
        `bound` is unusable.

    Notes
    -----
    An aid, never the basis of a conclusion: 规程六(一).
    """
    at = checked_point(point)
    outward = np.zeros(3) if normal is None else _checked_normal(normal)
    seen = silhouettes(at, obstructions, owner=owner, bound=bound)
    receivers = Receivers.from_points([at], [outward], [owner])
    lit = lit_intervals(receivers, obstructions, path)
    long_enough = counted_intervals(lit, shortest=shortest)
    blocked = blocked_intervals(receivers, obstructions, path)
    names = (*obstructions.owner_names, "")
    return SunPathChart(
        point=at,
        normal=outward,
        owner=owner,
        path=path,
        track=_track(path),
        hours=_hours(path),
        silhouettes=seen,
        bound=bound,
        hidden=half_space(-outward) if outward.any() else shapely.Polygon(),
        lit=lit[0],
        counted=np.isin(lit[0][:, 0], long_enough[0][:, 0]),
        blocked=tuple(
            BlockedArc(
                owner=names[code if code != OWN_WALL_PLANE else -1],
                start=start,
                end=end,
            )
            for code, start, end in zip(
                blocked.owner.tolist(),
                blocked.start.tolist(),
                blocked.end.tolist(),
                strict=True,
            )
        ),
        shortest=shortest,
    )


def window_chart(left: SunPathChart, right: SunPathChart) -> WindowChart:
    """Both sill ends of a window as one chart (窗的棒影图).

    Parameters
    ----------
    left, right : SunPathChart
        The two ends, on the same day.

    Returns
    -------
    WindowChart
        With the times at which both see the sun; short pieces are told apart only
        after both ends are put together.

    Raises
    ------
    InputError
        If the two are not of the same day and band.
    """
    same = (
        left.path.band == right.path.band
        and (left.path.constant == right.path.constant).all()
        and left.shortest == right.shortest
    )
    if not same:
        raise InputError(
            "the two sill ends must have the same sun path and shortest segment",
            where="right",
        )
    full = intersection_of_ends(
        Intervals.from_rows([left.lit]), Intervals.from_rows([right.lit])
    )
    long_enough = counted_intervals(full, shortest=left.shortest)
    return WindowChart(
        left=left,
        right=right,
        full=full[0],
        counted=np.isin(full[0][:, 0], long_enough[0][:, 0]),
    )


def _checked_normal(normal: ArrayLike) -> NDArray[np.float64]:
    """Unit normal, or zeros, (3,)."""
    given = checked_point(normal)
    length = float(np.linalg.norm(given))
    return given / length if length > 0.0 else given


def _at(path: SunPath, minutes: NDArray[np.float64]) -> SkyTrack:
    """Sun at some instants."""
    return SkyTrack(
        minutes=minutes,
        azimuth=path.azimuth_deg(minutes),
        altitude=path.altitude_deg(minutes),
    )


def _track(path: SunPath) -> SkyTrack:
    """Sun from sunrise to sunset, limits of the band included."""
    first, last = path.daylight
    steps = np.arange(np.ceil(first), last, _TRACK_STEP_MIN)
    minutes = np.concatenate([[first, last], path.lit_band, steps])
    return _at(path, np.unique(minutes).astype(np.float64, copy=False))


def _hours(path: SunPath) -> SkyTrack:
    """Sun at the full hours of the day."""
    first, last = path.daylight
    hours: NDArray[np.float64] = np.arange(24, dtype=np.float64) * 60.0
    return _at(path, hours[(hours >= first) & (hours <= last)])
