"""What cutting into tiles costs in one process: processor time over the plain call.

    python tests/bench/tiles_overhead.py [M] [8]

Plain call and tiles are run in turn, seven pairs after one that is not counted.
"""

import pickle
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from blocks import blocks

from sunlight.conditions import Conditions, StandardDay
from sunlight.shade import lit_intervals
from sunlight.solar import sun_path
from sunlight.tiles import cut_by_count, obstructions_near, run_tiles

PAIRS = 7


def main(size="M", count=8):
    scene = blocks(size)
    receivers, obstructions = scene.receivers(), scene.obstructions()
    path = sun_path("大寒", latitude=38.42)
    conditions = Conditions(day=StandardDay.GREAT_COLD, band=(480.0, 960.0))

    def spent(call):
        begin = time.process_time()
        call()
        return time.process_time() - begin

    def plain():
        lit_intervals(receivers, obstructions, path)

    def tiled():
        run_tiles(receivers, obstructions, path, conditions, tiles=count)

    pairs = [(spent(plain), spent(tiled)) for _ in range(PAIRS + 1)][1:]
    ratios = sorted(b / a for a, b in pairs)
    print(f"{size}: {len(receivers)} receivers, {obstructions.part_count} parts")
    print(f"plain {statistics.median(a for a, _ in pairs):.3f} s of processor time")
    print(
        f"{count} tiles: ratio median {statistics.median(ratios):.2f}, "
        f"least {ratios[0]:.2f}, greatest {ratios[-1]:.2f}"
    )
    sizes = [
        (near.obstructions.part_count, len(pickle.dumps(near)))
        for near in (
            obstructions_near(tile.of(receivers), obstructions, path)
            for tile in cut_by_count(receivers, count)
        )
    ]
    print(f"parts of a slice: {[parts for parts, _ in sizes]}")
    print(f"bytes of a slice: {[found for _, found in sizes]}")
    print(f"bytes of the whole: {len(pickle.dumps(obstructions))}")


if __name__ == "__main__":
    main(*(int(a) if a.isdigit() else a for a in sys.argv[1:]))
