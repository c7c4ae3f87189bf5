"""Arcs of the day during which a face hides the sun, in closed form (遮挡弧段).

Time runs as ``u = tan(H / 2)``, H the hour angle: the sun's direction becomes a
quadratic in u (up to a positive factor), and so does every edge condition. ``sun`` is
the array that :func:`sunlight.shade.sun.sun_array` makes; its fields are named below.
"""

import math

from sunlight.jit import njit_inner, njit_leaf
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = [
    "azimuth_root",
    "cut",
    "face_arcs",
    "known_face_arcs",
    "wall_arc",
    "wall_heights",
]

# fields of the sun array: s_y ~ SYP + SYM u2, s_z ~ SZP + SZM u2, s_x ~ 2 BX u
SYP, SYM, SZP, SZM, BX = 0, 1, 2, 3, 4
U0, U1 = 5, 6
E0X, E0Y, E1X, E1Y = 7, 8, 9, 10
COS_LAT, SIN_LAT, SIN_DEC = 11, 12, 13
REACH, NORTH = 14, 15
START, END = 16, 17
STEEPEST = 18


@njit_leaf
def cut(pieces, start, stop, c0, c1, c2):
    """Cut intervals to where c0 + 2 c1 u + c2 u2 > 0, in place.

    Rows ``start:stop`` of `pieces` begin with their two ends; up to as many rows again
    may be written behind them. Returns the new stop.
    """
    disc = c1 * c1 - c0 * c2
    if disc <= 0.0:
        return stop if c0 + c2 > 0.0 else start
    curve = c2 + 0.0  # turns -0.0 into 0.0, whose reciprocal is +inf
    q = -(c1 + math.copysign(math.sqrt(disc), c1))
    first = q / curve
    second = c0 / q
    if first > second:
        first, second = second, first
    kept = start
    end = stop
    for i in range(start, stop):
        a, b = pieces[i, 0], pieces[i, 1]
        if curve < 0.0:
            pieces[kept, 0] = first if first > a else a
            pieces[kept, 1] = second if second < b else b
            if pieces[kept, 0] < pieces[kept, 1]:
                kept += 1
            continue
        at = kept
        if first > a:
            pieces[kept, 0] = a
            pieces[kept, 1] = first if first < b else b
            kept += 1
            at = end
        if second < b:
            pieces[at, 0] = second if second > a else a
            pieces[at, 1] = b
            if at == end:
                end += 1
            else:
                kept += 1
    for i in range(stop, end):
        pieces[kept, 0], pieces[kept, 1] = pieces[i, 0], pieces[i, 1]
        kept += 1
    return kept


@njit_leaf
def azimuth_root(dx, dy, sun):
    """Moment u at which the sun stands in the plan direction (dx, dy)."""
    c = -dx * sun[SYP]
    b = dy * sun[BX]
    a = -dx * sun[SYM]
    root = math.sqrt(max(b * b - a * c, 0.0))
    u = -c / (b + root) if b >= 0.0 else (root - b) / a
    return min(max(u, sun[U0]), sun[U1])


@njit_leaf
def wall_arc(dx1, dy1, dx2, dy2, sun):
    """Arc between the vertical edges of a wall turned to the point.

    Holds while the sun's azimuth grows over the band and sweeps less than 180°; the
    wall runs clockwise as seen from the point. Returns (ua, ub), empty if ua >= ub.
    """
    e0x, e0y, e1x, e1y = sun[E0X], sun[E0Y], sun[E1X], sun[E1Y]
    ua = ub = 0.0  # one way out: with several, Numba counts references at each
    if e0x * dy1 - e0y * dx1 <= 0.0 and e1x * dy1 - e1y * dx1 >= 0.0:
        ua = azimuth_root(dx1, dy1, sun)
        ub = sun[U1]
    elif dx1 * e0y - dy1 * e0x <= 0.0 and e0x * dy2 - e0y * dx2 <= 0.0:
        ua = sun[U0]
        ub = sun[U1]
    if ub > ua and e0x * dy2 - e0y * dx2 <= 0.0 and e1x * dy2 - e1y * dx2 >= 0.0:
        ub = azimuth_root(dx2, dy2, sun)
    return ua, ub


@njit_leaf
def wall_heights(k, nx, ny, ua, ub, sun):
    """Least and greatest height above the point at which rays meet the wall on an arc.

    The height is k s_z / (n . s); besides the arc's ends it can turn only at the roots
    of a quadratic.
    """
    p0, p2 = sun[SZP], sun[SZM]
    r0, r1, r2 = ny * sun[SYP], nx * sun[BX], ny * sun[SYM]
    low, high = math.inf, -math.inf
    c0, c1, c2 = -p0 * r1, 0.5 * (p2 * r0 - p0 * r2), p2 * r1
    disc = c1 * c1 - c0 * c2
    root = math.sqrt(max(disc, 0.0))
    q = -(c1 + math.copysign(root, c1))
    for case in range(4):
        if case == 0:
            u = ua
        elif case == 1:
            u = ub
        elif disc <= 0.0:
            break
        else:
            u = q / c2 if case == 2 else c0 / q
            if not ua < u < ub:
                continue
        across = r0 + (2.0 * r1 + r2 * u) * u
        height = k * (p0 + p2 * u * u) / across if across > 0.0 else math.inf
        low, high = min(low, height), max(high, height)
    return low, high


@njit_inner
def face_arcs(faces, f, px, py, pz, sun, pieces, start):
    """Arcs on which a convex planar face hides the sun from a point.

    A face is a row of 14 numbers: its corners (4 x 3), how many of them count, and the
    side from which it shades: 0 both, 1 from behind, negative from the front. A point
    in the face's plane is not shaded by it. Writes the ends from row `start` of
    `pieces` on and returns the row behind the last.
    """
    ax, ay, az = faces[f, 0] - px, faces[f, 1] - py, faces[f, 2] - pz
    ux, uy, uz = faces[f, 3] - px - ax, faces[f, 4] - py - ay, faces[f, 5] - pz - az
    vx, vy, vz = faces[f, 6] - px - ax, faces[f, 7] - py - ay, faces[f, 8] - pz - az
    nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
    away = nx * ax + ny * ay + nz * az
    limit = CONTACT_DISTANCE * math.sqrt(nx * nx + ny * ny + nz * nz)
    if away * faces[f, 13] < 0.0 or abs(away) <= limit:
        return start
    turn = 1.0 if away > 0.0 else -1.0
    return _edge_arcs(faces, f, px, py, pz, turn, sun, pieces, start)


@njit_inner
def known_face_arcs(faces, f, px, py, pz, sun, pieces, start):
    """As :func:`face_arcs`, the unit normal of the face in columns 14 to 16."""
    away = (
        faces[f, 14] * (faces[f, 0] - px)
        + faces[f, 15] * (faces[f, 1] - py)
        + faces[f, 16] * (faces[f, 2] - pz)
    )
    if away * faces[f, 13] < 0.0 or abs(away) <= CONTACT_DISTANCE:
        return start
    turn = 1.0 if away > 0.0 else -1.0
    return _edge_arcs(faces, f, px, py, pz, turn, sun, pieces, start)


@njit_inner
def _edge_arcs(faces, f, px, py, pz, turn, sun, pieces, start):
    """Arcs on which the sun is within all edges of a face, `turn` by its side."""
    count = int(faces[f, 12])
    pieces[start, 0], pieces[start, 1] = sun[U0], sun[U1]
    stop = start + 1
    at = 3 * (count - 1)
    fx, fy, fz = faces[f, at] - px, faces[f, at + 1] - py, faces[f, at + 2] - pz
    for i in range(count):
        gx = faces[f, 3 * i] - px
        gy = faces[f, 3 * i + 1] - py
        gz = faces[f, 3 * i + 2] - pz
        wx = turn * (fy * gz - fz * gy)
        wy = turn * (fz * gx - fx * gz)
        wz = turn * (fx * gy - fy * gx)
        fx, fy, fz = gx, gy, gz
        stop = cut(
            pieces,
            start,
            stop,
            wy * sun[SYP] + wz * sun[SZP],
            wx * sun[BX],
            wy * sun[SYM] + wz * sun[SZM],
        )
        if stop == start:
            break
    return stop
