"""Submitted rows of one building, each window once (送审窗位).

A report may list a window before and after in two tables; both rows are one window.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.review.matching.labels import window_label
from sunlight.review.records.submission import SubmittedWindows

__all__ = ["PrintedWindows", "duplicate_rows", "printed_windows"]

_PREFIXED_SHARE: Final = 0.95
"""So many numbers must begin with their storey before it is taken off."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PrintedWindows:
    """Windows as printed for one building, e in all (送审窗位).

    Parameters
    ----------
    rows : tuple of tuple of int
        Submitted rows of each.
    floor : (e,) ndarray of int32
        Storey.
    key : tuple of str
        Number without building and storey.
    stem : tuple of str
        What stands before the number.
    number : (e,) ndarray of int64
        The number; -1 for none.
    end : tuple of str
        A letter behind it.
    """

    rows: tuple[tuple[int, ...], ...]
    floor: NDArray[np.int32]
    key: tuple[str, ...]
    stem: tuple[str, ...]
    number: NDArray[np.int64]
    end: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def first(self) -> NDArray[np.int64]:
        """First row of each."""
        return np.array([rows[0] for rows in self.rows], dtype=np.int64)


def duplicate_rows(
    windows: SubmittedWindows,
    floor: NDArray[np.int32],
    rows: Sequence[int],
    keys: Sequence[str],
) -> list[tuple[int, ...]]:
    """Rows that print the same number for one storey, figures of one state twice.

    Parameters
    ----------
    windows : SubmittedWindows
        Window tables.
    floor : (n,) ndarray of int32
        Storey of every row.
    rows : sequence of int
        Rows of one building.
    keys : sequence of str
        Number of each without building and storey.
    """
    groups = _groups(floor, rows, keys)
    return [tuple(g) for g in groups if len(g) > 1 and not _halves(windows, g)]


def _groups(
    floor: NDArray[np.int32], rows: Sequence[int], keys: Sequence[str]
) -> list[list[int]]:
    """Rows of one storey and number; those without a number stand alone."""
    found: dict[tuple[int, str, int], list[int]] = {}
    floors = floor[list(rows)].tolist()
    for row, at, key in zip(rows, floors, keys, strict=True):
        found.setdefault((at, key, -1 if key else row), []).append(row)
    return list(found.values())


def _halves(windows: SubmittedWindows, rows: Sequence[int]) -> bool:
    """Whether two rows are one window: one has it before, the other after."""
    if len(rows) != 2:
        return False
    one, other = rows
    before = np.isfinite(windows.minutes_before[[one, other]])
    after = np.isfinite(windows.minutes_after[[one, other]])
    return bool(
        before.sum() == 1 and after.sum() == 1 and before.argmax() != after.argmax()
    )


def printed_windows(
    windows: SubmittedWindows,
    floor: NDArray[np.int32],
    rows: Sequence[int],
    keys: Sequence[str],
) -> PrintedWindows:
    """Windows that rows of one building print (送审窗位), duplicates left out.

    Parameters
    ----------
    windows : SubmittedWindows
        Window tables.
    floor : (n,) ndarray of int32
        Storey of every row.
    rows : sequence of int
        Rows of one building, on known storeys.
    keys : sequence of str
        Number of each without building and storey.
    """
    key_of = dict(zip(rows, keys, strict=True))
    groups = [
        g for g in _groups(floor, rows, keys) if len(g) == 1 or _halves(windows, g)
    ]
    firsts = np.array([g[0] for g in groups], dtype=np.int64)
    storeys = floor[firsts].astype(np.int32)
    taken = _without_storeys([key_of[g[0]] for g in groups], storeys.tolist())
    labels = [window_label(key) for key in taken]
    return PrintedWindows(
        rows=tuple(tuple(g) for g in groups),
        floor=storeys,
        key=tuple(taken),
        stem=tuple(label.stem for label in labels),
        number=np.array([label.number for label in labels], dtype=np.int64),
        end=tuple(label.end for label in labels),
    )


def _without_storeys(keys: list[str], floors: list[int]) -> list[str]:
    """Keys such as 502 without the storey that nearly all of them begin with."""

    def shorter(key: str, floor: int) -> str:
        if not key.isdigit() or floor <= 0:
            return ""
        for digits in (2, 3):
            head = key[:-digits]
            if head and int(head) == floor:
                return key[-digits:]
        return ""

    if len(set(floors)) < 2:
        return keys
    found = [shorter(key, floor) for key, floor in zip(keys, floors, strict=True)]
    digits = sum(key.isdigit() for key in keys)
    if digits == 0 or sum(map(bool, found)) < _PREFIXED_SHARE * digits:
        return keys
    return [short or key for short, key in zip(found, keys, strict=True)]
