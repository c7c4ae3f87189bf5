"""From the bytes of a drawing to an ezdxf document (打开图纸), mended where damaged."""

import io
import itertools
import logging
import re
import struct
from pathlib import Path
from typing import Any, Final

from sunlight.errors import ImporterError, MissingExtraError
from sunlight.importers.deadline import Deadline
from sunlight.importers.dxf.text_encoding import as_ascii, decode_drawing, said_version
from sunlight.importers.limits import Limits
from sunlight.importers.remarks import Remarks

__all__ = ["DWG_ADVICE", "open_drawing", "reading_errors"]

DWG_ADVICE: Final = (
    "this is a .dwg drawing, which only AutoCAD and its like can read: save it as DXF "
    "(R2000 or later; of 天正, first 图形导出 or 另存为 T3). Or give the option "
    "oda_converter, the path of the free ODAFileConverter"
)

_BINARY: Final = b"AutoCAD Binary DXF"
_STARTS: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:0|999)\s*\r?\n")
_ENTITY: Final = re.compile(rb"(?<=\n)[ \t]*0[ \t]*\r?\n[ \t]*[A-Za-z][A-Za-z0-9_]*")
_LIGHT: Final = re.compile(
    r"(?<=\n)[ \t]*0[ \t]*\r?\n[ \t]*LWPOLYLINE[ \t]*\r?\n(.*?)"
    r"(?<=\n)(?=[ \t]*0[ \t]*\r?\n[ \t]*[A-Z])",
    re.DOTALL,
)
_OLD_HEADER: Final = "  0\nSECTION\n  2\nHEADER\n  9\n$ACADVER\n  1\n{}\n  0\nENDSEC\n"


def reading_errors() -> tuple[type[Exception], ...]:
    """What ezdxf raises on things that are not as they should be (读取异常)."""
    from ezdxf.acis.const import AcisException
    from ezdxf.lldxf.const import DXFError

    return (
        AcisException,
        DXFError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
        struct.error,
    )


def open_drawing(
    path: Path,
    content: bytes,
    *,
    forced: str,
    limits: Limits,
    remarks: Remarks,
    deadline: Deadline,
) -> Any:  # noqa: ANN401
    """Document of a drawing, read by the recovering reader (打开图纸).

    Parameters
    ----------
    path : Path
        The file.
    content : bytes
        All of it: text or binary DXF.
    forced : str
        Encoding of its texts by the caller; may be empty.
    limits : Limits
        How many entities it may have.
    remarks : Remarks
        Receives what was guessed and mended.
    deadline : Deadline
        When to stop.

    Returns
    -------
    ezdxf.document.Drawing
        Audited.

    Raises
    ------
    ImporterError
        If it is no DXF, too large, or damaged beyond recovery.
    MissingExtraError
        If ezdxf is not installed.
    """
    source = str(path)
    if content.startswith(b"AC10"):
        raise ImporterError(DWG_ADVICE, source=source)
    try:
        from ezdxf import recover
    except ImportError as error:
        raise MissingExtraError("reading DXF files", extra="dxf") from error
    _quiet()
    if content.startswith(_BINARY):
        content = _as_text(content, source)
    elif not _STARTS.match(content):
        raise ImporterError(
            "this is no DXF: a drawing begins with a group code 0 and SECTION. Save "
            "it as DXF (R2000 or later)",
            source=source,
            where="line 1",
        )
    count = sum(1 for _ in _ENTITY.finditer(content))
    limits.check_entities(count, what="entities", source=source)
    text = decode_drawing(content, forced=forced, remarks=remarks)
    if not text.rstrip().endswith("EOF"):
        last = text.rstrip()[-60:].split()
        remarks.add("DRAWING-CUT-OFF", found=" ".join(last)[-40:])
    deadline.check()
    mended = as_ascii(_with_version(text, said_version(content)))
    try:
        document, audit = recover.read(io.BytesIO(mended))
    except reading_errors() as error:
        raise ImporterError(
            f"the drawing is damaged beyond recovery ({type(error).__name__}: "
            f"{error}); open it in a CAD program, run AUDIT or RECOVER, and save it as "
            "DXF again",
            source=source,
        ) from error
    deadline.check()
    mends = len(audit.errors) + len(audit.fixes)
    if mends:
        first = (*audit.errors, *audit.fixes)[0]
        remarks.add("DRAWING-MENDED", found=f"{mends} × ({first.message})"[:200])
    return document


def _quiet() -> None:
    """Keep ezdxf from writing its log to standard error where nobody set a log up."""
    log = logging.getLogger("ezdxf")
    if not log.handlers:
        log.addHandler(logging.NullHandler())


def _with_version(text: str, version: str) -> str:
    """Text whose light polylines are kept, though the version does not know them.

    R12, for which a drawing without a header is taken, has no LWPOLYLINE: its closed
    flag, layer and bulges would be lost.
    """
    if version > "AC1009":
        return text
    if not version:
        modern = "AcDbEntity" in text
        text = _OLD_HEADER.format("AC1015" if modern else "AC1009") + text
        if modern:
            return text
    return _LIGHT.sub(_old_polyline, text)


def _old_polyline(match: re.Match[str]) -> str:
    """Polyline of R12 with the group codes of a light one."""
    lines = match[1].splitlines()
    pairs = [
        (code.strip(), value.strip())
        for code, value in zip(lines[::2], lines[1::2], strict=False)
    ]
    said = dict(reversed(pairs))  # the first of each
    layer = said.get("8", "0")
    flags = said.get("70", "0")
    closed = int(flags) & 1 if flags.lstrip("-").isdigit() else 0
    out = ["0", "POLYLINE", "8", layer, "66", "1", "70", str(closed)]
    out += ["10", "0.0", "20", "0.0", "30", said.get("38", "0.0")]
    for code in ("39", "62", "60", "210", "220", "230"):
        if code in said:
            out += [code, said[code]]
    for code, value in pairs:
        if code == "10":
            out += ["0", "VERTEX", "8", layer, "10", value]
        elif code in ("20", "42"):
            out += [code, value]
    out += ["0", "SEQEND", "8", layer]
    return "\n".join(out) + "\n"


def _as_text(content: bytes, source: str) -> bytes:
    """ASCII DXF of a binary one, texts in the bytes they had."""
    from ezdxf.lldxf.tagger import binary_tags_loader
    from ezdxf.tools.codepage import toencoding

    try:
        tags = list(binary_tags_loader(content))
    except reading_errors() as error:
        raise ImporterError(
            f"the binary DXF is cut off or damaged ({type(error).__name__}: {error}); "
            "save it again, best as ASCII DXF",
            source=source,
        ) from error
    header = {
        str(name.value): str(tag.value)
        for name, tag in itertools.pairwise(tags)
        if name.code == 9
    }
    version = header.get("$ACADVER", "AC1009")
    page = toencoding(header.get("$DWGCODEPAGE", ""))
    name = "utf-8" if version >= "AC1021" else page
    lines = [
        part for tag in tags for part in (str(tag.code).encode(), _bytes_of(tag, name))
    ]
    return b"\n".join(lines) + b"\n"


def _bytes_of(tag: Any, name: str) -> bytes:  # noqa: ANN401
    """Value of a tag in one line."""
    value = tag.value
    if isinstance(value, bytes):
        return value.hex().upper().encode("ascii")
    if isinstance(value, str):
        try:
            raw = value.encode(name, errors="surrogateescape")
        except UnicodeEncodeError:  # the header contradicts itself
            raw = value.encode("utf-8", errors="surrogateescape")
        return raw.replace(b"\r", b" ").replace(b"\n", b" ")
    return repr(value).encode("ascii")
