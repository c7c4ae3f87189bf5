"""Façade sheets: every window in its place, coloured, with its minutes (立面日照图)."""

from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from sunlight.assessment import Assessment
from sunlight.report.pictures.classes import class_legend
from sunlight.report.pictures.elevations import (
    HEAD_ABOVE_FLOOR,
    Elevation,
    elevations,
)
from sunlight.report.pictures.facade_painting import (
    FLOOR_ROOM,
    FOOT_ROOM,
    HEAD_ROOM,
    Facade,
    paint_facade,
)
from sunlight.report.pictures.order import drawn_buildings, names_told
from sunlight.report.pictures.packing import Spot, packed
from sunlight.report.pictures.page import Page, Sheet, Side, drawing_box
from sunlight.report.pictures.paper import Box, Paper, fitting_scale
from sunlight.report.pictures.title_block import days_told
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.texts import Texts
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["facade_sheets"]

FRAMED: Final = {"facecolor": "#ffffff", "edgecolor": "#111111"}
LARGEST: Final = 300
"""Façades are not drawn larger than at this scale."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Placed:
    """A façade and where it stands on its sheet."""

    facade: Facade
    spot: Spot
    size: tuple[float, float]


def facade_sheets(
    assessment: Assessment,
    papers: tuple[Paper, Paper],
    words: Texts,
    *,
    most: int,
) -> list[Sheet]:
    """Sheets of all façades with windows, building by building (立面日照图).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    papers : (Paper, Paper)
        Landscape and portrait; these lie.
    words : mapping
        Catalogue.
    most : int
        Sheets at most; buildings with failing units, then those with changed windows,
        come first.
    """
    paper = papers[0]
    box = drawing_box(paper)
    made: list[tuple[int, list[_Placed]]] = []
    for scale, facades in _by_scale(assessment, box, words):
        sizes = [_size(facade.elevation, scale) for facade in facades]
        for spots in packed(sizes, (box.width, box.height)):
            placed = [
                _Placed(facade=facades[s.item], spot=s, size=sizes[s.item])
                for s in spots
            ]
            made.append((scale, placed))
    rest = made[most:]
    left_out = names_told(
        assessment.project,
        {p.facade.elevation.building for _, sheet in rest for p in sheet},
        words,
    )
    return [
        _sheet(
            assessment, paper, words, scale, placed, number, len(made),
            left_out if number == most and rest else "", most,
        )
        for number, (scale, placed) in enumerate(made[:most], start=1)
    ]  # fmt: skip


def _by_scale(
    assessment: Assessment, box: Box, words: Texts
) -> list[tuple[int, list[Facade]]]:
    """Façades in their order, those next to each other of one scale together."""
    groups: list[tuple[int, list[Facade]]] = []
    for building in drawn_buildings(assessment):
        found = [
            facade
            for elevation in elevations(assessment.project, building)
            for facade in _facades(assessment, elevation, words)
        ]
        if not found:
            continue
        wide = max(f.elevation.span[1] - f.elevation.span[0] for f in found)
        high = max(f.elevation.levels[1] - f.elevation.levels[0] for f in found)
        room = (box.width - FLOOR_ROOM, box.height - HEAD_ROOM - FOOT_ROOM)
        scale = fitting_scale((wide, high), room, least=LARGEST)
        if groups and groups[-1][0] == scale:
            groups[-1][1].extend(found)
        else:
            groups.append((scale, found))
    return groups


def _facades(
    assessment: Assessment, elevation: Elevation, words: Texts
) -> list[Facade]:
    """The façade before and after; once where nothing changes or one does not exist."""
    results, rows = assessment.windows, elevation.rows
    before, after = results.minutes_before[rows], results.minutes_after[rows]
    has_before, has_after = np.isfinite(before).any(), np.isfinite(after).any()
    if has_before and has_after:
        same = np.isclose(
            before, after, rtol=0.0, atol=THRESHOLD_NOISE_MIN, equal_nan=True
        )
        states = ["same"] if same.all() else ["before", "after"]
    else:
        states = ["before"] if has_before else ["after"]
    building = assessment.project.buildings[elevation.building]
    towards = words[f"grids.octant_{elevation.octant}"]
    if elevation.number:
        towards += f"{elevation.number}"
    return [
        Facade(
            elevation=elevation,
            state=state,
            caption=words["pictures_facade.item"].format(
                building=building.id,
                towards=towards,
                state=words[f"pictures_facade.{state}"],
            ),
        )
        for state in states
    ]


def _size(elevation: Elevation, scale: int) -> tuple[float, float]:
    """Width and height with labels. [mm]."""
    unit = 1000.0 / scale
    return (
        (elevation.span[1] - elevation.span[0]) * unit + FLOOR_ROOM,
        (elevation.levels[1] - elevation.levels[0]) * unit + HEAD_ROOM + FOOT_ROOM,
    )


def _sheet(
    assessment: Assessment,
    paper: Paper,
    words: Texts,
    scale: int,
    placed: list[_Placed],
    number: int,
    count: int,
    left_out: str,
    most: int,
) -> Sheet:
    """One sheet of façades."""
    project = assessment.project
    names = names_told(project, {p.facade.elevation.building for p in placed}, words)
    note = ""
    if left_out:
        note = words["pictures.left_out_sheets"].format(
            all=count, shown=most, rest=count - most, units=left_out
        )
    return Sheet(
        id=f"facade-{number:02d}",
        kind="facade",
        title=words["pictures_facade.title_of"].format(buildings=names),
        alt=words["pictures_facade.alt"].format(buildings=names),
        subtitle=words["pictures_facade.subtitle"].format(
            day=days_told(assessment, words)
        ),
        paper=paper,
        scale=scale,
        paint=partial(_paint, assessment=assessment, placed=tuple(placed), note=note),
    )


def _paint(
    page: Page, *, assessment: Assessment, placed: tuple[_Placed, ...], note: str
) -> Side:
    """Draw the façades of a sheet."""
    words, box = page.words, drawing_box(page.paper)
    small = unplaced = 0
    assumed = whole = False
    for one in placed:
        place = Box(
            left=box.left + one.spot.left,
            low=box.top - one.spot.down - one.spot.height,
            width=one.size[0],
            height=one.size[1],
        )
        told = paint_facade(page, assessment, one.facade, place)
        small += told.small
        unplaced += told.unplaced
        assumed |= told.assumed
        whole |= told.numbered_within
    rows = np.unique(np.concatenate([p.facade.elevation.rows for p in placed]))
    entries = [
        *class_legend(assessment, rows, words),
        LegendEntry(
            label=words["pictures_facade.failing"],
            patch=FRAMED,
            thickness=1.8,
        ),
    ]
    if assumed:
        entries.append(
            LegendEntry(
                label=words["pictures_facade.assumed"], patch=FRAMED, dashes="--"
            )
        )
    notes = [
        words["pictures_facade.numbers"],
        words["pictures_facade.heads"].format(head=f"{HEAD_ABOVE_FLOOR:.2f}"),
        words["pictures_facade.aid"],
    ]
    if small:
        notes.insert(0, words["pictures_facade.small"].format(count=small))
    if unplaced:
        notes.insert(0, words["pictures_facade.unplaced"].format(count=unplaced))
    if note:
        notes.insert(0, note)
    groups = ((words["pictures_facade.minutes"], tuple(entries)),)
    return Side(groups=groups, notes=tuple(notes))
