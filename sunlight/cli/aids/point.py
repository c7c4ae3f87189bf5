"""``sunlight grid point``: when single points see the sun (单点日照命令)."""

from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from sunlight.report.aids.layers import Layer
    from sunlight.report.texts import Texts

__all__ = ["point"]


def point(
    project: ProjectArgument,
    *,
    at: Annotated[
        list[str],
        typer.Option(
            metavar="X,Y[,Z]",
            help="Point in project coordinates; z is an absolute elevation, without it "
            "that of --elevation or --above-ground. May be given several times. "
            "点位（项目坐标，绝对标高）。",
            show_default=False,
        ),
    ],
    output: OptionalFolder = None,
    elevation: ElevationOption = None,
    above_ground: AboveOption = None,
    of: GroundOfOption = "",
    state: StatesOption = [State.AFTER],  # noqa: B006 -- Typer copies it
    formats: FormatOption = "csv",
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
    """When single points see the sun, how long, and who makes each limit (单点日照)."""
    with failures_reported(lang.value, OPTIONS):
        import numpy as np

        from sunlight.analyses.planes import plane_of
        from sunlight.analyses.points import point_light_by_state
        from sunlight.cli.aids.grid_output import Output, finish, thresholds_of
        from sunlight.report.aids.georeference import georeference
        from sunlight.report.aids.layers import point_layer
        from sunlight.report.aids.provenance import plane_words, provenance_of
        from sunlight.report.aids.write import FORMATS, checked_formats, file_stem
        from sunlight.report.texts import texts

        allowed = [name for name in FORMATS if name not in ("tif", "png")]
        words, wanted = texts(lang.value), checked_formats(formats, allowed=allowed)
        given = [numbers_of(text, "--at", (2, 3)) for text in at]
        request = cluster_request(cluster, tile_folder, tile_size)
        subject = read_subject(
            project, lang=lang.value, use=use, readings=tuple(reading),
            declination=declination,
        )  # fmt: skip
        place = georeference(subject.project, crs=crs)
        places = project_places(subject.project, given, "--at", coordinates)
        if any(len(numbers) == 2 for numbers in given):
            plane = plane_of(
                subject.project, elevation=elevation, above=above_ground, building=of
            )
            levels = [p[2] if len(p) == 3 else plane.elevation for p in given]
            heights = plane_words(plane, words)
        elif elevation is not None or above_ground is not None or of:
            raise InputError(
                "every point has an elevation of its own; give points without one, or "
                "leave --elevation, --above-ground and --of out",
                where="--at",
                value=at[0],
            )
        else:
            levels = [p[2] for p in given if len(p) == 3]
        if len(set(levels)) > 1 or all(len(p) == 3 for p in given):
            heights = words["grids.point_heights"].format(
                lowest=f"{min(levels):.3f}", highest=f"{max(levels):.3f}"
            )
        checked_levels(subject.project, levels, "--at", words)
        points = np.column_stack([np.array(places), levels])
        states = states_of(state)
        with computing_points(request) as compute:
            found = point_light_by_state(
                points,
                subject.scene.obstructions,
                [subject.standing(name) for name in states],
                subject.path,
                shortest=subject.conditions.shortest_segment,
                segments=subject.conditions.segments,
                compute=compute,
            )
        layers = tuple(
            point_layer(
                light,
                file_stem("point", name),
                provenance_of(
                    subject.project, light.basis, kind="point", state=name,
                    height=heights, spacing=None, place=place, words=words,
                ),
                words,
            )
            for name, light in zip(states, found, strict=True)
        )  # fmt: skip
        finish(
            Output(
                heading=words["grids.point_title"], layers=layers, pictures={},
                place=place, thresholds=thresholds_of(subject),
                lines=tuple(line for layer in layers for line in _lines(layer, words)),
                members={"points": [layer.table.to_pylist() for layer in layers]},
            ),
            output, wanted, as_json=as_json, words=words,
        )  # fmt: skip


def _lines(layer: "Layer", words: "Texts") -> list[str]:
    """Each point in words, with its segments."""
    lines = [str(layer.provenance["state"])]
    for row in layer.table.to_pylist():
        key = "grids.point_inside" if row["covered"] else "grids.point_row"
        minutes = row["minutes"]
        lines.append(
            words[key].format(
                number=row["point"],
                x=f"{row['x']:.3f}",
                y=f"{row['y']:.3f}",
                z=f"{row['plane_z']:.3f}",
                minutes="" if minutes is None else f"{minutes:.3f}",
            )
        )
        if row["lit"]:
            lines.append(f"  {row['lit']}")
    return lines
