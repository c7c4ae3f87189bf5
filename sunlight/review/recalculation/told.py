"""Names and figures as findings tell them (措辞)."""

import math
from collections.abc import Sequence

__all__ = ["figure", "names_en", "names_zh", "signed"]

NAMED_AT_MOST = 8
"""A finding about many things names this many of them."""
LONGEST_NAME = 120
"""A printed text is told up to this many characters."""


def _short(name: object) -> str:
    """Text in one line, cut where it is too long."""
    plain = "".join(c if c.isprintable() else " " for c in str(name))
    return plain if len(plain) <= LONGEST_NAME else f"{plain[:LONGEST_NAME]}…"


def names_zh(names: Sequence[object]) -> str:
    """First few names, in Chinese (举例).

    Parameters
    ----------
    names : sequence
        Anything with a short text.

    Examples
    --------
    >>> names_zh(["1#", "2#"])
    '1#、2#'
    """
    some = "、".join(_short(name) for name in names[:NAMED_AT_MOST])
    return f"{some}等 {len(names)} 个" if len(names) > NAMED_AT_MOST else some


def names_en(names: Sequence[object]) -> str:
    """First few names, in English (举例).

    Parameters
    ----------
    names : sequence
        Anything with a short text.

    Examples
    --------
    >>> names_en(range(9))
    '0, 1, 2, 3, 4, 5, 6, 7 and others, 9 in all'
    """
    some = ", ".join(_short(name) for name in names[:NAMED_AT_MOST])
    more = len(names) > NAMED_AT_MOST
    return f"{some} and others, {len(names)} in all" if more else some


def figure(value: float, digits: int = 1) -> str:
    """Figure rounded down, so that it never reaches what it does not reach (取整数字).

    Parameters
    ----------
    value : float
        Figure; NaN is told as ``–``.
    digits : int
        Decimals at most.

    Examples
    --------
    >>> figure(119.97), figure(120.0), figure(math.nan)
    ('119.9', '120', '–')
    """
    if not math.isfinite(value):
        return "–"
    scale = 10.0**digits
    down = math.floor(value * scale + 1e-6) / scale
    return f"{down:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{down:.0f}"


def signed(value: float, digits: int = 2) -> str:
    """Difference with its sign, to nearest (带符号差值).

    Parameters
    ----------
    value : float
        Difference; NaN is told as ``–``.
    digits : int
        Decimals.

    Examples
    --------
    >>> signed(-3.0), signed(0.5)
    ('-3.00', '+0.50')
    """
    return f"{value:+.{digits}f}" if math.isfinite(value) else "–"
