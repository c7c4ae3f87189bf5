"""Whether other rules would compute the same minutes (计算是否相同)."""

from dataclasses import replace

import numpy as np

from sunlight.assessment.measuring.runs import runs_of
from sunlight.assessment.records import Assessment
from sunlight.assessment.scoping.legal_list import OBSTRUCTIONS_READING
from sunlight.conditions import Conditions
from sunlight.kinds import OWN_PLATE_PARTS, BalconyKind, LegalStatus, WindowKind
from sunlight.model.project import Project
from sunlight.model.tables import BALCONY_KINDS, WINDOW_KINDS
from sunlight.rules import Ruleset

__all__ = ["computed_alike"]


def computed_alike(assessment: Assessment, rules: Ruleset) -> bool:
    """Tell whether other rules compute the same minutes (计算是否相同).

    A reading on bay windows moves nothing in a project that has none, so that there is
    no need to compute it anew.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    rules : Ruleset
        Its rules with other readings.

    Returns
    -------
    bool
        True only if nothing that the conditions differ in is there.
    """
    project = assessment.project
    legal_list = OBSTRUCTIONS_READING
    if rules.values.alternative(legal_list) != assessment.rules.values.alternative(
        legal_list
    ):
        return False
    others = runs_of(project, rules, assessment.declination)
    return len(others) == len(assessment.runs) and all(
        np.array_equal(run.windows, other.windows)
        and _that_matters(project, run.conditions)
        == _that_matters(project, other.conditions)
        for run, other in zip(assessment.runs, others, strict=True)
    )


def _that_matters(project: Project, conditions: Conditions) -> Conditions:
    """Conditions with what touches nothing in the project left at its usual value."""
    kinds = {WINDOW_KINDS[code] for code in np.unique(project.windows.kind)}
    balconies = {BALCONY_KINDS[code] for code in np.unique(project.windows.balcony)}
    papers = {building.legal for building in project.buildings}
    parts = {part.kind for building in project.buildings for part in building.parts}
    there = {
        "bay_plane": WindowKind.BAY in kinds,
        "arc_plane": WindowKind.ARC in kinds,
        "corner_window": WindowKind.CORNER in kinds,
        "enclosed_balcony_plane": BalconyKind.ENCLOSED in balconies,
        "unlawful_buildings": bool(
            papers & {LegalStatus.UNLAWFUL, LegalStatus.TEMPORARY}
        ),
        "own_plates": bool(parts & OWN_PLATE_PARTS),
    }
    usual = Conditions(day=conditions.day, band=conditions.band)
    nothing = {
        name: getattr(usual, name) for name, present in there.items() if not present
    }
    return replace(conditions, **nothing)
