"""Who compiled the report, and with what qualification (编制主体, 办法五(一)1)."""

from typing import Final

from sunlight.assessment import Assessment
from sunlight.review.formal.found import Wrong
from sunlight.review.formal.items import Checked, checked, joined
from sunlight.review.formal.words import folded, packaged, quoted
from sunlight.review.records.declaration import Declaration
from sunlight.review.records.findings import Grade, ItemState

__all__ = ["compiler_check", "qualification_kinds"]

_CLAUSE: Final = "规程三(一)、办法五(一)1"
_COMPILER: Final = Wrong(
    code="REVIEW-FORMAL-COMPILER",
    grade=Grade.ANSWER,
    clause=_CLAUSE,
    en="the unit that compiled the report: {reason}",
    zh="编制单位：{reason}",
    ask_en="Name the planning or design unit that compiled the report.",
    ask_zh="请写明编制报告的规划、设计单位。",
)
_KIND: Final = Wrong(
    code="REVIEW-FORMAL-QUALIFICATION-KIND",
    grade=Grade.WRONG,
    clause=_CLAUSE,
    en="the compiler has to be a planning or design unit: {reason}",
    zh="编制单位应为具有相应资质的规划、设计单位：{reason}",
    ask_en="Have the report compiled by a unit with such a qualification.",
    ask_zh="请由具有相应资质的单位编制。",
)
_UNSTATED: Final = Wrong(
    code="REVIEW-FORMAL-QUALIFICATION-UNSTATED",
    grade=Grade.ANSWER,
    clause=_CLAUSE,
    en="the qualification of the compiler: {reason}",
    zh="编制单位资质：{reason}",
    ask_en="State kind, class and number of the certificate.",
    ask_zh="请写明资质类别、等级和证书编号。",
)


def qualification_kinds(text: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Kinds of qualification that a text names (资质类别).

    Parameters
    ----------
    text : str
        As printed, such as 城乡规划编制乙级.

    Returns
    -------
    ((str, str), (str, str))
        Names of the kinds for planning or design, and of the others, each in English
        and Chinese; empty texts for none.

    Examples
    --------
    >>> qualification_kinds("测绘资质乙级")
    (('', ''), ('surveying', '测绘'))
    """
    data = packaged("qualifications")
    plain = folded(text)
    for word in data["misleading"]["words"]:
        plain = plain.replace(folded(word), "设计")
    named: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    for kind in data["kind"]:
        if any(folded(word) in plain for word in kind["names"]):
            named[kind["fit"]].append((kind["en"], kind["zh"]))
    return _joined(named[True]), _joined(named[False])


def _joined(kinds: list[tuple[str, str]]) -> tuple[str, str]:
    """Names in one text a language."""
    return ", ".join(en for en, _ in kinds), "、".join(zh for _, zh in kinds)


def compiler_check(declaration: Declaration, assessment: Assessment) -> Checked:
    """Check who compiled the report (编制主体审查).

    Parameters
    ----------
    declaration : Declaration
        What the report says.
    assessment : Assessment
        Our own, for the rules.

    Returns
    -------
    Checked
        Name, kind, class, number, and seals, which always stay open.

    Notes
    -----
    Source: 规程三(一), 办法五(一)1. Whether the class suffices for the city and the
    project is for a person.
    """
    return joined(
        _name(declaration, assessment),
        _kind(declaration, assessment),
        _class(declaration, assessment),
        _number(declaration, assessment),
        checked(
            assessment.rules,
            id="report_seals",
            clause="规程七(三)、办法二",
            title=("seals and signatures on the report", "报告的印章、签字"),
            state=ItemState.OPEN,
            reason=(
                "a program does not see them: by a person, on the original",
                "程序无法查看，须由人核对原件",
            ),
        ),
    )


def _name(declaration: Declaration, assessment: Assessment) -> Checked:
    """Whether the compiler is named, and is not the client."""
    name = quoted(declaration.compiler.name)
    client = folded(declaration.client.name)
    state, wrong = ItemState.MET, None
    reason = f"stated: {name}", f"已写明：{name}"
    if not name:
        state, wrong = ItemState.NOT_MET, _COMPILER
        reason = "it is not named", "没有写明"
    elif client and client == folded(declaration.compiler.name):
        state, wrong = ItemState.NOT_MET, _COMPILER
        reason = (
            f"{name} is the client itself, who has to commission the report",
            f"{name} 即建设单位，报告应由建设单位委托编制",
        )
    return checked(
        assessment.rules,
        id="compiler",
        clause=_CLAUSE,
        title=("unit that compiled the report", "编制单位"),
        state=state,
        reason=reason,
        wrong=wrong,
        place=declaration.place_of("compiler"),
        submitted=name,
    )


def _kind(declaration: Declaration, assessment: Assessment) -> Checked:
    """Whether the qualification is one for planning or design."""
    text = declaration.compiler.qualification
    told = quoted(text)
    fit, unfit = qualification_kinds(text)
    state, wrong = ItemState.MET, None
    reason = (
        f"stated: “{told}” ({fit[0]}); the certificate is to be seen by a person",
        f"已写明：“{told}”（{fit[1]}），证书由人核对",
    )
    if not told:
        state, wrong = ItemState.NOT_MET, _UNSTATED
        reason = "it is not stated", "没有写明"
    elif not fit[0] and unfit[0]:
        state, wrong = ItemState.NOT_MET, _KIND
        reason = (
            f"“{told}” is a qualification for {unfit[0]}",
            f"“{told}”是{unfit[1]}类资质",
        )
    elif not fit[0]:
        state, wrong = ItemState.OPEN, _UNSTATED
        reason = (
            f"“{told}” is not known to be one for planning or design: to be checked by "
            "a person",
            f"“{told}”未能识别为规划、设计类资质，须由人核对",
        )
    return checked(
        assessment.rules,
        id="qualification_kind",
        clause=_CLAUSE,
        title=("kind of qualification: planning or design", "资质类别：规划或设计"),
        state=state,
        reason=reason,
        wrong=wrong,
        place=declaration.place_of("compiler"),
        submitted=told,
    )


def _class(declaration: Declaration, assessment: Assessment) -> Checked:
    """Whether a class is stated; whether it suffices is for a person."""
    plain = folded(declaration.compiler.qualification)
    names = packaged("qualifications")["class"]["names"]
    named = next((word for word in names if folded(word) in plain), "")
    # without a qualification there is one finding on it already
    wrong = None if named or not plain else _UNSTATED
    return checked(
        assessment.rules,
        id="qualification_class",
        clause=_CLAUSE,
        title=("class of qualification", "资质等级"),
        state=ItemState.OPEN if named else ItemState.NOT_MET,
        reason=(
            f"stated: {named}; whether it suffices is for a person"
            if named
            else "its class is not stated",
            f"已写明：{named}，承接范围由人核对" if named else "没有写明等级",
        ),
        wrong=wrong,
        place=declaration.place_of("compiler"),
        submitted=quoted(declaration.compiler.qualification),
    )


def _number(declaration: Declaration, assessment: Assessment) -> Checked:
    """Whether the number of the certificate is stated."""
    number = quoted(declaration.compiler.qualification_number)
    has = bool(declaration.compiler.qualification.strip())
    return checked(
        assessment.rules,
        id="qualification_number",
        clause=_CLAUSE,
        title=("number of the certificate", "资质证书编号"),
        state=ItemState.OPEN if number else ItemState.NOT_MET,
        reason=(
            f"stated: {number}; validity to be checked by a person"
            if number
            else "its number is not stated",
            f"已写明：{number}，有效性由人核对" if number else "没有写明证书编号",
        ),
        wrong=None if number or not has else _UNSTATED,
        place=declaration.place_of("compiler"),
        submitted=number,
    )
