"""Tables in the layouts of the usual products are read as they were printed."""

import numpy as np
import pytest
from vendors.files import libre_office, write_csv, write_docx, write_pdf, write_xlsx
from vendors.records import submission_of

from sunlight.review.reading.submission import read_submission
from tamper.world import estate


@pytest.fixture(scope="module")
def report():
    return estate().report()


def as_rows(windows):
    """Rows as comparable tuples: place, sill, minutes and segments of both states."""
    found = {}
    for k in range(len(windows)):
        key = (str(windows.building[k]), int(windows.floor[k]), str(windows.label[k]))
        assert key not in found
        found[key] = (
            round(float(windows.sill_height[k]), 2),
            number(windows.minutes_before[k]),
            number(windows.minutes_after[k]),
            tuple(windows.segments_before.row(k)),
            tuple(windows.segments_after.row(k)),
        )
    return found


def number(value):
    return None if np.isnan(value) else int(value)


def read_back(path):
    pytest.importorskip("pdfplumber" if path.suffix == ".pdf" else "numpy")
    return read_submission([path])[0]


def checked(read, report):
    expected = as_rows(submission_of(report).windows)
    found = as_rows(read.windows)

    assert found.keys() == expected.keys()
    for key, row in expected.items():
        assert found[key] == row, key


def test_csv_with_durations_in_words(report, tmp_path):
    checked(read_back(write_csv(report, tmp_path / "窗表.csv")), report)


def test_xlsx_with_both_states_side_by_side(report, tmp_path):
    pytest.importorskip("openpyxl")
    read = read_back(write_xlsx(report, tmp_path / "窗报批表.xlsx"))

    checked(read, report)
    assert len(read.units) == len(report.units)
    assert [str(o) for o in read.units.outcome] == [u.outcome for u in report.units]
    assert [number(m) for m in read.units.minutes_after] == [
        u.after for u in report.units
    ]


def test_docx_with_several_rows_a_window(report, tmp_path):
    pytest.importorskip("docx")
    read = read_back(write_docx(report, tmp_path / "报告.docx"))

    checked(read, report)
    assert len(read.units) == len(report.units)
    assert [b.id for b in read.declaration.buildings] == [
        b.id for b in report.buildings
    ]
    told = {b.id: b for b in read.declaration.buildings}
    assert told["A1"].zero_level == pytest.approx(790.30)
    assert told["P1"].height == pytest.approx(52.20)
    assert set(report.conclusions) <= set(read.declaration.conclusions)


@pytest.mark.skipif(libre_office() is None, reason="needs LibreOffice")
def test_pdf_with_text(report, tmp_path):
    pytest.importorskip("docx")
    pytest.importorskip("pdfplumber")
    checked(read_back(write_pdf(report, tmp_path / "报告.pdf")), report)
