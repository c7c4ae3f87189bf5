"""Share of a ground that has its sunlight, between two bounds (场地日照面积)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sunlight.assessment.grounds.cells import Cells, first_cells
from sunlight.durations import sunlit_minutes
from sunlight.rules import Bounds
from sunlight.scene import Prism, Solid
from sunlight.shade.cells import CellLight
from sunlight.solar import SunPath
from sunlight.tolerances import CONTACT_DISTANCE, THRESHOLD_NOISE_MIN

__all__ = ["AreaQuestion", "SunlitArea", "open_to_the_sky", "sunlit_area"]

SMALLEST_CELL: Final = 0.005
"""Cells are not split below this side: drawings are no finer. [m]"""
MOST_CELLS: Final = 300_000
"""Cells looked at for one ground and state to bring the bounds together, and once more
as many where they disagree on the share; what is open then stays open."""
SHARE_NOISE: Final = 1e-9
"""Shares nearer than this are equal: rounding of a quotient of two areas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaQuestion:
    """What is asked of an area (面积要求).

    Parameters
    ----------
    minutes : float
        Least counted minutes. [min]
    shortest : float
        Shortest counted segment. [min]
    share : float
        Share of the area that has to have them. [1]
    gap : float
        How near the bounds are brought together, as a share of the area. [1]
    segments : int or None
        How many of the longest segments count; None counts all.
    """

    minutes: float
    shortest: float
    share: float
    gap: float
    segments: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SunlitArea:
    """Where a ground has its sunlight in one state (受照范围).

    Parameters
    ----------
    area : float
        Area of the whole. [m2]
    sunlit, undecided, dark : (n,) ndarray of object
        Shapely polygons, without overlap; together they are the ground. Every point of
        the first has its minutes, no point of the last has; of the undecided nothing is
        known.
    """

    area: float
    sunlit: NDArray[np.object_]
    undecided: NDArray[np.object_]
    dark: NDArray[np.object_]

    @property
    def share(self) -> Bounds:
        """Share of the area that has its minutes (达标面积份额)."""
        sure = float(shapely.area(self.sunlit).sum()) / self.area
        never = float(shapely.area(self.dark).sum()) / self.area
        # the parts add up to the whole but for rounding: a share of all is 1
        lower = 1.0 if sure > 1.0 - SHARE_NOISE else sure
        upper = 0.0 if never > 1.0 - SHARE_NOISE else 1.0 - never
        if len(self.undecided) == 0:
            upper = lower
        return Bounds(lower=min(lower, upper), upper=max(lower, upper))


def sunlit_area(
    ground: shapely.Polygon,
    z: float,
    bodies: Sequence[Prism | Solid],
    path: SunPath,
    question: AreaQuestion,
    step: Callable[[float], None] = lambda done: None,
) -> SunlitArea:
    """Find where a ground has its minutes, by cells that are split where it is open.

    A cell is sunlit if its every point is known to have the minutes, dark if none can;
    others are split until what is open is less than the gap and does not matter for the
    share asked for, or cells grow too small or too many.

    Parameters
    ----------
    ground : shapely.Polygon
        The ground. [m]
    z : float
        Its elevation. [m]
    bodies : sequence of Prism or Solid
        Bodies that stand in the state.
    path : SunPath
        Sun's path.
    question : AreaQuestion
        What is asked.
    step : callable
        Told how much of the area is settled, 0 to 1.

    Returns
    -------
    SunlitArea
        The areas.
    """
    light = CellLight.of(bodies, box=ground.bounds, z=z, path=path)
    open_ground = open_to_the_sky(ground, z, bodies)
    covered = ground.difference(open_ground)
    dark = [shapely.get_parts(covered)] if covered.area > 0.0 else []
    sunlit: list[NDArray[np.object_]] = []
    settled = Bounds(lower=0.0, upper=float(open_ground.area))
    cells = None if open_ground.is_empty else first_cells(open_ground)
    seen = 0
    while cells is not None and len(cells):
        lit, never = _settled(light, cells, question)
        sunlit.append(cells.shape[lit])
        dark.append(cells.shape[never])
        lower = settled.lower + float(cells.area[lit].sum())
        cells = cells.where(~(lit | never))
        still = float(cells.area.sum())
        settled = Bounds(lower=lower, upper=lower + still)
        step(1.0 - still / ground.area)
        seen += len(lit)
        agrees = _agrees(settled, ground.area, question)
        near = settled.gap <= question.gap * ground.area
        too_many = seen + 4 * len(cells) > MOST_CELLS * (1 if agrees else 2)
        if (agrees and near) or too_many or cells.side / 2.0 < SMALLEST_CELL:
            break
        cells = cells.split()
    none = np.empty(0, dtype=object)
    return SunlitArea(
        area=float(ground.area),
        sunlit=np.concatenate([none, *sunlit]),
        undecided=none if cells is None else cells.shape,
        dark=np.concatenate([none, *dark]),
    )


def open_to_the_sky(
    ground: shapely.Polygon, z: float, bodies: Sequence[Prism | Solid]
) -> BaseGeometry:
    """Part of a ground on which no body stands (未被建筑占压的部分).

    Parameters
    ----------
    ground : shapely.Polygon
        The ground. [m]
    z : float
        Its elevation. [m]
    bodies : sequence of Prism or Solid
        Bodies that stand; what lies inside a prism is dark all day.
    """
    standing = [
        body.polygon
        for body in bodies
        if isinstance(body, Prism)
        and body.base <= z + CONTACT_DISTANCE
        and body.top > z + CONTACT_DISTANCE
        and body.polygon.intersects(ground)
    ]
    if not standing:
        return ground
    rest = ground.difference(shapely.union_all(standing))
    flat = [p for p in shapely.get_parts(rest) if p.geom_type == "Polygon"]
    return shapely.MultiPolygon(flat)


def _settled(
    light: CellLight, cells: Cells, question: AreaQuestion
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which cells have their minutes everywhere, and which nowhere, (n,) each."""
    least = question.minutes - THRESHOLD_NOISE_MIN
    sure = light.everywhere(cells.centres, cells.half)
    shortest, segments = question.shortest, question.segments
    lit = sunlit_minutes(sure, shortest=shortest, segments=segments) >= least
    never = np.zeros(len(cells), dtype=np.bool_)
    rest = np.flatnonzero(~lit)
    if len(rest):
        possible = light.somewhere(cells.corner, cells.side, cells.at[rest])
        minutes = sunlit_minutes(possible, shortest=shortest, segments=segments)
        never[rest] = minutes < least
    return lit, never


def _agrees(area: Bounds, whole: float, question: AreaQuestion) -> bool:
    """Whether both bounds of an area have the share asked for, or neither has."""
    needed = question.share - SHARE_NOISE
    return (area.lower / whole >= needed) == (area.upper / whole >= needed)
