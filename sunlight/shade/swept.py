"""The kernel for the points between the sill ends: edges swept along sills (扫掠面).

Move the eye along a sill L..R while the ray keeps its direction. The ray leaves a face
through one of its edges, or the eye reaches an end first. So what some point of the
sill cannot see is what the ends cannot see, and what is hidden by the parallelograms
(a - L, b - L, b - R, a - R) over the edges (a, b) of the faces: convex planar faces,
whose arcs are known in closed form.

Records are rows of float64 arrays, as in :mod:`sunlight.shade.kernel`:

- sills (w, 6): left end, right end; normals (w, 2); owner codes (w,);
- gaps (k, 2): stretches of the day to look at, as u = tan(H / 2);
- bodies (p, 8): box, owner, spared; ranges (p, 4): walls from and to, faces from and
  to; faces (f, 14) in the order of their numbers, walls as quads;
- near (n, 2): face and part, the face -1 where the part may touch a sill; near_box
  (n, 6).
"""

import math

from sunlight.jit import njit_cached, njit_inner
from sunlight.shade.arcs import (
    BX,
    E0X,
    E0Y,
    E1X,
    E1Y,
    REACH,
    SYM,
    SYP,
    SZM,
    SZP,
    U0,
    U1,
    cut,
    face_arcs,
)
from sunlight.shade.cover import add_arc
from sunlight.shade.culling import may_shade
from sunlight.shade.points import owner_rows, sort_pieces
from sunlight.tolerances import CONTACT_DISTANCE, SAME_INSTANT_MIN

__all__ = ["sweep_groups"]

_SAME_U = SAME_INSTANT_MIN * math.pi / 1440.0
_CONTACT = CONTACT_DISTANCE
_MOST_ARCS = 24  # a face adds fewer: four edges with five arcs each


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
def _sweep_edge(ax, ay, az, bx, by, bz, sub, fast, face, hull, quad, pieces, cover, n):
    """Add what an edge, swept along a part of a sill, hides; returns the new number.

    A parallelogram thinner than the contact distance hides nothing: the edge runs along
    the sill.
    """
    ex, ey, ez = bx - ax, by - ay, bz - az
    dx, dy, dz = sub[3] - sub[0], sub[4] - sub[1], sub[5] - sub[2]
    wx, wy, wz = ey * dz - ez * dy, ez * dx - ex * dz, ex * dy - ey * dx
    if wx * wx + wy * wy + wz * wz <= _CONTACT * _CONTACT * (
        ex * ex + ey * ey + ez * ez
    ):
        return n
    for i in range(4):
        first = i == 0 or i == 3
        at = 0 if i < 2 else 3
        quad[0, 3 * i] = (ax if first else bx) - sub[at]
        quad[0, 3 * i + 1] = (ay if first else by) - sub[at + 1]
        quad[0, 3 * i + 2] = (az if first else bz) - sub[at + 2]
    if fast:
        before = after = True
        for i in range(4):
            x, y = quad[0, 3 * i], quad[0, 3 * i + 1]
            before = before and hull[E0X] * y - hull[E0Y] * x > 0.0
            after = after and hull[E1X] * y - hull[E1Y] * x < 0.0
        if before or after:
            return n
    for i in range(face_arcs(quad, 0, 0.0, 0.0, 0.0, hull, pieces, 0)):
        if pieces[i, 1] > pieces[i, 0] + _SAME_U:
            n = add_arc(cover, n, pieces[i, 0], pieces[i, 1], face)
    return n


@njit_inner
def _sweep_face(faces, f, sill, fast, hull, sub, quad, pieces, cover, n):
    """Add what the edges of a face hide from some point between the ends of a sill.

    Only the part of the sill counts that lies on a side from which the face shades.
    """
    ax, ay, az = faces[f, 0], faces[f, 1], faces[f, 2]
    ux, uy, uz = faces[f, 3] - ax, faces[f, 4] - ay, faces[f, 5] - az
    vx, vy, vz = faces[f, 6] - ax, faces[f, 7] - ay, faces[f, 8] - az
    nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
    limit = _CONTACT * math.sqrt(nx * nx + ny * ny + nz * nz)
    at_left = nx * (ax - sill[0]) + ny * (ay - sill[1]) + nz * (az - sill[2])
    at_right = nx * (ax - sill[3]) + ny * (ay - sill[4]) + nz * (az - sill[5])
    begin, end = 0.0, 1.0
    if faces[f, 13] == 0.0:
        if max(abs(at_left), abs(at_right)) <= limit:
            return n
    else:
        if faces[f, 13] < 0.0:
            at_left, at_right = -at_left, -at_right
        if max(at_left, at_right) <= limit:
            return n
        if at_left < 0.0:
            begin = at_left / (at_left - at_right)
        elif at_right < 0.0:
            end = at_left / (at_left - at_right)
    for i in range(3):
        way = sill[3 + i] - sill[i]
        sub[i] = sill[i] + begin * way if begin > 0.0 else sill[i]
        sub[3 + i] = sill[i] + end * way if end < 1.0 else sill[3 + i]
    low = min(sub[2], sub[5])
    count = int(faces[f, 12])
    j = 3 * (count - 1)
    for k in range(count):
        i = 3 * k
        if faces[f, i + 2] > low or faces[f, j + 2] > low:
            n = _sweep_edge(
                faces[f, j],
                faces[f, j + 1],
                faces[f, j + 2],
                faces[f, i],
                faces[f, i + 1],
                faces[f, i + 2],
                sub,
                fast,
                float(f),
                hull,
                quad,
                pieces,
                cover,
                n,
            )
        j = i
    return n


@njit_inner
def _breaks_along(bodies, p, ranges, faces, sill, length, breaks):
    """Places of a sill, in shares of it, where a prism's contact with it may change."""
    dx, dy, dz = sill[3] - sill[0], sill[4] - sill[1], sill[5] - sill[2]
    breaks[0], breaks[1] = 0.0, 1.0
    k = 2
    if dz != 0.0:
        for level in range(2):
            share = (bodies[p, 2 + 3 * level] - _CONTACT - sill[2]) / dz
            if 0.0 < share < 1.0:
                breaks[k] = share
                k += 1
    for w in range(ranges[p, 0], ranges[p, 1]):
        x1, y1 = faces[w, 0] - sill[0], faces[w, 1] - sill[1]
        x2, y2 = faces[w, 3] - sill[0], faces[w, 4] - sill[1]
        off1, off2 = (dx * y1 - dy * x1) / length, (dx * y2 - dy * x2) / length
        if abs(off1) <= _CONTACT:
            part = 0.0
        elif off1 * off2 < 0.0:
            part = off1 / (off1 - off2)
        else:
            continue
        x, y = x1 + part * (x2 - x1), y1 + part * (y2 - y1)
        share = (x * dx + y * dy) / (length * length)
        if 0.0 < share < 1.0:
            breaks[k] = share
            k += 1
    for i in range(2, k):
        share, j = breaks[i], i
        while j > 0 and breaks[j - 1] > share:
            breaks[j] = breaks[j - 1]
            j -= 1
        breaks[j] = share
    return k


@njit_inner
def _touch(bodies, p, ranges, faces, sill, hull, breaks, pieces, cover, n):
    """Add what a prism hides from points between the ends that lie in it or on it.

    Between two breaks the sill is outside, inside or along one wall: its middle tells.
    """
    dx, dy = sill[3] - sill[0], sill[4] - sill[1]
    length = math.hypot(dx, dy)
    if length <= _CONTACT:
        return n
    count = _breaks_along(bodies, p, ranges, faces, sill, length, breaks)
    for k in range(1, count):
        if (breaks[k] - breaks[k - 1]) * length <= 4.0 * _CONTACT:
            continue
        share = 0.5 * (breaks[k] + breaks[k - 1])
        px, py = sill[0] + share * dx, sill[1] + share * dy
        z = sill[2] + share * (sill[5] - sill[2])
        if z < bodies[p, 2] - _CONTACT or z >= bodies[p, 5] - _CONTACT:
            continue
        inside, wall = False, -1
        for w in range(ranges[p, 0], ranges[p, 1]):
            x1, y1 = faces[w, 0], faces[w, 1]
            wx, wy = faces[w, 3] - x1, faces[w, 4] - y1
            size = math.hypot(wx, wy)
            along = ((px - x1) * wx + (py - y1) * wy) / size
            off = abs((px - x1) * wy - (py - y1) * wx) / size
            if (y1 > py) != (y1 + wy > py) and px < x1 + (py - y1) / wy * wx:
                inside = not inside
            if off <= _CONTACT and -_CONTACT <= along <= size + _CONTACT:
                wall = w
        stop = 0
        if wall >= 0 or inside:
            pieces[0, 0], pieces[0, 1] = hull[U0], hull[U1]
            stop = 1
        face = float(wall if wall >= 0 else ranges[p, 0])
        if wall >= 0:
            wx, wy = faces[wall, 3] - faces[wall, 0], faces[wall, 4] - faces[wall, 1]
            stop = cut(pieces, 0, 1, wx * hull[SYP], -wy * hull[BX], wx * hull[SYM])
        for i in range(stop):
            if pieces[i, 1] > pieces[i, 0] + _SAME_U:
                n = add_arc(cover, n, pieces[i, 0], pieces[i, 1], face)
    return n


@njit_inner
def _gather(box, parts, first, last, bodies, ranges, faces, fast, sun, near, near_box):
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
            near[n, 0], near[n, 1] = -1, p
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
        for kind in range(2):
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
def _can_matter(near, near_box, k, sill, fast, hull):
    """Whether a face can shade a point of the sill, or a part can touch one."""
    x0, x1 = min(sill[0], sill[3]), max(sill[0], sill[3])
    y0, y1 = min(sill[1], sill[4]), max(sill[1], sill[4])
    z = min(sill[2], sill[5])
    if near[k, 0] >= 0:
        return may_shade(
            near_box[k, 0] - x1,
            near_box[k, 3] - x0,
            near_box[k, 1] - y1,
            near_box[k, 4] - y0,
            near_box[k, 5] - z,
            fast,
            hull,
        )
    return (
        near_box[k, 0] <= x1 + _CONTACT
        and near_box[k, 3] >= x0 - _CONTACT
        and near_box[k, 1] <= y1 + _CONTACT
        and near_box[k, 4] >= y0 - _CONTACT
        and near_box[k, 5] > z
        and near_box[k, 2] - _CONTACT <= max(sill[2], sill[5])
    )


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
            fast,
            sun,
            near,
            near_box,
        )
        filled = state[2]
        for w in range(group_starts[g], group_starts[g + 1]):
            sill = sills[w]
            n = total = 0
            for gap in range(gap_starts[w], gap_starts[w + 1]):
                _narrowed(sun, gaps[gap, 0], gaps[gap, 1], hull)
                for k in range(count):
                    f, p = near[k, 0], near[k, 1]
                    if n + _MOST_ARCS + len(breaks) > len(cover):
                        state[0], state[3] = g, 2 * len(cover)
                        return
                    spared = bodies[p, 7] >= 0.0 and bodies[p, 7] == owners[w]
                    if not spared and _can_matter(near, near_box, k, sill, fast, hull):
                        if f >= 0:
                            n = _sweep_face(
                                faces, f, sill, fast, hull, sub, quad, pieces, cover, n
                            )
                        else:
                            n = _touch(
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
                        n = 0
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
