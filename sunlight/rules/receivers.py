"""What a clause may see of who is judged (受影对象的事实): sides and courtyards."""

from dataclasses import dataclass

from sunlight.errors import InputError
from sunlight.kinds import MainSide, Status, Use
from sunlight.rules.verdict import Reason

__all__ = ["CourtyardCount", "CourtyardFacts", "SideChoice", "SideFacts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFacts:
    """Habitable rooms of a building by the side that they look to (各侧居住空间).

    Parameters
    ----------
    building : str
        Id of the building.
    status : Status
        Existing, approved, proposed or concurrent.
    use : Use
        Lawful use.
    east, west : int
        Habitable rooms with a window that looks within the limit of due east, and of
        due west; a room that looks both ways counts on both sides.
    south : int
        Those with a window that looks within the limit of due south.
    east_width, west_width : float
        Total width of their windows on that side. [m]
    settled : MainSide or None
        The side that somebody has settled.

    Raises
    ------
    InputError
        If a count is negative.
    """

    building: str
    status: Status
    use: Use
    east: int
    west: int
    south: int
    east_width: float = 0.0
    west_width: float = 0.0
    settled: MainSide | None = None

    def __post_init__(self) -> None:
        for name in ("east", "west", "south"):
            count = getattr(self, name)
            if count < 0:
                raise InputError(
                    f"{count!r} is not a count; give 0 or more",
                    where=f"building {self.building!r}.{name}",
                    value=count,
                )

    @property
    def east_west(self) -> bool:
        """Whether rooms look east and west and none looks south (东西朝向)."""
        return bool(self.east and self.west and not self.south)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideChoice:
    """Which side of an east-west block is the main one (主要朝向).

    Parameters
    ----------
    main : MainSide or None
        The main side; None where both sides are analysed.
    settled : bool
        Somebody has settled it; it does not follow from the numbers.
    """

    main: MainSide | None
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtyardFacts:
    """What a clause may see of the courtyard of a homestead (宅基地院落).

    Parameters
    ----------
    building : str
        Id of the building.
    main_house : bool
        It is the main house (正房) of its yard.
    storeys : int or None
        Storeys of the main house; None where not known.
    outdoor_stair : bool or None
        An outdoor stair of its own leads to the second storey; None where not known.
    complete : bool or None
        Both storeys have the functions of a dwelling; None where not known.
    """

    building: str
    main_house: bool
    storeys: int | None = None
    outdoor_stair: bool | None = None
    complete: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtyardCount:
    """As how many dwellings a courtyard counts (院落套数).

    Parameters
    ----------
    dwellings : int or None
        Number of dwellings; None while a fact is missing.
    missing : tuple of Reason
        The facts that are missing.
    """

    dwellings: int | None
    missing: tuple[Reason, ...] = ()
