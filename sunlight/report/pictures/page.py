"""A sheet with frame, heading, legend and title block, at a true scale (出图)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sunlight.assessment import Assessment
from sunlight.report.pictures.lettering import (
    Line,
    cut_to_width,
    draw_lines,
    line_width,
    wrapped,
)
from sunlight.report.pictures.paper import (
    MM_PER_INCH,
    MM_PER_POINT,
    Box,
    Paper,
)
from sunlight.report.pictures.title_block import draw_title_block
from sunlight.report.plan_legend import Legend, LegendEntry, draw_legend, legend_height
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "HEADING", "Group", "Page", "Sheet", "Side", "drawing_box", "map_axes",
    "sheet_figure",
]  # fmt: skip

HEADING: Final = 13.0
"""Height of title and subtitle above the drawing. [mm]"""
FRAME_COLOUR: Final = "#1c1c1c"
LABEL_COLOUR: Final = "#a02c10"
LEAST_SHRINK: Final = 0.55

Group = tuple[str, tuple[LegendEntry, ...]]
"""Heading and entries of a part of the legend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What stands beside a drawing (图例与附注).

    Parameters
    ----------
    groups : tuple of Group
        Legend.
    notes : tuple of str
        Small print.
    """

    groups: tuple[Group, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Page:
    """A sheet that is being drawn (图纸).

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Of the size of the paper.
    axes : matplotlib.axes.Axes
        All of the paper, in mm from its lower left corner.
    paper : Paper
        The sheet.
    scale : int or None
        Denominator of the scale.
    words : mapping
        Catalogue.
    """

    figure: "Figure"
    axes: "Axes"
    paper: Paper
    scale: int | None
    words: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet that can be drawn (待出图).

    Parameters
    ----------
    id, kind, title, alt : str
        As in :class:`~sunlight.report.pictures.drawing.Drawing`.
    subtitle : str
        Under the title.
    paper : Paper
        The sheet, as it lies.
    paint : callable
        Draws the drawing itself; says what stands beside it.
    scale : int or None
        Denominator of the scale; None for a diagram.
    north : bool
        Whether there is an arrow to the north.
    label : str
        Above the drawing at the right, such as that it is an aid.
    """

    id: str
    kind: str
    title: str
    alt: str
    subtitle: str
    paper: Paper
    paint: Callable[[Page], Side]
    scale: int | None = None
    north: bool = False
    label: str = ""


def sheet_figure(
    sheet: Sheet, assessment: Assessment, words: Texts, *, number: str
) -> "Figure":
    """Draw a sheet without pyplot (制图).

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    assessment : Assessment
        For the title block.
    words : mapping
        Catalogue.
    number : str
        Number of the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        Of exactly the size of the paper.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    paper = sheet.paper
    size = (paper.width / MM_PER_INCH, paper.height / MM_PER_INCH)
    figure = Figure(figsize=size, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0), label="paper")
    axes.set(xlim=(0.0, paper.width), ylim=(0.0, paper.height))
    axes.axis("off")
    page = Page(figure=figure, axes=axes, paper=paper, scale=sheet.scale, words=words)
    _draw_frame(page)
    _draw_heading(page, sheet)
    side = sheet.paint(page)
    _draw_side(page, side, north=sheet.north)
    draw_title_block(
        axes, paper.title_block, assessment, words, title=sheet.title, number=number,
        scale=sheet.scale, paper=paper.name,
    )  # fmt: skip
    return figure


def drawing_box(paper: Paper) -> Box:
    """Where a drawing stands, under its heading (绘图区). [mm].

    Parameters
    ----------
    paper : Paper
        The sheet.
    """
    room = paper.room
    return Box(
        left=room.left, low=room.low, width=room.width, height=room.height - HEADING
    )


def map_axes(
    page: Page,
    middle: tuple[float, float],
    *,
    box: Box | None = None,
    scale: int | None = None,
) -> "Axes":
    """Axes in metres at the true scale of the page (按比例坐标).

    Parameters
    ----------
    page : Page
        The sheet; it has a scale, unless one is given.
    middle : (float, float)
        What stands in the middle. [m]
    box : Box, optional
        Where; by default all of the drawing. [mm]
    scale : int, optional
        By default that of the page.
    """
    place = drawing_box(page.paper) if box is None else box
    denominator = scale or page.scale
    if denominator is None:
        raise ValueError("a map needs a scale")
    half_wide = place.width * denominator / 2000.0
    half_high = place.height * denominator / 2000.0
    x, y = middle
    paper = page.paper
    axes = page.figure.add_axes(
        (
            place.left / paper.width,
            place.low / paper.height,
            place.width / paper.width,
            place.height / paper.height,
        ),
        label=f"map {len(page.figure.axes)}",
    )
    axes.set(
        xlim=(x - half_wide, x + half_wide),
        ylim=(y - half_high, y + half_high),
        xticks=[],
        yticks=[],
    )
    for spine in axes.spines.values():
        spine.set(color="#8a8a86", linewidth=0.5)
    axes.set_autoscale_on(False)
    return axes


def _draw_frame(page: Page) -> None:
    """Draw the frame and the line of the column beside the drawing."""
    from matplotlib.collections import LineCollection

    frame, block = page.paper.frame, page.paper.title_block
    lines: Any = [
        [
            (frame.left, frame.low), (frame.right, frame.low),
            (frame.right, frame.top), (frame.left, frame.top),
            (frame.left, frame.low),
        ],
        [(block.left, frame.low), (block.left, frame.top)],
    ]  # fmt: skip
    page.axes.add_collection(
        LineCollection(
            lines, colors=FRAME_COLOUR, linewidths=[1.4, 0.5], capstyle="projecting",
            zorder=2.0,
        ),
        autolim=False,
    )  # fmt: skip


def _draw_heading(page: Page, sheet: Sheet) -> None:
    """Write title and subtitle above the drawing."""
    room = page.paper.room
    large, small = (13.0, 8.0) if page.paper.name == "A3" else (11.0, 6.5)
    wide = room.width / MM_PER_POINT
    taken = line_width(sheet.label) * small + 12.0 if sheet.label else 0.0
    size = max(7.0, min(large, (wide - taken) / max(line_width(sheet.title), 1.0)))
    title = cut_to_width(sheet.title, (wide - taken) / size)
    under = wrapped(sheet.subtitle, wide / small, most=1)[0]
    lines = [
        Line(x=room.left, y=room.top - 4.0, text=title, size=size),
        Line(
            x=room.left, y=room.top - 9.6, text=under, size=small, colour="#3a3a37"
        ),
        Line(
            x=room.right, y=room.top - 4.0, text=sheet.label, size=small,
            align="right", colour=LABEL_COLOUR,
        ),
    ]  # fmt: skip
    draw_lines(page.axes, lines, point=MM_PER_POINT)


def _draw_side(page: Page, side: Side, *, north: bool) -> None:
    """Draw north arrow, scale bar, legend and notes beside the drawing."""
    box, paper = page.paper.side, page.paper
    wide, high = box.width / MM_PER_INCH, box.height / MM_PER_INCH
    scaled = page.scale is not None
    shrink = 1.0
    while shrink > LEAST_SHRINK:
        headed = north or scaled
        needed = legend_height(side.groups, side.notes, wide / shrink, headed=headed)
        if needed * shrink <= high:
            break
        shrink -= 0.05
    axes = page.figure.add_axes(
        (
            box.left / paper.width, box.low / paper.height,
            box.width / paper.width, box.height / paper.height,
        ),
        label="side",
    )  # fmt: skip
    legend = Legend(
        groups=side.groups,
        notes=side.notes,
        metres_per_inch=(page.scale or 0) * MM_PER_INCH / 1000.0,
        size=(wide, high),
        north=north,
        scaled=scaled,
        shrink=shrink,
    )
    draw_legend(axes, legend, page.words)
