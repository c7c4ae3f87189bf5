"""Check of a project before it is analysed (模型检查)."""

from typing import Final

import numpy as np

from sunlight.errors import InputError
from sunlight.findings import Finding
from sunlight.kinds import HABITABLE_ROOMS, RoomKind, Use
from sunlight.model.check_archive import check_archive
from sunlight.model.check_buildings import check_buildings
from sunlight.model.check_grounds import check_grounds
from sunlight.model.check_texts import about
from sunlight.model.check_windows import check_windows
from sunlight.model.project import Project
from sunlight.model.tables import ROOM_KINDS

__all__ = ["check_project"]

CHINA_LATITUDES: Final = (3.0, 54.0)
CHINA_LONGITUDES: Final = (73.0, 136.0)
"""China lies within these. [degrees]"""

HIGHEST_LATITUDE: Final = 66.0
"""North of this the sun stays down on 大寒, and nobody could lose any of it."""

NORTHINGS: Final = (2.0e6, 6.0e6)
"""Gauss-Krüger northings in China. [m]"""

EASTINGS: Final = (3.0e5, 7.0e5)
"""Gauss-Krüger eastings with 500 km false easting. [m]"""

ZONES: Final = (13, 45)
"""Zone numbers of China: 13 to 23 of 6°, 25 to 45 of 3°."""

COUNTED_ROOMS: Final = HABITABLE_ROOMS | {
    RoomKind.DORMITORY_ROOM,
    RoomKind.ACTIVITY_ROOM,
    RoomKind.CLASSROOM,
    RoomKind.WARD,
    RoomKind.UNKNOWN,
}
"""Rooms that some clause asks sun for, or might."""


def check_project(project: Project) -> tuple[Finding, ...]:
    """Everything wrong or remarkable in a project (模型检查).

    Things of one kind make one finding with their number and the first few names. The
    order is that of the project: site, buildings, windows, rooms, households, grounds.

    Parameters
    ----------
    project : Project
        As read from a file.

    Returns
    -------
    tuple of Finding
        Empty if nothing is.

    Raises
    ------
    InputError
        If a table refers to a building, room or household that is not there, which no
        reader lets through.
    """
    _check_references(project)
    return (
        *_check_site(project),
        *check_buildings(project),
        *check_archive(project),
        *check_windows(project),
        *_check_rooms(project),
        *_check_households(project),
        *check_grounds(project),
    )


def _check_references(project: Project) -> None:
    """Refuse indices that lead nowhere."""
    buildings = len(project.buildings)
    for where, index, lowest, count in (
        ("windows.building", project.windows.building, 0, buildings),
        ("rooms.building", project.rooms.building, 0, buildings),
        ("households.building", project.households.building, 0, buildings),
        ("windows.room", project.windows.room, -1, len(project.rooms)),
        ("rooms.household", project.rooms.household, -1, len(project.households)),
    ):
        wrong = np.flatnonzero((index < lowest) | (index >= count))
        if len(wrong):
            raise InputError(
                f"{index[wrong[0]]} is no index; allowed are {lowest} to {count - 1}",
                where=f"{where}[{wrong[0]}]",
                value=int(index[wrong[0]]),
            )


def _check_site(project: Project) -> tuple[Finding, ...]:
    """Place, axes, datum and north."""
    site = project.site
    return (
        *_check_place(project),
        *(() if site.crs else _check_origin(site.origin)),
        *about(
            "DATUM-MISSING",
            [] if site.height_datum.strip() else ["site"],
            where="site.height_datum",
        ),
        *about(
            "NORTH-MISSING", [] if site.north.strip() else ["site"], where="site.north"
        ),
    )


def _check_place(project: Project) -> tuple[Finding, ...]:
    """Latitude and longitude: possible, in their order, with a sun, in China."""
    latitude, longitude = project.site.latitude, project.site.longitude
    code = ""
    if _in_china(longitude, latitude):
        code = "LATLON-SWAPPED"
    elif not (abs(latitude) <= 90.0 and abs(longitude) <= 180.0):
        code = "PLACE-INVALID"
    elif _is_built_in(project.rules) and not 0.0 < latitude <= HIGHEST_LATITUDE:
        code = "LATITUDE-WITHOUT-WINTER-SUN"
    elif not _in_china(latitude, longitude):
        code = "LATLON-OUTSIDE-CHINA"
    return about(
        code,
        ["site"] if code else [],
        where="site" if code == "LATLON-OUTSIDE-CHINA" else "site.latitude",
        found=f"{latitude:g}, {longitude:g}",
    )


def _in_china(latitude: float, longitude: float) -> bool:
    """Whether a place may lie in China."""
    return _within(latitude, CHINA_LATITUDES) and _within(longitude, CHINA_LONGITUDES)


def _is_built_in(rules: str) -> bool:
    """Whether a rule profile comes with the package; others are files."""
    return ".toml" not in rules


def _check_origin(origin: tuple[float, float]) -> tuple[Finding, ...]:
    """Survey axes and zone number, of coordinates whose system nobody names."""
    x, y = origin
    swapped = _within(x, NORTHINGS) and _is_easting(y)
    easting = y if swapped else x
    found = f"{x:.0f}, {y:.0f}"
    return (
        *about(
            "SURVEY-AXES-SWAPPED",
            ["site"] if swapped else [],
            where="site.origin",
            found=found,
        ),
        *about(
            "ZONE-PREFIX",
            ["site"] if _has_zone(easting) else [],
            where="site.origin",
            found=f"{easting:.0f}",
        ),
    )


def _is_easting(value: float) -> bool:
    """Whether it looks like an easting, with or without zone number."""
    return _within(value, EASTINGS) or _has_zone(value)


def _has_zone(value: float) -> bool:
    """Whether it looks like an easting with zone number."""
    return _within(value // 1e6, ZONES) and _within(value % 1e6, EASTINGS)


def _within(value: float, limits: tuple[float, float]) -> bool:
    """Whether it lies between both limits or on one."""
    return limits[0] <= value <= limits[1]


def _check_rooms(project: Project) -> tuple[Finding, ...]:
    """Rooms that count have windows."""
    rooms = project.rooms
    counted = np.array([kind in COUNTED_ROOMS for kind in ROOM_KINDS])[rooms.kind]
    lit = np.zeros(len(rooms), dtype=bool)
    lit[project.windows.room[project.windows.room >= 0]] = True
    dark = rooms.id[counted & ~lit]
    return about("ROOM-WITHOUT-WINDOW", dark, where=str(dark[0]) if len(dark) else "")


def _check_households(project: Project) -> tuple[Finding, ...]:
    """Households of dwellings have a habitable room."""
    rooms, households = project.rooms, project.households
    habitable = np.array([kind in HABITABLE_ROOMS for kind in ROOM_KINDS])[rooms.kind]
    has = np.zeros(len(households), dtype=bool)
    has[rooms.household[habitable & (rooms.household >= 0)]] = True
    dwelling = np.array(
        [b.use in (Use.RESIDENTIAL, Use.UNKNOWN) for b in project.buildings], dtype=bool
    )
    bare = households.id[dwelling[households.building] & ~has]
    return about(
        "HOUSEHOLD-WITHOUT-HABITABLE-ROOM",
        bare,
        where=str(bare[0]) if len(bare) else "",
    )
