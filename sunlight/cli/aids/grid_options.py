"""Options of points, lines, grids and façades, and how they are read (选项)."""

import math
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sunlight.cli.aids.options import State
from sunlight.errors import InputError

if TYPE_CHECKING:
    from sunlight.model.project import Project

__all__ = [
    "AboveOption",
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
    "numbers_of",
    "project_places",
    "states_of",
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
    east, north = site.origin
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
