"""Chapter ``findings``: findings, parts left out, readings taken, critical units."""

from collections import Counter
from typing import Final

from sunlight.findings import Finding, Severity
from sunlight.report.content.judged.figures import Wordy
from sunlight.report.content.records import (
    Block,
    Cell,
    Chapter,
    Column,
    Paragraph,
    Table,
    Tone,
)
from sunlight.report.critical import critical_by_unit, critical_text
from sunlight.report.segments import DASH
from sunlight.rules import Outcome, outcome_text

__all__ = ["findings_chapter"]

MOST_OF_A_CODE: Final = 20
"""So many notes of one code are listed; the rest are counted."""

_TONES: Final[dict[Severity, Tone]] = {
    Severity.ERROR: "fail",
    Severity.WARNING: "open",
    Severity.NOTE: "note",
}


def findings_chapter(told: Wordy) -> Chapter:
    """What somebody has to look at, and what was chosen (检查结果).

    Parameters
    ----------
    told : Wordy
        What the report is written from.

    Returns
    -------
    Chapter
        ``findings``; errors and warnings in full.
    """
    words = told.words
    parts = (
        ("list", _findings(told)),
        ("excluded", _excluded(told)),
        ("readings", _readings(told)),
        ("critical", _critical(told)),
    )
    return Chapter(
        id="findings",
        title=words["results.findings"],
        sections=tuple(
            Chapter(
                id=f"findings-{name}",
                title=words[f"results.findings_{name}"],
                blocks=blocks,
            )
            for name, blocks in parts
        ),
    )


def _findings(told: Wordy) -> tuple[Block, ...]:
    """Findings, the gravest first; of many notes of one code the first few."""
    words, findings = told.words, told.assessment.findings
    if not findings:
        return (Paragraph(text=words["results.no_findings"]),)
    severities = Counter(finding.severity for finding in findings)
    counted = words["results.findings_counted"].format(
        error=severities[Severity.ERROR],
        warning=severities[Severity.WARNING],
        note=severities[Severity.NOTE],
    )
    rows, codes = [], Counter[str]()
    for severity in Severity:
        for finding in findings:
            if finding.severity is not severity:
                continue
            codes[finding.code] += 1
            note = severity is Severity.NOTE
            if not note or codes[finding.code] <= MOST_OF_A_CODE:
                rows.append(_finding_row(told, finding))
    cut = [
        words["results.more_of_a_code"].format(code=code, count=count - MOST_OF_A_CODE)
        for code, count in _notes_by_code(findings).items()
        if count > MOST_OF_A_CODE
    ]
    widths = {"severity": 0.7, "code": 1.6, "where": 1.4, "message": 4.0}
    table = Table(
        id="findings-list",
        caption=words["results.findings_caption"],
        columns=tuple(
            Column(
                id=name,
                title=words[f"results_column.{name}"],
                width=widths.get(name, 1.5),
            )
            for name in ("severity", "code", "where", "message")
        ),
        rows=tuple(rows),
        note=words["results.findings_note"],
    )
    return (Paragraph(text=counted), table, *(Paragraph(text=text) for text in cut))


def _notes_by_code(findings: tuple[Finding, ...]) -> Counter[str]:
    """How many notes there are of each code."""
    return Counter(f.code for f in findings if f.severity is Severity.NOTE)


def _finding_row(told: Wordy, finding: Finding) -> tuple[Cell, ...]:
    """Cells of one finding.

    What was expected and found is known in English alone: the Chinese message does
    without it.
    """
    severity = told.words[f"severity.{finding.severity.value}"]
    message = finding.message_zh
    if told.lang != "zh":
        pairs = (("expected", finding.expected), ("found", finding.found))
        said = [f"{told.words[f'results_column.{k}']}: {v}" for k, v in pairs if v]
        message = "\n".join((finding.message, *said))
    return (
        Cell(text=severity, tone=_TONES[finding.severity]),
        Cell(text=finding.code),
        Cell(text=finding.where or DASH),
        Cell(text=message),
    )


def _excluded(told: Wordy) -> tuple[Block, ...]:
    """Parts of the model that shade nothing, with the clause."""
    words, excluded = told.words, told.assessment.excluded
    if not excluded:
        return (Paragraph(text=words["results.no_excluded"]),)
    kinds = Counter((e.building, e.name, e.kind, e.clause) for e in excluded)
    rows = tuple(
        (
            Cell(text=building or words["results.site"]),
            Cell(text=name or DASH),
            Cell(text=words[f"results_part.{kind.value}"]),
            Cell(text=str(count), value=float(count)),
            Cell(text=clause),
        )
        for (building, name, kind, clause), count in kinds.items()
    )
    table = Table(
        id="excluded-parts",
        caption=words["results.excluded_caption"],
        columns=(
            Column(id="building", title=words["results_column.building"]),
            Column(id="name", title=words["results_column.name"]),
            Column(id="kind", title=words["results_column.kind"]),
            Column(id="parts", title=words["results_column.parts"], kind="number"),
            Column(id="clause", title=words["results_column.clause"]),
        ),
        rows=rows,
    )
    return (Paragraph(text=words["results.excluded_intro"]), table)


def _readings(told: Wordy) -> tuple[Block, ...]:
    """How sentences were read that can be read in two ways."""
    words, assessment = told.words, told.assessment
    readings = assessment.rules.readings
    if not readings:
        return (Paragraph(text=words["results.no_readings"]),)
    taken = assessment.rules.values.alternatives
    chinese = told.lang == "zh"
    rows = []
    for reading in readings:
        other = reading.id in taken
        chosen = reading.chosen_zh if chinese else reading.chosen_en
        alternative = reading.alternative_zh if chinese else reading.alternative_en
        said, left = (alternative, chosen) if other else (chosen, alternative)
        mark = words[
            "results.reading_alternative" if other else "results.reading_usual"
        ]
        rows.append(
            (
                Cell(text=reading.clause),
                Cell(text=said, tone="open" if other else ""),
                Cell(text=left),
                Cell(text=mark, tone="open" if other else ""),
            )
        )
    table = Table(
        id="readings-taken",
        caption=words["results.readings_caption"],
        columns=(
            Column(id="clause", title=words["results_column.clause"]),
            Column(id="taken", title=words["results_column.taken"], width=3.0),
            Column(id="left", title=words["results_column.left"], width=3.0),
            Column(id="choice", title=words["results_column.choice"], width=0.9),
        ),
        rows=tuple(rows),
    )
    count = sum(reading.id in taken for reading in readings)
    intro = words["results.readings_intro"].format(count=len(readings), other=count)
    return (Paragraph(text=intro), table)


def _critical(told: Wordy) -> tuple[Block, ...]:
    """Units that a slip of the survey would turn."""
    words, assessment = told.words, told.assessment
    survey = assessment.project.survey
    if not survey.given:
        return (Paragraph(text=words["results.no_survey"]),)
    tolerance = told.joined(
        words[f"cells.critical_{name}"].format(change=f"{change:g}")
        for name, change in (
            ("height", survey.height),
            ("plan", survey.plan),
            ("minutes", survey.minutes),
        )
        if change is not None
    )
    critical = critical_by_unit(assessment)
    if not critical:
        text = words["results.no_critical"].format(tolerance=tolerance)
        return (Paragraph(text=text),)
    outcomes = {(u.counted_as, u.verdict.unit): u.verdict.outcome for u in told.units}
    rows = []
    for (kind, name), unit in critical.items():
        outcome = outcomes.get((kind, name), Outcome.NOT_APPLICABLE)
        rows.append(
            (
                Cell(text=name),
                Cell(text=words[f"counted_as.{kind.value}"]),
                Cell(text=outcome_text(outcome, told.lang)),
                Cell(text=critical_text(unit, words) or DASH),
            )
        )
    table = Table(
        id="critical-units",
        caption=words["results.critical_caption"],
        columns=(
            Column(id="unit", title=words["results_column.unit"], width=1.5),
            Column(id="counted_as", title=words["results_column.counted_as"]),
            Column(id="outcome", title=words["results_column.outcome"], kind="outcome"),
            Column(id="critical", title=words["results_column.critical"], width=2.5),
        ),
        rows=tuple(rows),
    )
    text = words["results.critical_intro"].format(
        count=len(critical), tolerance=tolerance
    )
    return (Paragraph(text=text, tone="note"), table)
