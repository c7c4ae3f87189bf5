"""How findings name many things: a count and the first few (措辞)."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["NAMED_AT_MOST", "name_some"]

NAMED_AT_MOST: Final = 5
"""A finding about many things names this many of them."""


def name_some(names: Sequence[object] | NDArray[np.object_]) -> str:
    """First few names, with an ellipsis if there are more (举例).

    Parameters
    ----------
    names : sequence or (n,) ndarray of objects
        Anything with a short text.

    Returns
    -------
    str
        Such as ``1#, 2#, 3#, 4#, 5#, ...``.

    Examples
    --------
    >>> name_some(range(1, 8))
    '1, 2, 3, 4, 5, ...'
    """
    some = ", ".join(str(name) for name in names[:NAMED_AT_MOST])
    return f"{some}, ..." if len(names) > NAMED_AT_MOST else some
