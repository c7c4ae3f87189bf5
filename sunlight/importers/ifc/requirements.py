"""What a model must contain for sunlight analysis, as an IDS file (信息交付规范).

IDS 1.0 of buildingSMART asks for attributes, properties and relations of elements. It
knows neither representation contexts nor attributes that are lists, hence neither true
north nor latitude and longitude, and no geometry: the document says so in its text, and
``sunlight check`` looks at these.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

__all__ = ["IDS_VERSION", "ids_document"]

IDS_VERSION: Final = "1.0"
"""Edition of the IDS schema."""

_IDS: Final = "http://standards.buildingsmart.org/IDS"
_XS: Final = "http://www.w3.org/2001/XMLSchema"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA: Final = f"{_IDS} http://standards.buildingsmart.org/IDS/1.0/ids.xsd"
_SCHEMAS: Final = "IFC2X3 IFC4 IFC4X3_ADD2"

_HOSTS: Final = (
    "IFCWALL",
    "IFCWALLSTANDARDCASE",
    "IFCWALLELEMENTEDCASE",
    "IFCCURTAINWALL",
    "IFCPLATE",
    "IFCROOF",
    "IFCSLAB",
)
_FILLS: Final = "IFCRELVOIDSELEMENT IFCRELFILLSELEMENT"

_LIVED_IN: Final = (
    r".*([Bb]edroom|BEDROOM|[Ll]iving|LIVING|[Ss]chlaf|[Kk]inderzimmer|[Ww]ohn"
    r"|卧|客厅|起居).*"
)
"""Names of bedrooms and living rooms, which a household is judged by."""

_DESCRIPTION: Final = (
    "日照分析所需的模型信息。IDS 无法检查下列内容，请在建模软件中自行确认："
    "真北（TrueNorth 或 IfcMapConversion）；"
    "场地经纬度（IfcSite.RefLatitude、RefLongitude）；窗洞贯穿墙体；窗的朝向与窗台标高。"
    " What a model needs for sunlight analysis. IDS cannot ask for the following; see "
    "to it in the authoring program: true north (TrueNorth of the context, or an "
    "IfcMapConversion with its coordinate system); latitude and longitude of the site; "
    "openings cut through their walls; windows facing outward, sills above their floor."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Requirement:
    """One specification of the document.

    Parameters
    ----------
    identifier, name : str
        Stable id, and title in Chinese and English.
    why : str
        What the analysis needs it for.
    how : str
        How to mend it in the authoring program.
    entity : str
        What it applies to.
    named : str
        Pattern of LongName that narrows it; empty for all.
    must_exist : bool
        The model must have at least one.
    attributes : tuple of str
        Attributes that must be there.
    part_of : (str, tuple of str) or None
        Relation, and kinds of the whole.
    property_of : (str, str, str) or None
        Property set, property and its type.
    """

    identifier: str
    name: str
    why: str
    how: str
    entity: str
    named: str = ""
    must_exist: bool = False
    attributes: tuple[str, ...] = ()
    part_of: tuple[str, tuple[str, ...]] | None = None
    property_of: tuple[str, str, str] | None = None


_REQUIREMENTS: Final = (
    _Requirement(
        identifier="sun-01",
        name="楼层有名称和标高 / Storeys have names and elevations",
        why="窗台高度自楼面起算 / Sills are measured from the floor",
        how="设定各楼层标高，首层为 ±0.00 / Set elevations, the first storey at ±0.00",
        entity="IFCBUILDINGSTOREY",
        must_exist=True,
        attributes=("Name", "Elevation"),
    ),
    _Requirement(
        identifier="sun-02",
        name="窗有宽度和高度 / Windows have a width and a height",
        why="窗宽超过 1.80 m 时取其中一段 / Of wider windows 1.80 m count",
        how="填写 OverallWidth、OverallHeight / Fill in both attributes",
        entity="IFCWINDOW",
        must_exist=True,
        attributes=("OverallWidth", "OverallHeight"),
    ),
    _Requirement(
        identifier="sun-03",
        name="窗填充墙或屋面的洞口 / Windows fill openings of walls or roofs",
        why="窗台线取在洞口外墙面 / The sill lies on the outer face of the host",
        how="以宿主方式放置窗，不用独立构件 / Place windows hosted, not free",
        entity="IFCWINDOW",
        part_of=(_FILLS, _HOSTS),
    ),
    _Requirement(
        identifier="sun-04",
        name="窗属于楼层 / Windows are contained in storeys",
        why="结果按楼层列出 / Results are listed by storey",
        how="将窗归入所在楼层 / Assign each window to its storey",
        entity="IFCWINDOW",
        part_of=("IFCRELCONTAINEDINSPATIALSTRUCTURE", ("IFCBUILDINGSTOREY",)),
    ),
    _Requirement(
        identifier="sun-05",
        name="房间有编号和名称 / Spaces have numbers and names",
        why="按名称判读卧室、起居室 / Bedrooms and living rooms are known by name",
        how="编号填 Name，用途填 LongName / Number in Name, purpose in LongName",
        entity="IFCSPACE",
        must_exist=True,
        attributes=("Name", "LongName"),
    ),
    _Requirement(
        identifier="sun-06",
        name="卧室、起居室归户 / Bedrooms and living rooms belong to a dwelling",
        why="以户为单位评定 / The household is the unit that is judged",
        how="每户一个 IfcZone，ObjectType 为 Dwelling / One IfcZone each dwelling",
        entity="IFCSPACE",
        named=_LIVED_IN,
        part_of=("IFCRELASSIGNSTOGROUP", ("IFCZONE",)),
    ),
    _Requirement(
        identifier="sun-07",
        name="建筑有使用性质 / Buildings say their use",
        why="标准因使用性质而异 / The standard depends on the use",
        how="填写 Pset_BuildingCommon.OccupancyType / Fill in OccupancyType",
        entity="IFCBUILDING",
        must_exist=True,
        property_of=("Pset_BuildingCommon", "OccupancyType", "IFCLABEL"),
    ),
    _Requirement(
        identifier="sun-08",
        name="建筑有 ±0.00 的绝对标高 / Buildings give the elevation of ±0.00",
        why="各幢建筑在同一高程基准下比较 / All buildings share one height datum",
        how="填写 ElevationOfRefHeight / Fill in ElevationOfRefHeight",
        entity="IFCBUILDING",
        attributes=("ElevationOfRefHeight",),
    ),
)


def ids_document() -> str:
    """Requirements on a model for sunlight analysis (日照分析信息交付规范).

    Returns
    -------
    str
        XML of IDS 1.0 with its declaration; the same every time.

    Notes
    -----
    Source: buildingSMART International, Information Delivery Specification 1.0, 2024.

    Examples
    --------
    >>> ids_document().count("<specification ")
    8
    """
    ET.register_namespace("", _IDS)
    ET.register_namespace("xs", _XS)
    ET.register_namespace("xsi", _XSI)
    root = ET.Element(f"{{{_IDS}}}ids", {f"{{{_XSI}}}schemaLocation": _SCHEMA})
    info = _under(root, "info")
    _under(info, "title").text = "日照分析模型要求 / Models for sunlight analysis"
    _under(info, "version").text = "1"
    _under(info, "description").text = _DESCRIPTION
    _under(info, "purpose").text = "日照分析 / Sunlight analysis"
    all_of_them = _under(root, "specifications")
    for requirement in _REQUIREMENTS:
        _specification(all_of_them, requirement)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _under(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    """New element of the IDS namespace."""
    return ET.SubElement(parent, f"{{{_IDS}}}{tag}", attributes)


def _specification(parent: ET.Element, wanted: _Requirement) -> None:
    """One specification."""
    made = _under(
        parent,
        "specification",
        name=wanted.name,
        ifcVersion=_SCHEMAS,
        identifier=wanted.identifier,
        description=wanted.why,
        instructions=wanted.how,
    )
    least = "1" if wanted.must_exist else "0"
    applies = _under(made, "applicability", minOccurs=least, maxOccurs="unbounded")
    _entity(applies, (wanted.entity,))
    if wanted.named:
        named = _under(applies, "attribute")
        _simple(_under(named, "name"), "LongName")
        restriction = _restriction(_under(named, "value"))
        ET.SubElement(restriction, f"{{{_XS}}}pattern", {"value": wanted.named})
    needed = _under(made, "requirements")
    if wanted.part_of:
        relation, wholes = wanted.part_of
        part = _under(needed, "partOf", relation=relation, cardinality="required")
        _entity(part, wholes)
    for attribute in wanted.attributes:
        one = _under(needed, "attribute", cardinality="required")
        _simple(_under(one, "name"), attribute)
    if wanted.property_of:
        group, name, kind = wanted.property_of
        one = _under(needed, "property", cardinality="required", dataType=kind)
        _simple(_under(one, "propertySet"), group)
        _simple(_under(one, "baseName"), name)


def _entity(parent: ET.Element, kinds: Sequence[str]) -> None:
    """An entity of one of several kinds."""
    name = _under(_under(parent, "entity"), "name")
    if len(kinds) == 1:
        _simple(name, kinds[0])
        return
    restriction = _restriction(name)
    for kind in kinds:
        ET.SubElement(restriction, f"{{{_XS}}}enumeration", {"value": kind})


def _simple(parent: ET.Element, value: str) -> None:
    """One plain value."""
    _under(parent, "simpleValue").text = value


def _restriction(parent: ET.Element) -> ET.Element:
    """A restriction on texts."""
    return ET.SubElement(parent, f"{{{_XS}}}restriction", {"base": "xs:string"})
