"""What one body does to a point or a column of points (单体遮挡): walls and contacts.

The records are described in :mod:`sunlight.shade.kernel`.
"""

import math

from sunlight.jit import njit_inner, njit_leaf
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
    wall_arc,
    wall_heights,
)
from sunlight.tolerances import CONTACT_DISTANCE

__all__ = ["behind", "contacts", "outside_wedge", "wall_arcs", "wall_pieces"]

_CONTACT = CONTACT_DISTANCE


@njit_inner
def behind(touches, n, nx, ny, nz, face, base, top, owner, sun):
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
def contacts(px, py, p, bodies, walls, wall_next, sun, touches, n):
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
        across = (px - x1) * wy - (py - y1) * wx
        square = wx * wx + wy * wy
        if (y1 > py) != (y1 + wy > py) and px < x1 + (py - y1) / wy * wx:
            inside = not inside
        if across * across > _CONTACT * _CONTACT * square:
            continue
        length = math.sqrt(square)
        along = ((px - x1) * wx + (py - y1) * wy) / length
        if along < -_CONTACT or along > length + _CONTACT:
            continue
        touched = True
        if along <= _CONTACT:
            continue  # the corner is seen to where the wall before it ends
        start = n
        n = behind(touches, n, -wy, wx, 0.0, float(w), base, top, owner, sun)
        if along < length - _CONTACT:
            continue
        after = wall_next[w]
        vx, vy = walls[after, 2] - walls[after, 0], walls[after, 3] - walls[after, 1]
        if wx * vy - wy * vx <= 0.0:
            n = behind(touches, n, -vy, vx, 0.0, float(after), base, top, owner, sun)
            continue
        n = cut(touches, start, n, vx * sun[SYP], -vy * sun[BX], vx * sun[SYM])
        for i in range(start, n):
            touches[i, 2], touches[i, 3], touches[i, 4] = w, base, top
            touches[i, 5] = owner
    if inside and not touched:
        n = behind(touches, n, 0.0, 0.0, 1.0, bodies[p, 8], base, top, owner, sun)
    return n


@njit_inner
def wall_arcs(px, py, low, p, bodies, walls, sun, arcs, count):
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
def wall_pieces(arcs, k, z, sun, pieces, n):
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


@njit_leaf
def outside_wedge(faces, f, px, py, sun):
    """Whether a face lies wholly before the band's first or after its last azimuth."""
    before = after = True
    for i in range(int(faces[f, 12])):
        dx, dy = faces[f, 3 * i] - px, faces[f, 3 * i + 1] - py
        if sun[E0X] * dy - sun[E0Y] * dx <= 0.0:
            before = False
        if sun[E1X] * dy - sun[E1Y] * dx >= 0.0:
            after = False
    return before or after
