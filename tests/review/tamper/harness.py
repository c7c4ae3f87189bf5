"""A review put through its parts, and what it says of a case."""

import time
from dataclasses import dataclass

from vendors.records import submission_of

from sunlight.review.records.findings import Grade, ReviewPart
from sunlight.review.run import review_by

__all__ = [
    "Reviewed",
    "Told",
    "called_dishonest",
    "reviewed",
    "told_of",
    "turned_by_sampling",
]

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
        """Codes of findings of some grades, and how much each is about."""
        found: dict[str, int] = {}
        for finding in self.findings:
            if finding.grade in grades:
                found[finding.code] = found.get(finding.code, 0) + finding.count
        return found


def reviewed(assessment, submission, *, inferring=True) -> Reviewed:
    """All parts in their order, on a submission that has been read."""
    start = time.process_time()
    found = review_by(assessment, submission, inference=inferring)
    return Reviewed(
        submission=submission,
        match=found.match,
        comparison=found.comparison,
        inference=found.inference,
        findings=found.findings,
        formal=found.formal,
        seconds=time.process_time() - start,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of a case.

    `new` are codes that the honest report of the same project does not get, or gets for
    fewer rows or units; `rank` the place of the first fit that names what was done, 0
    for none.
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
        new=tuple(
            sorted(
                code
                for code, count in found.codes().items()
                if count > honest.codes().get(code, 0)
            )
        ),
        rank=rank,
        share=share,
        sure=inference.sure if inference else "",
        best=first.departures if first else (),
    )


TURNED = ("REVIEW-VERDICT-FLIPS",)
"""Only the inference can tell that an honest way of sampling turned a verdict: where
none is asked for, this is counted apart."""


def called_dishonest(found: Reviewed) -> str:
    """Why a report is called wrong by its figures; empty if it is not.

    What the declaration lacks is another matter: the formal part does not count.
    """
    for finding in found.findings:
        if finding.grade is not Grade.WRONG or finding.part in (
            ReviewPart.FORMAL,
            ReviewPart.READING,
        ):
            continue
        if finding.code in TURNED and found.inference is None:
            continue
        return finding.code
    inference = found.inference
    if inference is None or inference.sure not in ("clear", "likely"):
        return ""
    if not inference.fits or inference.fits[0].allowed:
        return ""
    return "cause: " + "+".join(inference.fits[0].departures)


def turned_by_sampling(found: Reviewed) -> str:
    """Verdicts that turn in the report; empty for none."""
    turned = [f for f in found.findings if f.code in TURNED]
    return ", ".join(f"{f.code} {f.count}" for f in turned)


def review_of(world, submitted, **named) -> Reviewed:
    """The review of what a case hands in, without files between."""
    submission = submission_of(submitted.report, submitted.model)
    return reviewed(world.assessment, submission, **named)
