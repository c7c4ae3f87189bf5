"""Meshes of very many triangles; ``SUNLIGHT_MILLION=1`` has a million of them."""

import os
import subprocess
import sys
from pathlib import Path

import brute_force as bf
import numpy as np
import pytest

import sunlight as sl

MILLION = bool(os.environ.get("SUNLIGHT_MILLION"))
TRIANGLES = 1_000_000 if MILLION else 100_000
MOST_MEGABYTES = 1024
ALLOWED_MIN = 0.02


def test_a_large_terrain_agrees_with_brute_force_within_its_memory():
    script = Path(__file__).with_name("large_meshes.py")
    done = subprocess.run(
        [sys.executable, str(script), str(TRIANGLES)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert (0, "") == (done.returncode, done.stderr)
    faces, points, worst, ends, megabytes = map(float, done.stdout.split())
    assert faces >= 0.99 * TRIANGLES
    assert points >= 200
    assert ends >= 20
    assert worst <= ALLOWED_MIN
    assert megabytes < MOST_MEGABYTES


PICKETS = 7000
"""More than the kernel's buffers hold at first."""
DISTANCE = 10.0
PATH = sl.sun_path("大寒", latitude=38.42)


def fence():
    """Left and right edges in x, and the pickets as one mesh of quads south of 0."""
    left = np.linspace(-14.0, 14.0, PICKETS)
    right = left + 0.4 * (left[1] - left[0])
    low, high = np.zeros(PICKETS), np.full(PICKETS, 40.0)
    y = np.full(PICKETS, -DISTANCE)
    rings = [(left, y, low), (right, y, low), (right, y, high), (left, y, high)]
    vertices = np.stack([np.column_stack(c) for c in rings], axis=1).reshape(-1, 3)
    first = 4 * np.arange(PICKETS)[:, None]
    faces = np.concatenate([np.add(first, (0, 1, 2)), np.add(first, (0, 2, 3))])
    return left, right, vertices, faces


def crossings(x):
    """Minutes at which the sun stands over plan places (x, -DISTANCE), by bisection."""
    low, high = np.full(len(x), PATH.band[0]), np.full(len(x), PATH.band[1])
    for _ in range(60):
        middle = 0.5 * (low + high)
        sun = bf.sun_directions(
            middle, latitude=PATH.latitude, declination=PATH.declination.degrees
        )
        before = sun[:, 0] * DISTANCE > -sun[:, 1] * x  # the sun comes from the east
        low, high = np.where(before, middle, low), np.where(before, high, middle)
    return low


@pytest.mark.parametrize("parts", [1, 300])
def test_thousands_of_gaps_of_a_fence_are_seen_from_one_point(parts):
    left, right, vertices, faces = fence()
    ends = np.sort(np.concatenate([crossings(left), crossings(right)]))
    made = ends[(ends > PATH.band[0] + 1e-9) & (ends < PATH.band[1] - 1e-9)]
    groups = np.array_split(np.column_stack([faces[:PICKETS], faces[PICKETS:]]), parts)
    obs = sl.Obstructions.from_meshes(
        [sl.Solid(f"{i}", (vertices, g.reshape(-1, 3))) for i, g in enumerate(groups)]
    )
    at = sl.Receivers.from_points(np.zeros((1, 3)))
    lit = sl.lit_intervals(at, obs, PATH)[0]
    inner = lit[(lit > PATH.band[0]) & (lit < PATH.band[1])]

    assert len(made) > 12_000
    np.testing.assert_allclose(inner, made, atol=1e-6)
    blocked = sl.blocked_intervals(at, obs, PATH)
    dark = np.sort(np.concatenate([blocked.start, blocked.end]))
    np.testing.assert_allclose(
        dark[(dark > PATH.band[0]) & (dark < PATH.band[1])], made, atol=1e-6
    )
