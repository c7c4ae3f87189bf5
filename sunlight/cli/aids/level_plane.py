"""Where on a level plane an aid looks: elevation and area as typed (计算面)."""

import math
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sunlight.errors import InputError

if TYPE_CHECKING:
    import shapely

    from sunlight.assessment.subject import Subject

__all__ = [
    "AccuracyOption",
    "AreaOption",
    "ElevationOption",
    "GeopackageOption",
    "area_of",
    "elevation_of",
]

SAME_LEVEL: Final = 1e-3
"""Outdoor grounds nearer than this are one level. [m]"""
MARGIN: Final = 20.0
"""Left free round the buildings where no area is typed, at least. [m]"""

ElevationOption = Annotated[
    float | None,
    typer.Option(
        "--elevation",
        metavar="M",
        help="Absolute elevation of the plane. Without it the outdoor ground of the "
        "buildings is taken, if they share one. 计算面绝对标高（米）。",
        show_default=False,
    ),
]
AreaOption = Annotated[
    str | None,
    typer.Option(
        "--area",
        metavar="X1,Y1,X2,Y2",
        help="Rectangle looked at, in project coordinates. Without it the buildings "
        "with a margin. 范围（项目坐标，米）。",
        show_default=False,
    ),
]
AccuracyOption = Annotated[
    float,
    typer.Option(
        metavar="M",
        help="How far from the true line a line may be; cost grows as it gets "
        "smaller. 线位误差上限（米）。",
    ),
]
GeopackageOption = Annotated[
    bool,
    typer.Option(
        "--gpkg/--no-gpkg",
        help="Writes a GeoPackage too; needs the extra [gis]. 是否另写 GeoPackage。",
    ),
]


def elevation_of(subject: "Subject", typed: float | None) -> float:
    """Elevation of the plane: the one typed, or the one outdoor ground (计算面标高).

    Parameters
    ----------
    subject : Subject
        What is looked at.
    typed : float or None
        What was typed. [m]

    Raises
    ------
    InputError
        If what was typed is not finite, or nothing was typed and the outdoor grounds
        differ or are not known.
    """
    if typed is not None:
        if not math.isfinite(typed):
            raise InputError(
                f"expected a finite number of metres, got {typed!r}",
                where="--elevation",
                value=typed,
            )
        return typed
    levels = sorted(
        {
            round(b.outdoor_ground / SAME_LEVEL) * SAME_LEVEL
            for b in subject.project.buildings
            if math.isfinite(b.outdoor_ground)
        }
    )
    if len(levels) == 1:
        return float(levels[0])
    found = ", ".join(f"{level:.2f}" for level in levels) or "none"
    raise InputError(
        "the buildings do not share one outdoor ground, so that the plane has to be "
        f"named: give --elevation in metres. Outdoor grounds in the project: {found}",
        where="--elevation",
    )


def area_of(subject: "Subject", typed: str | None, *, z: float) -> "shapely.Polygon":
    """Rectangle looked at: the one typed, or round the buildings (范围).

    Parameters
    ----------
    subject : Subject
        What is looked at.
    typed : str or None
        Four numbers between commas. [m]
    z : float
        Elevation of the plane: to the north, where shadows fall, the height of the
        tallest body above it is left free. [m]

    Raises
    ------
    InputError
        If these are not four numbers that make a rectangle, or there is no body.
    """
    import shapely

    if typed is not None:
        try:
            low_x, low_y, high_x, high_y = (float(part) for part in typed.split(","))
        except ValueError as error:
            raise _bad_area(typed) from error
        if not (
            all(math.isfinite(v) for v in (low_x, low_y, high_x, high_y))
            and low_x < high_x
            and low_y < high_y
        ):
            raise _bad_area(typed)
        return shapely.box(low_x, low_y, high_x, high_y)
    box = subject.scene.obstructions.part_box
    if len(box) == 0:
        raise InputError(
            "the project has no body, so that the area has to be named: give "
            "--area X1,Y1,X2,Y2",
            where="--area",
        )
    tallest = max(float(box[:, 5].max()) - z, MARGIN)
    return shapely.box(
        float(box[:, 0].min()) - MARGIN,
        float(box[:, 1].min()) - MARGIN,
        float(box[:, 3].max()) + MARGIN,
        float(box[:, 4].max()) + tallest,
    )


def _bad_area(typed: str) -> InputError:
    """Error that shows what an area looks like."""
    return InputError(
        "expected four numbers of metres, least x and y, greatest x and y, such as "
        f"0,0,120,80; got {typed!r}",
        where="--area",
        value=typed,
    )
