"""Arcs of the day during which a face hides the sun, in closed form (遮挡弧段).

Time runs as ``u = tan(H / 2)``, H the hour angle: the sun's direction becomes a
quadratic in u (up to a positive factor), and so does every edge condition. ``sun`` is
the array that :func:`sunlight.shade.sun.sun_array` makes; its fields are named below.
"""

import math

from sunlight.jit import njit_inner
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["face_arcs", "positive", "wall_arc", "wall_heights", "wall_pieces"]

# fields of the sun array: s_y ~ SYP + SYM u2, s_z ~ SZP + SZM u2, s_x ~ 2 BX u
SYP, SYM, SZP, SZM, BX = 0, 1, 2, 3, 4
U0, U1 = 5, 6
E0X, E0Y, E1X, E1Y = 7, 8, 9, 10
COS_LAT, SIN_LAT, SIN_DEC = 11, 12, 13
REACH, NORTH = 14, 15
SUN_FIELDS = 16


@njit_inner
def positive(c0, c1, c2, low, high):
    """Where c0 + 2 c1 u + c2 u2 > 0 within [low, high]: count and two intervals."""
    disc = c1 * c1 - c0 * c2
    if disc <= 0.0:
        middle = 0.5 * (low + high)
        if c0 + (2.0 * c1 + c2 * middle) * middle > 0.0:
            return 1, low, high, 0.0, 0.0
        return 0, 0.0, 0.0, 0.0, 0.0
    curve = c2 + 0.0  # turns -0.0 into 0.0, whose reciprocal is +inf
    q = -(c1 + math.copysign(math.sqrt(disc), c1))
    first = q / curve
    second = c0 / q
    if first > second:
        first, second = second, first
    if curve < 0.0:
        a, b = max(low, first), min(high, second)
        if a < b:
            return 1, a, b, 0.0, 0.0
        return 0, 0.0, 0.0, 0.0, 0.0
    if first > low:
        if first >= high:
            return 1, low, high, 0.0, 0.0
        if second < high:
            return 2, low, first, second, high
        return 1, low, first, 0.0, 0.0
    if second < high:
        return 1, max(low, second), high, 0.0, 0.0
    return 0, 0.0, 0.0, 0.0, 0.0


@njit_inner
def _azimuth_root(dx, dy, sun):
    """Moment u at which the sun stands in the plan direction (dx, dy)."""
    c = -dx * sun[SYP]
    b = dy * sun[BX]
    a = -dx * sun[SYM]
    root = math.sqrt(max(b * b - a * c, 0.0))
    u = -c / (b + root) if b >= 0.0 else (root - b) / a
    return min(max(u, sun[U0]), sun[U1])


@njit_inner
def wall_arc(dx1, dy1, dx2, dy2, sun):
    """Arc between the vertical edges of a wall turned to the point.

    Holds while the sun's azimuth grows over the band and sweeps less than 180°; the
    wall runs clockwise as seen from the point. Returns (ua, ub), empty if ua >= ub.
    """
    e0x, e0y, e1x, e1y = sun[E0X], sun[E0Y], sun[E1X], sun[E1Y]
    if e0x * dy1 - e0y * dx1 <= 0.0 and e1x * dy1 - e1y * dx1 >= 0.0:
        ua = _azimuth_root(dx1, dy1, sun)
    elif dx1 * e0y - dy1 * e0x <= 0.0 and e0x * dy2 - e0y * dx2 <= 0.0:
        ua = sun[U0]
    else:
        return 0.0, 0.0
    if e0x * dy2 - e0y * dx2 <= 0.0 and e1x * dy2 - e1y * dx2 >= 0.0:
        ub = _azimuth_root(dx2, dy2, sun)
    else:
        ub = sun[U1]
    return ua, ub


@njit_inner
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
def wall_pieces(arcs, row, below, above, sun, out):
    """Arcs on which rays meet a wall between two heights above the point.

    `arcs[row]` begins with distance term, normal (2), arc (2), heights (2). Writes
    pairs to `out` (n, 2) and returns their number.
    """
    k, ua, ub = arcs[row, 0], arcs[row, 3], arcs[row, 4]
    if above <= arcs[row, 5] or below >= arcs[row, 6]:
        return 0
    r0, r1 = arcs[row, 2] * sun[SYP], arcs[row, 1] * sun[BX]
    r2 = arcs[row, 2] * sun[SYM]
    p0, p2 = k * sun[SZP], k * sun[SZM]
    n, a1, b1, a2, b2 = 1, ua, ub, 0.0, 0.0
    if above < arcs[row, 6]:
        n, a1, b1, a2, b2 = positive(
            above * r0 - p0, above * r1, above * r2 - p2, ua, ub
        )
    count = 0
    for piece in range(n):
        a, b = (a1, b1) if piece == 0 else (a2, b2)
        m, c1, d1, c2, d2 = 1, a, b, 0.0, 0.0
        if below > arcs[row, 5]:
            m, c1, d1, c2, d2 = positive(
                p0 - below * r0, -below * r1, p2 - below * r2, a, b
            )
        for part in range(m):
            out[count, 0] = c1 if part == 0 else c2
            out[count, 1] = d1 if part == 0 else d2
            count += 1
    return count


@njit_inner
def face_arcs(faces, f, px, py, pz, sun, out):
    """Arcs on which a convex planar face hides the sun from a point.

    A face is a row of 14 numbers: its corners (4 x 3), how many of them count, and the
    side from which it shades: 0 both, 1 from behind, -1 from the front. A point in the
    face's plane is not shaded by it. Writes pairs to `out` (n, 2) and returns their
    number.
    """
    count = int(faces[f, 12])
    side = faces[f, 13]
    ax, ay, az = faces[f, 0] - px, faces[f, 1] - py, faces[f, 2] - pz
    ux, uy, uz = faces[f, 3] - px - ax, faces[f, 4] - py - ay, faces[f, 5] - pz - az
    vx, vy, vz = faces[f, 6] - px - ax, faces[f, 7] - py - ay, faces[f, 8] - pz - az
    nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
    away = nx * ax + ny * ay + nz * az
    limit = CONTACT_DISTANCE * math.sqrt(nx * nx + ny * ny + nz * nz)
    if away * side < 0.0 or abs(away) <= limit:
        return 0
    turn = 1.0 if away > 0.0 else -1.0
    out[0, 0], out[0, 1] = sun[U0], sun[U1]
    pieces = 1
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
        c0 = wy * sun[SYP] + wz * sun[SZP]
        c1 = wx * sun[BX]
        c2 = wy * sun[SYM] + wz * sun[SZM]
        kept = 0
        before = pieces
        for piece in range(before):
            n, a1, b1, a2, b2 = positive(c0, c1, c2, out[piece, 0], out[piece, 1])
            if n >= 1:
                out[kept, 0], out[kept, 1] = a1, b1
                kept += 1
            if n == 2:
                # the second half goes behind the pieces still to be cut
                out[pieces, 0], out[pieces, 1] = a2, b2
                pieces += 1
        for piece in range(before, pieces):
            out[kept, 0], out[kept, 1] = out[piece, 0], out[piece, 1]
            kept += 1
        if kept == 0:
            return 0
        pieces = kept
    return pieces
