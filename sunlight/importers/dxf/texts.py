"""What findings of the DXF reader say (DXF 读取结果用语)."""

from typing import Final

from sunlight.findings import Severity
from sunlight.importers.reader_site import SITE_TEXTS
from sunlight.importers.remarks import RemarkText

__all__ = ["TEXTS"]

_WARNING: Final = Severity.WARNING
_NOTE: Final = Severity.NOTE

TEXTS: Final[dict[str, RemarkText]] = {
    "OBJECT-NOT-READ": RemarkText(
        _WARNING,
        "{n} objects of another program were not read: {ids}. Export as T3 (天正: "
        "图形导出 T3, or 另存为 T3; 众智 and others: explode to AutoCAD entities)",
        "{n} 个其他软件的自定义对象未读入：{ids}。请导出为 T3（天正：图形导出 T3 "
        "或另存为 T3；众智等：分解为 AutoCAD 基本图元）",
        "entities of AutoCAD itself",
    ),
    "SOLID-NOT-READ": RemarkText(
        _WARNING,
        "{n} solids of ACIS (curved 3DSOLIDs, those in blocks, REGIONs, surfaces) were "
        "not read and cast no shadow: {ids}. Convert them to meshes (MESHSMOOTH) or "
        "draw their outlines",
        "{n} 个 ACIS 实体（曲面体、块内实体、REGION、曲面）未读入，不产生遮挡：{ids}。"
        "请转为网格（MESHSMOOTH）或绘制轮廓",
        "meshes, 3DFACEs or outlines",
    ),
    "LAYERS-UNMAPPED": RemarkText(
        _WARNING,
        "{n} layers have closed outlines and no rule: {ids}. They were not taken for "
        "buildings; name them in a layer mapping if they are",
        "{n} 个图层有闭合轮廓但没有映射规则：{ids}，未作为建筑读入；如为建筑，"
        "请写入图层映射",
        "a rule for every layer with buildings",
    ),
    "LAYER-HIDDEN": RemarkText(
        _WARNING,
        "{n} things on layers that are off or frozen, or invisible, were not read: "
        "{ids}. Turn them on, or set hidden_layers",
        "{n} 个图元不可见，或所在图层已关闭、冻结，未读入：{ids}。请打开图层，"
        "或设 hidden_layers",
        "layers of buildings that are on",
    ),
    "REFERENCE-NOT-READ": RemarkText(
        _WARNING,
        "{n} external references are not part of the file and were not read: {ids}. "
        "Bind them (绑定) or read their files too",
        "{n} 个外部参照不在本文件内，未读入：{ids}。请绑定参照，或另行读入其文件",
        "no external references",
    ),
    "BLOCK-MISSING": RemarkText(
        _WARNING,
        "{n} blocks are referred to and not there: {ids}",
        "{n} 处引用的图块不存在：{ids}",
    ),
    "BLOCK-IN-ITSELF": RemarkText(
        _WARNING,
        "{n} blocks contain themselves; the inner ones were left out: {ids}",
        "{n} 个图块包含自身，内层未读入：{ids}",
    ),
    "ENTITY-UNREADABLE": RemarkText(
        _WARNING,
        "{n} entities cannot be read and were left out: {ids} ({found})",
        "{n} 个图元无法读取，未读入：{ids}（{found}）",
    ),
    "OUTLINE-NOT-LEVEL": RemarkText(
        _WARNING,
        "{n} outlines do not lie level ({found}) and were left out: {ids}. Draw "
        "footprints in the plane of the plan",
        "{n} 个轮廓不在水平面内（{found}），未读入：{ids}。请在平面图上绘制轮廓",
        "extrusion direction 0, 0, 1 and one level",
    ),
    "FOOTPRINT-REPAIRED": RemarkText(
        _WARNING,
        "{n} footprints cross or touch themselves and were repaired: {ids}. Look at "
        "their outlines",
        "{n} 个轮廓自相交或自接触，已修复：{ids}。请核对轮廓",
        "an outline that does not cross itself",
    ),
    "FOOTPRINT-WITHOUT-AREA": RemarkText(
        _WARNING,
        "{n} footprints enclose no area and were left out: {ids}",
        "{n} 个轮廓没有面积，未读入：{ids}",
        "an outline with an area",
    ),
    "OUTLINE-REPEATED": RemarkText(
        _NOTE,
        "{n} outlines are drawn twice and were read once: {ids}",
        "{n} 个轮廓重复绘制，只读一次：{ids}",
    ),
    "OUTLINE-AROUND-LINES": RemarkText(
        _WARNING,
        "{n} outlines are the outer boundary of lines that also divide them inside: "
        "{ids}. Look at their outlines",
        "{n} 个轮廓取自内部另有分隔线的散线外边界：{ids}。请核对轮廓",
        "closed outlines",
    ),
    "LINES-NOT-CLOSED": RemarkText(
        _WARNING,
        "{n} lines on layers of buildings close no outline and were left out: {ids}. "
        "Close them, or raise join_distance",
        "建筑图层上有 {n} 条线未围成闭合轮廓，未读入：{ids}。请闭合，"
        "或增大 join_distance",
        "closed outlines",
    ),
    "COURTYARD-OUTSIDE": RemarkText(
        _WARNING,
        "{n} courtyards lie in no outline: {ids}",
        "{n} 个天井不在任何轮廓内：{ids}",
    ),
    "THICKNESS-NEGATIVE": RemarkText(
        _NOTE,
        "{n} outlines are extruded downwards ({found}); their elevation is the top: "
        "{ids}",
        "{n} 个轮廓厚度为负（{found}），其标高按顶面计：{ids}",
    ),
    "HEIGHT-FROM-STOREYS": RemarkText(
        _WARNING,
        "{n} buildings give no height above zero; it was taken from their storeys and "
        "is marked as assumed: {ids}. 办法四 knows no such source",
        "{n} 幢建筑未给出大于零的高度，按层数推算并标为假定：{ids}。"
        "办法四所列资料来源中无此项",
        "a height in metres above 0",
    ),
    "HEIGHT-DEFAULT": RemarkText(
        _WARNING,
        "{n} buildings give neither height nor storeys; default_height ({found}) was "
        "taken and is marked as assumed: {ids}",
        "{n} 幢建筑既无高度也无层数，按 default_height（{found}）取值并标为假定：{ids}",
        "a height in metres above 0",
    ),
    "HEIGHT-MISSING": RemarkText(
        _WARNING,
        "{n} buildings give neither height nor storeys above zero and were left out, "
        "so they cast no shadow: {ids}. Give them a thickness or a text such as 18F "
        "or H=54.0 inside",
        "{n} 幢建筑既无高度也无层数，未读入，不产生遮挡：{ids}。"
        "请设置厚度，或在轮廓内标注 18F、H=54.0 等文字",
        "a height in metres above 0, or a number of storeys",
    ),
    "OUTLINE-INSIDE-ANOTHER": RemarkText(
        _WARNING,
        "{n} outlines without a height lie inside of another and were left out: {ids}. "
        "If they are courtyards draw them on a layer 天井, to be cut out",
        "{n} 个没有高度的轮廓位于另一轮廓之内，未读入：{ids}。如为天井，"
        "请绘于“天井”图层，以便挖空",
        "courtyards on a layer of their own",
    ),
    "HEIGHTS-CONTRADICT": RemarkText(
        _WARNING,
        "{n} buildings have figures that contradict each other ({found}): {ids}. The "
        "drawn one, else the largest, was taken",
        "{n} 幢建筑的高度或层数相互矛盾（{found}）：{ids}。以绘制的为准，否则取最大值",
        "one height a building",
    ),
    "STOREYS-AGAINST-HEIGHT": RemarkText(
        _WARNING,
        "{n} buildings have a height that does not go with their storeys ({found}): "
        "{ids}",
        "{n} 幢建筑的高度与层数不相称（{found}）：{ids}",
        "2.2 to 8 m a storey",
    ),
    "LABEL-OUTSIDE": RemarkText(
        _WARNING,
        "{n} texts with heights or storeys stand in no outline and were not used: "
        "{ids}",
        "{n} 处高度或层数文字不在任何轮廓内，未采用：{ids}",
        "texts inside of outlines",
    ),
    "LABEL-BETWEEN": RemarkText(
        _WARNING,
        "{n} texts run from one outline into another and were taken for that in which "
        "they begin: {ids}",
        "{n} 处文字跨两个轮廓，归入起始处的轮廓：{ids}",
    ),
    "PART-WITHOUT-BUILDING": RemarkText(
        _WARNING,
        "{n} parts touch no building and shade on their own: {ids}",
        "{n} 个部位不与任何建筑相接，单独计入遮挡：{ids}",
    ),
    "PART-WITHOUT-HEIGHT": RemarkText(
        _WARNING,
        "{n} parts have no thickness and no text with their height, and were left out: "
        "{ids}",
        "{n} 个部位没有厚度也没有高度文字，未读入：{ids}",
        "a thickness, or a text such as H=1.2",
    ),
    "PART-PUT-ON-ROOF": RemarkText(
        _NOTE,
        "{n} parts were drawn at the foot of their building and put on its roof: {ids}",
        "{n} 个部位绘于建筑底标高，已置于屋面：{ids}",
    ),
    "USE-FROM-LABEL": RemarkText(
        _NOTE,
        "{n} buildings have the use that their texts name: {ids}",
        "{n} 幢建筑的用途取自图中文字：{ids}",
    ),
    "WINDOW-OFF-OUTLINES": RemarkText(
        _WARNING,
        "{n} windows lie on no wall and were left out: {ids}. Draw them on the outline "
        "of their building, at most 0.05 m off",
        "{n} 个窗不在任何外墙上，未读入：{ids}。请绘制在建筑轮廓线上，"
        "偏差不超过 0.05 m",
        "windows on the outline",
    ),
    "WINDOW-UNREADABLE": RemarkText(
        _WARNING,
        "{n} windows have no width and were left out: {ids}",
        "{n} 个窗没有宽度，未读入：{ids}",
    ),
    "WINDOWS-ASSUMED": RemarkText(
        _WARNING,
        "{n} windows are drawn in plan only; their floors, floor levels or sills are "
        "assumed ({found}): {ids}",
        "{n} 个窗只有平面位置，其楼层、楼面标高或窗台高为假定（{found}）：{ids}",
        "attributes FLOOR, FLOOR_LEVEL and SILL",
    ),
    "WINDOW-LINES-MERGED": RemarkText(
        _NOTE,
        "{n} lines are further lines of a window that was read: {ids}",
        "{n} 条线为已读入窗的其余图线：{ids}",
    ),
    "UNIT-GUESSED": RemarkText(
        _WARNING,
        "the unit that the drawing names does not go with the size of its buildings, "
        "or it names none: {found}. Give the option unit",
        "图纸单位未注明或与建筑尺寸不符，已推定：{found}。请给出 unit",
        "$INSUNITS as drawn",
    ),
    "UNIT-IMPLAUSIBLE": RemarkText(
        _WARNING,
        "in no unit have the buildings a likely size: {found}. Look at the drawing, "
        "and give the option unit",
        "任何单位下建筑尺寸都不合常理：{found}。请核对图纸并给出 unit",
        "buildings of 3 to 300 m",
    ),
    "ENCODING-GUESSED": RemarkText(
        _WARNING,
        "the texts are not in the encoding that the drawing names: {found}. Give the "
        "option encoding if names are wrong",
        "文字编码与图纸所注不符，已推定：{found}。名称有误时请给出 encoding",
        "$DWGCODEPAGE as written",
    ),
    "TEXT-DAMAGED": RemarkText(
        _WARNING,
        "some characters cannot be read: {found}",
        "部分字符无法识别：{found}",
    ),
    "DRAWING-CUT-OFF": RemarkText(
        Severity.ERROR,
        "the drawing does not end with EOF, so it is cut off, and buildings may be "
        "missing that would cast shadows; its last words are: {found}. Copy or save it "
        "again",
        "图纸末尾没有 EOF，文件不完整，可能缺少遮挡建筑；末尾为：{found}。"
        "请重新复制或另存",
        "EOF in the last line",
    ),
    "DRAWING-MENDED": RemarkText(
        _NOTE,
        "the drawing is damaged or not as the format wants, and was mended: {found}",
        "图纸有损坏或不合格式之处，已修复：{found}",
    ),
    "AXES-GUESSED": RemarkText(
        _WARNING,
        "the coordinates are those of surveyors, x north and y east: {found}. Give "
        'axes = "xy" if not',
        '坐标为测量坐标（X 北、Y 东）：{found}；如非如此，请给出 axes = "xy"',
    ),
    "ZONE-PREFIX": RemarkText(
        _NOTE,
        "the eastings begin with the number of their zone; the system is taken for "
        "CGCS2000: {found}",
        "横坐标带有带号，按 CGCS2000 处理：{found}",
    ),
    "SYSTEM-NOT-NAMED": RemarkText(
        _WARNING,
        "the coordinates look like a Gauss-Krüger grid ({found}) whose central "
        "meridian nobody names. Give crs or central_meridian, for the place and for "
        "true north",
        "坐标似为高斯-克吕格投影（{found}），但未注明中央子午线。请给出 crs 或 "
        "central_meridian，以确定位置与真北",
        "crs or central_meridian",
    ),
    "NORTH-FROM-ARROW": RemarkText(
        _WARNING,
        "true north is taken from the north arrow: {found} clockwise from +y. Give "
        "true_north_angle or crs if you know better",
        "真北取自指北针：自 +y 顺时针 {found}。如另有依据，"
        "请给出 true_north_angle 或 crs",
    ),
    "NORTH-ARROW-DIFFERS": RemarkText(
        _WARNING,
        "the north arrow and the coordinate system disagree ({found}); the system was "
        "followed",
        "指北针与坐标系不一致（{found}），以坐标系为准",
    ),
    "NORTH-ARROWS-DIFFER": RemarkText(
        _WARNING,
        "the drawing has north arrows of several directions ({found}); none was "
        "followed. Give true_north_angle",
        "图中指北针方向不一（{found}），均未采用。请给出 true_north_angle",
    ),
    "LEVEL-ZERO-AMONG-OTHERS": RemarkText(
        _WARNING,
        "{n} buildings are drawn at level 0, others higher or lower: {ids}. Their "
        "elevation seems to be missing; draw it, or give outdoor_ground",
        "{n} 幢建筑绘于标高 0，其余不在：{ids}。似缺标高，请补绘或给出 outdoor_ground",
        "outlines at the level of their ground",
    ),
    "GROUND-ASSUMED-FLAT": RemarkText(
        _NOTE,
        "the file has no ground elevations: ±0.00 and outdoor ground are taken as 0 "
        "everywhere, and heights as heights above it",
        "文件没有地面高程：±0.00 与室外地坪一律取 0，高度自此起算",
    ),
    "LAYERS-IGNORED": RemarkText(
        _NOTE,
        "{n} layers with closed outlines are no buildings by the layer mapping: {ids}",
        "按图层映射，{n} 个有闭合轮廓的图层不是建筑：{ids}",
    ),
    "KIND-NOT-USED": RemarkText(
        _NOTE,
        "{n} things on layers of buildings are no outlines and were not used: {ids}",
        "建筑图层上有 {n} 个图元不是轮廓，未采用：{ids}",
    ),
    "PAPER-SPACE-NOT-READ": RemarkText(
        _NOTE,
        "what is drawn in paper space was not read: {found}",
        "图纸空间中的内容未读入：{found}",
    ),
    **SITE_TEXTS,
}
"""Texts by code, worst first."""
