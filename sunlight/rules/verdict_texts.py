"""The words of verdicts in Chinese and English (结论用语)."""

from typing import Final

from sunlight.errors import InputError
from sunlight.rules.verdict import (
    Language,
    Note,
    Outcome,
    Reason,
    Verdict,
    Wording,
)

__all__ = [
    "note_text",
    "outcome_text",
    "reason_text",
    "reasons_text",
    "wording_text",
]

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
        "en": "this use is judged by household, room, building or ground: another unit",
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
        "zh": "房间没有计入的窗户：请补充窗户",
        "en": "no window of the rooms counts: draw their windows",
    },
    Reason.NO_ANALYSED_WINDOW: {
        "zh": "没有所选规则分析的窗：没有窗户，或各窗朝向都在其朝向表之外",
        "en": "no window that the rules analyse: none is drawn, or all look beyond "
        "their table of orientations",
    },
    Reason.BEFORE_MISSING: {
        "zh": "缺建设前日照时数",
        "en": "the minutes before the project are missing",
    },
    Reason.PAPERS_BLANK: {
        "zh": "没有填写产权或合法手续：请补充证明，填写 legal 及其来源",
        "en": 'title deed or lawful papers are left blank: give legal = "lawful" and '
        "its source",
    },
    Reason.ROOM_KIND_UNKNOWN: {
        "zh": "房间用途不明：请按权属证明填写",
        "en": "the kind of a room is unknown: give it as the papers have it",
    },
    Reason.ROOMS_MISSING: {
        "zh": "没有列出应计数的房间：请补充居室或病房",
        "en": "no room that counts is listed: give the rooms or wards",
    },
    Reason.STOREY_NOT_COUNTED: {
        "zh": "按所取读法，只评定底层的活动用房",
        "en": "by the reading taken only the lowest storey is judged",
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
    Reason.SECONDARY_SIDE: {
        "zh": "东西朝向的现状楼：居住空间都在次要朝向，不列入分析",
        "en": "an existing east-west block: all habitable rooms are on its minor side",
    },
    Reason.SIDE_HOUSE: {
        "zh": "院落的厢房等附属房屋，只考虑正房",
        "en": "a side house of a courtyard: only the main house counts",
    },
    Reason.ABOVE_STOREYS_CONSIDERED: {
        "zh": "宅基地建房二层以上的部分，不予考虑",
        "en": "above the second storey of a house on a homestead",
    },
    Reason.COURTYARD_STOREYS_UNKNOWN: {
        "zh": "院落正房层数不明：请填写 storeys",
        "en": "the storeys of the main house are not known: give storeys",
    },
    Reason.OUTDOOR_STAIR_UNKNOWN: {
        "zh": "院落正房有无独立室外楼梯不明：请填写 outdoor_stair",
        "en": "whether an outdoor stair leads up is not known: give outdoor_stair",
    },
    Reason.STOREY_FUNCTIONS_UNKNOWN: {
        "zh": "两层是否各有居住、厨房等功能不明：请填写 functions_complete_each_storey",
        "en": "whether each storey has living room and kitchen is not known: give "
        "functions_complete_each_storey",
    },
    Reason.BASE_PLANE_MISSING: {
        "zh": "窗的计算基准面不明：请填写 projection，并核对轮廓不含凸窗、封闭阳台",
        "en": "a window's base plane is not known: give projection, and draw the "
        "footprint without the bay or balcony",
    },
    Reason.OUT_OF_SCOPE: {
        "zh": "不是日照分析对象：扇形没有到达，也没有外延列入",
        "en": "no sector and no row step brought the building into the analysis",
    },
    Reason.SCOPE_UNKNOWN: {
        "zh": "高度不明，不能确定是否在日照分析范围内：请补充地坪与顶部标高",
        "en": "its height is unknown, so its part in the scope is: give its levels",
    },
    Reason.SHADER_HEIGHT_ASSUMED: {
        "zh": "遮挡它的建筑高度为假定值，没有来源",
        "en": "the height of a building that shades it is assumed, with no source",
    },
}

_NAMING: Final = frozenset({Reason.SHADER_HEIGHT_ASSUMED})
"""Reasons that are about other buildings, which are named."""

_NOTES: Final[dict[Note, dict[Language, str]]] = {
    Note.COMPENSATION_RECORDED: {
        "zh": "已达成日照补偿协议；结论不因此改变",
        "en": "a compensation agreement is on record; it does not change the verdict",
    },
    Note.FIGURE_UNVERIFIED: {
        "zh": "所用标准数值未经核实，请向主管部门确认",
        "en": "the figure of the standard is not verified: confirm it with the bureau",
    },
    Note.CRITICAL: {
        "zh": "临界：在测量误差范围内结论可能翻转；结论不因此改变",
        "en": "critical: the outcome turns within the survey's tolerance; it stands",
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


def reasons_text(verdict: Verdict, lang: Language = "zh") -> str:
    """Reasons of a verdict as a person reads them, buildings named (全部原因).

    Parameters
    ----------
    verdict : Verdict
        The verdict.
    lang : {'zh', 'en'}
        Language.

    Returns
    -------
    str
        The words, parted by semicolons; empty where there is no reason.

    Raises
    ------
    InputError
        If there is no catalogue in that language.
    """
    between, colon, comma = ("；", "：", "、") if lang == "zh" else ("; ", ": ", ", ")
    told = []
    for reason in verdict.reasons:
        text = reason_text(reason, lang)
        if reason in _NAMING and verdict.reason_buildings:
            text += colon + comma.join(verdict.reason_buildings)
        told.append(text)
    return between.join(told)


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
