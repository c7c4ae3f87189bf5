"""The kernel: shaded arcs of every receiver of some groups, united (遮挡计算内核).

Records are rows of float64 arrays, since few arrays compile fast:

- columns (c, 7): x, y, outward normal (3), owner code, lowest z;
- bodies (p, 10): box (xmin, ymin, base, xmax, ymax, top), owner, spared, walls from
  and to; ``face_ranges`` (p, 2): faces from and to;
- arcs of walls (n, 11): distance term, normal (2), arc (2), heights (2), base, top,
  face, owner;
- touches (n, 6), arcs that hold between two heights: begin, end, face, base, top,
  owner;
- pieces (n, 4), shaded arcs of one receiver: begin, end, face, owner.
"""

import math

from sunlight.intervals import NO_FACE, OWN_WALL_PLANE
from sunlight.jit import njit_cached, njit_inner
from sunlight.scene.meshes import UNDERSIDE
from sunlight.shade.arcs import (
    BX,
    E0X,
    E0Y,
    E1X,
    E1Y,
    SYM,
    SYP,
    SZM,
    SZP,
    U0,
    U1,
    cut,
    face_arcs,
    wall_arc,
    wall_heights,
)
from sunlight.shade.culling import gather_parts, may_shade
from sunlight.tolerances import CONTACT_DISTANCE, SAME_INSTANT_MIN

__all__ = ["shade_groups"]

_SAME_U = SAME_INSTANT_MIN * math.pi / 1440.0
_NO_FACE = float(NO_FACE)
_OWN_PLANE = float(OWN_WALL_PLANE)
_CONTACT = CONTACT_DISTANCE


@njit_inner
def _behind(touches, n, nx, ny, nz, face, base, top, owner, sun):
    """Append the arcs on which the sun stands on the positive side of a plane."""
    touches[n, 0], touches[n, 1] = sun[U0], sun[U1]
    stop = cut(
        touches,
        n,
        n + 1,
        ny * sun[SYP] + nz * sun[SZP],
        nx * sun[BX],
        ny * sun[SYM] + nz * sun[SZM],
    )
    for i in range(n, stop):
        touches[i, 2], touches[i, 3], touches[i, 4] = face, base, top
        touches[i, 5] = owner
    return stop


@njit_inner
def _contacts(px, py, p, bodies, walls, wall_next, sun, touches, n):
    """Append arcs on which the sun stands behind walls the point lies on, or inside.

    At a convex corner the sun must stand behind both walls, at a reflex one behind
    either. Returns the number of touches.
    """
    base, top, owner = bodies[p, 2], bodies[p, 5], bodies[p, 6]
    touched = False
    inside = False
    for w in range(int(bodies[p, 8]), int(bodies[p, 9])):
        x1, y1 = walls[w, 0], walls[w, 1]
        wx, wy = walls[w, 2] - x1, walls[w, 3] - y1
        length = math.hypot(wx, wy)
        along = ((px - x1) * wx + (py - y1) * wy) / length
        off = abs((px - x1) * wy - (py - y1) * wx) / length
        if (y1 > py) != (y1 + wy > py) and px < x1 + (py - y1) / wy * wx:
            inside = not inside
        if off > _CONTACT or along < -_CONTACT or along > length + _CONTACT:
            continue
        touched = True
        if along <= _CONTACT:
            continue  # the corner is seen to where the wall before it ends
        start = n
        n = _behind(touches, n, -wy, wx, 0.0, float(w), base, top, owner, sun)
        if along < length - _CONTACT:
            continue
        after = wall_next[w]
        vx, vy = walls[after, 2] - walls[after, 0], walls[after, 3] - walls[after, 1]
        if wx * vy - wy * vx <= 0.0:
            n = _behind(touches, n, -vy, vx, 0.0, float(after), base, top, owner, sun)
            continue
        n = cut(touches, start, n, vx * sun[SYP], -vy * sun[BX], vx * sun[SYM])
        for i in range(start, n):
            touches[i, 2], touches[i, 3], touches[i, 4] = w, base, top
            touches[i, 5] = owner
    if inside and not touched:
        n = _behind(touches, n, 0.0, 0.0, 1.0, bodies[p, 8], base, top, owner, sun)
    return n


@njit_inner
def _wall_arcs(px, py, low, p, bodies, walls, sun, arcs, count):
    """Append the arcs of the walls of a prism that are turned to the point."""
    height = bodies[p, 5] - low
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
        if ub <= ua:
            continue
        lowest, highest = wall_heights(distance, -wy, wx, ua, ub, sun)
        if height <= lowest:
            continue
        arcs[count, 0], arcs[count, 1], arcs[count, 2] = distance, -wy, wx
        arcs[count, 3], arcs[count, 4] = ua, ub
        arcs[count, 5], arcs[count, 6] = lowest, highest
        arcs[count, 7], arcs[count, 8] = bodies[p, 2], bodies[p, 5]
        arcs[count, 9], arcs[count, 10] = w, bodies[p, 6]
        count += 1
    return count


@njit_inner
def _outside_wedge(faces, f, px, py, sun):
    """Whether a face lies wholly before the band's first or after its last azimuth."""
    before = after = True
    for i in range(int(faces[f, 12])):
        dx, dy = faces[f, 3 * i] - px, faces[f, 3 * i + 1] - py
        if sun[E0X] * dy - sun[E0Y] * dx <= 0.0:
            before = False
        if sun[E1X] * dy - sun[E1Y] * dx >= 0.0:
            after = False
    return before or after


@njit_inner
def _column_parts(
    column,
    columns,
    fast,
    by_owner,
    near,
    found,
    bodies,
    face_ranges,
    walls,
    wall_next,
    faces,
    sun,
    arcs,
    touches,
    tall,
    counts,
):
    """What can shade a column of points: wall arcs, contacts, other faces.

    Fills `arcs`, `touches` and `tall` and writes their numbers to `counts`.
    """
    px, py, owner = columns[column, 0], columns[column, 1], columns[column, 5]
    nx, ny, nz = columns[column, 2], columns[column, 3], columns[column, 4]
    low = columns[column, 6]
    n_arcs = n_touches = n_tall = counts[0] * 0  # a literal would compile twice
    if nx != 0.0 or ny != 0.0 or nz != 0.0:
        n_touches = _behind(
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
        # where the sun is behind the own wall all day, nothing else can matter
        if n_touches == 1 and touches[0, 0] == sun[U0] and touches[0, 1] == sun[U1]:
            found = found if by_owner else 0
    facing = not by_owner and nz == 0.0 and (nx != 0.0 or ny != 0.0)
    for k in range(found):
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
        if not over and not may_shade(x0, x1, y0, y1, bodies[p, 5] - low, fast, sun):
            continue
        if over and bodies[p, 8] < bodies[p, 9]:
            n_touches = _contacts(
                px, py, p, bodies, walls, wall_next, sun, touches, n_touches
            )
        if fast:
            n_arcs = _wall_arcs(px, py, low, p, bodies, walls, sun, arcs, n_arcs)
        for f in range(face_ranges[p, 0], face_ranges[p, 1]):
            if not (fast and _outside_wedge(faces, f, px, py, sun)):
                tall[n_tall, 0], tall[n_tall, 1] = f, p
                n_tall += 1
    counts[0], counts[1], counts[2] = n_arcs, n_touches, n_tall


@njit_inner
def _receiver_pieces(
    px,
    py,
    z,
    bodies,
    faces,
    wall_total,
    sun,
    arcs,
    touches,
    tall,
    counts,
    pieces,
):
    """Write the shaded arcs of one point to `pieces` and return their number."""
    n = counts[0] * 0
    for k in range(counts[1]):
        if touches[k, 3] - _CONTACT <= z < touches[k, 4] - _CONTACT:
            pieces[n, 0], pieces[n, 1] = touches[k, 0], touches[k, 1]
            pieces[n, 2], pieces[n, 3] = touches[k, 2], touches[k, 5]
            n += 1
    for k in range(counts[0]):
        below, above = arcs[k, 7] - z, arcs[k, 8] - z
        if above <= arcs[k, 5] or below >= arcs[k, 6]:
            continue
        pieces[n, 0], pieces[n, 1] = arcs[k, 3], arcs[k, 4]
        stop = n + 1
        distance, across, along = arcs[k, 0], arcs[k, 1], arcs[k, 2]
        for edge in range(2):
            # rays meet the wall under its top, then above its base
            if edge == 0 and above < arcs[k, 6]:
                h, sign = above, 1.0
            elif edge == 1 and below > arcs[k, 5]:
                h, sign = below, -1.0
            else:
                continue
            stop = cut(
                pieces,
                n,
                stop,
                sign * (h * along * sun[SYP] - distance * sun[SZP]),
                sign * (h * across * sun[BX]),
                sign * (h * along * sun[SYM] - distance * sun[SZM]),
            )
        while n < stop:
            pieces[n, 2], pieces[n, 3] = arcs[k, 9], arcs[k, 10]
            n += 1
    for k in range(counts[2]):
        f, p = tall[k, 0], tall[k, 1]
        if bodies[p, 5] <= z or (faces[f, 13] == UNDERSIDE and bodies[p, 2] <= z):
            continue
        stop = face_arcs(faces, f, px, py, z, sun, pieces, n)
        while n < stop:
            pieces[n, 2], pieces[n, 3] = wall_total + f, bodies[p, 6]
            n += 1
    return n


@njit_inner
def _sort_pieces(pieces, count, by_owner):
    """Insertion sort of rows by owner if asked, then by begin, then by face."""
    for i in range(1, count):
        b, e, f, o = pieces[i, 0], pieces[i, 1], pieces[i, 2], pieces[i, 3]
        j = i - 1
        while j >= 0 and (
            (by_owner and pieces[j, 3] > o)
            or (
                not (by_owner and pieces[j, 3] < o)
                and (pieces[j, 0] > b or (pieces[j, 0] == b and pieces[j, 2] > f))
            )
        ):
            for column in range(4):
                pieces[j + 1, column] = pieces[j, column]
            j -= 1
        pieces[j + 1, 0], pieces[j + 1, 1] = b, e
        pieces[j + 1, 2], pieces[j + 1, 3] = f, o


@njit_inner
def _lit_gaps(pieces, count, sun, rows, filled):
    """Append the gaps between sorted pieces within the band, with the faces there."""
    reached = sun[U0]
    by = _NO_FACE
    for i in range(count):
        if pieces[i, 0] > reached + _SAME_U:
            rows[filled, 0], rows[filled, 1] = reached, pieces[i, 0]
            rows[filled, 2], rows[filled, 3] = by, pieces[i, 2]
            filled += 1
        if pieces[i, 1] > reached:
            reached, by = pieces[i, 1], pieces[i, 2]
    if sun[U1] > reached + _SAME_U:
        rows[filled, 0], rows[filled, 1] = reached, sun[U1]
        rows[filled, 2], rows[filled, 3] = by, _NO_FACE
        filled += 1
    return filled


@njit_inner
def _owner_rows(pieces, count, rows, filled):
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
    return filled


@njit_cached
def shade_groups(
    order,
    group_starts,
    group_boxes,
    columns,
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
    by_owner,
    near,
    stamp,
    arcs,
    touches,
    tall,
    pieces,
    rows,
    row_counts,
    state,
):
    """Lit gaps (or shaded rows by owner) of the receivers of some groups.

    Works from group ``state[0]`` up to ``state[1]``, appends to `rows` (k, 4): two ends
    in u, then the faces at the ends or, twice, the owner; and to `row_counts` the
    number of rows of each receiver in the order of processing. ``state[2:4]`` count
    both. Returns early, at the beginning of a group, where a buffer is too small:
    ``state[4]`` is the capacity asked of `arcs`, ``state[5]`` that of `rows`. The other
    buffers follow `arcs`: four times as many `touches`, twelve times `pieces`.
    """
    counts = state[6:9]
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
        )
        need = 16
        for i in range(found):
            p = near[i]
            need += int(bodies[p, 9] - bodies[p, 8])
            need += face_ranges[p, 1] - face_ranges[p, 0]
        if need > len(arcs):
            state[0], state[4] = g, need
            return
        filled, done = state[2], state[3]
        for i in range(group_starts[g], group_starts[g + 1]):
            c = order[i]
            _column_parts(
                c,
                columns,
                fast,
                by_owner,
                near,
                found,
                bodies,
                face_ranges,
                walls,
                wall_next,
                faces,
                sun,
                arcs,
                touches,
                tall,
                counts,
            )
            for r in range(offsets[c], offsets[c + 1]):
                n = _receiver_pieces(
                    columns[c, 0],
                    columns[c, 1],
                    z[r],
                    bodies,
                    faces,
                    len(walls),
                    sun,
                    arcs,
                    touches,
                    tall,
                    counts,
                    pieces,
                )
                if filled + n + 1 > len(rows):
                    state[0], state[5] = g, filled + n + 1
                    return
                before = filled
                _sort_pieces(pieces, n, by_owner)
                if by_owner:
                    filled = _owner_rows(pieces, n, rows, filled)
                else:
                    filled = _lit_gaps(pieces, n, sun, rows, filled)
                row_counts[done] = filled - before
                done += 1
        state[2], state[3] = filled, done
        g += 1
        state[0] = g
