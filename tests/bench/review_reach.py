"""How long a review of 10,000 windows takes with inference, and of 100,000 rows read.

    python tests/bench/review_reach.py [demo] [windows] [rows]

The demonstration and a made-up estate of 10,120 windows, their reports sampled every
minute with Cooper's declination, one building 3 m lower and a row edited. Seconds of
the processor (all threads) and of the clock; memory is the peak of the process so far.
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
from tamper.world import DEMO, estate
from vendors.figures import measured
from vendors.files import write_csv, write_docx, write_xlsx
from vendors.report import report_of

from sunlight.assessment import assess
from sunlight.conditions import Cooper1969
from sunlight.importers.project_file import read_project
from sunlight.review.causes.findings import cause_findings
from sunlight.review.causes.infer import infer
from sunlight.review.files import write_review
from sunlight.review.formal.check import formal_check
from sunlight.review.matching.match import match_windows
from sunlight.review.reading.submission import read_submission
from sunlight.review.recalculation.compare import compare, recalculation_findings
from sunlight.review.records.review import Review
from sunlight.review.run import review


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


def demo(folder: Path) -> None:
    """2,292 windows of the demonstration reviewed."""
    project, _ = read_project(DEMO)
    reviewed(project, "P1", folder)


def windows(folder: Path) -> None:
    """10,120 windows reviewed."""
    path = folder / "large.toml"
    path.write_text(large_project(), encoding="utf-8")
    project, _ = read_project(path)
    reviewed(project, "A4", folder)


def reviewed(project, lowered: str, folder: Path) -> None:
    """Review a report of a project with a building lower, one row of it edited."""
    lower = changes.lowered(project, lowered, 3.0)
    figures = measured(lower, declination=Cooper1969(day_of_year=20))
    report = report_of(figures, assess(project).scope)
    lines = list(report.windows)
    at = next(i for i, r in enumerate(lines) if r.after and 60 < r.after < 400)
    lines[at] = replace(lines[at], after=lines[at].after + 30)
    report = replace(report, windows=tuple(lines))
    print(f"\n{len(project.windows)} windows, {len(report.windows)} in the report\n")
    steps = Steps()
    file = write_csv(report, folder / "reviewed.csv")
    steps.run("read the table (csv)", lambda: read_submission([file]))
    file = write_xlsx(report, folder / "reviewed.xlsx")
    submission, read = steps.run(
        "read the table (xlsx)", lambda: read_submission([file])
    )
    own = steps.run("own calculation", lambda: assess(project))
    match, matched = steps.run(
        "match", lambda: match_windows(project, submission, assessment=own)
    )
    found = steps.run("compare", lambda: compare(submission, own, match))
    told = steps.run("infer", lambda: infer(submission, own, match))
    items, formal = steps.run(
        "formal check", lambda: formal_check(submission, own, match)
    )
    findings = steps.run(
        "findings",
        lambda: (
            *recalculation_findings(submission, own, match, found),
            *cause_findings(told, submission, own, match),
        ),
    )
    result = Review(
        assessment=own,
        submission=submission,
        match=match,
        comparison=found,
        inference=told,
        formal=items,
        findings=(*matched, *formal, *findings),
        reading=read,
    )
    steps.run("write all files", lambda: write_review(result, folder / "opinion"))
    steps.print()
    best = told.fits[0]
    print(
        f"\nBest fit: {'+'.join(best.departures)} {best.convention.geometry}, "
        f"{100 * best.share:.1f} % explained, {told.sure}, {told.tried} tried"
    )


def rows(folder: Path) -> None:
    """100,000 rows of windows read, and reviewed without inference."""
    world = estate()
    report = world.report()
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
    result = steps.run(
        "review", lambda: review(world.project, read, reading=found, inference=False)
    )
    steps.run("write all files", lambda: write_review(result, folder / "opinion"))
    steps.print()


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "which", nargs="*", choices=["demo", "windows", "rows"], default=[]
    )
    asked = parser.parse_args()
    print("\n".join(lines_of_machine(("openpyxl", "python-docx"))))
    with tempfile.TemporaryDirectory() as folder:
        for which in asked.which or ("demo", "windows", "rows"):
            place = Path(folder) / which
            place.mkdir()
            {"demo": demo, "windows": windows, "rows": rows}[which](place)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
