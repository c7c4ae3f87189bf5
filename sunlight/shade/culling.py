"""Which parts can matter for a group of receivers (剔除).

Culling may skip work, it never decides.
"""

import math

from sunlight.jit import njit_inner, njit_leaf
from sunlight.shade.arcs import (
    COS_LAT,
    E0X,
    E0Y,
    E1X,
    E1Y,
    NORTH,
    REACH,
    SIN_DEC,
    SIN_LAT,
)

__all__ = ["gather_parts", "may_shade", "parts_of_block"]


@njit_leaf
def may_shade(x0, x1, y0, y1, h, fast, sun):
    """Whether something in a box relative to the point, up to height h, can shade it.

    `fast` says that the sun's plan directions over the band lie in a wedge under 180°.
    Where the sun is south of the equator and the place north of it, a body reaches the
    sun's path only if its highest direction lies nearer to the pole than the sun.
    """
    reach = h * sun[REACH]
    possible = (
        h > 0.0
        and x0 <= reach
        and x1 >= -reach
        and y0 <= reach
        and y1 >= -reach
        and (y0 <= 0.0 or sun[NORTH] != 0.0)
    )
    if possible and fast:
        ex, ey = sun[E0X], sun[E0Y]
        fx, fy = sun[E1X], sun[E1Y]
        possible = (
            min(ex * y0, ex * y1) + min(-ey * x0, -ey * x1) <= 0.0
            and max(fx * y0, fx * y1) + max(-fy * x0, -fy * x1) >= 0.0
        )
    if possible and y1 < 0.0 and sun[SIN_DEC] <= 0.0 and sun[SIN_LAT] > 0.0:
        below = -y1 * sun[COS_LAT] - h * sun[SIN_LAT]
        far = max(-x0, x1) ** 2 + y0 * y0 + h * h
        possible = below <= -sun[SIN_DEC] * math.sqrt(far)
    return possible


@njit_inner
def gather_parts(
    group_boxes,
    group,
    grid_limits,
    grid_starts,
    grid_parts,
    grid_tops,
    bodies,
    stamp,
    fast,
    sun,
    out,
    distances,
):
    """Parts that can shade a group of receivers, the nearest first.

    The box of a group is x0, y0, lowest z, x1, y1.
    """
    x0, y0, bottom = group_boxes[group, 0], group_boxes[group, 1], group_boxes[group, 2]
    x1, y1 = group_boxes[group, 3], group_boxes[group, 4]
    size = grid_limits[3]
    h = grid_limits[2] - bottom
    nx, ny = int(grid_limits[4]), int(grid_limits[5])
    if h <= 0.0 or nx == 0:
        return 0
    reach = h * sun[REACH]
    north = reach if sun[NORTH] == 1.0 else 0.0
    i0 = int(max(0.0, min(float(nx), math.floor((x0 - reach - grid_limits[0]) / size))))
    i1 = int(
        max(-1.0, min(float(nx - 1), math.floor((x1 + reach - grid_limits[0]) / size)))
    )
    j0 = int(max(0.0, min(float(ny), math.floor((y0 - reach - grid_limits[1]) / size))))
    j1 = int(
        max(-1.0, min(float(ny - 1), math.floor((y1 + north - grid_limits[1]) / size)))
    )
    found = 0
    for j in range(j0, j1 + 1):
        for i in range(i0, i1 + 1):
            cell = j * nx + i
            if not may_shade(
                grid_limits[0] + i * size - x1,
                grid_limits[0] + (i + 1) * size - x0,
                grid_limits[1] + j * size - y1,
                grid_limits[1] + (j + 1) * size - y0,
                grid_tops[cell] - bottom,
                fast,
                sun,
            ):
                continue
            for at in range(grid_starts[cell], grid_starts[cell + 1]):
                p = grid_parts[at]
                if stamp[p] == group:
                    continue
                stamp[p] = group
                if may_shade(
                    bodies[p, 0] - x1,
                    bodies[p, 3] - x0,
                    bodies[p, 1] - y1,
                    bodies[p, 4] - y0,
                    bodies[p, 5] - bottom,
                    fast,
                    sun,
                ):
                    dx = max(bodies[p, 0] - x1, x0 - bodies[p, 3], 0.0)
                    dy = max(bodies[p, 1] - y1, y0 - bodies[p, 4], 0.0)
                    distance = dx * dx + dy * dy
                    rank = found
                    while rank > 0 and (
                        distances[rank - 1] > distance
                        or (distances[rank - 1] == distance and out[rank - 1] > p)
                    ):
                        out[rank] = out[rank - 1]
                        distances[rank] = distances[rank - 1]
                        rank -= 1
                    out[rank], distances[rank] = p, distance
                    found += 1
    return found


@njit_inner
def parts_of_block(
    order, first, last, xy, offsets, z, bodies, near, found, fast, sun, out
):
    """Those of the parts near a group that can shade some neighbours in it.

    Their order is kept. Returns how many there are.
    """
    x0 = y0 = bottom = math.inf
    x1 = y1 = -math.inf
    for i in range(first, last):
        c = order[i]
        x0, x1 = min(x0, xy[c, 0]), max(x1, xy[c, 0])
        y0, y1 = min(y0, xy[c, 1]), max(y1, xy[c, 1])
        for r in range(offsets[c], offsets[c + 1]):
            bottom = min(bottom, z[r])
    kept = found * 0
    for k in range(found):
        p = near[k]
        if may_shade(
            bodies[p, 0] - x1,
            bodies[p, 3] - x0,
            bodies[p, 1] - y1,
            bodies[p, 4] - y0,
            bodies[p, 5] - bottom,
            fast,
            sun,
        ):
            out[kept] = p
            kept += 1
    return kept
