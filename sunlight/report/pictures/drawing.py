"""What a drawing is, before and after it is drawn (图)."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["KINDS", "Drawing", "DrawnPicture"]

KINDS: Final = (
    "scope",  # 主客体范围图
    "site",  # 总平面: names, storeys, heights, levels
    "windows",  # 客体窗位图: numbers of windows in plan
    "facade",  # façades, every window coloured and numbered
    "isochrone",  # 等时线
    "shadow",  # shadows by hour
    "timeline",  # a bar a window: lit segments before and after, who blocks
    "sunpath",  # sun path and obstructions, of failing windows
    "loss",  # loss by building
)
"""Kinds of drawings, in the order of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawing that can be drawn (待绘图).

    Parameters
    ----------
    id : str
        Unique and fit for a file name, such as ``facade-3-S``.
    kind : str
        One of :data:`KINDS`.
    title : str
        Caption.
    alt : str
        What it shows, for those who cannot see it.
    draw : callable
        Draws it, without pyplot; the figure has the size of the paper.
    size : (float, float)
        Width and height of the paper. [mm]
    scale : int or None
        Denominator of its scale on that paper; None where it has none.
    """

    id: str
    kind: str
    title: str
    alt: str
    draw: Callable[[], "Figure"]
    size: tuple[float, float] = (420.0, 297.0)
    scale: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPicture:
    """A drawing in a file (已绘图).

    Parameters
    ----------
    id, kind, title, alt : str
        As in :class:`Drawing`.
    path : Path
        PNG file.
    size : (float, float)
        Width and height on paper. [mm]
    scale : int or None
        Denominator of its scale at that size; None where it has none.
    """

    id: str
    kind: str
    title: str
    alt: str
    path: Path
    size: tuple[float, float]
    scale: int | None = None
