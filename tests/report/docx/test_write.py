"""The report as a DOCX document: what stands in it, and how it fails."""

import hashlib
import io
import re
import zipfile

import pytest

from sunlight.errors import InputError
from sunlight.report.content.records import (
    Chapter,
    Fields,
    Letter,
    Paragraph,
    Pictures,
    Table,
)
from sunlight.report.docx.markup import clean
from sunlight.report.docx.tones import TONES
from sunlight.report.docx.write import write_docx

docx = pytest.importorskip("docx")
etree = pytest.importorskip("lxml.etree")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = tuple(look.mark for look in TONES.values() if look.mark)


def blocks_of(chapters, kind):
    for chapter in chapters:
        yield from (b for b in chapter.blocks if isinstance(b, kind))
        yield from blocks_of(chapter.sections, kind)


def unmarked(text):
    return next((text[len(m) :] for m in MARKS if text.startswith(m)), text)


def tables_with(document, title):
    """Texts of the rows of the table of a caption."""
    for table in document.element.body.iter(f"{W}tbl"):
        said = table.find(f"{W}tblPr/{W}tblCaption")
        if said is not None and said.get(f"{W}val") == title:
            return [
                [read(cell) for cell in row.findall(f"{W}tc")]
                for row in table.findall(f"{W}tr")
            ]
    raise AssertionError(title)


def read(element):
    """Text of an element, line breaks as line feeds."""
    parts = []
    for child in element.iter(f"{W}t", f"{W}br"):
        parts.append("\n" if child.tag == f"{W}br" else child.text or "")
    return "".join(parts)


def styled(document, style):
    return [p.text for p in document.paragraphs if p.style.name == style]


def test_every_part_is_well_formed_xml(written):
    with zipfile.ZipFile(written[2]) as archive:
        names = [n for n in archive.namelist() if n.endswith((".xml", ".rels"))]
        for name in names:
            etree.fromstring(archive.read(name))

    assert "word/document.xml" in names


def test_headings_are_those_of_the_record_in_order(report, written):
    def titles(chapters, level):
        for chapter in chapters:
            yield min(level, 3), chapter.title
            yield from titles(chapter.sections, level + 1)

    expected = list(titles(report.chapters, 1))
    expected.insert(-2, (1, "其他附图"))  # a kind of drawing no chapter asks for
    actual = [
        (int(p.style.name[-1]), p.text)
        for p in written[1].paragraphs
        if p.style.name.startswith("Heading ")
    ]

    assert expected == actual
    assert len(expected) == written[0].headings


def test_every_cell_of_every_table_is_that_of_the_record(report, written):
    for table in blocks_of(report.chapters, Table):
        rows = tables_with(written[1], table.caption)
        groups = dict(table.groups)
        expected = [[column.title for column in table.columns]]
        for index, row in enumerate(table.rows):
            if index in groups:
                expected.append([groups[index]])
            expected.append([cell.text for cell in row])
        if not table.rows:
            expected.append(["无"])

        assert expected == [[unmarked(text) for text in row] for row in rows]


def test_a_failing_cell_is_told_by_a_sign_and_a_fill_not_by_colour_alone(written):
    cell = next(
        c
        for c in written[1].element.body.iter(f"{W}tc")
        if unmarked(read(c)) == "未达标"
    )

    assert "× 未达标" == read(cell)
    assert cell.find(f"{W}tcPr/{W}shd").get(f"{W}fill") == "F9E1D6"
    assert cell.find(f".//{W}b") is not None


def test_the_signs_that_occur_are_explained_below_the_table(written):
    notes = styled(written[1], "Sunlight Table Note")

    assert "× 未达标、不满足或影响；↑ 日照增加；○ 未判定" in notes


def test_header_rows_repeat_and_no_row_breaks_across_pages(report, written):
    body = written[1].element.body
    captions = {t.caption for t in blocks_of(report.chapters, Table)}
    for table in body.iter(f"{W}tbl"):
        said = table.find(f"{W}tblPr/{W}tblCaption")
        rows = table.findall(f"{W}tr")

        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        if said is not None and said.get(f"{W}val") in captions:
            heads = [r.find(f"{W}trPr/{W}tblHeader") is not None for r in rows]
            assert [True] + [False] * (len(rows) - 1) == heads


def test_data_fields_and_blanks_to_be_filled_in(report, written):
    fields = next(blocks_of(report.chapters, Fields))
    rows = tables_with(written[1], fields.caption)

    assert ["单位名称", "忻州某某房地产开发有限公司"] == rows[0]
    assert "地址" == rows[1][0]
    assert not rows[1][1].strip()  # underlined space
    assert rows[1][1] != ""


def test_captions_are_numbered_by_fields_in_one_run_each(written):
    codes = [e.text.strip() for e in written[1].element.body.iter(f"{W}instrText")]

    assert written[0].tables == codes.count("SEQ 表 \\* ARABIC") == 7
    assert written[0].pictures == codes.count("SEQ 图 \\* ARABIC") == 6
    assert "表 4　各幢住户日照汇总表" in styled(written[1], "Caption")


def test_the_contents_are_filled_in_without_asking_to_be_updated(written):
    body = written[1].element.body
    lines = [read(p) for p in body.iter(f"{W}p") if p.find(f"{W}hyperlink") is not None]
    with zipfile.ZipFile(written[2]) as archive:
        every = b"".join(archive.read(n) for n in archive.namelist())

    assert re.fullmatch("一、建设单位与编制单位3", lines[0])
    assert "（一）项目以内" in "".join(lines)
    assert "（二）项目以外" in "".join(lines)
    assert 16 == len(lines)  # the third level is left out
    assert b"updateFields" not in every
    assert b"w:dirty" not in every


def test_each_line_of_the_contents_leads_to_a_bookmark(written):
    body = written[1].element.body
    marks = {e.get(f"{W}name") for e in body.iter(f"{W}bookmarkStart")}
    targets = {e.get(f"{W}anchor") for e in body.iter(f"{W}hyperlink")}

    assert targets <= marks
    assert len(targets) == 16


def test_pictures_keep_their_ratio_have_words_and_never_a_false_scale(written):
    shapes = {s._inline.docPr.get("name"): s for s in written[1].inline_shapes}
    scope = shapes["主客体范围图"]
    captions = "\n".join(styled(written[1], "Sunlight Figure Caption"))

    assert "主客体范围图：灰色示意" == scope._inline.docPr.get("descr")
    assert scope.width / scope.height == pytest.approx(420 / 297, rel=1e-4)
    result = round(1000 * 420 / (scope.width / 36000))
    assert f"（原图 A3 幅面比例 1:1000，缩印至本页约为 1:{result}）" in captions
    assert "3#-1-C2 日影图（比例 1:50）" in captions  # printed at its own size
    assert "3#-1-C1 日影图\n" in captions  # has no scale


def test_a_wide_drawing_stands_on_a_page_on_its_side(written):
    turned = [s.orientation == 1 for s in written[1].sections]

    assert any(turned)
    assert not turned[0]
    assert not turned[-1]


def test_pictures_of_a_kind_are_set_once_and_pointed_to_afterwards(written):
    texts = [p.text for p in written[1].paragraphs]

    assert 1 == sum(t.startswith("图 1　主客体范围图") for t in texts)
    assert "图见前文图 1。" in texts


def test_where_a_kind_of_drawing_is_absent_the_record_says_so(report, tmp_path):
    write_docx(report, tmp_path / "r.docx")
    texts = [p.text for p in docx.Document(str(tmp_path / "r.docx")).paragraphs]
    missing = [b.missing for b in blocks_of(report.chapters, Pictures) if b.missing]

    assert set(missing) <= set(texts)


def test_the_cover_has_no_header_and_the_others_name_project_and_page(written):
    first, *others = written[1].sections

    assert first.header.is_linked_to_previous  # none at all in a first section
    for section in others:
        assert "滨河花园日照分析报告" == section.header.paragraphs[0].text.replace(
            "\t", ""
        )
        assert "第 1 页　共 16 页" == section.footer.paragraphs[0].text


def test_the_last_pages_say_where_the_results_come_from(written):
    footer = written[1].sections[-1].footer.paragraphs[-1].text
    known = written[1].core_properties

    assert "sunlight 0.1.0" in footer
    assert "abababababababab" in footer
    assert "cd" * 32 == known.identifier
    assert "日照分析报告 滨河花园" == known.title
    assert "2026-03-01" == known.created.date().isoformat()
    assert known.created == known.modified


def test_letters_stand_in_sections_of_their_own_in_our_words(report, written):
    letters = list(blocks_of(report.chapters, Letter))

    assert ("letter-client", "letter-compiler") == written[0].own_letters
    assert 2 == styled(written[1], "Sunlight Letter Title").count(letters[0].title)
    note = "本承诺书为软件自拟文本；主管部门有规定格式的，以规定格式为准。"
    assert 2 == styled(written[1], "Sunlight Table Note").count(note)


def test_the_signing_frame_has_room_for_signatures_and_seals(written):
    table = next(t for t in written[1].tables if "编制人" in t.cell(0, 0).text)
    rows = [
        (row.height.pt, [read(c) for c in row._tr.findall(f"{W}tc")])
        for row in table.rows
    ]

    assert [2, 1, 2, 1] == [len(texts) for _, texts in rows]
    assert "编制人：李四" in rows[0][1][0]
    assert "签字：" in rows[0][1][0]
    seal, date = rows[2], rows[3]
    assert seal[0] >= 119  # a seal of 42 mm
    assert ["编制单位（盖章）：某某建筑设计院", "建设单位（盖章）："] == [
        text.replace("　　　　年　　月　　日", "") for text in seal[1]
    ]
    assert ["日期：　　　　年　　月　　日"] == date[1]


def test_harmful_names_are_plain_text(written):
    texts = [p.text for p in written[1].paragraphs]

    assert "=1+1 <script>alert(1)</script> & 控制字符" in texts


@pytest.mark.parametrize("name", ["甲" * 200, "x" * 200, "=1+1&<b>\x01\u202e"])
def test_long_and_odd_names_of_a_project(report_with, tmp_path, name):
    write_docx(report_with(project=name), tmp_path / "r.docx")
    document = docx.Document(str(tmp_path / "r.docx"))

    assert [clean(name)] == styled(document, "Sunlight Cover Project")
    assert len(document.sections[-1].header.paragraphs[0].text) < 90


def test_the_same_report_gives_the_same_bytes(report, pictures, tmp_path):
    for name in ("a.docx", "b.docx"):
        write_docx(report, tmp_path / name, pictures=pictures)

    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_a_report_without_date_does_not_take_that_of_the_clock(report_with, tmp_path):
    write_docx(report_with(date=""), tmp_path / "r.docx")
    known = docx.Document(str(tmp_path / "r.docx")).core_properties

    assert (2000, 1, 1) == (known.created.year, known.created.month, known.created.day)


def test_an_english_report_is_numbered_in_the_english_way(report_with, tmp_path):
    write_docx(report_with(lang="en"), tmp_path / "r.docx")
    body = docx.Document(str(tmp_path / "r.docx")).element.body
    lines = [read(p) for p in body.iter(f"{W}p") if p.find(f"{W}hyperlink") is not None]

    assert lines[0].startswith("1 建设单位")
    assert lines[5].startswith("5.1 ")


def test_an_empty_report_is_a_document_with_its_cover(report_with, tmp_path):
    written = write_docx(report_with(chapters=(), cover=()), tmp_path / "r.docx")

    assert (0, 0, 1) == (written.headings, written.tables, written.pages)
    assert "日照分析报告" in docx.Document(str(tmp_path / "r.docx")).paragraphs[0].text


def test_over_the_limit_only_failing_rows_are_printed_and_none_of_them_lost(
    report_with, windows, tmp_path
):
    table = windows("3#", 40, fail=lambda floor, index: index == 1)
    chapter = Chapter(id="windows", title="窗户日照分析表", blocks=(table,))
    report = report_with(chapters=(chapter,))
    written = write_docx(report, tmp_path / "r.docx", rows=100)
    document = docx.Document(str(tmp_path / "r.docx"))
    rows = tables_with(document, table.caption)

    (left,) = written.reduced
    assert (table.id, 40, 160) == (left.id, left.shown, left.rows)
    assert [f"3#-{floor}-C2" for floor in range(1, 41)] == [
        row[0] for row in rows if len(row) > 1
    ][1:]
    assert [f"{floor} 层" for floor in range(1, 41)] == [
        r[0] for r in rows if len(r) == 1
    ]
    assert any("本表共 160 行，此处仅列出" in p.text for p in document.paragraphs)


def test_five_thousand_failing_windows_are_all_printed_on_a_sane_number_of_pages(
    report_with, windows, tmp_path
):
    table = windows("3#", 500, per_floor=10, fail=lambda floor, index: True)
    chapter = Chapter(id="failing", title="未达标的窗", blocks=(table,))
    written = write_docx(report_with(chapters=(chapter,)), tmp_path / "r.docx")
    with zipfile.ZipFile(tmp_path / "r.docx") as archive:
        text = archive.read("word/document.xml").decode("utf-8")

    assert () == written.reduced
    assert 5000 == text.count("× 未达标<")
    assert 120 < written.pages < 220


def test_a_chapter_under_the_limit_is_printed_whole(report, tmp_path):
    assert () == write_docx(report, tmp_path / "r.docx", rows=96).reduced
    assert () != write_docx(report, tmp_path / "r.docx", rows=95).reduced


def test_rows_below_one_are_refused(report, tmp_path):
    with pytest.raises(InputError, match="rows must be at least 1"):
        write_docx(report, tmp_path / "r.docx", rows=0)


def test_a_picture_that_is_none_is_refused(report, pictures, tmp_path):
    pictures[0].path.write_bytes(b"GIF89a")

    with pytest.raises(InputError, match="'scope' is not a PNG file"):
        write_docx(report, tmp_path / "r.docx", pictures=pictures)


def test_a_picture_given_twice_is_refused(report, pictures, tmp_path):
    with pytest.raises(InputError, match="is given twice"):
        write_docx(report, tmp_path / "r.docx", pictures=(pictures[0], pictures[0]))


def test_a_full_disk_leaves_the_earlier_file_and_nothing_else(report, tmp_path):
    resource = pytest.importorskip("resource")
    path = tmp_path / "r.docx"
    path.write_bytes(b"earlier")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            write_docx(report, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert ["r.docx"] == [p.name for p in tmp_path.iterdir()]
    assert b"earlier" == path.read_bytes()


def test_a_folder_that_is_not_there_is_an_os_error(report, tmp_path):
    with pytest.raises(FileNotFoundError):
        write_docx(report, tmp_path / "none" / "r.docx")


def test_paragraphs_with_a_tone_carry_its_sign(report, written):
    texts = [p.text for p in written[1].paragraphs]

    assert "× 3# 有 3 户由满足变为不满足。" in texts
    assert "项目以内各户均满足。" in texts
    assert any(isinstance(b, Paragraph) for c in report.chapters for b in c.blocks)


def test_hash_of_a_template_is_that_of_its_file(report, tmp_path):
    document = docx.Document()
    document.add_paragraph("{{ project }}")
    stream = io.BytesIO()
    document.save(stream)
    (tmp_path / "t.docx").write_bytes(stream.getvalue())
    written = write_docx(report, tmp_path / "r.docx", template=tmp_path / "t.docx")

    (used,) = written.templates
    assert hashlib.sha256(stream.getvalue()).hexdigest() == used.sha256
    assert ("report", "t.docx") == (used.target, used.name)
