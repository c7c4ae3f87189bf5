"""``sunlight grid shadow``: shadows on a plane, before and after (阴影命令)."""

import re
import sys
from typing import TYPE_CHECKING, Annotated, Final

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
from sunlight.cli.boundary import failures_reported
from sunlight.errors import InputError
from sunlight.kinds import Use

if TYPE_CHECKING:
    from sunlight.analyses.shadows import Shadow
    from sunlight.assessment.subject import Subject

__all__ = ["shadow"]

HOURLY: Final = "hourly"
BAND: Final = "band"
CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def shadow(
    project: ProjectArgument,
    *,
    output: FolderOption,
    at: Annotated[
        str,
        typer.Option(
            metavar="HH:MM|hourly|band",
            help="An instant of true solar time such as 09:00, not of Beijing time; "
            "the full hours of the counted band; or all of the band at once. "
            "时刻（真太阳时，非北京时间）、逐时或整个时间带。",
        ),
    ] = HOURLY,
    difference: Annotated[
        bool,
        typer.Option(
            "--difference",
            help="Compares before and after instead of one state. 建设前后阴影差集。",
        ),
    ] = False,
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
    """阴影: draws shadows on a level plane, and how the project changes them.

    Times are true solar time (真太阳时), noon = 12:00. Writes shadows.geojson and
    shadows.png, with --difference shadow_difference.*, and a GeoPackage with --gpkg.
    The area is the extent of the picture; the data files hold whole shadows.
    """
    with failures_reported(lang.value):
        from sunlight.analyses.shadows import shadow_difference
        from sunlight.cli.aids.plane_tables import print_differences, print_shadows
        from sunlight.report.aids.shadows import write_shadow_differences, write_shadows
        from sunlight.report.staging import staged_folder

        subject = read_subject(
            project,
            lang=lang.value,
            use=use,
            readings=tuple(alternatives),
            declination=declination,
        )
        level = elevation_of(subject, elevation)
        bounds = area_of(subject, area, z=level).bounds
        if not difference:
            found = _shadows(subject, state.value, at, z=level, accuracy=accuracy)
            with staged_folder(output) as aside:
                write_shadows(
                    found,
                    subject,
                    aside,
                    state=state.value,
                    bounds=bounds,
                    lang=lang.value,
                    geopackage=gpkg,
                )
            print_shadows(
                found, subject, state.value, output, lang.value, stream=sys.stdout
            )
            return
        states = (
            _shadows(subject, each, at, z=level, accuracy=accuracy)
            for each in ("before", "after")
        )
        compared = [shadow_difference(b, a) for b, a in zip(*states, strict=True)]
        with staged_folder(output) as aside:
            write_shadow_differences(
                compared,
                subject,
                aside,
                bounds=bounds,
                lang=lang.value,
                geopackage=gpkg,
            )
        print_differences(compared, subject, output, lang.value, stream=sys.stdout)


def _shadows(
    subject: "Subject", state: str, at: str, *, z: float, accuracy: float
) -> "tuple[Shadow, ...]":
    """Shadows of a state at the time asked for."""
    from sunlight.analyses.shadow_band import band_instants, shadow_over_band
    from sunlight.analyses.shadows import hourly_shadows

    obstructions, path = subject.obstructions(state), subject.path
    if at == BAND:
        # the same steps for every state, so that what stays the same cancels out
        instants = band_instants(
            subject.scene.obstructions, path, z=z, accuracy=accuracy
        )
        return (shadow_over_band(obstructions, path, z=z, instants=instants),)
    if at == HOURLY:
        return hourly_shadows(obstructions, path, z=z)
    clock = CLOCK.fullmatch(at)
    if clock is None:
        raise InputError(
            f"expected HH:MM of true solar time such as 09:00, hourly or band; got "
            f"{at!r}",
            where="--at",
            value=at,
        )
    minute = 60.0 * int(clock[1]) + int(clock[2])
    return hourly_shadows(obstructions, path, z=z, minutes=[minute])
