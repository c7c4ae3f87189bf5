"""``sunlight grid isochrone``: boundaries of hours of sun on a plane (等时线命令)."""

import sys
from typing import Annotated

import typer

from sunlight.cli.aids.level_plane import (
    AccuracyOption,
    AreaOption,
    ElevationOption,
    GeopackageOption,
    area_of,
    elevation_of,
)
from sunlight.cli.aids.options import (
    DeclinationOption,
    FolderOption,
    Lang,
    LangOption,
    ProjectArgument,
    ReadingOption,
    State,
    StateOption,
    UseOption,
    read_subject,
)
from sunlight.cli.aids.share_bar import share_bar
from sunlight.cli.boundary import failures_reported
from sunlight.errors import InputError
from sunlight.kinds import Use

__all__ = ["isochrone"]


def isochrone(
    project: ProjectArgument,
    *,
    output: FolderOption,
    hours: Annotated[
        str,
        typer.Option(
            metavar="H,H", help="Counted hours, a line each. 时数（小时，逗号分隔）。"
        ),
    ] = "2,3",
    elevation: ElevationOption = None,
    area: AreaOption = None,
    accuracy: AccuracyOption = 0.05,
    state: StateOption = State.AFTER,
    use: UseOption = Use.RESIDENTIAL,
    alternatives: ReadingOption = [],  # noqa: B006 -- typer's way to say: none
    declination: DeclinationOption = "spa:2001",
    gpkg: GeopackageOption = False,
    lang: LangOption = Lang.ZH,
) -> None:
    """等时线: draws where a level plane has so many counted hours of sun.

    Lines are refined until they are within the accuracy; pieces under the shortest
    counted segment are left out, and nothing is smoothed. Writes isochrones.geojson,
    isochrones.png and, with --gpkg, isochrones.gpkg.
    """
    with failures_reported(lang.value):
        from sunlight.analyses.isochrones import isochrones
        from sunlight.cli.aids.plane_tables import print_isochrones
        from sunlight.report.aids.isochrones import write_isochrones
        from sunlight.report.staging import staged_folder
        from sunlight.report.texts import texts

        subject = read_subject(
            project,
            lang=lang.value,
            use=use,
            readings=tuple(alternatives),
            declination=declination,
        )
        level = elevation_of(subject, elevation)
        with share_bar(texts(lang.value)["isochrone.progress"]) as progress:
            lines = isochrones(
                area_of(subject, area, z=level),
                subject.obstructions(state.value),
                subject.path,
                z=level,
                hours=_hours(hours),
                shortest=subject.conditions.shortest_segment,
                segments=subject.conditions.segments,
                accuracy=accuracy,
                progress=progress,
            )
        with staged_folder(output) as aside:
            write_isochrones(
                lines,
                subject,
                aside,
                state=state.value,
                lang=lang.value,
                geopackage=gpkg,
            )
        print_isochrones(
            lines, subject, state.value, output, lang.value, stream=sys.stdout
        )


def _hours(typed: str) -> list[float]:
    """Hours between commas."""
    try:
        return [float(part) for part in typed.split(",")]
    except ValueError as error:
        raise InputError(
            f"expected hours between commas, such as 2,3; got {typed!r}",
            where="--hours",
            value=typed,
        ) from error
