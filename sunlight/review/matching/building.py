"""Printed windows of one building against those of the model (一幢楼的窗位对应)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.model.project import Project
from sunlight.review.matching.candidates import Candidate, candidates
from sunlight.review.matching.choosing import (
    UNSURE_SHARE,
    Choice,
    How,
    chosen,
    confirmed,
    contradicted,
)
from sunlight.review.matching.columns import BuildingColumns, building_columns
from sunlight.review.matching.evidence import RoomTexts, supported
from sunlight.review.matching.labels import plain, window_key
from sunlight.review.matching.minutes import (
    CLOSE_MIN,
    NEAR_MIN,
    Minutes,
    share_explained,
)
from sunlight.review.matching.numbers import Numbered, by_number
from sunlight.review.matching.rows import (
    PrintedWindows,
    duplicate_rows,
    printed_windows,
)
from sunlight.review.records.submission import SubmittedWindows

__all__ = ["BuildingRows", "Context", "match_building"]

_ANYWHERE_BELOW: Final = 0.8
"""Numberings that start anywhere are tried where the usual ones explain less."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Context:
    """What the matching of every building needs (对应所需资料).

    Parameters
    ----------
    project : Project
        The model.
    submitted : SubmittedWindows
        All rows.
    floor : (n,) ndarray of int32
        Storey of each row, told from its label where that is possible.
    masks : mapping of str to (w,) ndarray of bool
        Windows that a report may be confined to.
    minutes : (2, w) ndarray of float64 or None
        Minutes of the model before and after. [min]
    rooms : RoomTexts
        Rooms by window.
    households : (n,) ndarray of int64
        Household that each row names, -1 for none.
    given : (n,) ndarray of int64
        Window of each row matched by hand, -1 for none.
    """

    project: Project
    submitted: SubmittedWindows
    floor: NDArray[np.int32]
    masks: Mapping[str, NDArray[np.bool_]]
    minutes: NDArray[np.float64] | None
    rooms: RoomTexts
    households: NDArray[np.int64]
    given: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BuildingRows:
    """What became of the rows of one building (一幢楼的对应).

    Parameters
    ----------
    building : int
        Index.
    windows : (k,) ndarray of int64
        Its windows in the model.
    columns : BuildingColumns
        The same by their place.
    printed : PrintedWindows
        Printed windows on storeys that it has, duplicates left out.
    duplicates : tuple of tuple of int
        Rows that print one number twice.
    no_storey : tuple of int
        Rows on storeys that it has not.
    numbered : Numbered
        By their numbers.
    by_number : bool
        The numbers are what they are matched by.
    found, fitting : tuple of Candidate
        Rules that the counts allow, and those that nothing else speaks against.
    choice : Choice
        What was decided. By number it has no candidate, and `How.MINUTES` where the
        minutes tell the numbers from another order and bear them out, `How.UNSURE`
        where many are far from ours.
    minutes : Minutes or None
        Figures of the printed windows.
    """

    building: int
    windows: NDArray[np.int64]
    columns: BuildingColumns
    printed: PrintedWindows
    duplicates: tuple[tuple[int, ...], ...]
    no_storey: tuple[int, ...]
    numbered: Numbered
    by_number: bool
    found: tuple[Candidate, ...]
    fitting: tuple[Candidate, ...]
    choice: Choice
    minutes: Minutes | None


def match_building(
    context: Context,
    building: int,
    names: tuple[str, ...],
    windows: NDArray[np.int64],
    rows: Sequence[int],
    *,
    short_numbers: bool = True,
) -> BuildingRows:
    """Match the rows of one building (一幢楼的窗位对应).

    Parameters
    ----------
    context : Context
        What every building needs.
    building : int
        Index.
    names : tuple of str
        Plain names it goes by, printed ones included, the longest first.
    windows : (k,) ndarray of int64
        Its windows in the model.
    rows : sequence of int
        Submitted rows of it, with a storey.
    short_numbers : bool
        Numbers without building and storey may match; those of another report may be
        written alike and yet mean other windows.
    """
    submitted, project = context.submitted, context.project
    columns = building_columns(project, building, windows)
    floors = context.floor[list(rows)].tolist()
    has = set(columns.floors.tolist())
    here = [(r, f) for r, f in zip(rows, floors, strict=True) if f in has]
    kept = [r for r, _ in here]
    labels = submitted.label
    keys = [window_key(plain(labels[r]), names, f) for r, f in here]
    printed = printed_windows(submitted, context.floor, kept, keys)
    numbered = by_number(project, names, windows, printed, submitted)
    minutes = _minutes(context, printed)
    given = context.given[printed.first] if len(printed) else np.empty(0, np.int64)
    found: tuple[Candidate, ...] = ()
    fitting: tuple[Candidate, ...] = ()
    hand = given >= 0
    numbers = (
        numbered.used
        and (short_numbers or numbered.whole)
        and bool((numbered.windows[hand] == given[hand]).all())
    )
    if numbers:
        choice, found = _by_number(context, columns, printed, numbered, minutes)
    else:
        found, fitting, choice = _by_order(context, columns, printed, minutes, given)
    return BuildingRows(
        building=building,
        windows=windows,
        columns=columns,
        printed=printed,
        duplicates=tuple(duplicate_rows(submitted, context.floor, kept, keys)),
        no_storey=tuple(r for r, f in zip(rows, floors, strict=True) if f not in has),
        numbered=numbered,
        by_number=numbers,
        found=found,
        fitting=fitting,
        choice=choice,
        minutes=minutes,
    )


def _minutes(context: Context, printed: PrintedWindows) -> Minutes | None:
    """Figures of the printed windows, put together where they stand in two rows."""
    if context.minutes is None or not len(printed):
        return None
    taken = np.stack(
        [context.submitted.minutes_before, context.submitted.minutes_after]
    )
    last = np.array([rows[-1] for rows in printed.rows], dtype=np.int64)
    both = np.fmax(taken[:, printed.first], taken[:, last])
    return Minutes(submitted=both, model=context.minutes)


def _by_number(
    context: Context,
    columns: BuildingColumns,
    printed: PrintedWindows,
    numbered: Numbered,
    minutes: Minutes | None,
) -> tuple[Choice, tuple[Candidate, ...]]:
    """Numbers agree: taken, unless the minutes speak for another order."""
    as_rule = Candidate(
        windows=numbered.windows, names=frozenset(), shown="number", misfit=0
    )
    explained = float("nan")
    found: tuple[Candidate, ...] = ()
    how = How.EVIDENCE
    if minutes is not None:
        off = minutes.off(as_rule)
        explained = share_explained(off, CLOSE_MIN)
        if not numbered.whole:
            found = candidates(columns, printed, context.masks)
            if contradicted(found, as_rule, off, minutes):
                how = How.CONTRADICTED
            elif confirmed(found, as_rule, off, minutes):
                how = How.MINUTES
            elif share_explained(off, NEAR_MIN) < UNSURE_SHARE:
                how = How.UNSURE
    choice = Choice(
        candidate=None, how=how, names=frozenset(), left=found, explained=explained
    )
    return choice, found


def _by_order(
    context: Context,
    columns: BuildingColumns,
    printed: PrintedWindows,
    minutes: Minutes | None,
    given: NDArray[np.int64],
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...], Choice]:
    """Rules that the counts allow, those that are left, and the one taken."""

    def left(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        return supported(
            found,
            printed,
            context.submitted,
            context.project,
            context.rooms,
            context.households,
            given,
        )

    found = candidates(columns, printed, context.masks) if len(printed) else ()
    fitting = left(found)
    choice = chosen(found, fitting, minutes)
    if minutes is None or not len(printed) or choice.candidate is not None:
        return found, fitting, choice
    explained = max(
        (share_explained(minutes.off(c), CLOSE_MIN) for c in fitting), default=0.0
    )
    if not explained >= _ANYWHERE_BELOW:
        more = candidates(columns, printed, context.masks, anywhere=True)
        wider = left(more)
        again = chosen(more, wider, minutes)
        if again.how in (How.MINUTES, How.EVIDENCE):
            return more, wider, again
    return found, fitting, choice
