"""What the summary says on the scope (终端汇总中的分析范围)."""

from collections import Counter

from rich.console import Console
from rich.text import Text

from sunlight.assessment.scoping.findings import OUTSIDE_LOSES, out_of_scope
from sunlight.cli.layout import print_heading, print_item
from sunlight.cli.summary_units import Summary
from sunlight.model.wording import name_some
from sunlight.report.texts import Texts
from sunlight.scope import ScopeRole

__all__ = ["print_losses_outside", "print_scope_lines"]


def print_scope_lines(summary: Summary, words: Texts, console: Console) -> None:
    """Print buildings by their part in the scope, and rows added (范围汇总).

    Parameters
    ----------
    summary : Summary
        What is summed up.
    words : mapping
        Catalogue.
    console : Console
        Where to.
    """
    scope = summary.assessment.scope
    print_heading(console, words["scope.title"])
    if scope is None:
        print_item(console, words["scope.none"])
        return
    separator = words["cells.separator"]
    counts = Counter(entry.role for entry in scope.entries)
    parts = [
        words["scope.part"].format(
            role=words[f"scope_role.{role.value}"], count=counts[role]
        )
        for role in ScopeRole
        if counts[role]
    ]
    out = sum(out_of_scope(v) for v in summary.assessment.verdicts)
    if out:
        parts.append(words["scope.out"].format(count=out))
    print_item(console, words["scope.counted"].format(parts=separator.join(parts)))
    for step in scope.steps:
        line = words["scope.step"].format(
            number=step.number,
            because=name_some(step.because),
            added=name_some(step.added),
        )
        print_item(console, line)


def print_losses_outside(summary: Summary, words: Texts, console: Console) -> None:
    """Print where the project takes sunlight outside the scope (范围外提示).

    Parameters
    ----------
    summary : Summary
        What is summed up.
    words : mapping
        Catalogue.
    console : Console
        Where to.
    """
    where = [f.where for f in summary.assessment.findings if f.code == OUTSIDE_LOSES]
    if where:
        line = words["scope.warning"].format(buildings=name_some(where))
        console.print(Text(line, style="bold yellow"))
