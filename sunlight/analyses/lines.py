"""Sunlight along a line at any height (线上日照)."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from sunlight.analyses.basis import positive
from sunlight.analyses.light import Compute, all_standing
from sunlight.analyses.points import PointLight, point_light_by_state
from sunlight.errors import GeometryError, InputError
from sunlight.scene import Obstructions
from sunlight.shade import Progress
from sunlight.solar import SunPath
from sunlight.tolerances import CONTACT_DISTANCE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["LineLight", "line_light", "line_light_by_state", "points_along"]

MOST_POINTS: Final = 1_000_000
"""Points of one line; more is a slip of the spacing."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LineLight:
    """Sunlight along a line (线上日照): an aid, not the basis of a conclusion.

    Parameters
    ----------
    distance : (n,) ndarray of float64
        From the start of the line, in plan. [m]
    corner : (n,) ndarray of bool
        Points that are ends or corners of the line given.
    light : PointLight, (n,)
        Points, minutes and intervals.
    spacing : float
        Greatest distance of neighbouring points that was asked for. [m]
    """

    distance: NDArray[np.float64]
    corner: NDArray[np.bool_]
    light: PointLight
    spacing: float

    def _repr_html_(self) -> str:
        from sunlight.views import html_view

        return html_view(self)

    def plot(self, *, lang: Literal["zh", "en"] = "zh") -> "Figure":
        """Minutes against the distance from the start (线上日照图).

        Parameters
        ----------
        lang : {'zh', 'en'}
            Language of the words.
        """
        from sunlight.views import plot_view

        return plot_view(self, lang=lang)

    def to_frame(self) -> "pd.DataFrame":
        """Points with distance and minutes, one row a point (线上日照表)."""
        frame = self.light.to_frame()
        frame.insert(0, "distance", self.distance)
        frame.insert(1, "corner", self.corner)
        return frame

    @property
    def minutes(self) -> NDArray[np.float64]:
        """Counted minutes of each point, (n,); NaN inside a body. [min]"""  # noqa: D400
        return self.light.minutes


def points_along(
    line: shapely.LineString, *, z: ArrayLike, spacing: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Points of a line: both ends, all corners, and equal steps between (取点).

    Each straight piece is divided into equal steps not longer than `spacing`.

    Parameters
    ----------
    line : shapely.LineString
        In plan; a third coordinate is not looked at. [m]
    z : float or (k,) array-like
        Absolute elevation of the whole line, or of each of its k corners; between them
        it runs straight. [m]
    spacing : float
        Greatest distance of neighbouring points, in plan. [m]

    Returns
    -------
    points : (n, 3) ndarray of float64
        Points. [m]
    distance : (n,) ndarray of float64
        From the start, in plan. [m]
    corner : (n,) ndarray of bool
        Ends and corners of the line.

    Raises
    ------
    GeometryError
        If the line is no line or has no length.
    InputError
        If a number is unusable, or the points would be too many.

    Examples
    --------
    >>> line = shapely.LineString([(0, 0), (5, 0)])
    >>> points_along(line, z=1.5, spacing=2.0)[1].round(3).tolist()
    [0.0, 1.667, 3.333, 5.0]
    """
    step = positive(spacing, "spacing")
    corners = _corners(line, z)
    length = np.hypot(*np.diff(corners[:, :2], axis=0).T)
    real = np.append(True, length > CONTACT_DISTANCE)
    if not real[1:].any():
        raise GeometryError("the line has no length", where="line")
    corners = corners[real]
    length = np.hypot(*np.diff(corners[:, :2], axis=0).T)
    # a spacing that divides the length but for rounding is not one step more
    steps = np.maximum(1, np.ceil(length / step - 1e-9))
    if steps.sum() >= MOST_POINTS:
        raise InputError(
            f"{length.sum():g} m in steps of {step:g} m are more than {MOST_POINTS} "
            "points; choose a wider spacing",
            where="spacing",
            value=spacing,
        )
    counts = steps.astype(np.int64)
    piece = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(piece)) - np.repeat(np.cumsum(counts) - counts, counts)
    share = within / counts[piece]
    start = np.concatenate([[0.0], np.cumsum(length)])
    way = np.diff(corners, axis=0)
    points = np.vstack([corners[piece] + share[:, None] * way[piece], corners[-1:]])
    distance = np.append(start[piece] + share * length[piece], start[-1])
    return points, distance, np.append(within == 0, True)


def line_light(
    line: shapely.LineString,
    obstructions: Obstructions,
    path: SunPath,
    *,
    z: ArrayLike,
    spacing: float,
    normal: ArrayLike | None = None,
    owner: str | None = None,
    shortest: float = 5.0,
    segments: int | None = None,
    compute: Compute | None = None,
    progress: Progress | None = None,
) -> LineLight:
    """Sunlight along a line at any height (线上日照).

    An aid, never the basis of a conclusion. Edge rules are those of
    :func:`~sunlight.analyses.points.point_light`.

    Parameters
    ----------
    line : shapely.LineString
        In plan. [m]
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day.
    z : float or (k,) array-like
        Absolute elevation of the line, or of each of its corners. [m]
    spacing : float
        Greatest distance of neighbouring points. [m]
    normal : (3,) array-like, optional
        Outward normal of the wall that the whole line lies on.
    owner : str, optional
        Building that the line belongs to, whose own plates do not shade it.
    shortest, segments, compute, progress
        As in :func:`~sunlight.analyses.points.point_light`.

    Returns
    -------
    LineLight
        From the start of the line to its end.

    Raises
    ------
    GeometryError
        If the line is no line or has no length.
    InputError
        If a number is unusable.
    """
    (found,) = line_light_by_state(
        line, obstructions, all_standing(obstructions), path, z=z, spacing=spacing,
        normal=normal, owner=owner, shortest=shortest, segments=segments,
        compute=compute, progress=progress,
    )  # fmt: skip
    return found


def line_light_by_state(
    line: shapely.LineString,
    obstructions: Obstructions,
    states: ArrayLike,
    path: SunPath,
    *,
    z: ArrayLike,
    spacing: float,
    normal: ArrayLike | None = None,
    owner: str | None = None,
    shortest: float = 5.0,
    segments: int | None = None,
    compute: Compute | None = None,
    progress: Progress | None = None,
) -> tuple[LineLight, ...]:
    """Sunlight along a line in several states, such as before and after (线上日照).

    Parameters
    ----------
    line, obstructions, path, z, spacing, normal, owner, shortest, segments, compute, \
progress
        As in :func:`line_light`.
    states : (s, p) array-like of bool
        Which parts stand in each state.

    Returns
    -------
    tuple of LineLight
        One a state.
    """
    points, distance, corner = points_along(line, z=z, spacing=spacing)
    normals = None
    if normal is not None:
        normals = np.broadcast_to(np.asarray(normal, dtype=np.float64), points.shape)
    found = point_light_by_state(
        points, obstructions, states, path, normals=normals,
        owners=None if owner is None else [owner] * len(points),
        shortest=shortest, segments=segments, compute=compute, progress=progress,
    )  # fmt: skip
    return tuple(
        LineLight(distance=distance, corner=corner, light=light, spacing=float(spacing))
        for light in found
    )


def _corners(line: shapely.LineString, z: ArrayLike) -> NDArray[np.float64]:
    """Corners of the line with their elevations, (k, 3)."""
    if not isinstance(line, shapely.LineString) or line.is_empty:
        raise GeometryError(
            f"expected a non-empty shapely LineString, got {type(line).__name__}",
            where="line",
        )
    xy = shapely.get_coordinates(line)
    if not np.isfinite(xy).all():
        raise GeometryError("every coordinate must be finite", where="line")
    heights = np.asarray(z, dtype=np.float64)
    if heights.shape not in ((), (len(xy),)) or not np.isfinite(heights).all():
        raise InputError(
            f"expected one finite elevation, or one for each of the {len(xy)} corners; "
            f"got {_shown(heights)}",
            where="z",
        )
    return np.column_stack([xy, np.broadcast_to(heights, len(xy))])


def _shown(heights: NDArray[np.float64]) -> str:
    """What was given, short."""
    if heights.ndim == 0 and not math.isfinite(float(heights)):
        return str(float(heights))
    return f"shape {heights.shape}"
