"""Which submitted row is which window of the model (窗位对应)."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

__all__ = ["MATCHED_BY", "Ambiguity", "Match", "MatchedBy"]


class MatchedBy(StrEnum):
    """How a row was matched."""

    NONE = "none"
    """Not matched: nothing in the model fits, or it is ambiguous."""
    GIVEN = "given"
    """By a table made by hand."""
    NUMBER = "number"
    """By the number of the window itself."""
    ORDER = "order"
    """By building, storey and order along the façade."""


MATCHED_BY: tuple[MatchedBy, ...] = tuple(MatchedBy)
"""In the order of the codes in :attr:`Match.by`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguity:
    """Rows that could be several windows (对应不唯一).

    Parameters
    ----------
    building : str
        Building as printed.
    floor : int
        Storey as printed.
    rows : tuple of int
        Submitted rows.
    windows : tuple of int
        Windows of the model that they could be.
    why : str
        Stable code: ``counts_differ``, ``two_orders``, ``duplicate_label``,
        ``no_building``, ``no_floor``.
    """

    building: str
    floor: int
    rows: tuple[int, ...]
    windows: tuple[int, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Match:
    """Submitted rows against the windows of the model (窗位对应表).

    Parameters
    ----------
    window : (n,) ndarray of int64
        Window of the model, -1 for none.
    by : (n,) ndarray of int8
        Codes into :data:`MATCHED_BY`.
    building : (n,) ndarray of int64
        Building of the model that the printed one is, -1 for none.
    invented : (i,) ndarray of int64
        Rows of a known building and storey for which the model has no window.
    missing : (m,) ndarray of int64
        Windows of the model that the report should show and does not.
    ambiguous : tuple of Ambiguity
        Rows left open.
    unit : (u,) ndarray of int64
        Household of the model for each submitted unit, -1 for none.
    """

    window: NDArray[np.int64]
    by: NDArray[np.int8]
    building: NDArray[np.int64]
    invented: NDArray[np.int64]
    missing: NDArray[np.int64]
    ambiguous: tuple[Ambiguity, ...]
    unit: NDArray[np.int64]

    @property
    def matched(self) -> NDArray[np.int64]:
        """Rows that were matched."""
        return np.flatnonzero(self.window >= 0).astype(np.int64)
