"""Findings on the conclusion (结论的意见)."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.review.formal.conclusion_subjects import building_names
from sunlight.review.formal.conclusions import (
    FAILING,
    Population,
    Refuted,
    population,
    refuted,
)
from sunlight.review.formal.found import (
    EVIDENCE_AT_MOST,
    Wrong,
    finding,
    minutes_text,
    worst,
)
from sunlight.review.formal.outcomes import Claims
from sunlight.review.formal.sentences import Claim, claims_in
from sunlight.review.formal.words import quoted
from sunlight.review.records.declaration import Declaration
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ItemState,
    ReviewFinding,
    ReviewPart,
)

__all__ = ["ConclusionCheck", "conclusion_check"]

_CONTRADICTS: Final = Wrong(
    code="REVIEW-CONCLUSION-CONTRADICTS",
    grade=Grade.WRONG,
    clause="规程七(一)、规程七(三)、办法五(一)3",
    en="the conclusion says “{sentence}”, but {units} units of the report's own tables "
    "do not pass; {example}",
    zh="结论称“{sentence}”，而报告自己的表中有 {units} 个单元不能通过；{example}",
    ask_en="Correct the conclusion by the tables.",
    ask_zh="请按表中结果更正结论。",
    part=ReviewPart.RESULTS,
)
_LOOSE: Final = Wrong(
    code="REVIEW-CONCLUSION-WORDING",
    grade=Grade.ANSWER,
    clause="规程七(四)、规程七(五)",
    en="the conclusion says “{sentence}”, but {units} units of the report's own tables "
    "are below the standard; {example}",
    zh="结论称“{sentence}”，而报告自己的表中有 {units} 个单元时数低于标准；{example}",
    ask_en="Say in the conclusion how these units were judged.",
    ask_zh="请在结论中写明上述单元的评定。",
    part=ReviewPart.RESULTS,
)
_COUNT: Final = Wrong(
    code="REVIEW-CONCLUSION-COUNT",
    grade=Grade.ANSWER,
    clause="规程七(一)、办法五(一)3",
    en="the conclusion says “{sentence}”, by the report's own tables it is {units}",
    zh="结论称“{sentence}”，按报告自己的表统计为 {units}",
    ask_en="Make the numbers of the conclusion agree with the tables.",
    ask_zh="请使结论中的数量与表一致。",
    part=ReviewPart.RESULTS,
)
_BUILDING: Final = Wrong(
    code="REVIEW-CONCLUSION-BUILDING",
    grade=Grade.ANSWER,
    clause="规程七(一)、办法五(一)3",
    en="the conclusion says “{sentence}”, but no unit of that building fails in the "
    "report's own tables",
    zh="结论称“{sentence}”，而报告自己的表中该建筑没有不通过的单元",
    ask_en="Say which units are meant.",
    ask_zh="请写明所指的单元。",
    part=ReviewPart.RESULTS,
)
_SILENT: Final = Wrong(
    code="REVIEW-CONCLUSION-SILENT",
    grade=Grade.ANSWER,
    clause="规程七(一)、办法五(一)3",
    en="the conclusion does not mention that {units} units of the report's own tables "
    "do not pass; {example}",
    zh="报告自己的表中有 {units} 个单元不能通过，结论没有提及；{example}",
    ask_en="Name these units in the conclusion.",
    ask_zh="请在结论中写明上述单元。",
    part=ReviewPart.RESULTS,
)
_UNCHECKED: Final = Wrong(
    code="REVIEW-CONCLUSION-UNCHECKED",
    grade=Grade.OPEN,
    clause="办法五(一)3",
    en="the conclusion could not be held against the tables: {why_en}",
    zh="结论未能与表核对：{why_zh}",
    part=ReviewPart.RESULTS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionCheck:
    """What became of the conclusion (结论核对).

    Parameters
    ----------
    state : ItemState
        Whether it follows from the tables.
    reason, reason_zh : str
        Why.
    findings : tuple of ReviewFinding
        One a code.
    """

    state: ItemState
    reason: str
    reason_zh: str
    findings: tuple[ReviewFinding, ...]


def conclusion_check(
    declaration: Declaration,
    claims: Claims,
    assessment: Assessment,
    *,
    renewal: str,
    windows: Claims | None = None,
) -> ConclusionCheck:
    """Hold the sentences of the conclusion against the tables (结论核对).

    Parameters
    ----------
    declaration : Declaration
        With the sentences.
    claims : Claims
        Units of the table of households, or those of the window tables.
    assessment : Assessment
        Our own, for the rules.
    renewal : str
        Document of an old-area renewal.
    windows : Claims, optional
        Of the windows: where no household is known, and every window passes by itself,
        so does every household.

    Returns
    -------
    ConclusionCheck
        OPEN where nothing could be compared: then a person has to read it.

    Notes
    -----
    Source: 办法五(一)3, 规程七(一)(三)(四)(五).
    """
    sentences = declaration.conclusions
    if not sentences:
        return _open(
            "no conclusion was found", "没有找到结论", (), assessment, told=False
        )
    units = population(claims, assessment, renewal=renewal)
    read = claims_in(sentences, building_names(declaration, claims.rows, assessment))
    if not units.judged.any():
        if windows is not None and all(claim.kind == "all" for claim in read):
            alone = population(windows, assessment, renewal=renewal)
            if alone.meets.any() and alone.meets[alone.judged].all() and read:
                return _agreed(read)
        return _open(
            "the tables have no households to count",
            "表中没有可供统计的户或单元",
            sentences,
            assessment,
        )
    if not read:
        return _open(
            "its sentences were not understood",
            "结论语句未能识别",
            sentences,
            assessment,
        )
    return _compared(read, units, sentences, declaration, assessment)


def _open(
    why: str,
    why_zh: str,
    sentences: tuple[str, ...],
    assessment: Assessment,
    *,
    told: bool = True,
) -> ConclusionCheck:
    """A person has to read it."""
    findings = (
        finding(
            assessment.rules,
            _UNCHECKED,
            evidence=[
                Evidence(submitted_text=quoted(s, at_most=80)) for s in sentences
            ],
            why_en=why,
            why_zh=why_zh,
        ),
    )
    return ConclusionCheck(
        state=ItemState.OPEN,
        reason=f"{why}: to be read by a person",
        reason_zh=f"{why_zh}，须由人审阅",
        findings=findings if told else (),
    )


def _compared(
    read: tuple[Claim, ...],
    units: Population,
    sentences: tuple[str, ...],
    declaration: Declaration,
    assessment: Assessment,
) -> ConclusionCheck:
    """Sentences that were understood, against the tables."""
    refutations = refuted(read, units)
    against = [one for one in refutations if one.sure]
    unsure = sorted({one.claim.sentence for one in refutations if not one.sure})
    place = declaration.place_of("conclusions")
    sorted_out: dict[str, list[tuple[Wrong, Refuted]]] = {}
    for one in against:
        wrong = _kind_of(one)
        sorted_out.setdefault(wrong.code, []).append((wrong, one))
    found = [
        _told(entries, units, sentences, place, assessment)
        for entries in sorted_out.values()
    ]
    if not _owns_up(read, against):
        failing = np.flatnonzero(units.fails)
        if len(failing):
            found.append(_silent(failing, units, place, assessment))
    counted = len(found)
    left = _open(
        "it is not sure which units some sentences are about",
        "部分语句所指的户或单元不能确定",
        tuple(sentences[number] for number in unsure[:EVIDENCE_AT_MOST]),
        assessment,
        told=bool(unsure),
    )
    found.extend(left.findings)
    if counted:
        return ConclusionCheck(
            state=ItemState.NOT_MET,
            reason=f"{counted} kinds of contradiction with the report's own tables",
            reason_zh=f"与报告自己的表有 {counted} 类不一致，见结论部分的意见",
            findings=tuple(found),
        )
    return _agreed(read) if not unsure else left


def _agreed(read: tuple[Claim, ...]) -> ConclusionCheck:
    """Nothing speaks against it."""
    return ConclusionCheck(
        state=ItemState.MET,
        reason=f"{len(read)} claims of the conclusion agree with its own tables",
        reason_zh=f"结论中的 {len(read)} 项表述与报告自己的表一致",
        findings=(),
    )


def _kind_of(one: Refuted) -> Wrong:
    """Which finding a refuted claim makes."""
    if one.claim.kind == "all":
        return _CONTRADICTS if one.grave else _LOOSE
    if one.claim.kind == "building":
        return _BUILDING
    if one.claim.kind == "total":
        return replace(_COUNT, grade=Grade.NOTE)
    return replace(_COUNT, grade=Grade.WRONG) if one.grave else _COUNT


_ORDER: Final = (Grade.WRONG, Grade.ANSWER, Grade.OPEN, Grade.NOTE)


def _told(
    entries: list[tuple[Wrong, Refuted]],
    units: Population,
    sentences: tuple[str, ...],
    place: str,
    assessment: Assessment,
) -> ReviewFinding:
    """One finding on all claims of a kind."""
    entries = sorted(entries, key=lambda e: (_ORDER.index(e[0].grade), -e[1].counted))
    wrong, first = entries[0]
    rows = np.unique(np.concatenate([one.rows for _, one in entries]))
    evidence = [
        Evidence(
            place=quoted(place, at_most=120),
            submitted=float(one.claim.number) if one.claim.number >= 0 else np.nan,
            recomputed=float(one.counted) if one.claim.number >= 0 else np.nan,
            measure="count",
            submitted_text=quoted(sentences[one.claim.sentence], at_most=80),
        )
        for _, one in entries[:2]
    ]
    evidence += _rows(units, first.rows)
    return finding(
        assessment.rules,
        wrong,
        evidence=evidence,
        count=len(entries),
        elements=[str(units.rows.element[r]) for r in rows],
        sentence=quoted(sentences[first.claim.sentence], at_most=60),
        units=str(first.counted),
        example_zh=_example(units, first.rows, "zh"),
        example_en=_example(units, first.rows, "en"),
    )


def _rows(units: Population, rows: NDArray[np.int64]) -> list[Evidence]:
    """The worst rows as evidence."""
    if not len(rows):
        return []
    short = (units.rows.standard - units.rows.after)[rows]
    chosen = rows[worst(np.nan_to_num(short), EVIDENCE_AT_MOST - 2)]
    return [
        units.rows.evidence(
            int(row), state="after", submitted=float(units.rows.after[row])
        )
        for row in chosen
    ]


def _example(units: Population, rows: NDArray[np.int64], lang: str) -> str:
    """The worst row in words, empty for none."""
    if not len(rows):
        return ""
    short = (units.rows.standard - units.rows.after)[rows]
    row = int(rows[worst(np.nan_to_num(short), 1)[0]])
    before = minutes_text(float(units.rows.before[row]))
    after = minutes_text(float(units.rows.after[row]))
    name = units.rows.name(row)
    if lang == "zh":
        return f"如 {name} 建设前 {before}、建设后 {after} 分钟"
    return f"such as {name}: {before} min before, {after} after"


def _owns_up(read: tuple[Claim, ...], against: list[Refuted]) -> bool:
    """Whether the conclusion speaks of failing units, or is refuted anyway."""
    if any(one.grave for one in against):
        return True
    return any(
        claim.outcome in FAILING
        and claim.state == "after"
        and claim.number != 0
        and claim.kind in ("count", "building", "any")
        for claim in read
    )


def _silent(
    failing: NDArray[np.int64], units: Population, place: str, assessment: Assessment
) -> ReviewFinding:
    """The tables have failing units and the conclusion says nothing of them."""
    return finding(
        assessment.rules,
        _SILENT,
        evidence=[
            Evidence(place=quoted(place, at_most=120), submitted_text="—"),
            *_rows(units, failing),
        ],
        count=len(failing),
        elements=[str(units.rows.element[r]) for r in failing],
        units=str(len(failing)),
        example_zh=_example(units, failing, "zh"),
        example_en=_example(units, failing, "en"),
    )
