"""Printed minutes against those of the model, rule by rule (时数比对)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.review.matching.candidates import Candidate

__all__ = [
    "ALIKE_MIN",
    "CLOSE_MIN",
    "NEAR_MIN",
    "Minutes",
    "alike",
    "beats",
    "share_explained",
]

CLOSE_MIN: Final = 5.0
"""A figure so near is explained."""
NEAR_MIN: Final = 20.0
"""So near, it is of the same window by another convention."""
ALIKE_MIN: Final = 1.0
"""Rules whose results part by no more need not be told apart."""
_WON: Final = 0.95
_WON_OF_MANY: Final = 0.85
_MANY: Final = 30
"""Windows on which two rules part from which edited rows no longer decide."""
_LEAST_PARTING: Final = 6
"""Windows on which two rules must part before minutes tell them apart."""
_NEVER: Final = 999.0
"""Difference to a window that has no figure. [min]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Minutes:
    """Minutes of the printed windows and of the model (时数).

    Parameters
    ----------
    submitted : (2, e) ndarray of float64
        Before and after as printed, NaN for none. [min]
    model : (2, w) ndarray of float64
        Our own; NaN where not measured. [min]
    """

    submitted: NDArray[np.float64]
    model: NDArray[np.float64]

    def of(self, candidate: Candidate) -> NDArray[np.float64]:
        """Minutes of the model at the windows of a rule, (2, e).

        Parameters
        ----------
        candidate : Candidate
            The rule.
        """
        found = self.model[:, np.maximum(candidate.windows, 0)]
        taken: NDArray[np.float64] = np.where(candidate.windows >= 0, found, np.nan)
        return taken

    def off(self, candidate: Candidate) -> NDArray[np.float64]:
        """Difference of each printed window, NaN for nothing printed. [min]

        Parameters
        ----------
        candidate : Candidate
            The rule.
        """  # noqa: D400
        off = np.abs(self.submitted - self.of(candidate))
        worst = np.fmax(off[0], off[1])
        printed = np.isfinite(self.submitted).any(axis=0)
        out: NDArray[np.float64] = np.where(
            printed, np.where(np.isnan(worst), _NEVER, worst), np.nan
        )
        return out


def share_explained(off: NDArray[np.float64], within: float) -> float:
    """Share of the differences that are small; NaN for none (吻合比例).

    Parameters
    ----------
    off : (e,) ndarray of float64
        Differences, NaN where nothing is printed. [min]
    within : float
        How small, included. [min]
    """
    known = off[np.isfinite(off)]
    return float((known <= within + 1e-9).mean()) if len(known) else float("nan")


def _parting(
    ours: NDArray[np.float64], theirs: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How far two rules part on each printed window, (e,). [min]"""  # noqa: D400
    apart = np.abs(ours - theirs)
    one_sided = np.isnan(ours) != np.isnan(theirs)
    apart = np.where(one_sided, _NEVER, np.nan_to_num(apart, nan=0.0))
    worst: NDArray[np.float64] = apart.max(axis=0)
    return worst


def alike(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> bool:
    """Whether two rules give every printed window the same results (结果相同).

    Parameters
    ----------
    ours, theirs : (2, e) ndarray of float64
        Minutes of the model by either. [min]
    """
    return bool((_parting(ours, theirs) <= ALIKE_MIN).all())


def beats(
    ours: NDArray[np.float64],
    theirs: NDArray[np.float64],
    off: NDArray[np.float64],
    other: NDArray[np.float64],
) -> bool:
    """Whether a rule is nearer on nearly all windows where two of them part (更相符).

    Parameters
    ----------
    ours, theirs : (2, e) ndarray of float64
        Minutes of the model by the rule and by the other. [min]
    off, other : (e,) ndarray of float64
        Differences of the printed figures from either. [min]
    """
    residual = float(np.nanmedian(off)) if np.isfinite(off).any() else NEAR_MIN
    least = float(np.clip(2.0 * residual + 2.0, 3.0, NEAR_MIN))
    telling = (_parting(ours, theirs) > least) & np.isfinite(off)
    count = int(telling.sum())
    nearer = int((off[telling] < other[telling]).sum())
    least_won = _WON_OF_MANY if count >= _MANY else _WON
    return count >= _LEAST_PARTING and nearer >= least_won * count
