"""Workbooks as files: rows put into their sheets, equal bytes (工作簿文件)."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["FIXED_TIME", "save_workbook"]

FIXED_TIME: Final = dt.datetime(1980, 1, 1)  # noqa: DTZ001, a ZIP knows no zone
"""Time that every part of the file bears: the earliest a ZIP can tell."""

_NO_ROWS: Final = re.compile(rb"<sheetData\s*(?:/>|></sheetData>)")
_LEVEL: Final = 4
"""Of compression: sheets shrink to a tenth at once."""


class _FixedArchive(ZipFile):
    """ZIP whose parts bear a fixed time, and whose sheets get their rows."""

    def __init__(self, path: Path, rows: Mapping[str, Iterable[bytes]]) -> None:
        super().__init__(path, "w", ZIP_DEFLATED, compresslevel=_LEVEL)
        self._rows = rows

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
        head, tail = _NO_ROWS.split(Path(filename).read_bytes(), 1)
        with self.open(_entry(name), "w", force_zip64=True) as part:
            part.write(head + b"<sheetData>")
            for row in self._rows[name]:
                part.write(row)
            part.write(b"</sheetData>" + tail)


def _entry(name: str) -> ZipInfo:
    """Entry that bears the fixed time."""
    entry = ZipInfo(name, FIXED_TIME.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def save_workbook(
    workbook: "Workbook", path: Path, rows: Mapping[str, Iterable[bytes]]
) -> None:
    """Write a workbook to a file (写出工作簿), whole or not at all.

    Parameters
    ----------
    workbook : openpyxl.Workbook
        Its sheets have no rows yet.
    path : Path
        The file.
    rows : mapping of str to iterable of bytes
        Rows by part, such as ``xl/worksheets/sheet1.xml``.

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
        with _FixedArchive(aside, rows) as archive:
            ExcelWriter(workbook, archive).save()
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
