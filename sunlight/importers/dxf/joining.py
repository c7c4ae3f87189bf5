"""Outlines that were drawn, or exploded, as single lines and arcs (散线成环)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from sunlight.importers.dxf.curves import Curve
from sunlight.importers.dxf.welding import places

__all__ = ["Joined", "join_curves"]

Edge = tuple[int, int, int]
"""Curve, and the nodes it runs between."""

_RING_CORNERS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Joined:
    """What became of open curves (成环结果).

    Parameters
    ----------
    rings : tuple of Curve
        Closed ones made of them.
    around : tuple of Curve
        Closed ones that are only the outer boundary of lines, which divide it inside.
    left : tuple of Curve
        Curves that close no ring.
    """

    rings: tuple[Curve, ...]
    around: tuple[Curve, ...]
    left: tuple[Curve, ...]


def join_curves(
    curves: Sequence[Curve], *, distance: float, marks: NDArray[np.float64]
) -> Joined:
    """Rings that open curves close (成环), layer by layer.

    Ends nearer than `distance` are one. Lines drawn twice count once, and what only
    sticks out is left over. Where lines meet in threes they are either buildings wall
    to wall or one building divided inside: rings of their own if a text with a height
    stands in two of them or more, else their outer boundary is the outline.

    Parameters
    ----------
    curves : sequence of Curve
        Open ones.
    distance : float
        How far ends may be apart. [unit of the drawing]
    marks : (m, 2) ndarray of float64
        Where texts with heights or storeys stand. [unit of the drawing]

    Returns
    -------
    Joined
        The rings, and what is left over.
    """
    groups: dict[tuple[str, str, int], list[Curve]] = defaultdict(list)
    for curve in curves:
        groups[(curve.layer, curve.insert, round(curve.z / max(distance, 1e-9)))] += [
            curve
        ]
    made = [_join_group(group, distance, marks) for group in groups.values()]
    return Joined(
        rings=tuple(ring for joined in made for ring in joined.rings),
        around=tuple(ring for joined in made for ring in joined.around),
        left=tuple(curve for joined in made for curve in joined.left),
    )


def _join_group(
    group: list[Curve], distance: float, marks: NDArray[np.float64]
) -> Joined:
    """Rings of curves on one layer and level."""
    nodes = _nodes(group, distance)
    edges = _once(
        [(i, nodes[2 * i], nodes[2 * i + 1]) for i in range(len(group))],
        group,
        distance,
    )
    kept, loose = _pruned(edges)
    rings: list[Curve] = []
    around: list[Curve] = []
    left = [group[i] for i in loose]
    for component in _components(kept):
        degree = Counter(node for _, a, b in component for node in (a, b))
        if all(count == 2 for count in degree.values()):
            rings += _chain(component, group)
            continue
        faces = _polygons(component, group, distance)
        touching = all(count % 2 == 0 for count in degree.values())
        if touching or _marked(faces, marks) > 1:
            rings += _outlines(faces, component, group, distance)
        else:
            whole = [
                Polygon(part.exterior)
                for part in shapely.get_parts(shapely.unary_union(faces))
            ]
            around += _outlines(whole, component, group, distance)
    return Joined(rings=tuple(rings), around=tuple(around), left=tuple(left))


def _nodes(group: list[Curve], distance: float) -> list[int]:
    """Node of the start and the end of each curve; near ends share one."""
    ends = np.array([end for c in group for end in (c.points[0], c.points[-1])])
    return [int(place) for place in places(ends, distance=distance)]


def _once(edges: list[Edge], group: list[Curve], distance: float) -> list[Edge]:
    """Edges without those that repeat another, and without those of no length."""
    middles: dict[tuple[int, int], list[NDArray[np.float64]]] = defaultdict(list)
    out = []
    for i, a, b in edges:
        if a == b:
            continue
        line = shapely.LineString(group[i].points)
        middle = shapely.get_coordinates(line.interpolate(0.5, normalized=True))[0]
        others = middles[(min(a, b), max(a, b))]
        if all(np.hypot(*(middle - other)) > 2.0 * distance for other in others):
            others.append(middle)
            out.append((i, a, b))
    return out


def _pruned(edges: list[Edge]) -> tuple[list[Edge], list[int]]:
    """Edges on rings, and curves that have a free end."""
    at: dict[int, set[int]] = defaultdict(set)
    for k, (_, a, b) in enumerate(edges):
        at[a].add(k)
        at[b].add(k)
    loose: list[int] = []
    gone: set[int] = set()
    waiting = [node for node, around in at.items() if len(around) == 1]
    while waiting:
        node = waiting.pop()
        if len(at[node]) != 1:
            continue
        k = at[node].pop()
        gone.add(k)
        loose.append(edges[k][0])
        other = edges[k][1] if edges[k][2] == node else edges[k][2]
        at[other].discard(k)
        if len(at[other]) == 1:
            waiting.append(other)
    return [edge for k, edge in enumerate(edges) if k not in gone], sorted(loose)


def _components(edges: list[Edge]) -> Iterable[list[Edge]]:
    """Edges that hang together, in the order of the drawing."""
    at: dict[int, list[int]] = defaultdict(list)
    for k, (_, a, b) in enumerate(edges):
        at[a].append(k)
        at[b].append(k)
    seen: set[int] = set()
    for first in range(len(edges)):
        if first in seen:
            continue
        seen.add(first)
        waiting, found = [first], []
        while waiting:
            k = waiting.pop()
            found.append(k)
            for node in edges[k][1:]:
                fresh = [other for other in at[node] if other not in seen]
                seen.update(fresh)
                waiting += fresh
        yield [edges[k] for k in sorted(found)]


def _chain(component: list[Edge], group: list[Curve]) -> list[Curve]:
    """Ring of edges of which two meet at every node."""
    at: dict[int, list[Edge]] = defaultdict(list)
    for edge in component:
        at[edge[1]].append(edge)
        at[edge[2]].append(edge)
    edge, node = component[0], component[0][1]
    pieces = []
    for _ in component:
        points = group[edge[0]].points
        forward = edge[1] == node
        pieces.append((points if forward else points[::-1])[:-1])
        node = edge[2] if forward else edge[1]
        edge = next((e for e in at[node] if e is not edge), edge)
    return _ring(np.concatenate(pieces), [group[e[0]] for e in component])


def _ring(points: NDArray[np.float64], members: list[Curve]) -> list[Curve]:
    """Closed curve with what its members say; none if it has too few corners.

    Its thickness is that of most members, of two as common the larger.
    """
    if len(points) < _RING_CORNERS:
        return []
    first = members[0]
    counts = Counter(member.thickness for member in members)
    thickness = max(counts, key=lambda value: (counts[value], abs(value)))
    return [
        Curve(
            points=np.ascontiguousarray(points),
            z=first.z,
            thickness=thickness,
            closed=True,
            layer=first.layer,
            handle=first.handle,
            insert=first.insert,
            attributes=first.attributes,
        )
    ]


def _polygons(
    component: list[Edge], group: list[Curve], distance: float
) -> list[Polygon]:
    """Faces between the edges, whose ends are moved to their nodes."""
    place: dict[int, NDArray[np.float64]] = {}
    lines = []
    for i, a, b in component:
        points = group[i].points.copy()
        points[0] = place.setdefault(a, points[0].copy())
        points[-1] = place.setdefault(b, points[-1].copy())
        lines.append(shapely.LineString(points))
    noded = shapely.get_parts(shapely.unary_union(lines))
    faces = shapely.get_parts(shapely.polygonize(noded))
    return [face for face in faces if face.area > distance * distance]


def _marked(faces: list[Polygon], marks: NDArray[np.float64]) -> int:
    """How many faces hold a mark."""
    if len(marks) == 0 or len(faces) == 0:
        return 0
    pairs = shapely.STRtree(faces).query(shapely.points(marks), predicate="covered_by")
    return len(set(pairs[1].tolist()))


def _outlines(
    shapes: list[Polygon], component: list[Edge], group: list[Curve], distance: float
) -> list[Curve]:
    """Rings around shapes, each of the curves along it."""
    members = [group[i] for i, _, _ in component]
    middles = shapely.points(
        [
            shapely.get_coordinates(
                shapely.LineString(m.points).interpolate(0.5, normalized=True)
            )[0]
            for m in members
        ]
    )
    rings = []
    for shape in shapes:
        near = np.flatnonzero(shapely.dwithin(shape.exterior, middles, 2.0 * distance))
        own = [members[i] for i in near.tolist()] or members
        rings += _ring(shapely.get_coordinates(shape.exterior)[:-1], own)
    return rings
