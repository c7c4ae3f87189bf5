"""Buildings: use, levels, heights, who shades them, sources (建筑)."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.model.project import Building
from sunlight.report.plan_shapes import REMOVED
from sunlight.report.scope_table import scope_table
from sunlight.report.xlsx.book import Book
from sunlight.report.xlsx.sheets import Column, ColumnKind, Sheet, Value

__all__ = ["building_sheet"]

_LEAST_TAKEN: Final = 0.05
"""Buildings that take less from every window are not named. [min]"""


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
        if not (book.masked and key == "name")
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
        "top": _metres(building.top),
        "height": _metres(building.top - ground),
        "legal": book.said(f"legal_{building.legal.value}"),
        "shaded_by": shaded_by,
        "source": _source(book, building),
        "scope_reasons": book.hidden_all([role[1]])[0],
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
    if not book.masked:
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
    """Other buildings that shade a window of each building after, the most first."""
    assessment = book.assessment
    parts = assessment.windows.taken_after
    window = np.repeat(np.arange(len(parts)), np.diff(parts.offsets))
    shaded = assessment.project.windows.building[window]
    ids = {b.id: i for i, b in enumerate(assessment.project.buildings)}
    index = np.array([*(ids.get(name, -1) for name in assessment.owners), -1])
    shader = index[np.where(parts.owner >= 0, parts.owner, len(assessment.owners))]
    other = (shader >= 0) & (shader != shaded) & (parts.minutes >= _LEAST_TAKEN)
    count = len(ids)
    taken = np.bincount(
        shaded[other].astype(np.int64) * count + shader[other],
        weights=parts.minutes[other],
        minlength=count * count,
    ).reshape(count, count)
    with_windows = set(assessment.project.windows.building.tolist())
    return [_names(book, taken[i]) if i in with_windows else None for i in range(count)]


def _names(book: Book, taken: NDArray[np.float64]) -> str:
    """Ids of who takes sunlight, the most first."""
    order = np.argsort(-taken, kind="stable")
    named = [book.building_ids[i] for i in order[: int((taken > 0.0).sum())].tolist()]
    return book.words["shaders.separator"].join(named) or book.said("unshaded")
