"""What a benchmark ran on: machine, versions, peak memory, and tables that say so."""

import datetime
import os
import platform
import re
from importlib import metadata
from pathlib import Path

__all__ = [
    "facts_of_machine",
    "lines_of_machine",
    "peak_memory_mb",
    "table",
    "versions",
]


def facts_of_machine():
    """Processor, cores, memory, system and the load when it was asked."""
    memory = None
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
        memory = round(pages * size / 2**30, 1)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": memory,
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_before": None if load is None else round(load, 2),
    }


def versions(packages):
    """Version of each installed package, None for the others."""
    found = {}
    for package in packages:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = None
    return found


def lines_of_machine(packages):
    """Machine and versions as lines of Markdown."""
    facts = facts_of_machine()
    installed = versions(("numpy", "numba", *packages))
    listed = ", ".join(f"{p} {v}" for p, v in installed.items() if v is not None)
    return [
        f"{facts['date']}; {facts['processor']}, {facts['cores']} cores, "
        f"{facts['memory_gb']} GB; {facts['system']}; load before the run "
        f"{facts['load_before']} (above 0.5: the machine was shared).",
        f"Python {facts['python']}, {listed}.",
    ]


def peak_memory_mb():
    """Peak resident memory of this process [MB], None where the system hides it."""
    status = Path("/proc/self/status")
    if status.is_file():
        peak = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
        return int(peak[1]) / 1024 if peak else None
    return None


def table(head, rows):
    """Markdown table, columns padded so that it reads as plain text too."""
    cells = [head, *rows]
    wide = [max(len(row[i]) for row in cells) for i in range(len(head))]
    lines = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(r, wide, strict=True)) + " |"
        for r in cells
    ]
    rule = "|" + "|".join("-" * (w + 2) for w in wide) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _processor():
    """Name of the processor's model."""
    info = Path("/proc/cpuinfo")
    if info.is_file():
        model = re.search(r"model name\s*:\s*(.+)", info.read_text(encoding="utf-8"))
        if model:
            return model[1].strip()
    return platform.processor() or platform.machine()
