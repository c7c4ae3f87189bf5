"""A large terrain against brute force, in a process of its own whose memory is bounded.

    python tests/oracle/large_meshes.py 1000000

writes the number of triangles and points, the largest difference at an end that the
sun crosses in earnest, how many points were compared, and the peak of the memory of
the engine's part.
"""

import resource
import sys
from pathlib import Path

import brute_force as bf
import numpy as np
from comparing import rises_above

import sunlight as sl

SIDE = 2000.0
POINTS = 200
COMPARED = 10
PER_MINUTE = 2


def terrain(triangles):
    """Hills with ridged roofs on them, (v, 3) and (f, 3)."""
    cells = round(np.sqrt(triangles / 2))
    axis = np.linspace(-SIDE / 2, SIDE / 2, cells + 1)
    x, y = np.meshgrid(axis, axis)
    roof = 9.0 - np.maximum(np.abs(x % 40 - 20), np.abs(y % 50 - 25) - 6)
    z = 25 * np.sin(x / 120) * np.cos(y / 90) + 1.5 * np.clip(roof, 0, 6)
    corner = np.arange((cells + 1) ** 2).reshape(cells + 1, cells + 1)
    a, b = corner[:-1, :-1].ravel(), corner[:-1, 1:].ravel()
    c, d = corner[1:, 1:].ravel(), corner[1:, :-1].ravel()
    faces = np.concatenate([np.column_stack([a, b, c]), np.column_stack([a, c, d])])
    return np.column_stack([x.ravel(), y.ravel(), z.ravel()]), faces


def peak_megabytes():
    """Peak of this process alone; ru_maxrss of Linux begins with its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="utf-8").splitlines()
        peak = next(line for line in lines if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    count = int(sys.argv[1])
    path = sl.sun_path("大寒", latitude=38.42)
    vertices, faces = terrain(count)
    rng = np.random.default_rng(1)
    chosen = faces[rng.integers(len(faces), size=POINTS)]
    points = np.einsum(
        "fk,fki->fi", rng.dirichlet(np.ones(3), POINTS), vertices[chosen]
    )
    points[::2, 2] += 1.5
    obs = sl.Obstructions.from_meshes([sl.Solid("ground", (vertices, faces))])
    lit = sl.lit_intervals(sl.Receivers.from_points(points), obs, path)
    megabytes = peak_megabytes()
    soup = vertices[faces]
    lowest = np.tan(np.radians(path.altitude_deg(np.array(path.lit_band)).min()))
    worst, ends, rows = 0.0, 0, [len(lit[i]) for i in range(POINTS)]
    for i in np.argsort(rows, kind="stable")[::-1][: 3 * COMPARED : 3]:
        near = soup[rises_above(soup, points[i], lowest)]
        seen = bf.view_from(
            points[i],
            None,
            near,
            np.zeros(len(near), dtype=bool),
            latitude=path.latitude,
            declination=path.declination.degrees,
        )
        oracle = bf.lit_row(seen, band=path.lit_band, per_minute=PER_MINUTE)
        for stretch in bf.differences(lit[i], oracle):
            crossed = min(bf.edge_rate(seen, e) for e in stretch) > bf.GRAZING_RATE
            length, middle = stretch[1] - stretch[0], stretch.mean(keepdims=True)
            by_ray = bf.lit_at(seen, middle) == bf.contains(lit[i], middle)
            missed = by_ray.all() and 0.01 < length < 2.0 / PER_MINUTE
            if crossed and not missed:
                worst = max(worst, float(length))
        ends += oracle.size
    sys.stdout.write(f"{len(faces)} {POINTS} {worst:.3e} {ends} {megabytes:.0f}\n")


if __name__ == "__main__":
    main()
