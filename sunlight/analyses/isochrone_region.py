"""Where a plane has some hours: squares split along the line (等时区细分)."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sunlight.analyses.lattice_outline import lattice_outline
from sunlight.analyses.open_plane import OpenPlane
from sunlight.analyses.shadows import polygons_of
from sunlight.analyses.squares import Squares, first_squares, with_neighbours
from sunlight.errors import InputError
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["isochrone_region"]

MOST_SQUARES: Final = 4_000_000
"""Squares of one size that are looked at; more do not fit into memory."""


def isochrone_region(
    plane: OpenPlane,
    ground: shapely.MultiPolygon,
    hour: float,
    *,
    finest: float,
    step: Callable[[float], None] = lambda share: None,
) -> tuple[shapely.MultiPolygon, shapely.MultiPolygon]:
    """Where a plane has some hours, and squares of which nothing is proven (等时区).

    Parameters
    ----------
    plane : OpenPlane
        The plane.
    ground : shapely.MultiPolygon
        The area, without the bodies that stand in it. [m]
    hour : float
        Counted hours. [h]
    finest : float
        Side of the finest squares. [m]
    step : callable
        Told about which share is done: each level costs twice the one before.

    Returns
    -------
    region, unproven : shapely.MultiPolygon
        As in :class:`sunlight.analyses.isochrones.Isochrone`.

    Raises
    ------
    InputError
        If there are too many squares.
    """
    squares = first_squares(plane.wanted, finest=finest, coarsest=plane.coarsest)
    least = 60.0 * hour - THRESHOLD_NOISE_MIN
    inside: list[Squares] = []
    while True:
        if len(squares) > MOST_SQUARES:
            raise InputError(
                f"{len(squares)} squares of {squares.side:g} m are too many: ask for a "
                "coarser accuracy or a smaller area",
                where="accuracy",
                value=finest,
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
        step(0.5**squares.level)
        squares = squares.where(~(sure | never)).split()
    has, open_ = _decided(plane, squares, least)
    inside.append(squares.where(has))
    raw = _united(inside, plane.standing, finest)
    simple = shapely.simplify(raw, finest, preserve_topology=True)
    region = polygons_of(
        shapely.intersection(simple if simple.is_valid else raw, ground)
    )
    step(1.0)
    unproven = _far_from(raw, squares.where(open_), reach=2.2 * finest)
    return region, polygons_of(shapely.intersection(unproven, ground))


def _at_corners(
    plane: OpenPlane, squares: Squares, least: float
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
    some: NDArray[np.bool_] = np.asarray(has.any(axis=1))
    every: NDArray[np.bool_] = np.asarray((has == known).all(axis=1))
    return some, np.logical_and(some, every)


def _decided(
    plane: OpenPlane, squares: Squares, least: float
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which of the finest squares have the minutes, and of which that is not proven.

    Where the corners disagree the middle decides; squares beside such are not looked at
    further. Squares at the outline of those that have the minutes, and those beside
    them, are near the line whatever they are: they are not told.
    """
    some, all_ = _at_corners(plane, squares, least)
    has = all_.copy()
    mixed = some & ~all_
    pairs = squares.neighbours()
    if mixed.any():
        # a middle inside a body: the square is the body's but for a strip
        minutes = plane.minutes(squares.centres[mixed])
        has[mixed] = np.nan_to_num(minutes) >= least
    near = with_neighbours(mixed, pairs)
    ask_all, ask_none = all_ & ~near, ~some & ~near
    open_ = near
    open_[ask_all] = plane.least(squares.where(ask_all)) < least
    open_[ask_none] = plane.most(squares.where(ask_none)) >= least
    beside = np.zeros(len(squares), dtype=np.bool_)
    for one, other in pairs:
        turns = has[one] != has[other]
        beside[one[turns]] = beside[other[turns]] = True
    return has, open_ & ~with_neighbours(beside, pairs)


def _united(
    levels: Sequence[Squares], standing: shapely.MultiPolygon, finest: float
) -> BaseGeometry:
    """Union of squares of several sizes, carried on a little into standing bodies.

    So simplifying the union does not move what ends at a wall.
    """
    united: list[BaseGeometry] = [lattice_outline(levels)]
    for squares in levels:
        if squares.cut.any():
            grown = shapely.buffer(
                shapely.union_all(squares.where(squares.cut).shapes),
                2.0 * finest,
                join_style="mitre",
            )
            united.append(shapely.intersection(grown, standing))
    return shapely.union_all(united)


def _far_from(region: BaseGeometry, squares: Squares, *, reach: float) -> BaseGeometry:
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
    return shapely.union_all(squares.where(far).shapes)
