"""Rows that nothing else in the report bears out (孤立行)."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.review.recalculation.evidence import RowEvidence
from sunlight.review.recalculation.rows import class_codes
from sunlight.review.recalculation.told import figure, names_en, names_zh
from sunlight.review.records.comparison import RowClass
from sunlight.review.records.findings import Grade, ReviewFinding, ReviewPart
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["alone_findings"]

FEW_ROWS: Final = 3
FEW: Final = 0.02
"""Rows that differ are single ones if they are no more than this share of all."""
AGREES: Final = 0.9
"""Share of the rows of the building that must agree for one to stand alone."""


def alone_findings(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """Rows beyond the tolerance in a building where everything else agrees (孤立行).

    Parameters
    ----------
    found : RowEvidence
        Submission, calculation, match and comparison.

    Returns
    -------
    tuple of ReviewFinding
        Part ``RESULTS``. The rows of the same column above and below agree, as do nine
        tenths of the building, and its own segments contradict the total, or few rows
        differ at all and it is out of line with the storeys next to it.

    Notes
    -----
    Source: 办法六(三)4.
    """
    rows = _alone(found)
    rows = rows[~found.by_choice(rows)]
    if not len(rows):
        return ()
    project, match = found.assessment.project, found.match
    windows = project.windows.id[match.window[rows]].tolist()
    contradicted = sum(_contradicts(found, row) for row in rows.tolist())
    turned = bool(
        (found.comparison.row_class[rows] == class_codes(RowClass.FLIPS)[0]).any()
    )
    worst = int(rows[0])
    state = found.worse_state(worst)
    theirs = float(found.submission.windows.minutes(state)[worst])
    difference = _difference(found)[worst]
    near = [m for m in _column_minutes(found, worst, state) if math.isfinite(m)]
    neighbours = " / ".join(figure(m) for m in near)
    told_zh = f"；同列相邻层送审 {neighbours} 分钟，与复核一致" if neighbours else ""
    told_en = (
        f"; the storeys next to it in its column print {neighbours} min and agree"
        if neighbours
        else ""
    )
    return (
        ReviewFinding(
            code="REVIEW-ROW-STANDS-ALONE",
            part=ReviewPart.RESULTS,
            grade=Grade.WRONG if turned else Grade.ANSWER,
            clause="办法六(三)4、规程七(一)",
            message=(
                f"{len(rows)} rows differ while their columns and at least "
                f"{AGREES:.0%} of their building agree: {names_en(windows)}; "
                f"{windows[0]} prints {figure(theirs)} min, off ours by "
                f"{figure(difference)} min{told_en}; the own segments of "
                f"{contradicted} rows contradict the printed total"
            ),
            message_zh=(
                f"{len(rows)} 行与复核不符，而其所在窗列及该楼至少 {AGREES:.0%} 的行"
                f"均一致：{names_zh(windows)}；其中 {windows[0]} 送审 "
                f"{figure(theirs)} 分钟，相差 {figure(difference)} 分钟{told_zh}；"
                f"{contradicted} 行的时数与自身时段矛盾"
            ),
            question="Check the entry of these rows against the output of the program.",
            question_zh="请对照软件原始输出核对上述各行的数值。",
            evidence=found.of_rows(rows),
            count=len(rows),
            elements=tuple(windows[:20]),
        ),
    )


def _difference(found: RowEvidence) -> NDArray[np.float64]:
    """Larger absolute difference of each row. [min]"""  # noqa: D400
    larger: NDArray[np.float64] = np.fmax(
        np.abs(found.comparison.difference_before),
        np.abs(found.comparison.difference_after),
    )
    return larger


def _alone(found: RowEvidence) -> NDArray[np.int64]:
    """Rows that stand alone, those that differ most first."""
    windows, match = found.assessment.project.windows, found.match
    differs = _difference(found)
    far = differs > found.comparison.tolerance + THRESHOLD_NOISE_MIN
    known = (match.window >= 0) & ~np.isnan(differs)
    if not (far & known).any():
        return np.empty(0, dtype=np.int64)
    # share of the building that agrees, the row itself left out
    building = windows.building[match.window]
    count = len(found.assessment.project.buildings)
    rows = np.bincount(building[known], minlength=count)
    wrong = np.bincount(building[known & far], minlength=count)
    # the same of the columns
    column = np.repeat(
        np.arange(len(windows.column_offsets) - 1), np.diff(windows.column_offsets)
    )
    of_row = column[match.window]
    in_column = np.bincount(of_row[known & far], minlength=len(column))
    alone = np.flatnonzero(known & far)
    others = rows[building[alone]] - 1
    agree = others - (wrong[building[alone]] - 1)
    keeps = (others >= 3) & (agree >= AGREES * others) & (in_column[of_row[alone]] == 1)
    few = int((known & far).sum()) <= max(FEW_ROWS, FEW * int(known.sum()))
    alone = np.array(
        [
            row
            for row in alone[keeps].tolist()
            if _contradicts(found, row) or (few and _out_of_line(found, row))
        ],
        dtype=np.int64,
    )
    order: NDArray[np.int64] = alone[np.argsort(-differs[alone], kind="stable")]
    return order


def _contradicts(found: RowEvidence, row: int) -> bool:
    """Whether the own segments of a row do not give the printed total."""
    state = found.worse_state(row)
    segments = found.submission.windows.segments(state)
    theirs = float(found.submission.windows.minutes(state)[row])
    if not segments.given[row] or not math.isfinite(theirs):
        return False
    spans = segments.row(row)
    return abs(theirs - sum(end - start for start, end in spans)) > max(1, len(spans))


def _out_of_line(found: RowEvidence, row: int) -> bool:
    """Whether a row has more sun than the storey above it, or less than that below.

    As a rule a lower window of a column sees no more than the one above it.
    """
    state = found.worse_state(row)
    theirs = float(found.submission.windows.minutes(state)[row])
    below, above = _column_minutes(found, row, state)
    allowed = found.comparison.tolerance + THRESHOLD_NOISE_MIN
    return theirs > above + allowed or theirs < below - allowed


def _column_minutes(found: RowEvidence, row: int, state: str) -> tuple[float, float]:
    """Printed minutes of the storeys below and above in its column; NaN for none."""
    windows, match = found.assessment.project.windows, found.match
    window = int(match.window[row])
    offsets = windows.column_offsets
    column = int(np.searchsorted(offsets, window, side="right")) - 1
    members = np.arange(offsets[column], offsets[column + 1])
    members = members[np.argsort(windows.floor[members], kind="stable")]
    at = int(np.flatnonzero(members == window)[0])
    printed = found.submission.windows.minutes(state)

    def minutes(place: int) -> float:
        if not 0 <= place < len(members):
            return math.nan
        rows = np.flatnonzero(match.window == members[place])
        return float(printed[rows[0]]) if len(rows) else math.nan

    return minutes(at - 1), minutes(at + 1)
