"""``sunlight grid isochrone``: lines of equal sun on a plane (等时线命令)."""

import sys
from typing import Annotated

import typer

from sunlight.cli.aids.grid_options import (
    AboveOption,
    AreaOption,
    Coordinates,
    CoordinatesOption,
    CrsOption,
    ElevationOption,
    GroundOfOption,
    JsonOption,
    StatesOption,
    states_of,
)
from sunlight.cli.aids.level_plane import (
    FORMATS,
    AccuracyOption,
    OutlineFormats,
    area_of,
    level_of,
)
from sunlight.cli.aids.options import (
    OPTIONS,
    DeclinationOption,
    FolderOption,
    Lang,
    LangOption,
    ProjectArgument,
    ReadingOption,
    State,
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
    above_ground: AboveOption = None,
    of: GroundOfOption = "",
    area: AreaOption = "",
    accuracy: AccuracyOption = 0.05,
    state: StatesOption = [State.AFTER],  # noqa: B006 -- Typer copies it
    formats: OutlineFormats = "geojson,png",
    coordinates: CoordinatesOption = Coordinates.PROJECT,
    crs: CrsOption = "",
    use: UseOption = Use.RESIDENTIAL,
    reading: ReadingOption = [],  # noqa: B006 -- Typer copies it
    declination: DeclinationOption = "spa:2001",
    lang: LangOption = Lang.ZH,
    as_json: JsonOption = False,
) -> None:
    """等时线: draws where a level plane has so many counted hours of sun.

    Lines are refined until they are within the accuracy; pieces under the shortest
    counted segment are left out, and nothing is smoothed.
    """
    with failures_reported(lang.value, OPTIONS):
        from sunlight.analyses.isochrones import isochrones
        from sunlight.cli.aids.plane_tables import finish_outlines, isochrone_rows
        from sunlight.report.aids.georeference import georeference
        from sunlight.report.aids.isochrones import (
            isochrone_figure,
            isochrone_layer,
            isochrone_provenance,
        )
        from sunlight.report.aids.provenance import plane_words
        from sunlight.report.aids.sheet import png_of
        from sunlight.report.aids.write import checked_formats, file_stem
        from sunlight.report.texts import texts

        words, wanted = texts(lang.value), checked_formats(formats, allowed=FORMATS)
        asked = _hours(hours)
        subject = read_subject(
            project, lang=lang.value, use=use, readings=tuple(reading),
            declination=declination,
        )  # fmt: skip
        place = georeference(subject.project, crs=crs)
        plane = level_of(
            subject, elevation=elevation, above_ground=above_ground, of=of, words=words
        )
        shape = area_of(subject, area, coordinates, z=plane.elevation)
        layers, pictures, rows = [], {}, []
        for name in states_of(state):
            with share_bar(words["isochrone.progress"]) as progress:
                lines = isochrones(
                    shape,
                    subject.obstructions(name),
                    subject.path,
                    z=plane.elevation,
                    hours=asked,
                    shortest=subject.conditions.shortest_segment,
                    segments=subject.conditions.segments,
                    accuracy=accuracy,
                    progress=progress,
                )
            if lines[0].area.is_empty:
                raise InputError(
                    f"bodies stand on the whole area at {plane.elevation:g} m; choose "
                    "another area or elevation",
                    where="--area",
                )
            told = isochrone_provenance(
                lines, subject, state=name, height=plane_words(plane, words),
                place=place, words=words,
            )  # fmt: skip
            stem = file_stem("isochrone", name)
            layers.append(
                isochrone_layer(lines, subject, stem, state=name, provenance=told)
            )
            pictures[stem] = lambda f=lines, n=name, p=told: png_of(
                isochrone_figure(f, subject, state=n, provenance=p, words=words), p
            )
            rows.append(isochrone_rows(lines))
        finish_outlines(
            "isochrone", layers, rows, pictures, output, wanted,
            place=place, as_json=as_json, words=words, stream=sys.stdout,
        )  # fmt: skip


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
