"""``sunlight convert``: files of any kind to one project file (转换)."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sunlight.cli.boundary import failures_reported
from sunlight.cli.model_options import (
    MaxEntitiesOption,
    MaxMegabytesOption,
    MaxNestingOption,
    MaxSecondsOption,
    ModelRequest,
    SetOption,
    StatusOption,
    UseOption,
    options_given,
)
from sunlight.cli.options import Lang, LangOption
from sunlight.cli.streams import console_on
from sunlight.cli.window_options import RegularWindowsOption, window_rule
from sunlight.errors import InputError
from sunlight.findings import Finding, Severity
from sunlight.importers.limits import LIMITS, Limits
from sunlight.importers.model_kinds import MODEL_KINDS, kind_of
from sunlight.model.project import Project
from sunlight.report.texts import texts
from sunlight.rules import Language

if TYPE_CHECKING:
    from sunlight.importers.regular_windows_spec import RegularWindowsSpec

__all__ = ["Converted", "convert", "convert_files"]

_KINDS: Final = frozenset(kind.name for kind in MODEL_KINDS)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Converted:
    """What was written (转换结果).

    Parameters
    ----------
    project : Project
        The project in the file.
    findings : tuple of Finding
        Of all files that were read, then of putting them together.
    """

    project: Project
    findings: tuple[Finding, ...]


def convert(
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="IN...",
            help="Files to read; the first gives name, site, rules and the frame of "
            "coordinates. 输入文件，项目信息与坐标框架以第一个为准。",
            show_default=False,
        ),
    ],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Project file to write, .json. 写出的项目文件。",
            show_default=False,
        ),
    ],
    settings: SetOption = [],  # noqa: B006 -- typer's way to say: none, or several
    status: StatusOption = None,
    use: UseOption = None,
    regular_windows: RegularWindowsOption = False,
    lang: LangOption = Lang.ZH,
    max_megabytes: MaxMegabytesOption = LIMITS.megabytes,
    max_entities: MaxEntitiesOption = LIMITS.entities,
    max_nesting: MaxNestingOption = LIMITS.nesting,
    max_seconds: MaxSecondsOption = LIMITS.seconds,
) -> None:
    """转换为项目文件: puts one or several files into one project file.

    Every number is kept: the file reads back as the same project, and gives the same
    results. What was assumed on reading is carried along in it. A setting of one kind
    of file alone is written with the kind: --set dxf.crs=EPSG:4549.

    Exit codes: 0 written; 2 not written. 退出码：0 已写出；2 未写出。
    """
    with failures_reported(lang.value):
        given = options_given(settings)
        told = {
            name: value
            for name, value in (("status", status), ("use", use))
            if value is not None
        }
        limits = Limits(
            megabytes=max_megabytes,
            entities=max_entities,
            nesting=max_nesting,
            seconds=max_seconds,
        )
        rule = window_rule(regular_windows)
        _check_settings(sources, given, told)
        requests = [
            _request_of(
                path,
                settings=given,
                told=told,
                limits=limits,
                regular_windows=rule,
            )
            for path in sources
        ]
        converted = convert_files(requests, output)
        _print(converted, output, lang.value)


def convert_files(requests: Sequence[ModelRequest], output: Path) -> Converted:
    """Read files, put them together, write one project file (转换).

    Parameters
    ----------
    requests : sequence of ModelRequest
        Files to read, at least one.
    output : Path
        File to write, ending in ``.json``; none of those read.

    Returns
    -------
    Converted
        What was written.

    Raises
    ------
    InputError
        If a file cannot be read, they do not go together, or the file cannot be
        written; then nothing is.
    """
    from sunlight.importers.combine import combine_projects
    from sunlight.importers.combining.place import with_one_place
    from sunlight.importers.file_findings import project_findings
    from sunlight.importers.sources import joined_findings, with_check
    from sunlight.importers.write_project import write_project

    sources = [request.source for request in requests]
    _check_output(sources, output)
    read = [request.read_unchecked() for request in requests]
    projects, findings = with_one_place(
        [project for project, _ in read], [f for _, of_file in read for f in of_file]
    )
    project, combined = combine_projects(projects, names=_names(sources))
    findings = tuple(dict.fromkeys((*findings, *combined)))
    # whoever reads the file checks the whole again: what the parts lacked may be there
    write_project(project, output, joined_findings(findings, project_findings(project)))
    return Converted(project=project, findings=with_check(project, findings))


def _check_output(sources: Sequence[Path], output: Path) -> None:
    """Refuse an output that is no JSON file, or one of the inputs."""
    if output.suffix.lower() != ".json":
        raise InputError(
            "a project is written as JSON; name a file that ends in .json (TOML is "
            "read, but not written)",
            where="--output",
            value=str(output),
        )
    if output.is_dir():
        raise InputError(
            f"{str(output)!r} is a folder; name a file in it",
            where="--output",
            value=str(output),
        )
    if any(path.resolve() == output.resolve() for path in sources):
        raise InputError(
            f"{str(output)!r} is one of the files to read and would be overwritten; "
            "name another file",
            where="--output",
            value=str(output),
        )


def _check_settings(
    sources: Sequence[Path], settings: Mapping[str, object], told: Mapping[str, str]
) -> None:
    """Refuse settings that no file would get."""
    kinds = {kind.name: kind for kind in map(kind_of, sources)}
    for name, value in settings.items():
        if name in _KINDS and name not in kinds:
            raise InputError(
                f"{name}.… is a setting for {name} files, of which there is none among "
                f"the files: {', '.join(kinds)}",
                where="--set",
                value=name,
            )
        if name in _KINDS and not isinstance(value, dict):
            raise InputError(
                f"{name} is a kind of file; write the option too, such as "
                f"{name}.status=existing",
                where="--set",
                value=value,
            )
    general = [f"--set {name}" for name in settings if name not in _KINDS]
    general += [f"--{name}" for name in told]
    if general and not any(kind.options for kind in kinds.values()):
        raise InputError(
            f"{general[0]} is for models; a project file says so itself: leave it out",
            where=general[0].partition(" ")[0],
        )


def _request_of(
    path: Path,
    *,
    settings: Mapping[str, object],
    told: Mapping[str, str],
    limits: Limits,
    regular_windows: "RegularWindowsSpec | None",
) -> ModelRequest:
    """How one of several files is read: settings for all, and those of its kind."""
    kind = kind_of(path)
    options = {n: v for n, v in settings.items() if n not in _KINDS}
    own = settings.get(kind.name, {})
    own = own if isinstance(own, dict) else {}
    options = {**told, **options, **own} if kind.options else dict(own)
    return ModelRequest(
        source=path, options=options, limits=limits, regular_windows=regular_windows
    )


def _names(sources: Sequence[Path]) -> list[str]:
    """Names of the files, with their folders where two have one name."""
    names = [path.name for path in sources]
    return names if len(set(names)) == len(names) else [str(path) for path in sources]


def _print(converted: Converted, output: Path, lang: Language) -> None:
    """Print the findings, and what was written."""
    from sunlight.cli.summary import print_findings

    words, console = texts(lang), console_on(sys.stdout)
    project, findings = converted.project, converted.findings
    print_findings(findings, lang, console)
    counts = {
        "buildings": len(project.buildings),
        "windows": len(project.windows),
        "rooms": len(project.rooms),
        "households": len(project.households),
    }
    console.print(words["convert.written"].format(file=str(output), **counts))
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if errors:
        console.print(words["convert.errors"].format(count=errors), style="yellow")
