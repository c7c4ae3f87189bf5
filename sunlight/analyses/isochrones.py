"""Isochrones: the boundary of where a plane has its hours (等时线)."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.analyses.convex_pieces import bodies_of
from sunlight.analyses.shadow_band import checked_accuracy
from sunlight.analyses.shadows import checked_level, polygons_of
from sunlight.analyses.squares import Squares, first_squares
from sunlight.analyses.standing import standing_outline
from sunlight.analyses.wall_cells import WallCells
from sunlight.durations import sunlit_minutes
from sunlight.errors import GeometryError, InputError
from sunlight.scene import Obstructions, Receivers
from sunlight.shade import lit_intervals
from sunlight.shade.cells import CellLight
from sunlight.solar import SunPath
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["Isochrone", "isochrones"]

FINEST_SHARE: Final = 0.25
"""Side of the finest squares as a share of the accuracy: two of them side by side are
at most √5 sides across, and drawing the stairs as straight lines moves them by one side
at most, which together is 0.81 of the accuracy."""
COARSEST: Final = 12.8
"""Squares are at most this large at first. [m]"""
FIRST_SQUARES: Final = 8
"""Squares along the longer side of the area at first, at least."""
MOST_SQUARES: Final = 4_000_000
"""Squares of one size that are looked at; more do not fit into memory."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Isochrone:
    """Where a plane has at least some hours of sun (等时线).

    Parameters
    ----------
    hours : float
        Counted hours asked for. [h]
    z : float
        Elevation of the plane. [m]
    region : shapely.MultiPolygon
        Where there are as many or more; bodies that stand there are left out. [m]
    line : shapely.MultiLineString
        Its boundary, without the walls and the limits of the area. [m]
    error : float
        Every point of the line is nearer than this to the true one. [m]
    unproven : shapely.MultiPolygon
        Squares farther than `error` from the line of which nothing is proven: features
        narrower than the finest squares may hide there. Outside of them every point
        farther than `error` from the line is on its proven side. [m]
    area : shapely.MultiPolygon
        The area, without bodies that stand in it. [m]
    path : SunPath
        Sun's path of the day.
    shortest : float
        Shortest counted segment. [min]
    points : int
        How many points the engine was asked for.
    """

    hours: float
    z: float
    region: shapely.MultiPolygon
    line: shapely.MultiLineString
    error: float
    unproven: shapely.MultiPolygon
    area: shapely.MultiPolygon
    path: SunPath
    shortest: float
    points: int


@dataclass(slots=True, kw_only=True, eq=False)
class _Plane:
    """A plane with its bodies, and how often the engine was asked."""

    obstructions: Obstructions
    light: CellLight
    walls: WallCells
    standing: shapely.MultiPolygon
    wanted: shapely.Geometry
    shortest: float
    segments: int | None
    points: int = 0

    def minutes(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Counted minutes of places (n, 2); NaN inside standing bodies, (n,)."""
        found = np.full(len(places), np.nan)
        open_ = ~shapely.contains_xy(self.standing, places[:, 0], places[:, 1])
        level = np.full(int(open_.sum()), self.light.z)
        seen = Receivers.from_points(np.column_stack([places[open_], level]))
        self.points += len(seen)
        lit = lit_intervals(seen, self.obstructions, self.light.path)
        found[open_] = self.counted(lit)
        return found

    def counted(self, lit: "object") -> NDArray[np.float64]:
        """Counted minutes of lit intervals, (n,)."""
        return sunlit_minutes(lit, shortest=self.shortest, segments=self.segments)

    def least(self, squares: Squares) -> NDArray[np.float64]:
        """Minutes that every open point of a square has, (n,)."""
        self.points += len(squares)
        found = np.empty(len(squares))
        for cut, light in ((False, self.light), (True, self.walls)):
            of = squares.cut == cut
            if of.any():
                lit = light.everywhere(squares.centres[of], squares.half)
                found[of] = self.counted(lit)
        return found

    def most(self, squares: Squares) -> NDArray[np.float64]:
        """Minutes that no point of a square exceeds, (n,)."""
        if len(squares) == 0:
            return np.empty(0)
        self.points += len(squares.corners()[0])
        lit = self.light.somewhere(np.zeros(2), squares.side, squares.at)
        return self.counted(lit)

    def seen(self, squares: Squares) -> Squares:
        """Squares that meet the area in the open, with what cuts them told anew."""
        cut = np.flatnonzero(squares.cut)
        boxes = squares.shapes[cut]
        now = squares.cut.copy()
        now[cut] = shapely.intersects(self.standing, boxes)
        kept = np.ones(len(squares), dtype=np.bool_)
        kept[cut] = ~shapely.covers(self.standing, boxes)
        kept &= np.asarray(shapely.intersects(self.wanted, squares.shapes))
        return Squares(
            finest=squares.finest, level=squares.level, at=squares.at, cut=now
        ).where(kept)


def isochrones(
    area: shapely.Polygon,
    obstructions: Obstructions,
    path: SunPath,
    *,
    z: float,
    hours: Sequence[float] = (2.0, 3.0),
    shortest: float = 5.0,
    segments: int | None = None,
    accuracy: float = 0.05,
    progress: Callable[[float], None] = lambda done: None,
) -> tuple[Isochrone, ...]:
    """Boundaries of where a plane has some hours of sun, to a stated error (等时线).

    Nothing is interpolated, since counted minutes jump where a piece falls under
    `shortest`. Squares are split until their corners agree and bounds that hold for
    their every point say that the whole has the hours, or nowhere has; what is open
    at the finest size is decided at its corners or its middle.

    Parameters
    ----------
    area : shapely.Polygon
        Area looked at. [m]
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day.
    z : float
        Elevation of the plane. [m]
    hours : sequence of float
        Counted hours, one line each. [h]
    shortest : float
        Shortest counted segment. [min]
    segments : int or None
        How many of the longest segments count; None counts all.
    accuracy : float
        How far from the true line the line may be. [m]
    progress : callable
        Told which share of the hours is done, 0 to 1.

    Returns
    -------
    tuple of Isochrone
        One an hour given, in that order.

    Raises
    ------
    InputError
        If a number is unusable, or the accuracy asks for too many squares.
    GeometryError
        If the area is no valid polygon with an area.

    Notes
    -----
    Source: 规程六(一): an aid, not the basis of a conclusion. ``docs/design/areas.md``
    has the bounds of the squares.
    """
    wanted = _checked_hours(hours, path)
    finest = FINEST_SHARE * checked_accuracy(accuracy)
    plane = _plane(
        _checked_area(area),
        obstructions,
        path,
        z=checked_level(z),
        margin=5.0 * finest,
        shortest=shortest,
        segments=segments,
    )
    ground = polygons_of(shapely.difference(area, plane.standing))
    found: dict[float, Isochrone] = {}
    for number, hour in enumerate(sorted(set(wanted))):
        fewer = [one.region for one in found.values()]
        plane.points = 0
        region, unproven = _region(plane, ground, hour, finest=finest)
        for other in fewer[-1:]:
            region = polygons_of(shapely.intersection(region, other))
        found[hour] = Isochrone(
            hours=hour,
            z=plane.light.z,
            region=region,
            line=_line(region, ground),
            error=float(accuracy),
            unproven=unproven,
            area=ground,
            path=path,
            shortest=shortest,
            points=plane.points,
        )
        progress((number + 1) / len(set(wanted)))
    return tuple(found[hour] for hour in wanted)


def _checked_hours(hours: Sequence[float], path: SunPath) -> list[float]:
    """Hours as floats, each more than none and less than the whole band."""
    band = (path.lit_band[1] - path.lit_band[0]) / 60.0
    if len(hours) == 0:
        raise InputError("expected one hour or more, got none", where="hours")
    for i, hour in enumerate(hours):
        if not (math.isfinite(hour) and 0.0 < hour <= band):
            raise InputError(
                f"expected hours above 0 and at most the {band:g} h of the band, got "
                f"{hour!r}",
                where=f"hours[{i}]",
                value=hour,
            )
    return [float(hour) for hour in hours]


def _checked_area(area: shapely.Polygon) -> shapely.Polygon:
    """The area, if it is a valid polygon with an area."""
    if not isinstance(area, shapely.Polygon) or area.is_empty:
        raise GeometryError(
            f"expected a shapely Polygon with an area, got {type(area).__name__}",
            where="area",
        )
    if not area.is_valid or area.area <= 0.0:
        raise GeometryError(
            f"the area is not valid: {shapely.is_valid_reason(area)}; redraw it without "
            "crossings",
            where="area",
        )
    return area


def _plane(
    area: shapely.Polygon,
    obstructions: Obstructions,
    path: SunPath,
    *,
    z: float,
    margin: float,
    shortest: float,
    segments: int | None,
) -> _Plane:
    """The plane, its bodies ready to be asked for cells."""
    wanted = area.buffer(margin, join_style="mitre")
    low_x, low_y, high_x, high_y = wanted.buffer(2.0 * COARSEST).bounds
    light = CellLight.of(
        bodies_of(obstructions), box=(low_x, low_y, high_x, high_y), z=z, path=path
    )
    standing = standing_outline(obstructions, z=z)
    for shape in (wanted, standing):
        shapely.prepare(shape)
    return _Plane(
        obstructions=obstructions,
        light=light,
        walls=WallCells.of(light),
        standing=standing,
        wanted=wanted,
        shortest=shortest,
        segments=segments,
    )


def _region(
    plane: _Plane, ground: shapely.MultiPolygon, hour: float, *, finest: float
) -> tuple[shapely.MultiPolygon, shapely.MultiPolygon]:
    """Where there are so many hours, and squares of which nothing is proven."""
    low_x, low_y, high_x, high_y = plane.wanted.bounds
    longest = max(high_x - low_x, high_y - low_y)
    squares = first_squares(
        plane.wanted, finest=finest, coarsest=min(COARSEST, longest / FIRST_SQUARES)
    )
    least = 60.0 * hour - THRESHOLD_NOISE_MIN
    inside: list[Squares] = []
    while True:
        if len(squares) > MOST_SQUARES:
            raise InputError(
                f"{len(squares)} squares of {squares.side:g} m are too many: ask for a "
                "coarser accuracy or a smaller area",
                where="accuracy",
                value=finest / FINEST_SHARE,
            )
        squares = plane.seen(squares)
        if squares.level == 0:
            break
        some, all_ = _at_corners(plane, squares, least)
        sure = np.zeros(len(squares), dtype=np.bool_)
        sure[all_] = plane.least(squares.where(all_)) >= least
        never = np.zeros(len(squares), dtype=np.bool_)
        never[~some] = plane.most(squares.where(~some)) < least
        inside.append(squares.where(sure))
        squares = squares.where(~(sure | never)).split()
    has, open_ = _decided(plane, squares, least)
    inside.append(squares.where(has))
    raw = _united(inside, plane.standing, finest)
    simple = shapely.simplify(raw, finest, preserve_topology=True)
    region = polygons_of(
        shapely.intersection(simple if simple.is_valid else raw, ground)
    )
    unproven = _far_from(raw, squares.where(open_), reach=2.2 * finest)
    return region, polygons_of(shapely.intersection(unproven, ground))


def _at_corners(
    plane: _Plane, squares: Squares, least: float
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether some, and whether all of a square's open corners have the minutes, (n,).

    A square without an open corner has neither: it is split, since `most` fails it
    only if it is dark as a whole.
    """
    if len(squares) == 0:
        none = np.zeros(0, dtype=np.bool_)
        return none, none
    places, which = squares.corners()
    minutes = plane.minutes(places)[which]
    known = ~np.isnan(minutes)
    has = known & (np.nan_to_num(minutes) >= least)
    some = has.any(axis=1)
    return some, some & (has == known).all(axis=1)


def _decided(
    plane: _Plane, squares: Squares, least: float
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which of the finest squares have the minutes, and of which that is not proven.

    Where the corners disagree the middle decides. Squares beside such are near the
    line whatever they are, and are not looked at further.
    """
    some, all_ = _at_corners(plane, squares, least)
    has = all_.copy()
    mixed = some & ~all_
    if mixed.any():
        middles = squares.centres[mixed]
        minutes = plane.minutes(middles)
        # a middle inside a body: the square is the body's but for a strip
        has[mixed] = np.nan_to_num(minutes) >= least
    near = squares.beside(mixed) if mixed.any() else mixed
    open_ = near.copy()
    ask_all, ask_none = all_ & ~near, ~some & ~near
    open_[ask_all] = plane.least(squares.where(ask_all)) < least
    open_[ask_none] = plane.most(squares.where(ask_none)) >= least
    return has, open_


def _united(
    levels: Sequence[Squares], standing: shapely.MultiPolygon, finest: float
) -> shapely.Geometry:
    """Union of squares of several sizes, carried on a little into standing bodies.

    So simplifying the union does not move what ends at a wall.
    """
    united = [
        shapely.coverage_union_all(squares.shapes) for squares in levels if len(squares)
    ]
    for squares in levels:
        if squares.cut.any():
            grown = shapely.buffer(
                shapely.coverage_union_all(squares.shapes[squares.cut]),
                2.0 * finest,
                join_style="mitre",
            )
            united.append(shapely.intersection(grown, standing))
    return shapely.union_all(united)


def _far_from(
    region: shapely.Geometry, squares: Squares, *, reach: float
) -> shapely.Geometry:
    """Squares whose middles are farther than some reach from a region's boundary."""
    if len(squares) == 0:
        return shapely.MultiPolygon()
    lines = [
        np.stack([ring[:-1], ring[1:]], axis=1)
        for ring in map(
            shapely.get_coordinates, shapely.get_rings(shapely.get_parts(region))
        )
    ]
    sides = shapely.linestrings(np.concatenate([np.empty((0, 2, 2)), *lines]))
    tree = shapely.STRtree(np.asarray(sides, dtype=object).reshape(-1))
    near, _ = tree.query(
        shapely.points(squares.centres), predicate="dwithin", distance=reach
    )
    far = np.ones(len(squares), dtype=np.bool_)
    far[near] = False
    if not far.any():
        return shapely.MultiPolygon()
    return shapely.coverage_union_all(squares.shapes[far])


def _line(
    region: shapely.MultiPolygon, ground: shapely.MultiPolygon
) -> shapely.MultiLineString:
    """Boundary of a region without that of the ground."""
    if region.is_empty:
        return shapely.MultiLineString()
    own = shapely.difference(region.boundary, ground.boundary.buffer(1e-6))
    merged = shapely.line_merge(own)
    return shapely.MultiLineString(
        [p for p in shapely.get_parts(merged) if isinstance(p, shapely.LineString)]
    )
