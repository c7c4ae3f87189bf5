"""Scale and paper of the sheets of a drawing (比例与图幅)."""

from dataclasses import dataclass
from typing import Final

__all__ = ["PANEL", "SheetSize", "sheet_size"]

PAPERS: Final = (
    ("A3", 420.0, 297.0),
    ("A2", 594.0, 420.0),
    ("A1", 841.0, 594.0),
    ("A0", 1189.0, 841.0),
)
"""Name, width and height, across. [mm]"""
SCALES: Final = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
PANEL: Final = 92.0
"""Width of the column with the title block. [mm]"""
BINDING: Final = 25.0
"""Left margin of a sheet; the others have `EDGE`. [mm]"""
EDGE: Final = 10.0
ROOM: Final = 12.0
"""Left free round what is drawn. [mm]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSize:
    """Paper and scale of a sheet (图幅与比例).

    Parameters
    ----------
    paper : str
        Name of its size.
    width, height : float
        Across. [mm]
    scale : int
        Denominator.
    """

    paper: str
    width: float
    height: float
    scale: int

    @property
    def window(self) -> tuple[float, float, float, float]:
        """Left, bottom, width and height of the map. [mm]."""
        return (
            BINDING,
            EDGE,
            self.width - BINDING - EDGE - PANEL,
            self.height - 2.0 * EDGE,
        )


def sheet_size(
    bounds: tuple[float, float, float, float], *, largest: str = "A2"
) -> SheetSize:
    """Least scale denominator, then least paper, that holds some bounds (选比例与图幅).

    Parameters
    ----------
    bounds : tuple of 4 floats
        Least x and y, greatest x and y. [m]
    largest : {'A3', 'A2', 'A1', 'A0'}
        Largest paper that is tried before the next scale.

    Returns
    -------
    SheetSize
        The last scale where nothing fits.

    Examples
    --------
    >>> size = sheet_size((0.0, 0.0, 120.0, 100.0))
    >>> size.paper, size.scale
    ('A3', 500)
    """
    wide, high = bounds[2] - bounds[0], bounds[3] - bounds[1]
    names = [paper[0] for paper in PAPERS]
    papers = PAPERS[: names.index(largest) + 1]
    for scale in SCALES:
        for name, width, height in papers:
            size = SheetSize(paper=name, width=width, height=height, scale=scale)
            _, _, across, up = size.window
            if (
                wide * 1000.0 / scale <= across - 2.0 * ROOM
                and high * 1000.0 / scale <= up - 2.0 * ROOM
            ):
                return size
    return size
