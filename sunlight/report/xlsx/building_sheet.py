"""Buildings: use, levels, heights, who shades them, sources (建筑)."""

import math
from typing import Final

from sunlight.model.project import Building
from sunlight.report.content.front_buildings import highest_point
from sunlight.report.content.shaded_by import shaded_by
from sunlight.report.plan_shapes import REMOVED
from sunlight.report.scope_table import scope_table
from sunlight.report.xlsx.book import Book
from sunlight.report.xlsx.sheets import Column, ColumnKind, Sheet, Value

__all__ = ["building_sheet"]


def building_sheet(book: Book) -> Sheet:
    """One row a building, shading or shaded (建筑表).

    Parameters
    ----------
    book : Book
        The workbook.
    """
    roles, shaded_by = _roles(book), _shaded_by(book)
    rows = [
        _row(book, building, roles.get(building.id, (None, None)), by)
        for building, by in zip(
            book.assessment.project.buildings, shaded_by, strict=True
        )
    ]
    columns = [
        Column(
            key=key,
            heading=book.said(key),
            values=[row[key] for row in rows],
            kind=kind,
            width=width,
        )
        for key, kind, width in _COLUMNS
    ]
    return Sheet(
        name=book.said("tab_buildings"),
        heading=book.heading(book.said("title_buildings")),
        line=book.said("line_levels", datum=_datum(book)),
        columns=tuple(columns),
        frozen=1,
        large=True,
    )


_COLUMNS: Final[tuple[tuple[str, ColumnKind, float], ...]] = (
    ("building", "text", 10.0),
    ("name", "text", 16.0),
    ("status", "word", 9.0),
    ("role", "word", 9.0),
    ("use", "word", 14.0),
    ("storeys", "whole", 7.0),
    ("zero_level", "metres", 10.0),
    ("outdoor_ground", "metres", 10.0),
    ("step", "metres", 9.0),
    ("top", "metres", 10.0),
    ("height", "metres", 9.0),
    ("legal", "word", 10.0),
    ("shaded_by", "long", 22.0),
    ("source", "long", 30.0),
    ("scope_reasons", "long", 44.0),
)


def _row(
    book: Book, building: Building, role: tuple[Value, Value], shaded_by: Value
) -> dict[str, Value]:
    """What is said of a building, by column."""
    words, ground = book.words, building.outdoor_ground
    return {
        "building": building.id,
        "name": building.name,
        "status": _status(book, building),
        "role": role[0],
        "use": words[f"use.{building.use.value}"],
        "storeys": building.storeys or None,
        "zero_level": _metres(building.zero_level),
        "outdoor_ground": _metres(ground),
        "step": _metres(building.zero_level - ground),
        "top": _metres(highest_point(building)),
        "height": _metres(highest_point(building) - ground),
        "legal": book.said(f"legal_{building.legal.value}"),
        "shaded_by": shaded_by,
        "source": _source(book, building),
        "scope_reasons": role[1],
    }


def _metres(length: float) -> Value:
    """Length to a tenth of a millimetre, None where it is not known."""
    return None if math.isnan(length) else round(length, 4)


def _roles(book: Book) -> dict[str, tuple[Value, Value]]:
    """Part in the scope, and why, by building."""
    table = scope_table(book.assessment.scope, book.words, book.lang)
    columns = (
        table.column(k).to_pylist() for k in ("building", "role", "scope_reasons")
    )
    return {name: (role, reasons) for name, role, reasons in zip(*columns, strict=True)}


def _status(book: Book, building: Building) -> str:
    """Whether it stands, is approved, proposed, or goes."""
    key = REMOVED if building.removed_by_project else building.status.value
    return book.words[f"plan.{key}"]


def _source(book: Book, building: Building) -> str:
    """Where its data came from."""
    source = building.source
    told = [book.said(f"source_{source.kind.value}")]
    told += [
        source.reference,
        source.by,
        source.date.isoformat() if source.date else "",
    ]
    if building.height_assumed:
        told.append(book.said("height_assumed"))
    return book.words["cells.separator"].join(text for text in told if text)


def _datum(book: Book) -> str:
    """Name of the height datum."""
    datum = book.assessment.project.site.height_datum
    return datum or book.words["duration.none"]


def _shaded_by(book: Book) -> list[Value]:
    """Who shades the windows of each building, as the report has it."""
    words = book.words
    told: list[Value] = []
    for found in shaded_by(book.assessment):
        names = list(found.owners)
        if found.jointly:
            names.append(words["front_buildings.jointly"])
        text = words["shaders.separator"].join(names)
        text = text or words["front_buildings.unshaded"]
        told.append(text if found.measured else None)
    return told
