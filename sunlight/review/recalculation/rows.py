"""Submitted rows against our own minutes, many at a time (逐窗比对)."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.report.standards import minutes_of_buildings
from sunlight.review.records.comparison import ROW_CLASSES, RowClass
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import STATES, Submission
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = [
    "RowFigures",
    "class_codes",
    "our_minutes",
    "row_figures",
    "same_when_printed",
    "usable_minutes",
]

EXACT_NOISE: Final = 0.01
"""Exact figures nearer than this are the same. [min]"""
ROUNDED_DOWN: Final = -1.0
"""Rounding down shows less by up to this. [min]"""
ROUNDED_UP: Final = 0.5
"""Rounding to nearest shows more by up to this. [min]"""
MINUTES_OF_A_DAY: Final = 1440.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RowFigures:
    """Differences of the rows and what they come to, (n,) each (逐行差值).

    Parameters
    ----------
    before, after : ndarray of float64
        Submitted less recomputed; NaN where one of them is missing. [min]
    row_class : ndarray of int8
        Codes into :data:`~sunlight.review.records.comparison.ROW_CLASSES`, flips of
        units not looked at yet.
    flips : ndarray of bool
        达标/未达标 of the window itself turns in one of the states.
    """

    before: NDArray[np.float64]
    after: NDArray[np.float64]
    row_class: NDArray[np.int8]
    flips: NDArray[np.bool_]


def usable_minutes(minutes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Minutes, NaN where they are no minutes of a day (可用分钟数).

    Parameters
    ----------
    minutes : (n,) ndarray of float64
        As printed. [min]
    """
    day = (minutes >= 0.0) & (minutes <= MINUTES_OF_A_DAY)
    return np.where(day, minutes, np.nan)


def our_minutes(
    assessment: Assessment, window: NDArray[np.int64], state: str
) -> NDArray[np.float64]:
    """Our own minutes of the windows of rows (复核分钟数), (n,).

    Parameters
    ----------
    assessment : Assessment
        Our calculation.
    window : (n,) ndarray of int64
        Window of each row, -1 for none.
    state : {'before', 'after'}
        State.

    Returns
    -------
    (n,) ndarray of float64
        NaN where there is no window, or it was not measured. [min]
    """
    results = assessment.windows
    minutes = results.minutes_before if state == "before" else results.minutes_after
    return np.append(minutes, np.nan)[window]


def same_when_printed(
    difference: NDArray[np.float64], *, exact: bool
) -> NDArray[np.bool_]:
    """Whether figures are the same to what is printed (打印到分钟后相同), (n,).

    Parameters
    ----------
    difference : (n,) ndarray of float64
        Submitted less recomputed. [min]
    exact : bool
        The submitted minutes are exact; else whole minutes, rounded down or to nearest.
    """
    if exact:
        return np.abs(difference) <= EXACT_NOISE
    return (difference >= ROUNDED_DOWN - THRESHOLD_NOISE_MIN) & (
        difference <= ROUNDED_UP + THRESHOLD_NOISE_MIN
    )


def class_codes(*classes: RowClass) -> tuple[int, ...]:
    """Codes of classes of rows (行类别代码).

    Parameters
    ----------
    *classes : RowClass
        Classes.
    """
    return tuple(ROW_CLASSES.index(of) for of in classes)


def row_figures(
    submission: Submission, assessment: Assessment, match: Match, tolerance: float
) -> RowFigures:
    """Differences and classes of all rows (逐行比对).

    Parameters
    ----------
    submission : Submission
        What was handed in, n rows.
    assessment : Assessment
        Our calculation.
    match : Match
        Rows against windows.
    tolerance : float
        Difference allowed, included. [min]

    Returns
    -------
    RowFigures
        The worse of the two states decides.
    """
    rows = submission.windows
    building = np.append(assessment.project.windows.building, -1)[match.window]
    least = minutes_of_buildings(assessment)[building] - THRESHOLD_NOISE_MIN
    same, within, different, flipped, invented, unread = range(len(ROW_CLASSES))
    code = np.full(len(rows), unread, dtype=np.int8)
    flips = np.zeros(len(rows), dtype=np.bool_)
    differences = {}
    for state in STATES:
        theirs = usable_minutes(rows.minutes(state))
        ours = our_minutes(assessment, match.window, state)
        difference = theirs - ours
        differences[state] = difference
        known = ~np.isnan(difference)
        near = np.abs(difference) <= tolerance + THRESHOLD_NOISE_MIN
        alike = same_when_printed(difference, exact=rows.exact)
        of_state = np.where(alike, same, np.where(near, within, different))
        worse = known & ((code == unread) | (of_state > code))
        code[worse] = of_state[worse]
        flips |= known & ~np.isnan(least) & ((theirs >= least) != (ours >= least))
    code[flips] = flipped
    code[match.invented] = invented
    return RowFigures(
        before=differences["before"],
        after=differences["after"],
        row_class=code,
        flips=flips,
    )
