"""Lets the tests of this folder import plain modules by name, also of the benchmark.

Test folders are no packages (importlib import mode), so they are put on the path.
"""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "bench")]
