"""Threads of the engine: how many it may use, and work on them (多线程)."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError

__all__ = ["chunks_on_threads", "thread_limit", "worker_threads"]

_LIMIT: Final[ContextVar[int | None]] = ContextVar("thread_limit", default=None)

_Done = TypeVar("_Done")


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


def chunks_on_threads(
    chunk: Callable[[int], _Done],
    work: NDArray[np.int64],
    workers: int,
    progress: Callable[[int, int], None] | None,
) -> list[_Done]:
    """Results of all chunks in order, computed on threads (按块多线程).

    An error or Ctrl-C cancels the chunks that wait.

    Parameters
    ----------
    chunk : callable
        Computes the chunk of a number.
    work : (n + 1,) ndarray of int64
        Receivers before each chunk, and of all.
    workers : int
        Threads; with one everything is done in the thread that calls.
    progress : callable or None
        Told how many receivers are done and how many there are.

    Returns
    -------
    list
        One result a chunk.
    """
    count = len(work) - 1
    if count == 1 or workers == 1:
        results = []
        for i in range(count):
            results.append(chunk(i))
            if progress is not None:
                progress(int(work[i + 1]), int(work[-1]))
        return results
    done = 0
    with ThreadPoolExecutor(workers) as pool:
        futures: list[Future[_Done]] = [pool.submit(chunk, i) for i in range(count)]
        waiting = {f: int(work[i + 1] - work[i]) for i, f in enumerate(futures)}
        try:
            while waiting:
                ready, _ = wait(waiting, timeout=0.2, return_when=FIRST_EXCEPTION)
                for future in ready:
                    future.result()
                    done += waiting.pop(future)
                if progress is not None:
                    progress(done, int(work[-1]))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        return [f.result() for f in futures]
