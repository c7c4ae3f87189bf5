"""Outlines of a building and what stands on their façades (立面定位)."""

import dataclasses
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import LinearRing, LineString, Polygon

from sunlight.errors import InputError
from sunlight.importers.placement import Placement
from sunlight.importers.schema_parts import StretchSpec
from sunlight.importers.words import near
from sunlight.model.facades import (
    OVERRUN_DISTANCE,
    Facade,
    facade_towards,
    facades,
    place_on_facade,
)
from sunlight.tolerances import CONTACT_DISTANCE, WALL_SNAP_DISTANCE

__all__ = ["Walls", "find_facade", "lay_on_facade", "outline_polygon", "wall_polygon"]

SMALLEST_AREA: Final = 1e-6
"""An outline that covers less than this covers nothing. [m2]"""

Pair = tuple[NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walls:
    """Outlines of the bodies of one building (外墙轮廓).

    Parameters
    ----------
    outlines : dict of str to Polygon
        By name of the body part; ``""`` is the footprint.
    placement : Placement
        How coordinates of the file are meant.
    found : dict
        Façades looked up before.
    """

    outlines: dict[str, Polygon]
    placement: Placement
    found: dict[tuple[str, str | int], Facade] = field(default_factory=dict)

    def outline(self, part: str) -> Polygon:
        """Outline of one body part (部位轮廓).

        Parameters
        ----------
        part : str
            Its name, empty for the footprint.

        Returns
        -------
        shapely.Polygon
            In project coordinates. [m]

        Raises
        ------
        InputError
            If there is no such part.
        """
        if part in self.outlines:
            return self.outlines[part]
        named = [name for name in self.outlines if name]
        if not part:
            raise InputError(
                "the building has a mesh and no footprint, hence no façades; give a "
                "footprint too, or left and right",
                where="facade",
            )
        raise InputError(
            f"the building has no body part named {part!r} with an outline"
            f"{near(part, named)}; it has {', '.join(named) or 'none with a name'}",
            where="part",
            value=part,
        )


def outline_polygon(
    ring: list[list[float]], holes: list[list[list[float]]], placement: Placement
) -> Polygon:
    """Polygon of an outline in the file (轮廓).

    Parameters
    ----------
    ring : list of [x, y]
        Outline, closed or not.
    holes : list of outlines
        Courtyards.
    placement : Placement
        How coordinates are meant.

    Returns
    -------
    shapely.Polygon
        In the order of the file; may cross itself, which the model check reports. [m]

    Raises
    ------
    InputError
        If it has fewer than three corners or covers nothing.
    """
    polygon = plain_polygon(ring, holes, placement)
    if not polygon.envelope.area > SMALLEST_AREA:
        raise InputError("the outline covers nothing: its corners lie on one line")
    return polygon


def plain_polygon(
    ring: list[list[float]], holes: list[list[list[float]]], placement: Placement
) -> Polygon:
    """Polygon of an outline in the file, however small (轮廓).

    Parameters
    ----------
    ring : list of [x, y]
        Outline, closed or not.
    holes : list of outlines
        Courtyards.
    placement : Placement
        How coordinates are meant.

    Returns
    -------
    shapely.Polygon
        In the order of the file. [m]

    Raises
    ------
    InputError
        If it has fewer than three corners.
    """
    return Polygon(
        _corners(ring, placement, "outline"),
        [_corners(hole, placement, f"holes[{i}]") for i, hole in enumerate(holes)],
    )


def _corners(
    ring: list[list[float]], placement: Placement, what: str
) -> NDArray[np.float64]:
    """Corners of a ring without the closing one, (n, 2)."""
    corners = ring[:-1] if ring[0] == ring[-1] else ring
    if len(corners) < 3:
        raise InputError(
            f"{what} has {len(corners)} corners, three are needed", value=ring
        )
    return placement.place(np.array(corners, dtype=np.float64))


def wall_polygon(
    line: list[list[float]], thickness: float, placement: Placement
) -> Polygon:
    """Polygon of a wall along a line (沿线墙体).

    Parameters
    ----------
    line : list of [x, y]
        Centre line; closed if it ends where it starts, as a parapet does.
    thickness : float
        Thickness. [m]
    placement : Placement
        How coordinates are meant.

    Returns
    -------
    shapely.Polygon
        Its outline, mitred at corners. [m]

    Raises
    ------
    InputError
        If the line has no length or the wall is no single piece.
    """
    points = placement.place(np.array(line, dtype=np.float64))
    closed = line[0] == line[-1] and len(line) > 3
    centre = LinearRing(points) if closed else LineString(points)
    if not centre.length > CONTACT_DISTANCE:
        raise InputError("the line has no length", where="line", value=line)
    outline = centre.buffer(thickness / 2.0, cap_style="flat", join_style="mitre")
    if not isinstance(outline, Polygon) or outline.is_empty:
        raise InputError(
            "the wall along this line is no single piece; give it as outlines",
            where="line",
            value=line,
        )
    return outline


def find_facade(walls: Walls, part: str, spec: str | int | StretchSpec) -> Facade:
    """Façade that a file means (查找立面).

    Parameters
    ----------
    walls : Walls
        Outlines of the building.
    part : str
        Body part, empty for the footprint.
    spec : str, int or StretchSpec
        A direction, the 1-based number of an edge of the outline, or two points.

    Returns
    -------
    Facade
        Collinear edges are one façade; between two points it is cut to these.

    Raises
    ------
    InputError
        If there is no such façade, or several.
    """
    polygon = walls.outline(part)
    if isinstance(spec, StretchSpec):
        return _stretch(polygon, spec, walls.placement)
    key = (part, spec)
    if key not in walls.found:
        try:
            walls.found[key] = (
                facade_towards(polygon, spec)
                if isinstance(spec, str)
                else _of_edge(polygon, spec)
            )
        except InputError as error:
            raise InputError(error.message, where="facade", value=spec) from error
    return walls.found[key]


def _of_edge(polygon: Polygon, edge: int) -> Facade:
    """Façade that an edge of the outline is, or is a piece of."""
    corners = np.asarray(polygon.exterior.coords, dtype=np.float64)
    count = len(corners) - 1
    if not 1 <= edge <= count:
        raise InputError(
            f"the outline has no edge {edge}; it has edges 1 to {count}, of which "
            "edge 1 runs from the first corner to the second"
        )
    middle = (corners[edge - 1] + corners[edge]) / 2.0
    outer = [f for f in facades(polygon) if f.ring == 0]
    distance, facade = min(
        ((_off(f, middle)[0], f) for f in outer), key=lambda pair: pair[0]
    )
    if distance > OVERRUN_DISTANCE + CONTACT_DISTANCE:
        raise InputError(f"edge {edge} of the outline has no length")
    return facade


def _off(facade: Facade, point: NDArray[np.float64]) -> tuple[float, float]:
    """How far a point is off a façade, and its place along it. [m]"""  # noqa: D400
    along = (facade.end - facade.start) / facade.length
    at = min(max(float((point - facade.start) @ along), 0.0), facade.length)
    nearest = facade.start + at * along
    return float(np.hypot(*(point - nearest))), at


def _stretch(polygon: Polygon, spec: StretchSpec, placement: Placement) -> Facade:
    """Stretch of a façade between two points."""
    ends = placement.place(np.array([spec.from_, spec.to], dtype=np.float64))
    best: tuple[float, Facade, float, float] | None = None
    for facade in facades(polygon):
        (off_a, a), (off_b, b) = (_off(facade, end) for end in ends)
        off = max(off_a, off_b)
        if abs(b - a) > OVERRUN_DISTANCE and (best is None or off < best[0]):
            best = (off, facade, min(a, b), max(a, b))
    if best is None or best[0] > WALL_SNAP_DISTANCE:
        far = "" if best is None else f"; the nearest is {best[0]:.2f} m off"
        raise InputError(
            f"no straight wall runs between {spec.from_} and {spec.to}{far}. Both "
            f"points must lie on one wall, {WALL_SNAP_DISTANCE:g} m off at most",
            where="facade",
            value=[spec.from_, spec.to],
        )
    _, facade, low, high = best
    along = (facade.end - facade.start) / facade.length
    return dataclasses.replace(
        facade,
        start=facade.start + low * along,
        end=facade.start + high * along,
        length=high - low,
    )


def lay_on_facade(
    facade: Facade, at: NDArray[np.float64], width: NDArray[np.float64]
) -> Pair:
    """Sill ends of a row of windows on a façade (一排窗的位置).

    Parameters
    ----------
    facade : Facade
        The wall.
    at : (c,) ndarray of float64
        Left ends from its left end as seen from outside. [m]
    width : (c,) ndarray of float64
        Widths. [m]

    Returns
    -------
    left, right : (c, 2) ndarray of float64
        As :func:`sunlight.model.facades.place_on_facade` gives them one by one.

    Raises
    ------
    InputError
        If a window leaves the façade or overlaps its neighbour.
    """
    over = np.maximum(-at, at + width - facade.length)
    worst = int(over.argmax())
    place_on_facade(facade, float(at[worst]), float(width[worst]))
    order = np.argsort(at, kind="stable")
    gap = at[order][1:] - (at + width)[order][:-1]
    if len(gap) and gap.min() < -OVERRUN_DISTANCE:
        first = order[int(gap.argmin())]
        raise InputError(
            f"the window from {at[first]:g} m to {at[first] + width[first]:g} m "
            f"overlaps its neighbour by {-gap.min():.3f} m; enlarge the spacing or "
            "reduce the width",
            value=float(at[first]),
        )
    along = (facade.end - facade.start) / facade.length
    left = np.clip(at, 0.0, facade.length)[:, None] * along + facade.start
    right = np.clip(at + width, 0.0, facade.length)[:, None] * along + facade.start
    return left, right
