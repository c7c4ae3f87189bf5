"""What is refused before it is read, and what the error says to do."""

import io
import zipfile

import pytest

from sunlight.errors import ImporterError
from sunlight.importers.limits import Limits
from sunlight.review.reading.grids.read import read_grids

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
TYPES = (
    '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


def package(**parts):
    """Archive of a workbook with some parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        for name, text in parts.items():
            archive.writestr(f"xl/{name}.xml", text)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), r"save it as \.docx"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), r"save it as \.xlsx"),
        ("a.wps", OLE, "old program"),
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", b"PK\x03\x04 cut off", "damaged"),
        ("a.xls", b"<html><table></table></html>", "web page"),
        ("a.doc", b"{\\rtf1 a}", "RTF"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n\x00", "picture"),
        ("a.csv", bytes(range(256)) * 4 + b"\x00\x01\x02", "no table"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(ImporterError, match=says):
        read_grids(path)


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    with pytest.raises(ImporterError, match="no regular file"):
        read_grids(tmp_path)
    with pytest.raises(ImporterError, match="no such file"):
        read_grids(tmp_path / "a.xlsx")


def test_an_archive_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")

    with pytest.raises(ImporterError, match="OpenDocument"):
        read_grids(path)


def test_a_bomb_is_refused_unopened(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(package(workbook="<workbook>" + " " * 50_000_000 + "</workbook>"))

    with pytest.raises(ImporterError, match="times its size"):
        read_grids(path)
    with pytest.raises(ImporterError, match="unpacks to"):
        read_grids(path, limits=Limits(megabytes=10.0))


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE a [<!ENTITY b "bbb">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_are_refused(tmp_path, prolog):
    path = tmp_path / "a.xlsx"
    path.write_bytes(package(workbook=f"{prolog}<workbook><sheets/></workbook>"))

    with pytest.raises(ImporterError, match="document type or entities"):
        read_grids(path)


def test_a_part_that_is_no_xml_is_named(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(package(workbook="<workbook><sheets>"))

    with pytest.raises(ImporterError, match=r"xl/workbook\.xml"):
        read_grids(path)
    path.write_bytes(package())
    with pytest.raises(ImporterError, match="is missing"):
        read_grids(path)


def test_a_file_over_the_limit_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" * 1000, encoding="utf-8")

    with pytest.raises(ImporterError, match="megabytes"):
        read_grids(path, limits=Limits(megabytes=0.001))
    with pytest.raises(ImporterError, match="rows"):
        read_grids(path, limits=Limits(entities=100))
