"""A plan grid as a picture: hours in colours under the buildings (平面网格图)."""

from typing import TYPE_CHECKING, Any, Final

import shapely

from sunlight.analyses.grids import PlanGrid
from sunlight.assessment.subject import Subject
from sunlight.kinds import NOT_OBSTRUCTING_PARTS, PartKind, Status
from sunlight.model.project import Building, Part, Project
from sunlight.report.aids.aid_bodies import on_plan
from sunlight.report.aids.hours import hour_classes, hour_colormap, hour_legend
from sunlight.report.aids.provenance import Provenance
from sunlight.report.aids.sheet import draw_label, notes_of, subtitle_of
from sunlight.report.fonts import picture_font, printable
from sunlight.report.plan import SITE_COLOUR, STATUS_STYLES
from sunlight.report.plan_labels import building_labels
from sunlight.report.plan_layout import draw_titles, empty_sheet, lay_out, map_frame
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.plan_polygons import add_polygons
from sunlight.report.plan_shapes import footprint
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["plan_picture"]

UNDER_STYLE: Final = {"facecolor": "none", "edgecolor": "#ffffff"}
"""Parts that the plane does not cut: they hide nothing."""
LABEL_COLOUR: Final = "#1c1c1c"


def plan_picture(
    grid: PlanGrid,
    subject: Subject,
    state: str,
    provenance: Provenance,
    words: Texts,
) -> "Figure":
    """Plan of the hours of sun of each cell, with the buildings of the state.

    Parameters
    ----------
    grid : PlanGrid
        The grid.
    subject : Subject
        The project.
    state : {'before', 'after'}
        Whose buildings are drawn.
    provenance : dict
        Where the grid came from.
    words : mapping
        Catalogue.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn without pyplot.
    """
    frame = map_frame(grid.bounds)
    figure, axes = empty_sheet(frame)
    x_min, y_min, x_max, y_max = grid.bounds
    axes.imshow(
        hour_classes(grid.minutes),
        cmap=hour_colormap(),
        vmin=-0.5,
        vmax=9.5,
        origin="lower",
        extent=(x_min, x_max, y_min, y_max),
        interpolation="nearest",
        aspect="auto",
        zorder=1.0,
    )
    axes.set(xlim=frame.x, ylim=frame.y)
    standing = tuple(b for b in subject.project.buildings if _stands(b, state))
    groups = (
        hour_legend(grid.basis.band, words),
        _draw_buildings(axes, subject.project, standing, grid.z, words),
    )
    lay_out(figure, frame, groups, notes_of(provenance, words), words)
    _draw_labels(axes, standing, words, frame.metres_per_point)
    title = words["grids.plan_title"].format(
        name=subject.project.name, state=provenance["state"]
    )
    draw_titles(figure, title, subtitle_of(provenance, words))
    draw_label(figure, str(provenance["label"]))
    return figure


def _stands(building: Building, state: str) -> bool:
    """Whether a building stands in a state."""
    if state == "before":
        return building.status not in (Status.PROPOSED, Status.CONCURRENT)
    return not building.removed_by_project


def _draw_buildings(
    axes: "Axes",
    project: Project,
    standing: tuple[Building, ...],
    z: float,
    words: Texts,
) -> tuple[str, tuple[LegendEntry, ...]]:
    """Draw what the plane cuts as a surface, all else as an outline; the legend."""
    entries = []
    below: list[shapely.Polygon] = []
    for status, style in STATUS_STYLES.items():
        drawn = [b for b in standing if b.status.value == status]
        cut: list[shapely.Polygon] = []
        for building in drawn:
            for part in building.parts:
                if part.kind in NOT_OBSTRUCTING_PARTS:
                    continue
                solid = part.kind is PartKind.BODY and _is_cut(part, building, z)
                (cut if solid else below).extend(footprint(part))
        if cut:
            add_polygons(axes, cut, style, zorder=3.0)
            if on_plan(cut, axes):
                label = words[f"plan.{status}"]
                entries.append(LegendEntry(label=label, patch=style))
    site = [
        shape
        for part in project.site_parts
        if part.kind not in NOT_OBSTRUCTING_PARTS
        for shape in footprint(part)
    ]
    if site:
        style = {"facecolor": SITE_COLOUR, "edgecolor": SITE_COLOUR}
        add_polygons(axes, site, style, zorder=2.0)
        if on_plan(site, axes):
            label = words["plan.site_parts"]
            entries.append(LegendEntry(label=label, patch=style))
    if below:
        add_polygons(axes, below, UNDER_STYLE, zorder=4.0, thickness=1.4)
        thin = UNDER_STYLE | {"edgecolor": LABEL_COLOUR}
        add_polygons(axes, below, thin, zorder=4.1, thickness=0.6)
        if on_plan(below, axes):
            entries.append(LegendEntry(label=words["grids.not_cut"], patch=thin))
    return words["plan.buildings"], tuple(entries)


def _is_cut(part: Part, building: Building, z: float) -> bool:
    """Whether the plane cuts a part; what stands on the ground goes down from there."""
    grounded = part.base <= building.outdoor_ground
    return z < part.top and (grounded or part.base <= z)


def _draw_labels(
    axes: "Axes", buildings: tuple[Building, ...], words: Texts, metres: float
) -> None:
    """Draw the labels of the buildings."""
    from matplotlib.patheffects import withStroke

    for label in building_labels(buildings, words, metres_per_point=metres):
        effects: Any = [withStroke(linewidth=2.4, foreground="white")]
        axes.text(
            label.x,
            label.y,
            printable(label.text),
            fontproperties=picture_font(label.size),
            color=LABEL_COLOUR,
            ha="center",
            va="center",
            linespacing=1.1,
            parse_math=False,
            zorder=8,
            clip_on=True,
            path_effects=effects,
        )
