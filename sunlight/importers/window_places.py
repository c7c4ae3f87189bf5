"""Where the windows of the file are: on a façade, or drawn (窗的位置)."""

import math
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import GeometryError, InputError
from sunlight.importers.schema_parts import PlannedRowSpec, PlannedWindowSpec
from sunlight.importers.walls import Walls, find_facade, lay_on_facade
from sunlight.model.facades import OCTANTS, Snapped, place_on_facade, snap_to_wall
from sunlight.tolerances import WALL_SNAP_DISTANCE

__all__ = ["field_named", "place_row", "place_window"]


@contextmanager
def field_named(field: str) -> Iterator[None]:
    """Say which field an error of the block is about (字段).

    Parameters
    ----------
    field : str
        Taken for the place of an error that names none.

    Raises
    ------
    InputError
        That of the block, with its place.
    """
    try:
        yield
    except InputError as error:
        if error.where is not None:
            raise
        raise InputError(error.message, where=field, value=error.value) from error


def place_row(
    spec: PlannedRowSpec, walls: Walls
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Where the windows of a row are (成排窗的位置).

    Parameters
    ----------
    spec : PlannedRowSpec
        The row.
    walls : Walls
        Those of its building.

    Returns
    -------
    (n, 2), (n, 2), (n,) ndarrays
        Left ends, right ends [m] and octants.

    Raises
    ------
    InputError
        If it is not said where they are, or they leave the façade.
    """
    counted = (spec.start, spec.spacing, spec.count)
    if spec.at is not None and counted == (None, None, None):
        at: NDArray[np.float64] = np.array(spec.at, dtype=np.float64)
    elif spec.at is None and spec.start is not None and spec.count is not None:
        if spec.spacing is None and spec.count > 1:
            raise InputError(
                f"{spec.count} windows need their spacing [m]", where="spacing"
            )
        steps = np.arange(spec.count, dtype=np.float64)
        at = spec.start + (spec.spacing or 0.0) * steps
    else:
        raise InputError(
            "say where the windows are: start, spacing and count, or the list at",
            where="at",
            value=spec.at,
        )
    if isinstance(spec.width, list) and len(spec.width) != len(at):
        raise InputError(
            f"{len(spec.width)} widths for {len(at)} windows; give one for each, or "
            "one number for all",
            where="width",
            value=spec.width,
        )
    facade = find_facade(walls, spec.part, spec.facade)
    width = np.broadcast_to(np.array(spec.width, dtype=np.float64), at.shape)
    with field_named("start" if spec.at is None else "at"):
        left, right = lay_on_facade(facade, at, width)
    return left, right, np.full(len(at), OCTANTS.index(facade.octant))


def place_window(
    spec: PlannedWindowSpec, walls: Walls
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64], float]:
    """Where a window is (单窗的位置): on its façade, or as drawn.

    Parameters
    ----------
    spec : PlannedWindowSpec
        The window.
    walls : Walls
        Those of its building.

    Returns
    -------
    (1, 2), (1, 2), (1,) ndarrays and float
        Left end, right end [m], octant, and how far it was moved to its wall. [m]

    Raises
    ------
    InputError
        If it is not said where it is, said twice, or it leaves the façade.
    """
    on_wall = (spec.facade, spec.at, spec.width)
    if spec.facade is not None and spec.left is None and spec.right is None:
        for name in ("at", "width"):
            if getattr(spec, name) is None:
                raise InputError(
                    f"a window on a façade needs its {name} [m]", where=name
                )
        facade = find_facade(walls, spec.part, spec.facade)
        with field_named("at"):
            a, b = place_on_facade(facade, spec.at or 0.0, spec.width or 0.0)
        octant = OCTANTS.index(facade.octant)
        return a[None], b[None], np.array([octant]), 0.0
    if spec.left is None or spec.right is None or on_wall != (None, None, None):
        raise InputError(
            "say where the window is: left and right as seen from outside, or facade, "
            "at and width; not both",
            where="left",
        )
    drawn = walls.placement.place(np.array([spec.left, spec.right]))
    left, right = drawn[0], drawn[1]
    if np.array_equal(left, right):
        raise InputError(
            "left and right end are the same point", where="right", value=spec.right
        )
    snapped = _snapped(left, right, spec.part, walls)
    if snapped is None:
        dx, dy = (right - left).tolist()
        bearing = math.degrees(math.atan2(dy, -dx)) % 360.0
        octant = int((bearing + 22.5) // 45.0) % len(OCTANTS)
        return left[None], right[None], np.array([octant]), 0.0
    octant = OCTANTS.index(snapped.facade.octant)
    return (
        snapped.left[None],
        snapped.right[None],
        np.array([octant]),
        snapped.distance,
    )


def _snapped(
    left: NDArray[np.float64], right: NDArray[np.float64], part: str, walls: Walls
) -> Snapped | None:
    """Place of a window on the nearest wall; None if it is too far off.

    Windows off their wall or facing inwards stay: the model check reports them.
    """
    outlines = [walls.outline(part)] if part else list(walls.outlines.values())
    best: Snapped | None = None
    for outline in outlines:
        try:
            snapped = snap_to_wall(outline, left, right)
        except GeometryError:
            continue
        if best is None or snapped.distance < best.distance:
            best = snapped
    return None if best is None or best.distance > WALL_SNAP_DISTANCE else best
