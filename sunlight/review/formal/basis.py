"""Date, texts in force, stage and renewal of a report (编制依据与日期)."""

import re
from dataclasses import replace
from typing import Final

from sunlight.assessment import Assessment
from sunlight.review.formal.found import Wrong, finding
from sunlight.review.formal.items import Checked, checked, joined
from sunlight.review.formal.lists import BasisText, FormalList
from sunlight.review.formal.words import folded, quoted
from sunlight.review.records.declaration import Declaration
from sunlight.review.records.findings import Evidence, Grade, ItemState
from sunlight.rules import in_force

__all__ = ["basis_check", "cited_texts"]

_DATE: Final = Wrong(
    code="REVIEW-FORMAL-DATE",
    grade=Grade.ANSWER,
    clause="办法十、规程一(三)",
    en="date of the report: {reason}",
    zh="报告日期：{reason}",
    ask_en="Give the date, and say which edition was applied.",
    ask_zh="请写明报告日期，并说明所适用的规定。",
)
_REPEALED: Final = Wrong(
    code="REVIEW-FORMAL-REPEALED-BASIS",
    grade=Grade.WRONG,
    clause="规程一(三)",
    en="the report rests on {count} texts that no longer hold: {texts_en}",
    zh="报告以 {count} 件已不再执行的文件为依据：{texts_zh}",
    ask_en="Rest it on the text in force, and compute anew what differs.",
    ask_zh="请改按现行规定编制，并重新计算不同之处。",
)
_BASIS: Final = Wrong(
    code="REVIEW-FORMAL-BASIS",
    grade=Grade.ANSWER,
    clause="规程一(二)、规程七(三)",
    en="texts that the report rests on: {reason}",
    zh="编制依据：{reason}",
    ask_en="Name the regulation in force.",
    ask_zh="请写明现行规定。",
)
_STAGE: Final = Wrong(
    code="REVIEW-FORMAL-STAGE",
    grade=Grade.ANSWER,
    clause="规程三(一)",
    en="the proposed data have to be those of the whole project, approved at once: "
    "{reason}",
    zh="拟建数据应以一次性批准的完整项目整体考虑：{reason}",
    ask_en="Show the approval of the whole, and that the analysis is on the whole.",
    ask_zh="请提供整体批准文件，并说明分析按整体进行。",
)
_GONE: Final = re.compile(r"废止|不再执行|失效|停止执行|取代|替代|代替|repealed|replac")


def basis_check(
    declaration: Declaration, assessment: Assessment, wanted: FormalList
) -> Checked:
    """Check date, texts and stage (编制依据审查).

    Parameters
    ----------
    declaration : Declaration
        What the report says.
    assessment : Assessment
        Our own, for rules and stage.
    wanted : FormalList
        List with the texts of the profile.

    Returns
    -------
    Checked
        Items and findings.

    Notes
    -----
    Source: 办法十, 规程一(三), 规程三(一).
    """
    return joined(
        _date(declaration, assessment),
        _texts(declaration, assessment, wanted),
        _stage(assessment),
    )


def _date(declaration: Declaration, assessment: Assessment) -> Checked:
    """Whether the report is dated within the days in force."""
    rules, day = assessment.rules, declaration.date
    span = f"{rules.in_force_from} – {rules.in_force_until}"
    state, wrong = ItemState.MET, None
    reason = f"{day}, within {span}", f"{day}，在施行期 {span} 内"
    if day is None:
        state, wrong = ItemState.NOT_MET, _DATE
        reason = "it is not stated", "没有写明"
    elif not in_force(rules, day):
        state, wrong = ItemState.NOT_MET, _DATE
        reason = (
            f"{day} is outside the days in force, {span}",
            f"{day} 不在施行期 {span} 内",
        )
    return checked(
        rules,
        id="report_date",
        clause="办法十、规程一(三)",
        title=("date of the report, within the days in force", "报告日期在施行期内"),
        state=state,
        reason=reason,
        wrong=wrong,
        place=declaration.place_of("date"),
        submitted="" if day is None else str(day),
    )


def cited_texts(text: str, basis: tuple[BasisText, ...]) -> tuple[BasisText, ...]:
    """Texts that a report rests on (所引文件).

    A text that is only named as repealed is not one of them, nor is one of which only a
    part was repealed, if that part is not named.

    Parameters
    ----------
    text : str
        Rules and standards as printed.
    basis : tuple of BasisText
        Texts of the profile.

    Examples
    --------
    >>> from sunlight.review.formal.lists import formal_list
    >>> from sunlight.rules import ruleset
    >>> basis = formal_list(ruleset()).basis
    >>> [t.id for t in cited_texts("《日照分析规程》（忻规发[2018]26号）", basis)]
    ['rules_2018']
    >>> cited_texts("《城乡规划管理技术规定》忻政办发[2014]129号", basis)
    ()
    """
    pieces = re.split(r"[；;。\n]", str(text))
    plain = [_bare(piece) for piece in pieces if not _GONE.search(folded(piece))]
    return tuple(
        found for found in basis if any(_is_cited(found, piece) for piece in plain)
    )


def _is_cited(found: BasisText, piece: str) -> bool:
    """Whether a piece names a text, and the part that matters."""
    named = any(_bare(n) in piece for n in (*found.numbers, *found.titles))
    part = not found.only_with or any(_bare(w) in piece for w in found.only_with)
    return named and part


def _bare(text: str) -> str:
    """Folded, without brackets and marks."""
    return "".join(c for c in folded(text) if c.isalnum())


def _texts(
    declaration: Declaration, assessment: Assessment, wanted: FormalList
) -> Checked:
    """Whether the report rests on the text in force."""
    rules = assessment.rules
    cited = cited_texts(declaration.rules_text, wanted.basis)
    repealed = [text for text in cited if not text.in_force]
    current = [text for text in wanted.basis if text.in_force]
    own = wanted.name == rules.name.partition(":")[0]
    place = declaration.place_of("rules_text")
    told = quoted(declaration.rules_text)
    state, wrong = ItemState.MET, None
    reason = "the text in force is named", "已列现行规定"
    if not told:
        state, wrong = ItemState.NOT_MET, _BASIS
        reason = "none is stated", "没有写明"
    elif repealed:
        state = ItemState.NOT_MET
        reason = (
            f"repealed: {', '.join(text.en for text in repealed)}",
            f"已不再执行：{'、'.join(text.zh for text in repealed)}",
        )
    elif not own:
        state = ItemState.OPEN
        reason = (
            f"“{told}”: to be compared with {rules.document} by a person",
            f"“{told}”，须由人与{rules.document}核对",
        )
    elif not any(text.in_force for text in cited):
        state, wrong = ItemState.NOT_MET, _BASIS
        names = "、".join(text.zh for text in current)
        reason = f"{names} is not named", f"没有列出{names}"
    part = checked(
        rules,
        id="basis",
        clause="规程一(三)",
        title=("rests on the text in force", "编制依据为现行规定"),
        state=state,
        reason=reason,
        wrong=wrong,
        place=place,
        submitted=told,
    )
    if not repealed:
        return part
    return replace(
        part,
        findings=(
            finding(
                rules,
                _REPEALED,
                evidence=[
                    Evidence(place=place, submitted_text=text.zh) for text in repealed
                ],
                count=len(repealed),
                texts_en=", ".join(text.en for text in repealed),
                texts_zh="、".join(text.zh for text in repealed),
            ),
        ),
    )


def _stage(assessment: Assessment) -> Checked:
    """Whether the proposed data are those of the whole project."""
    project = assessment.project
    phase = project.stage == "phase"
    named = quoted(project.stage_reference)
    wrong = _STAGE if phase and not named else None
    reason = (
        "whether the drawings are those of the whole project is to be seen by a person",
        "图纸是否为一次性批准的完整项目须由人核查",
    )
    if phase and named:
        reason = (
            f"a phase of {named}: whether the whole was analysed is to be seen by a "
            "person",
            f"分期项目，整体为 {named}，是否按整体分析须由人核查",
        )
    elif phase:
        reason = "it is a phase, the whole is not named", "分期项目，没有写明整体"
    return checked(
        assessment.rules,
        id="stage",
        clause="规程三(一)",
        title=("data of the whole project, approved at once", "一次性批准的完整项目"),
        state=ItemState.NOT_MET if wrong else ItemState.OPEN,
        reason=reason,
        wrong=wrong,
        submitted=project.stage,
    )
