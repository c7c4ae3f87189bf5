"""Templates of the user's own: whether one can be used, and its fields (模板).

A template comes from others. It is refused where it holds macros, asks for other files
or is locked; of the field language only names and conditions on names are taken, in a
sandbox beneath.
"""

import hashlib
import io
import re
import zipfile
from pathlib import Path
from typing import Final

from sunlight.errors import InputError

__all__ = ["read_template"]

_MOST_BYTES: Final = 200 * 2**20
_MOST_PARTS: Final = 4000
_MOST_XML: Final = 16 * 2**20
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXTERNAL: Final = re.compile(rb'<Relationship\s[^>]*TargetMode\s*=\s*"External"[^>]*>')


def _refused(where: str, name: str, problem: str, mend: str) -> InputError:
    """Error about a template as a whole."""
    return InputError(
        f"the template {name!r} {problem}; {mend}", where=where, value=name
    )


def read_template(path: Path, where: str) -> tuple[bytes, str]:
    """Read a template and see whether it can be used at all (读取模板).

    Parameters
    ----------
    path : Path
        A ``.docx`` file.
    where : str
        What it was given as, such as ``template``.

    Returns
    -------
    (bytes, str)
        The file without a link to a template of its own, and the SHA-256 of the file.

    Raises
    ------
    InputError
        If it cannot be read, is no DOCX document, or is one with a password, macros or
        links to other files.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _refused(
            where,
            path.name,
            f"cannot be read ({error.strerror or error})",
            "name a .docx file that is there",
        ) from error
    _check_kind(data, where, path.name)
    return _checked_parts(data, where, path.name), hashlib.sha256(data).hexdigest()


def _check_kind(data: bytes, where: str, name: str) -> None:
    """Refuse what is no package of a Word document."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _refused(
                where,
                name,
                "is protected by a password",
                "take the password off (File > Info > Protect Document) and save it",
            )
        raise _refused(
            where,
            name,
            "is a document of Word 97-2003 (.doc)",
            "save it as a Word document (.docx)",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kinds = archive.read("[Content_Types].xml")
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError) as error:
        raise _refused(
            where,
            name,
            "is not a DOCX document",
            "open it in Word, WPS or LibreOffice and save it as .docx",
        ) from error
    if b"macroEnabled" in kinds or any("vbaproject" in n.lower() for n in names):
        raise _refused(
            where,
            name,
            "holds macros",
            "save it as a Word document without macros (.docx)",
        )
    if b"wordprocessingml.template.main+xml" in kinds:
        raise _refused(
            where,
            name,
            "is a Word template file (.dotx)",
            "save it as a Word document (.docx)",
        )
    if b"wordprocessingml.document.main+xml" not in kinds:
        raise _refused(
            where,
            name,
            "is not a Word document",
            "save it from Word, WPS or LibreOffice as .docx",
        )


def _checked_parts(data: bytes, where: str, name: str) -> bytes:
    """The package, each part looked at; a link to its own template is taken out."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        entries = old.infolist()
        size = sum(entry.file_size for entry in entries)
        if len(entries) > _MOST_PARTS or size > _MOST_BYTES:
            raise _refused(
                where,
                name,
                f"unpacks to {size / 2**20:.0f} MB in {len(entries)} parts",
                f"at most {_MOST_BYTES // 2**20} MB in {_MOST_PARTS} parts are read",
            )
        for entry in entries:
            try:
                part = old.read(entry)
            except (zipfile.BadZipFile, RuntimeError, EOFError) as error:
                raise _refused(
                    where, name, f"is damaged ({entry.filename})", "save it anew"
                ) from error
            if entry.filename.endswith((".xml", ".rels")):
                part = _checked_xml(part, entry.filename, where, name)
            new.writestr(entry.filename, part)
    return target.getvalue()


def _checked_xml(part: bytes, entry: str, where: str, name: str) -> bytes:
    """A part of the package, refused where it reaches outside the document."""
    if len(part) > _MOST_XML:
        raise _refused(
            where,
            name,
            f"has a part of {len(part) / 2**20:.0f} MB ({entry})",
            f"at most {_MOST_XML // 2**20} MB of text are read",
        )
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise _refused(
            where,
            name,
            f"declares entities in {entry}",
            "open it in Word and save it anew",
        )
    if entry.endswith(".rels"):
        for link in _EXTERNAL.findall(part):
            if b"/attachedTemplate" in link:
                part = part.replace(link, b"")
            elif b"/hyperlink" not in link:
                raise _refused(
                    where,
                    name,
                    f"is linked to another file ({entry})",
                    "embed pictures and objects instead of linking them",
                )
    elif entry == "word/settings.xml":
        part = re.sub(rb"<w:attachedTemplate\b[^>]*/>", b"", part)
    return part
