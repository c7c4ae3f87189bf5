"""The estate of these tests, assessed once."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))  # builders are imported by name
sys.path.insert(0, str(Path(__file__).parent))

from matching_tables import Estate, made_estate


@pytest.fixture(scope="session")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Estate:
    """Three small houses with minutes made up for them."""
    return made_estate(tmp_path_factory.mktemp("matching"))
