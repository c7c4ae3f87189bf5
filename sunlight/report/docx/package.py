"""An empty document of ours, and a file that is the same every time (文档包)."""

import datetime
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sunlight.report.content.records import Report
from sunlight.report.docx.markup import clean
from sunlight.report.docx.styles import NAMESPACE, default_styles
from sunlight.report.texts import Texts
from sunlight.rules import Language

if TYPE_CHECKING:
    from docx.document import Document

__all__ = [
    "PLACE",
    "blank_document",
    "packed",
    "provenance_words",
    "set_properties",
    "write_file",
]

_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLACE: Final = "\ue0b1 report \ue0b1"
"""Text of the comment that marks where the report goes."""

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_UNDATED: Final = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - as the format has it
_PROPERTY_LIMIT: Final = 255  # characters that a property may have

_FONTS: Final = (
    ("宋体", "SimSun", "roman"),
    ("黑体", "SimHei", "swiss"),
    ("Times New Roman", "Liberation Serif", "roman"),
    ("Arial", "Liberation Sans", "swiss"),
)


def _fonts() -> str:
    """Fonts that Windows has, with their other names for systems without them."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/>'
        "</w:font>"
        for name, other, family in _FONTS
    )
    return f"<w:fonts {NAMESPACE}>{entries}</w:fonts>"


def _settings(lang: Language) -> str:
    tag = "zh-CN" if lang == "zh" else "en-GB"
    word = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {NAMESPACE}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{word}" w:val="15"/>'
        f'</w:compat><w:themeFontLang w:val="{tag}" w:eastAsia="zh-CN"/></w:settings>'
    )


def blank_document(lang: Language) -> "Document":
    """A document with our styles and no text (空白文档).

    Parameters
    ----------
    lang : {'zh', 'en'}
        Language of the text.

    Returns
    -------
    docx.document.Document
        To be written to.
    """
    from docx import Document

    parts = {
        "styles": default_styles(lang),
        "settings": _settings(lang),
        "fontTable": _fonts(),
    }
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{name}+xml"/>'
        for name in parts
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(parts, start=1)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.'
        f'main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">'
        f"{relations}</Relationships>",
        "word/document.xml": f"<w:document {NAMESPACE}><w:body><w:sectPr/></w:body>"
        "</w:document>",
    } | {f"word/{name}.xml": text for name, text in parts.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            archive.writestr(name, (head + text).encode("utf-8"))
    stream.seek(0)
    return Document(stream)


def provenance_words(report: Report, words: Texts) -> str:
    """Where the results come from, in one line (结果来源).

    Parameters
    ----------
    report : Report
        Report.
    words : mapping
        Catalogue.

    Returns
    -------
    str
        Versions, hashes, day and declination.
    """
    known = report.provenance
    return words["docx.provenance"].format(
        engine=known.engine,
        rules=known.rules,
        rules_hash=known.rules_hash[:16],
        input_hash=known.input_hash[:16],
        day=known.day,
        declination=f"{known.declination:.4f}",
    )


def set_properties(document: "Document", report: Report, words: Texts) -> None:
    """Title, date and provenance in the properties of the file (文档属性).

    Parameters
    ----------
    document : docx.document.Document
        Document.
    report : Report
        Report; its date is that of the file, never that of the clock.
    words : mapping
        Catalogue.
    """
    known = report.provenance
    try:
        day = datetime.datetime.combine(
            datetime.date.fromisoformat(report.date), datetime.time()
        )
    except ValueError:
        day = _UNDATED
    properties = document.core_properties
    for name, text in {
        "title": f"{report.title} {report.project}",
        "subject": report.project,
        "author": f"sunlight {known.engine}",
        "last_modified_by": f"sunlight {known.engine}",
        "keywords": f"{known.rules}; {known.rules_hash}",
        "identifier": known.input_hash,
        "version": known.schema,
        "comments": provenance_words(report, words),
        "language": "zh-CN" if report.lang == "zh" else "en-GB",
    }.items():
        setattr(properties, name, " ".join(clean(text).split())[:_PROPERTY_LIMIT])
    properties.created = properties.modified = day
    properties.revision = 1


def packed(document: "Document", written: str) -> bytes:
    """The file of a document, its entries without the time of the clock (打包).

    Parameters
    ----------
    document : docx.document.Document
        Document.
    written : str
        Block elements that take the place of the comment :data:`PLACE` in its text:
        to move tens of thousands of cells from tree to tree would take longest of all.

    Returns
    -------
    bytes
        A DOCX file.
    """
    stream = io.BytesIO()
    document.save(stream)
    name = str(document.part.partname).lstrip("/")
    target = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            stored = entry.filename.endswith((".png", ".jpeg", ".jpg"))
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3
            data = old.read(entry)
            if entry.filename == name:
                before, after = data.split(f"<!--{PLACE}-->".encode(), 1)
                data = b"".join((before, written.encode("utf-8"), after))
            new.writestr(info, data)
    return target.getvalue()


def write_file(path: Path, data: bytes) -> None:
    """Write a file beside its place and move it there (写入).

    Parameters
    ----------
    path : Path
        Final place.
    data : bytes
        All of it.

    Raises
    ------
    OSError
        If it cannot be written: nothing is left, and an earlier file stays.
    """
    aside = path.with_name(f".{path.name[:80]}.tmp")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
