"""The option ``--cluster``: where the intervals are computed (集群选项)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sunlight.errors import InputError

if TYPE_CHECKING:
    from sunlight.analyses.light import Compute

__all__ = [
    "ClusterOption",
    "ClusterRequest",
    "TileFolderOption",
    "TileSizeOption",
    "cluster_request",
    "computing",
    "computing_points",
]

TILE_RECEIVERS: Final = 20_000
"""Receivers of a tile, where nothing else is asked for."""

ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Computes on a Dask cluster: the address of its scheduler, such as "
        "tcp://10.0.0.5:8786, or local:2 for two processes here. The results are the "
        "same to the byte. 在集群上计算，结果逐字节相同。",
    ),
]
TileFolderOption = Annotated[
    Path | None,
    typer.Option(
        "--tile-folder",
        metavar="DIR",
        help="Keeps what was computed, so that a run that was ended goes on "
        "from there. 保存分块结果，中断后可续算。",
    ),
]
TileSizeOption = Annotated[
    int | None,
    typer.Option(
        "--tile-size",
        metavar="N",
        help="Points of a tile, 20000; smaller tasks are computed here. 每块的点数。",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterRequest:
    """Where to compute (集群要求).

    Parameters
    ----------
    address : str
        Of a scheduler, or ``local:2``.
    folder : Path or None
        Where results of tiles are kept.
    size : int
        Receivers of a tile.
    """

    address: str
    folder: Path | None = None
    size: int = TILE_RECEIVERS


def cluster_request(
    address: str | None, folder: Path | None, size: int | None
) -> ClusterRequest | None:
    """Options put together; None without ``--cluster`` (集群要求).

    Parameters
    ----------
    address, folder, size
        Of the options.

    Raises
    ------
    InputError
        If one of the others is given without ``--cluster``, or the size is not 1 or
        more.
    """
    if address is None:
        if folder is not None or size is not None:
            raise InputError(
                "--tile-folder and --tile-size go with --cluster; add it, such as "
                "--cluster local:2, or leave them out",
                where="--cluster",
            )
        return None
    if size is not None and size < 1:
        raise InputError(
            f"a tile has 1 point or more, not {size}", where="--tile-size", value=size
        )
    return ClusterRequest(
        address=address, folder=folder, size=TILE_RECEIVERS if size is None else size
    )


@contextmanager
def computing(request: ClusterRequest | None) -> Iterator[None]:
    """Compute on the cluster inside the block; here where none is asked for (集群计算).

    Parameters
    ----------
    request : ClusterRequest or None
        The cluster.

    Raises
    ------
    MissingExtraError
        If dask is not installed.
    InputError
        If the address is none.
    ClusterError
        If the cluster does not answer.
    """
    if request is None:
        yield
        return
    from sunlight.assessment.measuring.engine import computed_by
    from sunlight.tiles import TileEngine, connected

    with (
        connected(request.address) as client,
        computed_by(
            TileEngine(client=client, folder=request.folder, size=request.size)
        ),
    ):
        yield


@contextmanager
def computing_points(request: ClusterRequest | None) -> "Iterator[Compute | None]":
    """What computes the points of an aid; None without a cluster (集群计算).

    Parameters
    ----------
    request : ClusterRequest or None
        The cluster.

    Yields
    ------
    callable or None
        For the ``compute`` of an analysis.

    Raises
    ------
    MissingExtraError, InputError, ClusterError
        As :func:`computing`.
    """
    if request is None:
        yield None
        return
    from sunlight.tiles import connected, lit_on_cluster

    with connected(request.address) as client:
        yield lit_on_cluster(client, folder=request.folder, size=request.size)
