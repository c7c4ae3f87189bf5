"""Lines of a text file on which its elements stand (图元所在行)."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

__all__ = ["element_lines"]

MOST_BYTES: Final = 200_000_000
"""Larger files are not looked through. [bytes]"""

_STEP: Final = re.compile(
    rb"=\s*IFC\w+\s*\(\s*'([0-3][0-9A-Za-z_$]{21})'", re.IGNORECASE
)
_QUOTED: Final = re.compile(rb'"((?:[^"\\\r\n]|\\.){1,200})"')
_HANDLE: Final = re.compile(rb"^[ \t]*5[ \t]*\r?\n[ \t]*([0-9A-Fa-f]+)[ \t]*\r?$", re.M)

_PATTERNS: Final = {
    ".ifc": _STEP,
    ".dxf": _HANDLE,
    ".toml": _QUOTED,
    ".json": _QUOTED,
    ".jsonl": _QUOTED,
    ".geojson": _QUOTED,
    ".gml": _QUOTED,
}


def element_lines(path: Path, elements: Iterable[str]) -> dict[str, int]:
    """First line on which each element is named (图元行号).

    Parameters
    ----------
    path : Path
        A model file; what kind it is tells its suffix.
    elements : iterable of str
        GlobalIds, handles, ids.

    Returns
    -------
    dict of str to int
        Lines from 1; elements that are not found are missing, all of them where the
        file is binary, very large or gone.
    """
    wanted = {element.encode("utf-8") for element in elements if element}
    pattern = _PATTERNS.get(path.suffix.lower())
    if pattern is None or not wanted:
        return {}
    try:
        if path.stat().st_size > MOST_BYTES:
            return {}
        content = path.read_bytes()
    except OSError:
        return {}  # the lines are an aid: a file that has gone has none
    found: dict[str, int] = {}
    line, counted = 1, 0
    for match in pattern.finditer(content):
        if match[1] not in wanted:
            continue
        line += content.count(b"\n", counted, match.start(1))
        counted = match.start(1)
        found[match[1].decode("utf-8")] = line
        wanted.discard(match[1])
        if not wanted:
            break
    return found
