"""Codes of parts that no single owner took (分摊代码), beside `OWN_WALL_PLANE`."""

from typing import Final

__all__ = ["COUNTED", "JOINTLY", "REMNANT"]

COUNTED: Final = -1
"""Lit and counted: nobody took it. Never stands in a table."""
JOINTLY: Final = -3
"""Taken by two or more owners at the same time, at either sill end (共同遮挡)."""
REMNANT: Final = -4
"""Lit, but not counted (不计时段): in a piece too short to count, or, where only the
longest segments count, in one that is not among them."""
