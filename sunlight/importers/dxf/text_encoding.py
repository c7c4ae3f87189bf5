"""Text encoding of a drawing (文字编码): as it says, checked against its bytes."""

import codecs
import re
from typing import Final

from sunlight.errors import InputError
from sunlight.importers.remarks import Remarks

__all__ = [
    "COMMON_SHARE",
    "as_ascii",
    "common_share",
    "decode_drawing",
    "said_version",
]

_CODEPAGE: Final = re.compile(rb"\$DWGCODEPAGE\s*\r?\n\s*3\s*\r?\n\s*([^\r\n]*)")
_VERSION: Final = re.compile(rb"\$ACADVER\s*\r?\n\s*1\s*\r?\n\s*(AC\d+)")
_CHINESE: Final = re.compile(r"936|gbk?|gb2312|gb18030", re.IGNORECASE)
_WINDOWS: Final = re.compile(r"(874|932|949|950|125[0-8])")

UNICODE_VERSION: Final = "AC1021"
"""From this version on (R2007) texts are UTF-8."""

COMMON_SHARE: Final = 0.6
"""Bytes are Chinese where so many of their characters are in daily use.

Every third character of French or German in GB 18030 would be a rare one."""


def said_version(content: bytes) -> str:
    """Version that a drawing says, empty if none (版本), such as ``AC1015``."""
    found = _VERSION.search(content)
    return found[1].decode("ascii") if found else ""


def decode_drawing(content: bytes, *, forced: str, remarks: Remarks) -> str:
    """Text of an ASCII drawing (解码).

    Parameters
    ----------
    content : bytes
        All of it.
    forced : str
        Encoding by the caller; empty to go by the file.
    remarks : Remarks
        Receives ``ENCODING-GUESSED`` and ``TEXT-DAMAGED``.

    Returns
    -------
    str
        What cannot be read is U+FFFD.

    Raises
    ------
    InputError
        If `forced` is no encoding.
    """
    said = _said(content)
    if forced:
        try:
            name = codecs.lookup(forced).name
            text = content.decode(name, errors="replace")
        except (LookupError, TypeError, ValueError) as error:
            raise InputError(
                f"{forced!r} is no encoding of texts; write gb18030, utf-8, cp1252, "
                "big5 or another that Python knows",
                where="encoding",
                value=forced,
            ) from error
    elif content.isascii():
        return content.decode("ascii")
    else:
        name = _fitting(content, said)
        text = content.decode(name, errors="replace")
        if name != said:
            remarks.add("ENCODING-GUESSED", found=f"{_label(content)} → {name}")
    damaged = text.count("�")
    if damaged:
        remarks.add("TEXT-DAMAGED", found=f"{damaged} × U+FFFD ({name})")
    return text


def as_ascii(text: str) -> bytes:
    r"""ASCII of a drawing, other characters as ``\U+4E00`` (转写).

    Every reader of DXF knows these escapes, whatever code page the header names.
    """
    return re.sub(r"[^\x00-\x7f]", _escape, text).encode("ascii")


def _escape(match: re.Match[str]) -> str:
    """Escape of one character; those beyond the basic plane have none."""
    point = ord(match[0])
    return f"\\U+{point:04X}" if point <= 0xFFFF else "\\U+FFFD"


def _label(content: bytes) -> str:
    """Words of the header."""
    page = _CODEPAGE.search(content)
    said = page[1].decode("ascii", errors="replace").strip() if page else "-"
    return f"{said_version(content) or '-'} {said}"


def _said(content: bytes) -> str:
    """Encoding that the header says, empty if none that is known."""
    if said_version(content) >= UNICODE_VERSION:
        return "utf-8"
    page = _CODEPAGE.search(content)
    name = page[1].decode("ascii", errors="replace").strip() if page else ""
    if _CHINESE.search(name):
        return "gb18030"
    found = _WINDOWS.search(name)
    if found:
        return "gb18030" if found[1] == "936" else f"cp{found[1]}"
    return ""


def _fitting(content: bytes, said: str) -> str:
    """Encoding that the bytes are in: the one said unless another fits better."""
    lines = b"\n".join(line for line in content.splitlines() if not line.isascii())
    able = {
        name: share
        for name in ("utf-8", "gb18030")
        if (share := common_share(lines, name)) is not None
    }
    if said in able and said != "utf-8" and able.get("utf-8", 0.0) <= able[said]:
        return said
    if "utf-8" in able:  # hardly ever by chance
        return "utf-8"
    if said in able or (said and said not in ("utf-8", "gb18030", "cp1252")):
        return said
    if able.get("gb18030", 0.0) >= COMMON_SHARE:
        return "gb18030"
    return said or "cp1252"


def common_share(lines: bytes, name: str) -> float | None:
    """Share of Chinese characters in daily use (常用字比例).

    Parameters
    ----------
    lines : bytes
        Lines that are not ASCII.
    name : str
        Encoding to try.

    Returns
    -------
    float or None
        Of the characters beyond ASCII; None if the bytes are not so coded.
    """
    try:
        text = lines.decode(name)
    except UnicodeDecodeError:
        return None
    beyond = [c for c in text if ord(c) > 0x7F]
    common = sum(map(_is_common, beyond))
    return common / len(beyond) if beyond else 0.0


def _is_common(character: str) -> bool:
    """Whether a character is of level 1 of GB 2312, or Chinese punctuation."""
    try:
        coded = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return 0xB0 <= coded[0] <= 0xD7 or coded[0] in (0xA1, 0xA3)
