"""Calculations cut into tiles, here or on a cluster (分块计算): equal to the bit.

A tile is some columns of receivers; what may shade them goes along. Results are kept in
files if asked for, so that a run that was ended goes on where it stopped.
"""

from sunlight.tiles.analyse import analyse_tile, analyse_tile_owners
from sunlight.tiles.cluster import connected
from sunlight.tiles.cutting import (
    Tile,
    cut_by_count,
    cut_by_square,
    obstructions_near,
)
from sunlight.tiles.engine import TileEngine, lit_on_cluster
from sunlight.tiles.run import run_full_windows, run_tiles, run_tiles_owners

__all__ = [
    "Tile",
    "TileEngine",
    "analyse_tile",
    "analyse_tile_owners",
    "connected",
    "cut_by_count",
    "cut_by_square",
    "lit_on_cluster",
    "obstructions_near",
    "run_full_windows",
    "run_tiles",
    "run_tiles_owners",
]
