"""What the summary says besides verdicts (终端附注): agreements, critical units."""

from collections import defaultdict

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sunlight.cli.layout import empty_table, print_heading, print_item
from sunlight.cli.summary_units import MOST_ROWS, Summary, shortened
from sunlight.report.critical import critical_text
from sunlight.report.projects import losses_by_project
from sunlight.report.texts import Texts
from sunlight.rules import Outcome

__all__ = ["print_notes"]


def print_notes(summary: Summary, words: Texts, console: Console) -> None:
    """Print agreements on record, critical units, and who takes what (附注).

    Parameters
    ----------
    summary : Summary
        What is summed up.
    words : mapping
        Catalogue.
    console : Console
        Where to.
    """
    counts = summary.document.counts
    if counts.compensated:
        failing = sum(
            bool(h.compensation) and h.outcome is Outcome.FAIL
            for h in summary.document.households
        )
        line = words["summary.compensated"]
        console.print(line.format(count=counts.compensated, failing=failing))
    _print_critical(summary, words, console)
    _print_projects(summary, words, console)


def _print_critical(summary: Summary, words: Texts, console: Console) -> None:
    """Print the units whose outcome the survey's tolerance would turn."""
    survey = summary.assessment.project.survey
    if not survey.given:
        return
    names = [
        f"{unit.unit} [{critical_text(unit, words)}]"
        for unit in summary.assessment.critical
    ]
    told = [
        words[f"cells.critical_{name}"].format(change=f"{change:g}")
        for name, change in (
            ("height", survey.height),
            ("plan", survey.plan),
            ("minutes", survey.minutes),
        )
        if change is not None
    ]
    tolerance = words["cells.separator"].join(told)
    key = "summary.critical" if names else "summary.no_critical"
    line = words[key].format(
        count=len(names), tolerance=tolerance, names=shortened(names, words)
    )
    console.print(Text(line))


def _print_projects(summary: Summary, words: Texts, console: Console) -> None:
    """Print what the units of each building lose to each project."""
    losses = losses_by_project(summary.assessment)
    if not losses:
        return
    sums: dict[str, dict[tuple[str, str], float]] = defaultdict(
        lambda: defaultdict(float)
    )
    units: dict[str, int] = defaultdict(int)
    for loss in losses:
        units[loss.building] += 1
        for part in loss.parts:
            sums[loss.building][part.kind, part.project] += part.minutes
    kinds = list(dict.fromkeys(key for row in sums.values() for key in row))
    kinds.sort(key=lambda key: (key[0] != "own", key[0] != "side", key))
    print_heading(console, words["summary.projects"])
    table = _empty_projects(kinds, words)
    for building in list(sums)[:MOST_ROWS]:
        row = sums[building]
        table.add_row(
            building,
            str(units[building]),
            *(f"{row[key]:.1f}" if key in row else "" for key in kinds),
            f"{sum(row.values()):.1f}",
        )
    more = len(sums) - MOST_ROWS
    if more > 0:
        key = "more_unwritten" if summary.folder is None else "more_rows"
        caption = words[f"summary.{key}"]
        table.caption = caption.format(count=more, file="projects.csv")
    console.print(table)
    print_item(console, words["summary.projects_note"])


def _empty_projects(kinds: list[tuple[str, str]], words: Texts) -> Table:
    """Return a table with a column for each party."""
    table = empty_table()
    table.add_column(words["columns.building"], no_wrap=True)
    table.add_column(words["columns.units"], justify="right")
    for kind, project in kinds:
        named = f"{words[f'taker.{kind}']} {project}".strip()
        table.add_column(named, justify="right")
    table.add_column(words["summary.total"], justify="right")
    return table
