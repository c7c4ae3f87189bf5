"""The day of every window cut where a blocker comes or goes (时段切分), in numpy.

What is cut are ragged rows of intervals. Between two cuts everything is constant: which
intervals of a source cover the slice is a range of slices, who blocks it is a set.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sunlight.intervals import BlockedIntervals, Intervals
from sunlight.intervals.columns import row_of

__all__ = ["OwnerSets", "Slices", "sliced_days"]


@dataclass(frozen=True, slots=True, eq=False)
class OwnerSets:
    """Sets of owners met so far, each with its number (遮挡者集合); 0 is nobody.

    Parameters
    ----------
    sets : list of tuple of int
        Owner codes in rising order; grows as sets are met.
    """

    sets: list[tuple[int, ...]] = field(default_factory=lambda: [()])
    _number: dict[tuple[int, ...], int] = field(default_factory=lambda: {(): 0})

    def numbered(self, owners: tuple[int, ...]) -> int:
        """Number of a set of owner codes (集合编号).

        Parameters
        ----------
        owners : tuple of int
            Owner codes in rising order.
        """
        if owners not in self._number:
            self._number[owners] = len(self.sets)
            self.sets.append(owners)
        return self._number[owners]

    def united(
        self, one: NDArray[np.int64], other: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Numbers of the unions of two columns of sets (并集), (n,).

        Parameters
        ----------
        one, other : (n,) ndarray of int64
            Numbers of sets.
        """
        pairs = np.column_stack([one, other])
        distinct, inverse = np.unique(pairs, axis=0, return_inverse=True)
        numbers = [
            self.numbered(tuple(sorted({*self.sets[a], *self.sets[b]})))
            for a, b in distinct.tolist()
        ]
        return np.array(numbers, dtype=np.int64)[inverse.reshape(-1)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Slices:
    """Slices of the band of every window, in order (时间片).

    Parameters
    ----------
    window : (n,) ndarray of int64
        Row of the window.
    start, end : (n,) ndarray of float64
        Limits. [min, true solar time]
    within : tuple of (n,) ndarray of bool
        Whether each set of intervals covers the slice.
    blocked : tuple of (n,) ndarray of int64
        Number of the set of owners that block it, for each record of blockers.
    """

    window: NDArray[np.int64]
    start: NDArray[np.float64]
    end: NDArray[np.float64]
    within: tuple[NDArray[np.bool_], ...]
    blocked: tuple[NDArray[np.int64], ...]


def sliced_days(
    sets: OwnerSets,
    covers: tuple[Intervals, ...],
    blockers: tuple[BlockedIntervals, ...],
    band: tuple[float, float],
) -> Slices:
    """Cut the band of every window at all limits (切分), so that slices add up to it.

    Parameters
    ----------
    sets : OwnerSets
        Numbers of sets of owners; new ones are added.
    covers : tuple of Intervals, (w,) rows each
        Sets of intervals such as the counted ones.
    blockers : tuple of BlockedIntervals, (w,) rows each
        Who blocks when.
    band : (float, float)
        What is cut. [min, true solar time]

    Returns
    -------
    Slices
        In the order of the windows.
    """
    sources: list[Intervals | BlockedIntervals] = [*covers, *blockers]
    count = len(sources[0])
    rows = [row_of(source.offsets) for source in sources]
    times = [np.clip(t, *band) for s in sources for t in (s.start, s.end)]
    every = np.arange(count)
    row = np.concatenate([*(r for r in rows for _ in range(2)), every, every])
    time = np.concatenate([*times, np.full(count, band[0]), np.full(count, band[1])])
    order = np.lexsort((time, row))
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (np.diff(row[order]) != 0) | (np.diff(time[order]) != 0)
    cut = np.empty(len(order), dtype=np.int64)
    cut[order] = np.cumsum(new) - 1
    cut_row, cut_time = row[order][new], time[order][new]
    inner = np.flatnonzero(cut_row[1:] == cut_row[:-1])
    slice_of = np.cumsum(np.append(0, cut_row[1:] == cut_row[:-1]))
    at = slice_of[cut]  # number of the slice that begins at each cut
    ends = np.split(at, np.cumsum([len(t) for t in times]))[: len(times)]
    spans = [(ends[2 * i], ends[2 * i + 1]) for i in range(len(sources))]
    n = len(inner)
    return Slices(
        window=cut_row[inner],
        start=cut_time[inner],
        end=cut_time[inner + 1],
        within=tuple(_covered(first, last, n) for first, last in spans[: len(covers)]),
        blocked=tuple(
            _blocking(sets, source.owner, first, last, n)
            for source, (first, last) in zip(
                blockers, spans[len(covers) :], strict=True
            )
        ),
    )


def _covered(
    first: NDArray[np.int64], last: NDArray[np.int64], n: int
) -> NDArray[np.bool_]:
    """Which of n slices lie in one of the ranges ``first:last``."""
    steps = np.bincount(first, minlength=n + 1) - np.bincount(last, minlength=n + 1)
    covered: NDArray[np.bool_] = np.cumsum(steps)[:n] > 0
    return covered


def _blocking(
    sets: OwnerSets,
    owner: NDArray[np.int32],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    n: int,
) -> NDArray[np.int64]:
    """Number of the set of owners whose ranges hold each of n slices."""
    size = last - first
    source = np.repeat(np.arange(len(owner)), size)
    step = np.arange(len(source)) - np.repeat(np.cumsum(size) - size, size)
    at, who = first[source] + step, owner[source].astype(np.int64)
    order = np.lexsort((who, at))
    at, who = at[order], who[order]
    rank = np.arange(len(at)) - np.searchsorted(at, at)
    number = np.zeros(n, dtype=np.int64)
    for r in range(int(rank.max(initial=-1)) + 1):
        chosen = rank == r
        single = np.array([sets.numbered((code,)) for code in who[chosen].tolist()])
        number[at[chosen]] = sets.united(number[at[chosen]], single)
    return number
