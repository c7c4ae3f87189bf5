"""The formal check of a submission (形式审查): 办法五(一)1 to 3."""

from dataclasses import replace

import numpy as np

from sunlight.assessment import Assessment
from sunlight.review.formal.basis import basis_check
from sunlight.review.formal.compiler import compiler_check
from sunlight.review.formal.conclusion_findings import (
    ConclusionCheck,
    conclusion_check,
)
from sunlight.review.formal.found import EVIDENCE_AT_MOST, cited
from sunlight.review.formal.household_findings import household_findings
from sunlight.review.formal.households import households_of
from sunlight.review.formal.items import joined
from sunlight.review.formal.lists import FormalList, formal_list
from sunlight.review.formal.material import material_check
from sunlight.review.formal.outcome_findings import (
    outcome_findings,
    without_household_outcomes,
)
from sunlight.review.formal.outcomes import Claims, claims_of
from sunlight.review.formal.rows import unit_rows, window_rows
from sunlight.review.formal.software import software_check
from sunlight.review.formal.standards import standard_check
from sunlight.review.formal.subjects import renewal_number
from sunlight.review.formal.sum_findings import sum_findings
from sunlight.review.formal.words import NOTHING
from sunlight.review.records.findings import FormalItem, Grade, ReviewFinding
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import Submission

__all__ = ["formal_check"]

_GRAVITY = tuple(Grade)


def formal_check(
    submission: Submission,
    assessment: Assessment,
    match: Match,
    *,
    wanted: FormalList | None = None,
) -> tuple[tuple[FormalItem, ...], tuple[ReviewFinding, ...]]:
    """Check the form of a submission, and what it concludes (形式审查).

    Who compiled it, whether the material is complete, whether the conclusions follow
    from the report's own numbers. What a machine cannot see, such as a seal, stays open
    for a person and is never passed.

    Parameters
    ----------
    submission : Submission
        What was handed in.
    assessment : Assessment
        Our own model and rules. Its minutes are not used.
    match : Match
        Rows against the model, for standing, use and ids.
    wanted : FormalList, optional
        List of material of one's own; without it that of the profile.

    Returns
    -------
    items : tuple of FormalItem
        Compiler, texts, material, software, standard, conclusion.
    findings : tuple of ReviewFinding
        For every item that is not met and every contradiction, one a code, the gravest
        first.

    Notes
    -----
    Source: 办法五(一)1-3, 规程一(三), 规程三, 规程四, 规程六(三), 规程七.
    """
    listed = formal_list(assessment.rules) if wanted is None else wanted
    parts = joined(
        compiler_check(submission.declaration, assessment),
        material_check(submission, assessment, listed),
        software_check(submission, assessment),
        basis_check(submission.declaration, assessment, listed),
        standard_check(submission, assessment),
    )
    conclusion, figures = _figures(submission, assessment, match)
    items = (
        *parts.items,
        FormalItem(
            id="conclusion_follows",
            clause=cited(assessment.rules, "办法五(一)3、规程七(四)、规程七(五)"),
            title="conclusion follows from the report's own tables",
            title_zh="结论与报告自己的表一致",
            state=conclusion.state,
            reason=conclusion.reason,
            reason_zh=conclusion.reason_zh,
        ),
    )
    return items, _merged((*parts.findings, *figures))


def _figures(
    submission: Submission, assessment: Assessment, match: Match
) -> tuple[ConclusionCheck, tuple[ReviewFinding, ...]]:
    """Check totals, outcomes, households and the conclusion."""
    renewal = renewal_number(submission, assessment)
    windows = window_rows(submission, assessment, match)
    units = unit_rows(submission, assessment, match, windows)
    households = households_of(submission, assessment, match, windows, units)
    of_households = claims_of(households.rows, assessment, renewal=renewal)
    of_units = claims_of(units, assessment, renewal=renewal)
    of_windows = without_household_outcomes(
        claims_of(windows, assessment, renewal=renewal), households, of_households
    )
    conclusion = conclusion_check(
        submission.declaration,
        of_units if _whole(of_units, of_households) else of_households,
        assessment,
        renewal=renewal,
        windows=of_windows,
    )
    findings = (
        *sum_findings(submission, windows, assessment),
        *household_findings(units, households, assessment),
        *outcome_findings((of_windows, of_units), assessment),
        *conclusion.findings,
    )
    return conclusion, findings


def _whole(units: Claims, households: Claims) -> bool:
    """Whether the table of households lists all, not only those that fail.

    A table without a unit that meets the standard, shorter than the households that the
    window tables have, is one of some units.
    """
    meets = np.isin(units.printed, ["meets", "reached", "pass"]).any()
    told = (units.printed != NOTHING).any()
    some = bool(told) and not meets and len(units.rows) < len(households.rows)
    return len(units.rows) > 0 and not some


def _merged(findings: tuple[ReviewFinding, ...]) -> tuple[ReviewFinding, ...]:
    """One finding a code, the gravest first; messages of equals are put together."""
    by_code: dict[str, list[ReviewFinding]] = {}
    for found in findings:
        by_code.setdefault(found.code, []).append(found)
    merged = [_one(same) for same in by_code.values()]
    return tuple(sorted(merged, key=lambda f: (_GRAVITY.index(f.grade), f.code)))


def _one(same: list[ReviewFinding]) -> ReviewFinding:
    """Findings of one code as one."""
    first = min(same, key=lambda f: _GRAVITY.index(f.grade))
    if len(same) == 1:
        return first
    return replace(
        first,
        message="; ".join(dict.fromkeys(f.message for f in same)),
        message_zh="；".join(dict.fromkeys(f.message_zh for f in same)),
        evidence=tuple(e for f in same for e in f.evidence)[:EVIDENCE_AT_MOST],
        count=sum(f.count for f in same),
        elements=tuple(dict.fromkeys(e for f in same for e in f.elements)),
    )
