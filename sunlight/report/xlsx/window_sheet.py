"""The window table as bureaus know it, before and after (窗户日照分析表)."""

import math
from collections.abc import Sequence

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from numpy.typing import NDArray

from sunlight.report.blame import household_windows, unit_windows
from sunlight.report.shading import parts_texts
from sunlight.report.tables import windows_table
from sunlight.report.xlsx.book import Book
from sunlight.report.xlsx.segment_sheet import sum_formula
from sunlight.report.xlsx.sheets import Column, ColumnKind, Marked, Sheet, Value
from sunlight.report.xlsx.times import (
    DAY_MIN,
    day_parts,
    duration_formats,
    known,
)
from sunlight.rules import CountingUnit, Verdict, outcome_text, wording_text

__all__ = ["window_sheet"]

_STATES = ("before", "after")


def window_sheet(book: Book, segments: Sheet) -> Sheet:
    """One row a window: segments, total, before and after, verdict of its unit (窗表).

    Totals are formulas over the exact times of `segments`; the exact minutes of the
    calculation stand at the end of the row, with what the two differ by.

    Parameters
    ----------
    book : Book
        The workbook.
    segments : Sheet
        That of :func:`~sunlight.report.xlsx.segment_sheet.segment_sheet`.
    """
    table = windows_table(book.assessment)
    columns = (
        *_place_columns(book, table),
        *(c for state in _STATES for c in _state_columns(book, table, segments, state)),
        *_unit_columns(book),
        *_check_columns(book),
    )
    below = (book.words["cells.below"],)
    return Sheet(
        name=book.said("tab_windows"),
        heading=book.heading(book.said("title_windows")),
        line=book.line,
        columns=columns,
        marked=(
            *(
                Marked(
                    by=f"reaches_{state}",
                    words=below,
                    tone="fail",
                    columns=(f"segments_{state}", f"total_{state}", f"reaches_{state}"),
                )
                for state in _STATES
            ),
            *book.outcome_marks("wording", "outcome"),
        ),
        frozen=4,
        large=True,
        printed="clause",
    )


def _place_columns(book: Book, table: pa.Table) -> list[Column]:
    """Where a window is."""
    words = book.words

    def column(
        key: str, heading: str, kind: ColumnKind, width: float, values: Sequence[Value]
    ) -> Column:
        return Column(
            key=key,
            heading=heading,
            values=values,
            kind=kind,
            width=width,
        )

    of = {name: table.column(name).to_pylist() for name in table.column_names}
    number = range(1, table.num_rows + 1)
    return [
        column("serial", book.said("serial"), "whole", 6.0, list(number)),
        column("building", words["columns.building"], "text", 9.0, of["building"]),
        column("floor", book.said("floor"), "whole", 6.0, of["floor"]),
        column("window", words["columns.window"], "text", 15.0, of["window"]),
        column(
            "sill_height",
            words["columns.sill_height"],
            "metres",
            8.0,
            of["sill_height"],
        ),
        column("household", book.said("household"), "text", 12.0, of["household"]),
        column("room", words["columns.room"], "text", 15.0, of["room"]),
        column("day", words["columns.day"], "word", 7.0, of["day"]),
    ]


def _state_columns(
    book: Book, table: pa.Table, segments: Sheet, state: str
) -> list[Column]:
    """Segments, total and whether that is enough, in one state."""
    words, group = book.words, book.words[f"grids.{state}"]
    minutes = getattr(book.assessment.windows, f"minutes_{state}")

    def texts(name: str) -> list[Value]:
        told = table.column(f"{name}_{state}").to_pylist()
        measured = ~np.isnan(minutes)
        return [
            text.replace("; ", "\n") if there and text else None
            for text, there in zip(told, measured.tolist(), strict=True)
        ]

    reached = {True: words["cells.reaches"], False: words["cells.below"], None: None}
    return [
        Column(
            key=f"segments_{state}",
            heading=book.said("segments"),
            values=texts("segments"),
            kind="long",
            width=15.0,
            group=group,
        ),
        Column(
            key=f"dropped_{state}",
            heading=book.said("dropped"),
            values=texts("dropped"),
            kind="long",
            width=12.0,
            group=group,
        ),
        Column(
            key=f"total_{state}",
            heading=book.said("total"),
            values=day_parts(minutes),
            kind="duration",
            width=9.0,
            group=group,
            formats=duration_formats(minutes),
            formula=lambda sheet, row: sum_formula(segments, sheet, row, group),
        ),
        Column(
            key=f"reaches_{state}",
            heading=book.said("reaches"),
            values=[reached[v] for v in table.column(f"reaches_{state}").to_pylist()],
            kind="word",
            width=8.0,
            group=group,
        ),
    ]


def _unit_columns(book: Book) -> list[Column]:
    """What became of the minutes, and of the unit that the window belongs to."""
    assessment, words = book.assessment, book.words
    windows, project = assessment.windows, assessment.project
    verdicts = _verdicts(book)
    change = windows.minutes_after - windows.minutes_before
    lost = parts_texts(assessment, windows.lost, words).to_pylist()
    if not len(project.windows):
        lost = []

    def formula(sheet: Sheet, row: int) -> str:
        after, before = sheet.letter("total_after"), sheet.letter("total_before")
        return f"({after}{row}-{before}{row})*{DAY_MIN:g}"

    return [
        Column(
            key="change",
            heading=book.said("change"),
            values=known(change),
            kind="signed",
            width=9.0,
            formula=formula,
        ),
        Column(
            key="best",
            heading=book.said("best"),
            values=_best(book),
            kind="word",
            width=8.0,
        ),
        Column(
            key="wording",
            heading=words["columns.wording"],
            values=[
                v if v is None else wording_text(v.wording, book.lang) for v in verdicts
            ],
            kind="word",
            width=12.0,
        ),
        Column(
            key="outcome",
            heading=words["columns.outcome"],
            values=[
                v if v is None else outcome_text(v.outcome, book.lang) for v in verdicts
            ],
            kind="word",
            width=9.0,
        ),
        Column(
            key="clause",
            heading=words["columns.clause"],
            values=[v if v is None else v.clause for v in verdicts],
            width=12.0,
        ),
        Column(
            key="lost_to",
            heading=words["columns.lost_to"],
            values=lost,
            width=26.0,
        ),
    ]


def _verdicts(book: Book) -> list[Verdict | None]:
    """Verdict of the household of each window, or of its room where that is judged."""
    assessment = book.assessment
    rooms = assessment.project.rooms
    of_room: list[Verdict | None] = [
        assessment.households.verdicts[h] if h >= 0 else None
        for h in rooms.household.tolist()
    ]
    for unit in assessment.units:
        if unit.counted_as is CountingUnit.ROOM:
            of_room[unit.room] = unit.verdict
    of_room.append(None)
    return [of_room[room] for room in assessment.project.windows.room.tolist()]


def _best(book: Book) -> list[Value]:
    """In which state the minutes of a unit are those of the window."""
    assessment = book.assessment
    count = len(assessment.project.windows)
    flags = np.zeros((2, count + 1), dtype=np.bool_)
    for best in (household_windows(assessment), unit_windows(assessment)):
        flags[0, best.before[best.has_before]] = True
        flags[1, best.after] = True
    said = [None, *(book.said(k) for k in ("best_before", "best_after", "best_both"))]
    code = flags[0, :count] + 2 * flags[1, :count]
    return [said[i] for i in code.tolist()]


def _check_columns(book: Book) -> list[Column]:
    """Exact minutes of the calculation, and how far the formulas are from them."""
    windows = book.assessment.windows

    def minutes(state: str, figures: NDArray[np.float64]) -> Column:
        return Column(
            key=f"minutes_{state}",
            heading=book.words[f"columns.minutes_{state}"],
            values=known(figures),
            kind="minutes",
            width=12.0,
            group=book.said("check"),
        )

    def formula(sheet: Sheet, row: int) -> str:
        pairs = [
            f"ABS(N({sheet.letter(f'total_{state}')}{row})*{DAY_MIN:g}"
            f"-N({sheet.letter(f'minutes_{state}')}{row}))"
            for state in _STATES
        ]
        return f"ROUND(MAX({','.join(pairs)}),6)"

    measured = zip(
        windows.minutes_before.tolist(), windows.minutes_after.tolist(), strict=True
    )
    return [
        minutes("before", windows.minutes_before),
        minutes("after", windows.minutes_after),
        Column(
            key="check",
            heading=book.said("check_difference"),
            values=[
                None if math.isnan(b) and math.isnan(a) else 0.0 for b, a in measured
            ],
            kind="minutes",
            width=11.0,
            group=book.said("check"),
            formula=formula,
        ),
    ]
