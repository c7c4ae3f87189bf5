"""A real city quarter: the engine against rays every minute, in interleaved pairs.

Run it with the data folder named::

    SUNLIGHT_DATA=<data folder> python tests/bench/suzhou_against_embree.py

It needs the extra ``bench`` (embreex). Printed are window and point counts, seconds of
the engine for all of them, and for 2,000 of the points the ratio per point between the
usual script (trimesh with embreex, 481 rays a point) and the engine, pair by pair, with
the difference between both answers.
"""

import os
import statistics
import sys
import time
from pathlib import Path

import numpy as np
import shapely
import trimesh

import sunlight as sl
from sunlight.rules import dwelling_conditions, ruleset
from sunlight.scene import build_scene, sill_ends

POINTS = 2_000
PAIRS = 5
OFF_WALL = 1e-3  # rays start this far before the wall, as scripts do [m]


def triangles(obstructions):
    """Walls and roofs of the prisms as one mesh."""
    part = obstructions.face_part[: len(obstructions.walls)]
    box = obstructions.part_box[part]
    walls = obstructions.walls
    low, high = box[:, 2:3], box[:, 5:6]
    a = np.concatenate([walls[:, :2], low], axis=1)
    b = np.concatenate([walls[:, 2:], low], axis=1)
    c = np.concatenate([walls[:, 2:], high], axis=1)
    d = np.concatenate([walls[:, :2], high], axis=1)
    soup = [np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)]
    roofs = []
    for p in range(obstructions.part_count):
        first, last = obstructions.wall_offsets[p], obstructions.wall_offsets[p + 1]
        ring = shapely.Polygon(obstructions.walls[first:last, :2])
        for piece in shapely.constrained_delaunay_triangles(ring).geoms:
            flat = shapely.get_coordinates(piece)[:3]
            top = np.full((3, 1), obstructions.part_box[p, 5])
            roofs.append(np.concatenate([flat, top], axis=1))
    soup.append(np.array(roofs))
    corners = np.concatenate(soup)
    return trimesh.Trimesh(
        corners.reshape(-1, 3),
        np.arange(3 * len(corners)).reshape(-1, 3),
        process=False,
    )


def by_rays(mesh, points, normals, path):
    """Lit minutes by one ray a minute, 481 samples, a minute each but the last."""
    minutes = np.arange(480.0, 961.0)
    suns = path.directions(minutes)
    lit = np.empty((len(points), len(minutes)), dtype=bool)
    start = points + OFF_WALL * normals
    for begin in range(0, len(points), 500):
        some = start[begin : begin + 500]
        origins = np.repeat(some, len(suns), axis=0)
        directions = np.tile(suns, (len(some), 1))
        hit = mesh.ray.intersects_any(origins, directions)
        lit[begin : begin + 500] = ~hit.reshape(len(some), -1)
    lit &= normals @ suns.T > 0
    return lit[:, :-1].sum(axis=1).astype(float)


def main():
    folder = os.environ.get("SUNLIGHT_DATA")
    if folder is None:
        sys.exit("name the data folder in SUNLIGHT_DATA")
    project, _ = sl.read_geojson(Path(folder) / "footprints" / "suzhou_3076.geojson")
    project = sl.lay_regular_windows(project)
    conditions = dwelling_conditions(ruleset())
    path = sl.sun_path(conditions.day, latitude=project.site.latitude)
    began = time.perf_counter()
    scene = build_scene(project, conditions)
    left, right = sill_ends(
        project, scene, scene.measured, project.windows.left, project.windows.right
    )
    built = time.perf_counter() - began
    sl.full_window_intervals(left, right, scene.obstructions, path)
    times = []
    for _ in range(PAIRS):
        began = time.perf_counter()
        sl.full_window_intervals(left, right, scene.obstructions, path)
        times.append(time.perf_counter() - began)
    count = len(left)
    print(f"{len(project.buildings)} buildings, {count} windows, {2 * count} points")
    median = statistics.median(times)
    print(f"scene and receivers {built:.2f} s, engine median {median:.2f} s")

    mesh = triangles(scene.obstructions)
    chosen = np.sort(np.random.default_rng(1).choice(len(left), POINTS, replace=False))
    points = left.points[chosen]
    normals = np.column_stack([scene.normal[scene.measured][chosen], np.zeros(POINTS)])
    receivers = sl.Receivers.from_points(points, normals)
    exact = sl.sunlit_minutes(
        sl.lit_intervals(receivers, scene.obstructions, path), shortest=0.0
    )
    by_rays(mesh, points[:10], normals[:10], path)
    ratios, rays_s, ours_s = [], [], []
    for _ in range(PAIRS):
        began = time.perf_counter()
        sampled = by_rays(mesh, points, normals, path)
        middle = time.perf_counter()
        sl.lit_intervals(receivers, scene.obstructions, path)
        ended = time.perf_counter()
        rays_s.append(middle - began)
        ours_s.append(ended - middle)
        ratios.append((middle - began) / (ended - middle))
    off = np.abs(sampled - exact)
    print(
        f"{POINTS} points: rays {statistics.median(rays_s):.3f} s, engine "
        f"{statistics.median(ours_s):.4f} s, ratio per point median "
        f"{statistics.median(ratios):.0f} ({min(ratios):.0f}-{max(ratios):.0f})"
    )
    print(
        f"sampled minus exact: mean {off.mean():.2f} min, 99 % "
        f"{np.quantile(off, 0.99):.2f} min, max {off.max():.2f} min"
    )


if __name__ == "__main__":
    main()
