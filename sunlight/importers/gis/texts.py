"""What findings on footprints say (轮廓检查用语)."""

from typing import Final

from sunlight.findings import Severity
from sunlight.importers.reader_site import SITE_TEXTS
from sunlight.importers.remarks import RemarkText

__all__ = ["GIS_TEXTS"]

_W, _N = Severity.WARNING, Severity.NOTE

GIS_TEXTS: Final[dict[str, RemarkText]] = {
    "FEATURE-WITHOUT-POLYGON": RemarkText(
        _W,
        "{n} features have no Polygon or MultiPolygon and were left out, so they cast "
        "no shadow: {ids}. Draw them as polygons, or drop them from the file",
        "{n} 个要素没有面几何，未读入，不产生遮挡：{ids}。请改绘为面，或从文件中删去",
        "geometry of type Polygon or MultiPolygon",
    ),
    "FOOTPRINT-UNREADABLE": RemarkText(
        _W,
        "{n} footprints cannot be read and were left out, so they cast no shadow: "
        "{ids}. Correct their coordinates",
        "{n} 个轮廓坐标无法读取，未读入，不产生遮挡：{ids}。请改正坐标",
        "rings of at least three corners, each a finite longitude and latitude",
    ),
    "FOOTPRINT-UNCLOSED": RemarkText(
        _W,
        "{n} footprints are not closed and were closed from the last corner to the "
        "first: {ids}",
        "{n} 个轮廓未闭合，已由末点连回首点：{ids}",
        "the last position of a ring repeats the first",
    ),
    "FOOTPRINT-REPAIRED": RemarkText(
        _W,
        "{n} footprints cross or touch themselves and were repaired: {ids}. Look at "
        "their outlines",
        "{n} 个轮廓自相交或自接触，已修复：{ids}。请核对轮廓",
        "an outline that does not cross itself",
    ),
    "FOOTPRINT-WITHOUT-AREA": RemarkText(
        _W,
        "{n} footprints enclose no area and were left out: {ids}",
        "{n} 个轮廓没有面积，未读入：{ids}",
        "an outline with an area",
    ),
    "HEIGHT-FROM-STOREYS": RemarkText(
        _W,
        "{n} buildings give no height above zero; it was taken from their storeys and "
        "is marked as assumed: {ids}. 办法四 knows no such source",
        "{n} 幢建筑未给出大于零的高度，按层数推算并标为假定：{ids}。"
        "办法四所列资料来源中无此项",
        "a height in metres above 0",
    ),
    "HEIGHT-MISSING": RemarkText(
        _W,
        "{n} buildings give neither height nor storeys above zero and were left out, "
        "so they cast no shadow: {ids}. Add their heights, or name other fields",
        "{n} 幢建筑既无高度也无层数，未读入，不产生遮挡：{ids}。"
        "请补充高度或改用其他字段",
        "a height in metres above 0, or a number of storeys",
    ),
    "LEVELS-UPSIDE-DOWN": RemarkText(
        _W,
        "{n} buildings end below where they start and were left out, so they cast no "
        "shadow: {ids}; the first is {found}. Correct their heights",
        "{n} 幢建筑的顶低于底，未读入，不产生遮挡：{ids}；首个为 {found}。请改正高度",
        "a top above the base",
    ),
    "GROUND-MISSING-IN-COLUMN": RemarkText(
        _W,
        "{n} buildings have no ground elevation where others have one; {found} was "
        "taken: {ids}. Fill them in: a wrong ground moves the whole building",
        "{n} 幢建筑缺少地面高程（其他建筑有），按 {found} 处理：{ids}。请补充",
        "an elevation in metres",
    ),
    "DUPLICATED-FEATURE": RemarkText(
        _W,
        "{n} features repeat another of the same id, outline and values, as tiles do; "
        "each was read once: {ids}",
        "{n} 个要素与另一要素的编号、轮廓和属性完全相同（常见于分幅数据），"
        "只读一次：{ids}",
        "each building once",
    ),
    "BUILDING-PARTS-JOINED": RemarkText(
        _N,
        "{n} features are parts of buildings and were joined to them: {ids}",
        "{n} 个要素是建筑的组成部分，已并入所属建筑：{ids}",
    ),
    "OUTLINE-GIVEN-BY-PARTS": RemarkText(
        _N,
        "{n} buildings are covered by their parts, which stand for them; their own "
        "outline and height were left out: {ids}",
        "{n} 幢建筑的轮廓已由其组成部分覆盖，以组成部分为准，"
        "自身轮廓和高度未采用：{ids}",
    ),
    "STATUS-UNKNOWN": RemarkText(
        _W,
        "{n} buildings have a status that no value of  status_values  stands for, the "
        "first {found}; the status of the options was taken: {ids}",
        "{n} 幢建筑的状态取值无法识别（首个为 {found}），按选项的状态处理：{ids}。"
        "请在 status_values 中给出对应关系",
        "a word for a status, or a value in status_values",
    ),
    "USE-UNKNOWN": RemarkText(
        _W,
        "{n} buildings have a use that no value of  use_values  stands for, the first "
        "{found}; the use of the options was taken: {ids}",
        "{n} 幢建筑的用途取值无法识别（首个为 {found}），按选项的用途处理：{ids}。"
        "请在 use_values 中给出对应关系",
        "a word for a use, or a value in use_values",
    ),
    "CRS-OVERRIDDEN": RemarkText(
        _W,
        "the coordinate system of the options was taken instead of the file's own: "
        "{found}",
        "采用选项给出的坐标系，未用文件自带的：{found}",
    ),
    "NORTH-OPTION-UNUSED": RemarkText(
        _W,
        "true_north_angle was not used: longitudes and latitudes say where north is",
        "未采用 true_north_angle：经纬度数据自身已确定真北",
    ),
    "IDS-NUMBERED": RemarkText(
        _N,
        "the features have no unique ids; buildings are numbered from 1 in the order "
        "of the file",
        "要素没有唯一编号；建筑按文件顺序从 1 编号",
        "a unique id on every feature",
    ),
    "COLUMNS-GUESSED": RemarkText(
        _N,
        "nobody said which columns count; these were taken by their names: {found}",
        "未指定字段，按字段名采用：{found}",
        "options such as height_columns and floors_columns",
    ),
    "ELEVATIONS-IGNORED": RemarkText(
        _N,
        "{n} footprints have elevations, which were ignored: {ids}",
        "{n} 个轮廓带有高程，未予采用：{ids}",
        "positions of longitude and latitude",
    ),
    "GROUND-ASSUMED-FLAT": RemarkText(
        _N,
        "the file has no ground elevations: ±0.00 and outdoor ground are taken as 0 "
        "everywhere, and heights as heights above it",
        "文件没有地面高程：±0.00 与室外地坪一律取 0，高度自此起算",
    ),
    "LOCAL-PROJECTION": RemarkText(
        _N,
        "places are in metres of a transverse Mercator projection through {found} "
        "(longitude, latitude), y true north there",
        "坐标为过经纬度 {found} 的横轴墨卡托投影米制坐标，y 轴在该处指真北",
    ),
    "GRID-TURNED": RemarkText(
        _N,
        "places are those of {found}, turned to true north in the middle of the data",
        "坐标取自 {found}，已按数据中部的子午线收敛角转至真北",
    ),
    "SCALE-FACTOR": RemarkText(
        _N,
        "lengths are those of the grid, not of the ground: {found}",
        "长度为投影面长度，未化算到地面：{found}",
    ),
    "CONVERGENCE-RESIDUAL": RemarkText(
        _N,
        "at the edge of the data the y axis is up to {found} off true north",
        "数据边缘处 y 轴与真北最多相差 {found}",
    ),
    "CRS-TAKEN-AS-WGS84": RemarkText(
        _N,
        "the file names {found}; its longitudes and latitudes are taken for WGS 84, "
        "from which CGCS2000 differs by less than a metre",
        "文件坐标系为 {found}；其经纬度按 WGS 84 处理，两者相差不足 1 m",
    ),
    "LAYERS-NOT-READ": RemarkText(
        _N,
        "{n} other layers of the file were not read: {ids}",
        "文件的另外 {n} 个图层未读入：{ids}",
    ),
    **SITE_TEXTS,
}
"""Texts by code, worst first."""
