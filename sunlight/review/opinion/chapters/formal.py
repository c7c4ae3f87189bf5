"""Formal check: the items of the list, what was seen, what stays open (形式审查)."""

from typing import Final

from sunlight.report.content.cells import text_cell
from sunlight.report.content.records import Cell, Chapter, Tone
from sunlight.review.opinion.chapters.blocks import opinions, table, text
from sunlight.review.opinion.told import Told
from sunlight.review.records.findings import FormalItem, ItemState, ReviewPart

__all__ = ["formal_chapter"]

_LAYOUT: Final = (
    ("number", "number", 0.5),
    ("item", "text", 2.6),
    ("clause", "text", 1.1),
    ("item_state", "outcome", 1.2),
    ("seen", "text", 3.0),
    ("checked", "text", 1.0),
)
_TONES: Final[dict[ItemState, Tone]] = {
    ItemState.MET: "",
    ItemState.NOT_MET: "fail",
    ItemState.OPEN: "open",
}


def formal_chapter(told: Told) -> Chapter:
    """Formal check (形式审查).

    Parameters
    ----------
    told : Told
        What the opinion is written from.

    Notes
    -----
    Source: 办法五(一).
    """
    items = told.review.formal
    lacking = any(item.state is ItemState.NOT_MET for item in items)
    found = opinions(told, ReviewPart.FORMAL, or_nothing=not lacking)
    about = text(told, "_formal.about" if items else "_formal.none")
    blocks = [about]
    listed = (
        [
            table(
                told,
                "formal",
                _LAYOUT,
                (_row(told, number, item) for number, item in enumerate(items, 1)),
                note=told.say("_formal.blank"),
            )
        ]
        if items
        else []
    )
    return Chapter(
        id="review-formal",
        title=told.say("_chapters.formal"),
        blocks=(*blocks, *listed, *found),
    )


def _row(told: Told, number: int, item: FormalItem) -> list[Cell]:
    """Cells of one item; the last is signed by hand where a person must look."""
    zh = told.lang == "zh"
    tone = _TONES[item.state]
    return [
        Cell(text=str(number)),
        text_cell(item.title_zh if zh else item.title),
        text_cell(item.clause),
        text_cell(told.say(f"_item.{item.state.value}"), tone),
        text_cell(item.reason_zh if zh else item.reason),
        Cell(text="　" if item.state is ItemState.OPEN else "/"),
    ]
