"""What the summary says on households and other units (终端汇总中的评定单元)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sunlight.assessment import Assessment
from sunlight.cli.layout import empty_table, print_heading
from sunlight.model.wording import name_some
from sunlight.report.blame import blamed_texts, household_windows, unit_windows
from sunlight.report.document_records import (
    ResultDocument,
    ResultHousehold,
)
from sunlight.report.segments import exact_duration
from sunlight.report.texts import Texts
from sunlight.report.unit_records import ResultUnit
from sunlight.report.units import figure_text
from sunlight.report.uses import UseSummary, uses_by_building
from sunlight.rules import (
    CountingUnit,
    Language,
    Outcome,
    Reason,
    Standing,
    Wording,
    reason_text,
    wording_text,
)

__all__ = [
    "MOST_ROWS",
    "Summary",
    "print_households",
    "print_units",
    "shortened",
]

MOST_ROWS: Final = 30
"""Rows of a table on the terminal; the files have them all."""
MOST_NAMES: Final = 10
"""Names in a sentence on the terminal; ``result.json`` has them all."""

_COUNTS: Final = (
    "households",
    "satisfied_before",
    "satisfied_after",
    "satisfied_to_not",
    "unaffected",
    "affected",
    "gained",
    "not_judged",
)
_USE_COUNTS: Final = ("units", "passed", "no_effect", "failed", "not_judged")
_GROUNDS: Final = (CountingUnit.GROUND.value, CountingUnit.LAND.value)
_WITHOUT_BEFORE: Final = (Standing.OWN_NEW.value, Standing.CONCURRENT.value)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Summary:
    """What is summed up (汇总内容).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    document : ResultDocument
        The same as a document.
    lang : {'zh', 'en'}
        Language.
    folder : Path or None
        Where the files are; None if none were written.
    """

    assessment: Assessment
    document: ResultDocument
    lang: Language
    folder: Path | None


def print_households(summary: Summary, words: Texts, console: Console) -> None:
    """Print the bureau's table, failing households, and those not judged (户的汇总).

    Parameters
    ----------
    summary : Summary
        What is summed up.
    words : mapping
        Catalogue.
    console : Console
        Where to.
    """
    print_heading(console, words["summary.buildings"])
    console.print(_buildings(summary, words))
    households = summary.document.households
    failing = [i for i, h in enumerate(households) if h.outcome is Outcome.FAIL]
    if failing:
        print_heading(console, words["summary.failing"].format(count=len(failing)))
        console.print(_failing_households(summary, words, failing))
    else:
        print_heading(console, words["summary.no_failing"])
    _print_not_judged(households, "not_judged", summary, words, console)


def print_units(summary: Summary, words: Texts, console: Console) -> None:
    """Print other uses by building, failing units, and those not judged (其他用途汇总).

    Parameters
    ----------
    summary : Summary
        What is summed up.
    words : mapping
        Catalogue.
    console : Console
        Where to.
    """
    rows = uses_by_building(summary.assessment)
    if rows:
        print_heading(console, words["summary.uses"])
        console.print(_uses(rows, summary, words))
        known = enumerate(summary.document.units)
        rows_of = {i: u for i, u in known if u.counted_as not in _GROUNDS}
        units = list(rows_of.values())
        failing = [i for i, u in rows_of.items() if u.outcome is Outcome.FAIL]
        if failing:
            title = words["summary.failing_units"].format(count=len(failing))
            print_heading(console, title)
            console.print(_failing_units(summary, words, failing))
        elif units and not any(
            u.outcome is Outcome.FAIL for u in summary.document.units
        ):
            print_heading(console, words["summary.no_failing_units"])
        _print_not_judged(units, "not_judged_units", summary, words, console)
    names = summary.document.buildings_without_units
    if names and (summary.document.households or summary.document.units):
        text = words["summary.nothing_listed"].format(
            count=len(names), names=shortened(names, words)
        )
        console.print(Text(text, style="yellow"))


def shortened(names: Sequence[str], words: Texts) -> str:
    """Names as a list, cut where it grows long (名单).

    Parameters
    ----------
    names : sequence of str
        All of them.
    words : mapping
        Catalogue.

    Returns
    -------
    str
        At most :data:`MOST_NAMES`, with the number of all where some are left out.
    """
    shown = list(names[:MOST_NAMES])
    if len(names) > MOST_NAMES:
        shown.append(words["summary.and_more"].format(count=len(names)))
    return words["cells.separator"].join(shown)


def _buildings(summary: Summary, words: Texts) -> Table:
    """Return the bureau's table with its totals."""
    rows = summary.document.buildings
    table = empty_table()
    table.add_column(words["columns.building"], no_wrap=True)
    table.add_column(words["columns.standing"])
    for name in _COUNTS:
        table.add_column(words[f"columns.{name}"], justify="right")
    for row in rows[:MOST_ROWS]:
        style = "red" if row.failed else ""
        counts = [str(getattr(row, name)) for name in _COUNTS]
        if row.standing in _WITHOUT_BEFORE:
            counts[_COUNTS.index("satisfied_before")] = words["summary.no_before"]
        table.add_row(
            row.building, words[f"standing.{row.standing}"], *counts, style=style
        )
    table.add_section()
    totals = [str(sum(getattr(row, name) for row in rows)) for name in _COUNTS]
    table.add_row(words["summary.total"], "", *totals, style="bold")
    _caption(table, len(rows), "buildings.csv", summary, words)
    return table


def _uses(rows: Sequence[UseSummary], summary: Summary, words: Texts) -> Table:
    """Return other uses by building with their totals."""
    table = empty_table()
    table.add_column(words["columns.building"], no_wrap=True)
    for name in ("use", "counted_as", "day"):
        table.add_column(words[f"columns.{name}"])
    for name in _USE_COUNTS:
        table.add_column(words[f"columns.{name}"], justify="right")
    for row in rows[:MOST_ROWS]:
        table.add_row(
            row.building,
            words[f"use.{row.use.value}"],
            words[f"counted_as.{row.counted_as.value}"],
            row.day,
            *(str(getattr(row, name)) for name in _USE_COUNTS),
            style="red" if row.failed else "" if row.units else "yellow",
        )
    table.add_section()
    totals = [str(sum(getattr(row, name) for row in rows)) for name in _USE_COUNTS]
    table.add_row(words["summary.total"], "", "", "", *totals, style="bold")
    _caption(table, len(rows), "units.csv", summary, words)
    return table


def _failing_table(words: Texts, names: Sequence[str], figures: Sequence[str]) -> Table:
    """Return an empty table of failing units."""
    table = empty_table()
    for name in names:
        table.add_column(words[f"columns.{name}"], no_wrap=True)
    for name in figures:
        table.add_column(words[f"summary.{name}"], justify="right", no_wrap=True)
    table.add_column(words["columns.wording"])
    table.add_column(words["columns.clause"], no_wrap=True)
    table.add_column(words["summary.taken_by"])
    return table


def _failing_households(summary: Summary, words: Texts, rows: list[int]) -> Table:
    """Return failing households, the worst first."""
    assessment, households = summary.assessment, summary.document.households
    taken_by = blamed_texts(assessment, household_windows(assessment), words)
    table = _failing_table(words, ["household"], ["before", "after", "margin"])
    rows = sorted(rows, key=lambda i: _worst_first(households[i].margin))
    for i in rows[:MOST_ROWS]:
        household = households[i]
        table.add_row(
            household.household,
            exact_duration(household.minutes_before, words),
            exact_duration(household.minutes_after, words),
            exact_duration(household.margin, words),
            wording_text(Wording(household.wording), summary.lang),
            household.clause,
            taken_by[i],
        )
    _caption(table, len(rows), "households.csv", summary, words)
    return table


def _failing_units(summary: Summary, words: Texts, rows: list[int]) -> Table:
    """Return failing units of other uses: by minutes, then by number; worst first."""
    assessment, units = summary.assessment, summary.document.units
    taken_by = blamed_texts(assessment, unit_windows(assessment), words)
    figures = ("before", "after", "required", "margin")
    table = _failing_table(words, ["unit"], figures)
    rows = sorted(
        rows, key=lambda i: (units[i].measure_unit, _worst_first(units[i].margin))
    )
    for i in rows[:MOST_ROWS]:
        unit = units[i]
        shown = (unit.before, unit.after, unit.threshold, unit.margin)
        table.add_row(
            unit.unit,
            *(figure_text(figure, unit.measure_unit, words) for figure in shown),
            wording_text(Wording(unit.wording), summary.lang),
            unit.clause,
            taken_by[i],
        )
    _caption(table, len(rows), "units.csv", summary, words)
    return table


def _worst_first(margin: float | None) -> float:
    """Margin of a unit, the worst where there is none."""
    return float("-inf") if margin is None else margin


def _print_not_judged(
    units: Iterable[ResultHousehold | ResultUnit],
    key: str,
    summary: Summary,
    words: Texts,
    console: Console,
) -> None:
    """Print how many were not judged, and why."""
    rows = [unit for unit in units if unit.outcome is Outcome.NOT_JUDGED]
    if not rows:
        return
    reasons = Counter(reason for row in rows for reason in row.reasons)
    about = list(dict.fromkeys(name for row in rows for name in row.reason_buildings))
    listed = words["cells.separator"].join(
        words["summary.reason_count"].format(
            reason=_reason(reason, about, summary.lang, words), count=count
        )
        for reason, count in reasons.most_common()
    )
    text = words[f"summary.{key}"].format(count=len(rows), reasons=listed)
    console.print(Text(text, style="yellow"))


def _reason(reason: str, about: list[str], lang: Language, words: Texts) -> str:
    """Reason in words, with the buildings it is about."""
    text = reason_text(Reason(reason), lang)
    if reason != Reason.SHADER_HEIGHT_ASSUMED.value or not about:
        return text
    return words["summary.reason_about"].format(reason=text, names=name_some(about))


def _caption(
    table: Table, rows: int, file: str, summary: Summary, words: Texts
) -> None:
    """Say where the rest of a table is, if it is cut."""
    if rows > MOST_ROWS:
        key = "more_unwritten" if summary.folder is None else "more_rows"
        table.caption = words[f"summary.{key}"].format(
            count=rows - MOST_ROWS, file=file
        )
