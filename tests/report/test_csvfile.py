"""CSV files that spreadsheet programs open as they are."""

import csv

import pyarrow as pa
import pytest

from sunlight.report.csvfile import guarded_text, write_csv
from sunlight.report.texts import texts


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("-A1", "'-A1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("-12.5", "-12.5"),
        ("+3", "+3"),
        ("3#", "3#"),
        ("", ""),
        (None, None),
    ],
)
def test_what_would_be_run_as_a_formula_gets_an_apostrophe(cell, expected):
    column = pa.array([cell, "1#"], pa.string())

    assert [expected, "1#"] == guarded_text(column).to_pylist()


def test_a_file_begins_with_a_mark_and_chinese_headings(tmp_path):
    table = pa.table({"building": ["一号, 楼"], "assumed": [True], "width": [None]})
    path = tmp_path / "t.csv"

    write_csv(table, path, texts("zh"))

    expected = '\ufeff"建筑","假定窗","窗宽(m)"\r\n"一号, 楼","是",\r\n'
    assert expected.encode() == path.read_bytes()


def test_numbers_below_zero_stay_numbers(tmp_path):
    path = tmp_path / "t.csv"

    write_csv(pa.table({"margin": [-22.5], "building": ["-1"]}), path, texts("en"))

    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [["margin (min)", "building"], ["-22.5", "-1"]] == list(csv.reader(file))


def test_quotes_and_line_ends_inside_a_cell_survive(tmp_path):
    path = tmp_path / "t.csv"
    names = ['a "b"', "c\nd", "e\r\nf"]

    write_csv(pa.table({"name": names}), path, texts("en"))

    with path.open(encoding="utf-8-sig", newline="") as file:
        assert names == [row[0] for row in csv.reader(file)][1:]
