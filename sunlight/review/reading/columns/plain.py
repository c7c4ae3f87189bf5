"""Texts as they are compared (文字归一): widths, dashes and blanks made alike."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["DASHES", "bare", "one_line", "plain"]

DASHES: Final = frozenset({"-", "--", "---", "/", "\\", "~"})
"""Cells, after :func:`plain`, that say neither yes nor no."""

_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys(
            "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2501\ufe63", "-"
        ),
        **dict.fromkeys("\u301c\u223c\uff5e\u02dc", "~"),
        **dict.fromkeys("\uff1a\ufe55\u2236", ":"),
        "\u2032": "'",
        "\u2033": '"',
        "\u00a0": " ",
        "\u3000": " ",
        "\u200b": "",
        "\ufeff": "",
    }
)
_MARKS: Final = re.compile(r"^[×✕✗✘√✓✔※★☆▲△●○■□*#]+\s+")
_GUARD: Final = re.compile(r"^'(?=\s*[=+\-@])")
_BLANKS: Final = re.compile(r"\s+")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    r"""Full width as half width, dashes and tildes alike, no blanks at the ends (归一).

    Parameters
    ----------
    text : str
        As it stands in a cell.

    Examples
    --------
    >>> plain("\uff10\uff18：00～09：15")
    '08:00~09:15'
    """
    return (
        unicodedata.normalize("NFKC", text.translate(_ALIKE)).translate(_ALIKE).strip()
    )


def one_line(text: str) -> str:
    """What a cell says, in one line, without the mark before it (单元格文字).

    An apostrophe that guards a formula, and a mark such as × before 未达标, are left
    out.

    Parameters
    ----------
    text : str
        As it stands in a cell.

    Examples
    --------
    >>> one_line("× 未达标"), one_line("'=1+1")
    ('未达标', '=1+1')
    """
    said = _BLANKS.sub(" ", text.replace("\u3000", " ")).strip()
    return _GUARD.sub("", _MARKS.sub("", said))


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """Text for looking words up: plain, lower case, without any blank (查词用).

    Parameters
    ----------
    text : str
        As it stands in a cell.

    Examples
    --------
    >>> bare(" 窗 台 高（M）")
    '窗台高(m)'
    """
    return _BLANKS.sub("", plain(text)).lower()
