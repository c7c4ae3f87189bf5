"""Isochrones and shadows on paper: aids, never the basis of a conclusion (辅助图)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import shapely

from sunlight.analyses.isochrones import isochrones
from sunlight.analyses.planes import Plane, plane_of
from sunlight.analyses.shadows import hourly_shadows
from sunlight.assessment import Assessment
from sunlight.assessment.subject import Subject
from sunlight.kinds import Status, Use
from sunlight.model.project import Project
from sunlight.report.aids.aid_bodies import draw_body_labels
from sunlight.report.aids.aid_sheet import Sheet as AidSheet
from sunlight.report.aids.aid_sheet import draw_marks, draw_panel
from sunlight.report.aids.georeference import georeference
from sunlight.report.aids.isochrones import isochrone_provenance, isochrone_sheet
from sunlight.report.aids.provenance import plane_words
from sunlight.report.aids.shadow_layers import shadow_provenance
from sunlight.report.aids.shadows import shadow_sheet
from sunlight.report.pictures.lazy import Shared
from sunlight.report.pictures.lettering import Line, draw_lines
from sunlight.report.pictures.page import Page, Sheet, Side, drawing_box, map_axes
from sunlight.report.pictures.paper import MM_PER_POINT, Box, Paper, fitting_scale
from sunlight.report.pictures.plans import metres_per_point, part_title, sheet_id
from sunlight.report.pictures.regions import Bounds, Region, region_of, site_regions
from sunlight.report.pictures.title_block import days_told
from sunlight.report.standards import threshold_of
from sunlight.report.texts import Texts
from sunlight.rules import uses_with_standard

__all__ = ["aid_use", "isochrone_sheets", "shadow_sheets"]

LARGEST_SIDE: Final = 600.0
"""A plan of an aid shows at most a square of this size round the project. [m]"""
ON_PAPER: Final = 1.0
"""Lines are within this of their true place on paper. [mm]"""
SILL: Final = 0.9
"""Height of the plane of isochrones above ±0.00. [m]"""
SPARE: Final = 20.0
"""Room round the buildings. [m]"""
CAPTION: Final = 5.0
PANEL_GAP: Final = 3.0
GRIDS: Final = {"A3": ((3, 3), (2, 2)), "A4": ((2, 2), (2, 1), (1, 1))}
"""Columns and rows of shadows on a sheet, as many as possible first."""
COARSEST: Final = 2000
"""Fewer shadows stand on a sheet, if they are then drawn at this scale or larger."""
NEW: Final = (Status.PROPOSED, Status.CONCURRENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aid:
    """What the sheets of an aid share."""

    shared: Shared
    use: Use
    plane: Plane
    state: str
    region: Region
    cut: bool


def aid_use(assessment: Assessment) -> Use:
    """Use on whose day the aids look: dwellings, if any window is theirs (标准日用途).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    """
    project = assessment.project
    standards = uses_with_standard(assessment.rules)
    uses: list[Use] = [b.use for b in project.buildings]
    with_windows = [uses[i] for i in np.unique(project.windows.building).tolist()]
    use: Use
    for use in (Use.RESIDENTIAL, *with_windows):
        if use in with_windows and use in standards:
            return use
    return Use.RESIDENTIAL


def isochrone_sheets(
    assessment: Assessment,
    papers: tuple[Paper, Paper],
    words: Texts,
    shared: Shared,
) -> list[Sheet]:
    """Sheets of the isochrones before and after (等时线图).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    papers : (Paper, Paper)
        Landscape and portrait.
    words : mapping
        Catalogue.
    shared : Shared
        For the scene.
    """
    plane = _plane(assessment.project, SILL)
    if plane is None:
        return []
    hours = _hours(assessment)
    regions = _regions(assessment, papers)
    sheets = []
    for state in _states(assessment.project):
        told = words[f"grids.{state}"]
        title = words["pictures_aids.isochrone_title"].format(state=told)
        for number, (region, cut) in enumerate(regions, start=1):
            aid = _Aid(
                shared=shared, use=aid_use(assessment), plane=plane, state=state,
                region=region, cut=cut,
            )  # fmt: skip
            sheets.append(
                Sheet(
                    id=sheet_id(f"isochrone-{state}", number, len(regions)),
                    kind="isochrone",
                    title=part_title(title, number, len(regions), words),
                    alt=words["pictures_aids.isochrone_alt"].format(
                        level=f"{plane.elevation:.2f}",
                        hours=words["front.comma"].join(f"{hour:g}" for hour in hours),
                        state=told,
                    ),
                    subtitle=_subtitle(assessment, aid, words),
                    paper=region.paper,
                    scale=region.scale,
                    north=True,
                    label=words["grids.label"],
                    paint=partial(_paint_isochrones, aid=aid, hours=hours),
                )
            )
    return sheets


def shadow_sheets(
    assessment: Assessment,
    papers: tuple[Paper, Paper],
    words: Texts,
    shared: Shared,
) -> list[Sheet]:
    """Sheets of the shadows at the full hours, after the project (逐时阴影图).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    papers : (Paper, Paper)
        Landscape and portrait; these lie.
    words : mapping
        Catalogue.
    shared : Shared
        For the scene.
    """
    plane = _plane(assessment.project, 0.0)
    if plane is None:
        return []
    paper, state = papers[0], "after"
    hours = _full_hours(assessment)
    title = words["pictures_aids.shadow_title"].format(state=words[f"grids.{state}"])
    laid = []
    for region, cut in _regions(assessment, papers):
        grid, scale = _grid(paper, region)
        size = grid[0] * grid[1]
        for first in range(0, len(hours), size):
            laid.append((region, cut, grid, scale, tuple(hours[first : first + size])))
    sheets = []
    for number, (region, cut, grid, scale, minutes) in enumerate(laid, start=1):
        aid = _Aid(
            shared=shared, use=aid_use(assessment), plane=plane, state=state,
            region=region, cut=cut,
        )  # fmt: skip
        sheets.append(
            Sheet(
                id=sheet_id("shadow", number, len(laid)),
                kind="shadow",
                title=part_title(title, number, len(laid), words),
                alt=words["pictures_aids.shadow_alt"].format(
                    times=words["front.comma"].join(
                        f"{minute / 60:.0f}:00" for minute in minutes
                    ),
                    level=f"{plane.elevation:.2f}",
                    state=words[f"grids.{state}"],
                ),
                subtitle=_subtitle(assessment, aid, words),
                paper=paper,
                scale=scale,
                north=True,
                label=words["grids.label"],
                paint=partial(_paint_shadows, aid=aid, minutes=minutes, grid=grid),
            )
        )
    return sheets


def _grid(paper: Paper, region: Region) -> tuple[tuple[int, int], int]:
    """Columns and rows of shadows on a sheet, and the scale they have."""
    x0, y0, x1, y1 = region.bounds
    grids = GRIDS[paper.name]
    found = []
    for grid in grids:
        cell = _cells(paper, grid)[0]
        for spare in (0.0, 2.0 * SPARE):
            extent = (max(x1 - x0 - spare, 1.0), max(y1 - y0 - spare, 1.0))
            scale = fitting_scale(extent, (cell.width, cell.height), least=500)
            if scale <= COARSEST:
                return grid, scale
            found.append((grid, scale))
    return found[0]


def _states(project: Project) -> tuple[str, ...]:
    """States that differ: before only where the project changes something."""
    changes = any(b.status in NEW or b.removed_by_project for b in project.buildings)
    return ("before", "after") if changes else ("after",)


def _plane(project: Project, above: float) -> Plane | None:
    """Level above ±0.00 (or above the ground, for 0) of the lowest new building."""
    chosen = [b for b in project.buildings if b.status in NEW] or project.buildings
    levels = []
    for building in chosen:
        zero, ground = building.zero_level, building.outdoor_ground
        first, second = (zero, ground) if above else (ground, zero)
        level = second if math.isnan(first) else first
        if not math.isnan(level):
            levels.append(level)
    if not levels:
        return None
    return plane_of(project, elevation=round(min(levels) + above, 3))


def _hours(assessment: Assessment) -> tuple[float, ...]:
    """Hours of the lines: the standard, and one and a half times as much."""
    standard = threshold_of(assessment) / 60.0
    return tuple(share * standard for share in (1.0, 1.5))


def _full_hours(assessment: Assessment) -> list[float]:
    """Full hours of the band of the first day that has windows. [min]."""
    run = next((r for r in assessment.runs if len(r.windows)), assessment.runs[0])
    first, last = run.path.lit_band
    low, high = math.ceil(first / 60.0 - 1e-9), math.floor(last / 60.0 + 1e-9)
    return [60.0 * hour for hour in range(low, high + 1)]


def _regions(
    assessment: Assessment, papers: tuple[Paper, Paper]
) -> list[tuple[Region, bool]]:
    """Sheets with room round the buildings; whether each is cut."""
    found = []
    for region in site_regions(assessment, papers):
        x0, y0, x1, y1 = region.bounds
        bounds = (x0 - SPARE, y0 - SPARE, x1 + SPARE, y1 + SPARE)
        kept = _cut(assessment.project, bounds)
        found.append((region_of(kept, papers), kept != bounds))
    return found


def _cut(project: Project, bounds: Bounds) -> Bounds:
    """Bounds that are no larger than the greatest side, round the new buildings."""
    x0, y0, x1, y1 = bounds
    if max(x1 - x0, y1 - y0) <= LARGEST_SIDE:
        return bounds
    box = shapely.box(*bounds)
    new = [
        part.polygon
        for b in project.buildings
        if b.status in NEW
        for part in b.parts
        if part.polygon is not None and part.polygon.intersects(box)
    ]
    middle = shapely.box(*shapely.total_bounds(new)).centroid if new else box.centroid
    half = LARGEST_SIDE / 2.0
    return (
        max(x0, middle.x - half), max(y0, middle.y - half),
        min(x1, middle.x + half), min(y1, middle.y + half),
    )  # fmt: skip


def _subtitle(assessment: Assessment, aid: _Aid, words: Texts) -> str:
    """Day and level."""
    day = days_told(assessment, words).split(words["cells.separator"])[0]
    return words["cells.separator"].join([day, plane_words(aid.plane, words)])


def _paint_isochrones(page: Page, *, aid: _Aid, hours: tuple[float, ...]) -> Side:
    """Draw the isochrones of a region."""
    words, subject = page.words, aid.shared.subject(aid.use)
    accuracy = ON_PAPER * (page.scale or 1) / 1000.0
    band = (subject.path.lit_band[1] - subject.path.lit_band[0]) / 60.0
    lines = isochrones(
        shapely.box(*aid.region.bounds),
        subject.obstructions(aid.state),
        subject.path,
        z=aid.plane.elevation,
        hours=[hour for hour in hours if hour <= band],
        shortest=subject.conditions.shortest_segment,
        segments=subject.conditions.segments,
        accuracy=accuracy,
    )
    told = isochrone_provenance(
        lines, subject, state=aid.state, height=plane_words(aid.plane, words),
        place=georeference(subject.project, crs=""), words=words,
    )  # fmt: skip
    sheet = isochrone_sheet(
        lines, subject, state=aid.state, provenance=told, words=words
    )
    axes = map_axes(page, aid.region.middle)
    entries = draw_panel(axes, sheet, sheet.panels[0], words)
    draw_body_labels(axes, subject.project, sheet.states, words, metres_per_point(page))
    draw_marks(axes, sheet.panels[0].marks, size=7.0)
    groups = (*sheet.groups, (words["plan.buildings"], entries))
    level = words["pictures_aids.level"].format(
        source=words["pictures_aids.level_sill"]
    )
    return Side(groups=groups, notes=(level, *_cut_note(aid, words), *sheet.notes))


def _cut_note(aid: _Aid, words: Texts) -> tuple[str, ...]:
    """That the plan does not show all."""
    if not aid.cut:
        return ()
    return (words["pictures_aids.cut"].format(side=f"{LARGEST_SIDE:g}"),)


def _cells(paper: Paper, grid: tuple[int, int]) -> list[Box]:
    """Boxes of the panels of a sheet under their captions."""
    box = drawing_box(paper)
    columns, rows = grid
    wide = (box.width - PANEL_GAP * (columns - 1)) / columns
    high = box.height / rows
    return [
        Box(
            left=box.left + column * (wide + PANEL_GAP),
            low=box.top - (row + 1) * high,
            width=wide,
            height=high - CAPTION,
        )
        for row in range(rows)
        for column in range(columns)
    ]


def _paint_shadows(
    page: Page, *, aid: _Aid, minutes: tuple[float, ...], grid: tuple[int, int]
) -> Side:
    """Draw the shadows of some instants."""
    words, subject = page.words, aid.shared.subject(aid.use)
    sheet = _shadows(aid, subject, minutes, words)
    captions: list[Line] = []
    entries: Sequence[object] = ()
    for panel, cell in zip(sheet.panels, _cells(page.paper, grid), strict=False):
        axes = map_axes(page, aid.region.middle, box=cell)
        entries = draw_panel(axes, sheet, panel, words)
        draw_body_labels(
            axes, subject.project, sheet.states, words, metres_per_point(page)
        )
        caption = panel.caption or sheet.groups[0][1][-1].label
        captions.append(Line(x=cell.left, y=cell.top + 2.2, text=caption, size=7.0))
    draw_lines(page.axes, captions, point=MM_PER_POINT)
    groups = (*sheet.groups, (words["plan.buildings"], tuple(entries)))
    notes = (
        words["pictures_aids.level"].format(source=words["pictures_aids.level_ground"]),
        words["pictures_aids.only_own"].format(scale=page.scale),
        *_cut_note(aid, words),
        *sheet.notes,
    )
    return Side(groups=groups, notes=notes)  # type: ignore[arg-type]


def _shadows(
    aid: _Aid, subject: Subject, minutes: tuple[float, ...], words: Texts
) -> AidSheet:
    """What the plans of shadows show."""
    found = hourly_shadows(
        subject.obstructions(aid.state), subject.path, z=aid.plane.elevation,
        minutes=minutes,
    )  # fmt: skip
    told = shadow_provenance(
        found, subject, state=aid.state, height=plane_words(aid.plane, words),
        place=georeference(subject.project, crs=""), words=words,
    )  # fmt: skip
    return shadow_sheet(
        found, subject, state=aid.state, bounds=aid.region.bounds, provenance=told,
        words=words,
    )  # fmt: skip
