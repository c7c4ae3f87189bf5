"""Heights, storeys and numbers of buildings in texts of a drawing (高度与层数文字)."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from sunlight.kinds import Use

__all__ = ["HeightText", "read_height_text", "use_of_text"]

HIGHEST: Final = 700.0
"""No building is higher; what is more is an elevation or something else. [m]"""

MOST_STOREYS: Final = 170
"""No building has more storeys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeightText:
    """What a text says of a building (文字所示).

    Parameters
    ----------
    height : float or None
        Height in so many words. [m]
    storeys : int
        Storeys above ground, 0 if not said.
    below : int
        Storeys below ground, 0 if not said.
    number : str
        Number of the building, such as ``3#``; empty if not said.
    """

    height: float | None = None
    storeys: int = 0
    below: int = 0
    number: str = ""


_VARIANTS: Final = {"﹣": "-", "—": "-", "層": "层", "樓": "楼", "號": "号"}
_NUMBER: Final = r"(\d{1,3}(?:\.\d{1,3})?)"
_FOREIGN: Final = re.compile(
    r"电话|手机|传真|tel\b|fax|图号|图名|图纸|平面图|立面图|剖面图|大样|详图|比例|1:\d|"
    r"道路|路宽|宽\s*\d|\dm?\s*宽|坡度|车位|停车|挡墙|挡土墙|围墙|高程|标高|dn\s*\d|"
    r"管径|管线|管道|\d[f层]?\s*[-]?\s*[水电煤气雨污]?管|电缆|电线|检查井|水井|井盖|埋深|净高|层高|间距|"
    r"退线|退界|退让|防水层|面层|垫层|保温层|\d{7,}|\d{3,4}-\d{6,}"
)
_HEIGHT: Final = (
    re.compile(rf"(?<![a-z])h\s*[=:]\s*{_NUMBER}(?![\d])\s*(mm|cm|m|米)?"),
    re.compile(
        rf"(?:建筑高度|楼高|檐高|檐口高度|总高|高度|高)\s*[=:为]?\s*{_NUMBER}\s*(m|米)"
    ),
    re.compile(
        rf"(?:建筑高度|楼高|檐高|总高|高度)\s*[=:为]?\s*{_NUMBER}(?![\d.层f])()"
    ),
    re.compile(rf"(?<![a-z\d])h\s*{_NUMBER}\s*(m|米)"),
    re.compile(rf"(?<![\d.]){_NUMBER}\s*(m|米)\s*高"),
)
_DIGITS: Final = "一二三四五六七八九"
_CHINESE: Final = rf"(?:[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}两])"
_BELOW: Final = re.compile(
    rf"(?:地下|负)\s*(\d{{1,2}}|{_CHINESE})\s*[层f]|"
    r"(?<![\d\w.])-\s*(\d{1,2})\s*[f层]|[/,;+\s](?:b|d)\s*(\d)\b|/(\d)\s*d\b"
)
_STOREYS: Final = re.compile(
    r"(?<![\d.\w\-])(\d{1,3})(?:\s*\+\s*(\d))?\s*"
    r"(?:f(?![a-z\d]|-\d{3})|层(?!平面|板|高)|storeys?\b|stories\b|floors?\b)"
)
_AFTER_WORD: Final = re.compile(
    r"(?:(?!第)[\u4e00-\u9fff)#])(\d{1,3})(?:\s*\+\s*(\d))?\s*(?:f(?![a-z\d])|层(?!平面|板|高))"
)
_RANGE: Final = re.compile(
    r"(?<![\d.\w])\d{1,3}\s*f?\s*[-~至]\s*(\d{1,3})\s*(?:f(?![a-z\d])|层)"
)
_WRITTEN: Final = re.compile(rf"(?<![第{_DIGITS}十百])({_CHINESE})层(?!平面|板|高)")
_MATERIAL: Final = re.compile(
    r"(?:^|[\s,;/])(?:钢混|混凝土|框架|框|砖混|砖木|砼|混|砖|钢|石|木|土|简|破)\s*"
    r"\(?(\d{1,3})(?:\s*[-/]\s*(\d{1,2}))?\)?(?:$|[\s,;/层f])"
)
_ALONE: Final = re.compile(r"^(?:砼|混|砖|简|砖混|砖木)$")
_NAME: Final = re.compile(
    r"(?<![\w#.\-])([a-z]{0,2}-?\d{1,3}(?:-\d{1,2})?)\s*(?:#|号楼|栋|幢|号房)"
)

_USES: Final = {
    Use.KINDERGARTEN: ("幼儿园", "托儿所", "托育"),
    Use.DORMITORY: ("宿舍",),
    Use.SCHOOL: ("教学楼", "小学", "中学"),
    Use.HOSPITAL: ("医院", "病房"),
    Use.ELDERLY: ("养老", "敬老院"),
    Use.RESIDENTIAL: ("住宅",),
    Use.OTHER: ("商业", "办公", "车库", "厂房", "仓库", "配电", "变电"),
}
"""Words of texts by use; the first that stands there counts."""


def read_height_text(text: str) -> HeightText:
    """Height, storeys and number that a text says (文字识别).

    A height in so many words is ``H=54.0``, ``建筑高度54m``; storeys are ``18F``,
    ``6层``, ``地上18层``, ``砼6``, ``混6``, ``砖2``, ``6+1F``, ``3F/D1``. Full-width
    characters are read as narrow ones. Numbers of telephones, drawings, pipes and roads
    are not read, nor are elevations.

    Parameters
    ----------
    text : str
        Without formatting codes.

    Returns
    -------
    HeightText
        Empty where the text says nothing of the kind.

    Examples
    --------
    >>> read_height_text("住宅6层 H=18.0m")
    HeightText(height=18.0, storeys=6, below=0, number='')
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    for other, usual in _VARIANTS.items():
        plain = plain.replace(other, usual)
    if not plain or _FOREIGN.search(plain):
        return HeightText()
    name = _NAME.search(plain)
    number = f"{name[1].upper()}#" if name else ""
    rest = plain if name is None else plain[: name.start()] + " " + plain[name.end() :]
    below = max(map(_first, _BELOW.findall(rest)), default=0)
    rest = _BELOW.sub(" ", rest)
    return HeightText(
        height=_height(rest),
        storeys=_storeys(rest),
        below=below,
        number=number,
    )


def use_of_text(text: str) -> Use:
    """Use that a text names (用途), unknown if none.

    Examples
    --------
    >>> use_of_text("3#住宅楼").value
    'residential'
    """
    named = (use for use, words in _USES.items() if any(w in text for w in words))
    return next(named, Use.UNKNOWN)


def _height(text: str) -> float | None:
    """Height in so many words; the highest if there are several."""
    found = []
    for pattern in _HEIGHT:
        for match in pattern.finditer(text):
            unit = match[2] or "m"
            value = float(match[1]) * {"mm": 0.001, "cm": 0.01}.get(unit, 1.0)
            if 0.0 < value <= HIGHEST:
                found.append(value)
        if found:
            return max(found)
    return None


def _storeys(text: str) -> int:
    """Storeys above ground; the most if there are several."""
    if _ALONE.match(text):
        return 1  # surveyors leave the figure out for one storey
    found = [
        int(first) + int(more or 0)
        for pattern in (_STOREYS, _AFTER_WORD, _MATERIAL)
        for first, more in pattern.findall(text)
        if pattern is not _MATERIAL or not more
    ]
    found += [
        max(int(first), int(more)) if int(more) > int(first) else int(first)
        for first, more in _MATERIAL.findall(text)
        if more
    ]
    found += [int(last) for last in _RANGE.findall(text)]
    found += [_chinese_number(word) for word in _WRITTEN.findall(text)]
    return max((n for n in found if 0 < n <= MOST_STOREYS), default=0)


def _first(groups: tuple[str, ...]) -> int:
    """Number of the first group that holds one."""
    word = next((group for group in groups if group), "0")
    return int(word) if word.isdigit() else _chinese_number(word)


def _chinese_number(word: str) -> int:
    """Number of Chinese numerals up to ninety-nine.

    Examples
    --------
    >>> [_chinese_number(word) for word in ("六", "十八", "二十", "三十二")]
    [6, 18, 20, 32]
    """
    word = word.replace("两", "二")
    tens, ten, units = word.rpartition("十")
    if not ten:
        return _DIGITS.index(word) + 1
    return (_DIGITS.index(tens) + 1 if tens else 1) * 10 + (
        _DIGITS.index(units) + 1 if units else 0
    )
