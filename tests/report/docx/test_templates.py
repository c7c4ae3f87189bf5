"""Templates of the user's own: what is kept and filled in, and what is refused."""

import io
import re
import zipfile

import pytest

from sunlight.errors import InputError
from sunlight.report.docx.write import write_docx

docx = pytest.importorskip("docx")
pytest.importorskip("docxtpl")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def report(report_with):
    """A report of few chapters: what is tested here is around it."""
    whole = report_with()
    kept = ("parties", "summary", "signing", "letter-client", "letter-compiler")
    return report_with(chapters=tuple(c for c in whole.chapters if c.id in kept))


def saved(document, path):
    document.save(str(path))
    return path


def cover_template(path, *texts, header=""):
    """A template of paragraphs."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return saved(document, path)


def changed(path, change):
    """The package with some of its parts changed: name -> bytes -> bytes."""
    data = path.read_bytes()
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    path.write_bytes(stream.getvalue())
    return path


def texts_of(path):
    document = docx.Document(str(path))
    return [p.text for p in document.paragraphs]


def test_a_cover_and_headers_are_filled_in_and_kept(report, tmp_path):
    template = cover_template(
        tmp_path / "t.docx",
        "项目：{{ project }}",
        "委托：{{ client }}，{{ address }}",
        "{% if date %}日期 {{ date }}{% endif %}",
        header="抬头 {{ project }}",
    )
    write_docx(report, tmp_path / "r.docx", template=template)
    texts = texts_of(tmp_path / "r.docx")
    document = docx.Document(str(tmp_path / "r.docx"))

    assert "项目：滨河花园" == texts[0]
    assert "委托：忻州某某房地产开发有限公司，________" == texts[1]
    assert "日期 2026年3月1日" == texts[2]
    headers = {s.header.paragraphs[0].text for s in document.sections}
    assert {"抬头 滨河花园"} == headers
    assert "单位名称" not in texts[:3]  # the cover of ours is left out
    assert "建设单位与编制单位" in texts


def test_a_field_split_into_runs_by_the_word_processor_is_found(report, tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("项目 {{ pro")
    paragraph.add_run("ject").bold = True
    paragraph.add_run(" }}")
    template = saved(document, tmp_path / "t.docx")
    write_docx(report, tmp_path / "r.docx", template=template)

    assert "项目 滨河花园" == texts_of(tmp_path / "r.docx")[0]


def test_the_body_takes_the_place_of_its_field_and_what_follows_stays(report, tmp_path):
    template = cover_template(
        tmp_path / "t.docx", "{{ project }}", "{{ body }}", "本院声明"
    )
    write_docx(report, tmp_path / "r.docx", template=template)
    texts = texts_of(tmp_path / "r.docx")

    assert "滨河花园" == texts[0]
    assert "本院声明" == texts[-1]
    assert texts.index("签署") < len(texts) - 1
    assert not any("\ue0b0" in text for text in texts)


def test_contents_of_the_template_are_replaced_by_filled_ones(report, tmp_path):
    document = docx.Document()
    document.add_paragraph("{{ project }}")
    field = document.add_paragraph()._p
    run = '<w:r xmlns:w="{}">{}</w:r>'
    for inside in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText>TOC \\o</w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>更新目录</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        field.append(docx.oxml.parse_xml(run.format(W[1:-1], inside)))
    template = saved(document, tmp_path / "t.docx")
    write_docx(report, tmp_path / "r.docx", template=template)
    body = docx.Document(str(tmp_path / "r.docx")).element.body
    codes = [e.text for e in body.iter(f"{W}instrText") if "TOC" in e.text]

    assert 1 == len(codes)
    assert "更新目录" not in "".join(t.text or "" for t in body.iter(f"{W}t"))


@pytest.mark.parametrize("heading", ["目 录", "前言"])
def test_a_heading_of_the_template_over_the_contents_is_not_doubled(
    report, tmp_path, heading
):
    template = cover_template(
        tmp_path / "t.docx", "{{ project }}", heading, "{{ contents }}"
    )
    write_docx(report, tmp_path / "r.docx", template=template)
    body = docx.Document(str(tmp_path / "r.docx")).element.body
    shown = [
        "".join(t.text or "" for t in p.iter(f"{W}t")).replace(" ", "")
        for p in body.iter(f"{W}p")
    ]

    assert 1 == shown[:4].count("目录")
    assert ("前言" in shown[:4]) == (heading == "前言")


def test_styles_of_the_template_are_used_and_lacking_ones_added(report, tmp_path):
    document = docx.Document()
    document.styles["Heading 1"].font.size = docx.shared.Pt(31)
    template = saved(document, tmp_path / "t.docx")
    write_docx(report, tmp_path / "r.docx", template=template)
    made = docx.Document(str(tmp_path / "r.docx"))
    names = [style.name for style in made.styles]

    assert 31 == made.styles["Heading 1"].font.size.pt
    assert "Sunlight Table Text" in names
    assert len(names) == len(set(names))
    assert "日照分析报告" == made.paragraphs[0].text  # our cover on an empty letterhead


def test_a_form_takes_the_place_of_a_letter_with_its_own_look(report, tmp_path):
    form = docx.Document()
    form.styles["Normal"].font.size = docx.shared.Pt(17)
    form.add_paragraph("致 {{ authority }}：{{ client }} 就 {{ project }} 承诺")
    form.add_paragraph("第一条", style="List Number")
    form.add_table(1, 1, style="Table Grid").cell(0, 0).text = "{{ client }}"
    path = saved(form, tmp_path / "form.docx")
    written = write_docx(report, tmp_path / "r.docx", letters={"letter-client": path})
    made = docx.Document(str(tmp_path / "r.docx"))
    texts = [p.text for p in made.paragraphs]
    filled = next(p for p in made.paragraphs if p.text.startswith("致 忻州市"))

    assert (
        "致 忻州市规划和自然资源局：忻州某某房地产开发有限公司 就 滨河花园 承诺"
        == filled.text
    )
    assert 17 == filled.style.font.size.pt
    assert ("letter-compiler",) == written.own_letters
    (used,) = written.templates
    assert "letter-client" == used.target
    assert f"本承诺书按模板“form.docx”填写，模板 SHA-256：{used.sha256}" in texts
    assert 1 == texts.count("日照分析报告承诺书")  # the other letter, in our words
    numbers = {e.get(f"{W}numId") for e in made.part.numbering_part.element}
    listed = next(p for p in made.paragraphs if p.text == "第一条")
    assert listed.style.element.find(f".//{W}numId").get(f"{W}val") in numbers


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{{ projct }}",
            "there is no field 'projct'.*Allowed are the fields .*project",
        ),
        ("{{ project", "the field cannot be understood"),
        ("{{ project.__class__ }}", "only names of fields .* not 'Getattr'"),
        ("{{ 'a' * 10 ** 9 }}", "only names of fields"),
        ("{% for x in project %}{{ x }}{% endfor %}", "only names of fields .* 'For'"),
        ("{{ project | upper }}", "only names of fields .* 'Filter'"),
        ("{{ lipsum() }}", "only names of fields"),
        ("{% include 'x' %}", "only names of fields"),
        ("{{r project }}", "'{{r' is not allowed"),
        ("{% if date %}", "cannot be understood"),
    ],
)
def test_bad_fields_are_named_with_their_place(report, tmp_path, text, message):
    template = cover_template(tmp_path / "t.docx", "{{ project }}", text)

    with pytest.raises(InputError, match=f"t.docx.*of the body.*{message}") as error:
        write_docx(report, tmp_path / "r.docx", template=template)

    assert "template" == error.value.where
    assert not (tmp_path / "r.docx").exists()


def test_a_bad_field_of_a_header_is_named_as_such(report, tmp_path):
    template = cover_template(tmp_path / "t.docx", "{{ project }}", header="{{ body }}")

    with pytest.raises(InputError, match=r"of the header 1.*no field 'body'"):
        write_docx(report, tmp_path / "r.docx", template=template)


def test_the_paragraph_of_a_bad_field_is_told(report, tmp_path):
    template = cover_template(tmp_path / "t.docx", "{{ project }}", "一", "二 {{ no }}")

    with pytest.raises(InputError, match=r"paragraph 3 of the body \('二 {{ no }}'\)"):
        write_docx(report, tmp_path / "r.docx", template=template)


def test_a_cover_that_does_not_name_the_project_is_refused(report, tmp_path):
    template = cover_template(tmp_path / "t.docx", "某设计院")

    with pytest.raises(InputError, match=r"does not name the project.*{{ project }}"):
        write_docx(report, tmp_path / "r.docx", template=template)


def test_a_form_without_any_field_is_refused(report, tmp_path):
    form = cover_template(tmp_path / "f.docx", "承诺书")

    with pytest.raises(InputError, match=r"letters\[letter-client\].*has no field"):
        write_docx(report, tmp_path / "r.docx", letters={"letter-client": form})


def test_a_form_for_a_letter_that_is_not_there_is_refused(report, tmp_path):
    form = cover_template(tmp_path / "f.docx", "{{ project }}")

    with pytest.raises(InputError, match="no letter 'letter-x'; there are: letter-cli"):
        write_docx(report, tmp_path / "r.docx", letters={"letter-x": form})


@pytest.mark.parametrize("texts", [("前 {{ body }}",), ("{{ body }}", "{{ body }}")])
def test_the_body_stands_alone_and_once(report, tmp_path, texts):
    template = cover_template(tmp_path / "t.docx", "{{ project }}", *texts)

    with pytest.raises(InputError, match=r"{{ body }} takes a paragraph to itself"):
        write_docx(report, tmp_path / "r.docx", template=template)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"no document", "is not a DOCX document"),
        (b"", "is not a DOCX document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", r"Word 97-2003 \(.doc\)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
    ],
)
def test_what_is_no_docx_is_refused(report, tmp_path, data, message):
    (tmp_path / "t.docx").write_bytes(data)

    with pytest.raises(InputError, match=f"template: .*'t.docx' .*{message}"):
        write_docx(report, tmp_path / "r.docx", template=tmp_path / "t.docx")


def test_a_template_that_is_not_there_is_refused(report, tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        write_docx(report, tmp_path / "r.docx", template=tmp_path / "none.docx")


def with_macros(name, part):
    if name == "[Content_Types].xml":
        return part.replace(
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
            b"vnd.ms-word.document.macroEnabled.main",
        )
    return part


def as_dotx(name, part):
    if name == "[Content_Types].xml":
        return part.replace(b"document.main+xml", b"template.main+xml")
    return part


def with_entities(name, part):
    if name == "word/document.xml":
        return part.replace(
            b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document'
        )
    return part


def with_link(kind, target):
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = (
        f'<Relationship Id="rId99" Type="{office}/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    ).encode()

    def change(name, part):
        if name == "word/_rels/document.xml.rels":
            return part.replace(b"</Relationships>", link)
        return part

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (with_macros, "holds macros"),
        (as_dotx, r"Word template file \(.dotx\)"),
        (with_entities, "declares entities in word/document.xml"),
        (with_link("image", "http://192.0.2.1/x.png"), "is linked to another file"),
        (lambda n, p: None if n == "word/document.xml" else p, "is damaged"),
        (lambda n, p: p[:-40] if n == "word/document.xml" else p, "cannot be used"),
    ],
)
def test_dangerous_and_damaged_packages_are_refused(report, tmp_path, change, message):
    template = cover_template(tmp_path / "t.docx", "{{ project }}")
    changed(template, change)

    with pytest.raises(InputError, match=message):
        write_docx(report, tmp_path / "r.docx", template=template)


def test_the_path_of_a_template_behind_the_template_is_left_out(report, tmp_path):
    template = cover_template(tmp_path / "t.docx", "{{ project }}")
    changed(template, with_link("attachedTemplate", "file:///C:/Users/x/Buero.dotm"))
    write_docx(report, tmp_path / "r.docx", template=template)
    with zipfile.ZipFile(tmp_path / "r.docx") as archive:
        every = b"".join(archive.read(name) for name in archive.namelist())

    assert b"Buero.dotm" not in every


def test_values_with_field_marks_and_markup_stay_what_they_are(report_with, tmp_path):
    name = "{{ body }} <w:p/> & {% if %}"
    template = cover_template(
        tmp_path / "t.docx", "项目 {{ title }} {{ input_hash }}", "{{ project }}"
    )
    report = report_with(title=name)
    write_docx(report, tmp_path / "r.docx", template=template)

    assert re.match(re.escape(f"项目 {name} cdcd"), texts_of(tmp_path / "r.docx")[0])
