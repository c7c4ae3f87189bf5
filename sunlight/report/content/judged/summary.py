"""Chapter ``summary``: households per building, then units of other uses (汇总)."""

from sunlight.report.content.judged.counted import grouping_households
from sunlight.report.content.judged.counts_table import counts_table
from sunlight.report.content.judged.figures import Wordy
from sunlight.report.content.judged.other_uses import other_uses
from sunlight.report.content.records import Block, Chapter, Paragraph
from sunlight.report.uses import buildings_without_units
from sunlight.rules import CountingUnit

__all__ = ["summary_chapter", "unlisted_blocks"]


def summary_chapter(told: Wordy) -> Chapter:
    """Households per building first, then other uses (分楼汇总).

    Parameters
    ----------
    told : Wordy
        What the report is written from.

    Returns
    -------
    Chapter
        ``summary``.
    """
    words = told.words
    households = [u for u in told.units if u.counted_as is CountingUnit.HOUSEHOLD]
    others = [u for u in told.units if u.counted_as is not CountingUnit.HOUSEHOLD]
    blocks: list[Block] = [Paragraph(text=words["results.summary_intro"])]
    if households:
        blocks.append(counts_table(told, "summary-households", households))
    else:
        text = words["results.no_households"]
        blocks.append(Paragraph(text=text, tone="open" if not others else "note"))
    grouping = grouping_households(told.assessment)
    if grouping:
        text = words["results.grouping_households"].format(count=grouping)
        blocks.append(Paragraph(text=text, tone="note"))
    blocks += unlisted_blocks(told)
    sections = (other_uses(told, others),) if others else ()
    return Chapter(
        id="summary",
        title=words["results.summary"],
        blocks=tuple(blocks),
        sections=sections,
    )


def unlisted_blocks(told: Wordy) -> list[Paragraph]:
    """Buildings that a clause asks about and in which nothing is listed (未列单元)."""
    unlisted = buildings_without_units(told.assessment)
    if not unlisted:
        return []
    text = told.words["results.unlisted"].format(
        count=len(unlisted), names=told.joined(unlisted)
    )
    return [Paragraph(text=text, tone="open")]
