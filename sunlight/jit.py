"""Compilation of the numeric kernels (即时编译): one decorator for all.

Kernels release the interpreter lock and are cached on disk beside the package, or in
the user's cache folder where the installation is read-only (Numba's own order). Where
neither can be written, they are compiled anew in each process.

Numba takes a cached kernel for fresh as long as the file that defines it is as it was;
the functions and constants that it took in from other files are not looked at. So the
stamp of the cache carries a digest of all the sources that kernels are made from.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import numba

__all__ = ["njit_cached", "njit_inner", "njit_leaf"]

_SOURCES: Final = (
    "*.py",
    "intervals/*.py",
    "scene/*.py",
    "shade/*.py",
    "durations/*.py",
)
"""Files of the package that kernels are made from, constants included."""


def njit_cached(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile `function` without the interpreter lock, cached where possible."""
    return _compiled(function, from_python=True)


def njit_inner(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile `function` for calls from other kernels only, which is faster to do."""
    return _compiled(function, from_python=False)


def njit_leaf(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile `function` into the kernels that call it: for small, hot functions."""
    return _compiled(function, from_python=False, inline=True)


def _compiled(
    function: Callable[..., Any], *, from_python: bool, inline: bool = False
) -> Callable[..., Any]:
    """Dispatcher of `function`; without a disk cache where none can be written.

    Inner functions make no arrays. So they count no references, which would be atomic
    steps on one place in memory for all threads.
    """
    options: dict[str, Any] = {
        "nogil": True,
        "error_model": "numpy",
        "no_cfunc_wrapper": True,
        "no_cpython_wrapper": not from_python,
        "_nrt": from_python,
        "forceinline": inline,
    }
    try:
        compiled = numba.njit(cache=True, **options)(function)
        _stamp(compiled)
    except RuntimeError as error:
        if "no locator available" not in str(error):
            raise
        compiled = numba.njit(**options)(function)
    result: Callable[..., Any] = compiled
    return result


def _stamp(compiled: Any) -> None:  # noqa: ANN401 -- a dispatcher of Numba
    """Let the cache of a kernel be stale as soon as any of the sources differs."""
    file = compiled._cache._cache_file
    file._source_stamp = (file._source_stamp, _digest())


@cache
def _digest() -> str:
    """Digest of all sources that kernels are made from."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for pattern in _SOURCES:
        for path in sorted(here.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
