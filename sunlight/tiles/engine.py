"""The calls of the engine by tiles (分块引擎): same arguments, same results."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sunlight.conditions import Conditions
from sunlight.errors import InputError
from sunlight.intervals import BlockedIntervals, Intervals
from sunlight.scene import Obstructions, Receivers
from sunlight.shade import Progress, blocked_intervals, lit_intervals
from sunlight.solar import SunPath
from sunlight.tiles.cutting import TILE_RECEIVERS
from sunlight.tiles.run import run_tiles, run_tiles_owners

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["LitCall", "TileEngine", "lit_on_cluster"]


class LitCall(Protocol):
    """A call with the signature of :func:`sunlight.lit_intervals` (受照计算)."""

    def __call__(
        self,
        receivers: Receivers,
        obstructions: Obstructions,
        path: SunPath,
        *,
        progress: Progress | None = None,
    ) -> Intervals:
        """Lit intervals of the receivers."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TileEngine:
    """Lit and blocked intervals by tiles, on a cluster or here (分块引擎).

    Parameters
    ----------
    client : distributed.Client, optional
        The cluster; without one the tiles are computed here.
    folder : Path, optional
        Keeps the results of the tiles, as in :func:`~sunlight.tiles.run_tiles`.
    size : int
        Receivers of a tile, about. Calls with no more are computed here and not kept:
        sending them takes longer.

    Raises
    ------
    InputError
        If `size` is not a whole number of at least 1.
    """

    client: Client | None = None
    folder: Path | None = None
    size: int = TILE_RECEIVERS

    def __post_init__(self) -> None:
        size = self.size
        if isinstance(size, bool) or not isinstance(size, int) or size < 1:
            raise InputError(
                f"{size!r} is no number of receivers: give a whole number, 1 or more",
                where="size",
                value=size,
            )

    def lit(
        self,
        receivers: Receivers,
        obstructions: Obstructions,
        path: SunPath,
        *,
        progress: Progress | None = None,
    ) -> Intervals:
        """As :func:`sunlight.lit_intervals` (受照时段)."""
        if len(receivers) <= self.size:
            return lit_intervals(receivers, obstructions, path, progress=progress)
        conditions = Conditions(day=path.day, band=path.band)
        return run_tiles(
            receivers,
            obstructions,
            path,
            conditions,
            **self._way(receivers),
            progress=progress,
        )

    def blocked(
        self,
        receivers: Receivers,
        obstructions: Obstructions,
        path: SunPath,
        *,
        progress: Progress | None = None,
    ) -> BlockedIntervals:
        """As :func:`sunlight.blocked_intervals` (遮挡关系)."""
        if len(receivers) <= self.size:
            return blocked_intervals(receivers, obstructions, path, progress=progress)
        return run_tiles_owners(
            receivers, obstructions, path, **self._way(receivers), progress=progress
        )

    def _way(self, receivers: Receivers) -> dict[str, Any]:
        """Where and how the tiles are computed."""
        tiles = -(-len(receivers) // self.size)
        return {"client": self.client, "folder": self.folder, "tiles": tiles}


def lit_on_cluster(
    client: Client,
    *,
    folder: Path | None = None,
    size: int = TILE_RECEIVERS,
) -> LitCall:
    """:func:`sunlight.lit_intervals` on a cluster, as a call of its own (集群受照计算).

    Parameters
    ----------
    client, folder, size
        As in :class:`TileEngine`.

    Returns
    -------
    callable
        Same arguments and results as :func:`sunlight.lit_intervals`.
    """
    return TileEngine(client=client, folder=folder, size=size).lit
