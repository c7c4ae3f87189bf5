"""The scope as a picture: sectors, and buildings by their part in it (分析范围图)."""

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from sunlight import __version__
from sunlight.model.project import Project
from sunlight.report.plan_labels import building_labels
from sunlight.report.plan_layout import (
    DPI,
    draw_titles,
    empty_sheet,
    lay_out,
    map_frame,
)
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.plan_polygons import add_polygons, in_view
from sunlight.report.texts import Texts, texts
from sunlight.rules import Language, ruleset
from sunlight.scope import Scope, ScopeRole

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "draw_scope", "draw_scope_labels", "scope_bounds", "scope_figure", "scope_png",
    "scope_subtitle",
]  # fmt: skip

ROLE_STYLES: Final[dict[ScopeRole, dict[str, str]]] = {
    ScopeRole.PROPOSED: {"facecolor": "#cc79a7", "edgecolor": "#6b2f52"},
    ScopeRole.CONCURRENT: {
        "facecolor": "#efd3e2", "edgecolor": "#6b2f52", "hatch": "....",
    },
    ScopeRole.ANALYSED: {"facecolor": "#56b4e9", "edgecolor": "#1d5f8a"},
    ScopeRole.OVERLAY: {"facecolor": "#f0b23d", "edgecolor": "#7d5600"},
    ScopeRole.OUTSIDE: {"facecolor": "#ececea", "edgecolor": "#9a9a96"},
    ScopeRole.REMOVED: {
        "facecolor": "#ffffff", "edgecolor": "#9a9a96", "hatch": "xxxx",
    },
    ScopeRole.UNDETERMINED: {
        "facecolor": "#ffffff", "edgecolor": "#111111", "hatch": "----",
    },
}  # fmt: skip
"""How buildings are filled: told apart by the colour-blind (M. Okabe and K. Ito, Color
Universal Design, 2008), and by hatching where two are alike in grey."""
ADDED_HATCH: Final = "////"
"""Hatching of what a row step added."""
SECTOR_STYLE: Final = {"facecolor": "#f3dfea", "edgecolor": "#a34f7e"}
OVERLAY_STYLE: Final = {"facecolor": "none", "edgecolor": "#b07d10"}
OUTLINE_STYLE: Final = {"facecolor": "none", "edgecolor": "#6b2f52"}
NOTHING_DRAWN: Final = (-50.0, -50.0, 50.0, 50.0)
"""Bounds of the map of a site without anything to draw. [m]"""


def scope_png(scope: Scope, project: Project, *, lang: Language = "zh") -> bytes:
    """Picture of the scope as PNG (分析范围图).

    Parameters
    ----------
    scope : Scope
        The scope.
    project : Project
        The project it was made from.
    lang : {'zh', 'en'}
        Language of the words.

    Returns
    -------
    bytes
        The file.
    """
    figure = scope_figure(scope, project, lang=lang)
    target = io.BytesIO()
    metadata = {"Title": project.name, "Software": f"sunlight {__version__}"}
    figure.savefig(target, format="png", dpi=DPI, metadata=metadata)
    return target.getvalue()


def scope_figure(scope: Scope, project: Project, *, lang: Language = "zh") -> "Figure":
    """Plan with the sectors, and every building in the colour of its part (分析范围图).

    Parameters
    ----------
    scope : Scope
        The scope.
    project : Project
        The project it was made from.
    lang : {'zh', 'en'}
        Language of the words.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn without pyplot.
    """
    words, frame = texts(lang), map_frame(scope_bounds(scope))
    figure, axes = empty_sheet(frame)
    groups = draw_scope(axes, scope, words)
    notes = (
        words["scope.plan_aid"],
        words["plan.sources"].format(
            rules=ruleset(project.rules).name, engine=__version__
        ),
    )
    lay_out(figure, frame, groups, notes, words)
    draw_scope_labels(axes, project, words, frame.metres_per_point)
    _draw_title(figure, scope, project, words)
    return figure


def draw_scope(
    axes: "Axes", scope: Scope, words: Texts
) -> tuple[tuple[str, tuple[LegendEntry, ...]], ...]:
    """Draw sectors and buildings by role (画分析范围).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The map.
    scope : Scope
        The scope.
    words : mapping
        Catalogue.

    Returns
    -------
    tuple of (str, tuple of LegendEntry)
        Legend.
    """
    return (
        (words["scope.plan_roles"], _draw_buildings(axes, scope, words)),
        (words["scope.plan_sectors"], _draw_sectors(axes, scope, words)),
    )


def scope_bounds(scope: Scope) -> tuple[float, ...]:
    """Least x and y, greatest x and y of what is drawn (图幅范围). [m].

    Parameters
    ----------
    scope : Scope
        The scope.
    """
    drawn: list[BaseGeometry] = [scope.outline, *scope.footprints]
    drawn += [sector.outline for sector in scope.overlay_sectors]
    shown = [shape for shape in drawn if not shape.is_empty]
    if not shown:
        return NOTHING_DRAWN
    return tuple(float(value) for value in shapely.total_bounds(shown))


def _draw_sectors(axes: "Axes", scope: Scope, words: Texts) -> tuple[LegendEntry, ...]:
    """Draw the sectors under the buildings; their legend."""
    entries = []
    united = _polygons([scope.outline])
    if united:
        plain = SECTOR_STYLE | {"edgecolor": "none"}
        add_polygons(axes, united, plain, zorder=1.0, thickness=0.0)
    thin = {"facecolor": "none", "edgecolor": SECTOR_STYLE["edgecolor"]}
    for key, areas, style, dashes, thickness in (
        ("plan_sector", [s.outline for s in scope.sectors], thin, "-", 0.6),
        (
            "plan_overlay_sector",
            [s.outline for s in scope.overlay_sectors],
            OVERLAY_STYLE,
            ":",
            0.7,
        ),
        ("plan_outline", [scope.outline], OUTLINE_STYLE, "-", 1.6),
    ):
        shapes = _polygons(areas)
        if not shapes:
            continue
        add_polygons(
            axes, shapes, style, zorder=1.5, thickness=thickness, dashes=dashes
        )
        if not in_view(axes, shapes):
            continue
        label = words[f"scope.{key}"]
        if key == "plan_sector":
            entries.append(LegendEntry(label=label, patch=SECTOR_STYLE))
        else:
            entries.append(
                LegendEntry(
                    label=label, line=(style["edgecolor"], thickness), dashes=dashes
                )
            )
    return tuple(entries)


def _draw_buildings(
    axes: "Axes", scope: Scope, words: Texts
) -> tuple[LegendEntry, ...]:
    """Draw the footprints by role, and those that a row step added; their legend."""
    entries = []
    for role, style in ROLE_STYLES.items():
        at_first = [
            scope.footprints[e.building]
            for e in scope.entries
            if e.role is role and not e.row_step
        ]
        shapes = _polygons(at_first)
        if shapes:
            add_polygons(axes, shapes, style, zorder=3.0, thickness=0.8)
        if in_view(axes, shapes):
            label = words[f"scope_role.{role.value}"]
            entries.append(LegendEntry(label=label, patch=style))
        if role is ScopeRole.ANALYSED:
            entries += _draw_added(axes, scope, style, words)
    return tuple(entries)


def _draw_added(
    axes: "Axes", scope: Scope, style: Mapping[str, str], words: Texts
) -> list[LegendEntry]:
    """Draw what the row steps added, denser from step to step; the legend."""
    entries = []
    for step in scope.steps:
        hatched = {**style, "hatch": ADDED_HATCH + "/" * 2 * (step.number - 1)}
        areas = [
            scope.footprints[e.building]
            for e in scope.entries
            if e.row_step == step.number
        ]
        shapes = _polygons(areas)
        add_polygons(axes, shapes, hatched, zorder=3.0, thickness=0.8)
        if in_view(axes, shapes):
            label = words["scope.plan_row_step"].format(number=step.number)
            entries.append(LegendEntry(label=label, patch=hatched))
    return entries


def _polygons(areas: Sequence[BaseGeometry]) -> list[Polygon]:
    """Polygons of areas of one or more pieces."""
    return [
        piece
        for area in areas
        for piece in shapely.get_parts(area)
        if isinstance(piece, Polygon) and not piece.is_empty
    ]


def draw_scope_labels(
    axes: "Axes", project: Project, words: Texts, metres_per_point: float
) -> None:
    """Draw the labels of the buildings (标楼号).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The map.
    project : Project
        The project.
    words : mapping
        Catalogue.
    metres_per_point : float
        Scale of the picture. [m/pt]
    """
    from sunlight.report.outlined import write_text

    labels = building_labels(
        project.buildings, words, metres_per_point=metres_per_point
    )
    for label in labels:
        write_text(
            axes, (label.x, label.y), label.text, size=label.size, halo=2.4,
            zorder=8.0, clip=True,
        )  # fmt: skip


def scope_subtitle(scope: Scope, words: Texts) -> str:
    """Angle and radius of the sectors (扇形参数).

    Parameters
    ----------
    scope : Scope
        The scope.
    words : mapping
        Catalogue.
    """
    conditions = scope.conditions
    cap = ""
    if conditions.radius_cap is not None:
        cap = words["scope.plan_cap"].format(cap=f"{conditions.radius_cap:g}")
    return words["scope.plan_subtitle"].format(
        angle=f"{conditions.angle_from_east_west:g}",
        factor=f"{conditions.radius_factor:g}",
        cap=cap,
    )


def _draw_title(figure: "Figure", scope: Scope, project: Project, words: Texts) -> None:
    """Draw title, and angle and radius of the sectors, above the map."""
    title = words["scope.plan_title"].format(name=project.name)
    draw_titles(figure, title, scope_subtitle(scope, words))
