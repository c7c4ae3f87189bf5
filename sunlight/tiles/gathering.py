"""Tables of tiles put together in the order of the receivers (汇总)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sunlight.intervals import BlockedIntervals, Intervals
from sunlight.intervals.columns import offsets_of

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

    from sunlight.tiles.cutting import Tile

__all__ = ["gathered_intervals", "gathered_owners"]


def gathered_intervals(
    tiles: Sequence[Tile], tables: Sequence[pa.Table], count: int
) -> Intervals:
    """Lit intervals of all receivers (汇总日照时段).

    Parameters
    ----------
    tiles : sequence of Tile
        Every receiver in one of them.
    tables : sequence of pyarrow.Table
        Of each tile, as :func:`~sunlight.tiles.analyse_tile` makes it.
    count : int
        Number of receivers.
    """
    if not tables:
        return Intervals.empty(count)
    order, offsets = _order(tiles, tables, count)
    found = Intervals._trusted(
        offsets,
        _items(tables, "start"),
        _items(tables, "end"),
        _items(tables, "start_face"),
        _items(tables, "end_face"),
    )
    return found.take(order)


def gathered_owners(
    tiles: Sequence[Tile], tables: Sequence[pa.Table], count: int
) -> BlockedIntervals:
    """Who blocks all receivers (汇总遮挡关系).

    Parameters
    ----------
    tiles, tables, count
        As in :func:`gathered_intervals`; tables of
        :func:`~sunlight.tiles.analyse_tile_owners`.
    """
    if not tables:
        return BlockedIntervals.empty(count)
    order, offsets = _order(tiles, tables, count)
    found = BlockedIntervals._trusted(
        offsets,
        _items(tables, "owner"),
        _items(tables, "start"),
        _items(tables, "end"),
    )
    return found.take(order)


def _order(
    tiles: Sequence[Tile], tables: Sequence[pa.Table], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row of each receiver among the tables laid end to end, and their offsets."""
    lengths = [
        np.diff(chunk.offsets.to_numpy())
        for table in tables
        for chunk in table["start"].chunks
    ]
    order = np.empty(count, dtype=np.int64)
    order[np.concatenate([tile.rows for tile in tiles])] = np.arange(count)
    return order, offsets_of(np.concatenate(lengths))


def _items(tables: Sequence[pa.Table], name: str) -> NDArray[Any]:
    """Items of a list column of all tables, (k,)."""
    chunks = [chunk for table in tables for chunk in table[name].chunks]
    return np.concatenate([chunk.flatten().to_numpy() for chunk in chunks])
