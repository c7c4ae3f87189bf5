"""Seconds of the engine on scenes of extruded blocks, sills in columns and a 2 m grid.

Run it with the sizes wanted, S, M or L::

    python tests/bench/blocks_engine.py S M

Printed are the number of points, and the processor and wall time of
``sunlight.lit_intervals`` (median of five, after one run that compiles).
"""

import statistics
import sys
import time
from pathlib import Path

import sunlight as sl

sys.path.insert(0, str(Path(__file__).parent))

from blocks import blocks

RUNS = 5


def timed(receivers, obstructions, path):
    """Median processor and wall seconds of some runs."""
    sl.lit_intervals(receivers, obstructions, path)
    spent = []
    for _ in range(RUNS):
        cpu, wall = time.process_time(), time.perf_counter()
        sl.lit_intervals(receivers, obstructions, path)
        spent.append((time.process_time() - cpu, time.perf_counter() - wall))
    return tuple(statistics.median(column) for column in zip(*spent, strict=True))


def main():
    """Time the sizes named on the command line."""
    path = sl.sun_path("大寒", latitude=38.42)
    for size in sys.argv[1:] or ["S", "M"]:
        scene = blocks(size)
        obstructions = scene.obstructions()
        grid = sl.Receivers.from_points(scene.grid(2.0))
        for name, receivers in (("sills", scene.receivers()), ("2 m grid", grid)):
            cpu, wall = timed(receivers, obstructions, path)
            print(
                f"{size} {name}: {len(receivers):,} points, processor {cpu:.3f} s, "
                f"wall {wall:.3f} s"
            )


if __name__ == "__main__":
    main()
