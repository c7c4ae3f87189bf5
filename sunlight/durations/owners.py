"""Minutes that each owner takes from each window (遮挡分摊), so that parts add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from sunlight.durations.codes import JOINTLY, REMNANT
from sunlight.errors import InputError
from sunlight.intervals import OWN_WALL_PLANE, BlockedIntervals
from sunlight.intervals.arguments import checked_band, checked_shortest
from sunlight.intervals.columns import check_offsets, column, row_of, set_column

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["JOINTLY", "REMNANT", "OwnerMinutes", "minutes_lost", "minutes_taken"]

_CHUNK = 16_384
"""Windows per kernel call: bounds the scratch memory, leaves room for interrupts."""


@dataclass(frozen=True, slots=True, eq=False)
class OwnerMinutes:
    """Minutes by window and owner, with the parts that no single owner has (分摊表).

    Row i holds the parts ``offsets[i]:offsets[i + 1]``, sorted by owner. Parts shorter
    than `SAME_INSTANT_MIN` are not listed; the greatest part of the row includes them.

    Parameters
    ----------
    offsets : (w + 1,) ndarray of int64
        Where the parts of each window begin; the last is k.
    owner : (k,) ndarray of int32
        Owner, 0 or more, or `OWN_WALL_PLANE`, `JOINTLY` or `REMNANT`.
    minutes : (k,) ndarray of float64
        Minutes of the part, negative where they were won. [min]

    Raises
    ------
    InputError
        If the arrays do not fit each other or an owner is none.
    """

    offsets: NDArray[np.int64]
    owner: NDArray[np.int32]
    minutes: NDArray[np.float64]

    def __post_init__(self) -> None:
        offsets = column(self.offsets, np.int64, "offsets")
        minutes = column(self.minutes, np.float64, "minutes")
        owner = column(self.owner, np.int32, "owner", minutes.size)
        check_offsets(offsets, minutes.size)
        codes = (OWN_WALL_PLANE, JOINTLY, REMNANT)
        wrong = np.flatnonzero((owner < 0) & ~np.isin(owner, codes))
        if wrong.size:
            found = int(owner[wrong[0]])
            message = f"{found} is no owner: give 0 or more, or one of {codes}."
            raise InputError(message, where=f"owner[{wrong[0]}]", value=found)
        wrong = np.flatnonzero(~np.isfinite(minutes))
        if wrong.size:
            message = "must be finite."
            raise InputError(
                message, where=f"minutes[{wrong[0]}]", value=float(minutes[wrong[0]])
            )
        set_column(self, "offsets", offsets)
        set_column(self, "owner", owner)
        set_column(self, "minutes", minutes)

    @classmethod
    def _trusted(
        cls,
        offsets: NDArray[np.int64],
        owner: NDArray[np.int32],
        minutes: NDArray[np.float64],
    ) -> Self:
        """Build without checks or copies, from arrays of the right types."""
        record = object.__new__(cls)
        set_column(record, "offsets", offsets)
        set_column(record, "owner", owner)
        set_column(record, "minutes", minutes)
        return record

    def __len__(self) -> int:
        return self.offsets.size - 1

    def __getitem__(self, i: int) -> dict[int, float]:
        row = range(len(self))[i]
        part = slice(self.offsets[row], self.offsets[row + 1])
        return dict(
            zip(self.owner[part].tolist(), self.minutes[part].tolist(), strict=True)
        )

    def __repr__(self) -> str:
        return f"OwnerMinutes({self.owner.size} parts of {len(self)} windows)"

    def totals(self) -> NDArray[np.float64]:
        """Sum of the parts of each window in minutes, (w,)."""
        rows = row_of(self.offsets)
        sums = np.bincount(rows, weights=self.minutes, minlength=len(self))
        return sums.astype(np.float64, copy=False)

    def to_frame(self) -> pd.DataFrame:
        """Table with one line per part and the window's row number."""
        import pandas as pd

        columns = {"window": row_of(self.offsets), "owner": self.owner}
        return pd.DataFrame(columns | {"minutes": self.minutes})


def minutes_taken(
    left: BlockedIntervals,
    right: BlockedIntervals,
    *,
    band: tuple[float, float],
    shortest: float = 5.0,
) -> OwnerMinutes:
    """Minutes of the band that each owner takes from each window (各遮挡物遮挡时长).

    A window is dark while anybody blocks its left or its right sill end. Time when one
    owner does belongs to that owner, time when several do is `JOINTLY`, and time when
    the sun is behind the window's own wall is `OWN_WALL_PLANE`, whatever stands there.
    Light in pieces too short to count is `REMNANT`. These parts and the counted minutes
    add up to the band.

    Parameters
    ----------
    left, right : BlockedIntervals, (w,) rows each
        Who blocks the left and the right sill end.
    band : (float, float)
        Counted time band. [min, true solar time]
    shortest : float
        Shortest counted continuous segment, itself included. [min]

    Returns
    -------
    OwnerMinutes, (w,) rows
        The parts.

    Raises
    ------
    InputError
        If the operands differ in length, or `band` or `shortest` is unusable.

    Examples
    --------
    >>> left = BlockedIntervals.from_rows([[(0, 480, 540), (1, 520, 600)]])
    >>> right = BlockedIntervals.from_rows([[(0, 480, 545), (0, 603, 660)]])
    >>> minutes_taken(left, right, band=(480, 960))[0]
    {-4: 3.0, -3: 25.0, 0: 97.0, 1: 55.0}
    """
    span, limit = checked_band(band), checked_shortest(shortest)
    _check_lengths(left=left, right=right)
    nobody = BlockedIntervals.empty(len(left))  # all that is lost from a whole band
    return _lost((nobody, nobody), (left, right), span, (0.0, limit))


def minutes_lost(
    before_left: BlockedIntervals,
    before_right: BlockedIntervals,
    after_left: BlockedIntervals,
    after_right: BlockedIntervals,
    *,
    band: tuple[float, float],
    shortest: float = 5.0,
) -> OwnerMinutes:
    """Minutes that each owner takes or gives back from before to after (增减分摊).

    Time counted before and dark after belongs to who blocks it after; time dark before
    and counted after belongs, negative, to who blocked it before. Where it is lit in
    both states but counted in one only, it is `REMNANT`. The parts add up to the
    counted minutes before less those after.

    Parameters
    ----------
    before_left, before_right : BlockedIntervals, (w,) rows each
        Who blocks the sill ends before.
    after_left, after_right : BlockedIntervals, (w,) rows each
        Who blocks them after.
    band : (float, float)
        Counted time band. [min, true solar time]
    shortest : float
        Shortest counted continuous segment, itself included. [min]

    Returns
    -------
    OwnerMinutes, (w,) rows
        The parts, negative where sun was won.

    Raises
    ------
    InputError
        If the operands differ in length, or `band` or `shortest` is unusable.

    Examples
    --------
    >>> none = BlockedIntervals.empty(1)
    >>> tower = BlockedIntervals.from_rows([[(7, 484, 600)]])
    >>> minutes_lost(none, none, tower, tower, band=(480, 960))[0]
    {-4: 4.0, 7: 116.0}
    """
    span, limit = checked_band(band), checked_shortest(shortest)
    _check_lengths(
        before_left=before_left,
        before_right=before_right,
        after_left=after_left,
        after_right=after_right,
    )
    before, after = (before_left, before_right), (after_left, after_right)
    return _lost(before, after, span, (limit, limit))


def _check_lengths(**operands: BlockedIntervals) -> None:
    """Refuse operands of different length."""
    lengths = {name: len(operand) for name, operand in operands.items()}
    if len(set(lengths.values())) > 1:
        raise InputError(
            f"the operands have different numbers of rows, {lengths}: give all for the "
            "same windows, in the same order.",
            value=tuple(lengths.values()),
        )


def _plain(ends: tuple[BlockedIntervals, BlockedIntervals]) -> tuple[Any, Any]:
    """Arrays of both sill ends as the kernel wants them."""
    left, right = ((b.offsets, b.owner, b.start, b.end) for b in ends)
    return left, right


def _lost(
    before: tuple[BlockedIntervals, BlockedIntervals],
    after: tuple[BlockedIntervals, BlockedIntervals],
    band: tuple[float, float],
    shortest: tuple[float, float],
) -> OwnerMinutes:
    """Parts of the counted time lost, chunk by chunk; `shortest` before and after."""
    from sunlight.durations.kernels import lost_parts

    old, new, w = _plain(before), _plain(after), len(before[0])
    found = [
        lost_parts(old, new, (lo, min(lo + _CHUNK, w)), band, shortest)
        for lo in range(0, w, _CHUNK)
    ]
    counts = [np.diff(offsets) for offsets, _, _ in found]
    return OwnerMinutes._trusted(
        np.cumsum(np.concatenate([np.zeros(1, np.int64), *counts])),
        np.concatenate([np.empty(0, np.int32), *(owner for _, owner, _ in found)]),
        np.concatenate([np.empty(0), *(minutes for _, _, minutes in found)]),
    )
