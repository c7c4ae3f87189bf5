"""A submitted report reviewed against the reviewer's own model (复核)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment, assess
from sunlight.assessment.measuring.results import Progress
from sunlight.conditions import DeclinationConvention
from sunlight.errors import InputError
from sunlight.findings import Finding, Severity
from sunlight.model.project import Project
from sunlight.review.causes.findings import cause_findings
from sunlight.review.causes.infer import infer
from sunlight.review.formal.check import formal_check
from sunlight.review.matching.given import GivenMatch
from sunlight.review.matching.match import match_windows
from sunlight.review.recalculation.compare import (
    compare,
    recalculation_findings,
)
from sunlight.review.records.causes import Inference
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)
from sunlight.review.records.matching import Match
from sunlight.review.records.review import Review
from sunlight.review.records.submission import Submission
from sunlight.review.words.english import in_the_singular

__all__ = ["TOLERANCE", "review", "review_by"]

TOLERANCE: Final = 3.0
"""Difference that the national standard is remembered to allow, its text was not
read: GB/T 50947-2014, chapter 6. [min]"""

_PARTS: Final = tuple(ReviewPart)
_GRADES: Final = tuple(Grade)
_MOST_EVIDENCE: Final = 20
_EXPLAINS: Final = 0.9
"""A choice that reproduces so many of the figures is the one that was made."""


def review(
    project: Project,
    submission: Submission,
    *,
    findings: Iterable[Finding] = (),
    reading: Iterable[Finding] = (),
    given: Sequence[GivenMatch] | None = None,
    tolerance: float = TOLERANCE,
    declination: DeclinationConvention | None = None,
    readings: Iterable[str] = (),
    inference: bool = True,
    progress: Progress | None = None,
) -> Review:
    """Check, recompute and explain a submitted report (日照复核).

    Parameters
    ----------
    project : Project
        The reviewer's own model: the survey, and the design that was checked.
    submission : Submission
        What was handed in, by
        :func:`~sunlight.review.reading.submission.read_submission`.
    findings, reading : iterable of Finding
        What reading the model, and reading the submission, found.
    given : sequence of GivenMatch, optional
        Rows and windows matched by hand.
    tolerance : float
        Difference of minutes allowed, included. [min]
    declination : DeclinationConvention, optional
        For our own calculation; as for :func:`sunlight.assess`.
    readings : iterable of str
        Readings whose alternative is taken.
    inference : bool
        Whether conventions that explain the figures are looked for.
    progress : callable, optional
        Told the step, how much is done and how much there is.

    Returns
    -------
    Review
        Findings with their evidence; nothing is decided for the person who signs.

    Raises
    ------
    InputError
        If the tolerance is negative, or the model cannot be assessed.

    Notes
    -----
    Source: 办法五(一), 六(三).
    """
    step: Progress = progress if progress is not None else _silent
    _check_tolerance(tolerance)
    assessment = assess(
        project,
        findings=findings,
        declination=declination,
        readings=readings,
        progress=step,
    )
    return review_by(
        assessment,
        submission,
        reading=reading,
        given=given,
        tolerance=tolerance,
        inference=inference,
        progress=step,
    )


def review_by(
    assessment: Assessment,
    submission: Submission,
    *,
    reading: Iterable[Finding] = (),
    given: Sequence[GivenMatch] | None = None,
    tolerance: float = TOLERANCE,
    inference: bool = True,
    progress: Progress | None = None,
) -> Review:
    """Review a submitted report by a calculation that is at hand (据已有计算复核).

    Parameters
    ----------
    assessment : Assessment
        Of the reviewer's own model; several submissions may be held against it.
    submission : Submission
        What was handed in.
    reading, given, tolerance, inference, progress
        As for :func:`review`.

    Returns
    -------
    Review
        As by :func:`review`.

    Raises
    ------
    InputError
        If the tolerance is negative.
    """
    _check_tolerance(tolerance)
    step: Progress = progress if progress is not None else _silent
    own = _own(submission, assessment, step)
    step("matching", 0, 1)
    # of the model as it was assessed: households without a judged room are not in it
    match, matching = match_windows(
        assessment.project, submission, assessment=assessment, given=given
    )
    step("comparing", 0, 1)
    comparison = compare(submission, assessment, match, tolerance=tolerance)
    formal, about_form = formal_check(submission, assessment, match)
    found = infer(submission, assessment, match, progress=step) if inference else None
    recalculated = recalculation_findings(
        submission,
        assessment,
        match,
        comparison,
        own=own,
        explained=_explained(found, match),
    )
    causes = (
        () if found is None else cause_findings(found, submission, assessment, match)
    )
    read = tuple(reading)
    return Review(
        assessment=assessment,
        submission=submission,
        match=match,
        comparison=comparison,
        inference=found,
        formal=formal,
        findings=_ordered(
            (*_of_reading(read), *matching, *about_form, *recalculated, *causes)
        ),
        reading=read,
        own=own,
    )


def _silent(name: str, done: int, total: int) -> None:
    """Tell nobody."""


def _check_tolerance(tolerance: float) -> None:
    """Refuse what is no tolerance."""
    if not 0.0 <= tolerance < 60.0:
        raise InputError(
            f"a tolerance of {tolerance!r} min makes no sense: give 0 to 60, such as 3",
            where="tolerance",
            value=tolerance,
        )


def _own(
    submission: Submission, assessment: Assessment, step: Progress
) -> Assessment | None:
    """Calculation on the model that was handed in, by the rules of the reviewer."""
    if submission.project is None:
        return None
    handed_in = replace(submission.project, rules=assessment.project.rules)
    return assess(
        handed_in,
        declination=assessment.declination,
        readings=assessment.readings,
        progress=step,
    )


def _explained(inference: Inference | None, match: Match) -> NDArray[np.bool_] | None:
    """Rows that a choice of honest reports reproduces, where that is the best cause."""
    if inference is None or not inference.fits:
        return None
    best = inference.fits[0]
    if not best.allowed or best.share < _EXPLAINS:
        return None
    rows = match.window >= 0
    rows[inference.unexplained] = False
    return rows


def _of_reading(findings: tuple[Finding, ...]) -> Iterator[ReviewFinding]:
    """What could not be read, one finding a code."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    for code, some in by_code.items():
        grave = any(f.severity is not Severity.NOTE for f in some)
        first = some[0]
        yield ReviewFinding(
            code=code,
            part=ReviewPart.READING,
            grade=Grade.OPEN if grave else Grade.NOTE,
            clause="办法六(二)",
            message=first.message,
            message_zh=first.message_zh,
            evidence=tuple(
                # what was expected is English: the message says it in both languages
                Evidence(place=f.where, submitted_text=f.found)
                for f in some[:_MOST_EVIDENCE]
            ),
            count=len(some),
        )


def _ordered(findings: Iterable[ReviewFinding]) -> tuple[ReviewFinding, ...]:
    """By part of the review, the gravest first; else as they were found."""
    return tuple(
        sorted(
            map(in_the_singular, findings),
            key=lambda f: (_PARTS.index(f.part), _GRADES.index(f.grade)),
        )
    )
