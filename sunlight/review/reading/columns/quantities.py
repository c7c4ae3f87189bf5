"""Figures of a column in one unit (统一单位): minutes of totals, metres of sills.

The heading gives the unit. Without one, the segments beside the totals do, then what is
possible at all: no window has 16 hours of sun, and no sill is 20 m above its floor.
Where neither tells, nothing is read.
"""

import math
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from sunlight.review.reading.columns.layout import Column
from sunlight.review.reading.columns.plain import DASHES, plain
from sunlight.review.reading.columns.rows import RawRow, RawTable
from sunlight.review.reading.columns.times import LONGEST, Duration, DurationKind
from sunlight.review.reading.problems import ReadingProblems, shortened
from sunlight.review.records.submission import STATES

__all__ = ["sill_metres", "total_minutes"]

_MOST_HOURS: Final = LONGEST / 60.0
_SILL_M: Final = 5.0
"""A higher sill is not in metres. [m]"""
_SILL_MM: Final = 20.0
"""A lower sill, other than 0, is not in millimetres. [mm]"""
_NEAR: Final = 3.0
"""A total this near to the sum of its segments agrees with it. [min]"""
_SILL: Final = re.compile(r"[+]?(\d+(?:\.\d+)?)\s*(m|mm|米|毫米)?", re.IGNORECASE)


class _Entry(NamedTuple):
    """One total of a column."""

    position: int
    row: RawRow
    state: str
    value: Duration


_FACTORS: Final = {"min": 1.0, "h": 60.0, "clock": math.nan, "": math.nan}


def total_minutes(table: RawTable, problems: ReadingProblems) -> dict[str, list[float]]:
    """Totals of both states in minutes (各状态总时数).

    Parameters
    ----------
    table : RawTable
        Rows as read.
    problems : ReadingProblems
        Where problems are added.

    Returns
    -------
    dict of str to list of float
        By state, a figure a row; NaN where none is printed or none could be read.
    """
    minutes = {
        "before": [math.nan] * len(table.rows),
        "after": [math.nan] * len(table.rows),
    }
    for column in table.columns:
        if column.role != "total":
            continue
        states = (column.state,) if column.state else STATES
        entries = [
            _Entry(i, row, state, value)
            for i, row in enumerate(table.rows)
            for state in states
            if (value := row.totals.get((column.index, state))) is not None
        ]
        if not entries:
            continue
        factor = _factor(column, entries, table, problems)
        for i, row, state, value in entries:
            if not math.isnan(minutes[state][i]):
                continue
            told = _told(value.kind, value.value, factor)
            doubtful = (
                value.kind is DurationKind.NUMBER
                and column.unit not in ("min", "h")
                and factor == 1.0
                and value.value <= _MOST_HOURS
                and not value.value.is_integer()
            )
            if doubtful or told > LONGEST + 1e-9:
                problems.unread(
                    f"{table.place}:{row.line}",
                    column.heading,
                    f"{value.value:g}",
                    file=table.file,
                )
                told = math.nan
            minutes[state][i] = told
    return minutes


def _told(kind: DurationKind, value: float, factor: float) -> float:
    """Minutes of one figure."""
    if kind is DurationKind.NUMBER:
        if factor == 60.0 and value > _MOST_HOURS:
            return value
        return factor * value
    return math.nan if kind is DurationKind.DASH else value


def _factor(
    column: Column,
    entries: Sequence[_Entry],
    table: RawTable,
    problems: ReadingProblems,
) -> float:
    """Minutes of one unit of the bare figures of a column; NaN if not known."""
    kinds: dict[DurationKind, str] = {}
    bare = []
    for entry in entries:
        value, row = entry.value, entry.row
        if value.kind in (DurationKind.WORDS, DurationKind.COLONS, DurationKind.NUMBER):
            kinds.setdefault(value.kind, f"{table.place}:{row.line}")
        if value.kind is DurationKind.NUMBER:
            bare.append(entry)
    factor = _FACTORS.get(column.unit, math.nan)
    if bare and math.isnan(factor):
        factor = _by_segments(bare)
        if math.isnan(factor) and any(e.value.value > _MOST_HOURS for e in bare):
            factor = 1.0
        if math.isnan(factor):
            _unknown(column, bare, table, problems)
    large = [e.row for e in bare if e.value.value > _MOST_HOURS]
    if factor == 60.0 and large:
        place = f"{table.place}:{large[0].line}"
        _mixed(column, place, "min", "h", table, problems, len(large))
    elif len(kinds) > 1:
        place = list(kinds.values())[-1]
        words = [kind.value for kind in kinds]
        _mixed(column, place, words[1], words[0], table, problems, 0)
    return factor


def _by_segments(bare: Sequence[_Entry]) -> float:
    """Unit by which the totals agree with the segments beside them."""
    values, sums = [], []
    for _, row, state, value in bare:
        listed = row.segments.get(state)
        if listed:
            values.append(value.value)
            sums.append(sum(end - start for start, end in listed))
    if not values:
        return math.nan
    told, summed = np.array(values), np.array(sums)
    fits = {
        factor: int((np.abs(factor * told - summed) <= _NEAR).sum())
        for factor in (1.0, 60.0)
    }
    best = max(fits, key=lambda factor: fits[factor])
    other = 61.0 - best
    return best if fits[best] > len(values) / 2 > fits[other] else math.nan


def _unknown(
    column: Column,
    bare: Sequence[_Entry],
    table: RawTable,
    problems: ReadingProblems,
) -> None:
    """Tell that the unit of a column is not known."""
    value, row = bare[0].value.value, bare[0].row
    problems.add(
        "SUBMISSION-UNIT-UNKNOWN",
        f"{table.place}:{row.line}",
        f"{len(bare)} figures under {column.heading!r}, such as {value:g}, may be "
        "hours, minutes or hours and minutes; they are left open: say the unit in a "
        "mapping",
        f"“{column.heading}”栏有 {len(bare)} 个数（如 {value:g}）未注单位，"
        "可能是小时、分钟或“时.分”，按未填处理；请在对照文件中注明单位",
        found=f"{value:g}",
        expected="min, h, clock",
        file=table.file,
    )


_NAMES: Final = {
    "min": "分钟",
    "h": "小时",
    "m": "米",
    "mm": "毫米",
    "words": "小时分钟文字",
    "colons": "时:分",
    "number": "纯数字",
}


def _mixed(
    column: Column,
    place: str,
    odd: str,
    usual: str,
    table: RawTable,
    problems: ReadingProblems,
    count: int,
) -> None:
    """Tell that a column is in several units."""
    several = f"{count} 处" if count else ""
    problems.add(
        "SUBMISSION-UNITS-MIXED",
        place,
        f"figures under {column.heading!r} are written in several ways ({usual}, "
        f"{odd}); each was read for what it can only be",
        f"“{column.heading}”栏单位、写法不一（{_NAMES[usual]}、{_NAMES[odd]}{several}），"
        "逐格按唯一可能的含义识读",
        file=table.file,
    )


def sill_metres(table: RawTable, problems: ReadingProblems) -> list[float]:
    """Heights of the sills (窗台高). [m]

    Parameters
    ----------
    table : RawTable
        Rows as read.
    problems : ReadingProblems
        Where problems are added.

    Returns
    -------
    list of float
        A figure a row; NaN where none is printed or none could be read. [m]
    """  # noqa: D400
    column = next((c for c in table.columns if c.role == "sill"), None)
    heights = [math.nan] * len(table.rows)
    if column is None:
        return heights
    seen: dict[str, str] = {}
    cache: dict[str, tuple[float, str]] = {}
    for i, row in enumerate(table.rows):
        if not row.sill or plain(row.sill) in DASHES:
            continue
        if row.sill not in cache:
            cache[row.sill] = _sill(row.sill, column.unit)
        heights[i], unit = cache[row.sill]
        place = f"{table.place}:{row.line}"
        if math.isnan(heights[i]):
            problems.unread(place, column.heading, shortened(row.sill), file=table.file)
        elif heights[i] > 0.0:
            seen.setdefault(unit, place)
    if column.unit in ("m", "mm"):
        seen = {column.unit: ""} | seen
    if len(seen) > 1:
        usual, odd = list(seen)[:2]
        _mixed(column, seen[odd], odd, usual, table, problems, 0)
    return heights


def _sill(text: str, unit: str) -> tuple[float, str]:
    """Height and the unit it is in; NaN for what may be either."""
    found = _SILL.fullmatch(plain(text))
    if found is None:
        return math.nan, ""
    value = float(found[1])
    own = {"米": "m", "毫米": "mm"}.get(found[2] or "", (found[2] or "").lower())
    if own:
        return (value / 1000.0 if own == "mm" else value), own
    if value <= _SILL_M and not (unit == "mm" and value == 0.0):
        return value, "m"
    if value >= _SILL_MM:
        return value / 1000.0, "mm"
    return (0.0, "mm") if value == 0.0 else (math.nan, "")
