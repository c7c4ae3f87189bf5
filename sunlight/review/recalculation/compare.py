"""Submitted report against our own calculation, and what follows (复核比对)."""

import numpy as np

from sunlight.assessment import Assessment
from sunlight.errors import InputError
from sunlight.review.recalculation.rows import class_codes, row_figures
from sunlight.review.recalculation.submitted import submitted_minutes, verdicts_from
from sunlight.review.recalculation.units import turned_windows, unit_comparisons
from sunlight.review.records.comparison import Comparison, RowClass
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import Submission

__all__ = ["compare"]

MOST_TOLERANCE = 60.0
"""More is no tolerance. [min]"""


def compare(
    submission: Submission,
    assessment: Assessment,
    match: Match,
    *,
    tolerance: float = 3.0,
) -> Comparison:
    """Compare submitted rows and units with our own figures (逐窗、逐户比对).

    Totals do not depend on the clock that the report uses.

    Parameters
    ----------
    submission : Submission
        What was handed in, n rows of windows.
    assessment : Assessment
        Our own calculation on the reviewer's model.
    match : Match
        Rows against windows.
    tolerance : float
        Difference allowed, included. That of the national standard is remembered as 3
        minutes and not verified. [min]

    Returns
    -------
    Comparison
        Rows as in the submission.

    Raises
    ------
    InputError
        If the tolerance is not from 0 to 60 min, or the match belongs to another
        submission.

    Notes
    -----
    Source: 办法六(三)4; 规程七(四)(五). A unit is judged from submitted minutes only
    where no window that is left out would decide.
    """
    if not 0.0 <= tolerance <= MOST_TOLERANCE:
        raise InputError(
            f"a tolerance of {tolerance!r} min cannot be used: give one from 0 to "
            f"{MOST_TOLERANCE:g}, such as 3",
            where="tolerance",
            value=tolerance,
        )
    count = len(submission.windows)
    if len(match.window) != count:
        raise InputError(
            f"the match has {len(match.window)} rows and the submission {count}: match "
            "this submission first, with match_windows",
            where="match",
            value=len(match.window),
        )
    figures = row_figures(submission, assessment, match, tolerance)
    before, after = submitted_minutes(submission, assessment, match)
    found = verdicts_from(assessment, before, after)
    units = unit_comparisons(submission, assessment, match, found)
    row_class = figures.row_class.copy()
    turned = np.append(turned_windows(assessment, found, units), False)[match.window]
    moved = (np.nan_to_num(figures.before) != 0) | (np.nan_to_num(figures.after) != 0)
    unread, flipped = class_codes(RowClass.OPEN, RowClass.FLIPS)
    row_class[turned & moved & (row_class != unread)] = flipped
    return Comparison(
        tolerance=float(tolerance),
        row_class=row_class,
        difference_before=figures.before,
        difference_after=figures.after,
        flips=figures.flips,
        units=units,
        missing=np.asarray(match.missing, dtype=np.int64),
    )
