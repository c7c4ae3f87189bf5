"""Figures that a notebook shows, drawn without pyplot (笔记本中的图)."""

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Final

from sunlight.report.fonts import picture_font, printable
from sunlight.solar import clock_label

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["hour_ticks", "lettered", "new_axes", "shown"]

_SIZE: Final = 10.0
"""Size of letters. [pt]"""


def _png(figure: "Figure") -> bytes:
    """Bytes of the picture."""
    stream = BytesIO()
    figure.savefig(stream, format="png", dpi=100.0)
    return stream.getvalue()


def shown(figure: "Figure") -> "Figure":
    """Figure that shows itself without ``%matplotlib inline`` (自显示的图).

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Of any origin; it is given back.
    """
    vars(figure)["_repr_png_"] = partial(_png, figure)
    return figure


def new_axes(width: float, height: float) -> "tuple[Figure, Axes]":
    """Figure with one pair of axes (新图).

    Parameters
    ----------
    width, height : float
        Of the picture. [inch]
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    return shown(figure), figure.subplots()


def lettered(axes: "Axes", *, title: str, x: str, y: str) -> None:
    """Write the title and the names of the axes (注字).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The axes.
    title, x, y : str
        Any texts.
    """
    axes.set_title(printable(title), fontproperties=picture_font(_SIZE + 1.0))
    axes.set_xlabel(printable(x), fontproperties=picture_font(_SIZE))
    axes.set_ylabel(printable(y), fontproperties=picture_font(_SIZE))


def hour_ticks(axes: "Axes", band: tuple[float, float]) -> None:
    """Whole hours along the x axis (整点刻度).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Its x axis is minutes of true solar time.
    band : (float, float)
        What is shown. [min]
    """
    first, last = band
    hours = range(int(-(-first // 60)), int(last // 60) + 1)
    axes.set_xticks([60.0 * h for h in hours], [clock_label(60.0 * h) for h in hours])
    axes.set_xlim(first, last)
