"""The report of the project itself, read back cell for cell."""

import re
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("docx")
pytest.importorskip("openpyxl")

from sunlight.assessment import assess
from sunlight.importers.project_file import read_project
from sunlight.report.content.build import report_record
from sunlight.report.content.records import Table
from sunlight.report.docx.write import write_docx
from sunlight.report.xlsx.write import write_xlsx
from sunlight.review.reading.grids.read import read_grids

ESTATE = Path(__file__).parents[2] / "report" / "estate.toml"


@pytest.fixture(scope="module")
def estate():
    project, findings = read_project(ESTATE)
    return assess(project, findings=findings)


@pytest.fixture(scope="module")
def record(estate):
    return report_record(estate, lang="zh")


@pytest.fixture(scope="module")
def document(record, tmp_path_factory):
    path = tmp_path_factory.mktemp("own") / "report.docx"
    write_docx(record, path)
    return path


@pytest.fixture(scope="module")
def workbook(estate, tmp_path_factory):
    path = tmp_path_factory.mktemp("own") / "report.xlsx"
    write_xlsx(estate, path)
    grids, _, findings = read_grids(path)
    return {grid.caption: grid for grid in grids}, findings


def column(grid, *heading):
    """Index of a column by its headings, from above."""
    for c in range(len(grid.rows[0])):
        if heading == tuple(row[c] for row in grid.rows[2 : 2 + len(heading)]):
            return c
    raise AssertionError(heading)


def test_minutes_of_the_workbook_come_out_exactly(estate, workbook):
    grid = workbook[0]["窗户日照"]
    windows = estate.windows
    exact = np.stack((windows.minutes_before, windows.minutes_after), axis=1)
    rows = range(4, len(grid.rows))
    order = [
        {str(x): i for i, x in enumerate(estate.project.windows.id)}[
            grid.rows[r][column(grid, "窗号", "窗号")]
        ]
        for r in rows
    ]

    for state, group in enumerate(("建设前", "建设后")):
        at = column(grid, group, "总有效日照(时:分)")
        read = [grid.numbers.get((r, at), np.nan) for r in rows]
        np.testing.assert_allclose(read, exact[order, state], atol=1e-8)
        shown = [grid.rows[r][at] for r in rows]
        whole = [int(x.split(":")[0]) * 60 + int(x.split(":")[1]) for x in shown if x]
        known = exact[order, state][~np.isnan(exact[order, state])]
        assert np.floor(known + 1e-9).astype(int).tolist() == whole
        times = {(r, at) for r in rows if grid.rows[r][at]}
        assert times <= grid.time_cells


def test_the_workbook_has_nothing_unread(workbook, codes):
    assert {"SUBMISSION-FORMULA"} == codes(workbook[1])


def tables_of(chapters):
    for chapter in chapters:
        for block in chapter.blocks:
            if isinstance(block, Table) and block.rows:
                yield block
        yield from tables_of(chapter.sections)


def plain(row):
    """Cells without the marks that writers put before what fails or is open."""
    return tuple(re.sub(r"^[×※] ", "", text) for text in row)


def test_tables_of_the_document_come_out_exactly(record, document):
    grids, _, findings = read_grids(document)

    by_caption = {grid.caption.partition("\u3000")[2]: grid for grid in grids}
    tables = list(tables_of(record.chapters))
    assert len(tables) > 20
    for table in tables:
        grid = by_caption[table.caption]
        body = [
            plain(row)
            for r, row in enumerate(grid.rows[1:], start=1)
            if (r, 1) not in grid.merged
        ]
        assert tuple(c.title for c in table.columns) == grid.rows[0]
        assert [plain(cell.text for cell in row) for row in table.rows] == body
    assert () == findings
