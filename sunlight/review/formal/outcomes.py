"""Printed outcomes against the printed minutes (结论栏与时数核对)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.review.formal.judged import possible_wordings, wordings
from sunlight.review.formal.rows import Rows
from sunlight.review.formal.words import ACCEPTED, NOTHING, UNREADABLE, outcome_of
from sunlight.rules import Wording
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["Claims", "Fault", "claims_of", "faults_of"]

_PASSING: Final = ACCEPTED["pass"]
_GOOD: Final = frozenset({"meets", "no_effect", "gain", "reached", "pass"})
"""Outcomes that are good news for the applicant."""


class Fault(StrEnum):
    """What is wrong with a printed outcome."""

    NONE = "none"
    BETTER = "better"
    """It says more than the minutes bear out."""
    EXCUSED = "excused"
    """不影响, though the standard was met before and is missed after: 规程七(四)."""
    CHANGED = "changed"
    """不影响, though the change is more than the rules let pass: 规程七(五)."""
    STRICTER = "stricter"
    """It says less than the minutes bear out."""
    WORDING = "wording"
    """The other word would be right; pass or fail stays."""
    ROUNDING = "rounding"
    """It disagrees, and a minute of rounding explains it."""
    UNREADABLE = "unreadable"
    """Its words are not known."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Claims:
    """Outcomes of rows as printed and as the rules have them, (n,) each (结论栏).

    Parameters
    ----------
    rows : Rows
        The rows.
    printed : ndarray of str objects
        Outcome as in :func:`~sunlight.review.formal.words.outcome_of`.
    wording : ndarray of Wording objects
        On the printed minutes.
    fault : ndarray of Fault objects
        What is wrong with it.
    """

    rows: Rows
    printed: NDArray[np.object_]
    wording: NDArray[np.object_]
    fault: NDArray[np.object_]


def claims_of(rows: Rows, assessment: Assessment, *, renewal: str = "") -> Claims:
    """Read the outcome column and judge the minutes beside it (结论栏核对).

    Parameters
    ----------
    rows : Rows
        Rows of one kind.
    assessment : Assessment
        Our own, for the rules.
    renewal : str
        Document of an old-area renewal.

    Returns
    -------
    Claims
        Rows as given.

    Notes
    -----
    Source: 规程七(四)(五).
    """
    texts = [str(text) for text in rows.outcome]
    known = {text: outcome_of(text) for text in set(texts)}
    printed = np.array([known[text] for text in texts], dtype=object)
    wording = wordings(
        assessment.rules,
        rows.standing,
        rows.use,
        rows.before,
        rows.after,
        renewal=renewal,
    )
    claims = Claims(
        rows=rows,
        printed=printed,
        wording=wording,
        fault=np.full(len(rows), Fault.NONE, dtype=object),
    )
    claims.fault[:] = faults_of(claims, assessment, renewal=renewal)
    return claims


def faults_of(
    claims: Claims, assessment: Assessment, *, renewal: str = ""
) -> NDArray[np.object_]:
    """What is wrong with each printed outcome (结论栏之误).

    Parameters
    ----------
    claims : Claims
        Printed outcomes and those of the rules.
    assessment : Assessment
        Our own, for the rules.
    renewal : str
        Document of an old-area renewal.

    Returns
    -------
    (n,) ndarray of Fault objects
        ``Fault.NONE`` where nothing is.
    """
    printed, rows = claims.printed, claims.rows
    fault = np.full(len(rows), Fault.NONE, dtype=object)
    fault[printed == UNREADABLE] = Fault.UNREADABLE
    _by_minutes(fault, printed, rows)
    judged = claims.wording != Wording.NONE
    agreed = np.zeros(len(rows), dtype=np.bool_)
    wanted = np.zeros(len(rows), dtype=np.bool_)
    for name, accepted in ACCEPTED.items():
        mine = printed == name
        wanted |= mine
        for wording in accepted:
            agreed |= mine & (claims.wording == wording)
    if rows.kind == "window":  # 不满足 beside a window says that it is below
        agreed |= (printed == "not_meets") & (rows.after < rows.standard)
    off = np.flatnonzero(wanted & judged & ~agreed)
    could = possible_wordings(
        assessment.rules,
        rows.standing[off],
        rows.use[off],
        rows.before[off],
        rows.after[off],
        rows.slack_before[off],
        rows.slack_after[off],
        renewal=renewal,
    )
    for row, wordings_of_row in zip(off.tolist(), could, strict=True):
        name, wording = str(printed[row]), claims.wording[row]
        if ACCEPTED[name] & wordings_of_row:
            fault[row] = Fault.ROUNDING
        else:
            fault[row] = _fault(name, wording)
    return fault


def _by_minutes(
    fault: NDArray[np.object_], printed: NDArray[np.object_], rows: Rows
) -> None:
    """Hold 达标 and 未达标 against the minutes after and the standard."""
    noise = THRESHOLD_NOISE_MIN
    known = ~np.isnan(rows.after) & ~np.isnan(rows.standard)
    reached = rows.after >= rows.standard - noise
    near = np.where(
        reached,
        rows.after - rows.slack_after < rows.standard - noise,
        rows.after + rows.slack_after >= rows.standard - noise,
    )
    wrong = known & (
        ((printed == "reached") & ~reached) | ((printed == "missed") & reached)
    )
    fault[wrong & near] = Fault.ROUNDING
    fault[wrong & ~near & ~reached] = Fault.BETTER
    fault[wrong & ~near & reached] = Fault.STRICTER


def _fault(name: str, wording: Wording) -> Fault:
    """What is wrong with one outcome, rounding aside."""
    good, passes = name in _GOOD, wording in _PASSING
    if name == "no_effect" and wording is Wording.NOT_MEETS:
        return Fault.EXCUSED
    if name == "no_effect" and wording is Wording.AFFECTED:
        return Fault.CHANGED
    if name == "meets" and wording is not Wording.MEETS:
        return Fault.BETTER
    if good and not passes:
        return Fault.BETTER
    if not good and passes:
        return Fault.STRICTER
    return Fault.WORDING


def is_claim(printed: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell which rows print an outcome at all.

    Parameters
    ----------
    printed : (n,) ndarray of str objects
        As in :class:`Claims`.
    """
    known: NDArray[np.bool_] = (printed != NOTHING) & (printed != UNREADABLE)
    return known
