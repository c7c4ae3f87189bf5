"""Every sample model through ``check`` and ``analyze``: a table of what came of it.

::

    SUNLIGHT_DATA=... python tests/bench/every_file.py [--markdown FILE] [NAME ...]

Each command is a process of its own; seconds are wall-clock of the whole process,
memory is its peak, without children. Windows are laid by rule where there are none.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ALL_LAYERS = ["--set", "all_layers=true", "--set", "default_height=6"]
OPTIONS = {
    "dxf/recover01.dxf": ALL_LAYERS,
    "dxf/suzhou_site_gbk_r2000_DERIVED.dxf": ["--set", "crs=EPSG:4549"],
    "dxf/closed_polyline_with_bulge.dxf": ALL_LAYERS,
    "dxf/closedlwpolylinebug.dxf": ALL_LAYERS,
    "dxf/lwpolylines.dxf": ALL_LAYERS,
    "dxf/POLI-ALL210_12.DXF": ALL_LAYERS,
    "dxf/floorplan.dxf": ALL_LAYERS,
    "dxf/issue52.dxf": ALL_LAYERS,
}
"""What the caller knows and the file does not say."""

LEFT_OUT = ("licenses", "README.md")


@dataclass
class Row:
    """What came of one file."""

    name: str
    check: int = -1
    analyze: int = -1
    seconds: float = 0.0
    megabytes: float = 0.0
    counts: dict = field(default_factory=dict)
    findings: Counter = field(default_factory=Counter)
    codes: list = field(default_factory=list)
    refused: str = ""
    traceback: bool = False


def ran(*arguments: str) -> tuple[int, str, str, float, float]:
    """Exit code, both outputs, seconds and peak megabytes of a command."""
    with tempfile.TemporaryDirectory() as scratch:
        out, err = Path(scratch) / "out", Path(scratch) / "err"
        begun = time.perf_counter()
        with out.open("wb") as one, err.open("wb") as other:
            command = [sys.executable, "-m", "sunlight.cli", *arguments]
            process = subprocess.Popen(command, stdout=one, stderr=other)
            peak = 0.0
            if sys.platform == "win32":
                code = process.wait()
            else:
                _, status, usage = os.wait4(process.pid, 0)
                code = process.returncode = os.waitstatus_to_exitcode(status)
                peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        seconds = time.perf_counter() - begun
        texts = [p.read_text(encoding="utf-8", errors="replace") for p in (out, err)]
    return code, texts[0], texts[1], seconds, peak


def row_of(folder: Path, path: Path) -> Row:
    """Both commands on one file."""
    name = path.relative_to(folder).as_posix()
    options = OPTIONS.get(name, [])
    row = Row(name=name)
    code, out, err, _, _ = ran("check", str(path), "--json", "--lang", "en", *options)
    row.check = code
    row.traceback |= "Traceback" in err
    if out.strip():
        document = json.loads(out)
        row.counts = document["counts"]
        row.findings = Counter(document["severities"])
        row.codes = [f["code"] for f in document["findings"]]
    else:
        row.refused = " ".join(err.split())
    code, _, err, row.seconds, row.megabytes = ran(
        "analyze", str(path), "--json", "--regular-windows", "--lang", "en", *options
    )
    row.analyze = code
    row.traceback |= "Traceback" in err
    return row


def markdown(rows: list[Row]) -> str:
    """Table for the documentation."""
    lines = [
        "| file | buildings | windows | rooms | households | findings (errors, "
        "warnings, notes) | check | analyze | seconds | MB |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        counts = row.counts
        if counts:
            figures = [
                counts["buildings"],
                counts["windows_drawn"],
                counts["rooms"],
                counts["households"],
            ]
            told = ", ".join(str(row.findings[s]) for s in ("error", "warning", "note"))
            told += ": " + ", ".join(dict.fromkeys(row.codes))
        else:
            figures = ["-"] * 4
            told = row.refused.replace("|", "\\|")
            told = told[told.find(row.name.rpartition("/")[2]) :][:220]
        cells = [row.name, *figures, told, row.check, row.analyze]
        cells += [f"{row.seconds:.1f}", f"{row.megabytes:.0f}"]
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run the files asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--markdown", type=Path, default=None)
    given = parser.parse_args()
    folder = Path(os.environ["SUNLIGHT_DATA"])
    rows = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if name.startswith(LEFT_OUT) or (
            given.names and not any(n in name for n in given.names)
        ):
            continue
        rows.append(row_of(folder, path))
        print(markdown(rows[-1:]).splitlines()[-1], flush=True)
    if given.markdown is not None:
        given.markdown.write_text(markdown(rows), encoding="utf-8")
    broken = [r.name for r in rows if r.traceback or r.check not in (0, 1, 2, 3)]
    invalid = [r for r in rows if "/invalid/" in r.name]
    silent = [r.name for r in invalid if not (r.codes or r.refused)]
    print(f"{len(rows)} files; tracebacks: {broken or 'no'}; silent: {silent or 'no'}")
    return 1 if broken or silent else 0


if __name__ == "__main__":
    raise SystemExit(main())
