"""``sunlight grid line``: minutes along a line at any height (线上日照命令)."""

from typing import Annotated

import typer

from sunlight.cli.aids.grid_options import (
    AboveOption,
    Coordinates,
    CoordinatesOption,
    CrsOption,
    ElevationOption,
    FormatOption,
    GroundOfOption,
    JsonOption,
    OptionalFolder,
    SpacingOption,
    StatesOption,
    checked_levels,
    numbers_of,
    project_places,
    states_of,
)
from sunlight.cli.aids.options import (
    OPTIONS,
    DeclinationOption,
    Lang,
    LangOption,
    ProjectArgument,
    ReadingOption,
    State,
    UseOption,
    read_subject,
)
from sunlight.cli.boundary import failures_reported
from sunlight.cli.cluster_option import (
    ClusterOption,
    TileFolderOption,
    TileSizeOption,
    cluster_request,
    computing_points,
)
from sunlight.errors import InputError
from sunlight.kinds import Use

__all__ = ["line"]


def line(
    project: ProjectArgument,
    *,
    line: Annotated[
        str,
        typer.Option(
            metavar='"X,Y X,Y ..."',
            help="Corners of the line in project coordinates. 折线各点（项目坐标）。",
            show_default=False,
        ),
    ],
    output: OptionalFolder = None,
    spacing: SpacingOption = 1.0,
    elevation: ElevationOption = None,
    above_ground: AboveOption = None,
    of: GroundOfOption = "",
    state: StatesOption = [State.AFTER],  # noqa: B006 -- Typer copies it
    formats: FormatOption = "csv,png",
    coordinates: CoordinatesOption = Coordinates.PROJECT,
    crs: CrsOption = "",
    use: UseOption = Use.RESIDENTIAL,
    reading: ReadingOption = [],  # noqa: B006 -- Typer copies it
    declination: DeclinationOption = "spa:2001",
    cluster: ClusterOption = None,
    tile_folder: TileFolderOption = None,
    tile_size: TileSizeOption = None,
    lang: LangOption = Lang.ZH,
    as_json: JsonOption = False,
) -> None:
    """Minutes along a line: its ends, its corners, and equal steps (线上日照)."""
    with failures_reported(lang.value, OPTIONS):
        import shapely

        from sunlight.analyses.lines import line_light_by_state
        from sunlight.analyses.planes import plane_of
        from sunlight.cli.aids.grid_output import (
            Output,
            finish,
            points_progress,
            thresholds_of,
        )
        from sunlight.report.aids.georeference import georeference
        from sunlight.report.aids.layers import line_layer
        from sunlight.report.aids.line_picture import line_picture
        from sunlight.report.aids.provenance import plane_words, provenance_of
        from sunlight.report.aids.sheet import png_of
        from sunlight.report.aids.write import FORMATS, checked_formats, file_stem
        from sunlight.report.texts import texts

        allowed = [name for name in FORMATS if name != "tif"]
        words, wanted = texts(lang.value), checked_formats(formats, allowed=allowed)
        corners = [numbers_of(part, "--line", (2,)) for part in line.split()]
        if len(corners) < 2:
            raise InputError(
                f'expected two places or more such as "0,0 30,0", got {line!r}',
                where="--line",
                value=line,
            )
        request = cluster_request(cluster, tile_folder, tile_size)
        subject = read_subject(
            project, lang=lang.value, use=use, readings=tuple(reading),
            declination=declination,
        )  # fmt: skip
        place = georeference(subject.project, crs=crs)
        plane = plane_of(
            subject.project, elevation=elevation, above=above_ground, building=of
        )
        checked_levels(subject.project, [plane.elevation], "--elevation", words)
        places = project_places(subject.project, corners, "--line", coordinates)
        states = states_of(state)
        with computing_points(request) as compute, points_progress(words) as step:
            found = line_light_by_state(
                shapely.LineString(places),
                subject.scene.obstructions,
                [subject.standing(name) for name in states],
                subject.path,
                z=plane.elevation,
                spacing=spacing,
                shortest=subject.conditions.shortest_segment,
                segments=subject.conditions.segments,
                compute=compute,
                progress=step,
            )
        thresholds = thresholds_of(subject)
        layers = []
        for name, light in zip(states, found, strict=True):
            provenance = provenance_of(
                subject.project, light.light.basis, kind="line", state=name,
                height=plane_words(plane, words), spacing=spacing, place=place,
                words=words,
            )  # fmt: skip
            layers.append(line_layer(light, file_stem("line", name), provenance, words))
        title = words["grids.line_title"].format(name=subject.project.name)
        told = layers[0].provenance
        finish(
            Output(
                heading=words["grids.line_row_title"], layers=tuple(layers),
                pictures={
                    file_stem("line", *states): lambda: png_of(
                        line_picture(
                            dict(zip(states, found, strict=True)), title, thresholds,
                            told, words,
                        ),
                        told,
                    )
                },
                place=place, thresholds=thresholds,
                members={"points": [layer.table.to_pylist() for layer in layers]},
            ),
            output, wanted, as_json=as_json, words=words,
        )  # fmt: skip
