"""The panel beside the plan: north, scale, legend, notes (图例)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sunlight.report.fonts import text_width
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "CLOSING",
    "Legend",
    "LegendEntry",
    "draw_legend",
    "legend_height",
    "scale_length",
]

TEXT_SIZE: Final = 8.5
HEADING_SIZE: Final = 9.5
NOTE_SIZE: Final = 7.0
ROW: Final = 0.23  # height of an entry [in]
SIGN: Final = 0.42  # width of a sign [in]
CLOSING: Final = "，。；：、）》”！？"
"""Signs that never begin a line."""
_SCALE_STEPS: Final = (1, 2, 5)
_FIRST_GROUP: Final = 1.15  # from the top to the first heading [in]
_FIRST_ALONE: Final = 0.15  # the same without arrow and scale bar [in]
_NEXT_LINE: Final = 0.78  # height of a further line of an entry, in rows


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """One line of the legend (图例项): a patch, a stroke, or words alone.

    Parameters
    ----------
    label : str
        Words.
    patch : mapping, optional
        Face colour, edge colour and hatch.
    line : (str, float), optional
        Colour and width of a stroke. [pt]
    halo : (str, float), optional
        Colour and width of what lies under the stroke. [pt]
    dashes : str
        Line style of the stroke.
    thickness : float
        Of the outline of a patch. [pt]
    """

    label: str
    patch: Mapping[str, str] | None = None
    line: tuple[str, float] | None = None
    halo: tuple[str, float] | None = None
    dashes: str = "-"
    thickness: float = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What stands in the panel (图例栏).

    Parameters
    ----------
    groups : tuple of (str, tuple of LegendEntry)
        Heading and entries of each group.
    notes : tuple of str
        Small print at the bottom.
    metres_per_inch : float
        Scale of the map. [m/in]
    size : (float, float)
        Width and height of the panel. [in]
    north : bool
        Whether there is an arrow to the north: elevations have none.
    scaled : bool
        Whether there is a scale bar: diagrams have none.
    shrink : float
        Signs and letters are this much of their usual size.
    """

    groups: tuple[tuple[str, tuple[LegendEntry, ...]], ...]
    notes: tuple[str, ...]
    metres_per_inch: float
    size: tuple[float, float]
    north: bool = True
    scaled: bool = True
    shrink: float = 1.0


def scale_length(most: float) -> float:
    """Round length of the scale bar (比例尺长度): 1, 2 or 5 times a power of ten.

    Parameters
    ----------
    most : float
        It is not longer than this. [m]

    Returns
    -------
    float
        Length. [m]

    Examples
    --------
    >>> scale_length(73.0), scale_length(199.0)
    (50.0, 100.0)
    """
    power = 1e-3
    best = power
    while power <= most:
        best = max([best, *(s * power for s in _SCALE_STEPS if s * power <= most)])
        power *= 10.0
    return round(best, 3)


def legend_height(
    groups: Sequence[tuple[str, Sequence[LegendEntry]]],
    notes: Sequence[str],
    width: float,
    *,
    headed: bool = True,
) -> float:
    """Height that a panel needs (图例栏所需高度). [in].

    Parameters
    ----------
    groups : sequence of (str, sequence of LegendEntry)
        Heading and entries of each group.
    notes : sequence of str
        Small print at the bottom.
    width : float
        Width of the panel. [in]
    headed : bool
        Whether there is an arrow to the north or a scale bar.
    """
    shown = [entries for _, entries in groups if entries]
    rows = sum(
        0.15 + sum(_rows_of(entry, width) for entry in entries) + 0.6
        for entries in shown
    )
    rows += sum(
        len(_wrapped(heading, width, HEADING_SIZE)) for heading, e in groups if e
    )
    lines = sum(len(_wrapped(note, width, NOTE_SIZE)) for note in notes)
    first = _FIRST_GROUP if headed else _FIRST_ALONE
    return first + ROW * rows + lines * ROW * 0.72 + 0.15


def draw_legend(axes: "Axes", legend: Legend, words: Texts) -> None:
    """Draw the panel, from the top downwards (画图例栏).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes of the panel's size.
    legend : Legend
        What stands in it.
    words : mapping
        Catalogue.
    """
    shrink = legend.shrink
    width, height = (length / shrink for length in legend.size)
    axes.set(xlim=(0.0, width), ylim=(0.0, height))
    axes.axis("off")
    if legend.north:
        _draw_north(axes, words, top=height, shrink=shrink)
    if legend.scaled:
        _draw_scale(axes, legend, words, y=height - 0.62)
    y = height - (_FIRST_GROUP if legend.north or legend.scaled else _FIRST_ALONE)
    for heading, entries in legend.groups:
        if entries:
            for line in _wrapped(heading, width, HEADING_SIZE):
                _text(axes, 0.0, y, line, HEADING_SIZE * shrink)
                y -= ROW
            y -= ROW * 0.15
            for entry in entries:
                _draw_entry(axes, entry, y, width, shrink)
                y -= ROW * _rows_of(entry, width)
            y -= ROW * 0.6
    note_row = ROW * 0.72
    lines = [line for note in legend.notes for line in _wrapped(note, width, NOTE_SIZE)]
    for index, line in enumerate(reversed(lines)):
        y = 0.06 + index * note_row
        _text(axes, 0.0, y, line, NOTE_SIZE * shrink, colour="#5a5a57")


def _draw_north(axes: "Axes", words: Texts, *, top: float, shrink: float) -> None:
    """Draw the north arrow; the plan's y is true north."""
    from matplotlib.patches import Polygon

    tip, foot = top - 0.2, top - 0.78
    middle = 0.2
    for side, colour in ((-1, "#2b2b2b"), (1, "#ffffff")):
        corners = [(middle, tip), (middle + side * 0.13, foot), (middle, foot + 0.14)]
        patch = Polygon(corners, facecolor=colour, edgecolor="#2b2b2b", linewidth=0.7)
        axes.add_patch(patch)
    size = TEXT_SIZE * shrink
    _text(axes, middle, top - 0.08, words["plan.north"], size, align="center")


def _draw_scale(axes: "Axes", legend: Legend, words: Texts, *, y: float) -> None:
    """Draw a scale bar of a round length in two halves."""
    from matplotlib.patches import Rectangle

    left, room = 0.62, legend.size[0] / legend.shrink - 0.9
    metres_per_unit = legend.metres_per_inch * legend.shrink
    length = scale_length(room * metres_per_unit)
    bar = length / metres_per_unit
    for half, colour in ((0, "#2b2b2b"), (1, "#ffffff")):
        corner = (left + half * bar / 2, y)
        patch = Rectangle(
            corner, bar / 2, 0.07, facecolor=colour, edgecolor="#2b2b2b", linewidth=0.7
        )
        axes.add_patch(patch)
    label = words["plan.metres"].format(length=f"{length:g}")
    size = TEXT_SIZE * legend.shrink
    _text(axes, left, y + 0.2, "0", size, align="center")
    _text(axes, left + bar, y + 0.2, label, size, align="center")


def _rows_of(entry: LegendEntry, width: float) -> float:
    """Height of an entry, in rows."""
    return 1.0 + _NEXT_LINE * (len(_entry_lines(entry, width)) - 1)


def _entry_lines(entry: LegendEntry, width: float) -> list[str]:
    """Words of an entry as lines that fit."""
    if entry.patch is None and entry.line is None:
        return _wrapped(entry.label, width, NOTE_SIZE)
    return _wrapped(entry.label, width - SIGN, TEXT_SIZE)


def _draw_entry(
    axes: "Axes", entry: LegendEntry, y: float, width: float, shrink: float
) -> None:
    """Draw the sign and the words of an entry."""
    from matplotlib.patches import Rectangle

    if entry.patch is not None:
        patch = Rectangle(
            (0.02, y - 0.06),
            SIGN - 0.08,
            0.13,
            facecolor=entry.patch["facecolor"],
            edgecolor=entry.patch["edgecolor"],
            hatch=entry.patch.get("hatch"),
            linewidth=entry.thickness,
            linestyle=entry.dashes,
        )
        axes.add_patch(patch)
    for stroke in (entry.halo, entry.line):
        if stroke is not None:
            colour, thickness = stroke
            axes.plot(
                [0.04, SIGN - 0.08], [y, y], color=colour, linewidth=thickness,
                linestyle=entry.dashes, solid_capstyle="butt",
            )  # fmt: skip
    signed = entry.patch is not None or entry.line is not None
    size = (TEXT_SIZE if signed else NOTE_SIZE) * shrink
    for number, line in enumerate(_entry_lines(entry, width)):
        down = number * _NEXT_LINE * ROW
        _text(axes, SIGN if signed else 0.0, y - down, line, size)


def _text(
    axes: "Axes",
    x: float,
    y: float,
    text: str,
    size: float,
    *,
    align: str = "left",
    colour: str = "#1c1c1c",
) -> None:
    """Write one line."""
    from sunlight.report.outlined import write_text

    write_text(axes, (x, y), text, size=size, align=align, colour=colour)


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """Lines that fit into the panel."""
    most = width * 72.0 / size
    lines, line = [], ""
    for piece in _pieces(text):
        if line and text_width(line + piece.rstrip()) > most:
            lines.append(line.rstrip())
            line = ""
        line += piece
        while text_width(line.rstrip()) > most and len(line) > 1:
            count = next(
                (n for n in range(1, len(line)) if text_width(line[: n + 1]) > most),
                len(line) - 1,
            )
            lines.append(line[:count])
            line = line[count:]
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """Words with the blank after them; each Chinese character is one.

    Signs that close keep to what stands before them.
    """
    pieces = [""]
    for character in text:
        if character in CLOSING and len(pieces) > 1 and not pieces[-1]:
            pieces[-2] += character
        elif character in CLOSING:
            pieces[-1] += character
        elif text_width(character) >= 1.0:
            pieces += [character, ""]
        else:
            pieces[-1] += character
            if character == " ":
                pieces.append("")
    return [piece for piece in pieces if piece]
