"""First sheet: outcome, conventions, sources, notes, how to read the tables (说明)."""

from collections.abc import Iterator
from typing import Final

from sunlight.report.declination_words import declination_words
from sunlight.report.notes import standing_notes
from sunlight.report.segments import time_band
from sunlight.report.xlsx.book import Book
from sunlight.report.xlsx.sheets import Column, Sheet

__all__ = ["notes_sheet"]

Line = tuple[str, str, str]
"""Label, text and tone."""


def notes_sheet(book: Book) -> Sheet:
    """What the workbook rests on, and how it is read (说明).

    Parameters
    ----------
    book : Book
        The workbook.
    """
    lines = [
        *_section(book, "about", _about(book)),
        *_section(book, "conventions", _conventions(book)),
        *_section(book, "legend", _legend(book)),
        *_section(book, "reading", _reading(book)),
        *_section(book, "notes", _notes(book)),
        *_section(book, "files", _files(book)),
    ]
    tones = [tone for _, _, tone in lines]
    return Sheet(
        name=book.said("tab_notes"),
        heading=book.heading(book.said("title_notes")),
        line=book.words["notes.aids"],
        columns=(
            Column(
                key="item",
                heading=book.said("item"),
                values=[label for label, _, _ in lines],
                kind="long",
                width=26.0,
                tones=tones,
            ),
            Column(
                key="content",
                heading=book.said("content"),
                values=[text for _, text, _ in lines],
                kind="long",
                width=110.0,
                tones=["section" if tone == "section" else "" for tone in tones],
            ),
        ),
        filtered=False,
    )


def _section(book: Book, name: str, lines: Iterator[Line]) -> Iterator[Line]:
    """Lines below a heading."""
    yield book.said(f"section_{name}"), "", "section"
    yield from lines


def _about(book: Book) -> Iterator[Line]:
    """What was assessed, by which rules, and what came out."""
    assessment, source = book.assessment, book.assessment.provenance
    date = assessment.project.report_date
    yield book.said("project"), book.name, ""
    yield book.said("date"), "" if date is None else date.isoformat(), ""
    yield book.said("rules"), f"{assessment.rules.document}（{source.rules}）", ""
    outcome = assessment.outcome.value
    yield (
        book.words["summary.outcome"],
        book.said(f"outcome_{outcome}"),
        _TONES[outcome],
    )
    yield book.said("engine"), f"sunlight {source.engine}", ""


_TONES: Final = {"PASS": "pass", "FAIL": "fail"} | dict.fromkeys(
    ("NOT_JUDGED", "NOT_APPLICABLE"), "open"
)


def _conventions(book: Book) -> Iterator[Line]:
    """Place, days, sun and the parameters of the calculation."""
    assessment, words = book.assessment, book.words
    source = assessment.provenance
    origin = words.get(f"place_origin.{source.place_origin}", source.place_origin)
    yield book.said("place"), f"{book.place}（{origin}）", ""
    for run in assessment.runs:
        declination = run.path.declination
        text = book.said(
            "day",
            band=time_band(run.path.band),
            declination=f"{declination.degrees:.6f}",
            origin=declination_words(
                run.path.declination, run.conditions.day.value, book.words
            ),
            shortest=f"{run.conditions.shortest_segment:.1f}",
        )
        yield run.conditions.day.value, text, ""
    yield book.said("time"), book.said("time_text"), ""
    sill = book.said(
        "sill_text",
        sill=f"{source.sill_minimum:g}",
        width=f"{source.counted_width:.2f}",
    )
    yield book.said("sill"), sill, ""
    yield book.said("full_window"), words[f"full_window.{source.full_window}"], ""
    yield book.said("own_plates"), words[f"own_plates.{source.own_plates}"], ""
    for setting in assessment.rules.settings.in_force:
        told = setting.words(book.lang)
        if setting.use is not None:
            told = f"{words[f'use.{setting.use.value}']} {told}"
        yield book.said("setting"), told, ""
    for figure in source.figures:
        yield book.said("figure"), figure, ""


def _legend(book: Book) -> Iterator[Line]:
    """What colours say; a word stands beside each of them."""
    for tone in ("pass", "fail", "gain", "open"):
        yield book.said(f"tone_{tone}"), book.said(f"tone_{tone}_text"), tone


def _reading(book: Book) -> Iterator[Line]:
    """What each sheet holds and how exact its cells are."""
    for name in (
        "summary", "households", "windows", "units", "buildings", "shading",
        "segments", "findings",
    ):  # fmt: skip
        yield book.said(f"tab_{name}"), book.said(f"about_{name}"), ""
    yield book.said("exact"), book.said("exact_text"), ""
    yield book.said("formulas"), book.said("formulas_text"), ""


def _notes(book: Book) -> Iterator[Line]:
    """Standing notes."""
    notes = standing_notes(book.assessment.rules, book.lang)
    for number, note in enumerate(notes, 1):
        yield str(number), note, ""
    if book.masked:
        yield str(len(notes) + 1), book.words["front.masked"], ""


def _files(book: Book) -> Iterator[Line]:
    """What the result was computed from, by its hashes."""
    source = book.assessment.provenance
    yield book.said("input_hash"), source.input_hash, ""
    yield book.said("rules_hash"), source.rules_hash, ""
    files = book.assessment.project.source_files
    for name, digest in files:
        yield name, digest, ""
