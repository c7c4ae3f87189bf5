"""What a CI job is told, whatever the format: one report, one record a result (CI)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sunlight.assessment import Assessment
from sunlight.findings import Severity
from sunlight.model.project import Project
from sunlight.rules import CountingUnit, Language, Outcome

__all__ = [
    "CiFigures",
    "CiFile",
    "CiPlace",
    "CiReport",
    "CiResult",
    "CiRule",
    "CiSubject",
    "Wordings",
]


class CiSubject(StrEnum):
    """What a result is about."""

    UNIT = "unit"
    """A household, room, building, ground or plot with a verdict."""
    BUILDING = "building"
    """A building that a clause asks about and in which nothing could be judged."""
    FINDING = "finding"
    """Something about the model itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """The same words in both languages (双语文字).

    Parameters
    ----------
    zh, en : str
        Chinese and English.
    """

    zh: str
    en: str

    def of(self, lang: Language) -> str:
        """Words in a language (所选语言的文字).

        Parameters
        ----------
        lang : {'zh', 'en'}
            Language.
        """
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class CiFile:
    """A file that was read (所读文件).

    Parameters
    ----------
    name : str
        As buildings and findings name it.
    uri : str
        Relative to the root of the repository, parted by slashes and percent-encoded;
        a ``file:`` URI where the file lies outside.
    path : str
        The same for people: not encoded.
    sha256 : str
        Hash in hexadecimal digits; empty if it is not known.
    """

    name: str
    uri: str
    path: str
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CiRule:
    """What a result is held against: a clause or a code of the model gate (依据).

    Parameters
    ----------
    id : str
        Clause such as ``规程七(五)``, or code of a finding.
    name : str
        Name without brackets or blanks.
    short, full : Wordings
        One line, and what it says in our own words.
    level : Severity
        Level of its results where nothing else is said.
    """

    id: str
    name: str
    short: Wordings
    full: Wordings
    level: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class CiPlace:
    """Where in the model (位置).

    Parameters
    ----------
    file : CiFile
        File of the building, else the file that was given.
    elements : tuple of str
        Ids in that file, the window before its building: IFC GlobalId, DXF handle,
        CityJSON id.
    building, unit, window : str
        Ids in the project; empty where there is none.
    floor : int or None
        Storey; None where there is none.
    where : str
        Path of the thing, for findings.
    """

    file: CiFile
    elements: tuple[str, ...] = ()
    building: str = ""
    floor: int | None = None
    unit: str = ""
    window: str = ""
    where: str = ""

    @property
    def logical_path(self) -> str:
        """Building, floor, unit and window, parted by slashes (逻辑路径)."""
        floor = "" if self.floor is None else f"{self.floor}F"
        parts = (self.building, floor, self.unit, self.window)
        named = [part for part in dict.fromkeys(parts) if part]
        return "/".join(named) or self.where


@dataclass(frozen=True, slots=True, kw_only=True)
class CiFigures:
    """Figures of a verdict (数值).

    Parameters
    ----------
    before, after, threshold, tolerance, margin : float or None
        As in :class:`~sunlight.rules.Verdict`. [measure_unit]
    measure_unit : str
        ``min``, ``rooms`` or ``share``.
    """

    before: float | None
    after: float | None
    threshold: float | None
    tolerance: float | None
    margin: float | None
    measure_unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CiResult:
    """One thing that was looked at (一项结果).

    Parameters
    ----------
    subject : CiSubject
        What it is about.
    rule : str
        Id of its rule.
    level : Severity or None
        How much it matters; None for what passes or what no clause asks for.
    outcome : Outcome or None
        Of a unit; None for a finding.
    title : Wordings
        A few words.
    message : Wordings
        What was found, held against what.
    place : CiPlace
        Where.
    fingerprint : str
        The same in every run in which the same rule says something about the same
        thing of the same file, whatever else there is and whatever the minutes are.
    figures : CiFigures or None
        Of a unit with a figure.
    counted_as : CountingUnit or None
        Of a unit.
    reasons : tuple of str
        Codes of why a unit was not judged.
    row : int
        Row of a household, or of ``assessment.units``; -1 for all else.
    """

    subject: CiSubject
    rule: str
    level: Severity | None
    outcome: Outcome | None
    title: Wordings
    message: Wordings
    place: CiPlace
    fingerprint: str
    figures: CiFigures | None = None
    counted_as: CountingUnit | None = None
    reasons: tuple[str, ...] = ()
    row: int = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CiReport:
    """Everything a CI job is told (CI 报告).

    Parameters
    ----------
    engine : str
        Version of this package.
    name : str
        Name of the project, or of the file.
    source : CiFile
        File that was given.
    files : tuple of CiFile
        All files read, `source` first.
    rules : tuple of CiRule
        Those that the results name, each once.
    results : tuple of CiResult
        Worst first; what passes is at the end.
    exit_code : int
        That of the command.
    outcome : Outcome or None
        Of the whole; None where nothing was to be judged.
    checks : tuple of str
        Codes of the model gate that were asked, whether or not something was found.
    assessment : Assessment or None
        For viewpoints and pictures; None where only the model was looked at.
    project : Project or None
        What was read; None where nothing could be.
    provenance : mapping of str to str
        Rules and conventions, for the record.
    lines : mapping of (str, str) to int
        Line on which an element stands, by name of the file and element.
    """

    engine: str
    name: str
    source: CiFile
    files: tuple[CiFile, ...]
    rules: tuple[CiRule, ...]
    results: tuple[CiResult, ...]
    exit_code: int
    outcome: Outcome | None = None
    checks: tuple[str, ...] = ()
    assessment: Assessment | None = None
    project: Project | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def line_of(self, place: CiPlace, elements: Iterable[str] = ()) -> int:
        """Line of the first element that has one, else of the building, else 1 (行号).

        Parameters
        ----------
        place : CiPlace
            Where.
        elements : iterable of str
            Elements to look for; those of the place if none are given.
        """
        names = (*(elements or place.elements), place.building)
        known = (self.lines.get((place.file.name, name)) for name in names)
        return next((line for line in known if line is not None), 1)

    @property
    def failed(self) -> tuple[CiResult, ...]:
        """Units that fail."""
        return tuple(r for r in self.results if r.outcome is Outcome.FAIL)

    @property
    def findings(self) -> tuple[CiResult, ...]:
        """Findings about the model."""
        return tuple(r for r in self.results if r.subject is CiSubject.FINDING)

    @property
    def not_judged(self) -> tuple[CiResult, ...]:
        """Units and buildings that a clause asks about and that were not judged."""
        return tuple(r for r in self.results if r.outcome is Outcome.NOT_JUDGED)
