"""Every tampered report of the example estate reviewed: found, named, at what rank.

    python tests/bench/review_tamper.py [estate|demo] [--only CASE ...]

Prints a Markdown table: the case, how many figures differ by more than 3 min, codes
that the honest report does not get, the cause that names what was done with its rank
among the fits, the share of the figures that it explains, and seconds of the processor.
"""

import argparse
import sys
from pathlib import Path

from machine import lines_of_machine, table

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))

from tamper.cases import CASES
from tamper.harness import called_dishonest, review_of, told_of
from tamper.world import Submitted, demo, estate

HEAD = ["case", "over 3 min", "found", "cause named", "rank", "explained", "cpu s"]


def far(honest, report):
    """Figures that differ by more than 3 min from the honest ones."""
    known = {r.window: r for r in honest.windows}
    count = 0
    for row in report.windows:
        old = known.get(row.window)
        if old is None:
            continue
        for a, b in ((row.before, old.before), (row.after, old.after)):
            count += a is not None and b is not None and abs(a - b) > 3
    return count


def line(case, world, honest_report, honest):
    """One row of the table."""
    submitted = case.make(world)
    found = review_of(world, submitted)
    told = told_of(case, world, found, honest)
    named = "–" if case.cause is None else ("yes" if told.rank else "no")
    if case.cause is not None and told.rank != 1:
        named += f" (first: {'+'.join(told.best) or 'none'})"
    return [
        f"{case.title} `{case.id}`",
        str(far(honest_report, submitted.report)),
        ", ".join(told.new) or "**nothing**",
        named,
        str(told.rank) if told.rank else "–",
        f"{100 * told.share:.0f} %",
        f"{found.seconds:.1f}",
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("where", nargs="?", choices=["estate", "demo"], default="demo")
    parser.add_argument("--only", nargs="*", default=[])
    asked = parser.parse_args()
    world = {"estate": estate, "demo": demo}[asked.where]()
    print("\n".join(lines_of_machine(())))
    honest_report = world.report()
    honest = review_of(world, Submitted(report=honest_report))
    print(
        f"\n{len(honest_report.windows)} windows; the honest report: "
        f"{called_dishonest(honest) or 'not called dishonest'}, "
        f"{', '.join(sorted(honest.codes())) or 'nothing to answer'}, "
        f"{honest.seconds:.1f} s\n"
    )
    print(table(HEAD, []), flush=True)
    for case in CASES:
        if asked.only and case.id not in asked.only:
            continue
        cells = line(case, world, honest_report, honest)
        print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
