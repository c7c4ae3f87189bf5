"""PDF pages: ruled tables, aligned texts, turned pages, scans, time."""

import pytest

pytest.importorskip("pdfplumber")
docx = pytest.importorskip("docx")

import matplotlib as mpl  # noqa: E402
from docx.oxml import OxmlElement  # noqa: E402
from matplotlib.backends.backend_pdf import PdfPages  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

from sunlight.errors import ImporterError  # noqa: E402
from sunlight.importers.limits import Limits  # noqa: E402
from sunlight.review.reading.grids.read import read_grids  # noqa: E402

ROWS = [[f"W{r}", f"{r}", "8:00-9:15", "1:15"] for r in range(1, 9)]
HEAD = ["No", "floor", "segments", "total"]


def page(*, ruled=True, angle=0, text="Table 1"):
    """Page with a table, drawn by matplotlib; texts at `angle`."""
    figure = Figure(figsize=(6, 4))
    if text:
        figure.text(0.3, 0.95, text, fontsize=9)
    for r, row in enumerate([HEAD, *ROWS]):
        for c, cell in enumerate(row):
            x, y = 0.1 + 0.2 * c, 0.85 - 0.08 * r
            if angle:
                x, y = 0.1 + 0.08 * r, 0.1 + 0.2 * c
            figure.text(x + 0.01, y + 0.01, cell, fontsize=8, rotation=angle)
            if ruled:
                size = (0.2, 0.08) if not angle else (0.08, 0.2)
                corner = (x, y) if not angle else (x - 0.03, y)
                figure.add_artist(
                    mpl.patches.Rectangle(corner, *size, fill=False, linewidth=0.5)
                )
    return figure


@pytest.fixture
def made(tmp_path):
    """Saves figures as one PDF whose texts are texts."""

    def save(*figures):
        path = tmp_path / "a.pdf"
        with mpl.rc_context({"pdf.fonttype": 42}), PdfPages(path) as pages:
            for figure in figures:
                pages.savefig(figure)
        return path

    return save


def test_a_ruled_table_a_page(made):
    grids, lines, findings = read_grids(made(page(), page(text="")))

    expected = ["a.pdf[第 1 页 表 1]", "a.pdf[第 2 页 表 1]"]
    assert expected == [grid.place for grid in grids]
    assert ["Table 1", ""] == [grid.caption for grid in grids]
    for grid in grids:
        assert [HEAD, *ROWS] == [list(row) for row in grid.rows]
        assert tuple(range(1, 10)) == grid.lines
    assert [("a.pdf[第 1 页]", "Table 1", 0)] == [
        (line.place, line.text, line.above) for line in lines
    ]
    assert () == findings


def test_a_table_without_lines_is_told_by_its_columns(made, codes):
    (grid,), _, findings = read_grids(made(page(ruled=False)))

    assert [HEAD, *ROWS] == [list(row) for row in grid.rows]
    assert "Table 1" == grid.caption
    assert {"SUBMISSION-ALIGNED-TEXT"} == codes(findings)


def test_a_table_that_lies_on_its_side_is_turned(made):
    (grid,), _, _ = read_grids(made(page(angle=90, text="")))

    assert [HEAD, *ROWS] == [list(row) for row in grid.rows]


def test_prose_is_no_table(made, codes):
    figure = Figure(figsize=(6, 4))
    for r in range(8):
        figure.text(0.1, 0.9 - 0.08 * r, f"Some words in line {r}, and no columns.")

    grids, lines, findings = read_grids(made(figure))

    assert (0, 8, {"SUBMISSION-NO-TABLE"}) == (len(grids), len(lines), codes(findings))


def test_a_scan_is_named_as_one(made, codes):
    figure = Figure(figsize=(6, 4))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.imshow([[0, 1], [1, 0]])

    grids, _, findings = read_grids(made(figure))

    assert (0, {"SUBMISSION-SCAN"}) == (len(grids), codes(findings))
    assert "xlsx" in findings[0].message_zh
    _, _, findings = read_grids(made(page(), figure))
    assert {"SUBMISSION-PAGES-WITHOUT-TEXT"} == codes(findings)


def test_pages_beyond_the_time_limit_are_named(made, codes):
    grids, _, findings = read_grids(made(page(), page()), limits=Limits(seconds=1e-9))

    assert (0, {"SUBMISSION-PDF-CUT"}) == (len(grids), codes(findings))
    assert "第 1–2 页" in findings[0].message_zh


def test_a_damaged_pdf_is_refused(made, tmp_path):
    path = tmp_path / "b.pdf"
    path.write_bytes(made(page()).read_bytes()[:300])
    with pytest.raises(ImporterError, match="damaged"):
        read_grids(path)


def test_a_locked_pdf_is_refused(tmp_path):
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [] /Count 0 >>",
        f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>",
    ]
    content = "%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = "<< /Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>] >>"
    content += (
        f"xref\n0 4\n0000000000 65535 f \n{table}"
        f"trailer\n{trailer}\nstartxref\n{len(content)}\n%%EOF\n"
    )
    path = tmp_path / "a.pdf"
    path.write_bytes(content.encode("ascii"))

    with pytest.raises(ImporterError, match="password"):
        read_grids(path)


@pytest.fixture(scope="module")
def printed(as_pdf, tmp_path_factory):
    """A document of 40 windows whose headings are merged and repeat on each page."""
    document = docx.Document()
    document.add_paragraph("编制单位：某某公司")
    document.add_paragraph("表 3 1#楼窗户日照分析表")
    table = document.add_table(rows=2, cols=4)
    table.style = "Table Grid"
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    table.cell(0, 0).merge(table.cell(1, 0)).text = "窗号"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "建设前"
    table.cell(0, 3).merge(table.cell(1, 3)).text = "结论"
    table.cell(1, 1).text, table.cell(1, 2).text = "时段", "合计"
    for number in range(40):
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        told = (f"S{number:02d}", "8:00～9:15\n10:00～11:20", "2小时35分", "达标")
        for cell, text in zip(row.cells, told, strict=True):
            cell.text = text
    document.add_paragraph("结论：满足")
    path = tmp_path_factory.mktemp("made") / "report.docx"
    document.save(str(path))
    return path, as_pdf(path)[0]


def test_a_document_reads_alike_as_pdf(printed):
    (whole,), _, _ = read_grids(printed[0])

    grids, lines, findings = read_grids(printed[1])

    assert len(grids) > 1
    assert "表 3 1#楼窗户日照分析表" == grids[0].caption
    for grid in grids:
        assert whole.rows[:2] == grid.rows[:2]
        assert {(1, 0), (0, 2), (1, 3)} == grid.merged
    assert whole.rows[2:] == tuple(row for grid in grids for row in grid.rows[2:])
    assert ["编制单位：某某公司", "结论：满足"] == [lines[0].text, lines[-1].text]
    assert () == findings
