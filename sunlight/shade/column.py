"""What can shade a column of points, and what is open at all of its heights (窗列).

The records are described in :mod:`sunlight.shade.kernel`.
"""

import math

from sunlight.intervals import OWN_WALL_PLANE
from sunlight.jit import njit_inner
from sunlight.scene.meshes import UNDERSIDE
from sunlight.shade.bodies import behind, contacts, outside_wedge, wall_arcs
from sunlight.shade.cover import add_arc
from sunlight.shade.culling import may_shade
from sunlight.shade.hulls import narrow, whole_band
from sunlight.shade.points import cover_by_body, cover_by_face
from sunlight.shade.trees import FULL, TREE, tree_cover
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["DARK", "column_parts"]

_OWN_PLANE = float(OWN_WALL_PLANE)
_CONTACT = CONTACT_DISTANCE
DARK = -1
"""Instead of a number of arcs: nothing is open."""


@njit_inner
def _copy(rows, source, target):
    """Copy a row within an array."""
    for column in range(rows.shape[1]):
        rows[target, column] = rows[source, column]


@njit_inner
def _without_hidden(arcs, start, stop, low):
    """Leave out arcs that another one hides at every height, given those from `start`.

    It begins no later, ends no earlier, and shades all of its own arc as high up as
    the other shades anything; where both have a limit in common, it has the lower face
    number, so that the outcome depends on no order. Those before `start` are clean
    among themselves.
    """
    for i in range(start, stop):
        begin, end, highest = arcs[i, 3], arcs[i, 4], arcs[i, 5]
        whole = arcs[i, 6] if arcs[i, 8] <= low else -math.inf
        face = arcs[i, 11]
        kept = 0
        for j in range(start):
            lower = arcs[j, 11] < face
            if (
                arcs[j, 6] >= highest
                and arcs[j, 8] <= low
                and (arcs[j, 3] < begin or (lower and arcs[j, 3] == begin))
                and (arcs[j, 4] > end or (lower and arcs[j, 4] == end))
            ):
                kept = -1
                break
            if (
                arcs[j, 5] <= whole
                and (arcs[j, 3] > begin or (not lower and arcs[j, 3] == begin))
                and (arcs[j, 4] < end or (not lower and arcs[j, 4] == end))
            ):
                continue
            if kept < j:
                _copy(arcs, j, kept)
            kept += 1
        if kept < 0:
            continue
        if kept < i:
            _copy(arcs, i, kept)
        start = kept + 1
    return start


@njit_inner
def _as_arcs(touches, count, arcs):
    """Write what holds at every height as arcs of walls without end; their number."""
    for i in range(count):
        for column in range(arcs.shape[1]):
            arcs[i, column] = 0.0
        arcs[i, 3], arcs[i, 4] = touches[i, 0], touches[i, 1]
        arcs[i, 5] = arcs[i, 6] = math.inf
        arcs[i, 7] = arcs[i, 8] = -math.inf
        arcs[i, 11], arcs[i, 12] = touches[i, 2], touches[i, 5]
    return count


@njit_inner
def column_parts(
    column,
    xy,
    normals,
    owners,
    low,
    top,
    fast,
    by_owner,
    near,
    found,
    bodies,
    face_ranges,
    walls,
    wall_next,
    faces,
    trees,
    tree_boxes,
    stack,
    sun,
    hull,
    arcs,
    touches,
    marks,
    pieces,
    cover,
    counts,
):
    """What can shade a column of points: wall arcs, contacts, other faces.

    Fills `arcs`, `touches` and `marks` and writes their numbers to ``counts[:3]``.
    ``counts[3]`` is the number of arcs in `cover`: of a column of one height the whole
    answer, else what is shaded at all of its heights. ``counts[3]`` is `DARK` where
    nothing is left open at any height, `FULL` where `cover` is too small.
    """
    px, py, owner = xy[column, 0], xy[column, 1], owners[column]
    nx, ny, nz = normals[column, 0], normals[column, 1], normals[column, 2]
    single = low == top
    n_arcs = n_touches = n_faces = n_cover = counts[0] * 0  # a literal compiles twice
    whole_band(hull, sun)
    is_open = True
    if nx != 0.0 or ny != 0.0 or nz != 0.0:
        n_touches = behind(
            touches,
            n_touches,
            -nx,
            -ny,
            -nz,
            _OWN_PLANE,
            -math.inf,
            math.inf,
            _OWN_PLANE,
            sun,
        )
        if not by_owner:
            for i in range(n_touches):
                n_cover = add_arc(
                    cover, n_cover, touches[i, 0], touches[i, 1], _OWN_PLANE
                )
            is_open = narrow(hull, cover, n_cover)
            if not single:
                n_arcs, n_touches = _as_arcs(touches, n_touches, arcs), n_arcs
    facing = not by_owner and nz == 0.0 and (nx != 0.0 or ny != 0.0)
    for k in range(found):
        if not is_open:
            n_cover = counts[0] * 0 + DARK
            break
        p = near[k]
        if bodies[p, 7] >= 0.0 and bodies[p, 7] == owner:
            continue
        x0, x1 = bodies[p, 0] - px, bodies[p, 3] - px
        y0, y1 = bodies[p, 1] - py, bodies[p, 4] - py
        if facing and (
            (nx * x0 if nx < 0.0 else nx * x1) + (ny * y0 if ny < 0.0 else ny * y1)
            <= 0.0
        ):
            continue  # wholly behind the window's own wall
        over = x0 <= _CONTACT and x1 >= -_CONTACT and y0 <= _CONTACT and y1 >= -_CONTACT
        if not over and not may_shade(x0, x1, y0, y1, bodies[p, 5] - low, fast, hull):
            continue
        if over and bodies[p, 8] < bodies[p, 9]:
            start = n_touches
            n_touches = contacts(
                px, py, p, bodies, walls, wall_next, sun, touches, n_touches
            )
            if (
                not by_owner
                and bodies[p, 2] - _CONTACT <= low
                and top < bodies[p, 5] - _CONTACT
            ):
                for i in range(start, n_touches):
                    n_cover = add_arc(
                        cover, n_cover, touches[i, 0], touches[i, 1], touches[i, 2]
                    )
        if fast and single and not by_owner:
            n_cover = cover_by_body(
                px, py, top, p, bodies, walls, hull, pieces, cover, n_cover
            )
        elif fast:
            start = n_arcs
            n_arcs = wall_arcs(px, py, low, p, bodies, walls, hull, arcs, n_arcs)
            if not by_owner:
                for i in range(start, n_arcs):
                    if arcs[i, 8] <= low and top <= arcs[i, 6]:
                        n_cover = add_arc(
                            cover, n_cover, arcs[i, 3], arcs[i, 4], arcs[i, 11]
                        )
                n_arcs = _without_hidden(arcs, start, n_arcs, low)
        root = trees[p, 0]
        if root >= 0:
            if single and not by_owner:
                n_cover = tree_cover(
                    px,
                    py,
                    top,
                    root,
                    trees[p, 1],
                    tree_boxes,
                    face_ranges[p, 0],
                    face_ranges[p, 1],
                    faces,
                    len(walls),
                    fast,
                    hull,
                    sun,
                    stack,
                    pieces,
                    0,
                    cover,
                    n_cover,
                )
                if n_cover == FULL:
                    break
            else:
                marks[n_faces, 0], marks[n_faces, 1] = TREE, p
                n_faces += 1
            is_open = narrow(hull, cover, n_cover)
            continue
        for f in range(face_ranges[p, 0], face_ranges[p, 1]):
            if faces[f, 13] == UNDERSIDE and (
                bodies[p, 2] <= low or bodies[p, 10] != 0.0
            ):
                continue
            if fast and outside_wedge(faces, f, px, py, hull):
                continue
            if single and not by_owner:
                n_cover = cover_by_face(
                    faces, f, px, py, top, sun, len(walls), pieces, cover, n_cover
                )
            else:
                marks[n_faces, 0], marks[n_faces, 1] = f, p
                n_faces += 1
        is_open = narrow(hull, cover, n_cover)
    if not is_open:
        n_cover = counts[0] * 0 + DARK
    counts[0], counts[1], counts[2], counts[3] = n_arcs, n_touches, n_faces, n_cover
