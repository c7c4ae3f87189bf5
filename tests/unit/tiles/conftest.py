"""The estate and its plain results, once for all tests of tiles."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import tile_estate

from sunlight.shade import blocked_intervals, lit_intervals


@pytest.fixture(scope="session")
def scene():
    return tile_estate.receivers(), tile_estate.obstructions()


@pytest.fixture(scope="session")
def plain_lit(scene):
    return lit_intervals(*scene, tile_estate.PATH)


@pytest.fixture(scope="session")
def plain_blocked(scene):
    return blocked_intervals(*scene, tile_estate.PATH)
