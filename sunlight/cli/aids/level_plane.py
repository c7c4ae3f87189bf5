"""What isochrones and shadows share on the command line (等时线、阴影共用)."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from sunlight.cli.aids.grid_options import Coordinates, checked_levels, typed_area
from sunlight.errors import InputError

if TYPE_CHECKING:
    import shapely

    from sunlight.analyses.planes import Plane
    from sunlight.assessment.subject import Subject
    from sunlight.report.texts import Texts

__all__ = ["FORMATS", "AccuracyOption", "OutlineFormats", "area_of", "level_of"]

MARGIN: Final = 20.0
"""Left free round the buildings where no area is typed, at least. [m]"""
FORMATS: Final = ("csv", "geojson", "gpkg", "parquet", "png")
"""Formats of outlines."""

AccuracyOption = Annotated[
    float,
    typer.Option(
        metavar="M",
        help="How far from the true line a line may be; cost grows as it gets "
        "smaller. 线位误差上限（米）。",
    ),
]
OutlineFormats = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="LIST",
        help="Formats of the files: csv, geojson, gpkg, parquet, png. gpkg needs the "
        "extra [gis]. 成果格式。",
    ),
]


def level_of(
    subject: "Subject",
    *,
    elevation: float | None,
    above_ground: float | None,
    of: str,
    words: "Texts",
) -> "Plane":
    """Plane looked at, as typed (计算面).

    Parameters
    ----------
    subject : Subject
        What is looked at.
    elevation, above_ground, of
        As in :func:`sunlight.analyses.planes.plane_of`.
    words : mapping
        Catalogue.

    Raises
    ------
    InputError
        If no plane, or more than one, is named, or it lies far below the ground.
    """
    from sunlight.analyses.planes import plane_of

    plane = plane_of(
        subject.project, elevation=elevation, above=above_ground, building=of
    )
    checked_levels(subject.project, [plane.elevation], "--elevation", words)
    return plane


def area_of(
    subject: "Subject", typed: str, coordinates: Coordinates, *, z: float
) -> "shapely.Polygon":
    """Area looked at: the one typed, or round the buildings (范围).

    Parameters
    ----------
    subject : Subject
        What is looked at.
    typed : str
        Four numbers between commas, or nothing. [m]
    coordinates : Coordinates
        Whose coordinates they are.
    z : float
        Elevation of the plane: to the north, where shadows fall, the height of the
        tallest body above it is left free. [m]

    Raises
    ------
    InputError
        If these are no two corners near the project, or there is no body.
    """
    import shapely

    area = typed_area(subject.project, typed, coordinates)
    if area is not None:
        return area
    box = subject.scene.obstructions.part_box
    if len(box) == 0:
        raise InputError(
            "the project has no body, so that the area has to be named: give "
            "--area X0,Y0,X1,Y1",
            where="--area",
        )
    tallest = max(float(box[:, 5].max()) - z, MARGIN)
    return shapely.box(
        float(box[:, 0].min()) - MARGIN,
        float(box[:, 1].min()) - MARGIN,
        float(box[:, 3].max()) + MARGIN,
        float(box[:, 4].max()) + tallest,
    )
