"""Findings of the GeoJSON reader, one a kind however many features (读取结果)."""

from typing import Final

from sunlight.findings import Finding, Severity
from sunlight.model.wording import name_some

__all__ = ["FindingLog"]

_TEXTS: Final[dict[str, tuple[Severity, str, str, str]]] = {
    "FEATURE-WITHOUT-POLYGON": (
        Severity.WARNING,
        "{n} features have no Polygon or MultiPolygon and were left out, so they cast "
        "no shadow: {ids}. Draw them as polygons, or drop them from the file",
        "{n} 个要素没有面几何，未读入，不产生遮挡：{ids}。请改绘为面，或从文件中删去",
        "geometry of type Polygon or MultiPolygon",
    ),
    "FOOTPRINT-UNREADABLE": (
        Severity.WARNING,
        "{n} footprints cannot be read and were left out, so they cast no shadow: "
        "{ids}. Correct their coordinates",
        "{n} 个轮廓坐标无法读取，未读入，不产生遮挡：{ids}。请改正坐标",
        "rings of at least three corners, each a finite longitude and latitude",
    ),
    "FOOTPRINT-UNCLOSED": (
        Severity.WARNING,
        "{n} footprints are not closed and were closed from the last corner to the "
        "first: {ids}",
        "{n} 个轮廓未闭合，已由末点连回首点：{ids}",
        "the last position of a ring repeats the first",
    ),
    "FOOTPRINT-REPAIRED": (
        Severity.WARNING,
        "{n} footprints cross or touch themselves and were repaired: {ids}. Look at "
        "their outlines",
        "{n} 个轮廓自相交或自接触，已修复：{ids}。请核对轮廓",
        "an outline that does not cross itself",
    ),
    "FOOTPRINT-WITHOUT-AREA": (
        Severity.WARNING,
        "{n} footprints enclose no area and were left out: {ids}",
        "{n} 个轮廓没有面积，未读入：{ids}",
        "an outline with an area",
    ),
    "HEIGHT-FROM-STOREYS": (
        Severity.WARNING,
        "{n} buildings give no height above zero; it was taken from their storeys and "
        "is marked as assumed: {ids}. 办法四 knows no such source",
        "{n} 幢建筑未给出大于零的高度，按层数推算并标为假定：{ids}。"
        "办法四所列资料来源中无此项",
        "a height in metres above 0",
    ),
    "HEIGHT-MISSING": (
        Severity.WARNING,
        "{n} buildings give neither height nor storeys above zero and were left out, "
        "so they cast no shadow: {ids}. Add their heights, or name other fields",
        "{n} 幢建筑既无高度也无层数，未读入，不产生遮挡：{ids}。"
        "请补充高度或改用其他字段",
        "a height in metres above 0, or a number of storeys",
    ),
    "IDS-NUMBERED": (
        Severity.NOTE,
        "the features have no unique ids; buildings are numbered from 1 in the order "
        "of the file",
        "要素没有唯一编号；建筑按文件顺序从 1 编号",
        "a unique id on every feature",
    ),
    "ELEVATIONS-IGNORED": (
        Severity.NOTE,
        "{n} footprints have elevations, which were ignored: {ids}",
        "{n} 个轮廓带有高程，未予采用：{ids}",
        "positions of longitude and latitude",
    ),
    "GROUND-ASSUMED-FLAT": (
        Severity.NOTE,
        "the file has no ground elevations: ±0.00 and outdoor ground are taken as 0 "
        "everywhere, and heights as heights above it",
        "文件没有地面高程：±0.00 与室外地坪一律取 0，高度自此起算",
        "",
    ),
    "LOCAL-PROJECTION": (
        Severity.NOTE,
        "places are in metres of a transverse Mercator projection through {found} "
        "(longitude, latitude), y true north there",
        "坐标为过经纬度 {found} 的横轴墨卡托投影米制坐标，y 轴在该处指真北",
        "",
    ),
    "CONVERGENCE-RESIDUAL": (
        Severity.NOTE,
        "at the edge of the data the y axis is up to {found} off true north",
        "数据边缘处 y 轴与真北最多相差 {found}",
        "",
    ),
    "CRS-TAKEN-AS-WGS84": (
        Severity.NOTE,
        "the file names {found}; its longitudes and latitudes are taken for WGS 84, "
        "from which CGCS2000 differs by less than a metre",
        "文件坐标系为 {found}；其经纬度按 WGS 84 处理，两者相差不足 1 m",
        "",
    ),
}


class FindingLog:
    """Collects remarks on features; a private helper of one reading (读取记录)."""

    def __init__(self) -> None:
        self._seen: dict[str, list[tuple[int, str, str]]] = {}

    def add(self, code: str, index: int, own_id: str, found: str) -> None:
        """Remark on a feature (记一条).

        Parameters
        ----------
        code : str
            Stable code of the finding.
        index : int
            Position of the feature in the file, from 0.
        own_id : str
            Id of the feature; empty if the remark is on the whole file.
        found : str
            What stands there.
        """
        self._seen.setdefault(code, []).append((index, own_id, found))

    def summary(self) -> str:
        """Codes and how often each came up (汇总)."""
        return ", ".join(f"{code} × {len(seen)}" for code, seen in self._seen.items())

    def findings(self) -> tuple[Finding, ...]:
        """One finding a code, worst first (全部结果)."""
        found = []
        for code, (severity, english, chinese, expected) in _TEXTS.items():
            seen = self._seen.get(code)
            if not seen:
                continue
            index, own_id, first = seen[0]
            facts = {
                "n": len(seen),
                "ids": name_some([name for _, name, _ in seen]),
                "found": first,
            }
            found.append(
                Finding(
                    code=code,
                    severity=severity,
                    where=f"features[{index}]" if own_id else "file",
                    message=english.format(**facts),
                    message_zh=chinese.format(**facts),
                    expected=expected,
                    found=first,
                )
            )
        return tuple(found)
