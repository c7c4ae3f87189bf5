"""How cells look: fonts, colours, formats (单元格样式).

Blue for what passes and orange for what fails stay apart for all kinds of colour
blindness; beside each colour stands a word.
"""

from typing import TYPE_CHECKING, Final

from sunlight.report.ci.xml_text import plain
from sunlight.report.xlsx.sheets import ColumnKind, Value
from sunlight.report.xlsx.times import CLOCK_FORMAT, DURATION_FORMAT, SIGNED_FORMAT

if TYPE_CHECKING:
    from openpyxl.cell.cell import WriteOnlyCell
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

__all__ = ["FILLS", "Cells", "clean_text", "differential"]

FONT: Final = "等线"
FILLS: Final = {
    "pass": ("DCEBF7", "0B4F85"),
    "fail": ("FBE0CE", "8F3200"),
    "gain": ("FFF3C4", "5F4A00"),
    "open": ("E7E7E7", "404040"),
    "section": ("44546A", "FFFFFF"),
    "total": ("EEF1F5", "000000"),
    "head": ("D5DCE6", "000000"),
    "head_second": ("E9E2D3", "000000"),
}
"""Background and text of each tone, as RGB."""

_STRONG: Final = {"fail", "section", "total", "head", "head_second", "title"}
_FORMATS: Final[dict[str, str]] = {
    "whole": "0",
    "metres": "0.00",
    "duration": DURATION_FORMAT,
    "clock": CLOCK_FORMAT,
    "minutes": "0.000000",
    "signed": SIGNED_FORMAT,
}
_LONGEST_TEXT: Final = 32_767
"""Characters that a cell can hold."""

_RUN_AS_FORMULA: Final = "=+-@\t＝＋－＠"  # noqa: RUF001, the full-width signs too


def clean_text(text: str) -> str:
    """Text as a cell can hold it (单元格文字).

    Parameters
    ----------
    text : str
        Any text, such as a name from somebody's file.

    Returns
    -------
    str
        Without characters that XML forbids, cut at the most that a cell can hold.
    """
    cleaned = plain(text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(cleaned) > _LONGEST_TEXT:
        return cleaned[: _LONGEST_TEXT - 1] + "…"
    return cleaned


def differential(tone: str) -> "DifferentialStyle":
    """Look of cells that are coloured by what they say (条件格式样式).

    Parameters
    ----------
    tone : str
        One of :data:`FILLS`.
    """
    from openpyxl.styles import Font, PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    fill, ink = FILLS[tone]
    return DifferentialStyle(
        font=Font(color=ink, bold=tone in _STRONG),
        fill=PatternFill(bgColor=fill, fill_type="solid"),
    )


class Cells:
    """Cells of one sheet, each look of them made once (样式缓存).

    Parameters
    ----------
    worksheet : openpyxl.worksheet._write_only.WriteOnlyWorksheet
        The sheet.
    """

    def __init__(self, worksheet: "WriteOnlyWorksheet") -> None:
        self._worksheet = worksheet
        self._made: dict[tuple[str, str, str | None, bool], WriteOnlyCell] = {}

    def cell(
        self,
        value: Value,
        kind: ColumnKind | str,
        *,
        tone: str = "",
        number_format: str | None = None,
        formula: str | None = None,
    ) -> "WriteOnlyCell":
        """Cell of a row that is written before the next one is made (单元格).

        Parameters
        ----------
        value : Value
            What it holds; a text is never run as a formula.
        kind : str
            How it is shown; besides the kinds of columns ``title`` and ``line``.
        tone : str
            Tone that does not depend on other cells.
        number_format : str, optional
            In place of that of its kind.
        formula : str, optional
            Formula that it has in place of the value.
        """
        text = isinstance(value, str) and formula is None
        risky = text and str(value)[:1] in _RUN_AS_FORMULA and value != ""
        key = (kind, tone, number_format, risky)
        cell = self._made.get(key)
        if cell is None:
            cell = self._make(kind, tone, number_format, quoted=risky)
            self._made[key] = cell
        if formula is not None:
            cell.value = formula
        elif text:
            cell.value = clean_text(str(value))
            cell.data_type = "s"  # whatever it begins with
        else:
            cell.value = value
        return cell

    def _make(
        self, kind: str, tone: str, number_format: str | None, *, quoted: bool
    ) -> "WriteOnlyCell":
        """Cell with its look."""
        from openpyxl.cell.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        cell = WriteOnlyCell(self._worksheet)
        fill, ink = FILLS.get(tone, ("", "000000"))
        bold = tone in _STRONG or kind == "title"
        size = 14 if kind == "title" else 10
        cell.font = Font(name=FONT, size=size, bold=bold, color=ink)
        if fill:
            cell.fill = PatternFill(fgColor=fill, fill_type="solid")
        if kind not in ("title", "line"):
            side = Side(style="thin", color="BFBFBF")
            cell.border = Border(left=side, right=side, top=side, bottom=side)
        across = {"text": "left", "long": "left", "title": "left", "line": "left"}
        centred = "center" if kind in ("word", "heading") else "right"
        cell.alignment = Alignment(
            horizontal=across.get(kind, centred),
            vertical="center",
            wrap_text=kind in ("long", "heading", "word"),
        )
        cell.number_format = number_format or _FORMATS.get(kind, "General")
        cell.quotePrefix = quoted
        return cell
