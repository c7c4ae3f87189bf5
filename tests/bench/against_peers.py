"""The engine against ray casters at 1-minute steps, in interleaved pairs: one command.

    python tests/bench/against_peers.py --scenes S M L --what sills grid2 points

The extra ``bench`` holds the peers; Mitsuba also wants the system's LLVM 15 or later
(Debian: ``apt install libllvm15``), Open3D libusb (``apt install libusb-1.0-0``). A
peer that does not start is listed with the reason. Scenes come from `blocks.py`;
compared are

* ``sills``: both sill ends of the windows, in columns and with owners as a project
  gives them;
* ``points``: the same points and normals as a shuffled array;
* ``grid2``, ``grid1``: ground points every 2 m and 1 m.

Ours is the whole public call ``lit_intervals(receivers, obstructions, path)``;
building `Obstructions` and `Receivers` is timed apart and shown. A peer's time is that
of its structure, all queries and counting. Outside every timing: imports, one full run
of ours, which compiles or loads the kernels, and a short run of the peer. `e` marks
seconds scaled up from a random subset (runs of 64 neighbours). On a machine that other
work shares, the ratio of processor times says more than that of the seconds.
"""

import argparse
import concurrent.futures
import json
import multiprocessing
import statistics
import sys
import time
from pathlib import Path

import numpy as np
from blocks import LATITUDE, SIZES, blocks
from machine import facts_of_machine, lines_of_machine, peak_memory_mb, table, versions
from paired import HEAD, failures, timed_pairs
from peers import PEERS, minute_suns

import sunlight as sl

WHAT = ("sills", "points", "grid2", "grid1")
MOST = {"mitsuba": None, "embreex": 400_000, "open3d": 400_000, "trimesh": 20_000}
LARGE = 500_000  # from so many receivers on, the peers run whole get fewer pairs
BUILDS = 3


def main():
    options = _options()
    packages = sorted({package for name in options.peers for package in
                       PEERS[name].packages} | {"shapely"})  # fmt: skip
    document = {
        "machine": facts_of_machine(),
        "versions": versions(["sunlight-cn", "numpy", "numba", *packages]),
        "arguments": vars(options) | {"json": str(options.json)},
        "cases": [],
    }
    print("\n".join(lines_of_machine(packages)), flush=True)
    path = sl.sun_path("大寒", latitude=LATITUDE)
    print(f"大寒, {LATITUDE}° N, band {path.band[0]:.0f}-{path.band[1]:.0f} min, "
          f"{len(minute_suns(path))} suns a receiver for the peers.")  # fmt: skip
    for size in options.scenes:
        scene = blocks(size)
        for what in options.what:
            document["cases"].append(_case(size, scene, what, path, options))
            if options.json:
                _write(options.json, document)
    if document["cases"]:
        _notes(document["cases"])


def _options():
    """Arguments of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--scenes", nargs="+", choices=SIZES, default=["S", "M"])
    add("--what", nargs="+", choices=WHAT, default=["sills", "points", "grid2"])
    add("--peers", nargs="+", choices=PEERS, default=list(PEERS))
    add("--pairs", type=int, default=5, help="interleaved pairs a peer")
    add("--pairs-large", type=int, default=1,
        help=f"pairs of a peer run whole on {LARGE:,} receivers or more")  # fmt: skip
    add("--subset", type=int, default=10_000,
        help="receivers of a peer that is too slow for all of them")  # fmt: skip
    add("--json", type=Path, help="file for all figures")
    options = parser.parse_args()
    if options.pairs < 1 or options.pairs_large < 1 or options.subset < 64:
        parser.error("at least one pair, and a subset of at least 64 receivers")
    return options


def _case(size, scene, what, path, options):
    """Run one scene and kind of receivers against every peer, and print its table."""
    build_obstructions, obstructions = _built(scene.obstructions)
    build_receivers, receivers = _built(_receivers(scene, what))
    lit = sl.lit_intervals(
        receivers, obstructions, path
    )  # compiles, outside all timing
    exact = sl.sunlit_minutes(lit, shortest=0.0)
    points, normals = receivers.points, _normals(receivers)
    question = (scene.triangles(), points, normals, minute_suns(path))
    memory = _memory(size, what)
    print(
        f"\n### {size} {what}: {len(scene.prisms):,} prisms, {len(question[0]):,} "
        f"triangles, {len(points):,} points\n\nOurs: obstructions "
        f"{build_obstructions:.3g} s, receivers {build_receivers:.3g} s (before the "
        f"call); peak memory {_mb(memory[1])}, {_mb(memory[0])} of it before.\n",
        flush=True,
    )
    results = []
    for name in options.peers:
        whole = MOST[name] is None or len(points) <= MOST[name]
        few = len(points) >= LARGE and whole
        result = timed_pairs(
            name,
            question,
            exact,
            lambda: sl.lit_intervals(receivers, obstructions, path),
            pairs=options.pairs_large if few else options.pairs,
            most=MOST[name],
            subset=options.subset,
        )
        results.append(result)
        print(f"{name}: {result.failure or ', '.join(result.cells()[1:6])}",
              file=sys.stderr, flush=True)  # fmt: skip
    print(table(HEAD, [result.cells() for result in results]))
    print(failures(results), flush=True)
    return {
        "scene": size,
        "what": what,
        "receivers": len(points),
        "triangles": len(question[0]),
        "obstructions_seconds": build_obstructions,
        "receivers_seconds": build_receivers,
        "memory_before_mb": memory[0],
        "peak_memory_mb": memory[1],
        "peers": [result.record() for result in results],
    }


def _receivers(scene, what):
    """Callable that builds the receivers; arrays are made ready before."""
    if what == "sills":
        return scene.receivers
    if what == "points":
        points, normals = scene.sills()
        order = np.random.default_rng(3).permutation(len(points))
        points, normals = points[order], normals[order]
        return lambda: sl.Receivers.from_points(points, normals)
    points = scene.grid(float(what.removeprefix("grid")))
    return lambda: sl.Receivers.from_points(points)


def _normals(receivers):
    """(r, 3) normals of the points of all columns."""
    return np.repeat(receivers.normals, np.diff(receivers.offsets), axis=0)


def _built(build):
    """Median seconds of a few calls, and the last result."""
    spent = []
    for _ in range(BUILDS):
        began = time.perf_counter()
        result = build()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent), result


def _memory(size, what):
    """Memory before the call and at its peak, in a process that does nothing else."""
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(memory_of_ours, size, what).result()


def memory_of_ours(size, what):
    """Peak memory of this process before the call and after it [MB]."""
    scene = blocks(size)
    obstructions, receivers = scene.obstructions(), _receivers(scene, what)()
    del scene
    before = peak_memory_mb()
    sl.lit_intervals(receivers, obstructions, sl.sun_path("大寒", latitude=LATITUDE))
    return before, peak_memory_mb()


def _mb(value):
    return "unknown" if value is None else f"{value:.0f} MB"


def _notes(cases):
    """How each peer was run, once."""
    print()
    for name, note in {
        result["peer"]: result["note"]
        for case in cases
        for result in case["peers"]
        if result["note"]
    }.items():
        print(f"- {name}: {note}")


def _write(file, document):
    text = json.dumps(document, ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
