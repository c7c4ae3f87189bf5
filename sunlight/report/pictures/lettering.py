"""Many texts of a drawing as outlines, drawn at once and measured exactly (注字).

Matplotlib lays out and rasters each text on its own, at about a millisecond; a façade
has thousands. Here the outlines of the packaged font are put together once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.report.fonts import font_path, printable
from sunlight.report.plan_legend import CLOSING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "INK", "MIDDLE", "Line", "cut_to_width", "draw_lines", "draw_plates", "line_width",
    "size_in", "text_outline", "wrapped",
]  # fmt: skip

INK: Final = "#1c1c1c"
MIDDLE: Final = 0.37
"""Middle of digits and of Chinese characters above the baseline. [em]"""
ELLIPSIS: Final = "…"
_EM: Final = 100.0  # size at which glyphs are loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text (注字).

    Parameters
    ----------
    x, y : float
        Anchor, in units of the axes.
    text : str
        One line.
    size : float
        Size. [pt]
    align : {'left', 'center', 'right'}
        Where the anchor is, along the line.
    middle : bool
        Whether the anchor is at mid-height; else on the baseline.
    angle : float
        Turned by this, counter-clockwise. [degrees]
    colour : str
        Colour.
    """

    x: float
    y: float
    text: str
    size: float
    align: str = "left"
    middle: bool = True
    angle: float = 0.0
    colour: str = INK


_Glyph = tuple[NDArray[np.float64], NDArray[np.uint8], float]


@cache
def _glyph(character: str) -> _Glyph:
    """Outline, codes and advance of a character, in ems; a line end is a space."""
    from matplotlib.font_manager import get_font
    from matplotlib.ft2font import LoadFlags

    font = get_font(str(font_path()))
    font.set_size(_EM, 72.0)
    loaded = font.load_char(
        ord(" " if character == "\n" else character), flags=LoadFlags.NO_HINTING
    )
    corners, codes = font.get_path()
    outline = np.asarray(corners, dtype=np.float64).reshape(-1, 2) / _EM
    return (
        outline,
        np.asarray(codes, dtype=np.uint8),
        loaded.linearHoriAdvance / 65536.0 / _EM,
    )


@cache
def text_outline(text: str) -> _Glyph:
    """Outline of a text along its baseline (文字轮廓). [em].

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    outline : (n, 2) ndarray of float64
        Corners and control points. [em]
    codes : (n,) ndarray of uint8
        Matplotlib's codes of them.
    width : float
        From the start of the line to its end. [em]
    """
    outlines: list[NDArray[np.float64]] = [np.empty((0, 2))]
    codes: list[NDArray[np.uint8]] = [np.empty(0, dtype=np.uint8)]
    pen = 0.0
    for character in printable(text):
        outline, code, advance = _glyph(character)
        outlines.append(outline + np.array([pen, 0.0]))
        codes.append(code)
        pen += advance
    return np.concatenate(outlines), np.concatenate(codes), pen


def line_width(text: str) -> float:
    """Width of a line (文字宽度), exact. [em].

    Parameters
    ----------
    text : str
        One line.
    """
    return sum(_glyph(character)[2] for character in printable(text))


def size_in(text: str, room: float, sizes: Sequence[float]) -> float:
    """First of some sizes at which a line fits (适配字号); 0.0 if none does.

    Parameters
    ----------
    text : str
        One line.
    room : float
        Width. [pt]
    sizes : sequence of float
        Sizes tried, the preferred one first. [pt]
    """
    width = line_width(text)
    return next((size for size in sizes if width * size <= room), 0.0)


def cut_to_width(text: str, room: float) -> str:
    """Text that ends with … where it is too long (截短).

    Parameters
    ----------
    text : str
        One line.
    room : float
        Width. [em]
    """
    if line_width(text) <= room:
        return text
    held, pen = "", line_width(ELLIPSIS)
    for character in text:
        pen += line_width(character)
        if pen > room:
            break
        held += character
    return held.rstrip() + ELLIPSIS


def wrapped(text: str, room: float, *, most: int = 1000) -> list[str]:
    """Lines of a text that fit a width, the last cut where there are too many (换行).

    Chinese breaks anywhere, other words between them or, if they are longer than a
    line, within.

    Parameters
    ----------
    text : str
        Any text.
    room : float
        Width. [em]
    most : int
        Lines at most.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and line_width((line + piece).rstrip()) > room:
                lines.append(line.rstrip())
                line = ""
            while line_width(piece.rstrip()) > room and len(piece) > 1:
                count = 1
                while count < len(piece) and line_width(piece[: count + 1]) <= room:
                    count += 1
                lines.append(piece[:count])
                piece = piece[count:]
            line += piece
        lines.append(line.rstrip())
    if len(lines) > most:
        kept = lines[: most - 1]
        return [*kept, cut_to_width("".join(lines[most - 1 :]), room)]
    return lines


def _pieces(text: str) -> list[str]:
    """Words with the blank after them; each Chinese character is one."""
    pieces = [""]
    for character in text:
        if character in CLOSING and len(pieces) > 1 and not pieces[-1]:
            pieces[-2] += character
        elif character in CLOSING:
            pieces[-1] += character
        elif ord(character) >= 0x2E80:
            pieces += [character, ""]
        else:
            pieces[-1] += character
            if character == " ":
                pieces.append("")
    return [piece for piece in pieces if piece]


def draw_lines(
    axes: "Axes",
    lines: Sequence[Line],
    *,
    point: float,
    zorder: float = 9.0,
    halo: float = 0.0,
    clip: bool = False,
) -> None:
    """Draw many lines of text as one collection (注字).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    lines : sequence of Line
        The texts.
    point : float
        Length of a point in units of the axes.
    zorder : float
        What lies above what.
    halo : float
        Width of the white edge round the letters. [pt]
    clip : bool
        Whether the axes cut them off.
    """
    from matplotlib.collections import PathCollection
    from matplotlib.path import Path

    paths, colours = [], []
    for line in lines:
        outline, codes, width = text_outline(line.text)
        if not len(outline):
            continue
        shift = {"left": 0.0, "center": width / 2.0, "right": width}[line.align]
        moved = outline - (shift, MIDDLE if line.middle else 0.0)
        if line.angle:
            turn = np.radians(line.angle)
            cosine, sine = np.cos(turn), np.sin(turn)
            moved = moved @ np.array([[cosine, sine], [-sine, cosine]])
        placed = moved * (line.size * point) + (line.x, line.y)
        paths.append(Path(placed, codes))
        colours.append(line.colour)
    if not paths:
        return
    shared: dict[str, Any] = {"clip_on": clip}
    if halo:
        axes.add_collection(
            PathCollection(
                paths, facecolors="white", edgecolors="white", linewidths=halo,
                joinstyle="round", zorder=zorder, **shared,
            ),
            autolim=False,
        )  # fmt: skip
    axes.add_collection(
        PathCollection(
            paths, facecolors=colours, edgecolors="none", linewidths=0.0,
            zorder=zorder + 0.01, **shared,
        ),
        autolim=False,
    )  # fmt: skip


def draw_plates(
    axes: "Axes", lines: Sequence[Line], *, point: float, zorder: float = 5.0
) -> None:
    """Draw centred texts on white plates, so that no hatch runs through them (注字).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    lines : sequence of Line
        Centred texts, upright or turned by a right angle.
    point : float
        Length of a point in units of the axes.
    zorder : float
        What lies above what.
    """
    from matplotlib.collections import PolyCollection

    plates = []
    for line in lines:
        wide = (line_width(line.text) * line.size + 0.8) * point / 2.0
        high = (line.size * 0.86 + 0.4) * point / 2.0
        if line.angle:
            wide, high = high, wide
        plates.append(
            [
                (line.x - wide, line.y - high), (line.x + wide, line.y - high),
                (line.x + wide, line.y + high), (line.x - wide, line.y + high),
            ]
        )  # fmt: skip
    if plates:
        axes.add_collection(
            PolyCollection(
                plates, facecolors="white", edgecolors="none", alpha=0.85,
                zorder=zorder,
            ),
            autolim=False,
        )  # fmt: skip
    draw_lines(axes, lines, point=point, zorder=zorder + 1.0)
