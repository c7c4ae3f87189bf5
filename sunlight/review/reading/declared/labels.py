"""Labels of the data of a report (数据项名称), and rows that are such data."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from sunlight.review.reading.columns.plain import bare

__all__ = ["is_note", "label_words", "labelled"]

_LONG: Final = 60
_COLON: Final = re.compile(r"^([^::]{2,16})[:]\s*(.+)$", re.DOTALL)


@cache
def label_words() -> dict[str, Any]:
    """Labels of the data of a report by field, from ``labels.toml`` (数据项名称)."""
    path = Path(__file__).with_name("labels.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _by_word() -> dict[str, str]:
    """Field of each label."""
    fields: dict[str, str] = {}
    for field, words in label_words()["fields"].items():
        for word in words:
            fields.setdefault(bare(word), field)
    return fields


def labelled(text: str) -> str:
    """Field that a label names (数据项); empty for none.

    Parameters
    ----------
    text : str
        Such as ``项目名称`` or ``标准日：``.
    """
    said = bare(text).rstrip(":")
    found = _by_word().get(said, "")
    if not found and said.endswith(")"):
        found = _by_word().get(said[: said.rfind("(")], "")
    return found


def is_note(cells: tuple[str, ...], label: str) -> bool:
    """Whether a row without figures is a note or a parameter, not a window (表注).

    Parameters
    ----------
    cells : tuple of str
        The row.
    label : str
        What stands in the column of the windows.
    """
    if len(label) > _LONG:
        return True
    for cell in cells:
        if labelled(cell):
            return True
        pair = _COLON.match(cell.strip().replace("：", ":"))
        if pair and labelled(pair[1]):
            return True
    return False
