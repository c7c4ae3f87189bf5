"""Workbooks as files: same content, same bytes; formulas keep their values (工作簿文件)."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["FIXED_TIME", "save_workbook"]

FIXED_TIME: Final = dt.datetime(1980, 1, 1)  # noqa: DTZ001, a ZIP knows no zone
"""Time that every part of the file bears: the earliest a ZIP can tell."""

_CHUNK: Final = 1 << 20
_EMPTY_VALUE: Final = re.compile(rb"</f><v\s*(?:/>|></v>)")
"""A formula without a value; in texts ``<`` is written as ``&lt;``."""


class _FixedArchive(ZipFile):
    """ZIP whose parts bear a fixed time, and whose formulas get their values."""

    def __init__(self, path: Path, values: Mapping[str, Sequence[float]]) -> None:
        super().__init__(path, "w", ZIP_DEFLATED, allowZip64=True)
        self._values = values

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,  # noqa: ANN401, bytes of any kind, or text
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Write a small part."""
        name = str(getattr(zinfo_or_arcname, "filename", zinfo_or_arcname))
        super().writestr(_entry(name), data, compress_type, compresslevel)

    def write(
        self,
        filename: str | PathLike[str],
        arcname: str | PathLike[str] | None = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Write a part that lies in a file: a sheet."""
        name = str(filename if arcname is None else arcname).lstrip("/")
        values = iter(self._values.get(name, ()))
        entry = _entry(name)
        entry.file_size = Path(filename).stat().st_size
        with (
            Path(filename).open("rb") as source,
            self.open(entry, "w", force_zip64=entry.file_size >= 1 << 30) as part,
        ):
            for piece in _with_values(source, values):
                part.write(piece)


def _entry(name: str) -> ZipInfo:
    """Entry that bears the fixed time."""
    entry = ZipInfo(name, FIXED_TIME.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _with_values(source: IO[bytes], values: Iterator[float]) -> Iterator[bytes]:
    """Parts of a sheet, the formulas of which have got their values."""

    def filled(found: re.Match[bytes]) -> bytes:
        return b"</f><v>" + repr(float(next(values))).encode("ascii") + b"</v>"

    rest = b""
    while chunk := source.read(_CHUNK):
        rest += chunk
        cut = rest.rfind(b"</row>") + 1
        if cut:
            yield _EMPTY_VALUE.sub(filled, rest[:cut])
            rest = rest[cut:]
    yield _EMPTY_VALUE.sub(filled, rest)


def save_workbook(
    workbook: "Workbook", path: Path, values: Mapping[str, Sequence[float]]
) -> None:
    """Write a workbook to a file (写出工作簿), whole or not at all.

    openpyxl writes formulas without what they come to, so that whoever reads the file
    without calculating sees nothing there: a preview, pandas, a review. The values are
    put in while the sheets are packed; spreadsheet programs calculate anew.

    Parameters
    ----------
    workbook : openpyxl.Workbook
        Write-only or not.
    path : Path
        The file.
    values : mapping of str to sequence of float
        By part, such as ``xl/worksheets/sheet1.xml``: what its formulas come to, in the
        order in which they stand.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    from openpyxl.writer.excel import ExcelWriter

    workbook.properties.created = FIXED_TIME
    workbook.properties.modified = FIXED_TIME
    aside = path.with_name(f".{path.name}.part")
    try:
        with _FixedArchive(aside, values) as archive:
            ExcelWriter(workbook, archive).save()
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
