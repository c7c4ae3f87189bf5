"""The workbook of the small estate, written once, and ways to read it."""

import zipfile
from types import SimpleNamespace

import pytest

openpyxl = pytest.importorskip("openpyxl")

from sunlight.report.xlsx.write import write_xlsx  # noqa: E402


def table(workbook, name):
    """Rows of a sheet as dicts by heading, below a group ``group/heading``."""
    sheet = workbook[name]
    three, four = ([c.value for c in sheet[row]] for row in (3, 4))
    top = 4 if sheet.merged_cells.ranges else 3
    heads, group = [], None
    for above, below in zip(three, four, strict=True):
        if top == 3 or below is None:
            heads.append(above)
        else:
            group = above or group
            heads.append(f"{group}/{below}")
    return [
        dict(zip(heads, row, strict=True))
        for row in sheet.iter_rows(min_row=top + 1, values_only=True)
        if any(value is not None for value in row)
    ]


def part(path, number):
    with zipfile.ZipFile(path) as archive:
        return archive.read(f"xl/worksheets/sheet{number}.xml").decode()


@pytest.fixture(scope="session")
def reading():
    return SimpleNamespace(table=table, part=part)


@pytest.fixture(scope="session")
def book(estate, tmp_path_factory):
    path = tmp_path_factory.mktemp("xlsx") / "表册.xlsx"
    write_xlsx(estate, path)
    return SimpleNamespace(
        path=path,
        values=openpyxl.load_workbook(path, data_only=True),
        formulas=openpyxl.load_workbook(path),
    )
