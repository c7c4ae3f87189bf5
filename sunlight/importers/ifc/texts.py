"""Findings of the IFC reader on shapes, windows and levels (IFC 检查用语)."""

from typing import Final

from sunlight.findings import Severity
from sunlight.importers.ifc.semantics_texts import SEMANTICS_TEXTS
from sunlight.importers.reader_site import SITE_TEXTS
from sunlight.importers.remarks import RemarkText

__all__ = ["GEOMETRY_TEXTS", "IFC_TEXTS"]

GEOMETRY_TEXTS: Final[dict[str, RemarkText]] = {
    "REFERENCES-DANGLING": RemarkText(
        Severity.WARNING,
        "{found} references lead to entities that the file does not have; what needs "
        "them may be missing. Export the model again",
        "文件中 {found} 处引用指向不存在的实体，相关内容可能缺失；请重新导出",
        "every entity that is referred to",
    ),
    "GEOMETRY-CRASHED": RemarkText(
        Severity.ERROR,
        "{n} elements crash the geometry kernel and are left out, so they do not "
        "shade: {ids}; repair them in the model",
        "{n} 个构件使几何内核崩溃，已略去、不参与遮挡：{ids}；请在模型中修复",
        "shapes that can be built",
    ),
    "GEOMETRY-FAILED": RemarkText(
        Severity.WARNING,
        "no triangles could be made of {n} elements, so they do not shade: {ids}; "
        "repair their shapes",
        "{n} 个构件无法生成几何，不参与遮挡：{ids}；请修复其几何",
        "shapes that can be built",
    ),
    "WINDOW-WITHOUT-PLACE": RemarkText(
        Severity.ERROR,
        "{n} windows have no opening, no shape, no parts and no size, so nobody knows "
        "where they are; they are left out: {ids}",
        "{n} 个窗没有洞口、几何、组成部分或尺寸，无法定位，已略去：{ids}",
        "an opening, a shape, or a placement with OverallWidth and OverallHeight",
    ),
    "WINDOW-SIDE-UNKNOWN": RemarkText(
        Severity.ERROR,
        "which side of {n} windows is outdoors cannot be told from the shapes: {ids}. "
        "They are kept without a sill height, so that nothing is judged by them; model "
        "the rooms (IfcSpace) or close the building",
        "{n} 个窗无法由几何判定室外一侧：{ids}；保留但不赋窗台高度，不据其判定；"
        "请建立房间（IfcSpace）或补全围护",
        "rooms on one side, free air on the other",
    ),
    "WINDOW-WITHOUT-HOST": RemarkText(
        Severity.WARNING,
        "{n} windows fill no opening of a wall, or of one without a shape; they are "
        "put on the nearest outer face or, without one, where they are drawn: {ids}",
        "{n} 个窗未填充墙体洞口，或墙体无几何：{ids}；按最近外墙面定位，"
        "没有外墙面时按原位",
        "IfcRelFillsElement and IfcRelVoidsElement",
    ),
    "OPENING-NOT-CUT": RemarkText(
        Severity.WARNING,
        "the openings of {n} windows do not go through their wall: {ids}. They are "
        "taken for windows all the same; cut the opening through",
        "{n} 个窗的洞口未切穿墙体：{ids}；仍按窗处理，请修正洞口",
        "an opening deeper than the wall",
    ),
    "WINDOW-BUILDING-UNKNOWN": RemarkText(
        Severity.ERROR,
        "{n} windows belong to no building and are left out: {ids}; put them into a "
        "storey of a building",
        "{n} 个窗不属于任何建筑，已略去：{ids}；请归入某建筑的楼层",
        "a place in the spatial structure",
    ),
    "WINDOW-STOREY-UNKNOWN": RemarkText(
        Severity.WARNING,
        "{n} windows belong to no storey; they are counted to the highest floor below "
        "their sill: {ids}",
        "{n} 个窗未归入楼层，按窗台下方最高的楼层计：{ids}",
        "a storey",
    ),
    "WINDOW-WITHOUT-ROOM": RemarkText(
        Severity.WARNING,
        "no room lies behind {n} windows: {ids}; model rooms (IfcSpace)",
        "{n} 个窗后没有房间：{ids}；请建立房间（IfcSpace）",
        "a space boundary, or a space behind the window",
    ),
    "ROOF-LIGHT": RemarkText(
        Severity.NOTE,
        "{n} roof lights are not windows with a sill in a wall and are not measured: "
        "{ids}",
        "{n} 个天窗不是墙面窗，不参与满窗计算：{ids}",
    ),
    "INTERNAL-WINDOW": RemarkText(
        Severity.NOTE,
        "{n} windows have indoors on both sides and are not measured: {ids}",
        "{n} 个窗两侧均为室内，不参与计算：{ids}",
    ),
    "WINDOW-NOT-RECTANGULAR": RemarkText(
        Severity.NOTE,
        "{n} windows are round or otherwise not rectangular: {ids}; their lowest point "
        "counts as sill, their greatest width as width",
        "{n} 个窗为圆形或其他非矩形：{ids}；以最低点为窗台，以最大宽度为窗宽",
    ),
    "WINDOW-STANDS-OUT": RemarkText(
        Severity.NOTE,
        "{n} windows stand out from the wall by {found} or so and are taken for bay "
        "windows: {ids}",
        "{n} 个窗凸出墙面约 {found}，按凸窗处理：{ids}",
    ),
    "WINDOW-BEHIND-CLADDING": RemarkText(
        Severity.NOTE,
        "{n} windows sit in a wall with cladding of its own before it ({found} in the "
        "first) and are put on its outer face: {ids}",
        "{n} 个窗所在墙体外另有饰面层（首例 {found}），取饰面外皮：{ids}",
    ),
    "CURTAIN-WALL-WITHOUT-WINDOWS": RemarkText(
        Severity.WARNING,
        "{n} curtain walls have no windows of their own: {ids}; their glass is not "
        "measured. Model windows where rooms need sunlight",
        "{n} 片幕墙内没有窗：{ids}；其玻璃不参与计算，需计算处请建窗",
        "IfcWindow",
    ),
    "GLAZED-DOORS-LEFT-OUT": RemarkText(
        Severity.NOTE,
        "{n} doors lead outdoors: {ids}; they count as doors. Name glazed ones in the "
        "option  glazed_doors  to have them measured as windows",
        "{n} 扇门通向室外：{ids}；按门处理。玻璃门需按窗计算时请在 glazed_doors 中指明",
    ),
    "ELEMENT-WITHOUT-BUILDING": RemarkText(
        Severity.WARNING,
        "{n} elements belong to no building; they shade as parts of the site: {ids}",
        "{n} 个构件不属于任何建筑，作为场地构筑物参与遮挡：{ids}",
        "a place in the spatial structure",
    ),
    "BUILDING-WITHOUT-SHAPE": RemarkText(
        Severity.WARNING,
        "{n} buildings have no element with a shape and are left out: {ids}",
        "{n} 栋建筑没有任何有几何的构件，已略去：{ids}",
    ),
    "OUTLINE-UNSURE": RemarkText(
        Severity.WARNING,
        "the outer walls of {n} buildings leave no closed outline: {ids}; floors and "
        "roofs are taken for it, so eaves and balconies are not told apart",
        "{n} 栋建筑外墙不能围成闭合轮廓：{ids}；以楼板和屋面代之，不区分檐口和阳台",
        "walls that meet",
    ),
    "ELEVATION-UNKNOWN": RemarkText(
        Severity.WARNING,
        "nobody says how high z = 0 of the file is; it is taken for 0 m. Give "
        "zero_level if other files have to fit",
        "未说明模型 z = 0 的绝对标高，暂取 0 m；需与其他文件拼合时请给出 zero_level",
        "RefElevation, OrthogonalHeight or zero_level",
    ),
    "OUTDOOR-GROUND-ASSUMED": RemarkText(
        Severity.WARNING,
        "nobody says how high the outdoor ground is; it is taken for ±0.00 of {n} "
        "buildings: {ids}. Give outdoor_ground",
        "未给出室外地坪标高，{n} 栋建筑暂按 ±0.00 计：{ids}；请给出 outdoor_ground",
        "ElevationOfTerrain, terrain of the IfcSite, or outdoor_ground",
    ),
    "ZERO-LEVEL-DISAGREES": RemarkText(
        Severity.WARNING,
        "the model gives two elevations of ±0.00 of {n} buildings ({found}): {ids}; "
        "that of the site was taken. Correct one, or give zero_level",
        "{n} 栋建筑的 ±0.00 绝对标高前后不一（{found}）：{ids}；以场地标高为准，"
        "请改正其一或给出 zero_level",
        "one elevation",
    ),
    "OUTDOOR-GROUND-TAKEN-AS-RELATIVE": RemarkText(
        Severity.WARNING,
        "the terrain of {n} buildings lies far from ±0.00 unless it is meant relative "
        "to it ({found}), and was taken so: {ids}. Give outdoor_ground",
        "{n} 栋建筑的地形标高（{found}）与 ±0.00 相差悬殊，按相对标高理解：{ids}；"
        "请给出 outdoor_ground",
        "absolute elevations",
    ),
    "OUTDOOR-GROUND-FROM-TERRAIN": RemarkText(
        Severity.NOTE,
        "the outdoor ground of {n} buildings is the mean of the terrain round them "
        "({found}): {ids}",
        "{n} 栋建筑的室外地坪取周边地形平均标高（{found}）：{ids}",
    ),
    "TERRAIN-NOT-SHADING": RemarkText(
        Severity.NOTE,
        "{n} terrain meshes give the ground and are no obstructions",
        "{n} 个地形网格仅用于确定地面，不作为遮挡物",
    ),
    "ELEMENTS-LEFT-OUT": RemarkText(
        Severity.NOTE,
        "furniture, installations and the like do not shade: {ids}",
        "家具、设备等构件不参与遮挡：{ids}",
    ),
    "TREE-NOT-SHADING": RemarkText(
        Severity.NOTE,
        "{n} trees, poles or other things that never count as obstructions are kept "
        "and marked: {ids}",
        "{n} 个树木、杆件等不计入遮挡的物体已保留并标记：{ids}",
    ),
}
"""Texts on shapes, windows and levels, by code."""

IFC_TEXTS: Final[dict[str, RemarkText]] = GEOMETRY_TEXTS | SEMANTICS_TEXTS | SITE_TEXTS
"""All texts of the reader."""
