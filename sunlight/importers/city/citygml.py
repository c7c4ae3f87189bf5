"""CityGML 2.0 (城市模型 CityGML): from the file to a project, by defusedxml."""

import io
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sunlight.errors import ImporterError, MissingExtraError
from sunlight.findings import Finding
from sunlight.importers.city.build import build_project
from sunlight.importers.city.citygml_objects import read_objects
from sunlight.importers.city.citygml_surfaces import GmlSurfaces, local_name
from sunlight.importers.city.options import CityOptions
from sunlight.importers.city.place import epsg_codes
from sunlight.importers.city.records import CityModel
from sunlight.importers.city.texts import CITY_TEXTS
from sunlight.importers.deadline import Deadline
from sunlight.importers.limits import LIMITS, Limits, read_limited
from sunlight.importers.remarks import Remarks
from sunlight.model.project import Project

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["parse_citygml", "read_citygml"]

_CORE: Final = "http://www.opengis.net/citygml/"
_VERSIONS: Final = ("1.0", "2.0")
_USUAL: Final = CityOptions()

_DROPPED: Final = ("appearance", "appearanceMember", "address", "externalReference")
"""Elements whose content is dropped as soon as it is read: textures and addresses."""

_CHECK_EVERY: Final = 5000
"""Elements between two looks at the clock."""


def read_citygml(
    path: str | Path,
    *,
    options: CityOptions = _USUAL,
    limits: Limits = LIMITS,
) -> tuple[Project, tuple[Finding, ...]]:
    """Read buildings from CityGML 2.0 or 1.0 (读取 CityGML).

    The same as :func:`sunlight.importers.city.cityjson.read_cityjson`, with windows of
    LoD3 from ``bldg:Window``. References are followed inside the file only.

    Parameters
    ----------
    path : str or Path
        ``.gml`` or ``.xml``.
    options : CityOptions
        What the file cannot say, and which level of detail to take.
    limits : Limits
        Size, number of elements and triangles, nesting, seconds.

    Returns
    -------
    project : Project
        Metres, y true north, elevations of the file.
    findings : tuple of Finding
        What was assumed, mended or left out; elements are ``gml:id``.

    Raises
    ------
    ImporterError
        If the file is no CityGML 1.0 or 2.0, has a document type or entities, is over
        a limit, or holds no building with a surface.
    MissingExtraError
        If defusedxml is not installed.

    Notes
    -----
    Source: OGC 12-019, "OGC City Geography Markup Language (CityGML) Encoding
    Standard", version 2.0.0, 2012.
    """
    file = Path(path)
    deadline = Deadline(limits=limits, source=str(file))
    content, digest = read_limited(file, limits)
    remarks = Remarks(CITY_TEXTS, file=file.name)
    model = parse_citygml(
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


def parse_citygml(
    content: bytes,
    *,
    source: str,
    limits: Limits,
    remarks: Remarks,
    deadline: Deadline,
) -> CityModel:
    """City objects of a file (解析 CityGML).

    Parameters
    ----------
    content : bytes
        The file.
    source : str
        Its path, for messages.
    limits : Limits
        Checked while parsing, before a tree can grow.
    remarks : Remarks
        Receives what could not be understood.
    deadline : Deadline
        Checked while parsing and at each object.

    Returns
    -------
    CityModel
        Not yet placed.

    Raises
    ------
    ImporterError
        If it is no CityGML.
    """
    root = _tree(content, source, limits, deadline)
    version = _version(root, source)
    surfaces = GmlSurfaces(root, limits=limits, deadline=deadline, remarks=remarks)
    objects = read_objects(root, surfaces, deadline)
    return CityModel(
        objects=objects,
        vertices=surfaces.vertices(),
        crs=_reference_system(root, remarks),
        format=f"CityGML {version}",
        xy_order=False,
    )


def _tree(content: bytes, source: str, limits: Limits, deadline: Deadline) -> "Element":
    """Elements of a file without document type, entities and textures."""
    try:
        from xml.etree.ElementTree import ParseError

        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import iterparse
    except ImportError as error:
        raise MissingExtraError("reading CityGML files", extra="gis") from error
    root: Element | None = None
    depth = count = 0
    try:
        for event, element in iterparse(
            io.BytesIO(content), events=("start", "end"), forbid_dtd=True
        ):
            if event == "end":
                depth -= 1
                if local_name(element) in _DROPPED:
                    element.clear()
                continue
            root = element if root is None else root
            depth += 1
            count += 1
            if depth > limits.nesting:
                raise ImporterError(
                    f"elements in elements deeper than {limits.nesting}: this is no "
                    "model, or raise the limit  nesting  if you trust it",
                    source=source,
                    value=depth,
                )
            if count % _CHECK_EVERY == 0:
                deadline.check()
                limits.check_entities(count, what="elements", source=source)
    except DefusedXmlException as error:
        raise ImporterError(
            f"the XML declares a document type or entities ({type(error).__name__}); "
            "CityGML needs none, and they can be used to attack: remove the <!DOCTYPE>",
            source=source,
        ) from error
    except ParseError as error:
        line, column = error.position
        raise ImporterError(
            f"not XML: {error.msg}; the file may be cut off or of another format",
            source=source,
            where=f"line {line}, column {column}",
        ) from error
    except (ValueError, LookupError) as error:
        if isinstance(error, ImporterError):
            raise
        raise ImporterError(
            f"not XML that can be read: {error}; save it in UTF-8", source=source
        ) from error
    if root is None:
        raise ImporterError("not XML: no element", source=source)
    limits.check_entities(count, what="elements", source=source)
    return root


def _version(root: "Element", source: str) -> str:
    """Version of CityGML, from the namespace of the root."""
    name, space = local_name(root), root.tag.partition("}")[0].lstrip("{")
    if name != "CityModel" or not space.startswith(_CORE):
        raise ImporterError(
            f"no CityGML: the root is {name} of {space or 'no namespace'}, it must be "
            "CityModel",
            source=source,
            where="root",
            value=root.tag,
        )
    version = space.rsplit("/", 1)[-1]
    if version not in _VERSIONS:
        raise ImporterError(
            f"CityGML {version} is not read, versions 1.0 and 2.0 are; convert the "
            "file to CityJSON, such as with citygml-tools",
            source=source,
            where="root",
            value=version,
        )
    return version


def _reference_system(root: "Element", remarks: Remarks) -> str:
    """Reference system: the first that is named."""
    names: dict[str, None] = {}
    for element in root.iter():
        name = element.get("srsName")
        if name:
            names.setdefault(name)
    if not names:
        return ""
    first, *others = names
    if any(epsg_codes(name) != epsg_codes(first) for name in others):
        remarks.add(
            "CRS-SEVERAL", found=", ".join(name[:80] for name in list(names)[:4])
        )
    return first
