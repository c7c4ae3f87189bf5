"""Parts of buildings and of the site, and what was left out (部位比对)."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

from sunlight.kinds import NOT_OBSTRUCTING_PARTS, OWN_PLATE_PARTS, PartKind
from sunlight.model.project import Part
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

__all__ = ["part_findings"]

CLAUSE: Final = "办法六(三)1、规程六(四)"
SAME_LENGTH: Final = 0.005
"""Tops nearer than this are the same. [m]"""

_Group = tuple[str, Sequence[Part], Sequence[Part]]
"""Owner, our parts, their parts."""


def part_findings(pair: ModelPair) -> tuple[ReviewFinding, ...]:
    """Parts that shade and are missing, extra or marked as not shading (遮挡部位).

    Parameters
    ----------
    pair : ModelPair
        Both models.

    Returns
    -------
    tuple of ReviewFinding
        Part ``MODEL``.

    Notes
    -----
    Source: 规程六(四): parapets, roof structures and balconies shade; trees, poles,
    temporary roofs, heaters, billboards and unlawful additions do not.
    """
    groups: list[_Group] = [
        (mine.id, mine.parts, other.parts) for mine, other in pair.pairs
    ]
    groups.append(("", pair.ours.site_parts, pair.theirs.site_parts))
    excused = _turned(groups)
    return (
        *excused,
        *_counts(groups, extra=False),
        *_counts(groups, extra=True),
        *_tops(groups),
    )


def _shading(parts: Sequence[Part]) -> Counter[PartKind]:
    """How many parts of each kind shade."""
    return Counter(p.kind for p in parts if p.kind not in NOT_OBSTRUCTING_PARTS)


def _named(owner: str, kind: PartKind, count: int, lang: str) -> str:
    """Owner, kind and number."""
    word = texts("zh" if lang == "zh" else "en")[f"results_part.{kind.value}"]
    place = owner or ("场地" if lang == "zh" else "site")
    return f"{place} {word} {count}" + (" 处" if lang == "zh" else "")


def _counts(groups: Sequence[_Group], *, extra: bool) -> tuple[ReviewFinding, ...]:
    """Parts that they lack, or have and we do not."""
    missing = []
    for owner, ours, theirs in groups:
        mine, other = _shading(ours), _shading(theirs)
        gap = other - mine if extra else mine - other
        tops = [p.top for p in (theirs if extra else ours) if p.kind in gap]
        missing += [
            (owner, kind, count, max(tops, default=math.nan))
            for kind, count in gap.items()
        ]
    if not missing:
        return ()
    plates_only = all(kind in OWN_PLATE_PARTS for _, kind, _, _ in missing)
    said_zh = names_zh([_named(o, k, n, "zh") for o, k, n, _ in missing])
    said_en = names_en([_named(o, k, n, "en") for o, k, n, _ in missing])
    count = sum(n for _, _, n, _ in missing)
    return (
        ReviewFinding(
            code="REVIEW-MODEL-PART-EXTRA" if extra else "REVIEW-MODEL-PART-MISSING",
            part=ReviewPart.MODEL,
            grade=Grade.ANSWER if extra or plates_only else Grade.WRONG,
            clause=CLAUSE,
            message=(
                f"the model handed in has {count} parts that our model does not: "
                if extra
                else f"the model handed in lacks {count} parts that shade: "
            )
            + said_en,
            message_zh=(
                f"送审模型多出 {count} 处复核模型没有的部位："
                if extra
                else f"送审模型缺少 {count} 处应计入遮挡的部位："
            )
            + said_zh,
            question=(
                "Show these parts in the survey or the design."
                if extra
                else "Add these parts and calculate again."
            ),
            question_zh=(
                "请在测绘成果或设计图上指明上述部位。"
                if extra
                else "请补充上述部位并重新计算。"
            ),
            evidence=tuple(
                Evidence(
                    building=owner,
                    submitted=top if extra else math.nan,
                    recomputed=math.nan if extra else top,
                    measure="m",
                    submitted_text=_named(owner, kind, n, "zh") if extra else "",
                    recomputed_text="" if extra else _named(owner, kind, n, "zh"),
                )
                for owner, kind, n, top in missing[:EVIDENCE_AT_MOST]
            ),
            count=count,
            elements=tuple(dict.fromkeys(o for o, _, _, _ in missing if o)),
        ),
    )


def _turned(groups: Sequence[_Group]) -> tuple[ReviewFinding, ...]:
    """Parts of one name that shade in our model and are excused in theirs."""
    turned = []
    for owner, ours, theirs in groups:
        excused = {p.name: p for p in theirs if p.kind in NOT_OBSTRUCTING_PARTS}
        turned += [
            (owner, p, excused[p.name])
            for p in ours
            if p.name and p.name in excused and p.kind not in NOT_OBSTRUCTING_PARTS
        ]
    if not turned:
        return ()
    zh, en = texts("zh"), texts("en")

    def said(lang: str) -> list[str]:
        words = zh if lang == "zh" else en
        arrow = "送审作" if lang == "zh" else "as"
        return [
            f"{owner or '–'} {p.name}: {words[f'results_part.{p.kind.value}']} {arrow} "
            f"{words[f'results_part.{q.kind.value}']}"
            for owner, p, q in turned
        ]

    return (
        ReviewFinding(
            code="REVIEW-MODEL-EXCLUDED",
            part=ReviewPart.MODEL,
            grade=Grade.WRONG,
            clause=CLAUSE,
            message=(
                f"{len(turned)} parts that shade are entered as kinds that the clause "
                f"leaves out: {names_en(said('en'))}"
            ),
            message_zh=(
                f"{len(turned)} 处应计入遮挡的部位按可不计的类别录入："
                f"{names_zh(said('zh'))}"
            ),
            question="Show why these parts need not count, or count them.",
            question_zh="请说明上述部位可不计遮挡的依据，否则应予计入。",
            evidence=tuple(
                Evidence(
                    building=owner,
                    recomputed=p.top,
                    measure="m",
                    submitted_text=zh[f"results_part.{q.kind.value}"],
                    recomputed_text=zh[f"results_part.{p.kind.value}"],
                )
                for owner, p, q in turned[:EVIDENCE_AT_MOST]
            ),
            count=len(turned),
            elements=tuple(dict.fromkeys(o for o, _, _ in turned if o)),
        ),
    )


def _tops(groups: Sequence[_Group]) -> tuple[ReviewFinding, ...]:
    """Tops of parts below the highest one, kind by kind where the numbers agree."""
    moved = []
    for owner, ours, theirs in groups:
        highest = max((p.top for p in ours), default=math.nan)
        same = _shading(ours) & _shading(theirs)
        for kind in same:
            mine = sorted(p.top for p in ours if p.kind is kind)
            other = sorted(p.top for p in theirs if p.kind is kind)
            if len(mine) != len(other):
                continue
            moved += [
                (owner, kind, their_top, our_top)
                for their_top, our_top in zip(other, mine, strict=True)
                if abs(their_top - our_top) > SAME_LENGTH
                and not (owner and our_top == highest)  # told as the building's top
            ]
    if not moved:
        return ()
    moved.sort(key=lambda m: -abs(m[2] - m[3]))

    def said(lang: str) -> list[str]:
        words = texts("zh" if lang == "zh" else "en")
        return [
            f"{owner or '–'} {words[f'results_part.{kind.value}']} "
            f"{signed(their_top - our_top)} m"
            for owner, kind, their_top, our_top in moved
        ]

    return (
        ReviewFinding(
            code="REVIEW-MODEL-PART-TOP",
            part=ReviewPart.MODEL,
            grade=Grade.ANSWER,
            clause=CLAUSE,
            message=f"the tops of {len(moved)} parts differ: {names_en(said('en'))}",
            message_zh=f"{len(moved)} 处部位的顶标高不同：{names_zh(said('zh'))}",
            question="Correct the tops of these parts by survey or design.",
            question_zh="请按测绘成果或设计图更正上述部位标高。",
            evidence=tuple(
                Evidence(building=o, submitted=t, recomputed=m, measure="m")
                for o, _, t, m in moved[:EVIDENCE_AT_MOST]
            ),
            count=len(moved),
            elements=tuple(dict.fromkeys(o for o, _, _, _ in moved if o)),
        ),
    )
