"""Questions, what a person must look at, notes, blanks, what was not read (后附)."""

from collections.abc import Iterator
from typing import Final

from sunlight.findings import Finding, Severity
from sunlight.report.content.cells import text_cell
from sunlight.report.content.records import (
    Blanks,
    Block,
    Cell,
    Chapter,
    Field,
    Items,
    Paragraph,
    Tone,
)
from sunlight.report.declination_words import declination_words
from sunlight.report.notes import standing_notes
from sunlight.report.segments import time_band
from sunlight.review.opinion.chapters.blocks import opinions, table, text
from sunlight.review.opinion.told import Told
from sunlight.review.records.comparison import RowClass
from sunlight.review.records.findings import Grade, ItemState, ReviewPart

__all__ = [
    "notes_chapter",
    "open_chapter",
    "questions_chapter",
    "signing_chapter",
    "unread_chapter",
]

MOST_READING: Final = 100
"""Cells that could not be read, as listed; all stand in ``review.json``."""
MOST_AMBIGUOUS: Final = 40

_READING: Final = (
    ("reading_where", "text", 1.8),
    ("severity", "outcome", 0.8),
    ("reading_message", "text", 4.0),
    ("found", "text", 1.4),
    ("code", "text", 1.6),
)
_AMBIGUOUS: Final = (
    ("building", "text", 1.2),
    ("floor", "number", 0.7),
    ("rows_submitted", "number", 0.9),
    ("windows_model", "number", 0.9),
    ("why", "text", 2.6),
    ("place", "text", 2.6),
)
_SEVERITIES: Final[dict[Severity, Tone]] = {
    Severity.ERROR: "fail",
    Severity.WARNING: "note",
    Severity.NOTE: "",
}


def questions_chapter(told: Told) -> Chapter:
    """Questions that the compiler must answer, numbered (须答复事项).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    """
    asked = [
        Paragraph(
            text=told.say(
                "_questions.item",
                question=told.question(told.findings[number - 1]),
                number=number,
                clause=told.findings[number - 1].clause or told.say("no_clause"),
            )
        )
        for number in told.questions
    ]
    blocks: tuple[Block, ...] = (text(told, "_questions.nothing"),)
    if asked:
        blocks = (
            text(told, "_questions.about", count=len(asked)),
            Items(items=tuple(asked), numbered=True),
        )
    return Chapter(
        id="review-questions", title=told.say("_chapters.questions"), blocks=blocks
    )


def open_chapter(told: Told) -> Chapter:
    """What only a person can see, or could not be read (待人工核查事项).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    """
    listed = tuple(Paragraph(text=each) for each in _open(told))
    blocks: tuple[Block, ...] = (text(told, "_open.nothing"),)
    if listed:
        blocks = (text(told, "_open.about"), Items(items=listed, numbered=True))
    return Chapter(id="review-open", title=told.say("_chapters.open"), blocks=blocks)


def _open(told: Told) -> Iterator[str]:
    """Yield what is open: formal items, findings, rows."""
    review, zh = told.review, told.lang == "zh"
    for item in review.formal:
        if item.state is ItemState.OPEN:
            yield told.say(
                "_open.item",
                title=item.title_zh if zh else item.title,
                clause=item.clause or told.say("no_clause"),
            )
    for number, finding in enumerate(told.findings, start=1):
        if finding.grade is Grade.OPEN:
            yield told.say(
                "_open.finding", message=told.message(finding), number=number
            )
    rows = review.comparison.count(RowClass.OPEN)
    if rows:
        yield told.say("_open.rows", count=rows)
    if review.match.ambiguous:
        yield told.say(
            "_open.ambiguous",
            count=len(review.match.ambiguous),
            rows=sum(len(one.rows) for one in review.match.ambiguous),
        )


def notes_chapter(told: Told) -> Chapter:
    """Standing notes, the tolerance, conventions of our own calculation (说明).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    """
    assessment = told.review.assessment
    notes = [
        told.say("_notes.draft"),
        *(_convention(told)),
        told.say("_notes.tolerance", minutes=f"{told.review.comparison.tolerance:g}"),
        told.say("_notes.rounding"),
        told.say("_notes.causes"),
        told.say("_notes.lists"),
        *standing_notes(assessment.rules, told.lang),
    ]
    return Chapter(
        id="review-notes",
        title=told.say("_chapters.notes"),
        blocks=(
            Items(items=tuple(Paragraph(text=note) for note in notes), numbered=True),
        ),
    )


def _convention(told: Told) -> Iterator[str]:
    """Yield how our own figures were computed, a sentence a day."""
    assessment = told.review.assessment
    source = assessment.provenance
    for run in assessment.runs:
        if not len(run.windows):
            continue
        conditions, path = run.conditions, run.path
        yield told.say(
            "_notes.convention",
            day=conditions.day.value,
            band=time_band(path.band),
            declination=f"{path.declination.degrees:.4f}".replace("-", "−"),
            origin=declination_words(
                path.declination, conditions.day.value, told.words
            ),
            latitude=f"{source.latitude:.4f}",
            shortest=f"{conditions.shortest_segment:g}",
            sill=f"{conditions.sill_minimum:g}",
            rules=source.rules,
            engine=source.engine,
        )


def signing_chapter(told: Told) -> Chapter:
    """Blanks for those who review and check (签署).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    """
    keys = ("reviewer", "checker", "unit", "compiler")
    cells = tuple(Field(label=told.say(f"_signing.{key}"), text="") for key in keys)
    return Chapter(
        id="review-signing",
        title=told.say("_chapters.signing"),
        blocks=(
            text(told, "_signing.about"),
            Blanks(id="review-signing", cells=cells),
        ),
    )


def unread_chapter(told: Told) -> Chapter:
    """Annex: what could not be read or matched (附：未能读取与未能对应的内容).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    """
    return Chapter(
        id="review-unread",
        title=told.say("_chapters.unread"),
        blocks=(
            *opinions(told, ReviewPart.READING),
            *_reading(told),
            *_ambiguous(told),
        ),
    )


def _reading(told: Told) -> Iterator[Block]:
    """Yield what the readers found, the gravest first."""
    order = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    found = sorted(told.review.reading, key=lambda f: order.index(f.severity))
    if not found:
        yield text(told, "_unread.nothing")
        return
    note = ""
    if len(found) > MOST_READING:
        note = told.say("cut", shown=MOST_READING, count=len(found))
    yield table(
        told,
        "reading",
        _READING,
        (_reading_row(told, one) for one in found[:MOST_READING]),
        note=note,
    )


def _reading_row(told: Told, one: Finding) -> list[Cell]:
    """Cells of a finding of a reader."""
    zh = told.lang == "zh"
    where = one.where if not one.file else f"{one.file}\n{one.where}"
    return [
        text_cell(where),
        text_cell(told.say(f"_severity.{one.severity}"), _SEVERITIES[one.severity]),
        text_cell((one.message_zh if zh else one.message) or one.message),
        Cell(text=one.found[:80]),
        text_cell(one.code),
    ]


def _ambiguous(told: Told) -> Iterator[Block]:
    """Yield rows that could be several windows."""
    listed = told.review.match.ambiguous
    if not listed:
        return
    windows = told.review.submission.windows
    rows = []
    for one in listed[:MOST_AMBIGUOUS]:
        key = f"review_matching.why_{one.why}"
        rows.append(
            (
                text_cell(one.building),
                Cell(text="" if one.floor < -999 else str(one.floor)),
                Cell(text=str(len(one.rows))),
                Cell(text=str(len(one.windows))),
                text_cell(told.words.get(key, one.why)),
                Cell(text=windows.place(one.rows[0]) if one.rows else ""),
            )
        )
    note = told.say("_unread.given")
    if len(listed) > MOST_AMBIGUOUS:
        note += "\n" + told.say("cut", shown=MOST_AMBIGUOUS, count=len(listed))
    yield table(told, "ambiguous", _AMBIGUOUS, rows, note=note)
