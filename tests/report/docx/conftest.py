"""A report written by hand, with every kind of block."""

import dataclasses
import struct
import zlib

import pytest

from sunlight.assessment.records import Provenance
from sunlight.report.content.records import (
    REPORT_SCHEMA,
    Blanks,
    Cell,
    Chapter,
    Column,
    Field,
    Fields,
    Items,
    Letter,
    Paragraph,
    Pictures,
    Report,
    Table,
)
from sunlight.report.docx.write import write_docx
from sunlight.report.pictures.drawing import DrawnPicture

PROVENANCE = Provenance(
    schema="sunlight-tables/1",
    engine="0.1.0",
    rules="xinzhou-2022",
    rules_hash="ab" * 32,
    input_hash="cd" * 32,
    latitude=38.42,
    longitude=112.73,
    place_origin="项目文件",
    day="大寒",
    band=(480.0, 960.0),
    declination=-20.15,
    declination_origin="SPA 2001",
    equation_of_time=-11.0,
    other_days=(),
    shortest_segment=5.0,
    sill_minimum=0.9,
    counted_width=1.8,
    full_window="ends",
    own_plates="ignored",
)

WINDOW_COLUMNS = (
    Column(id="window", title="窗号", width=1.2),
    Column(id="household", title="户号"),
    Column(id="room", title="房间"),
    Column(id="sill", title="窗台高 (m)", kind="number", width=0.8),
    Column(id="before_segments", title="建设前日照时段", kind="segments", width=1.6),
    Column(id="before", title="建设前 (min)", kind="minutes", width=0.8),
    Column(id="after_segments", title="建设后日照时段", kind="segments", width=1.6),
    Column(id="after", title="建设后 (min)", kind="minutes", width=0.8),
    Column(id="outcome", title="达标情况", kind="outcome"),
)


def window_table(name, floors, per_floor=4, fail=lambda floor, index: False):
    """Table of the windows of a building, grouped by floor."""
    rows, groups = [], []
    for floor in range(1, floors + 1):
        groups.append((len(rows), f"{floor} 层"))
        for index in range(per_floor):
            bad = fail(floor, index)
            rows.append(
                (
                    Cell(text=f"{name}-{floor}-C{index + 1}"),
                    Cell(text=f"{floor}0{index + 1}"),
                    Cell(text="起居室"),
                    Cell(text="0.90", value=0.9),
                    Cell(text="08:15–09:40\n13:05–16:00", value=None),
                    Cell(text="260", value=260.4),
                    Cell(text="08:15–09:40" if bad else "08:15–09:40\n14:05–16:00"),
                    Cell(
                        text="85" if bad else "200",
                        value=85.2,
                        tone="fail" if bad else "pass",
                    ),
                    Cell(
                        text="未达标" if bad else "达标", tone="fail" if bad else "pass"
                    ),
                )
            )
    return Table(
        id=f"window-table:{name}",
        caption=f"{name} 窗户日照分析表",
        columns=WINDOW_COLUMNS,
        rows=tuple(rows),
        groups=tuple(groups),
        note="时刻为真太阳时；分钟数向下取整，判定用精确值。",
    )


def summary_table():
    """Household summary of each building."""
    columns = (
        Column(id="building", title="建筑", width=1.4),
        Column(id="total", title="总户数", kind="number"),
        Column(id="before", title="建设前满足", kind="number"),
        Column(id="after", title="建设后满足", kind="number"),
        Column(id="lost", title="由满足变为不满足", kind="number"),
        Column(id="verdict", title="结论", kind="outcome"),
    )
    rows = (
        ("3#", 48, 48, 45, 3, "不满足", "fail"),
        ("5#", 36, 36, 36, 0, "满足", "pass"),
        ("7#", 24, 20, 20, 0, "不影响", "pass"),
        ("9#", 12, 10, 10, 0, "影响（日照增加）", "gain"),
        ("11#", 12, 0, 0, 0, "未判定", "open"),
    )
    return Table(
        id="summary",
        caption="各幢住户日照汇总表",
        columns=columns,
        rows=tuple(
            (
                Cell(text=name),
                *(Cell(text=str(n), value=float(n)) for n in numbers),
                Cell(text=word, tone=tone),
            )
            for name, *numbers, word, tone in rows
        ),
    )


def letter(kind, title, party):
    """A letter of commitment in our words."""
    return Letter(
        id=kind,
        title=title,
        addressee="忻州市规划和自然资源局",
        paragraphs=(
            "我单位就本项目日照分析报告郑重承诺如下。",
            "一、所提供的基础资料完整、准确，分析结论与实际相符；因资料不实造成的后果由我单位承担。"
            * 2,
            "二、对结论有争议并经贵局认为需要复核的，我单位予以配合，并按复核结果处理。",
            "特此承诺。",
        ),
        signature=(
            Field(label=f"{party}（盖章）", text=""),
            Field(label="法定代表人（签字）", text=""),
            Field(label="日期", text="　　　　年　　月　　日"),
        ),
        fields=(
            ("client", "忻州某某房地产开发有限公司"),
            ("compiler", "某某建筑设计院"),
            ("project", "滨河花园"),
            ("authority", "忻州市规划和自然资源局"),
            ("address", ""),
        ),
    )


def whole_report(**changes):
    """Every kind of block, tones, groups, blanks, long texts."""
    long = "甲" * 200
    chapters = (
        Chapter(
            id="parties",
            title="建设单位与编制单位",
            blocks=(
                Fields(
                    id="client",
                    caption="建设单位",
                    fields=(
                        Field(label="单位名称", text="忻州某某房地产开发有限公司"),
                        Field(label="地址", text=""),
                        Field(label="联系人及电话", text="张三，0350-0000000"),
                    ),
                ),
                Fields(
                    id="compiler",
                    caption="编制单位",
                    fields=(
                        Field(label="单位名称", text="某某建筑设计院"),
                        Field(label="资质证书编号", text=""),
                    ),
                ),
            ),
        ),
        Chapter(
            id="basis",
            title="编制依据",
            blocks=(
                Items(
                    items=(
                        Paragraph(text="《中华人民共和国城乡规划法》"),
                        Paragraph(text="忻政办发 2022 年 14 号及其附件1"),
                        Paragraph(text="现行国家标准", tone="note"),
                    ),
                    numbered=True,
                ),
                Paragraph(text="本报告所称“满窗日照”见规程二(一)。" * 6),
                Items(
                    items=(Paragraph(text="其一"), Paragraph(text="其二", tone="fail"))
                ),
            ),
        ),
        Chapter(
            id="sources",
            title="数据来源与计算参数",
            blocks=(
                Fields(
                    id="sources",
                    caption="计算参数",
                    fields=(
                        Field(
                            label="纬度", text="38.42°", origin="项目文件 site.latitude"
                        ),
                        Field(label="标准日", text="大寒日", origin="规程四(一)1"),
                        Field(
                            label="赤纬", text="-20.15°", origin="SPA，2001 年大寒时刻"
                        ),
                        Field(label="测绘成果编号", text="", origin="待补"),
                    ),
                ),
            ),
        ),
        Chapter(
            id="scope",
            title="分析范围",
            blocks=(
                Paragraph(text="范围按规程五(一)的扇形确定。"),
                Pictures(kind="scope", missing="本报告未附主客体范围图。"),
            ),
        ),
        Chapter(
            id="summary",
            title="汇总",
            blocks=(summary_table(),),
            sections=(
                Chapter(
                    id="inside",
                    title="项目以内",
                    blocks=(Paragraph(text="项目以内各户均满足。", tone="pass"),),
                ),
                Chapter(
                    id="outside",
                    title="项目以外",
                    blocks=(
                        Paragraph(text="3# 有 3 户由满足变为不满足。", tone="fail"),
                        Paragraph(text="9# 有 1 户日照增加。", tone="gain"),
                    ),
                    sections=(
                        Chapter(
                            id="deep",
                            title="三级标题",
                            blocks=(Paragraph(text="未判定的说明。", tone="open"),),
                        ),
                    ),
                ),
            ),
        ),
        Chapter(
            id="windows",
            title="窗户日照分析表",
            sections=tuple(
                Chapter(
                    id=f"windows-{name}",
                    title=f"{name} 楼",
                    blocks=(window_table(name, floors, fail=fails),),
                )
                for name, floors, fails in (
                    ("3#", 18, lambda floor, index: floor < 3 and index < 2),
                    ("5#", 6, lambda floor, index: False),
                )
            ),
        ),
        Chapter(
            id="drawings",
            title="图纸",
            blocks=(
                Pictures(kind="facade", missing="未附立面图。"),
                Pictures(kind="sunpath", missing="无未达标窗，未附日影图。"),
                Pictures(kind="scope"),
            ),
        ),
        Chapter(
            id="notes",
            title="说明",
            blocks=(
                Paragraph(
                    text="本软件不是规程三(三)所称国家认可的标准软件。", tone="note"
                ),
                Paragraph(text=f"很长的名称：{long}"),
                Paragraph(
                    text="=1+1 <script>alert(1)</script> & \x07\x00控制\u202e字符"
                ),
                Table(
                    id="empty",
                    caption="空表",
                    columns=(Column(id="a", title="甲"), Column(id="b", title="乙")),
                    rows=(),
                ),
            ),
        ),
        Chapter(
            id="signing",
            title="签署",
            blocks=(
                Blanks(
                    id="signing",
                    cells=(
                        Field(label="编制人", text="李四"),
                        Field(label="校核人", text=""),
                        Field(label="审定人", text=""),
                        Field(label="编制单位（盖章）", text="某某建筑设计院"),
                        Field(label="建设单位（盖章）", text=""),
                        Field(label="日期", text=""),
                    ),
                ),
            ),
        ),
        Chapter(
            id="letter-client",
            title="附件一　建设单位承诺书",
            blocks=(letter("letter-client", "日照分析报告承诺书", "建设单位"),),
        ),
        Chapter(
            id="letter-compiler",
            title="附件二　编制单位承诺书",
            blocks=(letter("letter-compiler", "日照分析报告承诺书", "编制单位"),),
        ),
    )
    report = Report(
        schema=REPORT_SCHEMA,
        lang="zh",
        title="日照分析报告",
        project="滨河花园",
        date="2026-03-01",
        masked=False,
        cover=(
            Field(label="建设单位", text="忻州某某房地产开发有限公司"),
            Field(label="编制单位", text="某某建筑设计院"),
            Field(label="资质证书编号", text=""),
            Field(label="编制日期", text="2026年3月1日"),
        ),
        chapters=chapters,
        provenance=PROVENANCE,
    )
    return dataclasses.replace(report, **changes)


def png(width, height):
    """A plain grey PNG with a frame."""
    line = b"\x00" + b"\x60" + b"\xd8" * (width - 2) + b"\x60"
    edge = b"\x00" + b"\x60" * width
    data = zlib.compress(edge + line * (height - 2) + edge)

    def chunk(kind, body):
        crc = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + crc

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", data)
        + chunk(b"IEND", b"")
    )


@pytest.fixture(scope="session")
def report():
    return whole_report()


@pytest.fixture(scope="session")
def report_with():
    return whole_report


@pytest.fixture
def windows():
    return window_table


@pytest.fixture
def pictures(tmp_path):
    return drawn_pictures(tmp_path)


@pytest.fixture(scope="session")
def written(report, tmp_path_factory):
    """What was written, the document read back, and its file."""
    docx = pytest.importorskip("docx")
    folder = tmp_path_factory.mktemp("written")
    path = folder / "report.docx"
    record = write_docx(report, path, pictures=drawn_pictures(folder))
    return record, docx.Document(str(path)), path


def drawn_pictures(folder):
    """A3 and smaller drawings, with and without a scale."""
    made = []
    for name, kind, title, size, scale in (
        ("scope", "scope", "主客体范围图", (420, 297), 1000),
        ("facade-3-S", "facade", "3# 南立面", (420, 297), 200),
        ("facade-3-N", "facade", "3# 北立面", (420, 297), 200),
        ("sun-1", "sunpath", "3#-1-C1 日影图", (160, 100), None),
        ("sun-2", "sunpath", "3#-1-C2 日影图", (160, 100), 50),
        ("loss", "loss", "各幢日照损失", (180, 120), None),
    ):
        path = folder / f"{name}.png"
        path.write_bytes(png(size[0], size[1]))
        made.append(
            DrawnPicture(
                id=name,
                kind=kind,
                title=title,
                alt=f"{title}：灰色示意",
                path=path,
                size=tuple(map(float, size)),
                scale=scale,
            )
        )
    return tuple(made)
