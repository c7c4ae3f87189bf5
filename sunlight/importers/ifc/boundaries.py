"""Which spaces a window bounds, by the space boundaries of the model (空间边界)."""

from typing import TYPE_CHECKING

from sunlight.importers.ifc.entities import entities, guid_of, reference

if TYPE_CHECKING:
    import ifcopenshell

__all__ = ["spaces_of_windows"]

Spaces = dict[str, tuple[str, ...]]


def spaces_of_windows(model: "ifcopenshell.file") -> tuple[Spaces, Spaces]:
    """Spaces that windows bound, and those that only their hosts bound (窗邻空间).

    A boundary on the window itself counts, else one on the opening that it fills, else
    the only space that its wall bounds. Where the wall bounds several, geometry has to
    choose.

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.

    Returns
    -------
    settled, candidates : dict of str to tuple of str
        GlobalIds of spaces by that of the window, in the order of the file; a window
        between two rooms has two. No window is in both.
    """
    bounds = _bounded_spaces(model)
    opening_of = _pairs(
        model,
        "IfcRelFillsElement",
        "RelatedBuildingElement",
        "RelatingOpeningElement",
    )
    host_of = _pairs(
        model,
        "IfcRelVoidsElement",
        "RelatedOpeningElement",
        "RelatingBuildingElement",
    )
    settled: Spaces = {}
    candidates: Spaces = {}
    for kind in ("IfcWindow", "IfcDoor"):
        for window in entities(model, kind):
            guid = guid_of(window)
            opening = opening_of.get(guid, "")
            direct = bounds.get(guid) or bounds.get(opening)
            host = bounds.get(host_of.get(opening, ""), [])
            if direct:
                settled[guid] = tuple(direct)
            elif len(host) == 1:
                settled[guid] = tuple(host)
            elif host:
                candidates[guid] = tuple(host)
    return settled, candidates


def _bounded_spaces(model: "ifcopenshell.file") -> dict[str, list[str]]:
    """GlobalIds of the spaces that each element bounds, each once."""
    bounds: dict[str, dict[str, None]] = {}
    for boundary in entities(model, "IfcRelSpaceBoundary"):
        space = reference(boundary, "RelatingSpace")
        element = guid_of(reference(boundary, "RelatedBuildingElement"))
        if element and space is not None and space.is_a("IfcSpace"):
            bounds.setdefault(element, {})[guid_of(space)] = None
    return {element: list(spaces) for element, spaces in bounds.items()}


def _pairs(
    model: "ifcopenshell.file", relation: str, below: str, above: str
) -> dict[str, str]:
    """GlobalId of one end of a relation by that of the other."""
    found: dict[str, str] = {}
    for link in entities(model, relation):
        found[guid_of(reference(link, below))] = guid_of(reference(link, above))
    found.pop("", None)
    return found
