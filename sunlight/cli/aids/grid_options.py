"""Options of points, lines, grids and façades, and how they are read (选项)."""

import math
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sunlight.cli.aids.options import State
from sunlight.errors import InputError

if TYPE_CHECKING:
    import shapely

    from sunlight.model.project import Project
    from sunlight.report.texts import Texts

__all__ = [
    "AboveOption",
    "AreaOption",
    "Coordinates",
    "CoordinatesOption",
    "CrsOption",
    "ElevationOption",
    "FormatOption",
    "GroundOfOption",
    "JsonOption",
    "OptionalFolder",
    "SpacingOption",
    "StatesOption",
    "checked_levels",
    "numbers_of",
    "project_places",
    "states_of",
    "typed_area",
]


class Coordinates(StrEnum):
    """Which coordinates are typed in."""

    PROJECT = "project"
    DRAWING = "drawing"


StatesOption = Annotated[
    list[State],
    typer.Option(
        "--state",
        help="Before the project, or with it; may be given twice. "
        "建设前或建设后，可给两次。",
    ),
]
SpacingOption = Annotated[
    float,
    typer.Option(metavar="M", help="Spacing of the points in metres. 间距（米）。"),
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="LIST",
        help="Formats of the files: csv, geojson, gpkg, tif (plan grids alone), "
        "parquet, png. gpkg and tif need the extra [gis]. 成果格式。",
    ),
]
CrsOption = Annotated[
    str,
    typer.Option(
        metavar="CODE",
        help="Coordinate system of the coordinates in the project file, such as "
        "EPSG:4547: files then carry true positions. Without it they carry project "
        "coordinates in metres and no system. 项目文件坐标所属坐标系。",
        show_default=False,
    ),
]
ElevationOption = Annotated[
    float | None,
    typer.Option(
        metavar="M",
        help="Absolute elevation to look at, in the height datum of the project. "
        "绝对标高。",
        show_default=False,
    ),
]
AboveOption = Annotated[
    float | None,
    typer.Option(
        "--above-ground",
        metavar="M",
        help="Height above the outdoor ground of the building that --of names; 0 where "
        "neither this nor --elevation is given. 室外地坪以上高度。",
        show_default=False,
    ),
]
GroundOfOption = Annotated[
    str,
    typer.Option(
        "--of",
        metavar="BUILDING",
        help="Whose outdoor ground --above-ground means; may be left out where all "
        "buildings share one. 以哪幢建筑的室外地坪为准。",
        show_default=False,
    ),
]
CoordinatesOption = Annotated[
    Coordinates,
    typer.Option(
        help="Coordinates that are typed in: of the project (metres, x east, y true "
        "north, from its origin), or of the drawing (metres, east and north as in the "
        "file). 输入的坐标是项目坐标还是图纸坐标。",
    ),
]
JsonOption = Annotated[
    bool,
    typer.Option(
        "--json",
        help="Prints the result as one JSON document on standard output and nothing "
        "else. 标准输出只给一个 JSON 文档。",
    ),
]
OptionalFolder = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR",
        help="Folder for the files; it is made if need be. Without it results are only "
        "shown. 成果文件夹。",
        show_default=False,
    ),
]

AreaOption = Annotated[
    str,
    typer.Option(
        metavar="X0,Y0,X1,Y1",
        help="Two opposite corners of the area; by default all that is drawn, with a "
        "margin. 范围的两个对角。",
        show_default=False,
    ),
]

DEEPEST = 100.0
"""Elevations farther below the lowest outdoor ground are a slip. [m]"""
FARTHEST = 10_000.0
"""Coordinates farther than this from all buildings are a slip. [m]"""


def numbers_of(text: str, where: str, counts: Sequence[int]) -> tuple[float, ...]:
    """Finite numbers with commas between (坐标).

    Parameters
    ----------
    text : str
        Such as ``12.5,30``.
    where : str
        Option.
    counts : sequence of int
        How many there may be.

    Raises
    ------
    InputError
        If there are more or fewer, or one is no finite number.

    Examples
    --------
    >>> numbers_of("1, 2.5", "--at", (2, 3))
    (1.0, 2.5)
    """
    wanted = " or ".join(str(count) for count in counts)
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError as error:
        raise InputError(
            f"expected {wanted} numbers with commas between, got {text!r}",
            where=where,
            value=text,
        ) from error
    if len(numbers) not in counts or not all(math.isfinite(n) for n in numbers):
        raise InputError(
            f"expected {wanted} finite numbers with commas between, got {text!r}",
            where=where,
            value=text,
        )
    return numbers


def states_of(states: Sequence[State]) -> tuple[str, ...]:
    """States asked for, each once, before before after (状态).

    Parameters
    ----------
    states : sequence of State
        As given.
    """
    return tuple(state.value for state in State if state in states)


def project_places(
    project: "Project",
    places: Sequence[tuple[float, ...]],
    where: str,
    coordinates: Coordinates,
) -> list[tuple[float, float]]:
    """Places in project coordinates, refused if nowhere near the project (坐标).

    Parameters
    ----------
    project : Project
        The project.
    places : sequence of tuple of float
        As typed in; what follows the first two numbers is not looked at. [m]
    where : str
        Option.
    coordinates : Coordinates
        Whose coordinates they are.

    Returns
    -------
    list of (float, float)
        In project coordinates. [m]

    Raises
    ------
    InputError
        If one is over 10 km from all that is drawn: coordinates of the drawing, say,
        where the project has an origin of its own.
    """
    from sunlight.report.plan_shapes import plan_bounds

    site = project.site
    # an origin in degrees is that of the projection, whose coordinates are typed in
    east, north = (0.0, 0.0) if site.crs == "EPSG:4326" else site.origin
    angle = math.radians(site.north_angle)
    sine, cosine = math.sin(angle), math.cos(angle)
    x_min, y_min, x_max, y_max = plan_bounds(project)
    found = []
    for typed in places:
        x, y = typed[:2]
        if coordinates is Coordinates.DRAWING:
            x, y = x - east, y - north
            x, y = x * cosine - y * sine, x * sine + y * cosine
        off = max(x_min - x, x - x_max, y_min - y, y - y_max)
        if off > FARTHEST:
            raise InputError(
                f"({typed[0]:g}, {typed[1]:g}) lies {off / 1000.0:.0f} km from all "
                f"buildings, which reach from ({x_min:.0f}, {y_min:.0f}) to "
                f"({x_max:.0f}, {y_max:.0f}) in metres from the origin at east "
                f"{east:g}, north {north:g} of the drawing; --coordinates says which "
                "coordinates are typed in",
                where=where,
                value=typed[:2],
            )
        found.append((x, y))
    return found


def typed_area(
    project: "Project", corners: str, coordinates: Coordinates
) -> "shapely.Polygon | None":
    """Area between two opposite corners; None where none are given (范围).

    Parameters
    ----------
    project : Project
        The project.
    corners : str
        Four numbers with commas between, or nothing. [m]
    coordinates : Coordinates
        Whose coordinates they are.

    Raises
    ------
    InputError
        If these are not two corners of a rectangle near the project.
    """
    import shapely

    if not corners:
        return None
    x0, y0, x1, y1 = numbers_of(corners, "--area", (4,))
    if x0 == x1 or y0 == y1:
        raise InputError(
            f"the two corners must differ in both directions, got {corners!r}",
            where="--area",
            value=corners,
        )
    ring = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    return shapely.Polygon(project_places(project, ring, "--area", coordinates))


def checked_levels(
    project: "Project", levels: Iterable[float], where: str, words: "Texts"
) -> None:
    """Warn of elevations below all outdoor grounds, refuse those far below (标高核对).

    Nothing shades what lies deep under all buildings, so that a height above ground
    taken for an elevation would see the sun all day.

    Parameters
    ----------
    project : Project
        For the outdoor grounds of its buildings.
    levels : iterable of float
        Absolute elevations looked at. [m]
    where : str
        Option.
    words : mapping
        Catalogue; the warning goes to standard error.

    Raises
    ------
    InputError
        If one lies over 100 m below the lowest outdoor ground.
    """
    from sunlight.cli.streams import console_on
    from sunlight.tolerances import CONTACT_DISTANCE

    grounds = [b.outdoor_ground for b in project.buildings]
    lowest = min((g for g in grounds if math.isfinite(g)), default=-math.inf)
    level = min(levels)
    if level < lowest - DEEPEST:
        raise InputError(
            f"{level:g} m lies {lowest - level:.0f} m below the lowest outdoor ground, "
            f"{lowest:.3f} m; elevations are absolute: add that of the ground to a "
            "height above it",
            where=where,
            value=level,
        )
    if level < lowest - CONTACT_DISTANCE:
        shown = words["grids.below_ground"].format(
            level=f"{level:.3f}", ground=f"{lowest:.3f}"
        )
        console_on(sys.stderr).print(shown, style="yellow")
