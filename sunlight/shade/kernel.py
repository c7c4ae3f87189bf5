"""The kernel: shaded arcs of every receiver of some groups, united (遮挡计算内核).

Records are rows of float64 arrays, since few arrays compile fast:

- columns (c, 7): x, y, outward normal (3), owner code, lowest z;
- bodies (p, 11): box (xmin, ymin, base, xmax, ymax, top), owner, exempt, walls from
  and to, underside hidden; ``face_ranges`` (p, 2): faces from and to;
- arcs of walls (n, 13): distance term, normal (2), arc (2), the elevation from which on
  the wall shades nothing, that up to which its top cuts nothing off, the same of its
  base (nothing up to, all from), base, top, face, owner;
- touches (n, 6), arcs that hold between two heights: begin, end, face, base, top,
  owner;
- pieces (n, 4), shaded arcs of one receiver: begin, end, face, owner;
- cover (n, 4): see :mod:`sunlight.shade.cover`;
- marks (n, 2): faces and their bodies; afterwards the order of the arcs, and those that
  have to be cut.

Nearer bodies come first. What is shaded at every height of a column narrows the *hull*,
the stretch of the band that is still open: the array ``hull`` is the sun's with the
band cut down to it, so that all tests of what can shade get narrower as bodies are
gone through. Culling may skip work, never change an answer.
"""

import math

import numpy as np

from sunlight.intervals import NO_FACE, OWN_WALL_PLANE
from sunlight.jit import njit_cached, njit_inner
from sunlight.scene.meshes import UNDERSIDE
from sunlight.shade.arcs import (
    BX,
    E0X,
    E0Y,
    E1X,
    E1Y,
    END,
    REACH,
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
    wall_heights,
)
from sunlight.shade.cover import add_arc, is_covered
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
        arcs[count, 5], arcs[count, 6] = bodies[p, 5] - lowest, bodies[p, 5] - highest
        arcs[count, 7], arcs[count, 8] = bodies[p, 2] - highest, bodies[p, 2] - lowest
        arcs[count, 9], arcs[count, 10] = bodies[p, 2], bodies[p, 5]
        arcs[count, 11], arcs[count, 12] = w, bodies[p, 6]
        count += 1
    return count


@njit_inner
def _wall_pieces(arcs, k, z, sun, pieces, n):
    """Write the pieces of a wall's arc that shade height z from row n on."""
    pieces[n, 0], pieces[n, 1] = arcs[k, 3], arcs[k, 4]
    stop = n + 1
    distance, across, along = arcs[k, 0], arcs[k, 1], arcs[k, 2]
    for edge in range(2):
        # rays meet the wall under its top, then above its base
        if edge == 0 and z > arcs[k, 6]:
            h, sign = arcs[k, 10] - z, 1.0
        elif edge == 1 and z < arcs[k, 8]:
            h, sign = arcs[k, 9] - z, -1.0
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
    return stop


@njit_inner
def _cover_by_wall(arcs, k, z, sun, pieces, cover, n):
    """Add to the cover what a wall shades at height z; returns its new number."""
    if z >= arcs[k, 5] or z <= arcs[k, 7]:
        return n
    if arcs[k, 8] <= z <= arcs[k, 6]:
        return add_arc(cover, n, arcs[k, 3], arcs[k, 4], arcs[k, 11])
    if is_covered(cover, n, arcs[k, 3], arcs[k, 4]):
        return n
    for i in range(_wall_pieces(arcs, k, z, sun, pieces, 0)):
        n = add_arc(cover, n, pieces[i, 0], pieces[i, 1], arcs[k, 11])
    return n


@njit_inner
def _cover_by_face(faces, f, px, py, z, sun, wall_total, pieces, cover, n):
    """Add to the cover what a face shades at a point; returns its new number."""
    for i in range(face_arcs(faces, f, px, py, z, sun, pieces, 0)):
        n = add_arc(cover, n, pieces[i, 0], pieces[i, 1], float(wall_total + f))
    return n


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
def _narrow(hull, cover, n):
    """Cut the hull down to what is open, and return whether anything is."""
    u0, u1 = hull[U0], hull[U1]
    if n and cover[0, 0] <= u0 and cover[0, 1] > u0:
        u0 = cover[0, 1]
    if n and cover[n - 1, 1] >= u1 and cover[n - 1, 0] < u1:
        u1 = cover[n - 1, 0]
    if u0 == hull[U0] and u1 == hull[U1]:
        return True
    if u1 <= u0 + _SAME_U:
        return False
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
    return True


@njit_inner
def _without_hidden(arcs, start, stop, low):
    """Leave out arcs that another one hides at every height, given those from `start`.

    It begins no later, ends no earlier, and shades all of its own arc as high up as
    the other shades anything. Those before `start` are clean among themselves.
    """
    for i in range(start, stop):
        begin, end, highest = arcs[i, 3], arcs[i, 4], arcs[i, 5]
        whole = arcs[i, 6] if arcs[i, 8] <= low else -math.inf
        kept = 0
        for j in range(start):
            if arcs[j, 3] <= begin and arcs[j, 4] >= end:
                if arcs[j, 6] >= highest and arcs[j, 8] <= low:
                    kept = -1
                    break
            elif arcs[j, 3] >= begin and arcs[j, 4] <= end and arcs[j, 5] <= whole:
                continue
            if kept < j:
                arcs[kept] = arcs[j]
            kept += 1
        if kept < 0:
            continue
        if kept < i:
            arcs[kept] = arcs[i]
        start = kept + 1
    return start


@njit_inner
def _column_parts(
    column,
    columns,
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
    answer, else what is shaded at all of its heights. ``counts[3]`` is -1 where
    nothing is left open at any height.
    """
    px, py, owner = columns[column, 0], columns[column, 1], columns[column, 5]
    nx, ny, nz = columns[column, 2], columns[column, 3], columns[column, 4]
    low = columns[column, 6]
    single = low == top
    n_arcs = n_touches = n_faces = n_cover = counts[0] * 0  # a literal compiles twice
    for i in range(len(sun)):
        hull[i] = sun[i]
    is_open = True
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
        if not by_owner:
            for i in range(n_touches):
                n_cover = add_arc(
                    cover, n_cover, touches[i, 0], touches[i, 1], _OWN_PLANE
                )
            is_open = _narrow(hull, cover, n_cover)
    facing = not by_owner and nz == 0.0 and (nx != 0.0 or ny != 0.0)
    for k in range(found):
        if not is_open:
            n_cover = counts[0] * 0 - 1
            break
        p = near[k]
        if bodies[p, 7] != 0.0 and bodies[p, 6] == owner:
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
            n_touches = _contacts(
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
        if fast:
            start = n_arcs
            n_arcs = _wall_arcs(px, py, low, p, bodies, walls, hull, arcs, n_arcs)
            if not by_owner:
                if single:
                    for i in range(start, n_arcs):
                        n_cover = _cover_by_wall(
                            arcs, i, top, sun, pieces, cover, n_cover
                        )
                    n_arcs = start
                else:
                    for i in range(start, n_arcs):
                        if arcs[i, 8] <= low and top <= arcs[i, 6]:
                            n_cover = add_arc(
                                cover, n_cover, arcs[i, 3], arcs[i, 4], arcs[i, 11]
                            )
                    n_arcs = _without_hidden(arcs, start, n_arcs, low)
        for f in range(face_ranges[p, 0], face_ranges[p, 1]):
            if faces[f, 13] == UNDERSIDE and (
                bodies[p, 2] <= low or bodies[p, 10] != 0.0
            ):
                continue
            if fast and _outside_wedge(faces, f, px, py, hull):
                continue
            if single and not by_owner:
                n_cover = _cover_by_face(
                    faces, f, px, py, top, sun, len(walls), pieces, cover, n_cover
                )
            else:
                marks[n_faces, 0], marks[n_faces, 1] = f, p
                n_faces += 1
        is_open = _narrow(hull, cover, n_cover)
    if not is_open:
        n_cover = counts[0] * 0 - 1
    counts[0], counts[1], counts[2], counts[3] = n_arcs, n_touches, n_faces, n_cover


@njit_inner
def _sort_arcs(arcs, count, marks, first):
    """Order of the wall arcs by their begin, into ``marks[first:, 0]``."""
    for i in range(count):
        j = first + i
        while j > first and arcs[marks[j - 1, 0], 3] > arcs[i, 3]:
            marks[j, 0] = marks[j - 1, 0]
            j -= 1
        marks[j, 0] = i


@njit_inner
def _receiver_cover(
    px,
    py,
    z,
    bodies,
    faces,
    wall_total,
    sun,
    arcs,
    touches,
    marks,
    counts,
    pieces,
    cover,
):
    """Shaded arcs of one point of a column, united; returns how many there are.

    Whole arcs come first: most of those that would have to be cut lie within them.
    """
    n = mixed = counts[0] * 0
    first = counts[2]
    for at in range(first, first + counts[0]):
        k = marks[at, 0]
        if z >= arcs[k, 5] or z <= arcs[k, 7]:
            continue
        if arcs[k, 8] <= z <= arcs[k, 6]:
            n = add_arc(cover, n, arcs[k, 3], arcs[k, 4], arcs[k, 11])
        else:
            marks[first + mixed, 1] = k
            mixed += 1
    for k in range(counts[1]):
        if touches[k, 3] - _CONTACT <= z < touches[k, 4] - _CONTACT:
            n = add_arc(cover, n, touches[k, 0], touches[k, 1], touches[k, 2])
    for at in range(first, first + mixed):
        n = _cover_by_wall(arcs, marks[at, 1], z, sun, pieces, cover, n)
    for k in range(first):
        f, p = marks[k, 0], marks[k, 1]
        if bodies[p, 5] <= z or (faces[f, 13] == UNDERSIDE and bodies[p, 2] <= z):
            continue
        n = _cover_by_face(faces, f, px, py, z, sun, wall_total, pieces, cover, n)
    return n


@njit_inner
def _receiver_pieces(
    px, py, z, bodies, faces, wall_total, sun, arcs, touches, marks, counts, pieces
):
    """Write the shaded arcs of one point to `pieces` and return their number."""
    n = counts[0] * 0
    for k in range(counts[1]):
        if touches[k, 3] - _CONTACT <= z < touches[k, 4] - _CONTACT:
            pieces[n, 0], pieces[n, 1] = touches[k, 0], touches[k, 1]
            pieces[n, 2], pieces[n, 3] = touches[k, 2], touches[k, 5]
            n += 1
    for k in range(counts[0]):
        if z >= arcs[k, 5] or z <= arcs[k, 7]:
            continue
        stop = _wall_pieces(arcs, k, z, sun, pieces, n)
        while n < stop:
            pieces[n, 2], pieces[n, 3] = arcs[k, 11], arcs[k, 12]
            n += 1
    for k in range(counts[2]):
        f, p = marks[k, 0], marks[k, 1]
        if bodies[p, 5] <= z or (faces[f, 13] == UNDERSIDE and bodies[p, 2] <= z):
            continue
        stop = face_arcs(faces, f, px, py, z, sun, pieces, n)
        while n < stop:
            pieces[n, 2], pieces[n, 3] = wall_total + f, bodies[p, 6]
            n += 1
    return n


@njit_inner
def _sort_pieces(pieces, count):
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


@njit_inner
def _minutes(u, sun):
    """Minutes of true solar time at u, the band's ends given back exactly."""
    if u == sun[U0]:
        return sun[START]
    if u == sun[U1]:
        return sun[END]
    return 720.0 + (1440.0 / math.pi) * math.atan(u)


@njit_inner
def _lit_gaps(cover, count, sun, rows, filled):
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
def _owner_rows(pieces, count, sun, rows, filled):
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
    hull = np.empty(len(sun))
    distances = np.empty(len(bodies))
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
            need += face_ranges[p, 1] - face_ranges[p, 0]
        if need > len(arcs):
            state[0], state[3] = g, need
            return
        filled = state[2]
        for i in range(group_starts[g], group_starts[g + 1]):
            c = order[i]
            px, py = columns[c, 0], columns[c, 1]
            top = -math.inf
            for r in range(offsets[c], offsets[c + 1]):
                top = max(top, z[r])
            _column_parts(
                c,
                columns,
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
                sun,
                hull,
                arcs,
                touches,
                marks,
                pieces,
                cover,
                counts,
            )
            dark = counts[3] < 0
            single = top == columns[c, 6]
            if not (by_owner or dark or single):
                _sort_arcs(arcs, counts[0], marks, counts[2])
            for r in range(offsets[c], offsets[c + 1]):
                n = counts[3]
                if by_owner:
                    n = _receiver_pieces(
                        px,
                        py,
                        z[r],
                        bodies,
                        faces,
                        len(walls),
                        sun,
                        arcs,
                        touches,
                        marks,
                        counts,
                        pieces,
                    )
                elif not (dark or single):
                    n = _receiver_cover(
                        px,
                        py,
                        z[r],
                        bodies,
                        faces,
                        len(walls),
                        sun,
                        arcs,
                        touches,
                        marks,
                        counts,
                        pieces,
                        cover,
                    )
                if filled + n + 1 > len(rows):
                    state[0], state[4] = g, filled + n + 1
                    return
                before = filled
                if by_owner:
                    _sort_pieces(pieces, n)
                    filled = _owner_rows(pieces, n, sun, rows, filled)
                elif not dark:
                    filled = _lit_gaps(cover, n, sun, rows, filled)
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
