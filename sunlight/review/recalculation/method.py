"""Declared method and standard against the rules (办法六(三)3)."""

import math
from typing import Final

from sunlight.assessment import Assessment
from sunlight.conditions import FullWindowTest, TimeBasis
from sunlight.report.segments import time_band
from sunlight.review.recalculation.method_figures import figure_findings
from sunlight.review.recalculation.method_parts import (
    AGAIN,
    method_finding,
    run_of,
)
from sunlight.review.recalculation.told import names_en, names_zh
from sunlight.review.records.declaration import Declaration
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)
from sunlight.review.records.submission import Submission
from sunlight.solar import equation_of_time, true_solar_minutes

__all__ = ["method_findings"]

CLAUSE: Final = "办法六(三)3"
LONGEST_STEP: Final = 1.0
"""A coarser time step needs an explanation. [min]"""
SAME_MINUTE: Final = 1.0
"""Limits of a band nearer than this are the same. [min]"""

_ASKED: Final = (
    ("day", "日照标准日", "standard day"),
    ("band", "有效时间带", "counted band"),
    ("time_basis", "时间基准", "clock"),
    ("step", "时间步长", "time step"),
    ("window_points", "满窗判定点", "points of the window"),
    ("sill_minimum", "计算窗台高", "sill plane"),
    ("shortest_segment", "最小连续时段", "shortest segment"),
    ("latitude", "纬度", "latitude"),
)
"""What a report must state, so that its figures can be reproduced."""


def method_findings(
    submission: Submission, assessment: Assessment
) -> tuple[ReviewFinding, ...]:
    """Declared parameters against the conditions of the rules (计算方法及标准).

    Parameters
    ----------
    submission : Submission
        What was handed in, with its declaration.
    assessment : Assessment
        Our calculation, its conditions and rules.

    Returns
    -------
    tuple of ReviewFinding
        Part ``METHOD``.

    Notes
    -----
    Source: 办法六(三)3; 规程四, 规程六(一)(三)(五).
    """
    said = submission.declaration
    return (
        *_points(said, assessment),
        *_day(said, assessment),
        *_band(said, assessment),
        *figure_findings(said, assessment),
        *_step(said),
        *_not_stated(said),
    )


def _points(said: Declaration, assessment: Assessment) -> tuple[ReviewFinding, ...]:
    """Which points of the sill are judged."""
    single = said.window_points in {"centre", "any"}
    if not single or assessment.conditions.full_window is FullWindowTest.CENTRE:
        return ()
    word = "窗台中点" if said.window_points == "centre" else "窗上单点"
    return method_finding(
        "REVIEW-METHOD-SINGLE-POINT",
        Grade.WRONG,
        "规程六(一)",
        (
            f"报告以{word}判定日照；规程要求窗台两端同时受照，不得单点计算",
            "the report judges by a single point of the window; the rules ask for both "
            "ends of the sill at the same time and forbid a single point",
        ),
        ("请按满窗日照重新计算。", "Calculate again with both ends of the sill."),
        Evidence(
            place=said.place_of("window_points"),
            submitted_text=said.window_points,
            recomputed_text=assessment.conditions.full_window.value,
        ),
    )


def _day(said: Declaration, assessment: Assessment) -> tuple[ReviewFinding, ...]:
    """Standard day."""
    days = list(dict.fromkeys(run.conditions.day for run in assessment.runs))
    if said.day is None or said.day in days:
        return ()
    told = "、".join(day.value for day in days)
    return method_finding(
        "REVIEW-METHOD-DAY",
        Grade.WRONG,
        "规程四(一)",
        (
            f"报告采用{said.day.value}日，规程要求{told}日",
            f"the report takes {said.day.value}, the rules ask for {told}",
        ),
        AGAIN,
        Evidence(
            place=said.place_of("day"),
            submitted_text=said.day.value,
            recomputed_text=told,
        ),
    )


def _band(said: Declaration, assessment: Assessment) -> tuple[ReviewFinding, ...]:
    """Counted band and its clock."""
    run = run_of(said, assessment)
    expected = run.path.band
    beijing = said.time_basis is TimeBasis.BEIJING_TIME
    allowed = run.conditions.time_basis is TimeBasis.BEIJING_TIME
    if said.band is None:
        if not beijing or allowed:
            return ()
        return method_finding(
            "REVIEW-METHOD-CLOCK",
            Grade.ANSWER,
            "规程六(三)、规程七(二)",
            (
                "报告以北京时间计时，未说明有效时间带是否按真太阳时取",
                "the report counts in Beijing time and does not say whether its band "
                "is one of true solar time",
            ),
            (
                "请说明有效时间带的时间基准。",
                "Say in which clock the counted band is taken.",
            ),
            Evidence(place=said.place_of("time_basis"), submitted_text="北京时间"),
        )
    band = said.band
    if beijing:
        moved = true_solar_minutes(
            band,
            longitude=assessment.project.site.longitude,
            equation_of_time=equation_of_time(
                run.conditions.day, run.conditions.declination
            ),
        )
        band = (float(moved[0]), float(moved[1]))
    off = max(abs(a - b) for a, b in zip(band, expected, strict=True))
    if off <= SAME_MINUTE:
        return ()
    clock = beijing and not allowed
    basis = ("北京时间", "Beijing time") if beijing else ("真太阳时", "true solar time")
    return method_finding(
        "REVIEW-METHOD-CLOCK" if clock else "REVIEW-METHOD-BAND",
        Grade.WRONG,
        "规程六(三)" if clock else "规程四(一)",
        (
            f"报告有效时间带为{basis[0]} {time_band(said.band)}，规程为真太阳时 "
            f"{time_band(expected)}，相差最多 {off:.0f} 分钟",
            f"the counted band of the report is {time_band(said.band)} {basis[1]}, "
            f"that of the rules {time_band(expected)} true solar time, off by up to "
            f"{off:.0f} min",
        ),
        AGAIN,
        Evidence(
            place=said.place_of("band"),
            submitted=off,
            recomputed=0.0,
            measure="min",
            submitted_text=time_band(said.band),
            recomputed_text=time_band(expected),
        ),
    )


def _step(said: Declaration) -> tuple[ReviewFinding, ...]:
    """Time step."""
    if math.isnan(said.step) or said.step <= LONGEST_STEP:
        return ()
    return method_finding(
        "REVIEW-METHOD-STEP",
        Grade.ANSWER,
        "规程七(二)",
        (
            f"报告时间步长为 {said.step:g} 分钟，达不到时数精确到分钟的要求",
            f"the time step of the report is {said.step:g} min, too coarse for figures "
            "to the minute",
        ),
        (
            "请以不大于 1 分钟的步长重新计算。",
            "Calculate again with a step of at most a minute.",
        ),
        Evidence(
            place=said.place_of("step"),
            submitted=said.step,
            recomputed=LONGEST_STEP,
            measure="min",
        ),
    )


def _not_stated(said: Declaration) -> tuple[ReviewFinding, ...]:
    """What is not said."""

    def blank(name: str) -> bool:
        value = getattr(said, name)
        return (
            value is None
            or value == ""
            or (isinstance(value, float) and math.isnan(value))
        )

    wanting = [(zh, en) for name, zh, en in _ASKED if blank(name)]
    if not wanting:
        return ()
    return (
        ReviewFinding(
            code="REVIEW-METHOD-NOT-STATED",
            part=ReviewPart.METHOD,
            grade=Grade.ANSWER,
            clause=CLAUSE,
            message=(
                f"the report does not state {len(wanting)} parameters: "
                f"{names_en([en for _, en in wanting])}"
            ),
            message_zh=(
                f"报告未说明 {len(wanting)} 项计算参数："
                f"{names_zh([zh for zh, _ in wanting])}"
            ),
            question="State these parameters.",
            question_zh="请补充说明上述参数。",
            count=len(wanting),
        ),
    )
