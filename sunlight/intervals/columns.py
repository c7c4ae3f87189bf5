"""Flat columns that hold ragged rows: checks, offsets and gathering (内部)."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from sunlight.errors import InputError

__all__ = [
    "check_limits",
    "check_offsets",
    "check_sorted",
    "column",
    "gather_rows",
    "offsets_of",
    "row_array",
    "row_of",
    "set_column",
    "tag",
]


def set_column(record: object, name: str, values: NDArray[Any]) -> None:
    """Store a column read-only in a frozen record."""
    values.setflags(write=False)
    object.__setattr__(record, name, values)


def column(
    values: ArrayLike, dtype: DTypeLike, name: str, length: int | None = None
) -> NDArray[Any]:
    """Copy of one flat column in its type; integers are never cut from fractions."""
    whole = np.issubdtype(dtype, np.integer)
    given = np.asarray(values)
    if whole and given.size and given.dtype.kind not in "iu":
        message = f"must hold whole numbers, but its type is {given.dtype}."
        raise InputError(message, where=name)
    if whole and given.size:
        allowed = np.iinfo(np.dtype(dtype).name)
        if given.min() < allowed.min or given.max() > allowed.max:
            message = f"must hold numbers from {allowed.min} to {allowed.max}."
            raise InputError(message, where=name)
    try:
        copied = np.array(given, dtype=dtype, order="C")
    except (TypeError, ValueError) as error:
        raise InputError(f"must be a flat array: {error}.", where=name) from error
    if copied.ndim != 1 or (length is not None and copied.size != length):
        wanted = "one-dimensional" if length is None else f"of shape ({length},)"
        message = f"must be {wanted}, but its shape is {copied.shape}."
        raise InputError(message, where=name, value=copied.shape)
    return copied


def tag(
    values: ArrayLike, dtype: DTypeLike, name: str, length: int, fill: int
) -> NDArray[Any]:
    """Copy of a column of faces or sides; an empty one is filled up."""
    given = np.asarray(values)
    if not given.size:
        return np.full(length, fill, dtype)
    return column(given, dtype, name, length)


def row_array(row: ArrayLike, i: int, width: int) -> NDArray[np.float64]:
    """One row of `from_rows` as a (k, width) array; an empty one is welcome."""
    array = np.asarray(row, dtype=np.float64)
    if array.size == 0:
        return np.empty((0, width))
    if array.ndim != 2 or array.shape[1] != width:
        message = f"must be of shape (k, {width}), but its shape is {array.shape}."
        raise InputError(message, where=f"rows[{i}]", value=array.shape)
    return array


def check_offsets(offsets: NDArray[np.int64], k: int) -> None:
    """Refuse offsets that do not cut k intervals into rows."""
    if offsets.size == 0 or offsets[0] != 0 or offsets[-1] != k:
        message = f"must begin with 0 and end with the number of intervals, {k}."
        raise InputError(message, where="offsets")
    wrong = np.flatnonzero(np.diff(offsets) < 0)
    if wrong.size:
        found = int(offsets[wrong[0] + 1])
        message = f"{found} is less than the one before: offsets never decrease."
        raise InputError(message, where=f"offsets[{wrong[0] + 1}]", value=found)


def check_limits(start: NDArray[np.float64], end: NDArray[np.float64]) -> None:
    """Refuse intervals that are not finite or not longer than nothing."""
    wrong = np.flatnonzero(~(np.isfinite(start) & np.isfinite(end) & (start < end)))
    if wrong.size:
        i = int(wrong[0])
        found = (float(start[i]), float(end[i]))
        message = f"{found} is no interval: both finite, the start before the end."
        raise InputError(message, where=f"start[{i}], end[{i}]", value=found)


def check_sorted(
    offsets: NDArray[np.int64],
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    owner: NDArray[np.int32],
) -> None:
    """Refuse rows that are not sorted by owner and start, or that overlap."""
    row = row_of(offsets)
    same_row = row[1:] == row[:-1]
    behind = (owner[1:] == owner[:-1]) & (start[1:] < end[:-1])
    wrong = np.flatnonzero(same_row & (behind | (owner[1:] < owner[:-1])))
    if wrong.size:
        i = int(wrong[0]) + 1
        message = (
            f"interval {i}, in row {row[i]}, starts at {start[i]}, before the one "
            f"ahead of it ends at {end[i - 1]}: sort each row and unite what overlaps."
        )
        raise InputError(message, where=f"start[{i}]", value=float(start[i]))


def offsets_of(counts: ArrayLike) -> NDArray[np.int64]:
    """Offsets of rows with these counts."""
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64))).astype(np.int64)


def row_of(offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """Row number of each interval, (k,)."""
    return np.repeat(np.arange(offsets.size - 1), np.diff(offsets))


def gather_rows(
    offsets: NDArray[np.int64], indices: ArrayLike
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Offsets of the rows taken and where each of their intervals comes from."""
    r = offsets.size - 1
    rows = np.asarray(indices)
    if rows.size == 0:
        rows = rows.reshape(-1).astype(np.int64)
    if rows.ndim != 1 or rows.dtype.kind not in "iu":
        message = f"must be a flat array of row numbers, not {rows.dtype}{rows.shape}."
        raise InputError(message, where="indices")
    wrong = np.flatnonzero((rows < 0) | (rows >= r))
    if wrong.size:
        found = int(rows[wrong[0]])
        message = f"{found} is no row: there are rows 0 to {r - 1}."
        raise InputError(message, where=f"indices[{wrong[0]}]", value=found)
    counts = np.diff(offsets)[rows]
    taken = offsets_of(counts)
    return taken, np.repeat(offsets[rows] - taken[:-1], counts) + np.arange(taken[-1])
