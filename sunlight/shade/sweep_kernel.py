"""The kernel for the points between the sill ends, over groups of sills (扫掠内核).

Records are rows of float64 arrays, as in :mod:`sunlight.shade.kernel`:

- sills (w, 6): left end, right end; owner codes (w,);
- gaps (k, 2): stretches of the day to look at, as u = tan(H / 2);
- bodies (p, 8): box, owner, spared; ranges (p, 4): walls from and to, faces from and
  to; faces (f, 14) in the order of their numbers, walls as quads;
- trees (p, 2) and boxes, see :mod:`sunlight.scene.trees`;
- near (n, 2): face and part, the face `_TOUCHING` where the part may touch a sill,
  `_TREE` for all faces of a part that has a tree; near_box (n, 6).

Each gap is looked at with the band cut down to it: all tests of what can shade are the
narrower.
"""

import math

from sunlight.jit import njit_cached, njit_inner
from sunlight.scene.trees import LEAF
from sunlight.shade.arcs import BX, E0X, REACH, SYM, SYP, SZM, SZP, U0, U1
from sunlight.shade.culling import may_shade
from sunlight.shade.points import owner_rows, sort_pieces
from sunlight.shade.swept import sweep_face, touch
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["sweep_groups"]

_CONTACT = CONTACT_DISTANCE
_MOST_ARCS = 24  # a face adds fewer: four edges with five arcs each
_FULL = -2  # instead of a number of arcs: the buffer is too small
_TOUCHING, _TREE = -1, -3  # instead of the number of a face


@njit_inner
def _narrowed(sun, u0, u1, hull):
    """Make `hull` the sun of the stretch u0..u1 of the band."""
    for i in range(len(sun)):
        hull[i] = sun[i]
    reach = 0.0
    for end in range(2):
        u = u0 if end == 0 else u1
        x = 2.0 * hull[BX] * u
        y = hull[SYP] + hull[SYM] * u * u
        z = hull[SZP] + hull[SZM] * u * u
        across = math.hypot(x, y)
        reach = max(reach, across / z if z > 0.0 else math.inf)
        hull[E0X + 2 * end], hull[E0X + 2 * end + 1] = x, y
    hull[U0], hull[U1] = u0, u1
    hull[REACH] = min(reach * (1.0 + 1e-12), hull[REACH])


@njit_inner
def _gather(
    box,
    parts,
    first,
    last,
    bodies,
    ranges,
    faces,
    trees,
    fast,
    sun,
    near,
    near_box,
):
    """Faces that can shade the sills of a group, whose box is x0, y0, z0, x1, y1.

    Those of one part follow each other; before them a row without a face if the part is
    a prism that may touch a sill.
    """
    n = 0
    for at in range(first, last):
        p = parts[at]
        if bodies[p, 5] <= box[2]:
            continue
        over = (
            bodies[p, 0] <= box[3] + _CONTACT
            and bodies[p, 3] >= box[0] - _CONTACT
            and bodies[p, 1] <= box[4] + _CONTACT
            and bodies[p, 4] >= box[1] - _CONTACT
        )
        if over and ranges[p, 1] > ranges[p, 0]:
            near[n, 0], near[n, 1] = _TOUCHING, p
            for i in range(6):
                near_box[n, i] = bodies[p, i]
            n += 1
        if not may_shade(
            bodies[p, 0] - box[3],
            bodies[p, 3] - box[0],
            bodies[p, 1] - box[4],
            bodies[p, 4] - box[1],
            bodies[p, 5] - box[2],
            fast,
            sun,
        ):
            continue
        if trees[p, 0] >= 0:
            near[n, 0], near[n, 1] = _TREE, p
            for i in range(6):
                near_box[n, i] = bodies[p, i]
            n += 1
        for kind in range(1 if trees[p, 0] >= 0 else 2):
            for f in range(ranges[p, 2 * kind], ranges[p, 2 * kind + 1]):
                for i in range(3):
                    near_box[n, i] = near_box[n, 3 + i] = faces[f, i]
                for k in range(1, int(faces[f, 12])):
                    for i in range(3):
                        value = faces[f, 3 * k + i]
                        near_box[n, i] = min(near_box[n, i], value)
                        near_box[n, 3 + i] = max(near_box[n, 3 + i], value)
                if may_shade(
                    near_box[n, 0] - box[3],
                    near_box[n, 3] - box[0],
                    near_box[n, 1] - box[4],
                    near_box[n, 4] - box[1],
                    near_box[n, 5] - box[2],
                    fast,
                    sun,
                ):
                    near[n, 0], near[n, 1] = f, p
                    n += 1
    return n


@njit_inner
def _can_matter(touching, boxes, k, sill, fast, hull):
    """Whether what is in a box can shade a point of the sill, or can touch one."""
    x0, x1 = min(sill[0], sill[3]), max(sill[0], sill[3])
    y0, y1 = min(sill[1], sill[4]), max(sill[1], sill[4])
    z = min(sill[2], sill[5])
    if not touching:
        return may_shade(
            boxes[k, 0] - x1,
            boxes[k, 3] - x0,
            boxes[k, 1] - y1,
            boxes[k, 4] - y0,
            boxes[k, 5] - z,
            fast,
            hull,
        )
    return (
        boxes[k, 0] <= x1 + _CONTACT
        and boxes[k, 3] >= x0 - _CONTACT
        and boxes[k, 1] <= y1 + _CONTACT
        and boxes[k, 4] >= y0 - _CONTACT
        and boxes[k, 5] > z
        and boxes[k, 2] - _CONTACT <= max(sill[2], sill[5])
    )


@njit_inner
def _sweep_tree(
    root,
    leaves,
    boxes,
    first,
    last,
    faces,
    sill,
    fast,
    hull,
    stack,
    sub,
    quad,
    pieces,
    cover,
    n,
):
    """Add what the faces of a part hide between the ends; its number, or `_FULL`."""
    stack[0] = 1
    depth = 1
    while depth > 0:
        depth -= 1
        node = stack[depth]
        if not _can_matter(node < 0, boxes, root + node, sill, fast, hull):
            continue
        if node < leaves:
            stack[depth], stack[depth + 1] = 2 * node, 2 * node + 1
            depth += 2
            continue
        begin = first + LEAF * (node - leaves)
        for f in range(begin, min(begin + LEAF, last)):
            if n + _MOST_ARCS > len(cover):
                return n * 0 + _FULL
            n = sweep_face(faces, f, sill, fast, hull, sub, quad, pieces, cover, n)
    return n


@njit_cached
def sweep_groups(
    sills,
    owners,
    group_starts,
    group_boxes,
    part_starts,
    parts,
    bodies,
    ranges,
    faces,
    trees,
    tree_boxes,
    stack,
    gap_starts,
    gaps,
    sun,
    fast,
    by_owner,
    near,
    near_box,
    breaks,
    pieces,
    cover,
    found,
    rows,
    row_counts,
    state,
):
    """What is hidden from some point between the ends of each sill, within its gaps.

    Works from group ``state[0]`` up to ``state[1]`` and appends to `rows` (k, 4): two
    ends [min], then the faces at the ends or, `by_owner`, twice the owner.
    ``state[2]`` counts the rows. Returns early, at the beginning of a group, where a
    buffer is too small: ``state[3]`` is the length asked of `cover` and `found`,
    ``state[4]`` that of `rows`.
    """
    hull = sun.copy()
    sub = sun[:6].copy()
    quad = faces[:1].copy()
    quad[0, 12], quad[0, 13] = 4.0, 0.0
    g = state[0]
    while g < state[1]:
        count = _gather(
            group_boxes[g],
            parts,
            part_starts[g],
            part_starts[g + 1],
            bodies,
            ranges,
            faces,
            trees,
            fast,
            sun,
            near,
            near_box,
        )
        filled = state[2]
        for w in range(group_starts[g], group_starts[g + 1]):
            sill = sills[w]
            n = total = state[2] * 0
            for gap in range(gap_starts[w], gap_starts[w + 1]):
                _narrowed(sun, gaps[gap, 0], gaps[gap, 1], hull)
                for k in range(count):
                    f, p = near[k, 0], near[k, 1]
                    if n + _MOST_ARCS + len(breaks) > len(cover):
                        state[0], state[3] = g, 2 * len(cover)
                        return
                    spared = bodies[p, 7] >= 0.0 and bodies[p, 7] == owners[w]
                    if not spared and _can_matter(
                        f == _TOUCHING, near_box, k, sill, fast, hull
                    ):
                        if f == _TREE:
                            n = _sweep_tree(
                                trees[p, 0],
                                trees[p, 1],
                                tree_boxes,
                                ranges[p, 2],
                                ranges[p, 3],
                                faces,
                                sill,
                                fast,
                                hull,
                                stack,
                                sub,
                                quad,
                                pieces,
                                cover,
                                n,
                            )
                            if n == _FULL:
                                state[0], state[3] = g, 2 * len(cover)
                                return
                        elif f >= 0:
                            n = sweep_face(
                                faces, f, sill, fast, hull, sub, quad, pieces, cover, n
                            )
                        else:
                            n = touch(
                                bodies,
                                p,
                                ranges,
                                faces,
                                sill,
                                hull,
                                breaks,
                                pieces,
                                cover,
                                n,
                            )
                    if by_owner and (k + 1 == count or near[k + 1, 1] != p):
                        if total + n > len(found):
                            state[0], state[3] = g, 2 * len(cover)
                            return
                        for i in range(n):
                            found[total, 0], found[total, 1] = cover[i, 0], cover[i, 1]
                            found[total, 2], found[total, 3] = 0.0, bodies[p, 6]
                            total += 1
                        n *= 0
            if filled + n + total > len(rows):
                state[0], state[4] = g, filled + n + total
                return
            before = filled
            if by_owner:
                sort_pieces(found, total)
                filled = owner_rows(found, total, sun, rows, filled)
            for i in range(n):
                rows[filled, 0] = 720.0 + (1440.0 / math.pi) * math.atan(cover[i, 0])
                rows[filled, 1] = 720.0 + (1440.0 / math.pi) * math.atan(cover[i, 1])
                rows[filled, 2], rows[filled, 3] = cover[i, 2], cover[i, 3]
                filled += 1
            row_counts[w] = filled - before
        state[2] = filled
        g += 1
        state[0] = g
