"""Results row by row, verdicts that turn, what is missing or invented (结果与结论)."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from sunlight.report.content.cells import number_cell, text_cell
from sunlight.report.content.records import (
    Block,
    Cell,
    Chapter,
    Pictures,
    Table,
    Tone,
)
from sunlight.review.opinion.chapters.blocks import opinions, table, text
from sunlight.review.opinion.flips import flipped_units
from sunlight.review.opinion.rows import beyond_rows, compared_rows, own_row_segments
from sunlight.review.opinion.told import (
    Told,
    duration,
    row_place,
    segments_text,
    signed,
    wording,
)
from sunlight.review.records.comparison import ROW_CLASSES, RowClass, UnitComparison
from sunlight.review.records.findings import ReviewPart

__all__ = ["CLASS_TONES", "results_chapter"]

MOST_FLIPS: Final = 200
"""Units of which the outcome turns in the table; all stand in ``units.csv``."""
MOST_ROWS: Final = 40
"""Rows beyond the tolerance in the table; all stand in ``rows.csv``."""
MOST_BUILDINGS: Final = 200
MOST_NAMED: Final = 30

CLASS_TONES: Final[dict[RowClass, Tone]] = {
    RowClass.SAME: "",
    RowClass.WITHIN: "",
    RowClass.DIFFERENT: "note",
    RowClass.FLIPS: "fail",
    RowClass.INVENTED: "fail",
    RowClass.OPEN: "open",
}

_PRINTED: Final = 1.0
"""What printing whole minutes may hide. [min]"""

_CLASSES: Final = (
    ("row_class", "text", 1.6),
    ("class_means", "text", 4.0),
    ("rows", "number", 0.8),
    ("share", "number", 1.1),
)
_FLIPS: Final = (
    ("number", "number", 0.5),
    ("unit", "text", 1.4),
    ("building", "text", 0.9),
    ("before_submitted", "minutes", 0.9),
    ("before_recomputed", "minutes", 0.9),
    ("after_submitted", "minutes", 0.9),
    ("after_recomputed", "minutes", 0.9),
    ("claimed", "outcome", 1.0),
    ("from_submitted", "outcome", 1.1),
    ("recomputed_outcome", "outcome", 1.0),
    ("turn", "text", 1.8),
)
_ROWS: Final = (
    ("place", "text", 1.8),
    ("label", "text", 1.2),
    ("window", "text", 1.2),
    ("before_submitted", "minutes", 0.8),
    ("before_recomputed", "minutes", 0.8),
    ("after_submitted", "minutes", 0.8),
    ("after_recomputed", "minutes", 0.8),
    ("difference_after", "minutes", 0.8),
    ("segments_submitted", "segments", 1.3),
    ("segments_recomputed", "segments", 1.3),
    ("row_class", "outcome", 1.1),
)
_BUILDINGS: Final = (
    ("building", "text", 1.2),
    ("rows", "number", 0.8),
    ("same", "number", 0.8),
    ("within", "number", 0.8),
    ("different", "number", 0.8),
    ("flips", "number", 0.8),
    ("invented", "number", 0.8),
    ("open", "number", 0.8),
    ("missing", "number", 0.8),
    ("units_flip", "number", 0.9),
    ("largest", "number", 1.0),
)


def results_chapter(told: Told) -> Chapter:
    """Results and conclusion of the report against our own (计算结果与结论).

    Parameters
    ----------
    told : Told
        What the opinion is written from.

    Notes
    -----
    Source: 办法六(三)4.
    """
    sections = (
        Chapter(
            id="review-results-counts",
            title=told.say("_results.counts_title"),
            blocks=(
                _classes(told),
                _buildings(told),
                *_left_over(told),
            ),
        ),
        Chapter(
            id="review-results-units",
            title=told.say("_results.units_title"),
            blocks=(*_flips(told),),
        ),
        Chapter(
            id="review-results-rows",
            title=told.say("_results.rows_title"),
            blocks=tuple(_rows(told)),
        ),
        Chapter(
            id="review-results-findings",
            title=told.say("_results.findings_title"),
            blocks=tuple(opinions(told, ReviewPart.RESULTS)),
        ),
        Chapter(
            id="review-results-pictures",
            title=told.say("_results.pictures_title"),
            blocks=(
                Pictures(
                    kind="review-comparison", missing=told.say("_results.no_picture")
                ),
                Pictures(kind="review-plan"),
                Pictures(kind="review-timeline"),
                Pictures(kind="review-sunpath"),
            ),
        ),
    )
    return Chapter(
        id="review-results",
        title=told.say("_chapters.results"),
        sections=sections,
    )


def _classes(told: Told) -> Table:
    """Rows by what became of them."""
    comparison = told.review.comparison
    total = max(len(comparison.row_class), 1)
    rows = []
    for of in ROW_CLASSES:
        count = comparison.count(of)
        rows.append(
            (
                text_cell(
                    told.say(f"_class.{of.value}"), CLASS_TONES[of] if count else ""
                ),
                text_cell(
                    told.say(
                        f"_class_means.{of.value}",
                        tolerance=f"{comparison.tolerance:g}",
                    )
                ),
                number_cell(float(count), 0),
                Cell(text=f"{100.0 * count / total:.1f}%", value=count / total),
            )
        )
    return table(told, "classes", _CLASSES, rows)


def _buildings(told: Told) -> Table:
    """Rows of each building by what became of them."""
    review = told.review
    names = [b.id for b in review.assessment.project.buildings]
    count = len(names)
    building = np.where(review.match.building < 0, count, review.match.building)
    classes = review.comparison.row_class.astype(np.int64)
    by_class = np.zeros((count + 1, len(ROW_CLASSES)), dtype=np.int64)
    np.add.at(by_class, (building, classes), 1)
    missing = np.bincount(
        review.assessment.project.windows.building[review.comparison.missing],
        minlength=count + 1,
    )
    flips = np.bincount(
        [u.building for u in review.comparison.units if u.flips and u.building >= 0],
        minlength=count + 1,
    )
    size = np.nan_to_num(
        np.fmax(
            np.abs(review.comparison.difference_before),
            np.abs(review.comparison.difference_after),
        )
    )
    largest = np.zeros(count + 1)
    np.maximum.at(largest, building, size)
    shown = [b for b in range(count + 1) if by_class[b].any() or missing[b] or flips[b]]
    rows = [
        (
            text_cell(names[b] if b < count else told.say("_results.no_building")),
            number_cell(float(by_class[b].sum()), 0),
            *(number_cell(float(n), 0) for n in by_class[b].tolist()),
            number_cell(float(missing[b]), 0),
            number_cell(float(flips[b]), 0),
            number_cell(float(largest[b]), 1),
        )
        for b in shown[:MOST_BUILDINGS]
    ]
    note = ""
    if len(shown) > MOST_BUILDINGS:
        note = told.say("cut", shown=MOST_BUILDINGS, count=len(shown))
    return table(told, "by_building", _BUILDINGS, rows, note=note)


def _left_over(told: Told) -> Iterator[Block]:
    """Yield windows that are missing, and rows that the model has no window for."""
    review = told.review
    missing = review.comparison.missing
    if len(missing):
        names = review.assessment.project.windows.id[missing].tolist()
        yield text(
            told,
            "_results.missing",
            count=len(missing),
            names=told.listed(map(str, names), most=MOST_NAMED),
        )
    invented = review.match.invented
    if len(invented):
        windows = review.submission.windows
        labels = (
            told.say(
                "_results.row_of", label=windows.label[row], place=windows.place(row)
            )
            for row in invented[:MOST_NAMED].tolist()
        )
        named = told.listed(labels, most=MOST_NAMED)
        if len(invented) > MOST_NAMED:
            named = told.say("and_more", names=named, count=len(invented))
        yield text(told, "_results.invented", "fail", count=len(invented), names=named)


def _flips(told: Told) -> Iterator[Block]:
    """Yield the units whose outcome turns."""
    flips = flipped_units(told.review)
    if not flips:
        yield text(told, "_results.no_flips")
        return
    yield text(told, "_results.flips", count=len(flips))
    note = told.say("_results.flips_note")
    if len(flips) > MOST_FLIPS:
        note += "\n" + told.say("cut", shown=MOST_FLIPS, count=len(flips))
    yield table(
        told,
        "flips",
        _FLIPS,
        (_flip(told, i, unit) for i, unit in enumerate(flips[:MOST_FLIPS], 1)),
        note=note,
    )


def _flip(told: Told, number: int, unit: UnitComparison) -> list[Cell]:
    """Cells of a unit whose outcome turns."""
    buildings = told.review.assessment.project.buildings
    name = buildings[unit.building].id if unit.building >= 0 else ""
    turn = "harms" if unit.harms else "turns"
    return [
        Cell(text=str(number)),
        text_cell(unit.unit),
        Cell(text=name),
        Cell(text=duration(unit.before)),
        Cell(text=duration(unit.recomputed_before)),
        Cell(text=duration(unit.after)),
        Cell(text=duration(unit.recomputed_after)),
        text_cell(wording(unit.claimed, told)),
        text_cell(wording(unit.from_submitted, told)),
        text_cell(wording(unit.recomputed, told), "fail" if unit.harms else ""),
        text_cell(told.say(f"_results.{turn}")),
    ]


def _rows(told: Told) -> Iterator[Block]:
    """Yield the rows beyond the tolerance."""
    rows = beyond_rows(told.review)
    if not len(rows):
        yield text(
            told,
            "_results.no_rows",
            tolerance=f"{told.review.comparison.tolerance:g}",
        )
        return
    yield text(
        told,
        "_results.rows",
        count=len(rows),
        tolerance=f"{told.review.comparison.tolerance:g}",
    )
    shown = rows[:MOST_ROWS].tolist()
    note = told.say("_results.rows_note")
    if len(rows) > MOST_ROWS:
        note += "\n" + told.say("cut_rows", shown=MOST_ROWS, count=len(rows))
    yield table(told, "rows", _ROWS, _row_cells(told, shown), note=note)


def _row_cells(told: Told, rows: list[int]) -> Iterator[list[Cell]]:
    """Yield the cells of rows."""
    review = told.review
    windows, compared = review.submission.windows, compared_rows(review)
    for row in rows:
        at = int(compared.window[row])
        of = compared.row_class[row]
        yield [
            text_cell(row_place(told, row)),
            text_cell(str(windows.label[row])),
            text_cell(str(compared.window_id[row])),
            Cell(text=duration(float(windows.minutes_before[row]))),
            Cell(text=duration(float(compared.before[row]))),
            Cell(text=duration(float(windows.minutes_after[row]))),
            Cell(text=duration(float(compared.after[row]))),
            Cell(text=signed(float(review.comparison.difference_after[row]))),
            Cell(text=_both(told, row, at, ours=False)),
            Cell(text=_both(told, row, at, ours=True)),
            text_cell(told.say(f"_class.{of.value}"), CLASS_TONES[of]),
        ]


def _shown_states(told: Told, row: int) -> tuple[str, ...]:
    """States whose segments are shown: before only where it differs."""
    difference = float(told.review.comparison.difference_before[row])
    return ("after",) if abs(difference) <= _PRINTED else ("before", "after")


def _both(told: Told, row: int, window: int, *, ours: bool) -> str:
    """Segments before and after, one a line; a dash where there is none."""
    review = told.review
    pieces = []
    for state in _shown_states(told, row):
        segments = review.submission.windows.segments(state)
        if ours:
            found = own_row_segments(review, window, state)
        elif segments.given[row]:
            found = segments.row(row)
        else:
            continue
        shown = segments_text(found) or told.say("no_segment")
        pieces.append(told.say(f"_results.segments_{state}", segments=shown))
    return "\n".join(pieces)
