"""Lit intervals by brute force: one ray per second and triangle.

Slow and plain on purpose, and independent: it imports numpy only and works out the sun
itself. See ``README.md`` beside it for what it decides and what it cannot see.

Names in shapes: r receivers, f triangles, t instants, k intervals. Metres, degrees,
minutes of true solar time (noon = 720); x east, y north, z up.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SAMPLES_PER_MINUTE = 60
"""One ray a second."""
BISECTION_MIN = 1e-9
"""A change of state is narrowed down to this. [min]"""
CONTACT = 1e-6
"""A point nearer than this to a triangle's plane is not shaded by it. [m]"""
ZERO_HEIGHT = 1e-9
"""A triangle lower than this over its longest side has no area. [m]"""
GRAZING_RATE = 1e-4
"""Below this the sun slides along an edge rather than crossing it. [rad/min]

It moves at about 4.1e-3 rad/min, so this is a crossing at less than 1.4 degrees: a
micrometre at 10 m then moves the instant by a thousandth of a minute or more."""
SIDE_STEP_MIN = 1e-6
"""Which triangles decide a change is read this long before and after it. [min]"""
SAMPLES_AT_ONCE = 4096
BLOCK = 16384
"""Rays tested at once, so that the arrays stay in the processor's cache."""

_RADIANS_PER_MINUTE = np.pi / 720.0


def sun_directions(minutes: Floats, *, latitude: float, declination: float) -> Floats:
    """Unit vectors from the ground to the sun, (t,) -> (t, 3)."""
    h = (np.asarray(minutes, dtype=float) - 720.0) * _RADIANS_PER_MINUTE
    phi, delta = np.radians(latitude), np.radians(declination)
    return np.stack(
        (
            -np.cos(delta) * np.sin(h),
            np.cos(phi) * np.sin(delta) - np.sin(phi) * np.cos(delta) * np.cos(h),
            np.sin(phi) * np.sin(delta) + np.cos(phi) * np.cos(delta) * np.cos(h),
        ),
        axis=-1,
    )


def sun_motion(minutes: Floats, *, latitude: float, declination: float) -> Floats:
    """Change of the sun's direction per minute, (t,) -> (t, 3)."""
    h = (np.asarray(minutes, dtype=float) - 720.0) * _RADIANS_PER_MINUTE
    phi, delta = np.radians(latitude), np.radians(declination)
    return _RADIANS_PER_MINUTE * np.stack(
        (
            -np.cos(delta) * np.cos(h),
            np.sin(phi) * np.cos(delta) * np.sin(h),
            -np.cos(phi) * np.cos(delta) * np.sin(h),
        ),
        axis=-1,
    )


@dataclass(frozen=True)
class View:
    """What can shade one point: triangles as seen from it, and its wall's normal.

    `edges` (f, 3, 3) are the cross products of neighbouring corners, turned so that a
    direction hits the triangle exactly when it has no negative product with any;
    `sides` (f, 3, 3) are the sides themselves; `index` (f,) numbers the triangles in
    the soup they came from.
    """

    edges: Floats
    sides: Floats
    index: NDArray[np.intp]
    normal: Floats | None
    latitude: float
    declination: float

    def directions(self, minutes: Floats) -> Floats:
        """Directions to the sun."""
        return sun_directions(
            minutes, latitude=self.latitude, declination=self.declination
        )


def view_from(
    point: Floats,
    normal: Floats | None,
    triangles: Floats,
    skip: Bools,
    *,
    latitude: float,
    declination: float,
) -> View:
    """Triangles (f, 3, 3) as seen from a point, less those that cannot shade it."""
    corners = triangles - point
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    sides = np.stack((b - a, c - b, a - c), axis=1)
    across = np.cross(sides[:, 0], -sides[:, 2])
    twice_area = np.linalg.norm(across, axis=1)
    longest = np.linalg.norm(sides, axis=2).max(axis=1, initial=0.0)
    flat = twice_area <= ZERO_HEIGHT * longest
    away = np.einsum("fi,fi->f", across, a)
    touching = np.abs(away) <= CONTACT * twice_area
    keep = np.flatnonzero(~(flat | touching | np.asarray(skip, dtype=bool)))
    # Two triangles that share a side compute it with swapped corners: the products are
    # then exact negatives, and no ray slips between them.
    edges = np.stack((np.cross(a, b), np.cross(b, c), np.cross(c, a)), axis=1)
    edges = edges * np.sign(away)[:, None, None]
    return View(edges[keep], sides[keep], keep, normal, latitude, declination)


def hits(view: View, directions: Floats, *, grow: float = 0.0) -> Bools:
    """Which triangle is hit in which direction, (t, 3) -> (f, t).

    With `grow` every side of every triangle is moved outwards by so many metres, as
    measured at right angles to the ray (inwards if negative).
    """
    x, y, z = (directions[:, i][None, :] for i in range(3))
    inside = np.ones((len(view.edges), len(directions)), dtype=bool)
    for i in range(3):
        e = view.edges[:, i, :, None]
        product = e[:, 0] * x
        product += e[:, 1] * y
        product += e[:, 2] * z
        if grow:
            across = np.cross(view.sides[:, i, None, :], directions[None, :, :])
            product += grow * np.linalg.norm(across, axis=2)
        inside &= product >= 0.0
        if not inside.any():
            break
    return inside


def lit_at(view: View, minutes: Floats, *, grow: float = 0.0) -> Bools:
    """Whether the sun reaches the point at given instants, (t,) -> (t,)."""
    directions = view.directions(minutes)
    lit = np.ones(len(directions), dtype=bool)
    if view.normal is not None:
        lit &= directions @ view.normal > 0.0
    for first in range(0, len(directions), SAMPLES_AT_ONCE):
        rest = first + np.flatnonzero(lit[first : first + SAMPLES_AT_ONCE])
        rays = directions[rest]
        for part in _blocks(view, len(rest)):
            dark = hits(part, rays, grow=grow).any(axis=0)
            if dark.any():
                lit[rest[dark]] = False
                rest = rest[~dark]
                rays = directions[rest]
    return lit


def _blocks(view: View, instants: int) -> Iterator[View]:
    """The triangles of a view, a few at a time, in their order."""
    step = max(1, BLOCK // max(1, instants))
    for first in range(0, len(view.edges), step):
        part = slice(first, first + step)
        yield replace(
            view,
            edges=view.edges[part],
            sides=view.sides[part],
            index=view.index[part],
        )


def lit_row(
    view: View,
    *,
    band: tuple[float, float] = (480.0, 960.0),
    per_minute: int = SAMPLES_PER_MINUTE,
) -> Floats:
    """Lit intervals of one point, (k, 2): sampled each second, then bisected."""
    count = int(np.ceil((band[1] - band[0]) * per_minute)) + 1
    samples = np.linspace(band[0], band[1], count)
    state = lit_at(view, samples)
    change = np.flatnonzero(state[1:] != state[:-1])
    low, high, before = samples[change], samples[change + 1], state[change]
    while np.any(high - low > BISECTION_MIN):
        middle = 0.5 * (low + high)
        same = lit_at(view, middle) == before
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    limits = 0.5 * (low + high)
    if state[0]:
        limits = np.concatenate(([band[0]], limits))
    if state[-1]:
        limits = np.concatenate((limits, [band[1]]))
    return limits.reshape(-1, 2)


def lit_rows(
    points: Floats,
    normals: Floats | None,
    triangles: Floats,
    skip: Bools,
    *,
    latitude: float,
    declination: float,
    band: tuple[float, float] = (480.0, 960.0),
) -> list[Floats]:
    """Lit intervals of many points: (r, 3) points, (r, f) skip -> r arrays (k, 2)."""
    return [
        lit_row(
            view_from(
                point,
                None if normals is None else normals[i],
                triangles,
                skip[i],
                latitude=latitude,
                declination=declination,
            ),
            band=band,
        )
        for i, point in enumerate(points)
    ]


def edge_rate(view: View, minute: float) -> float:
    """How fast the sun crosses the edge that decides a change of state. [rad/min]

    The deciding triangles are those hit on one side of the instant only; of their sides
    those whose product changes sign are crossed, and the sun's motion at right angles
    to the plane through point and side is the rate. The slowest counts; 0 if nothing is
    seen to change within `SIDE_STEP_MIN`, which is grazing of the finest kind.
    """
    around = np.array([minute - SIDE_STEP_MIN, minute + SIDE_STEP_MIN])
    directions = view.directions(around)
    motion = sun_motion(
        np.array([minute]), latitude=view.latitude, declination=view.declination
    )[0]
    hit = hits(view, directions)
    deciding = view.edges[hit[:, 0] != hit[:, 1]].reshape(-1, 3)
    if view.normal is not None:
        deciding = np.concatenate((deciding, view.normal[None, :]))
    products = deciding @ directions.T
    crossed = deciding[(products[:, 0] >= 0.0) != (products[:, 1] >= 0.0)]
    if len(crossed) == 0:
        return 0.0
    rates = np.abs(crossed @ motion) / np.linalg.norm(crossed, axis=1)
    return float(rates.min())


def blockers(view: View, minute: float) -> NDArray[np.intp]:
    """Numbers of the triangles hit at an instant, in the soup of `view_from`."""
    hit = hits(view, view.directions(np.array([minute])))[:, 0]
    return view.index[hit]


def differences(first: Floats, second: Floats) -> Floats:
    """Stretches that lie in exactly one of two sets of intervals, (k, 2)."""
    limits = np.unique(np.concatenate((first.ravel(), second.ravel())))
    middle = 0.5 * (limits[1:] + limits[:-1])
    odd = contains(first, middle) != contains(second, middle)
    limits_of = np.stack((limits[:-1], limits[1:]), axis=1)
    return limits_of[odd]


def contains(rows: Floats, minutes: Floats) -> Bools:
    """Whether instants lie in half-open intervals (k, 2)."""
    inside = (rows[:, 0, None] <= minutes[None, :]) & (minutes < rows[:, 1, None])
    return inside.any(axis=0)
