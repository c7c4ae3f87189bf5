"""Limits of what a reader takes on (读取限额), since files come from strangers."""

import hashlib
import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from sunlight.errors import ImporterError, InputError

__all__ = ["LIMITS", "MEGABYTE", "Limits", "read_json", "read_limited"]

MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a file may be before a reader refuses it (读取限额).

    Parameters
    ----------
    megabytes : float
        Size of one file, also of what an archive unpacks to. [10⁶ bytes]
    entities : int
        Entities, features, city objects or elements in one file; also triangles of one
        mesh, counted apart.
    nesting : int
        Lists in lists, blocks in blocks, elements in elements.
    seconds : float
        Time that one reader may take before it is stopped. [s]

    Raises
    ------
    InputError
        If one of them is not above zero.
    """

    megabytes: float = 500.0
    entities: int = 2_000_000
    nesting: int = 64
    seconds: float = 300.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not value > 0:
                raise InputError(
                    f"a limit must be above 0, got {value}",
                    where=f"limits.{field.name}",
                    value=value,
                )

    def check_entities(self, count: int, *, what: str, source: str) -> None:
        """Refuse more things than allowed (数量限额).

        Parameters
        ----------
        count : int
            How many there are.
        what : str
            What they are, such as ``features``.
        source : str
            The file.

        Raises
        ------
        ImporterError
            If there are too many.
        """
        if count > self.entities:
            raise ImporterError(
                f"the file has {count:,} {what}; allowed are {self.entities:,}: cut "
                "it, or raise the limit  entities  if you trust it",
                source=source,
                value=count,
            )


LIMITS: Final = Limits()
"""Limits where nobody names any: a city district passes, a bomb does not."""


def read_limited(path: Path, limits: Limits = LIMITS) -> tuple[bytes, str]:
    """Bytes of a regular file within the limits, and their SHA-256 (限额读取).

    Parameters
    ----------
    path : Path
        The file; no folder, device or pipe.
    limits : Limits
        How large it may be.

    Returns
    -------
    content : bytes
        All of it, at least one byte.
    digest : str
        Hexadecimal.

    Raises
    ------
    ImporterError
        If it is not there, no file, empty, too large or not readable.
    """
    source = str(path)
    try:
        if not path.exists():
            raise ImporterError("there is no such file", source=source)
        if not path.is_file():
            raise ImporterError("this is no regular file; name a file", source=source)
        size = path.stat().st_size
        if size > limits.megabytes * MEGABYTE:
            raise ImporterError(
                f"the file has {size / MEGABYTE:,.1f} MB; allowed are "
                f"{limits.megabytes:,g} MB: cut it, or raise the limit  megabytes  if "
                "you trust it",
                source=source,
                value=size,
            )
        with path.open("rb") as stream:
            content = stream.read(size + 1)
    except OSError as error:
        raise ImporterError(
            f"the file cannot be read: {error.strerror or error}", source=source
        ) from error
    if not content.strip(b"\x00\t\r\n "):
        raise ImporterError("the file is empty", source=source)
    return content, hashlib.sha256(content).hexdigest()


def read_json(
    content: bytes, *, source: str, limits: Limits = LIMITS, allow_nan: bool = False
) -> Any:  # noqa: ANN401
    """JSON document of some bytes, in UTF-8 and not nested too deep (JSON 解析).

    Parameters
    ----------
    content : bytes
        Such as from :func:`read_limited`.
    source : str
        The file.
    limits : Limits
        How deep it may be nested.
    allow_nan : bool
        Let NaN and infinities through, which the reader then takes for missing values:
        scripts write them, though JSON does not know them.

    Returns
    -------
    object
        As ``json.loads`` has it; numbers are finite unless allowed otherwise.

    Raises
    ------
    ImporterError
        Naming the line where it stops being UTF-8 or JSON.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImporterError(
            f"not UTF-8: byte 0x{content[error.start]:02x} at position {error.start}; "
            "JSON is UTF-8 by its standard: save the file as UTF-8 (it may be GB 18030 "
            "or UTF-16)",
            source=source,
            where=f"line {content[: error.start].count(10) + 1}",
        ) from error
    try:
        document = json.loads(
            text, parse_constant=float if allow_nan else _refuse_constant
        )
    except json.JSONDecodeError as error:
        raise ImporterError(
            f"not JSON: {error.msg} at column {error.colno}; the file may be cut off "
            "or of another format",
            source=source,
            where=f"line {error.lineno}",
        ) from error
    except RecursionError as error:
        raise ImporterError(
            "not JSON that can be read: lists within lists, too deep to read",
            source=source,
        ) from error
    except ValueError as error:
        raise ImporterError(f"not JSON that can be read: {error}", source=source) from (
            error
        )
    _check_nesting(document, limits.nesting, source)
    return document


def _refuse_constant(name: str) -> float:
    """Refuse NaN and the infinities, which JSON does not know."""
    raise ValueError(f"{name} is no number of JSON")


def _check_nesting(document: object, most: int, source: str) -> None:
    """Refuse lists in lists deeper than allowed, level by level."""
    level = [document] if isinstance(document, dict | list) else []
    for _ in range(most + 1):
        if not level:
            return
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
    raise ImporterError(
        f"lists in lists deeper than {most}; allowed are {most} levels: this is no "
        "model, or raise the limit  nesting  if you trust it",
        source=source,
        value=most,
    )
