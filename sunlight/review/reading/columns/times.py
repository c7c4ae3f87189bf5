"""Clock times, segments and durations as reports print them (时刻、时段与时长)."""

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from sunlight.review.reading.columns.plain import DASHES, one_line, plain

__all__ = [
    "DAY",
    "LONGEST",
    "Duration",
    "DurationKind",
    "Segments",
    "clock_minutes",
    "duration",
    "segments",
]

DAY: Final = 1440.0
"""Minutes of a day."""
LONGEST: Final = 960.0
"""A longer time of sun is no time of sun, even in midsummer. [min]"""
_SEGMENT_ROUNDING: Final = 1.5
"""A length beside a segment may be this far from it: both are rounded. [min]"""

_TIME: Final = (
    r"(?<![\d.:])(\d{1,2})\s*(?:"
    r":\s*(\d{1,2})(?:\s*:\s*(\d{1,2}(?:\.\d+)?))?"
    r"|[时点]\s*(?:(\d{1,2})\s*分?(?:\s*(\d{1,2}(?:\.\d+)?)\s*秒)?|整)?"
    r")(?![\d.:])"
)
_CLOCK: Final = re.compile(_TIME)
_SEGMENT: Final = re.compile(rf"{_TIME}\s*(?:[-~]+|至|到|to)\s*{_TIME}")
_BRACKET: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_BETWEEN: Final = re.compile(r"[\s;,、。/|+和及与]*")
_NOTHING: Final = frozenset(
    {
        "无",
        "没有",
        "无日照",
        "无满窗日照",
        "无有效日照",
        "无连续日照",
        "全遮挡",
        "全天无日照",
        "none",
        "nil",
        "nosun",
        "nosunlight",
        "无日照时段",
    }
)
_WORDS: Final = re.compile(
    r"(?:(\d+(?:\.\d+)?)\s*(?:个)?(?:小时|时|hours?|hrs?|h))?\s*(?:零)?\s*"
    r"(?:(\d+(?:\.\d+)?)\s*(?:分钟|分|minutes?|mins?|min|m|'))?\s*"
    r"(?:(\d+(?:\.\d+)?)\s*(?:秒钟|秒|seconds?|secs?|s|\"))?",
    re.IGNORECASE,
)
_COLONS: Final = re.compile(r"(\d{1,2}):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")


class DurationKind(StrEnum):
    """How a length of time is written."""

    BLANK = "blank"
    """Nothing stands there."""
    DASH = "dash"
    """A dash: nothing is said."""
    NONE = "none"
    """No sun in words, or 0 in whatever unit."""
    WORDS = "words"
    """With its own units, such as 1小时52分, 112分钟, 1.87h."""
    COLONS = "colons"
    """Hours and minutes, such as 01:52, and cells of a workbook that are times."""
    NUMBER = "number"
    """A bare number: the heading says what it counts."""
    UNREAD = "unread"
    """Nothing of these."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as read (时长).

    Parameters
    ----------
    kind : DurationKind
        How it is written.
    value : float
        Minutes; the bare figure for ``NUMBER``; NaN where nothing was read.
    """

    kind: DurationKind
    value: float


@dataclass(frozen=True, slots=True)
class Segments:
    """Segments of one cell (时段).

    Parameters
    ----------
    found : tuple of (float, float)
        Limits in the order printed. [min]
    said : bool
        Whether the cell says anything; "none" does.
    dash : bool
        It is a dash.
    unread : str
        What could not be read; empty if all was.
    odd : str
        What was read and cannot be: an end before its start, a time outside of the day,
        a length in brackets that is another one; empty for nothing.
    """

    found: tuple[tuple[float, float], ...] = ()
    said: bool = False
    dash: bool = False
    unread: str = ""
    odd: str = ""


def _minutes(hour: str, *rest: str | None) -> float:
    """Minutes of the groups of :data:`_TIME`; NaN if they are no time of a day."""
    minute = rest[0] or rest[2] or "0"
    second = rest[1] or rest[3] or "0"
    if int(minute) > 59 or float(second) >= 60.0:
        return math.nan
    return 60.0 * int(hour) + int(minute) + float(second) / 60.0


def clock_minutes(text: str) -> float:
    """Minutes since midnight of a clock time (时刻).

    Parameters
    ----------
    text : str
        Such as ``8:00``, ``8时30分``, ``08:00:30``.

    Returns
    -------
    float
        NaN for anything else. [min]

    Examples
    --------
    >>> clock_minutes("8时30分"), clock_minutes("16：00")
    (510.0, 960.0)
    """
    found = _CLOCK.fullmatch(plain(text))
    value = _minutes(*found.groups()) if found else math.nan
    return value if value <= DAY else math.nan


@lru_cache(maxsize=65536)
def segments(text: str) -> Segments:
    """Segments that a cell lists (日照时段).

    Parameters
    ----------
    text : str
        Such as ``8:00~9:15、10:20—12:00``, ``8时00分至9时15分``, ``8:00~9:15(75)``,
        ``无日照``, ``—`` or nothing; several on lines or apart by ; , 、 / and blanks.

    Examples
    --------
    >>> segments("8:00～9:15；10:20—12:00").found
    ((480.0, 555.0), (620.0, 720.0))
    >>> segments("8:00-9:15(80)").odd
    '8:00-9:15(80)'
    """
    read = _segments(plain(one_line(text)))
    if read.unread and "\n" in text:
        # a narrow column breaks 10:40 into 1 and 0:40
        joined = _segments(plain(one_line("".join(text.split()))))
        return read if joined.unread else joined
    return read


def _segments(said: str) -> Segments:
    """Segments of a plain text."""
    if not said:
        return Segments()
    if said in DASHES:
        return Segments(dash=True)
    short = said.replace(" ", "").lower()
    if short in _NOTHING or re.fullmatch(r"0+(?:\.0+)?|0{1,2}:00|0小时0*分", short):
        return Segments(said=True)
    found: list[tuple[float, float]] = []
    odd: list[str] = []
    left, at = [], 0
    for match in _SEGMENT.finditer(said):
        left.append(said[at : match.start()])
        at = match.end()
        start, end = _minutes(*match.groups()[:5]), _minutes(*match.groups()[5:])
        if math.isnan(start) or math.isnan(end):
            left.append(match.group())
            continue
        found.append((start, end))
        bracket = _BRACKET.match(said, at + len(said[at:]) - len(said[at:].lstrip()))
        told = duration(bracket[1] or bracket[2] or "") if bracket else None
        if bracket and told and not math.isnan(told.value):
            at = bracket.end()
        if not _possible(start, end, told):
            odd.append(said[match.start() : at])
    left.append(said[at:])
    rest = [part for part in left if not _BETWEEN.fullmatch(part)]
    if rest or not found:
        return Segments(said=True, unread=said, odd="; ".join(odd))
    return Segments(tuple(found), said=True, odd="; ".join(odd))


def _possible(start: float, end: float, told: Duration | None) -> bool:
    """Whether a segment lies in a day, forwards, and is as long as is said."""
    if not 0.0 <= start < end <= DAY or end - start > LONGEST:
        return False
    if told is None or told.kind is DurationKind.UNREAD or math.isnan(told.value):
        return True
    length = end - start
    lengths = [length, length / 60.0] if told.kind is DurationKind.NUMBER else [length]
    return any(
        abs(told.value - each) <= _SEGMENT_ROUNDING * each / length for each in lengths
    )


@lru_cache(maxsize=65536)
def duration(text: str) -> Duration:
    """Length of time that a cell tells (日照时长).

    Parameters
    ----------
    text : str
        Such as ``1小时52分``, ``1h52m``, ``01:52``, ``112``, ``112分钟``, ``1.87h``,
        ``0``, ``无日照``, ``—`` or nothing.

    Examples
    --------
    >>> duration("1小时52分").value, duration("01:52").value, duration("1.87h").value
    (112.0, 112.0, 112.2)
    >>> duration("1.52")
    Duration(kind=<DurationKind.NUMBER: 'number'>, value=1.52)
    >>> duration("约两小时").kind
    <DurationKind.UNREAD: 'unread'>
    """
    read = _duration(plain(one_line(text)))
    if read.kind is DurationKind.UNREAD and "\n" in text:
        return _duration(plain(one_line("".join(text.split()))))
    return read


def _duration(said: str) -> Duration:
    """Length of time of a plain text."""
    if not said:
        return Duration(DurationKind.BLANK, math.nan)
    if said in DASHES:
        return Duration(DurationKind.DASH, math.nan)
    if said.replace(" ", "").lower() in _NOTHING:
        return Duration(DurationKind.NONE, 0.0)
    if _NUMBER.fullmatch(said):
        value = float(said)
        kind = DurationKind.NUMBER if value else DurationKind.NONE
        return Duration(kind, value)
    colons = _COLONS.fullmatch(said)
    if colons:
        hours, minutes, seconds = int(colons[1]), int(colons[2]), colons[3] or "0"
        if minutes < 60 and float(seconds) < 60.0:
            return _within(
                DurationKind.COLONS, 60.0 * hours + minutes + float(seconds) / 60.0
            )
        return Duration(DurationKind.UNREAD, math.nan)
    words = _WORDS.fullmatch(said)
    if words is None or not any(words.groups()):
        return Duration(DurationKind.UNREAD, math.nan)
    hours_told, minutes_told, seconds_told = (
        float(part or 0) for part in words.groups()
    )
    value = round(60.0 * hours_told, 9) + minutes_told + seconds_told / 60.0
    return _within(DurationKind.WORDS, value)


def _within(kind: DurationKind, value: float) -> Duration:
    """Duration, unread if it is longer than any sun."""
    if value > LONGEST:
        return Duration(DurationKind.UNREAD, math.nan)
    return Duration(kind if value else DurationKind.NONE, value)
