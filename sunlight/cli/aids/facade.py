"""``sunlight grid facade``: minutes on the façades of a building (立面网格命令)."""

from typing import TYPE_CHECKING, Annotated

import typer

from sunlight.cli.aids.grid_options import (
    Coordinates,
    CoordinatesOption,
    CrsOption,
    FormatOption,
    JsonOption,
    SpacingOption,
    StatesOption,
    numbers_of,
    project_places,
    states_of,
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
from sunlight.errors import InputError
from sunlight.kinds import PartKind, Use

if TYPE_CHECKING:
    from sunlight.analyses.facades import Wall
    from sunlight.assessment.subject import Subject
    from sunlight.model.project import Building

__all__ = ["facade"]


def facade(
    project: ProjectArgument,
    *,
    output: FolderOption,
    building: Annotated[
        str,
        typer.Option(
            metavar="BUILDING",
            help="Building, all of whose façades are looked at. 建筑编号。",
            show_default=False,
        ),
    ] = "",
    wall: Annotated[
        str,
        typer.Option(
            metavar='"X0,Y0 X1,Y1"',
            help="One wall instead: its left and right end as seen from outside, in "
            "project coordinates; needs --from and --to. 单片墙面。",
            show_default=False,
        ),
    ] = "",
    low: Annotated[
        float | None,
        typer.Option(
            "--from",
            metavar="M",
            help="Absolute elevation from which on; of a building, its outdoor ground "
            "by default. 起始绝对标高。",
            show_default=False,
        ),
    ] = None,
    high: Annotated[
        float | None,
        typer.Option(
            "--to",
            metavar="M",
            help="Absolute elevation up to which; of a building, its top by default. "
            "终止绝对标高。",
            show_default=False,
        ),
    ] = None,
    spacing: SpacingOption = 1.0,
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
    """Minutes on a grid along and up the façades of a building (立面网格)."""
    with failures_reported(lang.value, OPTIONS):
        from sunlight.analyses.facades import facade_grid_by_state
        from sunlight.cli.aids.grid_output import (
            Output,
            finish,
            points_progress,
            thresholds_of,
        )
        from sunlight.report.aids.facade_picture import facade_picture
        from sunlight.report.aids.georeference import georeference
        from sunlight.report.aids.layers import facade_layer
        from sunlight.report.aids.provenance import provenance_of
        from sunlight.report.aids.sheet import png_of
        from sunlight.report.aids.write import FORMATS, checked_formats, file_stem
        from sunlight.report.texts import texts

        allowed = [name for name in FORMATS if name != "tif"]
        words, wanted = texts(lang.value), checked_formats(formats, allowed=allowed)
        if bool(building) == bool(wall):
            raise InputError("give either --building or --wall", where="--building")
        request = cluster_request(cluster, tile_folder, tile_size)
        subject = read_subject(
            project, lang=lang.value, use=use, readings=tuple(reading),
            declination=declination,
        )  # fmt: skip
        place = georeference(subject.project, crs=crs)
        states = states_of(state)
        walls = (
            _building_walls(subject, building, states, low, high)
            if building
            else _one_wall(subject, wall, low, high, coordinates)
        )
        heights = words["grids.wall_heights"].format(
            lowest=f"{min(w.base for w in walls):.3f}",
            highest=f"{max(w.top for w in walls):.3f}",
        )
        with computing_points(request) as compute, points_progress(words) as step:
            found = facade_grid_by_state(
                walls,
                subject.scene.obstructions,
                [subject.standing(name) for name in states],
                subject.path,
                spacing=spacing,
                shortest=subject.conditions.shortest_segment,
                segments=subject.conditions.segments,
                compute=compute,
                progress=step,
            )
        layers, pictures = [], {}
        for name, grids in zip(states, found, strict=True):
            provenance = provenance_of(
                subject.project, grids[0].basis, kind="facade", state=name,
                height=heights, spacing=spacing, place=place, words=words,
            )  # fmt: skip
            stem = file_stem("facade", building, name)
            title = words["grids.facade_title" if building else "grids.wall_title"]
            title = title.format(
                name=subject.project.name, building=building, state=provenance["state"]
            )
            layers.append(facade_layer(grids, stem, provenance))
            pictures[stem] = lambda g=grids, t=title, p=provenance: png_of(
                facade_picture(g, t, p, words), p
            )
        finish(
            Output(
                heading=words["grids.facade_row_title"], layers=tuple(layers),
                pictures=pictures, place=place, thresholds=thresholds_of(subject),
            ),
            output, wanted, as_json=as_json, words=words,
        )  # fmt: skip


def _building_walls(
    subject: "Subject",
    name: str,
    states: tuple[str, ...],
    low: float | None,
    high: float | None,
) -> tuple["Wall", ...]:
    """Façades of all prism bodies of a building, cut to the elevations asked for."""
    from sunlight.analyses.facades import walls_of

    found = [b for b in subject.project.buildings if b.id == name]
    if not found:
        known = ", ".join(b.id for b in subject.project.buildings[:20])
        raise InputError(
            f"there is no building {name!r}; there are {known}",
            where="--building",
            value=name,
        )
    building = found[0]
    _refuse_absent(subject, building, states)
    bodies = [
        part
        for part in building.parts
        if part.kind is PartKind.BODY and part.polygon is not None
    ]
    if not bodies:
        raise InputError(
            f"{name} is a mesh without an outline; give its walls by --wall",
            where="--building",
            value=name,
        )
    owner = building.courtyard.main_house if building.courtyard else building.id
    walls: list[Wall] = []
    for number, part in enumerate(bodies, start=1):
        ground = building.outdoor_ground
        base = ground if part.base <= ground else part.base
        base = base if low is None else max(base, low)
        top = part.top if high is None else min(part.top, high)
        if part.polygon is not None and top > base:
            prefix = f"{part.name or number}-" if len(bodies) > 1 else ""
            walls += walls_of(
                part.polygon, base=base, top=top, owner=owner, name=prefix
            )
    if not walls:
        raise InputError(
            f"no façade of {name} lies between the elevations {low} and {high} m; it "
            f"stands from {building.outdoor_ground:g} to {building.top:g} m",
            where="--from",
        )
    return tuple(walls)


def _refuse_absent(
    subject: "Subject", building: "Building", states: tuple[str, ...]
) -> None:
    """Refuse the façades of a building that does not stand."""
    owners = subject.scene.obstructions
    for state in states:
        standing = {
            owners.owner_names[code]
            for code in owners.part_owner[subject.standing(state)].tolist()
        }
        if building.id not in standing:
            raise InputError(
                f"{building.id} does not stand {state} the project; choose another "
                "state or building",
                where="--state",
                value=state,
            )


def _one_wall(
    subject: "Subject",
    text: str,
    low: float | None,
    high: float | None,
    coordinates: Coordinates,
) -> tuple["Wall", ...]:
    """One wall by its ends as seen from outside."""
    from sunlight.analyses.facades import Wall

    ends = [numbers_of(part, "--wall", (2,)) for part in text.split()]
    if len(ends) != 2:
        raise InputError(
            f'expected two places such as "0,0 30,0", got {text!r}',
            where="--wall",
            value=text,
        )
    if low is None or high is None:
        raise InputError(
            "a wall needs absolute elevations: give --from and --to", where="--from"
        )
    left, right = project_places(subject.project, ends, "--wall", coordinates)
    return (Wall(left=left, right=right, base=low, top=high, name="1"),)
