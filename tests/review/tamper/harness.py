"""A review put through its parts, and what it says of a case."""

import time
from dataclasses import dataclass

from vendors.records import submission_of

from sunlight.assessment import assess
from sunlight.review.causes.infer import cause_findings, infer
from sunlight.review.formal.check import formal_check
from sunlight.review.matching.match import match_windows
from sunlight.review.recalculation.compare import compare, recalculation_findings
from sunlight.review.records.findings import Grade, ReviewPart

__all__ = ["Reviewed", "Told", "called_dishonest", "reviewed", "told_of"]

GRAVE = (Grade.WRONG, Grade.ANSWER)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reviewed:
    """What the parts of a review said."""

    submission: object
    match: object
    comparison: object
    inference: object
    findings: tuple
    formal: tuple
    seconds: float

    def codes(self, grades=GRAVE):
        """Codes of findings of some grades."""
        return {f.code for f in self.findings if f.grade in grades}


def reviewed(assessment, submission, *, inferring=True) -> Reviewed:
    """All parts in their order, on a submission that has been read."""
    start = time.process_time()
    own = None if submission.project is None else assess(submission.project)
    match, matched = match_windows(
        assessment.project, submission, assessment=assessment
    )
    formal, told = formal_check(submission, assessment, match)
    comparison = compare(submission, assessment, match)
    found = [
        *matched,
        *told,
        *recalculation_findings(submission, assessment, match, comparison, own=own),
    ]
    inference = None
    if inferring:
        inference = infer(submission, assessment, match)
        found += cause_findings(inference, submission, assessment, match)
    return Reviewed(
        submission=submission,
        match=match,
        comparison=comparison,
        inference=inference,
        findings=tuple(found),
        formal=formal,
        seconds=time.process_time() - start,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of a case.

    `new` are codes that the honest report of the same project does not get; `rank` the
    place of the first fit that names what was done, 0 for none.
    """

    new: tuple
    rank: int
    share: float
    sure: str
    best: tuple


def told_of(case, world, found: Reviewed, honest: Reviewed) -> Told:
    """Codes, rank of the cause and its share."""
    inference = found.inference
    rank, share = 0, 0.0
    if case.cause is not None and inference is not None:
        for place, fit in enumerate(inference.fits, start=1):
            if case.cause(fit.convention, world):
                rank, share = place, fit.share
                break
    first = inference.fits[0] if inference and inference.fits else None
    if rank == 0 and first is not None:
        share = first.share
    return Told(
        new=tuple(sorted(found.codes() - honest.codes())),
        rank=rank,
        share=share,
        sure=inference.sure if inference else "",
        best=first.departures if first else (),
    )


def called_dishonest(found: Reviewed) -> str:
    """Why a report is called wrong by its figures; empty if it is not.

    What the declaration lacks is another matter: the formal part does not count.
    """
    for finding in found.findings:
        if finding.grade is Grade.WRONG and finding.part not in (
            ReviewPart.FORMAL,
            ReviewPart.READING,
        ):
            return finding.code
    inference = found.inference
    if inference is None or inference.sure not in ("clear", "likely"):
        return ""
    if not inference.fits or inference.fits[0].allowed:
        return ""
    return "cause: " + "+".join(inference.fits[0].departures)


def review_of(world, submitted, **named) -> Reviewed:
    """The review of what a case hands in, without files between."""
    submission = submission_of(submitted.report, submitted.model)
    return reviewed(world.assessment, submission, **named)
