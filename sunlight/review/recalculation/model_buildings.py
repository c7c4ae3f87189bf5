"""Buildings of the model handed in against ours (建筑模型比对)."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import shapely

from sunlight.assessment import Assessment
from sunlight.kinds import LegalStatus, Status
from sunlight.model.project import Building
from sunlight.report.texts import texts
from sunlight.review.recalculation.evidence import EVIDENCE_AT_MOST
from sunlight.review.recalculation.pairing import ModelPair
from sunlight.review.recalculation.told import names_en, names_zh, signed
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)

__all__ = ["LEGAL_WORDS", "STATUS_WORDS", "building_findings"]

CLAUSE: Final = "办法六(三)1"
SAME_LENGTH: Final = 0.005
"""Levels and places nearer than this are the same: drawings are in millimetres. [m]"""
SAME_AREA: Final = 0.05
"""Areas nearer than this are the same. [m2]"""
STATUS_WORDS: Final = {
    Status.EXISTING: "现状",
    Status.APPROVED: "已批未建",
    Status.PROPOSED: "拟建",
    Status.CONCURRENT: "同期",
}
LEGAL_WORDS: Final = {
    LegalStatus.LAWFUL: "合法",
    LegalStatus.UNLAWFUL: "违法",
    LegalStatus.TEMPORARY: "临时",
    LegalStatus.BLANK: "未填",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Difference:
    """One difference of one building, in figures and in words."""

    building: str
    zh: str
    en: str
    submitted: float = math.nan
    ours: float = math.nan
    measure: str = ""
    submitted_text: str = ""
    our_text: str = ""

    @property
    def size(self) -> float:
        """Size by which differences are ranked; 0 for words."""
        far = abs(self.submitted - self.ours)
        return far if math.isfinite(far) else 0.0

    @property
    def evidence(self) -> Evidence:
        """As evidence."""
        return Evidence(
            building=self.building,
            submitted=self.submitted,
            recomputed=self.ours,
            measure=self.measure,
            submitted_text=self.submitted_text,
            recomputed_text=self.our_text,
        )


def building_findings(
    pair: ModelPair, assessment: Assessment
) -> tuple[ReviewFinding, ...]:
    """Buildings missing and extra, their status, papers, outlines and levels (建筑).

    Parameters
    ----------
    pair : ModelPair
        Both models.
    assessment : Assessment
        For the scope.

    Returns
    -------
    tuple of ReviewFinding
        Part ``MODEL``.
    """
    return (
        *_extra(pair),
        *_absent(pair, assessment),
        *_renumbered(pair),
        *_status(pair),
        *_outlines(pair),
        *_levels(pair),
    )


def _about(building: Building, lang: str) -> str:
    """Number, status and top of a building."""
    top = f"{building.top:.2f}" if building.parts else "–"
    if lang == "zh":
        status = STATUS_WORDS[building.status]
        return f"{building.id}（{status}，顶标高 {top} m）"
    return f"{building.id} ({building.status.value}, top {top} m)"


def _extra(pair: ModelPair) -> tuple[ReviewFinding, ...]:
    """Buildings that the survey does not know: they may poison *before*."""
    standing = [b for b in pair.extra if b.status in {Status.EXISTING, Status.APPROVED}]
    others = [b for b in pair.extra if b not in standing]
    told = []
    if standing:
        told.append(
            ReviewFinding(
                code="REVIEW-MODEL-PHANTOM-BUILDING",
                part=ReviewPart.MODEL,
                grade=Grade.WRONG,
                clause=f"{CLAUSE}、办法四",
                message=(
                    "the model handed in has existing or approved buildings that our "
                    "model does not: "
                    + names_en([_about(b, "en") for b in standing])
                    + "; what they shade before the project is not there to be lost"
                ),
                message_zh=(
                    "送审模型含有复核模型中没有的现状或已批建筑："
                    + names_zh([_about(b, "zh") for b in standing])
                    + "；它们会减少建设前的日照，使项目的影响显得较小"
                ),
                question="Give the survey or the approval that shows these buildings.",
                question_zh="请提供上述建筑的测绘成果或规划核准图。",
                evidence=tuple(
                    Evidence(building=b.id, submitted=b.top, measure="m")
                    for b in standing[:EVIDENCE_AT_MOST]
                ),
                count=len(standing),
                elements=tuple(b.id for b in standing),
            )
        )
    if others:
        told.append(
            ReviewFinding(
                code="REVIEW-MODEL-EXTRA-BUILDING",
                part=ReviewPart.MODEL,
                grade=Grade.ANSWER,
                clause=CLAUSE,
                message=(
                    "the model handed in has proposed buildings that our model does "
                    "not: " + names_en([_about(b, "en") for b in others])
                ),
                message_zh=(
                    "送审模型含有复核模型中没有的拟建或同期建筑："
                    + names_zh([_about(b, "zh") for b in others])
                ),
                question="Say which drawing these buildings are from.",
                question_zh="请说明上述建筑出自哪套设计图。",
                evidence=tuple(
                    Evidence(building=b.id, submitted=b.top, measure="m")
                    for b in others[:EVIDENCE_AT_MOST]
                ),
                count=len(others),
                elements=tuple(b.id for b in others),
            )
        )
    return tuple(told)


def _absent(pair: ModelPair, assessment: Assessment) -> tuple[ReviewFinding, ...]:
    """Buildings of our model that were left out."""
    absent = pair.absent
    if not absent:
        return ()
    scope = assessment.scope
    needed = {
        entry.id
        for entry in (scope.entries if scope is not None else ())
        if entry.role.value in {"proposed", "analysed", "removed", "concurrent"}
        or entry.overlay
    }
    inside = [b.id for b in absent if scope is None or b.id in needed]
    return (
        ReviewFinding(
            code="REVIEW-MODEL-MISSING-BUILDING",
            part=ReviewPart.MODEL,
            grade=Grade.WRONG if inside else Grade.NOTE,
            clause=f"{CLAUSE}、规程五",
            message=(
                "the model handed in lacks buildings of our model: "
                + names_en([_about(b, "en") for b in absent])
                + f"; {len(inside)} of them belong to the scope"
            ),
            message_zh=(
                "送审模型缺少复核模型中的建筑："
                + names_zh([_about(b, "zh") for b in absent])
                + f"；其中 {len(inside)} 幢属分析范围"
            ),
            question="Add these buildings and calculate again." if inside else "",
            question_zh="请补充上述建筑并重新计算。" if inside else "",
            evidence=tuple(
                Evidence(building=b.id, recomputed=b.top, measure="m")
                for b in absent[:EVIDENCE_AT_MOST]
            ),
            count=len(absent),
            elements=tuple(b.id for b in absent),
        ),
    )


def _renumbered(pair: ModelPair) -> tuple[ReviewFinding, ...]:
    """Buildings under another number."""
    names = [
        f"{other.id} → {mine.id}" for mine, other in pair.pairs if mine.id != other.id
    ]
    if not names:
        return ()
    return (
        ReviewFinding(
            code="REVIEW-MODEL-RENUMBERED",
            part=ReviewPart.MODEL,
            grade=Grade.NOTE,
            clause=CLAUSE,
            message=f"buildings have other numbers than ours: {names_en(names)}",
            message_zh=f"部分建筑编号与复核模型不同：{names_zh(names)}",
            count=len(names),
        ),
    )


def _status(pair: ModelPair) -> tuple[ReviewFinding, ...]:
    """Status, papers, use, removal."""
    status, legal, use, removed = [], [], [], []
    zh, en = texts("zh"), texts("en")
    for mine, other in pair.pairs:
        if mine.status is not other.status:
            status.append(
                _words(
                    mine.id,
                    (STATUS_WORDS[other.status], STATUS_WORDS[mine.status]),
                    (other.status.value, mine.status.value),
                )
            )
        if mine.legal is not other.legal:
            legal.append(
                _words(
                    mine.id,
                    (LEGAL_WORDS[other.legal], LEGAL_WORDS[mine.legal]),
                    (other.legal.value, mine.legal.value),
                )
            )
        if mine.use is not other.use:
            keys = [f"use.{b.use.value}" for b in (other, mine)]
            use.append(
                _words(mine.id, (zh[keys[0]], zh[keys[1]]), (en[keys[0]], en[keys[1]]))
            )
        if mine.removed_by_project != other.removed_by_project:
            flags = (other.removed_by_project, mine.removed_by_project)
            removed.append(
                _words(
                    mine.id,
                    _both("拆除" if flag else "保留" for flag in flags),
                    _both("removed" if flag else "kept" for flag in flags),
                )
            )
    return (
        *_told(
            "REVIEW-MODEL-STATUS",
            status,
            Grade.WRONG,
            f"{CLAUSE}、办法四",
            ("建设状态", "the planning status"),
            ("请提供建设状态的依据。", "Show what the planning status rests on."),
        ),
        *_told(
            "REVIEW-MODEL-LEGAL",
            legal,
            Grade.ANSWER,
            f"{CLAUSE}、规程六(四)、规程六(六)",
            ("合法手续", "the lawful papers"),
            (
                "请提供相关建筑的合法手续。",
                "Give the lawful papers of these buildings.",
            ),
        ),
        *_told(
            "REVIEW-MODEL-USE",
            use,
            Grade.WRONG,
            f"{CLAUSE}、规程六(六)、规程八",
            ("使用性质", "the use"),
            (
                "请按产权证等有效证明更正使用性质。",
                "Correct the use by the title deeds.",
            ),
        ),
        *_told(
            "REVIEW-MODEL-REMOVED",
            removed,
            Grade.WRONG,
            CLAUSE,
            ("是否由本项目拆除", "whether the project removes the building"),
            ("请说明拆除范围。", "Say which buildings the project removes."),
        ),
    )


def _both(words: Iterable[str]) -> tuple[str, str]:
    """Two words."""
    first, second = words
    return first, second


def _words(building: str, zh: tuple[str, str], en: tuple[str, str]) -> _Difference:
    """Difference in words, theirs and ours."""
    return _Difference(
        building=building,
        zh=f"{building} 送审{zh[0]}、复核{zh[1]}",
        en=f"{building} {en[0]} submitted, {en[1]} in our model",
        submitted_text=zh[0],
        our_text=zh[1],
    )


def _told(
    code: str,
    differences: Sequence[_Difference],
    grade: Grade,
    clause: str,
    what: tuple[str, str],
    question: tuple[str, str],
    limit: tuple[str, str] = ("", ""),
) -> tuple[ReviewFinding, ...]:
    """One finding for all differences of one kind, the largest first."""
    if not differences:
        return ()
    ranked = sorted(differences, key=lambda d: (-d.size, d.building))
    buildings = tuple(dict.fromkeys(d.building for d in ranked))
    return (
        ReviewFinding(
            code=code,
            part=ReviewPart.MODEL,
            grade=grade,
            clause=clause,
            message=f"{what[1]} differs: {names_en([d.en for d in ranked])}{limit[1]}",
            message_zh=f"{what[0]}不同：{names_zh([d.zh for d in ranked])}{limit[0]}",
            question=question[1],
            question_zh=question[0],
            evidence=tuple(d.evidence for d in ranked[:EVIDENCE_AT_MOST]),
            count=len(ranked),
            elements=buildings,
        ),
    )


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
            _Difference(
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
    return _told(
        "REVIEW-MODEL-FOOTPRINT",
        differences,
        _grade_of(differences, limit),
        f"{CLAUSE}、办法四",
        ("建筑轮廓", "the outline in plan"),
        ("请按测绘成果或设计图更正轮廓。", "Correct the outlines by survey or design."),
        _limit_words(differences, limit),
    )


def _grade_of(differences: Sequence[_Difference], limit: float | None) -> Grade:
    """NOTE where all stay within the tolerance of the survey."""
    within = limit is not None and all(d.size <= limit + 1e-9 for d in differences)
    return Grade.NOTE if within else Grade.WRONG


def _limit_words(
    differences: Sequence[_Difference], limit: float | None
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
    for code, what, clause, question, of in (
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
    ):
        differences = []
        for mine, other in pair.pairs:
            theirs, ours = float(of(other)), float(of(mine))
            both_blank = math.isnan(theirs) and math.isnan(ours)
            if both_blank or abs(theirs - ours) <= SAME_LENGTH:
                continue
            differences.append(
                _Difference(
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
        told += _told(
            code,
            differences,
            _grade_of(differences, limit),
            clause,
            what,
            question,
            _limit_words(differences, limit),
        )
    return tuple(told)
