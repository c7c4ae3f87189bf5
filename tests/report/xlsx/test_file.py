"""The file: formulas with values, harmless texts, limits, print set-up, same bytes."""

import dataclasses
import math
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from sunlight.assessment import assess
from sunlight.assessment.masking.mask import masked_project
from sunlight.errors import InputError, MissingExtraError
from sunlight.importers.project_file import read_project
from sunlight.report.xlsx.layout import check_rows
from sunlight.report.xlsx.look import clean_text
from sunlight.report.xlsx.sheets import Column, Sheet
from sunlight.report.xlsx.times import duration_formats, signed_formats
from sunlight.report.xlsx.write import write_xlsx

ESTATE = Path(__file__).parents[1] / "estate.toml"
WINDOWS_SHEET, TOTALS = 4, ("K", "O")


def raw_minutes(xml, column, rows):
    """Totals as the file has them, in full."""
    found = np.full(rows, np.nan)
    pattern = rf'<c r="{column}(\d+)"[^>]*>(?:<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>'
    for row, value in re.findall(pattern, xml):
        if int(row) > 4:
            found[int(row) - 5] = float(value) * 1440
    return found


def check_totals(assessment, xml):
    windows = assessment.windows
    both = (windows.minutes_before, windows.minutes_after)
    for column, expected in zip(TOTALS, both, strict=True):
        found = raw_minutes(xml, column, len(expected))
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-9)


def test_totals_are_formulas_and_bear_the_minutes_of_the_engine(estate, book, reading):
    sheet = book.formulas["窗户日照"]

    assert sheet["K5"].value.startswith("=SUMIFS('时段'!")
    check_totals(estate, reading.part(book.path, WINDOWS_SHEET))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_spreadsheet_program_comes_to_the_same_minutes(
    estate, book, reading, tmp_path
):
    bare = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(book.path) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            data = re.sub(rb"</f><v>[^<]*</v>", b"</f>", source.read(name))
            target.writestr(name, data)
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
            "--outdir", str(tmp_path / "out"), str(bare),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip

    out = tmp_path / "out" / "bare.xlsx"
    check_totals(estate, reading.part(out, WINDOWS_SHEET))
    rows = reading.table(openpyxl.load_workbook(out, data_only=True), "分楼统计")
    assert sum(b.households for b in estate.buildings) == rows[-1]["总户数"]


def test_the_same_assessment_gives_the_same_bytes(estate, book, tmp_path):
    write_xlsx(estate, tmp_path / "again.xlsx")

    assert book.path.read_bytes() == (tmp_path / "again.xlsx").read_bytes()


def test_a_name_that_looks_like_a_formula_stays_a_text(book, reading):
    cell = book.formulas["分楼统计"]["B4"]

    assert ("=1+1", "s") == (cell.value, cell.data_type)
    assert cell.quotePrefix
    assert "<f>1+1</f>" not in reading.part(book.path, 2)


def test_hostile_and_long_names_are_written_as_they_are(estate, tmp_path, reading):
    project = estate.project
    hostile = ["<script>alert(1)</script>&\x00\x1b", "楼" * 200, "=cmd|'/c calc'!A1"]
    buildings = tuple(
        dataclasses.replace(b, name=name)
        for b, name in zip(project.buildings, [*hostile, "ok"], strict=True)
    )
    summaries = tuple(
        dataclasses.replace(row, name=name)
        for row, name in zip(estate.buildings, hostile, strict=True)
    )
    changed = dataclasses.replace(
        estate,
        project=dataclasses.replace(
            project, name="&<甲>" + "长" * 200, buildings=buildings
        ),
        buildings=summaries,
    )

    write_xlsx(changed, tmp_path / "x.xlsx")

    workbook = openpyxl.load_workbook(tmp_path / "x.xlsx")
    names = [row["名称"] for row in reading.table(workbook, "建筑")]
    assert "<script>alert(1)</script>&\ufffd\ufffd" == names[0]
    assert hostile[1:] == names[1:3]
    assert workbook["户"]["A1"].value.endswith("长" * 200)


def test_workbooks_of_masked_projects_name_nobody_and_say_so(tmp_path):
    project, findings = masked_project(*read_project(ESTATE))
    masked = assess(project, findings=findings)

    write_xlsx(masked, tmp_path / "masked.xlsx", masked=True)

    with zipfile.ZipFile(tmp_path / "masked.xlsx") as archive:
        told = "".join(archive.read(n).decode() for n in archive.namelist())
    for name in ("试验小区", "远楼", "拟建楼", "旧商铺", "estate.toml", "112.73"):
        assert name not in told
    assert "本件为共享用的副本" in told


def test_english_workbooks_have_english_words(estate, tmp_path):
    write_xlsx(estate, tmp_path / "en.xlsx", lang="en")

    workbook = openpyxl.load_workbook(tmp_path / "en.xlsx")
    assert workbook.sheetnames[3] == "Windows"
    assert "SUMIFS('Segments'!" in workbook["Windows"]["K5"].value


def test_a_project_without_windows_gives_a_workbook(bare_estate, tmp_path, reading):
    write_xlsx(bare_estate, tmp_path / "bare.xlsx")

    workbook = openpyxl.load_workbook(tmp_path / "bare.xlsx")
    assert [] == reading.table(workbook, "窗户日照")


@pytest.mark.parametrize("name", ["户", "窗户日照", "时段", "遮挡"])
def test_tables_are_ready_to_print_and_to_filter(book, name):
    sheet = book.formulas[name]

    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.auto_filter.ref
    assert sheet.freeze_panes
    assert sheet.print_title_rows in ("$1:$3", "$1:$4")
    assert "&P" in sheet.oddFooter.center.text


def test_colours_go_by_words_of_the_cells(book):
    rules = {
        str(ranges.sqref): [r.formula[0] for r in ranges.rules]
        for ranges in book.formulas["窗户日照"].conditional_formatting
    }
    last = book.formulas["窗户日照"].max_row

    assert ['OR($P5="未达标")'] == rules[f"O5:O{last}"]


def test_a_table_too_long_for_a_sheet_is_refused():
    numbers = range(1_048_576)
    sheet = Sheet(
        name="时段",
        heading="",
        line="",
        columns=(Column(key="a", heading="a", values=numbers),),
    )

    with pytest.raises(InputError, match=r"1048579 rows, but a sheet .* has 1048576"):
        check_rows(sheet)


def test_without_openpyxl_the_extra_is_named(estate, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)

    with pytest.raises(MissingExtraError, match=r"\[report\]"):
        write_xlsx(estate, tmp_path / "x.xlsx")


def test_nothing_is_left_where_the_file_cannot_be_written(estate, tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        write_xlsx(estate, tmp_path / "nowhere" / "x.xlsx")
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(OSError, match=r"folder\.xlsx"):
        write_xlsx(estate, tmp_path / "folder.xlsx")

    assert [tmp_path / "folder.xlsx"] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [
        (119.98, None),  # h:mm leaves the seconds away: 1:59
        (119.9951, '"1:59:59"'),
        (119.999998, '"1:59:59"'),  # 0.12 ms short: judged as short of two hours
        (119.9999995, '"2:00"'),  # noise: judged as two hours
        (120.0, None),
        (0.0, None),
        (math.nan, None),
    ],
)
def test_times_just_below_a_minute_say_what_is_shown(minutes, shown):
    assert [shown] == duration_formats(np.array([minutes]))


def test_a_change_just_beyond_the_tolerance_is_not_shown_as_the_tolerance():
    changes = np.array([-3.004, -3.0, -2.9999, 3.2, np.nan])

    fine = [f is not None for f in signed_formats(changes, [3.0] * 5)]

    assert [True, False, True, False, False] == fine


def test_a_text_longer_than_a_cell_is_cut():
    assert 32_767 == len(clean_text("长" * 40_000))
