"""What a clause may see of a unit that is judged by a share (按份额评定的事实)."""

import math
from dataclasses import dataclass
from typing import ClassVar

from sunlight.errors import InputError
from sunlight.kinds import LegalStatus, Use
from sunlight.rules.bounds import Bounds
from sunlight.rules.facts import CountingUnit, Standing, check_count, check_minutes
from sunlight.rules.verdict import Reason

__all__ = ["GroundFacts", "LandFacts", "MeasuredRoom", "ShareFacts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredRoom:
    """One room of a building that is judged by the share of its rooms (计数房间).

    Parameters
    ----------
    id : str
        Id of the room.
    minutes_before, minutes_after : float or None
        Counted minutes of its best window; None where nothing was measured. [min]
    unmeasured_windows : int
        Its windows that have no result: the minutes could be more.
    unmeasured_reasons : tuple of Reason
        Why they have none.

    Raises
    ------
    InputError
        If minutes are not within a day, or the count is negative.
    """

    id: str
    minutes_before: float | None
    minutes_after: float | None
    unmeasured_windows: int = 0
    unmeasured_reasons: tuple[Reason, ...] = (Reason.FLOOR_LEVEL_MISSING,)

    def __post_init__(self) -> None:
        where = f"room {self.id!r}"
        check_minutes(self.minutes_before, where=f"{where}.minutes_before")
        check_minutes(self.minutes_after, where=f"{where}.minutes_after")
        check_count(self.unmeasured_windows, where=f"{where}.unmeasured_windows")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareFacts:
    """What a clause may see of a building judged by the share of its rooms (楼栋).

    Dormitories by their rooms, hospitals by their wards.

    Parameters
    ----------
    unit : str
        Id of the building (幢).
    standing : Standing
        How it stands to the project.
    use : Use
        Lawful use.
    legal : LegalStatus
        Whether it has lawful papers; as for households.
    rooms : tuple of MeasuredRoom
        All rooms of the kind that counts, on every storey.
    rooms_of_unknown_kind : int
        Rooms of the building that might count too.
    height_assumed : bool
        A height that the result rests on is assumed, not given by a source.
    in_scope : bool or None
        Whether its building belongs to the analysis; None where that is not known.
        Asked for outside the project only.
    assumed_shaders : tuple of str
        Buildings of assumed height whose shade the result depends on.

    Raises
    ------
    InputError
        If a room is listed twice, or the count is negative.
    """

    counted_as: ClassVar[CountingUnit] = CountingUnit.BUILDING

    unit: str
    standing: Standing
    use: Use
    legal: LegalStatus
    rooms: tuple[MeasuredRoom, ...]
    rooms_of_unknown_kind: int = 0
    height_assumed: bool = False
    in_scope: bool | None = True
    assumed_shaders: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        where = f"building {self.unit!r}"
        check_count(self.rooms_of_unknown_kind, where=f"{where}.rooms_of_unknown_kind")
        seen: set[str] = set()
        for index, room in enumerate(self.rooms):
            if room.id in seen:
                raise InputError(
                    f"room {room.id!r} is listed twice; list each room once",
                    where=f"{where}.rooms[{index}]",
                    value=room.id,
                )
            seen.add(room.id)

    @property
    def minutes_before(self) -> None:
        """No minutes of its own: its rooms have them."""

    @property
    def minutes_after(self) -> None:
        """No minutes of its own: its rooms have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundFacts:
    """What a clause may see of an outdoor play ground (室外游戏场地).

    Parameters
    ----------
    unit : str
        Id of the ground.
    standing : Standing
        How it stands to the project.
    use : Use
        Lawful use of what it belongs to.
    legal : LegalStatus
        Whether it has lawful papers; as for households.
    area : float
        Whole area. [m2]
    share_before, share_after : Bounds or None
        Share of the area that has the minutes of the standard, between two bounds;
        None where there is no such state or it was not computed. [1]
    largest_loss, largest_gain : Bounds or None
        Most minutes that any point lost (of the points below the standard after) or
        gained (of those below it before), between two bounds; None where not computed.
        Asked for only where the share was missed before and after. [min]
    height_assumed : bool
        A height that the result rests on is assumed, not given by a source.
    in_scope : bool or None
        Whether its building belongs to the analysis; None where that is not known.
        Asked for outside the project only.
    assumed_shaders : tuple of str
        Buildings of assumed height whose shade the result depends on.

    Raises
    ------
    InputError
        If the area is not above 0, or a share is above 1.
    """

    counted_as: ClassVar[CountingUnit] = CountingUnit.GROUND

    unit: str
    standing: Standing
    use: Use
    legal: LegalStatus
    area: float
    share_before: Bounds | None
    share_after: Bounds | None
    largest_loss: Bounds | None = None
    largest_gain: Bounds | None = None
    height_assumed: bool = False
    in_scope: bool | None = True
    assumed_shaders: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        where = f"ground {self.unit!r}"
        _check_area(self.area, where=where)
        _check_share(self.share_before, where=f"{where}.share_before")
        _check_share(self.share_after, where=f"{where}.share_after")

    @property
    def minutes_before(self) -> None:
        """No minutes of its own: its points have them."""

    @property
    def minutes_after(self) -> None:
        """No minutes of its own: its points have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LandFacts:
    """What a clause may see of unbuilt land next to the project (未建设用地).

    Parameters
    ----------
    unit : str
        Id of the plot.
    planned_use : Use
        Use that its plan foresees.
    area : float
        Its area. [m2]
    share_before, share_after : Bounds or None
        Share of the area that has the minutes of its planned use, between two bounds;
        None where not computed. [1]

    Raises
    ------
    InputError
        If the area is not above 0, or a share is above 1.
    """

    counted_as: ClassVar[CountingUnit] = CountingUnit.LAND

    unit: str
    planned_use: Use
    area: float
    share_before: Bounds | None
    share_after: Bounds | None

    def __post_init__(self) -> None:
        where = f"land {self.unit!r}"
        _check_area(self.area, where=where)
        _check_share(self.share_before, where=f"{where}.share_before")
        _check_share(self.share_after, where=f"{where}.share_after")

    @property
    def standing(self) -> Standing:
        """Land is never the project's own building."""
        return Standing.OUTSIDE

    @property
    def use(self) -> Use:
        """Use that its plan foresees."""
        return self.planned_use

    @property
    def legal(self) -> LegalStatus:
        """Land has no building to be lawful or not."""
        return LegalStatus.BLANK

    @property
    def height_assumed(self) -> bool:
        """No height of its own."""
        return False

    @property
    def in_scope(self) -> bool:
        """Land is brought into the scope by its plan (规程五(四))."""
        return True

    @property
    def assumed_shaders(self) -> tuple[str, ...]:
        """Figures of land are given whatever they rest on."""
        return ()

    @property
    def minutes_before(self) -> None:
        """No minutes of its own: its points have them."""

    @property
    def minutes_after(self) -> None:
        """No minutes of its own: its points have them."""


def _check_area(area: float, *, where: str) -> None:
    """Refuse what is no area."""
    if not (math.isfinite(area) and area > 0.0):
        raise InputError(
            f"{area!r} is not an area; give square metres above 0",
            where=f"{where}.area",
            value=area,
        )


def _check_share(share: Bounds | None, *, where: str) -> None:
    """Refuse a share of more than all."""
    if share is not None and share.upper > 1.0:
        raise InputError(
            f"upper {share.upper!r} is no share; give a number from 0 to 1",
            where=where,
            value=share.upper,
        )
