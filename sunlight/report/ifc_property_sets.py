"""Property sets written to elements of an open IFC model (属性集写入)."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

__all__ = ["PROPERTY_SET", "Value", "put_properties"]

PROPERTY_SET: Final = "Sunlight_Result"
"""Name of the property set; where an element has more, ``Sunlight_Result_2``, ..."""

Value = str | float | int | bool | None
"""Value of a property; None leaves it out."""

_SPACE: Final = uuid.UUID("6f2a8f0e-3f0b-5f0b-9f5a-6c1c5f3a7d21")
"""Namespace of the GlobalIds made here, so that equal results are equal files."""

LONGEST_LABEL: Final = 255
"""IfcLabel takes no more. [characters]"""


def put_properties(
    model: Any,  # noqa: ANN401
    element: Any,  # noqa: ANN401
    values: Mapping[str, Value],
    *,
    number: int = 1,
) -> None:
    """Give an element a property set, in place of an earlier one of this name (写入).

    Parameters
    ----------
    model : ifcopenshell.file
        Open model; it is changed.
    element : entity_instance
        An IfcObject.
    values : mapping of str to Value
        Properties by name: texts become labels, long ones texts, numbers reals.
    number : int
        Which of several property sets of one element, from 1.
    """
    name = PROPERTY_SET if number == 1 else f"{PROPERTY_SET}_{number}"
    _remove(model, element, name)
    said = [(key, value) for key, value in values.items() if value is not None]
    if not said:
        return
    made = [
        model.create_entity(
            "IfcPropertySingleValue", Name=key, NominalValue=_measure(model, value)
        )
        for key, value in said
    ]
    owner = getattr(element, "OwnerHistory", None)
    definition = model.create_entity(
        "IfcPropertySet",
        GlobalId=_guid(element.GlobalId, name, "set"),
        OwnerHistory=owner,
        Name=name,
        HasProperties=made,
    )
    model.create_entity(
        "IfcRelDefinesByProperties",
        GlobalId=_guid(element.GlobalId, name, "relation"),
        OwnerHistory=owner,
        RelatedObjects=[element],
        RelatingPropertyDefinition=definition,
    )


def _measure(model: Any, value: str | float | int | bool) -> Any:  # noqa: ANN401, FBT001
    """A value with its IFC type."""
    if isinstance(value, bool):
        return model.create_entity("IfcBoolean", value)
    if isinstance(value, int | float):
        return model.create_entity("IfcReal", float(value))
    kind = "IfcLabel" if len(value) <= LONGEST_LABEL else "IfcText"
    return model.create_entity(kind, value)


def _guid(element: str, name: str, role: str) -> str:
    """GlobalId that follows from what it is given to."""
    import ifcopenshell.guid

    made = uuid.uuid5(_SPACE, f"{element} {name} {role}")
    return str(ifcopenshell.guid.compress(made.hex))


def _remove(model: Any, element: Any, name: str) -> None:  # noqa: ANN401
    """Take an earlier property set of that name from an element."""
    for relation in getattr(element, "IsDefinedBy", None) or ():
        definition = getattr(relation, "RelatingPropertyDefinition", None)
        if definition is None or not definition.is_a("IfcPropertySet"):
            continue
        if definition.Name != name:
            continue
        others = [one for one in relation.RelatedObjects if one != element]
        if others:
            relation.RelatedObjects = others
            continue
        model.remove(relation)
        if model.get_total_inverses(definition) == 0:
            properties = list(definition.HasProperties or ())
            model.remove(definition)
            for one in properties:
                if model.get_total_inverses(one) == 0:
                    model.remove(one)
