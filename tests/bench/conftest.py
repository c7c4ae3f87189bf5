"""The benchmarks are scripts beside each other: let the tests find them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
