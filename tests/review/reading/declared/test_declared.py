"""What a report says of itself: from a form, tables and running text."""

import datetime as dt
import math

import pytest

from sunlight.conditions import StandardDay, TimeBasis
from sunlight.errors import ImporterError
from sunlight.review.reading.columns.parts import LooseRow
from sunlight.review.reading.declared.form import read_declaration
from sunlight.review.reading.declared.harvest import harvest
from sunlight.review.reading.declared.merge import declaration_of
from sunlight.review.reading.declared.values import angle, coordinates, value_of
from sunlight.review.reading.grids.records import Grid, TextLine
from sunlight.review.reading.problems import ReadingProblems
from sunlight.review.records.declaration import Declaration

FORM = """
schema = "sunlight-declaration/1"
project = "某小区"
number = "RZ-2026-01"
date = 2026-03-01
city = "忻州市"
latitude = "38°25′12″"
longitude = "东经112°43′48″"
day = "大寒"
band = ["8:00", "16:00"]
time_basis = "真太阳时"
declination = -20.15
declination_text = "2001年大寒"
step = 1
sample_spacing = 0.3
shortest_segment = 5.0
segments = 0
sill_minimum = 0.9
sill_text = "楼面以上 0.9 m"
window_points = "ends"
own_balconies = false
north_angle = 1.5
standard_minutes = 120.0
rules_text = "地方规程"
software = "某某日照"
software_version = "V1.0"
renewal_document = "-"
conclusions = ["3#楼全部满足。"]

[client]
name = "甲公司"
[compiler]
name = "乙设计院"
qualification = "城乡规划编制乙级"
qualification_number = "晋-123"

[[attachments]]
kind = "letter_client"
title = "建设单位承诺书"
signed = true
sealed = false

[[buildings]]
id = "3#"
role = "analysed"
storeys = 6
height = 18
zero_level = 800.3
shaded_by = ["P1"]
"""


def grid(*rows, caption=""):
    return Grid(
        file="a.docx",
        place="a.docx[表 1]",
        caption=caption,
        rows=tuple(rows),
        lines=tuple(range(1, len(rows) + 1)),
    )


def line(text, number=1):
    return TextLine(file="a.docx", place=f"a.docx[第 {number} 段]", text=text)


def told(grids=(), loose=(), lines=(), form=None):
    problems = ReadingProblems()
    declaration = declaration_of(
        harvest(grids, loose, lines), form or Declaration(), problems
    )
    return declaration, problems.all()


def test_every_field_of_a_form(tmp_path):
    path = tmp_path / "form.toml"
    path.write_text(FORM, encoding="utf-8")

    said, findings = read_declaration(path)

    assert findings == ()
    assert (said.project, said.number, said.date) == (
        "某小区",
        "RZ-2026-01",
        dt.date(2026, 3, 1),
    )
    assert (said.latitude, said.longitude) == pytest.approx((38.42, 112.73))
    assert (said.day, said.band) == (StandardDay.GREAT_COLD, (480.0, 960.0))
    assert said.time_basis is TimeBasis.TRUE_SOLAR_TIME
    assert (said.declination, said.step, said.segments) == (-20.15, 1.0, 0)
    assert (said.sample_spacing, said.shortest_segment) == (0.3, 5.0)
    assert (said.own_balconies, said.north_angle) == (False, 1.5)
    assert said.compiler.qualification_number == "晋-123"
    assert said.attachments_listed
    assert (said.attachments[0].signed, said.attachments[0].sealed) == (True, False)
    assert said.buildings[0].shaded_by == ("P1",)
    assert math.isnan(said.buildings[0].top_absolute)
    assert said.place_of("latitude") == "form.toml"
    # what the form says stays as it is when no document says more
    assert declaration_of([], said, ReadingProblems()).band == (480.0, 960.0)
    assert declaration_of([], said, ReadingProblems()).own_balconies is False


def test_an_empty_form_fills_nothing_in(tmp_path):
    path = tmp_path / "form.json"
    path.write_text('{"schema": "sunlight-declaration/1"}', encoding="utf-8")

    said, _ = read_declaration(path)

    assert math.isnan(said.latitude)
    assert (said.day, said.band, said.segments) == (None, None, None)
    assert not said.attachments_listed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('latitude = "north"', "latitude"),
        ("latitude = 138.0", "latitude"),
        ('band = ["16:00", "8:00"]', "band"),
        ('day = "春分"', "day"),
        ("step = -1.0", "step"),
        ('projekt = "x"', "projekt"),
        ('[[buildings]]\nrole = "analysed"', "buildings"),
    ],
)
def test_wrong_forms_are_refused(tmp_path, text, message):
    path = tmp_path / "form.toml"
    path.write_text(f'schema = "sunlight-declaration/1"\n{text}\n', encoding="utf-8")

    with pytest.raises(ImporterError, match=message):
        read_declaration(path)


def test_table_of_labels_and_values():
    said, findings = told(
        [
            grid(
                ("项目名称", "某小区"),
                ("建设单位", "甲公司"),
                ("编制单位", "乙设计院"),
                ("资质证书", "晋-123"),
                ("计算软件", "某某日照 V2.1"),
                ("经纬度", "东经112°43′48″，北纬38°25′12″"),
                ("标准日", "大寒日"),
                ("有效时间带", "8:00～16:00（真太阳时）"),
                ("时间步长", "30秒"),
                ("采样点间距", "300mm"),
                ("最小连续日照", "5分钟"),
                ("窗台高", "0.9m"),
                ("太阳赤纬", "-20°09′"),
                ("满窗日照", "窗台左右两端"),
                ("旧区改建", "否"),
            )
        ]
    )

    assert findings == ()
    assert (said.project, said.client.name) == ("某小区", "甲公司")
    assert (said.compiler.name, said.compiler.qualification_number) == (
        "乙设计院",
        "晋-123",
    )
    assert (said.software, said.software_version) == ("某某日照", "V2.1")
    assert (said.latitude, said.longitude) == pytest.approx((38.42, 112.73))
    assert (said.day, said.band) == (StandardDay.GREAT_COLD, (480.0, 960.0))
    assert said.time_basis is TimeBasis.TRUE_SOLAR_TIME
    assert (said.step, said.sample_spacing) == (0.5, 0.3)
    assert (said.shortest_segment, said.sill_minimum) == (5.0, 0.9)
    assert said.declination == pytest.approx(-20.15)
    assert (said.window_points, said.renewal_document) == ("ends", "")
    assert said.place_of("step") == "a.docx[表 1]:9"


def test_table_of_one_party_and_blanks():
    said, _ = told(
        [
            grid(
                ("单位名称", "乙设计院"),
                ("地址", "\u3000\u3000____"),
                ("资质类别及等级", "乙级"),
                caption="表 2　编制单位",
            )
        ]
    )

    assert (said.compiler.name, said.compiler.address) == ("乙设计院", "")
    assert said.compiler.qualification == "乙级"


def test_running_text():
    said, findings = told(
        lines=[
            line("本次计算采用“某某日照分析软件”V3.0，时间步长取1分钟。"),
            line("标准日为大寒日 8:00—16:00，采用真太阳时。"),
            line("项目位于忻州市，东经112°44′，北纬38°25′。"),
            line("连续日照不足5分钟的不计；计算高度取窗台面，即楼面以上0.9米处。"),
        ]
    )

    assert findings == ()
    assert (said.software, said.software_version) == ("某某日照分析软件", "V3.0")
    assert (said.day, said.band) == (StandardDay.GREAT_COLD, (480.0, 960.0))
    assert said.time_basis is TimeBasis.TRUE_SOLAR_TIME
    assert said.latitude == pytest.approx(38 + 25 / 60)
    assert (said.step, said.shortest_segment, said.sill_minimum) == (1.0, 5.0, 0.9)


def test_buildings_with_levels_and_shading():
    head = ("编号", "层数", "建筑高度(m)", "±0.00绝对标高(m)", "室内外高差", "遮挡建筑")
    said, _ = told(
        [
            grid(
                head,
                ("3#", "6", "18.00", "800.30", "0.3", "P1、P2"),
                ("合计", "", "", "", "", ""),
                caption="表 4 客体建筑一览表",
            ),
            grid(head, ("P1", "地上18层", "54.5", "—", "", "无"), caption="拟建建筑"),
        ]
    )

    first, second = said.buildings
    assert (first.id, first.role, first.storeys, first.height) == (
        "3#",
        "analysed",
        6.0,
        18.0,
    )
    assert (first.zero_level, first.indoor_outdoor) == (800.3, 0.3)
    assert first.shaded_by == ("P1", "P2")
    assert (second.role, second.storeys, second.shaded_by) == ("proposed", 18.0, ())
    assert math.isnan(second.zero_level)


def test_list_of_material_with_seals():
    said, _ = told(
        [
            grid(
                ("序号", "材料名称", "签字", "盖章"),
                ("1", "建设单位承诺书", "是", "否"),
                ("2", "现状测绘成果", "", "√"),
            )
        ]
    )

    assert said.attachments_listed
    assert [(a.title, a.signed, a.sealed) for a in said.attachments] == [
        ("建设单位承诺书", True, False),
        ("现状测绘成果", None, True),
    ]


def test_conclusion_from_its_heading_to_the_next_chapter():
    texts = [
        "五、分析结论........12",
        "五、分析结论",
        "（一）拟建建筑",
        "拟建1#楼全部满足大寒日2小时的要求。",
        "（二）周边建筑",
        "周边3#楼有2户不满足。",
        "六、附图",
        "其他文字。",
    ]

    said, _ = told(lines=[line(text, i) for i, text in enumerate(texts)])

    assert said.conclusions == (
        "拟建1#楼全部满足大寒日2小时的要求。",
        "周边3#楼有2户不满足。",
    )


def test_contradictions_are_told_and_the_first_holds():
    row = LooseRow(file="b.xlsx", place="b.xlsx[窗表]:40", cells=("标准日", "冬至日"))

    said, findings = told([grid(("标准日", "大寒日"), ("纬度", "38.42"))], [row])

    assert said.day is StandardDay.GREAT_COLD
    assert [(f.code, f.where) for f in findings] == [
        ("SUBMISSION-DECLARED-TWICE", "b.xlsx[窗表]:40")
    ]
    assert "大寒" in findings[0].message_zh
    assert "冬至" in findings[0].message_zh


def test_two_standard_days_do_not_contradict():
    days = [("太阳赤纬", "-20.1496°"), ("有效时间带", "8:00-16:00")]
    other = [("太阳赤纬", "-23.4392°"), ("有效时间带", "9:00-15:00")]

    said, findings = told([grid(*days), grid(*other)])

    assert said.band == (480.0, 960.0)
    assert not findings

    _, findings = told([grid(*days), grid(other[1])])  # the band alone is another one

    assert [f.code for f in findings] == ["SUBMISSION-DECLARED-TWICE"]


def test_rounded_figures_do_not_contradict():
    _, findings = told([grid(("纬度", "38.42"), ("北纬", "38°25′"))])

    assert findings == ()


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("38.42", 38.42),
        ("38°25′12″", 38.42),
        ("北纬38°25'12\"", 38.42),
        ("38度25分12秒", 38.42),
        ("南纬5°", -5.0),
        ("112.73°E", 112.73),
        ("-20°09′", -20.15),
        ("38°75′", None),
        ("约38度", None),
        ("", None),
    ],
)
def test_angles(text, degrees):
    assert angle(text) == degrees


def test_coordinates_in_either_order():
    assert coordinates("北纬38.42，东经112.73") == (38.42, 112.73)
    assert coordinates("东经：112°43′48″ 北纬：38°25′12″") == (38.42, 112.73)
    assert coordinates("三层") == (None, None)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("step", "1"),
        ("day", "大寒日或冬至日"),
        ("time_basis", "真太阳时换算为北京时间"),
        ("band", "全天"),
        ("date", "2026年13月1日"),
        ("sill_minimum", "50"),
        ("shortest_segment", "若干"),
    ],
)
def test_what_may_mean_two_things_is_not_taken(field, text):
    assert value_of(field, text) is None
