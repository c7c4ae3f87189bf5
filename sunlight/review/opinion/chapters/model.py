"""Chapters on the model and on the scope (计算模型及参数、计算范围)."""

import math
from collections.abc import Iterator
from typing import Final

from sunlight.model.project import Building
from sunlight.report.content.cells import number_cell, text_cell
from sunlight.report.content.records import Block, Cell, Chapter, Table
from sunlight.report.plan_shapes import building_height
from sunlight.review.opinion.chapters.blocks import opinions, table, text
from sunlight.review.opinion.told import Told
from sunlight.review.records.declaration import DeclaredBuilding
from sunlight.review.records.findings import ReviewPart
from sunlight.scope import ScopeRole

__all__ = ["model_chapter", "scope_chapter"]

MOST_BUILDINGS: Final = 120
"""Rows of the table of buildings."""

_LAYOUT: Final = (
    ("building", "text", 1.6),
    ("use", "text", 1.0),
    ("storeys", "number", 0.8),
    ("height_submitted", "number", 1.2),
    ("height_model", "number", 1.2),
    ("level_submitted", "number", 1.2),
    ("level_model", "number", 1.2),
    ("place", "text", 2.2),
)


def model_chapter(told: Told) -> Chapter:
    """Model and parameters: heights, levels, outlines, windows (计算模型及参数).

    Parameters
    ----------
    told : Told
        What the opinion is written from.

    Notes
    -----
    Source: 办法六(三)1.
    """
    return Chapter(
        id="review-model",
        title=told.say("_chapters.model"),
        blocks=(*_buildings(told), *opinions(told, ReviewPart.MODEL)),
    )


def _buildings(told: Told) -> Iterator[Block]:
    """Yield the table of declared buildings beside those of the model."""
    declared = told.review.submission.declaration.buildings
    model = {b.id: b for b in told.review.assessment.project.buildings}
    yield text(
        told,
        "_model.about" if declared else "_model.none",
        count=len(declared),
        model=len(model),
    )
    if declared:
        yield _table(told, declared, model)


def _table(
    told: Told,
    declared: tuple[DeclaredBuilding, ...],
    model: dict[str, Building],
) -> Table:
    """Heights and levels side by side."""
    shown = declared[:MOST_BUILDINGS]
    note = told.say("_model.note")
    if len(declared) > len(shown):
        note += "\n" + told.say("cut", shown=len(shown), count=len(declared))
    return table(
        told,
        "buildings",
        _LAYOUT,
        (_row(one, model.get(one.id)) for one in shown),
        note=note,
    )


def _row(one: DeclaredBuilding, ours: Building | None) -> list[Cell]:
    """Cells of a building; a bare height stands as it is printed."""
    name = one.id if one.name in ("", one.id) else f"{one.id} {one.name}"
    height = next(
        (h for h in (one.height, one.top_above_zero, one.top_absolute) if _known(h)),
        math.nan,
    )
    return [
        text_cell(name),
        Cell(text=one.use),
        Cell(text=f"{one.storeys:g}" if _known(one.storeys) else ""),
        number_cell(height) if _known(height) else Cell(text=""),
        number_cell(math.nan if ours is None else building_height(ours)),
        number_cell(one.zero_level) if _known(one.zero_level) else Cell(text=""),
        number_cell(math.nan if ours is None else ours.zero_level),
        Cell(text=one.place),
    ]


def _known(value: float) -> bool:
    """Whether a figure was said."""
    return math.isfinite(value)


def scope_chapter(told: Told) -> Chapter:
    """Scope: who was analysed, who was left out (计算范围).

    Parameters
    ----------
    told : Told
        What the opinion is written from.

    Notes
    -----
    Source: 办法六(三)2.
    """
    return Chapter(
        id="review-scope",
        title=told.say("_chapters.scope"),
        blocks=(*_scope(told), *opinions(told, ReviewPart.SCOPE)),
    )


def _scope(told: Told) -> Iterator[Block]:
    """Yield which analysed buildings the submission has windows of."""
    review = told.review
    assessment = review.assessment
    buildings = assessment.project.buildings
    scope = assessment.scope
    seen = {
        buildings[b].id
        for b in set(review.match.building.tolist())
        if 0 <= b < len(buildings)
    }
    if scope is None:
        yield text(told, "_scope.none")
        return
    analysed = [e.id for e in scope.entries if e.role is ScopeRole.ANALYSED]
    overlay = [e.id for e in scope.entries if e.role is ScopeRole.OVERLAY]
    lacking = [name for name in analysed if name not in seen]
    yield text(
        told,
        "_scope.about",
        count=len(analysed),
        names=told.listed(analysed) or told.say("nobody"),
        seen=len([name for name in analysed if name in seen]),
        lacking=told.listed(lacking) or told.say("nobody"),
        overlay=told.listed(overlay) or told.say("nobody"),
    )
