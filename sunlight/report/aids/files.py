"""Layers of aids as files: CSV, GeoJSON, GeoPackage, GeoTIFF, Parquet (成果文件)."""

import json
import math
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import shapely
from numpy.typing import NDArray

from sunlight.errors import InputError, MissingExtraError
from sunlight.report.aids.georeference import Georeference
from sunlight.report.aids.layers import Layer
from sunlight.report.aids.provenance import COLUMNS, Provenance
from sunlight.report.csvfile import write_csv
from sunlight.report.texts import Texts

__all__ = [
    "write_layer_csv",
    "write_layer_geojson",
    "write_layer_gpkg",
    "write_layer_parquet",
    "write_layer_tif",
]

METADATA_KEY: Final = "sunlight"
"""Under which the provenance stands in the metadata of Parquet and GeoPackage."""


def write_layer_csv(layer: Layer, path: Path, words: Texts) -> None:
    """Write the table of a layer for spreadsheet programs (写 CSV).

    A table has no head, so label, state, day, band, declination, height, spacing and
    engine stand in columns of their own.

    Parameters
    ----------
    layer : Layer
        The layer.
    path : Path
        The file.
    words : mapping
        Catalogue.
    """
    table = layer.table
    for name in COLUMNS:
        value = layer.provenance[name]
        kind = pa.string() if isinstance(value, str) else pa.float64()
        column = pa.repeat(pa.scalar(value, kind), len(table))
        table = table.append_column(name, column)
    write_csv(table, path, words)


def write_layer_parquet(layer: Layer, path: Path) -> None:
    """Write the table of a layer, its provenance in the metadata (写 Parquet).

    Parameters
    ----------
    layer : Layer
        The layer.
    path : Path
        The file; the provenance is JSON under the key ``sunlight``.
    """
    from pyarrow import parquet

    metadata = {METADATA_KEY: _json(layer.provenance)}
    parquet.write_table(layer.table.replace_schema_metadata(metadata), path)


def write_layer_geojson(layer: Layer, path: Path, place: Georeference) -> None:
    """Write a layer as GeoJSON (写 GeoJSON).

    In WGS 84 longitude and latitude where a coordinate system is known; else in the
    coordinates of the project, which the member ``provenance`` says.

    Parameters
    ----------
    layer : Layer
        The layer.
    path : Path
        The file.
    place : Georeference
        Where project coordinates lie.

    Notes
    -----
    Source: RFC 7946, H. Butler et al., "The GeoJSON Format", 2016.
    """
    shapes = (
        layer.shapes if place.crs is None else place.longitude_latitude(layer.shapes)
    )
    head = {"type": "FeatureCollection", "name": layer.name}
    members = {**head, "provenance": layer.provenance}
    label = layer.provenance["label"]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_json(members)[:-1] + ', "features": [')
        geometries: Any = shapely.to_geojson(shapes) if len(shapes) else []
        rows = layer.table.to_pylist()
        for number, (geometry, row) in enumerate(zip(geometries, rows, strict=True)):
            properties = _json({**row, "label": label})
            file.write(",\n" if number else "\n")
            file.write(
                f'{{"type": "Feature", "geometry": {geometry}, '
                f'"properties": {properties}}}'
            )
        file.write("\n]}\n")


def write_layer_gpkg(layer: Layer, path: Path, place: Georeference) -> None:
    """Write a layer as GeoPackage (写 GeoPackage).

    Outlines of several kinds become a layer a kind. In the coordinate system that is
    known; else in the coordinates of the project, without one.

    Parameters
    ----------
    layer : Layer
        The layer.
    path : Path
        The file; the provenance is JSON under ``sunlight`` in the metadata of the layer
        and its main members are columns.
    place : Georeference
        Where project coordinates lie.

    Raises
    ------
    MissingExtraError
        If geopandas or pyogrio is not installed.
    """
    geopandas = _extra("geopandas", "writing a GeoPackage")
    pyogrio = _extra("pyogrio", "writing a GeoPackage")
    frame = layer.table.to_pandas()
    for name in COLUMNS:
        frame[name] = layer.provenance[name]
    placed = place.placed(layer.shapes)
    kinds = frame["kind"].to_numpy() if "kind" in frame else None
    with warnings.catch_warnings():
        # without a system the layer has none, which its columns say
        warnings.filterwarnings("ignore", message="'crs' was not provided")
        for name in [layer.name] if kinds is None else list(dict.fromkeys(kinds)):
            rows = slice(None) if kinds is None else kinds == name
            shapes = geopandas.GeoDataFrame(
                frame[rows].dropna(axis="columns", how="all")
                if kinds is not None
                else frame,
                geometry=placed[rows],
                crs=place.crs,
            )
            pyogrio.write_dataframe(
                shapes,
                path,
                layer=name,
                driver="GPKG",
                append=path.exists(),
                geometry_type=_geometry_type(placed[rows]),
                layer_metadata={METADATA_KEY: _json(layer.provenance)},
            )


def write_layer_tif(layer: Layer, path: Path, place: Georeference) -> None:
    """Write a plan grid as GeoTIFF (写 GeoTIFF).

    Band 1 holds the counted minutes, NaN where nothing is measured; band 2 says why:
    0 measured, 1 inside a body, 2 outside the area.

    Parameters
    ----------
    layer : Layer
        Layer of a plan grid.
    path : Path
        The file; the provenance stands in its tags.
    place : Georeference
        Where project coordinates lie.

    Raises
    ------
    InputError
        If the layer is no plan grid.
    MissingExtraError
        If rasterio is not installed.
    """
    grid = layer.grid
    if grid is None:
        raise InputError(
            f"{layer.name} is no plan grid; only such can be a raster",
            where="format",
            value="tif",
        )
    rasterio = _extra("rasterio", "writing a GeoTIFF")
    side, (x_min, _, _, y_max) = grid.spacing, grid.bounds
    a, b, c, d, e, f = place.matrix
    transform = rasterio.Affine(
        a * side, -b * side, a * x_min + b * y_max + c,
        d * side, -e * side, d * x_min + e * y_max + f,
    )  # fmt: skip
    rows, columns = grid.minutes.shape
    with rasterio.open(
        path, "w", driver="GTiff", height=rows, width=columns, count=2,
        dtype="float64", nodata=math.nan, transform=transform,
        crs=None if place.crs is None else place.crs.to_wkt(),
        compress="deflate", predictor=3,
    ) as file:  # fmt: skip
        file.write(np.flipud(grid.minutes), 1)
        file.write(np.flipud(grid.mask).astype(np.float64), 2)
        file.set_band_description(1, "counted minutes")
        file.set_band_description(2, "0 measured, 1 inside a body, 2 outside the area")
        file.update_tags(**{k: _tag(v) for k, v in layer.provenance.items()})


def _geometry_type(shapes: NDArray[np.object_]) -> str:
    """Kind of the shapes of a layer, as GDAL names it."""
    if not len(shapes):
        return "Unknown"
    kinds = {str(shape.geom_type) for shape in shapes}
    if len(kinds) > 1:  # such as polygons beside those of several pieces
        return "Unknown"
    kind = kinds.pop()
    return f"{kind} Z" if shapes[0].has_z else kind


def _extra(module: str, feature: str) -> Any:  # noqa: ANN401 -- a module without types
    """Optional library, or the extra to install."""
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(feature, extra="gis") from error


def _json(members: Provenance | dict[str, Any]) -> str:
    """One line of JSON."""
    return json.dumps(members, ensure_ascii=False, allow_nan=False)


def _tag(value: str | float | None) -> str:
    """Value as a tag; nothing where there is none."""
    return "" if value is None else str(value)
