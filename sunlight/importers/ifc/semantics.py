"""What an IFC model says without its geometry (IFC 语义)."""

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sunlight.importers.ifc.boundaries import spaces_of_windows
from sunlight.importers.ifc.containment import read_containment
from sunlight.importers.ifc.dwellings import read_dwellings
from sunlight.importers.ifc.entities import entities, guid_of, number, text
from sunlight.importers.ifc.facts import (
    IfcBuildingFacts,
    IfcSemantics,
    StoreyFacts,
)
from sunlight.importers.ifc.map_conversion import MapReading, read_map
from sunlight.importers.ifc.north import read_north, remark_on_moved_axes
from sunlight.importers.ifc.options import IfcOptions
from sunlight.importers.ifc.place import Place, distance, site_place
from sunlight.importers.ifc.placements import world_matrix
from sunlight.importers.ifc.rooms import building_use, read_spaces, storeys_said
from sunlight.importers.ifc.storeys import read_storeys, storeys_above_ground
from sunlight.importers.ifc.units import length_scale
from sunlight.importers.remarks import Remarks

if TYPE_CHECKING:
    import ifcopenshell

__all__ = ["read_semantics"]

SAME_PLACE: Final = 1000.0
"""Site and map conversion that lie farther apart are not of one place. [m]"""

SAME_ELEVATION: Final = 0.1
"""Elevations of the file's zero that differ by more are two. [m]"""


def read_semantics(
    model: "ifcopenshell.file", options: IfcOptions, remarks: Remarks
) -> IfcSemantics:
    """Facts of an open model (读取语义).

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.
    options : IfcOptions
        What the model cannot say; its `dwellings_file` is read already, see
        :func:`~sunlight.importers.ifc.dwellings.with_dwellings_file`.
    remarks : Remarks
        Receives what was assumed; its texts must include
        :data:`~sunlight.importers.ifc.semantics_texts.SEMANTICS_TEXTS`.

    Returns
    -------
    IfcSemantics
        Plain data.
    """
    scale = length_scale(model, remarks)
    _remark_on_doubles(model, remarks)
    containment = read_containment(model)
    storeys = read_storeys(model, scale, containment, options, remarks)
    spaces, dwellings = read_dwellings(
        model,
        read_spaces(model, containment, options, remarks),
        options,
        remarks,
    )
    settled, candidates = spaces_of_windows(model)
    on_map = read_map(model, scale, remarks)
    remark_on_moved_axes(model, remarks)
    north = read_north(model, on_map.map, remarks)
    place = _place(model, on_map, remarks)
    return IfcSemantics(
        schema=str(model.schema),
        scale=scale,
        buildings=_buildings(model, scale, storeys, options, remarks),
        storeys=storeys,
        spaces=spaces,
        dwellings=dwellings,
        storey_of_element=containment.storey,
        building_of_element=containment.building,
        space_of_element=containment.space,
        spaces_of_window=settled,
        spaces_of_host=candidates,
        north_angle=north.angle,
        north=north.by,
        latitude=None if place.place is None else place.place.latitude,
        longitude=None if place.place is None else place.place.longitude,
        place_origin=place.by,
        map=on_map.map,
        elevation=_elevation(model, scale, on_map, remarks),
        height_datum=on_map.datum,
        site=next(map(guid_of, entities(model, "IfcSite")), ""),
    )


def _remark_on_doubles(model: "ifcopenshell.file", remarks: Remarks) -> None:
    """Remark on products that share a GlobalId, which then names neither."""
    seen: set[str] = set()
    for product in entities(model, "IfcProduct"):
        guid = guid_of(product)
        if guid in seen or not guid:
            remarks.add(
                "GLOBALID-TWICE", **_told(product, product.is_a()), found=guid or "—"
            )
        seen.add(guid)


def _told(entity: Any, where: str) -> dict[str, str]:  # noqa: ANN401
    """Name and element of an entity, for a remark."""
    name = text(entity, "Name") or text(entity, "LongName") or str(entity.is_a())
    return {"name": name, "element": guid_of(entity), "where": where}


def _buildings(
    model: "ifcopenshell.file",
    scale: float,
    storeys: dict[str, StoreyFacts],
    options: IfcOptions,
    remarks: Remarks,
) -> tuple[IfcBuildingFacts, ...]:
    """All buildings, in the order of the file."""
    found = []
    for building in entities(model, "IfcBuilding"):
        guid = guid_of(building)
        count = storeys_above_ground(storeys, guid)
        said = storeys_said(building)
        if said is not None and count and said != count:
            remarks.add(
                "STOREY-COUNT-DISAGREES",
                **_told(building, "buildings"),
                found=f"NumberOfStoreys {said}, {count}",
            )
        if not count:
            remarks.add("BUILDING-WITHOUT-STOREYS", **_told(building, "buildings"))
        matrix = world_matrix(building)
        found.append(
            IfcBuildingFacts(
                guid=guid,
                name=text(building, "Name") or text(building, "LongName"),
                storeys=count,
                reference=_metres(building, "ElevationOfRefHeight", scale),
                terrain=_metres(building, "ElevationOfTerrain", scale),
                use=building_use(building, options, remarks),
                z=0.0 if matrix is None else float(matrix[2, 3]) * scale,
            )
        )
    return tuple(found)


def _metres(entity: Any, name: str, scale: float) -> float | None:  # noqa: ANN401
    """A length in metres; None if not given."""
    value = number(entity, name)
    return None if value is None else value * scale


class _Placed(NamedTuple):
    """A place, and who gave it."""

    place: Place | None
    by: str


def _place(model: "ifcopenshell.file", on_map: MapReading, remarks: Remarks) -> _Placed:
    """Place by the map conversion, else by the site; remarks where they disagree."""
    by_site = site_place(model, remarks)
    by_map = on_map.place
    if by_map is None:
        return _Placed(by_site, "IfcSite" if by_site else "")
    if by_site is not None:
        apart = distance(by_site, by_map)
        if apart > SAME_PLACE:
            found = (
                f"IfcSite {by_site.words()}, IfcMapConversion {by_map.words()}: "
                f"{apart / 1000.0:.1f} km"
            )
            remarks.add("PLACE-DISAGREES", where="site", found=found)
    return _Placed(by_map, "IfcMapConversion")


def _elevation(
    model: "ifcopenshell.file", scale: float, on_map: MapReading, remarks: Remarks
) -> float | None:
    """Absolute elevation of z = 0 of the file. [m]"""  # noqa: D400
    site = next(iter(entities(model, "IfcSite")), None)
    said = None if site is None else _metres(site, "RefElevation", scale)
    matrix = None if site is None else world_matrix(site)
    placed = 0.0 if matrix is None else float(matrix[2, 3]) * scale
    if site is not None and said and _same(placed, said):
        remarks.add("ELEVATION-TWICE", **_told(site, "site"), found=f"{said:.2f} m")
        said = 0.0
    if on_map.map is not None and on_map.height_given:
        height = on_map.map.height
        if said is not None and abs(said - height) > SAME_ELEVATION:
            found = f"RefElevation {said:.2f} m, OrthogonalHeight {height:.2f} m"
            remarks.add("ELEVATION-DISAGREES", where="site", found=found)
        return height
    return None if said is None else said + 0.0


def _same(placed: float, said: float) -> bool:
    """Whether the placement of a site bears its elevation already."""
    return abs(said) >= SAME_ELEVATION > abs(placed - said)
