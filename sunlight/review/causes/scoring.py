"""How well a convention explains the table, and what cannot be told apart (评分).

The score is a description length: each figure costs what a long-tailed distribution
gives its difference, never more than an arbitrary figure would, so that a few edited
rows do not bend the fit; each departure costs the choice among its values, and a free
parameter half the logarithm of the figures.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.conditions import StandardDay
from sunlight.review.causes.figures import EXACT_MIN, Figures, Residuals
from sunlight.review.causes.space import CONTINUOUS, allowed, departures
from sunlight.review.records.causes import Convention, Fit

__all__ = [
    "Scored",
    "apart",
    "explained",
    "fit_of",
    "gain_over",
    "penalty",
    "scored",
    "sharp",
]

SPREAD: Final = 0.7
"""Width of the distribution of differences, in printed units."""
DEAREST: Final = 9.0
"""What a figure costs at the most. [nats]"""
MARGIN: Final = 4.0
"""Fits nearer to each other than this cannot be told apart. [nats]"""
SIGNIFICANT: Final = 2.0
"""Nor are those within this many times the scatter of their difference."""
_ALLOWED_COST: Final = 1.0
_COST: Final = 3.0
_CHOICES: Final = {
    "declination": 12,
    "sampling": 40,
    "refraction": 1,
    "time_basis": 1,
    "sill_point": 4,
    "own_plates": 1,
    "shortest_segment": 6,
    "sill": 6,
    "latitude": 20,
    "north": 14,
    "geometry": 60,
}
_SHARP: Final = 0.95
"""From this share of figures to the very minute on, a minute off is a difference."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scored:
    """A convention with its score (评分结果).

    Parameters
    ----------
    convention : Convention
        The combination.
    score : float
        Cost of all figures and departures; smaller is better. [nats]
    cost : (n,) ndarray of float64
        Cost of each figure.
    residuals : Residuals
        Differences.
    penalty : float
        Cost of the departures, as part of `score`.
    """

    convention: Convention
    score: float
    cost: NDArray[np.float64]
    residuals: Residuals
    penalty: float


def scored(
    convention: Convention, base: Convention, figures: Figures, off: Residuals
) -> Scored:
    """Score of a convention (评分).

    Parameters
    ----------
    convention, base : Convention
        The combination, and that of the rules.
    figures : Figures
        What is printed.
    off : Residuals
        How far the combination is from it.
    """
    unit = max(SPREAD * figures.resolution, 2.0 * EXACT_MIN)
    cost = np.minimum(np.log1p((off.off / unit) ** 2), DEAREST)
    charged = penalty(convention, base, len(figures))
    return Scored(
        convention=convention,
        score=float(cost.sum()) + charged,
        cost=cost,
        residuals=off,
        penalty=charged,
    )


def penalty(convention: Convention, base: Convention, count: int) -> float:
    """What the departures of a convention cost (复杂度罚分). [nats].

    Parameters
    ----------
    convention, base : Convention
        The combination, and that of the rules.
    count : int
        Figures compared.
    """
    cost = 0.0
    free = 0.5 * math.log(max(count, 2))
    for code in departures(convention, base):
        choice = math.log(max(_CHOICES[code], 1))
        honest = code in ("declination", "sampling", "refraction")
        cost += choice + (_ALLOWED_COST if honest else _COST)
        change = convention.geometry
        named = code == "latitude" and convention.place
        if code in CONTINUOUS or (code == "sill" and convention.raised):
            cost += 0.0 if named else free
        if code == "geometry" and change is not None and change.kind in CONTINUOUS:
            cost += free
    return cost


def apart(best: Scored, other: Scored) -> bool:
    """Tell whether a fit is worse than the best beyond doubt (是否可区分).

    Parameters
    ----------
    best, other : Scored
        Of the same figures.
    """
    gap = other.score - best.score
    scatter = float(np.sqrt(((other.cost - best.cost) ** 2).sum()))
    return gap > max(MARGIN, SIGNIFICANT * scatter)


def sharp(best: Scored) -> bool:
    """Tell whether the table agrees with its best fit to the minute (是否逐分相符).

    Parameters
    ----------
    best : Scored
        Best fit.
    """
    off = best.residuals.off
    return bool(len(off)) and float((off == 0.0).mean()) >= _SHARP


def explained(found: Scored, *, to_the_minute: bool) -> NDArray[np.bool_]:
    """Figures that a convention reproduces, (n,) (已解释的数值).

    Parameters
    ----------
    found : Scored
        Fit.
    to_the_minute : bool
        As printed; else within what rounding each segment may make.
    """
    off = found.residuals
    same: NDArray[np.bool_] = off.off == 0.0
    if to_the_minute:
        return same
    within: NDArray[np.bool_] = same | (off.exact <= off.allowance + EXACT_MIN)
    return within


def fit_of(
    found: Scored,
    base: Convention,
    figures: Figures,
    day: StandardDay,
    *,
    to_the_minute: bool,
) -> Fit:
    """Record of a fit (吻合程度).

    Parameters
    ----------
    found : Scored
        Score and differences.
    base : Convention
        That of the rules.
    figures : Figures
        What is printed.
    day : StandardDay
        Standard day of dwellings.
    to_the_minute : bool
        Whether figures must agree as printed.
    """
    totals = found.residuals.exact[: len(figures.row)]
    some = totals if len(totals) else found.residuals.exact
    return Fit(
        convention=found.convention,
        departures=departures(found.convention, base),
        allowed=allowed(found.convention, base, day),
        explained=int(explained(found, to_the_minute=to_the_minute).sum()),
        compared=len(figures),
        median=float(np.median(some)) if len(some) else 0.0,
        worst=float(some.max()) if len(some) else 0.0,
        score=found.score,
    )


def gain_over(best: Fit, honest: Fit) -> float:
    """Share of what the best honest report leaves that a fit explains (新增解释比例).

    A cause that is not in the table of conventions, such as a building that does not
    exist, is imitated a little by many changes: each explains a few figures more.

    Parameters
    ----------
    best, honest : Fit
        Of the same figures.
    """
    left = honest.compared - honest.explained
    return (best.explained - honest.explained) / left if left else 1.0
