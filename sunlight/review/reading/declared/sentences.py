"""Statements in running text of a report (正文中的自述)."""

import re
from typing import Final

from sunlight.conditions import StandardDay
from sunlight.review.reading.columns.plain import plain
from sunlight.review.reading.columns.times import segments
from sunlight.review.reading.declared.said import Said
from sunlight.review.reading.declared.values import angle, coordinates, value_of

__all__ = ["said_in_text"]

_CLOCKS: Final = (
    r"\d{1,2}(?::\d{2}|时(?:\d{1,2}分)?)\s*(?:[-~]+|至|到)\s*\d{1,2}(?::\d{2}|时)"
)
_DAY_BAND: Final = re.compile(rf"(大寒|冬至)[^。;]{{0,24}}?({_CLOCKS})")
_BAND: Final = re.compile(
    rf"(?:有效日照时间带|有效时间带|日照时间带)[^。;]{{0,8}}?({_CLOCKS})"
)
_SOFTWARE: Final = re.compile(
    r"(?:采用|使用|应用|利用|运用|选用)(?:了)?(?:由)?[^,。;]{0,16}?"
    r"[“\"《「]?((?:[\w+.-]{2,30}软件(?:SUN)?)|(?:[\w+.-]{2,30}日照(?=\s*[Vv]\d)))"
    r"[”\"》」]?\s*((?:[Vv]|版本)\s*\d[0-9A-Za-z.]*)?"
)
_TIME_BASIS: Final = re.compile(
    r"(?:采用|按照?|以|使用|时间系统[为:]|时制[为:])[^。,;]{0,8}?(真太阳时|北京时间)"
)
_STEP: Final = re.compile(
    r"(?:时间步长|计算间隔|时间间隔|采样间隔|计算步长|步长)[^\d。;]{0,8}"
    r"(\d+(?:\.\d+)?\s*(?:分钟|分|min|秒|s))"
)
_SHORTEST: Final = re.compile(
    r"(?:最小|最短)[^。;\d]{0,12}(?:连续|时段|日照|有效)[^。;\d]{0,12}"
    r"(\d+(?:\.\d+)?\s*(?:分钟|分|min))"
    r"|(?:连续日照|时段)[^。;\d]{0,6}(?:不少于|不小于|不足|小于|少于)\s*"
    r"(\d+(?:\.\d+)?\s*(?:分钟|分|min))"
)
_SILL: Final = re.compile(
    r"(?:窗台|楼面|室内地坪|楼地面)[^。;\d]{0,14}(\d+(?:\.\d+)?\s*(?:mm|m|米|毫米))"
)
_SPACING: Final = re.compile(
    r"(?:采样点|计算点|采样)(?:间距|间隔)[^\d。;]{0,6}(\d+(?:\.\d+)?\s*(?:mm|cm|m|米|毫米|厘米))"
)
_DECLINATION: Final = re.compile(
    r"赤纬角?[^\d。;+-]{0,6}([+-]?\d{1,2}(?:\.\d+)?\s*[°度]?(?:\s*\d{1,2}\s*['′分])?)"
)


def said_in_text(text: str, place: str) -> list[Said]:
    """What a line of running text says of the parameters (正文自述).

    Parameters
    ----------
    text : str
        The line.
    place : str
        Where it stands.

    Examples
    --------
    >>> [s.field for s in said_in_text("大寒日 8:00—16:00，北纬38°25′", "a")]
    ['day', 'band', 'latitude']
    """
    said = plain(text)
    found: list[Said] = []

    def add(field: str, value: object | None) -> None:
        if value is not None:
            found.append(Said(field, value, place))

    day = _DAY_BAND.search(said)
    if day and len(set(re.findall("大寒|冬至", said))) == 1:
        add("day", StandardDay(day[1]))
        add("band", _one_band(day[2]))
    else:
        band = _BAND.search(said)
        add("band", _one_band(band[1]) if band else None)
    latitude, longitude = coordinates(said)
    add("latitude", latitude)
    add("longitude", longitude)
    basis = {match[1] for match in _TIME_BASIS.finditer(said)}
    if len(basis) == 1:
        add("time_basis", value_of("time_basis", basis.pop()))
    software = _SOFTWARE.search(said)
    if software:
        name = re.sub(r"^(?:的|由|是)", "", software[1]).strip()
        add("software", name)
        add("software_version", (software[2] or "").strip() or None)
    for pattern, field in (
        (_STEP, "step"),
        (_SHORTEST, "shortest_segment"),
        (_SILL, "sill_minimum"),
        (_SPACING, "sample_spacing"),
    ):
        match = pattern.search(said)
        if match:
            add(field, value_of(field, next(g for g in match.groups() if g)))
    declination = _DECLINATION.search(said)
    if declination:
        add("declination", angle(declination[1]))
    return found


def _one_band(text: str) -> tuple[float, float] | None:
    """Band of a text."""
    found = segments(text).found
    return found[0] if found and found[0][0] < found[0][1] else None
