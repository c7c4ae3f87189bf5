"""Who took the sun of each household and of each other unit (遮挡归属)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.report.shading import OwnerRow, owner_rows, parts_texts
from sunlight.report.texts import Texts
from sunlight.rules import CountingUnit

__all__ = [
    "BestWindows",
    "blamed_parts",
    "blamed_texts",
    "household_windows",
    "other_window",
    "unit_windows",
]

LEAST_SHOWN: Final = 0.05
"""Texts have one decimal; less is left out. [min]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BestWindows:
    """Windows that the minutes of units come from (单元所据的窗), each (n,).

    Parameters
    ----------
    before, after : (n,) ndarray of int64
        Row of the window, -1 for none.
    has_before : (n,) ndarray of bool
        Whether the unit is judged with a before.
    """

    before: NDArray[np.int64]
    after: NDArray[np.int64]
    has_before: NDArray[np.bool_]

    @property
    def explained(self) -> NDArray[np.int64]:
        """Window of each unit whose minutes are explained (归属所依据的窗).

        A unit that had sunlight before is explained by what its best window of before
        has lost; one without a before, by what its best window of after does not get.
        """
        return np.where(self.has_before, self.before, self.after)


def household_windows(assessment: Assessment) -> BestWindows:
    """Windows that the minutes of households come from (户所据的窗).

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    BestWindows
        Rows as in the household table.
    """
    rooms, households = assessment.rooms, assessment.households
    verdicts = households.verdicts
    return BestWindows(
        before=np.append(rooms.best_before, -1)[households.best_before],
        after=np.append(rooms.best_after, -1)[households.best_after],
        has_before=np.array([v.before is not None for v in verdicts], dtype=np.bool_),
    )


def unit_windows(assessment: Assessment) -> BestWindows:
    """Windows that the minutes of other units come from (非住宅单元所据的窗).

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    BestWindows
        Rows as in ``assessment.units``. A building that is judged by the change of its
        rooms has the windows of the decisive room, one that is judged by their number
        has none.
    """
    rooms = assessment.rooms
    by_id = {name: row for row, name in enumerate(assessment.project.rooms.id.tolist())}
    pairs = [
        (unit.room_before, unit.room_after)
        if unit.counted_as is CountingUnit.ROOM
        else (by_id.get(unit.verdict.decisive, -1),) * 2
        for unit in assessment.units
    ]
    room = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    has_before = [unit.verdict.before is not None for unit in assessment.units]
    return BestWindows(
        before=np.append(rooms.best_before, -1)[room[:, 0]],
        after=np.append(rooms.best_after, -1)[room[:, 1]],
        has_before=np.array(has_before, dtype=np.bool_),
    )


def other_window(assessment: Assessment, best: BestWindows) -> NDArray[np.float64]:
    """Minutes that another window makes good (改由另一窗计), (n,); 0 for none.

    A unit has the minutes of its best window, which may be another one after the
    project: with this part, what the best window of before has lost adds up to what the
    unit has lost.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    best : BestWindows
        Windows of the units.

    Returns
    -------
    (n,) ndarray of float64
        Negative where another window has more. [min]
    """
    minutes = np.append(assessment.windows.minutes_after, np.nan)
    gained = minutes[best.before] - minutes[best.after]
    moved = best.has_before & (best.before != best.after)
    return np.where(moved, np.nan_to_num(gained), 0.0)


def blamed_parts(assessment: Assessment, best: BestWindows) -> list[list[OwnerRow]]:
    """Parts that explain the minutes of each unit (归属明细), by row.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    best : BestWindows
        Windows of the units.

    Returns
    -------
    list of list of OwnerRow
        Where there is a before, they add up to what the unit has lost; the part
        ``other_window`` is what its best window of after has more than that of before.
    """
    results = assessment.windows
    rows = []
    for w, lost, other in zip(
        best.explained.tolist(),
        best.has_before.tolist(),
        other_window(assessment, best).tolist(),
        strict=True,
    ):
        parts = owner_rows(assessment, results.lost if lost else results.taken_after, w)
        if other:
            parts.append(OwnerRow(owner="", kind="other_window", minutes=other))
        rows.append(parts)
    return rows


def blamed_texts(assessment: Assessment, best: BestWindows, words: Texts) -> list[str]:
    """Parts that explain the minutes of each unit, as text (归属文字), by row.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    best : BestWindows
        Windows of the units.
    words : mapping
        Catalogue.
    """
    window, has_before = best.explained, best.has_before
    if len(window) == 0 or len(assessment.project.windows) == 0:
        return [""] * len(window)
    results = assessment.windows
    picked = pa.array(np.maximum(window, 0), pa.int64())
    lost = parts_texts(assessment, results.lost, words).take(picked).to_pylist()
    taken = parts_texts(assessment, results.taken_after, words).take(picked).to_pylist()
    other = other_window(assessment, best).tolist()
    made = []
    for i, (w, has) in enumerate(
        zip(window.tolist(), has_before.tolist(), strict=True)
    ):
        pieces = [] if w < 0 else [lost[i] if has else taken[i]]
        if abs(other[i]) >= LEAST_SHOWN:
            pieces.append(f"{words['cells.other_window']} {other[i]:.1f}")
        made.append(words["cells.separator"].join(piece for piece in pieces if piece))
    return made
