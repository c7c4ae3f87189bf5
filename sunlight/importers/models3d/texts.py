"""What findings on meshes say (网格检查用语)."""

from typing import Final

from sunlight.findings import Severity
from sunlight.importers.reader_site import SITE_TEXTS
from sunlight.importers.remarks import RemarkText

__all__ = ["MESH_TEXTS"]

_W, _N = Severity.WARNING, Severity.NOTE

MESH_TEXTS: Final[dict[str, RemarkText]] = {
    "BUILDING-WITHOUT-GEOMETRY": RemarkText(
        _W,
        "{n} objects have no faces with an area and were left out: {ids}",
        "{n} 个物体没有带面积的面，未读入：{ids}",
        "triangles or polygons",
    ),
    "FACE-UNREADABLE": RemarkText(
        _W,
        "{n} faces cannot be filled with triangles and were left out, so they cast no "
        "shadow: {ids}",
        "{n} 个面无法剖分为三角形，未读入，不产生遮挡：{ids}",
        "a plane polygon that does not cross itself",
    ),
    "INVERTED-SOLID": RemarkText(
        _W,
        "{n} closed meshes were turned inside out and were turned back: {ids}",
        "{n} 个封闭网格内外颠倒，已翻正：{ids}",
        "faces that look outward",
    ),
    "OPEN-SOLID": RemarkText(
        _W,
        "{n} meshes are not closed, or their faces do not all look the same way: they "
        "shade with the faces they have, both sides alike: {ids}",
        "{n} 个网格不封闭或面的朝向不一致，按现有各面双面遮挡：{ids}",
        "closed solids",
    ),
    "FOOTPRINT-WITHOUT-AREA": RemarkText(
        _W,
        "{n} meshes cover nothing in plan and have no footprint: {ids}. No window can "
        "be laid on them",
        "{n} 个网格的平面投影没有面积，没有轮廓：{ids}。无法布窗",
        "walls with a roof or a floor",
    ),
    "UNIT-MISSING": RemarkText(
        _W,
        "the format does not say its unit; metres were taken: the model is {found}. "
        "Give the option  unit  if that is wrong",
        "该格式不含单位，按米读取：模型尺寸 {found}。如不符请给出 unit",
        "unit",
    ),
    "UP-AXIS-ASSUMED": RemarkText(
        _N,
        "the format does not say which axis points up; {found} was taken. Give the "
        "option  up  if the model lies on its side",
        "该格式不含竖轴方向，按 {found} 轴向上读取；模型横倒时请给出 up",
        "up",
    ),
    "ZERO-LEVEL-FROM-GROUND": RemarkText(
        _N,
        "nobody said the levels: ±0.00 and outdoor ground of each of {n} buildings are "
        "its lowest point: {ids}",
        "未给出标高：{n} 幢建筑的 ±0.00 与室外地坪取各自最低点：{ids}",
        "zero_level and outdoor_ground",
    ),
    "GEOMETRY-LEFT-OUT": RemarkText(
        _N,
        "{n} sets of points, lines or curves were not read: {ids}",
        "{n} 组点、线或曲面未读入：{ids}",
        "triangles or polygons",
    ),
    "REFERENCE-NOT-READ": RemarkText(
        _N,
        "{n} files that the model refers to were not read, since they hold no shape: "
        "{ids}",
        "模型引用的 {n} 个文件不含形体，未读入：{ids}",
    ),
    "NAMES-NUMBERED": RemarkText(
        _N,
        "{n} objects have no name of their own and were numbered: {ids}",
        "{n} 个物体没有唯一名称，已编号：{ids}",
    ),
    **SITE_TEXTS,
}
"""Texts by code, worst first."""
