"""Arrays in the page: little-endian numbers as base64 (页面数组编码)."""

import base64
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["PackedArray", "packed", "unpacked"]

PackedArray = dict[str, str]
"""``{"type": ..., "data": ...}``, fit for JSON."""

TYPES: Final = {"f32": "<f4", "u32": "<u4", "i32": "<i4", "u16": "<u2", "u8": "u1"}
"""Names of number types in the page, and in numpy; all little-endian."""


def packed(array: NDArray[np.generic], kind: str) -> PackedArray:
    """Array as text for JSON (数组转文本), in C order.

    Parameters
    ----------
    array : ndarray
        Numbers that fit the type.
    kind : {'f32', 'u32', 'i32', 'u16', 'u8'}
        Number type.

    Examples
    --------
    >>> packed(np.array([1.0, 2.0]), "f32")
    {'type': 'f32', 'data': 'AACAPwAAAEA='}
    """
    raw = np.ascontiguousarray(array, dtype=TYPES[kind]).tobytes()
    return {"type": kind, "data": base64.b64encode(raw).decode("ascii")}


def unpacked(record: PackedArray) -> NDArray[np.generic]:
    """Array of such a text (文本转数组), flat and read-only.

    Parameters
    ----------
    record : dict
        As :func:`packed` makes it.
    """
    raw = base64.b64decode(record["data"], validate=True)
    return np.frombuffer(raw, dtype=TYPES[record["type"]])
