"""Cover, parties, and what the project is (封面、单位资料、项目概况)."""

from collections import Counter
from typing import Final

import numpy as np

from sunlight.assessment import Assessment
from sunlight.kinds import Status
from sunlight.model.dossier import Party
from sunlight.model.project import Building, Project
from sunlight.report.content.cells import (
    fields_of,
    number_cell,
    paragraphs,
    table_of,
    text_cell,
)
from sunlight.report.content.records import (
    Block,
    Chapter,
    Field,
    Fields,
    Pictures,
    Table,
)
from sunlight.report.texts import Texts

__all__ = ["cover_fields", "parties_chapter", "project_chapter", "status_of"]

_ADDRESS: Final = (
    "name",
    "address",
    "postcode",
    "legal_representative",
    "contact",
    "phone",
)
_CERTIFICATE: Final = ("qualification", "qualification_number")


def cover_fields(
    assessment: Assessment,
    words: Texts,
    *,
    masked: bool,
) -> tuple[Field, ...]:
    """Lines of the cover (封面), blank where nobody said.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    masked : bool
        Whether names and coordinates are left out.
    """
    project = assessment.project
    dossier, date = project.dossier, project.report_date
    values = [
        ("number", dossier.number),
        ("project", project.name),
        ("client", dossier.client.name),
        ("compiler", dossier.compiler.name),
    ]
    if dossier.designer.name:
        values.append(("designer", dossier.designer.name))
    values.append(("date", "" if date is None else date.isoformat()))
    if masked:
        values.append(("copy", words["front.masked_short"]))
    return fields_of(words, "front_cover", values)


def parties_chapter(assessment: Assessment, words: Texts) -> Chapter:
    """Who has the project built, who writes the report (单位资料).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    """
    dossier = assessment.project.dossier
    blocks: list[Block] = [
        _party("client", dossier.client, _ADDRESS, words),
        _party("compiler", dossier.compiler, (*_ADDRESS, *_CERTIFICATE), words),
    ]
    if dossier.designer == Party():
        blocks += paragraphs([words["front_parties.no_designer"]], "note")
    else:
        blocks.append(
            _party("designer", dossier.designer, (*_ADDRESS, *_CERTIFICATE), words)
        )
    if Party() in (dossier.client, dossier.compiler):
        blocks += paragraphs([words["front_parties.blank"]], "note")
    return Chapter(
        id="parties", title=words["front_chapters.parties"], blocks=tuple(blocks)
    )


def _party(role: str, party: Party, keys: tuple[str, ...], words: Texts) -> Fields:
    """Give the data of a unit."""
    return Fields(
        id=f"party-{role}",
        caption=words[f"front_parties.{role}"],
        fields=fields_of(
            words, "front_parties", [(key, getattr(party, key)) for key in keys]
        ),
    )


def project_chapter(assessment: Assessment, words: Texts) -> Chapter:
    """Place, bounds, stage and how many of what there are (项目概况).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    """
    project = assessment.project
    dossier, date = project.dossier, project.report_date
    stage = words[f"front_project.stage_{project.stage}"]
    if project.stage_reference:
        stage += words["front.brackets"].format(text=project.stage_reference)
    sides = words["cells.separator"].join(
        words["front_project.side"].format(id=side, name=name)
        for side, name in project.side_by_side
    )
    values = [
        ("name", project.name),
        ("id", project.project_id),
        ("place", dossier.place or project.site.name),
        ("extents", dossier.extents),
        ("stage", stage),
        ("renewal", project.renewal_document or words["front_project.no_renewal"]),
        ("sides", sides or words["front_project.no_sides"]),
        ("date", "" if date is None else date.isoformat()),
    ]
    blocks: list[Block] = [
        Fields(
            id="project",
            caption=words["front_project.caption"],
            fields=fields_of(words, "front_project", values),
        ),
        _counts(project, words),
        *paragraphs(_remarks(project, words), "note"),
        Pictures(kind="site", missing=words["front.no_picture"]),
    ]
    return Chapter(
        id="project", title=words["front_chapters.project"], blocks=tuple(blocks)
    )


def status_of(building: Building) -> str:
    """Key of the word for how a building stands (建设状态).

    Parameters
    ----------
    building : Building
        The building.

    Returns
    -------
    str
        A value of :class:`~sunlight.kinds.Status`, or ``removed``.
    """
    return "removed" if building.removed_by_project else building.status.value


def _counts(project: Project, words: Texts) -> Table:
    """Buildings, windows, rooms, households by how they stand."""
    by_building = [status_of(building) for building in project.buildings]
    buildings = Counter(by_building)

    def counted(rows: np.ndarray) -> Counter[str]:
        each = np.bincount(rows, minlength=len(by_building))
        sums: Counter[str] = Counter()
        for status, count in zip(by_building, each.tolist(), strict=True):
            sums[status] += count
        return sums

    windows = counted(project.windows.building)
    rooms = counted(project.rooms.building)
    households = counted(project.households.building)
    order = (
        Status.PROPOSED.value,
        Status.CONCURRENT.value,
        Status.EXISTING.value,
        Status.APPROVED.value,
        "removed",
    )
    kinds = (buildings, windows, rooms, households)
    rows = [
        (
            text_cell(words[f"plan.{status}"]),
            *(number_cell(kind[status], 0) for kind in kinds),
        )
        for status in order
        if buildings[status]
    ]
    total = (
        text_cell(words["front_project.total"]),
        *(number_cell(kind.total(), 0) for kind in kinds),
    )
    return table_of(
        words,
        "counts",
        [
            ("status", "text", 2.0),
            ("buildings", "number", 1.0),
            ("windows", "number", 1.0),
            ("rooms", "number", 1.0),
            ("households", "number", 1.0),
        ],
        [*rows, total],
        section="front_columns",
    )


def _remarks(project: Project, words: Texts) -> list[str]:
    """What is said of windows and grounds besides their number."""
    told: list[str] = []
    if not len(project.windows):
        told.append(words["front_project.no_windows"])
    assumed = int(project.windows.assumed.sum())
    if assumed:
        told.append(words["front_project.assumed_windows"].format(count=assumed))
    if project.grounds:
        kinds = Counter(ground.kind.value for ground in project.grounds)
        parts = words["cells.separator"].join(
            words["front_project.ground_count"].format(
                kind=words[f"ground_kind.{kind}"], count=count
            )
            for kind, count in kinds.items()
        )
        told.append(words["front_project.grounds"].format(parts=parts))
    return told
