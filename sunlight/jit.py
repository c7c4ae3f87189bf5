"""Compilation of the numeric kernels (即时编译): one decorator for all.

Kernels release the interpreter lock and are cached on disk beside the package, or in
the user's cache folder where the installation is read-only (Numba's own order). Where
neither can be written, they are compiled anew in each process.
"""

from collections.abc import Callable
from typing import Any

import numba

__all__ = ["njit_cached"]


def njit_cached(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile `function` without the interpreter lock, cached where possible."""
    try:
        compiled = numba.njit(nogil=True, cache=True, error_model="numpy")(function)
    except RuntimeError as error:
        if "no locator available" not in str(error):
            raise
        compiled = numba.njit(nogil=True, error_model="numpy")(function)
    result: Callable[..., Any] = compiled
    return result
