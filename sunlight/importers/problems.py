"""Collecting what is wrong with a project file, and saying it (错误汇总)."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from sunlight.errors import ImporterError, InputError
from sunlight.importers.words import near

__all__ = ["MOST_SHOWN", "Problems", "collect_validation"]

MOST_SHOWN: Final = 20
"""Problems named in one error; the rest is counted."""

_SHAPES: Final = {
    "<text>": "text",
    "<number>": "a number",
    "<list>": "a list",
    "<table>": "a table",
}


@dataclass(slots=True, kw_only=True)
class Problems:
    """What is wrong with one file (问题清单); raised together.

    Parameters
    ----------
    source : str
        The file.
    found : list of InputError
        What was found so far.
    """

    source: str
    found: list[InputError] = field(default_factory=list)

    def add(self, where: str, message: str, value: object = None) -> None:
        """Add one problem (记录问题).

        Parameters
        ----------
        where : str
            Path in the file, such as ``buildings[3].windows[0].sill``.
        message : str
            What is wrong, what is allowed, how to mend it.
        value : object, optional
            The value that was refused.
        """
        self.found.append(InputError(message, where=where, value=value))

    @contextmanager
    def at(self, where: str) -> Iterator[None]:
        """Record an :class:`InputError` of the block and go on after it (收集).

        Parameters
        ----------
        where : str
            Path in the file; put before the path that the error brings.
        """
        try:
            yield
        except InputError as error:
            inner = error.where or ""
            path = f"{where}.{inner}" if where and inner else where or inner
            self.add(path, error.message, error.value)

    def raise_if_any(self) -> None:
        """Raise what was found as one error (报错).

        Raises
        ------
        ImporterError
            If anything was found; names the first twenty.
        """
        if not self.found:
            return
        first = self.found[0]
        if len(self.found) == 1:
            raise ImporterError(
                first.message,
                source=self.source,
                where=first.where or None,
                value=first.value,
            )
        lines = [f"{len(self.found)} things are wrong:"]
        lines += [f"  {problem}" for problem in self.found[:MOST_SHOWN]]
        if len(self.found) > MOST_SHOWN:
            lines.append(f"  ... and {len(self.found) - MOST_SHOWN} more")
        error = ImporterError("\n".join(lines), source=self.source, value=first.value)
        error.where = first.where
        raise error


def collect_validation(
    error: ValidationError,
    *,
    model: type[BaseModel],
    data: Mapping[str, Any],
    problems: Problems,
) -> None:
    """Add what pydantic found, in words for a planner (校验错误).

    Unknown fields come first: a slip in a name often makes the other problems.

    Parameters
    ----------
    error : pydantic.ValidationError
        As raised by ``model.model_validate(data)``.
    model : type of BaseModel
        Model of the whole file.
    data : mapping
        What was validated.
    problems : Problems
        Where they are added.
    """
    schema = model.model_json_schema(by_alias=True)
    unknown = "extra_forbidden"
    items = error.errors(include_url=False)
    for item in sorted(items, key=lambda item: item["type"] != unknown):
        steps = [s for s in item["loc"] if s not in _SHAPES]
        where = _path(steps)
        value = None if item["type"] == "missing" else item["input"]
        context = item.get("ctx", {})
        message = item["msg"]
        if item["type"] == unknown:
            known = sorted(_fields_at(schema, steps[:-1]))
            hint = near(str(steps[-1]), known)
            message = (
                f"there is no field {str(steps[-1])!r} here{hint}; "
                f"allowed are {', '.join(known)}"
            )
        elif item["type"] == "missing":
            message = f"is missing{_described(schema, steps)}"
        elif item["type"] in ("union_tag_not_found", "union_tag_invalid"):
            tags = str(context.get("expected_tags", "")).replace("'", "")
            shapes = [_SHAPES.get(tag.strip(), "") for tag in tags.split(",")]
            wanted = " or ".join(s for s in shapes if s)
            message = f"cannot be {_got(value)}" + (
                f"; write {wanted}" if wanted else ""
            )
            message += _described(schema, steps)
        elif item["type"] not in ("word", "date"):
            message = f"{message}, got {_got(value)}{_described(schema, steps)}"
        problems.add(where, message, value)


def _path(steps: Sequence[int | str]) -> str:
    """Path of steps, such as ``buildings[3].windows[0].sill``."""
    path = ""
    for step in steps:
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
    return path.removeprefix(".")


def _got(value: object) -> str:
    """Value for a message, at most 80 characters."""
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def _nodes_at(
    schema: Mapping[str, Any], steps: Sequence[int | str]
) -> list[Mapping[str, Any]]:
    """All nodes of a JSON Schema that may stand at a path."""
    nodes = _resolved(schema, schema)
    for step in steps:
        inner: list[Mapping[str, Any]] = []
        for node in nodes:
            if isinstance(step, int):
                child = node.get("items")
            else:
                extra = node.get("additionalProperties")
                child = node.get("properties", {}).get(step, extra)
            if isinstance(child, Mapping):
                inner.extend(_resolved(schema, child))
        nodes = inner
    return nodes


def _resolved(
    schema: Mapping[str, Any], node: Mapping[str, Any]
) -> list[Mapping[str, Any]]:
    """Node itself, then what it refers to and its alternatives."""
    found = [node]
    if "$ref" in node:
        name = str(node["$ref"]).rpartition("/")[2]
        found += _resolved(schema, schema["$defs"][name])
    for choice in (*node.get("anyOf", ()), *node.get("oneOf", ())):
        found += _resolved(schema, choice)
    return found


def _fields_at(schema: Mapping[str, Any], steps: Sequence[int | str]) -> set[str]:
    """Names of the fields allowed in the table at a path."""
    return {
        name for node in _nodes_at(schema, steps) for name in node.get("properties", {})
    }


def _described(schema: Mapping[str, Any], steps: Sequence[int | str]) -> str:
    """Say in brackets what the field at a path is, if the schema does."""
    for node in _nodes_at(schema, steps):
        if "description" in node:
            return f" ({str(node['description']).splitlines()[0].rstrip('.')})"
    return ""
