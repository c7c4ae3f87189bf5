"""Shadows and their differences as pictures (阴影图)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import shapely

from sunlight.analyses.shadows import Shadow, ShadowDifference
from sunlight.assessment.subject import Subject
from sunlight.kinds import Status
from sunlight.report.aids.aid_sheet import (
    Layer,
    Panel,
    Sheet,
    polygons_in,
    sheet_figure,
)
from sunlight.report.aids.provenance import Provenance
from sunlight.report.aids.shadow_layers import outside_band_note, shadow_time
from sunlight.report.aids.sheet import sources_of, subtitle_of
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["difference_figure", "shadow_figure", "shadow_sheet"]

SHADE: Final = {"facecolor": "#a9b0ba", "edgecolor": "#5c646b"}
OWN_SHADE: Final = {"facecolor": "#cc79a7", "edgecolor": "#6b2f52"}
KEPT: Final = {"facecolor": "#dcdfe3", "edgecolor": "#b5b9be"}
ADDED: Final = {"facecolor": "#d55e00", "edgecolor": "#7d3700"}
REMOVED: Final = {"facecolor": "#56b4e9", "edgecolor": "#1d5f8a"}
"""Colours told apart by the colour-blind (M. Okabe and K. Ito, Color Universal Design,
2008)."""


def shadow_figure(
    shadows: Sequence[Shadow],
    subject: Subject,
    *,
    state: str,
    bounds: Sequence[float],
    provenance: Provenance,
    words: Texts,
) -> "Figure":
    """A plan a shadow, the project's own shadow told apart (阴影图).

    Parameters
    ----------
    shadows : sequence of Shadow
        Shadows on one plane.
    subject, state, provenance
        As in :func:`shadow_layer`.
    bounds : sequence of 4 floats
        Extent of the picture. [m]
    words : mapping
        Catalogue.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn without pyplot.
    """
    sheet = shadow_sheet(
        shadows, subject, state=state, bounds=bounds, provenance=provenance, words=words
    )
    return sheet_figure(sheet, words)


def shadow_sheet(
    shadows: Sequence[Shadow],
    subject: Subject,
    *,
    state: str,
    bounds: Sequence[float],
    provenance: Provenance,
    words: Texts,
) -> Sheet:
    """What the picture of shadows shows (阴影图内容).

    Parameters
    ----------
    shadows, subject, state, bounds, provenance, words
        As in :func:`shadow_figure`.
    """
    new = {
        b.id
        for b in subject.project.buildings
        if b.status in (Status.PROPOSED, Status.CONCURRENT)
    }
    panels, own_seen = [], False
    for shadow in shadows:
        own = shapely.union_all(
            [
                shape
                for owner, shape in zip(shadow.owners, shadow.by_owner, strict=True)
                if owner in new
            ]
        )
        only = shapely.difference(
            own,
            shapely.union_all(
                [
                    shape
                    for owner, shape in zip(shadow.owners, shadow.by_owner, strict=True)
                    if owner not in new
                ]
            ),
        )
        own_seen |= not only.is_empty
        layers = (
            Layer(shapes=polygons_in(shadow.outline, bounds), style=SHADE, zorder=1.0),
            Layer(shapes=polygons_in(only, bounds), style=OWN_SHADE, zorder=1.1),
        )
        panels.append(Panel(caption=_caption(shadow, words), layers=layers))
    entries = [LegendEntry(label=words["shadow.shade"], patch=SHADE)]
    if own_seen:
        entries.append(LegendEntry(label=words["shadow.own"], patch=OWN_SHADE))
    title = "title_band" if shadows[0].end > shadows[0].start else "title"
    states = (state,)
    outside = outside_band_note(shadows, subject, words)
    return _sheet(
        panels, entries, subject, states, bounds, title, provenance, outside, words
    )


def difference_figure(
    differences: Sequence[ShadowDifference],
    subject: Subject,
    *,
    bounds: Sequence[float],
    provenance: Provenance,
    words: Texts,
) -> "Figure":
    """A plan a difference: shadow that comes, goes and stays (阴影差集图).

    Parameters
    ----------
    differences : sequence of ShadowDifference
        Differences on one plane.
    subject, bounds, provenance, words
        As in :func:`shadow_figure`.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn without pyplot.
    """
    panels = []
    for one in differences:
        kept = shapely.intersection(one.before.outline, one.after.outline)
        layers = tuple(
            Layer(shapes=polygons_in(shape, bounds), style=style, zorder=zorder)
            for shape, style, zorder in (
                (kept, KEPT, 1.0),
                (one.removed, REMOVED, 1.1),
                (one.added, ADDED, 1.2),
            )
        )
        caption = words["shadow.difference_caption"].format(
            time=shadow_time(one.after),
            added=f"{one.added.area:.0f}",
            removed=f"{one.removed.area:.0f}",
        )
        panels.append(Panel(caption=caption, layers=layers))
    entries = [
        LegendEntry(label=words[f"shadow.{key}"], patch=style)
        for key, style in (("added", ADDED), ("removed", REMOVED), ("kept", KEPT))
    ]
    sheet = _sheet(
        panels,
        entries,
        subject,
        ("before", "after"),
        bounds,
        "title_difference",
        provenance,
        outside_band_note([one.after for one in differences], subject, words),
        words,
    )
    return sheet_figure(sheet, words)


def _sheet(
    panels: Sequence[Panel],
    entries: Sequence[LegendEntry],
    subject: Subject,
    states: tuple[str, ...],
    bounds: Sequence[float],
    title: str,
    provenance: Provenance,
    outside: str,
    words: Texts,
) -> Sheet:
    """Sheet of some plans; captions of a single one go into the legend."""
    if len(panels) == 1:
        entries = [*entries, LegendEntry(label=panels[0].caption)]
    label = str(provenance["label"])
    notes = [label, words["shadow.cut_note"]]
    if outside:
        notes.insert(1, outside)
    error = provenance["outline_error"]
    if isinstance(error, float) and error > 0.0:
        notes.insert(1, words["shadow.error_note"].format(error=f"{error:.3f}"))
    return Sheet(
        project=subject.project,
        states=states,
        bounds=bounds,
        panels=panels,
        groups=((words["shadow.legend"], tuple(entries)),),
        title=words[f"shadow.{title}"].format(
            name=subject.project.name, state=provenance["state"]
        ),
        subtitle=subtitle_of(provenance, words),
        label=label,
        notes=(*notes, str(provenance["coordinates"]), sources_of(provenance, words)),
    )


def _caption(shadow: Shadow, words: Texts) -> str:
    """Time and area of a shadow."""
    return words["shadow.caption"].format(
        time=shadow_time(shadow), area=f"{shadow.area:.0f}"
    )
