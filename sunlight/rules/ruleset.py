"""One edition of the rules with the figures of one day (规则集)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sunlight.kinds import Use
from sunlight.rules.clause import (
    Annotation,
    CalculationStep,
    Clause,
    CourtyardRule,
    Criterion,
    GroundCriterion,
    LandCriterion,
    Period,
    RoomCriterion,
    Rounding,
    ShareCriterion,
    SideRule,
    UseStandard,
)
from sunlight.rules.parameters import Parameter, Values
from sunlight.rules.settings import Settings, SettingValue, Unsupported

__all__ = ["OwnFigure", "Reading", "Ruleset", "SettledIn"]


class SettledIn(StrEnum):
    """Where the choice between two readings takes effect (读法的落点)."""

    VERDICT = "verdict"
    """In the clauses that judge: the same facts, another verdict."""
    CONDITIONS = "conditions"
    """In what is computed: the minutes differ."""
    FACTS = "facts"
    """In which units, rooms or windows are counted at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One sentence that can be read in two ways, and our choice (读法).

    Parameters
    ----------
    id : str
        Name of the reading.
    clause : str
        Id of the clause that can be read in two ways.
    settled_in : SettledIn
        Where the choice takes effect.
    chosen_zh, chosen_en : str
        The reading that the rules choose.
    alternative_zh, alternative_en : str
        The other one.
    """

    id: str
    clause: str
    settled_in: SettledIn
    chosen_zh: str
    chosen_en: str
    alternative_zh: str
    alternative_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFigure:
    """A figure of a profile that differs from the edition (自行规定的数值).

    Parameters
    ----------
    id : str
        Name of the parameter.
    value, inherited : float or str
        Its value in the profile, and in the edition.
    unit : str
        Unit of both.
    """

    id: str
    value: float | str
    inherited: float | str
    unit: str

    @property
    def line(self) -> str:
        """Such as ``dwelling_minutes: 180 min (120 min)`` (一行文字)."""
        unit = "" if self.unit in ("1", "text") else f" {self.unit}"
        own, other = (
            v if isinstance(v, str) else f"{v:.10g}{unit}"
            for v in (self.value, self.inherited)
        )
        return f"{self.id}: {own} ({other})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    """One edition of the rules, with the figures of one day (规则集).

    Parameters
    ----------
    name : str
        Name by which a project asks for it.
    edition : str
        Name of the built-in edition whose clauses these are.
    package : str
        Package that holds the clauses, their meaning and their coverage.
    title_zh, title_en : str
        Title of the regulation.
    document : str
        Number of the document (文号).
    period : Period
        Days on which it is in force.
    on : date
        Day whose figures and clauses these are; without a wish the last of `period`.
    latitude, longitude : float
        City point, for projects that give no place. [degrees]
    parameters : tuple of Parameter
        All figures of the edition.
    values : Values
        Those that hold on the day.
    calculation : tuple of Clause
        Clauses that lay down conditions, in their order.
    criteria : tuple of Clause
        Clauses that judge households, in the order in which they are asked.
    room_criteria, share_criteria, ground_criteria, land_criteria : tuple of Clause
        The same for rooms, buildings, play grounds and unbuilt land.
    annotations : tuple of Clause
        Clauses that add notes to the verdicts on households.
    display : tuple of Clause
        Clauses on how figures are shown.
    standards : tuple of UseStandard
        Where the standard of each use is found, that of play grounds last.
    readings : tuple of Reading
        Choices where the text can be read in two ways.
    profile_hash : str
        SHA-256 over the data files of the edition, line ends made equal.
    status : str
        ``read``, or ``unverified: why`` for a profile whose text was not read.
    inherits : str
        Name of the rules that a profile inherits; empty for an edition.
    citations : mapping of str to str
        Under which number a profile's own text has an inherited clause.
    unsupported : tuple of Unsupported
        What the rules ask for and the engine does not do; shown with every result.
    sides : tuple of Clause
        Clauses that choose the main side of a building.
    courtyards : tuple of Clause
        Clauses that count the dwellings of a courtyard.
    own_figures : tuple of OwnFigure
        Figures in which a profile differs from its edition; empty for an edition.
    """

    name: str
    edition: str
    package: str
    title_zh: str
    title_en: str
    document: str
    period: Period
    on: dt.date
    latitude: float
    longitude: float
    parameters: tuple[Parameter, ...]
    values: Values
    calculation: tuple[Clause[CalculationStep], ...]
    criteria: tuple[Clause[Criterion], ...]
    room_criteria: tuple[Clause[RoomCriterion], ...]
    share_criteria: tuple[Clause[ShareCriterion], ...]
    ground_criteria: tuple[Clause[GroundCriterion], ...]
    land_criteria: tuple[Clause[LandCriterion], ...]
    annotations: tuple[Clause[Annotation], ...]
    display: tuple[Clause[Rounding], ...]
    standards: tuple[UseStandard, ...]
    readings: tuple[Reading, ...]
    profile_hash: str
    status: str = "read"
    inherits: str = ""
    citations: Mapping[str, str] = field(default_factory=dict)
    unsupported: tuple[Unsupported, ...] = ()
    sides: tuple[Clause[SideRule], ...] = ()
    courtyards: tuple[Clause[CourtyardRule], ...] = ()
    own_figures: tuple[OwnFigure, ...] = ()

    @property
    def settings(self) -> Settings:
        """What the rules settle differently from the usual way (设定)."""
        return self.values.settings

    def setting(self, name: str, use: Use | None = None) -> SettingValue:
        """Value of a setting (设定值): that of the use, else that for all.

        Parameters
        ----------
        name : str
            One of :data:`sunlight.rules.settings.SETTINGS`.
        use : Use, optional
            A use; without it the value for all.

        Raises
        ------
        RuleError
            If there is no such setting.
        """
        return self.values.setting(name, use)

    @property
    def in_force_from(self) -> dt.date:
        """First day in force (施行日)."""
        return self.period.first

    @property
    def in_force_until(self) -> dt.date:
        """Last day in force (有效期止)."""
        return self.period.last

    @property
    def clause_ids(self) -> tuple[str, ...]:
        """Ids of all clauses that are built in, each once (已实现条款)."""
        ids = [
            *(c.id for c in self.calculation),
            *(c.id for c in self.display),
            *(c.id for c in self.criteria),
            *(c.id for c in self.room_criteria),
            *(c.id for c in self.share_criteria),
            *(c.id for c in self.ground_criteria),
            *(c.id for c in self.land_criteria),
            *(c.id for c in self.annotations),
            *(c.id for c in self.sides),
            *(c.id for c in self.courtyards),
        ]
        return tuple(dict.fromkeys(ids))
