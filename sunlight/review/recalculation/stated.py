"""Stated figures of households against their own windows and our model (分户统计)."""

import math
from collections import Counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.counting.receivers import counted_receivers
from sunlight.review.recalculation.declared import building_by_name
from sunlight.review.recalculation.evidence import EVIDENCE_AT_MOST, RowEvidence
from sunlight.review.recalculation.rows import usable_minutes
from sunlight.review.recalculation.submitted import household_of_window
from sunlight.review.recalculation.told import names_en, names_zh
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)
from sunlight.review.records.submission import STATES

__all__ = ["stated_findings"]

SAME: Final = 1.0
"""Figures that are printed twice agree within this. [min]"""


def stated_findings(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """Households whose stated minutes are not those of their best window (分户时数).

    Parameters
    ----------
    found : RowEvidence
        Submission, calculation, match and comparison.

    Returns
    -------
    tuple of ReviewFinding
        Windows added up (``METHOD``), other totals, and numbers of households by
        building that are not those of the model (``RESULTS``).

    Notes
    -----
    Source: 规程四(一)1: at least one habitable room of the household; 办法六(三)4.
    """
    return (*_minutes(found), *_numbers(found))


def _minutes(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """Stated minutes of households against their own rows."""
    submission, match = found.submission, found.match
    project = found.assessment.project
    counts = counted_receivers(project, found.assessment.rules).window
    of_window = np.where(counts, household_of_window(project), -1)
    home = np.append(of_window, -1)[match.window]
    count = len(project.households)
    added: list[Evidence] = []
    other: list[Evidence] = []
    for state in STATES:
        theirs = usable_minutes(submission.windows.minutes(state))
        known = (home >= 0) & ~np.isnan(theirs)
        total = np.bincount(home[known], weights=theirs[known], minlength=count)
        lit = np.bincount(home[known & (theirs > 0)], minlength=count)
        best = np.full(count, np.nan)
        np.fmax.at(best, home[known], theirs[known])
        units = submission.units
        minutes = units.minutes_before if state == "before" else units.minutes_after
        for row in np.flatnonzero(match.unit >= 0).tolist():
            unit, stated = int(match.unit[row]), float(minutes[row])
            if not math.isfinite(stated) or not math.isfinite(float(best[unit])):
                continue
            if abs(stated - best[unit]) <= SAME:
                continue
            piece = Evidence(
                place=units.place(row),
                building=project.buildings[project.households.building[unit]].id,
                unit=str(project.households.id[unit]),
                state=state,
                submitted=stated,
                recomputed=float(best[unit]),
                measure="min",
            )
            summed = lit[unit] > 1 and abs(stated - total[unit]) <= SAME * lit[unit]
            (added if summed else other).append(piece)
    return (*_added(added), *_other(other))


def _units(pieces: list[Evidence]) -> list[str]:
    """Units of the evidence, each once."""
    return list(dict.fromkeys(piece.unit for piece in pieces))


def _added(pieces: list[Evidence]) -> tuple[ReviewFinding, ...]:
    """Minutes of several windows added up."""
    if not pieces:
        return ()
    units = _units(pieces)
    return (
        ReviewFinding(
            code="REVIEW-WINDOWS-ADDED",
            part=ReviewPart.METHOD,
            grade=Grade.WRONG,
            clause="办法六(三)3、规程四(一)1",
            message=(
                f"the stated minutes of {len(units)} households are the sum of their "
                f"windows, where the best window alone counts: {names_en(units)}"
            ),
            message_zh=(
                f"{len(units)} 户的时数为各窗相加所得，应取日照最好的一窗："
                f"{names_zh(units)}"
            ),
            question="State the minutes of the best window of each household.",
            question_zh="请按每户日照最好的窗更正时数。",
            evidence=_ranked(pieces),
            count=len(units),
            elements=tuple(units),
        ),
    )


def _other(pieces: list[Evidence]) -> tuple[ReviewFinding, ...]:
    """Minutes of households that their windows do not give."""
    if not pieces:
        return ()
    units = _units(pieces)
    return (
        ReviewFinding(
            code="REVIEW-UNIT-NOT-FROM-WINDOWS",
            part=ReviewPart.RESULTS,
            grade=Grade.ANSWER,
            clause="办法六(三)4、规程四(一)1",
            message=(
                f"the stated minutes of {len(units)} households are not those of their "
                f"best window in the report itself: {names_en(units)}"
            ),
            message_zh=(
                f"{len(units)} 户所列时数与报告窗表中该户日照最好的窗不符："
                f"{names_zh(units)}"
            ),
            question="Correct the household table or the window table.",
            question_zh="请更正分户表或窗表。",
            evidence=_ranked(pieces),
            count=len(units),
            elements=tuple(units),
        ),
    )


def _ranked(pieces: list[Evidence]) -> tuple[Evidence, ...]:
    """The largest differences first."""
    ranked = sorted(pieces, key=lambda p: -abs(p.submitted - p.recomputed))
    return tuple(ranked[:EVIDENCE_AT_MOST])


def _numbers(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """Numbers of households by building against the model."""
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
    odd = [
        (project.buildings[b].id, stated[b], ours[b])
        for b in sorted(stated)
        if stated[b] != ours[b]
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
