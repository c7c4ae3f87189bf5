"""Drawings written as PNG of exactly the size of their paper (出图)."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight import __version__
from sunlight.report.pictures.drawing import Drawing, DrawnPicture
from sunlight.report.pictures.png import write_png

__all__ = ["DPI", "Progress", "write_drawings"]

DPI: Final = 150
"""Dots per inch: lines of 0.1 mm are told apart on A3."""

Progress = Callable[[str, int, int], None]
"""Told the title of a drawing, its number and how many there are."""


def write_drawings(
    drawings: Sequence[Drawing], folder: Path, *, progress: Progress | None = None
) -> tuple[DrawnPicture, ...]:
    """Draw and write each drawing as ``ID.png`` (写出图纸).

    Parameters
    ----------
    drawings : sequence of Drawing
        As of :func:`~sunlight.report.pictures.catalogue.drawings`.
    folder : Path
        Existing folder; use `staged_folder` for all or nothing.
    progress : callable, optional
        Told the title of each, its number and how many there are.

    Returns
    -------
    tuple of DrawnPicture
        In the same order.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    written = []
    for number, drawing in enumerate(drawings, start=1):
        if progress is not None:
            progress(drawing.title, number, len(drawings))
        path = folder / f"{drawing.id}.png"
        pixels = _pixels(drawing)
        told = {"Title": drawing.title, "Software": f"sunlight {__version__}"}
        with path.open("wb") as file:
            write_png(pixels, file, dots_per_inch=DPI, told=told)
        written.append(
            DrawnPicture(
                id=drawing.id,
                kind=drawing.kind,
                title=drawing.title,
                alt=drawing.alt,
                path=path,
                size=drawing.size,
                scale=drawing.scale,
            )
        )
    return tuple(written)


def _pixels(drawing: Drawing) -> NDArray[np.uint8]:
    """Red, green, blue and alpha of each dot of a drawing, (h, w, 4)."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure = drawing.draw()
    figure.set_dpi(DPI)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba(), dtype=np.uint8)
