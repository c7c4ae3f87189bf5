"""Which buildings have windows to draw, and in which order (出图次序)."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.model.project import Project
from sunlight.report.plan_shapes import failing_windows
from sunlight.report.texts import Texts
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["changed_windows", "drawn_buildings", "names_told"]

MOST_NAMED: Final = 12
"""So many buildings are named in a title."""


def changed_windows(
    assessment: Assessment,
) -> NDArray[np.bool_]:
    """Windows whose minutes the project changes (有增减的窗), (w,).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    """
    results = assessment.windows
    change = np.abs(results.minutes_after - results.minutes_before)
    changed: NDArray[np.bool_] = np.nan_to_num(change) > THRESHOLD_NOISE_MIN
    return changed


def drawn_buildings(assessment: Assessment) -> list[int]:
    """Buildings with measured windows: failing, changed, then the others (出图次序).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    """
    windows, results = assessment.project.windows, assessment.windows
    count = len(assessment.project.buildings)
    measured = np.isfinite(results.minutes_before) | np.isfinite(results.minutes_after)

    def per(mask: NDArray[np.bool_]) -> list[bool]:
        found: list[bool] = (
            np.bincount(windows.building[mask], minlength=count) > 0
        ).tolist()
        return found

    seen = per(measured)
    fails, changes = (
        per(failing_windows(assessment)), per(changed_windows(assessment)),
    )  # fmt: skip
    chosen = [i for i in range(count) if seen[i]]
    return sorted(chosen, key=lambda i: (not fails[i], not changes[i], i))


def names_told(project: Project, buildings: Iterable[int], words: Texts) -> str:
    """Numbers of buildings, the first dozen of many (楼号列举).

    Parameters
    ----------
    project : Project
        The project.
    buildings : iterable of int
        Indices.
    words : mapping
        Catalogue, for what stands between the names.
    """
    chosen = sorted(set(buildings))
    names = [project.buildings[i].id for i in chosen[:MOST_NAMED]]
    more = "…" if len(chosen) > MOST_NAMED else ""
    return words["front.comma"].join(names) + more
