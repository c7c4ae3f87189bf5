"""The table of households against the window tables (分户表与窗表核对)."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.kinds import Use
from sunlight.review.formal.found import (
    EVIDENCE_AT_MOST,
    Wrong,
    finding,
    minutes_text,
    worst,
)
from sunlight.review.formal.households import Households
from sunlight.review.formal.rows import Rows
from sunlight.review.formal.subjects import USES
from sunlight.review.records.findings import Grade, ReviewFinding, ReviewPart
from sunlight.review.records.submission import STATES

__all__ = ["household_findings"]

_ROUNDING: Final = 1.0
"""Two printed figures for one duration may differ by this. [min]"""

_SUMMED: Final = Wrong(
    code="REVIEW-UNIT-SUMS-WINDOWS",
    grade=Grade.WRONG,
    clause="规程四(一)1、规程二(一)",
    en="{count} figures of households are the sum of several windows; one habitable "
    "room has to have the hours by itself; {example}",
    zh="{count} 个户的时数等于多扇窗时数相加；应以一个居住空间的满窗日照计；{example}",
    ask_en="Take the best single habitable room of each household and judge anew.",
    ask_zh="请按每户日照最好的一个居住空间重新取值、评定。",
    part=ReviewPart.RESULTS,
)
_NOT_HABITABLE: Final = Wrong(
    code="REVIEW-UNIT-NOT-HABITABLE",
    grade=Grade.WRONG,
    clause="规程四(一)1",
    en="{count} figures of households are those of a room that is not habitable "
    "(kitchen, bath and the like); {example}",
    zh="{count} 个户的时数取自厨房、卫生间等非居住空间；{example}",
    ask_en="Count bedrooms and living rooms only and judge anew.",
    ask_zh="请只计卧室、起居室后重新取值、评定。",
    part=ReviewPart.RESULTS,
)
_DIFFERS: Final = Wrong(
    code="REVIEW-UNIT-DIFFERS-FROM-WINDOWS",
    grade=Grade.ANSWER,
    clause="规程四(一)1、规程七(一)",
    en="{count} figures of households are not those of their best window in the "
    "window table; {example}{turning}",
    zh="{count} 个户的时数与窗表中该户最好一扇窗的时数不符；{example}{turning}",
    ask_en="Say where these figures come from, and make both tables agree.",
    ask_zh="请说明上述时数的由来，并使分户表与窗表一致。",
    part=ReviewPart.RESULTS,
)
_NO_WINDOWS: Final = Wrong(
    code="REVIEW-UNIT-WITHOUT-WINDOWS",
    grade=Grade.ANSWER,
    clause="规程七(一)",
    en="{count} rows of the table of households have no window in the window tables, "
    "so that their figures could not be followed; {example}",
    zh="分户表中有 {count} 行在窗表中找不到对应的窗，其时数无从核对；{example}",
    ask_en="Give the windows of these households.",
    ask_zh="请补充上述各户的窗日照表。",
    part=ReviewPart.RESULTS,
)
_STATE_ZH: Final = {"before": "建设前", "after": "建设后"}


def household_findings(
    units: Rows, households: Households, assessment: Assessment
) -> tuple[ReviewFinding, ...]:
    """Table of households against the window tables (分户表与窗表核对).

    Parameters
    ----------
    units : Rows
        Rows of the table of households.
    households : Households
        What the window tables have.
    assessment : Assessment
        Our own, for the rules.

    Returns
    -------
    tuple of ReviewFinding
        One a code.

    Notes
    -----
    Source: 规程四(一)1.
    """
    if not len(units):
        return ()
    where = households.of_unit
    has = where >= 0
    marks: dict[str, list[tuple[str, int, float, float]]] = {}
    turning = 0
    united = (
        assessment.rules.setting("room_combination") == "union_of_windows"
    )  # then several windows of a room count together
    for state in STATES:
        printed = units.before if state == "before" else units.after
        best, total, anyone = (_pick(a, where) for a in _figures(households, state))
        several = _pick(households.windows.astype(np.float64), where) > 1
        slack = _pick(households.windows.astype(np.float64), where) + _ROUNDING
        main = _pick(getattr(households, f"main_{state}"), where)
        off = has & ~np.isnan(printed + best) & (np.abs(printed - best) > _ROUNDING)
        off &= ~(np.abs(printed - main) <= _ROUNDING)  # other windows do not count
        more = off & (printed > best)
        summed = more & several & (np.abs(printed - total) <= slack) & (not united)
        other = more & ~summed & (np.abs(printed - anyone) <= _ROUNDING)
        rest = off & ~summed & ~other
        reached = (printed >= units.standard) != (best >= units.standard)
        turning += int((rest & more & reached & ~np.isnan(units.standard)).sum())
        for code, mask in (("summed", summed), ("other", other), ("rest", rest)):
            marks.setdefault(code, []).extend(
                (state, int(r), float(printed[r]), float(best[r]))
                for r in np.flatnonzero(mask)
            )
    rest_wrong = replace(_DIFFERS, grade=Grade.WRONG) if turning else _DIFFERS
    found = (
        _told(_SUMMED, units, assessment, marks["summed"]),
        _told(_NOT_HABITABLE, units, assessment, marks["other"]),
        _told(
            rest_wrong,
            units,
            assessment,
            marks["rest"],
            turning_zh=f"；其中 {turning} 个因此改变达标与否" if turning else "",
            turning_en=f"; {turning} of them reach the standard by it"
            if turning
            else "",
        ),
        _without(units, households, assessment),
    )
    return tuple(f for f in found if f is not None)


def _figures(
    households: Households, state: str
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Best, sum and best of any room in one state."""
    if state == "before":
        return (
            households.rows.before,
            households.summed_before,
            households.any_before,
        )
    return households.rows.after, households.summed_after, households.any_after


def _pick(values: NDArray[np.float64], where: NDArray[np.int64]) -> NDArray[np.float64]:
    """Values at places, NaN where there is none."""
    found: NDArray[np.float64] = np.append(values, np.nan)[where]
    return found


def _told(
    wrong: Wrong,
    units: Rows,
    assessment: Assessment,
    marked: list[tuple[str, int, float, float]],
    **words: str,
) -> ReviewFinding | None:
    """Finding on figures that are not those of the windows."""
    if not marked:
        return None
    sizes = np.array([abs(printed - best) for *_, printed, best in marked])
    chosen = [marked[i] for i in worst(sizes, EVIDENCE_AT_MOST)]
    state, row, printed, best = chosen[0]
    figures = (minutes_text(printed), minutes_text(best))
    return finding(
        assessment.rules,
        wrong,
        evidence=[
            units.evidence(r, state=s, submitted=p, recomputed=b)
            for s, r, p, b in chosen
        ],
        count=len(marked),
        elements=[str(units.element[r]) for _, r, *_ in marked],
        example_zh=f"如 {units.name(row)}（{_STATE_ZH[state]}）分户表 {figures[0]} "
        f"分钟，最好一扇窗 {figures[1]} 分钟",
        example_en=f"such as {units.name(row)} ({state}): {figures[0]} min, its best "
        f"window {figures[1]} min",
        **words,
    )


def _without(
    units: Rows, households: Households, assessment: Assessment
) -> ReviewFinding | None:
    """Finding on households that no window belongs to, where others have some.

    Units of other uses are rooms, or whole buildings: their windows name no household.
    """
    homes = units.use == USES.index(Use.RESIDENTIAL)
    lone = np.flatnonzero((households.of_unit < 0) & homes)
    if not len(lone) or not (households.of_unit >= 0).any():
        return None
    name = units.name(int(lone[0]))
    return finding(
        assessment.rules,
        _NO_WINDOWS,
        evidence=[units.evidence(int(r)) for r in lone[:EVIDENCE_AT_MOST]],
        count=len(lone),
        elements=[str(units.element[r]) for r in lone],
        example_zh=f"如 {name}",
        example_en=f"such as {name}",
    )
