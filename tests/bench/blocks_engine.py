"""Seconds of the engine alone on scenes of extruded blocks, sills and a 2 m grid.

Run it with the sizes wanted, S, M or L::

    python tests/bench/blocks_engine.py S M

Printed are the number of points, and the processor and wall time of
``sunlight.lit_intervals`` (median of five, after one run that compiles).
"""

import sys

from blocks import LATITUDE, blocks
from timing import median_seconds

import sunlight as sl

RUNS = 5


def main():
    """Time the sizes named on the command line."""
    path = sl.sun_path("大寒", latitude=LATITUDE)
    for size in sys.argv[1:] or ["S", "M"]:
        scene = blocks(size)
        obstructions = scene.obstructions()
        grid = sl.Receivers.from_points(scene.grid(2.0))
        for name, receivers in (("sills", scene.receivers()), ("2 m grid", grid)):
            wall, cpu = median_seconds(
                sl.lit_intervals, receivers, obstructions, path, runs=RUNS
            )
            print(
                f"{size} {name}: {len(receivers):,} points, processor {cpu:.3f} s, "
                f"wall {wall:.3f} s"
            )


if __name__ == "__main__":
    main()
