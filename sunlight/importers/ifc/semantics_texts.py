"""Texts of the findings on what an IFC model says without geometry (检查用语)."""

from typing import Final

from sunlight.findings import Severity
from sunlight.importers.remarks import RemarkText

__all__ = ["SEMANTICS_TEXTS"]

SEMANTICS_TEXTS: Final[dict[str, RemarkText]] = {
    "UNIT-MISSING": RemarkText(
        Severity.ERROR,
        "the model has no unit of length that can be read ({found}); metres were "
        "taken. Set it in the project",
        "模型没有可用的长度单位（{found}），暂按米读取；请在项目中设定长度单位",
        "an IfcSIUnit or IfcConversionBasedUnit of LENGTHUNIT",
    ),
    "GLOBALID-TWICE": RemarkText(
        Severity.WARNING,
        "{n} elements have a GlobalId that is missing or that another bears as well: "
        "{ids}; findings and results cannot tell them apart. Export the model anew",
        "{n} 个构件没有 GlobalId 或与其他构件重复：{ids}，检查结果无法区分；请重新导出",
        "one GlobalId an element",
    ),
    "NORTH-DISAGREES": RemarkText(
        Severity.WARNING,
        "the model gives two norths: {found}; that of the map conversion was taken, "
        "as the standard has it. Correct one of them",
        "模型给出两个不同的北向：{found}；按标准以地图转换为准，请改正其一",
        "within 0.5° of each other",
    ),
    "NORTH-INVALID": RemarkText(
        Severity.WARNING,
        "TrueNorth is {found}, which is no direction in the plane, and was not used. "
        "Set it in the authoring program, or give true_north_angle",
        "真北方向 TrueNorth 为 {found}，不是平面方向，未采用；"
        "请在建模软件中设定，或填写 true_north_angle",
        "two numbers, not both 0",
    ),
    "NORTH-CONTEXTS-DIFFER": RemarkText(
        Severity.WARNING,
        "two contexts of the model give different norths: {found}; the first was taken",
        "两个表达上下文的真北不同：{found}；取前者",
        "one north",
    ),
    "NORTH-IS-GRID": RemarkText(
        Severity.WARNING,
        "only the grid north of an unknown coordinate system is given, {found} "
        "clockwise from +y; its convergence from true north is not removed. Name the "
        "system by its EPSG code, or give true_north_angle",
        "模型仅给出未知坐标系的坐标北（自 +y 顺时针 {found}），未扣除子午线收敛角；"
        "请填写坐标系的 EPSG 代码，或填写 true_north_angle",
        "an IfcProjectedCRS with a name such as EPSG:4549",
    ),
    "NORTH-IS-DEFAULT": RemarkText(
        Severity.NOTE,
        "TrueNorth is +y, which programs also write where nobody set it; make sure",
        "真北为 +y；软件在未设定时也写此值，请确认",
        "",
    ),
    "WORLD-AXES-MOVED": RemarkText(
        Severity.WARNING,
        "the world coordinate system of the model is not at its origin, {found}; it "
        "was not applied. Look at place and north",
        "模型的世界坐标系不在原点：{found}，未予应用；请核对位置与北向",
        "an identity",
    ),
    "PLACE-UNREADABLE": RemarkText(
        Severity.WARNING,
        "the latitude and longitude of the site cannot be read and were not used: "
        "{found}",
        "场地的经纬度无法读取，未采用：{found}",
        "degrees, minutes, seconds and millionths; at most 90° and 180°",
    ),
    "PLACE-SIGNS-MIXED": RemarkText(
        Severity.WARNING,
        "the parts of a latitude or longitude have different signs: {found}; the sign "
        "of the first that is not 0 was taken for all. Make sure",
        "经纬度的度、分、秒正负号不一致：{found}；以第一个非零部分的符号为准，请核对",
        "one sign for degrees, minutes, seconds and millionths",
    ),
    "PLACE-IS-DEFAULT": RemarkText(
        Severity.WARNING,
        "the site lies where a program puts every model, {found}, and was not "
        "believed. Set the place in the authoring program, or give latitude and "
        "longitude",
        "场地位置是软件的默认值（{found}），未采用；"
        "请在建模软件中设定位置，或填写 latitude 和 longitude",
        "the place of the project",
    ),
    "PLACE-DISAGREES": RemarkText(
        Severity.WARNING,
        "site and map conversion lie more than 1 km apart: {found}; the map conversion "
        "was taken",
        "场地经纬度与地图转换相距超过 1 km：{found}；以地图转换为准",
        "one place",
    ),
    "SITES-APART": RemarkText(
        Severity.WARNING,
        "{n} more sites lie more than 1 km from the first: {ids}; the first was taken",
        "另有 {n} 个场地与第一个相距超过 1 km：{ids}；取第一个",
        "one place",
    ),
    "MAP-ORIGIN-ZERO": RemarkText(
        Severity.WARNING,
        "the map conversion puts the model at (0, 0), where no land lies: place and "
        "convergence cannot be taken from it",
        "地图转换的原点为 (0, 0)，该处无陆地；无法由此得出位置与子午线收敛角",
        "Eastings and Northings of the project",
    ),
    "MAP-ORIGIN-OUTSIDE": RemarkText(
        Severity.WARNING,
        "the origin of the map conversion lies outside its coordinate system: "
        "{found}. Look for a zone prefix, millimetres, or swapped axes",
        "地图转换的原点不在其坐标系范围内：{found}；请检查带号、毫米单位或坐标轴互换",
        "Eastings and Northings in the units of the map",
    ),
    "MAP-SYSTEM-UNKNOWN": RemarkText(
        Severity.WARNING,
        "the coordinate system of the map conversion is not known: {found}; place and "
        "convergence cannot be taken from it. Name it by its EPSG code",
        "地图转换的坐标系无法识别：{found}，无法得出位置与子午线收敛角；"
        "请填写 EPSG 代码",
        "an IfcProjectedCRS with a name such as EPSG:4549",
    ),
    "MAP-SYSTEM-NOT-METRIC": RemarkText(
        Severity.WARNING,
        "the coordinate system of the map conversion, {found}, is not in metres; place "
        "and north were taken from it, other files are not aligned by it",
        "地图转换的坐标系 {found} 不以米为单位；已由其得出位置与北向，"
        "但不用于与其他文件对齐",
        "a projected system in metres",
    ),
    "MAP-ROTATION-INVALID": RemarkText(
        Severity.WARNING,
        "the x axis of the map conversion is {found}, which is no direction; no turn "
        "was taken",
        "地图转换的 X 轴方向为 {found}，不是方向；按不旋转处理",
        "XAxisAbscissa and XAxisOrdinate, not both 0",
    ),
    "MAP-SCALE-LEFT-OUT": RemarkText(
        Severity.NOTE,
        "the scale of the map conversion does not turn units of the file into units "
        "of the map: {found}; it was taken as left out, and lengths are kept",
        "地图转换的比例未计入文件与地图的单位之差：{found}；按未填处理，长度不变",
        "0.001 for millimetres in the file and metres on the map",
    ),
    "MAP-SCALE-ODD": RemarkText(
        Severity.WARNING,
        "the scale of the map conversion would change lengths: {found}; it was not "
        "applied",
        "地图转换的比例会改变长度：{found}；未予应用",
        "within 1% of the ratio of the units",
    ),
    "ELEVATION-DISAGREES": RemarkText(
        Severity.WARNING,
        "the model gives two elevations of its zero: {found}; that of the map "
        "conversion was taken",
        "模型零点高程有两个值：{found}；以地图转换为准",
        "one elevation",
    ),
    "ELEVATION-TWICE": RemarkText(
        Severity.NOTE,
        "the elevation of the site, {found}, is in its placement as well; it was not "
        "added a second time",
        "场地高程 {found} 已含在其定位中，未重复相加",
        "",
    ),
    "STOREY-WITHOUT-BUILDING": RemarkText(
        Severity.WARNING,
        "{n} storeys belong to no building: {ids}",
        "{n} 个楼层不属于任何建筑：{ids}",
        "IfcRelAggregates from IfcBuilding to IfcBuildingStorey",
    ),
    "STOREY-PLACEMENT-UNREADABLE": RemarkText(
        Severity.WARNING,
        "the placement of {n} storeys loops or is of an unknown kind: {ids}; their "
        "elevation was taken",
        "{n} 个楼层的定位循环引用或类型未知：{ids}；采用其标高属性",
        "a chain of IfcLocalPlacement",
    ),
    "STOREY-WITHOUT-ELEVATION": RemarkText(
        Severity.NOTE,
        "{n} storeys have no elevation; it was taken from their placement: {ids}",
        "{n} 个楼层未填标高，取其定位高度：{ids}",
        "Elevation of each IfcBuildingStorey",
    ),
    "STOREY-ELEVATION-DISAGREES": RemarkText(
        Severity.WARNING,
        "{n} storeys have an elevation and a placement at different heights ({found}): "
        "{ids}; placements count, unless all storeys are placed at one height",
        "{n} 个楼层的标高与定位高度不一致（{found}）：{ids}；"
        "以定位为准，各层定位同高时以标高为准",
        "equal, above the zero of the building",
    ),
    "STOREY-DUPLICATE": RemarkText(
        Severity.NOTE,
        "{n} storeys lie at the height of another and share its number: {ids}",
        "{n} 个楼层与另一楼层同高，共用层号：{ids}",
        "one storey a height",
    ),
    "STOREYS-FAR-FROM-ZERO": RemarkText(
        Severity.WARNING,
        "no storey lies near ±0.00 in {n} buildings; the nearest is at {found}: {ids}. "
        "Floors are numbered from the lowest; look at the zero of the model",
        "{n} 幢建筑没有楼层在 ±0.00 附近，最近者为 {found}：{ids}；"
        "层号自最低层起算，请核对模型零点",
        "the first storey at ±0.00",
    ),
    "STOREY-NAME-DISAGREES": RemarkText(
        Severity.NOTE,
        "{n} storeys are named by another number than they have by their height "
        "({found}): {ids}; the option  floors  sets it",
        "{n} 个楼层名称中的层号与按标高排出的不同（{found}）：{ids}；"
        "可用 floors 选项指定",
        "",
    ),
    "STOREY-COUNT-DISAGREES": RemarkText(
        Severity.NOTE,
        "{n} buildings say another number of storeys than they have above ground, "
        "roofs not counted ({found}): {ids}",
        "{n} 幢建筑的层数属性与地上楼层数（不含屋顶）不同（{found}）：{ids}",
        "",
    ),
    "BUILDING-WITHOUT-STOREYS": RemarkText(
        Severity.WARNING,
        "{n} buildings have no storeys above ground: {ids}; floors of their windows "
        "are not known",
        "{n} 幢建筑没有地上楼层：{ids}；其窗所在楼层不明",
        "IfcBuildingStorey",
    ),
    "BUILDING-USE-AMBIGUOUS": RemarkText(
        Severity.WARNING,
        "the use of {n} buildings can be read in several ways ({found}): {ids}; give "
        "it as the option  use",
        "{n} 幢建筑的用途有多种含义（{found}）：{ids}；请以 use 选项指定",
        "one use",
    ),
    "BUILDING-USE-DISAGREES": RemarkText(
        Severity.WARNING,
        "{n} buildings say another use than the option ({found}): {ids}; what the "
        "building says was taken",
        "{n} 幢建筑自身的用途与选项不同（{found}）：{ids}；以模型为准",
        "",
    ),
    "BUILDING-USE-BY-WORDS": RemarkText(
        Severity.NOTE,
        "the use of {n} buildings was read from their words ({found}): {ids}; the use "
        "by their lawful papers counts",
        "{n} 幢建筑的用途按模型文字判读（{found}）：{ids}；应以合法手续载明的用途为准",
        "",
    ),
    "ROOM-KIND-AMBIGUOUS": RemarkText(
        Severity.WARNING,
        "{n} rooms can be read in several ways ({found}) and count as unknown: {ids}; "
        "name their kinds in the option  rooms",
        "{n} 个房间的名称有多种含义（{found}），按未知处理：{ids}；"
        "请以 rooms 选项指定用途",
        "one kind a room",
    ),
    "ROOM-KIND-UNKNOWN": RemarkText(
        Severity.WARNING,
        "the names of {n} rooms do not say what they are ({found}): {ids}; name their "
        "kinds in the option  rooms",
        "{n} 个房间的名称看不出用途（{found}）：{ids}；请以 rooms 选项指定",
        "a name such as bedroom, 卧室, Schlafzimmer",
    ),
    "ROOM-IN-TWO-DWELLINGS": RemarkText(
        Severity.WARNING,
        "{n} rooms lie in two dwellings ({found}) and were put in neither: {ids}; "
        "settle it in the option  dwellings",
        "{n} 个房间同属两户（{found}），未归入任何一户：{ids}；请以 dwellings 选项指定",
        "one dwelling a room",
    ),
    "ROOM-WITHOUT-DWELLING": RemarkText(
        Severity.WARNING,
        "{n} rooms belong to no dwelling: {ids}; group them in an IfcZone, or give "
        "dwelling_pattern, dwellings or one_dwelling",
        "{n} 个房间未归户：{ids}；请用 IfcZone 分户，"
        "或填写 dwelling_pattern、dwellings、one_dwelling",
        "an IfcZone for each dwelling",
    ),
    "DWELLING-NAME-TWICE": RemarkText(
        Severity.WARNING,
        "{n} dwellings bear a name that another of their building has, and were "
        "numbered: {ids}",
        "{n} 户与同幢另一户重名，已加编号：{ids}",
        "unique names",
    ),
    "ZONE-TAKEN-AS-DWELLING": RemarkText(
        Severity.NOTE,
        "{n} zones hold bedrooms or living rooms and do not say what they are; they "
        "were taken for dwellings: {ids}. The option  zone_pattern  settles it",
        "{n} 个分区含卧室或起居室但未说明性质，按户处理：{ids}；"
        "可用 zone_pattern 选项指定",
        "ObjectType such as Dwelling",
    ),
    "ZONE-NOT-DWELLING": RemarkText(
        Severity.NOTE,
        "{n} zones are no dwellings and were passed over: {ids}",
        "{n} 个分区不是户，未采用：{ids}",
        "",
    ),
    "OPTION-FITS-NOTHING": RemarkText(
        Severity.WARNING,
        "{n} options fit nothing in the model: {ids}; look at their spelling",
        "{n} 个选项在模型中没有对应的对象：{ids}；请核对拼写",
        "",
    ),
}
"""Texts by code, worst matters first."""
