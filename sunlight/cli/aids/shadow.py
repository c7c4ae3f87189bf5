"""``sunlight grid shadow``: shadows on a plane, before and after (阴影命令)."""

import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Final

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
from sunlight.cli.boundary import failures_reported
from sunlight.errors import InputError
from sunlight.kinds import Use

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sunlight.analyses.shadows import Shadow, ShadowDifference
    from sunlight.assessment.subject import Subject
    from sunlight.report.aids.provenance import Provenance
    from sunlight.report.texts import Texts

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
    """阴影: draws shadows on a level plane, and how the project changes them.

    Times are true solar time (真太阳时), noon = 12:00. The area is the extent of the
    picture; the data files hold whole shadows.
    """
    with failures_reported(lang.value, OPTIONS):
        from sunlight.analyses.shadows import shadow_difference
        from sunlight.cli.aids.plane_tables import (
            difference_rows,
            finish_outlines,
            shadow_rows,
        )
        from sunlight.cli.streams import console_on
        from sunlight.report.aids import shadow_layers as files
        from sunlight.report.aids import shadows as report
        from sunlight.report.aids.georeference import georeference
        from sunlight.report.aids.provenance import plane_words
        from sunlight.report.aids.write import checked_formats, file_stem
        from sunlight.report.texts import texts

        words, wanted = texts(lang.value), checked_formats(formats, allowed=FORMATS)
        if difference and State.AFTER not in state:
            raise InputError(
                "--difference looks at both states; leave --state out",
                where="--state",
                value="before",
            )
        subject = read_subject(
            project, lang=lang.value, use=use, readings=tuple(reading),
            declination=declination,
        )  # fmt: skip
        place = georeference(subject.project, crs=crs)
        plane = level_of(
            subject, elevation=elevation, above_ground=above_ground, of=of, words=words
        )
        level, height = plane.elevation, plane_words(plane, words)
        bounds = area_of(subject, area, coordinates, z=level).bounds
        layers, rows = [], []
        pictures: dict[str, Callable[[], bytes]] = {}
        names = ("before", "after") if difference else states_of(state)
        found = {
            name: _shadows(subject, name, at, z=level, accuracy=accuracy)
            for name in names
        }
        outside = files.outside_band_note(found[names[-1]], subject, words)
        if outside:
            console_on(sys.stderr).print(outside, style="yellow")
        if difference:
            pairs = zip(found["before"], found["after"], strict=True)
            compared = [shadow_difference(b, a) for b, a in pairs]
            told = files.shadow_provenance(
                found["after"], subject, state="difference", height=height,
                place=place, words=words,
            )  # fmt: skip
            stem = file_stem("shadow", "difference")
            layers.append(
                files.difference_layer(compared, subject, stem, provenance=told)
            )
            pictures[stem] = partial(
                _png, report.difference_figure, compared, subject, told, words,
                bounds=bounds,
            )  # fmt: skip
            rows.append(difference_rows(compared))
        for name in () if difference else names:
            told = files.shadow_provenance(
                found[name], subject, state=name, height=height, place=place,
                words=words,
            )  # fmt: skip
            stem = file_stem("shadow", name)
            layers.append(
                files.shadow_layer(
                    found[name], subject, stem, state=name, provenance=told
                )
            )
            pictures[stem] = partial(
                _png, report.shadow_figure, found[name], subject, told, words,
                state=name, bounds=bounds,
            )  # fmt: skip
            rows.append(shadow_rows(found[name]))
        finish_outlines(
            "shadow", layers, rows, pictures, output, wanted,
            place=place, as_json=as_json, words=words, stream=sys.stdout,
        )  # fmt: skip


def _png(
    draw: "Callable[..., Figure]",
    shadows: "Sequence[Shadow] | Sequence[ShadowDifference]",
    subject: "Subject",
    provenance: "Provenance",
    words: "Texts",
    **options: Any,  # noqa: ANN401 -- passed on
) -> bytes:
    """Picture as PNG, drawn when it is asked for."""
    from sunlight.report.aids.sheet import png_of

    figure = draw(shadows, subject, provenance=provenance, words=words, **options)
    return png_of(figure, provenance)


def _shadows(
    subject: "Subject", state: str, at: str, *, z: float, accuracy: float
) -> "tuple[Shadow, ...]":
    """Shadows of a state at the time asked for."""
    from sunlight.analyses.shadow_band import (
        band_instants,
        checked_accuracy,
        shadow_over_band,
    )
    from sunlight.analyses.shadows import hourly_shadows

    obstructions, path = subject.obstructions(state), subject.path
    checked_accuracy(accuracy)
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
