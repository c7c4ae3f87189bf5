"""Words of the project file in English and Chinese, and how fields read them (用语)."""

import datetime as dt
import difflib
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from sunlight.kinds import (
    BalconyKind,
    DrawnLine,
    GroundKind,
    LegalStatus,
    MainSide,
    PartKind,
    RoomKind,
    SourceKind,
    Status,
    Use,
    WindowKind,
)

__all__ = [
    "ROOM_WORDS",
    "BalconyField",
    "DateField",
    "DrawnLineField",
    "GroundKindField",
    "LegalField",
    "MainSideField",
    "PartKindField",
    "RoomKindField",
    "SourceKindField",
    "StatusField",
    "UseField",
    "WindowKindField",
    "near",
]


def near(word: str, known: Iterable[str]) -> str:
    """Half a sentence that names the known words nearest to one (近似词).

    Parameters
    ----------
    word : str
        What was written.
    known : iterable of str
        What is allowed.

    Returns
    -------
    str
        Such as ``; did you mean 'sill'?``, empty if nothing is near.

    Examples
    --------
    >>> near("sill_height", ["sill", "width"])
    "; did you mean 'sill'?"
    """
    words = list(known)
    found = difflib.get_close_matches(word, words, n=2, cutoff=0.6)
    if not found and len(word) > 2:
        inside = [w for w in words if len(w) > 2 and (w in word or word in w)]
        found = inside[:2]
    return f"; did you mean {' or '.join(map(repr, found))}?" if found else ""


def _with_values(
    aliases: Mapping[str, StrEnum], kind: type[StrEnum]
) -> dict[str, StrEnum]:
    """Both the values of an enumeration and its Chinese names."""
    return {member.value: member for member in kind} | dict(aliases)


_STATUS: Final = _with_values(
    {
        "现状": Status.EXISTING,
        "已建": Status.EXISTING,
        "已批未建": Status.APPROVED,
        "已批": Status.APPROVED,
        "在建": Status.APPROVED,
        "拟建": Status.PROPOSED,
        "同期": Status.CONCURRENT,
        "同期报审": Status.CONCURRENT,
        "同期建设": Status.CONCURRENT,
    },
    Status,
)
_USE: Final = _with_values(
    {
        "住宅": Use.RESIDENTIAL,
        "居住": Use.RESIDENTIAL,
        "宿舍": Use.DORMITORY,
        "幼儿园": Use.KINDERGARTEN,
        "托儿所": Use.KINDERGARTEN,
        "学校": Use.SCHOOL,
        "中小学": Use.SCHOOL,
        "医院": Use.HOSPITAL,
        "老年人": Use.ELDERLY,
        "养老": Use.ELDERLY,
        "其他": Use.OTHER,
        "未知": Use.UNKNOWN,
    },
    Use,
)
_PART: Final = _with_values(
    {
        "主体": PartKind.BODY,
        "裙房": PartKind.BODY,
        "阳台": PartKind.BALCONY,
        "雨篷": PartKind.OVERHANG,
        "挑板": PartKind.OVERHANG,
        "挑檐": PartKind.EAVE,
        "檐口": PartKind.EAVE,
        "女儿墙": PartKind.PARAPET,
        "屋顶": PartKind.ROOF,
        "坡屋顶": PartKind.ROOF,
        "楼梯间": PartKind.STAIR_HOUSE,
        "电梯机房": PartKind.LIFT_HOUSE,
        "电梯间": PartKind.LIFT_HOUSE,
        "水箱": PartKind.WATER_TANK,
        "水箱间": PartKind.WATER_TANK,
        "烟囱": PartKind.CHIMNEY,
        "连廊": PartKind.LINK_BRIDGE,
        "挡土墙": PartKind.RETAINING_WALL,
        "树木": PartKind.TREE,
        "电杆": PartKind.POLE,
        "广告牌": PartKind.BILLBOARD,
        "太阳能热水器": PartKind.SOLAR_HEATER,
        "临时屋面": PartKind.TEMPORARY_ROOF,
        "违建": PartKind.UNLAWFUL_ADDITION,
    },
    PartKind,
)
_SOURCE: Final = _with_values(
    {
        "档案": SourceKind.ARCHIVE,
        "测绘": SourceKind.SURVEY,
        "批准图纸": SourceKind.APPROVED_DRAWING,
        "设计": SourceKind.DESIGN,
        "空白": SourceKind.BLANK,
    },
    SourceKind,
)
_LEGAL: Final = _with_values(
    {
        "合法": LegalStatus.LAWFUL,
        "违法": LegalStatus.UNLAWFUL,
        "临时": LegalStatus.TEMPORARY,
        "空白": LegalStatus.BLANK,
    },
    LegalStatus,
)
_WINDOW: Final = _with_values(
    {
        "普通窗": WindowKind.ORDINARY,
        "落地窗": WindowKind.FLOOR_TO_CEILING,
        "凸窗": WindowKind.BAY,
        "飘窗": WindowKind.BAY,
        "转角窗": WindowKind.CORNER,
        "弧形窗": WindowKind.ARC,
    },
    WindowKind,
)
_BALCONY: Final = _with_values(
    {
        "无": BalconyKind.NONE,
        "挑阳台": BalconyKind.OPEN,
        "凸阳台": BalconyKind.OPEN,
        "凹阳台": BalconyKind.RECESSED,
        "半凹阳台": BalconyKind.HALF_RECESSED,
        "封闭阳台": BalconyKind.ENCLOSED,
    },
    BalconyKind,
)
_LINE: Final = _with_values(
    {"洞口": DrawnLine.OPENING, "外侧": DrawnLine.FRONT}, DrawnLine
)
_SIDE: Final = _with_values({"东": MainSide.EAST, "西": MainSide.WEST}, MainSide)

_GROUND: Final = _with_values(
    {
        "游戏场地": GroundKind.PLAY_GROUND,
        "室外游戏场地": GroundKind.PLAY_GROUND,
        "未建设用地": GroundKind.UNBUILT_LAND,
    },
    GroundKind,
)

ROOM_WORDS: Final[Mapping[str, RoomKind]] = {kind.value: kind for kind in RoomKind} | {
    "卧室": RoomKind.BEDROOM,
    "主卧": RoomKind.BEDROOM,
    "次卧": RoomKind.BEDROOM,
    "客厅": RoomKind.LIVING,
    "起居室": RoomKind.LIVING,
    "起居厅": RoomKind.LIVING,
    "厨房": RoomKind.KITCHEN,
    "卫生间": RoomKind.BATH,
    "楼梯间": RoomKind.STAIR,
    "储藏室": RoomKind.STORE,
    "封闭阳台": RoomKind.ENCLOSED_BALCONY,
    "宿舍": RoomKind.DORMITORY_ROOM,
    "活动室": RoomKind.ACTIVITY_ROOM,
    "教室": RoomKind.CLASSROOM,
    "病房": RoomKind.WARD,
    "其他": RoomKind.OTHER,
    "未知": RoomKind.UNKNOWN,
}
"""Words for room kinds (房间用途); the Chinese names are common and unambiguous."""


def _reader(words: Mapping[str, StrEnum]) -> Callable[[object], StrEnum]:
    """Reader of one kind of words."""

    def read(value: object) -> StrEnum:
        """Member that a word means."""
        if isinstance(value, str) and value.strip() in words:
            return words[value.strip()]
        hint = near(value, words) if isinstance(value, str) else ""
        raise PydanticCustomError(
            "word",
            "{value} is not known; allowed are {allowed}{hint}",
            {"value": repr(value), "allowed": ", ".join(words), "hint": hint},
        )

    return read


def _read_date(value: object) -> object:
    """Date of a date or of text such as 2025-06-01."""
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise PydanticCustomError(
            "date", "{value} is no date; write 2025-06-01", {"value": repr(value)}
        )
    return value


def _choices(words: Mapping[str, StrEnum]) -> dict[str, object]:
    """JSON Schema of one kind of words."""
    return {"type": "string", "enum": list(words)}


StatusField = Annotated[
    Status, BeforeValidator(_reader(_STATUS)), WithJsonSchema(_choices(_STATUS))
]
UseField = Annotated[
    Use, BeforeValidator(_reader(_USE)), WithJsonSchema(_choices(_USE))
]
PartKindField = Annotated[
    PartKind, BeforeValidator(_reader(_PART)), WithJsonSchema(_choices(_PART))
]
GroundKindField = Annotated[
    GroundKind, BeforeValidator(_reader(_GROUND)), WithJsonSchema(_choices(_GROUND))
]
RoomKindField = Annotated[
    RoomKind, BeforeValidator(_reader(ROOM_WORDS)), WithJsonSchema(_choices(ROOM_WORDS))
]
SourceKindField = Annotated[
    SourceKind, BeforeValidator(_reader(_SOURCE)), WithJsonSchema(_choices(_SOURCE))
]
LegalField = Annotated[
    LegalStatus, BeforeValidator(_reader(_LEGAL)), WithJsonSchema(_choices(_LEGAL))
]
DateField = Annotated[
    dt.date,
    BeforeValidator(_read_date),
    WithJsonSchema({"type": "string", "format": "date"}),
]
WindowKindField = Annotated[
    WindowKind, BeforeValidator(_reader(_WINDOW)), WithJsonSchema(_choices(_WINDOW))
]
BalconyField = Annotated[
    BalconyKind, BeforeValidator(_reader(_BALCONY)), WithJsonSchema(_choices(_BALCONY))
]
DrawnLineField = Annotated[
    DrawnLine, BeforeValidator(_reader(_LINE)), WithJsonSchema(_choices(_LINE))
]
MainSideField = Annotated[
    MainSide, BeforeValidator(_reader(_SIDE)), WithJsonSchema(_choices(_SIDE))
]
