"""Write the report as a DOCX document (写出 DOCX 报告)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sunlight.errors import InputError, MissingExtraError
from sunlight.report.content.records import Letter, Report
from sunlight.report.docx.chapters import (
    body_pieces,
    cover_pieces,
    numbered_lists,
    walk,
)
from sunlight.report.docx.contents import contents_piece, listed
from sunlight.report.docx.figures import add_images
from sunlight.report.docx.filling import BODY_MARK, CONTENTS_MARK, filled_template
from sunlight.report.docx.forms import form_content
from sunlight.report.docx.numbering import add_numbering
from sunlight.report.docx.package import (
    packed,
    provenance_words,
    set_properties,
    write_file,
)
from sunlight.report.docx.pieces import (
    FIGURE,
    UPRIGHT,
    WIDE,
    Piece,
    arranged,
    page_numbers,
)
from sunlight.report.docx.places import (
    Place,
    own_place,
    put_contents,
    settle_place,
    template_place,
)
from sunlight.report.docx.records import UsedTemplate, WrittenDocument
from sunlight.report.docx.sections import own_sections, sections_xml
from sunlight.report.docx.setting import Form, Setting, text_piece
from sunlight.report.docx.styles import style_ids
from sunlight.report.docx.templates import read_template
from sunlight.report.pictures.drawing import DrawnPicture
from sunlight.report.texts import texts

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["ROWS", "check_templates", "write_docx"]

ROWS: Final = 3000
"""Rows of tables in a chapter above which only failing units are printed."""
_REPORT: Final = "report"


def write_docx(
    report: Report,
    path: Path,
    *,
    pictures: Sequence[DrawnPicture] = (),
    template: Path | None = None,
    letters: Mapping[str, Path] | None = None,
    rows: int = ROWS,
    wordings: Mapping[str, str] | None = None,
) -> WrittenDocument:
    """Write a report as an editable document (DOCX 报告).

    Parameters
    ----------
    report : Report
        What is written.
    path : Path
        The file; one that is there is replaced once the new one is complete.
    pictures : sequence of DrawnPicture
        Drawings as PNG files; each kind stands where the report names it.
    template : Path, optional
        A ``.docx`` of the user's own. Its styles, headers, footers and cover are kept;
        fields such as ``{{ project }}`` are filled in, and the report stands at the
        paragraph ``{{ body }}``, or at the end.
    letters : mapping of str to Path, optional
        Forms, by id of the letters that they take the place of.
    rows : int
        Where the tables of a chapter have more rows in all, those of windows and other
        units print the failing ones only.
    wordings : mapping of str to str, optional
        Words that take the place of those of the catalogue, by key, such as what the
        signs of a table mean in a document that is no report.

    Returns
    -------
    WrittenDocument
        Templates used, numbers of tables and pictures, tables that are reduced.

    Raises
    ------
    InputError
        If a template, a form or a picture cannot be used.
    MissingExtraError
        If python-docx is not installed.
    OSError
        If the file cannot be written; none is left under its name.
    """
    _need_docx()
    words = {**texts(report.lang), **(wordings or {})}
    forms_of = dict(letters or {})
    found = {b.id: b for b in _letters(report)}
    _check(report, pictures, forms_of, found, rows)
    used: list[UsedTemplate] = []
    place = _place(report, template, found, used)
    document, pages = place.document, place.pages
    ids = style_ids(document, report.lang)
    numbers = add_numbering(document, report.lang, numbered_lists(report))
    forms = _forms(report, document, forms_of, found, used)
    pages |= {key: form.page for key, form in forms.items()}
    setting = Setting(
        lang=report.lang,
        words=words,
        ids=ids,
        numbers=numbers,
        pages=pages,
        pictures={
            kind: tuple(p for p in pictures if p.kind == kind)
            for kind in dict.fromkeys(picture.kind for picture in pictures)
        },
        images=add_images(document, pictures),
        forms=forms,
        limit=rows,
    )
    xml, written = _laid_out(report, setting, place, used)
    set_properties(document, report, words)
    write_file(Path(path), packed(document, xml))
    return replace(
        written,
        templates=tuple(used),
        own_letters=tuple(key for key in found if key not in forms),
        pictures=len(pictures),
    )


def check_templates(
    report: Report,
    *,
    template: Path | None = None,
    letters: Mapping[str, Path] | None = None,
) -> None:
    """Refuse templates that cannot be used, before anything dear is done (检查模板).

    Parameters
    ----------
    report : Report
        What will be written.
    template, letters
        As for :func:`write_docx`.

    Raises
    ------
    InputError
        If one of them cannot be used.
    MissingExtraError
        If python-docx is not installed.
    """
    _need_docx()
    forms, found = dict(letters or {}), {b.id: b for b in _letters(report)}
    _check(report, (), forms, found, ROWS)
    used: list[UsedTemplate] = []
    place = _place(report, template, found, used)
    _forms(report, place.document, forms, found, used)


def _letters(report: Report) -> Iterator[Letter]:
    """All letters of a report."""
    for chapter in walk(report.chapters):
        for block in chapter.blocks:
            if isinstance(block, Letter):
                yield block


def _need_docx() -> None:
    """Tell which extra to install where the library is missing."""
    try:
        import docx  # noqa: F401 - only to see whether it is there
    except ImportError as error:
        raise MissingExtraError("writing DOCX reports", extra="report") from error


def _check(
    report: Report,
    pictures: Sequence[DrawnPicture],
    forms: Mapping[str, Path],
    found: Mapping[str, Letter],
    rows: int,
) -> None:
    """Refuse what cannot be meant."""
    if rows < 1:
        raise InputError(
            f"got {rows}; rows must be at least 1", where="rows", value=rows
        )
    for key in forms:
        if key not in found:
            raise InputError(
                f"the report has no letter {key!r}; there are: "
                f"{', '.join(found) or 'none'}",
                where="letters",
                value=key,
            )
    seen: set[str] = set()
    for picture in pictures:
        if picture.id in seen:
            raise InputError(
                f"the picture {picture.id!r} is given twice; ids must differ",
                where="pictures",
                value=picture.id,
            )
        seen.add(picture.id)


def _values(report: Report, letters: Mapping[str, Letter]) -> dict[str, str]:
    """What the fields of a template may stand for."""
    date = report.date
    parts = date.split("-")
    if report.lang == "zh" and len(parts) == 3 and all(p.isdigit() for p in parts):
        year, month, day = map(int, parts)
        date = texts("zh")["docx.year_month_day"].format(
            year=year, month=month, day=day
        )
    own = {
        "title": report.title,
        "project": report.project,
        "date": date,
        "engine": report.provenance.engine,
        "rules": report.provenance.rules,
        "input_hash": report.provenance.input_hash,
    }
    given = {key: text for b in letters.values() for key, text in b.fields}
    for role in ("client", "compiler", "designer"):
        given.setdefault(role, given.get(f"{role}_name", ""))
    return given | {key: text for key, text in own.items() if not given.get(key)}


def _place(
    report: Report,
    template: Path | None,
    letters: Mapping[str, Letter],
    used: list[UsedTemplate],
) -> Place:
    """An empty document, or the filled template."""
    if template is None:
        return own_place(report.lang)
    template = Path(template)
    data, sha256 = read_template(template, "template")
    document, fields = filled_template(
        data,
        _values(report, letters),
        where="template",
        name=template.name,
        marks={"body": BODY_MARK, "contents": CONTENTS_MARK},
    )
    place = template_place(document, where="template", name=template.name)
    if place.covered and "project" not in fields:
        raise InputError(
            f"the template {template.name!r} has a cover that does not name the "
            "project: put {{ project }} on it or into a header; allowed are also "
            + ", ".join("{{ " + key + " }}" for key in _values(report, letters)),
            where="template",
            value=template.name,
        )
    used.append(UsedTemplate(target=_REPORT, name=template.name, sha256=sha256))
    return place


def _forms(
    report: Report,
    document: "Document",
    forms: Mapping[str, Path],
    letters: Mapping[str, Letter],
    used: list[UsedTemplate],
) -> dict[str, Form]:
    """Forms filled in and carried over into the document."""
    made: dict[str, Form] = {}
    for number, (key, path) in enumerate(sorted(forms.items()), start=1):
        path, where = Path(path), f"letters[{key}]"
        data, sha256 = read_template(path, where)
        values = _values(report, {key: letters[key]})
        form, fields = filled_template(
            data, values, where=where, name=path.name, marks={}
        )
        if not fields:
            raise InputError(
                f"the template {path.name!r} has no field, so that nothing of this "
                "project would stand in the letter; put in such as "
                + ", ".join("{{ " + field + " }}" for field in values),
                where=where,
                value=path.name,
            )
        xml, page = form_content(
            document, form, number=number, where=where, name=path.name
        )
        made[key] = Form(xml=xml, page=page, name=path.name, sha256=sha256)
        used.append(UsedTemplate(target=key, name=path.name, sha256=sha256))
    return made


def _laid_out(
    report: Report, setting: Setting, place: Place, used: list[UsedTemplate]
) -> tuple[str, WrittenDocument]:
    """Markup of all pieces, the table of contents with its pages."""
    cover = [] if place.covered else list(cover_pieces(report, setting))
    body = list(body_pieces(report, setting))
    if place.section_xml is not None:
        body = _with_sources(report, setting, body, used)
    entries = [piece.entry for piece in body if piece.entry is not None]
    lines = listed(entries)
    inside = lines and place.contents is None
    before = [contents_piece(setting, lines, {})] if inside else []
    if inside:
        body[0] = _on_new_page(body[0])
    sections = arranged([*cover, *before, *body])
    pages, total = page_numbers(sections, setting.pages, before=place.before)
    if lines:
        contents = contents_piece(setting, lines, pages)
        if place.contents is None:
            sections = arranged([*cover, contents, *body])
        else:
            put_contents(place.contents, contents.xml)
    make = place.section_xml or own_sections(
        place.document, report, dict(setting.ids), setting.words, setting.pages, total
    )
    xml = sections_xml(sections, make, closed=place.closed)
    settle_place(place, make(sections[-1][0], last=True) if sections else None)
    return xml, WrittenDocument(
        templates=(),
        own_letters=(),
        headings=len(entries),
        tables=next(setting.tables) - 1,
        pictures=0,
        pages=total,
        reduced=tuple(setting.reduced),
    )


def _on_new_page(piece: Piece) -> Piece:
    """The first heading, behind the table of contents."""
    xml = piece.xml.replace("<w:keepNext/>", "<w:keepNext/><w:pageBreakBefore/>", 1)
    return replace(piece, xml=xml, fresh=True)


def _with_sources(
    report: Report, setting: Setting, body: list[Piece], used: list[UsedTemplate]
) -> list[Piece]:
    """Pieces with the provenance and the template in front of the letters."""
    ordinary = ("", UPRIGHT, WIDE, FIGURE)
    at = sum(piece.section in ordinary for piece in body)
    said = [provenance_words(report, setting.words)]
    said += [
        setting.words["docx.template_report"].format(
            name=template.name, sha256=template.sha256
        )
        for template in used
        if template.target == _REPORT
    ]
    section = next((p.section for p in reversed(body[:at]) if p.section), UPRIGHT)
    text = "\n".join(said)
    return [
        *body[:at],
        text_piece(setting, "table_note", text, section),
        *body[at:],
    ]
