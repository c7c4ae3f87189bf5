"""Tables over page breaks are read on, and rows that a break cuts are put together."""

from sunlight.review.reading.columns.gather import submitted_windows
from sunlight.review.reading.columns.parts import parts_of
from sunlight.review.reading.grids.records import Grid
from sunlight.review.reading.problems import ReadingProblems

HEAD = ("层号", "窗位", "窗台高(m)", "日照时间", "总有效日照")


def page(number, *rows, caption=""):
    return Grid(
        file="a.pdf",
        place=f"a.pdf[第 {number} 页 表 1]",
        caption=caption,
        rows=tuple(rows),
        lines=tuple(range(1, len(rows) + 1)),
    )


def read(*grids):
    problems = ReadingProblems()
    parts, _, others = parts_of(grids, problems)
    return submitted_windows(parts, problems), problems.all(), others


def test_table_without_heading_goes_on():
    windows, findings, _ = read(
        page(1, HEAD, ("1", "S1", "0.9", "8:00~9:15", "1:15"), caption="A1 窗照表"),
        page(2, ("", "S2", "0.9", "8:00~9:15", "1:15"), ("2", "S1", "0.9", "无", "0")),
        page(3, ("", "S2", "0.9", "无", "0")),
    )

    assert list(windows.label) == ["S1", "S2", "S1", "S2"]
    assert windows.floor.tolist() == [1, 1, 2, 2]
    assert set(windows.building) == {"A1"} or list(windows.building) == ["A1"] * 4
    assert windows.place(1) == "a.pdf[第 2 页 表 1]:1"
    assert [f.code for f in findings] == ["SUBMISSION-TABLE-CONTINUED"]


def test_row_cut_in_the_middle_of_a_time_is_put_together():
    windows, findings, _ = read(
        page(1, HEAD, ("1", "S1", "0.9", "8:00~9:15;\n10:20~1", "2:55")),
        page(2, ("", "", "", "2:00", ""), ("", "S2", "0.9", "13:00~14:00", "1:00")),
    )

    assert list(windows.label) == ["S1", "S2"]
    assert windows.segments_after.row(0) == [(480.0, 555.0), (620.0, 720.0)]
    assert [f.code for f in findings] == ["SUBMISSION-TABLE-CONTINUED"]


def test_row_cut_between_its_segments_is_put_together():
    windows, _, _ = read(
        page(1, HEAD, ("1", "S1", "0.9", "8:00~9:15", "2:55")),
        page(2, ("", "", "", "10:20~12:00", "")),
    )

    assert windows.segments_after.row(0) == [(480.0, 555.0), (620.0, 720.0)]


def test_another_table_of_as_many_columns_is_not_read_on():
    windows, _, others = read(
        page(1, HEAD, ("1", "S1", "0.9", "8:00~9:15", "1:15")),
        page(2, ("甲", "乙", "丙", "丁", "戊"), ("己", "庚", "辛", "壬", "癸")),
    )

    assert list(windows.label) == ["S1"]
    assert len(others) == 1


def test_no_table_at_all():
    windows, findings, others = read()

    assert len(windows) == 0
    assert (findings, others) == ((), [])
