"""Status of a building against what the project does with it (建设状态核对)."""

from sunlight.importers.problems import Problems
from sunlight.importers.schema import BuildingSpec
from sunlight.kinds import Status

__all__ = ["check_status"]


def check_status(building: BuildingSpec, where: str, problems: Problems) -> None:
    """Record a building that is built and demolished at once (拟建又拆除).

    Such a building would stand neither before nor after, and vanish from the analysis.

    Parameters
    ----------
    building : BuildingSpec
        The building.
    where : str
        Path of the building in the file.
    problems : Problems
        Receives the contradiction.
    """
    new = building.status in (Status.PROPOSED, Status.CONCURRENT)
    if not (new and building.removed_by_project):
        return
    problems.add(
        f"{where}.removed_by_project",
        f"{building.id} is {building.status.value}, hence not there yet, and cannot be "
        "demolished by the project: it would shade neither before nor after. Leave "
        "removed_by_project out, or make an old building existing or approved",
        building.removed_by_project,
    )
