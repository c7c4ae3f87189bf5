"""GitHub: annotations of a workflow run and its summary page (GitHub 注释与摘要)."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from sunlight.findings import Severity
from sunlight.report.ci.junit import outcome_word
from sunlight.report.ci.records import CiReport, CiResult, CiSubject
from sunlight.report.texts import Texts, texts
from sunlight.report.units import figure_text
from sunlight.rules import Language, Outcome

__all__ = ["MOST_ANNOTATIONS", "annotations", "step_summary"]

MOST_ANNOTATIONS: Final = 10
"""GitHub shows this many annotations of a level and step."""
MOST_ROWS: Final = 100
"""Rows of a table of the summary; GitHub takes a page up to 1 MiB."""

_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}
_DATA: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY: Final = {**_DATA, ":": "%3A", ",": "%2C"}


def annotations(report: CiReport, *, lang: Language = "zh") -> tuple[str, ...]:
    """Workflow commands that put results on the page of a run (工作流注释).

    Parameters
    ----------
    report : CiReport
        The report.
    lang : {'zh', 'en'}
        Language.

    Returns
    -------
    tuple of str
        Lines such as ``::error file=a.ifc,line=7,title=规程七(四)::…``; of each level
        the worst, and where there are more than GitHub shows, the last says how many.
    """
    words, lines = texts(lang), []
    for level, command in _COMMANDS.items():
        told = [r for r in report.results if r.level is level]
        fits = len(told) <= MOST_ANNOTATIONS
        shown = told if fits else told[: MOST_ANNOTATIONS - 1]
        for result in shown:
            properties = {
                "file": result.place.file.path,
                "line": str(report.line_of(result.place)),
                "title": result.rule,
            }
            lines.append(_command(command, properties, result.message.of(lang)))
        if not fits:
            rest = words["ci.summary_line"].format(count=len(told) - len(shown))
            lines.append(_command(command, {"title": report.name}, rest))
    if report.exit_code and not any(line.startswith("::error") for line in lines):
        why = words["ci.not_green"].format(
            code=report.exit_code, why=outcome_word(report, words)
        )
        properties = {"file": report.source.path, "title": report.name}
        lines.append(_command("error", properties, why))
    return tuple(lines)


def _command(command: str, properties: dict[str, str], message: str) -> str:
    """One workflow command, escaped as GitHub wants it."""
    told = ",".join(
        f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items()
    )
    return f"::{command} {told}::{_escaped(message, _DATA)}"


def _escaped(text: str, codes: dict[str, str]) -> str:
    """Text with the characters that end a command or property replaced."""
    return "".join(codes.get(c, c) for c in text)


def step_summary(report: CiReport, *, lang: Language = "zh") -> str:
    """Page of a workflow run in Markdown (作业摘要).

    Parameters
    ----------
    report : CiReport
        The report.
    lang : {'zh', 'en'}
        Language.

    Returns
    -------
    str
        Outcome, failing units, units that were not judged, findings.
    """
    words = texts(lang)
    units = [r for r in report.results if r.subject is not CiSubject.FINDING]
    counts = {o: sum(r.outcome is o for r in units) for o in Outcome}
    heading = "ci.heading" if units else "ci.heading_check"
    lines = [
        "## " + words[heading].format(name=_cell(report.name)),
        "",
        words["ci.outcome"].format(
            outcome=outcome_word(report, words), code=report.exit_code
        ),
    ]
    if units:
        told = words["ci.counts"].format(
            units=len(units),
            passed=counts[Outcome.PASS],
            failed=counts[Outcome.FAIL],
            unjudged=counts[Outcome.NOT_JUDGED],
            without=counts[Outcome.NOT_APPLICABLE],
        )
        lines += ["", told]
    lines += _failing(report.failed, words)
    lines += _unjudged(report.not_judged, words, lang)
    lines += _findings(report.findings, words, lang)
    return "\n".join(lines) + "\n\n"


def _failing(results: Sequence[CiResult], words: Texts) -> list[str]:
    """Table of failing units."""
    names = ("unit", "place", "before", "after", "threshold", "clause")

    def row(result: CiResult) -> tuple[str, ...]:
        figures = result.figures
        shown = (
            ("", "", "")
            if figures is None
            else tuple(
                figure_text(figure, figures.measure_unit, words)
                for figure in (figures.before, figures.after, figures.threshold)
            )
        )
        unit = result.place.unit or result.place.building
        return (unit, result.place.logical_path, *shown, result.rule)

    return _table("failing", names, results, map(row, results), words)


def _unjudged(results: Sequence[CiResult], words: Texts, lang: Language) -> list[str]:
    """Table of units that were not judged."""
    rows = (
        (r.place.unit or r.place.building, r.rule, r.message.of(lang)) for r in results
    )
    return _table("unjudged", ("unit", "clause", "message"), results, rows, words)


def _findings(results: Sequence[CiResult], words: Texts, lang: Language) -> list[str]:
    """Table of findings."""
    rows = (
        (
            words[f"severity.{(r.level or Severity.NOTE).value}"],
            r.rule,
            r.place.file.path,
            r.message.of(lang),
        )
        for r in results
    )
    return _table(
        "findings", ("level", "code", "file", "message"), results, rows, words
    )


def _table(
    key: str,
    names: Sequence[str],
    results: Sequence[CiResult],
    rows: Iterable[Sequence[str]],
    words: Texts,
) -> list[str]:
    """A heading and a table, cut where it is long; nothing without rows."""
    if not results:
        return []
    heads = [words[f"ci.column_{name}"] for name in names]
    lines = [
        "",
        "### " + words[f"ci.{key}"].format(count=len(results)),
        "",
        "| " + " | ".join(heads) + " |",
        "|" + "---|" * len(heads),
    ]
    lines += [
        "| " + " | ".join(_cell(c) for c in row) + " |"
        for row in islice(rows, MOST_ROWS)
    ]
    if len(results) > MOST_ROWS:
        lines += ["", words["ci.more"].format(count=len(results) - MOST_ROWS)]
    return lines


def _cell(text: str) -> str:
    """Text that stays one cell and is not taken for markup."""
    for sign in "\\`*_{}[]<>#|~":
        text = text.replace(sign, "&#" + str(ord(sign)) + ";")
    return " ".join(text.split())
