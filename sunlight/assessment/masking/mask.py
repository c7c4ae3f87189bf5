"""A project under names and in coordinates that can be shared (项目脱敏).

Whoever assesses the masked project gets the same minutes and verdicts, and everything
downstream is clean because nothing else was ever there.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Final

from sunlight.assessment.masking.findings import masked_findings
from sunlight.assessment.masking.moved import moved_to_origin
from sunlight.assessment.masking.stand_ins import masked_text, numbered
from sunlight.assessment.masking.tables import masked_tables
from sunlight.conditions import TimeBasis
from sunlight.findings import Finding
from sunlight.kinds import PartKind, Use
from sunlight.model.dossier import Dossier, Party
from sunlight.model.evidence import ArchiveFigures
from sunlight.model.grounds import Ground
from sunlight.model.project import Building, Courtyard, Part, Project, Site
from sunlight.model.provenance import SourceRecord
from sunlight.rules import ruleset

__all__ = ["LONGITUDE_DECIMALS", "masked_project"]

LONGITUDE_DECIMALS: Final = 1
"""Longitudes are rounded to a tenth of a degree, some 9 km in Shanxi.

That moves the labels in Beijing time by at most 12 seconds."""

_NAME: Final = "某项目"
_PLACE_ORIGINS: Final = ("project file", "option", "middle of the data")
_DATUMS: Final = ("1985国家高程基准", "1956黄海高程系")
_SUFFIXES: Final = frozenset(
    f".{kind}"
    for kind in (
        *(
            "toml",
            "json",
            "ifc",
            "ifczip",
            "dxf",
            "dwg",
            "gml",
            "xml",
            "gpkg",
            "geojson",
        ),
        *("shp", "zip", "obj", "gltf", "glb", "stl", "ply", "csv", "parquet"),
    )
)
"""File types are no secret."""

_SHA256: Final = re.compile("[0-9a-fA-F]{64}")
"""A hash tells nothing of a file but whether it is the same one."""

_PARTIES: Final = ("client", "compiler", "designer")


def masked_project(
    project: Project, findings: Iterable[Finding] = ()
) -> tuple[Project, tuple[Finding, ...]]:
    """Project and findings without names and map coordinates (项目脱敏).

    Left out or replaced: names of the project, the place, parties, persons, buildings,
    grounds and parts; numbers of documents and archives; names of files, ids of
    elements in them; ids that are more than a number; origin, coordinate system, turn
    to grid north and frames of files. The longitude is rounded to 0.1°, unless the
    rules have bands in Beijing time. Kept: the latitude, which the minutes depend on;
    shapes and levels; numbers such as ``3#``; dates, kinds of sources, SHA-256 of the
    files; the rule profile.

    Parameters
    ----------
    project : Project
        The project.
    findings : iterable of Finding
        What was found when it was read.

    Returns
    -------
    project : Project
        To be assessed like the original: minutes and verdicts are the same.
    findings : tuple of Finding
        Codes and severities of the original.

    Raises
    ------
    InputError
        If the rule profile is unknown.

    Notes
    -----
    Source: ours; surveyed coordinates are not for everybody, nor are names of people.
    """
    projects = _project_ids(project)
    homes = numbered(_building_names(project), "J")
    files = _file_names(project)
    shared = [homes[building.id] for building in project.buildings]
    windows, rooms, households = masked_tables(project, shared)
    parts = _part_names(project)
    masked = dataclasses.replace(
        project,
        name=_NAME,
        site=_site(project.site, exact=_longitude_counts(project)),
        buildings=tuple(
            _building(building, homes, projects, files)
            for building in project.buildings
        ),
        windows=windows,
        rooms=rooms,
        households=households,
        site_parts=tuple(_part(part, parts[part.name]) for part in project.site_parts),
        project_id=projects[project.project_id],
        stage_reference=masked_text(project.stage_reference),
        renewal_document=masked_text(project.renewal_document),
        side_by_side=tuple(
            (projects[side], masked_text(name)) for side, name in project.side_by_side
        ),
        source_files=tuple(
            (files[name], digest if _SHA256.fullmatch(digest) else masked_text(digest))
            for name, digest in project.source_files
        ),
        grounds=_grounds(project, homes, projects),
        frames=(),
        dossier=_dossier(project.dossier),
    )
    masked = moved_to_origin(masked)
    return masked, masked_findings(findings, masked)


def _building_names(project: Project) -> Iterator[str]:
    """Yield every name by which something speaks of a building, their ids first."""
    yield from (building.id for building in project.buildings)
    for building in project.buildings:
        yield from building.replaces
        if building.courtyard is not None:
            yield building.courtyard.main_house
    yield from (ground.building for ground in project.grounds)


def _part_names(project: Project) -> dict[str, str]:
    """Name of each part of the site as it is shared; parts of one name keep one."""
    kinds = {kind.value for kind in PartKind}
    named = [part.name for part in project.site_parts]
    return numbered(named, "G") | {name: name for name in named if name in kinds}


def _project_ids(project: Project) -> dict[str, str]:
    """Id of each project as it is shared, the one under review first."""
    named = [
        project.project_id,
        *(side for side, _ in project.side_by_side),
        *(building.project_id for building in project.buildings),
        *(ground.project_id for ground in project.grounds),
    ]
    different = dict.fromkeys(name for name in named if name)
    return {"": ""} | {name: f"X{i + 1}" for i, name in enumerate(different)}


def _file_names(project: Project) -> dict[str, str]:
    """Name of each file as it is shared; its type stays."""
    named = [
        *(name for name, _ in project.source_files),
        *(building.file for building in project.buildings),
    ]
    made = {"": ""}
    for name in dict.fromkeys(named):
        suffix = PurePath(name).suffix.lower()
        if name:
            ending = suffix if suffix in _SUFFIXES else ""
            made[name] = f"file-{len(made)}{ending}"
    return made


def _longitude_counts(project: Project) -> bool:
    """Whether minutes depend on the longitude: bands are laid down in Beijing time."""
    settings = ruleset(project.rules).settings
    return any(
        settings.value("time_basis", use) == TimeBasis.BEIJING_TIME.value
        for use in (None, *Use)
    )


def _site(site: Site, *, exact: bool) -> Site:
    """Site without map coordinates and names."""
    datum, longitude = site.height_datum, site.longitude
    known = site.place_origin in _PLACE_ORIGINS
    return Site(
        latitude=site.latitude,
        longitude=longitude if exact else round(longitude, LONGITUDE_DECIMALS),
        place_origin=site.place_origin if known else masked_text(site.place_origin),
        north="true" if site.north else "",
        height_datum=datum if datum in _DATUMS else masked_text(datum),
    )


def _building(
    building: Building,
    homes: Mapping[str, str],
    projects: Mapping[str, str],
    files: Mapping[str, str],
) -> Building:
    """Building with numbers only."""
    archive, yard = building.archive, building.courtyard
    return dataclasses.replace(
        building,
        id=homes[building.id],
        name="",
        project_id=projects[building.project_id],
        replaces=tuple(homes[name] for name in building.replaces),
        parts=tuple(_part(part, "") for part in building.parts),
        source=_source(building.source),
        archive=None if archive is None else _archive(archive),
        courtyard=None if yard is None else _courtyard(yard, homes),
        main_side_source=masked_text(building.main_side_source),
        element="",
        file=files[building.file],
    )


def _part(part: Part, name: str) -> Part:
    """Part under another name."""
    return dataclasses.replace(part, name=name)


def _source(source: SourceRecord) -> SourceRecord:
    """Source without its number and its author."""
    return dataclasses.replace(
        source, reference=masked_text(source.reference), by=masked_text(source.by)
    )


def _archive(archive: ArchiveFigures) -> ArchiveFigures:
    """Figures of the archive without its number."""
    return dataclasses.replace(archive, reference=masked_text(archive.reference))


def _courtyard(yard: Courtyard, homes: Mapping[str, str]) -> Courtyard:
    """Courtyard under the shared number of its main house."""
    return dataclasses.replace(yard, main_house=homes[yard.main_house])


def _grounds(
    project: Project, homes: Mapping[str, str], projects: Mapping[str, str]
) -> tuple[Ground, ...]:
    """Grounds with numbers only."""
    names = numbered((ground.id for ground in project.grounds), "D")
    return tuple(
        dataclasses.replace(
            ground,
            id=names[ground.id],
            name="",
            building=homes[ground.building],
            project_id=projects[ground.project_id],
            source=_source(ground.source),
        )
        for ground in project.grounds
    )


def _dossier(dossier: Dossier) -> Dossier:
    """Dossier in which what is said cannot be read, and blanks stay blanks."""
    said = {
        field.name: masked_text(getattr(dossier, field.name))
        for field in dataclasses.fields(Dossier)
        if field.name not in _PARTIES
    }
    return Dossier(
        client=_party(dossier.client),
        compiler=_party(dossier.compiler),
        designer=_party(dossier.designer),
        **said,
    )


def _party(party: Party) -> Party:
    """Party of which only stands what was said."""
    return Party(
        **{
            field.name: masked_text(getattr(party, field.name))
            for field in dataclasses.fields(Party)
        }
    )
