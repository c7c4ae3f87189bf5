"""Some rows of a ragged table replaced, the others kept (换行)."""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sunlight.errors import InputError
from sunlight.intervals.columns import offsets_of
from sunlight.intervals.records import BlockedIntervals, Intervals

__all__ = ["replaced_rows"]

Table = TypeVar("Table", Intervals, BlockedIntervals)

_Cuts = list[tuple[slice, slice]]
"""Intervals of the old table, then of the new one, that follow each other."""


def replaced_rows(table: Table, rows: ArrayLike, by: Table) -> Table:
    """Table with some of its rows taken from another one (换行).

    Rows that stay are copied in whole stretches, so that it costs little where few of
    a million change.

    Parameters
    ----------
    table : Intervals or BlockedIntervals, (r,) rows
        What is there.
    rows : (n,) array-like of int
        Rows to replace, rising.
    by : of the same type, (n,) rows
        What stands in them afterwards, in the order of `rows`.

    Returns
    -------
    Intervals or BlockedIntervals, (r,) rows
        The merged table; `table` itself where no row is replaced.

    Raises
    ------
    InputError
        If `rows` do not rise, are not there, or are not as many as `by` has.

    Examples
    --------
    >>> old = Intervals.from_rows([[(480, 500)], [(510, 520)], [(600, 700)]])
    >>> new = replaced_rows(old, [1], Intervals.from_rows([[(1, 2), (3, 4)]]))
    >>> [row.tolist() for row in new]
    [[[480.0, 500.0]], [[1.0, 2.0], [3.0, 4.0]], [[600.0, 700.0]]]
    """
    chosen = _checked_rows(rows, len(table), len(by))
    if chosen.size == 0:
        return table
    counts = np.diff(table.offsets)
    counts[chosen] = np.diff(by.offsets)
    cuts = _cuts(table.offsets, by.offsets, chosen)

    def merged(old: NDArray[Any], new: NDArray[Any]) -> NDArray[Any]:
        pieces: list[NDArray[Any]] = []
        for kept, put in cuts:
            pieces += (old[kept], new[put])
        return np.concatenate([*pieces, old[table.offsets[chosen[-1] + 1] :]])

    names = [name for name in table.__slots__ if name != "offsets"]
    columns = [merged(getattr(table, name), getattr(by, name)) for name in names]
    return type(table)._trusted(offsets_of(counts), *columns)


def _checked_rows(rows: ArrayLike, r: int, n: int) -> NDArray[np.int64]:
    """Row numbers, rising and as many as given rows."""
    chosen = np.asarray(rows)
    if chosen.size == 0:
        chosen = chosen.reshape(-1).astype(np.int64)
    if chosen.ndim != 1 or chosen.dtype.kind not in "iu":
        message = (
            f"must be a flat array of row numbers, not {chosen.dtype}{chosen.shape}."
        )
        raise InputError(message, where="rows")
    if chosen.size != n:
        message = f"{chosen.size} rows cannot be replaced by {n}: give one for each."
        raise InputError(message, where="by", value=n)
    if chosen.size and (
        chosen[0] < 0 or chosen[-1] >= r or (chosen[1:] <= chosen[:-1]).any()
    ):
        message = f"must rise within 0 to {r - 1}, the rows of the table."
        raise InputError(message, where="rows")
    return chosen.astype(np.int64)


def _cuts(
    old: NDArray[np.int64], new: NDArray[np.int64], rows: NDArray[np.int64]
) -> _Cuts:
    """Stretches of intervals kept and put in their turn, from offsets of both."""
    first = np.flatnonzero(np.append(True, rows[1:] != rows[:-1] + 1))
    last = np.append(first[1:], rows.size) - 1
    kept_from = np.append(0, old[rows[last[:-1]] + 1])
    kept_to = old[rows[first]]
    return [
        (slice(a, b), slice(c, d))
        for a, b, c, d in zip(
            kept_from.tolist(),
            kept_to.tolist(),
            new[first].tolist(),
            new[last + 1].tolist(),
            strict=True,
        )
    ]
