"""Clauses on how to compute and to show (计算条款), edition of 2022."""

import math
from dataclasses import replace

from sunlight.conditions import (
    Conditions,
    FullWindowTest,
    OwnPlates,
    StandardDay,
)
from sunlight.errors import InputError
from sunlight.rules.clause import CalculationStep, Clause, Period, Rounding
from sunlight.rules.parameters import Values
from sunlight.rules.xinzhou_2022.clause_ids import ADDITIONS, WINDOW_PLANES
from sunlight.rules.xinzhou_2022.clauses_windows import (
    additions_alone_left_out,
    base_planes,
)
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = [
    "calculation_clauses",
    "display_clauses",
    "full_window_at_sill",
    "neglected_own_plates",
    "shortest_counted_segment",
    "whole_minutes",
]


def full_window_at_sill(conditions: Conditions, values: Values) -> Conditions:
    """Full window at the sill, never one point (满窗、窗台面、计算宽度).

    Both sill ends must be lit; the sill plane is never lower than the least height
    above the floor; a window wider than the national width is judged on its best
    stretch, a narrower one on its real width.

    Parameters
    ----------
    conditions : Conditions
        What the clauses before laid down.
    values : Values
        Figures of the day.

    Returns
    -------
    Conditions
        With the test, the sill and the width of this clause.

    Notes
    -----
    Source: 规程六(一), with 规程二(一) for what a full window is.
    """
    return replace(
        conditions,
        full_window=FullWindowTest.ENDS,
        sill_minimum=values.number("sill_minimum"),
        counted_width=values.number("counted_width"),
    )


def shortest_counted_segment(conditions: Conditions, values: Values) -> Conditions:
    """Segments add up, short ones do not count (累积计算、最短时段).

    Parameters
    ----------
    conditions : Conditions
        What the clauses before laid down.
    values : Values
        Figures of the day.

    Returns
    -------
    Conditions
        With the shortest segment of the day (this edition has one for both days); a
        segment of exactly that length counts.

    Notes
    -----
    Source: 规程六(三), which also sets true solar time.
    """
    solstice = conditions.day is StandardDay.WINTER_SOLSTICE
    figure = "shortest_segment_solstice" if solstice else "shortest_segment"
    return replace(conditions, shortest_segment=values.number(figure))


def neglected_own_plates(conditions: Conditions, values: Values) -> Conditions:
    """Own balcony, overhang and eave plates are left out (自身底板).

    Parameters
    ----------
    conditions : Conditions
        What the clauses before laid down.
    values : Values
        Figures of the day, for the reading ``own_plates``.

    Returns
    -------
    Conditions
        With own plates ignored, or counted by the other reading.

    Notes
    -----
    Source: 规程六(五). The text allows it and does not demand it: counting them is the
    alternative of the reading ``own_plates``.
    """
    counted = values.alternative("own_plates")
    own_plates = OwnPlates.COUNTED if counted else OwnPlates.IGNORED
    return replace(conditions, own_plates=own_plates)


def whole_minutes(minutes: float) -> int:
    """Minutes as tables show them: whole, rounded down (精确到分钟).

    A duration that reaches a whole minute up to rounding noise is shown as that minute,
    so that what counts as 120 is never shown as 119.

    Parameters
    ----------
    minutes : float
        Exact duration. [min]

    Returns
    -------
    int
        For display only; verdicts rest on the exact figure.

    Raises
    ------
    InputError
        If `minutes` is negative or not finite.

    Notes
    -----
    Source: 规程七(二); rounding down is our reading ``exact_minutes``.

    Examples
    --------
    >>> whole_minutes(119.99)
    119
    """
    if not math.isfinite(minutes) or minutes < 0.0:
        raise InputError(
            f"{minutes!r} is not a duration; give a finite number of 0 or more",
            where="minutes",
            value=minutes,
        )
    return math.floor(minutes + THRESHOLD_NOISE_MIN)


def calculation_clauses(period: Period) -> tuple[Clause[CalculationStep], ...]:
    """Clauses that lay down conditions, in their order (计算条款).

    Parameters
    ----------
    period : Period
        Days on which the edition is in force.

    Returns
    -------
    tuple of Clause
        One a clause.
    """
    return (
        Clause(id="规程六(一)", period=period, function=full_window_at_sill),
        Clause(id=WINDOW_PLANES, period=period, function=base_planes),
        Clause(id="规程六(三)", period=period, function=shortest_counted_segment),
        Clause(id=ADDITIONS, period=period, function=additions_alone_left_out),
        Clause(id="规程六(五)", period=period, function=neglected_own_plates),
    )


def display_clauses(period: Period) -> tuple[Clause[Rounding], ...]:
    """Clauses on how figures are shown (表达条款).

    Parameters
    ----------
    period : Period
        Days on which the edition is in force.

    Returns
    -------
    tuple of Clause
        One a clause.
    """
    return (Clause(id="规程七(二)", period=period, function=whole_minutes),)
