"""Declared method and standard against the rules (办法六(三)3)."""

import math
from typing import Final

from sunlight.assessment import Assessment
from sunlight.assessment.measuring.records import Run
from sunlight.conditions import FullWindowTest, OwnPlates, TimeBasis
from sunlight.kinds import Use
from sunlight.report.segments import time_band
from sunlight.review.recalculation.parameters import SAME_LATITUDE
from sunlight.review.recalculation.told import names_en, names_zh, signed
from sunlight.review.records.declaration import Declaration
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)
from sunlight.review.records.submission import Submission
from sunlight.rules import standard_for, uses_with_standard
from sunlight.solar import equation_of_time, true_solar_minutes

__all__ = ["method_findings"]

CLAUSE: Final = "办法六(三)3"
LONGEST_STEP: Final = 1.0
"""A coarser time step needs an explanation. [min]"""
SAME_MINUTE: Final = 1.0
"""Limits of a band nearer than this are the same. [min]"""
SAME_DECLINATION: Final = 0.02
"""Declinations nearer than this differ by the base year. [degrees]"""
USUAL_DECLINATION: Final = 0.5
"""Conventions in use lie within this of each other. [degrees]"""
SAME_ANGLE: Final = 0.1
"""Turns nearer than this are the same. [degrees]"""

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
        *_segments(said, assessment),
        *_sill(said, assessment),
        *_standard(said, assessment),
        *_own_balconies(said, assessment),
        *_declination(said, assessment),
        *_place(said, assessment),
        *_step(said),
        *_not_stated(said),
    )


def _one(
    code: str,
    grade: Grade,
    clause: str,
    message: tuple[str, str],
    question: tuple[str, str],
    evidence: Evidence,
) -> tuple[ReviewFinding, ...]:
    """One finding; texts in Chinese and in English."""
    return (
        ReviewFinding(
            code=code,
            part=ReviewPart.METHOD,
            grade=grade,
            clause=f"{CLAUSE}、{clause}" if clause else CLAUSE,
            message=message[1],
            message_zh=message[0],
            question=question[1],
            question_zh=question[0],
            evidence=(evidence,),
        ),
    )


_AGAIN: Final = ("请按规程重新计算。", "Calculate again by the rules.")
_NOTHING: Final = ("", "")


def _points(said: Declaration, assessment: Assessment) -> tuple[ReviewFinding, ...]:
    """Which points of the sill are judged."""
    single = said.window_points in {"centre", "any"}
    if not single or assessment.conditions.full_window is FullWindowTest.CENTRE:
        return ()
    word = "窗台中点" if said.window_points == "centre" else "窗上单点"
    return _one(
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
    return _one(
        "REVIEW-METHOD-DAY",
        Grade.WRONG,
        "规程四(一)",
        (
            f"报告采用{said.day.value}日，规程要求{told}日",
            f"the report takes {said.day.value}, the rules ask for {told}",
        ),
        _AGAIN,
        Evidence(
            place=said.place_of("day"),
            submitted_text=said.day.value,
            recomputed_text=told,
        ),
    )


def _run_of(said: Declaration, assessment: Assessment) -> Run:
    """Run of the declared day; that of dwellings without one."""
    for run in assessment.runs:
        if run.conditions.day is said.day:
            return run
    return assessment.runs[0]


def _band(said: Declaration, assessment: Assessment) -> tuple[ReviewFinding, ...]:
    """Counted band and its clock."""
    run = _run_of(said, assessment)
    expected = run.path.band
    beijing = said.time_basis is TimeBasis.BEIJING_TIME
    allowed = run.conditions.time_basis is TimeBasis.BEIJING_TIME
    if said.band is None:
        if not beijing or allowed:
            return ()
        return _one(
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
    return _one(
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
        _AGAIN,
        Evidence(
            place=said.place_of("band"),
            submitted=off,
            recomputed=0.0,
            measure="min",
            submitted_text=time_band(said.band),
            recomputed_text=time_band(expected),
        ),
    )


def _segments(said: Declaration, assessment: Assessment) -> tuple[ReviewFinding, ...]:
    """Shortest counted segment, and how many count."""
    conditions = _run_of(said, assessment).conditions
    least = conditions.shortest_segment
    told: list[ReviewFinding] = []
    if math.isfinite(said.shortest_segment) and said.shortest_segment != least:
        shorter = said.shortest_segment < least
        told += _one(
            "REVIEW-METHOD-SHORTEST-SEGMENT",
            Grade.WRONG if shorter else Grade.NOTE,
            "规程六(三)",
            (
                f"报告计入的最小连续时段为 {said.shortest_segment:g} 分钟，规程为 "
                f"{least:g} 分钟",
                f"the report counts segments from {said.shortest_segment:g} min on, "
                f"the rules from {least:g} min on",
            ),
            _AGAIN if shorter else _NOTHING,
            Evidence(
                place=said.place_of("shortest_segment"),
                submitted=said.shortest_segment,
                recomputed=least,
                measure="min",
            ),
        )
    theirs = said.segments or None
    if said.segments is not None and theirs != conditions.segments:
        words = [
            ("全部", "all") if n is None else (f"最长 {n} 段", f"the longest {n}")
            for n in (theirs, conditions.segments)
        ]
        told += _one(
            "REVIEW-METHOD-SEGMENTS",
            Grade.WRONG if theirs is None else Grade.ANSWER,
            "规程六(三)",
            (
                f"报告累计{words[0][0]}时段，复核按规则累计{words[1][0]}",
                f"the report adds {words[0][1]} of the segments, the rules "
                f"{words[1][1]}",
            ),
            _AGAIN,
            Evidence(place=said.place_of("segments")),
        )
    return tuple(told)


def _sill(said: Declaration, assessment: Assessment) -> tuple[ReviewFinding, ...]:
    """Height of the sill plane."""
    least = _run_of(said, assessment).conditions.sill_minimum
    if math.isnan(said.sill_minimum) or abs(said.sill_minimum - least) < 0.005:
        return ()
    return _one(
        "REVIEW-METHOD-SILL",
        Grade.WRONG,
        "规程六(一)",
        (
            f"报告计算窗台面最低取 {said.sill_minimum:.2f} m，规则为 {least:.2f} m",
            f"the sill plane of the report lies at {said.sill_minimum:.2f} m at least, "
            f"that of the rules at {least:.2f} m",
        ),
        _AGAIN,
        Evidence(
            place=said.place_of("sill_minimum"),
            submitted=said.sill_minimum,
            recomputed=least,
            measure="m",
        ),
    )


def _standard(said: Declaration, assessment: Assessment) -> tuple[ReviewFinding, ...]:
    """Minutes of the standard."""
    rules, theirs = assessment.rules, said.standard_minutes
    covered = uses_with_standard(rules)
    present = {b.use for b in assessment.project.buildings} & set(covered)
    minutes = {standard_for(rules, use).minutes for use in present}
    if math.isnan(theirs) or not minutes or theirs in minutes:
        return ()
    main = Use.RESIDENTIAL if Use.RESIDENTIAL in present else sorted(present)[0]
    ours = standard_for(rules, main).minutes
    lower = theirs < ours
    return _one(
        "REVIEW-METHOD-STANDARD",
        Grade.WRONG if lower else Grade.NOTE,
        "规程四(一)",
        (
            f"报告采用的日照标准为 {theirs:g} 分钟，规程为 {ours:g} 分钟",
            f"the report judges by {theirs:g} min, the rules ask for {ours:g} min",
        ),
        ("请按规程标准重新评定。", "Judge again by the standard of the rules.")
        if lower
        else _NOTHING,
        Evidence(
            place=said.place_of("standard_minutes"),
            submitted=theirs,
            recomputed=ours,
            measure="min",
        ),
    )


def _own_balconies(
    said: Declaration, assessment: Assessment
) -> tuple[ReviewFinding, ...]:
    """Whether own balconies shade."""
    ours = assessment.conditions.own_plates is OwnPlates.COUNTED
    if said.own_balconies is None or said.own_balconies == ours:
        return ()
    words = [
        ("计入", "count") if c else ("不计", "leave out") for c in (not ours, ours)
    ]
    return _one(
        "REVIEW-METHOD-OWN-BALCONIES",
        Grade.NOTE,
        "规程六(五)",
        (
            f"报告{words[0][0]}自身阳台、挑檐底板的遮挡，复核{words[1][0]}；条文为“可”",
            f"the report {words[0][1]}s the building's own balconies, we "
            f"{words[1][1]} them; the clause says may",
        ),
        _NOTHING,
        Evidence(place=said.place_of("own_balconies")),
    )


def _declination(
    said: Declaration, assessment: Assessment
) -> tuple[ReviewFinding, ...]:
    """Declination: another convention is no error."""
    run = _run_of(said, assessment)
    ours = run.path.declination.degrees
    gap = abs(said.declination - ours)
    if math.isnan(gap) or gap <= SAME_DECLINATION:
        return ()
    usual = gap <= USUAL_DECLINATION
    zh = "属另一种取值约定" if usual else "超出常用取值的范围"
    en = "another convention" if usual else "beyond the conventions in use"
    return _one(
        "REVIEW-METHOD-DECLINATION",
        Grade.NOTE if usual else Grade.ANSWER,
        "规程六(二)",
        (
            f"报告太阳赤纬为 {said.declination:.3f}°，复核为 {ours:.3f}°（相差 "
            f"{signed(said.declination - ours, 3)}°），{zh}",
            f"the declination of the report is {said.declination:.3f}°, ours "
            f"{ours:.3f}° ({signed(said.declination - ours, 3)}°), {en}",
        ),
        _NOTHING if usual else ("请说明赤纬取值依据。", "Say where it is from."),
        Evidence(
            place=said.place_of("declination"),
            submitted=said.declination,
            recomputed=ours,
            measure="degrees",
            submitted_text=said.declination_text,
            recomputed_text=run.path.declination.origin,
        ),
    )


def _place(said: Declaration, assessment: Assessment) -> tuple[ReviewFinding, ...]:
    """Latitude, longitude and turn to north."""
    site = assessment.project.site
    told: list[ReviewFinding] = []
    for name, zh, theirs, ours, grade, least in (
        ("latitude", "纬度", said.latitude, site.latitude, Grade.WRONG, SAME_LATITUDE),
        (
            "longitude",
            "经度",
            said.longitude,
            site.longitude,
            Grade.ANSWER,
            SAME_LATITUDE,
        ),
        (
            "north_angle",
            "真北夹角",
            said.north_angle,
            site.north_angle,
            Grade.ANSWER,
            SAME_ANGLE,
        ),
    ):
        gap = theirs - ours
        if math.isnan(gap) or abs(gap) <= least:
            continue
        told += _one(
            f"REVIEW-METHOD-{name.upper().replace('_', '-')}",
            grade,
            "办法六(三)1",
            (
                f"报告{zh}为 {theirs:.3f}°，场地为 {ours:.3f}°"
                f"（相差 {signed(gap, 3)}°）",
                f"the {name.replace('_', ' ')} of the report is {theirs:.3f}°, that of "
                f"the site {ours:.3f}° ({signed(gap, 3)}°)",
            ),
            ("请更正并重新计算。", "Correct it and calculate again."),
            Evidence(
                place=said.place_of(name),
                submitted=theirs,
                recomputed=ours,
                measure="degrees",
                submitted_text=said.city if name == "latitude" else "",
            ),
        )
    return tuple(told)


def _step(said: Declaration) -> tuple[ReviewFinding, ...]:
    """Time step."""
    if math.isnan(said.step) or said.step <= LONGEST_STEP:
        return ()
    return _one(
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
