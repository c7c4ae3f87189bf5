"""Buildings of the model handed in against ours (建筑模型比对)."""

from collections.abc import Iterable
from typing import Final

from sunlight.assessment import Assessment
from sunlight.kinds import LegalStatus, Status
from sunlight.model.project import Building
from sunlight.report.texts import texts
from sunlight.review.recalculation.differences import Difference, told_differences
from sunlight.review.recalculation.evidence import EVIDENCE_AT_MOST
from sunlight.review.recalculation.pairing import ModelPair
from sunlight.review.recalculation.told import names_en, names_zh
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)

__all__ = ["LEGAL_WORDS", "STATUS_WORDS", "building_findings"]

CLAUSE: Final = "办法六(三)1"
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


def building_findings(
    pair: ModelPair, assessment: Assessment
) -> tuple[ReviewFinding, ...]:
    """Buildings missing and extra, their status, papers and use (建筑).

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
        *told_differences(
            "REVIEW-MODEL-STATUS",
            status,
            Grade.WRONG,
            f"{CLAUSE}、办法四",
            ("建设状态", "the planning status"),
            ("请提供建设状态的依据。", "Show what the planning status rests on."),
        ),
        *told_differences(
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
        *told_differences(
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
        *told_differences(
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


def _words(building: str, zh: tuple[str, str], en: tuple[str, str]) -> Difference:
    """Difference in words, theirs and ours."""
    return Difference(
        building=building,
        zh=f"{building} 送审{zh[0]}、复核{zh[1]}",
        en=f"{building} {en[0]} submitted, {en[1]} in our model",
        submitted_text=zh[0],
        our_text=zh[1],
    )
