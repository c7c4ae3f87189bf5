"""What the findings of the model check say, in English and Chinese (模型检查用语)."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.findings import Finding, Severity
from sunlight.model.concerned import CheckText, Concerned, findings_about

__all__ = ["CHECK_TEXTS", "about", "about_all"]

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

CHECK_TEXTS: Final[dict[str, CheckText]] = {
    "PLACE-INVALID": (
        ERROR,
        "the site's latitude and longitude are {found}; give degrees, north and east "
        "positive",
        "场地纬度、经度为 {found}；请以度给出，北纬、东经为正",
        "latitude -90 to 90, longitude -180 to 180",
    ),
    "LATLON-SWAPPED": (
        ERROR,
        "latitude and longitude are {found} and seem to be swapped; latitude comes "
        "first and lies between 3 and 54 in China",
        "纬度、经度为 {found}，疑似颠倒；我国纬度在 3 至 54 度之间",
        "latitude 3 to 54, longitude 73 to 136",
    ),
    "LATITUDE-WITHOUT-WINTER-SUN": (
        ERROR,
        "latitude and longitude are {found}; north is positive, and the rules judge "
        "the winter sun of the northern hemisphere: with this latitude no window has "
        "any to lose, and everything would pass. Check sign and figure",
        "纬度、经度为 {found}；北纬为正，所选规则评定的是北半球冬季的日照，在这一纬度"
        "各窗均无日照可减，全部会被评为通过。请核对正负号和数值",
        "a latitude above 0 and up to 66",
    ),
    "LATLON-OUTSIDE-CHINA": (
        WARNING,
        "latitude and longitude are {found}, outside China, where the regulation does "
        "not apply; check the place",
        "纬度、经度为 {found}，不在我国范围内，规程不适用；请核对位置",
        "latitude 3 to 54, longitude 73 to 136",
    ),
    "SURVEY-AXES-SWAPPED": (
        WARNING,
        "coordinates around {found} look like survey coordinates, whose X is north: "
        "swap them, since x is east and y is north here; else the scene is mirrored",
        "坐标原点 {found} 疑似测量坐标（X 指北）；本软件 x 向东、y 向北，请对调，"
        "否则场景成镜像",
        "x east (easting), y north (northing)",
    ),
    "ZONE-PREFIX": (
        NOTE,
        "the easting {found} carries a zone number in its millions; it is taken off "
        "with the origin, but must be the same zone in all files",
        "东坐标 {found} 带有带号；归算原点时一并扣除，但各文件须为同一投影带",
        "an easting of 300000 to 700000 m without zone number",
    ),
    "DATUM-MISSING": (
        WARNING,
        "no height datum is named; name the one that all elevations are in",
        "未注明高程基准；请注明全部高程所用的同一基准",
        "one height datum, such as 1985国家高程基准",
    ),
    "NORTH-MISSING": (
        WARNING,
        "nothing says how the drawing lies to true north; give it, since a degree of "
        "turn moves the sun by about four minutes",
        "未说明图纸方向与真北的关系；请给出，每偏 1 度约差 4 分钟",
        "true, an angle, or grid north with its convergence",
    ),
    "UNIT-MILLIMETRES": (
        ERROR,
        "millimetres seem to be taken for metres: {found}; give lengths in metres, or "
        'write unit = "mm" under [site] of the project file',
        "疑似以毫米作米：{found}；长度请以米为单位，"
        '或在项目文件的 [site] 中写 unit = "mm"',
        "a project within 100 km, footprints within 10 km, heights within 1500 m",
    ),
    "BUILDING-WITHOUT-PARTS": (
        ERROR,
        "{n} buildings have no solid: {ids}. Give a footprint with a top, or a mesh",
        "{n} 幢建筑没有体块：{ids}。请给出轮廓与顶标高，或网格模型",
        "at least one part",
    ),
    "PART-WITHOUT-HEIGHT": (
        ERROR,
        "{n} parts have no top above their base: {ids}. Check their levels",
        "{n} 个部位顶面不高于底面：{ids}。请核对标高",
        "top above base",
    ),
    "FOOTPRINT-SELF-CROSSING": (
        ERROR,
        "{n} footprints cross themselves: {ids} ({found}). Put their corners in order",
        "{n} 个轮廓自相交：{ids}（{found}）。请按顺序排列角点",
        "an outline that does not cross itself",
    ),
    "FOOTPRINT-INVALID": (
        ERROR,
        "{n} footprints are no valid outlines: {ids} ({found}). Draw them anew",
        "{n} 个轮廓无效：{ids}（{found}）。请重新绘制",
        "a closed outline with its holes inside",
    ),
    "FOOTPRINT-TOO-SMALL": (
        WARNING,
        "{n} footprints are smaller than 1 m²: {ids}. Are their units right?",
        "{n} 个轮廓面积不足 1 m²：{ids}。请核对单位",
        "at least 1 m²",
    ),
    "BUILDING-DUPLICATE": (
        WARNING,
        "{n} pairs of buildings have the same footprint: {ids}. Leave one of each out, "
        "or say which is removed",
        "{n} 对建筑轮廓相同：{ids}。请删去其一，或注明拆除者",
        "each building once",
    ),
    "BUILDING-OVERLAP": (
        WARNING,
        "{n} pairs of buildings stand in each other: {ids}. Correct the outlines or "
        "levels, or make them parts of one building",
        "{n} 对建筑相互重叠：{ids}。请改正轮廓或标高，或并为一幢",
        "at most 2 % of the smaller footprint",
    ),
    "ZERO-LEVEL-MISSING": (
        WARNING,
        "{n} buildings have no level of ±0.00: {ids}. Give it as an absolute "
        "elevation; their windows cannot be judged without",
        "{n} 幢建筑未给出 ±0.00 绝对标高：{ids}。请补充，否则其窗不能判定",
        "an absolute elevation",
    ),
    "GROUND-MISSING": (
        WARNING,
        "{n} buildings have no outdoor ground level: {ids}. Give it as an absolute "
        "elevation",
        "{n} 幢建筑未给出室外地坪绝对标高：{ids}。请补充",
        "an absolute elevation",
    ),
    "ZERO-LEVEL-BELOW-GROUND": (
        WARNING,
        "{n} buildings have ±0.00 below the outdoor ground: {ids}. Are the two levels "
        "swapped?",
        "{n} 幢建筑的 ±0.00 低于室外地坪：{ids}。请核对两标高是否颠倒",
        "±0.00 at or above the outdoor ground",
    ),
    "LEVELS-FAR-APART": (
        ERROR,
        "{n} levels lie more than 100 m above or below all others: {ids} (no level "
        "between {found}). Give zero_level and outdoor_ground of every building, and "
        "meshes, as elevations in the one height datum; ±0.00 is no 0.00 m. What does "
        "stand on such a height beside the estate goes under site_parts",
        "{n} 个标高与其余标高相差超过 100 m：{ids}（{found} 之间没有任何标高）。"
        "各幢的 zero_level、outdoor_ground 和网格须为同一高程基准的绝对标高，"
        "±0.00 不是 0.00 m；确在高山或谷底的构筑物写入 site_parts",
        "no step above 100 m between levels next to each other",
    ),
    "LEVELS-APART": (
        WARNING,
        "{n} levels lie more than 30 m above or below all others: {ids} (no level "
        "between {found}). Are all in the one height datum? On a site in terraces that "
        "high, leave it so",
        "{n} 个标高与其余标高相差 30 m 以上：{ids}（{found} 之间没有任何标高）。"
        "请核对是否同一高程基准；确为高差很大的台地时不必改",
        "no step above 30 m between levels next to each other",
    ),
    "STOREYS-HEIGHT-MISMATCH": (
        WARNING,
        "{n} buildings have storeys lower than 2.2 m or higher than 6 m: {ids} "
        "({found} m in the first). Check storeys and top",
        "{n} 幢建筑平均层高不在 2.2 至 6 m 之间：{ids}（首幢 {found} m）。"
        "请核对层数与顶标高",
        "2.2 to 6 m a storey",
    ),
    "ARCHIVE-SURVEY-DIFFERENCE": (
        WARNING,
        "the archive and the survey of {ids} differ; the survey was used (办法四). "
        "Archive / survey {found}",
        "{ids} 的档案与实测不一致，以现状测绘成果为准（办法四）。档案对测绘：{found}",
        "equal within 1 mm",
    ),
    "ARCHIVE-WITHOUT-SURVEY": (
        WARNING,
        "{ids} has figures of the archive to compare with, but what was used is no "
        "survey: give the survey's figures and its source, or leave archive out. "
        "Archive / used {found}",
        "{ids} 列出了用来比对的档案数值，但所用数值不是测绘成果：请补充测绘数值和来源，"
        "或删去 archive。档案对所用：{found}",
        'source.kind = "survey"',
    ),
    "UNKNOWN-USE": (
        WARNING,
        "{n} buildings have no known use: {ids}. Give it, since the standard depends "
        "on the lawful use (规程八)",
        "{n} 幢建筑使用性质不明：{ids}。标准随合法用途而定（规程八），请补充",
        "one of the uses",
    ),
    "COURTYARD-NEW": (
        WARNING,
        "{n} buildings are proposed or concurrent and stand in a courtyard: {ids}. "
        "规程六(九) is on homesteads that are shaded, and leaves out side houses and "
        "storeys above the second of new buildings too. Take courtyard out unless it "
        "is built on a homestead",
        "{n} 幢拟建或同期建筑填写了 courtyard：{ids}。规程六(九)说的是受遮挡的宅基地"
        "院落；照此，新建的厢房和二层以上也不评定。不是宅基地建房的请删去 courtyard",
        "courtyard on existing or approved buildings",
    ),
    "MAIN-SIDE-BLANK-SOURCE": (
        WARNING,
        "of {n} buildings a main side is given and nobody said who settled it: {ids}. "
        "Of an east-west block it takes the other side out of the analysis; give "
        "main_side_source, or leave main_side out",
        "{n} 幢建筑填写了主要朝向，却未注明由谁核定：{ids}。东西朝向的楼，"
        "另一侧因此不列入分析；请填写 main_side_source，或删去 main_side",
        "main_side_source",
    ),
    "NO-WINDOWS": (
        WARNING,
        "the project has no windows, so that nothing can be measured or judged; add "
        "windows, or lay regular ones (--regular-windows), which are never judged",
        "项目没有窗，无从计算与判定；请补充窗，或均布窗户（--regular-windows，不作判定）",
        "at least one window",
    ),
    "WINDOW-ENDS-EQUAL": (
        ERROR,
        "{n} windows have no width: {ids}. Give both sill ends as seen from outside",
        "{n} 樘窗左右端点重合：{ids}。请按室外所见给出窗台两端",
        "two different sill ends",
    ),
    "WINDOW-TOO-NARROW": (
        WARNING,
        "{n} windows are narrower than 0.3 m: {ids}. Check their sill ends",
        "{n} 樘窗宽不足 0.3 m：{ids}。请核对窗台端点",
        "at least 0.3 m",
    ),
    "WINDOW-OFF-WALL": (
        ERROR,
        "{n} windows lie more than 0.05 m off every wall of their building that looks "
        "their way: {ids} ({found} m in the first). Put them on a wall",
        "{n} 樘窗距本幢同向外墙超过 0.05 m：{ids}（首樘 {found} m）。请移至墙上",
        "at most 0.05 m from a wall",
    ),
    "WINDOW-FACING-INWARD": (
        ERROR,
        "{n} windows look into their own building: {ids}. Swap left and right; they "
        "are as seen from outside",
        "{n} 樘窗朝向室内：{ids}。左右端以室外所见为准，请对调",
        "left and right as seen from outside",
    ),
    "WINDOW-WALL-UNCHECKED": (
        NOTE,
        "{n} windows belong to buildings drawn as meshes; whether they lie on a wall "
        "of the mesh was not checked on reading, the model gate does: {ids}",
        "{n} 樘窗所在建筑为网格模型，读入时未检查其是否在网格的墙上，由模型门禁检查："
        "{ids}",
        "",
    ),
    "WINDOW-FLOOR-LEVEL-MISSING": (
        WARNING,
        "{n} windows have no floor level and will not be judged: {ids}. Give the floor "
        "relative to ±0.00",
        "{n} 樘窗未给出楼面标高，不予判定：{ids}。请补充相对 ±0.00 的楼面标高",
        "a floor level relative to ±0.00",
    ),
    "WINDOW-SILL-MISSING": (
        WARNING,
        "{n} windows have no sill height: {ids}. Give the real height above the floor",
        "{n} 樘窗未给出窗台高：{ids}。请补充距楼面的实际高度",
        "a height above the floor",
    ),
    "SILL-BELOW-FLOOR": (
        ERROR,
        "{n} windows have their sill below the floor: {ids} ({found} m in the first). "
        "The sill height is counted from the floor of the storey",
        "{n} 樘窗窗台低于楼面：{ids}（首樘 {found} m）。窗台高自本层楼面起算",
        "0 m or more",
    ),
    "WINDOW-ABOVE-TOP": (
        ERROR,
        "{n} windows have their sill at or above the top of their building: {ids} "
        "({found} m above in the first). Check floor levels and tops",
        "{n} 樘窗窗台不低于本幢顶部：{ids}（首樘高出 {found} m）。"
        "请核对楼面与顶标高",
        "a sill below the top",
    ),
    "HOUSEHOLD-WITHOUT-HABITABLE-ROOM": (
        WARNING,
        "{n} households have neither bedroom nor living room and cannot be judged: "
        "{ids}. Give the kinds of their rooms",
        "{n} 户没有卧室或起居室，不能判定：{ids}。请注明房间用途",
        "a bedroom or living room",
    ),
    "ROOM-WITHOUT-WINDOW": (
        NOTE,
        "{n} rooms that count have no window: {ids}",
        "{n} 个计入的房间没有窗：{ids}",
        "a window",
    ),
    "GROUND-UNDER-BUILDING": (
        WARNING,
        "{n} grounds lie partly under a building, which is counted as dark: {ids}. "
        "Mend the outline, or leave the building's area out with holes",
        "{n} 处场地有一部分压在建筑下，该部分按无日照计：{ids}。"
        "请核对轮廓，或用 holes 扣除建筑占地",
        "a ground beside buildings",
    ),
    "GROUND-LEVEL-FAR": (
        WARNING,
        "{n} grounds lie more than 20 m above or below the outdoor ground of every "
        "building: {ids} (the first at {found} m). Check the elevation and its datum",
        "{n} 处场地的标高与各楼室外地坪相差超过 20 m：{ids}（首处 {found} m）。"
        "请核对标高及其基准",
        "an elevation near that of the buildings",
    ),
    "GROUND-USE-UNKNOWN": (
        WARNING,
        "of {n} grounds nobody said what they belong to or are planned for, and they "
        "cannot be judged: {ids}. Give use",
        "{n} 处场地未注明所属或规划的使用性质，不能评定：{ids}。请填写 use",
        "the lawful use, or the planned one",
    ),
    "GROUND-BLANK-LEGAL": (
        NOTE,
        "of {n} existing play grounds nobody said whether they have lawful papers "
        "(规程六(六)): {ids}. Give legal",
        "{n} 处现状游戏场地未说明是否有合法手续（规程六(六)）：{ids}。请填写 legal",
        "legal",
    ),
    "GROUND-BLANK-SOURCE": (
        NOTE,
        "of {n} grounds nobody said where their data came from (办法四): {ids}. "
        "Give source",
        "{n} 处场地未注明资料来源（办法四）：{ids}。请填写 source",
        "source",
    ),
}  # fmt: skip


def about(
    code: str,
    names: Sequence[object] | NDArray[np.object_],
    *,
    where: str,
    found: str = "",
) -> tuple[Finding, ...]:
    """One finding about all things of a kind, none if there are none (一类一条).

    Parameters
    ----------
    code : str
        Key of :data:`CHECK_TEXTS`.
    names : sequence or (n,) ndarray of objects
        Names of the things concerned, which have no ids in a file.
    where : str
        Path of the first of them.
    found : str
        What stands there in the first.
    """
    things = [Concerned(name=str(n), where=where, found=found) for n in names]
    return about_all(code, things)


def about_all(code: str, concerned: Iterable[Concerned]) -> tuple[Finding, ...]:
    """As :func:`about`, with the ids that the things have in their files (一类一条).

    Parameters
    ----------
    code : str
        Key of :data:`CHECK_TEXTS`.
    concerned : iterable of Concerned
        The things.
    """
    things = list(concerned)
    return findings_about(code, CHECK_TEXTS[code], things) if things else ()
