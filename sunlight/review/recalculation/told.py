"""Names and figures as findings tell them (措辞)."""

import math
from collections.abc import Sequence

__all__ = [
    "figure",
    "harms_en",
    "harms_zh",
    "names_en",
    "names_zh",
    "signed",
    "states_en",
    "states_zh",
]

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


def harms_zh(harms: int, count: int) -> str:
    """How many pass as submitted and fail as recomputed (送审通过而复核不通过).

    Parameters
    ----------
    harms, count : int
        So many of so many.

    Examples
    --------
    >>> harms_zh(0, 3), harms_zh(1, 3)
    ('没有送审通过而复核不通过的', '其中 1 个送审通过而复核不通过')
    >>> harms_zh(1, 1), harms_zh(3, 3)
    ('送审通过而复核不通过', '均为送审通过而复核不通过')
    """
    if harms == 0:
        return "没有送审通过而复核不通过的"
    if harms == count:
        return ("均为" if count > 1 else "") + "送审通过而复核不通过"
    return f"其中 {harms} 个送审通过而复核不通过"


def harms_en(harms: int, count: int) -> str:
    """How many pass as submitted and fail as recomputed (送审通过而复核不通过).

    Parameters
    ----------
    harms, count : int
        So many of so many.

    Examples
    --------
    >>> harms_en(0, 3), harms_en(1, 3)
    ('none fails where the report passes', '1 of them fail where the report passes')
    >>> harms_en(1, 1), harms_en(3, 3)
    ('failing where the report passes', 'all failing where the report passes')
    """
    if harms == 0:
        return "none fails where the report passes"
    if harms == count:
        return ("all " if count > 1 else "") + "failing where the report passes"
    return f"{harms} of them fail where the report passes"


def states_zh(before: float, after: float) -> str:
    """Minutes of both states; one that is not there is left out (建设前后分钟数).

    Parameters
    ----------
    before, after : float
        Minutes, NaN where a state has none. [min]

    Examples
    --------
    >>> states_zh(math.nan, 61.0), states_zh(407.3, 116.1)
    ('建设后 61 分钟', '建设前 407.3 分钟、建设后 116.1 分钟')
    """
    states = (("建设前", before), ("建设后", after))
    there = [f"{name} {figure(v)} 分钟" for name, v in states if math.isfinite(v)]
    return "、".join(there) or "无时数"


def states_en(before: float, after: float) -> str:
    """Minutes of both states; one that is not there is left out (建设前后分钟数).

    Parameters
    ----------
    before, after : float
        Minutes, NaN where a state has none. [min]

    Examples
    --------
    >>> states_en(math.nan, 61.0), states_en(407.3, 116.1)
    ('61 min after', '407.3 min before, 116.1 min after')
    """
    states = (("before", before), ("after", after))
    there = [f"{figure(v)} min {name}" for name, v in states if math.isfinite(v)]
    return ", ".join(there) or "no figure"
