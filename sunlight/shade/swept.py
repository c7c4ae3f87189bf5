"""What one face or prism hides from the points between two sill ends (扫掠面).

Move the eye along a sill L..R while the ray keeps its direction. The ray leaves a face
through one of its edges, or the eye reaches an end first. So what some point of the
sill cannot see is what the ends cannot see, and what is hidden by the parallelograms
(a - L, b - L, b - R, a - R) over the edges (a, b) of the faces: convex planar faces,
whose arcs are known in closed form.

The records are described in :mod:`sunlight.shade.sweep_kernel`.
"""

import math

from sunlight.jit import njit_inner
from sunlight.shade.arcs import (
    BX,
    E0X,
    E0Y,
    E1X,
    E1Y,
    SYM,
    SYP,
    U0,
    U1,
    cut,
    face_arcs,
)
from sunlight.shade.cover import add_arc
from sunlight.tolerances import CONTACT_DISTANCE, SAME_INSTANT_MIN

__all__ = ["sweep_face", "touch"]

_SAME_U = SAME_INSTANT_MIN * math.pi / 1440.0
_CONTACT = CONTACT_DISTANCE


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
    zero = n * 0  # a literal compiles twice
    for i in range(face_arcs(quad, zero, 0.0, 0.0, 0.0, hull, pieces, zero)):
        if pieces[i, 1] > pieces[i, 0] + _SAME_U:
            n = add_arc(cover, n, pieces[i, 0], pieces[i, 1], face)
    return n


@njit_inner
def sweep_face(faces, f, sill, fast, hull, sub, quad, pieces, cover, n):
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
def touch(bodies, p, ranges, faces, sill, hull, breaks, pieces, cover, n):
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
        stop = n * 0
        if wall >= 0 or inside:
            pieces[0, 0], pieces[0, 1] = hull[U0], hull[U1]
            stop += 1
        face = float(wall if wall >= 0 else ranges[p, 0])
        if wall >= 0:
            wx, wy = faces[wall, 3] - faces[wall, 0], faces[wall, 4] - faces[wall, 1]
            stop = cut(
                pieces, n * 0, stop, wx * hull[SYP], -wy * hull[BX], wx * hull[SYM]
            )
        for i in range(stop):
            if pieces[i, 1] > pieces[i, 0] + _SAME_U:
                n = add_arc(cover, n, pieces[i, 0], pieces[i, 1], face)
    return n
