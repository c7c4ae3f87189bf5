"""Shadows and their differences as files and pictures (阴影成果)."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import shapely
from shapely.geometry.base import BaseGeometry

from sunlight import __version__
from sunlight.analyses.shadows import Shadow, ShadowDifference
from sunlight.assessment.subject import Subject
from sunlight.kinds import Status
from sunlight.report.aids.aid_sheet import (
    Layer,
    Panel,
    Sheet,
    png_bytes,
    polygons_in,
    sheet_figure,
)
from sunlight.report.aids.isochrones import plane_subtitle
from sunlight.report.aids.vector_files import (
    Outline,
    aid_provenance,
    building_outlines,
    outlines_geojson,
    png_metadata,
    write_geopackage,
)
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.segments import time_band
from sunlight.report.texts import Texts, texts
from sunlight.rules import Language
from sunlight.solar.true_time import clock_label

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "difference_figure",
    "difference_outlines",
    "shadow_figure",
    "shadow_outlines",
    "shadow_time",
    "write_shadow_differences",
    "write_shadows",
]

SHADE: Final = {"facecolor": "#a9b0ba", "edgecolor": "#5c646b"}
OWN_SHADE: Final = {"facecolor": "#cc79a7", "edgecolor": "#6b2f52"}
KEPT: Final = {"facecolor": "#dcdfe3", "edgecolor": "#b5b9be"}
ADDED: Final = {"facecolor": "#d55e00", "edgecolor": "#7d3700"}
REMOVED: Final = {"facecolor": "#56b4e9", "edgecolor": "#1d5f8a"}
"""Colours told apart by the colour-blind (M. Okabe and K. Ito, Color Universal Design,
2008)."""


def write_shadows(
    shadows: Sequence[Shadow],
    subject: Subject,
    folder: Path,
    *,
    state: str,
    bounds: Sequence[float],
    lang: Language = "zh",
    geopackage: bool = False,
) -> None:
    """Write shadows as GeoJSON, PNG and, if asked for, GeoPackage (写阴影).

    Parameters
    ----------
    shadows : sequence of Shadow
        Shadows on one plane.
    subject : Subject
        What was looked at.
    folder : Path
        Folder that is there: ``shadows.geojson``, ``.png`` and ``.gpkg``.
    state : {'before', 'after'}
        State they hold for.
    bounds : sequence of 4 floats
        Extent of the picture. [m]
    lang : {'zh', 'en'}
        Language of the picture.
    geopackage : bool
        Whether a GeoPackage is written too.

    Raises
    ------
    MissingExtraError
        If a GeoPackage is asked for without geopandas or pyogrio.
    """
    outlines = [
        *(o for shadow in shadows for o in shadow_outlines(shadow)),
        *building_outlines(subject, state),
    ]
    figure = shadow_figure(shadows, subject, state=state, bounds=bounds, lang=lang)
    _write("shadows", outlines, figure, shadows, subject, folder, state, geopackage)


def write_shadow_differences(
    differences: Sequence[ShadowDifference],
    subject: Subject,
    folder: Path,
    *,
    bounds: Sequence[float],
    lang: Language = "zh",
    geopackage: bool = False,
) -> None:
    """Write shadow differences as GeoJSON, PNG and perhaps GeoPackage (写阴影差集).

    Parameters
    ----------
    differences : sequence of ShadowDifference
        Differences on one plane.
    subject, folder, bounds, lang, geopackage
        As in :func:`write_shadows`; the files are ``shadow_difference.*``.

    Raises
    ------
    MissingExtraError
        If a GeoPackage is asked for without geopandas or pyogrio.
    """
    outlines = [
        *(o for one in differences for o in difference_outlines(one)),
        *building_outlines(subject, "after"),
    ]
    figure = difference_figure(differences, subject, bounds=bounds, lang=lang)
    after = [one.after for one in differences]
    _write(
        "shadow_difference",
        outlines,
        figure,
        after,
        subject,
        folder,
        "difference",
        geopackage,
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
    lang: Language = "zh",
) -> "Figure":
    """A plan a shadow, the project's own shadow told apart (阴影图).

    Parameters
    ----------
    shadows : sequence of Shadow
        Shadows on one plane.
    subject, state, bounds, lang
        As in :func:`write_shadows`.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn without pyplot.
    """
    words = texts(lang)
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
    sheet = _sheet(panels, entries, shadows, subject, state, bounds, title, words)
    return sheet_figure(sheet, words)


def difference_figure(
    differences: Sequence[ShadowDifference],
    subject: Subject,
    *,
    bounds: Sequence[float],
    lang: Language = "zh",
) -> "Figure":
    """A plan a difference: shadow that comes, goes and stays (阴影差集图).

    Parameters
    ----------
    differences : sequence of ShadowDifference
        Differences on one plane.
    subject, bounds, lang
        As in :func:`write_shadows`.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn without pyplot.
    """
    words = texts(lang)
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
    after = [one.after for one in differences]
    sheet = _sheet(
        panels,
        entries,
        after,
        subject,
        "difference",
        bounds,
        "title_difference",
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


def _write(
    name: str,
    outlines: Sequence[Outline],
    figure: "Figure",
    shadows: Sequence[Shadow],
    subject: Subject,
    folder: Path,
    state: str,
    geopackage: bool,  # noqa: FBT001 -- passed on
) -> None:
    """Write the files of one name."""
    provenance = aid_provenance(
        subject,
        {
            "state": state,
            "plane_elevation": shadows[0].z,
            "times": [[shadow.start, shadow.end] for shadow in shadows],
            "outline_error": max(shadow.error for shadow in shadows),
        },
    )
    text = outlines_geojson(outlines, subject, provenance)
    (folder / f"{name}.geojson").write_text(text, encoding="utf-8")
    if geopackage:
        write_geopackage(outlines, folder / f"{name}.gpkg", provenance)
    picture = png_bytes(figure, png_metadata(subject, provenance))
    (folder / f"{name}.png").write_bytes(picture)


def _sheet(
    panels: Sequence[Panel],
    entries: Sequence[LegendEntry],
    shadows: Sequence[Shadow],
    subject: Subject,
    state: str,
    bounds: Sequence[float],
    title: str,
    words: Texts,
) -> Sheet:
    """Sheet of some plans; captions of a single one go into the legend."""
    if len(panels) == 1:
        entries = [*entries, LegendEntry(label=panels[0].caption)]
    notes = [words["notes.aids"], words["shadow.cut_note"]]
    error = max(shadow.error for shadow in shadows)
    if error > 0.0:
        notes.insert(1, words["shadow.error_note"].format(error=f"{error:.3f}"))
    sources = words["plan.sources"].format(
        rules=subject.project.rules, engine=__version__
    )
    return Sheet(
        project=subject.project,
        states=("before", "after") if state == "difference" else (state,),
        bounds=bounds,
        panels=panels,
        groups=((words["shadow.legend"], tuple(entries)),),
        title=words[f"shadow.{title}"].format(name=subject.project.name),
        subtitle=plane_subtitle(subject, shadows[0].z, state, words),
        notes=(*notes, sources),
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
        "plane_elevation": shadow.z,
        "outline_error": shadow.error,
    }


def _area(
    kind: str, shape: BaseGeometry, figures: dict[str, str | float | None]
) -> Outline:
    """An outline with its area."""
    return Outline(kind=kind, shape=shape, figures={**figures, "area": shape.area})
