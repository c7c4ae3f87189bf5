"""Labels with their values in tables and lines of a report (数据项)."""

import itertools
import re
from collections.abc import Iterator
from typing import Final

from sunlight.review.reading.columns.plain import plain
from sunlight.review.reading.declared.labels import label_words, labelled
from sunlight.review.reading.declared.said import Said
from sunlight.review.reading.declared.values import coordinates, value_of, written
from sunlight.review.reading.grids.records import Grid

__all__ = ["MOST_ROWS", "said_by_pair", "said_in_cells", "said_in_grid"]

MOST_ROWS: Final = 400
"""A table of data is no longer; further rows of a longer one are not looked at."""
_PIECES: Final = re.compile(r"[;。\n]|,(?=\D)|\s{2,}|\s(?=\S{2,12}:\s*\S)")
_UNIT: Final = re.compile(r"[(/]\s*(min|分钟|分|s|秒|m|米|mm|h|小时|°|度)\s*\)?\s*$")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")
_PARTIES: Final = ("client", "compiler", "designer")


def said_by_pair(label: str, text: str, place: str) -> list[Said]:
    """What a label and its value say (一对标签和取值).

    Parameters
    ----------
    label, text : str
        As printed.
    place : str
        Where they stand.
    """
    field = labelled(label)
    if not field or not written(text):
        return []
    if field in _PARTIES:
        return [Said(f"{field}.name", written(text), place)]
    if field.startswith("qualification"):
        return [Said(f"compiler.{field}", written(text), place)]
    if field == "coordinates" or field in ("latitude", "longitude"):
        both = coordinates(label + text if field != "coordinates" else text)
        if field == "coordinates" or any(value is not None for value in both):
            return [
                Said(name, value, place)
                for name, value in zip(("latitude", "longitude"), both, strict=True)
                if value is not None
            ]
    unit = _UNIT.search(plain(label))
    if unit and _NUMBER.fullmatch(plain(text)):
        text = f"{plain(text)}{unit[1]}"
    value = value_of(field, text)
    found = [] if value is None else [Said(field, value, place)]
    found += _beside(field, text, place)
    return found


def _beside(field: str, text: str, place: str) -> list[Said]:
    """What a value says besides: the clock of a band, the version of a program."""
    found = []
    if field == "software":
        version = value_of("software_version", text)
        if version:
            found.append(Said("software_version", version, place))
    if field == "band":
        for name in ("time_basis", "day"):
            value = value_of(name, text)
            if value is not None:
                found.append(Said(name, value, place))
    if field == "sill_minimum" and not _NUMBER.fullmatch(plain(text)):
        found.append(Said("sill_text", written(text), place))
    if field == "shortest_segment" and value_of("segments", text) == 0:
        found.append(Said("segments", 0, place))
    return found


def said_in_cells(cells: tuple[str, ...], place: str) -> list[Said]:
    """What a row of cells says (一行中的数据项): labels, each with its value.

    Parameters
    ----------
    cells : tuple of str
        Texts; blanks may stand between.
    place : str
        Where they stand.
    """
    found: list[Said] = []
    filled = [text for text in cells if text.strip()]
    at = 0
    while at < len(filled):
        if labelled(filled[at]) and at + 1 < len(filled):
            if not labelled(filled[at + 1]):
                found += said_by_pair(filled[at], filled[at + 1], place)
                at += 2
                continue
        else:
            for label, text in _pieces(filled[at]):
                found += said_by_pair(label, text, place)
        at += 1
    return found


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Labels and values of a line such as ``标准日：大寒；时间步长：1分钟``."""
    for piece in _PIECES.split(plain(text)):
        label, colon, value = piece.partition(":")
        if colon and 2 <= len(label.strip()) <= 16 and not label.strip().isascii():
            yield label.strip(), value.strip()


def said_in_grid(grid: Grid) -> list[Said]:
    """What a table of labels and values says (数据项表).

    Parameters
    ----------
    grid : Grid
        The table: labels left of their values, or over them.
    """
    party = _party(grid.caption)
    found: list[Said] = []
    if not grid.rows:
        return found
    across = _across(grid)
    if across:
        return across
    for row, cells in enumerate(grid.rows[:MOST_ROWS]):
        place = f"{grid.place}:{grid.lines[row]}"
        own = tuple(
            text if (row, c) not in grid.merged else "" for c, text in enumerate(cells)
        )
        if party:
            found += _party_row(party, own, place)
        found += said_in_cells(own, place)
    return found


def _party(caption: str) -> str:
    """Party that a caption names alone; empty for none."""
    said = plain(caption)
    named = [
        party
        for party, words in label_words()["parties"].items()
        if any(said.endswith(word) for word in words)
    ]
    return named[0] if len(named) == 1 else ""


def _party_row(party: str, cells: tuple[str, ...], place: str) -> list[Said]:
    """What a row of the table of one party says."""
    filled = [text for text in cells if text.strip()]
    found = []
    for label, text in zip(filled[::2], filled[1::2], strict=False):
        said = plain(label).replace(" ", "")
        for field, words in label_words()["party_fields"].items():
            if said in words and written(text):
                found.append(Said(f"{party}.{field}", written(text), place))
    return found


def _across(grid: Grid) -> list[Said]:
    """What a table says whose labels stand in its first row, over their values."""
    fields = [labelled(text) for text in grid.rows[0]]
    if len(grid.rows) < 2 or sum(bool(f) for f in fields) < max(2, len(fields) // 2):
        return []
    first = {f for f, g in itertools.pairwise(fields) if f and g}
    if not first:
        return []
    place = f"{grid.place}:{grid.lines[1]}"
    found: list[Said] = []
    for label, text in zip(grid.rows[0], grid.rows[1], strict=True):
        found += said_by_pair(label, text, place)
    return found
