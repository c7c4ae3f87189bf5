"""Tables that cannot be read, or only in part, are told and never guessed."""

import math

import numpy as np
import pytest

from sunlight.errors import ImporterError, InputError
from sunlight.findings import Severity
from sunlight.review.reading.submission import read_submission
from sunlight.review.records.submission import NO_FLOOR

HEAD = "楼号,层号,窗号,窗台高(m),日照时段,总有效日照"


@pytest.fixture
def read(tmp_path):
    def reading(*lines, head=HEAD, name="a.csv"):
        path = tmp_path / name
        path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
        return read_submission([path])

    return reading


def codes(findings):
    return [f.code for f in findings]


def test_unreadable_cells_are_named_and_left_open(read):
    submission, findings = read(
        "1#,1,S1,0.9,8:00~9:15,1:15", "1#,1,S2,0.9,上午,约两小时", "1#,顶层,S3,高,无,0"
    )

    windows = submission.windows
    assert windows.minutes_after.tolist()[0] == 75.0
    assert math.isnan(windows.minutes_after[1])
    assert windows.segments_after.given.tolist() == [True, False, True]
    assert windows.floor.tolist() == [1, 1, NO_FLOOR]
    assert math.isnan(windows.sill_height[2])
    assert codes(findings) == ["SUBMISSION-CELL-UNREAD"] * 4
    assert {f.where for f in findings} == {"a.csv:3", "a.csv:4"}
    told = " ".join(f.message for f in findings)
    for text in ("上午", "约两小时", "顶层", "高", "日照时段", "总有效日照"):
        assert text in told


def test_many_unreadable_cells_are_counted(read):
    _, findings = read(*(f"1#,1,S{i},0.9,早上{i},1:15" for i in range(45)))

    assert codes(findings) == ["SUBMISSION-CELL-UNREAD"] * 21
    assert findings[-1].message == "and 25 more of this kind"


def test_duplicate_numbers_are_kept_and_told(read):
    submission, findings = read(
        "1#,1,S1,0.9,8:00~9:15,1:15", "1#,2,S1,0.9,8:00~9:15,1:15", "1#,1,S1,0.9,无,0"
    )

    assert len(submission.windows) == 3
    assert codes(findings) == ["SUBMISSION-DUPLICATE-WINDOW"]
    assert findings[0].where == "a.csv:2"
    assert "a.csv:4" in findings[0].message


def test_sills_in_metres_and_millimetres_are_told_apart(read):
    submission, findings = read(
        "1#,1,S1,0.9,8:00~9:15,1:15", "1#,1,S2,900,8:00~9:15,1:15"
    )

    assert submission.windows.sill_height.tolist() == [0.9, 0.9]
    assert codes(findings) == ["SUBMISSION-UNITS-MIXED"]
    assert findings[0].where == "a.csv:3"


def test_a_sill_that_may_be_either_is_left_open(read):
    submission, findings = read("1#,1,S1,12,8:00~9:15,1:15")

    assert math.isnan(submission.windows.sill_height[0])
    assert codes(findings) == ["SUBMISSION-CELL-UNREAD"]


def test_totals_written_in_several_ways_are_read_and_told(read):
    submission, findings = read(
        "1#,1,S1,0.9,8:00~9:15,1:15",
        "1#,1,S2,0.9,8:00~9:15,75",
        "1#,1,S3,0.9,8:00~9:15,1小时15分",
    )

    assert submission.windows.minutes_after.tolist() == [75.0, 75.0, 75.0]
    assert codes(findings) == ["SUBMISSION-UNITS-MIXED"]


def test_hours_without_a_unit_are_known_by_their_segments(read):
    submission, findings = read(
        "1#,1,S1,0.9,8:00~9:15,1.25", "1#,1,S2,0.9,8:00~10:00,2.00"
    )

    assert submission.windows.minutes_after.tolist() == [75.0, 120.0]
    assert codes(findings) == []


def test_figures_that_may_be_hours_or_minutes_are_left_open(read):
    submission, findings = read(
        "1#,1,S1,0.9,1.52", "1#,1,S2,0.9,2.10", head="楼号,层号,窗号,窗台高,总有效日照"
    )

    assert np.isnan(submission.windows.minutes_after).all()
    assert codes(findings) == ["SUBMISSION-NO-WINDOWS", "SUBMISSION-UNIT-UNKNOWN"]


def test_minutes_under_a_heading_of_hours_are_told(read):
    submission, findings = read(
        "1#,1,S1,0.9,1.5",
        "1#,1,S2,0.9,112",
        head="楼号,层号,窗号,窗台高,总有效日照(h)",
    )

    assert submission.windows.minutes_after.tolist() == [90.0, 112.0]
    assert codes(findings) == ["SUBMISSION-UNITS-MIXED"]


def test_totals_longer_than_a_day_of_sun_are_unread(read):
    submission, findings = read("1#,1,S1,0.9,8:00~9:15,1000", "1#,1,S2,0.9,无,75")

    assert math.isnan(submission.windows.minutes_after[0])
    assert "SUBMISSION-CELL-UNREAD" in codes(findings)


def test_segments_that_run_backwards_are_kept_and_told(read):
    submission, findings = read("1#,1,S1,0.9,9:15~8:00,1:15")

    assert submission.windows.segments_after.row(0) == [(555.0, 480.0)]
    assert codes(findings) == ["SUBMISSION-SEGMENT-ODD"]


def test_hostile_texts_stay_texts(read):
    submission, findings = read(
        "=1+1,1,=cmd|' /C calc'!A0,0.9,8:00~9:15,1:15",
        f"<script>,1,{'x' * 200},0.9,8:00~9:15,1:15",
    )

    windows = submission.windows
    assert list(windows.building) == ["=1+1", "<script>"]
    assert windows.label[0] == "=cmd|' /C calc'!A0"
    assert windows.label[1] == "x" * 200
    assert windows.minutes_after.tolist() == [75.0, 75.0]
    assert Severity.ERROR not in {f.severity for f in findings}


def test_sums_blanks_and_notes_are_no_windows(read):
    submission, findings = read(
        "1#,1,S1,0.9,8:00~9:15,1:15",
        ",,,,,",
        "合计,,1,,,1:15",
        "注：窗台高自楼面算起,,,,,",
        "时间步长,1分钟,标准日,大寒,,",
    )

    assert list(submission.windows.label) == ["S1"]
    assert codes(findings) == []
    assert submission.declaration.step == 1.0
    assert submission.declaration.day.value == "大寒"


def test_repeated_headings_are_passed_over(read):
    submission, _ = read(
        "1#,1,S1,0.9,8:00~9:15,1:15", HEAD, "1#,1,S2,0.9,8:00~9:15,1:15"
    )

    assert list(submission.windows.label) == ["S1", "S2"]


def test_blank_cells_below_a_label_go_on_with_it(read):
    submission, findings = read(
        "1#,1,S1,0.9,8:00~9:15,2:15", ",,,,10:00~11:00,", ",,S2,0.9,无日照,0"
    )

    windows = submission.windows
    assert list(windows.label) == ["S1", "S2"]
    assert windows.segments_after.row(0) == [(480.0, 555.0), (600.0, 660.0)]
    assert list(windows.building) == ["1#", "1#"]
    assert windows.floor.tolist() == [1, 1]
    assert windows.line.tolist() == [2, 4]
    assert codes(findings) == []


def test_a_row_of_figures_without_a_number_is_kept(read):
    submission, findings = read(
        "1#,1,S1,0.9,8:00~9:15,1:15", "1#,1,,0.9,8:00~10:00,2:00"
    )

    assert list(submission.windows.label) == ["S1", ""]
    assert codes(findings) == ["SUBMISSION-NO-LABEL"]


def test_a_dash_is_not_said_unless_the_total_is_nought(read):
    submission, findings = read(
        "1#,1,S1,0.9,—,—", "1#,1,S2,0.9,—,0", "1#,1,S3,0.9,无,0"
    )

    windows = submission.windows
    assert windows.segments_after.given.tolist() == [False, True, True]
    assert math.isnan(windows.minutes_after[0])
    assert codes(findings) == ["SUBMISSION-DASH"]
    assert findings[0].severity is Severity.NOTE


def test_nothing_readable_is_an_error(read):
    submission, findings = read("甲,乙", head="姓名,电话")

    assert len(submission.windows) == 0
    errors = [f.code for f in findings if f.severity is Severity.ERROR]
    assert errors == ["SUBMISSION-NO-WINDOWS"]


def test_one_state_is_after_unless_the_caption_says_before(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "现状日照"
    for row in (HEAD.split(","), ["1#", 1, "S1", 0.9, "8:00~9:15", "1:15"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")

    windows = read_submission([tmp_path / "a.xlsx"])[0].windows

    assert windows.minutes_before.tolist() == [75.0]
    assert np.isnan(windows.minutes_after).all()


def test_beijing_time_of_the_segments_is_declared(read):
    submission, _ = read(
        "1#,1,S1,0.9,8:40~9:55,1:15",
        head="楼号,层号,窗号,窗台高,日照时段(北京时间),总有效日照",
    )

    assert submission.declaration.time_basis.value == "beijing_time"


@pytest.mark.parametrize("paths", [[], ["missing.csv"], ["a.doc"]])
def test_files_that_cannot_be_read_are_refused(tmp_path, paths):
    with pytest.raises((InputError, ImporterError)):
        read_submission([tmp_path / p for p in paths])


def test_before_and_after_in_tables_of_their_own_are_joined(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, minutes in (("建设前", "2:15"), ("建设后", "1:15")):
        sheet = book.create_sheet(name)
        sheet.append([f"现状建筑窗户日照分析表（{name}）"])
        sheet.append(HEAD.split(","))
        sheet.append(["1#", 1, "S1", 0.9, "8:00~9:15", minutes])
        sheet.append(["2#", 1, "S1", 0.9, "无", 0])
    book.save(tmp_path / "a.xlsx")

    submission, findings = read_submission([tmp_path / "a.xlsx"])

    windows = submission.windows
    assert list(windows.building) == ["1#", "2#"]
    assert windows.minutes_before.tolist() == [135.0, 0.0]
    assert windows.minutes_after.tolist() == [75.0, 0.0]
    assert windows.segments_after.given.all()
    assert codes(findings) == ["SUBMISSION-STATES-JOINED"]


def test_rows_without_totals_go_on_only_with_later_segments(read):
    submission, findings = read(
        "1#,1,S1,8:00~9:15",
        "1#,1,S1,10:00~11:00",
        "1#,1,S1,8:00~9:15",
        head="楼号,层号,窗号,日照时段",
    )

    assert submission.windows.segments_after.row(0) == [(480.0, 555.0), (600.0, 660.0)]
    assert len(submission.windows) == 2
    assert codes(findings) == ["SUBMISSION-DUPLICATE-WINDOW"]


def test_a_time_broken_by_a_narrow_column_is_put_together(read):
    submission, findings = read('1#,1,S1,0.9,"08:00~1\n0:40",2:40')

    assert submission.windows.segments_after.row(0) == [(480.0, 640.0)]
    assert codes(findings) == []


def test_a_column_tells_the_state_of_each_line(read):
    submission, findings = read(
        "1#,1,S1,建设前,8:00,9:15,75",
        "1#,1,S1,建设前,10:00,11:00,",
        "1#,1,S1,建设后,8:00,8:30,30",
        "1#,1,S2,建设后,—,—,0",
        head="楼号,层号,窗号,状态,开始时间,结束时间,总有效日照(min)",
    )

    windows = submission.windows
    assert list(windows.label) == ["S1", "S2"]
    assert windows.segments_before.row(0) == [(480.0, 555.0), (600.0, 660.0)]
    assert windows.segments_after.row(0) == [(480.0, 510.0)]
    assert windows.minutes_before.tolist()[0] == 75.0
    assert windows.minutes_after.tolist() == [30.0, 0.0]
    assert codes(findings) == []
