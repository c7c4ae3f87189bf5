"""Values of the data of a report, out of their texts (数据项取值)."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from sunlight.conditions import StandardDay, TimeBasis
from sunlight.review.reading.columns.plain import DASHES, one_line, plain
from sunlight.review.reading.columns.times import (
    DurationKind,
    clock_minutes,
    duration,
    segments,
)

__all__ = ["angle", "coordinates", "length", "value_of", "written"]

_BLANK: Final = re.compile(r"[\s_\uff3f\u3000.…]*")
_DMS: Final = re.compile(
    r"([+-]?\d{1,3}(?:\.\d+)?)\s*(?:°|º|度)?\s*"
    r"(?:(\d{1,2}(?:\.\d+)?)\s*(?:'|分|\u2019)\s*)?"
    r"(?:(\d{1,2}(?:\.\d+)?)\s*(?:\"|秒|”|''))?\s*(?:°|度)?\s*([NSEW])?",
    re.IGNORECASE,
)
_SIDES: Final = re.compile(
    r"(东经|西经|北纬|南纬|经度|纬度|[NSEW](?![a-z]))[:为约\s]*", re.I
)
_LENGTH: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|m|毫米|厘米|米)?", re.IGNORECASE)
_METRES: Final = {
    "mm": 1e-3,
    "毫米": 1e-3,
    "cm": 1e-2,
    "厘米": 1e-2,
    "m": 1.0,
    "米": 1.0,
}
_STEP: Final = re.compile(
    r"(\d+(?:\.\d+)?)\s*(分钟|分|minutes?|min|秒钟?|seconds?|sec|s)", re.IGNORECASE
)
_DATE: Final = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")
_VERSION: Final = re.compile(
    r"^(.*?)[\s,]*((?:[Vv]|版本)?\s*\d[0-9A-Za-z.]*)(?:版)?$", re.DOTALL
)


def written(text: str) -> str:
    """Text of a blank that was filled in (已填文字); empty if nothing is written.

    Parameters
    ----------
    text : str
        Such as ``____`` or ``忻州市某公司``.
    """
    said = one_line(text)
    return "" if _BLANK.fullmatch(said) or plain(said) in DASHES else said


def angle(text: str) -> float | None:
    """Angle in degrees (角度), of decimals or degrees, minutes and seconds.

    Parameters
    ----------
    text : str
        Such as ``38°25′12″``, ``东经112.73°``, ``-20.15``, ``南纬 5°``.

    Returns
    -------
    float or None
        None where it is none. [degrees]

    Examples
    --------
    >>> angle("北纬38°25′12″"), angle("112.73"), angle("-20°09′")
    (38.42, 112.73, -20.15)
    """
    said = plain(text)
    side = _SIDES.match(said)
    turned = bool(side and side[1] in ("西经", "南纬", "W", "S", "w", "s"))
    found = _DMS.fullmatch(said[side.end() :] if side else said)
    if found is None:
        return None
    minutes, seconds = float(found[2] or 0.0), float(found[3] or 0.0)
    if minutes >= 60.0 or seconds >= 60.0:
        return None
    size = abs(float(found[1])) + minutes / 60.0 + seconds / 3600.0
    turned = (
        turned or found[1].startswith("-") or (found[4] or "").upper() in ("S", "W")
    )
    return round(-size if turned else size, 9)


def coordinates(text: str) -> tuple[float | None, float | None]:
    """Latitude and longitude named in a text (经纬度).

    Parameters
    ----------
    text : str
        Such as ``东经112°44′，北纬38°25′``.

    Returns
    -------
    (float or None, float or None)
        Latitude and longitude; None for what is not named. [degrees]
    """
    found: dict[str, float] = {}
    said = plain(text)
    number = (
        r"([-+]?\d{1,3}(?:\.\d+)?\s*[°º度]?(?:\s*\d{1,2}(?:\.\d+)?\s*['\u2019分])?"
        + (r"(?:\s*\d{1,2}(?:\.\d+)?\s*(?:[\"”秒]|''))?)")
    )
    for match in re.finditer(
        rf"(东经|西经|北纬|南纬|经度|纬度)[:为约\s]*{number}", said
    ):
        value = angle(match[1] + match[2])
        if value is not None:
            found.setdefault("lon" if "经" in match[1] else "lat", value)
    return found.get("lat"), found.get("lon")


def length(text: str, *, bare_unit: str = "") -> float | None:
    """Length in metres (长度).

    Parameters
    ----------
    text : str
        Such as ``0.9m`` or ``900 mm``.
    bare_unit : str
        Unit of a figure without one; empty: below 20 it is metres, from 100 on
        millimetres, and nothing between.

    Examples
    --------
    >>> length("900mm"), length("0.9"), length("楼面以上0.90米")
    (0.9, 0.9, 0.9)
    """
    found = list(_LENGTH.finditer(plain(text)))
    if not found or len({(m[1], (m[2] or "").lower()) for m in found}) != 1:
        return None
    value, unit = float(found[0][1]), (found[0][2] or bare_unit).lower()
    if not unit:
        unit = "m" if value < 20.0 else "mm" if value >= 100.0 else ""
    return round(value * _METRES[unit], 9) if unit else None


def _day(text: str) -> StandardDay | None:
    cold, winter = "大寒" in text, "冬至" in text
    cold = cold or "great cold" in text.lower()
    winter = winter or "winter solstice" in text.lower()
    if cold == winter:
        return None
    return StandardDay.GREAT_COLD if cold else StandardDay.WINTER_SOLSTICE


def _band(text: str) -> tuple[float, float] | None:
    said = re.sub(r"\([^()]*[^\d:()~-][^()]*\)", "", plain(text))
    found = segments(said).found
    if not found:
        ends = [clock_minutes(t) for t in re.findall(r"\d{1,2}(?::\d{2}|时)", said)]
        found = ((ends[0], ends[1]),) if len(ends) == 2 else ()
    return found[0] if len(found) == 1 and found[0][0] < found[0][1] else None


def _time_basis(text: str) -> TimeBasis | None:
    solar = "真太阳时" in text or "solar" in text.lower()
    beijing = "北京时间" in text or "标准时间" in text or "beijing" in text.lower()
    if solar == beijing:
        return None
    return TimeBasis.TRUE_SOLAR_TIME if solar else TimeBasis.BEIJING_TIME


def _step(text: str) -> float | None:
    found = _STEP.search(plain(text))
    if found is None:
        return None
    value = float(found[1])
    return value / 60.0 if found[2].lower().startswith(("秒", "s")) else value


def _minutes(text: str) -> float | None:
    said = re.search(
        r"\d+(?:\.\d+)?\s*(?:小时|h|hours?)(?:\s*\d+\s*(?:分钟?|min))?"
        r"|\d+(?:\.\d+)?\s*(?:分钟?|min(?:utes)?)",
        plain(text),
    )
    read = duration(said.group()) if said else duration(text)
    words = (DurationKind.WORDS, DurationKind.COLONS)
    return read.value if read.kind in words else None


def _segments(text: str) -> int | None:
    if re.search("全部|各段|各时段|累计|所有|all", text):
        return 0
    found = re.fullmatch(r"(?:最长)?(\d{1,2})(?:段|个)?", plain(text))
    return int(found[1]) if found else None


def _points(text: str) -> str | None:
    for words, points in (
        (("任一点", "任意一点", "any"), "any"),
        (("全长", "整个窗台", "窗台全", "whole"), "whole_sill"),
        (("多点", "采样点", "各点", "points"), "points"),
        (("两端", "左右端", "两侧端点", "ends"), "ends"),
        (("中点", "中心", "centre", "center"), "centre"),
    ):
        if any(word in text.lower() for word in words):
            return points
    return None


def _own_balconies(text: str) -> bool | None:
    if re.search("不计|不考虑|忽略|不参与|不遮挡|否|ignored", text):
        return False
    return True if re.search("计入|考虑|参与|遮挡|是|counted", text) else None


def _date(text: str) -> dt.date | None:
    found = _DATE.search(plain(text))
    if found is None:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _software(text: str) -> str | None:
    said = written(text)
    found = _VERSION.match(said)
    return (found[1].strip() if found and found[1].strip() else said) or None


def _software_version(text: str) -> str | None:
    found = _VERSION.match(written(text))
    return found[2].strip() if found and (found[1] or found[2]) else None


def _renewal(text: str) -> str | None:
    said = written(text)
    if not said or re.match("不属|不是|否|无|非", said):
        return None
    return "-" if said in ("是", "属旧区改建", "属于", "属于旧区改建") else said


def _city(text: str) -> str | None:
    return None if re.search("北纬|南纬|东经|西经|[°º]", text) else written(text)


_VALUES: Final[dict[str, Callable[[str], object]]] = {
    "latitude": angle,
    "longitude": angle,
    "declination": angle,
    "north_angle": angle,
    "day": _day,
    "band": _band,
    "time_basis": _time_basis,
    "step": _step,
    "sample_spacing": length,
    "shortest_segment": _minutes,
    "standard_minutes": _minutes,
    "segments": _segments,
    "sill_minimum": length,
    "window_points": _points,
    "own_balconies": _own_balconies,
    "date": _date,
    "software": _software,
    "software_version": _software_version,
    "renewal_document": _renewal,
    "city": _city,
}


def value_of(field: str, text: str) -> object | None:
    """Value of a datum (数据项的值).

    Parameters
    ----------
    field : str
        Field of the declaration.
    text : str
        What is printed.

    Returns
    -------
    object or None
        None where nothing is written, or it could not be read.

    Examples
    --------
    >>> value_of("band", "8:00～16:00（真太阳时）"), value_of("step", "1分钟")
    ((480.0, 960.0), 1.0)
    """
    if not written(text):
        return None
    reader = _VALUES.get(field)
    return reader(text) if reader else written(text)
