"""Results and conclusion, row by row and unit by unit (办法六(三)4)."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.counting.receivers import counted_receivers
from sunlight.review.recalculation.evidence import EVIDENCE_AT_MOST, RowEvidence
from sunlight.review.recalculation.rows import class_codes
from sunlight.review.recalculation.told import figure, names_en, names_zh
from sunlight.review.recalculation.verdicts import verdict_findings
from sunlight.review.records.comparison import RowClass
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["result_findings"]

CLAUSE = "办法六(三)4"


def result_findings(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """Findings on rows, units and the conclusion (结果与结论).

    Parameters
    ----------
    found : RowEvidence
        Submission, calculation, match and comparison.

    Returns
    -------
    tuple of ReviewFinding
        Part ``RESULTS``.

    Notes
    -----
    Source: 办法六(三)4; 规程七(一)(四)(五).
    """
    return (
        *_counts(found),
        *verdict_findings(found),
        *_window_flips(found),
        *_rows_differ(found),
        *_explained(found),
        *_missing(found),
        *_invented(found),
    )


def _counts(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """How many rows are of which class."""
    comparison = found.comparison
    counts = {of: comparison.count(of) for of in RowClass}
    units = comparison.units
    turned = sum(unit.flips for unit in units)
    if not len(comparison.row_class):
        return ()
    return (
        ReviewFinding(
            code="REVIEW-ROWS-COMPARED",
            part=ReviewPart.RESULTS,
            grade=Grade.NOTE,
            clause=CLAUSE,
            message=(
                f"{len(comparison.row_class)} rows: {counts[RowClass.SAME]} the same "
                f"to the minute printed, {counts[RowClass.WITHIN]} within "
                f"±{comparison.tolerance:g} min (a tolerance that is not verified), "
                f"{counts[RowClass.DIFFERENT]} beyond it, {counts[RowClass.FLIPS]} on "
                f"the other side of a standard or with another verdict, "
                f"{counts[RowClass.INVENTED]} without a window in the model, "
                f"{counts[RowClass.OPEN]} not compared; {len(comparison.missing)} "
                f"windows of the model are missing; {turned} of {len(units)} units "
                "have another outcome"
            ),
            message_zh=(
                f"送审 {len(comparison.row_class)} 行：与复核同一分钟 "
                f"{counts[RowClass.SAME]} 行，差值在 ±{comparison.tolerance:g} 分钟"
                f"（该允许误差未经核实）以内 {counts[RowClass.WITHIN]} 行，超出 "
                f"{counts[RowClass.DIFFERENT]} 行，达标与否或结论翻转 "
                f"{counts[RowClass.FLIPS]} 行，模型中没有该窗 "
                f"{counts[RowClass.INVENTED]} 行，未能比对 {counts[RowClass.OPEN]} 行；"
                f"模型中 {len(comparison.missing)} 个窗报告未列；{len(units)} 个单元中 "
                f"{turned} 个结论不同"
            ),
            count=len(comparison.row_class),
        ),
    )


def _differences(found: RowEvidence) -> NDArray[np.float64]:
    """Larger absolute difference of each row; NaN where nothing is known. [min]"""  # noqa: D400
    comparison = found.comparison
    larger: NDArray[np.float64] = np.fmax(
        np.abs(comparison.difference_before), np.abs(comparison.difference_after)
    )
    return larger


def _window_flips(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """Windows on the other side of the standard, whatever that does to a unit."""
    rows = np.flatnonzero(found.comparison.flips)
    rows = rows[~found.by_choice(rows)]
    differs = _differences(found)
    limit = found.comparison.tolerance + THRESHOLD_NOISE_MIN
    told = []
    for grade, of in (
        (Grade.ANSWER, rows[differs[rows] > limit]),
        (Grade.NOTE, rows[differs[rows] <= limit]),
    ):
        if not len(of):
            continue
        of = of[np.argsort(-differs[of], kind="stable")]
        windows = found.assessment.project.windows.id[found.match.window[of]].tolist()
        within = grade is Grade.NOTE
        told.append(
            ReviewFinding(
                code="REVIEW-WINDOW-FLIPS-WITHIN-TOLERANCE"
                if within
                else "REVIEW-WINDOW-FLIPS",
                part=ReviewPart.RESULTS,
                grade=grade,
                clause=CLAUSE,
                message=(
                    f"{len(of)} windows are on the other side of the minutes of their "
                    f"use than in the report, by at most {figure(differs[of].max())} "
                    f"min: {names_en(windows)}"
                    + (
                        "; the figures agree within the tolerance or the rounding"
                        if within
                        else ""
                    )
                ),
                message_zh=(
                    f"{len(of)} 个窗达标与否与报告相反，最大相差 "
                    f"{figure(differs[of].max())} 分钟：{names_zh(windows)}"
                    + ("；差值在取整或允许误差以内" if within else "")
                ),
                question=""
                if within
                else "Explain or correct the figures of these windows.",
                question_zh="" if within else "请说明或更正上述窗的日照时数。",
                evidence=found.of_rows(of),
                count=len(of),
                elements=tuple(windows[:EVIDENCE_AT_MOST]),
            )
        )
    return tuple(told)


def _rows_differ(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """Rows beyond the tolerance."""
    differs = _differences(found)
    rows = np.flatnonzero(differs > found.comparison.tolerance + THRESHOLD_NOISE_MIN)
    (invented,) = class_codes(RowClass.INVENTED)
    rows = rows[found.comparison.row_class[rows] != invented]
    rows = rows[~found.by_choice(rows)]
    if not len(rows):
        return ()
    rows = rows[np.argsort(-differs[rows], kind="stable")]
    project = found.assessment.project
    window = found.match.window[rows]
    by_building = Counter(
        project.buildings[b].id for b in project.windows.building[window].tolist()
    )
    parts = by_building.most_common()
    more = int((_signed(found)[rows] > 0).sum())
    median = float(np.median(differs[rows]))
    return (
        ReviewFinding(
            code="REVIEW-ROW-DIFFERS",
            part=ReviewPart.RESULTS,
            grade=Grade.ANSWER,
            clause=CLAUSE,
            message=(
                f"{len(rows)} rows differ by more than {found.comparison.tolerance:g} "
                "min (a tolerance that is not verified), in the middle by "
                f"{figure(median)} and at most by {figure(differs[rows].max())} min; "
                f"{more} have more sun in the report; by building: "
                + names_en([f"{b} {n}" for b, n in parts])
            ),
            message_zh=(
                f"{len(rows)} 行与复核相差超过允许误差 {found.comparison.tolerance:g} "
                f"分钟（该值未经核实），中位数 {figure(median)} 分钟，最大 "
                f"{figure(differs[rows].max())} 分钟；其中 {more} 行送审偏多；分楼："
                + names_zh([f"{b} {n} 行" for b, n in parts])
            ),
            question="Explain the differences of these rows, or correct them.",
            question_zh="请说明上述各行差异的原因，或予更正。",
            evidence=found.of_rows(rows),
            count=len(rows),
            elements=tuple(name for name, _ in parts),
        ),
    )


def _explained(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """Rows beyond the tolerance, or on the other side, that a choice explains."""
    differs = _differences(found)
    beyond = differs > found.comparison.tolerance + THRESHOLD_NOISE_MIN
    rows = np.flatnonzero(beyond | found.comparison.flips)
    rows = rows[found.by_choice(rows)]
    if not len(rows):
        return ()
    rows = rows[np.argsort(-differs[rows], kind="stable")]
    limit, most = found.comparison.tolerance, figure(differs[rows].max())
    turned = int(found.comparison.flips[rows].sum())
    return (
        ReviewFinding(
            code="REVIEW-ROW-DIFFERS-EXPLAINED",
            part=ReviewPart.RESULTS,
            grade=Grade.NOTE,
            clause=CLAUSE,
            message=(
                f"{len(rows)} rows differ by more than {limit:g} min or are on the "
                f"other side of the standard ({turned}), by at most {most} min; all of "
                "them are consistent with a choice that honest reports make (see "
                "causes)"
            ),
            message_zh=(
                f"{len(rows)} 行与复核相差超过 {limit:g} 分钟或达标与否相反"
                f"（{turned} 行），最大 {most} 分钟，均与常用口径相符（见差异原因）"
            ),
            evidence=found.of_rows(rows),
            count=len(rows),
        ),
    )


def _signed(found: RowEvidence) -> NDArray[np.float64]:
    """Difference of the state in which a row differs more, (n,). [min]"""  # noqa: D400
    before = np.nan_to_num(found.comparison.difference_before)
    after = np.nan_to_num(found.comparison.difference_after)
    return np.where(np.abs(before) > np.abs(after), before, after)


def _missing(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """Windows of the model that the report does not show, of buildings it does."""
    project = found.assessment.project
    missing = found.comparison.missing
    shown = np.unique(found.match.building[found.match.building >= 0])
    missing = missing[np.isin(project.windows.building[missing], shown)]
    # no report owes those that a clause leaves out, as 规程六(七) does
    missing = missing[
        counted_receivers(project, found.assessment.rules).window[missing]
    ]
    if not len(missing):
        return ()
    ids = project.windows.id[missing].tolist()
    by_building = Counter(
        project.buildings[b].id for b in project.windows.building[missing].tolist()
    )
    parts = sorted(by_building.items(), key=lambda item: -item[1])
    results = found.assessment.windows
    return (
        ReviewFinding(
            code="REVIEW-WINDOW-MISSING",
            part=ReviewPart.RESULTS,
            grade=Grade.ANSWER,
            clause=f"{CLAUSE}、规程五",
            message=(
                f"{len(missing)} windows of buildings that the report treats are not "
                "in its tables: " + names_en([f"{b} {n}" for b, n in parts])
            ),
            message_zh=(
                f"报告所列建筑中有 {len(missing)} 个窗未列入窗表："
                + names_zh([f"{b} {n} 个" for b, n in parts])
            ),
            question="Add these windows, or say why they need no analysis.",
            question_zh="请补列上述窗，或说明不需分析的理由。",
            evidence=tuple(
                Evidence(
                    window=str(project.windows.id[w]),
                    building=project.buildings[project.windows.building[w]].id,
                    state="after",
                    recomputed=float(results.minutes_after[w]),
                    measure="min",
                )
                for w in missing[:EVIDENCE_AT_MOST].tolist()
            ),
            count=len(missing),
            elements=tuple(ids[:EVIDENCE_AT_MOST]),
        ),
    )


def _invented(found: RowEvidence) -> tuple[ReviewFinding, ...]:
    """Rows for which the model has no window."""
    rows = found.match.invented
    if not len(rows):
        return ()
    windows = found.submission.windows
    names = [
        f"{windows.building[row]} {windows.label[row]}".strip() for row in rows.tolist()
    ]
    return (
        ReviewFinding(
            code="REVIEW-WINDOW-INVENTED",
            part=ReviewPart.RESULTS,
            grade=Grade.ANSWER,
            clause=f"{CLAUSE}、办法六(三)1",
            message=(
                f"{len(rows)} rows are about windows that the model does not have on "
                f"that storey: {names_en(names)}"
            ),
            message_zh=(f"{len(rows)} 行所列的窗在模型同层中不存在：{names_zh(names)}"),
            question="Show these windows in the drawings, or take the rows out.",
            question_zh="请在图纸上指明上述窗位，或删除该行。",
            evidence=tuple(
                Evidence(
                    place=windows.place(row),
                    row=row,
                    submitted=float(windows.minutes_after[row]),
                    measure="min",
                    state="after",
                )
                for row in rows[:EVIDENCE_AT_MOST].tolist()
            ),
            count=len(rows),
        ),
    )
