"""What a person sees in a cell that holds a number (单元格显示值)."""

import datetime as dt
import math
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from sunlight.review.reading.grids.book.formats import Section, sections_of

__all__ = ["DAY_MIN", "Shown", "shown_value"]

DAY_MIN: Final = 1440.0
"""Minutes of a day, of which a cell holds a part. [min]"""

_NOISE_DIGITS: Final = 9
"""Decimals of a minute that are kept: a third of a day times 1440 is 480 then."""

_LAST_DAY: Final = 2_958_466
"""First serial number beyond the year 9999."""

_CLOCK: Final = re.compile(r"-?(\d{1,3})[:：](\d{2})(?:[:：](\d{2}))?")
_WEEKDAYS: Final = "一二三四五六日"
_MONTHS: Final = "JanFebMarAprMayJunJulAugSepOctNovDec"

Shown = tuple[str, float | None]
"""Text of a cell, and its minutes if it shows a time. [min]"""


def shown_value(value: float, code: str, *, epoch_1904: bool = False) -> Shown:
    """Text of a number in a format, and its minutes if it shows a time (显示值).

    A clock time is that of its day: 44000.25 in ``h:mm`` shows and is 6:00, 360 min.
    Formats that show a date give no minutes.

    Parameters
    ----------
    value : float
        As the file has it.
    code : str
        Number format; empty for General.
    epoch_1904 : bool
        Days count from 1904-01-01.

    Examples
    --------
    >>> shown_value(1 / 12, "h:mm"), shown_value(119.5, "0")
    (('2:00', 120.0), ('120', None))
    """
    sections = sections_of(code) if code else ()
    if not sections or not math.isfinite(value):
        return _general(value), None
    section, signed = _chosen(sections, value)
    if section.kind == "general":
        return _literal(section, _general(value if signed else abs(value))), None
    if section.kind == "number":
        return _number(section, value if signed else abs(value)), None
    if section.kind == "text":
        return _text(section, value)
    if section.kind == "time":
        return _time(section, value)
    return _date(section, value, epoch_1904=epoch_1904), None


def _chosen(sections: tuple[Section, ...], value: float) -> tuple[Section, bool]:
    """Section for a value, and whether the sign has still to be shown."""
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


def _general(value: float) -> str:
    """Number without a format, ten digits."""
    if math.isfinite(value) and value == int(value) and abs(value) < 1e11:
        return str(int(value))
    return format(value, ".10g")


def _literal(section: Section, filling: str) -> str:
    """Literal pieces round a filling."""
    return "".join(
        filling if name == "general" else text
        for name, text in section.pieces
        if name in ("general", "literal")
    )


def _text(section: Section, value: float) -> Shown:
    """Section of literals alone, which may spell the time that the cell holds."""
    text = "".join(
        _general(value) if name == "text" else text for name, text in section.pieces
    )
    clock = _CLOCK.fullmatch(text)
    if clock:
        told = int(clock[1]) * 60 + int(clock[2]) + int(clock[3] or 0) / 60
        minutes = value * DAY_MIN
        if abs(abs(minutes) - told) < 1.0:
            return text, round(minutes, _NOISE_DIGITS)
    return text, None


def _number(section: Section, value: float) -> str:
    """Number with its decimals, thousands and per cent."""
    names = [name for name, _ in section.pieces]
    end = names.index("exponent") if "exponent" in names else len(names)
    marks = "".join(text for name, text in section.pieces[:end] if name == "number")
    if end < len(names):
        return format(value, f".{len(marks.partition('.')[2])}E")
    whole, _, part = marks.replace("%", "").partition(".")
    scaled = Decimal(repr(value)) * 100 ** marks.count("%")
    scaled /= 1000 ** (len(whole) - len(whole.rstrip(",")))
    if not scaled.is_finite() or abs(scaled) > Decimal(10) ** 20:
        return _general(value)
    part = part.replace(",", "")
    rounded = scaled.quantize(Decimal(1).scaleb(-len(part)), rounding=ROUND_HALF_UP)
    grouped = "," in whole.rstrip(",")
    digits = f"{abs(rounded):,f}" if grouped else f"{abs(rounded):f}"
    head, _, tail = digits.partition(".")
    least = whole.count("0")
    head = "" if head == "0" and not least else head.zfill(least)
    while tail and part[len(tail) - 1] == "#" and tail[-1] == "0":
        tail = tail[:-1]
    point = "." if "." in marks else ""
    sign = "-" if rounded < 0 else ""
    return sign + _placed(section, f"{head}{point}{tail}")


def _placed(section: Section, digits: str) -> str:
    """Digits in the place of the number tokens, literals round them."""
    pieces, done = [], False
    for name, text in section.pieces:
        if name == "number" and text != "%":
            pieces.append("" if done else digits)
            done = True
        else:
            pieces.append(text)
    return "".join(pieces)


def _time(section: Section, value: float) -> Shown:
    """Time of day, or time elapsed where the format says so."""
    elapsed = any(name == "elapsed" for name, _ in section.pieces)
    parts = value if elapsed else value - math.floor(value)
    if not elapsed and value < 0:
        parts = value  # a spreadsheet shows #### here
    sign = "-" if parts < 0 else ""
    seconds = _whole_seconds(section, abs(parts))
    return (
        sign + _clock(section, seconds),
        round(parts * DAY_MIN, _NOISE_DIGITS),
    )


def _whole_seconds(section: Section, days: float) -> Decimal:
    """Seconds, rounded to what the format shows of them, else to the millisecond."""
    names = [name for name, _ in section.pieces]
    shown = next((len(text) - 1 for name, text in section.pieces if name == "f"), 0)
    elapsed = [text for name, text in section.pieces if name == "elapsed"]
    has_seconds = "s" in names or any(text[0] == "s" for text in elapsed)
    step = Decimal(1).scaleb(-(shown if has_seconds else 3))
    return (Decimal(repr(days)) * 86400).quantize(step, rounding=ROUND_HALF_UP)


def _clock(section: Section, seconds: Decimal) -> str:
    """Pieces of a format filled with a time. [s]"""  # noqa: D400
    whole = int(seconds)
    fine = f"{seconds % 1:f}".partition(".")[2]
    half = any(name == "half" for name, _ in section.pieces)
    hours = whole // 3600
    hour = hours % 24
    of_day = (hour % 12 or 12) if half else hour
    fills = {"h": of_day, "n": whole // 60 % 60, "s": whole % 60}
    totals = {"h": hours, "m": whole // 60, "s": whole}
    pieces = []
    for name, text in section.pieces:
        if name in fills:
            pieces.append(f"{fills[name]:0{min(len(text), 2)}d}")
        elif name == "elapsed":
            pieces.append(f"{totals[text[0]]:0{len(text)}d}")
        elif name == "f":
            pieces.append("." + fine if fine else "")
        elif name == "half":
            pieces.append(_half_day(text, hour))
        elif name == "literal":
            pieces.append(text)
    return "".join(pieces)


def _half_day(text: str, hour: int) -> str:
    """Morning or afternoon."""
    early, late = text.upper().split("/")
    return early if hour < 12 else late


def _date(section: Section, value: float, *, epoch_1904: bool) -> str:
    """Date, perhaps with a time."""
    if not 0 <= value < _LAST_DAY:
        return _general(value)
    seconds = _whole_seconds(section, value)
    days, rest = divmod(seconds, 86400)
    day = _day(int(days), epoch_1904=epoch_1904)
    fills = {"m": day.month, "d": day.day}
    pieces = []
    for name, text in section.pieces:
        if name in ("y", "e"):
            pieces.append(
                f"{day.year % 100:02d}" if text in ("y", "yy") else f"{day.year}"
            )
        elif name == "m" and len(text) > 2:
            pieces.append(_MONTHS[3 * day.month - 3 : 3 * day.month])
        elif name == "a" or (name == "d" and len(text) > 2):
            pieces.append(
                ("星期" if len(text) > 3 else "周") + _WEEKDAYS[day.weekday()]
            )
        elif name in fills:
            pieces.append(f"{fills[name]:0{len(text)}d}")
        else:
            pieces.append(_clock(Section(kind="time", pieces=((name, text),)), rest))
    return "".join(pieces)


def _day(days: int, *, epoch_1904: bool) -> dt.date:
    """Date of a serial number, with the leap day that 1900 never had."""
    if epoch_1904:
        return dt.date(1904, 1, 1) + dt.timedelta(days=days)
    return dt.date(1899, 12, 30 if days >= 60 else 31) + dt.timedelta(days=days)
