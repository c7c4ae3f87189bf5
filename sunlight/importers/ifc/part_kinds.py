"""What kind of part an element is (部位判别), by class, type and name."""

import re
from typing import Final

from sunlight.importers.ifc.elements import Element
from sunlight.kinds import PartKind

__all__ = ["carries_roof", "is_plate", "is_roof", "named_kind"]

_WORDS: Final = (
    (PartKind.SOLAR_HEATER, r"solar|太阳能"),
    (PartKind.BILLBOARD, r"billboard|广告牌|店招"),
    (PartKind.TREE, r"\btree\b|\btrees\b|baum|树|乔木|灌木|绿植|planting"),
    (PartKind.POLE, r"lamp ?post|street ?light|flag ?pole|灯杆|旗杆|电线杆"),
    (PartKind.WATER_TANK, r"water tank|水箱"),
    (PartKind.CHIMNEY, r"chimney|烟囱|schornstein"),
    (PartKind.OVERHANG, r"canopy|awning|雨篷|雨棚|遮阳板|vordach"),
    (PartKind.PARAPET, r"parapet|女儿墙|attika"),
)
_COMPILED: Final = tuple((k, re.compile(w, re.IGNORECASE)) for k, w in _WORDS)
_BY_PROXY: Final = frozenset(
    {PartKind.SOLAR_HEATER, PartKind.BILLBOARD, PartKind.TREE, PartKind.POLE}
)
"""Kinds never given to walls and slabs by their names alone."""

_ROOF_TYPES: Final = ("ROOF", "ROOFING")
_ROOF_CARRIERS: Final = ("IfcBeam", "IfcMember", "IfcPlate", "IfcCovering")
_PLATES: Final = ("IfcSlab", "IfcRailing", "IfcPlate", "IfcCovering", "IfcRoof")


def named_kind(element: Element) -> PartKind | None:
    """Kind that the class, the type or the name tells plainly (明示类别).

    Parameters
    ----------
    element : Element
        A solid.

    Returns
    -------
    PartKind or None
        None where only its place tells.
    """
    if element.cls == "IfcChimney":
        return PartKind.CHIMNEY
    if element.cls == "IfcGeographicElement" or element.predefined == "VEGETATION":
        return PartKind.TREE
    if element.predefined == "PARAPET":
        return PartKind.PARAPET
    if element.cls == "IfcShadingDevice":
        awning = element.predefined == "AWNING"
        return PartKind.OVERHANG if awning else PartKind.FIN
    proxy = element.cls in ("IfcBuildingElementProxy", "IfcBuildingElementPart")
    for kind, words in _COMPILED:
        if words.search(element.name) and (proxy or kind not in _BY_PROXY):
            return kind
    return None


def is_roof(element: Element, parent: Element | None) -> bool:
    """Whether an element is a roof or a piece of one (屋面)."""
    return (
        element.cls == "IfcRoof"
        or element.predefined in _ROOF_TYPES
        or (parent is not None and parent.cls == "IfcRoof")
    )


def carries_roof(element: Element) -> bool:
    """Whether an element may be a rafter, a purlin or a batten (屋架构件)."""
    return element.cls in _ROOF_CARRIERS


def is_plate(element: Element) -> bool:
    """Whether an element may be a balcony where it stands out (板类构件)."""
    return element.cls in _PLATES
