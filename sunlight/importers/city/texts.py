"""What readers of city models remark on (城市模型检查用语)."""

from typing import Final

from sunlight.findings import Severity
from sunlight.importers.reader_site import SITE_TEXTS
from sunlight.importers.remarks import RemarkText

__all__ = ["CITY_TEXTS"]

_W, _N = Severity.WARNING, Severity.NOTE

CITY_TEXTS: Final[dict[str, RemarkText]] = {
    **SITE_TEXTS,
    "BUILDING-WITHOUT-GEOMETRY": RemarkText(
        _W,
        "{n} buildings have no surface and were left out, so they cast no shadow: "
        "{ids}. Export them with a solid, or with an outline and measuredHeight",
        "{n} 幢建筑没有面几何，未读入，不产生遮挡：{ids}。请导出实体，或轮廓加 "
        "measuredHeight",
        "a solid or surfaces",
    ),
    "GEOMETRY-UNREADABLE": RemarkText(
        _W,
        "{n} geometries are not written as the format wants and were left out: {ids} "
        "({found})",
        "{n} 个几何不合格式，未读入：{ids}（{found}）",
        "boundaries as the format has them",
    ),
    "GEOMETRY-LEFT-OUT": RemarkText(
        _N,
        "{n} geometries were not used: {ids} ({found})",
        "{n} 个几何未采用：{ids}（{found}）",
    ),
    "REFERENCE-UNRESOLVED": RemarkText(
        _W,
        "{n} references lead to nothing in the file, or out of it, and were not "
        "followed: {ids} ({found})",
        "{n} 处引用在文件内找不到，或指向文件之外，未读取：{ids}（{found}）",
        "#id of this file",
    ),
    "OPEN-SOLID": RemarkText(
        _W,
        "{n} solids are not closed; their faces shade from both sides: {ids} ({found})",
        "{n} 个实体不闭合，其面按双面遮挡计算：{ids}（{found}）",
        "every edge between two faces",
    ),
    "NON-MANIFOLD-SOLID": RemarkText(
        _W,
        "{n} solids have edges of more than two faces; the faces there shade from both "
        "sides: {ids} ({found})",
        "{n} 个实体有三个以上的面共边（非流形），相关面按双面遮挡计算：{ids}"
        "（{found}）",
        "every edge between two faces",
    ),
    "INVERTED-SOLID": RemarkText(
        _W,
        "{n} solids had all faces turned inward and were turned: {ids}",
        "{n} 个实体的面全部朝内，已翻转：{ids}",
        "faces that look outward",
    ),
    "FACES-TURNED": RemarkText(
        _W,
        "{n} solids had some faces turned the wrong way, which were turned: {ids} "
        "({found})",
        "{n} 个实体有部分面朝向相反，已翻转：{ids}（{found}）",
        "faces that look outward",
    ),
    "FACE-NOT-PLANAR": RemarkText(
        _N,
        "{n} solids have faces that are not flat and were cut to triangles as they "
        "stand: {ids} ({found})",
        "{n} 个实体有不共面的面，按三角形剖分计算：{ids}（{found}）",
        "corners within 0.01 m of a plane",
    ),
    "FACE-SELF-CROSSING": RemarkText(
        _W,
        "{n} solids have faces whose outline crosses itself; the outlines were "
        "repaired: {ids} ({found})",
        "{n} 个实体有自相交的面，已修复：{ids}（{found}）",
        "outlines that do not cross",
    ),
    "FACE-DEGENERATE": RemarkText(
        _N,
        "{n} solids have faces without area, which were left out: {ids} ({found})",
        "{n} 个实体有面积为零的面，已略去：{ids}（{found}）",
    ),
    "PART-OVERLAP": RemarkText(
        _N,
        "{n} buildings have parts that stand in each other; their shadow is the same: "
        "{ids} ({found})",
        "{n} 幢建筑的部位相互重叠，不影响遮挡：{ids}（{found}）",
    ),
    "FOOTPRINT-IN-PIECES": RemarkText(
        _N,
        "{n} bodies have a footprint in several pieces; the largest is kept for "
        "façades and scope, the whole body shades: {ids}",
        "{n} 个体量的轮廓分为几块，立面和范围只取最大一块，遮挡按全部计算：{ids}",
    ),
    "FOOTPRINT-FROM-PLAN": RemarkText(
        _N,
        "{n} bodies have no ground surface; their footprint is that of their lowest "
        "level faces or of all their faces: {ids}",
        "{n} 个体量没有底面，轮廓取最低水平面或全部面的投影：{ids}",
    ),
    "FOOTPRINT-EXTRUDED": RemarkText(
        _W,
        "{n} buildings have an outline only, which was lifted by their measuredHeight "
        "or storeys: {ids} ({found})",
        "{n} 幢建筑只有轮廓，按 measuredHeight 或层数拉伸：{ids}（{found}）",
    ),
    "HEIGHT-FROM-STOREYS": RemarkText(
        _W,
        "the height of {n} buildings was taken from their storeys; what rests on it is "
        "not judged: {ids} ({found})",
        "{n} 幢建筑的高度由层数推算，与之有关的不作判定：{ids}（{found}）",
        "a surveyed height",
    ),
    "MEASURED-HEIGHT-DIFFERS": RemarkText(
        _N,
        "measuredHeight of {n} buildings differs from their geometry by more than 1 m "
        "and a tenth; the geometry is used: {ids} ({found})",
        "{n} 幢建筑的 measuredHeight 与几何相差超过 1 m 且超过一成，按几何计算：{ids}"
        "（{found}）",
    ),
    "ZERO-LEVEL-FROM-GROUND": RemarkText(
        _W,
        "±0.00 and outdoor ground of {n} buildings were taken from {found}; city "
        "models do not know ±0.00, which decides about the sill: give zero_level",
        "{n} 幢建筑的 ±0.00 和室外地坪取自{found}；城市模型没有 ±0.00，而窗台高度由它"
        "决定，请给出 zero_level",
        "zero_level and outdoor_ground",
    ),
    "LOD-CHOSEN": RemarkText(
        _N, "levels of detail used: {found}", "采用的细节层次：{found}"
    ),
    "LOD-OTHER": RemarkText(
        _W,
        "{n} objects do not have the level of detail asked for; another was used: "
        "{ids} ({found})",
        "{n} 个对象没有所要求的细节层次，采用了别的层次：{ids}（{found}）",
    ),
    "PART-WITHOUT-PARENT": RemarkText(
        _W,
        "{n} building parts name no building of the file; each was taken for a "
        "building of its own: {ids}",
        "{n} 个 BuildingPart 所属建筑不在文件中，各按一幢建筑读入：{ids}",
    ),
    "INSTALLATION-AS-FIN": RemarkText(
        _N,
        "{n} building installations shade as fins of their buildings, or as what their "
        "function says: {ids}",
        "{n} 个建筑附属物按翼墙（或其 function 所示部位）参与遮挡：{ids}",
    ),
    "SURFACES-BESIDE-SOLID": RemarkText(
        _N,
        "{n} objects have boundary surfaces that are no part of their solid; they "
        "shade as eaves: {ids} ({found})",
        "{n} 个对象有不属于实体的边界面，按挑檐参与遮挡：{ids}（{found}）",
    ),
    "SEMANTICS-UNREADABLE": RemarkText(
        _N,
        "{n} geometries have semantics that are not written as the format wants: "
        "{ids} ({found})",
        "{n} 个几何的语义不合格式：{ids}（{found}）",
        "an object with surfaces and values",
    ),
    "WINDOW-STOREY-ASSUMED": RemarkText(
        _N,
        "the storeys of {n} windows were counted by {found}",
        "{n} 扇窗的楼层按{found}推算",
    ),
    "WINDOW-WALL-UNKNOWN": RemarkText(
        _N,
        "no wall was found around {n} windows; they are measured in their own plane: "
        "{ids}",
        "{n} 扇窗周围找不到墙面，按窗面自身位置计算：{ids}",
    ),
    "SILL-SET-CLEAR": RemarkText(
        _N,
        "the sills of {n} windows were set 1 mm clear of faces that lie on them only "
        "nearly: {ids}",
        "{n} 扇窗的窗台与相邻面几乎重合，已移开 1 mm：{ids}",
    ),
    "WINDOW-TURNED-OUTWARD": RemarkText(
        _W,
        "{n} windows looked into their building and were turned: {ids}",
        "{n} 扇窗朝向室内，已翻转：{ids}",
    ),
    "ROOF-LIGHT": RemarkText(
        _W,
        "{n} windows lie in a roof slope and were left out: they have no sill to be "
        "measured on: {ids}",
        "{n} 扇窗位于屋面坡面（天窗），没有窗台可计算，未读入：{ids}",
    ),
    "WINDOW-WITHOUT-PLACE": RemarkText(
        _W,
        "{n} windows have no surface to be placed by and were left out: {ids}",
        "{n} 扇窗没有可定位的面，未读入：{ids}",
    ),
    "DOOR-LEFT-OUT": RemarkText(
        _N,
        "{n} doors were read as walls, not as windows; glass doors are drawn as "
        "windows: {ids}",
        "{n} 樘门不作为窗读入；玻璃门请按窗绘制：{ids}",
    ),
    "USE-FROM-CODE": RemarkText(
        _N,
        "the use of {n} buildings was taken from function, usage or class: {ids} "
        "({found})",
        "{n} 幢建筑的用途取自 function、usage 或 class：{ids}（{found}）",
    ),
    "SITE-OBJECT-SHADES": RemarkText(
        _N,
        "{n} other city objects shade as parts of the site: {ids} ({found})",
        "{n} 个其他城市对象作为场地构筑物参与遮挡：{ids}（{found}）",
    ),
    "OTHER-OBJECTS-NOT-READ": RemarkText(
        _N,
        "{n} city objects are no buildings and cast no shadow: {found}. Name those "
        "that do in site_types",
        "{n} 个城市对象不是建筑，不产生遮挡：{found}。会遮挡的请列入 site_types",
    ),
    "CRS-UNKNOWN": RemarkText(
        _W,
        "the reference system {found} is not known; coordinates are taken for metres, "
        "+y for true north. Give crs, such as EPSG:4549",
        "坐标系 {found} 无法识别，坐标按米、+y 按真北计算；请给出 crs，如 EPSG:4549",
        "an EPSG code",
    ),
    "CRS-MISSING": RemarkText(
        _W,
        "the file names no reference system; coordinates are taken for metres, +y for "
        "north. Give crs, such as EPSG:4549",
        "文件未给出坐标系，坐标按米、+y 按北计算；请给出 crs，如 EPSG:4549",
        "an EPSG code",
    ),
    "CRS-OLD-MEMBER": RemarkText(
        _N,
        "the reference system was read from a member of an old edition: {found}",
        "坐标系取自旧版字段：{found}",
    ),
    "CRS-SEVERAL": RemarkText(
        _W,
        "the file names several reference systems; the first was taken for all: "
        "{found}",
        "文件给出了几个坐标系，全部按第一个计算：{found}",
        "one reference system",
    ),
    "AXES-SWAPPED": RemarkText(
        _W,
        "north stands before east: coordinates were swapped, since {found}",
        "坐标的北在东之前，已对调：{found}",
        "east, north",
    ),
    "COORDINATES-OUTSIDE-CRS": RemarkText(
        _W,
        "the coordinates lie outside the area of their reference system: {found}. Is "
        "it the right one? Check latitude and longitude",
        "坐标超出其坐标系的适用范围：{found}。请核对坐标系和经纬度",
    ),
    "GRID-NORTH-TURNED": RemarkText(
        _N,
        "coordinates were turned from grid north to true north: {found}",
        "坐标已由坐标北转到真北：{found}",
    ),
    "CONVERGENCE-RESIDUAL": RemarkText(
        _N,
        "towards the edge of the data true north turns by up to {found}",
        "数据边缘处真北方向最多偏转 {found}",
    ),
    "VERSION-UNKNOWN": RemarkText(
        _W,
        "the file is {found}; versions 1.0, 1.1 and 2.0 are known, and it was read as "
        "one of them",
        "文件为 {found}，已知版本为 1.0、1.1、2.0，按这些版本读取",
        "CityJSON 1.0, 1.1 or 2.0",
    ),
}
"""Texts by code, worst first."""
