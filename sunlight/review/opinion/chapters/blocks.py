"""Blocks that several chapters share: tables, findings with their evidence (内容块)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sunlight.report.content.cells import columns_of, text_cell
from sunlight.report.content.records import Block, Cell, Paragraph, Table, Tone
from sunlight.report.fonts import text_width
from sunlight.review.opinion.told import Told, instant, measured, place_text
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)

__all__ = ["GRADE_TONES", "finding_blocks", "opinions", "table", "text"]

GRADE_TONES: Final[dict[Grade, Tone]] = {
    Grade.WRONG: "fail",
    Grade.ANSWER: "",
    Grade.OPEN: "open",
    Grade.NOTE: "",
}
"""Signs of the grades; what they mean stands below each table."""
MOST_EVIDENCE: Final = 12
"""Lines of evidence of one finding; all stand in ``review.json``."""

ASKED: Final = "asked"
"""Heading of what the formal check asks for: nothing is recomputed there."""
SHORT: Final = 12.0
"""Lines up to this are not broken in tables of evidence. [em]"""

_LAYOUT: Final = (
    ("place", "text", 2.4),
    ("about", "text", 1.6),
    ("state", "lines", 0.8),
    ("submitted", "lines", 1.4),
    ("recomputed", "lines", 1.4),
    ("minute", "lines", 1.4),
    ("blocker", "text", 1.0),
)


def text(told: Told, key: str, tone: Tone = "", **facts: object) -> Paragraph:
    """A paragraph with words of the catalogue (段落).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    key : str
        As :meth:`Told.say` takes it.
    tone : Tone
        Its tone.
    **facts
        What is filled in.
    """
    return Paragraph(text=told.say(key, **facts), tone=tone)


def table(
    told: Told,
    name: str,
    layout: Sequence[tuple[str, str, float]],
    rows: Iterable[Sequence[Cell]],
    *,
    caption: str = "",
    note: str = "",
) -> Table:
    """A table; columns that are empty throughout are left out (表).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    name : str
        Id; its caption stands in the catalogue.
    layout : sequence of (str, str, float)
        Id, kind and width of each column.
    rows : iterable of sequences of Cell
        Cells; one with an empty text says nothing.
    caption, note : str
        Another caption, and what stands below.
    """
    filled = [tuple(row) for row in rows]
    kept = [
        i
        for i in range(len(layout))
        if not filled or any(row[i].text for row in filled)
    ]
    return Table(
        id=name,
        caption=caption or told.say(f"_tables.{name.partition(':')[0]}"),
        columns=columns_of(
            told.words, "review_opinion_columns", [layout[i] for i in kept]
        ),
        rows=tuple(
            tuple(row[i] if row[i].text else text_cell("", row[i].tone) for i in kept)
            for row in filled
        ),
        note=note,
    )


def opinions(
    told: Told, part: ReviewPart, *, or_nothing: bool = True
) -> Iterator[Block]:
    """All findings of a part, or that there is none (该部分意见).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    part : ReviewPart
        Part of the review.
    or_nothing : bool
        Whether it is said that there is none.

    Yields
    ------
    Block
        Paragraphs and tables of evidence.
    """
    found = told.of(part)
    if not found and or_nothing:
        yield text(told, "_parts.nothing")
    for number, finding in found:
        yield from finding_blocks(told, number, finding)


def finding_blocks(told: Told, number: int, finding: ReviewFinding) -> Iterator[Block]:
    """One finding: grade, words, clause and code; question; evidence (一条意见).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    number : int
        Its number in the opinion.
    finding : ReviewFinding
        The finding.

    Yields
    ------
    Block
        Paragraphs and at most one table.
    """
    yield Paragraph(
        text=told.say(
            "_finding.line",
            number=number,
            grade=told.say(f"_grade.{finding.grade.value}"),
            message=told.message(finding),
        ),
        tone=GRADE_TONES[finding.grade],
    )
    if number in told.questions:
        yield text(
            told,
            "_finding.question",
            question=told.question(finding),
            number=told.questions[number],
        )
    yield text(
        told,
        "_finding.basis",
        "note",
        clause=finding.clause or told.say("nobody"),
        code=finding.code,
    )
    every = (_evidence_row(told, one) for one in finding.evidence)
    rows = [row for row in every if any(cell.text for cell in row)]
    if rows:
        yield _evidence_table(told, number, finding, rows)


def _evidence_table(
    told: Told, number: int, finding: ReviewFinding, rows: list[list[Cell]]
) -> Table:
    """Evidence of a finding, a line each."""
    total, rows = max(finding.count, len(rows)), rows[:MOST_EVIDENCE]
    formal = finding.part is ReviewPart.FORMAL
    note = ""
    if total > len(rows):
        note = told.say("_finding.cut", shown=len(rows), count=total)
    return table(
        told,
        f"evidence:{number}",
        [
            (
                ASKED if formal and name == "recomputed" else name,
                _kind(kind, [row[i].text for row in rows]),
                width,
            )
            for i, (name, kind, width) in enumerate(_LAYOUT)
        ],
        rows,
        caption=told.say("_tables.evidence", number=number),
        note=note,
    )


def _kind(kind: str, texts: list[str]) -> str:
    """Kind of a column: short lines, such as segments, are not broken."""
    lines = [line for text in texts for line in text.split("\n")]
    short = max(map(text_width, lines), default=0.0) <= SHORT
    return "segments" if kind == "lines" and short else "text"


def _evidence_row(told: Told, one: Evidence) -> list[Cell]:
    """Cells of one piece of evidence."""
    about = "\n".join(
        dict.fromkeys(name for name in (one.unit, one.window, one.building) if name)
    )
    texts = (
        place_text(told, one.place or _place_of(told, one.row)),
        about,
        told.say(f"_state.{one.state}") if one.state in ("before", "after") else "",
        _both(told, measured(one.submitted, one.measure, told), one.submitted_text),
        _both(told, measured(one.recomputed, one.measure, told), one.recomputed_text),
        instant(one.minute, told),
        _blocker(told, one),
    )
    return [Cell(text=each) for each in texts]


def _place_of(told: Told, row: int) -> str:
    """Where a submitted row was read; empty where there is none."""
    windows = told.review.submission.windows
    return windows.place(row) if 0 <= row < len(windows) else ""


def _both(told: Told, figure: str, words: str) -> str:
    """Figure and words, one below the other; segments and points in words."""
    shown = told.words.get(f"review_opinion_points.{words}", words)
    pieces = (figure, shown.replace("；", "\n").replace("; ", "\n"))
    return "\n".join(each for each in pieces if each)


def _blocker(told: Told, one: Evidence) -> str:
    """Who blocks at that instant, and by which face."""
    if not one.blocker or one.face < 0:
        return one.blocker
    return told.say("_finding.face", building=one.blocker, face=one.face)
