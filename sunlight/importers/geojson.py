"""Building footprints in GeoJSON (RFC 7946) as a project (建筑轮廓).

A reader for open data: outlines in longitude and latitude with a height each. What the
file cannot say (levels, uses, windows) is assumed or left blank, and said in findings.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from sunlight.errors import ImporterError, InputError
from sunlight.findings import Finding
from sunlight.importers.geojson_findings import FindingLog
from sunlight.importers.geojson_text import read_features
from sunlight.importers.local_projection import (
    MOST_EXTENT_DEG,
    LocalMetres,
    to_local_metres,
)
from sunlight.kinds import Status, Use
from sunlight.model.empty import no_households, no_rooms, no_windows
from sunlight.model.project import Building, Part, Project, Site

__all__ = ["read_geojson"]

SMALLEST_PIECE: Final = 0.01
"""Pieces of a repaired outline smaller than this are left out. [m²]

The repair of a crossing leaves crumbs; a hand's breadth squared casts no shadow."""

CONVERGENCE_WORTH_SAYING_DEG: Final = 0.01
"""A residual convergence above this is noted: 0.01° of azimuth is 2 s of sun."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Outline:
    """One feature that may become a building: its rings and what it says."""

    index: int
    id: str
    name: str
    polygons: list[list[NDArray[np.float64]]]
    height: float
    storeys: int
    assumed: bool


def read_geojson(
    path: str | Path,
    *,
    height_field: str = "height",
    storeys_field: str | None = "Floor",
    storey_height: float = 3.0,
    latitude: float | None = None,
    longitude: float | None = None,
    status: Status = Status.EXISTING,
    use: Use = Use.UNKNOWN,
) -> tuple[Project, tuple[Finding, ...]]:
    """Read footprints with heights from a GeoJSON file (读取 GeoJSON 建筑轮廓).

    Every Polygon or MultiPolygon of the FeatureCollection becomes one building, with a
    part for each polygon. Places are projected to metres around the middle of the data.
    The ground is taken for level: ±0.00 and the outdoor ground are 0 everywhere, tops
    are the heights. Ids are those of the features, else their property ``Id``, else
    running numbers in the order of the file, whichever all features have and no two
    share. An outline that crosses itself is repaired; a height that is missing is taken
    from the storeys, with ``height_assumed``. What can be neither read nor mended is
    left out with a finding.

    Parameters
    ----------
    path : str or Path
        The file: UTF-8, coordinates in WGS 84 longitude and latitude.
    height_field : str
        Property with the height above ground. [m]
    storeys_field : str or None
        Property with the number of storeys; None if there is none.
    storey_height : float
        Height of a storey, where a height is missing. [m]
    latitude, longitude : float, optional
        Place of the sun calculation; by default the middle of the data. [degrees]
    status : Status
        Status of all buildings.
    use : Use
        Use of all buildings.

    Returns
    -------
    project : Project
        Without windows, rooms and households.
    findings : tuple of Finding
        What was assumed, mended or left out.

    Raises
    ------
    ImporterError
        If the file is not there, not UTF-8, not JSON, no FeatureCollection, in another
        coordinate system, or holds no building at all.
    InputError
        If an argument is unusable.

    Notes
    -----
    Source: RFC 7946, H. Butler et al., "The GeoJSON Format", 2016. A ``crs`` member, of
    the format before it, is understood if it names longitude and latitude.
    """
    _check_arguments(storey_height, latitude, longitude)
    file = Path(path)
    log = FindingLog()
    features, digest = read_features(file, log)
    outlines = _outlines(features, log, height_field, storeys_field, storey_height)
    if not outlines:
        raise ImporterError(
            "none of the "
            f"{len(features)} features can become a building: {log.summary()}",
            source=str(file),
            where="features",
        )
    local = _projected(file, outlines, log)
    buildings = _buildings(outlines, local, log, status, use)
    if not buildings:
        raise ImporterError(
            f"none of the {len(features)} features has an outline with an area: "
            f"{log.summary()}",
            source=str(file),
            where="features",
        )
    project = Project(
        name=file.stem,
        site=Site(
            latitude=local.latitude if latitude is None else float(latitude),
            longitude=local.longitude if longitude is None else float(longitude),
            place_origin="middle of the data"
            if latitude is None or longitude is None
            else "argument",
            height_datum="level ground = 0 (assumed)",
        ),
        buildings=buildings,
        windows=no_windows(),
        rooms=no_rooms(),
        households=no_households(),
        source_files=((file.name, digest),),
    )
    return project, log.findings()


def _outlines(
    features: Sequence[Any],
    log: FindingLog,
    height_field: str,
    storeys_field: str | None,
    storey_height: float,
) -> list[_Outline]:
    """Features that have an outline and a height."""
    outlines = []
    for index, (feature, own_id) in enumerate(
        zip(features, _ids(features, log), strict=True)
    ):
        polygons = _polygons(feature.get("geometry"), log, index, own_id)
        if polygons is None:
            continue
        said = feature.get("properties") or {}
        storeys = _positive(said.get(storeys_field)) if storeys_field else None
        height = _positive(said.get(height_field))
        assumed = height is None and storeys is not None
        if storeys is not None and assumed:
            height = storeys * storey_height
            log.add("HEIGHT-FROM-STOREYS", index, own_id, repr(said.get(height_field)))
        if height is None:
            log.add("HEIGHT-MISSING", index, own_id, repr(said.get(height_field)))
            continue
        name = said.get("name")
        outlines.append(
            _Outline(
                index=index,
                id=own_id,
                name=name if isinstance(name, str) else "",
                polygons=polygons,
                height=height,
                storeys=int(storeys or 0),
                assumed=assumed,
            )
        )
    return outlines


def _ids(features: Sequence[Any], log: FindingLog) -> list[str]:
    """Id of each feature: its own, else a property, else its running number."""
    said = [feature.get("properties") or {} for feature in features]
    for some in (
        [feature.get("id") for feature in features],
        *([one.get(key) for one in said] for key in ("Id", "id", "ID")),
    ):
        ids = [
            str(one).strip()
            if isinstance(one, str | int | float) and not isinstance(one, bool)
            else ""
            for one in some
        ]
        if all(ids) and len(set(ids)) == len(ids):
            return ids
    log.add("IDS-NUMBERED", 0, "", "")
    return [str(number) for number in range(1, len(features) + 1)]


def _positive(value: object) -> float | None:
    """Value as a number above zero, or None; ``"12.5 m"`` is one too."""
    if isinstance(value, str):
        value = value.strip().removesuffix("m").removesuffix("米").strip()
    elif isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if 0.0 < number < math.inf else None


def _polygons(
    geometry: object, log: FindingLog, index: int, own_id: str
) -> list[list[NDArray[np.float64]]] | None:
    """Rings of each polygon as (n, 2) degrees; None with a finding if unusable."""
    if not isinstance(geometry, dict):
        geometry = {}
    kind = geometry.get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        log.add("FEATURE-WITHOUT-POLYGON", index, own_id, repr(kind))
        return None
    coordinates: Any = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    read: list[list[NDArray[np.float64]]] = []
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
            closed &= all((r[0] == r[-1]).all() for r in places)
            places = [
                r if (r[0] == r[-1]).all() else np.vstack([r, r[:1]]) for r in places
            ]
            if any(len(r) < 4 or not np.isfinite(r).all() for r in places):
                raise ValueError("a ring needs three corners or more, finite")
            read.append(places)
    except (ValueError, TypeError, IndexError) as error:
        log.add("FOOTPRINT-UNREADABLE", index, own_id, str(error)[:80])
        return None
    if not read:
        log.add("FOOTPRINT-UNREADABLE", index, own_id, "no ring")
        return None
    if not closed:
        log.add("FOOTPRINT-UNCLOSED", index, own_id, "first position is not the last")
    if not flat:
        log.add("ELEVATIONS-IGNORED", index, own_id, "positions of three numbers")
    return read


def _projected(file: Path, outlines: list[_Outline], log: FindingLog) -> LocalMetres:
    """All positions of all outlines in metres, in their order."""
    lonlat = np.concatenate([r for o in outlines for p in o.polygons for r in p])
    low, high = lonlat.min(axis=0), lonlat.max(axis=0)
    if max(-low[0], high[0]) > 180.0 or max(-low[1], high[1]) > 90.0:
        swapped = max(-low[0], high[0]) <= 90.0 and max(-low[1], high[1]) <= 180.0
        raise ImporterError(
            f"positions reach from {low.tolist()} to {high.tolist()}; allowed are "
            "longitudes from -180 to 180, then latitudes from -90 to 90. "
            + (
                "Longitude and latitude seem to be swapped"
                if swapped
                else "They seem to be metres of a projected system: convert the file "
                "to WGS 84 first, such as with  ogr2ogr -t_srs EPSG:4326"
            ),
            source=str(file),
            where="features",
        )
    if (high - low).max() > MOST_EXTENT_DEG:
        raise ImporterError(
            f"positions reach from {low.tolist()} to {high.tolist()}; a project spans "
            f"at most {MOST_EXTENT_DEG:g}° each way: cut the file, or look for a stray "
            "position such as 0, 0",
            source=str(file),
            where="features",
        )
    local = to_local_metres(lonlat)
    log.add("GROUND-ASSUMED-FLAT", 0, "", "")
    log.add("LOCAL-PROJECTION", 0, "", f"{local.longitude:.6f}, {local.latitude:.6f}")
    if local.convergence > CONVERGENCE_WORTH_SAYING_DEG:
        log.add("CONVERGENCE-RESIDUAL", 0, "", f"{local.convergence:.3f}°")
    return local


def _buildings(
    outlines: list[_Outline],
    local: LocalMetres,
    log: FindingLog,
    status: Status,
    use: Use,
) -> tuple[Building, ...]:
    """One building an outline, one part a polygon; crossing outlines are repaired."""
    rings = [r for o in outlines for p in o.polygons for r in p]
    ring_of = np.repeat(np.arange(len(rings)), [len(r) for r in rings])
    counts = [len(p) for o in outlines for p in o.polygons]
    polygon_of = np.repeat(np.arange(len(counts)), counts)
    lines = np.asarray(shapely.linearrings(local.xy, indices=ring_of), dtype=object)
    shapes = np.asarray(shapely.polygons(lines, indices=polygon_of), dtype=object)
    sound = shapely.is_valid(shapes) & (shapely.area(shapes) >= SMALLEST_PIECE)
    valid = np.asarray(sound, dtype=bool)
    buildings, position = [], 0
    for outline in outlines:
        pieces: list[Polygon] = []
        for k in range(position, position + len(outline.polygons)):
            pieces += [shapes[k]] if valid[k] else _repaired(shapes[k], outline, log)
        position += len(outline.polygons)
        if not pieces:
            log.add("FOOTPRINT-WITHOUT-AREA", outline.index, outline.id, "0 m²")
            continue
        buildings.append(
            Building(
                id=outline.id,
                name=outline.name,
                status=status,
                use=use,
                zero_level=0.0,
                outdoor_ground=0.0,
                parts=tuple(
                    Part(polygon=piece, base=0.0, top=outline.height)
                    for piece in pieces
                ),
                storeys=outline.storeys,
                height_assumed=outline.assumed,
            )
        )
    return tuple(buildings)


def _repaired(shape: Polygon, outline: _Outline, log: FindingLog) -> list[Polygon]:
    """Polygons with an area that a crossing outline consists of."""
    pieces = [
        piece
        for piece in shapely.get_parts(shapely.make_valid(shape))
        if piece.area >= SMALLEST_PIECE
    ]
    flat = [
        part
        for piece in pieces
        for part in shapely.get_parts(piece)
        if part.geom_type == "Polygon"
    ]
    if flat:
        reason = shapely.is_valid_reason(shape)
        log.add("FOOTPRINT-REPAIRED", outline.index, outline.id, reason)
    return flat


def _check_arguments(
    storey_height: float, latitude: float | None, longitude: float | None
) -> None:
    """Refuse arguments that make no sense."""
    for where, value, allowed, ok in (
        ("storey_height", storey_height, "above 0 m", 0.0 < storey_height < math.inf),
        ("latitude", latitude, "from -90 to 90", abs(latitude or 0.0) <= 90.0),
        ("longitude", longitude, "from -180 to 180", abs(longitude or 0.0) <= 180.0),
    ):
        if not ok:
            raise InputError(
                f"must be {allowed}, got {value}", where=where, value=value
            )
