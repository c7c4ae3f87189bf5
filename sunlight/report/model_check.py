"""What a model file holds and what is wrong with it (模型检查结果)."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from sunlight.findings import Finding, Severity
from sunlight.kinds import HABITABLE_ROOMS
from sunlight.model.project import Project
from sunlight.model.tables import ROOM_KINDS

__all__ = ["CHECK_FORMAT", "check_document", "check_exit_code", "model_counts"]

CHECK_FORMAT: Final = "sunlight-check/1"
"""Name and version of the document of a model check."""

PASSED: Final = 0
FAILED: Final = 1
NOTHING_TO_ANALYSE: Final = 3


def model_counts(project: Project) -> dict[str, int]:
    """How much of everything a model holds (数量).

    Parameters
    ----------
    project : Project
        As read.

    Returns
    -------
    dict of str to int
        Buildings, windows (drawn and laid by rule), rooms, habitable rooms, households,
        grounds and obstructions of the site.
    """
    windows, rooms = project.windows, project.rooms
    habitable = np.array([kind in HABITABLE_ROOMS for kind in ROOM_KINDS])
    assumed = int(windows.assumed.sum())
    return {
        "buildings": len(project.buildings),
        "windows": len(windows),
        "windows_drawn": len(windows) - assumed,
        "windows_assumed": assumed,
        "rooms": len(rooms),
        "habitable_rooms": int(habitable[rooms.kind].sum()),
        "households": len(project.households),
        "grounds": len(project.grounds),
        "site_parts": len(project.site_parts),
    }


def check_exit_code(
    project: Project, findings: Sequence[Finding], *, strict: bool = False
) -> int:
    """Exit code of a model check (退出码).

    Parameters
    ----------
    project : Project
        As read.
    findings : sequence of Finding
        About it.
    strict : bool
        Whether warnings count like errors.

    Returns
    -------
    int
        1 if there is an error; 3 if there is nothing to analyse, no building or no
        window; else 0.
    """
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(finding.severity in grave for finding in findings):
        return FAILED
    if not project.buildings or len(project.windows) == 0:
        return NOTHING_TO_ANALYSE
    return PASSED


def check_document(
    project: Project, findings: Sequence[Finding], *, strict: bool = False
) -> dict[str, Any]:
    """Model check as one JSON document (JSON 文档).

    Parameters
    ----------
    project, findings, strict
        As for :func:`check_exit_code`.

    Returns
    -------
    dict
        Format, files with hashes, counts, findings, exit code.
    """
    severities = Counter(finding.severity.value for finding in findings)
    return {
        "schema": CHECK_FORMAT,
        "model": project.name,
        "files": [{"name": n, "sha256": h} for n, h in project.source_files],
        "site": _plain(asdict(project.site)),
        "counts": model_counts(project),
        "severities": {s.value: severities[s.value] for s in Severity},
        "findings": [asdict(finding) for finding in findings],
        "exit_code": check_exit_code(project, findings, strict=strict),
    }


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    """Record with values that JSON knows."""
    return dict(json.loads(json.dumps(record)))
