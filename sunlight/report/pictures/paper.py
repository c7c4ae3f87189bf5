"""Paper sizes, the parts of a sheet and drawing scales (图幅、比例)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sunlight.errors import InputError

__all__ = [
    "MM_PER_INCH",
    "MM_PER_POINT",
    "PAPERS",
    "SCALES",
    "Box",
    "Paper",
    "best_paper",
    "fitting_scale",
    "paper_named",
]

MM_PER_INCH: Final = 25.4
MM_PER_POINT: Final = 25.4 / 72.0
SCALES: Final = (200, 300, 500, 1000, 1500, 2000, 5000)
"""Denominators of the scales that bureaus print, the largest picture first; beyond
them 10 000, 20 000, 50 000 and so on."""

EDGE: Final = 5.0
"""Margin outside the frame. [mm]"""
BINDING: Final = 20.0
"""Margin at the binding edge, left. [mm]"""
INSET: Final = 3.0
"""Room between the frame and what is in it. [mm]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on the paper (图框内区域), from the lower left corner. [mm].

    Parameters
    ----------
    left, low : float
        Lower left corner. [mm]
    width, height : float
        Size. [mm]
    """

    left: float
    low: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge. [mm]."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Upper edge. [mm]."""
        return self.low + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A sheet of paper and what stands where on it (图幅).

    Parameters
    ----------
    name : str
        ``A3`` or ``A4``.
    width, height : float
        As it lies. [mm]
    column : float
        Width of the column with legend and title block. [mm]
    title_height : float
        Height of the title block. [mm]
    """

    name: str
    width: float
    height: float
    column: float
    title_height: float

    @property
    def frame(self) -> Box:
        """The drawn frame (图框)."""
        return Box(
            left=BINDING,
            low=EDGE,
            width=self.width - BINDING - EDGE,
            height=self.height - 2 * EDGE,
        )

    @property
    def title_block(self) -> Box:
        """Title block (标题栏), in the lower right corner."""
        frame = self.frame
        return Box(
            left=frame.right - self.column,
            low=frame.low,
            width=self.column,
            height=self.title_height,
        )

    @property
    def side(self) -> Box:
        """Legend and notes, above the title block."""
        frame, block = self.frame, self.title_block
        return Box(
            left=block.left + INSET,
            low=block.top + INSET,
            width=block.width - 2 * INSET,
            height=frame.top - block.top - 2 * INSET,
        )

    @property
    def room(self) -> Box:
        """Where the drawing itself stands, its heading included."""
        frame = self.frame
        return Box(
            left=frame.left + INSET,
            low=frame.low + INSET,
            width=frame.width - self.column - 2 * INSET,
            height=frame.height - 2 * INSET,
        )


PAPERS: Final = {
    "A3": (
        Paper(name="A3", width=420.0, height=297.0, column=76.0, title_height=74.0),
        Paper(name="A3", width=297.0, height=420.0, column=76.0, title_height=74.0),
    ),
    "A4": (
        Paper(name="A4", width=297.0, height=210.0, column=62.0, title_height=62.0),
        Paper(name="A4", width=210.0, height=297.0, column=58.0, title_height=62.0),
    ),
}
"""Papers by name, landscape then portrait (ISO 216)."""


def paper_named(name: str) -> tuple[Paper, Paper]:
    """Landscape and portrait sheet of a name (图幅).

    Parameters
    ----------
    name : str
        ``A3`` or ``A4``.

    Returns
    -------
    (Paper, Paper)
        Landscape and portrait.

    Raises
    ------
    InputError
        If there is no such paper.

    Examples
    --------
    >>> [sheet.width for sheet in paper_named("A4")]
    [297.0, 210.0]
    """
    if name not in PAPERS:
        raise InputError(
            f"there is no paper {name!r}; choose one of: {', '.join(PAPERS)}",
            where="paper",
            value=name,
        )
    return PAPERS[name]


def fitting_scale(
    extent: tuple[float, float], room: tuple[float, float], *, least: int = SCALES[0]
) -> int:
    """Denominator of the largest usual scale at which an extent fits (选比例).

    Parameters
    ----------
    extent : (float, float)
        Width and height of what is drawn. [m]
    room : (float, float)
        Width and height on paper. [mm]
    least : int
        No larger scale than this.

    Returns
    -------
    int
        One of :data:`SCALES`, or 10 000, 20 000, 50 000, 100 000 ...

    Examples
    --------
    >>> fitting_scale((150.0, 100.0), (300.0, 250.0))
    500
    >>> fitting_scale((3100.0, 100.0), (300.0, 250.0))
    20000
    """
    needed = max(
        1000.0 * long / short for long, short in zip(extent, room, strict=True)
    )
    steps = [scale for scale in SCALES if scale >= least] or [SCALES[-1]]
    for scale in steps:
        if needed <= scale * (1.0 + 1e-9):
            return scale
    power = 10_000
    while True:
        for factor in (1, 2, 5):
            if needed <= factor * power * (1.0 + 1e-9):
                return factor * power
        power *= 10


def best_paper(
    papers: Sequence[Paper], extent: tuple[float, float], heading: float
) -> tuple[Paper, int]:
    """Sheet on which an extent can be drawn largest, and its scale (定图幅).

    Parameters
    ----------
    papers : sequence of Paper
        The first is taken where two do equally well.
    extent : (float, float)
        Width and height of what is drawn. [m]
    heading : float
        Height above the drawing that is taken. [mm]
    """
    found = [
        (fitting_scale(extent, (p.room.width, p.room.height - heading)), i)
        for i, p in enumerate(papers)
    ]
    scale, index = min(found)
    return papers[index], scale
