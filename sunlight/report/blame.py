"""Who took the sun of each household (户的遮挡归属)."""

from typing import Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.report.shading import OwnerRow, owner_rows, parts_texts
from sunlight.report.texts import Texts

__all__ = ["blamed_parts", "blamed_texts", "blamed_windows"]

LEAST_SHOWN: Final = 0.05
"""Texts have one decimal; less is left out. [min]"""


def blamed_windows(
    assessment: Assessment,
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Window of each household whose minutes are explained (归属所依据的窗).

    A household that had sunlight before is explained by what its best window of before
    has lost; one without a before, by what its best window of after does not get.

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    window : (n,) ndarray of int64
        Row of the window, -1 for none.
    has_before : (n,) ndarray of bool
        Whether it is the best window of before.
    """
    rooms, households = assessment.rooms, assessment.households
    before = np.append(rooms.best_before, -1)[households.best_before]
    after = np.append(rooms.best_after, -1)[households.best_after]
    has_before = np.array(
        [v.before is not None for v in households.verdicts], dtype=np.bool_
    )
    return np.where(has_before, before, after), has_before


def _other_window(assessment: Assessment) -> NDArray[np.float64]:
    """Minutes that another window makes good, as a negative part, (n,); 0 for none.

    A household has the minutes of its best window, which may be another one after the
    project: with this part, what the best window of before has lost adds up to what the
    household has lost.
    """
    rooms, households = assessment.rooms, assessment.households
    before = np.append(rooms.best_before, -1)[households.best_before]
    after = np.append(rooms.best_after, -1)[households.best_after]
    minutes = np.append(assessment.windows.minutes_after, np.nan)
    gained = minutes[before] - minutes[after]
    _, has_before = blamed_windows(assessment)
    return np.where(has_before & (before != after), np.nan_to_num(gained), 0.0)


def blamed_parts(assessment: Assessment) -> list[list[OwnerRow]]:
    """Parts that explain the minutes of each household (归属明细), by row.

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    list of list of OwnerRow
        Where there is a before, they add up to what the household has lost; the part
        ``other_window`` is what its best window of after has more than that of before.
    """
    window, has_before = blamed_windows(assessment)
    results = assessment.windows
    rows = []
    for w, lost, other in zip(
        window.tolist(),
        has_before.tolist(),
        _other_window(assessment).tolist(),
        strict=True,
    ):
        parts = owner_rows(assessment, results.lost if lost else results.taken_after, w)
        if other:
            parts.append(OwnerRow(owner="", kind="other_window", minutes=other))
        rows.append(parts)
    return rows


def blamed_texts(assessment: Assessment, words: Texts) -> list[str]:
    """Parts that explain the minutes of each household, as text (归属文字), by row.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    """
    window, has_before = blamed_windows(assessment)
    if len(window) == 0 or len(assessment.project.windows) == 0:
        return [""] * len(window)
    results = assessment.windows
    picked = pa.array(np.maximum(window, 0), pa.int64())
    lost = parts_texts(assessment, results.lost, words).take(picked).to_pylist()
    taken = parts_texts(assessment, results.taken_after, words).take(picked).to_pylist()
    other = _other_window(assessment).tolist()
    made = []
    for i, (w, has) in enumerate(
        zip(window.tolist(), has_before.tolist(), strict=True)
    ):
        pieces = [] if w < 0 else [lost[i] if has else taken[i]]
        if abs(other[i]) >= LEAST_SHOWN:
            pieces.append(f"{words['cells.other_window']} {other[i]:.1f}")
        made.append(words["cells.separator"].join(piece for piece in pieces if piece))
    return made
