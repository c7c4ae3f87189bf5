"""Compilation of the numeric kernels (即时编译): one decorator for all.

Kernels release the interpreter lock and are cached on disk beside the package, or in
the user's cache folder where the installation is read-only (Numba's own order). Where
neither can be written, they are compiled anew in each process.
"""

from collections.abc import Callable
from typing import Any

import numba

__all__ = ["njit_cached", "njit_inner"]


def njit_cached(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile `function` without the interpreter lock, cached where possible."""
    return _compiled(function, from_python=True)


def njit_inner(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile `function` for calls from other kernels only, which is faster to do."""
    return _compiled(function, from_python=False)


def _compiled(function: Callable[..., Any], *, from_python: bool) -> Callable[..., Any]:
    """Dispatcher of `function`; without a disk cache where none can be written."""
    options: dict[str, Any] = {
        "nogil": True,
        "error_model": "numpy",
        "no_cfunc_wrapper": True,
        "no_cpython_wrapper": not from_python,
    }
    try:
        compiled = numba.njit(cache=True, **options)(function)
    except RuntimeError as error:
        if "no locator available" not in str(error):
            raise
        compiled = numba.njit(**options)(function)
    result: Callable[..., Any] = compiled
    return result
