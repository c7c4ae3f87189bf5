"""What the matching tells the reviewer (对应情况的复核意见)."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from sunlight.review.matching.choosing import How
from sunlight.review.matching.order_findings import about_orders
from sunlight.review.matching.telling import (
    SHOWN,
    Told,
    both_lists,
    one_finding,
    rows_evidence,
)
from sunlight.review.records.findings import Evidence, Grade, ReviewFinding

__all__ = ["matching_findings"]


def matching_findings(told: Told) -> tuple[ReviewFinding, ...]:
    """Findings about how rows were matched (对应情况).

    Parameters
    ----------
    told : Told
        What they are told from.
    """
    return (
        *_about_names(told),
        *about_orders(told),
        *_about_rows(told),
        *_about_units(told),
        *_about_given(told),
    )


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
        en, zh = both_lists(unknown)
        yield one_finding(
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
            evidence=rows_evidence(told, rows),
            count=len(unknown),
        )
    if unknown or rows:
        en, zh = both_lists(unknown or ["-"])
        several = sorted(told.names.several.keys() & used)
        also = f"; {len(several)} could be several buildings" if several else ""
        also_zh = f"，其中 {len(several)} 个可对应多幢" if several else ""
        yield one_finding(
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
            evidence=rows_evidence(told, rows),
            count=len(rows),
        )
    taken = [(name, index[name]) for name in told.names.assumed if name in used]
    tables = [(windows.tables[t], b) for t, b in sorted(told.alone.items())]
    if taken or tables:
        pairs = [f"{n} → {told.project.buildings[b].id}" for n, b in taken + tables]
        en, zh = both_lists(pairs)
        yield one_finding(
            "REVIEW-BUILDING-ASSUMED",
            Grade.NOTE,
            f"{len(pairs)} buildings were matched by their number alone, or as the "
            f"only one with these storeys: {en}",
            f"{len(pairs)} 幢楼仅凭号数或层数唯一对应：{zh}",
            count=len(pairs),
            elements=[told.project.buildings[b].id for _, b in taken + tables],
        )


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
        listed, listed_zh = both_lists(names)
        yield one_finding(
            code,
            grade,
            f"{len(rows)} {en} ({listed}); they were not compared. Match them by hand",
            f"{len(rows)} {zh}（{listed_zh}），未参与比对，请人工对应",
            question=(ask, ask_zh),
            evidence=rows_evidence(told, rows),
            count=len(rows),
            elements=list(dict.fromkeys(names)),
        )
    if bare:
        names = [told.project.buildings[b].id for b in sorted(bare)]
        listed, listed_zh = both_lists(names)
        total = sum(bare.values())
        yield one_finding(
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
    labels = [f"{units.building[r]} {units.label[r]}".strip() for r in rows[:SHOWN]]
    en, zh = both_lists(labels)
    yield one_finding(
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
            for r in rows[:SHOWN]
        ],
        count=len(rows),
    )


def _about_given(told: Told) -> Iterator[ReviewFinding]:
    """Lines made by hand that fit no row."""
    if not told.unused:
        return
    labels = [f"{g.building} {g.floor} {g.label}" for g in told.unused]
    en, zh = both_lists(labels)
    yield one_finding(
        "REVIEW-GIVEN-UNUSED",
        Grade.OPEN,
        f"{len(told.unused)} lines of the table made by hand fit no row of the report, "
        f"or several: {en}",
        f"人工对应表中有 {len(told.unused)} 行与送审表无对应行或对应多行：{zh}",
        evidence=[
            Evidence(place=g.where, submitted_text=text[:80])
            for g, text in zip(told.unused[:SHOWN], labels[:SHOWN], strict=True)
        ],
        count=len(told.unused),
    )
