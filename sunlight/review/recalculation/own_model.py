"""Submitted figures against our calculation on the model handed in (送审模型自洽)."""

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.review.recalculation.evidence import EVIDENCE_AT_MOST, RowEvidence
from sunlight.review.recalculation.rows import (
    our_minutes,
    same_when_printed,
    usable_minutes,
)
from sunlight.review.recalculation.told import figure, names_en, names_zh
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)
from sunlight.review.records.submission import STATES
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["own_model_findings"]

CLAUSE = "办法六(三)4、办法六(三)1"


def own_model_findings(
    found: RowEvidence, own: Assessment
) -> tuple[ReviewFinding, ...]:
    """Whether the submitted figures follow from the model handed in (送审数与送审模型).

    Parameters
    ----------
    found : RowEvidence
        Submission, calculation on our model, match and comparison.
    own : Assessment
        Our calculation on the model that was handed in.

    Returns
    -------
    tuple of ReviewFinding
        Part ``RESULTS``: the figures do not follow from it; or they do, and what
        differs from our own figures is due to the model.

    Notes
    -----
    Source: 办法六(三)1, 六(三)4.
    """
    window = _own_windows(found, own)
    differs = np.full(len(window), np.nan)
    figures = np.full((len(window), 2), np.nan)
    state = np.zeros(len(window), dtype=np.int64)
    for code, name in enumerate(STATES):
        theirs = usable_minutes(found.submission.windows.minutes(name))
        ours = our_minutes(own, window, name)
        change = theirs - ours
        alike = same_when_printed(change, exact=found.submission.windows.exact)
        size = np.where(alike, 0.0, np.abs(change))
        worse = ~np.isnan(change) & ~(size <= differs)
        differs[worse], state[worse] = size[worse], code
        figures[worse] = np.column_stack([theirs, ours])[worse]
    limit = found.comparison.tolerance + THRESHOLD_NOISE_MIN
    compared = int((~np.isnan(differs)).sum())
    rows = np.flatnonzero(differs > limit)
    rows = rows[~found.by_choice(rows)]
    if not compared:
        return ()
    if len(rows):
        rows = rows[np.argsort(-differs[rows], kind="stable")]
        return (_not_from_it(found, own, window, rows, state, figures, compared),)
    compared = int((differs <= limit).sum())
    beyond = np.fmax(
        np.abs(found.comparison.difference_before),
        np.abs(found.comparison.difference_after),
    )
    apart = np.flatnonzero(beyond > limit)
    count = int((~found.by_choice(apart)).sum())  # a choice explains the others
    if not count:
        return ()
    return (
        ReviewFinding(
            code="REVIEW-DUE-TO-MODEL",
            part=ReviewPart.RESULTS,
            grade=Grade.NOTE,
            clause=CLAUSE,
            message=(
                f"all {compared} submitted figures follow from the model handed in; "
                f"the {count} rows that differ from ours are consistent with the "
                "differences between the models"
            ),
            message_zh=(
                f"送审 {compared} 行均可由送审模型算得；与复核不同的 {count} 行与两个"
                "模型之间的差异相符"
            ),
            count=count,
        ),
    )


def _own_windows(found: RowEvidence, own: Assessment) -> NDArray[np.int64]:
    """Window of the model handed in for each row: by its number there, else by ours."""
    names = {name: i for i, name in enumerate(own.project.windows.id.tolist())}
    ids = np.append(found.assessment.project.windows.id, "")
    matched = ids[found.match.window].tolist()
    labels = found.submission.windows.label.tolist()
    return np.array(
        [
            names.get(label, names.get(our, -1))
            for label, our in zip(labels, matched, strict=True)
        ],
        dtype=np.int64,
    )


def _not_from_it(
    found: RowEvidence,
    own: Assessment,
    window: NDArray[np.int64],
    rows: NDArray[np.int64],
    state: NDArray[np.int64],
    figures: NDArray[np.float64],
    compared: int,
) -> ReviewFinding:
    """Figures that the model handed in does not give."""
    ids = [str(name) for name in own.project.windows.id[window[rows]].tolist()]
    worst = float(np.abs(figures[rows[0], 0] - figures[rows[0], 1]))
    return ReviewFinding(
        code="REVIEW-NOT-FROM-OWN-MODEL",
        part=ReviewPart.RESULTS,
        grade=Grade.ANSWER,
        clause=CLAUSE,
        message=(
            f"{len(rows)} of {compared} submitted figures do not follow from the model "
            f"that was handed in with them, by up to {figure(worst)} min: "
            f"{names_en(ids)}"
        ),
        message_zh=(
            f"送审 {compared} 行中有 {len(rows)} 行不能由所附模型算得，最大相差 "
            f"{figure(worst)} 分钟：{names_zh(ids)}"
        ),
        question="Say with which model and conventions these figures were calculated.",
        question_zh="请说明上述数值采用的模型和口径。",
        evidence=tuple(
            Evidence(
                place=found.submission.windows.place(row),
                row=row,
                window=str(own.project.windows.id[window[row]]),
                state=STATES[state[row]],
                submitted=float(figures[row, 0]),
                recomputed=float(figures[row, 1]),
                measure="min",
            )
            for row in rows[:EVIDENCE_AT_MOST].tolist()
        ),
        count=len(rows),
        elements=tuple(ids[:EVIDENCE_AT_MOST]),
    )
