"""Options of the verbs that read a model of any kind (读取模型的选项)."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from sunlight.errors import InputError
from sunlight.importers.limits import LIMITS, Limits
from sunlight.importers.model_kinds import kind_of

if TYPE_CHECKING:
    from sunlight.findings import Finding
    from sunlight.importers.regular_windows_spec import RegularWindowsSpec
    from sunlight.model.project import Project

__all__ = [
    "KindName",
    "KindOption",
    "MaxEntitiesOption",
    "MaxMegabytesOption",
    "MaxNestingOption",
    "MaxSecondsOption",
    "ModelArgument",
    "ModelRequest",
    "SetOption",
    "StatusOption",
    "UseOption",
    "model_request",
    "options_given",
]

_WITH_STOREYS: Final = ("dxf", "cityjson", "citygml", "gis")


class KindName(StrEnum):
    """Kinds of model files, as :data:`sunlight.importers.model_kinds.MODEL_KINDS`."""

    PROJECT = "project"
    IFC = "ifc"
    DXF = "dxf"
    CITYJSON = "cityjson"
    CITYGML = "citygml"
    GIS = "gis"
    MESH = "mesh"
    BUNDLE = "bundle"


ModelArgument = Annotated[
    Path,
    typer.Argument(
        metavar="MODEL",
        help="Project file (.toml, .json), IFC, DXF, CityJSON, CityGML, GeoJSON, "
        "GeoPackage, Shapefile, GeoParquet, mesh (.obj .glb .stl .ply) or a bundle of "
        "results (.sunlight.zip). "
        "项目文件或模型文件。",
        show_default=False,
    ),
]
KindOption = Annotated[
    KindName | None,
    typer.Option(
        "--kind",
        help="What the model is, where its name does not tell. 模型种类。",
        show_default=False,
    ),
]
SetOption = Annotated[
    list[str],
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="Option of the reader, such as storey_height=2.9 or unit=mm; may be given "
        "several times. `sunlight schema ifc` (dxf, gis, ...) lists them. 读取选项。",
    ),
]
StatusOption = Annotated[
    str | None,
    typer.Option(
        help="Status of the model's buildings: existing, approved, proposed, "
        "concurrent; or 现状, 已批未建, 拟建, 同期报审. 建设状态。",
        show_default=False,
    ),
]
UseOption = Annotated[
    str | None,
    typer.Option(
        help="Use of the model's buildings: residential, kindergarten, ...; or 住宅, "
        "幼儿园, ... 使用性质。",
        show_default=False,
    ),
]
MaxMegabytesOption = Annotated[
    float,
    typer.Option(help="Largest file that is read, in 10⁶ bytes. 文件大小上限。"),
]
MaxEntitiesOption = Annotated[
    int, typer.Option(help="Most entities or triangles of one file. 实体数上限。")
]
MaxNestingOption = Annotated[
    int, typer.Option(help="Deepest nesting of lists and blocks. 嵌套层数上限。")
]
MaxSecondsOption = Annotated[
    float, typer.Option(help="Longest time one reader may take. 读取时间上限（秒）。")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRequest:
    """A model file and how to read it (读取要求).

    Parameters
    ----------
    source : Path
        The file.
    kind : str
        Kind of file; empty: by its name.
    options : dict
        Options of its reader.
    limits : Limits
        How large it may be.
    regular_windows : RegularWindowsSpec or None
        Rows of windows to lay on buildings that have none.
    """

    source: Path
    kind: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    limits: Limits = LIMITS
    regular_windows: "RegularWindowsSpec | None" = None

    def read(self, *, gate: bool = False) -> "tuple[Project, tuple[Finding, ...]]":
        """Project and findings (读取).

        Parameters
        ----------
        gate : bool
            Whether the model gate looks at hand-written project files, too.
        """
        from sunlight.importers.sources import read_model

        return read_model(
            self.source,
            options=self.options,
            kind=self.kind,
            regular_windows=self.regular_windows,
            limits=self.limits,
            gate=gate,
        )

    def read_unchecked(self) -> "tuple[Project, tuple[Finding, ...]]":
        """Project and findings of its reader, before it is checked (读取，未检查)."""
        from sunlight.importers.sources import read_unchecked

        return read_unchecked(
            self.source,
            options=self.options,
            kind=self.kind,
            regular_windows=self.regular_windows,
            limits=self.limits,
        )


def model_request(
    source: Path,
    *,
    kind: KindName | None,
    settings: Sequence[str],
    status: str | None,
    use: str | None,
    limits: Limits,
    regular_windows: "RegularWindowsSpec | None" = None,
    storey_height: float | None = None,
) -> ModelRequest:
    """Put what the command line says in one record (读取要求).

    Parameters
    ----------
    source, kind, limits, regular_windows
        As in :class:`ModelRequest`.
    settings : sequence of str
        Each ``NAME=VALUE``; the value as TOML has it, else a text.
    status, use : str or None
        Status and use of the model's buildings.
    storey_height : float or None
        Floor to floor, also for heights taken from storeys. [m]

    Returns
    -------
    ModelRequest
        Not read yet.

    Raises
    ------
    InputError
        If a setting is no ``NAME=VALUE``, or given twice.
    """
    options = options_given(settings)
    if storey_height is not None:  # readers with storeys know it by this name too
        found = kind.value if kind is not None else kind_of(source).name
        if found in _WITH_STOREYS:
            options.setdefault("storey_height", storey_height)
    for name, value in (("status", status), ("use", use)):
        if value is not None:
            if name in options:
                raise InputError(
                    f"--{name} and --set {name}=... say the same twice; keep one",
                    where=f"--{name}",
                    value=value,
                )
            options[name] = value
    return ModelRequest(
        source=source,
        kind="" if kind is None else kind.value,
        options=options,
        limits=limits,
        regular_windows=regular_windows,
    )


def options_given(settings: Sequence[str]) -> dict[str, Any]:
    """Options of ``NAME=VALUE`` settings (选项).

    Parameters
    ----------
    settings : sequence of str
        Such as ``storey_height=2.9``, ``unit=mm``, ``rooms.A101=bedroom``.

    Returns
    -------
    dict
        Nested where a name has dots; a part in quotes keeps its own.

    Raises
    ------
    InputError
        If one is no ``NAME=VALUE``, or a name comes twice.

    Examples
    --------
    >>> options_given(["storey_height=2.9", "unit=mm"])
    {'storey_height': 2.9, 'unit': 'mm'}
    """
    found: dict[str, Any] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        steps = _steps(name)
        if not equals or not all(steps):
            raise InputError(
                f"{setting!r} is no NAME=VALUE; write such as storey_height=2.9",
                where="--set",
                value=setting,
            )
        table = found
        for step in steps[:-1]:
            table = table.setdefault(step, {})
            if not isinstance(table, dict):
                raise InputError(
                    f"{step!r} is given as a value and as a table", where="--set"
                )
        if steps[-1] in table:
            raise InputError(
                f"{name.strip()!r} is given twice; keep one",
                where="--set",
                value=setting,
            )
        table[steps[-1]] = _value(text.strip())
    return found


def _steps(name: str) -> list[str]:
    """Parts of a name between dots; dots within quotes part nothing."""
    found = [""]
    quoted = False
    for character in name:
        if character == '"':
            quoted = not quoted
        elif character == "." and not quoted:
            found.append("")
        else:
            found[-1] += character
    return [step.strip() for step in found]


def _value(text: str) -> object:
    """Value as TOML has it; a bare word is a text."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
