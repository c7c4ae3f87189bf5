"""Extent of a plan on its sheet: map, title and panel (平面图版面)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sunlight.report.fonts import picture_font, printable
from sunlight.report.plan_legend import Legend, LegendEntry, draw_legend, legend_height
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["DPI", "MapFrame", "draw_titles", "empty_sheet", "lay_out", "map_frame"]

DPI: Final = 160
MAP_SIZE: Final = (10.5, 9.0)
"""Greatest width and height of the map. [in]"""
LEAST_MAP_SIZE: Final = (6.0, 4.0)
"""Least width and height of the map. [in]"""
PANEL_WIDTH: Final = 2.9  # [in]
TITLE_HEIGHT: Final = 0.8  # [in]
EDGE: Final = 0.2  # [in]
MARGIN: Final = 0.05
"""Share of the extent left free round what is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFrame:
    """Extent and size of the map (图幅).

    Parameters
    ----------
    x, y : (float, float)
        Least and greatest coordinate. [m]
    size : (float, float)
        Width and height. [in]
    """

    x: tuple[float, float]
    y: tuple[float, float]
    size: tuple[float, float]

    @property
    def metres_per_point(self) -> float:
        """Scale. [m/pt]."""
        return (self.x[1] - self.x[0]) / (self.size[0] * 72.0)


def map_frame(bounds: Sequence[float]) -> MapFrame:
    """Extent that fills a map of a sensible size (图幅范围).

    Parameters
    ----------
    bounds : sequence of 4 floats
        Least x and y, greatest x and y of what is drawn. [m]
    """
    x_min, y_min, x_max, y_max = (float(value) for value in bounds)
    spread = max(x_max - x_min, y_max - y_min, 1.0) * MARGIN
    wide, high = x_max - x_min + 2 * spread, y_max - y_min + 2 * spread
    scale = max(wide / MAP_SIZE[0], high / MAP_SIZE[1])
    size = (
        max(wide / scale, LEAST_MAP_SIZE[0]),
        max(high / scale, LEAST_MAP_SIZE[1]),
    )
    middle = ((x_min + x_max) / 2, (y_min + y_max) / 2)
    half = (size[0] * scale / 2, size[1] * scale / 2)
    return MapFrame(
        x=(middle[0] - half[0], middle[0] + half[0]),
        y=(middle[1] - half[1], middle[1] + half[1]),
        size=size,
    )


def empty_sheet(frame: MapFrame) -> tuple["Figure", "Axes"]:
    """Figure without pyplot, and the axes of its map (空图).

    Parameters
    ----------
    frame : MapFrame
        Extent of the map.

    Returns
    -------
    figure : matplotlib.figure.Figure
        Nothing is shown and no state is left behind.
    axes : matplotlib.axes.Axes
        In metres; `lay_out` puts them in their place.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set(xlim=frame.x, ylim=frame.y, xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set(color="#b5b5b0", linewidth=0.6)
    return figure, axes


def lay_out(
    figure: "Figure",
    frame: MapFrame,
    groups: tuple[tuple[str, tuple[LegendEntry, ...]], ...],
    notes: tuple[str, ...],
    words: Texts,
    *,
    north: bool = True,
) -> None:
    """Give the sheet its size and draw the panel (定版面).

    Where the panel needs more height than the map, the map shows more to the north and
    to the south; its scale stays.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Of `empty_sheet`.
    frame : MapFrame
        Extent of the map.
    groups : tuple of (str, tuple of LegendEntry)
        Heading and entries of each group of the legend.
    notes : tuple of str
        Small print at the bottom of the panel.
    words : mapping
        Catalogue.
    north : bool
        Whether there is an arrow to the north: elevations have none.
    """
    (axes,) = figure.axes
    tall = max(frame.size[1], legend_height(groups, notes, PANEL_WIDTH))
    width = frame.size[0] + PANEL_WIDTH + 3 * EDGE
    height = tall + TITLE_HEIGHT + EDGE
    figure.set_size_inches(width, height)
    middle, half = sum(frame.y) / 2, tall * 72.0 * frame.metres_per_point / 2
    axes.set_ylim(middle - half, middle + half)
    axes.set_position(
        (EDGE / width, EDGE / height, frame.size[0] / width, tall / height)
    )
    panel = figure.add_axes(
        (
            (frame.size[0] + 2 * EDGE) / width,
            EDGE / height,
            PANEL_WIDTH / width,
            tall / height,
        )
    )
    legend = Legend(
        groups=groups,
        notes=notes,
        metres_per_inch=frame.metres_per_point * 72.0,
        size=(PANEL_WIDTH, tall),
        north=north,
    )
    draw_legend(panel, legend, words)


def draw_titles(figure: "Figure", title: str, subtitle: str) -> None:
    """Draw title and subtitle above the map (图名).

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        After `lay_out`.
    title, subtitle : str
        Two lines.
    """
    width, height = figure.get_size_inches()
    for text, above, size in ((title, 0.4, 15.0), (subtitle, 0.14, 9.0)):
        figure.text(
            EDGE / width,
            (height - TITLE_HEIGHT + above) / height,
            printable(text),
            fontproperties=picture_font(size),
            va="baseline",
            parse_math=False,
        )
