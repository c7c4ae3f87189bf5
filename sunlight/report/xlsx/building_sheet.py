"""Buildings: use, levels, heights, who shades them, sources (建筑)."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.model.project import Building
from sunlight.report.plan_shapes import REMOVED
from sunlight.report.scope_table import scope_table
from sunlight.report.xlsx.book import Book
from sunlight.report.xlsx.sheets import Column, Sheet, Value

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
    words, buildings = book.words, book.assessment.project.buildings
    roles = _roles(book)

    def metres(figures: list[float]) -> list[Value]:
        return [None if math.isnan(x) else round(x, 4) for x in figures]

    def column(key: str, kind: str, width: float, values: list[Value]) -> Column:
        return Column(
            key=key,
            heading=book.said(key),
            values=values,
            kind=kind,  # type: ignore[arg-type]
            width=width,
        )

    columns = [
        column("building", "text", 10.0, [b.id for b in buildings]),
        column("name", "text", 16.0, [b.name for b in buildings]),
        column("status", "word", 9.0, [_status(book, b) for b in buildings]),
        column("role", "word", 9.0, [roles.get(b.id, (None, None))[0] for b in buildings]),
        column("use", "word", 14.0, [words[f"use.{b.use.value}"] for b in buildings]),
        column("storeys", "whole", 7.0, [b.storeys or None for b in buildings]),
        column("zero_level", "metres", 10.0, metres([b.zero_level for b in buildings])),
        column(
            "outdoor_ground", "metres", 10.0, metres([b.outdoor_ground for b in buildings])
        ),
        column(
            "step", "metres", 9.0, metres([b.zero_level - b.outdoor_ground for b in buildings])
        ),
        column("top", "metres", 10.0, metres([b.top for b in buildings])),
        column(
            "height", "metres", 9.0, metres([b.top - b.outdoor_ground for b in buildings])
        ),
        column("legal", "word", 10.0, [book.said(f"legal_{b.legal.value}") for b in buildings]),
        column("shaded_by", "long", 22.0, _shaded_by(book)),
        column("source", "long", 30.0, [_source(book, b) for b in buildings]),
        column(
            "scope_reasons", "long", 44.0,
            book.hidden_all([roles.get(b.id, (None, None))[1] for b in buildings]),
        ),
    ]  # fmt: skip
    if book.masked:
        columns = [c for c in columns if c.key != "name"]
    return Sheet(
        name=book.said("tab_buildings"),
        heading=book.heading(book.said("title_buildings")),
        line=book.said("line_levels", datum=_datum(book)),
        columns=tuple(columns),
        frozen=1,
        large=True,
    )


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
