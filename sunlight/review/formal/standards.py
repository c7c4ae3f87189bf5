"""The standard that a report takes, against the clauses (所取日照标准)."""

import math
from typing import Final

from sunlight.assessment import Assessment
from sunlight.assessment.judging.households import standing_of
from sunlight.kinds import Use
from sunlight.review.formal.found import Wrong, finding, minutes_text
from sunlight.review.formal.items import Checked, checked, joined
from sunlight.review.formal.needed import renewal_claimed
from sunlight.review.formal.subjects import renewal_number
from sunlight.review.formal.words import quoted
from sunlight.review.records.findings import Evidence, Grade, ItemState, ReviewPart
from sunlight.review.records.submission import Submission
from sunlight.rules import Standing, standard_for, uses_with_standard

__all__ = ["standard_check"]

_LOWER: Final = Wrong(
    code="REVIEW-STANDARD-DIFFERS",
    grade=Grade.WRONG,
    clause="规程四(一)、规程四(二)",
    en="the report takes {stated} min as the standard; {reason}",
    zh="报告所取标准为 {stated} 分钟；{reason}",
    ask_en="Judge by the standard of the clause.",
    ask_zh="请按条款规定的标准评定。",
    part=ReviewPart.METHOD,
)
_HIGHER: Final = Wrong(
    code="REVIEW-STANDARD-STRICTER",
    grade=Grade.ANSWER,
    clause="规程四(一)、规程四(二)",
    en="the report takes {stated} min as the standard; {reason}",
    zh="报告所取标准为 {stated} 分钟；{reason}",
    ask_en="Say which text the standard comes from.",
    ask_zh="请说明所取标准的出处。",
    part=ReviewPart.METHOD,
)
_RENEWAL: Final = Wrong(
    code="REVIEW-RENEWAL-WITHOUT-DOCUMENT",
    grade=Grade.WRONG,
    clause="规程四(一)4",
    en="the report relies on an old-area renewal without naming its document; {reason}",
    zh="报告援引旧区改建而没有写明批准文件；{reason}",
    ask_en="Name and hand in the document, or judge by the full standard.",
    ask_zh="请写明并提交批准文件，否则按一般标准评定。",
    part=ReviewPart.METHOD,
)


def standard_check(submission: Submission, assessment: Assessment) -> Checked:
    """Check the standard that the report states, and its claim of renewal (标准审查).

    Parameters
    ----------
    submission : Submission
        What was handed in.
    assessment : Assessment
        Our own model and rules.

    Returns
    -------
    Checked
        Items and findings.

    Notes
    -----
    Source: 规程四(一)(二).
    """
    return joined(_renewal(submission, assessment), _standard(submission, assessment))


def _renewal(submission: Submission, assessment: Assessment) -> Checked:
    """A claim of renewal needs its document."""
    declaration = submission.declaration
    if not renewal_claimed(declaration, assessment):
        return Checked()
    number = quoted(renewal_number(submission, assessment))
    if number:
        reason = (
            f"{number}: whether it covers the new dwellings is to be seen by a person; "
            "neighbours keep the full standard",
            f"{number}，是否适用于本项目新建住宅须由人核查；周边住宅仍按一般标准",
        )
    else:
        reason = (
            "the full standard holds until it is",
            "未提供前按一般标准评定",
        )
    return checked(
        assessment.rules,
        id="renewal_claim",
        clause="规程四(一)4",
        title=("old-area renewal: number of its document", "旧区改建：批准文号"),
        state=ItemState.OPEN if number else ItemState.NOT_MET,
        reason=reason,
        wrong=None if number else _RENEWAL,
        place=declaration.place_of("renewal_document"),
        submitted=quoted(declaration.renewal_document),
    )


def _standard(submission: Submission, assessment: Assessment) -> Checked:
    """The stated minutes have to be those of a use in the project."""
    stated = submission.declaration.standard_minutes
    if math.isnan(stated):
        return Checked()
    rules, declaration = assessment.rules, submission.declaration
    owed = _owed(submission, assessment)
    told = "、".join(minutes_text(m) for m in sorted(owed))
    renewal = rules.values.number("renewal_minutes")
    place = declaration.place_of("standard_minutes")
    title = "standard that the report takes", "报告所取标准"
    if not owed or stated in owed:
        return checked(
            rules,
            id="standard",
            clause="规程四(一)、规程四(二)",
            title=title,
            state=ItemState.MET if owed else ItemState.OPEN,
            reason=(
                f"{minutes_text(stated)} min, as the clause",
                f"{minutes_text(stated)} 分钟，与条款一致",
            )
            if owed
            else ("no use of the project has one", "项目中没有需评定的用途"),
        )
    lower = stated < max(owed) if stated == renewal else stated < min(owed)
    reason = f"the clauses ask for {told} min", f"条款规定为 {told} 分钟"
    part = checked(
        rules,
        id="standard",
        clause="规程四(一)、规程四(二)",
        title=title,
        state=ItemState.NOT_MET,
        reason=reason,
    )
    wrong = _LOWER if lower else _HIGHER
    found = finding(
        rules,
        wrong,
        evidence=[
            Evidence(place=place, submitted=stated, recomputed=min(owed), measure="min")
        ],
        stated=minutes_text(stated),
        reason_en=reason[0],
        reason_zh=reason[1],
    )
    return Checked(items=part.items, findings=(found,))


def _owed(submission: Submission, assessment: Assessment) -> set[float]:
    """Minutes that the clauses owe to what stands in the model."""
    rules, project = assessment.rules, assessment.project
    known = uses_with_standard(rules)
    owed: set[float] = set()
    for building in project.buildings:
        if building.use not in known:
            continue
        owed.add(standard_for(rules, building.use).minutes)
        own = standing_of(building, project) is Standing.OWN_NEW
        renewed = bool(renewal_number(submission, assessment))
        if building.use is Use.RESIDENTIAL and own and renewed:
            owed.add(rules.values.number("renewal_minutes"))
    return owed
