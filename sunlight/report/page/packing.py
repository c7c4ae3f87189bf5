"""Columns of the page's data in few bytes, and data as safe script text (网页数据压缩).

Numbers travel as base64 of little-endian arrays, exact to the last bit; texts as a list
of the different ones and a code a row.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from numpy.typing import NDArray

__all__ = ["packed_array", "packed_table", "packed_texts", "script_json"]

_TYPES: Final = {"f8": "<f8", "i4": "<i4", "u1": "|u1", "i1": "|i1", "u2": "<u2"}


def packed_array(values: NDArray[Any] | Sequence[float], kind: str) -> str:
    """Array as base64 of its little-endian bytes (数组编码).

    Parameters
    ----------
    values : (n,) array_like
        Numbers.
    kind : {'f8', 'i4', 'u2', 'u1', 'i1'}
        Type that the page reads them as.

    Returns
    -------
    str
        ``kind:base64``.
    """
    array = np.ascontiguousarray(np.asarray(values), dtype=_TYPES[kind])
    return f"{kind}:{base64.b64encode(array.tobytes()).decode('ascii')}"


def packed_texts(columns: Mapping[str, Sequence[str | None]]) -> dict[str, Any]:
    """Texts of a column, the different ones once (文字列编码).

    Parameters
    ----------
    columns : mapping of str to sequence of str or None
        The column in each language, or under ``any`` where they are the same.

    Returns
    -------
    dict
        ``words`` by language and ``code`` by row; absent texts are empty.
    """
    rows = list(
        zip(
            *([text or "" for text in column] for column in columns.values()),
            strict=True,
        )
    )
    different = {row: code for code, row in enumerate(dict.fromkeys(rows))}
    codes = np.array([different[row] for row in rows], dtype=np.int64)
    kind = "u2" if len(different) < 2**16 else "i4"
    words = {
        lang: [row[position] for row in different]
        for position, lang in enumerate(columns)
    }
    if len(words) > 1 and len({tuple(texts) for texts in words.values()}) == 1:
        words = {"any": next(iter(words.values()))}
    return {"words": words, "code": packed_array(codes, kind)}


def packed_table(tables: Mapping[str, pa.Table]) -> dict[str, Any]:
    """Table as columns (表编码).

    Parameters
    ----------
    tables : mapping of str to pyarrow.Table
        The same table in each language.

    Returns
    -------
    dict
        ``rows`` and ``columns`` by name: numbers as an array, NaN where there is none,
        all else as texts; truth values are 1, 0 and NaN.
    """
    first = next(iter(tables.values()))
    columns: dict[str, Any] = {}
    for name in first.column_names:
        kind = first.column(name).type
        if pa.types.is_string(kind) or pa.types.is_null(kind):
            columns[name] = packed_texts(
                {lang: table.column(name).to_pylist() for lang, table in tables.items()}
            )
        else:
            values = [
                np.nan if value is None else float(value)
                for value in first.column(name).to_pylist()
            ]
            columns[name] = packed_array(np.array(values, dtype=np.float64), "f8")
    return {"rows": first.num_rows, "columns": columns}


def script_json(data: object) -> str:
    """JSON that may stand inside a script element (可嵌入网页的 JSON).

    Parameters
    ----------
    data : object
        What JSON can hold; NaN is refused.

    Returns
    -------
    str
        With ``<``, ``>``, ``&`` and the line separators of Unicode escaped, so that no
        text in it can end the element.
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
