"""CityJSON and CityJSONSeq (城市模型 CityJSON): from the file to a project."""

from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import ImporterError
from sunlight.findings import Finding
from sunlight.importers.city.build import build_project
from sunlight.importers.city.cityjson_geometry import Pool, read_geometries
from sunlight.importers.city.options import CityOptions
from sunlight.importers.city.records import CityModel, CityObject
from sunlight.importers.city.texts import CITY_TEXTS
from sunlight.importers.deadline import Deadline
from sunlight.importers.limits import LIMITS, Limits, read_json, read_limited
from sunlight.importers.remarks import Remarks
from sunlight.model.project import Project

__all__ = ["parse_cityjson", "read_cityjson"]

_VERSIONS: Final = ("1.0", "1.1", "2.0")
_USUAL: Final = CityOptions()


def read_cityjson(
    path: str | Path,
    *,
    options: CityOptions = _USUAL,
    limits: Limits = LIMITS,
) -> tuple[Project, tuple[Finding, ...]]:
    """Read buildings from CityJSON or CityJSONSeq (读取 CityJSON).

    A Building with its parts becomes one building (幢) with a mesh for each solid and
    its footprint beside it; windows come from semantic surfaces ``Window``.

    Parameters
    ----------
    path : str or Path
        ``.json``, ``.city.json``, ``.jsonl`` or ``.city.jsonl``; which of the two is
        seen from the content.
    options : CityOptions
        What the file cannot say, and which level of detail to take.
    limits : Limits
        Size, number of objects, vertices and faces, nesting, seconds.

    Returns
    -------
    project : Project
        Metres, y true north, elevations of the file.
    findings : tuple of Finding
        What was assumed, mended or left out; elements are ids of city objects.

    Raises
    ------
    ImporterError
        If the file is no CityJSON, over a limit, or holds no building with a surface.

    Notes
    -----
    Source: H. Ledoux et al., "CityJSON Specifications 2.0.1", 2024 (cityjson.org).
    """
    file = Path(path)
    deadline = Deadline(limits=limits, source=str(file))
    content, digest = read_limited(file, limits)
    remarks = Remarks(CITY_TEXTS, file=file.name)
    model = parse_cityjson(
        content, source=str(file), limits=limits, remarks=remarks, deadline=deadline
    )
    return build_project(
        model,
        file=file,
        digest=digest,
        options=options,
        limits=limits,
        remarks=remarks,
        deadline=deadline,
    )


def parse_cityjson(
    content: bytes,
    *,
    source: str,
    limits: Limits,
    remarks: Remarks,
    deadline: Deadline,
) -> CityModel:
    """City objects of a file (解析 CityJSON).

    Parameters
    ----------
    content : bytes
        The file.
    source : str
        Its path, for messages.
    limits : Limits
        Checked while reading.
    remarks : Remarks
        Receives what could not be understood.
    deadline : Deadline
        Checked at each feature.

    Returns
    -------
    CityModel
        Not yet placed.

    Raises
    ------
    ImporterError
        If it is no CityJSON.
    """
    documents = _documents(content, source, limits, deadline)
    head = documents[0]
    version = str(head.get("version", ""))
    if version not in _VERSIONS:
        remarks.add("VERSION-UNKNOWN", found=f"CityJSON {version or 'of no version'}")
    pool = Pool(source=source, limits=limits, deadline=deadline)
    objects: dict[str, CityObject] = {}
    transform = _transform(head, source)
    for number, document in enumerate(documents):
        deadline.check()
        where = f"line {number + 1}" if len(documents) > 1 else "CityObjects"
        raw = document.get("CityObjects", {})
        if not isinstance(raw, dict):
            raise ImporterError(
                "CityObjects must be an object of city objects by id",
                source=source,
                where=where,
            )
        vertices = _vertices(document, source, where)
        with np.errstate(over="ignore", invalid="ignore"):  # the pool refuses them
            vertices = vertices * transform[0] + transform[1]
        pool.start(vertices)
        for name, thing in raw.items():
            if not isinstance(thing, dict):
                remarks.add("GEOMETRY-UNREADABLE", element=name, found="no object")
                continue
            objects[name] = _city_object(name, thing, head, pool, remarks)
        limits.check_entities(len(objects), what="city objects", source=source)
    return CityModel(
        objects=objects,
        vertices=pool.vertices(),
        crs=_reference_system(head, remarks),
        format=f"CityJSON{'Seq' if len(documents) > 1 else ''} {version}".strip(),
    )


def _documents(
    content: bytes, source: str, limits: Limits, deadline: Deadline
) -> list[dict[str, Any]]:
    """The document, or of a sequence its head and features."""
    lines = content.split(b"\n", 1)
    first = lines[0].strip()
    rest = lines[1].strip() if len(lines) > 1 else b""
    if first.endswith(b"}") and rest.startswith(b"{"):
        return _sequence(content, source, limits, deadline)
    document = read_json(content, source=source, limits=limits)
    return [_head(document, source)]


def _sequence(
    content: bytes, source: str, limits: Limits, deadline: Deadline
) -> list[dict[str, Any]]:
    """Head and features of a sequence, one a line."""
    documents: list[dict[str, Any]] = []
    lines = content.split(b"\n")
    limits.check_entities(len(lines), what="lines", source=source)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        deadline.check()
        try:
            document = read_json(line, source=source, limits=limits)
        except ImporterError as error:
            raise ImporterError(
                error.message, source=source, where=f"line {number}", value=error.value
            ) from error
        if not documents:
            documents.append(_head(document, source))
            continue
        kind = document.get("type") if isinstance(document, dict) else None
        if kind != "CityJSONFeature":
            raise ImporterError(
                f"every line after the first of CityJSONSeq is a CityJSONFeature, this "
                f"is {kind!r}",
                source=source,
                where=f"line {number}",
                value=kind,
            )
        documents.append(document)
    return documents


def _head(document: object, source: str) -> dict[str, Any]:
    """The document, if it is of CityJSON."""
    if isinstance(document, dict) and document.get("type") == "CityJSON":
        return document
    found = document.get("type") if isinstance(document, dict) else type(document)
    more = (
        "; it is one feature of a sequence: put its first line, with the transform, "
        "before it"
        if found == "CityJSONFeature"
        else ""
    )
    raise ImporterError(
        f'no CityJSON: "type" must be "CityJSON", is {found!r}{more}',
        source=source,
        where="type",
        value=found,
    )


def _transform(
    head: dict[str, Any], source: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Scale and shift of the vertices, (3,) each; 1 and 0 if there is none."""
    transform = head.get("transform")
    if transform is None:
        return np.ones(3), np.zeros(3)
    try:
        scale = np.array(transform["scale"], dtype=np.float64)
        shift = np.array(transform["translate"], dtype=np.float64)
    except (TypeError, KeyError, ValueError, OverflowError) as error:
        raise ImporterError(
            "transform must have scale and translate of three numbers each",
            source=source,
            where="transform",
        ) from error
    sound = scale.shape == shift.shape == (3,) and np.isfinite([scale, shift]).all()
    if not sound or (scale == 0.0).any():
        raise ImporterError(
            "transform must have scale and translate of three numbers each, scales "
            "other than 0",
            source=source,
            where="transform",
        )
    return scale, shift


def _vertices(document: dict[str, Any], source: str, where: str) -> NDArray[np.float64]:
    """Vertices as they stand, (n, 3)."""
    raw = document.get("vertices", [])
    try:
        vertices = np.array(raw, dtype=np.float64).reshape(-1, 3)
        sound = len(vertices) == len(raw)
    except (TypeError, ValueError, OverflowError):
        sound = False
    if not sound:
        raise ImporterError(
            "vertices must be a list of three numbers each",
            source=source,
            where=f"{where}: vertices",
        )
    return vertices


def _city_object(
    name: str,
    thing: dict[str, Any],
    head: dict[str, Any],
    pool: Pool,
    remarks: Remarks,
) -> CityObject:
    """City object with its geometries."""
    attributes = thing.get("attributes")
    parents = thing.get("parents", thing.get("parent", []))
    if isinstance(parents, str):
        parents = [parents]
    return CityObject(
        id=name,
        type=str(thing.get("type", "")),
        attributes=attributes if isinstance(attributes, dict) else {},
        parents=tuple(str(p) for p in parents) if isinstance(parents, list) else (),
        geometries=read_geometries(
            thing.get("geometry"),
            owner=name,
            templates=head.get("geometry-templates"),
            pool=pool,
            remarks=remarks,
        ),
    )


def _reference_system(head: dict[str, Any], remarks: Remarks) -> str:
    """Reference system as written; also where versions before 1.0 had it."""
    metadata = head.get("metadata")
    if not isinstance(metadata, dict):
        return ""
    said = metadata.get("referenceSystem")
    if isinstance(said, str | int) and not isinstance(said, bool):
        return str(said)
    old = metadata.get("crs")
    if isinstance(old, dict) and isinstance(old.get("epsg"), int | str):
        remarks.add("CRS-OLD-MEMBER", found=f"metadata.crs.epsg = {old['epsg']}")
        return f"EPSG:{old['epsg']}"
    return ""
