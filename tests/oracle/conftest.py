"""Lets the tests of this folder import their own plain modules by name.

Test folders are no packages (importlib import mode), so the folder is put on the path.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
