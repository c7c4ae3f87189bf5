"""Tables as CSV files that spreadsheet programs open as they are (CSV 成果表)."""

import codecs
from pathlib import Path
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from pyarrow import csv

from sunlight.report.texts import Texts

__all__ = ["guarded_text", "write_csv"]

_FORMULA: Final = r"^\s*[=+\-@\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]"
"""What a spreadsheet program would run as a formula, the full-width signs included."""
_NUMBER: Final = r"^[+-]?\d+([.]\d+)?$"
"""Text that is a number is harmless."""

_BOOLEAN_WORDS: Final = {
    "reaches_before": ("cells.reaches", "cells.below"),
    "reaches_after": ("cells.reaches", "cells.below"),
}
"""Words of columns that are true or false, other than yes and no."""


def guarded_text(column: pa.Array) -> pa.Array:
    """Text with an apostrophe before what would be run as a formula (防公式注入).

    Parameters
    ----------
    column : pyarrow.Array of string
        Cells.

    Returns
    -------
    pyarrow.Array of string
        The same, guarded.
    """
    risky = pc.and_(
        pc.match_substring_regex(column, _FORMULA),
        pc.invert(pc.match_substring_regex(column, _NUMBER)),
    )
    if not pc.any(risky).as_py():
        return column
    return pc.if_else(risky, pc.binary_join_element_wise("'", column, ""), column)


def write_csv(
    table: pa.Table, path: Path, words: Texts, *, section: str = "columns"
) -> None:
    """Write a table as UTF-8 with a byte order mark and headings (写 CSV).

    Parameters
    ----------
    table : pyarrow.Table
        Columns named as under `section` in the catalogue.
    path : Path
        The file.
    words : mapping
        Catalogue.
    section : str
        Section of it with the headings.
    """
    columns, headings = [], []
    for name in table.column_names:
        headings.append(words[f"{section}.{name}"])
        columns.append(_readable(name, table.column(name), words))
    readable = pa.Table.from_arrays(columns, names=headings)
    with path.open("wb") as file:
        file.write(codecs.BOM_UTF8)
        csv.write_csv(readable, file, csv.WriteOptions(batch_size=8192, eol="\r\n"))


def _readable(name: str, column: Any, words: Texts) -> Any:  # noqa: ANN401
    """Column as it stands in a cell."""
    if pa.types.is_boolean(column.type):
        yes, no = _BOOLEAN_WORDS.get(name, ("cells.yes", "cells.no"))
        return pc.if_else(column, words[yes], words[no])
    if pa.types.is_string(column.type):
        return guarded_text(column)
    return column
