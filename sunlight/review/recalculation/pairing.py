"""Buildings and windows of the model handed in against those of ours (模型对应)."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from sunlight.errors import GeometryError
from sunlight.model.project import Building, Project, Site
from sunlight.scope.footprints import footprint

__all__ = ["ModelPair", "drawn_points", "model_pair"]

SAME_PLACE: Final = 0.5
"""Least share of two outlines in common for one building under two numbers."""
NEAR_WINDOW: Final = 3.0
"""Windows of one storey that lie farther apart are two. [m]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ModelPair:
    """Our model and the one handed in, in one frame (两个模型).

    Parameters
    ----------
    ours, theirs : Project
        The reviewer's model and the one handed in.
    shift : (float, float)
        What was added to theirs, east and north, for all buildings alike. [m]
    building : (b,) ndarray of int64
        Their building for each of ours, -1 for none.
    window : (w,) ndarray of int64
        Their window for each of ours, -1 for none.
    our_outline, their_outline : tuple of shapely geometry
        Outlines in plan as drawn, shifted; empty where there is none. [m]
    """

    ours: Project
    theirs: Project
    shift: tuple[float, float]
    building: NDArray[np.int64]
    window: NDArray[np.int64]
    our_outline: tuple[BaseGeometry, ...]
    their_outline: tuple[BaseGeometry, ...]

    @property
    def extra(self) -> tuple[Building, ...]:
        """Their buildings that we do not have."""
        paired = set(self.building.tolist())
        return tuple(b for i, b in enumerate(self.theirs.buildings) if i not in paired)

    @property
    def absent(self) -> tuple[Building, ...]:
        """Our buildings that they do not have."""
        return tuple(
            b
            for b, other in zip(self.ours.buildings, self.building, strict=True)
            if other < 0
        )

    @property
    def pairs(self) -> tuple[tuple[Building, Building], ...]:
        """Ours and theirs of each building that both have."""
        return tuple(
            (self.ours.buildings[i], self.theirs.buildings[int(j)])
            for i, j in enumerate(self.building)
            if j >= 0
        )


def drawn_points(points: NDArray[np.float64], site: Site) -> NDArray[np.float64]:
    """Project coordinates as they were drawn, before the turn to north (图面坐标).

    Parameters
    ----------
    points : (n, 2) ndarray of float64
        Project coordinates. [m]
    site : Site
        Origin and turn.

    Returns
    -------
    (n, 2) ndarray of float64
        Coordinates of the file. [m]
    """
    angle = math.radians(site.north_angle)
    sine, cosine = math.sin(angle), math.cos(angle)
    east, north = points[:, 0], points[:, 1]
    turned = np.column_stack(
        [east * cosine + north * sine, north * cosine - east * sine]
    )
    drawn: NDArray[np.float64] = turned + np.array(site.origin)
    return drawn


def _drawn(outline: BaseGeometry, site: Site) -> BaseGeometry:
    """Outline as it was drawn."""
    return shapely.transform(outline, lambda points: drawn_points(points, site))


def _outline(building: Building, site: Site) -> BaseGeometry:
    """Outline of a building as drawn; empty where no part counts."""
    try:
        return _drawn(footprint(building), site)
    except GeometryError:
        return shapely.Polygon()


def model_pair(ours: Project, theirs: Project) -> ModelPair:
    """Bring two models together: buildings by number, else by place (模型对应).

    Both are laid on top of each other as they were drawn, so that another north does
    not tear them apart; what all buildings are shifted by is taken out.

    Parameters
    ----------
    ours, theirs : Project
        The reviewer's model and the one handed in.

    Returns
    -------
    ModelPair
        Which is which.
    """
    mine = [_outline(b, ours.site) for b in ours.buildings]
    other = [_outline(b, theirs.site) for b in theirs.buildings]
    by_id = {b.id: j for j, b in enumerate(theirs.buildings)}
    building = np.array([by_id.get(b.id, -1) for b in ours.buildings], dtype=np.int64)
    shift = _common_shift(mine, other, building)
    moved = [affinity.translate(outline, *shift) for outline in other]
    _pair_by_place(mine, moved, building)
    return ModelPair(
        ours=ours,
        theirs=theirs,
        shift=shift,
        building=building,
        window=_windows(ours, theirs, building, shift),
        our_outline=tuple(mine),
        their_outline=tuple(moved),
    )


def _common_shift(
    mine: list[BaseGeometry], other: list[BaseGeometry], building: NDArray[np.int64]
) -> tuple[float, float]:
    """Shift that most buildings share, to be added to theirs. [m]"""  # noqa: D400
    moves = np.array(
        [
            (
                mine[i].centroid.x - other[j].centroid.x,
                mine[i].centroid.y - other[j].centroid.y,
            )
            for i, j in enumerate(building.tolist())
            if j >= 0 and not mine[i].is_empty and not other[j].is_empty
        ]
    ).reshape(-1, 2)
    if len(moves) == 0:
        return (0.0, 0.0)
    east, north = np.median(moves, axis=0)
    near = np.hypot(*(moves - (east, north)).T) < 0.01
    if near.sum() < max(2, len(moves) / 2):
        return (0.0, 0.0)
    return (float(east), float(north))


def _pair_by_place(
    mine: list[BaseGeometry], moved: list[BaseGeometry], building: NDArray[np.int64]
) -> None:
    """Pair what no number pairs, where outlines agree; fills `building`."""
    free = sorted(set(range(len(moved))) - set(building.tolist()))
    tree = shapely.STRtree([moved[j] for j in free])
    for i in np.flatnonzero(building < 0).tolist():
        best, share = -1, SAME_PLACE
        for k in sorted(tree.query(mine[i]).tolist()):
            j = free[k]
            common = mine[i].intersection(moved[j]).area
            total = mine[i].union(moved[j]).area
            if j not in building and total and common / total > share:
                best, share = j, common / total
        building[i] = best


def _windows(
    ours: Project,
    theirs: Project,
    building: NDArray[np.int64],
    shift: tuple[float, float],
) -> NDArray[np.int64]:
    """Their window for each of ours: by number, else the nearest of the storey."""
    mine, other = ours.windows, theirs.windows
    by_id = {name: j for j, name in enumerate(other.id.tolist())}
    window = np.array([by_id.get(name, -1) for name in mine.id.tolist()], np.int64)
    paired = building[mine.building] if len(mine) else np.empty(0, np.int64)
    wrong = (window >= 0) & (np.append(other.building, -1)[window] != paired)
    window[wrong] = -1
    taken = np.zeros(len(other) + 1, dtype=np.bool_)
    taken[window] = True
    here = drawn_points((mine.left + mine.right) / 2.0, ours.site)
    there = drawn_points((other.left + other.right) / 2.0, theirs.site) + shift
    groups: dict[tuple[int, int], list[int]] = {}
    for j in np.flatnonzero(~taken[:-1]).tolist():
        key = (int(other.building[j]), int(other.floor[j]))
        groups.setdefault(key, []).append(j)
    for i in np.flatnonzero(window < 0).tolist():
        free = groups.get((int(paired[i]), int(mine.floor[i])), [])
        if free:
            far = np.hypot(*(there[free] - here[i]).T)
            k = int(np.argmin(far))
            if far[k] <= NEAR_WINDOW:
                window[i] = free.pop(k)
    return window
