"""Archive against survey (档案与实测比对): where they differ, the survey holds."""

import math
from typing import Final

import shapely

from sunlight.findings import Finding
from sunlight.kinds import SourceKind
from sunlight.model.check_texts import about_all
from sunlight.model.concerned import Concerned
from sunlight.model.project import Building, Project

__all__ = ["SAME_FIGURE", "archive_figures_beside", "check_archive", "outlines_apart"]

SAME_FIGURE: Final = 1e-3
"""Figures that differ by this or less are the same. [m]

Levels are surveyed and drawn to the millimetre."""

_ROUNDING: Final = 1e-9
"""Rounding of a difference of two levels of some hundred metres. [m]"""


def check_archive(project: Project) -> tuple[Finding, ...]:
    """Compare the archive's figures with those used (档案与实测比对).

    Parameters
    ----------
    project : Project
        As read.

    Returns
    -------
    tuple of Finding
        One a building whose survey differs from the archive, with the size of each
        difference; one where there are figures of the archive and no survey.

    Notes
    -----
    Source: 办法四, last sentence.
    """
    findings: list[Finding] = []
    for index, building in enumerate(project.buildings):
        archive = building.archive
        if archive is None:
            continue
        differences = "; ".join(_differences(building))
        source = building.source
        code = "ARCHIVE-SURVEY-DIFFERENCE"
        if source.kind is not SourceKind.SURVEY:
            code = "ARCHIVE-WITHOUT-SURVEY"
        elif not differences:
            continue
        compared = f"{archive.reference} / {source.reference or '-'}"
        found = f"{compared}: {differences}" if differences else compared
        thing = Concerned(
            name=building.id,
            where=f"buildings[{index}].archive",
            elements=(building.element,),
            file=building.file,
            found=found,
        )
        findings += about_all(code, [thing])
    return tuple(findings)


def archive_figures_beside(building: Building) -> tuple[tuple[str, float, float], ...]:
    """Levels of the archive beside those used (档案标高与所用标高).

    Parameters
    ----------
    building : Building
        The building.

    Returns
    -------
    tuple of (str, float, float)
        Name of the field, by the archive, as used (NaN where not known); only those
        that the archive gives. [m]
    """
    archive = building.archive
    if archive is None:
        return ()
    zero, ground = building.zero_level, building.outdoor_ground
    top = building.parts[0].top if building.parts else math.nan
    compared = (
        ("zero_level", archive.zero_level, zero),
        ("outdoor_ground", archive.outdoor_ground, ground),
        ("top_elevation", archive.top_elevation, top),
        ("top_above_zero", archive.top_above_zero, top - zero),
        ("top_above_ground", archive.top_above_ground, top - ground),
    )
    return tuple(
        (name, filed, used) for name, filed, used in compared if filed is not None
    )


def outlines_apart(building: Building) -> float:
    """How far the outline of the archive lies from that used (轮廓相距).

    Parameters
    ----------
    building : Building
        The building.

    Returns
    -------
    float
        Greatest distance of a point of one from the other; NaN where there are not
        both. [m]
    """
    archive = building.archive
    used = building.parts[0].polygon if building.parts else None
    if archive is None or archive.footprint is None or used is None:
        return math.nan
    return float(shapely.hausdorff_distance(archive.footprint.exterior, used.exterior))


def _differences(building: Building) -> list[str]:
    """What differs: field, archive and survey, and by how much."""
    archive = building.archive
    if archive is None:
        return []
    found = []
    for name, filed, surveyed in archive_figures_beside(building):
        if math.isnan(surveyed):
            found.append(f"{name} {filed:.3f} → - m")
        elif abs(surveyed - filed) > SAME_FIGURE + _ROUNDING:
            change = surveyed - filed
            found.append(f"{name} {filed:.3f} → {surveyed:.3f} m ({change:+.3f} m)")
    storeys = building.storeys
    if archive.storeys is not None and archive.storeys != storeys:
        change_text = f"({storeys - archive.storeys:+d})" if storeys else ""
        found.append(f"storeys {archive.storeys} → {storeys or '-'} {change_text}")
    return [*found, *_outline_difference(building)]


def _outline_difference(building: Building) -> list[str]:
    """How far the outlines lie apart, and the difference of their areas."""
    archive = building.archive
    surveyed = building.parts[0].polygon if building.parts else None
    if archive is None or archive.footprint is None or surveyed is None:
        return []
    filed = archive.footprint
    apart = outlines_apart(building)
    if apart <= SAME_FIGURE + _ROUNDING:
        return []
    larger = shapely.Polygon(surveyed.exterior).area - filed.area
    return [f"footprint {apart:.3f} m ({larger:+.2f} m²)"]
