"""What the summary says on play grounds and unbuilt land (终端汇总中的场地)."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sunlight.cli.layout import empty_table, print_heading, print_item
from sunlight.cli.summary_units import MOST_ROWS, Summary
from sunlight.report.grounds import ground_units, share_text
from sunlight.report.texts import Texts
from sunlight.report.uses import day_of_unit
from sunlight.rules import Outcome, outcome_text, reason_text, wording_text

__all__ = ["print_grounds"]


def print_grounds(summary: Summary, words: Texts, console: Console) -> None:
    """Print a table of the grounds with their shares, and what is open (场地汇总).

    Parameters
    ----------
    summary : Summary
        What is summed up.
    words : mapping
        Catalogue.
    console : Console
        Where to.
    """
    units = ground_units(summary.assessment)
    if not units:
        return
    print_heading(console, words["summary.grounds"])
    console.print(_grounds(summary, words))
    for unit in units[:MOST_ROWS]:
        if unit.verdict.reasons:
            reasons = words["cells.separator"].join(
                reason_text(reason, summary.lang) for reason in unit.verdict.reasons
            )
            line = words["summary.ground_open"].format(
                ground=unit.verdict.unit, reasons=reasons
            )
            print_item(console, Text(line, style="yellow"))


def _grounds(summary: Summary, words: Texts) -> Table:
    """Return the table."""
    assessment = summary.assessment
    table = empty_table()
    table.add_column(words["columns.ground"], no_wrap=True)
    for name in ("kind", "use", "day"):
        table.add_column(words[f"columns.{name}"])
    for name in ("area", "before", "after", "required"):
        key = "columns.area" if name == "area" else f"summary.{name}"
        table.add_column(words[key], justify="right", no_wrap=True)
    table.add_column(words["columns.wording"])
    table.add_column(words["columns.clause"], no_wrap=True)
    units = ground_units(assessment)
    for unit in units[:MOST_ROWS]:
        ground, verdict = assessment.project.grounds[unit.ground], unit.verdict
        tally = verdict.tally
        needed = None if tally is None else tally.needed
        said = wording_text(verdict.wording, summary.lang)
        table.add_row(
            ground.id,
            words[f"ground_kind.{ground.kind.value}"],
            words[f"use.{ground.use.value}"],
            day_of_unit(assessment, unit),
            words["cells.area"].format(area=f"{ground.polygon.area:.1f}"),
            share_text(None if tally is None else tally.before, words),
            share_text(None if tally is None else tally.after, words),
            words["duration.none"] if needed is None else f"{needed:.0%}",
            said or outcome_text(verdict.outcome, summary.lang),
            verdict.clause,
            style="red" if verdict.outcome is Outcome.FAIL else "",
        )
    if len(units) > MOST_ROWS:
        key = "more_unwritten" if summary.folder is None else "more_rows"
        table.caption = words[f"summary.{key}"].format(
            count=len(units) - MOST_ROWS, file="grounds.csv"
        )
    return table
