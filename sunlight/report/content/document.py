"""The report record as one JSON document, and back again (报告内容文档)."""

import json
import math
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from sunlight.errors import InputError
from sunlight.report.content.records import (
    REPORT_SCHEMA,
    Blanks,
    Block,
    Chapter,
    Fields,
    Items,
    Letter,
    Paragraph,
    Pictures,
    Report,
    Table,
)

__all__ = ["read_report", "report_text"]

_BLOCKS: Final[dict[str, type[Any]]] = {
    "paragraph": Paragraph,
    "items": Items,
    "fields": Fields,
    "table": Table,
    "pictures": Pictures,
    "blanks": Blanks,
    "letter": Letter,
}
_TAGS: Final = {kind: tag for tag, kind in _BLOCKS.items()}
_TAG: Final = "block"


def report_text(report: Report) -> str:
    """Record of a report as JSON text (报告内容 JSON).

    Parameters
    ----------
    report : Report
        The report.

    Returns
    -------
    str
        Indented, Chinese as it is, floats in full, ending with a line feed. Every
        block says in ``block`` what it is; a figure that is no number is null.
    """
    return json.dumps(_plain(report), ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Records as tables, tuples as lists, what is no finite number as null."""
    kind = type(value)
    if kind is str or value is None:
        return value
    if kind is tuple:
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if not is_dataclass(kind):
        return value
    tag = _TAGS.get(kind)
    table: dict[str, Any] = {} if tag is None else {_TAG: tag}
    for name in kind.__dataclass_fields__:
        table[name] = _plain(getattr(value, name))
    return table


def read_report(text: str) -> Report:
    """Record of a report from its JSON text (读入报告内容).

    Parameters
    ----------
    text : str
        As :func:`report_text` gives it.

    Returns
    -------
    Report
        Equal to the one that was written.

    Raises
    ------
    InputError
        If the text is no JSON, is of another schema, or something in it is missing,
        unknown or of another kind; the message says where.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"the report record is no JSON ({error}); give the report.json that "
            "`sunlight report` wrote, unchanged",
            where="report",
        ) from error
    table = _table(found, "report")
    if table.get("schema") != REPORT_SCHEMA:
        raise InputError(
            f"the report record has the schema {table.get('schema')!r}; this version "
            f"reads {REPORT_SCHEMA!r}: use the version that wrote it, or write anew",
            where="report.schema",
            value=table.get("schema"),
        )
    chapters = _list(table.get("chapters"), "report.chapters")
    plain = table | {"chapters": ()}
    report: Report = _record(Report, plain, "report")
    read = tuple(_chapter(c, f"report.chapters[{i}]") for i, c in enumerate(chapters))
    return _with_chapters(report, read)


def _with_chapters(report: Report, chapters: tuple[Chapter, ...]) -> Report:
    """Report with its chapters."""
    shallow = {f.name: getattr(report, f.name) for f in fields(report)}
    return Report(**(shallow | {"chapters": chapters}))


def _chapter(found: object, where: str) -> Chapter:
    """Read a chapter with its sections."""
    table = _table(found, where)
    blocks = _list(table.get("blocks", []), f"{where}.blocks")
    sections = _list(table.get("sections", []), f"{where}.sections")
    plain: Chapter = _record(Chapter, table | {"blocks": (), "sections": ()}, where)
    return Chapter(
        id=plain.id,
        title=plain.title,
        blocks=tuple(_block(b, f"{where}.blocks[{i}]") for i, b in enumerate(blocks)),
        sections=tuple(
            _chapter(s, f"{where}.sections[{i}]") for i, s in enumerate(sections)
        ),
    )


def _block(found: object, where: str) -> Block:
    """Read a block of the kind that it names."""
    table = dict(_table(found, where))
    tag = table.pop(_TAG, None)
    kind = _BLOCKS.get(tag) if isinstance(tag, str) else None
    if kind is None:
        raise InputError(
            f"a block of the report record is {tag!r}; one of {', '.join(_BLOCKS)} is "
            "expected",
            where=f"{where}.{_TAG}",
            value=tag,
        )
    block: Block = _record(kind, table, where)
    return block


def _table(found: object, where: str) -> dict[str, Any]:
    """What has to be a table."""
    if isinstance(found, dict):
        return found
    raise InputError(
        f"{where} of the report record is a {type(found).__name__}; a table is "
        "expected",
        where=where,
    )


def _list(found: object, where: str) -> list[Any]:
    """What has to be a list."""
    if isinstance(found, list):
        return found
    raise InputError(
        f"{where} of the report record is a {type(found).__name__}; a list is expected",
        where=where,
    )


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    """What checks the values of a record, by the name of its class."""
    kinds = (Report, Chapter, *_BLOCKS.values())
    return TypeAdapter(next(kind for kind in kinds if kind.__name__ == name))


def _record(kind: type[Any], table: dict[str, Any], where: str) -> Any:  # noqa: ANN401
    """Record of a kind from a table, its values checked."""
    unknown = sorted(table.keys() - {f.name for f in fields(kind)})
    if unknown:
        raise InputError(
            f"{where} of the report record has {unknown[0]!r}, which this version does "
            "not know; use the version that wrote it",
            where=f"{where}.{unknown[0]}",
        )
    try:
        return _adapter(kind.__name__).validate_json(json.dumps(table), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = ".".join(str(step) for step in first["loc"])
        raise InputError(
            f"{where} of the report record: {path}: {first['msg']}; give the "
            "report.json that `sunlight report` wrote, unchanged",
            where=f"{where}.{path}",
        ) from error
