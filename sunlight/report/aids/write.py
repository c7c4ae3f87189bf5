"""Aids written to a folder in the formats asked for, all or none (写出辅助分析)."""

import re
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sunlight.errors import InputError, MissingExtraError
from sunlight.report.aids.files import (
    write_layer_csv,
    write_layer_geojson,
    write_layer_gpkg,
    write_layer_parquet,
    write_layer_tif,
)
from sunlight.report.aids.georeference import Georeference
from sunlight.report.aids.layers import Layer
from sunlight.report.staging import staged_folder
from sunlight.report.texts import Texts

__all__ = ["FORMATS", "RASTERS", "checked_formats", "file_stem", "write_aids"]

FORMATS: Final = ("csv", "geojson", "gpkg", "tif", "parquet", "png")
"""File formats by the ending of their names."""
RASTERS: Final = ("tif",)
"""Formats that only plan grids have."""

_EXTRAS: Final = {
    "gpkg": ("writing a GeoPackage", "geopandas", "pyogrio"),
    "tif": ("writing a GeoTIFF", "rasterio"),
}
"""What needs an extra, and its libraries."""

MOST_FEATURES: Final = 2_000_000
"""Rows of one CSV, GeoJSON or GeoPackage; a raster or Parquet holds any number."""

Picture = Callable[[], bytes]
"""Draws a picture when it is asked for."""


def checked_formats(text: str, *, allowed: Sequence[str] = FORMATS) -> tuple[str, ...]:
    """Formats named in a list with commas (成果格式).

    Parameters
    ----------
    text : str
        Such as ``csv,png``.
    allowed : sequence of str
        What there is for this aid.

    Returns
    -------
    tuple of str
        In the order given, each once.

    Raises
    ------
    InputError
        If one is not allowed, or there is none.
    MissingExtraError
        If one needs a library that is not installed: told before anything is computed.

    Examples
    --------
    >>> checked_formats("csv, PNG,csv")
    ('csv', 'png')
    """
    names = [part.strip().lower() for part in text.split(",") if part.strip()]
    wrong = [name for name in names if name not in allowed]
    if wrong or not names:
        raise InputError(
            f"expected a list of {', '.join(allowed)}, got {text!r}",
            where="format",
            value=text,
        )
    for name, feature in _EXTRAS.items():
        if name in names and not all(find_spec(m) for m in feature[1:]):
            raise MissingExtraError(feature[0], extra="gis")
    return tuple(dict.fromkeys(names))


def file_stem(*words: str) -> str:
    """Name of files without ending, safe on every system (文件名).

    Parameters
    ----------
    words : str
        Parts of the name, such as the id of a building.

    Examples
    --------
    >>> file_stem("facade", "3#", "after")
    'grid_facade_3_after'
    """
    safe = (re.sub(r"[^\w-]+", "_", word).strip("_") for word in words)
    return "_".join(["grid", *(word for word in safe if word)])


def write_aids(
    layers: Sequence[Layer],
    pictures: Mapping[str, Picture],
    folder: Path,
    formats: Sequence[str],
    *,
    place: Georeference,
    words: Texts,
) -> tuple[str, ...]:
    """Write layers and pictures, all or none (写出).

    Parameters
    ----------
    layers : sequence of Layer
        Each becomes one file a format, named after it.
    pictures : mapping of str to callable
        Names of the pictures without ending, and what draws them.
    folder : Path
        Where to; it is made if need be.
    formats : sequence of str
        Of :data:`FORMATS`.
    place : Georeference
        Where project coordinates lie.
    words : mapping
        Catalogue.

    Returns
    -------
    tuple of str
        Names of the files written.

    Raises
    ------
    InputError
        If the folder cannot be written to, or a layer cannot be a raster.
    MissingExtraError
        If a format needs a library that is not installed.
    """
    names: list[str] = []
    _refuse_huge(layers, formats)
    with staged_folder(folder) as aside:
        for layer in layers:
            for ending in formats:
                if ending != "png":
                    names.append(f"{layer.name}.{ending}")
                    _write(layer, ending, aside / names[-1], place, words)
        if "png" in formats:
            for stem, draw in pictures.items():
                names.append(f"{stem}.png")
                (aside / names[-1]).write_bytes(draw())
    return tuple(names)


def _refuse_huge(layers: Sequence[Layer], formats: Sequence[str]) -> None:
    """Refuse files of features that no program opens."""
    listed = [name for name in formats if name in ("csv", "geojson", "gpkg")]
    for layer in layers:
        if listed and len(layer.table) > MOST_FEATURES:
            raise InputError(
                f"{layer.name} has {len(layer.table)} points, more than the "
                f"{MOST_FEATURES} of one {', '.join(listed)}; choose tif, parquet or "
                "png, or a wider spacing",
                where="format",
                value=listed[0],
            )


def _write(
    layer: Layer, ending: str, path: Path, place: Georeference, words: Texts
) -> None:
    """Write one layer in one format."""
    if ending == "csv":
        write_layer_csv(layer, path, words)
    elif ending == "geojson":
        write_layer_geojson(layer, path, place)
    elif ending == "gpkg":
        write_layer_gpkg(layer, path, place)
    elif ending == "parquet":
        write_layer_parquet(layer, path)
    elif ending == "tif":
        write_layer_tif(layer, path, place)
    else:
        raise InputError(
            f"expected one of {', '.join(FORMATS)}, got {ending!r}",
            where="formats",
            value=ending,
        )
