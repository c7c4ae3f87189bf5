"""Outlines, tops and levels of the model handed in against ours (轮廓与标高比对)."""

import math
from collections.abc import Callable, Sequence
from typing import Final

import shapely

from sunlight.model.project import Building
from sunlight.review.recalculation.differences import Difference, told_differences
from sunlight.review.recalculation.pairing import ModelPair
from sunlight.review.recalculation.told import signed
from sunlight.review.records.findings import Grade, ReviewFinding

__all__ = ["level_findings"]

CLAUSE: Final = "办法六(三)1"
SAME_LENGTH: Final = 0.005
"""Levels and places nearer than this are the same: drawings are in millimetres. [m]"""
SAME_AREA: Final = 0.05
"""Areas nearer than this are the same. [m2]"""

_LEVELS: Final[
    tuple[
        tuple[str, tuple[str, str], str, tuple[str, str], Callable[[Building], float]],
        ...,
    ]
] = (
    (
        "REVIEW-MODEL-TOP",
        ("最高点标高", "the top"),
        f"{CLAUSE}、规程六(四)",
        ("请按测绘成果或设计图更正高度。", "Correct the heights."),
        lambda b: b.top if b.parts else math.nan,
    ),
    (
        "REVIEW-MODEL-ZERO-LEVEL",
        ("±0.00 绝对标高", "the elevation of ±0.00"),
        f"{CLAUSE}、规程六(一)",
        ("请按测绘成果更正 ±0.00 标高。", "Correct the elevation of ±0.00."),
        lambda b: b.zero_level,
    ),
    (
        "REVIEW-MODEL-OUTDOOR-GROUND",
        ("室外地坪标高", "the outdoor ground"),
        f"{CLAUSE}、规程六(八)",
        ("请按测绘成果更正室外地坪。", "Correct the outdoor ground."),
        lambda b: b.outdoor_ground,
    ),
)
"""Code, what, clause, question, figure of a building."""


def level_findings(pair: ModelPair) -> tuple[ReviewFinding, ...]:
    """Outlines in plan, tops, ±0.00 and outdoor ground (轮廓、标高).

    Parameters
    ----------
    pair : ModelPair
        Both models; the tolerance is that of our survey.

    Returns
    -------
    tuple of ReviewFinding
        Part ``MODEL``; notes where all stay within the tolerance of the survey.

    Notes
    -----
    Source: 办法六(三)1, 办法四; 规程六(一)(四)(八).
    """
    return (*_outlines(pair), *_levels(pair))


def _outlines(pair: ModelPair) -> tuple[ReviewFinding, ...]:
    """Outlines in plan: area, distance, common share, shift of the middle."""
    limit = pair.ours.survey.plan
    differences = []
    for i, j in enumerate(pair.building.tolist()):
        mine = pair.our_outline[i]
        if j < 0 or mine.is_empty or pair.their_outline[j].is_empty:
            continue
        other = pair.their_outline[j]
        far = float(shapely.hausdorff_distance(mine, other))
        area = other.area - mine.area
        if far <= SAME_LENGTH and abs(area) <= SAME_AREA:
            continue
        union = mine.union(other).area
        share = mine.intersection(other).area / union if union else 0.0
        moved = math.hypot(
            other.centroid.x - mine.centroid.x, other.centroid.y - mine.centroid.y
        )
        name = pair.ours.buildings[i].id
        differences.append(
            Difference(
                building=name,
                zh=(
                    f"{name} 最远相差 {far:.2f} m，面积 {signed(area)} m²，"
                    f"形心移动 {moved:.2f} m，重合率 {share:.1%}"
                ),
                en=(
                    f"{name} by up to {far:.2f} m, area {signed(area)} m², middle "
                    f"moved by {moved:.2f} m, {share:.1%} in common"
                ),
                submitted=far,
                ours=0.0,
                measure="m",
                submitted_text=f"{other.area:.2f} m²",
                our_text=f"{mine.area:.2f} m²",
            )
        )
    return told_differences(
        "REVIEW-MODEL-FOOTPRINT",
        differences,
        _grade_of(differences, limit),
        f"{CLAUSE}、办法四",
        ("建筑轮廓", "the outline in plan"),
        ("请按测绘成果或设计图更正轮廓。", "Correct the outlines by survey or design."),
        _limit_words(differences, limit),
    )


def _grade_of(differences: Sequence[Difference], limit: float | None) -> Grade:
    """NOTE where all stay within the tolerance of the survey."""
    within = limit is not None and all(d.size <= limit + 1e-9 for d in differences)
    return Grade.NOTE if within else Grade.WRONG


def _limit_words(
    differences: Sequence[Difference], limit: float | None
) -> tuple[str, str]:
    """How many are beyond the tolerance of the survey."""
    if limit is None:
        return ("；测量误差未给出", "; no tolerance of the survey is given")
    beyond = sum(d.size > limit + 1e-9 for d in differences)
    return (
        f"；{beyond} 处超出测量误差 ±{limit:g} m",
        f"; {beyond} beyond the tolerance of the survey, ±{limit:g} m",
    )


def _levels(pair: ModelPair) -> tuple[ReviewFinding, ...]:
    """Tops, ±0.00 and outdoor ground."""
    limit = pair.ours.survey.height
    told: list[ReviewFinding] = []
    for code, what, clause, question, of in _LEVELS:
        differences = []
        for mine, other in pair.pairs:
            theirs, ours = float(of(other)), float(of(mine))
            both_blank = math.isnan(theirs) and math.isnan(ours)
            if both_blank or abs(theirs - ours) <= SAME_LENGTH:
                continue
            differences.append(
                Difference(
                    building=mine.id,
                    zh=f"{mine.id} 送审 {theirs:.2f} m、复核 {ours:.2f} m"
                    f"（{signed(theirs - ours)} m）",
                    en=f"{mine.id} {theirs:.2f} m submitted, {ours:.2f} m in our model "
                    f"({signed(theirs - ours)} m)",
                    submitted=theirs,
                    ours=ours,
                    measure="m",
                )
            )
        told += told_differences(
            code,
            differences,
            _grade_of(differences, limit),
            clause,
            what,
            question,
            _limit_words(differences, limit),
        )
    return tuple(told)
