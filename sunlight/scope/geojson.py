"""The scope as GeoJSON in project coordinates (分析范围图)."""

import math
from collections.abc import Mapping
from typing import Any, Final

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from sunlight.errors import InputError
from sunlight.model.project import Project
from sunlight.scope.records import Scope, ScopeEntry, ScopeSector

__all__ = ["coordinates_members", "scope_geojson"]

_NOTE: Final = (
    "project coordinates in metres, x east and y true north from the origin given "
    "here; not longitude and latitude"
)
_NOTE_ZH: Final = "项目坐标，单位米，x 向东、y 指真北，自所列原点起算；非经纬度"

_UNVERIFIED: Final = (
    "how a sector is attached to a footprint is a reading: the regulation's figure is "
    "missing"
)


def scope_geojson(scope: Scope, project: Project) -> dict[str, Any]:
    """Outline, sectors and footprints as a GeoJSON feature collection (范围图数据).

    Coordinates are those of the project, not longitude and latitude as RFC 7946 wants:
    the members ``coordinates_note`` and ``site`` say so.

    Parameters
    ----------
    scope : Scope
        The scope.
    project : Project
        The project it was made from.

    Returns
    -------
    dict
        Ready for :func:`json.dumps`; the union first, then the sectors, overlay sectors
        and buildings, told apart by the property ``kind``. Empty outlines are left out.

    Raises
    ------
    InputError
        If the scope belongs to another project.
    """
    if [e.id for e in scope.entries] != [b.id for b in project.buildings]:
        raise InputError(
            "the scope has other buildings than the project; give the project that the "
            "scope was made from",
            where="project.buildings",
        )
    features = [
        _feature(scope.outline, {"kind": "outline", "clause": "规程五(一)"}),
        *(_sector(s, "sector", "规程五(一)") for s in scope.sectors),
        *(_sector(s, "overlay_sector", "规程五(二)") for s in scope.overlay_sectors),
        *(
            _feature(area, _building(entry))
            for entry, area in zip(scope.entries, scope.footprints, strict=True)
        ),
    ]
    return {
        "type": "FeatureCollection",
        "name": project.name,
        **coordinates_members(project),
        "conditions": {
            "angle_from_east_west": scope.conditions.angle_from_east_west,
            "radius_factor": scope.conditions.radius_factor,
            "radius_cap": scope.conditions.radius_cap,
            "shape": scope.conditions.shape.value,
            "height": scope.conditions.height.value,
            "note": _UNVERIFIED,
        },
        "row_steps": [
            {"step": s.number, "because": list(s.because), "added": list(s.added)}
            for s in scope.steps
        ],
        "features": [feature for feature in features if feature["geometry"]],
    }


def coordinates_members(project: Project) -> dict[str, Any]:
    """Members of a feature collection that say what its coordinates mean (坐标说明).

    Parameters
    ----------
    project : Project
        For its site.

    Returns
    -------
    dict
        ``coordinates_note``, the same in Chinese, and ``site``.
    """
    site = project.site
    return {
        "coordinates_note": _NOTE,
        "coordinates_note_zh": _NOTE_ZH,
        "site": {
            "latitude": _number(site.latitude),
            "longitude": _number(site.longitude),
            "origin": [_number(value) for value in site.origin],
            "crs": site.crs,
            "north": site.north,
            "north_angle": _number(site.north_angle),
        },
    }


def _feature(area: BaseGeometry, properties: Mapping[str, object]) -> dict[str, Any]:
    """One feature; its geometry is None where the area is empty."""
    geometry = None if area.is_empty else mapping(area)
    return {"type": "Feature", "properties": dict(properties), "geometry": geometry}


def _sector(sector: ScopeSector, kind: str, clause: str) -> dict[str, Any]:
    """Feature of a sector."""
    return _feature(
        sector.outline,
        {
            "kind": kind,
            "clause": clause,
            "building": sector.id,
            "height": sector.height,
            "radius": sector.radius,
        },
    )


def _building(entry: ScopeEntry) -> dict[str, object]:
    """Properties of a building."""
    return {
        "kind": "building",
        "building": entry.id,
        "role": entry.role.value,
        "receiver": entry.receiver,
        "overlay": entry.overlay,
        "height": _number(entry.height),
        "row_step": entry.row_step,
        "reasons": [
            {
                "code": reason.code.value,
                "clause": reason.clause,
                "by": reason.by,
                "reach": _number(reason.reach),
                "radius": _number(reason.radius),
                "text": reason.text,
                "text_zh": reason.text_zh,
            }
            for reason in entry.reasons
        ],
    }


def _number(value: float) -> float | None:
    """A number that JSON knows: None for NaN and infinity."""
    return value if math.isfinite(value) else None
