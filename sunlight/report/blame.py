"""Who took the sun of each household (户的遮挡归属)."""

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.report.shading import OwnerRow, owner_rows, parts_texts
from sunlight.report.texts import Texts

__all__ = ["blamed_parts", "blamed_texts", "blamed_windows"]


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


def blamed_parts(assessment: Assessment) -> list[list[OwnerRow]]:
    """Parts that explain the minutes of each household (归属明细), by row.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    """
    window, has_before = blamed_windows(assessment)
    results = assessment.windows
    return [
        owner_rows(assessment, results.lost if lost else results.taken_after, w)
        for w, lost in zip(window.tolist(), has_before.tolist(), strict=True)
    ]


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
    if len(window) == 0:
        return []
    results = assessment.windows
    lost = parts_texts(assessment, results.lost, words).to_pylist()
    taken = parts_texts(assessment, results.taken_after, words).to_pylist()
    return [
        "" if w < 0 else str((lost if has else taken)[w])
        for w, has in zip(window.tolist(), has_before.tolist(), strict=True)
    ]
