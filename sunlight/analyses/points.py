"""Sunlight of single points (单点日照): when, how long, and who made each limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sunlight.analyses.basis import Basis, basis_of
from sunlight.analyses.inside import covered_points
from sunlight.analyses.light import (
    Compute,
    all_standing,
    checked_states,
    lit_by_state,
)
from sunlight.durations import counted_intervals
from sunlight.intervals import Intervals, total
from sunlight.scene import Obstructions, Receivers
from sunlight.shade import Progress
from sunlight.solar import SunPath

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["LitSegment", "PointLight", "point_light", "point_light_by_state"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LitSegment:
    """One lit segment of a point (受照时段).

    Parameters
    ----------
    start, end : float
        Limits. [min, true solar time]
    opened_by, closed_by : int
        Code into ``PointLight.owner_names`` of who stood before the sun until the
        start, and from the end; `NO_FACE` at the limit of the band, `OWN_WALL_PLANE`
        for the point's own wall.
    counted : bool
        Whether it counts.
    """

    start: float
    end: float
    opened_by: int
    closed_by: int
    counted: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PointLight:
    """Sunlight of single points (单点日照): an aid, not the basis of a conclusion.

    Parameters
    ----------
    points : (n, 3) ndarray of float64
        Points, elevations absolute. [m]
    inside : (n,) ndarray of bool
        Points inside or under a body.
    minutes : (n,) ndarray of float64
        Counted minutes; NaN inside a body. [min]
    lit, counted : Intervals, (n,)
        All lit intervals, and those that count. [min, true solar time]
    opened_by, closed_by : (k,) ndarray of int32
        Owner code at the limits of each interval of `lit`, as in :class:`LitSegment`.
    owner_names : tuple of str
        Names behind the codes.
    basis : Basis
        Day, band, declination, way of counting.
    """

    points: NDArray[np.float64]
    inside: NDArray[np.bool_]
    minutes: NDArray[np.float64]
    lit: Intervals
    counted: Intervals
    opened_by: NDArray[np.int32]
    closed_by: NDArray[np.int32]
    owner_names: tuple[str, ...]
    basis: Basis

    def _repr_html_(self) -> str:
        from sunlight.views import html_view

        return html_view(self)

    def plot(self, *, lang: Literal["zh", "en"] = "zh") -> "Figure":
        """Counted segments of the first points (单点时段图).

        Parameters
        ----------
        lang : {'zh', 'en'}
            Language of the words.
        """
        from sunlight.views import plot_view

        return plot_view(self, lang=lang)

    def to_frame(self) -> "pd.DataFrame":
        """Points with their minutes, one row a point (单点日照表)."""
        import pandas as pd

        axes = {name: self.points[:, i] for i, name in enumerate("xyz")}
        return pd.DataFrame(axes | {"inside": self.inside, "minutes": self.minutes})

    def segments(self, point: int) -> tuple[LitSegment, ...]:
        """Lit segments of one point, short ones included (逐段).

        Parameters
        ----------
        point : int
            Row of the point.
        """
        counted = {(start, end) for start, end in self.counted[point].tolist()}
        first, last = self.lit.offsets[point], self.lit.offsets[point + 1]
        return tuple(
            LitSegment(
                start=start,
                end=end,
                opened_by=int(self.opened_by[k]),
                closed_by=int(self.closed_by[k]),
                counted=(start, end) in counted,
            )
            for k, (start, end) in zip(
                range(first, last), self.lit[point].tolist(), strict=True
            )
        )


def point_light(
    points: ArrayLike,
    obstructions: Obstructions,
    path: SunPath,
    *,
    normals: ArrayLike | None = None,
    owners: Sequence[str | None] | None = None,
    shortest: float = 5.0,
    segments: int | None = None,
    compute: Compute | None = None,
    progress: Progress | None = None,
) -> PointLight:
    """Sunlight of single points (单点日照).

    An aid, never the basis of a conclusion. Points follow the engine's edge rules: on a
    wall they are shaded while the sun stands behind it, on a roof the body does not
    shade them; inside a closed body, or on its underside, they have no minutes.

    Parameters
    ----------
    points : (n, 3) array-like
        Points, elevations absolute. [m]
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day.
    normals : (n, 3) array-like, optional
        Outward normals of the walls that the points lie on; zero rows for none.
    owners : sequence of str or None, optional
        Building of each point, whose own plates do not shade it.
    shortest : float
        Shortest counted continuous segment, itself included. [min]
    segments : int or None
        How many of the longest segments count; None counts all.
    compute : callable, optional
        Called like :func:`sunlight.lit_intervals`, in its place.
    progress : callable, optional
        Told how many points are done and how many there are.

    Returns
    -------
    PointLight
        In the order of `points`.

    Raises
    ------
    InputError
        If shapes disagree or a number is unusable.

    Notes
    -----
    Source: 规程六(一): such figures are aids; counted as in 规程六(三).
    """
    (found,) = point_light_by_state(
        points, obstructions, all_standing(obstructions), path, normals=normals,
        owners=owners, shortest=shortest, segments=segments, compute=compute,
        progress=progress,
    )  # fmt: skip
    return found


def point_light_by_state(
    points: ArrayLike,
    obstructions: Obstructions,
    states: ArrayLike,
    path: SunPath,
    *,
    normals: ArrayLike | None = None,
    owners: Sequence[str | None] | None = None,
    shortest: float = 5.0,
    segments: int | None = None,
    compute: Compute | None = None,
    progress: Progress | None = None,
) -> tuple[PointLight, ...]:
    """Sunlight of single points in several states, such as before and after (单点日照).

    Parameters
    ----------
    points, obstructions, path, normals, owners, shortest, segments, compute, progress
        As in :func:`point_light`.
    states : (s, p) array-like of bool
        Which parts stand in each state.

    Returns
    -------
    tuple of PointLight
        One a state.
    """
    basis = basis_of(path, shortest=shortest, segments=segments)
    masks = checked_states(states, obstructions)
    receivers = Receivers.from_points(points, normals, owners)
    found = lit_by_state(
        receivers, obstructions, masks, path, compute=compute, progress=progress
    )
    inside = covered_points(obstructions, masks, receivers.points)
    return tuple(
        _record(receivers.points, within, lit, obstructions, basis)
        for within, lit in zip(inside, found, strict=True)
    )


def _record(
    points: NDArray[np.float64],
    inside: NDArray[np.bool_],
    lit: Intervals,
    obstructions: Obstructions,
    basis: Basis,
) -> PointLight:
    """Record of one state."""
    counted = counted_intervals(lit, shortest=basis.shortest, segments=basis.segments)
    return PointLight(
        points=points,
        inside=inside,
        minutes=np.where(inside, np.nan, total(counted)),
        lit=lit,
        counted=counted,
        opened_by=_owners(obstructions, lit.start_face),
        closed_by=_owners(obstructions, lit.end_face),
        owner_names=obstructions.owner_names,
        basis=basis,
    )


def _owners(obstructions: Obstructions, faces: NDArray[np.int32]) -> NDArray[np.int32]:
    """Owner code of each face; in an open field only the codes that are no face."""
    return obstructions.face_owner(faces) if obstructions.face_count else faces
