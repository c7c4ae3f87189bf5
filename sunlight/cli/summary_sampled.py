"""What samples would say, on the terminal (采样对照)."""

from rich.console import Console

from sunlight.cli.layout import print_heading, print_item
from sunlight.cli.summary_units import MOST_ROWS
from sunlight.report.texts import texts
from sunlight.report.unit_records import ResultSampled
from sunlight.rules import Language, Outcome, outcome_text

__all__ = ["print_sampled"]


def print_sampled(sampled: ResultSampled, lang: Language, console: Console) -> None:
    """Print how far samples would be off, and what they would turn (采样对照).

    Parameters
    ----------
    sampled : ResultSampled
        As in the result document.
    lang : {'zh', 'en'}
        Language.
    console : Console
        Where to.
    """
    words = texts(lang)
    print_heading(console, words["sampled.title"].format(sampling=sampled.sampling))
    line = words["sampled.windows"].format(
        count=sampled.windows_differing,
        greatest=f"{sampled.greatest_difference:.2f}",
    )
    print_item(console, line)
    if not sampled.turned:
        print_item(console, words["sampled.no_turns"])
    else:
        hidden = sum(turn.outcome is Outcome.FAIL for turn in sampled.turned)
        line = words["sampled.turns"].format(count=len(sampled.turned), hidden=hidden)
        print_item(console, line)
    for turn in sampled.turned[:MOST_ROWS]:
        line = words["sampled.unit"].format(
            unit=turn.unit,
            exact=outcome_text(turn.outcome, lang),
            sampled=outcome_text(turn.alternative_outcome, lang),
        )
        print_item(console, f"  {line}")
    if len(sampled.turned) > MOST_ROWS:
        count = len(sampled.turned) - MOST_ROWS
        print_item(console, words["sampled.more"].format(count=count))
    print_item(console, words["sampled.note"])
