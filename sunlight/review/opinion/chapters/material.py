"""What was handed in and what was read of it (送审材料)."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from sunlight.report.content.cells import number_cell, text_cell
from sunlight.report.content.records import Block, Chapter, Field, Fields, Table
from sunlight.review.opinion.chapters.blocks import table, text
from sunlight.review.opinion.told import Told
from sunlight.review.records.declaration import Declaration

__all__ = ["material_chapter"]

MOST_CONCLUSIONS: Final = 6
"""Paragraphs of the report's conclusion that are quoted."""
MOST_TABLES: Final = 40
"""Tables of the submission that are listed."""

_FILES: Final = (
    ("number", "number", 0.5),
    ("file", "text", 2.4),
    ("file_kind", "text", 1.2),
    ("sha256", "text", 3.4),
)
_TABLES: Final = (
    ("table", "text", 4.0),
    ("table_kind", "text", 1.2),
    ("rows", "number", 0.8),
)


def material_chapter(told: Told) -> Chapter:
    """Files with their hashes, tables read, what the report says of itself (送审材料).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    """
    return Chapter(
        id="review-material",
        title=told.say("_chapters.material"),
        blocks=tuple(_blocks(told)),
    )


def _blocks(told: Told) -> Iterator[Block]:
    """Yield what is said of the material."""
    submission = told.review.submission
    yield _files(told)
    yield text(
        told,
        "_material.read",
        windows=len(submission.windows),
        units=len(submission.units),
        buildings=len(submission.declaration.buildings),
        attachments=len(submission.declaration.attachments),
    )
    if submission.project is not None:
        yield text(told, "_material.model")
    listed = _tables(told)
    if listed.rows:
        yield listed
    yield Fields(
        id="review-declared",
        caption=told.say("_tables.declared"),
        fields=tuple(_declared(told, submission.declaration)),
    )
    yield text(told, "_material.not_said", "note")


def _files(told: Told) -> Table:
    """Files with their hashes."""
    return table(
        told,
        "files",
        _FILES,
        (
            (
                text_cell(str(number)),
                text_cell(file.name),
                text_cell(
                    told.words.get(f"review_opinion_file.{file.kind}", file.kind)
                ),
                # a hash has no place to break at: two lines of 32 digits
                text_cell(f"{file.sha256[:32]}\n{file.sha256[32:]}".strip()),
            )
            for number, file in enumerate(told.review.submission.files, start=1)
        ),
    )


def _tables(told: Told) -> Table:
    """Tables that rows were read from."""
    submission = told.review.submission
    rows = []
    for kind, read in (("windows", submission.windows), ("units", submission.units)):
        counts = np.bincount(read.table, minlength=len(read.tables))
        rows += [
            (
                text_cell(name),
                text_cell(told.say(f"_material.{kind}")),
                number_cell(float(count), 0),
            )
            for name, count in zip(read.tables, counts.tolist(), strict=False)
        ]
    note = ""
    if len(rows) > MOST_TABLES:
        note = told.say("cut", shown=MOST_TABLES, count=len(rows))
    return table(told, "tables", _TABLES, rows[:MOST_TABLES], note=note)


def _declared(told: Told, declared: Declaration) -> Iterator[Field]:
    """Yield who wrote it, with what, and what it concludes."""
    values = (
        ("project", declared.project),
        ("number", declared.number),
        ("date", "" if declared.date is None else declared.date.isoformat()),
        ("client", declared.client.name),
        ("compiler", declared.compiler.name),
        (
            "qualification",
            " ".join(
                each
                for each in (
                    declared.compiler.qualification,
                    declared.compiler.qualification_number,
                )
                if each
            ),
        ),
        ("designer", declared.designer.name),
        ("software", f"{declared.software} {declared.software_version}".strip()),
        ("rules_text", declared.rules_text),
        ("renewal_document", declared.renewal_document),
        ("attachments", _attachments(told, declared)),
        ("conclusions", _conclusions(told, declared)),
    )
    for key, said in values:
        place = declared.place_of(key)
        yield Field(
            label=told.say(f"_declared.{key}"),
            text=said or told.say("not_said"),
            origin=place,
        )


def _attachments(told: Told, declared: Declaration) -> str:
    """Material as listed."""
    titles = (one.title or one.kind for one in declared.attachments)
    return told.listed((title for title in titles if title), most=30)


def _conclusions(told: Told, declared: Declaration) -> str:
    """First paragraphs of the conclusion and its last one: a row fits on a page."""
    said = declared.conclusions
    if len(said) <= MOST_CONCLUSIONS:
        return "\n".join(said)
    shown = MOST_CONCLUSIONS - 1
    left = told.say("_material.left_out", count=len(said) - MOST_CONCLUSIONS)
    return "\n".join((*said[:shown], left, said[-1]))
