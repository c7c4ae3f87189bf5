"""What kind of model a file is, and which reader reads it (文件种类)."""

import importlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from pydantic import ValidationError

from sunlight.errors import ImporterError, InputError
from sunlight.importers.problems import Problems, collect_validation
from sunlight.importers.reader_options import ReaderOptions

__all__ = ["MODEL_KINDS", "ModelKind", "kind_named", "kind_of", "options_schema"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelKind:
    """One kind of model file (文件种类).

    Parameters
    ----------
    name : str
        Short name, such as ``ifc``.
    suffixes : tuple of str
        How names of such files end, in lower case.
    reader, options : str
        ``module:name`` of the function that reads it and of its options, so that a
        reader is imported when it is needed; empty options: it takes none.
    """

    name: str
    suffixes: tuple[str, ...]
    reader: str
    options: str = ""

    def read(self) -> Callable[..., Any]:
        """Function that reads such files (读取函数)."""
        return cast(Callable[..., Any], _loaded(self.reader))

    def options_type(self) -> type[ReaderOptions] | None:
        """Record of its options (选项类型), None if it takes none."""
        return _loaded(self.options) if self.options else None

    def options_of(self, given: Mapping[str, object], *, source: str) -> Any:  # noqa: ANN401
        """Options as the record of this kind (选项).

        Parameters
        ----------
        given : mapping of str to object
            Options by name, as a file or the command line has them.
        source : str
            The model file.

        Returns
        -------
        ReaderOptions or None
            None if this kind takes none.

        Raises
        ------
        ImporterError
            If an option is not known to this kind, or its value not allowed.
        """
        kind = self.options_type()
        if kind is None:
            if given:
                raise ImporterError(
                    f"a {self.name} file takes no options of a reader; leave "
                    f"{', '.join(given)} out, or write it into the file",
                    source=source,
                    where=next(iter(given)),
                )
            return None
        try:
            return kind.model_validate(dict(given))
        except ValidationError as error:
            problems = Problems(source=source)
            collect_validation(error, model=kind, data=given, problems=problems)
            problems.raise_if_any()
            raise


MODEL_KINDS: Final = (
    ModelKind(
        name="project",
        suffixes=(".toml", ".json"),
        reader="sunlight.importers.project_file:read_project",
    ),
    ModelKind(
        name="ifc",
        suffixes=(".ifc",),
        reader="sunlight.importers.ifc.reader:read_ifc",
        options="sunlight.importers.ifc.options:IfcOptions",
    ),
    ModelKind(
        name="dxf",
        suffixes=(".dxf", ".dwg"),
        reader="sunlight.importers.dxf.reader:read_dxf",
        options="sunlight.importers.dxf.options:DxfOptions",
    ),
    ModelKind(
        name="cityjson",
        suffixes=(".city.json", ".jsonl", ".city.jsonl"),
        reader="sunlight.importers.city.cityjson:read_cityjson",
        options="sunlight.importers.city.options:CityOptions",
    ),
    ModelKind(
        name="citygml",
        suffixes=(".gml",),
        reader="sunlight.importers.city.citygml:read_citygml",
        options="sunlight.importers.city.options:CityOptions",
    ),
    ModelKind(
        name="gis",
        suffixes=(".geojson", ".gpkg", ".shp", ".zip", ".parquet", ".geoparquet"),
        reader="sunlight.importers.gis.read:read_gis",
        options="sunlight.importers.gis.options:GisOptions",
    ),
    ModelKind(
        name="bundle",
        suffixes=(".sunlight.zip",),
        reader="sunlight.importers.bundles:read_bundle_project",
    ),
    ModelKind(
        name="mesh",
        suffixes=(".obj", ".glb", ".gltf", ".stl", ".ply", ".off"),
        reader="sunlight.importers.models3d.read:read_meshes",
        options="sunlight.importers.models3d.options:MeshOptions",
    ),
)
"""Every kind of file that can be read."""

SNIFFED: Final = 1 << 16
"""So much of a ``.json`` file, at both ends, is looked at to tell its kind. [bytes]"""

_OWN: Final = re.compile(rb'"schema"\s*:\s*"sunlight-project/')

_TYPE: Final = re.compile(
    rb'"type"\s*:\s*"(CityJSON|CityJSONFeature|FeatureCollection)"'
)


def kind_named(name: str) -> ModelKind:
    """Kind of a short name (按名称).

    Parameters
    ----------
    name : str
        Such as ``ifc``.

    Returns
    -------
    ModelKind
        The kind.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    for kind in MODEL_KINDS:
        if kind.name == name:
            return kind
    raise InputError(
        f"there is no kind of file {name!r}; allowed are "
        f"{', '.join(kind.name for kind in MODEL_KINDS)}",
        where="kind",
        value=name,
    )


def kind_of(path: Path) -> ModelKind:
    """Kind of a file by the end of its name, of ``.json`` by its content (判别).

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    ModelKind
        The kind.

    Raises
    ------
    ImporterError
        If no reader knows such names.
    """
    name = path.name.lower()
    best = max(
        ((len(end), kind) for kind in MODEL_KINDS for end in kind.suffixes
         if name.endswith(end)),
        key=lambda pair: pair[0],
        default=None,
    )  # fmt: skip
    if best is None:
        ends = ", ".join(end for kind in MODEL_KINDS for end in kind.suffixes)
        raise ImporterError(
            f"cannot tell from {path.suffix!r} what kind of file this is; allowed are "
            f"{ends}",
            source=str(path),
            value=path.suffix,
        )
    kind = best[1]
    return (
        _json_kind(path) if kind.name == "project" and name.endswith("json") else kind
    )


def options_schema(name: str) -> dict[str, Any]:
    """JSON Schema of the options of a reader (读取选项的 JSON Schema).

    Parameters
    ----------
    name : str
        Kind of file, such as ``ifc``.

    Returns
    -------
    dict
        Draft 2020-12, with a description of each option.

    Raises
    ------
    InputError
        If there is no such kind, or it takes no options.
    """
    kind = kind_named(name).options_type()
    if kind is None:
        raise InputError(
            f"{name} files take no options of a reader", where="kind", value=name
        )
    schema = kind.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _json_kind(path: Path) -> ModelKind:
    """Kind of a ``.json`` file: a city model, footprints, or a project file."""
    try:
        with path.open("rb") as stream:
            start = stream.read(SNIFFED)
            size = stream.seek(0, 2)
            stream.seek(max(0, size - SNIFFED))
            end = stream.read(SNIFFED)  # some programs write the type last
    except OSError:
        return kind_named("project")  # its reader says what is wrong
    found = _TYPE.search(start) or _TYPE.search(end)
    if found is None or _OWN.search(start):
        return kind_named("project")
    return kind_named("gis" if found[1] == b"FeatureCollection" else "cityjson")


def _loaded(place: str) -> Any:  # noqa: ANN401
    """Object of ``module:name``."""
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)
