"""What the faces of a mesh shade, found through its tree of boxes (网格遮挡).

The records are described in :mod:`sunlight.shade.kernel`, the trees in
:mod:`sunlight.scene.trees`. A box is skipped if nothing in it can reach the open
stretch of the band, or if all that it could shade is covered already.
"""

from sunlight.jit import njit_inner
from sunlight.scene.trees import LEAF
from sunlight.shade.arcs import (
    E0X,
    E0Y,
    E1X,
    E1Y,
    STEEPEST,
    U0,
    U1,
    azimuth_root,
    known_face_arcs,
)
from sunlight.shade.bodies import outside_wedge
from sunlight.shade.cover import add_arc
from sunlight.shade.culling import may_shade
from sunlight.shade.hulls import narrow

__all__ = ["FULL", "TREE", "tree_cover"]

FULL = -2
"""Instead of a number of arcs: the buffer is too small."""

TREE = -1
"""Instead of the number of a face: all faces of the part."""

_HAIR = 1e-12  # of u
_SPARE = 12  # rows that the arcs of one face need at the most


@njit_inner
def _moment(dx, dy, hull):
    """Moment at which the sun stands over a plan direction, cut to the hull.

    The direction and the sun are in the south.
    """
    if hull[E0X] * dy - hull[E0Y] * dx > 0.0:
        return hull[U0] + 2.0 * _HAIR
    if hull[E1X] * dy - hull[E1Y] * dx < 0.0:
        return hull[U1] - 2.0 * _HAIR
    return azimuth_root(dx, dy, hull)


@njit_inner
def _is_covered(x0, x1, y0, y1, hull, cover, n):
    """Whether all that a box south of the point could shade is covered already."""
    if n == 0 or y1 >= 0.0 or hull[E0Y] > 0.0 or hull[E1Y] > 0.0:
        return False
    begin = _moment(x1, y1 if x1 >= 0.0 else y0, hull) - _HAIR
    end = _moment(x0, y1 if x0 <= 0.0 else y0, hull) + _HAIR
    for i in range(n):
        if cover[i, 1] > end:
            return cover[i, 0] < begin
    return False


@njit_inner
def _is_aside(boxes, node, px, py, pz, fast, hull, cover, n):
    """Whether a box can be skipped."""
    top = boxes[node, 5] - pz
    x0, x1 = boxes[node, 0] - px, boxes[node, 3] - px
    y0, y1 = boxes[node, 1] - py, boxes[node, 4] - py
    if not may_shade(x0, x1, y0, y1, top, fast, hull):
        return True
    bottom = boxes[node, 2] - pz
    if bottom > 0.0:
        far = max(-x0, x1) ** 2 + max(-y0, y1) ** 2
        if bottom * bottom > far * hull[STEEPEST]:
            return True
    return fast and _is_covered(x0, x1, y0, y1, hull, cover, n)


@njit_inner
def _distance(boxes, node, px, py):
    """Square of the distance of a box in plan."""
    dx = max(boxes[node, 0] - px, px - boxes[node, 3], 0.0)
    dy = max(boxes[node, 1] - py, py - boxes[node, 4], 0.0)
    return dx * dx + dy * dy


@njit_inner
def tree_cover(
    px,
    py,
    pz,
    root,
    leaves,
    boxes,
    first,
    last,
    faces,
    wall_total,
    fast,
    hull,
    sun,
    stack,
    pieces,
    scratch,
    cover,
    n,
):
    """Add to the cover what the faces of one part shade; returns its new number.

    The nearer half of each node comes first. `hull` is narrowed on the way; rows of
    `pieces` from `scratch` on are written over. Returns `FULL` where `cover` or
    `pieces` may not hold what comes.
    """
    stack[0] = 1
    depth = 1
    while depth > 0:
        depth -= 1
        node = stack[depth]
        if _is_aside(boxes, root + node, px, py, pz, fast, hull, cover, n):
            continue
        if node < leaves:
            near, far = 2 * node, 2 * node + 1
            if _distance(boxes, root + near, px, py) > _distance(
                boxes, root + far, px, py
            ):
                near, far = far, near
            stack[depth], stack[depth + 1] = far, near
            depth += 2
            continue
        if n + _SPARE > len(cover) or scratch + _SPARE > len(pieces):
            return FULL
        begin = first + LEAF * (node - leaves)
        for f in range(begin, min(begin + LEAF, last)):
            if fast and outside_wedge(faces, f, px, py, hull):
                continue
            stop = known_face_arcs(faces, f, px, py, pz, sun, pieces, scratch)
            for i in range(scratch, stop):
                face = float(wall_total + f)
                n = add_arc(cover, n, pieces[i, 0], pieces[i, 1], face)
        if not narrow(hull, cover, n):
            return n
    return n
