"""Which software was used, and whether it is known (日照分析软件, 规程三(三))."""

from typing import Final

from sunlight.assessment import Assessment
from sunlight.review.formal.found import Wrong
from sunlight.review.formal.items import Checked, checked, joined
from sunlight.review.formal.words import folded, packaged, quoted
from sunlight.review.records.findings import Grade, ItemState
from sunlight.review.records.submission import Submission

__all__ = ["known_program", "software_check"]

_CLAUSE: Final = "规程三(三)"
_SOFTWARE: Final = Wrong(
    code="REVIEW-FORMAL-SOFTWARE",
    grade=Grade.ANSWER,
    clause=_CLAUSE,
    en="software of the analysis: {reason}",
    zh="日照分析软件：{reason}",
    ask_en="Name program and version, and show that it is nationally recognised.",
    ask_zh="请写明软件名称、版本，并提供国家认可的证明。",
)
_OWN: Final = Wrong(
    code="REVIEW-FORMAL-SOFTWARE-OWN",
    grade=Grade.ANSWER,
    clause=_CLAUSE,
    en="software of the analysis: {reason}",
    zh="日照分析软件：{reason}",
    ask_en="Compute the report with nationally recognised standard software.",
    ask_zh="请用国家认可的标准软件计算。",
)


def known_program(text: str) -> str:
    """Program known in the trade that a text names, empty for none (业内软件).

    Parameters
    ----------
    text : str
        As printed.

    Examples
    --------
    >>> known_program("天正日照 T20 V8.0"), known_program("某某软件")
    ('天正日照 T-Sun', '')
    """
    plain = folded(text)
    for program in packaged("software")["program"]:
        if any(folded(word) in plain for word in program["names"]):
            return str(program["name"])
    return ""


def software_check(submission: Submission, assessment: Assessment) -> Checked:
    """Check the software that the report names (软件审查).

    Parameters
    ----------
    submission : Submission
        What was handed in.
    assessment : Assessment
        Our own, for the rules.

    Returns
    -------
    Checked
        OPEN for a program known in the trade: recognition is for a person. The software
        of the review itself is an item of its own.

    Notes
    -----
    Source: 规程三(三).
    """
    declaration = submission.declaration
    name, version = quoted(declaration.software), quoted(declaration.software_version)
    known = known_program(declaration.software)
    own_words = packaged("software")["own"]["names"]
    plain = folded(declaration.software)
    own = any(folded(word) in plain for word in own_words) or (
        not known and any(file.kind == "bundle" for file in submission.files)
    )
    wrong: Wrong | None = None
    if own:
        state, wrong = ItemState.NOT_MET, _OWN
        reason = (
            "the results come from this library, which is not nationally recognised "
            "standard software",
            "结果出自本软件，本软件不是国家认可的标准软件",
        )
    elif not name:
        state, wrong = ItemState.NOT_MET, _SOFTWARE
        reason = "it is not named", "没有写明"
    elif not known:
        state, wrong = ItemState.NOT_MET, _SOFTWARE
        reason = (
            f"“{name}” is not among the programs known in the trade",
            f"“{name}”不在业内常用软件之列",
        )
    else:
        state = ItemState.OPEN
        reason = (
            f"“{name}” is {known}, known in the trade; whether it is nationally "
            "recognised is to be checked by a person",
            f"“{name}”即{known}，为业内常用软件，是否经国家认可须由人核对",
        )
    return joined(
        checked(
            assessment.rules,
            id="software",
            clause=_CLAUSE,
            title=("software of the analysis", "日照分析软件"),
            state=state,
            reason=reason,
            wrong=wrong,
            place=declaration.place_of("software"),
            submitted=name,
        ),
        checked(
            assessment.rules,
            id="software_version",
            clause=_CLAUSE,
            title=("version of the software", "软件版本"),
            state=ItemState.OPEN if version else ItemState.NOT_MET,
            reason=(
                f"stated: {version}" if version else "it is not stated",
                f"已写明：{version}" if version else "没有写明",
            ),
            wrong=_unversioned() if name and not version and not own else None,
            place=declaration.place_of("software"),
            submitted=version,
        ),
        checked(
            assessment.rules,
            id="review_software",
            clause=_CLAUSE,
            title=("software of this review", "复核所用软件"),
            state=ItemState.OPEN,
            reason=(
                "this library is not nationally recognised standard software either: "
                "its results serve the review, the reviewing body answers for them",
                "本软件亦不是国家认可的标准软件，结果供复核参考，由复核机构负责",
            ),
        ),
    )


def _unversioned() -> Wrong:
    """A program without its version."""
    return Wrong(
        code="REVIEW-FORMAL-SOFTWARE-VERSION",
        grade=Grade.ANSWER,
        clause=_CLAUSE,
        en="version of the software: {reason}",
        zh="软件版本：{reason}",
        ask_en="Name the version; recognition goes by version.",
        ask_zh="请写明软件版本，认可以版本为准。",
    )
