"""The calls of the engine by tiles (分块引擎): same arguments, same results."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from sunlight.conditions import Conditions
from sunlight.intervals import BlockedIntervals, Intervals
from sunlight.scene import Obstructions, Receivers
from sunlight.shade import Progress, blocked_intervals, lit_intervals
from sunlight.solar import SunPath
from sunlight.tiles.run import run_tiles, run_tiles_owners

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["LitCall", "TileEngine", "lit_on_cluster"]

LEAST_RECEIVERS: Final = 20_000
"""Fewer receivers are computed here: sending them takes longer."""


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
    tiles : int, optional
        How many tiles a call is cut into; else tiles of some 50 000 receivers.
    least : int
        Calls with fewer receivers are computed here and not kept.
    """

    client: Client | None = None
    folder: Path | None = None
    tiles: int | None = None
    least: int = LEAST_RECEIVERS

    def lit(
        self,
        receivers: Receivers,
        obstructions: Obstructions,
        path: SunPath,
        *,
        progress: Progress | None = None,
    ) -> Intervals:
        """As :func:`sunlight.lit_intervals` (受照时段)."""
        if len(receivers) < self.least:
            return lit_intervals(receivers, obstructions, path, progress=progress)
        conditions = Conditions(day=path.day, band=path.band)
        return run_tiles(
            receivers, obstructions, path, conditions, **self._way, progress=progress
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
        if len(receivers) < self.least:
            return blocked_intervals(receivers, obstructions, path, progress=progress)
        return run_tiles_owners(
            receivers, obstructions, path, **self._way, progress=progress
        )

    @property
    def _way(self) -> dict[str, Any]:
        """Where and how the tiles are computed."""
        return {"client": self.client, "folder": self.folder, "tiles": self.tiles}


def lit_on_cluster(
    client: Client,
    *,
    folder: Path | None = None,
    tiles: int | None = None,
    least: int = LEAST_RECEIVERS,
) -> LitCall:
    """:func:`sunlight.lit_intervals` on a cluster, as a call of its own (集群受照计算).

    Parameters
    ----------
    client, folder, tiles, least
        As in :class:`TileEngine`.

    Returns
    -------
    callable
        Same arguments and results as :func:`sunlight.lit_intervals`.
    """
    return TileEngine(client=client, folder=folder, tiles=tiles, least=least).lit
