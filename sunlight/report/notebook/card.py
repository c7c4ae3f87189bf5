"""Small pieces of HTML that are legible on light and on dark ground (HTML 卡片)."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice
from typing import Final

from sunlight.report.ci.xml_text import plain
from sunlight.report.texts import Texts

__all__ = ["HEAD_ROWS", "card", "fields_html", "notes_html", "table_html"]

HEAD_ROWS: Final = 10
"""Rows of a table that are shown."""

_LONGEST: Final = 120
"""Characters of a cell that are shown."""

_CARD: Final = (
    "border:1px solid rgba(128,128,128,.5);border-left-width:5px;padding:.5em .8em;"
    "max-width:70em;overflow-x:auto"
)
_EDGES: Final = {"pass": "#2f7fc1", "fail": "#d55e00", "open": "#8a8a8a"}
"""Seen on white and on black alike; the words say the same."""


def _text(value: object) -> str:
    """Text that is harmless in HTML, cut where it is long."""
    told = plain(str(value))
    if len(told) > _LONGEST:
        told = told[: _LONGEST - 1] + "…"
    return escape(told)


def card(title: str, *pieces: str, tone: str = "open") -> str:
    """Frame with a title (卡片).

    Parameters
    ----------
    title : str
        Any text; it is escaped.
    *pieces : str
        HTML.
    tone : {'pass', 'fail', 'open'}
        Colour of its edge.
    """
    head = f'<div style="font-weight:bold;margin-bottom:.3em">{_text(title)}</div>'
    edge = f"border-left-color:{_EDGES[tone]}"
    return f'<div style="{_CARD};{edge}">{head}{"".join(pieces)}</div>'


def fields_html(fields: Iterable[tuple[str, object]]) -> str:
    """Labels with what is said (数据项).

    Parameters
    ----------
    fields : iterable of (str, object)
        Any texts; they are escaped.
    """
    rows = "".join(
        f"<div><span style='opacity:.7'>{_text(label)}</span> {_text(value)}</div>"
        for label, value in fields
    )
    return f"<div>{rows}</div>"


def table_html(
    headings: Sequence[str], rows: Iterable[Sequence[object]], size: int, words: Texts
) -> str:
    """First rows of a table, and how many more there are (表的前几行).

    Parameters
    ----------
    headings : sequence of str
        Headings.
    rows : iterable of sequence of object
        No more than :data:`HEAD_ROWS` are looked at.
    size : int
        How many there are in all.
    words : mapping
        Catalogue.
    """
    head = "".join(f"<th style='text-align:left'>{_text(h)}</th>" for h in headings)
    body = "".join(
        "<tr>" + "".join(f"<td>{_text(value)}</td>" for value in row) + "</tr>"
        for row in islice(rows, HEAD_ROWS)
    )
    more = ""
    if size > HEAD_ROWS:
        told = words["notebook.more"].format(count=size - HEAD_ROWS)
        more = f'<div style="opacity:.7">{_text(told)}</div>'
    inside = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return f'<table style="color:inherit">{inside}</table>{more}'


def notes_html(notes: Iterable[str], words: Texts) -> str:
    """Notes that open at a click (须知).

    Parameters
    ----------
    notes : iterable of str
        Any texts; they are escaped.
    words : mapping
        Catalogue.
    """
    items = "".join(f"<li>{_text(note)}</li>" for note in notes)
    title = _text(words["summary.notes"])
    return f"<details><summary>{title}</summary><ul>{items}</ul></details>"
