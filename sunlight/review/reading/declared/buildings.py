"""Tables of buildings in a report (建筑一览表)."""

import math
import re
from functools import cache
from typing import Final

from sunlight.review.reading.columns.plain import DASHES, bare, one_line, plain
from sunlight.review.reading.declared.building_roles import role_in
from sunlight.review.reading.declared.labels import label_words
from sunlight.review.reading.declared.values import written
from sunlight.review.reading.grids.records import Grid
from sunlight.review.records.declaration import DeclaredBuilding

__all__ = ["declared_buildings"]

_FIGURES: Final = (
    "storeys",
    "height",
    "top_above_zero",
    "top_absolute",
    "zero_level",
    "outdoor_ground",
    "indoor_outdoor",
)
_NUMBER: Final = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(?:m|米|层|f)?", re.IGNORECASE)
_STOREYS: Final = re.compile(
    r"(?:地上)?\s*(\d+)\s*(?:层|f)?(?:\s*[(/+].*)?", re.IGNORECASE
)
_SEPARATE: Final = re.compile(r"[、,;\s]+")
_NOBODY: Final = re.compile("无|未|没有|none|not")
_TOP: Final = 4
_TOTALS: Final = re.compile("合计|小计|总计|total")


@cache
def _fields() -> dict[str, str]:
    """Field of each heading."""
    return {
        bare(word): field
        for field, words in label_words()["buildings"].items()
        for word in words
    }


def _heading(row: tuple[str, ...]) -> dict[str, int]:
    """Column of each field, where a row is the heading of a table of buildings."""
    found: dict[str, int] = {}
    for index, text in enumerate(row):
        said = re.sub(r"\([^()]*\)", "", bare(text))
        field = _fields().get(said) or _fields().get(bare(text))
        if field:
            found.setdefault(field, index)
    return found


def declared_buildings(grid: Grid) -> tuple[DeclaredBuilding, ...]:
    """Rows of a table of buildings (建筑一览表); none where it is another table.

    Parameters
    ----------
    grid : Grid
        The table.
    """
    for top in range(min(_TOP, len(grid.rows))):
        columns = _heading(grid.rows[top])
        known = len(set(columns) & {*_FIGURES, "shaded_by"})
        if ("id" in columns or "name" in columns) and known >= 2:
            caption = role_in(grid.caption)
            rows = range(top + 1, len(grid.rows))
            read = [_building(grid, r, columns, caption) for r in rows]
            return tuple(each for each in read if each is not None)
    return ()


def _building(
    grid: Grid, row: int, columns: dict[str, int], caption: str
) -> DeclaredBuilding | None:
    """One row; None for a group or a sum."""
    cells = grid.rows[row]
    if len({text for text in cells if text.strip()}) < 2:
        return None

    def text(field: str) -> str:
        return written(cells[columns[field]]) if field in columns else ""

    identity = text("id") or text("name")
    if not identity or _TOTALS.search(identity) or bare(identity) in _fields():
        return None
    figures = {
        field: _figure(cells[columns[field]], field) if field in columns else math.nan
        for field in _FIGURES
    }
    return DeclaredBuilding(
        id=identity,
        name=text("name"),
        role=caption or role_in(text("role")) or role_in(text("status")),
        use=text("use"),
        shaded_by=_shaded_by(text("shaded_by")),
        place=f"{grid.place}:{grid.lines[row]}",
        **figures,
    )


def _figure(text: str, field: str) -> float:
    """Figure of a cell; NaN for none."""
    said = plain(one_line(text))
    if said in DASHES:
        return math.nan
    found = (_STOREYS if field == "storeys" else _NUMBER).fullmatch(said)
    return float(found[1]) if found else math.nan


def _shaded_by(text: str) -> tuple[str, ...]:
    """Buildings of a list."""
    if not text or _NOBODY.match(text):
        return ()
    return tuple(part for part in _SEPARATE.split(plain(text)) if part)
