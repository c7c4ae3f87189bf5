"""Tables of buildings: proposed, analysed, overlay and the others (建筑表)."""

import math
from collections.abc import Sequence
from typing import Final

from sunlight.assessment import Assessment
from sunlight.kinds import NOT_OBSTRUCTING_PARTS, Status
from sunlight.model.project import Building
from sunlight.report.content.cells import (
    number_cell,
    paragraphs,
    table_of,
    text_cell,
)
from sunlight.report.content.front_parties import status_of
from sunlight.report.content.records import Block, Cell, Chapter
from sunlight.report.content.shaded_by import ShadedBy, shaded_by
from sunlight.report.texts import Texts
from sunlight.scope import ScopeRole

__all__ = ["buildings_chapter", "highest_point"]

_GROUPS: Final = (
    "proposed",
    "concurrent",
    "analysed",
    "reached",
    "overlay",
    "removed",
    "others",
)
"""Tables, in their order."""

_BY_ROLE: Final = {
    ScopeRole.PROPOSED: "proposed",
    ScopeRole.CONCURRENT: "concurrent",
    ScopeRole.ANALYSED: "analysed",
    ScopeRole.OVERLAY: "overlay",
    ScopeRole.REMOVED: "removed",
}

_LAYOUT: Final = [
    ("building", "text", 0.9),
    ("name", "text", 1.4),
    ("use", "text", 1.1),
    ("storeys", "number", 0.7),
    ("height", "number", 0.9),
    ("top", "number", 1.0),
    ("zero_level", "number", 1.0),
    ("indoor_outdoor", "number", 0.9),
    ("status", "text", 1.0),
    ("shaded_by", "text", 2.4),
]


def highest_point(building: Building) -> float:
    """Absolute elevation of the highest part that shades (最高点绝对标高).

    Parameters
    ----------
    building : Building
        The building.

    Returns
    -------
    float
        Of all parts where none of them counts; NaN where there is no part. [m]
    """
    parts = [p for p in building.parts if p.kind not in NOT_OBSTRUCTING_PARTS]
    return max((p.top for p in parts or building.parts), default=math.nan)


def buildings_chapter(assessment: Assessment, words: Texts) -> Chapter:
    """Buildings by their part in the analysis, with levels and shaders (建筑表).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    """
    groups = _groups(assessment)
    shaders = shaded_by(assessment)
    sections = []
    for group in _GROUPS:
        numbers = [i for i, found in enumerate(groups) if found == group]
        if numbers:
            blocks = _table(assessment, group, numbers, shaders, words)
            sections.append(
                Chapter(
                    id=f"buildings-{group}",
                    title=words[f"front_buildings.{group}"],
                    blocks=blocks,
                )
            )
    notes = (
        paragraphs(words[f"front_buildings.{key}_note"] for key in ("levels", "shaded"))
        if sections
        else paragraphs([words["front_buildings.none"]], "note")
    )
    return Chapter(
        id="buildings",
        title=words["front_chapters.buildings"],
        blocks=notes,
        sections=tuple(sections),
    )


def _groups(assessment: Assessment) -> list[str]:
    """Table of each building: by the scope, else by how it stands."""
    project, scope = assessment.project, assessment.scope
    if scope is None:
        by_status = {Status.PROPOSED: "proposed", Status.CONCURRENT: "concurrent"}
        return [
            "removed"
            if building.removed_by_project
            else by_status.get(building.status, "others")
            for building in project.buildings
        ]
    groups = ["others"] * len(project.buildings)
    for entry in scope.entries:
        group = _BY_ROLE.get(entry.role, "others")
        reached_only = group == "analysed" and not entry.receiver
        groups[entry.building] = "reached" if reached_only else group
    return groups


def _table(
    assessment: Assessment,
    group: str,
    numbers: Sequence[int],
    shaders: Sequence[ShadedBy],
    words: Texts,
) -> tuple[Block, ...]:
    """Give the table of a group of buildings."""
    buildings = assessment.project.buildings
    table = table_of(
        words,
        f"buildings-{group}",
        _LAYOUT,
        [_row(buildings[i], shaders[i], words) for i in numbers],
        section="front_columns",
        caption=words[f"front_buildings.{group}"],
    )
    told = words.get(f"front_buildings.{group}_about", "")
    return (*paragraphs([told] if told else []), table)


def _row(building: Building, shaders: ShadedBy, words: Texts) -> tuple[Cell, ...]:
    """Give a building as a row."""
    top = highest_point(building)
    assumed = building.height_assumed
    height = number_cell(top - building.outdoor_ground)
    if assumed and height.value is not None:
        height = Cell(
            text=words["front_buildings.assumed"].format(height=height.text),
            value=height.value,
            tone="note",
        )
    return (
        text_cell(building.id),
        text_cell(building.name),
        text_cell(words[f"use.{building.use.value}"]),
        number_cell(building.storeys or None, 0),
        height,
        number_cell(top),
        number_cell(building.zero_level),
        number_cell(building.zero_level - building.outdoor_ground),
        text_cell(words[f"plan.{status_of(building)}"]),
        text_cell(_shaders_text(shaders, words)),
    )


def _shaders_text(shaders: ShadedBy, words: Texts) -> str:
    """Who shades the windows of a building, in words."""
    if not shaders.measured:
        return words["front_buildings.not_measured"]
    if shaders.owners:
        return words["front.comma"].join(shaders.owners)
    key = "jointly" if shaders.jointly else "unshaded"
    return words[f"front_buildings.{key}"]
