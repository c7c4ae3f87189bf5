"""How many threads the engine may use (线程数上限)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from sunlight.errors import InputError

__all__ = ["thread_limit", "worker_threads"]

_LIMIT: Final[ContextVar[int | None]] = ContextVar("thread_limit", default=None)


def worker_threads() -> int:
    """Threads that one call of the engine may use (可用线程数).

    Returns
    -------
    int
        The limit of the innermost :func:`thread_limit`, else the number of processors.
    """
    limit = _LIMIT.get()
    return max(1, os.cpu_count() or 1) if limit is None else limit


@contextmanager
def thread_limit(threads: int) -> Iterator[None]:
    """Let the engine use no more threads inside the block (限制线程数).

    The limit belongs to the thread that enters the block; others are free.

    Parameters
    ----------
    threads : int
        At least 1.

    Raises
    ------
    InputError
        If `threads` is not a whole number of at least 1.
    """
    if isinstance(threads, bool) or not isinstance(threads, int) or threads < 1:
        raise InputError(
            f"{threads!r} is no number of threads: give a whole number, 1 or more",
            where="threads",
            value=threads,
        )
    token = _LIMIT.set(threads)
    try:
        yield
    finally:
        _LIMIT.reset(token)
