"""Findings on printed outcomes (结论栏的意见)."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.review.formal.found import (
    EVIDENCE_AT_MOST,
    Wrong,
    finding,
    minutes_text,
    worst,
)
from sunlight.review.formal.households import Households
from sunlight.review.formal.outcomes import Claims, Fault
from sunlight.review.formal.words import ACCEPTED, quoted
from sunlight.review.records.findings import Grade, ReviewFinding, ReviewPart
from sunlight.rules import Wording, wording_text

__all__ = ["outcome_findings", "without_household_outcomes"]

_TELLS: Final[dict[Fault, Wrong]] = {
    Fault.BETTER: Wrong(
        code="REVIEW-OUTCOME-CONTRADICTS",
        grade=Grade.WRONG,
        clause="规程七(一)、规程七(四)、规程七(五)",
        en="{count} printed outcomes are better than the minutes beside them bear out, "
        "rounding allowed for; {example}",
        zh="{count} 个评定结论优于本行时数所能得出的结论，已容许取整误差；{example}",
        ask_en="Judge these rows anew by their minutes.",
        ask_zh="请按所列时数重新评定。",
        part=ReviewPart.RESULTS,
    ),
    Fault.EXCUSED: Wrong(
        code="REVIEW-THREE-MINUTES-MISUSED",
        grade=Grade.WRONG,
        clause="规程七(四)",
        en="{count} units that met the standard before and miss it after are called "
        "not affected; the small change is for units below the standard before only; "
        "{example}",
        zh="{count} 个建设前达标、建设后不达标的评定为“不影响”；小幅增减只适用于建设前"
        "不达标者；{example}",
        ask_en="Judge these units as not meeting the standard.",
        ask_zh="请将上述各项改评为“不满足”。",
        part=ReviewPart.RESULTS,
    ),
    Fault.CHANGED: Wrong(
        code="REVIEW-NOT-UNAFFECTED",
        grade=Grade.WRONG,
        clause="规程七(五)",
        en="{count} units are called not affected though they lose more than "
        "{change} min, rounding allowed for; {example}",
        zh="{count} 个评定为“不影响”的，减少超过 {change} 分钟，已容许取整误差；"
        "{example}",
        ask_en="Judge these units as affected.",
        ask_zh="请将上述各项改评为“影响”。",
        part=ReviewPart.RESULTS,
    ),
    Fault.STRICTER: Wrong(
        code="REVIEW-OUTCOME-STRICTER",
        grade=Grade.ANSWER,
        clause="规程七(四)、规程七(五)",
        en="{count} printed outcomes are worse than the minutes beside them give; "
        "{example}",
        zh="{count} 个评定结论劣于本行时数所能得出的结论；{example}",
        ask_en="Say why, or correct the outcome or the minutes.",
        ask_zh="请说明原因，或更正结论、时数。",
        part=ReviewPart.RESULTS,
    ),
    Fault.WORDING: Wrong(
        code="REVIEW-OUTCOME-WORDING",
        grade=Grade.NOTE,
        clause="规程七(四)、规程七(五)",
        en="{count} outcomes use another word than the clause, with the same "
        "consequence; {example}",
        zh="{count} 个评定用语与条款不一致，是否通过不变；{example}",
        part=ReviewPart.RESULTS,
    ),
    Fault.ROUNDING: Wrong(
        code="REVIEW-OUTCOME-WITHIN-ROUNDING",
        grade=Grade.NOTE,
        clause="规程七(二)",
        en="{count} outcomes disagree with the minutes printed, and a minute of "
        "rounding a segment would explain it; {example}",
        zh="{count} 个评定结论与所列整分钟时数不符，但在每段 1 分钟的取整误差以内；"
        "{example}",
        part=ReviewPart.RESULTS,
    ),
    Fault.UNREADABLE: Wrong(
        code="REVIEW-OUTCOME-UNREADABLE",
        grade=Grade.OPEN,
        clause="规程七(四)、规程七(五)",
        en="the outcome of {count} rows is in words that are not known; {example}",
        zh="{count} 行的结论用语无法识别；{example}",
        ask_en="Use the words of the clauses.",
        ask_zh="请使用条款规定的评定用语。",
        part=ReviewPart.RESULTS,
    ),
}


def without_household_outcomes(
    windows: Claims, households: Households, of: Claims
) -> Claims:
    """Claims of windows, less those that tell the outcome of the household (户结论).

    Many tables print beside each window what its household comes to: a bedroom with
    60 min is then 满足, since the living room has its hours.

    Parameters
    ----------
    windows : Claims
        Of the window tables.
    households : Households
        Which window is whose.
    of : Claims
        Of the households, by their best windows.

    Returns
    -------
    Claims
        The same with fewer faults.
    """
    fault = windows.fault.copy()
    group = households.group
    for row in np.flatnonzero(
        np.isin(fault, [Fault.BETTER, Fault.EXCUSED, Fault.CHANGED, Fault.STRICTER])
        & (group >= 0)
    ):
        accepted = ACCEPTED.get(str(windows.printed[row]))
        if accepted is not None and of.wording[group[row]] in accepted:
            fault[row] = Fault.NONE
    wordings = np.isin(fault, [Fault.WORDING, Fault.ROUNDING])
    for row in np.flatnonzero(wordings & (group >= 0)):
        accepted = ACCEPTED.get(str(windows.printed[row]), frozenset())
        if of.wording[group[row]] in accepted:
            fault[row] = Fault.NONE
    return replace(windows, fault=fault)


def outcome_findings(
    claims: tuple[Claims, ...], assessment: Assessment
) -> tuple[ReviewFinding, ...]:
    """What is wrong with printed outcomes, windows and units in one (结论栏的意见).

    Parameters
    ----------
    claims : tuple of Claims
        Of windows and of units.
    assessment : Assessment
        Our own, for the rules.

    Returns
    -------
    tuple of ReviewFinding
        One a code.

    Notes
    -----
    Source: 规程七(四)(五).
    """
    found = []
    for fault, wrong in _TELLS.items():
        places = [
            (of, int(row), size) for of in claims for row, size in _marked(of, fault)
        ]
        if places:
            found.append(_told(wrong, places, assessment))
    return tuple(found)


def _marked(claims: Claims, fault: Fault) -> list[tuple[int, float]]:
    """Rows with a fault, and how far they are from the standard or from before."""
    rows = np.flatnonzero(claims.fault == fault)
    sizes = _size(claims, fault)[rows]
    return list(zip(rows.tolist(), np.nan_to_num(sizes).tolist(), strict=True))


def _size(claims: Claims, fault: Fault) -> NDArray[np.float64]:
    """How grave a fault is in each row."""
    if fault is Fault.CHANGED:
        return claims.rows.before - claims.rows.after
    size: NDArray[np.float64] = np.abs(claims.rows.after - claims.rows.standard)
    return size


def _told(
    wrong: Wrong, places: list[tuple[Claims, int, float]], assessment: Assessment
) -> ReviewFinding:
    """Finding on rows of both kinds."""
    sizes = np.array([size for *_, size in places])
    chosen = [places[i] for i in worst(sizes, EVIDENCE_AT_MOST)]
    evidence = [
        of.rows.evidence(
            row,
            state="after",
            submitted=float(of.rows.after[row]),
            submitted_text=" → ".join(
                minutes_text(float(m[row])) for m in (of.rows.before, of.rows.after)
            )
            + f": {quoted(of.rows.outcome[row])}",
            recomputed_text=_derived(of, row, "zh"),
        )
        for of, row, _ in chosen
    ]
    of, row, _ = chosen[0]
    return finding(
        assessment.rules,
        wrong,
        evidence=evidence,
        count=len(places),
        elements=[str(of.rows.element[r]) for of, r, _ in places],
        change=minutes_text(assessment.rules.values.number("unaffected_change")),
        example_zh=_example(of, row, "zh"),
        example_en=_example(of, row, "en"),
    )


def _derived(claims: Claims, row: int, lang: str) -> str:
    """What the minutes of a row come to, in words; a dash for nothing."""
    rows, wording = claims.rows, claims.wording[row]
    if claims.printed[row] in ("reached", "missed"):
        reached = rows.after[row] >= rows.standard[row]
        told = {"zh": ("未达标", "达标"), "en": ("not reached", "reached")}
        return told[lang][int(reached)]
    if wording is Wording.NONE:
        return "—"
    return wording_text(wording, lang="zh" if lang == "zh" else "en")


def _example(claims: Claims, row: int, lang: str) -> str:
    """One row in words."""
    rows = claims.rows
    before = minutes_text(float(rows.before[row]))
    after = minutes_text(float(rows.after[row]))
    word, printed = _derived(claims, row, lang), quoted(rows.outcome[row])
    standard = minutes_text(float(rows.standard[row]))
    if lang == "zh":
        return (
            f"如 {rows.name(row)} 建设前 {before}、建设后 {after} 分钟，标准 "
            f"{standard} 分钟，所列结论“{printed}”，按时数为“{word}”"
        )
    return (
        f"such as {rows.name(row)}: {before} min before, {after} after, standard "
        f"{standard}; printed “{printed}”, by its minutes “{word}”"
    )
