"""Units whose outcome turns, and the window that shows it (结论翻转的单元)."""

from dataclasses import dataclass

import numpy as np

from sunlight.review.opinion.rows import ComparedRows, compared_rows
from sunlight.review.records.comparison import UnitComparison
from sunlight.review.records.review import Review

__all__ = ["ShownFlip", "flipped_units", "shown_flips"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFlip:
    """A unit whose outcome turns, with the row that shows it best (翻转单元及其窗).

    Parameters
    ----------
    number : int
        As in the table of the opinion, from 1.
    unit : UnitComparison
        The unit.
    row : int
        Submitted row.
    window : int
        Window of the model.
    """

    number: int
    unit: UnitComparison
    row: int
    window: int


def flipped_units(review: Review) -> list[UnitComparison]:
    """Units whose outcome turns: ours fails where theirs passes first (翻转单元).

    Parameters
    ----------
    review : Review
        The review.
    """

    def size(unit: UnitComparison) -> float:
        return abs(float(np.nan_to_num(unit.after - unit.recomputed_after)))

    flips = (unit for unit in review.comparison.units if unit.flips)
    return sorted(flips, key=lambda unit: (not unit.harms, -size(unit), unit.unit))


def shown_flips(review: Review) -> list[ShownFlip]:
    """Units whose outcome turns with the row that shows it best (翻转单元及其窗).

    Units without a matched row are left out.

    Parameters
    ----------
    review : Review
        The review.
    """
    rows = compared_rows(review)
    windows = review.assessment.project.windows
    rooms = np.append(review.assessment.project.rooms.household, -1)
    room_of = np.append(windows.room, -1)[rows.window]
    household = rooms[room_of]
    by_household: dict[int, list[int]] = {}
    for row in np.flatnonzero((rows.window >= 0) & (household >= 0)).tolist():
        by_household.setdefault(int(household[row]), []).append(row)
    found = []
    for number, unit in enumerate(flipped_units(review), start=1):
        own = by_household.get(unit.household, []) if unit.household >= 0 else []
        if unit.household < 0:
            own = _rows_of_other(review, rows, unit)
        if own:
            row = max(own, key=lambda r: (_weight(review, rows, r), -r))
            found.append(
                ShownFlip(
                    number=number, unit=unit, row=row, window=int(rows.window[row])
                )
            )
    return found


def _weight(review: Review, rows: ComparedRows, row: int) -> tuple[float, float]:
    """How well a row shows it: minutes that are told, then the difference."""
    submitted = float(np.nan_to_num(review.submission.windows.minutes_after[row]))
    ours = float(np.nan_to_num(rows.after[row]))
    return max(submitted, ours), abs(submitted - ours)


def _rows_of_other(
    review: Review, rows: ComparedRows, unit: UnitComparison
) -> list[int]:
    """Rows of a room with that id, or of all of a building."""
    project = review.assessment.project
    names = np.append(project.rooms.id, "").astype(object)
    room = names[np.append(project.windows.room, -1)[rows.window]]
    matched = rows.window >= 0
    own = np.flatnonzero(matched & (room == unit.unit))
    if not len(own) and unit.building >= 0:
        own = np.flatnonzero(matched & (rows.building == unit.building))
    return [int(row) for row in own]
