"""Findings on what a project file says and leaves out (项目文件的检查结果)."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from sunlight.findings import Finding, Severity
from sunlight.importers.blanks import blank_findings, names_of
from sunlight.model.project import Project
from sunlight.model.tables import Windows
from sunlight.model.validate import check_project

__all__ = ["moved_finding", "project_findings"]

_NOTED_MOVE: Final = 1e-3  # a window moved by a millimetre is rounding of a drawing


def project_findings(project: Project) -> tuple[Finding, ...]:
    """All findings that follow from a project itself (由项目本身得出的检查结果).

    Whoever reads the same project from another file finds the same again.

    Parameters
    ----------
    project : Project
        As read.

    Returns
    -------
    tuple of Finding
        Data left blank, then what the model check found.
    """
    checked = check_project(project)
    codes = {finding.code for finding in checked}
    notes = (*_level_finding(project.windows), *blank_findings(project))
    return (*(note for note in notes if note.code not in codes), *checked)


def moved_finding(moved: Sequence[tuple[str, float]]) -> tuple[Finding, ...]:
    """Note on windows that were moved onto their wall (窗已移至外墙).

    Parameters
    ----------
    moved : sequence of (str, float)
        Path of each window in the file, and how far it was moved. [m]
    """
    far = [(where, off) for where, off in moved if off > _NOTED_MOVE]
    if not far:
        return ()
    most = max(off for _, off in far)
    places = names_of([where for where, _ in far])
    return (
        Finding(
            code="WINDOW-SNAPPED",
            severity=Severity.NOTE,
            where=places,
            message=f"{len(far)} windows stood off their wall by up to "
            f"{1000 * most:.0f} mm and were moved onto it: {places}",
            message_zh=f"{len(far)} 个窗户偏离外墙，最大 {1000 * most:.0f} mm，"
            f"已移至外墙线：{places}",
            expected="sill ends on the outer wall face",
            found=f"up to {1000 * most:.0f} mm off",
        ),
    )


def _level_finding(windows: Windows) -> tuple[Finding, ...]:
    """Warning on windows whose floor level is not known."""
    unknown = np.isnan(windows.floor_level)
    if not unknown.any():
        return ()
    ids = windows.id[unknown].tolist()
    return (
        Finding(
            code="WINDOW-FLOOR-LEVEL-MISSING",
            severity=Severity.WARNING,
            where=f"windows {names_of(ids)}",
            message=f"{len(ids)} windows have no floor level and are not judged: "
            f"{names_of(ids)}. Give storeys or floor_levels of the building, or "
            "floor_level of the window",
            message_zh=f"{len(ids)} 个窗户缺楼层标高，不作判定：{names_of(ids)}。"
            "请填写建筑的 storeys 或 floor_levels，或窗户的 floor_level",
            expected="floor level relative to ±0.00",
            found=f"{len(ids)} without",
        ),
    )
