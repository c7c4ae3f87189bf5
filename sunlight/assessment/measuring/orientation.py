"""Windows whose façade the rules do not analyse (不分析的朝向)."""

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.measuring.records import Run
from sunlight.conditions import OrientationBand
from sunlight.findings import Finding, Severity
from sunlight.model.project import Project
from sunlight.model.wording import name_some
from sunlight.scene import Scene
from sunlight.shade import facade_degrees

__all__ = ["orientation_findings"]


def orientation_findings(
    project: Project, scene: Scene, runs: tuple[Run, ...]
) -> tuple[Finding, ...]:
    """Windows beyond the table of orientations, as one finding (朝向不分析的窗).

    Parameters
    ----------
    project, scene
        Windows, and where their walls look.
    runs : tuple of Run
        Which bands they are measured by.

    Returns
    -------
    tuple of Finding
        Empty where the rules analyse every façade.
    """
    beyond: list[str] = []
    for run in runs:
        if run.orientation_bands and len(run.windows):
            left_out = _beyond(scene, run.windows, run.orientation_bands)
            beyond += [str(name) for name in project.windows.id[left_out]]
    if not beyond:
        return ()
    names = name_some(beyond)
    return (
        Finding(
            code="FACADE-NOT-ANALYSED",
            severity=Severity.NOTE,
            where="windows",
            message=(
                f"{len(beyond)} windows look beyond the table of orientations of the "
                f"rules: they are not analysed and do not count in their rooms: {names}"
            ),
            message_zh=(
                f"{len(beyond)} 扇窗的朝向在所选规则的朝向表之外,不计算,"
                f"也不计入房间: {names}"
            ),
            found=str(len(beyond)),
        ),
    )


def _beyond(
    scene: Scene,
    windows: NDArray[np.int64],
    bands: tuple[OrientationBand, ...],
) -> NDArray[np.int64]:
    """Windows that look in none of the directions."""
    degrees = facade_degrees(scene.normal[windows])
    covered = np.zeros(len(windows), dtype=np.bool_)
    for row in bands:
        covered |= (degrees >= row.first) & (degrees <= row.last)
    return windows[~covered]
