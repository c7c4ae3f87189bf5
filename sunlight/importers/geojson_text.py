"""From the bytes of a GeoJSON file to its list of features (GeoJSON 文本)."""

import hashlib
import json
from pathlib import Path
from typing import Any

from sunlight.errors import ImporterError
from sunlight.importers.geojson_findings import FindingLog

__all__ = ["read_features"]

_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")
_CGCS2000 = ("EPSG::4490", "EPSG:4490")


def read_features(file: Path, log: FindingLog) -> tuple[list[Any], str]:
    """Features of a FeatureCollection and the SHA-256 of the file (要素与摘要).

    Parameters
    ----------
    file : Path
        The file.
    log : FindingLog
        Receives what is remarkable.

    Returns
    -------
    features : list of dict
        At least one, each a GeoJSON Feature.
    digest : str
        Hexadecimal.

    Raises
    ------
    ImporterError
        Naming the line where the file stops being UTF-8 or JSON, or the member that is
        not as it should be.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ImporterError(
            f"the file cannot be read: {error.strerror or error}", source=str(file)
        ) from error
    collection = _parsed(data, file)
    kind = collection.get("type") if isinstance(collection, dict) else None
    if not isinstance(collection, dict) or kind != "FeatureCollection":
        raise ImporterError(
            f"expected a GeoJSON FeatureCollection, found {_named(collection)}; save "
            "the footprints as one collection of features",
            source=str(file),
            where="type",
            value=kind,
        )
    _check_crs(collection, file, log)
    features = collection.get("features")
    if not isinstance(features, list) or not features:
        raise ImporterError(
            "expected a list of at least one feature, found "
            f"{'an empty one' if features == [] else type(features).__name__}",
            source=str(file),
            where="features",
        )
    for i, feature in enumerate(features):
        if (
            not isinstance(feature, dict)
            or feature.get("type") != "Feature"
            or not isinstance(feature.get("properties") or {}, dict)
        ):
            raise ImporterError(
                f"expected a GeoJSON Feature with an object of properties, found "
                f"{_named(feature)}",
                source=str(file),
                where=f"features[{i}]",
            )
    return features, hashlib.sha256(data).hexdigest()


def _parsed(data: bytes, file: Path) -> object:
    """JSON document of the bytes."""
    if not data.strip():
        raise ImporterError("the file is empty", source=str(file))
    try:
        document: object = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ImporterError(
            f"not UTF-8: byte 0x{data[error.start]:02x} at position {error.start}; "
            "GeoJSON is UTF-8 by its standard: save the file as UTF-8 (it may be "
            "GB 18030 or UTF-16)",
            source=str(file),
            where=f"line {line}",
        ) from error
    except json.JSONDecodeError as error:
        raise ImporterError(
            f"not JSON: {error.msg} at column {error.colno}; the file may be cut off "
            "or of another format",
            source=str(file),
            where=f"line {error.lineno}",
        ) from error
    except RecursionError as error:
        raise ImporterError(
            "not GeoJSON: lists within lists, too deep to read", source=str(file)
        ) from error
    return document


def _check_crs(collection: dict[str, Any], file: Path, log: FindingLog) -> None:
    """Accept a ``crs`` member that names longitude and latitude."""
    if "crs" not in collection:
        return
    crs = collection["crs"]
    said = crs.get("properties") if isinstance(crs, dict) else None
    name = said.get("name") if isinstance(said, dict) else None
    if isinstance(name, str) and name.upper().endswith(_CGCS2000):
        log.add("CRS-TAKEN-AS-WGS84", 0, "", name)
        return
    if not (isinstance(name, str) and name.upper().endswith(_WGS84)):
        raise ImporterError(
            f"the file names the coordinate system {name or crs!r}; GeoJSON is in "
            "WGS 84 longitude and latitude: convert it, such as with  "
            "ogr2ogr -t_srs EPSG:4326",
            source=str(file),
            where="crs",
            value=name,
        )


def _named(thing: object) -> str:
    """Say what stands there instead."""
    if isinstance(thing, dict):
        return f"an object of type {thing.get('type')!r}"
    return f"a {type(thing).__name__}"
