"""Every sample model through ``check`` and ``analyze``: a table of what came of it.

::

    SUNLIGHT_DATA=... python tests/bench/every_file.py [--markdown FILE] [NAME ...]

Each command is a process of its own; seconds are wall-clock of the whole process, memory
its peak. Windows are laid by rule on buildings that have none.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

OPTIONS = {
    "dxf/suzhou_site_gbk_r2000_DERIVED.dxf": ["--set", "crs=EPSG:4549"],
    "dxf/closed_polyline_with_bulge.dxf": ["--set", "all_layers=true"],
    "dxf/closedlwpolylinebug.dxf": ["--set", "all_layers=true"],
    "dxf/lwpolylines.dxf": ["--set", "all_layers=true"],
    "dxf/POLI-ALL210_12.DXF": ["--set", "all_layers=true"],
    "dxf/floorplan.dxf": ["--set", "all_layers=true"],
    "dxf/issue52.dxf": ["--set", "all_layers=true"],
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
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "sunlight.cli", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    out, err = process.communicate(timeout=900)
    seconds = time.perf_counter() - begun
    peak = 0.0
    if sys.platform != "win32":
        import resource

        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024.0
    return process.returncode, out, err, seconds, peak


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
        "| file | buildings | windows | rooms | households | findings (errors, warnings, "
        "notes) | check | analyze | seconds | MB |",
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
    silent = [
        r.name for r in rows if "/invalid/" in r.name and not (r.codes or r.refused)
    ]
    print(
        f"{len(rows)} files; tracebacks: {broken or 'none'}; silent: {silent or 'none'}"
    )
    return 1 if broken or silent else 0


if __name__ == "__main__":
    raise SystemExit(main())
