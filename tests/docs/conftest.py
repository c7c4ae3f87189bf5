"""The example estate under the name of its page; helpers by name."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # helpers are imported by name


@pytest.fixture(scope="session")
def estate(demo_assessment):
    return demo_assessment
