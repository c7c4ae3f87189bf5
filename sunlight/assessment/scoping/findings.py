"""Findings on the scope and on heights that no source gives (分析范围的检查结果)."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sunlight.findings import Finding, Severity
from sunlight.model.project import Project
from sunlight.model.wording import name_some
from sunlight.rules import CountingUnit, Outcome, Reason, Verdict

if TYPE_CHECKING:
    from sunlight.assessment.judging.judged import Judged

__all__ = [
    "NOTHING_PROPOSED",
    "NOT_DRAWN",
    "OUTSIDE_LOSES",
    "TOP_FLOOR_UNKNOWN",
    "about_the_scope",
    "assumed_heights_beside",
    "losses_outside",
    "out_of_scope",
]

NOTHING_PROPOSED: Final = "SCOPE-EMPTY"
NOT_DRAWN: Final = "SCOPE-UNDETERMINED"
OUTSIDE_LOSES: Final = "SCOPE-OUTSIDE-LOSES-STANDARD"
TOP_FLOOR_UNKNOWN: Final = "SCOPE-TOP-FLOOR-UNKNOWN"
ASSUMED_BESIDE: Final = "HEIGHTS-ASSUMED-BESIDE"

_TEXTS: Final[dict[str, tuple[Severity, str, str, str]]] = {
    NOTHING_PROPOSED: (
        Severity.NOTE,
        "no building of the project under review is proposed, so that there is no "
        "scope; everything in the model was judged",
        "本申报项目没有拟建建筑，没有分析范围；模型中的建筑全部评定",
        "at least one proposed building",
    ),
    NOT_DRAWN: (
        Severity.WARNING,
        "the scope cannot be drawn, and everything in the model was judged: {why}",
        "无法确定分析范围，模型中的建筑全部评定：{why}",
        "outdoor ground and tops of every new building, and outlines that are valid",
    ),
    OUTSIDE_LOSES: (
        Severity.WARNING,
        "{n} units of {building} lie outside the scope and are not judged, but the "
        "project takes their standard from them, or over {tolerance} min below it; "
        "worst is {unit}: {figures}. Shadows can be longer than the scope",
        "{building} 在分析范围以外、不参加评定，但有 {n} 个单元因本项目由达标变为"
        "不达标，或在不达标时减少超过 {tolerance} 分钟；最差的是 {unit}：{figures}。"
        "阴影可以长于分析范围",
        "no loss of the standard outside the scope",
    ),
    TOP_FLOOR_UNKNOWN: (
        Severity.NOTE,
        "rows were added behind {n} buildings that have no window in the model: {ids}; "
        "whether their top floors fail is not known, and was taken for granted",
        "{n} 幢建筑在模型中没有窗，顶层是否达标不明，按不达标向北外延：{ids}",
        "windows of the top floors of the northernmost row",
    ),
    ASSUMED_BESIDE: (
        Severity.WARNING,
        "verdicts stand beside {n} buildings whose height is assumed: {ids}. What they "
        "shade was not judged; were they taller than assumed, they could shade more",
        "结论旁边有 {n} 幢建筑的高度为假定值：{ids}。受其遮挡的未予评定；"
        "若实际更高，可能遮挡更多",
        "heights from archive, survey or approved drawing",
    ),
}


def about_the_scope(code: str, **facts: object) -> Finding:
    """One finding on the scope (分析范围一条).

    Parameters
    ----------
    code : str
        One of the codes of this module.
    **facts : object
        What its text names; ``where`` says about whom it is.

    Returns
    -------
    Finding
        In both languages.
    """
    severity, english, chinese, expected = _TEXTS[code]
    told = {"where": "buildings"} | facts
    return Finding(
        code=code,
        severity=severity,
        where=str(told["where"]),
        message=english.format(**told),
        message_zh=chinese.format(**(told | {"figures": told.get("figures_zh", "")})),
        expected=expected,
    )


def out_of_scope(verdict: Verdict) -> bool:
    """Whether a unit was left out because its building is outside (范围外)."""
    return Reason.OUT_OF_SCOPE in verdict.reasons


def losses_outside(
    project: Project, chosen: "Judged", everything: "Judged", *, tolerance: float
) -> tuple[Finding, ...]:
    """Units outside the scope that would fail if they were judged (范围外失去日照).

    Parameters
    ----------
    project : Project
        The project.
    chosen : Judged
        Verdicts within the scope.
    everything : Judged
        Verdicts on everything in the model, each use on its own day.
    tolerance : float
        The change that counts as none below the standard. [min]

    Returns
    -------
    tuple of Finding
        One a building, in the order of the project.

    Notes
    -----
    Source: 规程五(一), whose radius is shorter than real shadows; 规程七(四)(五).
    """
    outside = {(k, v.unit) for k, v in chosen.verdicts if out_of_scope(v)}
    building_of = everything.building_of(project)
    losing: dict[int, list[tuple[CountingUnit, Verdict]]] = {}
    for (kind, verdict), building in zip(everything.verdicts, building_of, strict=True):
        if verdict.outcome is Outcome.FAIL and (kind, verdict.unit) in outside:
            losing.setdefault(building, []).append((kind, verdict))
    found = []
    for building in sorted(losing):
        _, worst = min(losing[building], key=lambda told: told[1].margin or 0.0)
        name = worst.unit if building < 0 else project.buildings[building].id
        found.append(
            about_the_scope(
                OUTSIDE_LOSES,
                where=name,
                building=name,
                n=len(losing[building]),
                tolerance=f"{tolerance:g}",
                unit=worst.unit,
                figures=_figures(worst, {"min": " min", "rooms": " rooms"}),
                figures_zh=_figures(worst, {"min": " 分钟", "rooms": " 间"}),
            )
        )
    return tuple(found)


def _figures(verdict: Verdict, units: dict[str, str]) -> str:
    """Figure before and after of a verdict, with its unit."""
    unit = units.get(verdict.measure_unit, "")
    shown = [
        "–" if figure is None else f"{math.floor(100.0 * figure + 1e-6) / 100.0:.2f}"
        for figure in (verdict.before, verdict.measured)
    ]
    return " → ".join(shown) + unit


def assumed_heights_beside(
    project: Project, verdicts: Sequence[Verdict]
) -> tuple[Finding, ...]:
    """Buildings of assumed height beside which verdicts are given (假定高度).

    Parameters
    ----------
    project : Project
        The project.
    verdicts : sequence of Verdict
        All verdicts.

    Returns
    -------
    tuple of Finding
        One, or none.

    Notes
    -----
    Source: 办法四.
    """
    names = [b.id for b in project.buildings if b.height_assumed and b.parts]
    given = any(v.outcome in (Outcome.PASS, Outcome.FAIL) for v in verdicts)
    if not (names and given):
        return ()
    finding = about_the_scope(
        ASSUMED_BESIDE, where=names[0], n=len(names), ids=name_some(names)
    )
    return (finding,)
