"""How often honest sampled reports are called dishonest, and tampered ones found.

    python tests/bench/review_false_alarms.py [--estates 100] [--reports 4] [--power 30]

Random estates from fixed seeds; honest reports drawn from all ways of sampling,
counting, rounding, of reckoning the declination, with and without segments. A report is
called dishonest when a finding of its figures is of the grade WRONG, or when a cause
that no honest report may have is named as clear or likely. Shares with Wilson's 95 %
interval, as Markdown.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from machine import lines_of_machine, table

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))

from tamper.alarms import Tally, alarms_of, power_of, random_world


def main() -> None:
    """Print the rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--estates", type=int, default=100)
    parser.add_argument("--reports", type=int, default=4)
    parser.add_argument("--power", type=int, default=30)
    asked = parser.parse_args()
    tally = Tally()
    start = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(asked.estates):
            world = random_world(seed, Path(folder))
            alarms_of(world, seed, tally, reports=asked.reports)
            if seed < asked.power:
                power_of(world, tally)
            print(".", end="", file=sys.stderr, flush=True)
    print("\n".join(lines_of_machine(())))
    print(f"\nHonest reports called dishonest: {tally.alarms.text}\n")
    print(f"Honest reports with a verdict turned by sampling: {tally.turned.text}\n")
    rows = [[key, found.text] for key, found in sorted(tally.by_way.items())]
    print(table(["way", "called dishonest"], rows))
    for told in tally.alarms.told:
        print(f"- {told}")
    print()
    rows = [
        [id, tally.found[id].text, tally.named[id].text] for id in sorted(tally.found)
    ]
    print(table(["tampered", "found", "named among the first three"], rows))
    print(f"\n{time.process_time() - start:.0f} s of the processor in all.")


if __name__ == "__main__":
    main()
