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
from sunlight.review.matching.minutes import (
    CLOSE_MIN,
    NEAR_MIN,
    Minutes,
    alike,
    beats,
    share_explained,
)

__all__ = [
    "UNSURE_SHARE",
    "Choice",
    "How",
    "agreeing",
    "chosen",
    "confirmed",
    "contradicted",
    "preferring",
]

_EXPLAINED: Final = 0.95
UNSURE_SHARE: Final = 0.75
"""Share of the figures that must at least be near."""


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
    same = [i for i in range(len(fitting)) if alike(ours[i], ours[best])]
    others = [i for i in range(len(fitting)) if i not in set(same)]
    left = tuple(fitting[i] for i in same)
    usual = same[0]
    if others and not all(
        beats(ours[best], ours[i], off[best], off[i]) for i in others
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
        if share_explained(theirs, NEAR_MIN) >= UNSURE_SHARE and beats(
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
        beats(ours, minutes.of(other), off, minutes.off(other)) for other in found
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
        if not all(alike(ours[0], m) for m in ours[1:]):
            return _open(tuple(fitting))
        off = minutes.off(same[0])
        explained = share_explained(off, CLOSE_MIN)
        for other in fitting:
            theirs = minutes.off(other)
            if beats(minutes.of(other), ours[0], theirs, off):
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
