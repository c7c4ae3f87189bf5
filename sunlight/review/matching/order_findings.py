"""What is told of how windows were matched: by number, by order (对应依据)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from sunlight.review.matching.building import BuildingRows
from sunlight.review.matching.choosing import How
from sunlight.review.matching.rules_told import rule_told
from sunlight.review.matching.telling import Told, both_lists, one_finding
from sunlight.review.records.findings import Evidence, Grade, ReviewFinding
from sunlight.review.records.matching import MATCHED_BY, MatchedBy

__all__ = ["about_orders"]

_ORDER_TEXTS: Final[dict[How, tuple[str, Grade, str, str]]] = {
    How.EVIDENCE: (
        "REVIEW-ORDER-TAKEN",
        Grade.NOTE,
        "were matched by their order, which counts, sills, households or rooms of the "
        "table settle",
        "按编号次序对应，次序由窗数、窗台高、户号或房间确定",
    ),
    How.MINUTES: (
        "REVIEW-ORDER-BY-MINUTES",
        Grade.NOTE,
        "were matched by their order; of several possible ones only this, or others "
        "with results alike within 1 min, explains the printed minutes, so that an "
        "exchange of all windows by another rule would not show",
        "按编号次序对应；几种可能次序中仅此次序（及结果相差不超过 1 分钟的次序）"
        "与所列日照时数相符，若整幢楼按另一次序互换则无法由此发现",
    ),
    How.UNSURE: (
        "REVIEW-ORDER-UNSURE",
        Grade.OPEN,
        "were matched by the order that is nearest to the printed minutes by far, "
        "though many of these differ from ours; have the numbering confirmed",
        "按与所列日照时数明显最接近的次序对应，但不少时数与复核值不同，请核实窗位编号",
    ),
    How.USUAL: (
        "REVIEW-ORDER-USUAL",
        Grade.NOTE,
        "were matched by the usual order, side by side from left to right seen from "
        "outside; by every other possible order the results are alike within 1 min",
        "按惯用次序（各立面自外看由左至右）对应；其余可能次序下结果相差均不超过 1 分钟",
    ),
    How.REPORT: (
        "REVIEW-ORDER-AS-ELSEWHERE",
        Grade.NOTE,
        "were matched by the order that the other buildings of the report follow",
        "按报告中其他各楼共同的编号次序对应",
    ),
}


def about_orders(told: Told) -> Iterator[ReviewFinding]:
    """How buildings were matched by number and by order (对应依据).

    Parameters
    ----------
    told : Told
        What the findings are told from.
    """
    ids = [b.id for b in told.project.buildings]
    by = {
        kind: set(told.match.building[told.match.by == code].tolist())
        for code, kind in enumerate(MATCHED_BY)
    }
    numbered = [
        p for p in told.parts if p.by_number and p.building in by[MatchedBy.NUMBER]
    ]
    short = [p for p in numbered if not p.numbered.whole]
    unsure = [p for p in short if p.choice.how is How.UNSURE]
    if unsure:
        chosen = [ids[p.building] for p in unsure]
        en, zh = both_lists(chosen)
        yield one_finding(
            "REVIEW-NUMBERS-UNSURE",
            Grade.OPEN,
            f"The windows of {len(chosen)} buildings were matched by their numbers, "
            f"but their minutes are far from ours ({en}): the numbers may mean other "
            "windows; have the numbering confirmed",
            f"{len(chosen)} 幢楼按窗号对应，但日照时数与复核值相差较大（{zh}），"
            "窗号可能指其他窗位，请核实窗位编号",
            question=(
                "Hand in the plan with the numbers of the windows.",
                "请提供标注窗位编号的窗位图。",
            ),
            evidence=_explained(told, unsure),
            count=len(chosen),
            elements=chosen,
        )
    agreeing = [p for p in short if p.choice.how is not How.UNSURE]
    if agreeing:
        chosen = [ids[p.building] for p in agreeing]
        en, zh = both_lists(chosen)
        yield one_finding(
            "REVIEW-NUMBERS-AGREE",
            Grade.NOTE,
            f"The windows of {len(chosen)} buildings were matched by their numbers, "
            f"which agree with those of the model: {en}",
            f"{len(chosen)} 幢楼的窗号与模型一致，按窗号对应：{zh}",
            count=len(chosen),
            elements=chosen,
        )
    for how, (code, grade, en, zh) in _ORDER_TEXTS.items():
        found = [
            p
            for p in told.parts
            if p.choice.how is how
            and p.choice.candidate is not None
            and p.building in by[MatchedBy.ORDER]
        ]
        if not found:
            continue
        names = [ids[p.building] for p in found]
        shown = [p.choice.shown for p in found]
        named, named_zh = both_lists(names)
        rules = _listed_long((rule_told(s, "en") for s in shown), "; ")
        rules_zh = _listed_long((rule_told(s, "zh") for s in shown), "；")
        yield one_finding(
            code,
            grade,
            f"The windows of {len(found)} buildings {en}: {named} ({rules})",
            f"{len(found)} 幢楼的窗{zh}：{named_zh}（{rules_zh}）",
            question=(
                "Hand in the plan with the numbers of the windows.",
                "请提供标注窗位编号的窗位图。",
            )
            if grade is Grade.OPEN
            else ("", ""),
            evidence=_explained(told, found),
            count=len(found),
            elements=names,
        )
    passed_over = [p for p in told.parts if p.numbered.used and not p.by_number]
    if passed_over:
        names = [ids[p.building] for p in passed_over]
        en, zh = both_lists(names)
        yield one_finding(
            "REVIEW-NUMBERS-NOT-USED",
            Grade.NOTE,
            f"In {len(names)} buildings the numbers are written like those of the "
            f"model, but the minutes of the report as a whole speak for another order: "
            f"{en}. The numbers were not used",
            f"{len(names)} 幢楼的窗号写法与模型相同，"
            f"但全报告的日照时数表明其次序不同：{zh}，未按窗号对应",
            count=len(names),
            elements=names,
        )
    against = [p for p in told.parts if p.choice.how is How.CONTRADICTED]
    if against:
        names = [ids[p.building] for p in against]
        en, zh = both_lists(names)
        yield one_finding(
            "REVIEW-NUMBERS-CONTRADICTED",
            Grade.OPEN,
            f"In {len(against)} buildings the numbers or other columns speak for one "
            f"order of the windows, the minutes for another: {en}. They were not "
            "compared; match them by hand",
            f"{len(against)} 幢楼的编号等栏目与日照时数所指次序不一致：{zh}，"
            "未参与比对，请人工对应",
            question=(
                "Explain the numbering of the windows and hand in the plan of them.",
                "请说明窗位编号次序并提供窗位图。",
            ),
            evidence=_explained(told, against),
            count=len(against),
            elements=names,
        )


def _listed_long(names: Iterable[str], between: str) -> str:
    """The first few texts, uncut."""
    return between.join(list(dict.fromkeys(names))[:3])


def _explained(told: Told, parts: Sequence[BuildingRows]) -> list[Evidence]:
    """Share of the figures that the order explains, by building, worst first."""
    found = [p for p in parts if np.isfinite(p.choice.explained) and len(p.printed)]
    found.sort(key=lambda p: (p.choice.explained, p.building))
    return [
        Evidence(
            building=told.project.buildings[p.building].id,
            row=p.printed.rows[0][0],
            place=told.submission.windows.place(p.printed.rows[0][0]),
            submitted_text=f"{p.choice.explained:.0%}",
        )
        for p in found
    ]
