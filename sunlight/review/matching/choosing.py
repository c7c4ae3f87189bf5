"""One rule out of several, or none (次序判定).

What the table says besides minutes decides first. Only a rule for the whole building is
ever taken by its minutes, and only where it leaves every other one clearly behind: a
storey or a single row never is, since that would hide what the review looks for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.review.matching.candidates import Candidate

__all__ = [
    "CLOSE_MIN",
    "NEAR_MIN",
    "UNSURE_SHARE",
    "Choice",
    "How",
    "Minutes",
    "agreeing",
    "chosen",
    "confirmed",
    "contradicted",
    "preferring",
    "share_explained",
]

CLOSE_MIN: Final = 5.0
"""A figure so near is explained."""
NEAR_MIN: Final = 20.0
"""So near, it is of the same window by another convention."""
ALIKE_MIN: Final = 1.0
"""Rules whose results part by no more need not be told apart."""
_EXPLAINED: Final = 0.95
UNSURE_SHARE: Final = 0.75
"""Share of the figures that must at least be near."""
_WON: Final = 0.95
_WON_OF_MANY: Final = 0.85
_MANY: Final = 30
"""Windows on which two rules part from which edited rows no longer decide."""
_LEAST_PARTING: Final = 6
"""Windows on which two rules must part before minutes tell them apart."""
_NEVER: Final = 999.0
"""Difference to a window that has no figure. [min]"""


class How(StrEnum):
    """What decided for a rule."""

    NONE = "none"
    """Several are left."""
    EVIDENCE = "evidence"
    """Counts, sills, households, rooms."""
    MINUTES = "minutes"
    """The minutes leave only this one."""
    UNSURE = "unsure"
    """The same, but many figures differ from ours."""
    USUAL = "usual"
    """The results are alike by all that are left; the usual one was taken."""
    REPORT = "report"
    """The rule of the other buildings of the report."""
    CONTRADICTED = "contradicted"
    """The table speaks for one rule, its minutes for another."""


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Choice:
    """The rule of a building, if one could be told (判定结果).

    Parameters
    ----------
    candidate : Candidate or None
        The rule; None where several are left.
    how : How
        What decided.
    names : frozenset of str
        Rules that lead to the same results.
    left : tuple of Candidate
        Rules that could not be told apart, the chosen one among them.
    explained : float
        Share of the figures within 5 min of ours; NaN without figures.
    rules : frozenset of str
        Rules that the report follows elsewhere, where that decided.
    """

    candidate: Candidate | None
    how: How
    names: frozenset[str]
    left: tuple[Candidate, ...]
    explained: float
    rules: frozenset[str] = frozenset()

    @property
    def shown(self) -> str:
        """The rule to name: that of the report where there is one."""
        if self.candidate is None:
            return ""
        return min(self.candidate.names & self.rules, default=self.candidate.shown)


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


def chosen(
    found: Sequence[Candidate], fitting: Sequence[Candidate], minutes: Minutes | None
) -> Choice:
    """Rule of a building (次序判定).

    Parameters
    ----------
    found : sequence of Candidate
        Rules that the counts allow.
    fitting : sequence of Candidate
        Those that the other columns of the table do not speak against.
    minutes : Minutes or None
        Figures; None without an assessment.
    """
    if not fitting:
        return _open(())
    if minutes is None:
        return _taken(fitting[0], How.EVIDENCE) if len(fitting) == 1 else _open(fitting)
    off = [minutes.off(c) for c in fitting]
    ours = [minutes.of(c) for c in fitting]
    best = _best(off)
    if len(fitting) == 1:
        return _checked(found, fitting[0], off[0], minutes)
    alike = [i for i in range(len(fitting)) if _alike(ours[i], ours[best])]
    others = [i for i in range(len(fitting)) if i not in set(alike)]
    left = tuple(fitting[i] for i in alike)
    usual = alike[0]
    if others and not all(
        _beats(ours[best], ours[i], off[best], off[i]) for i in others
    ):
        return _open(fitting)
    explained = share_explained(off[best], CLOSE_MIN)
    if not others:
        how = How.USUAL
    elif explained >= _EXPLAINED:
        how = How.MINUTES
    elif share_explained(off[best], NEAR_MIN) >= UNSURE_SHARE:
        how = How.UNSURE
    else:
        return _open(fitting)
    return Choice(
        candidate=fitting[usual],
        how=how,
        names=frozenset().union(*(c.names for c in left)),
        left=left,
        explained=explained,
    )


def _checked(
    found: Sequence[Candidate],
    only: Candidate,
    off: NDArray[np.float64],
    minutes: Minutes,
) -> Choice:
    """A rule that the table speaks for, unless its minutes speak for another."""
    explained = share_explained(off, CLOSE_MIN)
    if contradicted(found, only, off, minutes):
        return Choice(
            candidate=None,
            how=How.CONTRADICTED,
            names=frozenset(),
            left=tuple(found),
            explained=explained,
        )
    return Choice(
        candidate=only,
        how=How.EVIDENCE,
        names=only.names,
        left=(only,),
        explained=explained,
    )


def contradicted(
    found: Sequence[Candidate],
    only: Candidate,
    off: NDArray[np.float64],
    minutes: Minutes,
) -> bool:
    """Whether another rule comes clearly nearer to the figures than this one (矛盾).

    Parameters
    ----------
    found : sequence of Candidate
        Rules that the counts allow.
    only : Candidate
        The rule.
    off : (e,) ndarray of float64
        Its differences. [min]
    minutes : Minutes
        Figures.
    """
    if not share_explained(off, CLOSE_MIN) < _EXPLAINED:
        return False
    ours = minutes.of(only)
    for other in found:
        theirs = minutes.off(other)
        if share_explained(theirs, NEAR_MIN) >= UNSURE_SHARE and _beats(
            minutes.of(other), ours, theirs, off
        ):
            return True
    return False


def confirmed(
    found: Sequence[Candidate],
    only: Candidate,
    off: NDArray[np.float64],
    minutes: Minutes,
) -> bool:
    """Whether a rule explains nearly all figures and another does not (印证).

    Parameters
    ----------
    found : sequence of Candidate
        Rules that the counts allow.
    only : Candidate
        The rule.
    off : (e,) ndarray of float64
        Its differences. [min]
    minutes : Minutes
        Figures.
    """
    ours = minutes.of(only)
    return share_explained(off, CLOSE_MIN) >= _EXPLAINED and any(
        _beats(ours, minutes.of(other), off, minutes.off(other)) for other in found
    )


def preferring(choice: Choice, rules: frozenset[str]) -> Choice:
    """The same choice; among rules with like results, one of the report (同一次序).

    Parameters
    ----------
    choice : Choice
        A choice with a candidate.
    rules : frozenset of str
        Rules that the buildings of the report share.
    """
    same = [c for c in choice.left if c.names & rules]
    if not 0 < len(same) < len(choice.left) or choice.candidate is None:
        return choice
    how = How.REPORT if choice.how is How.USUAL else choice.how
    return replace(choice, candidate=same[0], how=how, rules=rules)


def agreeing(
    fitting: Sequence[Candidate], rules: frozenset[str], minutes: Minutes | None
) -> Choice:
    """Rule of a building by those of the other buildings of a report (同一次序).

    Parameters
    ----------
    fitting : sequence of Candidate
        Rules that are left for it.
    rules : frozenset of str
        Rules that all the other buildings share.
    minutes : Minutes or None
        Figures.
    """
    same = [c for c in fitting if c.names & rules]
    if not same:
        return _open(tuple(fitting))
    explained = float("nan")
    if minutes is not None:
        ours = [minutes.of(c) for c in same]
        if not all(_alike(ours[0], m) for m in ours[1:]):
            return _open(tuple(fitting))
        off = minutes.off(same[0])
        explained = share_explained(off, CLOSE_MIN)
        for other in fitting:
            theirs = minutes.off(other)
            if _beats(minutes.of(other), ours[0], theirs, off):
                return _open(tuple(fitting))
    elif len(same) > 1:
        return _open(tuple(fitting))
    return Choice(
        candidate=same[0],
        how=How.REPORT,
        names=frozenset().union(*(c.names for c in same)),
        left=tuple(same),
        explained=explained,
        rules=rules,
    )


def _taken(candidate: Candidate, how: How) -> Choice:
    """A choice without figures."""
    return Choice(
        candidate=candidate,
        how=how,
        names=candidate.names,
        left=(candidate,),
        explained=float("nan"),
    )


def _open(left: Sequence[Candidate]) -> Choice:
    """No choice."""
    return Choice(
        candidate=None,
        how=How.NONE,
        names=frozenset(),
        left=tuple(left),
        explained=float("nan"),
    )


def _best(off: Sequence[NDArray[np.float64]]) -> int:
    """Rule with the least differences, large ones counted no further."""
    scores = [
        float(np.minimum(np.nan_to_num(one, nan=0.0), 2.0 * NEAR_MIN).sum())
        for one in off
    ]
    return int(np.argmin(np.round(scores, 6)))


def _parting(
    ours: NDArray[np.float64], theirs: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How far two rules part on each printed window, (e,). [min]"""  # noqa: D400
    apart = np.abs(ours - theirs)
    one_sided = np.isnan(ours) != np.isnan(theirs)
    apart = np.where(one_sided, _NEVER, np.nan_to_num(apart, nan=0.0))
    worst: NDArray[np.float64] = apart.max(axis=0)
    return worst


def _alike(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> bool:
    """Whether two rules give every printed window the same results."""
    return bool((_parting(ours, theirs) <= ALIKE_MIN).all())


def _beats(
    ours: NDArray[np.float64],
    theirs: NDArray[np.float64],
    off: NDArray[np.float64],
    other: NDArray[np.float64],
) -> bool:
    """Whether a rule is nearer on nearly all windows on which two of them part."""
    residual = float(np.nanmedian(off)) if np.isfinite(off).any() else NEAR_MIN
    least = float(np.clip(2.0 * residual + 2.0, 3.0, NEAR_MIN))
    telling = (_parting(ours, theirs) > least) & np.isfinite(off)
    count = int(telling.sum())
    nearer = int((off[telling] < other[telling]).sum())
    least_won = _WON_OF_MANY if count >= _MANY else _WON
    return count >= _LEAST_PARTING and nearer >= least_won * count
