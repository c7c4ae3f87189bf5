"""Access to entities of an IFC model that takes nothing for granted (实体读取)."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ifcopenshell

__all__ = [
    "attribute",
    "entities",
    "finite",
    "guid_of",
    "number",
    "properties",
    "reference",
    "references",
    "text",
]


def entities(model: "ifcopenshell.file", kind: str) -> "list[Any]":
    """Entities of a kind, sub-kinds too; none if the schema has no such kind (实体).

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.
    kind : str
        Such as ``IfcMapConversion``, which IFC2X3 does not know.

    Returns
    -------
    list of entity_instance
        In the order of their numbers.
    """
    try:
        found = model.by_type(kind)
    except RuntimeError:
        return []
    return sorted(found, key=lambda entity: entity.id())


def attribute(entity: Any, name: str) -> Any:  # noqa: ANN401, any value of EXPRESS
    """Attribute of an entity; None if it has none of that name (属性).

    Parameters
    ----------
    entity : entity_instance or None
        The entity.
    name : str
        Such as ``LongName``.

    Returns
    -------
    object
        As ifcopenshell gives it.
    """
    if not _is_entity(entity):
        return None
    try:
        return getattr(entity, name, None)
    except (RuntimeError, UnicodeDecodeError):
        return None


def _is_entity(value: object) -> bool:
    """Whether a value is an entity, and not what a broken file has in its place."""
    return hasattr(value, "is_a") and hasattr(value, "id")


def reference(entity: Any, name: str) -> Any:  # noqa: ANN401
    """Entity that an attribute refers to; None if it refers to none (引用)."""
    value = attribute(entity, name)
    return value if _is_entity(value) else None


def references(entity: Any, name: str) -> tuple[Any, ...]:  # noqa: ANN401
    """Entities that an attribute refers to, one or many (引用集)."""
    value = attribute(entity, name)
    several = value if isinstance(value, tuple | list) else (value,)
    return tuple(item for item in several if _is_entity(item))


def text(entity: Any, name: str) -> str:  # noqa: ANN401
    """Attribute as text without blanks at its ends; empty if not given (文字属性)."""
    value = attribute(entity, name)
    return value.strip() if isinstance(value, str) else ""


def number(entity: Any, name: str) -> float | None:  # noqa: ANN401
    """Attribute as a finite number; None if not given (数值属性)."""
    return finite(attribute(entity, name))


def finite(value: object) -> float | None:
    """A finite number from a number, a measure or a text; else None."""
    value = getattr(value, "wrappedValue", value)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def guid_of(entity: Any) -> str:  # noqa: ANN401
    """GlobalId; empty if the entity has none (标识)."""
    return text(entity, "GlobalId")


def properties(entity: Any) -> Iterator[tuple[str, str, Any]]:  # noqa: ANN401
    """Single values of all property sets of an object, its own only (属性集).

    Parameters
    ----------
    entity : entity_instance
        An IfcObject or an IfcContext.

    Yields
    ------
    (str, str, entity_instance or object)
        Property set, property and nominal value.
    """
    for relation in references(entity, "IsDefinedBy"):
        definition = reference(relation, "RelatingPropertyDefinition")
        if definition is None or not definition.is_a("IfcPropertySet"):
            continue
        for item in references(definition, "HasProperties"):
            value = attribute(item, "NominalValue")
            if value is not None:
                yield text(definition, "Name"), text(item, "Name"), value
