"""Courtyards of the file hang together (宅基地院落): each has one main house."""

from collections.abc import Sequence

from sunlight.importers.problems import Problems
from sunlight.importers.schema import BuildingSpec
from sunlight.importers.words import near

__all__ = ["check_courtyard"]


def check_courtyard(
    building: BuildingSpec,
    buildings: Sequence[BuildingSpec],
    where: str,
    problems: Problems,
) -> None:
    """Record what is wrong with the courtyard of a building (院落检查).

    Parameters
    ----------
    building : BuildingSpec
        The building.
    buildings : sequence of BuildingSpec
        All buildings of the file.
    where : str
        Path of the building in the file.
    problems : Problems
        Receives a main house that is not there or is none, and facts of the main house
        written on a side house.
    """
    said = building.courtyard
    if said is None or said.main_house in ("", building.id):
        return
    path = f"{where}.courtyard.main_house"
    mains = [
        other.id
        for other in buildings
        if other.courtyard is not None and other.courtyard.main_house in ("", other.id)
    ]
    if said.main_house not in mains:
        problems.add(
            path,
            f"there is no main house {said.main_house!r}{near(said.main_house, mains)}"
            "; name a building that has a courtyard table of its own without "
            f"main_house: {', '.join(mains) or 'none has'}",
            said.main_house,
        )
    for field in ("storeys", "outdoor_stair", "functions_complete_each_storey"):
        if getattr(said, field) is not None:
            problems.add(
                f"{where}.courtyard.{field}",
                "this is a fact of the main house; write it there",
                getattr(said, field),
            )
