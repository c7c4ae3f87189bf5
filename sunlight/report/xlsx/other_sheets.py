"""Units of other uses, who took what, and findings (其他用途、遮挡、检查结果)."""

from collections import Counter
from typing import Final

import numpy as np

from sunlight.findings import Severity
from sunlight.report.blame import blamed_texts, unit_windows
from sunlight.report.shading import losses_table
from sunlight.report.units import figure_text, units_table
from sunlight.report.xlsx.book import Book, columns_of
from sunlight.report.xlsx.sheets import Column, Marked, Sheet, Value
from sunlight.report.xlsx.times import day_parts, duration_formats

__all__ = ["finding_sheet", "shading_sheet", "unit_sheet"]

_PLACE: Final = (
    ("unit", "text", 18.0),
    ("counted_as", "word", 9.0),
    ("building", "text", 10.0),
    ("use", "word", 14.0),
    ("standing", "word", 11.0),
    ("day", "word", 7.0),
    ("floor", "whole", 6.0),
    ("kind", "word", 13.0),
)
_VERDICT: Final = (
    ("wording", "word", 12.0),
    ("outcome", "word", 9.0),
    ("clause", "text", 12.0),
    ("tally_total", "figure", 9.0),
    ("tally_needed", "figure", 9.0),
    ("tally_before", "word", 10.0),
    ("tally_after", "word", 10.0),
    ("decisive_room", "text", 14.0),
    ("window_before", "text", 14.0),
    ("window_after", "text", 14.0),
    ("taken_by", "long", 26.0),
    ("reasons", "long", 26.0),
    ("remarks", "long", 16.0),
    ("figure_before", "minutes", 12.0),
    ("figure_after", "minutes", 12.0),
    ("figure_threshold", "minutes", 10.0),
    ("measure_unit", "word", 8.0),
)


def unit_sheet(book: Book) -> Sheet:
    """One row a room, building or ground that a clause judges (其他用途).

    Parameters
    ----------
    book : Book
        The workbook.
    """
    assessment, words = book.assessment, book.words
    best = unit_windows(assessment)
    taken_by = blamed_texts(assessment, best, words)
    table = units_table(assessment, words, book.lang, best, taken_by)
    verdicts = [unit.verdict for unit in assessment.units]
    shown = [
        Column(
            key=f"shown_{key}",
            heading=words[heading],
            values=[
                figure_text(getattr(v, key), v.measure_unit, words) for v in verdicts
            ],
            kind="word",
            width=12.0,
        )
        for key, heading in (
            ("before", "grids.before"),
            ("measured", "grids.after"),
            ("threshold", "summary.required"),
        )
    ]
    columns = (
        *columns_of(table, _PLACE, words),
        *shown,
        *columns_of(table, _VERDICT, words),
    )
    return Sheet(
        name=book.said("tab_units"),
        heading=book.heading(book.said("title_units")),
        line=book.line,
        columns=columns,
        marked=book.outcome_marks("wording", "outcome"),
        frozen=1,
        large=True,
        printed="remarks",
    )


def shading_sheet(book: Book) -> Sheet:
    """One row a window and owner: what it takes before and after (遮挡).

    Parameters
    ----------
    book : Book
        The workbook.
    """
    assessment, words = book.assessment, book.words
    table = losses_table(assessment, words)
    row_of = {name: i for i, name in enumerate(assessment.project.windows.id.tolist())}
    windows = table.column("window").to_pylist()
    row = np.array([row_of[name] for name in windows], dtype=np.int64)
    building = np.array(book.building_ids, dtype=object)[
        assessment.project.windows.building[row]
    ]
    columns = [
        Column(
            key="building",
            heading=words["columns.building"],
            values=building.tolist(),
            width=10.0,
        ),
        Column(
            key="window", heading=words["columns.window"], values=windows, width=18.0
        ),
        Column(
            key="owner",
            heading=words["columns.owner"],
            values=table.column("owner").to_pylist(),
            width=18.0,
        ),
        *columns_of(table, [("kind", "word", 11.0)], words),
    ]
    for key in ("taken_before", "taken_after"):
        minutes = np.array(table.column(key).to_pylist(), dtype=np.float64)
        columns.append(
            Column(
                key=key,
                heading=book.said(key),
                values=day_parts(minutes),
                kind="duration",
                width=12.0,
                formats=duration_formats(minutes),
            )
        )
    columns += columns_of(table, [("lost", "signed", 12.0)], words)
    return Sheet(
        name=book.said("tab_shading"),
        heading=book.heading(book.said("title_shading")),
        line=book.line,
        columns=tuple(columns),
        frozen=2,
    )


def finding_sheet(book: Book) -> Sheet:
    """One row a finding, the gravest first (检查结果).

    Parameters
    ----------
    book : Book
        The workbook.
    """
    words = book.words
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    found = sorted(book.assessment.findings, key=lambda f: (ranks[f.severity], f.code))
    counted = Counter(f.severity for f in found)
    zh = book.lang == "zh"

    def column(key: str, width: float, values: list[Value], kind: str) -> Column:
        return Column(
            key=key,
            heading=book.said(key),
            values=values,
            kind=kind,  # type: ignore[arg-type]
            width=width,
        )

    severities: list[Value] = [words[f"severity.{f.severity.value}"] for f in found]
    return Sheet(
        name=book.said("tab_findings"),
        heading=book.heading(book.said("title_findings")),
        line=words["check.counted"].format(
            **{severity.value: counted[severity] for severity in Severity}
        ),
        columns=(
            column("severity", 9.0, severities, "word"),
            column("code", 30.0, [f.code for f in found], "text"),
            column("where", 24.0, [f.where for f in found], "long"),
            column(
                "message",
                100.0,
                [f.message_zh if zh else f.message for f in found],
                "long",
            ),
        ),
        marked=tuple(
            Marked(
                by="severity",
                words=(words[f"severity.{severity.value}"],),
                tone=tone,
                columns=("severity",),
            )
            for severity, tone in (
                (Severity.ERROR, "fail"),
                (Severity.WARNING, "gain"),
                (Severity.NOTE, "open"),
            )
        ),
        frozen=1,
    )
