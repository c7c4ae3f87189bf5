"""Lets the tests of this folder import the strategies and the random scenes by name.

Test folders are no packages (importlib import mode), so folders go on the path.
"""

import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "oracle")]
