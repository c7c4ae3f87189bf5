"""How cells look: fonts, colours, formats (单元格样式).

Blue for what passes and orange for what fails stay apart for all kinds of colour
blindness; beside each colour stands a word.
"""

from typing import TYPE_CHECKING, Final

from sunlight.report.ci.xml_text import plain
from sunlight.report.xlsx.sheets import ColumnKind
from sunlight.report.xlsx.times import CLOCK_FORMAT, DURATION_FORMAT, SIGNED_FORMAT

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["FILLS", "RUN_AS_FORMULA", "Looks", "clean_text", "differential"]

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
_ACROSS: Final = dict.fromkeys(("text", "long", "title", "line"), "left") | (
    dict.fromkeys(("word", "heading", "whole"), "center")
)
_LONGEST_TEXT: Final = 32_767
"""Characters that a cell can hold."""

RUN_AS_FORMULA: Final = tuple("=+-@\t＝＋－＠")  # noqa: RUF001
"""What a spreadsheet program would run, the full-width signs included."""


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


class Looks:
    """Styles of a workbook, each made once (样式缓存).

    Parameters
    ----------
    worksheet : openpyxl.worksheet.worksheet.Worksheet
        Any sheet of the workbook.
    """

    def __init__(self, worksheet: "Worksheet") -> None:
        self._worksheet = worksheet
        self._made: dict[tuple[str, str, str | None, bool], int] = {}

    def style(
        self,
        kind: ColumnKind | str,
        *,
        tone: str = "",
        number_format: str | None = None,
        quoted: bool = False,
    ) -> int:
        """Number of a style in the workbook (样式号).

        Parameters
        ----------
        kind : str
            How a cell is shown; besides the kinds of columns ``title``, ``line`` and
            ``heading``.
        tone : str
            Tone that does not depend on other cells.
        number_format : str, optional
            In place of that of its kind.
        quoted : bool
            Whether it stays a text when somebody edits it, whatever it begins with.
        """
        key = (kind, tone, number_format, quoted)
        number = self._made.get(key)
        if number is None:
            number = self._make(kind, tone, number_format, quoted=quoted)
            self._made[key] = number
        return number

    def _make(
        self, kind: str, tone: str, number_format: str | None, *, quoted: bool
    ) -> int:
        """Enter a style into the workbook."""
        from openpyxl.cell.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        cell: Cell = WriteOnlyCell(self._worksheet)
        fill, ink = FILLS.get(tone, ("", "000000"))
        bold = tone in _STRONG or kind == "title"
        size = 14 if kind == "title" else 10
        cell.font = Font(name=FONT, size=size, bold=bold, color=ink)
        if fill:
            cell.fill = PatternFill(fgColor=fill, fill_type="solid")
        if kind not in ("title", "line"):
            side = Side(style="thin", color="BFBFBF")
            cell.border = Border(left=side, right=side, top=side, bottom=side)
        cell.alignment = Alignment(
            horizontal=_ACROSS.get(kind, "right"),
            vertical="center",
            wrap_text=kind in ("long", "heading", "word"),
        )
        cell.number_format = number_format or _FORMATS.get(kind, "General")
        cell.quotePrefix = quoted
        return int(cell.style_id)
