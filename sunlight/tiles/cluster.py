"""Tiles on a Dask cluster: a few at a time, dead workers made good (集群计算)."""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, Protocol

from sunlight.errors import ClusterError, InputError, MissingExtraError
from sunlight.shade.threads import thread_limit
from sunlight.tiles.stamps import engine_stamp

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]
    from distributed import Client, Future

__all__ = ["connected", "table_of_job", "tables_on_cluster"]

LOCAL_SCHEME: Final = "local:"
"""``local:2`` is a cluster of two processes on this machine."""
SCHEMES: Final = ("tcp://", "tls://", "ucx://", "ws://", "wss://")
CONNECT_TIMEOUT_S: Final = 15.0
"""How long a scheduler and its first worker are waited for. [s]"""
_NO_WORKERS_S: Final = 60.0  # how long a cluster may be without any worker
_LOOK_S: Final = 2.0  # how often workers are counted while nothing is finished
_JOBS_PER_THREAD: Final = 2  # so that no thread waits for the client
_RETRIES: Final = 2  # for what fails in the way, not in the calculation


class _Job(Protocol):
    """A tile ready to be sent."""

    def table(self) -> pa.Table: ...


@contextlib.contextmanager
def connected(address: str, *, timeout: float = CONNECT_TIMEOUT_S) -> Iterator[Client]:
    """Client of a cluster, closed at the end (连接集群).

    Parameters
    ----------
    address : str
        Of a scheduler, such as ``tcp://10.0.0.5:8786``; or ``local:2`` for two
        processes on this machine, which end with the block.
    timeout : float
        How long scheduler and first worker are waited for. [s]

    Raises
    ------
    MissingExtraError
        If dask and distributed are not installed.
    InputError
        If the address is none.
    ClusterError
        If the scheduler does not answer in time, or has no worker.
    """
    processes = _processes(address)
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise MissingExtraError("a cluster", extra="cluster") from error
    with contextlib.ExitStack() as stack:
        if processes:
            place = stack.enter_context(
                LocalCluster(
                    n_workers=processes,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address=None,
                )
            )
        try:
            client = stack.enter_context(
                Client(place if processes else address, timeout=timeout)
            )
            client.wait_for_workers(1, timeout=timeout)
        except OSError as error:
            raise ClusterError(
                f"no scheduler with a worker answers at {address} within {timeout:g} "
                "s; start it with `dask scheduler` and `dask worker ADDRESS`, or look "
                "whether address, port and firewall are right"
            ) from error
        yield client


def _processes(address: str) -> int:
    """Processes of a local cluster, 0 for the address of a scheduler."""
    if address.startswith(LOCAL_SCHEME):
        number = address.removeprefix(LOCAL_SCHEME)
        if number.isascii() and number.isdigit() and int(number) >= 1:
            return int(number)
    elif address.startswith(SCHEMES):
        return 0
    raise InputError(
        f"{address!r} is no cluster: write the address of a scheduler, such as "
        "tcp://10.0.0.5:8786, or local:2 for two processes on this machine",
        where="cluster",
        value=address,
    )


def table_of_job(message: bytes) -> pa.Table:
    """Compute a tile on a worker, with one engine thread a task (工作进程).

    Dask gives a worker as many tasks as it has threads, so the engine's threads are
    never more than the worker's.

    Parameters
    ----------
    message : bytes
        A pickled job.
    """
    job = pickle.loads(message)
    with thread_limit(1):
        table: pa.Table = job.table()
    return table


def tables_on_cluster(
    client: Client, jobs: Iterable[tuple[int, Callable[[], _Job]]]
) -> Iterator[tuple[int, pa.Table]]:
    """Tables of some tiles as the workers finish them (集群分块计算).

    A job is made when a worker is about to be free, and its result is let go as soon as
    it is here, so that the memory of client and scheduler stays bounded. What a worker
    had when it died is computed again by another.

    Parameters
    ----------
    client : distributed.Client
        The cluster.
    jobs : iterable of (int, callable)
        Number of each tile and what makes its job.

    Yields
    ------
    (int, pyarrow.Table)
        Number and result, in the order in which they are finished.

    Raises
    ------
    ClusterError
        If the scheduler is gone, no worker is left, several workers died of one tile,
        or a worker runs another version of the engine.
    """
    import dask

    waiting = iter(jobs)
    running: dict[Future[Any], int] = {}
    try:
        with dask.config.set(
            {"distributed.admin.large-graph-warning-threshold": "1TB"}
        ):
            _fill(client, waiting, running)
            while running:
                for future in _finished(client, running):
                    i = running.pop(future)
                    table = _result(future, i)
                    future.release()
                    _fill(client, waiting, running)
                    yield i, table
    finally:
        if running:
            with contextlib.suppress(*_gone()):
                client.cancel(list(running))


@contextlib.contextmanager
def _scheduler_needed() -> Iterator[None]:
    """Tell that the scheduler is gone, where that is what went wrong."""
    try:
        yield
    except TimeoutError:
        raise
    except _gone() as error:
        raise ClusterError(
            "the scheduler of the cluster is gone; start it and run again. With a "
            "folder, tiles that are done are not lost"
        ) from error


def _gone() -> tuple[type[BaseException], ...]:
    """What is raised where a scheduler is gone: by Dask, and by what it waits with."""
    import asyncio
    import concurrent.futures

    from distributed import CancelledError

    dropped = asyncio.CancelledError, concurrent.futures.CancelledError
    return OSError, CancelledError, *dropped


def _fill(
    client: Client,
    waiting: Iterator[tuple[int, Callable[[], _Job]]],
    running: dict[Future[Any], int],
) -> None:
    """Submit jobs until every thread has one and the next."""
    with _scheduler_needed():
        threads = sum(client.nthreads().values())
    while len(running) < max(1, _JOBS_PER_THREAD * threads):
        found = next(waiting, None)
        if found is None:
            return
        i, made = found
        # within the task, not scattered: data would die with the worker that holds it
        message = pickle.dumps(made(), protocol=5)
        with _scheduler_needed():
            future = client.submit(table_of_job, message, pure=False, retries=_RETRIES)
        running[future] = i


def _finished(client: Client, running: dict[Future[Any], int]) -> list[Future[Any]]:
    """Tasks that are finished, at least one; waits for it."""
    from distributed import wait

    alone = 0.0
    while True:
        with contextlib.suppress(TimeoutError), _scheduler_needed():
            done = wait(list(running), timeout=_LOOK_S, return_when="FIRST_COMPLETED")
            return list(done.done)
        with _scheduler_needed():
            alone = 0.0 if client.nthreads() else alone + _LOOK_S
        if alone >= _NO_WORKERS_S:
            raise ClusterError(
                f"the cluster has had no worker for {_NO_WORKERS_S:g} s; start workers "
                "and run again. With a folder, tiles that are done are not lost"
            )


def _result(future: Future[Any], i: int) -> pa.Table:
    """Table of a finished task."""
    from distributed import KilledWorker

    try:
        with _scheduler_needed():
            table: pa.Table = future.result()
    except KilledWorker as error:
        raise ClusterError(
            f"several workers died one after the other while they computed tile {i}; "
            "it may need more memory than a worker has: take smaller tiles"
        ) from error
    except ModuleNotFoundError as error:
        raise ClusterError(
            f"a worker lacks the module {error.name!r}; install the same "
            "sunlight-cn[cluster] on every machine of the cluster"
        ) from error
    found = (table.schema.metadata or {}).get(b"sunlight.engine", b"").decode()
    if found != engine_stamp():
        raise ClusterError(
            f"a worker runs the engine {found or 'of an unknown version'}, this "
            f"process {engine_stamp()}; install the same version on every machine"
        )
    return table
