"""What other rules say of the same project, on the terminal (规则比较)."""

from rich.console import Console
from rich.text import Text

from sunlight.assessment import RulesComparison
from sunlight.cli.layout import empty_table, print_heading, print_item
from sunlight.cli.summary_units import MOST_ROWS
from sunlight.report.comparison import verdict_cell
from sunlight.report.texts import texts
from sunlight.rules import Language, Outcome, outcome_text

__all__ = ["print_comparison"]


def print_comparison(
    comparison: RulesComparison, lang: Language, console: Console
) -> None:
    """Print outcomes in numbers, then the units that differ (规则比较).

    Parameters
    ----------
    comparison : RulesComparison
        A project under several rules.
    lang : {'zh', 'en'}
        Language.
    console : Console
        Where to.
    """
    words = texts(lang)
    print_heading(console, words["comparison.title"])
    print_item(console, words["comparison.same_place"])
    unverified = [o.rules.name for o in comparison.by_rules if o.rules.status != "read"]
    if unverified:
        names = words["cells.separator"].join(unverified)
        print_item(console, words["comparison.unverified"].format(names=names))
    table = empty_table()
    table.add_column(words["columns.rules"])
    for outcome in Outcome:
        table.add_column(outcome_text(outcome, lang), justify="right")
    table.add_column(words["comparison.whole"])
    for found in comparison.by_rules:
        table.add_row(
            found.rules.name,
            *(str(found.counts.get(outcome, 0)) for outcome in Outcome),
            outcome_text(found.outcome, lang),
        )
    console.print(table)
    _print_differing(comparison, lang, console)


def _print_differing(
    comparison: RulesComparison, lang: Language, console: Console
) -> None:
    """Print the units whose outcome depends on the rules."""
    words, differing = texts(lang), comparison.differing
    if not differing:
        print_heading(console, words["comparison.none_differ"])
        return
    title = words["comparison.differing"].format(count=len(differing))
    print_heading(console, title)
    table = empty_table()
    table.add_column(words["columns.unit"], no_wrap=True)
    for found in comparison.by_rules:
        table.add_column(found.rules.name)
    for unit in differing[:MOST_ROWS]:
        cells = [verdict_cell(verdict, words, lang) for verdict in unit.verdicts]
        table.add_row(unit.unit, *(Text(cell) for cell in cells))
    console.print(table)
    if len(differing) > MOST_ROWS:
        more = words["comparison.more"].format(count=len(differing) - MOST_ROWS)
        print_item(console, more)
