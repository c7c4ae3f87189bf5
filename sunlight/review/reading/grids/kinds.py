"""What a file is by its content, whatever its name says (文件类型)."""

import io
import re
import zipfile
import zlib
from typing import Final

from sunlight.errors import ImporterError

__all__ = ["SUFFIXES", "kind_of_content"]

SUFFIXES: Final = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "pdf": (".pdf",),
    "csv": (".csv", ".tsv", ".txt", ".tab"),
}
"""Suffixes that fit a kind."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES: Final = (
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
)
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOK: Final = re.compile(
    rb"(spreadsheetml\.\w+|ms-excel\.\w+\.macroEnabled\w*)\.main\+xml"
)
_DOCUMENT: Final = re.compile(
    rb"(wordprocessingml\.\w+|ms-word\.\w+\.macroEnabled\w*)\.main\+xml"
)
_ARCHIVE_FAULTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
_SHOWN: Final = "save it as .xlsx, .docx, .csv or a text PDF"


def kind_of_content(content: bytes, *, source: str) -> str:
    """Kind of a file by its first bytes and parts (文件类型).

    Parameters
    ----------
    content : bytes
        All of it.
    source : str
        Its path, for errors.

    Returns
    -------
    str
        ``xlsx``, ``docx``, ``pdf`` or ``csv``.

    Raises
    ------
    ImporterError
        If it is locked by a password, of an old or another format; says how to save it.
    """
    if content.startswith(_OLE):
        raise _ole_error(content, source)
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_archive(content, source)
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<", b"{\\rtf")):
        raise ImporterError(
            "this is a web page, XML or RTF under another name, as some programs "
            "export it: open it in Excel, WPS or LibreOffice and save it as .xlsx "
            "or .docx",
            source=source,
        )
    if content.startswith(_PICTURES[:-1]) or (
        content.startswith(_PICTURES[-1]) and b"\x00" in content[:64]
    ):
        raise ImporterError(
            "this is a picture; tables are read from text only: ask for them as "
            ".xlsx, .docx, .csv or a text PDF",
            source=source,
        )
    if content.startswith(_UTF16) or b"\x00" not in content[:65536]:
        return "csv"
    pairs = content[:4096]
    if max(pairs[0::2].count(0), pairs[1::2].count(0)) * 5 > len(pairs):
        return "csv"  # UTF-16 without its mark
    raise ImporterError(
        f"this is no table, text or document that is known here: {_SHOWN}",
        source=source,
    )


def _ole_error(content: bytes, source: str) -> ImporterError:
    """Error for a compound file: locked, or of the programs before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return ImporterError(
            "the file is protected by a password; take it off (File > Info > Protect; "
            "文件 > 信息 > 保护) and save the file again",
            source=source,
        )
    if "WordDocument".encode("utf-16-le") in content:
        kind, better = "a document of Word 97-2003 or WPS (.doc, .wps)", ".docx"
    elif any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        kind, better = "a workbook of Excel 97-2003 or WPS (.xls, .et)", ".xlsx"
    else:
        kind, better = "a compound file of an old program", ".xlsx or .docx"
    return ImporterError(
        f"the file is {kind}; open it in Excel, Word, WPS or LibreOffice and save it "
        f"as {better}",
        source=source,
    )


def _kind_of_archive(content: bytes, source: str) -> str:
    """Kind of a zip archive by the names and kinds of its parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            types = (
                archive.open("[Content_Types].xml").read(1_000_000)
                if "[Content_Types].xml" in names
                else b""
            )
            mimetype = (
                archive.open("mimetype").read(200) if "mimetype" in names else b""
            )
    except _ARCHIVE_FAULTS as error:
        raise ImporterError(
            f"the file is damaged or locked ({error}); fetch it again, or open it in "
            "its program and save it again",
            source=source,
        ) from error
    if _WORKBOOK.search(types):
        return "xlsx"
    if _DOCUMENT.search(types):
        return "docx"
    what = "an archive that is no workbook and no document"
    if b"sheet.binary" in types:
        what = "a binary workbook (.xlsb)"
    elif b"opendocument" in mimetype:
        what = "an OpenDocument file (.ods, .odt)"
    raise ImporterError(f"the file is {what}: {_SHOWN}", source=source)
