"""Detailed meshes: the engine against ray casters at 1-minute steps.

    SUNLIGHT_DATA=<data folder> python tests/bench/meshes.py --points 10000

The scenes are meshes of real buildings (an estate of detached houses, a city as LoD2
and LoD1) from the data folder, if it is named, and generated terrains with roofs of up
to a million triangles. Receivers are points at random on the ground between the bodies
and on façades, the latter with the normals that the winding gives. As in
`against_peers.py`, ours is the whole public call and a peer's time is that of its
structure, all queries and counting; `Obstructions.from_meshes` is timed apart. The more
points, the less the structures matter: the ratio "queries only" leaves out the peer's.
Where one call of ours takes longer than 20 s there is one pair.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

import numpy as np
from blocks import LATITUDE
from machine import facts_of_machine, lines_of_machine, table, versions
from meshfiles import mesh_scenes
from paired import HEAD, failures, timed_pairs
from peers import PEERS, minute_suns

import sunlight as sl

SLOW = 20.0  # a first call longer than this is not repeated often [s]


def main():
    options = _options()
    packages = sorted({p for name in options.peers for p in PEERS[name].packages})
    print("\n".join(lines_of_machine(packages)))
    folder = os.environ.get("SUNLIGHT_DATA")
    if folder is None:
        print("SUNLIGHT_DATA names no data folder: generated terrains only.")
    document = {
        "machine": facts_of_machine(),
        "versions": versions(["sunlight-cn", "numpy", "numba", *packages]),
        "cases": [],
    }
    path = sl.sun_path("大寒", latitude=LATITUDE)
    rows, results = [], []
    for scene in mesh_scenes(folder):
        if options.only and not any(word in scene.name for word in options.only):
            continue
        for where, row, result in _cases(scene, path, options):
            document["cases"].append(where | result.record())
            rows.append(row)
            results.append(result)
            print(f"{row[:3]}: {row[4:8]}", file=sys.stderr, flush=True)
            if options.json:
                text = json.dumps(document, ensure_ascii=False, indent=1)
                options.json.write_text(text + "\n", encoding="utf-8")
    head = ["scene", "triangles", "points", "obstructions s", *HEAD]
    print(f"\n{table(head, rows)}")
    print(failures(results))


def _options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--points", type=int, default=10_000, help="receivers of each kind")
    add("--pairs", type=int, default=3)
    add("--peers", nargs="+", choices=PEERS, default=["mitsuba", "embreex"])
    add("--only", nargs="+", help="scenes whose name holds one of these words")
    add("--json", type=Path, help="file for all figures")
    return parser.parse_args()


def _cases(scene, path, options):
    """Results of one scene: ground and façades, every peer."""
    solids = [sl.Solid(owner, mesh) for owner, mesh in scene.solids()]
    began = time.perf_counter()
    obstructions = sl.Obstructions.from_meshes(solids)
    built = time.perf_counter() - began
    rng = np.random.default_rng(17)
    ground = scene.ground(options.points, rng)
    places = {"ground": (ground, np.zeros_like(ground))}
    if not scene.is_terrain:
        places["façade"] = scene.facades(options.points, rng)
    triangles = scene.triangles()
    for place, (points, normals) in places.items():
        if len(points) == 0:
            print(f"{scene.name}: no {place} to put points on")
            continue
        receivers = sl.Receivers.from_points(points, normals)
        began = time.perf_counter()
        lit = sl.lit_intervals(receivers, obstructions, path)  # compiles
        slow = time.perf_counter() - began > SLOW
        exact = sl.sunlit_minutes(lit, shortest=0.0)
        for name in options.peers:
            result = timed_pairs(
                name,
                (triangles, points, normals, minute_suns(path)),
                exact,
                lambda some=receivers: sl.lit_intervals(some, obstructions, path),
                pairs=1 if slow else options.pairs,
                most=None,
                subset=len(points),
            )
            where = {
                "scene": scene.name,
                "place": place,
                "triangles": len(triangles),
                "obstructions_seconds": built,
            }
            size = [f"{len(triangles):,}", f"{len(points):,} {place}", f"{built:.3g}"]
            yield where, [scene.name, *size, *result.cells()], result


if __name__ == "__main__":
    main()
