"""What has to hold for an item of the list to be needed (所需条件)."""

from collections.abc import Callable
from typing import Final

from sunlight.assessment import Assessment
from sunlight.assessment.judging.households import standing_of
from sunlight.kinds import GroundKind, SourceKind, Status, Use
from sunlight.model.project import Project
from sunlight.review.records.declaration import Declaration
from sunlight.review.records.submission import Submission
from sunlight.rules import Standing

__all__ = ["is_needed", "renewal_claimed"]


def renewal_claimed(declaration: Declaration, assessment: Assessment) -> bool:
    """Tell whether the report relies on an old-area renewal (援引旧区改建).

    Parameters
    ----------
    declaration : Declaration
        It says so, or takes the lower standard.
    assessment : Assessment
        Our own, for the figure of that standard.

    Notes
    -----
    Source: 规程四(一)4.
    """
    values = assessment.rules.values
    lower = values.number("renewal_minutes")
    takes = declaration.standard_minutes == lower
    same = lower == values.number("dwelling_minutes")
    return bool(declaration.renewal_document.strip()) or (takes and not same)


def is_needed(condition: str, submission: Submission, assessment: Assessment) -> bool:
    """Tell whether a condition of the list holds (是否需要).

    Parameters
    ----------
    condition : str
        One of :data:`sunlight.review.formal.lists.CONDITIONS`.
    submission : Submission
        What was handed in.
    assessment : Assessment
        Our own model.
    """
    if condition == "always":
        return True
    if condition == "renewal":
        return renewal_claimed(submission.declaration, assessment)
    return _OF_MODEL[condition](assessment.project)


def _archive(project: Project) -> bool:
    """Base data of a building come from the archive."""
    return any(
        b.source.kind is SourceKind.ARCHIVE or b.archive is not None
        for b in project.buildings
    )


def _approved(project: Project) -> bool:
    """A building is approved and not completed."""
    return any(b.status is Status.APPROVED for b in project.buildings)


def _concurrent(project: Project) -> bool:
    """A neighbouring project is under review at the same time."""
    return bool(project.side_by_side) or any(
        standing_of(b, project) is Standing.CONCURRENT for b in project.buildings
    )


def _outside(project: Project) -> bool:
    """A building outside the project has a use that is owed sunlight."""
    return any(
        standing_of(b, project) is Standing.OUTSIDE
        and b.use not in (Use.OTHER, Use.UNKNOWN)
        for b in project.buildings
    )


def _proposed(project: Project) -> bool:
    """The project has buildings of its own."""
    return any(standing_of(b, project) is Standing.OWN_NEW for b in project.buildings)


def _unbuilt(project: Project) -> bool:
    """Land that is not built on yet is in the model."""
    return any(g.kind is GroundKind.UNBUILT_LAND for g in project.grounds)


_OF_MODEL: Final[dict[str, Callable[[Project], bool]]] = {
    "archive": _archive,
    "approved_buildings": _approved,
    "concurrent_buildings": _concurrent,
    "outside_units": _outside,
    "phase": lambda project: project.stage == "phase",
    "proposed_buildings": _proposed,
    "unbuilt_land": _unbuilt,
}
