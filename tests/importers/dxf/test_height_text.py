"""Texts of a drawing: what is a height, a number of storeys, a number, and what not."""

import pytest

from sunlight.importers.dxf.height_text import (
    HeightText,
    read_height_text,
    use_of_text,
)
from sunlight.kinds import Use


def wide(text):
    """Text in full width."""
    return "".join(chr(ord(c) + 0xFEE0) for c in text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18F", {"storeys": 18}),
        ("18f", {"storeys": 18}),
        ("18 F", {"storeys": 18}),
        ("6层", {"storeys": 6}),
        ("6層", {"storeys": 6}),
        ("砼6", {"storeys": 6}),
        ("混6", {"storeys": 6}),
        ("砖2", {"storeys": 2}),
        ("砖2层", {"storeys": 2}),
        ("混凝土3", {"storeys": 3}),
        ("框架6", {"storeys": 6}),
        ("砼18/2", {"storeys": 18}),
        ("混3-1", {"storeys": 3}),
        ("砖", {"storeys": 1}),
        ("H=54.0", {"height": 54.0}),
        ("h:12.3", {"height": 12.3}),
        ("H=54.0m", {"height": 54.0}),
        ("H54.0m", {"height": 54.0}),
        ("54.0m高", {"height": 54.0}),
        ("高54米", {"height": 54.0}),
        ("建筑高度：54.00米", {"height": 54.0}),
        ("檐高 17.6", {"height": 17.6}),
        ("住宅6层 H=18.0m", {"storeys": 6, "height": 18.0}),
        ("18F,H=54.6", {"storeys": 18, "height": 54.6}),
        ("H=18.0 H=54.0", {"height": 54.0}),
        ("3F/D1", {"storeys": 3, "below": 1}),
        ("-1F/18F", {"storeys": 18, "below": 1}),
        ("18F/-1F", {"storeys": 18, "below": 1}),
        ("18F/B2", {"storeys": 18, "below": 2}),
        ("地上18层", {"storeys": 18}),
        ("地上18层地下2层", {"storeys": 18, "below": 2}),
        ("地下2层", {"below": 2}),
        (wide("18F"), {"storeys": 18}),
        (wide("H=54.0"), {"height": 54.0}),
        (wide("6") + "层", {"storeys": 6}),
        ("6+1F", {"storeys": 7}),
        ("11+1层", {"storeys": 12}),
        ("2F-3F", {"storeys": 3}),
        ("2~3层", {"storeys": 3}),
        ("六层", {"storeys": 6}),
        ("十八层", {"storeys": 18}),
        ("三十二层住宅", {"storeys": 32}),
        ("6 storeys", {"storeys": 6}),
        ("3#楼 18F", {"storeys": 18, "number": "3#"}),
        ("A-3#住宅18F", {"storeys": 18, "number": "A-3#"}),
        ("12号楼", {"number": "12#"}),
        ("12F住宅", {"storeys": 12}),
        ("管理用房3F", {"storeys": 3}),
        ("龙井小区6层", {"storeys": 6}),
        ("6层\n砖混", {"storeys": 6}),
    ],
)
def test_a_text_is_read(text, expected):
    assert HeightText(**expected) == read_height_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "电话 0512-65432106F", "13800138000F", "手机138", "电话6F", "图号：JS-6F",
        "JS-6F",
        "600F管", "20F管", "DN600", "道路宽12m", "宽12m", "W=12m", "20m宽", "12米路",
        "R=6.0", "i=0.3%", "L=30.0", "总平面图 1:500", "6层平面图", "停车位6层",
        "防水层6层", "第三层", "第3层", "2F-101", "H=1.2挡墙", "围墙 H=2.2m", "H=792.5",
        "H=18000", "标高 6层 52.30", "52.30", "6000", "±0.00=52.30", "层高3.0m",
        "净高2.8m",
        "F18", "B1F", "M1524", "C1815", "北", "", "   ", "999F", "高程 H=45.2",
    ],
)  # fmt: skip
def test_a_text_that_says_nothing_of_a_building_is_not_read(text):
    assert HeightText() == read_height_text(text)


@pytest.mark.parametrize(
    ("text", "use"),
    [("住宅6层", Use.RESIDENTIAL), ("幼儿园3F", Use.KINDERGARTEN),
     ("第二小学", Use.SCHOOL),
     ("人民医院", Use.HOSPITAL), ("地下车库", Use.OTHER), ("18F", Use.UNKNOWN)],
)  # fmt: skip
def test_a_text_may_name_a_use(text, use):
    assert use is use_of_text(text)
