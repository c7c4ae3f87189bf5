"""Texts with delimiters: encodings, delimiters, quotes, formulas."""

import pytest

from sunlight.errors import ImporterError
from sunlight.review.reading.grids.delimited import decode_table, delimiter_of
from sunlight.review.reading.grids.read import read_grids

TABLE = "窗号,时段,合计\r\nS01,8:00～9:15,01:15\r\nS02,无,0\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_the_encoding_is_told_by_the_bytes(tmp_path, encoding):
    path = tmp_path / "窗表.csv"
    path.write_bytes(TABLE.encode(encoding))

    (grid,), lines, findings = read_grids(path)

    expected = (("窗号", "时段", "合计"), ("S01", "8:00～9:15", "01:15"))
    assert expected == grid.rows[:2]
    assert ("窗表.csv", "", (1, 2, 3)) == (grid.place, grid.caption, grid.lines)
    assert ((), ()) == (lines, findings)


def test_bytes_of_no_known_encoding_are_refused():
    content = "建筑,Gebäude\n1#,Süd".encode() + b"\xff\n"

    with pytest.raises(ImporterError, match="neither UTF-8 nor GB 18030"):
        decode_table(content, source="a.csv")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a\tb,c\n1\t2\n", "\t"),
        ("窗号;时段\n1;8:00-9:00, 9:30-10:00\n2;8:00-9:10\n", ";"),
        ('窗号,时段\n1,"8:00-9:00; 9:30-10:00; 11:00-12:00"\n', ","),
        ("一行文字\n", ""),
    ],
)
def test_the_delimiter_is_the_one_that_cuts_evenly(text, delimiter):
    assert delimiter == delimiter_of(text)


def test_quotes_blank_lines_and_several_tables_stay_one_grid(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        '1#楼,\n窗号,时段\nS01,"8:00-9:15\n10:00-11:00"\n\n\n2#楼,\n窗号,时段\n',
        encoding="utf-8",
    )

    (grid,), _, _ = read_grids(path)

    assert (1, 2, 3, 5, 7, 8) == grid.lines
    assert ("S01", "8:00-9:15\n10:00-11:00") == grid.rows[2]
    assert (("", ""), ("2#楼", "")) == grid.rows[3:5]


def test_formulas_stay_texts(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('\'=1+1,=1+1,"=""0101""",\'-S01\n@x,+1,b,\n', encoding="utf-8")

    (grid,), _, _ = read_grids(path)

    assert ("=1+1", "=1+1", "0101", "-S01") == grid.rows[0]
    assert {} == grid.numbers


def test_a_quote_that_is_never_closed_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,"' + "x,y\n" * 20, encoding="utf-8")

    with pytest.raises(ImporterError, match="a quote may not be closed"):
        read_grids(path)


def test_a_text_without_a_delimiter_is_running_text(tmp_path, codes):
    path = tmp_path / "说明.txt"
    path.write_text("编制单位：某某公司\n\n结论：满足\n", encoding="utf-8")

    grids, lines, findings = read_grids(path)

    assert ["编制单位：某某公司", "结论：满足"] == [line.text for line in lines]
    assert ((), {"SUBMISSION-NO-TABLE"}) == (grids, codes(findings))
