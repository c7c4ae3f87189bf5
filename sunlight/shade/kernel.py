"""The kernel: shaded arcs of every receiver of some groups, united (遮挡计算内核).

Records are rows of float64 arrays, since few arrays compile fast:

- columns: x, y (c, 2), outward normals (c, 3), owner codes (c,);
- bodies (p, 11): box (xmin, ymin, base, xmax, ymax, top), owner, spared, walls from
  and to, underside hidden; ``face_ranges`` (p, 2): faces from and to;
- faces (f, 17): corners (4 x 3), how many count, the side, unit normal; their trees
  and ``tree_boxes``: see :mod:`sunlight.scene.trees`;
- arcs of walls (n, 13): distance term, normal (2), arc (2), the elevation from which on
  the wall shades nothing, that up to which its top cuts nothing off, the same of its
  base (nothing up to, all from), base, top, face, owner;
- touches (n, 6), arcs that hold between two heights: begin, end, face, base, top,
  owner;
- pieces (n, 4), shaded arcs of one receiver: begin, end, face, owner;
- cover (n, 4): see :mod:`sunlight.shade.cover`;
- marks (n, 2): faces, or `TREE` for all of them, and their bodies; afterwards the order
  of the arcs, and those that have to be cut.

Nearer bodies come first. What is shaded at every height of a column narrows the *hull*,
the stretch of the band that is still open: the array ``hull`` is the sun's with the
band cut down to it, so that all tests of what can shade get narrower as bodies are
gone through. Culling may skip work, never change an answer.
"""

import math

import numpy as np

from sunlight.jit import njit_cached
from sunlight.shade.column import DARK, column_parts
from sunlight.shade.culling import gather_parts, parts_of_block
from sunlight.shade.points import (
    lit_gaps,
    owner_rows,
    receiver_cover,
    receiver_pieces,
    sort_arcs,
    sort_pieces,
)
from sunlight.shade.trees import FULL

__all__ = [
    "boxes_of_groups",
    "match_places",
    "order_by_cell",
    "place_rows",
    "shade_groups",
]


_BLOCK = 16  # columns whose parts are looked up together
_STACK = 128  # twice the depth of any tree


@njit_cached
def shade_groups(
    order,
    group_starts,
    group_boxes,
    xy,
    normals,
    owners,
    offsets,
    z,
    sun,
    fast,
    grid_limits,
    grid_starts,
    grid_parts,
    grid_tops,
    bodies,
    face_ranges,
    walls,
    wall_next,
    faces,
    trees,
    tree_boxes,
    by_owner,
    near,
    stamp,
    arcs,
    touches,
    marks,
    pieces,
    cover,
    rows,
    row_counts,
    state,
):
    """Lit gaps (or shaded rows by owner) of the receivers of some groups.

    Works from group ``state[0]`` up to ``state[1]``, appends to `rows` (k, 4): two ends
    [min], then the faces at the ends or, twice, the owner; and to `row_counts` the
    number of rows of each receiver. ``state[2]`` counts the rows. Returns early, at the
    beginning of a group, where a buffer is too small: ``state[3]`` is the capacity
    asked of `arcs`, ``state[4]`` that of `rows`. The other
    buffers follow `arcs`: twice as many `marks`, four times `touches`, twelve times
    `pieces` and `cover`.
    """
    counts = state[5:9]
    hull, spot = np.empty(len(sun)), np.empty(len(sun))
    stack = np.empty(_STACK, dtype=np.int64)
    distances = np.empty(len(bodies))
    parts = np.empty(len(bodies), dtype=np.int64)
    g = state[0]
    while g < state[1]:
        found = gather_parts(
            group_boxes,
            g,
            grid_limits,
            grid_starts,
            grid_parts,
            grid_tops,
            bodies,
            stamp,
            fast,
            sun,
            near,
            distances,
        )
        need = 16
        for i in range(found):
            p = near[i]
            need += int(bodies[p, 9] - bodies[p, 8])
            if trees[p, 0] < 0:
                need += face_ranges[p, 1] - face_ranges[p, 0]
            else:
                need += 1
        if need > len(arcs):
            state[0], state[3] = g, need
            return
        filled = state[2]
        close = found
        for i in range(group_starts[g], group_starts[g + 1]):
            if (i - group_starts[g]) % _BLOCK == 0:
                last = min(i + _BLOCK, group_starts[g + 1])
                close = parts_of_block(
                    order,
                    i,
                    last,
                    xy,
                    offsets,
                    z,
                    bodies,
                    near,
                    found,
                    fast,
                    sun,
                    parts,
                )
            c = order[i]
            px, py = xy[c, 0], xy[c, 1]
            low, top = math.inf, -math.inf
            rising = True
            for r in range(offsets[c], offsets[c + 1]):
                rising = rising and z[r] >= top
                low, top = min(low, z[r]), max(top, z[r])
            column_parts(
                c,
                xy,
                normals,
                owners,
                low,
                top,
                fast,
                by_owner,
                parts,
                close,
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
            )
            dark = counts[3] == DARK
            single = low == top
            if not (by_owner or dark or single):
                sort_arcs(arcs, counts[0], marks, counts[2])
            for r in range(offsets[c], offsets[c + 1]):
                n = counts[3]
                if by_owner:
                    n = receiver_pieces(
                        px,
                        py,
                        z[r],
                        bodies,
                        face_ranges,
                        faces,
                        trees,
                        tree_boxes,
                        stack,
                        len(walls),
                        fast,
                        sun,
                        spot,
                        arcs,
                        touches,
                        marks,
                        counts,
                        pieces,
                        cover,
                    )
                elif not (dark or single):
                    n = receiver_cover(
                        px,
                        py,
                        z[r],
                        rising,
                        bodies,
                        face_ranges,
                        faces,
                        trees,
                        tree_boxes,
                        stack,
                        len(walls),
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
                    )
                if n == FULL:
                    state[0], state[3] = g, 2 * len(arcs)
                    return
                if filled + n + 1 > len(rows):
                    state[0], state[4] = g, filled + n + 1
                    return
                before = filled
                if by_owner:
                    sort_pieces(pieces, n)
                    filled = owner_rows(pieces, n, sun, rows, filled)
                elif not dark:
                    filled = lit_gaps(cover, n, sun, rows, filled)
                row_counts[r] = filled - before
        state[2] = filled
        g += 1
        state[0] = g


@njit_cached
def place_rows(
    order, group_starts, offsets, first, last, rows, places, start, end, faces, others
):
    """Copy the rows of groups first..last to where the receivers' own begin.

    `rows` are in the order of processing, ``places[r]`` is where those of receiver r
    go; the four columns go to four arrays.
    """
    at = first * 0
    for i in range(group_starts[first], group_starts[last]):
        c = order[i]
        for r in range(offsets[c], offsets[c + 1]):
            for to in range(places[r], places[r + 1]):
                start[to], end[to] = rows[at, 0], rows[at, 1]
                faces[to], others[to] = int(rows[at, 2]), int(rows[at, 3])
                at += 1


@njit_cached
def order_by_cell(cell, starts, order):
    """Order of points by their cell, equal ones as they come; `starts` is scratch."""
    for i in range(len(cell)):
        starts[cell[i] + 1] += 1
    for k in range(1, len(starts)):
        starts[k] += starts[k - 1]
    for i in range(len(cell)):
        order[starts[cell[i]]] = i
        starts[cell[i]] += 1


@njit_cached
def boxes_of_groups(order, group_starts, xy, offsets, z, boxes):
    """Box of each group: x0, y0, lowest z, x1, y1."""
    for g in range(len(boxes)):
        boxes[g, 0] = boxes[g, 1] = boxes[g, 2] = math.inf
        boxes[g, 3] = boxes[g, 4] = -math.inf
        for i in range(group_starts[g], group_starts[g + 1]):
            c = order[i]
            boxes[g, 0] = min(boxes[g, 0], xy[c, 0])
            boxes[g, 1] = min(boxes[g, 1], xy[c, 1])
            boxes[g, 3] = max(boxes[g, 3], xy[c, 0])
            boxes[g, 4] = max(boxes[g, 4], xy[c, 1])
            for r in range(offsets[c], offsets[c + 1]):
                boxes[g, 2] = min(boxes[g, 2], z[r])


@njit_cached
def match_places(bits, normals, owners, table, column):
    """Number the places of points in the order they appear; returns how many there are.

    Points share a place if their plan position, wall and owner are the same. `bits` are
    the positions as integers; `table` is scratch, its length a power of two, filled
    with -1: first point of each place by hash.
    """
    found = len(table) * 0
    mask = len(table) - 1
    for i in range(len(column)):
        mixed = bits[i, 0] * 0x1E3779B97F4A7C15 + bits[i, 1] * 0x3F58476D1CE4E5B9
        at = (mixed ^ (mixed >> 31)) & mask
        while True:
            j = table[at]
            if j < 0:
                table[at] = i
                column[i] = found
                found += 1
                break
            if (
                bits[j, 0] == bits[i, 0]
                and bits[j, 1] == bits[i, 1]
                and owners[j] == owners[i]
                and normals[j, 0] == normals[i, 0]
                and normals[j, 1] == normals[i, 1]
                and normals[j, 2] == normals[i, 2]
            ):
                column[i] = column[j]
                break
            at = (at + 1) & mask
    return found
