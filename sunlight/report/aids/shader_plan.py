"""The plan of who shades whom: arrows from building to building (遮挡关系图)."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight import __version__
from sunlight.analyses.shader_graph import ShaderEdge
from sunlight.kinds import PartKind
from sunlight.model.project import Project
from sunlight.report.aids.sheet import draw_label
from sunlight.report.fonts import picture_font, printable, text_width
from sunlight.report.plan import STATUS_STYLES
from sunlight.report.plan_labels import building_labels
from sunlight.report.plan_layout import (
    DPI,
    MapFrame,
    draw_titles,
    empty_sheet,
    lay_out,
    map_frame,
)
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.plan_polygons import add_polygons
from sunlight.report.plan_shapes import (
    REMOVED,
    body_shapes,
    drawn_status,
    footprint,
    plan_bounds,
)
from sunlight.report.texts import Texts, texts
from sunlight.rules import Language, ruleset

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["shader_figure", "shader_png"]

CLASS_LIMITS: Final = (15.0, 60.0, 120.0)
"""Limits of the classes of arrows. [min]"""
CLASS_LOOKS: Final = (
    ("#56b4e9", 0.9), ("#0072b2", 1.6), ("#e69f00", 2.6), ("#d55e00", 3.8),
)  # fmt: skip
"""Colour and width of the arrows, from least to most."""
BACK_LOOK: Final = ("#009e73", 1.6)
MOST_ARROWS: Final = 60
LEAST_DRAWN: Final = 1.0
"""Less of one window is left out of the picture, not of the tables. [min]"""
LABEL_SIZE: Final = 6.5
_PLACES: Final = (0.5, 0.38, 0.62, 0.26, 0.74, 0.16, 0.84)
_BEND: Final = 0.08


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Arrow:
    """An edge on the plan."""

    edge: ShaderEdge
    start: NDArray[np.float64]
    end: NDArray[np.float64]


def shader_png(
    project: Project,
    edges: Sequence[ShaderEdge],
    *,
    question: str,
    days: Sequence[str] = (),
    lang: Language = "zh",
) -> bytes:
    """Plan of who shades whom as PNG (遮挡关系图).

    Parameters
    ----------
    project : Project
        For the buildings.
    edges : sequence of ShaderEdge
        What to draw, the greatest first.
    question : {'lost', 'after'}
        What they are of.
    days : sequence of str
        Day, band and declination of each use, in words.
    lang : {'zh', 'en'}
        Language of the words.
    """
    figure = shader_figure(project, edges, question=question, days=days, lang=lang)
    target = io.BytesIO()
    metadata = {
        "Title": project.name,
        "Description": texts(lang)["grids.label"],
        "Software": f"sunlight {__version__}",
    }
    figure.savefig(target, format="png", dpi=DPI, metadata=metadata)
    return target.getvalue()


def shader_figure(
    project: Project,
    edges: Sequence[ShaderEdge],
    *,
    question: str,
    days: Sequence[str] = (),
    lang: Language = "zh",
) -> "Figure":
    """Plan with arrows from those who shade to those who are shaded (遮挡关系图).

    Parameters
    ----------
    project : Project
        For the buildings.
    edges : sequence of ShaderEdge
        What to draw, the greatest first.
    question : {'lost', 'after'}
        What they are of.
    days : sequence of str
        Day, band and declination of each use, in words.
    lang : {'zh', 'en'}
        Language of the words.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn without pyplot.
    """
    words, frame = texts(lang), map_frame(plan_bounds(project))
    figure, axes = empty_sheet(frame)
    arrows = _arrows(project, edges)
    shown = arrows[:MOST_ARROWS]
    groups = (
        _draw_buildings(axes, project, words),
        (words["shaders.edges"], _legend(shown, words)),
    )
    lay_out(figure, frame, groups, _notes(project, edges, arrows, words), words)
    boxes = _draw_labels(axes, project, words, frame.metres_per_point)
    _draw_arrows(axes, shown)
    _draw_figures(axes, shown, boxes, frame)
    if not arrows:
        axes.text(
            0.5,
            0.03,
            words["shaders.nothing"],
            transform=axes.transAxes,
            ha="center",
            fontproperties=picture_font(11.0),
        )
    draw_titles(
        figure,
        words[f"shaders.title_{question}"].format(name=project.name),
        words["cells.separator"].join(days),
    )
    draw_label(figure, words["grids.label"])
    return figure


def _arrows(project: Project, edges: Sequence[ShaderEdge]) -> list[_Arrow]:
    """Arrows between different buildings, the widest first."""
    shapes = {
        b.id: shapely.union_all(found)
        for b in project.buildings
        if (found := body_shapes(b))
    }
    arrows = []
    for edge in edges:
        one, other = shapes.get(edge.shader), shapes.get(edge.shaded)
        if one is None or other is None or edge.shader == edge.shaded:
            continue
        if abs(edge.greatest) < LEAST_DRAWN:
            continue
        line = shapely.LineString([one.centroid, other.centroid])
        free = line.difference(one).difference(other)
        pieces = [p for p in shapely.get_parts(free) if p.geom_type == "LineString"]
        if pieces:
            line = max(pieces, key=lambda piece: float(piece.length))
        start, end = np.array(line.coords[0]), np.array(line.coords[-1])
        arrows.append(_Arrow(edge=edge, start=start, end=end))
    arrows.sort(key=lambda a: -abs(a.edge.greatest))
    return arrows


def _look(edge: ShaderEdge) -> tuple[str, float]:
    """Colour and width of an arrow. [pt]."""
    if edge.greatest < 0.0:
        return BACK_LOOK
    return CLASS_LOOKS[int(np.digitize(edge.greatest, CLASS_LIMITS))]


def _legend(arrows: Sequence[_Arrow], words: Texts) -> tuple[LegendEntry, ...]:
    """Classes of arrows that are there."""
    first, *_, last = CLASS_LIMITS
    labels = [words["shaders.least"].format(limit=f"{first:g}")]
    for low, high in pairwise(CLASS_LIMITS):
        labels.append(words["shaders.class"].format(low=f"{low:g}", high=f"{high:g}"))
    labels.append(words["shaders.most"].format(limit=f"{last:g}"))
    looks = [*zip(labels, CLASS_LOOKS, strict=True), (words["shaders.back"], BACK_LOOK)]
    used = {_look(arrow.edge) for arrow in arrows}
    return tuple(
        LegendEntry(label=label, line=look) for label, look in looks if look in used
    )


def _notes(
    project: Project,
    edges: Sequence[ShaderEdge],
    arrows: Sequence[_Arrow],
    words: Texts,
) -> tuple[str, ...]:
    """Small print of the panel."""
    own = sum(edge.shader == edge.shaded for edge in edges)
    notes = [
        words["shaders.arrow_note"],
        words["shaders.own_note"].format(count=own, least=f"{LEAST_DRAWN:g}"),
    ]
    if len(arrows) > MOST_ARROWS:
        more = words["shaders.more_note"]
        notes.append(more.format(shown=MOST_ARROWS, count=len(arrows)))
    sources = words["plan.sources"].format(
        rules=ruleset(project.rules).name, engine=__version__
    )
    return (words["grids.label"], *notes, sources)


def _draw_buildings(
    axes: "Axes", project: Project, words: Texts
) -> tuple[str, tuple[LegendEntry, ...]]:
    """Draw the bodies by status; their legend."""
    bodies: dict[str, list[shapely.Polygon]] = {name: [] for name in STATUS_STYLES}
    for building in project.buildings:
        for part in building.parts:
            if part.kind is PartKind.BODY:
                bodies[drawn_status(building)] += footprint(part)
    entries = []
    for status, shapes in bodies.items():
        if shapes:
            style = STATUS_STYLES[status]
            add_polygons(axes, shapes, style, zorder=2 if status == REMOVED else 3)
            entries.append(LegendEntry(label=words[f"plan.{status}"], patch=style))
    return words["plan.buildings"], tuple(entries)


def _draw_labels(
    axes: "Axes", project: Project, words: Texts, scale: float
) -> list[tuple[float, float, float, float]]:
    """Draw the labels of the buildings; the boxes they take. [m]."""
    from matplotlib.patheffects import withStroke

    boxes = []
    for label in building_labels(project.buildings, words, metres_per_point=scale):
        lines = label.text.split("\n")
        first = lines[0]
        wide = text_width(first) * label.size * scale / 2
        high = 0.7 * label.size * scale
        boxes.append((label.x - wide, label.y - high, label.x + wide, label.y + high))
        axes.text(
            label.x,
            label.y,
            printable(first),
            fontproperties=picture_font(label.size),
            color="#1c1c1c",
            ha="center",
            va="center",
            parse_math=False,
            zorder=8,
            clip_on=True,
            path_effects=[withStroke(linewidth=2.2, foreground="white")],
        )
    return boxes


def _draw_arrows(axes: "Axes", arrows: Sequence[_Arrow]) -> None:
    """Draw the arrows, the widest below."""
    from matplotlib.patches import FancyArrowPatch

    for level, arrow in enumerate(arrows):
        colour, width = _look(arrow.edge)
        head = f"head_length={2.4 + 0.9 * width},head_width={1.0 + 0.45 * width}"
        patch = FancyArrowPatch(
            tuple(arrow.start),
            tuple(arrow.end),
            connectionstyle=f"arc3,rad={_BEND}",
            arrowstyle=f"-|>,{head}",
            linewidth=width,
            color=colour,
            shrinkA=0.0,
            shrinkB=0.5,
            mutation_scale=1.0,
            zorder=5.0 + level / (1.0 + len(arrows)),
        )
        axes.add_patch(patch)


def _on_arrow(arrow: _Arrow, share: float) -> NDArray[np.float64]:
    """Place on the bent arrow (2,): a quadratic curve as matplotlib draws it."""
    run = arrow.end - arrow.start
    bend = (arrow.start + arrow.end) / 2 + _BEND * np.array([run[1], -run[0]])
    place: NDArray[np.float64] = (
        (1 - share) ** 2 * arrow.start
        + 2 * share * (1 - share) * bend
        + share**2 * arrow.end
    )
    return place


def _draw_figures(
    axes: "Axes",
    arrows: Sequence[_Arrow],
    boxes: list[tuple[float, float, float, float]],
    frame: MapFrame,
) -> None:
    """Write minutes and windows beside the arrows where there is room."""
    from matplotlib.patheffects import withStroke

    scale = frame.metres_per_point
    for arrow in arrows:
        text = f"{arrow.edge.greatest:.0f} ({arrow.edge.windows})"
        wide = text_width(text) * LABEL_SIZE * scale / 2
        high = 0.65 * LABEL_SIZE * scale
        for share in _PLACES:
            x, y = _on_arrow(arrow, share).tolist()
            box = (x - wide, y - high, x + wide, y + high)
            if not any(_overlap(box, other) for other in boxes):
                break
        else:
            continue
        boxes.append(box)
        axes.text(
            x,
            y,
            text,
            fontproperties=picture_font(LABEL_SIZE),
            color="#1c1c1c",
            ha="center",
            va="center",
            zorder=9,
            clip_on=True,
            path_effects=[withStroke(linewidth=2.2, foreground="white")],
        )


def _overlap(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    """Whether two boxes meet."""
    return (
        one[0] < other[2]
        and one[2] > other[0]
        and one[1] < other[3]
        and one[3] > other[1]
    )
