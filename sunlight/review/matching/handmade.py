"""Matches made by hand, laid on the submitted rows (人工对应)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError
from sunlight.importers.words import near
from sunlight.model.project import Project
from sunlight.review.matching.given import GivenMatch
from sunlight.review.matching.labels import plain, window_key
from sunlight.review.records.submission import SubmittedWindows

__all__ = ["laid_on"]


def laid_on(
    project: Project,
    submitted: SubmittedWindows,
    given: Sequence[GivenMatch],
    *,
    building: NDArray[np.int64],
    floor: NDArray[np.int32],
    index: Mapping[str, int],
    names: Sequence[tuple[str, ...]],
) -> tuple[NDArray[np.int64], tuple[GivenMatch, ...]]:
    """Window of each row that somebody matched by hand (人工对应).

    Parameters
    ----------
    project : Project
        The model.
    submitted : SubmittedWindows
        All rows.
    given : sequence of GivenMatch
        Lines of the table made by hand.
    building : (n,) ndarray of int64
        Building of each row, -1 for none.
    floor : (n,) ndarray of int32
        Storey of each row.
    index : mapping of str to int
        Buildings by name as printed or written.
    names : sequence of tuple of str
        Plain names of each building.

    Returns
    -------
    window : (n,) ndarray of int64
        -1 where nothing is given.
    unused : tuple of GivenMatch
        Lines that name no submitted row, or several.

    Raises
    ------
    InputError
        If a line names a window that the model has not, or if two lines give one
        window to different rows.
    """
    if not given:
        return np.full(len(submitted), -1, dtype=np.int64), ()
    ids = {str(text): i for i, text in enumerate(project.windows.id.tolist())}
    loose = {plain(text): i for text, i in ids.items()}
    by_label: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    by_key: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    for row, label in enumerate(submitted.label.tolist()):
        at, text = int(floor[row]), plain(label)
        by_label[plain(submitted.building[row]), at, text].append(row)
        if building[row] >= 0:
            key = window_key(text, names[building[row]], at)
            by_key[int(building[row]), at, key].append(row)
    window = np.full(len(submitted), -1, dtype=np.int64)
    taken: dict[int, GivenMatch] = {}
    unused = []
    for line in given:
        found = ids.get(line.window, loose.get(plain(line.window), -1))
        if found < 0:
            raise InputError(
                f"the model has no window {line.window!r}{near(line.window, ids)}; "
                "write its id as in the model, or leave the cell empty",
                where=line.where,
                value=line.window,
            )
        text = plain(line.label)
        rows = by_label.get((plain(line.building), line.floor, text), [])
        known = index.get(line.building, -1)
        if not rows and known >= 0:
            key = window_key(text, names[known], line.floor)
            rows = by_key.get((known, line.floor, key), [])
        if line.place and len(rows) > 1:
            rows = [row for row in rows if submitted.place(row) == line.place]
        if not rows or (len(rows) > 1 and not _one_window(submitted, rows)):
            unused.append(line)
            continue
        other = taken.setdefault(found, line)
        if other is not line and (window[rows] != found).any():
            raise InputError(
                f"the window {line.window!r} is given to two rows, here and in "
                f"{other.where}; keep one of them",
                where=line.where,
                value=line.window,
            )
        if ((window[rows] >= 0) & (window[rows] != found)).any():
            raise InputError(
                f"the row {line.label!r} of {line.building!r} is given two windows; "
                "keep one line for it",
                where=line.where,
                value=line.window,
            )
        window[rows] = found
    return window, tuple(unused)


def _one_window(submitted: SubmittedWindows, rows: Sequence[int]) -> bool:
    """Whether rows of one number give each state once."""
    return all(
        int(np.isfinite(submitted.minutes(state)[list(rows)]).sum()) <= 1
        for state in ("before", "after")
    )
