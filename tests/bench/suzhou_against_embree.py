"""A real city quarter: the engine against rays every minute, in interleaved pairs.

Run it with the data folder named::

    SUNLIGHT_DATA=<data folder> python tests/bench/suzhou_against_embree.py

It needs the extra ``bench``. Printed are window and point counts, seconds of the engine
for all of them, and for 2,000 of the points the ratio per point between the ray
casters named (the usual script with trimesh, 481 rays a point, unless told) and the
engine, pair by pair, with the difference between both answers::

    ... suzhou_against_embree.py mitsuba embreex trimesh
"""

import os
import sys
import time
from pathlib import Path

import numpy as np
from machine import lines_of_machine, table
from paired import HEAD, failures, timed_pairs
from peers import PEERS, minute_suns
from soups import soup_of_bodies
from timing import median_seconds

import sunlight as sl
from sunlight.rules import dwelling_conditions, ruleset
from sunlight.scene import build_scene, sill_ends

POINTS = 2_000
PAIRS = 5


def main():
    """Time the whole quarter, then pairs on a random sample."""
    folder = os.environ.get("SUNLIGHT_DATA")
    if folder is None:
        sys.exit("name the data folder in SUNLIGHT_DATA")
    peers = sys.argv[1:] or ["trimesh"]
    if unknown := set(peers) - set(PEERS):
        sys.exit(f"unknown peers {sorted(unknown)}; known are {sorted(PEERS)}")
    print("\n".join(lines_of_machine(PEERS)))
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
    whole, _ = median_seconds(
        sl.full_window_intervals, left, right, scene.obstructions, path, runs=PAIRS
    )
    count = len(left)
    print(f"{len(project.buildings)} buildings, {count} windows, {2 * count} points")
    print(f"scene and receivers {built:.2f} s, engine median {whole:.2f} s\n")

    chosen = np.sort(np.random.default_rng(1).choice(count, POINTS, replace=False))
    points = left.points[chosen]
    normals = np.column_stack([scene.normal[scene.measured][chosen], np.zeros(POINTS)])
    receivers = sl.Receivers.from_points(points, normals)
    exact = sl.sunlit_minutes(
        sl.lit_intervals(receivers, scene.obstructions, path), shortest=0.0
    )
    question = (soup_of_bodies(scene.bodies), points, normals, minute_suns(path))
    results = [
        timed_pairs(
            name,
            question,
            exact,
            lambda: sl.lit_intervals(receivers, scene.obstructions, path),
            pairs=PAIRS,
            most=None,
            subset=POINTS,
        )
        for name in peers
    ]
    print(f"{POINTS} scattered points, seconds with the peer's structure:\n")
    print(table(HEAD, [result.cells() for result in results]))
    print(failures(results))


if __name__ == "__main__":
    main()
