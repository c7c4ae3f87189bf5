"""All tiles of a calculation, here or on a cluster, run on where it stopped (分块)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sunlight.conditions import Conditions
from sunlight.errors import InputError
from sunlight.intervals import BlockedIntervals, Intervals, intersection_of_ends
from sunlight.scene import Obstructions, Receivers
from sunlight.scene.slices import ObstructionsSlice
from sunlight.shade import Progress
from sunlight.solar import SunPath
from sunlight.tiles.analyse import analyse_tile, analyse_tile_owners
from sunlight.tiles.cutting import (
    TILE_RECEIVERS,
    Tile,
    cut_by_count,
    cut_by_square,
    obstructions_near,
)
from sunlight.tiles.gathering import gathered_intervals, gathered_owners
from sunlight.tiles.stamps import input_digest
from sunlight.tiles.store import TileStore

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]
    from distributed import Client

__all__ = ["TileJob", "run_full_windows", "run_tiles", "run_tiles_owners"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TileJob:
    """All that is needed to compute one tile, ready to be sent (块任务).

    Parameters
    ----------
    receivers : Receivers
        Those of the tile.
    near : ObstructionsSlice
        All that may shade them.
    path : SunPath
        Sun's path of the day.
    conditions : Conditions or None
        What counts; None: asked for by owner, where nothing is counted.
    rows : (r,) ndarray of int64
        Numbers of the receivers in the whole.
    """

    receivers: Receivers
    near: ObstructionsSlice
    path: SunPath
    conditions: Conditions | None
    rows: NDArray[np.int64]

    def table(self) -> pa.Table:
        """What comes out."""
        if self.conditions is None:
            return analyse_tile_owners(
                self.receivers, self.near, self.path, rows=self.rows
            )
        return analyse_tile(
            self.receivers, self.near, self.path, self.conditions, rows=self.rows
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Work:
    """What is computed, tile by tile."""

    receivers: Receivers
    obstructions: Obstructions
    path: SunPath
    conditions: Conditions | None

    def job(self, tile: Tile) -> TileJob:
        """The task of a tile; made when it is wanted, so that few exist at a time."""
        receivers = tile.of(self.receivers)
        return TileJob(
            receivers=receivers,
            near=obstructions_near(receivers, self.obstructions, self.path),
            path=self.path,
            conditions=self.conditions,
            rows=tile.rows,
        )

    def store(self, folder: Path | None) -> TileStore | None:
        """Where the results are kept."""
        if folder is None:
            return None
        owners = self.conditions is None
        digest = input_digest(
            self.receivers,
            self.obstructions,
            self.path,
            self.conditions,
            owners=owners,
        )
        return TileStore(folder=Path(folder), digest=digest, owners=owners)


def run_tiles(
    receivers: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    conditions: Conditions,
    *,
    folder: Path | None = None,
    client: Client | None = None,
    tiles: int | None = None,
    side: float | None = None,
    progress: Progress | None = None,
) -> Intervals:
    """Lit intervals, tile by tile, on a cluster if there is one (分块日照).

    The result is that of :func:`sunlight.lit_intervals` bit for bit, whatever the
    tiles. Only the receivers of a tile and what may shade them go to a worker, a few
    tiles at a time; a worker that dies costs the tiles that it had.

    Parameters
    ----------
    receivers : Receivers, (r,)
        Points.
    obstructions : Obstructions
        What may stand before the sun.
    path : SunPath
        Sun's path of the day.
    conditions : Conditions
        Shortest segment, and how many segments count, for the minutes in the files.
    folder : Path, optional
        Keeps a Parquet file a tile. A run with the same input and tiles takes those
        that are there and computes the others; a broken or foreign one is told of.
    client : distributed.Client, optional
        The cluster; without one the tiles are computed here, one by one.
    tiles : int, optional
        How many tiles of about equal numbers of receivers; else tiles of some 20 000.
    side : float, optional
        Side of square tiles instead. [m]
    progress : callable, optional
        Told how many receivers are done and how many there are, after each tile.

    Returns
    -------
    Intervals, (r,) rows
        As of :func:`sunlight.lit_intervals`. [min]

    Raises
    ------
    InputError
        If tiles or folder are unusable.
    ClusterError
        If the cluster fails.
    """
    work = _Work(
        receivers=receivers, obstructions=obstructions, path=path, conditions=conditions
    )
    cut, tables = _tables(work, folder, client, tiles, side, progress)
    return gathered_intervals(cut, tables, len(receivers))


def run_tiles_owners(
    receivers: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    *,
    folder: Path | None = None,
    client: Client | None = None,
    tiles: int | None = None,
    side: float | None = None,
    progress: Progress | None = None,
) -> BlockedIntervals:
    """Who blocks each receiver, tile by tile, on a cluster if there is one (分块遮挡).

    Parameters
    ----------
    receivers, obstructions, path, folder, client, tiles, side, progress
        As in :func:`run_tiles`.

    Returns
    -------
    BlockedIntervals, (r,) rows
        As of :func:`sunlight.blocked_intervals`, bit for bit. [min]

    Raises
    ------
    InputError, ClusterError
        As :func:`run_tiles`.
    """
    work = _Work(
        receivers=receivers, obstructions=obstructions, path=path, conditions=None
    )
    cut, tables = _tables(work, folder, client, tiles, side, progress)
    return gathered_owners(cut, tables, len(receivers))


def run_full_windows(
    left: Receivers,
    right: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    conditions: Conditions,
    *,
    folder: Path | None = None,
    client: Client | None = None,
    tiles: int | None = None,
    side: float | None = None,
    progress: Progress | None = None,
) -> Intervals:
    """Full-window intervals, tile by tile, on a cluster if there is one (分块满窗日照).

    Parameters
    ----------
    left, right : Receivers, (w,) each
        Left and right sill ends of the same windows, as seen from outside.
    obstructions, path, conditions, folder, client, tiles, side, progress
        As in :func:`run_tiles`.

    Returns
    -------
    Intervals, (w,) rows
        As of :func:`sunlight.full_window_intervals`, bit for bit. [min]

    Raises
    ------
    InputError
        If there are not as many left as right ends; as :func:`run_tiles`.
    ClusterError
        As :func:`run_tiles`.
    """
    if len(left) != len(right):
        raise InputError(
            f"expected as many left as right sill ends, got {len(left)} and "
            f"{len(right)}",
            where="right",
        )

    def half(which: int) -> Progress | None:
        if progress is None:
            return None
        return lambda done, total: progress(done + which * total, 2 * total)

    ends = [
        run_tiles(
            end,
            obstructions,
            path,
            conditions,
            folder=folder,
            client=client,
            tiles=tiles,
            side=side,
            progress=half(which),
        )
        for which, end in enumerate((left, right))
    ]
    return intersection_of_ends(*ends)


def _tables(
    work: _Work,
    folder: Path | None,
    client: Client | None,
    tiles: int | None,
    side: float | None,
    progress: Progress | None,
) -> tuple[tuple[Tile, ...], list[pa.Table]]:
    """Tiles and the table of each, from files as far as there are."""
    cut = _cut(work.receivers, tiles, side)
    store = work.store(folder)
    found: dict[int, pa.Table] = {}
    total, done = len(work.receivers), 0
    waiting = []
    for i, tile in enumerate(cut):
        table = None if store is None else store.read(tile.rows)
        if table is None:
            waiting.append(i)
        else:
            found[i] = table
            done += len(tile.rows)
    if done and progress is not None:
        progress(done, total)
    jobs = ((i, lambda i=i: work.job(cut[i])) for i in waiting)
    for i, table in _computed(client, jobs):
        if store is not None:
            store.write(cut[i].rows, table)
        found[i] = table
        done += len(cut[i].rows)
        if progress is not None:
            progress(done, total)
    return cut, [found[i] for i in range(len(cut))]


def _cut(
    receivers: Receivers, tiles: int | None, side: float | None
) -> tuple[Tile, ...]:
    """Tiles as asked for."""
    if tiles is not None and side is not None:
        raise InputError(
            "give the number of tiles or the side of square ones, not both",
            where="side",
            value=side,
        )
    if side is not None:
        return cut_by_square(receivers, side)
    if tiles is None:
        tiles = max(1, -(-len(receivers) // TILE_RECEIVERS))
    return cut_by_count(receivers, tiles)


def _computed(
    client: Client | None, jobs: Iterable[tuple[int, Callable[[], TileJob]]]
) -> Iterator[tuple[int, pa.Table]]:
    """Tables of some tiles: here one by one, or as the workers finish them."""
    if client is not None:
        from sunlight.tiles.cluster import tables_on_cluster

        yield from tables_on_cluster(client, jobs)
        return
    for i, made in jobs:
        yield i, made().table()
