"""Method and standard: declared parameters beside those of the rules (方法与标准)."""

from typing import Final

from sunlight.report.content.cells import text_cell
from sunlight.report.content.records import Cell, Chapter
from sunlight.review.opinion.chapters.blocks import opinions, table, text
from sunlight.review.opinion.declared import Parameter, declared_parameters
from sunlight.review.opinion.told import Told
from sunlight.review.records.findings import ReviewPart

__all__ = ["method_chapter"]

_LAYOUT: Final = (
    ("parameter", "text", 1.6),
    ("stated", "text", 2.0),
    ("required", "text", 2.0),
    ("agrees", "outcome", 0.9),
    ("place", "text", 2.0),
)


def method_chapter(told: Told) -> Chapter:
    """Method and standard (计算方法与标准).

    Parameters
    ----------
    told : Told
        What the opinion is written from.

    Notes
    -----
    Source: 办法六(三)3.
    """
    parameters = declared_parameters(told)
    listed = table(
        told,
        "parameters",
        _LAYOUT,
        (_row(told, one) for one in parameters),
        note=told.say("_method.note"),
    )
    stated = sum(bool(one.stated) for one in parameters)
    about = text(told, "_method.about", stated=stated, count=len(parameters))
    return Chapter(
        id="review-method",
        title=told.say("_chapters.method"),
        blocks=(about, listed, *opinions(told, ReviewPart.METHOD)),
    )


def _row(told: Told, one: Parameter) -> list[Cell]:
    """Cells of a parameter."""
    if not one.stated:
        state = text_cell(told.say("_agrees.not_stated"))
    elif one.same is None:
        state = Cell(text="/")
    elif one.same:
        state = text_cell(told.say("_agrees.same"))
    else:
        state = text_cell(told.say("_agrees.differs"), "note")
    return [
        text_cell(told.say(f"_parameter.{one.id}")),
        text_cell(one.stated),
        text_cell(one.required),
        state,
        Cell(text=one.place),
    ]
