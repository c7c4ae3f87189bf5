"""Headings, storeys and buildings as reports write them."""

import pytest

from sunlight.review.reading.columns.headings import heading_of, stacked
from sunlight.review.reading.columns.labels import building_in, floor_in, floor_of
from sunlight.review.records.submission import NO_FLOOR


@pytest.mark.parametrize(
    ("text", "role", "state", "unit"),
    [
        ("窗位", "window", "", ""),
        ("窗 号", "window", "", ""),
        ("窗户编号", "window", "", ""),
        ("楼号", "building", "", ""),
        ("幢号", "building", "", ""),
        ("层号", "floor", "", ""),
        ("窗台高（mm）", "sill", "", "mm"),
        ("窗台标高(m)", "other", "", "m"),
        ("户号", "household", "", ""),
        ("建设前总有效日照(时:分)", "total", "before", "clock"),
        ("现状日照时数（h）", "total", "before", "h"),
        ("建后日照时段", "segments", "after", ""),
        ("起止时间", "segments", "", ""),
        ("累计日照/min", "total", "", "min"),
        ("是否达标", "outcome", "", ""),
        ("差值(分钟)", "other", "", "min"),
        ("建设前被遮挡时间", "other", "before", ""),
        ("Window", "window", "", ""),
    ],
)
def test_one_heading(text, role, state, unit):
    found = heading_of(text)

    assert (found.role, found.state, found.unit) == (role, state, unit)


def test_stacked_headings_share_state_and_unit():
    found = stacked(("建设前", "建设前", "总有效日照", "(h)"))

    assert (found.role, found.state, found.unit) == ("total", "before", "h")


def test_beijing_time_in_a_heading_is_known():
    assert heading_of("建设后日照时段(北京时间)").beijing
    assert not heading_of("建设后日照时段(真太阳时)").beijing


@pytest.mark.parametrize(
    ("text", "floor"),
    [
        ("3", 3),
        ("3层", 3),
        ("第3层", 3),
        ("三层", 3),
        ("十二层", 12),
        ("二十一层", 21),
        ("3F", 3),
        ("F3", 3),
        ("首层", 1),
        ("一层", 1),
        ("B1", -1),
        ("地下一层", -1),
        ("-1", -1),
        ("3.0", 3),
        ("顶层", NO_FLOOR),
        ("3-5层", NO_FLOOR),
        ("0", NO_FLOOR),
        ("=1+1", NO_FLOOR),
    ],
)
def test_storeys(text, floor):
    assert floor_of(text) == floor


def test_storey_and_building_in_a_group_row():
    assert floor_in("1# 住宅楼 第3层") == 3
    assert building_in("1# 住宅楼 第3层") == "1#"
    assert building_in("3层") == ""
    assert floor_in("3#楼") == NO_FLOOR
    assert building_in("1#、2#楼日照") == ""
