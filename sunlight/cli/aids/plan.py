"""``sunlight grid plan``: minutes of a plane on a regular grid (平面网格命令)."""

from sunlight.cli.aids.grid_options import (
    AboveOption,
    AreaOption,
    Coordinates,
    CoordinatesOption,
    CrsOption,
    ElevationOption,
    FormatOption,
    GroundOfOption,
    JsonOption,
    SpacingOption,
    StatesOption,
    checked_levels,
    states_of,
    typed_area,
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
from sunlight.cli.boundary import failures_reported
from sunlight.cli.cluster_option import (
    ClusterOption,
    TileFolderOption,
    TileSizeOption,
    cluster_request,
    computing_points,
)
from sunlight.kinds import Use

__all__ = ["plan"]

MARGIN = 30.0
"""How far the area reaches beyond all that is drawn, where none is given. [m]"""


def plan(
    project: ProjectArgument,
    *,
    output: FolderOption,
    spacing: SpacingOption = 2.0,
    elevation: ElevationOption = None,
    above_ground: AboveOption = None,
    of: GroundOfOption = "",
    area: AreaOption = "",
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
    """Minutes of a level plane on a regular grid, exact at each centre (平面网格)."""
    with failures_reported(lang.value, OPTIONS):
        import shapely

        from sunlight.analyses.grids import plan_grid_by_state
        from sunlight.analyses.planes import plane_of
        from sunlight.cli.aids.grid_output import (
            Output,
            finish,
            points_progress,
            thresholds_of,
        )
        from sunlight.report.aids.georeference import georeference
        from sunlight.report.aids.layers import plan_layer
        from sunlight.report.aids.plan_picture import plan_picture
        from sunlight.report.aids.provenance import plane_words, provenance_of
        from sunlight.report.aids.sheet import png_of
        from sunlight.report.aids.write import checked_formats, file_stem
        from sunlight.report.plan_shapes import plan_bounds
        from sunlight.report.texts import texts

        words, wanted = texts(lang.value), checked_formats(formats)
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
        shape = typed_area(subject.project, area, coordinates) or shapely.box(
            *plan_bounds(subject.project)
        ).buffer(MARGIN, join_style="mitre")
        states = states_of(state)
        with computing_points(request) as compute, points_progress(words) as step:
            grids = plan_grid_by_state(
                shape,
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
        layers, pictures = [], {}
        for name, found in zip(states, grids, strict=True):
            provenance = provenance_of(
                subject.project, found.basis, kind="plan", state=name,
                height=plane_words(plane, words), spacing=spacing, place=place,
                words=words,
            )  # fmt: skip
            stem = file_stem("plan", name)
            layers.append(plan_layer(found, stem, provenance))
            pictures[stem] = lambda g=found, n=name, p=provenance: png_of(
                plan_picture(g, subject, n, p, words), p
            )
        finish(
            Output(
                heading=words["grids.plan_row_title"], layers=tuple(layers),
                pictures=pictures, place=place, thresholds=thresholds_of(subject),
            ),
            output, wanted, as_json=as_json, words=words,
        )  # fmt: skip
