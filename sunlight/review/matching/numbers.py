"""Rows matched by the number of the window itself (按窗号对应)."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from sunlight.model.project import Project
from sunlight.review.matching.labels import plain, window_key, window_label
from sunlight.review.matching.rows import PrintedWindows
from sunlight.review.records.submission import SubmittedWindows

__all__ = ["Numbered", "by_number"]

_Key = TypeVar("_Key", bound=Hashable)

_NEARLY_ALL: Final = 0.95
"""Share of the printed windows of a building whose numbers must be in the model."""
_WHOLE_IDS: Final = 0.8
"""The same where numbers are those of the model with building and storey."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Numbered:
    """Windows of a building by their numbers (按窗号对应).

    Parameters
    ----------
    windows : (e,) ndarray of int64
        Window of the model, -1 for none.
    used : bool
        They agree for nearly the whole building.
    whole : bool
        They are the ids of the model, building and storey included.
    agreeing : int
        How many agree.
    """

    windows: NDArray[np.int64]
    used: bool
    whole: bool
    agreeing: int


def by_number(
    project: Project,
    names: tuple[str, ...],
    rows: NDArray[np.int64],
    printed: PrintedWindows,
    submitted: SubmittedWindows,
) -> Numbered:
    """Windows whose number is the printed one (按窗号对应), for a whole building only.

    Parameters
    ----------
    project : Project
        The model.
    names : tuple of str
        Plain names of the building, the longest first.
    rows : (k,) ndarray of int64
        Its windows.
    printed : PrintedWindows
        Printed windows on storeys of the building.
    submitted : SubmittedWindows
        All rows.
    """
    ids = [plain(text) for text in project.windows.id[rows].tolist()]
    floors = project.windows.floor[rows].tolist()
    whole = _unique(ids, rows.tolist())
    labels = [plain(text) for text in submitted.label[printed.first].tolist()]
    exact = np.array([whole.get(text, -1) for text in labels], dtype=np.int64)
    on_storey = project.windows.floor[np.maximum(exact, 0)] == printed.floor
    exact = np.where(on_storey, exact, -1)
    count = max(len(printed), 1)
    alone = bool(len(printed)) and (exact >= 0).sum() >= _WHOLE_IDS * count
    if alone and len(np.unique(exact[exact >= 0])) == (exact >= 0).sum():
        return Numbered(
            windows=exact, used=True, whole=True, agreeing=int((exact >= 0).sum())
        )
    short = _unique(
        [
            (floor, *_parts(window_key(text, names, floor)))
            for text, floor in zip(ids, floors, strict=True)
        ],
        rows.tolist(),
    )
    keys = zip(printed.floor.tolist(), map(_parts, printed.key), strict=True)
    found = np.array([short.get((f, *key), -1) for f, key in keys], dtype=np.int64)
    hits = int((found >= 0).sum())
    once = len(np.unique(found[found >= 0])) == hits
    return Numbered(
        windows=found,
        used=bool(once and hits and hits >= _NEARLY_ALL * count),
        whole=False,
        agreeing=hits,
    )


def _parts(key: str) -> tuple[str, int, str]:
    """A key that is the same with and without leading noughts."""
    label = window_label(key)
    return label.stem, label.number, label.end


def _unique(keys: Sequence[_Key], rows: list[int]) -> dict[_Key, int]:
    """Rows by key, keys that stand twice left out."""
    found: dict[_Key, int] = {}
    twice: set[_Key] = set()
    for key, row in zip(keys, rows, strict=True):
        if found.setdefault(key, row) != row:
            twice.add(key)
    return {key: row for key, row in found.items() if key not in twice}
