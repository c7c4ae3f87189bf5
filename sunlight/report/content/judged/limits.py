"""Chapters ``aids`` and ``notes``: what is no basis, and how far all holds (须知)."""

from typing import Final

from sunlight.report.content.judged.figures import Wordy
from sunlight.report.content.records import (
    Cell,
    Chapter,
    Column,
    Items,
    Paragraph,
    Pictures,
    Table,
)
from sunlight.report.notes import standing_notes
from sunlight.rules import Coverage, ledger

__all__ = ["aids_chapter", "notes_chapter"]

_AIDS: Final = ("isochrone", "shadow", "sunpath", "loss")
_LIMITS: Final = (
    "limit_data",
    "limit_exact",
    "limit_sun",
    "limit_rounding",
    "limit_scope",
    "limit_legal",
    "limit_use",
)
_NOT_DONE: Final = (Coverage.NOT_COMPUTABLE, Coverage.PENDING)


def aids_chapter(told: Wordy) -> Chapter:
    """Drawings that help to understand and decide nothing (辅助分析图).

    Parameters
    ----------
    told : Wordy
        What the report is written from.

    Returns
    -------
    Chapter
        ``aids``.

    Notes
    -----
    Source: 规程六(一).
    """
    words = told.words
    return Chapter(
        id="aids",
        title=words["results.aids"],
        blocks=(
            Paragraph(text=words["results.aids_standing"], tone="note"),
            *(
                Pictures(kind=kind, missing=words[f"results.missing_{kind}"])
                for kind in _AIDS
            ),
        ),
    )


def notes_chapter(told: Wordy) -> Chapter:
    """Standing notes, what the report rests on, and what it does not do (须知).

    Parameters
    ----------
    told : Wordy
        What the report is written from.

    Returns
    -------
    Chapter
        ``notes``.
    """
    words, rules = told.words, told.assessment.rules
    standing = [Paragraph(text=text) for text in standing_notes(rules, told.lang)]
    if rules.status != "read":
        text = words["results.status"].format(status=rules.status)
        standing.append(Paragraph(text=text, tone="open"))
    limits = [Paragraph(text=words[f"results.{name}"]) for name in _LIMITS]
    limits += [
        Paragraph(text=found.zh if told.lang == "zh" else found.en, tone="open")
        for found in rules.unsupported
    ]
    return Chapter(
        id="notes",
        title=words["results.notes"],
        blocks=(Items(items=tuple(standing), numbered=True),),
        sections=(
            Chapter(
                id="notes-limits",
                title=words["results.limits"],
                blocks=(Items(items=tuple(limits), numbered=True),),
            ),
            Chapter(
                id="notes-not-done",
                title=words["results.not_done"],
                blocks=(Paragraph(text=words["results.not_done_intro"]), _ledger(told)),
            ),
        ),
    )


def _ledger(told: Wordy) -> Table:
    """Sentences of the text that no program settles, or this one does not yet."""
    words = told.words
    rows = tuple(
        (
            Cell(text=entry.id),
            Cell(text=entry.meaning(told.lang)),
            Cell(text=entry.remark(told.lang)),
        )
        for entry in ledger(told.assessment.rules)
        if entry.coverage in _NOT_DONE
    )
    return Table(
        id="clauses-not-done",
        caption=words["results.not_done_caption"],
        columns=(
            Column(id="clause", title=words["results_column.clause"], width=1.2),
            Column(id="meaning", title=words["results_column.meaning"], width=3.0),
            Column(id="remark", title=words["results_column.remark"], width=3.0),
        ),
        rows=rows,
    )
