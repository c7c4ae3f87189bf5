"""Workbooks: what a person sees, exact numbers, merges, hidden parts, formulas."""

import datetime as dt
import zipfile

import pytest

openpyxl = pytest.importorskip("openpyxl")

from openpyxl.cell.rich_text import CellRichText, TextBlock  # noqa: E402
from openpyxl.cell.text import InlineFont  # noqa: E402

from sunlight.errors import ImporterError  # noqa: E402
from sunlight.importers.limits import Limits  # noqa: E402
from sunlight.review.reading.grids.book.values import shown_value  # noqa: E402
from sunlight.review.reading.grids.read import read_grids  # noqa: E402


@pytest.fixture
def made(tmp_path):
    """Saves a workbook that a function fills."""

    def make(fill, name="窗表.xlsx"):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "窗表"
        fill(sheet)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.mark.parametrize(
    ("value", "code", "text", "minutes"),
    [
        (1 / 12, "h:mm", "2:00", 120.0),
        (0.08333, "[h]:mm", "1:59", 119.9952),
        (0.08333, "h:mm:ss", "2:00:00", 119.9952),
        (1.5, "[h]:mm", "36:00", 2160.0),
        (44000.25, "h:mm", "6:00", 360.0),
        (0.75, '上午/下午h"时"mm"分"', "下午6时00分", 1080.0),
        (0.75, "h:mm AM/PM", "6:00 PM", 1080.0),
        (0.0785, "[mm]", "113", 113.04),
        (-0.05, "[h]:mm", "-1:12", -72.0),
        (1 / 3, "[$-F400]h:mm:ss", "8:00:00", 480.0),
        (119.9999 / 1440, '"1:59:59"', "1:59:59", 119.9999),
        (44581.0, "yyyy-mm-dd", "2022-01-20", None),
        (44581.0, 'yyyy"年"m"月"d"日"', "2022年1月20日", None),
        (44581.5, "yyyy/m/d h:mm", "2022/1/20 12:00", None),
        (1234567.891, "#,##0.00", "1,234,567.89", None),
        (-3.456, "+0.00;-0.00;0.00", "-3.46", None),
        (3.456, "+0.00;-0.00;0.00", "+3.46", None),
        (0.1234, "0.0%", "12.3%", None),
        (12345.678, "0.00E+00", "1.23E+04", None),
        (7.0, "000", "007", None),
        (7.5, "0.##", "7.5", None),
        (120.0, '0"分钟"', "120分钟", None),
        (5.0, 'General"层"', "5层", None),
        (254.96789245280377, "", "254.9678925", None),
        (113.0, "", "113", None),
        (1e300, "0.00", "1e+300", None),
    ],
)
def test_a_number_reads_as_its_format_shows_it(value, code, text, minutes):
    assert (text, minutes) == shown_value(value, code)


def test_days_count_from_1904_where_the_workbook_says_so():
    assert ("2022-01-20", None) == shown_value(43119, "yyyy-mm-dd", epoch_1904=True)


def test_times_are_minutes_and_texts_are_as_seen(made):
    def fill(sheet):
        sheet.append(["窗号", "建设前", "建设后", "窗台高", "日期"])
        sheet.append(["1#-S01", dt.time(2, 0), 0.08333, 0.9, dt.date(2024, 1, 20)])
        sheet["B2"].number_format = "h:mm"
        sheet["C2"].number_format = "[h]:mm"
        sheet["D2"].number_format = "0.00"

    (grid,), lines, findings = read_grids(made(fill))

    assert ("1#-S01", "2:00", "1:59", "0.90", "2024-01-20") == grid.rows[1]
    assert 120.0 == grid.numbers[1, 1]
    assert pytest.approx(119.9952, abs=1e-9) == grid.numbers[1, 2]
    assert 0.9 == grid.numbers[1, 3]
    assert frozenset({(1, 1), (1, 2)}) == grid.time_cells
    assert ((), ()) == (lines, findings)


def test_places_and_lines_are_those_of_the_sheet(made):
    def fill(sheet):
        sheet["A3"], sheet["B3"] = "窗号", "合计"
        sheet["A4"], sheet["B4"] = "S01", 120
        sheet["A9"], sheet["B9"] = "S02", 60

    (grid,), _, _ = read_grids(made(fill))

    assert ("窗表.xlsx[窗表]", "窗表") == (grid.place, grid.caption)
    assert (("窗号", "合计"), ("S01", "120"), ("", ""), ("S02", "60")) == grid.rows
    assert (3, 4, 5, 9) == grid.lines
    assert {(1, 1): 120.0, (3, 1): 60.0} == grid.numbers


def test_a_merge_is_repeated_and_said_to_be_one(made):
    def fill(sheet):
        for row in (["楼", "建设前", None], [None, "起止", "合计"], ["1#", "a", 0.5]):
            sheet.append(row)
        sheet.append([None, "b", None])
        sheet["C3"].number_format = "h:mm"
        for reference in ("A1:A2", "B1:C1", "A3:A4", "C3:C4"):
            sheet.merge_cells(reference)

    (grid,), _, _ = read_grids(made(fill))

    expected = (
        ("楼", "建设前", "建设前"),
        ("楼", "起止", "合计"),
        ("1#", "a", "12:00"),
        ("1#", "b", "12:00"),
    )
    assert expected == grid.rows
    assert {(1, 0), (0, 2), (3, 0), (3, 2)} == grid.merged
    assert {(2, 2): 720.0, (3, 2): 720.0} == grid.numbers
    assert {(2, 2), (3, 2)} == grid.time_cells


def test_hidden_rows_columns_and_sheets_are_read_and_named(made):
    def fill(sheet):
        for row in range(1, 7):
            sheet.append([row, row * 10, "x"])
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        below = sheet.parent.create_sheet("底稿")
        below.append(["真", "数"])
        below.sheet_state = "hidden"

    grids, _, (finding,) = read_grids(made(fill))

    assert ["窗表", "底稿"] == [grid.caption for grid in grids]
    assert ("2", "20", "x") == grids[0].rows[1]
    assert "SUBMISSION-HIDDEN" == finding.code
    for name in ("工作表“底稿”", "窗表 第 2–3 行", "窗表 第 B 列"):
        assert name in finding.message_zh


def test_a_formula_is_never_computed(made, codes):
    (grid,), _, findings = read_grids(
        made(lambda sheet: sheet.append(["合计", "=1+1", "=HYPERLINK(A1)"]))
    )

    assert (("合计",),) == grid.rows
    assert {"SUBMISSION-FORMULA-UNREAD"} == codes(findings)
    assert "窗表!B1, 窗表!C1" in findings[0].message


def test_errors_of_the_spreadsheet_are_texts_and_named(made):
    def fill(sheet):
        sheet.append(["S01", "#REF!"])
        sheet["B1"].data_type = "e"

    (grid,), _, (finding,) = read_grids(made(fill))

    assert (("S01", "#REF!"),) == grid.rows
    assert ("SUBMISSION-ERROR-CELL", "#REF!") == (finding.code, finding.found)


def test_rich_text_and_hostile_texts_come_through_as_texts(made, codes):
    def fill(sheet):
        sheet["A1"] = CellRichText("8:00", TextBlock(InlineFont(b=True), "～9:15"))
        sheet["B1"] = "'=1+1"
        sheet["C1"] = "<script>alert(1)</script>"
        sheet["D1"] = "a_x0007_b"
        sheet["E1"] = "字" * 10_001
        sheet["F1"] = "\u202e1\u200b2"

    (grid,), _, findings = read_grids(made(fill))

    row = grid.rows[0]
    assert ("8:00～9:15", "'=1+1", "<script>alert(1)</script>", "ab") == row[:4]
    assert (10_000, "12") == (len(row[4]), row[5])
    expected = {"SUBMISSION-CELL-CUT", "SUBMISSION-CONTROL-CHARACTERS"}
    assert expected == codes(findings)


def test_a_stray_cell_far_out_is_refused_before_it_fills_the_memory(made):
    def fill(sheet):
        for row in range(1, 50):
            sheet.append([row])
        sheet["XFD1"] = "x"

    with pytest.raises(ImporterError, match=r"stray cells|rows of ten cells"):
        read_grids(made(fill), limits=Limits(entities=2_000))


def test_merges_that_lie_over_one_another_are_refused(made, tmp_path):
    def fill(sheet):
        for row in range(1, 5):
            sheet.append([row, row])
        sheet.merge_cells("A1:B4")

    merge = b'<mergeCell ref="A1:B4"/>'
    path = tmp_path / "a.xlsx"
    with (
        zipfile.ZipFile(made(fill)) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, content.replace(merge, 5 * merge))

    with pytest.raises(ImporterError, match="lie over one another"):
        read_grids(path)


def test_a_workbook_without_any_text_has_no_table(made, codes):
    grids, _, findings = read_grids(made(lambda sheet: None))

    assert ((), {"SUBMISSION-NO-TABLE"}) == (grids, codes(findings))


def test_the_suffix_may_lie(made, codes):
    path = made(lambda sheet: sheet.append(["窗号", "合计"]), name="窗表.csv")

    grids, _, findings = read_grids(path)

    assert (1, {"SUBMISSION-SUFFIX"}) == (len(grids), codes(findings))
