"""Which parts can matter for a group of receivers (剔除).

Culling may skip work, it never decides.
"""

import math

import numpy as np

from sunlight.jit import njit_cached
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

__all__ = ["build_grid", "gather_parts", "group_columns", "may_shade"]

GROUP_EXTENT = 32.0  # greatest side of a group of columns in plan [m]
GROUP_COLUMNS = 256


@njit_cached
def may_shade(x0, x1, y0, y1, h, fast, sun):
    """Whether something in a box relative to the point, up to height h, can shade it.

    `fast` says that the sun's plan directions over the band lie in a wedge under 180°.
    Where the sun is south of the equator and the place north of it, a body reaches the
    sun's path only if its highest direction lies nearer to the pole than the sun.
    """
    if h <= 0.0:
        return False
    reach = h * sun[REACH]
    if x0 > reach or x1 < -reach or y0 > reach or y1 < -reach:
        return False
    if sun[NORTH] == 0.0 and y0 > 0.0:
        return False
    if fast:
        ex, ey = sun[E0X], sun[E0Y]
        if min(ex * y0, ex * y1) + min(-ey * x0, -ey * x1) > 0.0:
            return False
        ex, ey = sun[E1X], sun[E1Y]
        if max(ex * y0, ex * y1) + max(-ey * x0, -ey * x1) < 0.0:
            return False
    if y1 < 0.0 and sun[SIN_DEC] <= 0.0 and sun[SIN_LAT] > 0.0:
        below = -y1 * sun[COS_LAT] - h * sun[SIN_LAT]
        far = max(-x0, x1) ** 2 + y0 * y0 + h * h
        if below > -sun[SIN_DEC] * math.sqrt(far):
            return False
    return True


@njit_cached
def build_grid(boxes, active, cell):
    """Uniform grid of the active parts: limits, cell starts, parts and tops.

    The limits are x0, y0, the highest top, the side of a cell and the number of cells
    in x and y.
    """
    x0, y0, x1, y1, top = math.inf, math.inf, -math.inf, -math.inf, -math.inf
    for p in range(len(boxes)):
        if active[p]:
            x0, y0 = min(x0, boxes[p, 0]), min(y0, boxes[p, 1])
            x1, y1 = max(x1, boxes[p, 3]), max(y1, boxes[p, 4])
            top = max(top, boxes[p, 5])
    if x1 < x0:
        return (
            np.array([0.0, 0.0, -math.inf, cell, 0.0, 0.0]),
            np.zeros(1, dtype=np.int64),
            np.empty(0, dtype=np.int32),
            np.empty(0),
        )
    size = max(cell, max(x1 - x0, y1 - y0) / 2000.0)
    nx, ny = int((x1 - x0) / size) + 1, int((y1 - y0) / size) + 1
    starts = np.zeros(nx * ny + 1, dtype=np.int64)
    tops = np.full(nx * ny, -math.inf)
    for fill in range(2):
        if fill == 1:
            for i in range(nx * ny):
                starts[i + 1] += starts[i]
            parts = np.empty(starts[nx * ny], dtype=np.int32)
            cursor = starts[:-1].copy()
        for p in range(len(boxes)):
            if not active[p]:
                continue
            i0, i1 = int((boxes[p, 0] - x0) / size), int((boxes[p, 3] - x0) / size)
            j0, j1 = int((boxes[p, 1] - y0) / size), int((boxes[p, 4] - y0) / size)
            for j in range(j0, j1 + 1):
                for i in range(i0, i1 + 1):
                    if fill == 0:
                        starts[j * nx + i + 1] += 1
                        tops[j * nx + i] = max(tops[j * nx + i], boxes[p, 5])
                    else:
                        parts[cursor[j * nx + i]] = p
                        cursor[j * nx + i] += 1
    return np.array([x0, y0, top, size, float(nx), float(ny)]), starts, parts, tops


@njit_cached
def gather_parts(
    box,
    grid_limits,
    grid_starts,
    grid_parts,
    grid_tops,
    bodies,
    stamp,
    tag,
    fast,
    sun,
    out,
):
    """Parts that can shade a box of receivers (x0, y0, zlow, x1, y1), in order."""
    x0, y0, size = grid_limits[0], grid_limits[1], grid_limits[3]
    h = grid_limits[2] - box[2]
    nx, ny = int(grid_limits[4]), int(grid_limits[5])
    if h <= 0.0 or nx == 0:
        return 0
    reach = h * sun[REACH]
    north = reach if sun[NORTH] == 1.0 else 0.0
    i0 = int(max(0.0, min(float(nx), math.floor((box[0] - reach - x0) / size))))
    i1 = int(max(-1.0, min(float(nx - 1), math.floor((box[3] + reach - x0) / size))))
    j0 = int(max(0.0, min(float(ny), math.floor((box[1] - reach - y0) / size))))
    j1 = int(max(-1.0, min(float(ny - 1), math.floor((box[4] + north - y0) / size))))
    found = 0
    for j in range(j0, j1 + 1):
        for i in range(i0, i1 + 1):
            cell = j * nx + i
            if not may_shade(
                x0 + i * size - box[3],
                x0 + (i + 1) * size - box[0],
                y0 + j * size - box[4],
                y0 + (j + 1) * size - box[1],
                grid_tops[cell] - box[2],
                fast,
                sun,
            ):
                continue
            for at in range(grid_starts[cell], grid_starts[cell + 1]):
                p = grid_parts[at]
                if stamp[p] == tag:
                    continue
                stamp[p] = tag
                if may_shade(
                    bodies[p, 0] - box[3],
                    bodies[p, 3] - box[0],
                    bodies[p, 1] - box[4],
                    bodies[p, 4] - box[1],
                    bodies[p, 5] - box[2],
                    fast,
                    sun,
                ):
                    at_rank = found
                    while at_rank > 0 and out[at_rank - 1] > p:
                        out[at_rank] = out[at_rank - 1]
                        at_rank -= 1
                    out[at_rank] = p
                    found += 1
    return found


@njit_cached
def group_columns(xy, order):
    """Runs of neighbouring columns in `order`: start of each run, (g + 1,)."""
    starts = np.empty(len(order) + 1, dtype=np.int64)
    count = 0
    x0 = y0 = x1 = y1 = 0.0
    for i in range(len(order)):
        x, y = xy[order[i], 0], xy[order[i], 1]
        grown_x0, grown_x1 = min(x0, x), max(x1, x)
        grown_y0, grown_y1 = min(y0, y), max(y1, y)
        if (
            i == 0
            or i - starts[count - 1] >= GROUP_COLUMNS
            or grown_x1 - grown_x0 > GROUP_EXTENT
            or grown_y1 - grown_y0 > GROUP_EXTENT
        ):
            starts[count] = i
            count += 1
            x0 = x1 = x
            y0 = y1 = y
        else:
            x0, x1, y0, y1 = grown_x0, grown_x1, grown_y0, grown_y1
    starts[count] = len(order)
    return starts[: count + 1].copy()
