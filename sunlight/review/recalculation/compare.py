"""Submitted report against our own calculation, and what follows (复核比对)."""

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.errors import InputError
from sunlight.review.recalculation.alone import alone_findings
from sunlight.review.recalculation.evidence import RowEvidence
from sunlight.review.recalculation.method import method_findings
from sunlight.review.recalculation.model import model_findings
from sunlight.review.recalculation.own_model import own_model_findings
from sunlight.review.recalculation.printed import printed_findings
from sunlight.review.recalculation.results import result_findings
from sunlight.review.recalculation.rows import class_codes, row_figures
from sunlight.review.recalculation.scope import scope_findings
from sunlight.review.recalculation.stated import stated_findings
from sunlight.review.recalculation.submitted import submitted_minutes, verdicts_from
from sunlight.review.recalculation.units import turned_windows, unit_comparisons
from sunlight.review.records.comparison import Comparison, RowClass
from sunlight.review.records.findings import Grade, ReviewFinding, ReviewPart
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import Submission

__all__ = ["compare", "recalculation_findings"]

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


_PARTS = tuple(ReviewPart)
_GRADES = tuple(Grade)


def recalculation_findings(
    submission: Submission,
    assessment: Assessment,
    match: Match,
    comparison: Comparison,
    *,
    own: Assessment | None = None,
    explained: NDArray[np.bool_] | None = None,
) -> tuple[ReviewFinding, ...]:
    """Findings on model, scope, method and results of a submission (复核内容四项).

    Parameters
    ----------
    submission : Submission
        What was handed in.
    assessment : Assessment
        Our own calculation on the reviewer's model.
    match : Match
        Rows against windows.
    comparison : Comparison
        As :func:`compare` gives it.
    own : Assessment, optional
        Our calculation on the model that was handed in.
    explained : (n,) ndarray of bool, optional
        Rows whose figures a choice that honest reports make, such as a time step of a
        minute, reproduces to the minute: they are told apart and never as wrong.

    Returns
    -------
    tuple of ReviewFinding
        By part, in each the gravest first; one a code.

    Notes
    -----
    Source: 办法六(三)1-4.
    """
    found = RowEvidence(
        submission=submission,
        assessment=assessment,
        match=match,
        comparison=comparison,
        explained=explained,
    )
    findings = [
        *model_findings(submission, assessment, match),
        *scope_findings(submission, assessment, match),
        *method_findings(submission, assessment),
        *printed_findings(found),
        *stated_findings(found),
        *result_findings(found),
        *alone_findings(found),
    ]
    if own is not None:
        findings += own_model_findings(found, own)
    findings.sort(key=lambda f: (_PARTS.index(f.part), _GRADES.index(f.grade)))
    return tuple(findings)
