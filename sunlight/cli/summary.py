"""The summary on the terminal, for people (终端汇总)."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from sunlight.assessment import Run
from sunlight.cli.layout import print_heading, print_item
from sunlight.cli.summary_grounds import print_grounds
from sunlight.cli.summary_notes import print_notes
from sunlight.cli.summary_sampled import print_sampled
from sunlight.cli.summary_scope import print_losses_outside, print_scope_lines
from sunlight.cli.summary_units import (
    MOST_ROWS,
    Summary,
    print_households,
    print_units,
    shortened,
)
from sunlight.findings import Finding, Severity
from sunlight.kinds import Use
from sunlight.model.wording import name_some
from sunlight.report.notes import standing_notes
from sunlight.report.segments import time_band
from sunlight.report.standards import threshold_of
from sunlight.report.texts import Texts, texts
from sunlight.report.unit_records import ResultReading
from sunlight.rules import Language, Outcome, SettingInForce, outcome_text

__all__ = ["MOST_ROWS", "Summary", "print_ending", "print_findings", "print_summary"]

MOST_OF_A_CODE: Final = 3
"""So many findings of one code are printed in full."""

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


def print_summary(summary: Summary, console: Console) -> None:
    """Print tables of units, failing ones, findings and conventions (汇总).

    Parameters
    ----------
    summary : Summary
        What is summed up.
    console : Console
        Where to.
    """
    words, document = texts(summary.lang), summary.document
    title = words["summary.title"].format(name=document.project.name)
    console.print(Text(title, style="bold"))
    if document.buildings:
        print_households(summary, words, console)
    print_units(summary, words, console)
    print_grounds(summary, words, console)
    print_notes(summary, words, console)
    if not document.buildings and not document.units:
        console.print(words["summary.no_households"])
    print_scope_lines(summary, words, console)
    counts = document.counts
    console.print(
        words["summary.windows"].format(
            total=counts.windows,
            measured=counts.windows_measured,
            threshold=f"{threshold_of(summary.assessment):g}",
            below=counts.windows_below_after,
        )
    )
    if counts.windows_assumed:
        line = words["summary.windows_assumed"]
        console.print(line.format(count=f"{counts.windows_assumed:,}"))
    if document.readings is not None:
        _print_readings(document.readings, summary, words, console)
    if document.sampled is not None:
        print_sampled(document.sampled, summary.lang, console)
    if summary.assessment.findings:
        print_heading(console, words["summary.findings"])
        print_findings(summary.assessment.findings, summary.lang, console)
    _print_conventions(summary, words, console)
    print_heading(console, words["summary.notes"])
    for note in standing_notes(summary.assessment.rules, summary.lang):
        print_item(console, note)
    console.print()
    print_ending(summary, console)


def print_findings(
    findings: Sequence[Finding],
    lang: Language,
    console: Console,
    *,
    notes_in_full: bool = False,
) -> None:
    """Print errors and warnings one by one, notes as a count (检查结果).

    Of many findings of one code the first few are printed and the rest counted; files
    and ``--json`` have them all.

    Parameters
    ----------
    findings : sequence of Finding
        About the project.
    lang : {'zh', 'en'}
        Language.
    console : Console
        Where to.
    notes_in_full : bool
        Whether notes are printed like warnings.
    """
    words = texts(lang)
    order = [Severity.ERROR, Severity.WARNING]
    if notes_in_full:
        order.append(Severity.NOTE)
    shown = [f for severity in order for f in findings if f.severity is severity]
    told: Counter[str] = Counter()
    for finding in shown:
        told[finding.code] += 1
        if told[finding.code] > MOST_OF_A_CODE:
            continue
        message = finding.message_zh if lang == "zh" else finding.message
        label = words[f"severity.{finding.severity.value}"]
        text = Text(
            f"{label} {finding.code} ", style=_SEVERITY_STYLES[finding.severity]
        )
        text.append(f"[{finding.where}] {message}", style="default")
        print_item(console, text)
    for code, count in told.items():
        if count > MOST_OF_A_CODE:
            more = words["summary.more_of_a_code"]
            print_item(console, more.format(code=code, count=count - MOST_OF_A_CODE))
    notes = Counter(f.code for f in findings if f.severity is Severity.NOTE)
    if notes and not notes_in_full:
        codes = ", ".join(
            code if count == 1 else f"{code} ×{count}" for code, count in notes.items()
        )
        line = words["summary.notes_counted"]
        print_item(console, line.format(count=notes.total(), codes=codes))


def _print_readings(
    readings: Sequence[ResultReading],
    summary: Summary,
    words: Texts,
    console: Console,
) -> None:
    """Print which outcomes each alternative reading turns."""
    print_heading(console, words["summary.readings"])
    for reading in readings:
        if not reading.turned:
            continue
        line = words["summary.reading_turns"].format(
            reading=reading.reading,
            clause=reading.clause,
            alternative=reading.alternative_zh
            if summary.lang == "zh"
            else reading.alternative_en,
            count=len(reading.turned),
        )
        print_item(console, line)
        units = [
            words["summary.reading_unit"].format(
                unit=turn.unit,
                chosen=outcome_text(turn.outcome, summary.lang),
                other=outcome_text(turn.alternative_outcome, summary.lang),
            )
            for turn in reading.turned
        ]
        print_item(console, f"  {shortened(units, words)}")
    unturned = [reading.reading for reading in readings if not reading.turned]
    if unturned:
        line = words["summary.readings_unturned"]
        print_item(console, line.format(names=", ".join(unturned)))


def _print_conventions(summary: Summary, words: Texts, console: Console) -> None:
    """Print place, and day, band and declination of each run, and readings."""
    source = summary.document.provenance
    print_heading(console, words["summary.conventions"])
    place = words["summary.conventions_line"].format(
        latitude=f"{source.latitude:.4f}",
        longitude=f"{source.longitude:.4f}",
        place_origin=words.get(
            f"place_origin.{source.place_origin}", source.place_origin
        ),
    )
    print_item(console, place)
    for run in summary.assessment.runs:
        print_item(console, _day_line(summary, run, words))
    readings = words["summary.readings_line"].format(
        rules=source.rules,
        full_window=words[f"full_window.{source.full_window}"],
        own_plates=words[f"own_plates.{source.own_plates}"],
        engine=source.engine,
    )
    print_item(console, readings)
    in_force = summary.assessment.rules.settings.in_force
    if in_force:
        print_item(console, words["summary.settings_line"])
    for setting in in_force:
        print_item(console, f"  {_setting_words(setting, summary.lang, words)}")
    if source.figures:
        line = words["summary.figures_line"]
        print_item(console, line.format(edition=summary.assessment.rules.edition))
    for figure in source.figures:
        print_item(console, f"  {figure}")


def _setting_words(setting: SettingInForce, lang: Language, words: Texts) -> str:
    """Return a setting in words, with the use that it is for."""
    told = setting.words(lang)
    return (
        told if setting.use is None else f"{words[f'use.{setting.use.value}']} {told}"
    )


def _day_line(summary: Summary, run: Run, words: Texts) -> str:
    """Return day, band and declination of a run, and the uses that have it."""
    assessment = summary.assessment
    project = assessment.project
    measured = {project.buildings[b].use for b in project.windows.building[run.windows]}
    if run is assessment.runs[0]:
        measured.add(Use.RESIDENTIAL)
    measured |= {
        ground.use
        for ground, found in zip(project.grounds, assessment.grounds, strict=True)
        if found is not None and found.path.band == run.path.band
    }
    return words["summary.day_line"].format(
        day=run.conditions.day.value,
        uses=words["cells.separator"].join(
            words[f"use.{use.value}"] for use in Use if use in measured
        ),
        band=time_band(run.path.band),
        declination=f"{run.path.declination.degrees:.4f}",
        origin=run.path.declination.origin,
    )


def print_ending(summary: Summary, console: Console) -> None:
    """Print where the files are, and the outcome of the whole (结尾).

    Parameters
    ----------
    summary : Summary
        What is summed up.
    console : Console
        Where to.
    """
    words = texts(summary.lang)
    if summary.folder is None:
        console.print(words["summary.no_files"])
    else:
        folder = str(summary.folder.resolve())
        console.print(words["summary.files"].format(folder=folder), soft_wrap=True)
        names = [*(file.name for file in summary.document.files), "result.json"]
        print_item(console, ", ".join(names))
    print_losses_outside(summary, words, console)
    outcome = summary.document.outcome
    line = Text(f"{words['summary.outcome']}: ")
    line.append(_outcome_words(outcome, summary, words), style=_OUTCOME_STYLES[outcome])
    console.print(line)


def _outcome_words(outcome: Outcome, summary: Summary, words: Texts) -> str:
    """Return what the whole comes to, with households and other units counted."""
    counts, unlisted = summary.document.counts, summary.assessment.unlisted
    if outcome is Outcome.PASS:
        counted = _counted(counts.passed, counts.units_passed, words)
        return words["summary.PASS"].format(counted=counted)
    if outcome is Outcome.FAIL:
        counted = _counted(counts.failed, counts.units_failed, words)
        return words["summary.FAIL"].format(counted=counted)
    why = words["summary.why_nothing"]
    if unlisted:
        why = words["summary.why_unlisted"].format(buildings=name_some(unlisted))
    if counts.not_judged or counts.units_not_judged:
        counted = _counted(counts.not_judged, counts.units_not_judged, words)
        why = words["summary.why_missing"].format(counted=counted)
    return words["summary.NOT_JUDGED"].format(why=why)


def _counted(households: int, units: int, words: Texts) -> str:
    """Return both numbers, or the one that is not 0."""
    if not units:
        return words["summary.counted_households"].format(count=households)
    if not households:
        return words["summary.counted_units"].format(count=units)
    both = words["summary.counted_both"]
    return both.format(households=households, units=units)
