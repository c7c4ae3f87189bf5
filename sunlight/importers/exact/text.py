"""A converted project file as text (文本排版): compact, and good to compare by line."""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

__all__ = ["document_lines", "plain_texts"]

_LISTS: Final = (
    "buildings",
    "site_solids",
    "grounds",
    "file_frames",
    "source_files",
    "import_findings",
)
"""Lists with one entry a line."""


def document_lines(document: Mapping[str, Any]) -> Iterator[str]:
    """Text of a document, piece by piece (逐段输出).

    A building stands on one line, and of each column the rows of one building.

    Parameters
    ----------
    document : mapping
        As from :func:`sunlight.importers.write_project.project_document`.

    Yields
    ------
    str
        JSON, in all.
    """
    before = "{\n"
    for key, value in document.items():
        yield f"{before}{_json(key)}: "
        before = ",\n"
        if key in _LISTS:
            yield from _entries(value)
        elif key == "tables":
            yield from _tables(value)
        else:
            yield _json(value)
    yield "\n}\n"


def _json(value: object) -> str:
    """JSON of one value on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _entries(values: list[Any]) -> Iterator[str]:
    """Yield a list with one entry a line."""
    yield "["
    for i, value in enumerate(values):
        yield f"{',' if i else ''}\n{_json(value)}"
    yield "\n]"


def _tables(tables: Mapping[str, Mapping[str, list[Any]]]) -> Iterator[str]:
    """Yield all tables."""
    yield "{"
    for i, (name, columns) in enumerate(tables.items()):
        yield f"{',' if i else ''}\n{_json(name)}: {{"
        cuts = _cuts(columns["building"])
        for j, (column, values) in enumerate(columns.items()):
            yield f"{',' if j else ''}\n{_json(column)}: "
            yield from _column(values, cuts, rows=cuts[-1])
        yield "}"
    yield "}"


def _cuts(building: list[str]) -> list[int]:
    """Rows at which another building begins, with the first and the end."""
    changes = [i for i, (a, b) in enumerate(pairwise(building), 1) if a != b]
    return [0, *changes, len(building)]


def _column(values: list[Any], cuts: list[int], *, rows: int) -> Iterator[str]:
    """Yield one column; one that has a value for each row is cut by buildings."""
    if len(values) != rows or rows == 0:
        yield _json(values)
        return
    yield "["
    for start, end in pairwise(cuts):
        yield f"{',' if start else ''}\n{_json(values[start:end])[1:-1]}"
    yield "]"


def plain_texts(value: Any) -> Any:  # noqa: ANN401, a value of JSON
    """Texts without the invisible characters that reading refuses (去除隐形字符).

    Control and direction characters (Unicode categories Cc and Cf) other than line ends
    and tabs, which come with names from drawings, are left out; so are halves of
    surrogate pairs, which UTF-8 does not know.

    Parameters
    ----------
    value : object
        Value of JSON; lists of numbers are passed on as they are.

    Returns
    -------
    object
        The same with plain texts.
    """
    if isinstance(value, str):
        return value if value.isprintable() else _plain(value)
    if isinstance(value, dict):
        return {key: plain_texts(inner) for key, inner in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], str | dict | None):
        return [plain_texts(inner) for inner in value]
    return value


def _plain(text: str) -> str:
    """Text without invisible characters."""
    return "".join(
        character
        for character in text
        if character in "\n\r\t"
        or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )
