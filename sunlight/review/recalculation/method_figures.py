"""Declared figures of the method against the rules (计算参数核查)."""

import math
from typing import Final

from sunlight.assessment import Assessment
from sunlight.conditions import OwnPlates
from sunlight.report.declination_words import declination_words
from sunlight.report.texts import texts
from sunlight.review.recalculation.method_parts import (
    AGAIN,
    NOTHING,
    method_finding,
    run_of,
)
from sunlight.review.recalculation.parameters import SAME_LATITUDE
from sunlight.review.recalculation.told import signed
from sunlight.review.records.declaration import Declaration
from sunlight.review.records.findings import Evidence, Grade, ReviewFinding

__all__ = ["figure_findings"]

SAME_DECLINATION: Final = 0.02
"""Declinations nearer than this differ by the base year. [degrees]"""
USUAL_DECLINATION: Final = 0.5
"""Conventions in use lie within this of each other. [degrees]"""
SAME_ANGLE: Final = 0.1
"""Turns nearer than this are the same. [degrees]"""


def figure_findings(
    said: Declaration, assessment: Assessment
) -> tuple[ReviewFinding, ...]:
    """Segments, sill plane, balconies, declination, place (计算参数).

    Parameters
    ----------
    said : Declaration
        What the report says of itself.
    assessment : Assessment
        Our calculation, its conditions and rules.

    Returns
    -------
    tuple of ReviewFinding
        Part ``METHOD``.

    Notes
    -----
    Source: 规程四(一), 规程六(一)(二)(三)(五).
    """
    return (
        *_segments(said, assessment),
        *_sill(said, assessment),
        *_own_balconies(said, assessment),
        *_declination(said, assessment),
        *_place(said, assessment),
    )


def _segments(said: Declaration, assessment: Assessment) -> tuple[ReviewFinding, ...]:
    """Shortest counted segment, and how many count."""
    conditions = run_of(said, assessment).conditions
    least = conditions.shortest_segment
    told: list[ReviewFinding] = []
    if math.isfinite(said.shortest_segment) and said.shortest_segment != least:
        shorter = said.shortest_segment < least
        told += method_finding(
            "REVIEW-METHOD-SHORTEST-SEGMENT",
            Grade.WRONG if shorter else Grade.NOTE,
            "规程六(三)",
            (
                f"报告计入的最小连续时段为 {said.shortest_segment:g} 分钟，规程为 "
                f"{least:g} 分钟",
                f"the report counts segments from {said.shortest_segment:g} min on, "
                f"the rules from {least:g} min on",
            ),
            AGAIN if shorter else NOTHING,
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
        told += method_finding(
            "REVIEW-METHOD-SEGMENTS",
            Grade.WRONG if theirs is None else Grade.ANSWER,
            "规程六(三)",
            (
                f"报告累计{words[0][0]}时段，复核按规则累计{words[1][0]}",
                f"the report adds {words[0][1]} of the segments, the rules "
                f"{words[1][1]}",
            ),
            AGAIN,
            Evidence(place=said.place_of("segments")),
        )
    return tuple(told)


def _sill(said: Declaration, assessment: Assessment) -> tuple[ReviewFinding, ...]:
    """Height of the sill plane."""
    least = run_of(said, assessment).conditions.sill_minimum
    if math.isnan(said.sill_minimum) or abs(said.sill_minimum - least) < 0.005:
        return ()
    return method_finding(
        "REVIEW-METHOD-SILL",
        Grade.WRONG,
        "规程六(一)",
        (
            f"报告计算窗台面最低取 {said.sill_minimum:.2f} m，规则为 {least:.2f} m",
            f"the sill plane of the report lies at {said.sill_minimum:.2f} m at least, "
            f"that of the rules at {least:.2f} m",
        ),
        AGAIN,
        Evidence(
            place=said.place_of("sill_minimum"),
            submitted=said.sill_minimum,
            recomputed=least,
            measure="m",
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
        ("计入", "count") if c else ("不计", "not count") for c in (not ours, ours)
    ]
    return method_finding(
        "REVIEW-METHOD-OWN-BALCONIES",
        Grade.NOTE,
        "规程六(五)",
        (
            f"报告{words[0][0]}自身阳台、挑檐底板的遮挡，复核{words[1][0]}；条文为“可”",
            f"the report does {words[0][1]} the building's own balconies, we do "
            f"{words[1][1]} them; the clause says may",
        ),
        NOTHING,
        Evidence(place=said.place_of("own_balconies")),
    )


def _declination(
    said: Declaration, assessment: Assessment
) -> tuple[ReviewFinding, ...]:
    """Declination: another convention is no error."""
    run = run_of(said, assessment)
    ours = run.path.declination.degrees
    gap = abs(said.declination - ours)
    if math.isnan(gap) or gap <= SAME_DECLINATION:
        return ()
    usual = gap <= USUAL_DECLINATION
    zh = "属另一种取值约定" if usual else "超出常用取值的范围"
    en = "another convention" if usual else "beyond the conventions in use"
    return method_finding(
        "REVIEW-METHOD-DECLINATION",
        Grade.NOTE if usual else Grade.ANSWER,
        "规程六(二)",
        (
            f"报告太阳赤纬为 {said.declination:.3f}°，复核为 {ours:.3f}°（相差 "
            f"{signed(said.declination - ours, 3)}°），{zh}",
            f"the declination of the report is {said.declination:.3f}°, ours "
            f"{ours:.3f}° ({signed(said.declination - ours, 3)}°), {en}",
        ),
        NOTHING if usual else ("请说明赤纬取值依据。", "Say where it is from."),
        Evidence(
            place=said.place_of("declination"),
            submitted=said.declination,
            recomputed=ours,
            measure="degrees",
            submitted_text=said.declination_text,
            recomputed_text=declination_words(
                run.path.declination, run.conditions.day.value, texts("zh")
            ),
        ),
    )


def _place(said: Declaration, assessment: Assessment) -> tuple[ReviewFinding, ...]:
    """Latitude, longitude and turn to north."""
    site = assessment.project.site
    told: list[ReviewFinding] = []
    for code, name, zh, theirs, ours, grade, least in (
        (
            "REVIEW-METHOD-LATITUDE",
            "latitude",
            "纬度",
            said.latitude,
            site.latitude,
            Grade.WRONG,
            SAME_LATITUDE,
        ),
        (
            "REVIEW-METHOD-LONGITUDE",
            "longitude",
            "经度",
            said.longitude,
            site.longitude,
            Grade.ANSWER,
            SAME_LATITUDE,
        ),
        (
            "REVIEW-METHOD-NORTH-ANGLE",
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
        told += method_finding(
            code,
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
