"""Text on axes drawn as outlines of the packaged font (轮廓注字).

Matplotlib lays out and rasters a text of a Chinese font in some milliseconds, and in
twice that with an edge; a report has thousands.
"""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.patheffects import PathEffectRenderer, withStroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, ScaledTranslation

from sunlight.report.fonts import picture_font, printable
from sunlight.report.pictures.lettering import INK, MIDDLE, text_outline

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase

__all__ = ["LINE_SPACING", "OutlinedText", "write_text"]

LINE_SPACING: Final = 1.15
"""From a line to the next. [em]"""
_SHARES: Final = {"left": 0.0, "center": 0.5, "right": 1.0}


class OutlinedText(Text):
    """Text that draws the outlines of its letters (轮廓文字).

    In height it is aligned at the middle of its lines, or on the last baseline.
    """

    def draw(self, renderer: "RendererBase", *args: object, **kwargs: object) -> None:
        """Draw the letters."""
        text = self.get_text()
        if not (text.strip() and self.get_visible()):
            return
        middle = self.get_verticalalignment() == "center"
        share = _SHARES[str(self.get_horizontalalignment())]
        path = _outline(text, share=share, middle=middle)
        at = self.get_transform().transform(self.get_unitless_position())
        em: Any = renderer.points_to_pixels(self.get_fontsize())
        placed: Any = Affine2D().scale(em).rotate_deg(float(self.get_rotation()))
        gc = renderer.new_gc()
        colour = to_rgba(self.get_color())
        gc.set_foreground(colour, isRGBA=True)
        gc.set_linewidth(0.0)
        self._set_gc_clip(gc)  # type: ignore[attr-defined]
        effects = self.get_path_effects()
        shown = PathEffectRenderer(effects, renderer) if effects else renderer
        shown.draw_path(gc, path, placed.translate(*at), colour)
        gc.restore()
        self.stale = False


def _outline(text: str, *, share: float, middle: bool) -> Path:
    """Lines of a text about the place they are written at. [em]."""
    lines = text.split("\n")
    last = len(lines) - 1
    outlines, codes = [], []
    for number, line in enumerate(lines):
        outline, kinds, width = text_outline(line)
        up = (last - number) * LINE_SPACING
        up -= last * LINE_SPACING / 2.0 + MIDDLE if middle else 0.0
        outlines.append(outline + np.array([-share * width, up]))
        codes.append(kinds)
    return Path(np.concatenate(outlines), np.concatenate(codes))


def write_text(
    axes: "Axes",
    at: tuple[float, float],
    text: str,
    *,
    size: float,
    colour: str = INK,
    align: str = "center",
    middle: bool = True,
    lift: float = 0.0,
    angle: float = 0.0,
    halo: float = 0.0,
    zorder: float = 3.0,
    clip: bool = False,
) -> OutlinedText:
    """Write lines of text on axes (注字).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to write.
    at : (float, float)
        Anchor, in units of the axes.
    text : str
        Any text; signs that the font lacks become □.
    size : float
        Size. [pt]
    colour : str
        Colour.
    align : {'left', 'center', 'right'}
        Where the anchor is, along the lines.
    middle : bool
        Whether the anchor is at mid-height; else on the last baseline.
    lift : float
        Moved up by this. [pt]
    angle : float
        Turned by this about the anchor, counter-clockwise. [degrees]
    halo : float
        Width of the white edge round the letters, 0 for none. [pt]
    zorder : float
        What lies above what.
    clip : bool
        Whether the axes cut it off, and leave it out where its anchor is outside.

    Returns
    -------
    OutlinedText
        What was added.
    """
    written = OutlinedText(
        *at,
        printable(text),
        fontproperties=picture_font(size),
        color=colour,
        ha=align,
        va="center" if middle else "baseline",
        rotation=angle,
        rotation_mode="anchor",
        parse_math=False,
        zorder=zorder,
        clip_on=clip,
        path_effects=[withStroke(linewidth=halo, foreground="white")] if halo else [],
    )
    axes.add_artist(written)
    if lift:
        figure: Any = axes.get_figure()
        moved = ScaledTranslation(0.0, lift / 72.0, figure.dpi_scale_trans)
        written.set_transform(axes.transData + moved)
    return written
