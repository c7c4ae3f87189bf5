"""How long a review of 10,000 windows takes with inference, and of 100,000 rows read.

    python tests/bench/review_reach.py [windows] [rows]

A made-up estate of 10,120 windows, its report sampled every minute with Cooper's
declination and one slab 3 m lower. Seconds of the processor (all threads) and of the
clock; memory is the peak of the process so far.
"""

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from machine import lines_of_machine, peak_memory_mb, table
from report_reach import large_project

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))

from tamper import changes
from vendors.figures import measured
from vendors.files import write_csv, write_docx, write_xlsx
from vendors.records import submission_of
from vendors.report import report_of

from sunlight.assessment import assess
from sunlight.conditions import Cooper1969
from sunlight.importers.project_file import read_project
from sunlight.review.causes.findings import cause_findings
from sunlight.review.causes.infer import infer
from sunlight.review.formal.check import formal_check
from sunlight.review.matching.match import match_windows
from sunlight.review.reading.submission import read_submission
from sunlight.review.recalculation.compare import compare, recalculation_findings


class Steps:
    """Seconds and memory of one step after the other."""

    def __init__(self):
        self.rows = []

    def run(self, name, call):
        """Call and note what it took."""
        cpu, wall = time.process_time(), time.perf_counter()
        found = call()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        peak = peak_memory_mb()
        self.rows.append(
            [name, f"{cpu:.1f}", f"{wall:.1f}", "–" if peak is None else f"{peak:.0f}"]
        )
        return found

    def print(self):
        """As Markdown, with a sum."""
        sums = [sum(float(row[k]) for row in self.rows) for k in (1, 2)]
        rows = [*self.rows, ["in all", *(f"{s:.1f}" for s in sums), self.rows[-1][3]]]
        print(table(["step", "cpu s", "clock s", "peak MB"], rows))


def windows(folder: Path) -> None:
    """10,120 windows reviewed."""
    path = folder / "large.toml"
    path.write_text(large_project(), encoding="utf-8")
    project, _ = read_project(path)
    assessment = assess(project)
    lower = changes.lowered(project, "A4", 3.0)
    figures = measured(lower, declination=Cooper1969(day_of_year=20))
    report = report_of(figures, assessment.scope)
    print(f"\n{len(report.windows)} windows in the report\n")
    steps = Steps()
    file = write_xlsx(report, folder / "large.xlsx")
    read, _ = steps.run("read the table (xlsx)", lambda: read_submission([file]))
    print(f"{len(read.windows)} rows read\n")
    submission = submission_of(report)
    again = steps.run("own calculation", lambda: assess(project))
    match, _ = steps.run(
        "match", lambda: match_windows(project, submission, assessment=again)
    )
    found = steps.run("compare", lambda: compare(submission, again, match))
    told = steps.run("infer", lambda: infer(submission, again, match))
    steps.run("formal check", lambda: formal_check(submission, again, match))
    steps.run(
        "findings",
        lambda: (
            recalculation_findings(submission, again, match, found),
            cause_findings(told, submission, again, match),
        ),
    )
    steps.print()
    best = told.fits[0]
    print(
        f"\nBest fit: {'+'.join(best.departures)} {best.convention.geometry}, "
        f"{100 * best.share:.1f} % explained, {told.sure}, {told.tried} tried"
    )


def rows(folder: Path) -> None:
    """100,000 rows of windows read."""
    from tamper.world import estate

    report = estate().report()
    made = []
    copy = 0
    while len(made) < 100_000:
        copy += 1
        made += [replace(r, building=f"{copy}-{r.building}") for r in report.windows]
    large = replace(report, windows=tuple(made[:100_000]), units=(), buildings=())
    steps = Steps()
    for name, write in (("csv", write_csv), ("xlsx", write_xlsx), ("docx", write_docx)):
        file = write(large, folder / f"rows.{name}")
        read, found = steps.run(f"read {name}", lambda f=file: read_submission([f]))
        print(f"{name}: {len(read.windows)} rows, {len(found)} findings")
    steps.print()


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", nargs="*", choices=["windows", "rows"], default=[])
    asked = parser.parse_args()
    print("\n".join(lines_of_machine(("openpyxl", "python-docx"))))
    with tempfile.TemporaryDirectory() as folder:
        for which in asked.which or ("windows", "rows"):
            {"windows": windows, "rows": rows}[which](Path(folder))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
