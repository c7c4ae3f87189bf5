"""What the buildings give, put together row by row (对应汇总)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.review.matching.building import BuildingRows, Context
from sunlight.review.matching.choosing import How
from sunlight.review.records.matching import MATCHED_BY, Ambiguity, MatchedBy
from sunlight.review.records.submission import NO_FLOOR

__all__ = ["Filled", "filled"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Filled:
    """Windows of all rows (逐行对应).

    Parameters
    ----------
    window : (n,) ndarray of int64
        Window of the model, -1 for none.
    by : (n,) ndarray of int8
        Codes into :data:`~sunlight.review.records.matching.MATCHED_BY`.
    invented : (i,) ndarray of int64
        Rows for which the model has no window.
    ambiguous : tuple of Ambiguity
        Rows left open.
    """

    window: NDArray[np.int64]
    by: NDArray[np.int8]
    invented: NDArray[np.int64]
    ambiguous: tuple[Ambiguity, ...]


class _Filling:
    """Rows while they are filled in."""

    def __init__(self, context: Context) -> None:
        self.context = context
        count = len(context.submitted)
        self.window = np.full(count, -1, dtype=np.int64)
        self.by = np.full(count, MATCHED_BY.index(MatchedBy.NONE), dtype=np.int8)
        self.invented: set[int] = set()
        self.open: list[Ambiguity] = []
        by_hand = context.given >= 0
        self.window[by_hand] = context.given[by_hand]
        self.by[by_hand] = MATCHED_BY.index(MatchedBy.GIVEN)
        self.taken = set(context.given[by_hand].tolist())

    def take(
        self, part: BuildingRows, windows: NDArray[np.int64], by: MatchedBy
    ) -> list[int]:
        """Set the windows of a building; give the printed ones that have none."""
        code, without = MATCHED_BY.index(by), []
        for i, (rows, window) in enumerate(
            zip(part.printed.rows, windows.tolist(), strict=True)
        ):
            if self.window[rows[0]] >= 0:
                continue
            if window < 0:
                without.append(i)
            elif window in self.taken:
                self.leave(rows, (window,), "duplicate_label")
            else:
                self.taken.add(window)
                self.window[list(rows)] = window
                self.by[list(rows)] = code
        return without

    def leave(self, rows: Sequence[int], windows: Sequence[int], why: str) -> None:
        """Leave rows of one name and storey open."""
        left = tuple(r for r in rows if self.window[r] < 0)
        if not left:
            return
        submitted = self.context.submitted
        self.open.append(
            Ambiguity(
                building=str(submitted.building[left[0]]),
                floor=int(self.context.floor[left[0]]),
                rows=left,
                windows=tuple(w for w in windows if w not in self.taken),
                why=why,
            )
        )


def filled(
    context: Context, parts: Sequence[BuildingRows], building: NDArray[np.int64]
) -> Filled:
    """Windows of all rows from what each building gives (逐行对应).

    Parameters
    ----------
    context : Context
        What every building needs.
    parts : sequence of BuildingRows
        What became of each building.
    building : (n,) ndarray of int64
        Building of each row, -1 for none.
    """
    filling = _Filling(context)
    for part in parts:
        _one(filling, part)
    _homeless(filling, building, {part.building for part in parts})
    return Filled(
        window=filling.window,
        by=filling.by,
        invented=np.array(sorted(filling.invented), dtype=np.int64),
        ambiguous=tuple(sorted(filling.open, key=lambda a: a.rows)),
    )


def _one(filling: _Filling, part: BuildingRows) -> None:
    """Rows of one building."""
    filling.invented.update(r for r in part.no_storey if filling.window[r] < 0)
    choice, numbered = part.choice, part.numbered
    by_number = part.by_number and choice.how is not How.CONTRADICTED
    if by_number:
        without = filling.take(part, numbered.windows, MatchedBy.NUMBER)
    elif choice.candidate is not None:
        without = filling.take(part, choice.candidate.windows, MatchedBy.ORDER)
    else:
        without = []
        _undecided(filling, part)
    for i in without:
        filling.invented.update(part.printed.rows[i])
    for rows in part.duplicates:
        filling.leave(rows, _storey_windows(part, filling, rows[0]), "duplicate_label")


def _storey_windows(part: BuildingRows, filling: _Filling, row: int) -> tuple[int, ...]:
    """Windows of the storey of a row."""
    at = part.columns.storey(int(filling.context.floor[row]))
    here = part.columns.grid[:, at]
    return tuple(here[here >= 0].tolist())


def _undecided(filling: _Filling, part: BuildingRows) -> None:
    """Leave every storey of a building open; what no rule can place is invented."""
    printed = part.printed
    left = part.choice.left
    why = "two_orders" if left else "counts_differ"
    beyond = (
        np.all([c.windows < 0 for c in left], axis=0)
        if left
        else np.zeros(len(printed), dtype=np.bool_)
    )
    for floor in np.unique(printed.floor).tolist():
        mine = np.flatnonzero(printed.floor == floor)
        for i in mine[beyond[mine]].tolist():
            free = [r for r in printed.rows[i] if filling.window[r] < 0]
            filling.invented.update(free)
        kept = mine[~beyond[mine]]
        rows = [r for i in kept.tolist() for r in printed.rows[i]]
        if not rows:
            continue
        if left:
            windows = np.unique([c.windows[kept] for c in left])
            could = tuple(windows[windows >= 0].tolist())
        else:
            could = _storey_windows(part, filling, rows[0])
        filling.leave(sorted(rows), could, why)


def _homeless(
    filling: _Filling, building: NDArray[np.int64], matched: set[int]
) -> None:
    """Leave rows open that have no building, no storey, or no window in the model."""
    context = filling.context
    there = np.isin(building, sorted(matched)) & (context.floor != NO_FLOOR)
    groups: dict[tuple[str, int, str], list[int]] = {}
    for row in np.flatnonzero(~there & (filling.window < 0)).tolist():
        why = (
            "no_building"
            if building[row] < 0
            else "no_floor"
            if context.floor[row] == NO_FLOOR
            else "counts_differ"
        )
        name = str(context.submitted.building[row])
        groups.setdefault((name, int(context.floor[row]), why), []).append(row)
    for (_, _, why), rows in groups.items():
        filling.leave(rows, (), why)
