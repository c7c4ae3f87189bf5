"""Shadows and their differences as files and pictures (阴影成果)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import shapely
from shapely.geometry.base import BaseGeometry

from sunlight.analyses.basis import basis_of
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
from sunlight.report.aids.georeference import Georeference
from sunlight.report.aids.layers import Layer as FileLayer
from sunlight.report.aids.outlines import Outline, building_outlines, outline_layer
from sunlight.report.aids.provenance import Provenance, provenance_of
from sunlight.report.aids.sheet import sources_of, subtitle_of
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.segments import time_band
from sunlight.report.texts import Texts
from sunlight.solar.true_time import clock_label

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "difference_figure",
    "difference_layer",
    "difference_outlines",
    "outside_band_note",
    "shadow_figure",
    "shadow_layer",
    "shadow_outlines",
    "shadow_provenance",
    "shadow_time",
]

SHADE: Final = {"facecolor": "#a9b0ba", "edgecolor": "#5c646b"}
OWN_SHADE: Final = {"facecolor": "#cc79a7", "edgecolor": "#6b2f52"}
KEPT: Final = {"facecolor": "#dcdfe3", "edgecolor": "#b5b9be"}
ADDED: Final = {"facecolor": "#d55e00", "edgecolor": "#7d3700"}
REMOVED: Final = {"facecolor": "#56b4e9", "edgecolor": "#1d5f8a"}
"""Colours told apart by the colour-blind (M. Okabe and K. Ito, Color Universal Design,
2008)."""


def shadow_layer(
    shadows: Sequence[Shadow],
    subject: Subject,
    name: str,
    *,
    state: str,
    provenance: Provenance,
) -> FileLayer:
    """Shadows and buildings, ready for any file format (阴影图层).

    Parameters
    ----------
    shadows : sequence of Shadow
        Shadows on one plane.
    subject : Subject
        What was looked at.
    name : str
        Name of the layer and of its files.
    state : {'before', 'after'}
        State they hold for.
    provenance : dict
        Of :func:`shadow_provenance`.
    """
    outlines = [o for shadow in shadows for o in shadow_outlines(shadow)]
    outlines += building_outlines(subject, state)
    return outline_layer(outlines, name, provenance)


def difference_layer(
    differences: Sequence[ShadowDifference],
    subject: Subject,
    name: str,
    *,
    provenance: Provenance,
) -> FileLayer:
    """Shadow differences and buildings after, ready for any format (阴影差集图层).

    Parameters
    ----------
    differences : sequence of ShadowDifference
        Differences on one plane.
    subject, name, provenance
        As in :func:`shadow_layer`.
    """
    outlines = [o for one in differences for o in difference_outlines(one)]
    outlines += building_outlines(subject, "after")
    return outline_layer(outlines, name, provenance)


def shadow_provenance(
    shadows: Sequence[Shadow],
    subject: Subject,
    *,
    state: str,
    height: str,
    place: Georeference,
    words: Texts,
) -> Provenance:
    """Where shadows come from: what every aid tells, times and error (来源).

    Parameters
    ----------
    shadows : sequence of Shadow
        Shadows on one plane; of a difference, those after.
    subject : Subject
        What was looked at.
    state : {'before', 'after', 'difference'}
        State they hold for.
    height : str
        The plane, in words.
    place : Georeference
        Where coordinates lie.
    words : mapping
        Catalogue.
    """
    counting = subject.conditions
    return provenance_of(
        subject.project,
        basis_of(
            subject.path,
            shortest=counting.shortest_segment,
            segments=counting.segments,
        ),
        kind="shadow",
        state=state,
        height=height,
        spacing=None,
        place=place,
        words=words,
        figures={
            "plane_z": shadows[0].z,
            "true_solar_time": ", ".join(shadow_time(shadow) for shadow in shadows),
            "outline_error": max(shadow.error for shadow in shadows),
        },
    )


def shadow_outlines(shadow: Shadow) -> list[Outline]:
    """The shadow, its sure part and whose it is (阴影要素).

    Parameters
    ----------
    shadow : Shadow
        A shadow.
    """
    figures = _figures(shadow)
    found = [_area("shadow", shadow.outline, figures)]
    if shadow.error > 0.0:
        found.append(_area("shadow_inner", shadow.inner, figures))
    for owner, shape in zip(shadow.owners, shadow.by_owner, strict=True):
        found.append(_area("shadow_of", shape, {**figures, "owner": owner}))
    return found


def difference_outlines(difference: ShadowDifference) -> list[Outline]:
    """What comes into the shadow, and what leaves it (阴影差集要素).

    Parameters
    ----------
    difference : ShadowDifference
        A difference.
    """
    figures = _figures(difference.after)
    return [
        _area("shadow_added", difference.added, figures),
        _area("shadow_removed", difference.removed, figures),
        _area("shadow_before", difference.before.outline, figures),
        _area("shadow_after", difference.after.outline, figures),
    ]


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
    sheet = _sheet(
        panels, entries, subject, states, bounds, title, provenance, outside, words
    )
    return sheet_figure(sheet, words)


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


def shadow_time(shadow: Shadow) -> str:
    """Instant or band of a shadow as a clock of true solar time reads it (时刻).

    Parameters
    ----------
    shadow : Shadow
        A shadow.
    """
    if shadow.end > shadow.start:
        return time_band((shadow.start, shadow.end))
    return clock_label(shadow.start)


def outside_band_note(shadows: Sequence[Shadow], subject: Subject, words: Texts) -> str:
    """Words where an instant lies outside the counted band, else nothing (时间带外).

    Parameters
    ----------
    shadows : sequence of Shadow
        Shadows.
    subject : Subject
        For its band.
    words : mapping
        Catalogue.
    """
    low, high = subject.path.band
    times = [shadow_time(s) for s in shadows if s.start < low or s.end > high]
    if not times:
        return ""
    return words["shadow.outside_band"].format(
        times=", ".join(times), band=time_band(subject.path.band)
    )


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


def _figures(shadow: Shadow) -> dict[str, str | float | None]:
    """Figures of a shadow for its outlines."""
    return {
        "start_minute": shadow.start,
        "end_minute": shadow.end,
        "true_solar_time": shadow_time(shadow),
        "plane_z": shadow.z,
        "outline_error": shadow.error,
    }


def _area(
    kind: str, shape: BaseGeometry, figures: dict[str, str | float | None]
) -> Outline:
    """An outline with its area."""
    return Outline(kind=kind, shape=shape, figures={**figures, "area": shape.area})
