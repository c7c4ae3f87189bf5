"""What a clause says about a unit: outcome, wording, figures, reasons (结论)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from sunlight.errors import InputError
from sunlight.rules.bounds import Bounds

__all__ = [
    "Direction",
    "Language",
    "Note",
    "Outcome",
    "Reason",
    "Tally",
    "Verdict",
    "Wording",
    "note_text",
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
    PAPERS_BLANK = "PAPERS-BLANK"
    ROOM_KIND_UNKNOWN = "ROOM-KIND-UNKNOWN"
    ROOMS_MISSING = "ROOMS-MISSING"
    NOT_MEASURED = "NOT-MEASURED"
    BOUNDS_OPEN = "BOUNDS-OPEN"
    CHANGE_UNKNOWN = "CHANGE-UNKNOWN"
    NO_NATIONAL_FIGURE = "NO-NATIONAL-FIGURE"
    BUREAU_DISCRETION = "BUREAU-DISCRETION"


class Note(StrEnum):
    """Stable codes of what a reader has to know beside a verdict (备注)."""

    COMPENSATION_RECORDED = "COMPENSATION-RECORDED"
    FIGURE_UNVERIFIED = "FIGURE-UNVERIFIED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How much of a unit reaches the standard (计数).

    Parameters
    ----------
    measure_unit : {'rooms', 'share'}
        Rooms of a building, or share of an area.
    total : float
        Rooms in all, or the area. [rooms, or m2]
    needed : float or None
        Least that the clause asks for; None where it names none. [measure_unit]
    before, after : Bounds or None
        Between what it lies in the two states; None if there is no such state or it
        was not measured. [measure_unit]
    """

    measure_unit: Literal["rooms", "share"]
    total: float
    needed: float | None
    before: Bounds | None
    after: Bounds | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Verdict on one unit (结论).

    Parameters
    ----------
    unit : str
        Id of the unit: a household (户) for dwellings, else a room, a building, a ground
        or a plot.
    clause : str
        Id of the clause that decided, such as ``规程七(四)``.
    outcome : Outcome
        What it comes to.
    wording : Wording
        How that reads in the clause.
    measured : float or None
        Figure after the project: minutes, rooms that reach the standard, or share of
        the area; of two bounds the one that decides. None if nothing was measured.
        [measure_unit]
    before : float or None
        Figure before the project; None if there is no before. [measure_unit]
    threshold : float or None
        The standard that the figure is held against; None if none applies.
        [measure_unit]
    margin : float or None
        What is left until the outcome would be FAIL, negative for a FAIL; None if
        nothing was judged. ``measured - threshold``, but under ``规程七(五)``
        `tolerance` less what was lost (nothing is lost by a gain). Within
        :data:`~sunlight.tolerances.THRESHOLD_NOISE_MIN` of 0 it counts as 0.
        [measure_unit]
    tolerance : float or None
        The change that counts as none, where the clause knows one. [min]
    measure_unit : {'min', 'rooms', 'share'}
        Unit of the figures.
    direction : Direction
        Loss or gain from before to after; NONE for units judged on after alone.
    reasons : tuple of Reason
        Why the unit was not judged, or why no clause applies; empty for PASS and FAIL.
    cited : tuple of str
        All clauses that took part, `clause` among them.
    tally : Tally or None
        Rooms or area that reach the standard, for units judged by a share.
    decisive : str
        Id of the room whose minutes the figures are, where a building is judged by the
        change of its rooms; else empty.
    notes : tuple of Note
        What a reader has to know besides; they change no outcome.
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
    tally: Tally | None = None
    decisive: str = ""
    notes: tuple[Note, ...] = ()


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
        "zh": "该用途按别的单位（户、房间、楼栋或场地）评定，不按此单位",
        "en": "this use is judged by another unit (household, room, building or ground)",
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
    Reason.PAPERS_BLANK: {
        "zh": "没有填写产权或合法手续：请补充证明",
        "en": "title deed or lawful papers are left blank: give them",
    },
    Reason.ROOM_KIND_UNKNOWN: {
        "zh": "房间用途不明：请按权属证明填写",
        "en": "the kind of a room is unknown: give it as the papers have it",
    },
    Reason.ROOMS_MISSING: {
        "zh": "没有列出应计数的房间：请补充居室或病房",
        "en": "no room that counts is listed: give the rooms or wards",
    },
    Reason.NOT_MEASURED: {
        "zh": "场地的日照面积没有计算",
        "en": "the sunlit area was not computed",
    },
    Reason.BOUNDS_OPEN: {
        "zh": "面积份额的上下界分居标准两侧：请加密计算",
        "en": "the bounds of the share lie on either side of the standard: refine them",
    },
    Reason.CHANGE_UNKNOWN: {
        "zh": "原不达标部分的增减未知或上下界未定：请补充逐点增减",
        "en": "the change where the standard was missed is not known well enough",
    },
    Reason.NO_NATIONAL_FIGURE: {
        "zh": "没有查到现行国家标准的病房时数",
        "en": "no national figure for wards is known to be in force",
    },
    Reason.BUREAU_DISCRETION: {
        "zh": "未建设用地由主管部门酌定，本软件只列数据",
        "en": "unbuilt land is for the bureau to weigh; the figures are given only",
    },
}

_NOTES: Final[dict[Note, dict[Language, str]]] = {
    Note.COMPENSATION_RECORDED: {
        "zh": "已达成日照补偿协议；结论不因此改变",
        "en": "a compensation agreement is on record; it does not change the verdict",
    },
    Note.FIGURE_UNVERIFIED: {
        "zh": "所用标准数值未经核实，请向主管部门确认",
        "en": "the figure of the standard is not verified: confirm it with the bureau",
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


def note_text(note: Note, lang: Language = "zh") -> str:
    """Note as a person reads it (备注).

    Parameters
    ----------
    note : Note
        The note.
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
    return _text(_NOTES[note], lang)


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
