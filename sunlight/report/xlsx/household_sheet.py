"""Households: the summary by building, and one row each (分楼统计、户表)."""

from typing import Final

import numpy as np

from sunlight.report.blame import blamed_texts, household_windows
from sunlight.report.tables import buildings_table, households_table
from sunlight.report.xlsx.book import Book, columns_of
from sunlight.report.xlsx.sheets import Column, Marked, Sheet, Total, Value
from sunlight.report.xlsx.times import (
    DAY_MIN,
    day_parts,
    duration_formats,
    known,
    signed_formats,
)
from sunlight.rules import Standing

__all__ = ["household_sheet", "summary_sheet"]

_COUNTS: Final = (
    "households", "satisfied_before", "satisfied_after", "satisfied_to_not",
    "unaffected", "affected", "gained", "failed", "not_judged",
        "not_applicable",
)  # fmt: skip

_NEW: Final = (Standing.OWN_NEW, Standing.CONCURRENT)
"""Standings without a before."""


def summary_sheet(book: Book) -> Sheet:
    """Households by building, with sums (分楼统计表).

    New buildings of the project have no before: their cell is blank, not 0.

    Parameters
    ----------
    book : Book
        The workbook.
    """
    words = book.words
    table = buildings_table(book.assessment, words)
    new = {words[f"standing.{standing.value}"] for standing in _NEW}
    standing = table.column("standing").to_pylist()
    columns = columns_of(
        table,
        [
            ("building", "text", 19.0),
            ("name", "text", 18.0),
            ("standing", "word", 12.0),
            ("role", "word", 10.0),
        ],
        words,
    )
    for key in _COUNTS:
        values: list[Value] = table.column(key).to_pylist()
        if key == "satisfied_before":
            values = [
                None if where in new else value
                for value, where in zip(values, standing, strict=True)
            ]
        columns.append(
            Column(
                key=key,
                heading=words[f"columns.{key}"],
                values=values,
                kind="whole",
                width=11.0,
            )
        )
    groups = list(dict.fromkeys(standing))
    parts = [
        Total(
            label=book.said("total_of", standing=word),
            columns=_COUNTS,
            only=word,
            by="standing",
        )
        for word in groups
    ]
    return Sheet(
        name=book.said("tab_summary"),
        heading=book.heading(book.said("title_summary")),
        line=book.line,
        columns=tuple(columns),
        marked=(),
        totals=(*parts, Total(label=words["summary.total"], columns=_COUNTS)),
        frozen=1,
    )


def household_sheet(book: Book) -> Sheet:
    """One row a household with its verdict (户日照表).

    Parameters
    ----------
    book : Book
        The workbook.
    """
    assessment, words = book.assessment, book.words
    taken_by = blamed_texts(assessment, household_windows(assessment), words)
    table = households_table(assessment, words, book.lang, taken_by)
    verdicts = assessment.households.verdicts
    before = np.array([v.before for v in verdicts], dtype=np.float64)
    after = np.array([v.measured for v in verdicts], dtype=np.float64)
    threshold = np.array([v.threshold for v in verdicts], dtype=np.float64)

    def duration(key: str, heading: str, minutes: np.ndarray) -> Column:
        return Column(
            key=key,
            heading=heading,
            values=day_parts(minutes),
            kind="duration",
            width=10.0,
            formats=duration_formats(minutes),
        )

    change = Column(
        key="change",
        heading=book.said("change"),
        values=known(after - before),
        kind="signed",
        width=9.0,
        formats=signed_formats(after - before, [v.tolerance for v in verdicts]),
        formula=_change,
    )
    columns = (
        *columns_of(table, [("building", "text", 9.0)], words),
        Column(
            key="floor",
            heading=book.said("floor"),
            values=table.column("floor").to_pylist(),
            kind="whole",
            width=6.0,
        ),
        Column(
            key="household",
            heading=book.said("household"),
            values=table.column("household").to_pylist(),
            width=14.0,
        ),
        *columns_of(table, [("standing", "word", 11.0)], words),
        duration("before", book.said("before"), before),
        duration("after", book.said("after"), after),
        change,
        duration("threshold", book.said("threshold"), threshold),
        *columns_of(
            table,
            [
                ("wording", "word", 12.0),
                ("outcome", "word", 9.0),
                ("clause", "text", 12.0),
                ("window_before", "text", 15.0),
                ("window_after", "text", 15.0),
            ],
            words,
        ),
        *columns_of(table, _REMARKS, words),
        *columns_of(
            table,
            [("minutes_before", "minutes", 12.0), ("minutes_after", "minutes", 12.0)],
            words,
        ),
    )
    gained = words["direction.gain"]
    return Sheet(
        name=book.said("tab_households"),
        heading=book.heading(book.said("title_households")),
        line=book.line,
        columns=(
            *columns,
            *columns_of(table, [("direction", "word", 7.0)], words),
        ),
        marked=(
            *book.outcome_marks("wording", "outcome"),
            Marked(
                by="direction", words=(gained,), tone="gain", columns=("direction",)
            ),
        ),
        frozen=3,
        large=True,
        printed="compensation",
    )


_REMARKS: Final = (
    ("taken_by", "long", 26.0),
    ("reasons", "long", 22.0),
    ("remarks", "long", 14.0),
    ("critical", "long", 14.0),
    ("compensation", "long", 12.0),
)


def _change(sheet: Sheet, row: int) -> str:
    """Formula of what a household gains."""
    after, before = sheet.letter("after"), sheet.letter("before")
    return f"({after}{row}-{before}{row})*{DAY_MIN:g}"
