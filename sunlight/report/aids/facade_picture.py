"""Façade grids as a picture: every façade unrolled, hours in colours (立面网格图)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sunlight.analyses.facades import FacadeGrid, Wall
from sunlight.model.facades import OCTANTS
from sunlight.report.aids.hours import hour_classes, hour_colormap, hour_legend
from sunlight.report.aids.provenance import Provenance
from sunlight.report.aids.sheet import draw_label, notes_of, subtitle_of
from sunlight.report.fonts import picture_font, printable, text_width
from sunlight.report.plan_layout import draw_titles, empty_sheet, lay_out, map_frame
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["facade_picture"]

LABEL_SIZE: Final = 8.0
ROW_SHARE: Final = 2.4
"""Rows of façades are about this wide, in heights of all rows together."""
GAP_SHARE: Final = 0.04
"""Room between façades, as a share of the length of a row."""
COVERED_STYLE: Final = {
    "facecolor": "#ffffff", "edgecolor": "#9a9a96", "hatch": "xxxx",
}  # fmt: skip


def facade_picture(
    grids: Sequence[FacadeGrid],
    title: str,
    provenance: Provenance,
    words: Texts,
) -> "Figure":
    """Elevations of façades side by side, as seen from outside, at one scale.

    Parameters
    ----------
    grids : sequence of FacadeGrid, at least one
        The façades.
    title : str
        Title.
    provenance : dict
        Where they came from.
    words : mapping
        Catalogue.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn without pyplot.
    """
    rows, gap = _rows(grids)
    widest = max(_length(row, gap) for row in rows)
    unit = widest / 100.0
    frame = map_frame((-8 * unit, -_depth(rows, unit), widest * 1.02, 6 * unit))
    figure, axes = empty_sheet(frame)
    size = frame.metres_per_point * LABEL_SIZE
    foot = 0.0
    covered = False
    for row in rows:
        base = min(grid.wall.base for grid in row)
        top = max(grid.wall.top for grid in row)
        foot -= top - base
        left = 0.0
        _draw_levels(axes, (base, top), foot, unit, size)
        for grid in row:
            covered |= _draw(axes, grid, left, foot - base, words, size)
            left += grid.wall.length + gap
        foot -= 12 * unit
    groups = (hour_legend(grids[0].basis.band, words), _covered_legend(covered, words))
    lay_out(figure, frame, groups, notes_of(provenance, words), words, north=False)
    draw_titles(figure, title, subtitle_of(provenance, words))
    draw_label(figure, str(provenance["label"]))
    return figure


def _rows(grids: Sequence[FacadeGrid]) -> tuple[list[list[FacadeGrid]], float]:
    """Façades in rows of about equal length, in their order; the room between. [m]."""
    total = sum(grid.wall.length for grid in grids)
    high = max(grid.wall.top for grid in grids) - min(grid.wall.base for grid in grids)
    longest = max(grid.wall.length for grid in grids)
    wanted = max(longest, (total * high * ROW_SHARE) ** 0.5)
    gap = GAP_SHARE * wanted
    rows: list[list[FacadeGrid]] = [[]]
    for grid in grids:
        if rows[-1] and _length([*rows[-1], grid], gap) > wanted * 1.1:
            rows.append([])
        rows[-1].append(grid)
    return rows, gap


def _length(row: Sequence[FacadeGrid], gap: float) -> float:
    """Length of a row with the room between its façades. [m]."""
    return sum(grid.wall.length for grid in row) + gap * (len(row) - 1)


def _depth(rows: Sequence[Sequence[FacadeGrid]], unit: float) -> float:
    """Height of all rows with the room between. [m]."""
    heights = (
        max(g.wall.top for g in row) - min(g.wall.base for g in row) for row in rows
    )
    return sum(heights) + 12 * unit * (len(rows) - 1) + 3 * unit


def _draw(
    axes: "Axes",
    grid: FacadeGrid,
    left: float,
    lift: float,
    words: Texts,
    size: float,
) -> bool:
    """Draw one façade; whether some of it is covered."""
    from matplotlib.patches import Rectangle

    wall = grid.wall
    low, high = wall.base + lift, wall.top + lift
    hidden = bool(grid.mask.any())
    if hidden:
        axes.add_patch(
            Rectangle(
                (left, low),
                wall.length,
                high - low,
                linewidth=0.0,
                zorder=1.0,
                facecolor=COVERED_STYLE["facecolor"],
                hatch=COVERED_STYLE["hatch"],
                edgecolor=COVERED_STYLE["edgecolor"],
            )
        )  # fmt: skip
    xlim, ylim = axes.get_xlim(), axes.get_ylim()
    axes.imshow(
        hour_classes(grid.minutes),
        cmap=hour_colormap(),
        vmin=-0.5,
        vmax=9.5,
        origin="lower",
        extent=(left, left + wall.length, low, high),
        interpolation="nearest",
        aspect="auto",
        zorder=2.0,
    )
    axes.set(xlim=xlim, ylim=ylim)
    axes.add_patch(
        Rectangle(
            (left, low),
            wall.length,
            high - low,
            linewidth=0.8,
            zorder=3.0,
            facecolor="none",
            edgecolor="#2b2b2b",
        )
    )
    choices = _labels(wall, words)
    fitting = [t for t in choices if text_width(t) * size <= wall.length * 1.04]
    _text(axes, left, high + 0.5 * size, (*fitting, choices[-1])[0], "left")
    return hidden


def _labels(wall: Wall, words: Texts) -> tuple[str, ...]:
    """Name, direction and length of a façade: all, less, least."""
    octant = OCTANTS[int((wall.bearing + 22.5) // 45.0) % 8]
    name, towards = wall.name, words[f"grids.octant_{octant}"]
    return (
        words["grids.facade_label"].format(
            name=name, towards=towards, bearing=f"{wall.bearing:.0f}",
            length=f"{wall.length:.1f}",
        ),
        f"{name} {towards}",
        name,
    )  # fmt: skip


def _draw_levels(
    axes: "Axes", levels: tuple[float, float], foot: float, unit: float, size: float
) -> None:
    """Write the least and the greatest elevation of a row at its left."""
    base, top = levels
    for level in (base, top) if top - base > 1.5 * size else (base,):
        y = foot + level - base
        axes.plot(
            [-1.2 * unit, -0.2 * unit], [y, y], color="#2b2b2b", linewidth=0.8,
            zorder=3.0,
        )  # fmt: skip
        _text(axes, -1.5 * unit, y, f"{level:.2f}", "right", middle="center")


def _text(
    axes: "Axes", x: float, y: float, text: str, align: str, *, middle: str = "bottom"
) -> None:
    """Write one line."""
    axes.text(
        x, y, printable(text), fontproperties=picture_font(LABEL_SIZE), ha=align,
        va=middle, color="#1c1c1c", parse_math=False, zorder=5.0,
    )  # fmt: skip


def _covered_legend(
    covered: bool,  # noqa: FBT001 -- what was found, not a choice
    words: Texts,
) -> tuple[str, tuple[LegendEntry, ...]]:
    """Legend of walls that another body covers."""
    if not covered:
        return words["grids.walls"], ()
    entry = LegendEntry(label=words["grids.covered_wall"], patch=COVERED_STYLE)
    return words["grids.walls"], (entry,)
