"""Lets the tests of this folder import the strategies by name.

Test folders are no packages (importlib import mode), so their parent goes on the path.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
