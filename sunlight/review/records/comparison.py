"""Submitted figures against our own, row by row (逐窗比对)."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

__all__ = ["ROW_CLASSES", "Comparison", "RowClass", "UnitComparison"]


class RowClass(StrEnum):
    """What became of a submitted row."""

    SAME = "same"
    """The same to the minute that is printed."""
    WITHIN = "within"
    """Within the tolerance of the national standard."""
    DIFFERENT = "different"
    """Beyond the tolerance; no verdict turns on it."""
    FLIPS = "flips"
    """The verdict of its unit, or 达标/未达标 of the window, is another one."""
    INVENTED = "invented"
    """The model has no such window."""
    OPEN = "open"
    """Not matched, or nothing readable to compare."""


ROW_CLASSES: tuple[RowClass, ...] = tuple(RowClass)
"""In the order of the codes in :attr:`Comparison.row_class`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitComparison:
    """A household or other unit, submitted and recomputed (逐户比对).

    Parameters
    ----------
    unit : str
        Id in the model.
    household : int
        Index of the household; -1 for another unit.
    building : int
        Index of the building.
    claimed : str
        Outcome as printed; empty where none is.
    from_submitted : str
        Wording (:class:`sunlight.rules.Wording` value) that the rules give on the
        submitted minutes; empty where these do not suffice.
    recomputed : str
        Wording on our own minutes.
    before, after : float
        Submitted minutes of its best window. [min]
    recomputed_before, recomputed_after : float
        Our own. [min]
    flips : bool
        The outcome on the submitted minutes, or the claimed one, is another than ours.
    harms : bool
        It is ours that fails where theirs passes.
    """

    unit: str
    household: int
    building: int
    claimed: str
    from_submitted: str
    recomputed: str
    before: float
    after: float
    recomputed_before: float
    recomputed_after: float
    flips: bool
    harms: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """Submitted rows against our own figures, rows as in the submission (比对结果).

    Parameters
    ----------
    tolerance : float
        Difference allowed, included. [min]
    row_class : (n,) ndarray of int8
        Codes into :data:`ROW_CLASSES`.
    difference_before, difference_after : (n,) ndarray of float64
        Submitted less recomputed; NaN where one of them is missing. [min]
    flips : (n,) ndarray of bool
        达标/未达标 of the window itself is another one.
    units : tuple of UnitComparison
        Units whose windows are in the submission.
    missing : (m,) ndarray of int64
        Windows of the model that are not in the submission.
    """

    tolerance: float
    row_class: NDArray[np.int8]
    difference_before: NDArray[np.float64]
    difference_after: NDArray[np.float64]
    flips: NDArray[np.bool_]
    units: tuple[UnitComparison, ...]
    missing: NDArray[np.int64]

    def count(self, of: RowClass) -> int:
        """Rows of a class (行数).

        Parameters
        ----------
        of : RowClass
            Class.
        """
        return int((self.row_class == ROW_CLASSES.index(of)).sum())
