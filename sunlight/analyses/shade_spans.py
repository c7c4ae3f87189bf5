"""Who blocks a window when: spans of the day with all their blockers (遮挡时段明细)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.intervals.columns import set_column

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "ALONE",
    "JOINT",
    "OWN_WALL",
    "SHADE_KINDS",
    "SHORT",
    "TOGETHER",
    "ShadeParts",
    "ShadeSpans",
]

SHADE_KINDS: Final = ("alone", "together", "jointly", "remnant", "own_wall")
"""Kinds of spans (遮挡方式), by code."""
ALONE: Final = 0
"""One owner blocks, at one sill end or at both (单独遮挡)."""
TOGETHER: Final = 1
"""Several owners, two of them at the same sill end: one hides behind another (重叠)."""
JOINT: Final = 2
"""One owner blocks the left end, another one the right end (分别遮挡两端)."""
SHORT: Final = 3
"""Lit but not counted, as the piece is too short (不足时段)."""
OWN_WALL: Final = 4
"""The sun is behind the window's own wall, whatever stands there (自身墙面)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShadeSpans:
    """Spans of the band that do not count, with who blocks them (遮挡时段明细).

    Ordered by window and start; within a span nothing changes. Arrays are read-only.

    Parameters
    ----------
    owner_names : tuple of str
        Names of owners by code.
    window : (k,) ndarray of int64
        Row of the window.
    start, end : (k,) ndarray of float64
        Limits, the end excluded. [min, true solar time]
    kind : (k,) ndarray of int8
        `ALONE`, `TOGETHER`, `JOINT`, `SHORT` or `OWN_WALL`.
    sides : (k,) ndarray of int8
        Sill ends that owners block: ``LEFT_END``, ``RIGHT_END``, ``BOTH_ENDS``, or
        ``NO_SIDE`` where no owner does.
    left_set, right_set : (k,) ndarray of int64
        Who blocks the left and the right end, rows of `sets`.
    sets : tuple of tuple of int
        Owner codes in rising order; the first is empty.
    won : (k,) ndarray of bool
        Whether the span was won, not lost: its minutes are negative.
    """

    owner_names: tuple[str, ...]
    window: NDArray[np.int64]
    start: NDArray[np.float64]
    end: NDArray[np.float64]
    kind: NDArray[np.int8]
    sides: NDArray[np.int8]
    left_set: NDArray[np.int64]
    right_set: NDArray[np.int64]
    sets: tuple[tuple[int, ...], ...]
    won: NDArray[np.bool_]

    def __post_init__(self) -> None:
        for name in (
            "window", "start", "end", "kind", "sides", "left_set", "right_set", "won",
        ):  # fmt: skip
            set_column(self, name, getattr(self, name))

    def __len__(self) -> int:
        return len(self.window)

    def __repr__(self) -> str:
        return f"ShadeSpans({len(self)} spans)"

    @property
    def minutes(self) -> NDArray[np.float64]:
        """Lengths of the spans, negative where the sun was won, (k,). [min]"""  # noqa: D400
        length = self.end - self.start
        return np.where(self.won, -length, length)

    def owners(self, i: int) -> tuple[str, ...]:
        """Names of all who block in span `i`, alone or together (遮挡者).

        Parameters
        ----------
        i : int
            Row of the span.
        """
        return tuple(self.owner_names[code] for code in self.codes(i))

    def codes(self, i: int) -> tuple[int, ...]:
        """Codes of all who block in span `i`, in rising order (遮挡者编号).

        Parameters
        ----------
        i : int
            Row of the span.
        """
        left, right = self.sets[self.left_set[i]], self.sets[self.right_set[i]]
        return tuple(sorted({*left, *right}))

    def of_window(self, window: int) -> "ShadeSpans":
        """Spans of one window (单窗明细).

        Parameters
        ----------
        window : int
            Row of the window.
        """
        return self.taken(np.flatnonzero(self.window == window))

    def of_rows(self, windows: NDArray[np.int64]) -> "ShadeSpans":
        """The same spans with other row numbers (换行号).

        Parameters
        ----------
        windows : (w,) ndarray of int64
            New number of each window.
        """
        return replace(self, window=windows[self.window])

    def taken(self, rows: NDArray[np.int64]) -> "ShadeSpans":
        """Some of the spans, in the order given (部分明细).

        Parameters
        ----------
        rows : (n,) ndarray of int64
            Rows of the spans.
        """
        return ShadeSpans(
            owner_names=self.owner_names,
            window=self.window[rows],
            start=self.start[rows],
            end=self.end[rows],
            kind=self.kind[rows],
            sides=self.sides[rows],
            left_set=self.left_set[rows],
            right_set=self.right_set[rows],
            sets=self.sets,
            won=self.won[rows],
        )

    def parts(self) -> "ShadeParts":
        """Minutes of each window split among its blockers (分摊).

        Time of one owner alone is that owner's; time of several, of short pieces and of
        the own wall are parts of their own. All parts of a window add up to the spans.
        """
        first = np.array([owners[0] if owners else -1 for owners in self.sets])
        one = np.maximum(first[self.left_set], first[self.right_set])
        owner = np.where(self.kind == ALONE, one, -1)
        keys = np.column_stack([self.window, self.kind.astype(np.int64), owner])
        distinct, inverse = np.unique(keys.reshape(-1, 3), axis=0, return_inverse=True)
        minutes = np.bincount(
            inverse.reshape(-1), weights=self.minutes, minlength=len(distinct)
        )
        return ShadeParts(
            owner_names=self.owner_names,
            window=distinct[:, 0],
            owner=distinct[:, 2],
            kind=distinct[:, 1].astype(np.int8),
            minutes=minutes.astype(np.float64, copy=False),
        )

    @classmethod
    def joined(cls, tables: Sequence["ShadeSpans"]) -> "ShadeSpans":
        """One table from several with the same owners (合并), by window and start.

        Parameters
        ----------
        tables : sequence of ShadeSpans
            At least one; no window is in two of them.
        """
        sets = tuple(dict.fromkeys(owners for t in tables for owners in t.sets))
        number = {owners: i for i, owners in enumerate(sets)}
        places = [np.array([number[s] for s in t.sets], np.int64) for t in tables]
        whole = cls(
            owner_names=tables[0].owner_names,
            window=np.concatenate([t.window for t in tables]),
            start=np.concatenate([t.start for t in tables]),
            end=np.concatenate([t.end for t in tables]),
            kind=np.concatenate([t.kind for t in tables]),
            sides=np.concatenate([t.sides for t in tables]),
            left_set=np.concatenate(
                [at[t.left_set] for at, t in zip(places, tables, strict=True)]
            ),
            right_set=np.concatenate(
                [at[t.right_set] for at, t in zip(places, tables, strict=True)]
            ),
            sets=sets,
            won=np.concatenate([t.won for t in tables]),
        )
        return whole.taken(np.lexsort((whole.start, whole.window)))

    def to_frame(self) -> "pd.DataFrame":
        """Table with one line a span, owners by name (明细表)."""
        import pandas as pd

        return pd.DataFrame(
            {
                "window": self.window,
                "start": self.start,
                "end": self.end,
                "kind": [SHADE_KINDS[code] for code in self.kind.tolist()],
                "sides": self.sides,
                "owners": [self.owners(i) for i in range(len(self))],
                "minutes": self.minutes,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShadeParts:
    """Minutes of windows split among who takes them, parts that add up (分摊表).

    Parameters
    ----------
    owner_names : tuple of str
        Names of owners by code.
    window : (k,) ndarray of int64
        Row of the window.
    owner : (k,) ndarray of int64
        Owner of minutes taken alone, -1 for the other parts.
    kind : (k,) ndarray of int8
        `ALONE`, `TOGETHER`, `JOINT`, `SHORT` or `OWN_WALL`.
    minutes : (k,) ndarray of float64
        Minutes of the part, negative where the sun was won. [min]
    """

    owner_names: tuple[str, ...]
    window: NDArray[np.int64]
    owner: NDArray[np.int64]
    kind: NDArray[np.int8]
    minutes: NDArray[np.float64]

    def __post_init__(self) -> None:
        for name in ("window", "owner", "kind", "minutes"):
            set_column(self, name, getattr(self, name))

    def __len__(self) -> int:
        return len(self.window)

    def __repr__(self) -> str:
        return f"ShadeParts({len(self)} parts)"

    def totals(self, windows: int) -> NDArray[np.float64]:
        """Sum of the parts of each window, (w,) (合计). [min].

        Parameters
        ----------
        windows : int
            Number w of windows.
        """
        sums = np.bincount(self.window, weights=self.minutes, minlength=windows)
        return sums.astype(np.float64, copy=False)
