"""Place, north, rules, renewal and compensation of the model (模型参数)."""

import math
from typing import Final

from sunlight.assessment import Assessment
from sunlight.review.recalculation.pairing import ModelPair
from sunlight.review.recalculation.told import names_en, names_zh, signed
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)
from sunlight.review.records.submission import Submission

__all__ = ["SAME_LATITUDE", "renewal_findings", "site_findings"]

CLAUSE: Final = "办法六(三)1"
SAME_LATITUDE: Final = 0.05
"""Places nearer than this in latitude or longitude are the same city. [degrees]"""
SAME_ANGLE: Final = 0.01
"""Turns nearer than this are the same. [degrees]"""


def _turn(one: float, other: float) -> float:
    """Difference of two angles, from -180 to 180. [degrees]"""  # noqa: D400
    return (one - other + 180.0) % 360.0 - 180.0


def site_findings(pair: ModelPair) -> tuple[ReviewFinding, ...]:
    """Place, north and the other parameters of the model handed in (场地与参数).

    Parameters
    ----------
    pair : ModelPair
        Both models.

    Returns
    -------
    tuple of ReviewFinding
        Part ``MODEL``.

    Notes
    -----
    Source: 办法六(三)1; 规程六(三).
    """
    mine, other = pair.ours.site, pair.theirs.site
    told: list[ReviewFinding] = []
    for code, what, theirs, ours in (
        (
            "REVIEW-MODEL-LATITUDE",
            ("纬度", "latitude"),
            other.latitude,
            mine.latitude,
        ),
        (
            "REVIEW-MODEL-LONGITUDE",
            ("经度", "longitude"),
            other.longitude,
            mine.longitude,
        ),
    ):
        gap = abs(theirs - ours)
        if gap > 1e-6:
            far = gap > SAME_LATITUDE
            serious = far and code == "REVIEW-MODEL-LATITUDE"
            told.append(
                _one(
                    code,
                    Grade.WRONG if serious else Grade.ANSWER if far else Grade.NOTE,
                    what,
                    theirs,
                    ours,
                    "degrees",
                )
            )
    turn = _turn(other.north_angle, mine.north_angle)
    same_frame = other.crs == mine.crs
    if abs(turn) > SAME_ANGLE and same_frame:
        told.append(
            _one(
                "REVIEW-MODEL-NORTH",
                Grade.WRONG,
                ("真北与图面夹角", "angle to true north"),
                other.north_angle,
                mine.north_angle,
                "degrees",
            )
        )
    moved = math.hypot(*pair.shift)
    if moved > 1.0 and same_frame:
        told.append(
            ReviewFinding(
                code="REVIEW-MODEL-SHIFTED",
                part=ReviewPart.MODEL,
                grade=Grade.NOTE,
                clause=CLAUSE,
                message=(
                    f"the model handed in lies {moved:.2f} m off ours as a whole, "
                    "which moves no shadow; the comparison takes it out"
                ),
                message_zh=(
                    f"送审模型整体平移 {moved:.2f} m，对遮挡没有影响，比对时已扣除"
                ),
            )
        )
    return (*told, *_rules(pair), *_compensation(pair))


def _one(
    code: str,
    grade: Grade,
    what: tuple[str, str],
    theirs: float,
    ours: float,
    measure: str,
) -> ReviewFinding:
    """Finding about one figure."""
    ask = grade is not Grade.NOTE
    return ReviewFinding(
        code=code,
        part=ReviewPart.MODEL,
        grade=grade,
        clause=CLAUSE,
        message=(
            f"the {what[1]} of the model handed in is {theirs:.4f}°, ours is "
            f"{ours:.4f}° ({signed(theirs - ours, 4)}°)"
        ),
        message_zh=(
            f"送审模型的{what[0]}为 {theirs:.4f}°，复核为 {ours:.4f}°"
            f"（相差 {signed(theirs - ours, 4)}°）"
        ),
        question="Correct it and calculate again." if ask else "",
        question_zh="请更正并重新计算。" if ask else "",
        evidence=(Evidence(submitted=theirs, recomputed=ours, measure=measure),),
    )


def _rules(pair: ModelPair) -> tuple[ReviewFinding, ...]:
    """Another profile of rules, or readings chosen by it."""
    mine, other = pair.ours.rules, pair.theirs.rules
    if mine == other:
        return ()
    return (
        ReviewFinding(
            code="REVIEW-MODEL-RULES",
            part=ReviewPart.MODEL,
            grade=Grade.ANSWER,
            clause="办法六(三)3",
            message=(
                f"the model handed in names the rules {names_en([other])}, ours "
                f"{names_en([mine])}"
            ),
            message_zh=(
                f"送审模型采用的规则为 {names_zh([other])}，复核为 {names_zh([mine])}"
            ),
            question="Say why other rules apply, or judge by the ones in force.",
            question_zh="请说明适用其他规则的理由，否则应按现行规定评定。",
            evidence=(Evidence(submitted_text=other, recomputed_text=mine),),
        ),
    )


def _compensation(pair: ModelPair) -> tuple[ReviewFinding, ...]:
    """Agreements on compensation that the other model does not list."""
    mine = dict(
        zip(pair.ours.households.id, pair.ours.households.compensation, strict=True)
    )
    other = dict(
        zip(pair.theirs.households.id, pair.theirs.households.compensation, strict=True)
    )
    names = [
        str(name)
        for name in other
        if str(other[name]).strip()
        and str(mine.get(name, "")).strip() != str(other[name]).strip()
    ]
    if not names:
        return ()
    return (
        ReviewFinding(
            code="REVIEW-MODEL-COMPENSATION",
            part=ReviewPart.MODEL,
            grade=Grade.ANSWER,
            clause=f"{CLAUSE}、办法八",
            message=(
                f"{len(names)} households are entered with an agreement on "
                f"compensation that our model does not list: {names_en(names)}; it "
                "changes no verdict"
            ),
            message_zh=(
                f"{len(names)} 户填有复核模型未列的补偿协议：{names_zh(names)}；"
                "补偿不改变评定"
            ),
            question="Give these agreements.",
            question_zh="请提供上述补偿协议。",
            evidence=tuple(
                Evidence(unit=name, submitted_text=str(other[name]))
                for name in names[:20]
            ),
            count=len(names),
            elements=tuple(names),
        ),
    )


def renewal_findings(
    submission: Submission, assessment: Assessment
) -> tuple[ReviewFinding, ...]:
    """An old-area renewal that our model does not know (旧区改建).

    Parameters
    ----------
    submission : Submission
        What was handed in: its declaration or its model.
    assessment : Assessment
        For our model.

    Returns
    -------
    tuple of ReviewFinding
        Part ``MODEL``.

    Notes
    -----
    Source: 规程四(一)4: the lower standard is for new dwellings of a renewal alone.
    """
    stated = submission.declaration.renewal_document.strip()
    if not stated and submission.project is not None:
        stated = submission.project.renewal_document.strip()
    ours = assessment.project.renewal_document.strip()
    nameless = not any(c.isalnum() for c in stated)
    if not stated or stated == ours or (nameless and not ours):
        return ()  # a claim without any document is told of the form
    shown = "" if stated == "-" else stated
    both = bool(ours)
    return (
        ReviewFinding(
            code="REVIEW-RENEWAL-CLAIMED",
            part=ReviewPart.MODEL,
            grade=Grade.ANSWER if both else Grade.WRONG,
            clause=f"{CLAUSE}、规程四(一)4",
            message=(
                "the report relies on an old-area renewal "
                + (f"({names_en([shown])})" if shown else "without a document")
                + f", our model {'names ' + names_en([ours]) if both else 'on none'}; "
                "its lower standard is for the project's own new dwellings alone"
            ),
            message_zh=(
                "送审报告按旧区改建"
                + (f"（{names_zh([shown])}）" if shown else "（未列文号）")
                + "取标准，复核模型"
                + (f"的文号为 {names_zh([ours])}" if both else "无此依据")
                + "；该较低标准只适用于项目内新建住宅"
            ),
            question="Give the document that makes the project an old-area renewal.",
            question_zh="请提供认定旧区改建的文件。",
            evidence=(
                Evidence(
                    place=submission.declaration.place_of("renewal_document"),
                    submitted_text=shown,
                    recomputed_text=ours,
                ),
            ),
        ),
    )
