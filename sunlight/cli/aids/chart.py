"""``sunlight grid chart``: the sun-path chart of a window or a point (棒影图)."""

import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sunlight.cli.aids.grid_options import (
    Coordinates,
    CoordinatesOption,
    checked_levels,
    numbers_of,
    project_places,
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
    StateOption,
    read_subject,
)
from sunlight.cli.boundary import failures_reported
from sunlight.errors import InputError
from sunlight.kinds import Use

if TYPE_CHECKING:
    from sunlight.analyses.sunpath_chart import SunPathChart

__all__ = ["chart"]

_WHOLE_SKY: Final = 360.0 * 90.0 - 1.0
"""Nearly all of the sky. [square degrees]"""


def chart(
    project: ProjectArgument,
    *,
    output: FolderOption,
    window: Annotated[
        str | None,
        typer.Option(
            "--window",
            metavar="ID",
            help="Window, by its id in windows.csv: both sill ends. 窗号。",
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="X,Y,Z",
            help="Point instead, in project coordinates, elevation absolute [m]. "
            "任一点坐标。",
        ),
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Building of the point: its own plates do not shade it. 点所属建筑。",
        ),
    ] = None,
    state: StateOption = State.AFTER,
    use: Annotated[
        Use | None,
        typer.Option(
            help="Use whose day is taken: that of the window's building, for a point "
            "that of dwellings. 取哪类建筑的标准日。"
        ),
    ] = None,
    readings: ReadingOption = [],  # noqa: B006 -- typer copies it
    declination: DeclinationOption = "spa:2001",
    coordinates: CoordinatesOption = Coordinates.PROJECT,
    lang: LangOption = Lang.ZH,
) -> None:
    """棒影图: the sun's path over a window or point, and what stands before it.

    Writes chart.png, arcs.csv, outlines.csv and chart.json.
    """
    with failures_reported(lang.value, OPTIONS):
        from sunlight.assessment.shaders import window_row
        from sunlight.assessment.sky_charts import point_chart_of, window_chart_of
        from sunlight.assessment.subject import Subject
        from sunlight.cli.streams import console_on
        from sunlight.report.aids.chart import ChartSheet
        from sunlight.report.aids.chart_files import CHART_NAMES, write_chart
        from sunlight.report.staging import staged_folder
        from sunlight.report.texts import texts
        from sunlight.rules import uses_with_standard

        point = _checked(window, at, owner)
        words = texts(lang.value)

        def subject_on(day_of: Use) -> Subject:
            return read_subject(
                project,
                lang=lang.value,
                use=day_of,
                readings=tuple(readings),
                declination=declination,
            )

        subject = subject_on(use or Use.RESIDENTIAL)
        if window is not None:
            row = window_row(subject.project, window)
            building = subject.project.windows.building[row]
            own = subject.project.buildings[int(building)].use
            if use is None and own in uses_with_standard(subject.rules):
                subject = subject_on(own)
        if point:
            (spot,) = project_places(subject.project, [point], "--at", coordinates)
            point = (*spot, point[2])
            checked_levels(subject.project, [point[2]], "--at", words)
        made = (
            window_chart_of(subject, window, state=state.value)
            if window is not None
            else point_chart_of(subject, point, state=state.value, owner=owner)
        )
        sheet = ChartSheet(
            chart=made,
            name=subject.project.name,
            subject=(
                words["chart.window"].format(window=window)
                if window is not None
                else words["chart.spot"].format(
                    **dict(zip("xyz", (f"{v:g}" for v in point), strict=True))
                )
            ),
            state=state.value,
            rules=subject.project.rules,
        )
        with staged_folder(output) as folder:
            write_chart(sheet, subject.project, folder, lang=lang.value)
        console = console_on(sys.stdout)
        written = words["chart.written"].format(
            count=len(CHART_NAMES), folder=str(output)
        )
        console.print(f"{sheet.subject}  {written}", markup=False, highlight=False)
        if any(_is_inside(one) for _, one in sheet.ends):
            console.print(words["chart.inside"], markup=False, highlight=False)
        console.print(words["grids.label"], markup=False, highlight=False)


def _is_inside(chart: "SunPathChart") -> bool:
    """Whether a body hides the whole sky, all round from the horizon to the zenith."""
    return any(s.outline.area >= _WHOLE_SKY for s in chart.silhouettes)


def _checked(
    window: str | None, at: str | None, owner: str | None
) -> tuple[float, ...]:
    """Coordinates of the point, or an error where not exactly one is asked for."""
    if (window is None) == (at is None):
        raise InputError(
            "give either --window ID or --at x,y,z", where="--window, --at", value=at
        )
    if at is None:
        if owner is not None:
            raise InputError(
                "a window belongs to its building; --owner is for --at",
                where="--owner",
                value=owner,
            )
        return ()
    return numbers_of(at, "--at", (3,))
