"""Clauses on the plane of each kind of window (各类窗的计算基准面), edition of 2022."""

from dataclasses import replace

from sunlight.conditions import (
    BasePlane,
    Conditions,
    CornerWindow,
    UnlawfulBuildings,
)
from sunlight.errors import RuleError
from sunlight.rules.parameters import Values

__all__ = ["additions_alone_left_out", "base_planes"]


def base_planes(conditions: Conditions, values: Values) -> Conditions:
    """Window kinds and the plane that each is measured on (计算基准面).

    Ordinary and floor-to-ceiling windows are measured in the outer wall, and so are
    windows behind open and recessed balconies. Bay and arc windows are measured on the
    opening in the wall, a window behind an enclosed balcony on the balcony's window,
    each leg of a corner window in its own wall.

    Parameters
    ----------
    conditions : Conditions
        What the clauses before laid down.
    values : Values
        Figures of the day: ``bay_base_plane``, ``arc_base_plane`` and
        ``enclosed_balcony_plane`` are ``opening`` or ``front``; the readings of those
        names take the other one, ``corner_window`` measures both legs as one.

    Returns
    -------
    Conditions
        With the planes.

    Raises
    ------
    RuleError
        If a profile names a plane that this package does not know.

    Notes
    -----
    Source: 规程六(一), which sets the sill plane and leaves the kinds of windows to the
    national standard; that was not read, so the planes follow figures of another city.
    """
    whole = values.alternative("corner_window")
    return replace(
        conditions,
        bay_plane=_plane("bay_base_plane", values),
        arc_plane=_plane("arc_base_plane", values),
        enclosed_balcony_plane=_plane("enclosed_balcony_plane", values),
        corner_window=CornerWindow.OUTER_ENDS if whole else CornerWindow.EACH_LEG,
    )


def additions_alone_left_out(conditions: Conditions, values: Values) -> Conditions:
    """Additions without papers do not shade, whole buildings do (加建与整幢).

    Parameters
    ----------
    conditions : Conditions
        What the clauses before laid down.
    values : Values
        Figures of the day, for the reading ``unlawful_buildings_shade``.

    Returns
    -------
    Conditions
        With unlawful and temporary buildings shading, or left out by the other reading.

    Notes
    -----
    Source: 规程六(四). The text leaves out structures *added* without papers; a whole
    building is no addition, stands there, and 规程六(六) only takes its protection.
    """
    left_out = values.alternative("unlawful_buildings_shade")
    return replace(
        conditions,
        unlawful_buildings=(
            UnlawfulBuildings.LEFT_OUT if left_out else UnlawfulBuildings.SHADE
        ),
    )


def _plane(name: str, values: Values) -> BasePlane:
    """Plane of a figure, or the other one by the reading of that name."""
    word = values.text(name)
    try:
        plane = BasePlane(word)
    except ValueError as error:
        raise RuleError(
            f"parameter {name!r} is {word!r}; allowed are "
            f"{', '.join(BasePlane)}: the line on which the window is measured"
        ) from error
    if not values.alternative(name):
        return plane
    return BasePlane.OPENING if plane is BasePlane.FRONT else BasePlane.FRONT
