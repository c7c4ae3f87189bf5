"""What the layers of a drawing hold (图层映射): rules with wildcards, in order."""

import fnmatch
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, ValidationError, WithJsonSchema
from pydantic_core import PydanticCustomError

from sunlight.errors import ImporterError
from sunlight.importers.limits import Limits, read_limited
from sunlight.importers.problems import Problems, collect_validation
from sunlight.importers.schema_parts import Name, Record
from sunlight.importers.words import PartKindField, StatusField, UseField, near

__all__ = ["LayerMap", "LayerRole", "LayerRule", "read_layers", "ready_layers"]


class LayerRole(StrEnum):
    """What the things on a layer are (图层内容)."""

    BUILDING = "building"
    """Outlines and solids of buildings, or of parts of buildings."""
    COURTYARD = "courtyard"
    """Outlines of courtyards (天井), cut out of the building around them."""
    BOUNDARY = "boundary"
    """Site boundaries and other limits of land; never buildings."""
    WINDOW = "window"
    """Windows on the walls, as blocks or lines."""
    LABEL = "label"
    """Texts that say heights, storeys and numbers of buildings."""
    NORTH = "north"
    """The north arrow."""
    IGNORE = "ignore"
    """Nothing that matters here."""
    UNMAPPED = "unmapped"
    """No rule names the layer; not to be written in a rule."""


_ROLE_WORDS: Final[Mapping[str, LayerRole]] = {
    role.value: role for role in LayerRole if role is not LayerRole.UNMAPPED
} | {
    "建筑": LayerRole.BUILDING,
    "天井": LayerRole.COURTYARD,
    "用地红线": LayerRole.BOUNDARY,
    "窗": LayerRole.WINDOW,
    "文字": LayerRole.LABEL,
    "指北针": LayerRole.NORTH,
    "忽略": LayerRole.IGNORE,
}


def _read_role(value: object) -> LayerRole:
    """Role that a word means."""
    if isinstance(value, str) and value.strip() in _ROLE_WORDS:
        return _ROLE_WORDS[value.strip()]
    hint = near(value, _ROLE_WORDS) if isinstance(value, str) else ""
    raise PydanticCustomError(
        "word",
        "{value} is not known; allowed are {allowed}{hint}",
        {"value": repr(value), "allowed": ", ".join(_ROLE_WORDS), "hint": hint},
    )


RoleField = Annotated[
    LayerRole,
    BeforeValidator(_read_role),
    WithJsonSchema({"type": "string", "enum": list(_ROLE_WORDS)}),
]


class LayerRule(Record):
    """What layers of some names hold (图层规则)."""

    match: Annotated[list[Name], Field(min_length=1)]
    """Names of layers, with ``*`` and ``?``; capitals and width do not count."""
    role: RoleField
    """building, courtyard, boundary, window, label, north, ignore; or 建筑, 窗, ..."""
    status: StatusField | None = None
    """Of its buildings; without it, that of the options."""
    removed: bool = False
    """The project demolishes them."""
    use: UseField | None = None
    """Of its buildings; without it, that of the options."""
    part: PartKindField | None = None
    """Its solids are this part of the building they stand on; or 阳台, 女儿墙, 裙房."""


class LayerRules(Record):
    """File of layer rules (图层映射文件)."""

    layer: list[LayerRule]
    """Rules in order; the first that fits a layer holds."""


_UNMAPPED: Final = LayerRule.model_construct(match=["*"], role=LayerRole.UNMAPPED)
_BOUND: Final = re.compile(r"^.*(?:\$\d+\$|\|)")


class LayerMap:
    """Rules looked up by layer; a private helper of one reading (图层查找).

    Parameters
    ----------
    rules : sequence of LayerRule
        In order; the first that fits holds.
    """

    def __init__(self, rules: Sequence[LayerRule]) -> None:
        self._patterns = [
            (folded_name(pattern), rule) for rule in rules for pattern in rule.match
        ]
        self._found: dict[str, LayerRule] = {}

    def rule(self, layer: str) -> LayerRule:
        """Rule of a layer (规则); its role is unmapped where none fits.

        A layer of a bound reference, such as ``site$0$JMD`` or ``site|JMD``, is looked
        up by its full name and then by what follows the sign.
        """
        if layer not in self._found:
            name = folded_name(layer)
            names = dict.fromkeys((name, _BOUND.sub("", name)))
            self._found[layer] = next(
                (
                    rule
                    for own in names
                    for pattern, rule in self._patterns
                    if fnmatch.fnmatchcase(own, pattern)
                ),
                _UNMAPPED,
            )
        return self._found[layer]

    def role(self, layer: str) -> LayerRole:
        """Role of a layer (图层内容)."""
        return self.rule(layer).role


def folded_name(name: str) -> str:
    """Name without the difference of capitals and full width (归一名称).

    Examples
    --------
    >>> folded_name(" JMD-1 ")
    'jmd-1'
    """
    return unicodedata.normalize("NFKC", name).strip().casefold()


def ready_layers() -> list[LayerRule]:
    """Rules for common Chinese and English layer names (现成图层映射).

    Returns
    -------
    list of LayerRule
        As in ``layers.toml`` beside this module.
    """
    text = (
        resources.files("sunlight.importers.dxf")
        .joinpath("layers.toml")
        .read_text(encoding="utf-8")
    )
    return LayerRules.model_validate(tomllib.loads(text)).layer


def read_layers(path: Path, limits: Limits) -> list[LayerRule]:
    """Rules of a TOML file (读取图层映射).

    Parameters
    ----------
    path : Path
        File of ``[[layer]]`` tables.
    limits : Limits
        How large it may be.

    Returns
    -------
    list of LayerRule
        In the order of the file.

    Raises
    ------
    ImporterError
        If it is no such file, naming the field.
    """
    content, _ = read_limited(path, limits)
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ImporterError(
            f"no TOML in UTF-8: {error}; write tables such as  [[layer]]  "
            'match = ["拟建*"]  role = "building"  status = "proposed"',
            source=str(path),
        ) from error
    try:
        return LayerRules.model_validate(document).layer
    except ValidationError as error:
        problems = Problems(source=str(path))
        collect_validation(error, model=LayerRules, data=document, problems=problems)
        problems.raise_if_any()
        raise
