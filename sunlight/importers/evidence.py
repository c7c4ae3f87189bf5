"""Evidence of the file to records of the model (佐证资料)."""

import dataclasses

import numpy as np
from shapely import Polygon

from sunlight.errors import InputError
from sunlight.importers.placement import Placement
from sunlight.importers.problems import Problems
from sunlight.importers.schema import BuildingSpec, ProjectFile
from sunlight.importers.schema_evidence import (
    ArchiveSpec,
    CompensationSpec,
    SurveySpec,
)
from sunlight.importers.walls import outline_polygon
from sunlight.importers.words import near
from sunlight.model.evidence import ArchiveFigures, SurveyTolerance
from sunlight.model.tables import Households

__all__ = ["archive_figures", "compensated", "survey_tolerance"]


def archive_figures(spec: BuildingSpec, placement: Placement) -> ArchiveFigures | None:
    """Give the archive's figures of a building (档案数值), None if there are none.

    Parameters
    ----------
    spec : BuildingSpec
        Building in the file.
    placement : Placement
        How coordinates are meant.

    Returns
    -------
    ArchiveFigures or None
        To be compared with the figures used.

    Raises
    ------
    InputError
        If a table of the archive says nothing, or its outline cannot be used.
    """
    archive = spec.archive
    if archive is None:
        return None
    said = archive.model_dump(exclude_none=True).keys() - {"reference"}
    if not said and spec.solids is None:
        fields = ", ".join(f for f in ArchiveSpec.model_fields if f != "reference")
        raise InputError(
            f"the archive's figures are missing; give at least one of {fields}, or "
            "leave archive out",
            where="archive",
            value=archive.reference,
        )
    return ArchiveFigures(
        reference=archive.reference,
        zero_level=archive.zero_level,
        outdoor_ground=archive.outdoor_ground,
        top_elevation=archive.top_elevation,
        top_above_zero=archive.top_above_zero,
        top_above_ground=archive.top_above_ground,
        storeys=archive.storeys,
        footprint=_outline(spec, archive, placement),
    )


def _outline(
    spec: BuildingSpec, archive: ArchiveSpec, placement: Placement
) -> Polygon | None:
    """Outline by the archive, None if it gives none."""
    where = "archive.footprint"
    if archive.footprint is None:
        return None
    if spec.footprint is None and spec.solids is None:
        raise InputError(
            "there is no surveyed outline to compare with; give footprint of the "
            "building too, or leave this one out",
            where=where,
        )
    try:
        outline = outline_polygon(archive.footprint, [], placement)
    except InputError as error:
        raise InputError(error.message, where=where, value=error.value) from error
    if not outline.is_valid or outline.area == 0.0:
        raise InputError(
            "this is no outline with an area; put its corners in order",
            where=where,
            value=archive.footprint,
        )
    return outline


def survey_tolerance(spec: SurveySpec) -> SurveyTolerance:
    """Survey tolerances as a record of the model (测量误差).

    Parameters
    ----------
    spec : SurveySpec
        Table of the file.
    """
    return SurveyTolerance(
        height=spec.height_tolerance,
        plan=spec.plan_tolerance,
        minutes=spec.minutes_tolerance,
    )


def compensated(
    file: ProjectFile, households: Households, problems: Problems
) -> Households:
    """Households with the agreements that the file records (日照补偿协议).

    Parameters
    ----------
    file : ProjectFile
        The file.
    households : Households
        All households.
    problems : Problems
        Receives agreements with households that are not there, or named twice.

    Returns
    -------
    Households
        The same with the column `compensation`.
    """
    if not any(building.compensation for building in file.buildings):
        return households
    ids = households.id.tolist()
    recorded = np.full(len(households), "", dtype=object)
    for i, building in enumerate(file.buildings):
        of_building = {
            ids[row]: row for row in np.flatnonzero(households.building == i).tolist()
        }
        for j, spec in enumerate(building.compensation):
            where = f"buildings[{i}].compensation[{j}].household"
            whole = f"{building.id}-{spec.household}"
            row = of_building.get(whole, of_building.get(spec.household))
            if row is None:
                problems.add(
                    where,
                    f"building {building.id!r} has no household {spec.household!r}"
                    f"{near(whole, of_building)}; give storey and number, such as "
                    "0101, or the whole id",
                    spec.household,
                )
            elif recorded[row]:
                problems.add(
                    where,
                    f"the household {ids[row]!r} has an agreement already "
                    f"({recorded[row]}); name all numbers in one reference",
                    spec.household,
                )
            else:
                recorded[row] = _agreement(spec)
    return dataclasses.replace(households, compensation=recorded)


def _agreement(spec: CompensationSpec) -> str:
    """Reference and date in one text."""
    date = "" if spec.date is None else f" ({spec.date.isoformat()})"
    return f"{spec.reference}{date}"
