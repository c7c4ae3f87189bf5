"""Who blocks a window when: spans of the day with all their blockers (遮挡时段明细)."""

from dataclasses import dataclass
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
        codes = {
            *self.sets[int(self.left_set[i])],
            *self.sets[int(self.right_set[i])],
        }
        return tuple(self.owner_names[code] for code in sorted(codes))

    def of_window(self, window: int) -> "ShadeSpans":
        """Spans of one window (单窗明细).

        Parameters
        ----------
        window : int
            Row of the window.
        """
        return self.taken(np.flatnonzero(self.window == window))

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
        union = [
            tuple(sorted({*self.sets[a], *self.sets[b]}))
            for a, b in zip(
                self.left_set.tolist(), self.right_set.tolist(), strict=True
            )
        ]
        owner = np.array(
            [
                codes[0] if kind == ALONE else -1
                for codes, kind in zip(union, self.kind.tolist(), strict=True)
            ],
            dtype=np.int64,
        )
        keys = np.column_stack([self.window, self.kind.astype(np.int64), owner])
        distinct, inverse = np.unique(
            keys.reshape(-1, 3), axis=0, return_inverse=True
        )
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
