"""The Chinese font of the pictures, from a package the project depends on (字体)."""

import unicodedata
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sunlight.errors import InputError

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

__all__ = ["font_path", "picture_font", "printable", "text_width"]

_PACKAGE: Final = "pylopdf_fonts_zh_cn"
_FILE: Final = "NotoSansSC-Regular.otf"
_REPLACEMENT: Final = "□"  # stands for a character that the font lacks

NARROW_EM: Final = 0.56
"""Mean width of a Latin letter or digit of the font, in ems; Chinese ones have 1."""


@cache
def font_path() -> Path:
    """File of the font, in the installed package (字体文件).

    Returns
    -------
    Path
        An OpenType font that covers GB 2312.

    Raises
    ------
    InputError
        If the font package is not installed as a folder of files.
    """
    with as_file(files(_PACKAGE) / _FILE) as path:
        found = Path(path)
    if not found.is_file():
        raise InputError(
            f"the font {_FILE} of the package pylopdf-fonts-zh-cn is not there; "
            "install that package again",
            where="font",
            value=str(found),
        )
    return found


def picture_font(size: float) -> "FontProperties":
    """Font for texts of pictures (图中文字字体).

    Parameters
    ----------
    size : float
        Size. [pt]

    Returns
    -------
    matplotlib.font_manager.FontProperties
        Of the packaged file itself, whatever fonts the system has.
    """
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(font_path()), size=size)


@cache
def _known() -> frozenset[int]:
    """Code points the font has."""
    from matplotlib.font_manager import get_font

    return frozenset(get_font(str(font_path())).get_charmap())


def printable(text: str) -> str:
    """Text without characters that the font lacks (可显示文字).

    Parameters
    ----------
    text : str
        Any text, such as the name of a project.

    Returns
    -------
    str
        With □ for what the font has no sign for, and spaces for tabs.
    """
    known = _known()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c if ord(c) in known or c == "\n" else _REPLACEMENT for c in text)


def text_width(text: str) -> float:
    """Estimated width of one line of text (文字宽度).

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    float
        Width in ems.
    """
    wide = sum(unicodedata.east_asian_width(c) in "WFA" for c in text)
    return wide + NARROW_EM * (len(text) - wide)
