"""What the matching tells the reviewer (对应情况的复核意见)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sunlight.model.project import Project
from sunlight.review.matching.building import BuildingRows
from sunlight.review.matching.buildings import BuildingMatch
from sunlight.review.matching.choosing import How
from sunlight.review.matching.given import GivenMatch
from sunlight.review.matching.rules_told import rule_told
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)
from sunlight.review.records.matching import MATCHED_BY, Match, MatchedBy
from sunlight.review.records.submission import Submission

__all__ = ["Told", "matching_findings"]

_SHOWN: Final = 8
_CLAUSE: Final = "办法六(三)1"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Told:
    """What the findings are told from (意见所据).

    Parameters
    ----------
    project : Project
        The model.
    submission : Submission
        The report.
    match : Match
        What became of its rows.
    names : BuildingMatch
        What became of the names of buildings.
    alone : mapping of int to int
        Buildings of tables that name none.
    parts : tuple of BuildingRows
        What became of each building.
    unused : tuple of GivenMatch
        Lines made by hand that fit no row.
    """

    project: Project
    submission: Submission
    match: Match
    names: BuildingMatch
    alone: Mapping[int, int]
    parts: tuple[BuildingRows, ...]
    unused: tuple[GivenMatch, ...]


def matching_findings(told: Told) -> tuple[ReviewFinding, ...]:
    """Findings about how rows were matched (对应情况).

    Parameters
    ----------
    told : Told
        What they are told from.
    """
    return (
        *_about_names(told),
        *_about_orders(told),
        *_about_rows(told),
        *_about_units(told),
        *_about_given(told),
    )


def _finding(
    code: str,
    grade: Grade,
    message: str,
    message_zh: str,
    *,
    question: tuple[str, str] = ("", ""),
    evidence: Sequence[Evidence] = (),
    count: int = 1,
    elements: Sequence[str] = (),
    clause: str = _CLAUSE,
) -> ReviewFinding:
    """A finding of the part that reads and matches."""
    return ReviewFinding(
        code=code,
        part=ReviewPart.READING,
        grade=grade,
        clause=clause,
        message=message,
        message_zh=message_zh,
        question=question[0],
        question_zh=question[1],
        evidence=tuple(evidence[:_SHOWN]),
        count=count,
        elements=tuple(elements),
    )


def _listed(names: Iterable[str], between: str) -> str:
    """The first few names; long ones cut."""
    found = list(dict.fromkeys(names))
    shown = [n if len(n) <= 30 else n[:29] + "…" for n in found[:_SHOWN]]
    return between.join(shown) + ("…" if len(found) > _SHOWN else "")


def _both(names: Iterable[str]) -> tuple[str, str]:
    """The first few names in English and Chinese punctuation."""
    found = list(names)
    return _listed(found, ", "), _listed(found, "、")


def _rows_of(told: Told, rows: Iterable[int]) -> list[Evidence]:
    """Where the first few rows stand."""
    windows = told.submission.windows
    found = []
    for row in list(rows)[:_SHOWN]:
        building = int(told.match.building[row])
        found.append(
            Evidence(
                place=windows.place(row),
                row=row,
                building=told.project.buildings[building].id if building >= 0 else "",
                submitted_text=" ".join(
                    str(text)[:40]
                    for text in (windows.building[row], windows.label[row])
                    if text
                ),
            )
        )
    return found


def _about_names(told: Told) -> Iterator[ReviewFinding]:
    """Names of buildings that are unknown, several, or taken by their number."""
    windows, units = told.submission.windows, told.submission.units
    index = told.names.index
    used = set(windows.building.tolist()) | set(units.building.tolist())
    printed = sorted(used - {""})
    unknown = [name for name in printed if index[name] < 0]
    homeless = [a for a in told.match.ambiguous if a.why == "no_building"]
    rows = [row for a in homeless for row in a.rows]
    if printed and len(unknown) * 2 > len(printed) and len(unknown) > 1:
        en, zh = _both(unknown)
        yield _finding(
            "REVIEW-OTHER-PROJECT",
            Grade.OPEN,
            f"{len(unknown)} of the {len(printed)} buildings that the report names are "
            f"not in the model ({en}): the tables may belong to another project",
            f"报告所列 {len(printed)} 幢楼中有 {len(unknown)} 幢不在复核模型中（{zh}）"
            "，送审表可能属于另一项目",
            question=(
                "Confirm that these tables belong to this project, and hand in a plan "
                "with the numbers of the buildings.",
                "请确认送审表属于本项目，并提供标注楼号的总平面图。",
            ),
            evidence=_rows_of(told, rows),
            count=len(unknown),
        )
    if unknown or rows:
        en, zh = _both(unknown or ["-"])
        several = sorted(told.names.several.keys() & used)
        also = f"; {len(several)} could be several buildings" if several else ""
        also_zh = f"，其中 {len(several)} 个可对应多幢" if several else ""
        yield _finding(
            "REVIEW-BUILDING-UNKNOWN",
            Grade.OPEN,
            f"{len(rows)} rows name no building, or one that the model does not know "
            f"({en}){also}; they were not compared. Match them by hand",
            f"{len(rows)} 行未注明楼号或楼号无法与模型对应（{zh}）{also_zh}，"
            "未参与比对，请人工对应",
            question=(
                "Give the number of the building as on the plan for these rows.",
                "请按总平面图补充上述各行的楼号。",
            ),
            evidence=_rows_of(told, rows),
            count=len(rows),
        )
    taken = [(name, index[name]) for name in told.names.assumed if name in used]
    tables = [(windows.tables[t], b) for t, b in sorted(told.alone.items())]
    if taken or tables:
        pairs = [f"{n} → {told.project.buildings[b].id}" for n, b in taken + tables]
        en, zh = _both(pairs)
        yield _finding(
            "REVIEW-BUILDING-ASSUMED",
            Grade.NOTE,
            f"{len(pairs)} buildings were matched by their number alone, or as the "
            f"only one with these storeys: {en}",
            f"{len(pairs)} 幢楼仅凭号数或层数唯一对应：{zh}",
            count=len(pairs),
            elements=[told.project.buildings[b].id for _, b in taken + tables],
        )


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


def _about_orders(told: Told) -> Iterator[ReviewFinding]:
    """How buildings were matched by number and by order."""
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
        en, zh = _both(chosen)
        yield _finding(
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
        en, zh = _both(chosen)
        yield _finding(
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
        listed, listed_zh = _both(names)
        rules = _listed((rule_told(s, "en") for s in shown), "; ")
        rules_zh = _listed_long((rule_told(s, "zh") for s in shown), "；")
        yield _finding(
            code,
            grade,
            f"The windows of {len(found)} buildings {en}: {listed} ({rules})",
            f"{len(found)} 幢楼的窗{zh}：{listed_zh}（{rules_zh}）",
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
        en, zh = _both(names)
        yield _finding(
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
        en, zh = _both(names)
        yield _finding(
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


_OPEN_TEXTS: Final[dict[str, tuple[str, Grade, str, str, str, str]]] = {
    "two_orders": (
        "REVIEW-ORDER-AMBIGUOUS",
        Grade.OPEN,
        "rows could be numbered in several orders which nothing tells apart",
        "行的窗位编号可有多种次序，无法区分",
        "Hand in the plan with the numbers of the windows.",
        "请提供标注窗位编号的窗位图。",
    ),
    "counts_differ": (
        "REVIEW-COUNTS-DIFFER",
        Grade.OPEN,
        "rows fit no order of the windows of the model: their count is another",
        "行的窗数与模型窗位数不符，无法按次序对应",
        "Explain which windows are listed and hand in the plan of them.",
        "请说明所列窗位范围并提供窗位图。",
    ),
    "duplicate_label": (
        "REVIEW-LABEL-DUPLICATE",
        Grade.ANSWER,
        "rows print a number that another row of the storey has too",
        "行的窗位编号在同层重复",
        "Give each window of a storey a number of its own.",
        "请为同层每个窗位单独编号并更正。",
    ),
    "no_floor": (
        "REVIEW-FLOOR-MISSING",
        Grade.OPEN,
        "rows print no storey",
        "行未注明层号",
        "Give the storey of these rows.",
        "请补充上述各行的层号。",
    ),
}


def _about_rows(told: Told) -> Iterator[ReviewFinding]:
    """Rows that were left open."""
    buildings = {p.building for p in told.parts}
    bare: dict[int, int] = {}
    for why, (code, grade, en, zh, ask, ask_zh) in _OPEN_TEXTS.items():
        rows: list[int] = []
        names: list[str] = []
        for a in told.match.ambiguous:
            if a.why != why:
                continue
            building = int(told.match.building[a.rows[0]])
            if why == "counts_differ" and building not in buildings:
                bare[building] = bare.get(building, 0) + len(a.rows)
                continue
            if why == "two_orders" and _is_contradicted(told, building):
                continue
            rows += a.rows
            names.append(told.project.buildings[building].id)
        if not rows:
            continue
        listed, listed_zh = _both(names)
        yield _finding(
            code,
            grade,
            f"{len(rows)} {en} ({listed}); they were not compared. Match them by hand",
            f"{len(rows)} {zh}（{listed_zh}），未参与比对，请人工对应",
            question=(ask, ask_zh),
            evidence=_rows_of(told, rows),
            count=len(rows),
            elements=list(dict.fromkeys(names)),
        )
    if bare:
        names = [told.project.buildings[b].id for b in sorted(bare)]
        listed, listed_zh = _both(names)
        total = sum(bare.values())
        yield _finding(
            "REVIEW-BUILDING-WITHOUT-WINDOWS",
            Grade.OPEN,
            f"{total} rows are of buildings for which the model has no windows: "
            f"{listed}. Add these to the model to compare them",
            f"{total} 行所属楼幢在复核模型中没有窗：{listed_zh}，请补充建模后比对",
            count=total,
            elements=names,
        )


def _is_contradicted(told: Told, building: int) -> bool:
    """Whether a building is told of elsewhere."""
    return any(
        p.building == building and p.choice.how is How.CONTRADICTED for p in told.parts
    )


def _about_units(told: Told) -> Iterator[ReviewFinding]:
    """Households that were not matched."""
    units = told.submission.units
    rows = np.flatnonzero(told.match.unit < 0).tolist()
    if not rows:
        return
    labels = [f"{units.building[r]} {units.label[r]}".strip() for r in rows[:_SHOWN]]
    en, zh = _both(labels)
    yield _finding(
        "REVIEW-UNIT-UNMATCHED",
        Grade.OPEN,
        f"{len(rows)} of {len(units)} rows of the tables of households could not be "
        f"matched with a household of the model: {en}; they were not compared",
        f"分户表 {len(units)} 行中有 {len(rows)} 行无法与模型住户对应：{zh}"
        "，未参与比对",
        question=(
            "Give building, storey and number of these households as on the plans.",
            "请按图纸补充上述各户的楼号、层号和户号。",
        ),
        evidence=[
            Evidence(
                place=units.place(r),
                submitted_text=f"{units.building[r]} {units.label[r]}".strip()[:80],
            )
            for r in rows[:_SHOWN]
        ],
        count=len(rows),
    )


def _about_given(told: Told) -> Iterator[ReviewFinding]:
    """Lines made by hand that fit no row."""
    if not told.unused:
        return
    labels = [f"{g.building} {g.floor} {g.label}" for g in told.unused]
    en, zh = _both(labels)
    yield _finding(
        "REVIEW-GIVEN-UNUSED",
        Grade.OPEN,
        f"{len(told.unused)} lines of the table made by hand fit no row of the report, "
        f"or several: {en}",
        f"人工对应表中有 {len(told.unused)} 行与送审表无对应行或对应多行：{zh}",
        evidence=[
            Evidence(place=g.where, submitted_text=text[:80])
            for g, text in zip(told.unused[:_SHOWN], labels[:_SHOWN], strict=True)
        ],
        count=len(told.unused),
    )
