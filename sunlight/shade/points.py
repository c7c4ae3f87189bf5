"""Shaded arcs of one point, and the rows they make (单点).

The records are described in :mod:`sunlight.shade.kernel`.
"""

import math

from sunlight.intervals import NO_FACE
from sunlight.jit import njit_inner, njit_leaf
from sunlight.scene.meshes import UNDERSIDE
from sunlight.shade.arcs import (
    BX,
    END,
    START,
    SYM,
    SYP,
    SZM,
    SZP,
    U0,
    U1,
    cut,
    face_arcs,
    wall_arc,
)
from sunlight.shade.bodies import wall_pieces
from sunlight.shade.cover import add_arc, append_arc, is_covered
from sunlight.shade.hulls import narrow, whole_band
from sunlight.shade.trees import FULL, TREE, tree_cover
from sunlight.tolerances import CONTACT_DISTANCE, SAME_INSTANT_MIN

__all__ = [
    "cover_by_body",
    "cover_by_face",
    "cover_by_wall",
    "lit_gaps",
    "owner_rows",
    "receiver_cover",
    "receiver_pieces",
    "sort_arcs",
    "sort_pieces",
]

_SAME_U = SAME_INSTANT_MIN * math.pi / 1440.0
_NO_FACE = float(NO_FACE)
_CONTACT = CONTACT_DISTANCE


@njit_inner
def cover_by_wall(arcs, k, z, sun, pieces, cover, n):
    """Add to the cover what a wall shades at height z; returns its new number."""
    if z >= arcs[k, 5] or z <= arcs[k, 7]:
        return n
    if arcs[k, 8] <= z <= arcs[k, 6]:
        return add_arc(cover, n, arcs[k, 3], arcs[k, 4], arcs[k, 11])
    if is_covered(cover, n, arcs[k, 3], arcs[k, 4]):
        return n
    for i in range(wall_pieces(arcs, k, z, sun, pieces, 0)):
        n = add_arc(cover, n, pieces[i, 0], pieces[i, 1], arcs[k, 11])
    return n


@njit_inner
def cover_by_body(px, py, z, p, bodies, walls, sun, pieces, cover, n):
    """Add to the cover what the walls of a prism shade at one point; returns its size.

    As with :func:`wall_arcs` and :func:`cover_by_wall`, without the heights that only
    other floors need: rays meet a wall below its top, and above its base.
    """
    over, under = bodies[p, 5] - z, bodies[p, 2] - z
    if over <= 0.0:
        return n
    for w in range(int(bodies[p, 8]), int(bodies[p, 9])):
        dx1, dy1 = walls[w, 0] - px, walls[w, 1] - py
        dx2, dy2 = walls[w, 2] - px, walls[w, 3] - py
        distance = dy1 * dx2 - dx1 * dy2
        if distance <= 0.0:
            continue
        wx, wy = dx2 - dx1, dy2 - dy1
        if distance * distance <= _CONTACT * _CONTACT * (wx * wx + wy * wy):
            continue
        ua, ub = wall_arc(dx1, dy1, dx2, dy2, sun)
        if ub <= ua or is_covered(cover, n, ua, ub):
            continue
        pieces[0, 0], pieces[0, 1] = ua, ub
        stop = cut(
            pieces,
            0,
            1,
            over * wx * sun[SYP] - distance * sun[SZP],
            -over * wy * sun[BX],
            over * wx * sun[SYM] - distance * sun[SZM],
        )
        if under > 0.0:
            stop = cut(
                pieces,
                0,
                stop,
                distance * sun[SZP] - under * wx * sun[SYP],
                under * wy * sun[BX],
                distance * sun[SZM] - under * wx * sun[SYM],
            )
        for i in range(stop):
            n = add_arc(cover, n, pieces[i, 0], pieces[i, 1], float(w))
    return n


@njit_inner
def cover_by_face(faces, f, px, py, z, sun, wall_total, pieces, cover, n):
    """Add to the cover what a face shades at a point; returns its new number."""
    for i in range(face_arcs(faces, f, px, py, z, sun, pieces, 0)):
        n = add_arc(cover, n, pieces[i, 0], pieces[i, 1], float(wall_total + f))
    return n


@njit_inner
def sort_arcs(arcs, count, marks, first):
    """Order of the wall arcs by their begin, into ``marks[first:, 0]``."""
    for i in range(count):
        j = first + i
        while j > first and arcs[marks[j - 1, 0], 3] > arcs[i, 3]:
            marks[j, 0] = marks[j - 1, 0]
            j -= 1
        marks[j, 0] = i


@njit_inner
def receiver_cover(
    px,
    py,
    z,
    rising,
    bodies,
    face_ranges,
    faces,
    trees,
    tree_boxes,
    stack,
    wall_total,
    fast,
    sun,
    hull,
    spot,
    arcs,
    touches,
    marks,
    counts,
    pieces,
    cover,
):
    """Shaded arcs of one point of a column, united; returns how many there are.

    Whole arcs come first: most of those that would have to be cut lie within them.
    Meshes come last, when least is open. Where the heights are `rising`, walls that end
    below the point drop out for good. `hull` is that of the column, `spot` scratch
    for that of the point. Returns `FULL` where `cover` is too small.
    """
    n = mixed = counts[0] * 0
    first = counts[2]
    kept = first
    for at in range(first, first + counts[0]):
        k = marks[at, 0]
        if rising and z >= arcs[k, 5]:
            continue
        marks[kept, 0] = k
        kept += 1
        if z >= arcs[k, 5] or z <= arcs[k, 7]:
            continue
        if arcs[k, 8] <= z <= arcs[k, 6]:
            n = append_arc(cover, n, arcs[k, 3], arcs[k, 4], arcs[k, 11])
        else:
            marks[first + mixed, 1] = k
            mixed += 1
    counts[0] = kept - first
    for k in range(counts[1]):
        if touches[k, 3] - _CONTACT <= z < touches[k, 4] - _CONTACT:
            n = add_arc(cover, n, touches[k, 0], touches[k, 1], touches[k, 2])
    for at in range(first, first + mixed):
        n = cover_by_wall(arcs, marks[at, 1], z, sun, pieces, cover, n)
    meshes = counts[0] * 0
    for k in range(first):
        f, p = marks[k, 0], marks[k, 1]
        if bodies[p, 5] <= z or (
            f >= 0 and faces[f, 13] == UNDERSIDE and bodies[p, 2] <= z
        ):
            continue
        if f == TREE:
            meshes += 1
        else:
            n = cover_by_face(faces, f, px, py, z, sun, wall_total, pieces, cover, n)
    if meshes == 0:
        return n
    whole_band(spot, hull)
    for k in range(first):
        p = marks[k, 1]
        if marks[k, 0] != TREE or bodies[p, 5] <= z:
            continue
        if n == FULL or not narrow(spot, cover, n):
            break
        n = tree_cover(
            px,
            py,
            z,
            trees[p, 0],
            trees[p, 1],
            tree_boxes,
            face_ranges[p, 0],
            face_ranges[p, 1],
            faces,
            wall_total,
            fast,
            spot,
            sun,
            stack,
            pieces,
            0,
            cover,
            n,
        )
    return n


@njit_inner
def receiver_pieces(
    px,
    py,
    z,
    bodies,
    face_ranges,
    faces,
    trees,
    tree_boxes,
    stack,
    wall_total,
    fast,
    sun,
    spot,
    arcs,
    touches,
    marks,
    counts,
    pieces,
    cover,
):
    """Write the shaded arcs of one point to `pieces` and return their number.

    Of a mesh with a tree they are united first, in `cover`. Returns `FULL` where a
    buffer is too small.
    """
    n = counts[0] * 0
    for k in range(counts[1]):
        if touches[k, 3] - _CONTACT <= z < touches[k, 4] - _CONTACT:
            pieces[n, 0], pieces[n, 1] = touches[k, 0], touches[k, 1]
            pieces[n, 2], pieces[n, 3] = touches[k, 2], touches[k, 5]
            n += 1
    for k in range(counts[0]):
        if z >= arcs[k, 5] or z <= arcs[k, 7]:
            continue
        stop = wall_pieces(arcs, k, z, sun, pieces, n)
        while n < stop:
            pieces[n, 2], pieces[n, 3] = arcs[k, 11], arcs[k, 12]
            n += 1
    for k in range(counts[2]):
        f, p = marks[k, 0], marks[k, 1]
        if bodies[p, 5] <= z or (
            f >= 0 and faces[f, 13] == UNDERSIDE and bodies[p, 2] <= z
        ):
            continue
        if f == TREE:
            whole_band(spot, sun)
            found = tree_cover(
                px,
                py,
                z,
                trees[p, 0],
                trees[p, 1],
                tree_boxes,
                face_ranges[p, 0],
                face_ranges[p, 1],
                faces,
                wall_total,
                fast,
                spot,
                sun,
                stack,
                pieces,
                n,
                cover,
                0,
            )
            if found == FULL or n + found + 1 > len(pieces):
                return found * 0 + FULL
            for i in range(found):
                pieces[n, 0], pieces[n, 1] = cover[i, 0], cover[i, 1]
                pieces[n, 2], pieces[n, 3] = cover[i, 2], bodies[p, 6]
                n += 1
            continue
        stop = face_arcs(faces, f, px, py, z, sun, pieces, n)
        while n < stop:
            pieces[n, 2], pieces[n, 3] = wall_total + f, bodies[p, 6]
            n += 1
    return n


@njit_inner
def sort_pieces(pieces, count):
    """Insertion sort of rows by owner, then by begin, then by face."""
    for i in range(1, count):
        b, e, f, o = pieces[i, 0], pieces[i, 1], pieces[i, 2], pieces[i, 3]
        j = i - 1
        while j >= 0 and (
            pieces[j, 3] > o
            or (
                pieces[j, 3] == o
                and (pieces[j, 0] > b or (pieces[j, 0] == b and pieces[j, 2] > f))
            )
        ):
            for column in range(4):
                pieces[j + 1, column] = pieces[j, column]
            j -= 1
        pieces[j + 1, 0], pieces[j + 1, 1] = b, e
        pieces[j + 1, 2], pieces[j + 1, 3] = f, o


@njit_leaf
def _minutes(u, sun):
    """Minutes of true solar time at u, the band's ends given back exactly."""
    if u == sun[U0]:
        return sun[START]
    if u == sun[U1]:
        return sun[END]
    return 720.0 + (1440.0 / math.pi) * math.atan(u)


@njit_inner
def lit_gaps(cover, count, sun, rows, filled):
    """Append the gaps of the cover within the band, with the faces there."""
    reached = sun[U0]
    by = _NO_FACE
    for i in range(count):
        if cover[i, 0] > reached + _SAME_U:
            rows[filled, 0] = _minutes(reached, sun)
            rows[filled, 1] = _minutes(cover[i, 0], sun)
            rows[filled, 2], rows[filled, 3] = by, cover[i, 2]
            filled += 1
        if cover[i, 1] > reached:
            reached, by = cover[i, 1], cover[i, 3]
    if sun[U1] > reached + _SAME_U:
        rows[filled, 0], rows[filled, 1] = _minutes(reached, sun), sun[END]
        rows[filled, 2], rows[filled, 3] = by, _NO_FACE
        filled += 1
    return filled


@njit_inner
def owner_rows(pieces, count, sun, rows, filled):
    """Append the united pieces of each owner, sorted by owner and begin."""
    start = filled
    for i in range(count):
        if pieces[i, 1] <= pieces[i, 0] + _SAME_U:
            continue
        last = filled - 1
        if (
            filled > start
            and rows[last, 2] == pieces[i, 3]
            and pieces[i, 0] <= rows[last, 1] + _SAME_U
        ):
            rows[last, 1] = max(rows[last, 1], pieces[i, 1])
        else:
            rows[filled, 0], rows[filled, 1] = pieces[i, 0], pieces[i, 1]
            rows[filled, 2], rows[filled, 3] = pieces[i, 3], pieces[i, 3]
            filled += 1
    for i in range(start, filled):
        rows[i, 0], rows[i, 1] = _minutes(rows[i, 0], sun), _minutes(rows[i, 1], sun)
    return filled
