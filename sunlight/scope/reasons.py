"""Reasons in English and Chinese (原因用语)."""

from collections.abc import Sequence
from typing import Final

from sunlight.findings import Finding, Severity
from sunlight.model.wording import name_some
from sunlight.scope.records import ReasonCode, ScopeReason, ScopeSector

__all__ = [
    "FINDING_TEXTS",
    "about_scope",
    "plain_reason",
    "row_reason",
    "sector_reason",
]

_PLAIN: Final[dict[ReasonCode, tuple[str, str, str]]] = {
    ReasonCode.OF_PROJECT: (
        "规程五(一)",
        "belongs to the project under review: its sector makes the scope",
        "属本申报项目，其扇形构成影响范围",
    ),
    ReasonCode.CONCURRENT: (
        "办法三",
        "belongs to another project at the same time: its sector joins the scope",
        "属同期项目，其扇形并入影响范围",
    ),
    ReasonCode.REMOVED: (
        "规程五(二)",
        "is taken down by the project: shades before the project only, and is not "
        "analysed",
        "由本项目拆除：只在建设前遮挡，不作分析对象",
    ),
    ReasonCode.OUT_OF_REACH: (
        "规程五(一)(二)",
        "no sector of the proposal reaches it, and its own sector meets none of them",
        "拟建扇形未到达，自身扇形也不与之相交",
    ),
    ReasonCode.NO_PART_COUNTS: (
        "规程六(四)",
        "has only parts that never count as obstructions",
        "所有部位均属不计遮挡的部位",
    ),
    ReasonCode.NOT_ABOVE_GROUND: (
        "规程五(一)(二)",
        "does not rise above its outdoor ground, so that it has no sector",
        "未高出室外地坪，没有扇形",
    ),
    ReasonCode.HEIGHT_UNKNOWN: (
        "规程五(二)",
        "its height above outdoor ground is not known, so that nobody can tell whether "
        "it overlays",
        "室外地坪以上高度不明，无法判定是否叠加",
    ),
}

FINDING_TEXTS: Final[dict[str, tuple[Severity, str, str, str]]] = {
    "SCOPE-NOTHING-PROPOSED": (
        Severity.WARNING,
        "no building of the project under review casts a sector, so that the scope is "
        "empty or that of other projects; mark the new buildings as proposed",
        "本申报项目没有产生扇形的建筑，范围为空或仅属其他项目；请将新建建筑标为拟建",
        "at least one proposed building that rises above the ground",
    ),
    "SCOPE-HEIGHT-UNKNOWN": (
        Severity.ERROR,
        "{n} buildings have no known height above outdoor ground, so that nobody can "
        "tell whether they overlay: {ids}. Give outdoor_ground and the tops as "
        "absolute elevations",
        "{n} 幢建筑室外地坪以上高度不明，无法判定是否叠加：{ids}。请补充室外地坪与"
        "顶部绝对标高",
        "outdoor ground and tops as absolute elevations",
    ),
    "SCOPE-NOT-ABOVE-GROUND": (
        Severity.WARNING,
        "{n} new buildings do not rise above their outdoor ground and have no sector: "
        "{ids}. Check their levels unless they lie under the ground",
        "{n} 幢新建建筑未高出室外地坪，没有扇形：{ids}。若非地下建筑请核对标高",
        "tops above outdoor ground",
    ),
    "SCOPE-HEIGHT-ASSUMED": (
        Severity.WARNING,
        "the height of {n} buildings was assumed from their storeys: {ids}. Their "
        "sectors, and whoever these bring in, rest on it; give a lawful source",
        "{n} 幢建筑的高度按层数推算：{ids}。其扇形及由此列入的建筑以此为据；"
        "请给出合法来源",
        "heights from archive, survey or approved drawing",
    ),
}


def about_scope(code: str, names: Sequence[str]) -> Finding:
    """One finding about all buildings of a kind (一类一条).

    Parameters
    ----------
    code : str
        Key of :data:`FINDING_TEXTS`.
    names : sequence of str
        Numbers of the buildings concerned.

    Returns
    -------
    Finding
        With their number and the first few names.
    """
    severity, english, chinese, expected = FINDING_TEXTS[code]
    facts = {"n": len(names), "ids": name_some(names)}
    return Finding(
        code=code,
        severity=severity,
        where=names[0] if names else "buildings",
        message=english.format(**facts),
        message_zh=chinese.format(**facts),
        expected=expected,
    )


def plain_reason(code: ReasonCode) -> ScopeReason:
    """Reason that rests on the building alone (自身原因).

    Parameters
    ----------
    code : ReasonCode
        One that names no other building.
    """
    clause, english, chinese = _PLAIN[code]
    return ScopeReason(code=code, clause=clause, text=english, text_zh=chinese)


def sector_reason(code: ReasonCode, by: ScopeSector, reach: float) -> ScopeReason:
    """Reason that rests on the sector of a new building (扇形原因).

    Parameters
    ----------
    code : ReasonCode
        SECTOR_REACHES or SECTORS_OVERLAP.
    by : ScopeSector
        Sector of the new building.
    reach : float
        Least radius with which it touches; NaN for an overlap of sectors. [m]
    """
    if code is ReasonCode.SECTORS_OVERLAP:
        return ScopeReason(
            code=code,
            clause="规程五(二)",
            text=f"its own sector overlaps that of {by.id}",
            text_zh=f"自身扇形与 {by.id} 的扇形重叠",
            by=by.id,
        )
    inside = max(0.0, by.radius - reach)
    return ScopeReason(
        code=code,
        clause="规程五(一)",
        text=f"the sector of {by.id} (radius {by.radius:.2f} m) reaches it after "
        f"{reach:.2f} m, {inside:.2f} m inside",
        text_zh=f"{by.id} 的扇形（半径 {by.radius:.2f} m）在 {reach:.2f} m 处到达，"
        f"深入 {inside:.2f} m",
        by=by.id,
        reach=reach,
        radius=by.radius,
    )


def row_reason(
    code: ReasonCode, by: str, step: int, *, reach: float, radius: float
) -> ScopeReason:
    """Reason that rests on a step of the row extension (外延原因).

    Parameters
    ----------
    code : ReasonCode
        ROW_ADDED or SECTOR_REACHES_ROW.
    by : str
        Building whose top floor fails, or added building that is reached.
    step : int
        Number of the step.
    reach, radius : float
        Of the building's own sector, for SECTOR_REACHES_ROW; else NaN. [m]
    """
    if code is ReasonCode.ROW_ADDED:
        text = f"step {step}: next row north of {by}, whose top floor fails by shade"
        text_zh = f"第 {step} 步：{by} 顶层因遮挡不达标，其北一排列入"
        clause = "规程五(三)"
    else:
        text = (
            f"step {step}: its own sector (radius {radius:.2f} m) reaches {by} of the "
            f"added row after {reach:.2f} m"
        )
        text_zh = (
            f"第 {step} 步：自身扇形（半径 {radius:.2f} m）在 {reach:.2f} m 处到达"
            f"新列入的 {by}"
        )
        clause = "规程五(二)(三)"
    return ScopeReason(
        code=code,
        clause=clause,
        text=text,
        text_zh=text_zh,
        by=by,
        reach=reach,
        radius=radius,
    )
