"""A report as files: Word, Excel, CSV, PDF and our own bundle."""

import csv
import os
import shutil
import subprocess
from itertools import groupby

from vendors.docx_tables import write_docx
from vendors.times import duration_words, hours_minutes, segments_text

__all__ = [
    "libre_office",
    "write_bundle_of",
    "write_csv",
    "write_docx",
    "write_pdf",
    "write_xlsx",
]


FIRST = ("楼号", "层号", "户号", "窗号", "窗台高(m)")


def write_csv(report, path, *, encoding="gb18030"):
    """One plain table with durations in words."""
    head = [
        "楼号",
        "楼层",
        "窗号",
        "户号",
        "房间",
        "窗台高(m)",
        "建设前日照时段",
        "建设前日照时数",
        "建设后日照时段",
        "建设后日照时数",
        "是否达标",
    ]
    style = report.style
    with path.open("w", encoding=encoding, newline="") as stream:
        put = csv.writer(stream)
        put.writerow(head)
        for row in report.windows:
            put.writerow(
                [
                    row.building,
                    row.floor,
                    row.label,
                    row.household,
                    row.room,
                    f"{row.sill:.2f}",
                    _joined(row.segments_before, row.before, style),
                    "—" if row.before is None else duration_words(row.before),
                    _joined(row.segments_after, row.after, style),
                    "—" if row.after is None else duration_words(row.after),
                    row.reaches,
                ]
            )
    return path


def _joined(segments, minutes, style):
    if minutes is None or not style.segments:
        return "—"
    return "；".join(segments_text(segments, style, dash="-")) or "无"


def write_xlsx(report, path):
    """A sheet of windows before and after side by side, and one of households."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "窗报批表"
    sheet.append([f"{report.stated.get('project', '')}窗户日照分析报批表"])
    sheet.append(
        [
            "楼号",
            "层号",
            "户号",
            "窗号",
            "窗台高(m)",
            "建设前",
            None,
            "建设后",
            None,
            "结论",
        ]
    )
    sheet.append([None] * 5 + ["日照时间", "有效日照"] * 2 + [None])
    sheet.merge_cells("A1:J1")
    for column in "ABCDEJ":
        sheet.merge_cells(f"{column}2:{column}3")
    sheet.merge_cells("F2:G2")
    sheet.merge_cells("H2:I2")
    style = report.style
    for building, rows in groupby(report.windows, key=lambda r: r.building):
        first = sheet.max_row + 1
        for row in rows:
            sheet.append(
                [
                    building,
                    row.floor,
                    row.household,
                    f"{row.label}",
                    round(row.sill, 3),
                    _lines(row.segments_before, row.before, style),
                    None if row.before is None else hours_minutes(row.before),
                    _lines(row.segments_after, row.after, style),
                    None if row.after is None else hours_minutes(row.after),
                    row.reaches,
                ]
            )
        sheet.merge_cells(f"A{first}:A{sheet.max_row}")
    if report.units:
        homes = book.create_sheet("分户统计表")
        homes.append(["楼号", "层号", "户号", "建设前", "建设后", "结论"])
        for u in report.units:
            before = "-" if u.before is None else hours_minutes(u.before)
            homes.append(
                [
                    u.building,
                    u.floor,
                    u.label,
                    before,
                    hours_minutes(u.after),
                    u.outcome,
                ]
            )
    book.save(path)
    return path


def _lines(segments, minutes, style):
    if minutes is None or not style.segments:
        return None
    return "\n".join(segments_text(segments, style)) or "无"


def libre_office():
    """Program that turns a Word file into PDF; None where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def write_pdf(report, path):
    """The compact Word tables as a PDF with text."""
    word = write_docx(report, path.with_suffix(".docx"), compact=True)
    profile = path.parent / "office"
    subprocess.run(
        [
            str(libre_office()),
            f"-env:UserInstallation={profile.resolve().as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(path.parent),
            str(word),
        ],
        check=True,
        capture_output=True,
        timeout=180,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    word.unlink()
    return path


def write_bundle_of(assessment, path):
    """Our own bundle of an assessment."""
    from sunlight.report.bundle import write_bundle
    from sunlight.report.content.build import report_record

    write_bundle(path, assessment=assessment, report=report_record(assessment))
    return path
