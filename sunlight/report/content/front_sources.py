"""Where every datum comes from (资料来源): buildings, grounds, files, archive."""

import math
from collections import Counter
from typing import Final

from sunlight.assessment import Assessment
from sunlight.kinds import SourceKind
from sunlight.model.check_archive import (
    SAME_FIGURE,
    archive_figures_beside,
    outlines_apart,
)
from sunlight.model.evidence import ArchiveFigures
from sunlight.model.project import Building
from sunlight.model.provenance import SourceRecord
from sunlight.report.content.cells import (
    fields_of,
    number_cell,
    paragraphs,
    table_of,
    text_cell,
)
from sunlight.report.content.front_parties import status_of
from sunlight.report.content.records import (
    Block,
    Cell,
    Chapter,
    Fields,
    Items,
    Table,
)
from sunlight.report.texts import Texts

__all__ = ["place_origin_text", "sources_chapter"]

_PLACE_ORIGINS: Final = (
    ("project file", "place_file"),
    ("option", "place_option"),
    ("city point of ", "place_city"),
    ("stand-in: ", "place_stand_in"),
    ("middle of the data", "place_middle"),
    ("middle of the drawing", "place_middle"),
)
"""How readers begin what they say of the place, and the key of its word."""

_SOURCE_COLUMNS: Final = [
    ("kind", "text", 1.1),
    ("reference", "text", 2.1),
    ("dated", "text", 1.2),
    ("by", "text", 1.5),
    ("stamped", "text", 0.8),
]


def sources_chapter(assessment: Assessment, words: Texts, *, masked: bool) -> Chapter:
    """Where every datum comes from (资料来源).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    masked : bool
        Whether names and coordinates are left out.
    """
    copy = [words["front.masked"]] if masked else []
    blocks: list[Block] = [
        *paragraphs(copy, "note"),
        *paragraphs([words["front_sources.principle"]]),
        _buildings(assessment, words),
        *_grounds(assessment, words),
        *_assumed(assessment, words),
        *_archive(assessment, words),
        _site(assessment, words),
        _files(assessment, words),
    ]
    return Chapter(
        id="sources", title=words["front_chapters.sources"], blocks=tuple(blocks)
    )


def place_origin_text(origin: str, words: Texts) -> str:
    """Who gave the place, in words (地点出处).

    Parameters
    ----------
    origin : str
        As in :class:`~sunlight.model.project.Site`.
    words : mapping
        Catalogue.
    """
    for start, key in _PLACE_ORIGINS:
        if origin.startswith(start):
            rest = origin.removeprefix(start).strip()
            return words[f"front_sources.{key}"].format(origin=rest)
    key = "place_by" if origin else "place_unsaid"
    return words[f"front_sources.{key}"].format(origin=origin)


def _source_cells(source: SourceRecord, words: Texts) -> tuple[Cell, ...]:
    """Cells of a source; one that nobody named stands out."""
    blank = source.kind is SourceKind.BLANK
    kind = words[f"front_source_kind.{source.kind.value}"]
    stamped = (
        ""
        if source.stamped is None
        else words["cells.yes" if source.stamped else "cells.no"]
    )
    return (
        text_cell(kind, "note" if blank else ""),
        text_cell(source.reference),
        text_cell("" if source.date is None else source.date.isoformat()),
        text_cell(source.by),
        text_cell(stamped),
    )


def _buildings(assessment: Assessment, words: Texts) -> Table:
    """Source of each building, whether its height is known, its papers."""
    project = assessment.project
    files = any(building.file for building in project.buildings)

    def row(building: Building) -> tuple[Cell, ...]:
        height = "height_assumed" if building.height_assumed else "height_given"
        cells = (
            text_cell(building.id),
            text_cell(building.name),
            text_cell(words[f"plan.{status_of(building)}"]),
            *_source_cells(building.source, words),
            text_cell(
                words[f"front_sources.{height}"],
                "note" if building.height_assumed else "",
            ),
            text_cell(words[f"front_legal.{building.legal.value}"]),
        )
        return (*cells, text_cell(building.file)) if files else cells

    layout = [
        ("building", "text", 0.9),
        ("name", "text", 1.4),
        ("status", "text", 1.0),
        *_SOURCE_COLUMNS,
        ("height_by", "text", 0.9),
        ("legal", "text", 0.9),
    ]
    return table_of(
        words,
        "sources-buildings",
        [*layout, ("file", "text", 1.4)] if files else layout,
        [row(building) for building in project.buildings],
        section="front_columns",
    )


def _grounds(assessment: Assessment, words: Texts) -> tuple[Block, ...]:
    """Source of each ground."""
    grounds = assessment.project.grounds
    if not grounds:
        return ()
    table = table_of(
        words,
        "sources-grounds",
        [
            ("ground", "text", 0.9),
            ("name", "text", 1.4),
            ("ground_kind", "text", 1.2),
            *_SOURCE_COLUMNS,
        ],
        [
            (
                text_cell(ground.id),
                text_cell(ground.name),
                text_cell(words[f"ground_kind.{ground.kind.value}"]),
                *_source_cells(ground.source, words),
            )
            for ground in grounds
        ],
        section="front_columns",
    )
    return (table,)


def _assumed(assessment: Assessment, words: Texts) -> tuple[Block, ...]:
    """What nobody surveyed or drew: heights, levels of grounds, windows."""
    project = assessment.project
    comma = words["front.comma"]
    told = []
    heights = [b.id for b in project.buildings if b.height_assumed]
    if heights:
        told.append(
            words["front_sources.assumed_heights"].format(
                count=len(heights), ids=comma.join(heights)
            )
        )
    levels = [ground.id for ground in project.grounds if ground.height_assumed]
    if levels:
        told.append(
            words["front_sources.assumed_levels"].format(
                count=len(levels), ids=comma.join(levels)
            )
        )
    windows = Counter(project.windows.building[project.windows.assumed].tolist())
    if windows:
        parts = comma.join(
            words["front_sources.windows_of"].format(
                building=project.buildings[b].id, count=windows[b]
            )
            for b in sorted(windows)
        )
        told.append(
            words["front_sources.assumed_windows"].format(
                count=windows.total(), parts=parts
            )
        )
    if not told:
        return paragraphs([words["front_sources.nothing_assumed"]])
    return (Items(items=paragraphs(told, "note")),)


def _archive(assessment: Assessment, words: Texts) -> tuple[Block, ...]:
    """What the planning archive says beside what is used."""
    rows = [
        row
        for building in assessment.project.buildings
        if building.archive is not None
        for row in _compared(building, building.archive, words)
    ]
    if not rows:
        return ()
    table = table_of(
        words,
        "archive",
        [
            ("building", "text", 0.9),
            ("archive_reference", "text", 1.6),
            ("figure", "text", 2.0),
            ("archived", "number", 1.0),
            ("used", "number", 1.0),
            ("difference", "number", 1.0),
        ],
        rows,
        section="front_columns",
        note=words["front_sources.archive_about"],
    )
    return (table,)


def _compared(
    building: Building, archive: ArchiveFigures, words: Texts
) -> list[tuple[Cell, ...]]:
    """Figures of the archive of one building, a row each."""
    figures = [(*figure, 3) for figure in archive_figures_beside(building)]
    if archive.storeys is not None:
        used = float(building.storeys or math.nan)
        figures.append(("storeys", float(archive.storeys), used, 0))
    head = (text_cell(building.id), text_cell(archive.reference))
    rows = []
    for name, filed, used, digits in figures:
        change = used - filed
        cells = [number_cell(value, digits) for value in (filed, used, change)]
        if abs(change) > SAME_FIGURE:
            text = f"{change:+.{digits}f}"
            cells[2] = Cell(text=text, value=change, tone="note")
        label = text_cell(words[f"front_sources.archive_{name}"])
        rows.append((*head, label, *cells))
    apart = outlines_apart(building)
    if not math.isnan(apart):
        label = text_cell(words["front_sources.archive_footprint"])
        nothing = number_cell(None)
        rows.append((*head, label, nothing, nothing, number_cell(apart, 3)))
    return rows


def _site(assessment: Assessment, words: Texts) -> Fields:
    """Where place, north and heights come from."""
    site = assessment.project.site
    key = f"front_north.{site.north}"
    north = words[key if key in words else "front_north.unsaid"]
    if site.north_angle:
        north += words["front_sources.turned"].format(angle=f"{site.north_angle:g}")
    return Fields(
        id="sources-site",
        caption=words["front_sources.site"],
        fields=fields_of(
            words,
            "front_sources",
            [
                ("place", place_origin_text(site.place_origin, words)),
                ("north", north),
                (
                    "datum",
                    site.height_datum or words["front_sources.datum_unsaid"],
                ),
            ],
        ),
    )


def _files(assessment: Assessment, words: Texts) -> Table:
    """Every file read, with the SHA-256 of its bytes."""
    files = assessment.project.source_files
    return table_of(
        words,
        "source-files",
        [("number", "number", 0.4), ("file", "text", 2.0), ("sha256", "text", 4.0)],
        [
            (number_cell(i + 1, 0), text_cell(name), text_cell(digest))
            for i, (name, digest) in enumerate(files)
        ],
        section="front_columns",
        note="" if files else words["front_sources.no_files"],
    )
