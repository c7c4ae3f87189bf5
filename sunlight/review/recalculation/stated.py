"""Stated numbers of households against our model (户数)."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from sunlight.kinds import Use
from sunlight.review.recalculation.declared import building_by_name
from sunlight.review.recalculation.evidence import EVIDENCE_AT_MOST, RowEvidence
from sunlight.review.recalculation.outcomes import claimed_wording
from sunlight.review.recalculation.told import names_en, names_zh
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)
from sunlight.rules import Wording

__all__ = ["stated_findings"]


def stated_findings(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """Numbers of households by building that are not those of the model (户数).

    Parameters
    ----------
    found : RowEvidence
        Submission, calculation, match and comparison.

    Returns
    -------
    tuple of ReviewFinding
        Part ``RESULTS``. Minutes of households against their own windows are checked
        in the formal part.

    Notes
    -----
    Source: 办法六(三)4, 规程八.
    """
    project, match = found.assessment.project, found.match
    unit_rows = np.flatnonzero(match.unit >= 0)
    if not len(unit_rows):
        return ()
    known = project.households.building[match.unit[unit_rows]]
    stated = Counter(known.tolist())
    labels = _unmatched(found)
    for building, count in labels.items():
        stated[building] += count
    ours = Counter(project.households.building.tolist())
    whole = _listed_whole(found)
    odd = [
        (project.buildings[b].id, stated[b], ours[b])
        for b in sorted(stated)
        if ours[b]
        and project.buildings[b].use is Use.RESIDENTIAL
        and (stated[b] > ours[b] if not whole else stated[b] != ours[b])
    ]
    if not odd:
        return ()
    return (
        ReviewFinding(
            code="REVIEW-HOUSEHOLDS-COUNTED",
            part=ReviewPart.RESULTS,
            grade=Grade.ANSWER,
            clause="办法六(三)4、规程八",
            message=(
                "the numbers of households differ from the model: "
                + names_en([f"{b} {n} for {m}" for b, n, m in odd])
            ),
            message_zh=(
                "分户表的户数与复核模型不同："
                + names_zh([f"{b} 送审 {n} 户、复核 {m} 户" for b, n, m in odd])
            ),
            question="Give the households of these buildings by title.",
            question_zh="请按产权资料列全上述建筑的住户。",
            evidence=tuple(
                Evidence(
                    building=b,
                    submitted=float(n),
                    recomputed=float(m),
                    measure="count",
                )
                for b, n, m in odd[:EVIDENCE_AT_MOST]
            ),
            count=len(odd),
            elements=tuple(b for b, _, _ in odd),
        ),
    )


def _listed_whole(found: RowEvidence) -> bool:
    """Whether the tables of households list all, not only those that fail.

    A table without a single unit that meets the standard is one of some units.
    """
    texts = set(found.submission.units.outcome.tolist())
    told = {claimed_wording(str(text)) for text in texts} - {Wording.NONE}
    return not told or Wording.MEETS in told


def _unmatched(found: RowEvidence) -> Counter[int]:
    """Rows of households that are none of ours, by building."""
    names = building_by_name(found.assessment.project)
    units = found.submission.units
    rows: NDArray[np.int64] = np.flatnonzero(found.match.unit < 0)
    return Counter(
        names[str(units.building[row])]
        for row in rows.tolist()
        if str(units.building[row]) in names
    )
