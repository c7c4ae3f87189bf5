"""What the text of an IFC file says before anything opens it (STEP 文本预检)."""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import ImporterError
from sunlight.importers.limits import Limits

__all__ = ["SCHEMAS", "StepText", "check_step_text"]

SCHEMAS: Final = ("IFC2X3", "IFC4", "IFC4X3")
"""Schemas that are read; their addenda and corrigenda too."""

DEEPEST_REFERENCE: Final = 16
"""References may be chained this many times deeper than the limit ``nesting``.

A placement in a placement is one level of nesting and three references; a wall clipped
by fifty roofs is a chain of fifty results. Kernels follow them on their stack."""

_END: Final = re.compile(rb"END-ISO-10303-21\s*;")
_HEADER: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:/\*.*?\*/\s*)*ISO-10303-21\s*;", re.DOTALL
)
_SCHEMA: Final = re.compile(rb"FILE_SCHEMA\s*\(\s*\(\s*'([^']*)'", re.IGNORECASE)
_TEXTS: Final = re.compile(rb"/\*.*?\*/|'[^']*'", re.DOTALL)
_NUMBERS: Final = re.compile(rb"#(\d{1,18})(\s*=)?")
_HEAD_BYTES: Final = 65_536
_PORTION: Final = 8_000_000  # bytes looked through at once
QUOTE: Final = b"'"
NEWLINE: Final = b"\n"

Ids = NDArray[np.int64]
_NONE: Final[Ids] = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepText:
    """What the text says (预检结果).

    Parameters
    ----------
    schema : str
        As it stands in the header, such as ``IFC4X3_ADD2``.
    entities : int
        Instances in the data section.
    dangling : int
        References to entities that the file does not have.
    """

    schema: str
    entities: int
    dangling: int = 0


def check_step_text(content: bytes, *, source: str, limits: Limits) -> StepText:
    """Refuse what is no IFC file, is too large, or refers to itself (预检).

    In a sound file references form no circle: relations refer to things, things never
    to relations. A circle, such as a placement relative to itself, sends a geometry
    kernel round until its stack is full and the process is gone.

    Parameters
    ----------
    content : bytes
        All of the file.
    source : str
        The file.
    limits : Limits
        How many entities there may be, and how deeply they may refer to each other.

    Returns
    -------
    StepText
        Schema and number of entities.

    Raises
    ------
    ImporterError
        Naming the entity where there is one.
    """
    schema = _schema(content[:_HEAD_BYTES], source)
    bare = _TEXTS.sub(b"", content)
    if b"'" in bare:
        raise ImporterError(
            "a text is not closed: the file is cut off or damaged; export it again",
            source=source,
            where=f"line {content[: content.rindex(QUOTE)].count(NEWLINE) + 1}",
        )
    if not _END.search(bare[-_HEAD_BYTES:]):
        raise ImporterError(
            "the file stops before END-ISO-10303-21: it is cut off; export or copy it "
            "again",
            source=source,
            where=f"line {content.count(NEWLINE) + 1}",
        )
    defined, start, target = _references(bare, source, limits)
    _check_circles(bare, defined, start, target, source=source, limits=limits)
    dangling = int((~np.isin(target, defined)).sum())
    return StepText(schema=schema, entities=len(defined), dangling=dangling)


def _schema(head: bytes, source: str) -> str:
    """Schema by the header; refuses other formats by name."""
    if head.startswith(b"PK"):
        raise ImporterError(
            "this is an ifcZIP or another archive; unpack it and name the .ifc in it",
            source=source,
        )
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise ImporterError(
            "this is XML, perhaps ifcXML; export the model as STEP (.ifc)",
            source=source,
        )
    if not _HEADER.match(head):
        raise ImporterError(
            "this is no IFC file: it does not start with ISO-10303-21; export the "
            "model as IFC again",
            source=source,
            where="line 1",
        )
    named = _SCHEMA.search(head)
    if not named:
        raise ImporterError(
            "the header names no schema (FILE_SCHEMA); export the model again",
            source=source,
            where="header",
        )
    schema = named[1].decode("ascii", "replace").strip().upper()
    if not any(schema == one or schema.startswith(f"{one}_") for one in SCHEMAS):
        raise ImporterError(
            f"the schema {schema} is not read; allowed are {', '.join(SCHEMAS)}: "
            "export the model in one of them",
            source=source,
            where="header",
            value=schema,
        )
    return schema


def _references(bare: bytes, source: str, limits: Limits) -> tuple[Ids, Ids, Ids]:
    """Ids defined, (n,), and of each reference who refers, and to whom, (r,)."""
    defined, start, target = [_NONE], [_NONE], [_NONE]
    count = at = 0
    while at < len(bare):
        end = bare.find(b";", at + _PORTION)
        end = len(bare) if end < 0 else end + 1
        found = _NUMBERS.findall(bare, at, end)
        at = end
        if not found:
            continue
        number = np.array([n for n, _ in found]).astype(np.int64)
        opens = np.array([bool(sign) for _, sign in found])
        who = np.cumsum(opens) - 1
        refers = ~opens & (who >= 0)
        defined.append(number[opens])
        start.append(number[opens][who[refers]])
        target.append(number[refers])
        count += int(opens.sum())
        limits.check_entities(count, what="entities", source=source)
    return np.concatenate(defined), np.concatenate(start), np.concatenate(target)


def _check_circles(
    bare: bytes, defined: Ids, start: Ids, target: Ids, *, source: str, limits: Limits
) -> None:
    """Follow all references to their ends, one step of all chains at a time."""
    ids = np.unique(defined)
    known = np.isin(target, ids)
    a, b = np.searchsorted(ids, start[known]), np.searchsorted(ids, target[known])
    most = int(limits.nesting * DEEPEST_REFERENCE)
    depth = np.zeros(len(ids), dtype=np.int64)
    for _ in range(most):
        further = depth.copy()
        np.maximum.at(further, a, depth[b] + 1)
        if (further == depth).all():
            return
        depth = further
    circle = _one_circle(a, b, len(ids))
    if circle is None:
        raise ImporterError(
            f"references are chained deeper than {most}; this is no model of a "
            "building, or raise the limit  nesting  if you trust it",
            source=source,
            value=most,
        )
    number = int(ids[circle])
    entity = f"#{number} {_entity_name(bare, number)}".strip()
    raise ImporterError(
        f"{entity} refers to itself, directly or through others, and would never be "
        "resolved; mend it or export the model again",
        source=source,
        entity=entity,
    )


def _one_circle(a: Ids, b: Ids, count: int) -> int | None:
    """First node that lies on a circle, or None."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    itself = a[a == b]
    if len(itself):
        return int(itself.min())
    ones = np.ones(len(a), dtype=np.int8)
    graph = coo_array((ones, (a, b)), shape=(count, count))
    _, label = connected_components(graph, directed=True, connection="strong")
    shared = np.flatnonzero(np.bincount(label)[label] > 1)
    return int(shared[0]) if len(shared) else None


def _entity_name(bare: bytes, number: int) -> str:
    """Type of an entity, such as ``IFCLOCALPLACEMENT``; empty if it cannot be told."""
    found = re.search(rb"#%d\s*=\s*([A-Za-z0-9_]+)" % number, bare)
    return found[1].decode("ascii").upper() if found else ""
