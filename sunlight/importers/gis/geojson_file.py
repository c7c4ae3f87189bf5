"""From a GeoJSON file (RFC 7946) to its features (GeoJSON 要素)."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import ImporterError
from sunlight.importers.gis.features import Features, Rings, where_of
from sunlight.importers.limits import Limits, read_json, read_limited
from sunlight.importers.remarks import Remarks

__all__ = ["read_geojson_features"]

_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")
_CGCS2000 = ("EPSG::4490", "EPSG:4490")


def read_geojson_features(file: Path, remarks: Remarks, limits: Limits) -> Features:
    """Features of a FeatureCollection (要素).

    Parameters
    ----------
    file : Path
        The file.
    remarks : Remarks
        Receives what is remarkable.
    limits : Limits
        How much is read at most.

    Returns
    -------
    Features
        At least one. Their system is empty for WGS 84, else what the member ``crs``
        of the format before RFC 7946 names.

    Raises
    ------
    ImporterError
        Naming the line where the file stops being UTF-8 or JSON, or the member that is
        not as it should be.
    """
    source = str(file)
    content, digest = read_limited(file, limits)
    collection = read_json(content, source=source, limits=limits, allow_nan=True)
    kind = collection.get("type") if isinstance(collection, dict) else None
    if not isinstance(collection, dict) or kind != "FeatureCollection":
        raise ImporterError(
            f"expected a GeoJSON FeatureCollection, found {_named(collection)}; save "
            "the footprints as one collection of features",
            source=source,
            where="type",
            value=kind,
        )
    crs = _crs(collection, source, remarks)
    features = collection.get("features")
    if not isinstance(features, list) or not features:
        raise ImporterError(
            "expected a list of at least one feature, found "
            f"{'an empty one' if features == [] else type(features).__name__}",
            source=source,
            where="features",
        )
    limits.check_entities(len(features), what="features", source=source)
    _check_features(features, source)
    own_ids = [_own_id(feature.get("id")) for feature in features]
    return Features(
        rings=[
            _rings(feature.get("geometry"), remarks, index, str(own_ids[index] or ""))
            for index, feature in enumerate(features)
        ],
        values=[feature.get("properties") or {} for feature in features],
        own_ids=own_ids,
        crs=crs,
        digest=digest,
    )


def _check_features(features: list[Any], source: str) -> None:
    """Refuse what is no feature."""
    for i, feature in enumerate(features):
        if (
            not isinstance(feature, dict)
            or feature.get("type") != "Feature"
            or not isinstance(feature.get("properties") or {}, dict)
        ):
            raise ImporterError(
                f"expected a GeoJSON Feature with an object of properties, found "
                f"{_named(feature)}",
                source=source,
                where=where_of(i),
            )


def _own_id(value: object) -> object:
    """Id of a feature, None if it is neither text nor number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return value


def _crs(collection: dict[str, Any], source: str, remarks: Remarks) -> str:
    """System that a ``crs`` member names, empty for longitude and latitude."""
    if "crs" not in collection:
        return ""
    crs = collection["crs"]
    said = crs.get("properties") if isinstance(crs, dict) else None
    name = said.get("name") if isinstance(said, dict) else None
    if not isinstance(name, str):
        raise ImporterError(
            f"the file has a coordinate system without a name, {str(crs)[:80]!r}; "
            "remove it for WGS 84 longitude and latitude, or convert the file, such as "
            "with  ogr2ogr -t_srs EPSG:4326",
            source=source,
            where="crs",
        )
    if name.upper().endswith(_CGCS2000):
        remarks.add("CRS-TAKEN-AS-WGS84", found=name)
        return ""
    return "" if name.upper().endswith(_WGS84) else name


def _rings(geometry: object, remarks: Remarks, index: int, own_id: str) -> Rings | None:
    """Rings of each polygon, closed; None with a finding if unusable."""
    if not isinstance(geometry, dict):
        geometry = {}
    kind = geometry.get("type")

    def remark(code: str, found: str) -> None:
        element = own_id or f"#{index + 1}"
        remarks.add(code, element=element, where=where_of(index), found=found)

    if kind not in ("Polygon", "MultiPolygon"):
        remark("FEATURE-WITHOUT-POLYGON", repr(kind))
        return None
    coordinates: Any = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    read: Rings = []
    closed = flat = True
    try:
        for polygon in polygons:
            rings = [np.array(ring) for ring in polygon]
            if not rings:
                continue  # an empty polygon of several
            if any(
                r.ndim != 2 or r.shape[1] < 2 or r.dtype.kind not in "if" for r in rings
            ):
                raise ValueError("positions must be pairs of numbers")
            flat &= all(r.shape[1] == 2 for r in rings)
            places = [r[:, :2].astype(np.float64) for r in rings]
            closed &= all(_is_closed(r) for r in places)
            places = [r if _is_closed(r) else np.vstack([r, r[:1]]) for r in places]
            if any(len(r) < 4 or not np.isfinite(r).all() for r in places):
                raise ValueError("a ring needs three corners or more, finite")
            read.append(places)
    except (ValueError, TypeError, IndexError, OverflowError) as error:
        remark("FOOTPRINT-UNREADABLE", str(error)[:80])
        return None
    if not read:
        remark("FOOTPRINT-UNREADABLE", "no ring")
        return None
    if not closed:
        remark("FOOTPRINT-UNCLOSED", "first position is not the last")
    if not flat:
        remark("ELEVATIONS-IGNORED", "positions of three numbers")
    return read


def _is_closed(ring: NDArray[np.float64]) -> bool:
    """Whether the last position repeats the first."""
    return bool(ring[0][0] == ring[-1][0] and ring[0][1] == ring[-1][1])


def _named(thing: object) -> str:
    """Say what stands there instead."""
    if isinstance(thing, dict):
        return f"an object of type {thing.get('type')!r}"
    return f"a {type(thing).__name__}"
