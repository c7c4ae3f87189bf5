"""Buildings on the plans of the aids, by status, with their labels (图中建筑)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import shapely

from sunlight.kinds import NOT_OBSTRUCTING_PARTS, PartKind, Status
from sunlight.model.project import Building, Project
from sunlight.report.plan import SITE_COLOUR, STATUS_STYLES
from sunlight.report.plan_labels import building_labels
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.plan_polygons import add_polygons
from sunlight.report.plan_shapes import REMOVED, drawn_status, footprint
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_bodies", "draw_body_labels", "on_plan"]

NEW: Final = (Status.PROPOSED, Status.CONCURRENT)


def draw_bodies(
    axes: "Axes", project: Project, states: Sequence[str], words: Texts
) -> tuple[LegendEntry, ...]:
    """Draw what stands in some states, by status (画建筑).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The plan, with its limits.
    project : Project
        Whose buildings are drawn.
    states : sequence of str
        ``before``, ``after`` or both.
    words : mapping
        Catalogue.

    Returns
    -------
    tuple of LegendEntry
        Legend of what can be seen.
    """
    bodies: dict[str, list[shapely.Polygon]] = {name: [] for name in STATUS_STYLES}
    extras: list[shapely.Polygon] = []
    for building in _standing(project, states):
        shapes = [s for part in building.parts for s in footprint(part)]
        if not on_plan(shapes, axes):
            continue  # nor in the legend
        for part in building.parts:
            if part.kind is PartKind.BODY:
                bodies[drawn_status(building)] += footprint(part)
            elif part.kind not in NOT_OBSTRUCTING_PARTS:
                extras += footprint(part)
    entries = []
    for status, shapes in bodies.items():
        style = STATUS_STYLES[status]
        if shapes:
            add_polygons(axes, shapes, style, zorder=2.9 if status == REMOVED else 3)
            entries.append(LegendEntry(label=words[f"plan.{status}"], patch=style))
    if extras:
        thin = {"facecolor": "none", "edgecolor": "#8a8a86"}
        add_polygons(axes, extras, thin, zorder=4)
    site = [
        shape
        for part in project.site_parts
        if part.kind not in NOT_OBSTRUCTING_PARTS
        for shape in footprint(part)
    ]
    if on_plan(site, axes):
        style = {"facecolor": SITE_COLOUR, "edgecolor": SITE_COLOUR}
        add_polygons(axes, site, style, zorder=3)
        entries.append(LegendEntry(label=words["plan.site_parts"], patch=style))
    return tuple(entries)


def on_plan(shapes: Sequence[shapely.Polygon], axes: "Axes") -> bool:
    """Whether any of the shapes can be seen (图幅内).

    Parameters
    ----------
    shapes : sequence of shapely.Polygon
        Shapes. [m]
    axes : matplotlib.axes.Axes
        The plan, with its limits.
    """
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    frame = shapely.box(left, low, right, high)
    return any(frame.intersects(shape) for shape in shapes)


def _standing(project: Project, states: Sequence[str]) -> list[Building]:
    """Buildings that stand in one of the states."""
    found = []
    for building in project.buildings:
        before = building.status not in NEW
        after = not building.removed_by_project
        if ("before" in states and before) or ("after" in states and after):
            found.append(building)
    return found


def draw_body_labels(
    axes: "Axes",
    project: Project,
    states: Sequence[str],
    words: Texts,
    metres_per_point: float,
) -> None:
    """Draw the labels of what stands in some states (标楼号).

    Parameters
    ----------
    axes, project, states, words
        As in :func:`draw_bodies`.
    metres_per_point : float
        Scale. [m/pt]
    """
    from sunlight.report.outlined import write_text

    for label in building_labels(
        _standing(project, states), words, metres_per_point=metres_per_point
    ):
        write_text(
            axes, (label.x, label.y), label.text, size=label.size, halo=2.4,
            zorder=8.0, clip=True,
        )  # fmt: skip
