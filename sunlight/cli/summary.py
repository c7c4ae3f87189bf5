"""The summary on the terminal, for people (终端汇总)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sunlight.assessment import Assessment
from sunlight.findings import Finding, Severity
from sunlight.report.blame import blamed_texts
from sunlight.report.document_records import ResultDocument, ResultHousehold
from sunlight.report.notes import standing_notes
from sunlight.report.segments import exact_duration, time_band
from sunlight.report.tables import threshold_of
from sunlight.report.texts import Texts, texts
from sunlight.rules import (
    Language,
    Outcome,
    Reason,
    Standing,
    Wording,
    reason_text,
    wording_text,
)

__all__ = ["MOST_ROWS", "Summary", "print_findings", "print_summary"]

MOST_ROWS: Final = 30
"""Rows of a table on the terminal; the files have them all."""

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
_WITHOUT_BEFORE: Final = (Standing.OWN_NEW.value, Standing.CONCURRENT.value)
_SEVERITY_STYLES: Final = {
    Severity.ERROR: "red",
    Severity.WARNING: "yellow",
    Severity.NOTE: "",
}
_OUTCOME_STYLES: Final = {
    Outcome.PASS: "bold green",
    Outcome.FAIL: "bold red",
    Outcome.NOT_JUDGED: "bold yellow",
    Outcome.NOT_APPLICABLE: "bold yellow",
}


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


def print_summary(summary: Summary, console: Console) -> None:
    """Print the bureau's table, failing households, findings and conventions (汇总).

    Parameters
    ----------
    summary : Summary
        What is summed up.
    console : Console
        Where to.
    """
    words = texts(summary.lang)
    title = words["summary.title"].format(name=summary.document.project.name)
    console.print(Text(title, style="bold"))
    if summary.document.buildings:
        _heading(console, words["summary.buildings"])
        console.print(_buildings(summary, words))
        _failing(summary, words, console)
        _not_judged(summary, words, console)
    else:
        console.print(words["summary.no_households"])
    counts = summary.document.counts
    console.print(
        words["summary.windows"].format(
            total=counts.windows,
            measured=counts.windows_measured,
            threshold=f"{threshold_of(summary.assessment):g}",
            below=counts.windows_below_after,
        )
    )
    if summary.assessment.findings:
        _heading(console, words["summary.findings"])
        print_findings(summary.assessment.findings, summary.lang, console)
    _conventions(summary, words, console)
    _heading(console, words["summary.notes"])
    for note in standing_notes(summary.assessment.rules, summary.lang):
        console.print(_item(note))
    console.print()
    _ending(summary, words, console)


def print_findings(
    findings: Sequence[Finding], lang: Language, console: Console
) -> None:
    """Print errors and warnings one by one, notes as a count (检查结果).

    Parameters
    ----------
    findings : sequence of Finding
        About the project.
    lang : {'zh', 'en'}
        Language.
    console : Console
        Where to.
    """
    words = texts(lang)
    order = [Severity.ERROR, Severity.WARNING]
    grave = [f for severity in order for f in findings if f.severity is severity]
    for finding in grave:
        message = finding.message_zh if lang == "zh" else finding.message
        label = words[f"severity.{finding.severity.value}"]
        text = Text(
            f"{label} {finding.code} ", style=_SEVERITY_STYLES[finding.severity]
        )
        text.append(f"[{finding.where}] {message}", style="default")
        console.print(_item(text))
    notes = Counter(f.code for f in findings if f.severity is Severity.NOTE)
    if notes:
        codes = ", ".join(
            code if count == 1 else f"{code} ×{count}" for code, count in notes.items()
        )
        text = Text(
            words["summary.notes_counted"].format(count=notes.total(), codes=codes)
        )
        console.print(_item(text))


def _heading(console: Console, words: str) -> None:
    """Print a heading after an empty line."""
    console.print()
    console.print(Text(words, style="bold"))


def _item(content: str | Text) -> RenderableType:
    """Return an indented paragraph."""
    return Padding(content, (0, 0, 0, 2), expand=False)


def _table() -> Table:
    """Return an empty table in the house's look."""
    from rich import box

    return Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold"
    )


def _buildings(summary: Summary, words: Texts) -> Table:
    """Return the bureau's table with its totals."""
    rows = summary.document.buildings
    table = _table()
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
    if len(rows) > MOST_ROWS:
        table.caption = _more(len(rows) - MOST_ROWS, "buildings.csv", summary, words)
    return table


def _failing(summary: Summary, words: Texts, console: Console) -> None:
    """Print failing households, the worst first."""
    households = summary.document.households
    rows = [i for i, h in enumerate(households) if h.outcome is Outcome.FAIL]
    if not rows:
        _heading(console, words["summary.no_failing"])
        return
    rows.sort(key=lambda i: _margin(households[i]))
    _heading(console, words["summary.failing"].format(count=len(rows)))
    taken_by = blamed_texts(summary.assessment, words)
    table = _table()
    table.add_column(words["columns.household"], no_wrap=True)
    for name in ("before", "after", "margin"):
        table.add_column(words[f"summary.{name}"], justify="right", no_wrap=True)
    table.add_column(words["columns.wording"])
    table.add_column(words["columns.clause"], no_wrap=True)
    table.add_column(words["summary.taken_by"])
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
    if len(rows) > MOST_ROWS:
        table.caption = _more(len(rows) - MOST_ROWS, "households.csv", summary, words)
    console.print(table)


def _margin(household: ResultHousehold) -> float:
    """Margin of a household, the worst where there is none."""
    return float("-inf") if household.margin is None else household.margin


def _not_judged(summary: Summary, words: Texts, console: Console) -> None:
    """Print how many households were not judged, and why."""
    rows = [h for h in summary.document.households if h.outcome is Outcome.NOT_JUDGED]
    if not rows:
        return
    reasons = Counter(reason for row in rows for reason in row.reasons)
    listed = words["cells.separator"].join(
        words["summary.reason_count"].format(
            reason=reason_text(Reason(reason), summary.lang), count=count
        )
        for reason, count in reasons.most_common()
    )
    text = words["summary.not_judged"].format(count=len(rows), reasons=listed)
    console.print(Text(text, style="yellow"))


def _more(count: int, file: str, summary: Summary, words: Texts) -> str:
    """Return where the rest of a table is."""
    key = "summary.more_unwritten" if summary.folder is None else "summary.more_rows"
    return words[key].format(count=count, file=file)


def _conventions(summary: Summary, words: Texts, console: Console) -> None:
    """Print place, day, band, declination and readings."""
    source = summary.document.provenance
    _heading(console, words["summary.conventions"])
    lines = (
        words["summary.conventions_line"].format(
            latitude=f"{source.latitude:.4f}",
            longitude=f"{source.longitude:.4f}",
            place_origin=words.get(
                f"place_origin.{source.place_origin}", source.place_origin
            ),
            day=source.day,
            band=time_band(source.band),
            declination=f"{source.declination:.4f}",
        ),
        words["summary.declination_origin"].format(origin=source.declination_origin),
        words["summary.readings_line"].format(
            rules=source.rules,
            full_window=words[f"full_window.{source.full_window}"],
            own_plates=words[f"own_plates.{source.own_plates}"],
            engine=source.engine,
        ),
    )
    for line in lines:
        console.print(_item(line))


def _ending(summary: Summary, words: Texts, console: Console) -> None:
    """Print where the files are, and the outcome of the whole."""
    if summary.folder is None:
        console.print(words["summary.no_files"])
    else:
        folder = str(summary.folder.resolve())
        console.print(words["summary.files"].format(folder=folder), soft_wrap=True)
        names = [*(file.name for file in summary.document.files), "result.json"]
        console.print(_item(", ".join(names)))
    outcome = summary.document.outcome
    text = words[f"summary.{_outcome_key(outcome)}"].format(
        count=summary.document.counts.failed, why=_why(summary, words)
    )
    line = Text(f"{words['summary.outcome']}: ")
    line.append(text, style=_OUTCOME_STYLES[outcome])
    console.print(line)


def _outcome_key(outcome: Outcome) -> str:
    """Return the key of the words on an outcome."""
    known = (Outcome.PASS, Outcome.FAIL)
    return outcome.value if outcome in known else Outcome.NOT_JUDGED.value


def _why(summary: Summary, words: Texts) -> str:
    """Return why the whole is undetermined."""
    counts = summary.document.counts
    if counts.not_judged:
        return words["summary.why_missing"].format(count=counts.not_judged)
    if counts.passed == 0:
        return words["summary.why_nothing"]
    return words["summary.why_uses"]
