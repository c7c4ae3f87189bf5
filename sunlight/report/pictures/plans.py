"""Scope plan and site plan on paper (主客体范围图、总平面图)."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sunlight.assessment import Assessment
from sunlight.model.project import Building
from sunlight.report.pictures.lettering import Line, draw_lines, line_width
from sunlight.report.pictures.page import Page, Sheet, Side, map_axes
from sunlight.report.pictures.paper import MM_PER_POINT, Paper
from sunlight.report.pictures.regions import Region, scope_regions, site_regions
from sunlight.report.plan import draw_buildings, draw_grounds
from sunlight.report.plan_grounds import draw_ground_labels
from sunlight.report.plan_labels import Label, building_labels, building_texts
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.plan_shapes import body_shapes
from sunlight.report.scope_plan import (
    draw_scope,
    draw_scope_labels,
    scope_subtitle,
)
from sunlight.report.spacing import Spacing, spacings
from sunlight.report.texts import Texts
from sunlight.scope import Scope

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "metres_per_point", "part_title", "scope_sheets", "sheet_id", "site_sheets",
]  # fmt: skip

MOST_SPACINGS: Final = 60
COARSEST: Final = 2000
"""At a smaller scale spacings have no room."""
SMALL: Final = 4.5
"""Size of numbers that do not fit into their building. [pt]"""
SHARES: Final = (0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9)
"""Where the length is written on a dimension line, the first free place."""
SPACING_COLOUR: Final = "#a02c10"


def scope_sheets(
    assessment: Assessment, papers: tuple[Paper, Paper], words: Texts
) -> list[Sheet]:
    """Sheet of the scope plan (主客体范围图); none where there is no scope.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    papers : (Paper, Paper)
        Landscape and portrait.
    words : mapping
        Catalogue.
    """
    scope = assessment.scope
    if scope is None:
        return []
    count = len(assessment.project.buildings)
    regions = scope_regions(assessment, papers)
    return [
        Sheet(
            id=sheet_id("scope", number, len(regions)),
            kind="scope",
            title=part_title(
                words["pictures_scope.title"], number, len(regions), words
            ),
            alt=words["pictures_scope.alt"].format(count=count),
            subtitle=scope_subtitle(scope, words),
            paper=region.paper,
            scale=region.scale,
            north=True,
            paint=partial(
                _paint_scope, assessment=assessment, scope=scope, region=region
            ),
        )
        for number, region in enumerate(regions, start=1)
    ]


def site_sheets(
    assessment: Assessment, papers: tuple[Paper, Paper], words: Texts
) -> list[Sheet]:
    """Sheet of the site plan (总平面图).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    papers : (Paper, Paper)
        Landscape and portrait.
    words : mapping
        Catalogue.
    """
    count = len(assessment.project.buildings)
    regions = site_regions(assessment, papers)
    return [
        Sheet(
            id=sheet_id("site", number, len(regions)),
            kind="site",
            title=part_title(words["pictures_site.title"], number, len(regions), words),
            alt=words["pictures_site.alt"].format(count=count),
            subtitle=words["pictures_site.subtitle"],
            paper=region.paper,
            scale=region.scale,
            north=True,
            paint=partial(_paint_site, assessment=assessment, region=region),
        )
        for number, region in enumerate(regions, start=1)
    ]


def sheet_id(kind: str, number: int, count: int) -> str:
    """Id of a sheet, with a number where there are several (图纸编号).

    Parameters
    ----------
    kind : str
        Kind of drawing.
    number, count : int
        Number of the sheet, and how many there are.
    """
    return kind if count == 1 else f"{kind}-{number:02d}"


def part_title(title: str, number: int, count: int, words: Texts) -> str:
    """Title of a sheet, with a number where there are several (图名).

    Parameters
    ----------
    title : str
        Title of all of them.
    number, count : int
        Number of the sheet, and how many there are.
    words : mapping
        Catalogue.
    """
    if count == 1:
        return title
    return words["pictures.part"].format(title=title, number=number, count=count)


def metres_per_point(page: Page) -> float:
    """Scale of a page (图面每点的米数). [m/pt].

    Parameters
    ----------
    page : Page
        The sheet.
    """
    return (page.scale or 0) * MM_PER_POINT / 1000.0


def _paint_scope(
    page: Page, *, assessment: Assessment, scope: Scope, region: Region
) -> Side:
    """Draw the scope plan."""
    axes = map_axes(page, region.middle)
    groups = draw_scope(axes, scope, page.words)
    draw_scope_labels(axes, assessment.project, page.words, metres_per_point(page))
    notes = [page.words["scope.plan_aid"]]
    if region.beyond:
        notes.insert(0, page.words["pictures.beyond"].format(count=region.beyond))
    return Side(groups=groups, notes=tuple(notes))


def _paint_site(page: Page, *, assessment: Assessment, region: Region) -> Side:
    """Draw the site plan."""
    words, project = page.words, assessment.project
    axes = map_axes(page, region.middle)
    groups = [
        draw_grounds(axes, assessment, words),
        draw_buildings(axes, assessment, words),
    ]
    point = metres_per_point(page)
    draw_ground_labels(axes, assessment, words, point)
    labels = building_labels(
        project.buildings, words, metres_per_point=point, told=_told
    )
    lines = [
        Line(
            x=label.x,
            y=label.y + label.size * point * 1.15 * (0.5 * (count - 1) - i),
            text=text,
            size=label.size,
            align="center",
        )
        for label in labels
        for texts in (label.text.split("\n"),)
        for count in (len(texts),)
        for i, text in enumerate(texts)
    ]
    lines += _small_numbers(assessment, labels, point)
    found = spacings(project)
    shown = found[:MOST_SPACINGS] if (page.scale or 0) <= COARSEST else []
    if shown:
        _draw_spacings(page, axes, shown, lines)
        entry = LegendEntry(
            label=words["pictures_site.spacing"], line=(SPACING_COLOUR, 0.7)
        )
        groups.append((words["pictures_site.dimensions"], (entry,)))
    draw_lines(axes, lines, point=point, halo=2.0, clip=True)
    notes = _site_notes(assessment, len(found), len(shown), words)
    if region.beyond:
        notes = (words["pictures.beyond"].format(count=region.beyond), *notes)
    return Side(groups=tuple(groups), notes=notes)


def _small_numbers(
    assessment: Assessment, labels: Sequence[Label], point: float
) -> list[Line]:
    """Numbers of the buildings that have no label, small, where there is room."""
    told = {text.split("\n")[0].split(" ")[0] for text in (la.text for la in labels)}
    spots = [(label.x, label.y) for label in labels]
    lines = []
    for building in assessment.project.buildings:
        shapes = body_shapes(building)
        if building.id in told or not shapes:
            continue
        place = max(shapes, key=lambda s: float(s.area)).representative_point()
        half = line_width(building.id) * SMALL * point
        near = any(
            abs(x - place.x) < half and abs(y - place.y) < 2.0 * SMALL * point
            for x, y in spots
        )
        if not near:
            spots.append((place.x, place.y))
            lines.append(
                Line(
                    x=place.x, y=place.y, text=building.id, size=SMALL, align="center"
                )
            )  # fmt: skip
    return lines


def _site_notes(
    assessment: Assessment, found: int, shown: int, words: Texts
) -> tuple[str, ...]:
    """Small print of the site plan."""
    datum = assessment.project.site.height_datum
    notes = [
        words["pictures_site.datum"].format(datum=datum)
        if datum
        else words["pictures_site.no_datum"],
        words["pictures_site.labels_note"],
        words["pictures.aid"],
    ]
    if found > shown:
        notes.insert(
            1,
            words["pictures_site.spacing_left_out"].format(
                shown=shown, rest=found - shown
            )
            if shown
            else words["pictures_site.spacing_small"],
        )
    return tuple(notes)


def _told(building: Building, words: Texts) -> Sequence[str]:
    """Texts about a building with the level of its ±0.00, the fullest first."""
    plain = building_texts(building, words)
    if np.isnan(building.zero_level):
        return plain
    level = words["pictures_site.level"].format(level=f"{building.zero_level:.2f}")
    return [*(f"{text}\n{level}" for text in plain[:-1]), *plain]


def _draw_spacings(
    page: Page, axes: "Axes", found: Sequence[Spacing], texts: Sequence[Line]
) -> None:
    """Draw dimension lines with their lengths, away from other texts."""
    from matplotlib.collections import LineCollection

    point = metres_per_point(page)
    strokes: list[Any] = []
    lines: list[Line] = []
    for one in found:
        (x0, y0), (x1, y1) = one.start, one.end
        along = np.array([x1 - x0, y1 - y0]) / max(one.length, 1e-9)
        tick = np.array([-along[1], along[0]]) * 3.0 * point
        strokes.append([one.start, one.end])
        for x, y in (one.start, one.end):
            strokes.append([(x - tick[0], y - tick[1]), (x + tick[0], y + tick[1])])
        angle = float(np.degrees(np.arctan2(along[1], along[0])))
        spots = [
            Line(
                x=x0 + share * (x1 - x0), y=y0 + share * (y1 - y0),
                text=f"{one.length:.2f}", size=6.0, align="center",
                angle=(angle + 89.0) % 180.0 - 89.0, colour=SPACING_COLOUR,
            )
            for share in SHARES
        ]  # fmt: skip
        near = [_nearest(spot, [*texts, *lines], point) for spot in spots]
        free = [spot for spot, room in zip(spots, near, strict=True) if room > 1.0]
        lines.append(free[0] if free else spots[int(np.argmax(near))])
    axes.add_collection(
        LineCollection(strokes, colors=SPACING_COLOUR, linewidths=0.5, zorder=6.0),
        autolim=False,
    )
    draw_lines(axes, lines, point=point, halo=2.0, zorder=7.0, clip=True)


def _nearest(line: Line, others: Sequence[Line], point: float) -> float:
    """Distance of a text from others, 1 where it touches one."""
    room = np.inf
    for other in others:
        half = (line_width(other.text) * other.size + 14.0) * point / 2.0
        high = (other.size + 12.0) * point / 2.0 + 2.0 * point
        apart = max(abs(line.x - other.x) / half, abs(line.y - other.y) / high)
        room = min(room, apart)
    return float(room)
