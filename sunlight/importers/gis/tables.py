"""GeoPackage, Shapefile and GeoParquet to features (矢量数据), by their content."""

import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.errors import ImporterError, MissingExtraError
from sunlight.importers.gis.archives import shapefile_members, unpack_shapefile
from sunlight.importers.gis.features import Features, rings_of_geometries
from sunlight.importers.gis.options import GisOptions
from sunlight.importers.limits import MEGABYTE, Limits, read_limited
from sunlight.importers.remarks import Remarks

__all__ = ["read_geopackage", "read_geoparquet", "read_shapefile"]

_SQLITE: Final = b"SQLite format 3\x00"
_SHAPEFILE: Final = b"\x00\x00\x27\x0a"


def read_geopackage(
    path: Path, options: GisOptions, remarks: Remarks, limits: Limits
) -> Features:
    """Features of one layer of a GeoPackage (GeoPackage 图层).

    Parameters
    ----------
    path : Path
        The file; a copy is read, so that nothing is written beside it.
    options : GisOptions
        Names the layer where there are several.
    remarks : Remarks
        Receives what is not read.
    limits : Limits
        How much is read at most.

    Raises
    ------
    ImporterError
        If it is no GeoPackage, or the layer is not there or would be a guess.
    MissingExtraError
        If pyogrio is not installed.
    """
    content, digest = read_limited(path, limits)
    _check_start(content, _SQLITE, "GeoPackage", str(path))
    with tempfile.TemporaryDirectory(prefix="sunlight-") as folder:
        copy = Path(folder) / "footprints.gpkg"
        copy.write_bytes(content)
        layer = _layer(copy, options.layer, remarks, str(path))
        return _by_pyogrio(
            copy, options, remarks, limits, source=str(path), digest=digest, layer=layer
        )


def read_shapefile(
    path: Path, options: GisOptions, remarks: Remarks, limits: Limits
) -> Features:
    """Features of a Shapefile, plain or zipped (Shapefile 要素).

    Parameters
    ----------
    path : Path
        The ``.shp`` file with its companions beside it, or a ``.zip`` of them.
    options : GisOptions
        Encoding, and the name of the shapefile where an archive has several.
    remarks : Remarks
        Receives what is not read.
    limits : Limits
        How much is read at most, of the archive and unpacked.

    Raises
    ------
    ImporterError
        If it is no Shapefile, or a companion is missing.
    MissingExtraError
        If pyogrio is not installed.
    """
    source = str(path)
    content, digest = read_limited(path, limits)
    with tempfile.TemporaryDirectory(prefix="sunlight-") as name:
        folder = Path(name)
        if path.suffix.lower() == ".zip":
            copy = unpack_shapefile(
                content, folder, options.layer, limits, source=source
            )
            _check_start(copy.read_bytes()[:4], _SHAPEFILE, "Shapefile", source)
        else:
            _check_start(content, _SHAPEFILE, "Shapefile", source)
            copy, digest = _copy_companions(path, content, folder, limits)
        if not copy.with_suffix(".dbf").exists():
            raise ImporterError(
                "the .dbf file with the heights is missing; a Shapefile is .shp, .shx, "
                ".dbf and .prj together",
                source=source,
            )
        return _by_pyogrio(
            copy, options, remarks, limits, source=source, digest=digest, layer=None
        )


def _copy_companions(
    path: Path, content: bytes, folder: Path, limits: Limits
) -> tuple[Path, str]:
    """Copy a shapefile to plain names; the copy and the hash of all its files."""
    digest = hashlib.sha256(content)
    (folder / "footprints.shp").write_bytes(content)
    beside = [
        p.name for p in path.parent.iterdir() if p.stem.lower() == path.stem.lower()
    ]
    members = shapefile_members(
        [n for n in beside if not n.lower().endswith(".shp") or n == path.name],
        "",
        source=str(path),
    )
    for suffix, name in sorted(members.items()):
        companion = path.parent / name
        if suffix == ".shp":
            continue
        if companion.is_symlink():
            raise ImporterError(
                f"{name!r} is a link; put the file itself beside the .shp file",
                source=str(path),
                where=name,
            )
        data, _ = read_limited(companion, limits)
        (folder / f"footprints{suffix}").write_bytes(data)
        digest.update(data)
    return folder / "footprints.shp", digest.hexdigest()


def _layer(copy: Path, wanted: str, remarks: Remarks, source: str) -> str:
    """Layer to read; the others are named in a finding."""
    pyogrio = _pyogrio()
    try:
        layers = pyogrio.list_layers(copy)
    except (pyogrio.errors.DataSourceError, RuntimeError) as error:
        raise ImporterError(
            f"not a GeoPackage that can be read: {_short(error)}", source=source
        ) from error
    spatial = [str(name) for name, kind in layers if kind is not None]
    if wanted not in spatial if wanted else len(spatial) != 1:
        raise ImporterError(
            (f"there is no layer {wanted!r}" if wanted else "the layer is not clear")
            + f"; the file has {', '.join(spatial[:10]) or 'none with geometry'}: name "
            "one with the option  layer",
            source=source,
            where="layer",
            value=wanted,
        )
    layer = wanted or spatial[0]
    for other in spatial:
        if other != layer:
            remarks.add("LAYERS-NOT-READ", name=other)
    return layer


def _by_pyogrio(
    copy: Path,
    options: GisOptions,
    remarks: Remarks,
    limits: Limits,
    *,
    source: str,
    digest: str,
    layer: str | None,
) -> Features:
    """Features as GDAL reads them."""
    pyogrio = _pyogrio()
    from pyogrio import raw  # type: ignore[import-untyped]

    encoding = options.encoding or None
    try:
        info = pyogrio.read_info(copy, layer=layer, encoding=encoding)
        count = max(int(info["features"]), 0)
        limits.check_entities(count, what="features", source=source)
        meta, _, shapes, columns = raw.read(
            copy,
            layer=layer,
            encoding=encoding,
            max_features=limits.entities,
            datetime_as_string=True,
        )
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        pyogrio.errors.GeometryError,
        pyogrio.errors.FeatureError,
        pyogrio.errors.FieldError,
        UnicodeDecodeError,
        LookupError,
        ValueError,
        RuntimeError,
    ) as error:
        if isinstance(error, ImporterError):
            raise
        raise ImporterError(
            f"the features cannot be read: {_short(error)}; if the texts are in "
            "another encoding, name it with the option  encoding, such as GBK",
            source=source,
        ) from error
    if shapes is None or len(shapes) == 0:
        raise ImporterError("the file has no features with geometry", source=source)
    names = [str(name) for name in meta["fields"]]
    return _features(
        shapes, names, columns, remarks, str(meta["crs"] or ""), digest, len(shapes)
    )


def read_geoparquet(path: Path, remarks: Remarks, limits: Limits) -> Features:
    """Features of a GeoParquet file (GeoParquet 要素).

    Parameters
    ----------
    path : Path
        The file.
    remarks : Remarks
        Receives what is not read.
    limits : Limits
        How much is read at most, also decompressed.

    Raises
    ------
    ImporterError
        If it is no Parquet file, or has no geometry in WKB.
    """
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow import parquet

    source = str(path)
    content, digest = read_limited(path, limits)
    _check_start(content, b"PAR1", "Parquet file", source)
    try:
        file = parquet.ParquetFile(pa.BufferReader(content))
        limits.check_entities(file.metadata.num_rows, what="features", source=source)
        groups = range(file.metadata.num_row_groups)
        total = sum(file.metadata.row_group(k).total_byte_size for k in groups)
        if total > limits.megabytes * MEGABYTE:
            raise ImporterError(
                f"the file unpacks to {total / MEGABYTE:,.1f} MB; allowed are "
                f"{limits.megabytes:,g} MB: raise the limit  megabytes  if you "
                "trust it",
                source=source,
                value=total,
            )
        geometry, crs = _geometry_column(file.schema_arrow.metadata, source)
        table = file.read()
        wkb = table.column(geometry).to_pylist()
        columns = {
            name: table.column(name).to_pylist()
            for name in table.column_names
            if name != geometry
        }
    except (pa.ArrowException, OSError, KeyError, UnicodeDecodeError) as error:
        raise ImporterError(
            f"not a GeoParquet file that can be read: {_short(error)}", source=source
        ) from error
    if not wkb:
        raise ImporterError("the file has no features", source=source)
    return _features(
        np.array(wkb, dtype=object),
        list(columns),
        list(columns.values()),
        remarks,
        crs,
        digest,
        len(wkb),
    )


def _geometry_column(
    metadata: dict[bytes, bytes] | None, source: str
) -> tuple[str, str]:
    """Geometry column of a GeoParquet file, and its system."""
    try:
        geo = json.loads((metadata or {})[b"geo"])
        name = geo["primary_column"]
        column = geo["columns"][name]
        encoding = column["encoding"]
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ImporterError(
            "a Parquet file without the metadata of GeoParquet; write it with "
            "GeoPandas or GDAL",
            source=source,
            where="geo",
        ) from error
    if encoding != "WKB":
        raise ImporterError(
            f"geometry in the encoding {encoding!r}; write it as WKB",
            source=source,
            where=f"geo.columns.{name}.encoding",
            value=encoding,
        )
    if "crs" not in column:  # then it is OGC:CRS84, by the format
        return str(name), "OGC:CRS84"
    return str(name), json.dumps(column["crs"]) if column["crs"] else ""


def _features(
    wkb: NDArray[np.object_],
    names: Sequence[str],
    columns: Sequence[Any],
    remarks: Remarks,
    crs: str,
    digest: str,
    count: int,
) -> Features:
    """Features of columns."""
    plain = [
        column.tolist() if isinstance(column, np.ndarray) else list(column)
        for column in columns
    ]
    values = [
        dict(zip(names, row, strict=True))
        for row in (zip(*plain, strict=True) if plain else [()] * count)
    ]
    shapes = np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)
    labels = [f"#{k + 1}" for k in range(count)]
    return Features(
        rings=rings_of_geometries(shapes, remarks, labels),
        values=values,
        own_ids=[None] * count,
        crs=crs,
        digest=digest,
    )


def _check_start(content: bytes, start: bytes, what: str, source: str) -> None:
    """Refuse a file that does not start as its suffix says."""
    if not content.startswith(start):
        raise ImporterError(
            f"not a {what}: it starts with {content[:8]!r}; it may be damaged or of "
            "another format",
            source=source,
        )


def _pyogrio() -> Any:  # noqa: ANN401, a module without types
    """The library, if it is installed."""
    try:
        import pyogrio
    except ImportError as error:
        raise MissingExtraError(
            "reading GeoPackage and Shapefile", extra="gis"
        ) from error
    return pyogrio


def _short(error: BaseException) -> str:
    """First line of somebody else's message, without the path of our copy."""
    lines = str(error).splitlines() or [type(error).__name__]
    words = [w for w in lines[0].split() if tempfile.gettempdir() not in w]
    return " ".join(words)[:160]
