"""Attributes of city objects (属性): heights, storeys, use, name."""

import math
import re
from collections.abc import Iterable
from typing import Any, Final

from sunlight.importers.city.records import CityObject
from sunlight.kinds import PartKind, Use

__all__ = [
    "GROUND_ATTRIBUTES",
    "fin_kind",
    "ground_level",
    "name_of",
    "number_of",
    "storey_heights",
    "storeys_of",
    "use_of",
]

GROUND_ATTRIBUTES: Final = ("b3_h_maaiveld", "h_maaiveld")
"""Elevation of the ground, as 3DBAG names it."""

_DWELLING_CODES: Final = frozenset({"1000", "1010", "1030", "1040", "1050", "1080"})
"""Functions of CityGML's list that are dwellings, mixed ones too.

OGC 12-019, annex C.1, list ``_AbstractBuilding_function``: residential building,
tenement, and residential with administration, offices, business and commerce."""

_DWELLING_CLASS: Final = "1000"
"""Class of CityGML's list: habitation."""

_DWELLING_WORDS: Final = (
    "住宅",
    "居住",
    "residential",
    "dwelling",
    "apartment",
    "wohn",
    "woonfunctie",
)
_ALKIS: Final = re.compile(r"31001_10\d\d")
"""German cadastre: dwellings, as LoD2 models of the survey offices write them."""

_FIN_KINDS: Final = {"1000": PartKind.BALCONY, "1030": PartKind.CHIMNEY}
"""Functions of building installations in CityGML's list."""

_STOREY_RANGE: Final = (2.2, 10.0)


def number_of(value: object) -> float | None:
    """Value as a finite number (数值); ``"12.5"`` and ``"12.5 m"`` are numbers too.

    Parameters
    ----------
    value : object
        Of an attribute.

    Returns
    -------
    float or None
        None if it is none.
    """
    if isinstance(value, dict):
        value = value.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value.removesuffix("m") if isinstance(value, str) else value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _first(things: Iterable[CityObject], names: Iterable[str]) -> Any:  # noqa: ANN401
    """First value that any of the objects has under any of the names."""
    for thing in things:
        for name in names:
            if thing.attributes.get(name) not in (None, ""):
                return thing.attributes[name]
    return None


def ground_level(things: list[CityObject], attribute: str) -> float | None:
    """Elevation of the ground by an attribute (地面高程). [m].

    Parameters
    ----------
    things : list of CityObject
        Building and its parts.
    attribute : str
        Its name; by default those of :data:`GROUND_ATTRIBUTES`.

    Returns
    -------
    float or None
        None if nobody says.
    """
    return number_of(_first(things, (attribute,) if attribute else GROUND_ATTRIBUTES))


def storeys_of(things: list[CityObject]) -> int:
    """Storeys above ground (层数), 0 if nobody says.

    Parameters
    ----------
    things : list of CityObject
        Building and its parts, of which the highest counts.
    """
    numbers = [number_of(t.attributes.get("storeysAboveGround")) for t in things]
    known = [int(n) for n in numbers if n is not None and 0 < n < 1000]
    return max(known, default=0)


def storey_heights(things: list[CityObject]) -> list[float]:
    """Heights of the storeys above ground, from below (层高), empty if not usable.

    Parameters
    ----------
    things : list of CityObject
        Building and its parts.
    """
    said = _first(things, ("storeyHeightsAboveGround",))
    if isinstance(said, str):
        said = said.split()
    numbers = [number_of(one) for one in said] if isinstance(said, list) else []
    known = [n for n in numbers if n is not None]
    low, high = _STOREY_RANGE
    sound = len(known) == len(numbers) and all(low <= n <= high for n in known)
    return known if sound else []


def name_of(thing: CityObject) -> str:
    """Name people use (名称), or empty.

    Parameters
    ----------
    thing : CityObject
        The building.
    """
    name = thing.attributes.get("name")
    return name.strip() if isinstance(name, str) else ""


def use_of(things: list[CityObject]) -> tuple[Use | None, str]:
    """Use by the lists of CityGML, where they say dwelling (用途).

    Parameters
    ----------
    things : list of CityObject
        Building and its parts.

    Returns
    -------
    use : Use or None
        Residential, or None where the lists say another or nothing.
    said : str
        The attribute and its value.
    """
    for name in ("function", "usage"):
        value = _first(things, (name,))
        if value is None:
            continue
        for one in value if isinstance(value, list) else [value]:
            text = str(one).strip().lower()
            words = any(word in text for word in _DWELLING_WORDS)
            words = words and "non-res" not in text and "nonres" not in text
            if text in _DWELLING_CODES or _ALKIS.fullmatch(text) or words:
                return Use.RESIDENTIAL, f"{name} = {one}"
        return None, f"{name} = {value}"
    value = _first(things, ("class",))
    if str(value).strip() == _DWELLING_CLASS:
        return Use.RESIDENTIAL, f"class = {value}"
    return None, ""


def fin_kind(thing: CityObject) -> PartKind:
    """Kind of part that a building installation is (附属物部位).

    Parameters
    ----------
    thing : CityObject
        Installation or constructive element.
    """
    value = _first([thing], ("function", "usage", "class"))
    text = str(value).strip().lower()
    if "balcon" in text or "阳台" in text:
        return PartKind.BALCONY
    return _FIN_KINDS.get(text, PartKind.FIN)
