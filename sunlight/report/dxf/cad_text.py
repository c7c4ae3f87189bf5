"""Texts that every CAD program shows as they are (CAD 文字): no codes, one line."""

import unicodedata
from typing import Final

__all__ = ["MOST_BYTES", "cad_text", "xdata_text"]

MOST_BYTES: Final = 255
"""Greatest length of a text of extended data, in UTF-8. [bytes]"""

_WIDE: Final = {ord(sign): ord(sign) + 0xFEE0 for sign in "\\^{}"}
"""Signs that start a code, with their full-width likeness, which starts none."""


def cad_text(text: str, *, most: int = 80) -> str:
    r"""Text of a TEXT entity: one line, no codes, not longer than fits (CAD 文字).

    Programs take ``%%c``, ``\P``, ``\U+4E2D``, ``^J`` and ``{...}`` for codes, each in
    its own way; their signs are therefore written in full width.

    Parameters
    ----------
    text : str
        Any text, such as the name of a building.
    most : int
        Greatest number of characters; what is left out is told by ``…``.

    Returns
    -------
    str
        Without control characters and without signs of direction.

    Examples
    --------
    >>> cad_text("50% 3#\n\x07楼")
    '50% 3# 楼'
    """
    spaced = " ".join(text.split())
    plain = "".join(c for c in spaced if unicodedata.category(c)[0] != "C")
    plain = plain.replace("%%", "\N{FULLWIDTH PERCENT SIGN}" * 2).translate(_WIDE)
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def xdata_text(name: str, value: object) -> str:
    """One entry of extended data, ``name=value``, within its limit (扩展数据).

    Parameters
    ----------
    name : str
        What it is.
    value : object
        As ``str`` writes it.

    Examples
    --------
    >>> xdata_text("window", "1#-2-S01")
    'window=1#-2-S01'
    """
    text = f"{name}={cad_text(str(value), most=MOST_BYTES)}"
    content = text.encode("utf-8", "replace")
    if len(content) <= MOST_BYTES:
        return text
    return content[: MOST_BYTES - 3].decode("utf-8", "ignore") + "…"
