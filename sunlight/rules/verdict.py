"""What a clause says about a unit: outcome, wording, figures, reasons (结论)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from sunlight.errors import InputError

__all__ = [
    "Direction",
    "Language",
    "Outcome",
    "Reason",
    "Verdict",
    "Wording",
    "outcome_text",
    "reason_text",
    "wording_text",
]

Language = Literal["zh", "en"]
"""Languages of the catalogues."""


class Outcome(StrEnum):
    """What a verdict comes to (结论)."""

    PASS = "PASS"
    FAIL = "FAIL"
    NOT_JUDGED = "NOT_JUDGED"
    """A clause governs, but a fact that it needs is missing."""
    NOT_APPLICABLE = "NOT_APPLICABLE"
    """No clause asks for sunlight here."""


class Wording(StrEnum):
    """How an outcome reads in its clause (评定用语)."""

    MEETS = "满足"
    NOT_MEETS = "不满足"
    NO_EFFECT = "不影响"
    AFFECTED = "影响"
    AFFECTED_GAIN = "影响（日照增加）"
    """The literal word for a gain beyond the tolerance; it does no harm and passes."""
    NONE = ""
    """Nothing was judged."""


class Direction(StrEnum):
    """Which way the minutes went from before to after (增减)."""

    LOSS = "loss"
    GAIN = "gain"
    NONE = "none"


class Reason(StrEnum):
    """Stable codes of why a unit was not judged, or why no clause applies (原因)."""

    REMOVED = "REMOVED"
    UNLAWFUL = "UNLAWFUL"
    TEMPORARY = "TEMPORARY"
    NO_STANDARD = "NO-STANDARD"
    USE_NOT_COVERED = "USE-NOT-COVERED"
    USE_UNKNOWN = "USE-UNKNOWN"
    NO_HABITABLE_ROOM = "NO-HABITABLE-ROOM"
    HEIGHT_ASSUMED = "HEIGHT-ASSUMED"
    FLOOR_LEVEL_MISSING = "FLOOR-LEVEL-MISSING"
    NO_WINDOW = "NO-WINDOW"
    BEFORE_MISSING = "BEFORE-MISSING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Verdict on one unit (结论).

    Parameters
    ----------
    unit : str
        Id of the unit: a household (户) for dwellings.
    clause : str
        Id of the clause that decided, such as ``规程七(四)``.
    outcome : Outcome
        What it comes to.
    wording : Wording
        How that reads in the clause.
    measured : float or None
        Minutes after the project; None if nothing was measured. [min]
    before : float or None
        Minutes before the project; None if there is no before. [min]
    threshold : float or None
        The standard that the minutes are held against; None if none applies. [min]
    margin : float or None
        What is left until the outcome would be FAIL, negative for a FAIL; None if
        nothing was judged. ``measured - threshold``, but under ``规程七(五)``
        `tolerance` less what was lost (nothing is lost by a gain). Within
        :data:`~sunlight.tolerances.THRESHOLD_NOISE_MIN` of 0 it counts as 0. [min]
    tolerance : float or None
        The change that counts as none, where the clause knows one. [min]
    measure_unit : str
        Unit of the figures.
    direction : Direction
        Loss or gain from before to after; NONE for units judged on after alone.
    reasons : tuple of Reason
        Why the unit was not judged, or why no clause applies; empty for PASS and FAIL.
    cited : tuple of str
        All clauses that took part, `clause` among them.
    """

    unit: str
    clause: str
    outcome: Outcome
    wording: Wording
    measured: float | None
    before: float | None
    threshold: float | None
    margin: float | None
    direction: Direction
    reasons: tuple[Reason, ...]
    cited: tuple[str, ...]
    tolerance: float | None = None
    measure_unit: str = "min"


_OUTCOMES: Final[dict[Outcome, dict[Language, str]]] = {
    Outcome.PASS: {"zh": "通过", "en": "pass"},
    Outcome.FAIL: {"zh": "不通过", "en": "fail"},
    Outcome.NOT_JUDGED: {"zh": "未评定", "en": "not judged"},
    Outcome.NOT_APPLICABLE: {"zh": "不适用", "en": "not applicable"},
}

_WORDINGS: Final[dict[Wording, dict[Language, str]]] = {
    Wording.MEETS: {"zh": "满足", "en": "meets the standard"},
    Wording.NOT_MEETS: {"zh": "不满足", "en": "does not meet the standard"},
    Wording.NO_EFFECT: {"zh": "不影响", "en": "not affected"},
    Wording.AFFECTED: {"zh": "影响", "en": "affected"},
    Wording.AFFECTED_GAIN: {
        "zh": "影响（日照增加）",
        "en": "affected (sunlight gained)",
    },
    Wording.NONE: {"zh": "", "en": ""},
}

_REASONS: Final[dict[Reason, dict[Language, str]]] = {
    Reason.REMOVED: {
        "zh": "建筑由本项目拆除",
        "en": "the building is demolished by the project",
    },
    Reason.UNLAWFUL: {"zh": "无合法手续", "en": "the building has no lawful papers"},
    Reason.TEMPORARY: {"zh": "临时建筑", "en": "the building is temporary"},
    Reason.NO_STANDARD: {
        "zh": "该用途没有日照标准",
        "en": "there is no sunlight standard for this use",
    },
    Reason.USE_NOT_COVERED: {
        "zh": "该用途另有日照标准，本版软件尚未实现",
        "en": "this use has a standard of its own, which is not built in yet",
    },
    Reason.USE_UNKNOWN: {
        "zh": "使用性质未知：请按权属证明填写",
        "en": "the use is unknown: give it as the title papers have it",
    },
    Reason.NO_HABITABLE_ROOM: {
        "zh": "没有标明卧室或起居室：请填写房间用途",
        "en": "no bedroom or living room is named: give the kinds of the rooms",
    },
    Reason.HEIGHT_ASSUMED: {
        "zh": "高度为假定值，没有档案、实测或核准图来源",
        "en": "heights are assumed, with no archive, survey or approved drawing",
    },
    Reason.FLOOR_LEVEL_MISSING: {
        "zh": "有窗户缺楼面标高，可能改变结论：请补充",
        "en": "a window that could change the verdict has no floor level: give it",
    },
    Reason.NO_WINDOW: {
        "zh": "居住空间没有任何窗户：请补充窗户",
        "en": "the habitable rooms have no window at all: draw their windows",
    },
    Reason.BEFORE_MISSING: {
        "zh": "缺建设前日照时数",
        "en": "the minutes before the project are missing",
    },
}


def outcome_text(outcome: Outcome, lang: Language = "zh") -> str:
    """Outcome as a person reads it (结论用语).

    Parameters
    ----------
    outcome : Outcome
        The outcome.
    lang : {'zh', 'en'}
        Language.

    Returns
    -------
    str
        The words.

    Raises
    ------
    InputError
        If there is no catalogue in that language.
    """
    return _text(_OUTCOMES[outcome], lang)


def wording_text(wording: Wording, lang: Language = "zh") -> str:
    """Wording of a clause as a person reads it (评定用语).

    Parameters
    ----------
    wording : Wording
        The wording.
    lang : {'zh', 'en'}
        Language.

    Returns
    -------
    str
        The words; empty for ``Wording.NONE``.

    Raises
    ------
    InputError
        If there is no catalogue in that language.
    """
    return _text(_WORDINGS[wording], lang)


def reason_text(reason: Reason, lang: Language = "zh") -> str:
    """Reason as a person reads it (原因).

    Parameters
    ----------
    reason : Reason
        The reason.
    lang : {'zh', 'en'}
        Language.

    Returns
    -------
    str
        The words, with what to do about it where something can be done.

    Raises
    ------
    InputError
        If there is no catalogue in that language.
    """
    return _text(_REASONS[reason], lang)


def _text(entry: dict[Language, str], lang: Language) -> str:
    """Look up one entry, refusing an unknown language."""
    if lang not in entry:
        allowed = ", ".join(entry)
        raise InputError(
            f"there is no catalogue in {lang!r}; choose one of: {allowed}",
            where="lang",
            value=lang,
        )
    return entry[lang]
