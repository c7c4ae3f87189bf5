"""Options that all kinds of ``sunlight grid`` share, and the project they read."""

import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sunlight.cli.options import Lang, LangOption
from sunlight.kinds import Use
from sunlight.rules import Language

if TYPE_CHECKING:
    from sunlight.assessment.subject import Subject

__all__ = [
    "OPTIONS",
    "DeclinationOption",
    "FolderOption",
    "Lang",
    "LangOption",
    "ProjectArgument",
    "ReadingOption",
    "State",
    "StateOption",
    "UseOption",
    "read_subject",
]


OPTIONS: Final[Mapping[str, str]] = {
    "above": "--above-ground",
    "accuracy": "--accuracy",
    "area": "--area",
    "building": "--of",
    "crs": "--crs",
    "elevation": "--elevation",
    "format": "--format",
    "hours": "--hours",
    "line": "--line",
    "minutes": "--minutes",
    "output folder": "--output",
    "owner": "--owner",
    "spacing": "--spacing",
    "use": "--use",
    "walls": "--wall",
}
"""Which option gives an argument that an error may name."""


class State(StrEnum):
    """State of the project that is looked at."""

    BEFORE = "before"
    AFTER = "after"


ProjectArgument = Annotated[
    Path,
    typer.Argument(
        help="A project file (.toml, .json). 项目文件。", show_default=False
    ),
]
FolderOption = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR",
        help="Folder for the files; it is made if need be. 成果文件夹。",
        show_default=False,
    ),
]
StateOption = Annotated[
    State,
    typer.Option(help="Before the project, or with it. 建设前或建设后。"),
]
UseOption = Annotated[
    Use,
    typer.Option(help="Use whose day and band are taken. 取哪类建筑的标准日。"),
]
ReadingOption = Annotated[
    list[str],
    typer.Option(
        "--reading",
        metavar="ID",
        help="Takes the other reading of a clause; may be given several times. "
        "采用另一种读法。",
    ),
]
DeclinationOption = Annotated[
    str,
    typer.Option(help="Where the sun's declination comes from. 赤纬取值。"),
]


def read_subject(
    source: Path,
    *,
    lang: Language,
    use: Use = Use.RESIDENTIAL,
    readings: tuple[str, ...] = (),
    declination: str = "spa:2001",
) -> "Subject":
    """Project file made ready for an aid; its errors end the run with 2 (读取).

    Parameters
    ----------
    source : Path
        Project file.
    lang : {'zh', 'en'}
        Language of the findings, which go to standard error.
    use, readings
        As in :func:`sunlight.assessment.subject.subject_of`.
    declination : str
        Convention in words, such as ``spa:2001``.
    """
    from sunlight.assessment.subject import subject_of
    from sunlight.cli.declination_option import declination_convention
    from sunlight.cli.run import refuse_errors
    from sunlight.cli.streams import console_on
    from sunlight.importers.sources import read_model

    project, findings = read_model(source)
    refuse_errors(findings, lang, console_on(sys.stderr))
    convention = declination_convention(declination, longitude=project.site.longitude)
    return subject_of(project, use=use, readings=readings, declination=convention)
