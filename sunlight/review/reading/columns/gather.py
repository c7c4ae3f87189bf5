"""Tables of all files as one (汇总): the same table given twice is taken once."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.findings import Severity
from sunlight.review.reading.columns.parts import Part
from sunlight.review.reading.columns.plain import bare
from sunlight.review.reading.columns.rows import RawRow
from sunlight.review.reading.problems import ReadingProblems
from sunlight.review.records.submission import (
    NO_FLOOR,
    STATES,
    SubmittedSegments,
    SubmittedUnits,
    SubmittedWindows,
)

__all__ = ["submitted_units", "submitted_windows"]

_ALIKE: Final = 1.0
"""Figures of the same table in two files differ by less: one is rounded. [min]"""
_TEXTS: Final = ("household", "room", "outcome")
_Key = tuple[str, int, str]
_Listed = list[tuple[float, float]] | None


@dataclass(slots=True, kw_only=True)
class _Figures:
    """Figures of one row that may be filled from its double."""

    row: RawRow
    minutes: list[float]
    segments: list[_Listed]
    sill: float
    table: int


@dataclass(slots=True, kw_only=True)
class _Gathered:
    """Rows of all tables that are kept."""

    rows: list[_Figures] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    known: dict[_Key, list[int]] = field(default_factory=dict)


def _key(row: RawRow) -> _Key:
    """What a row is about."""
    return bare(row.building), row.floor, bare(row.label)


def _figures(part: Part, i: int, table: int) -> _Figures:
    """Figures of one row of a table."""
    return _Figures(
        row=part.raw.rows[i],
        minutes=[part.minutes[state][i] for state in STATES],
        segments=[part.segments[state][i] for state in STATES],
        sill=part.sills[i],
        table=table,
    )


def _agree(a: _Figures, b: _Figures) -> bool:
    """Whether two rows say the same as far as both say something."""
    if not (math.isnan(a.sill) or math.isnan(b.sill) or abs(a.sill - b.sill) < 0.006):
        return False
    for one, two in zip(a.minutes, b.minutes, strict=True):
        if not (math.isnan(one) or math.isnan(two) or abs(one - two) < _ALIKE):
            return False
    for first, second in zip(a.segments, b.segments, strict=True):
        if first is None or second is None:
            continue
        if len(first) != len(second) or any(
            abs(p - q) >= _ALIKE
            for one, two in zip(first, second, strict=True)
            for p, q in zip(one, two, strict=True)
        ):
            return False
    return True


def _fill(kept: _Figures, double: _Figures) -> None:
    """Fill what a row leaves open from its double."""
    for at in range(len(STATES)):
        if math.isnan(kept.minutes[at]):
            kept.minutes[at] = double.minutes[at]
        if kept.segments[at] is None:
            kept.segments[at] = double.segments[at]
    if math.isnan(kept.sill):
        kept.sill = double.sill
    for name in _TEXTS:
        if not getattr(kept.row, name):
            setattr(kept.row, name, getattr(double.row, name))


def _states(figures: _Figures) -> set[int]:
    """States that a row says anything of."""
    return {
        at
        for at in range(len(STATES))
        if not math.isnan(figures.minutes[at]) or figures.segments[at] is not None
    }


def _add_table(
    all_: _Gathered, part: Part, problems: ReadingProblems, *, alone: bool
) -> None:
    """Add the rows of a table, without those that stand in another already."""
    table = len(all_.tables)
    all_.tables.append(part.raw.place)
    fresh = [_figures(part, i, table) for i in range(len(part.raw.rows))]
    doubles = [_double(all_, one) for one in fresh]
    found = [d for d in doubles if d is not None]
    joined = [
        one
        for one, double in zip(fresh, doubles, strict=True)
        if double is not None and not _states(one) & _states(double)
    ]
    named = all(one.row.building for one in fresh)
    if not named and (len(found) < len(fresh) or (joined and not alone)):
        doubles, found, joined = [None] * len(fresh), [], []
    first = all_.tables[found[0].table] if found else ""
    for one, double in zip(fresh, doubles, strict=True):
        if double is not None:
            _fill(double, one)
            continue
        all_.known.setdefault(_key(one.row), []).append(len(all_.rows))
        all_.rows.append(one)
    if found:
        _tell_doubles(part, len(found) - len(joined), len(joined), first, problems)


def _tell_doubles(
    part: Part, twice: int, joined: int, first: str, problems: ReadingProblems
) -> None:
    """Tell of rows that stand in another table, or say the other state of its rows."""
    total = len(part.raw.rows)
    if twice:
        problems.add(
            "SUBMISSION-TABLE-TWICE",
            part.raw.place,
            f"{twice} of its {total} rows stand with equal figures in {first} already; "
            "they are taken once",
            f"此表 {total} 行中有 {twice} 行与 {first} 相同，只计一次",
            severity=Severity.NOTE,
            file=part.raw.file,
        )
    if joined:
        problems.add(
            "SUBMISSION-STATES-JOINED",
            part.raw.place,
            f"{joined} of its {total} rows give the other state of windows in {first}; "
            "they are joined by building, storey and number",
            f"此表 {total} 行中有 {joined} 行是 {first} 中各窗的另一状态，"
            "按楼、层、窗号并为一行",
            severity=Severity.NOTE,
            file=part.raw.file,
        )


def _double(all_: _Gathered, one: _Figures) -> _Figures | None:
    """Row of another table that says the same; None without one."""
    if not one.row.label:
        return None
    for index in all_.known.get(_key(one.row), ()):
        other = all_.rows[index]
        if other.table != one.table and _agree(other, one):
            return other
    return None


def _gathered(parts: Iterable[Part], problems: ReadingProblems) -> _Gathered:
    """Rows of all tables; numbers that stand twice are told."""
    all_ = _Gathered()
    listed = list(parts)
    for part in listed:
        _add_table(all_, part, problems, alone=len(listed) == 2)
    return all_


def _tell_duplicates(all_: _Gathered, problems: ReadingProblems) -> None:
    """Tell of numbers that stand twice in a building and storey."""
    for (_, floor, label), rows in all_.known.items():
        if len(rows) < 2 or not label:
            continue
        row = all_.rows[rows[0]].row
        places = [
            f"{all_.tables[all_.rows[i].table]}:{all_.rows[i].row.line}" for i in rows
        ]
        storey = "" if floor == NO_FLOOR else f", storey {floor}"
        storey_zh = "" if floor == NO_FLOOR else f"第 {floor} 层"
        problems.add(
            "SUBMISSION-DUPLICATE-WINDOW",
            places[0],
            f"window {row.label!r} of building {row.building!r}{storey} stands "
            f"{len(rows)} times, also at {', '.join(places[1:4])}; all rows are kept",
            f"楼“{row.building}”{storey_zh}的窗号“{row.label}”出现 {len(rows)} 次，"
            f"另见 {'、'.join(places[1:4])}；各行均保留",
            found=row.label,
        )


def _objects(texts: Sequence[str]) -> NDArray[np.object_]:
    """Texts as an array of objects."""
    array = np.empty(len(texts), dtype=np.object_)
    array[:] = texts
    return array


def _ragged(rows: Sequence[_Listed]) -> SubmittedSegments:
    """Segments as ragged arrays."""
    sizes = [len(row) if row else 0 for row in rows]
    flat = [limit for row in rows if row for limit in row]
    limits = np.array(flat, dtype=np.float64).reshape(-1, 2)
    return SubmittedSegments(
        offsets=np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        start=limits[:, 0].copy(),
        end=limits[:, 1].copy(),
        given=np.array([row is not None for row in rows], dtype=np.bool_),
    )


def _common(all_: _Gathered) -> dict[str, Any]:
    """Columns that windows and units share."""
    rows = all_.rows
    return {
        "label": _objects([r.row.label for r in rows]),
        "building": _objects([r.row.building for r in rows]),
        "outcome": _objects([r.row.outcome for r in rows]),
        "floor": np.array([r.row.floor for r in rows], dtype=np.int32),
        "minutes_before": np.array([r.minutes[0] for r in rows], dtype=np.float64),
        "minutes_after": np.array([r.minutes[1] for r in rows], dtype=np.float64),
        "table": np.array([r.table for r in rows], dtype=np.int32),
        "line": np.array([r.row.line for r in rows], dtype=np.int32),
        "tables": tuple(all_.tables),
    }


def submitted_windows(
    parts: Sequence[Part], problems: ReadingProblems
) -> SubmittedWindows:
    """Window tables of all files (送审窗表).

    Parameters
    ----------
    parts : sequence of Part
        Tables as read; those of households are passed over.
    problems : ReadingProblems
        Where problems are added.
    """
    all_ = _gathered((p for p in parts if p.kind == "windows"), problems)
    _tell_duplicates(all_, problems)
    rows = all_.rows
    return SubmittedWindows(
        household=_objects([r.row.household for r in rows]),
        room=_objects([r.row.room for r in rows]),
        sill_height=np.array([r.sill for r in rows], dtype=np.float64),
        segments_before=_ragged([r.segments[0] for r in rows]),
        segments_after=_ragged([r.segments[1] for r in rows]),
        **_common(all_),
    )


def submitted_units(parts: Sequence[Part], problems: ReadingProblems) -> SubmittedUnits:
    """Tables of households and other units of all files (送审分户表).

    Parameters
    ----------
    parts : sequence of Part
        Tables as read; those of windows are passed over.
    problems : ReadingProblems
        Where problems are added.
    """
    return SubmittedUnits(
        **_common(_gathered((p for p in parts if p.kind == "units"), problems))
    )
