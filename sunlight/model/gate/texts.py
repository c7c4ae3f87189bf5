"""What the findings of the model gate say, in English and Chinese (门禁检查用语)."""

from collections.abc import Iterable
from typing import Final

from sunlight.findings import Finding, Severity
from sunlight.model.check_texts import CHECK_TEXTS
from sunlight.model.concerned import CheckText, Concerned, findings_about

__all__ = ["GATE_TEXTS", "SHARED_CODES", "gate_findings_about"]

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

SHARED_CODES: Final = ("WINDOW-OFF-WALL", "WINDOW-FACING-INWARD")
"""Codes of the model check that the gate uses too, for windows in meshes."""

GATE_TEXTS: Final[dict[str, CheckText]] = {
    "NO-BUILDINGS": (
        ERROR,
        "the project has no buildings, so that nothing casts a shadow and nothing can "
        "be judged; check layers, classes and options of the reader",
        "项目没有建筑，既无遮挡也无从判定；请核对图层、类别与读取选项",
        "at least one building",
    ),
    "BUILDING-ID-DUPLICATE": (
        ERROR,
        "{n} building numbers are used more than once: {ids}. Give each its own, or "
        "the files different prefixes",
        "{n} 个建筑编号重复：{ids}。请逐幢编号，或为各文件设置不同的 prefix",
        "unique building numbers",
    ),
    "WINDOW-ID-DUPLICATE": (
        ERROR,
        "{n} windows have a number that another has too: {ids}. Give each its own",
        "{n} 樘窗编号与其他窗重复：{ids}。请逐樘编号",
        "unique window numbers",
    ),
    "UNIT-TOO-SMALL": (
        ERROR,
        "no building is higher than 1 m ({found}): {ids}. Heights seem to be divided "
        "by 1000 or in kilometres; give the unit of the file, or heights in metres",
        "没有一幢建筑高于 1 m（{found}）：{ids}。高度疑似多除了 1000 或以千米计；"
        "请注明文件单位，或以米给出高度",
        "heights in metres",
    ),
    "UNIT-SCALE": (
        WARNING,
        "storeys are {found} on average, which no storey is: {ids}. Give the unit of "
        "the file, or check storeys and heights",
        "平均层高为 {found}，不可能：{ids}。请注明文件单位，或核对层数与高度",
        "storeys of 2.2 to 6 m",
    ),
    "UNIT-FEET": (
        WARNING,
        "storeys are {found} on average, as if feet were taken for metres: {ids}. "
        "Give the unit of the file; halls as high as this may stay",
        "平均层高为 {found}，疑似以英尺作米：{ids}。请注明文件单位；"
        "确为大空间建筑时不必改",
        "storeys of 2.2 to 6 m",
    ),
    "BUILDING-LOW": (
        WARNING,
        "{n} buildings are lower than 1.8 m from foot to top: {ids} ({found} in the "
        "first). Check top and base, or mark them as parts of the site",
        "{n} 幢建筑自底至顶不足 1.8 m：{ids}（首幢 {found}）。"
        "请核对顶、底标高，或改为场地构筑物",
        "at least 1.8 m",
    ),
    "BUILDING-FLOATING": (
        WARNING,
        "{n} buildings start more than 8 m above their outdoor ground with nothing "
        "under them: {ids} ({found} in the first). Check base, outdoor_ground and "
        "their datum",
        "{n} 幢建筑底面高出室外地坪 8 m 以上且下方无建筑：{ids}（首幢 {found}）。"
        "请核对底标高、outdoor_ground 及其高程基准",
        "a body that starts at the ground or on another",
    ),
    "BUILDING-BELOW-GROUND": (
        WARNING,
        "{n} buildings end below their outdoor ground and cast no shadow on it: {ids} "
        "({found} in the first). Check top, outdoor_ground and their datum; leave "
        "basements out",
        "{n} 幢建筑顶面低于室外地坪，对地面不产生遮挡：{ids}（首幢 {found}）。"
        "请核对顶标高、outdoor_ground 及其高程基准；地下室不必建模",
        "a top above the outdoor ground",
    ),
    "LEVELS-AT-NOUGHT": (
        WARNING,
        "±0.00 of all {n} buildings of one file is 0.000 m, while other files have "
        "{found}: {ids}. Give zero_level of that file in the one height datum",
        "某文件全部 {n} 幢建筑的 ±0.00 均为 0.000 m，其他文件为 {found}：{ids}。"
        "请按同一高程基准给出该文件的 zero_level",
        "all files in one height datum",
    ),
    "NORTH-IS-GRID": (
        WARNING,
        "coordinates are in {found}, and the drawing was not turned from grid north to "
        "true north by as much. Give grid north with its convergence, or the angle",
        "坐标为 {found}，图纸未按此由坐标北旋转到真北。请给出坐标北及其收敛角，"
        "或真北角",
        "within 0.1° of true north",
    ),
    "MESH-OPEN": (
        WARNING,
        "{n} meshes are not closed: {ids} ({found} in the first). The sun may come "
        "through the gap; close them, or export solids",
        "{n} 个网格未封闭：{ids}（首个 {found}）。阳光可能从缺口穿过；"
        "请补面，或导出实体",
        "no edge with one face only",
    ),
    "MESH-INVERTED": (
        WARNING,
        "{n} meshes are inside out: {ids} ({found} in the first). They were taken the "
        "other way round; turn their faces outward",
        "{n} 个网格内外翻转：{ids}（首个体积 {found}）。计算时已按翻正处理；"
        "请将各面法线改为朝外",
        "faces counter-clockwise from outside",
    ),
    "MESH-SELF-INTERSECTING": (
        WARNING,
        "{n} meshes cut through themselves: {ids} ({found} in the first). Check the "
        "outline they were raised from; split or unite them",
        "{n} 个网格自相交：{ids}（首个 {found}）。请核对其轮廓，拆分或求并后重新导出",
        "faces that meet along edges only",
    ),
    "MESH-TOO-LARGE-TO-CHECK": (
        NOTE,
        "{n} meshes are too large to look for faces that cut through each other: "
        "{ids}. Split them by element",
        "{n} 个网格过大，未检查自相交：{ids}。请按构件拆分",
        "",
    ),
    "MESH-WITHOUT-BOTTOM": (
        NOTE,
        "{n} meshes have no bottom: {ids}. No sun comes from below; nothing to mend "
        "unless they float",
        "{n} 个网格没有底面：{ids}。不影响遮挡，悬空的除外",
        "",
    ),
    "MESH-NON-MANIFOLD": (
        NOTE,
        "{n} meshes have edges that more than two faces share: {ids} ({found} in the "
        "first). Their faces shade from both sides; unite touching solids",
        "{n} 个网格有三个以上面共用的边：{ids}（首个 {found}）。其面按双面遮挡计算；"
        "请合并相接的实体",
        "two faces an edge",
    ),
    "MESH-WINDING-MIXED": (
        NOTE,
        "{n} meshes have neighbouring faces that look to opposite sides: {ids} "
        "({found} in the first). They shade from both sides; unify their normals",
        "{n} 个网格相邻面朝向不一致：{ids}（首个 {found}）。其面按双面遮挡计算；"
        "请统一法线",
        "neighbours that look to one side",
    ),
    "MESH-FACES-WITHOUT-AREA": (
        NOTE,
        "{n} meshes have faces without area, which shade nothing: {ids} ({found} in "
        "the first). Weld their corners",
        "{n} 个网格有无面积的面，不产生遮挡：{ids}（首个 {found}）。请合并重合顶点",
        "faces with an area",
    ),
    "PART-DUPLICATE": (
        NOTE,
        "{n} parts stand twice in their building: {ids}. They shade as one; delete "
        "the copies",
        "{n} 个部位在本幢内重复：{ids}。遮挡按一个计；请删去重复者",
        "each part once",
    ),
    "PARAPET-MISSING": (
        NOTE,
        "{n} new buildings have a flat roof without a parapet: {ids}. If their top is "
        "that of the roof, add a parapet; it shades too",
        "{n} 幢新建建筑为平屋顶且无女儿墙：{ids}。若顶标高只到屋面，请补女儿墙，"
        "女儿墙同样产生遮挡",
        "parts of kind parapet, or a top that includes it",
    ),
    "WINDOW-WITHOUT-WALL": (
        ERROR,
        "{n} windows have no wall of their building within 0.6 m that looks their "
        "way: {ids}. Check their building, place and direction, or export the wall",
        "{n} 樘窗 0.6 m 内没有本幢同向墙面：{ids}。请核对所属建筑、位置与朝向，"
        "或补充导出墙体",
        "a wall within 0.05 m",
    ),
    "OPENING-NOT-CUT": (
        WARNING,
        "{n} windows stand on a wall that is not cut through behind them: {ids} "
        "({found} m of wall in the first). They are measured on its outer face; make "
        "the opening as deep as the wall",
        "{n} 樘窗所在墙体未开透：{ids}（首樘处余 {found} m）。按墙外表面计算；"
        "请将洞口深度改为贯通墙厚",
        "an opening through the whole wall",
    ),
    "WINDOW-COVERED": (
        ERROR,
        "{n} windows have their own building straight in front of them: {ids} "
        "({found} m away in the first), such as an opening that is not cut through. "
        "Check their place, or what is drawn before them",
        "{n} 樘窗正前方被本幢自身遮住：{ids}（首樘相距 {found} m），如洞口未开透。"
        "请核对窗的位置或窗前构件",
        "nothing of the own building within 0.5 m",
    ),
    "ASSUMED-WINDOWS-ASTRAY": (
        NOTE,
        "{n} windows laid by rule lie off the walls of their mesh, or behind another "
        "part of their own building: {ids}. Draw the real windows where they matter",
        "{n} 樘按规则布置的窗不在网格墙面上，或被本幢其他部分遮住：{ids}。"
        "需要结论处请绘制实际的窗",
        "",
    ),
    "WINDOW-ABOVE-WALL": (
        ERROR,
        "{n} windows have their sill at or above the top of the wall they lie on: "
        "{ids} ({found} m above in the first). Check floor levels and the tops of "
        "parts",
        "{n} 樘窗窗台不低于所在墙体顶面：{ids}（首樘高出 {found} m）。"
        "请核对楼面标高与各部位顶标高",
        "a sill below the top of its wall",
    ),
    "WINDOW-UNDER-WALL": (
        WARNING,
        "{n} windows have their sill below the foot of the wall they lie on: {ids} "
        "({found} m below in the first). Check floor levels and the bases of parts",
        "{n} 樘窗窗台低于所在墙体底面：{ids}（首樘低 {found} m）。"
        "请核对楼面标高与各部位底标高",
        "a sill above the foot of its wall",
    ),
    "WINDOW-BELOW-GROUND": (
        WARNING,
        "{n} windows have their sill below the outdoor ground: {ids} ({found} m below "
        "in the first). Check floor levels and outdoor_ground; those of basements are "
        "not judged fairly without their light wells",
        "{n} 樘窗窗台低于室外地坪：{ids}（首樘低 {found} m）。请核对楼面标高与 "
        "outdoor_ground；地下室窗须有采光井模型",
        "a sill above the outdoor ground",
    ),
    "SILL-HIGH": (
        WARNING,
        "{n} windows have their sill more than 3 m above the floor: {ids} ({found} m "
        "in the first). Check storey levels and the unit of sill heights",
        "{n} 樘窗窗台高出楼面 3 m 以上：{ids}（首樘 {found} m）。"
        "请核对楼层标高与窗台高的单位",
        "at most 3 m",
    ),
    "WINDOW-TOO-WIDE": (
        WARNING,
        "{n} windows are wider than 12 m: {ids} ({found} m in the first). Check their "
        "sill ends, or divide them by rooms",
        "{n} 樘窗宽超过 12 m：{ids}（首樘 {found} m）。请核对窗台端点，或按房间划分",
        "at most 12 m",
    ),
    "WINDOWS-OVERLAPPING": (
        WARNING,
        "{n} windows lie on others: {ids}. Delete the copies, or correct place and "
        "floor",
        "{n} 樘窗与其他窗重叠：{ids}。请删去重复者，或改正位置与楼层",
        "each window once",
    ),
    "WINDOW-WITHOUT-ROOM": (
        WARNING,
        "{n} windows of buildings with a standard belong to no room and will be "
        "measured but not judged: {ids}. Link them to rooms",
        "有日照标准的建筑中 {n} 樘窗未关联房间，只计算不评定：{ids}。请关联房间",
        "a room",
    ),
    "ROOM-WITHOUT-HOUSEHOLD": (
        WARNING,
        "{n} bedrooms and living rooms of residential buildings belong to no "
        "household and will not be judged: {ids}. Link them to dwellings",
        "住宅中 {n} 个卧室、起居室未关联户，不予评定：{ids}。请关联套型（户）",
        "a household",
    ),
    "ROOM-KIND-UNKNOWN": (
        WARNING,
        "of {n} rooms with windows nobody said what they are: {ids}. Give their kinds, "
        "since only some rooms count",
        "{n} 个有窗房间用途不明：{ids}。只有部分房间计入，请注明用途",
        "the kind of each room",
    ),
}  # fmt: skip


def gate_findings_about(
    code: str, concerned: Iterable[Concerned]
) -> tuple[Finding, ...]:
    """One finding about all things of a kind, none if there are none (一类一条).

    Parameters
    ----------
    code : str
        Key of :data:`GATE_TEXTS`, or one of :data:`SHARED_CODES`.
    concerned : iterable of Concerned
        The things.
    """
    text = GATE_TEXTS[code] if code in GATE_TEXTS else CHECK_TEXTS[code]
    return findings_about(code, text, concerned)
