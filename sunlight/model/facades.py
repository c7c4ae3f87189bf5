"""Façades of a footprint (立面): which wall faces where, and what is left on it.

Everything is said *as seen from outside*: standing outdoors and looking at the wall,
`start` is the left end and `end` the right one. Of a south wall the left end is the
western one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from shapely import Polygon

from sunlight.errors import GeometryError, InputError
from sunlight.model.facade_table import OCTANTS, FacadeTable, facade_table
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = [
    "OCTANTS",
    "Facade",
    "FacadeTable",
    "Snapped",
    "facade_table",
    "facade_towards",
    "facades",
    "place_on_facade",
    "snap_to_wall",
]


EQUAL_LENGTH: Final = 0.01
"""Façades whose lengths differ by less than this are equally long. [m]"""

OVERRUN_DISTANCE: Final = 1e-3
"""A window may leave its façade by this, and is moved back. [m]"""

FACING_COSINE: Final = float(np.cos(np.radians(45.0)))
"""A window belongs to a wall whose normal is within 45° of its own."""

_WORDS: Final = (
    ("north", "n", "北"),
    ("northeast", "ne", "东北"),
    ("east", "e", "东"),
    ("southeast", "se", "东南"),
    ("south", "s", "南"),
    ("southwest", "sw", "西南"),
    ("west", "w", "西"),
    ("northwest", "nw", "西北"),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Facade:
    """One straight wall of a footprint (立面).

    Parameters
    ----------
    start, end : (2,) ndarray of float64
        Left and right end as seen from outside. [m]
    normal : (2,) ndarray of float64
        Outward unit normal; walls of a hole look into the courtyard.
    length : float
        Length. [m]
    bearing : float
        Direction of the outward normal, clockwise from north. [degrees]
    octant : str
        The same in eight directions: ``N``, ``NE``, ...
    edge : int
        Number of its edge. Edge 1 runs from the first to the second vertex of the ring
        in the order in which it was given, whichever way that turns; edges of zero
        length have a number too. A façade of several edges has their lowest number.
    ring : int
        0 for the exterior, 1 and up for the holes.
    """

    start: NDArray[np.float64]
    end: NDArray[np.float64]
    normal: NDArray[np.float64]
    length: float
    bearing: float
    octant: str
    edge: int
    ring: int

    def __post_init__(self) -> None:
        for name in ("start", "end", "normal"):
            array = np.array(getattr(self, name), dtype=np.float64)
            array.flags.writeable = False
            object.__setattr__(self, name, array)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Snapped:
    """A window moved onto its wall (窗落墙).

    Parameters
    ----------
    left, right : (2,) ndarray of float64
        Sill ends on the wall. [m]
    distance : float
        How far the end that moved farther has moved. [m]
    normal : (2,) ndarray of float64
        Outward unit normal of the wall.
    facade : Facade
        The wall.
    """

    left: NDArray[np.float64]
    right: NDArray[np.float64]
    distance: float
    normal: NDArray[np.float64]
    facade: Facade


def facades(polygon: Polygon) -> tuple[Facade, ...]:
    """Façades of a footprint (立面), exterior first, then courtyards.

    As :func:`facade_table`, one record a wall.

    Parameters
    ----------
    polygon : shapely.Polygon
        Outline in plan; either winding, holes allowed.

    Returns
    -------
    tuple of Facade
        In the order of ring and edge.

    Examples
    --------
    >>> [f.octant for f in facades(Polygon([(30, 0), (30, 12), (0, 12), (0, 0)]))]
    ['E', 'N', 'W', 'S']
    """
    table = facade_table([polygon])
    return tuple(
        Facade(
            start=table.start[i],
            end=table.end[i],
            normal=table.normal[i],
            length=float(table.length[i]),
            bearing=float(bearing),
            octant=OCTANTS[octant],
            edge=int(table.edge[i]),
            ring=int(table.ring[i]),
        )
        for i, (bearing, octant) in enumerate(
            zip(table.bearing, table.octant, strict=True)
        )
    )


def facade_towards(polygon: Polygon, direction: str) -> Facade:
    """Longest outer façade that looks in a direction (某朝向立面).

    Parameters
    ----------
    polygon : shapely.Polygon
        Outline in plan.
    direction : str
        ``south``, ``south-east``, ``SE``, ``南``, ``东南``, ... in eight directions.

    Returns
    -------
    Facade
        The longest whose outward normal is within 45° of the direction.

    Raises
    ------
    InputError
        If the word is no direction, no façade looks that way, or two of them are
        equally long within a centimetre.
    """
    word = direction.strip().lower()
    for sign in "-_ ":
        word = word.replace(sign, "")
    octant = next((i for i, words in enumerate(_WORDS) if word in words), None)
    if octant is None:
        raise InputError(
            f"{direction!r} is no direction; write one of north, north-east, east, "
            "south-east, south, south-west, west, north-west, or 北 东北 东 东南 南 "
            "西南 西 西北",
            value=direction,
        )
    wanted = 45.0 * octant
    outer = [f for f in facades(polygon) if f.ring == 0]
    facing = [f for f in outer if abs(_turn(f.bearing, wanted)) <= 45.0 + 1e-6]
    if not facing:
        raise InputError(
            f"no façade looks {direction}; there are {_describe(outer)}: "
            "name the façade by its edge number",
            value=direction,
        )
    longest = max(f.length for f in facing)
    best = [f for f in facing if f.length > longest - EQUAL_LENGTH]
    if len(best) > 1:
        raise InputError(
            f"{len(best)} façades look {direction} and are equally long: "
            f"{_describe(best)}; name the façade by its edge number",
            value=direction,
        )
    return best[0]


def place_on_facade(
    facade: Facade, at: float, width: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sill ends of a window on a façade (窗在立面上的位置).

    Parameters
    ----------
    facade : Facade
        The wall.
    at : float
        Distance of the window's left end from the left end of the façade. [m]
    width : float
        Width of the window. [m]

    Returns
    -------
    left, right : (2,) ndarray of float64
        Sill ends as seen from outside. What leaves the façade by up to a millimetre is
        moved back, since beyond an inner corner there is no wall but a building.

    Raises
    ------
    InputError
        If the window is not wider than zero, or leaves the façade.
    """
    if not (np.isfinite(width) and width > 0.0):
        raise InputError(
            f"a window's width must be above 0 m, got {width}", value=width
        )
    over = max(-at, at + width - facade.length)
    if not over <= OVERRUN_DISTANCE:
        raise InputError(
            f"a window from {at:g} m to {at + width:g} m leaves the façade of edge "
            f"{facade.edge} (looks {facade.octant}, {facade.length:.3f} m long) by "
            f"{over:.3f} m; allowed is 0 to {facade.length - width:.3f} m from its "
            "left end as seen from outside",
            value=at,
        )
    along = (facade.end - facade.start) / facade.length
    ends = np.clip([at, at + width], 0.0, facade.length)
    return facade.start + ends[0] * along, facade.start + ends[1] * along


def snap_to_wall(polygon: Polygon, left: ArrayLike, right: ArrayLike) -> Snapped:
    """Nearest place of a window on a wall that looks its way (窗落墙).

    The window looks to the right of the way from its left to its right end.

    Parameters
    ----------
    polygon : shapely.Polygon
        Outline of the building.
    left, right : (2,) array
        Sill ends as seen from outside. [m]

    Returns
    -------
    Snapped
        The place, its wall, and how far the window was off.

    Raises
    ------
    GeometryError
        If the ends are the same, or no wall looks within 45° of the window's way.
    """
    a, b = np.asarray(left, dtype=np.float64), np.asarray(right, dtype=np.float64)
    across = b - a
    width = float(np.hypot(*across))
    if not width > CONTACT_DISTANCE:
        raise GeometryError(
            f"the sill ends {a.tolist()} and {b.tolist()} are the same point; give "
            "the left and the right end as seen from outside",
            value=(a.tolist(), b.tolist()),
        )
    normal = np.array([across[1], -across[0]]) / width
    walls = [f for f in facades(polygon) if f.normal @ normal >= FACING_COSINE]
    if not walls:
        raise GeometryError(
            "no wall of the building looks the way of this window, from "
            f"{a.tolist()} to {b.tolist()}; left and right are as seen from outside",
            value=(a.tolist(), b.tolist()),
        )
    placed = [(_nearest(f, a), _nearest(f, b), f) for f in walls]
    p, q, wall = min(
        placed, key=lambda t: max(np.hypot(*(t[0] - a)), np.hypot(*(t[1] - b)))
    )
    distance = float(max(np.hypot(*(p - a)), np.hypot(*(q - b))))
    return Snapped(left=p, right=q, distance=distance, normal=wall.normal, facade=wall)


def _nearest(facade: Facade, point: NDArray[np.float64]) -> NDArray[np.float64]:
    """Nearest point of a façade, (2,)."""
    along = (facade.end - facade.start) / facade.length
    at = min(max(float((point - facade.start) @ along), 0.0), facade.length)
    return facade.start + at * along


def _turn(bearing: float, wanted: float) -> float:
    """Angle from one direction to another, -180 to 180. [degrees]"""  # noqa: D400
    return (bearing - wanted + 180.0) % 360.0 - 180.0


def _describe(some: Sequence[Facade]) -> str:
    """Name façades by edge, direction and length."""
    return ", ".join(f"edge {f.edge} ({f.octant}, {f.length:.2f} m)" for f in some)
