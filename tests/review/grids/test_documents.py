"""Documents: merged and nested tables, tracked changes, text boxes, captions."""

import re
import zipfile

import pytest

docx = pytest.importorskip("docx")

from docx.oxml import parse_xml  # noqa: E402
from docx.oxml.ns import nsdecls  # noqa: E402

from sunlight.errors import ImporterError  # noqa: E402
from sunlight.importers.limits import Limits  # noqa: E402
from sunlight.review.reading.grids.read import read_grids  # noqa: E402

RUN = "<w:r><w:t>{}</w:t></w:r>"


def xml(text):
    """Element of a document."""
    return parse_xml(re.sub(r"^<w:\w+", rf"\g<0> {nsdecls('w')}", text))


def filled(document, rows):
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.rows[r].cells[c].text = text
    return table


@pytest.fixture
def read(tmp_path):
    """Saves a document and reads it back."""

    def save_and_read(document, **options):
        path = tmp_path / "a.docx"
        document.save(str(path))
        return read_grids(path, **options)

    return save_and_read


@pytest.fixture
def document():
    return docx.Document()


def test_tables_come_in_order_with_the_paragraph_above_as_caption(document, read):
    document.add_paragraph("编制单位：某某公司")
    document.add_paragraph("表 1 窗户日照")
    document.add_paragraph("单位：分钟")
    filled(document, [["窗号", "合计"], ["S01", "120"]])
    filled(document, [["续", "表"]])
    document.add_paragraph("")
    document.add_paragraph("结论：满足")

    grids, lines, findings = read(document)

    assert ["a.docx[表 1]", "a.docx[表 2]"] == [grid.place for grid in grids]
    assert ["表 1 窗户日照\n单位：分钟", ""] == [grid.caption for grid in grids]
    assert (("窗号", "合计"), ("S01", "120")) == grids[0].rows
    assert ("a.docx[第 5 段]", "结论：满足", 2) == (
        lines[-1].place,
        lines[-1].text,
        lines[-1].above,
    )
    assert [0, 0, 0, 2] == [line.above for line in lines]
    assert () == findings


def test_merged_cells_are_repeated(document, read):
    table = filled(document, [[f"{r}{c}" for c in "abcd"] for r in range(4)])
    table.cell(0, 0).merge(table.cell(1, 0)).text = "窗号"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "建设前"
    table.cell(2, 1).merge(table.cell(3, 2)).text = "块"

    (grid,), _, _ = read(document)

    expected = (
        ("窗号", "建设前", "建设前", "0d"),
        ("窗号", "1b", "1c", "1d"),
        ("2a", "块", "块", "2d"),
        ("3a", "块", "块", "3d"),
    )
    assert expected == grid.rows
    assert {(1, 0), (0, 2), (2, 2), (3, 1), (3, 2)} == grid.merged


def test_rows_that_begin_late_and_merges_of_old_documents(document, read):
    table = filled(document, [["a", "b", "c"], ["1", "2", "3"]])
    row = table.rows[1]._tr
    row.remove(row.tc_lst[0])
    row.get_or_add_trPr().append(xml('<w:gridBefore w:val="1"/>'))
    cell = table.rows[0]._tr.tc_lst[1].get_or_add_tcPr()
    cell.append(xml('<w:hMerge w:val="restart"/>'))
    table.rows[0]._tr.tc_lst[2].get_or_add_tcPr().append(xml("<w:hMerge/>"))

    (grid,), _, _ = read(document)

    assert (("a", "b", "b"), ("", "2", "3")) == grid.rows
    assert {(0, 2)} == grid.merged


def test_lines_and_blanks_in_a_cell(document, read):
    table = filled(document, [["", "b"]])
    cell = table.cell(0, 0)
    cell.paragraphs[0].add_run("8:00～9:15").add_break()
    cell.paragraphs[0].add_run("10:00～\t11:00")
    cell.add_paragraph("")
    cell.add_paragraph("无")

    (grid,), _, _ = read(document)

    assert "8:00～9:15\n10:00～ 11:00\n无" == grid.rows[0][0]


def test_a_table_in_a_cell_follows_the_table_that_holds_it(document, read):
    table = filled(document, [["外", "围"]])
    cell = table.cell(0, 1)
    cell.paragraphs[0].text = "表 2 内表"
    inner = cell.add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "窗号", "合计"

    outer, inside = read(document)[0]

    assert (("外", "表 2 内表"),) == outer.rows
    assert (("窗号", "合计"),) == inside.rows
    assert "a.docx[表 1 第 1 行第 2 列内表 1]" == inside.place
    assert "表 2 内表" == inside.caption


def test_struck_out_text_is_not_read_inserted_text_is(document, read):
    table = filled(document, [["S01", ""], ["S02", "60"], ["S03", "180"]])
    paragraph = table.cell(0, 1).paragraphs[0]._p
    struck = '<w:del w:id="1" w:author="a"><w:r><w:delText>99</w:delText></w:r></w:del>'
    paragraph.append(xml(struck))
    paragraph.append(xml(f'<w:ins w:id="2" w:author="a">{RUN.format(120)}</w:ins>'))
    properties = table.rows[1]._tr.get_or_add_trPr()
    properties.append(xml('<w:del w:id="3" w:author="a"/>'))

    (grid,), _, (finding,) = read(document)

    assert (("S01", "120"), ("S03", "180")) == grid.rows
    assert (1, 3) == grid.lines
    assert "SUBMISSION-TRACKED-CHANGES" == finding.code
    for name in ("删除“99”", "插入“120”", "删除“S0260”"):
        assert name in finding.message_zh


def test_content_controls_text_boxes_and_headers_are_read(document, read):
    document.sections[0].header.paragraphs[0].text = "某某小区日照分析报告"
    table = filled(document, [["窗号", ""]])
    table.cell(0, 1).paragraphs[0]._p.append(
        xml(f"<w:sdt><w:sdtContent>{RUN.format('合计')}</w:sdtContent></w:sdt>")
    )
    row = xml(
        "<w:sdt><w:sdtContent><w:tr>"
        f"<w:tc><w:p>{RUN.format('S01')}</w:p></w:tc>"
        f"<w:sdt><w:sdtContent><w:tc><w:p>{RUN.format('60')}</w:p></w:tc>"
        "</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
    )
    table._tbl.append(row)
    box = document.add_paragraph("有框")._p
    box.append(
        xml(
            "<w:r><w:pict><w:txbxContent>"
            f"<w:p>{RUN.format('框内文字')}</w:p></w:txbxContent></w:pict></w:r>"
        )
    )

    (grid,), lines, _ = read(document)

    assert (("窗号", "合计"), ("S01", "60")) == grid.rows
    expected = [
        ("a.docx[页眉]", "某某小区日照分析报告"),
        ("a.docx[第 1 段]", "有框"),
        ("a.docx[文本框]", "框内文字"),
    ]
    assert expected == [(line.place, line.text) for line in lines]


def test_hidden_text_and_field_codes_are_not_read(document, read):
    table = filled(document, [["S01", "60"]])
    run = table.cell(0, 1).paragraphs[0].add_run("99")
    run.font.hidden = True
    table.cell(0, 0).paragraphs[0]._p.append(
        xml("<w:r><w:instrText>PAGEREF x</w:instrText></w:r>")
    )

    (grid,), _, (finding,) = read(document)

    assert (("S01", "60"),) == grid.rows
    assert ("SUBMISSION-HIDDEN-TEXT", True) == (finding.code, "99" in finding.message)


def test_a_document_without_tables_says_so(document, read, codes):
    document.add_paragraph("结论：满足")

    grids, lines, findings = read(document)

    assert (0, 1, {"SUBMISSION-NO-TABLE"}) == (len(grids), len(lines), codes(findings))


def test_five_thousand_rows_come_out_whole(document, read):
    table = filled(document, [["0", "a", "b"]])
    first = table.rows[0]._tr
    for number in range(1, 5000):
        first.addprevious(
            xml(
                "<w:tr>"
                + f"<w:tc><w:p>{RUN.format(number)}</w:p></w:tc>" * 3
                + "</w:tr>"
            )
        )

    (grid,), _, _ = read(document)

    assert ((5000, 3), ("4999",) * 3) == ((len(grid.rows), 3), grid.rows[4998])


def test_tables_in_tables_without_end_are_refused(document, read):
    cell = filled(document, [["a", "b"]]).cell(0, 0)
    for _ in range(6):
        cell = cell.add_table(rows=1, cols=2).cell(0, 0)

    with pytest.raises(ImporterError, match="tables in tables"):
        read(document, limits=Limits(nesting=5))


def test_macros_and_linked_templates_are_left_alone(document, tmp_path, codes):
    filled(document, [["a", "b"]])
    document.part.relate_to(
        "http://example.invalid/evil.dotm",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        "attachedTemplate",
        is_external=True,
    )
    path = tmp_path / "a.docm"
    document.save(str(path))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")

    _, _, findings = read_grids(path)

    assert {"SUBMISSION-MACROS", "SUBMISSION-EXTERNAL-LINK"} == codes(findings)
