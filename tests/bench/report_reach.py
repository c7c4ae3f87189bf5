"""How long a whole report takes, and what it weighs, by kind of file.

    python tests/bench/report_reach.py [demo] [large] [--keep FOLDER]

The example estate, and a made-up one of 10,120 windows, more than half of them of units
that fail: slabs in close rows. Seconds of the processor count (user and system, all
threads), since they hold on a machine that others use too; the clock's stand beside
them. Memory is the peak of the process up to the end of that step.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from machine import lines_of_machine, peak_memory_mb, table

from sunlight.assessment import Assessment, assess
from sunlight.importers.project_file import read_project
from sunlight.report.files import write_report
from sunlight.report.plan_shapes import failing_windows

DEMO = Path(__file__).parents[2] / "examples" / "xinzhou_estate" / "project.toml"
COLUMNS, ROWS, FLOORS = 8, 6, 11
"""Slabs in a row, rows, floors; the two slabs at the ends of the last row are missing,
and that row exists, the others are proposed."""
PITCH = (60.0, 21.0)
"""From slab to slab, and from row to row. [m]"""
HEAD = """schema = "sunlight-project/1"
[project]
name = "万窗小区(虚构)"
id = "WC-1"
report_date = 2026-03-15
[site]
latitude = 38.42
longitude = 112.73
north = "true"
height_datum = "1985国家高程基准"
[floor_plans.slab]
window_rows = [
  { facade = "south", sill = 0.9, width = 1.8, at = [0.9, 9.3, 12.9, 21.3, 24.9, 33.3, 36.9, 45.3], rooms = [
    "01/主卧:bedroom", "01/次卧:bedroom", "02/主卧:bedroom", "02/次卧:bedroom",
    "03/主卧:bedroom", "03/次卧:bedroom", "04/主卧:bedroom", "04/次卧:bedroom"] },
  { facade = "south", sill = 0.3, width = 2.7, at = [4.5, 16.5, 28.5, 40.5], rooms = [
    "01/客厅:living", "02/客厅:living", "03/客厅:living", "04/客厅:living"] },
  { facade = "north", sill = 0.9, width = 1.5, start = 1.5, spacing = 6.0, count = 8, rooms = [
    "04/北卧:bedroom", "04/kitchen", "03/北卧:bedroom", "03/kitchen",
    "02/北卧:bedroom", "02/kitchen", "01/北卧:bedroom", "01/kitchen"] },
]
"""  # noqa: E501 -- a project file
BUILDING = """
[[buildings]]
id = "{name}"
name = "{name}号楼"
status = "{status}"
use = "residential"
legal = "lawful"
zero_level = 800.3
outdoor_ground = 800.0
top_above_ground = 33.5
footprint = [[{x0}, {y0}], [{x1}, {y0}], [{x1}, {y1}], [{x0}, {y1}]]
storeys = {{ count = {floors}, height = 2.9 }}
floor_plans = [{{ floors = "1-{floors}", plan = "slab" }}]
source = {{ kind = "design", reference = "S-1", date = 2026-01-01, by = "甲级" }}
"""


def large_project() -> str:
    """Project file of 46 slabs with 220 windows each."""
    made = [HEAD]
    for row in range(ROWS):
        for column in range(COLUMNS):
            if row == ROWS - 1 and column in (0, COLUMNS - 1):
                continue
            x, y = column * PITCH[0], row * PITCH[1]
            made.append(
                BUILDING.format(
                    name=f"{'ABCDEF'[row]}{column + 1}",
                    status="existing" if row == ROWS - 1 else "proposed",
                    floors=FLOORS, x0=x, x1=x + 48.0, y0=y, y1=y + 12.0,
                )
            )  # fmt: skip
    return "".join(made)


class Watch:
    """Seconds and peak memory of one step after the other."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.begin("")

    def begin(self, name: str) -> None:
        """Begin a step; ends the one before."""
        now = time.process_time(), time.perf_counter()
        if getattr(self, "name", ""):
            peak = peak_memory_mb()
            cpu, wall = now[0] - self.since[0], now[1] - self.since[1]
            self.rows.append(
                [
                    self.name,
                    f"{cpu:.1f}",
                    f"{wall:.1f}",
                    "–" if peak is None else f"{peak:.0f}",
                ]
            )
        self.name, self.since = name, now

    def told(self, name: str, done: int, total: int) -> None:
        """As `progress=`: a new name begins a step."""
        if name in [row[0] for row in self.rows]:  # pictures, which were drawn first
            name = "result.json"
        if name != self.name:
            self.begin(name)


def measured(path: Path, folder: Path) -> tuple[Watch, Assessment]:
    """Read, assess and write the whole report of a project file."""
    watch = Watch()
    watch.begin("read and assess")
    project, findings = read_project(path)
    assessment = assess(project, findings=findings)
    watch.begin("list drawings")
    write_report(assessment, folder, findings=findings, progress=watch.told)
    watch.begin("")
    return watch, assessment


def weights(folder: Path) -> list[list[str]]:
    """Megabytes of what was written; the pictures are one line."""
    found: dict[str, list[int]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            key = path.relative_to(folder).parts[0]
            found.setdefault(key, []).append(path.stat().st_size)
    return [[k, str(len(v)), f"{sum(v) / 1e6:.1f}"] for k, v in found.items()]


def told(name: str, path: Path, folder: Path) -> None:
    """Print what a report took and what it weighs."""
    folder.mkdir(parents=True)
    watch, assessment = measured(path, folder)
    project = assessment.project
    print(f"\n## {name}\n")
    print(
        f"{len(project.buildings)} buildings, {len(project.windows)} windows, of which "
        f"{int(failing_windows(assessment).sum())} belong to units that fail.\n"
    )
    cpu = sum(float(row[1]) for row in watch.rows)
    wall = sum(float(row[2]) for row in watch.rows)
    watch.rows.append(["in all", f"{cpu:.1f}", f"{wall:.1f}", watch.rows[-1][3]])
    print(table(["step", "cpu s", "clock s", "peak MB"], watch.rows))
    print()
    print(table(["file", "count", "MB"], weights(folder)))


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", nargs="*", choices=["demo", "large"], default=[])
    parser.add_argument("--keep", type=Path, help="folder that the reports stay in")
    asked = parser.parse_args()
    print("\n".join(lines_of_machine(("matplotlib", "python-docx", "openpyxl"))))
    sys.stdout.flush()
    with tempfile.TemporaryDirectory() as aside:
        place = asked.keep or Path(aside)
        for which in asked.which or ("demo", "large"):
            path = DEMO
            if which == "large":
                path = Path(aside) / "large.toml"
                path.write_text(large_project(), encoding="utf-8")
            told(which, path, place / which)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
