"""Project files from disk to plain tables (读文件): encoding, TOML and JSON syntax."""

import hashlib
import json
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sunlight.errors import ImporterError
from sunlight.importers.limits import LIMITS, MEGABYTE, Limits

__all__ = ["Document", "read_bytes", "read_document"]

_SUFFIXES: Final = (".toml", ".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as plain tables (文档).

    Parameters
    ----------
    path : Path
        The file.
    data : mapping
        Its content: str, int, float, bool, date, list, dict.
    sha256 : str
        Hash of its bytes.
    """

    path: Path
    data: Mapping[str, Any]
    sha256: str


def read_document(path: Path, limits: Limits = LIMITS) -> Document:
    """Read a TOML or JSON file in UTF-8 (读取文件).

    Parameters
    ----------
    path : Path
        File whose suffix is ``.toml`` or ``.json``.
    limits : Limits
        How large it may be.

    Returns
    -------
    Document
        Plain tables and the hash of the file.

    Raises
    ------
    ImporterError
        If there is no such file, it is too large or not UTF-8, or its syntax is
        wrong.
    """
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        raise ImporterError(
            f"a project file ends in .toml or .json, this one in {suffix!r}",
            source=str(path),
            value=suffix,
        )
    content = read_bytes(path, source=str(path), limits=limits)
    text = _decoded(content, str(path))
    if not text.strip():
        raise ImporterError("the file is empty", source=str(path))
    read = _parse_toml if suffix == ".toml" else _parse_json
    data = read(text, str(path))
    if not _plainly_visible(text):
        _refuse_hidden_characters(data, "", str(path))
    return Document(path=path, data=data, sha256=hashlib.sha256(content).hexdigest())


def _plainly_visible(text: str) -> bool:
    """Whether a file surely holds nothing invisible, so that no value needs a look."""
    line = text.replace("\n", "").replace("\r", "").replace("\t", "")
    return line.isprintable() and "\\" not in line


def _refuse_hidden_characters(value: object, where: str, source: str) -> None:
    """Refuse control and direction characters, which a terminal would obey.

    Their Unicode categories are Cc and Cf; line ends and tabs are let through.
    """
    if isinstance(value, dict):
        for key, inner in value.items():
            _refuse_hidden_characters(key, where, source)
            _refuse_hidden_characters(inner, f"{where}.{key}".lstrip("."), source)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if isinstance(inner, str | dict | list):
                _refuse_hidden_characters(inner, f"{where}[{index}]", source)
    elif isinstance(value, str) and not value.isprintable():
        for character in value:
            if unicodedata.category(character) in ("Cc", "Cf") and (
                character not in "\n\r\t"
            ):
                raise ImporterError(
                    f"a text holds the invisible character U+{ord(character):04X}; "
                    "write the text again without it",
                    source=source,
                    where=where or None,
                    value=value,
                )


def read_bytes(path: Path, *, source: str, limits: Limits = LIMITS) -> bytes:
    """Bytes of a file (文件内容).

    Parameters
    ----------
    path : Path
        The file.
    source : str
        File to name in the error.
    limits : Limits
        How large it may be.

    Returns
    -------
    bytes
        Its content.

    Raises
    ------
    ImporterError
        If it is no file, too large, or cannot be read.
    """
    if path.is_dir():
        raise ImporterError(
            "this is a folder; name a file in it", source=source, value=str(path)
        )
    try:
        size = path.stat().st_size
        if size > limits.megabytes * MEGABYTE:
            raise ImporterError(
                f"the file has {size / MEGABYTE:,.1f} MB; allowed are "
                f"{limits.megabytes:,g} MB: cut it, or raise the limit  megabytes  if "
                "you trust it",
                source=source,
                value=size,
            )
        return path.read_bytes()
    except FileNotFoundError:
        folder = path.parent
        problem = (
            f"there is no such file in the folder {folder}"
            if folder.is_dir()
            else f"there is no folder {folder}"
        )
        raise ImporterError(
            f"{problem}; check name and place",
            source=source,
            value=str(path),
        ) from None
    except OSError as error:
        raise ImporterError(
            f"the file cannot be read: {error.strerror or error}",
            source=source,
            value=str(path),
        ) from error


def _decoded(content: bytes, source: str) -> str:
    """Text of UTF-8 bytes, with or without a byte order mark."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = error.start
    line = content.count(b"\n", 0, at) + 1
    guess = ""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        guess, name = " (it looks like UTF-16)", "UTF-16"
    else:
        name = "GBK"
        try:
            content.decode("gb18030")
            guess = " (it looks like GBK, the usual encoding of Chinese Windows)"
        except UnicodeDecodeError:
            name = "<its encoding>"
    raise ImporterError(
        f"the file is not UTF-8: byte {content[at]:#04x} at offset {at}, line {line}"
        f"{guess}. Save it as UTF-8: in an editor by 'Save as', encoding UTF-8, or "
        f"with  iconv -f {name} -t UTF-8 OLD > NEW",
        source=source,
        where=f"line {line}",
        value=at,
    )


def _parse_toml(text: str, source: str) -> dict[str, Any]:
    """Tables of a TOML text."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ImporterError("this TOML is nested too deeply", source=source) from None
    except ValueError as error:  # TOMLDecodeError, or a number of 5,000 digits
        message = str(error)
    _, mark, place = message.rpartition("(at line ")
    number = place.split(",")[0]
    lines = text.splitlines()
    if mark and number.isdecimal() and 0 < int(number) <= len(lines):
        where, shown = f"line {number}", f": {_shorten(lines[int(number) - 1])}"
    else:
        where, shown = f"line {len(lines)}", ""
    raise ImporterError(
        f"this is no TOML: {message}{shown}; quote text, give numbers a digit "
        "before and after the point, and close every bracket",
        source=source,
        where=where,
    )


def _parse_json(text: str, source: str) -> dict[str, Any]:
    """Tables of a JSON text."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Refuse a key that stands twice: the second would silently win."""
        table = dict(pairs)
        if len(table) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise ImporterError(
                f"the key {twice!r} stands twice in one object; keep one",
                source=source,
                value=twice,
            )
        return table

    try:
        data = json.loads(text, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        lines = text.splitlines() or [""]
        shown = _shorten(lines[min(error.lineno, len(lines)) - 1])
        raise ImporterError(
            f"this is no JSON: {error.msg} (at line {error.lineno}, column "
            f"{error.colno}): {shown}",
            source=source,
            where=f"line {error.lineno}",
        ) from None
    except RecursionError:
        raise ImporterError("this JSON is nested too deeply", source=source) from None
    except ValueError as error:  # a number of 5,000 digits
        raise ImporterError(f"this is no JSON: {error}", source=source) from None
    if not isinstance(data, dict):
        raise ImporterError(
            "a project file in JSON is one object {...}, this is "
            f"a {type(data).__name__}",
            source=source,
        )
    return data


def _shorten(line: str) -> str:
    """Line for a message, at most 80 characters."""
    line = line.strip()
    return line if len(line) <= 80 else line[:77] + "..."
