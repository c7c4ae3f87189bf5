"""Findings on why the figures differ (差异原因): consistent with, never proven."""

from typing import Final

import numpy as np

from sunlight.assessment import Assessment
from sunlight.review.causes.evaluator import base_convention
from sunlight.review.causes.wording import convention_text, departure_texts
from sunlight.review.records.causes import Fit, Inference
from sunlight.review.records.findings import Evidence, Grade, ReviewFinding, ReviewPart
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import STATES, Submission

__all__ = ["cause_findings"]

CLAUSES: Final = {
    "declination": "办法六(三)3",
    "sampling": "办法六(三)3",
    "refraction": "办法六(三)3",
    "time_basis": "规程六(三)",
    "sill_point": "规程六(一)",
    "own_plates": "规程六(五)",
    "shortest_segment": "规程六(三)",
    "sill": "规程六(一)",
    "latitude": "办法六(三)1",
    "north": "办法六(三)1",
    "geometry": "办法六(三)1",
}
"""Clause that each departure has to do with."""
_RESULTS: Final = "办法六(三)4"
_SHOWN: Final = 12
"""Rows given as evidence."""
_RUNNERS_UP: Final = 3
_POOR: Final = 0.7
"""Share below which a table counts as not explained."""


def cause_findings(
    inference: Inference, submission: Submission, assessment: Assessment, match: Match
) -> tuple[ReviewFinding, ...]:
    """Findings on why the figures differ (差异原因).

    A cause never makes a grade of its own worse than "must be explained": the figures
    of a table are consistent with many ways of making it.

    Parameters
    ----------
    inference : Inference
        Which conventions explain the table.
    submission : Submission
        What is printed.
    assessment : Assessment
        Our own calculation.
    match : Match
        Rows against windows.

    Returns
    -------
    tuple of ReviewFinding
        None where nothing could be compared.
    """
    best = inference.fits[0]
    if best.compared == 0:
        return ()
    found = [_cause(inference, assessment)]
    rows = _rows(inference, submission, assessment, match)
    return (*found, *rows)


def _cause(inference: Inference, assessment: Assessment) -> ReviewFinding:
    """What the table as a whole is consistent with."""
    best = inference.fits[0]
    if best.departures and best.share >= _POOR:
        return _consistent(inference, assessment)
    if best.share >= _POOR:
        return ReviewFinding(
            code="REVIEW-CAUSE-NONE",
            part=ReviewPart.CAUSE,
            grade=Grade.NOTE,
            clause=_RESULTS,
            message=(
                f"{best.explained} of the {best.compared} figures compared are "
                "consistent with the rules' own method; no other convention explains "
                "the table better"
            ),
            message_zh=(
                f"参与比对的{best.compared}个数值中，{best.explained}个与规定口径的"
                "计算结果相符；试算的其他口径均不能更好地解释窗表"
            ),
        )
    return ReviewFinding(
        code="REVIEW-CAUSE-UNKNOWN",
        part=ReviewPart.CAUSE,
        grade=Grade.ANSWER,
        clause=_RESULTS,
        message=(
            f"none of the {inference.tried} combinations tried explains the table; the "
            f"nearest ({_text(best, assessment, 'en')}) is consistent with "
            f"{_of(best, 'en')}"
        ),
        message_zh=(
            f"试算的{inference.tried}种口径组合均不能解释窗表；最接近的"
            f"（{_text(best, assessment, 'zh')}）仅与{_of(best, 'zh')}相符"
        ),
        question="State the model, the method and the parameters of the calculation.",
        question_zh="请说明计算所用的模型、方法和参数。",
        count=best.compared - best.explained,
    )


def _consistent(inference: Inference, assessment: Assessment) -> ReviewFinding:
    """The table is consistent with a convention other than the rules'."""
    best, baseline = inference.fits[0], inference.baseline
    alike = inference.fits[1 : inference.alike]
    honest = best.allowed
    geometry = best.convention.geometry
    base, day = base_convention(assessment), assessment.conditions.day
    codes = [code for code, _ in departure_texts(best.convention, base, day, "zh")]
    code = "REVIEW-CAUSE-CONVENTION"
    if honest:
        code = "REVIEW-CAUSE-CHOICE"
    elif geometry is not None:
        code = "REVIEW-CAUSE-MODEL"
    message = (
        f"{_of(best, 'en')} are consistent with: {_text(best, assessment, 'en')}; with "
        f"the rules as they stand only {baseline.explained} are. "
        f"{_certainty(inference, assessment, 'en')}"
    )
    message_zh = (
        f"参与比对的数值中，{_of(best, 'zh')}与下列口径的计算结果相符："
        f"{_text(best, assessment, 'zh')}；按规定口径仅{baseline.explained}个相符。"
        f"{_certainty(inference, assessment, 'zh')}"
    )
    question = question_zh = ""
    if not honest:
        question = (
            "State how the calculation was made in this respect; if it was made so, "
            "correct it and compute again."
        )
        question_zh = "请说明计算在上述方面的实际做法；确系如此的，应改正后重新计算。"
    return ReviewFinding(
        code=code,
        part=ReviewPart.CAUSE,
        grade=Grade.NOTE if honest else Grade.ANSWER,
        clause="、".join(dict.fromkeys(CLAUSES[c] for c in codes)),
        message=message,
        message_zh=message_zh,
        question=question,
        question_zh=question_zh,
        count=best.explained,
        elements=tuple(
            dict.fromkeys(
                fit.convention.geometry.building
                for fit in (best, *alike)
                if fit.convention.geometry is not None
            )
        ),
    )


def _text(fit: Fit, assessment: Assessment, lang: str) -> str:
    """Words of a convention."""
    base, day = base_convention(assessment), assessment.conditions.day
    return convention_text(fit.convention, base, day, "zh" if lang == "zh" else "en")


def _of(fit: Fit, lang: str) -> str:
    """How many figures a fit explains, in words."""
    share = int(1000.0 * fit.share) / 10.0
    if lang == "zh":
        return f"{fit.compared}个中的{fit.explained}个（{share:g}%）"
    return f"{fit.explained} of {fit.compared} figures ({share:g} %)"


def _certainty(inference: Inference, assessment: Assessment, lang: str) -> str:
    """How sure this is, with what else explains the table."""
    zh = lang == "zh"
    alike = inference.fits[1 : inference.alike]
    others = inference.fits[max(inference.alike, 1) :][:_RUNNERS_UP]
    told = []
    if alike:
        names = " | ".join(
            f"{_text(fit, assessment, lang)} ({fit.explained})" for fit in alike
        )
        told.append(
            f"仅凭窗表无法与下列口径区分：{names}"
            if zh
            else f"By the table alone it cannot be told from: {names}"
        )
    sure = {
        "clear": ("试算的其他口径明显不如", "Nothing else tried comes near"),
        "likely": ("可能性较大，但不能排除其他口径", "This is likely, not certain"),
        "open": ("尚不能确定", "This is not settled"),
        "none": ("差异很小", "The differences are small"),
    }[inference.sure][0 if zh else 1]
    told.append(sure)
    if others:
        names = " | ".join(
            f"{_text(fit, assessment, lang)} ({fit.explained})" for fit in others
        )
        told.append(f"次优口径：{names}" if zh else f"Next: {names}")
    told.append(
        "相符不等于编制时确系如此，以编制单位说明为准"
        if zh
        else "Consistent with it does not mean that it was made so"
    )
    return "。".join(told) + "。" if zh else ". ".join(told) + "."


def _rows(
    inference: Inference, submission: Submission, assessment: Assessment, match: Match
) -> tuple[ReviewFinding, ...]:
    """Rows that the best does not reproduce, where it reproduces most."""
    best, rows = inference.fits[0], inference.unexplained
    if best.share < _POOR or not len(rows):
        return ()
    evidence = _evidence(rows, submission, assessment, match)
    windows = assessment.project.windows
    return (
        ReviewFinding(
            code="REVIEW-CAUSE-ROWS",
            part=ReviewPart.CAUSE,
            grade=Grade.ANSWER,
            clause=_RESULTS,
            message=(
                f"{len(rows)} rows are not consistent with what explains the rest of "
                f"the table ({_text(best, assessment, 'en')})"
            ),
            message_zh=(
                f"{len(rows)}行与解释窗表其余部分的口径"
                f"（{_text(best, assessment, 'zh')}）不相符"
            ),
            question="State how the figures of these rows came about.",
            question_zh="请说明上述各行数值的来由。",
            evidence=evidence,
            count=len(rows),
            elements=tuple(
                str(windows.id[match.window[row]]) for row in rows[:_SHOWN].tolist()
            ),
        ),
    )


def _evidence(
    rows: np.ndarray, submission: Submission, assessment: Assessment, match: Match
) -> tuple[Evidence, ...]:
    """The rows farthest from our own figures, each in its worse state."""
    table, results = submission.windows, assessment.windows
    ours = {"before": results.minutes_before, "after": results.minutes_after}
    found = []
    for row in rows.tolist():
        window = int(match.window[row])
        gaps = {
            state: abs(float(table.minutes(state)[row]) - float(ours[state][window]))
            for state in STATES
        }
        state = max(STATES, key=lambda s: gaps[s] if np.isfinite(gaps[s]) else -1.0)
        building = assessment.project.buildings[
            int(assessment.project.windows.building[window])
        ]
        found.append(
            (
                -gaps[state] if np.isfinite(gaps[state]) else 0.0,
                Evidence(
                    place=table.place(row),
                    row=row,
                    window=str(assessment.project.windows.id[window]),
                    building=building.id,
                    state=state,
                    submitted=float(table.minutes(state)[row]),
                    recomputed=float(ours[state][window]),
                    measure="min",
                ),
            )
        )
    found.sort(key=lambda pair: (pair[0], pair[1].row))
    return tuple(evidence for _, evidence in found[:_SHOWN])
