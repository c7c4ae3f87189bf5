"""Footprints of any format as a project (建筑轮廓)."""

from pathlib import Path
from typing import Final

import numpy as np

from sunlight.errors import ImporterError
from sunlight.findings import Finding
from sunlight.importers.gis.buildings import Outline, build, outlines_of
from sunlight.importers.gis.columns import Columns, choose_columns
from sunlight.importers.gis.features import Features, column_names
from sunlight.importers.gis.geojson_file import read_geojson_features
from sunlight.importers.gis.options import GisOptions
from sunlight.importers.gis.places import Placed, place_degrees, place_in_system
from sunlight.importers.gis.tables import (
    read_geopackage,
    read_geoparquet,
    read_shapefile,
)
from sunlight.importers.gis.texts import GIS_TEXTS
from sunlight.importers.gis.values import ids_of
from sunlight.importers.limits import LIMITS, Limits
from sunlight.importers.remarks import Remarks
from sunlight.model.empty import no_households, no_rooms, no_windows
from sunlight.model.project import Project

__all__ = ["GIS_SUFFIXES", "project_of_features", "read_gis"]

GIS_SUFFIXES: Final = (
    ".geojson", ".json", ".gpkg", ".shp", ".zip", ".parquet", ".geoparquet",
)  # fmt: skip
"""What :func:`read_gis` takes, by suffix."""

LEVEL_GROUND: Final = "level ground = 0 (assumed)"
"""Height datum of footprints that stand on a plane."""


def read_gis(
    path: str | Path,
    *,
    options: GisOptions | None = None,
    limits: Limits = LIMITS,
) -> tuple[Project, tuple[Finding, ...]]:
    """Read footprints with heights from a file of any GIS (读取 GIS 建筑轮廓).

    GeoJSON, GeoParquet, GeoPackage and Shapefile, the last also zipped. Every Polygon
    or MultiPolygon becomes one building, with a part for each polygon; parts of
    buildings, as OpenStreetMap has them, are joined to theirs. Coordinates in a grid
    for surveys keep its lengths and are turned to true north; others are projected
    around the middle of the data. A height that is missing is taken from the storeys,
    with ``height_assumed``. What can be neither read nor mended is left out with a
    finding.

    Parameters
    ----------
    path : str or Path
        The file.
    options : GisOptions, optional
        Columns, storey height, system, and what the file cannot say.
    limits : Limits
        How much is read at most.

    Returns
    -------
    project : Project
        Without windows, rooms and households.
    findings : tuple of Finding
        What was guessed, assumed, mended or left out.

    Raises
    ------
    ImporterError
        If the file is not what its suffix says, is too large, names no coordinate
        system, or holds no building at all.
    MissingExtraError
        If GeoPackage or Shapefile need a library that is not installed.
    """
    file = Path(path)
    options = GisOptions() if options is None else options
    remarks = Remarks(GIS_TEXTS, file=file.name)
    features, degrees = _read(file, options, remarks, limits)
    columns = choose_columns(options, column_names(features), remarks, source=str(file))
    project = project_of_features(
        file, features, columns, options, remarks, degrees=degrees
    )
    return project, remarks.findings()


def _read(
    file: Path, options: GisOptions, remarks: Remarks, limits: Limits
) -> tuple[Features, bool]:
    """Features, and whether they are in WGS 84 unless somebody says otherwise."""
    suffix = file.suffix.lower()
    if suffix in (".geojson", ".json"):
        return read_geojson_features(file, remarks, limits), True
    if suffix in (".parquet", ".geoparquet"):
        return read_geoparquet(file, remarks, limits), False
    if suffix == ".gpkg":
        return read_geopackage(file, options, remarks, limits), False
    if suffix in (".shp", ".zip"):
        return read_shapefile(file, options, remarks, limits), False
    raise ImporterError(
        f"footprints end in {', '.join(GIS_SUFFIXES)}; this file ends in {suffix!r}",
        source=str(file),
        value=suffix,
    )


def project_of_features(
    file: Path,
    features: Features,
    columns: Columns,
    options: GisOptions,
    remarks: Remarks,
    *,
    degrees: bool,
) -> Project:
    """Project of features (要素成项目).

    Parameters
    ----------
    file : Path
        The file.
    features : Features
        Of the file.
    columns : Columns
        What says what.
    options : GisOptions
        What the caller knows.
    remarks : Remarks
        Receives what is remarkable.
    degrees : bool
        Without a system, coordinates are WGS 84 longitude and latitude.

    Raises
    ------
    ImporterError
        If there is no building, or the coordinates cannot be placed.
    """
    ids = ids_of(features, columns, remarks)
    outlines = outlines_of(features, ids, columns, options, remarks)
    if not outlines:
        raise ImporterError(
            f"none of the {len(features)} features can become a building: "
            f"{remarks.summary()}",
            source=str(file),
            where="features",
        )
    placed = _placed(file, features, outlines, columns, options, remarks, degrees)
    buildings = build(outlines, placed.xy, options, remarks, file=file.name)
    if not buildings:
        raise ImporterError(
            f"none of the {len(features)} features has an outline with an area: "
            f"{remarks.summary()}",
            source=str(file),
            where="features",
        )
    return Project(
        name=file.stem,
        site=placed.site,
        buildings=buildings,
        windows=no_windows(),
        rooms=no_rooms(),
        households=no_households(),
        source_files=((file.name, features.digest),),
    )


def _placed(
    file: Path,
    features: Features,
    outlines: list[Outline],
    columns: Columns,
    options: GisOptions,
    remarks: Remarks,
    degrees: bool,  # noqa: FBT001
) -> Placed:
    """All positions of all outlines, in their order."""
    xy = np.concatenate([r for o in outlines for p in o.rings for r in p])
    datum = ""
    if (
        not columns.ground
        and not columns.top
        and options.outdoor_ground is None
        and options.zero_level is None
    ):
        remarks.add("GROUND-ASSUMED-FLAT")
        datum = LEVEL_GROUND
    crs = options.crs or features.crs
    if options.crs and features.crs and options.crs != features.crs:
        remarks.add("CRS-OVERRIDDEN", found=options.crs)
    source = str(file)
    if crs:
        return place_in_system(
            xy, crs, options, remarks, source=source, height_datum=datum
        )
    if not degrees:
        raise ImporterError(
            "the file names no coordinate system (a Shapefile has it in its .prj "
            f"file); positions reach from {xy.min(axis=0).tolist()} to "
            f"{xy.max(axis=0).tolist()}: give the option  crs, such as EPSG:4549, or "
            "EPSG:4326 for longitude and latitude",
            source=source,
            where="crs",
        )
    return place_degrees(xy, options, remarks, source=source, height_datum=datum)
