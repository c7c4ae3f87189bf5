"""Straight walls of many footprints at once (立面表), as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["OCTANTS", "FacadeTable", "facade_table"]

OCTANTS: Final = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
"""Eight compass directions, clockwise from north."""


STRAIGHT_DISTANCE: Final = 1e-3
"""Corners that leave the straight line by no more than this are no corners. [m]

Drawings are exact to a millimetre, and a vertex in the middle of a wall is common."""


STRAIGHT_TURN_DEG: Final = 1.0
"""Edges that turn by more than this are two façades, however short they are."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FacadeTable:
    """Façades of many polygons at once (立面表), sorted by polygon, ring and edge.

    Parameters
    ----------
    polygon : (m,) ndarray of int
        Index of the polygon.
    ring : (m,) ndarray of int
        0 is the exterior, 1 and up the holes.
    edge : (m,) ndarray of int
        Lowest number of the edges it consists of, see :class:`Facade`.
    start, end : (m, 2) ndarray of float64
        Left and right end as seen from outside. [m]
    normal : (m, 2) ndarray of float64
        Outward unit normal.
    length : (m,) ndarray of float64
        Length. [m]
    """

    polygon: NDArray[np.int64]
    ring: NDArray[np.int64]
    edge: NDArray[np.int64]
    start: NDArray[np.float64]
    end: NDArray[np.float64]
    normal: NDArray[np.float64]
    length: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.polygon)

    @property
    def bearing(self) -> NDArray[np.float64]:
        """Direction of the outward normals, clockwise from north. [degrees]"""  # noqa: D400
        angle = np.degrees(np.arctan2(self.normal[:, 0], self.normal[:, 1])) % 360.0
        bearing: NDArray[np.float64] = np.where(angle >= 360.0, 0.0, angle)
        return bearing

    @property
    def octant(self) -> NDArray[np.int64]:
        """Index into :data:`OCTANTS`; 22.5° belongs to the clockwise one."""
        octant: NDArray[np.int64] = ((self.bearing + 22.5) // 45.0).astype(np.int64) % 8
        return octant


def facade_table(polygons: Sequence[Polygon]) -> FacadeTable:
    """All façades of many polygons (立面表), exterior and courtyards.

    Consecutive edges within a millimetre of one line are merged; the merged wall lies
    on the outermost of its vertices, so that nothing on it is inside the building.
    Edges without length are skipped. Neighbours are not looked at: a party wall is a
    façade like others.

    Parameters
    ----------
    polygons : sequence of shapely.Polygon
        Outlines in plan; either winding.

    Returns
    -------
    FacadeTable
        In the order of polygon, ring and edge.
    """
    shapes = np.array(list(polygons), dtype=object)
    rings, owner = shapely.get_rings(shapes, return_index=True)
    points, ring_of = shapely.get_coordinates(rings, return_index=True)
    points = np.asarray(points, dtype=np.float64)
    ring_number = _position_in_group(owner)
    edge_number = _position_in_group(ring_of) + 1
    step = np.diff(points, axis=0)
    same_ring = ring_of[1:] == ring_of[:-1]
    real = np.flatnonzero(same_ring & (np.hypot(*step.T) > CONTACT_DISTANCE))

    first = np.searchsorted(ring_of, np.arange(len(rings)))
    area = _twice_signed_areas(points, first, ring_of, real, len(rings))
    inside_left = (area > 0.0) == (ring_number == 0)
    begins, ends, numbers, rows, bulge = _straight_runs(
        points[real], points[real + 1], ring_of[real], edge_number[real]
    )
    left = inside_left[rows][:, None]
    start, end = np.where(left, begins, ends), np.where(left, ends, begins)
    across = end - start
    size = np.hypot(across[:, 0], across[:, 1])
    normal = np.column_stack([across[:, 1], -across[:, 0]]) / size[:, None]
    outwards = np.where(left[:, 0], bulge[:, 0], bulge[:, 1])[:, None] * normal
    order = np.lexsort((numbers, rows))
    return FacadeTable(
        polygon=owner[rows][order],
        ring=ring_number[rows][order],
        edge=numbers[order],
        start=(start + outwards)[order],
        end=(end + outwards)[order],
        normal=normal[order],
        length=size[order],
    )


def _position_in_group(group: NDArray[np.int64]) -> NDArray[np.int64]:
    """Position of each row among the rows of its group, (n,), from 0."""
    first = np.searchsorted(group, group, side="left")
    position: NDArray[np.int64] = np.arange(len(group)) - first
    return position


def _twice_signed_areas(
    points: NDArray[np.float64],
    first: NDArray[np.int64],
    ring_of: NDArray[np.int64],
    edges: NDArray[np.int64],
    count: int,
) -> NDArray[np.float64]:
    """Twice the area of each ring, positive if counter-clockwise, (count,)."""
    base = points[first[ring_of[edges]]]
    p, q = points[edges] - base, points[edges + 1] - base
    cross = p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0]
    return np.asarray(
        np.bincount(ring_of[edges], cross, minlength=count), dtype=np.float64
    )


_Runs = tuple[
    NDArray[np.float64],
    NDArray[np.float64],
    NDArray[np.int64],
    NDArray[np.int64],
    NDArray[np.float64],
]


def _straight_runs(
    p: NDArray[np.float64],
    q: NDArray[np.float64],
    ring: NDArray[np.int64],
    number: NDArray[np.int64],
) -> _Runs:
    """Merge edges p-q, (e, 2), to straight runs: ends, lowest number, ring, bulge.

    Bulge (m, 2): how far vertices stand right and left of the run, 0 below contact.
    """
    count = len(p)
    index = np.arange(count)
    head = np.append(True, ring[1:] != ring[:-1])[:count]
    heads = np.flatnonzero(head)
    tails = np.append(heads[1:], count)[: len(heads)] - 1
    after = index + 1
    after[tails] = heads
    straight = _is_straight(p, q, q[after])
    begins = np.ones(count, dtype=bool)
    begins[after] = ~straight
    closed = np.add.reduceat(begins, heads) == 0 if count else head[:0]
    begins[heads[closed]] = True  # a ring that never turns sharply: cut at vertex 1

    run: NDArray[np.int64] = np.cumsum(begins) - 1
    ring_index = np.cumsum(head) - 1
    before_first = np.maximum.accumulate(np.where(begins, index, -1))
    wraps = before_first < heads[ring_index]
    run[wraps] = run[tails[ring_index[wraps]]]
    size = np.bincount(run, minlength=0)
    first = np.flatnonzero(begins)
    alone = size == 1
    single = first[alone]
    pieces: list[tuple[list[int], float, float]] = []
    for start, length in zip(first[~alone], size[~alone], strict=True):
        h, t = heads[ring_index[start]], tails[ring_index[start]]
        chain = [int(h + (start - h + k) % (t - h + 1)) for k in range(length)]
        pieces.extend(_cut(chain, p, q))
    from_edge = np.append(single, [c[0] for c, _, _ in pieces]).astype(np.int64)
    to_edge = np.append(single, [c[-1] for c, _, _ in pieces]).astype(np.int64)
    lowest = np.append(number[single], [number[c].min() for c, _, _ in pieces])
    bulge = np.vstack(
        [np.zeros((len(single), 2)), *([[right, left]] for _, right, left in pieces)]
    )
    return p[from_edge], q[to_edge], lowest.astype(np.int64), ring[from_edge], bulge


def _is_straight(
    a: NDArray[np.float64], b: NDArray[np.float64], c: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Whether the corners b of the ways a-b-c are none, (n,)."""
    u, v, w = b - a, c - b, c - a
    cross = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
    dot = (u * v).sum(axis=1)
    turn = np.abs(np.arctan2(cross, dot))
    off = np.abs(cross) <= STRAIGHT_DISTANCE * np.hypot(w[:, 0], w[:, 1])
    straight: NDArray[np.bool_] = off & (turn <= np.radians(STRAIGHT_TURN_DEG))
    return straight


def _cut(
    chain: list[int], p: NDArray[np.float64], q: NDArray[np.float64]
) -> list[tuple[list[int], float, float]]:
    """Cut a chain of edges to straight pieces: edges, bulge right and left."""
    pieces: list[tuple[list[int], float, float]] = []
    piece, bulge = [chain[0]], (0.0, 0.0)
    for edge in chain[1:]:
        origin, corners = p[piece[0]], p[[*piece[1:], edge]]
        way = q[edge] - origin
        reach = corners - origin
        right = (reach[:, 0] * way[1] - reach[:, 1] * way[0]) / np.hypot(*way)
        if np.abs(right).max() <= STRAIGHT_DISTANCE:
            piece, bulge = [*piece, edge], (float(right.max()), float(-right.min()))
        else:
            pieces.append((piece, *bulge))
            piece, bulge = [edge], (0.0, 0.0)
    pieces.append((piece, *bulge))
    return [(edges, _beyond_contact(r), _beyond_contact(s)) for edges, r, s in pieces]


def _beyond_contact(distance: float) -> float:
    """Distance, or 0 where it is rounding."""
    return distance if distance > CONTACT_DISTANCE else 0.0
