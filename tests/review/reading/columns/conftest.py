"""A small estate, assessed once, and its windows as common programs print them."""

import math
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace

import pytest

from sunlight.assessment import assess
from sunlight.importers.project_file import read_project

PLACE = "北纬38°25′12″，东经112°43′48″"
ESTATE = Path(__file__).parents[3] / "report" / "estate.toml"


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A window as a program that rounds down prints it."""

    label: str
    building: str
    floor: int
    sill: float
    household: str
    minutes: dict
    segments: dict

    def minutes_or_zero(self, state):
        return 0 if math.isnan(self.minutes[state]) else int(self.minutes[state])


@pytest.fixture(scope="session")
def estate():
    project, findings = read_project(ESTATE)
    return assess(project, findings=findings)


@pytest.fixture(scope="session")
def printed(estate):
    """Windows by building and storey, with whole minutes."""
    project, results = estate.project, estate.windows
    table, ids = project.windows, [b.id for b in project.buildings]
    households = [*project.households.id, ""]
    counted = {
        "before": results.counted_before.to_rows(),
        "after": results.counted_after.to_rows(),
    }
    windows = [
        Printed(
            label=table.id[w],
            building=ids[table.building[w]],
            floor=int(table.floor[w]),
            sill=float(table.sill_height[w]),
            household=households[project.rooms.household[table.room[w]]],
            minutes={
                "before": _whole(results.minutes_before[w]),
                "after": _whole(results.minutes_after[w]),
            },
            segments={
                state: [(math.floor(a), math.floor(b)) for a, b in counted[state][w]]
                for state in ("before", "after")
            },
        )
        for w in range(len(table.id))
    ]
    return sorted(windows, key=lambda w: (w.building, w.floor, w.label))


@pytest.fixture
def outside(printed):
    """Windows of the buildings outside of the project: they have a before."""
    return [w for w in printed if w.building != "P1"]


def _whole(value):
    return math.nan if math.isnan(value) else float(math.floor(value))


def clock(minutes):
    return f"{int(minutes) // 60:02d}:{int(minutes) % 60:02d}"


def write_floor_grouped(path, windows):
    """Storeys down the left, a line for each segment, parameters at the foot."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for building, group in groupby(windows, key=lambda w: w.building):
        sheet = book.create_sheet(f"{building}窗照表".replace("#", "号楼"))
        sheet.append([f"{building}楼 窗日照分析表（建设后）"])
        sheet.merge_cells("A1:F1")
        sheet.append(["层号", "窗位", "窗台高(米)", "日照时间", None, "总有效日照"])
        sheet.append([None, None, None, "日照时间", None, None])
        sheet.merge_cells("D2:E2")
        for column in "ABCF":
            sheet.merge_cells(f"{column}2:{column}3")
        sheet["D3"], sheet["E3"] = "起", "止"
        for floor, inside in groupby(group, key=lambda w: w.floor):
            first = sheet.max_row + 1
            for window in inside:
                _window_lines(sheet, window, floor)
            if sheet.max_row > first:
                sheet.merge_cells(f"A{first}:A{sheet.max_row}")
        sheet.append(
            ["分析标准：大寒日 8:00～16:00 累计2小时；北纬38°25′12″，东经112°43′48″"]
        )
        last = sheet.max_row
        sheet.merge_cells(f"A{last}:F{last}")
        sheet.append(["时间间隔", "1分钟", "最小连续日照", "5分钟", "窗台高", "0.9米"])
    book.save(path)
    return path


def _window_lines(sheet, window, floor):
    first = sheet.max_row + 1
    segments = window.segments["after"] or [None]
    for segment in segments:
        start, end = (clock(t) for t in segment) if segment else ("无日照", None)
        sheet.append(
            [
                f"{floor}层",
                window.label,
                window.sill,
                start,
                end,
                clock(window.minutes_or_zero("after")),
            ]
        )
    if len(segments) > 1:
        for column in "BCF":
            sheet.merge_cells(f"{column}{first}:{column}{sheet.max_row}")


def write_side_by_side(path, windows):
    """Before and after beside one another under two-row headings, in a document."""
    import docx

    document = docx.Document()
    document.add_paragraph("一、概述")
    document.add_paragraph(
        "本报告采用“某某日照分析软件”V3.1进行计算，时间步长为1分钟，采用真太阳时。"
    )
    for building, group in groupby(windows, key=lambda w: w.building):
        document.add_paragraph(f"表 窗户日照对比表：{building}")
        table = document.add_table(rows=2, cols=7)
        top, below = table.rows
        for index, text in enumerate(("窗户编号", "窗台高(mm)")):
            top.cells[index].merge(below.cells[index]).text = text
        top.cells[2].merge(top.cells[3]).text = "建设前"
        top.cells[4].merge(top.cells[5]).text = "建设后"
        for index, text in enumerate(("日照时间", "总有效日照") * 2):
            below.cells[2 + index].text = text
        top.cells[6].merge(below.cells[6]).text = "是否满足"
        for floor, inside in groupby(group, key=lambda w: w.floor):
            cells = table.add_row().cells
            cells[0].merge(cells[6]).text = f"第{floor}层"
            for window in inside:
                cells = table.add_row().cells
                texts = [window.label, f"{window.sill * 1000:.0f}"]
                for state in ("before", "after"):
                    listed = [
                        f"{clock(a)}~{clock(b)}" for a, b in window.segments[state]
                    ]
                    texts.append("\n".join(listed) or "无")
                    texts.append(clock(window.minutes_or_zero(state)))
                texts.append(
                    "满足" if window.minutes_or_zero("after") >= 120 else "不满足"
                )
                for cell, text in zip(cells, texts, strict=True):
                    cell.text = text
    document.add_paragraph("二、结论")
    document.add_paragraph("1#楼有6户不满足日照标准。")
    document.add_paragraph("三、附件")
    document.add_paragraph("附件1：建设单位承诺书")
    document.save(path)
    return path


def chinese_duration(minutes):
    hours, rest = divmod(int(minutes), 60)
    return f"{hours}小时{rest}分" if hours else f"{rest}分钟"


def write_plain_csv(path, windows):
    """One flat table in GB 18030, durations in words."""
    lines = [
        "楼号,楼层,窗号,户号,窗台高,现状日照时段,现状日照时数,建后日照时段,建后日照时数"
    ]
    for window in windows:
        texts = [window.building, f"{window.floor}F", window.label, window.household]
        texts.append(f"{window.sill:.2f}")
        for state in ("before", "after"):
            listed = [
                f"{a // 60}时{a % 60:02d}分至{b // 60}时{b % 60:02d}分"
                for a, b in window.segments[state]
            ]
            texts.append("；".join(listed) or "无日照")
            texts.append(chinese_duration(window.minutes_or_zero(state)))
        lines.append(",".join(texts))
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("gb18030"))
    return path


@pytest.fixture(scope="session")
def layouts():
    """Writers of tables in the layouts of common programs."""
    return SimpleNamespace(
        floor_grouped=write_floor_grouped,
        side_by_side=write_side_by_side,
        plain_csv=write_plain_csv,
    )
