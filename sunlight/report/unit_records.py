"""Records of units in the result document, ``sunlight-result/1`` (结果文档:单元)."""

from pydantic import BaseModel, ConfigDict

from sunlight.rules import Outcome

__all__ = [
    "ResultPart",
    "ResultReading",
    "ResultRecord",
    "ResultTally",
    "ResultTurn",
    "ResultUnit",
    "ResultUse",
]


class ResultRecord(BaseModel):
    """Parent of the parts of the document (结果文档的记录)."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True
    )


class ResultPart(ResultRecord):
    """Minutes that one owner takes (遮挡归属)."""

    owner: str | None
    """Building that takes them; null for parts of no single owner."""
    kind: str
    """``building``, ``own_building``, ``site``; or of no owner: ``own_wall``,
    ``jointly``, ``remnant``, ``other_window`` (another window is the best now)."""
    minutes: float
    """Minutes, negative where they were won. [min]"""


class ResultTally(ResultRecord):
    """Rooms of a building that reach the standard (计数)."""

    total: float
    """Rooms that count."""
    needed: float | None
    """Least that the clause asks for."""
    before: tuple[float, float] | None
    """Least and most that reach it before; null if there is no before."""
    after: tuple[float, float] | None
    """Least and most that reach it after."""


class ResultUnit(ResultRecord):
    """Verdict on one unit of a use other than dwellings (非住宅单元的结论)."""

    unit: str
    """Id: of the room, or of the building judged by the share of its rooms."""
    counted_as: str
    """``room`` or ``building``."""
    building: str
    """Id of its building."""
    use: str
    """Use of the building."""
    day: str
    """Standard day on which it is measured."""
    floor: int | None
    """Storey of the room; null for a building."""
    room_kind: str | None
    """Kind of the room; null for a building."""
    standing: str
    """As in the building."""
    measure_unit: str
    """Unit of the figures: ``min``, ``rooms`` or ``share``."""
    before: float | None
    """Exact figure before; null if there is none. [measure_unit]"""
    after: float | None
    """Exact figure after. [measure_unit]"""
    threshold: float | None
    """The standard. [measure_unit]"""
    tolerance: float | None
    """The change that counts as none, where the clause knows one. [min]"""
    margin: float | None
    """What is left until FAIL, negative for a FAIL. [measure_unit]"""
    tally: ResultTally | None
    """Rooms that reach the standard, for a building."""
    decisive_room: str | None
    """Room whose minutes the figures are, where a building is judged by the change of
    its rooms."""
    window_before: str | None
    """Window that has the minutes before."""
    window_after: str | None
    """Window that has the minutes after."""
    outcome: Outcome
    """PASS, FAIL, NOT_JUDGED or NOT_APPLICABLE."""
    wording: str
    """How it reads in its clause; empty if nothing was judged."""
    clause: str
    """Clause that decided."""
    cited: tuple[str, ...]
    """All clauses that took part."""
    direction: str
    """``loss``, ``gain`` or ``none``."""
    reasons: tuple[str, ...]
    """Codes of why it was not judged."""
    reason_buildings: tuple[str, ...]
    """As in the household."""
    notes: tuple[str, ...]
    """Codes of what a reader has to know besides."""
    explained_window: str | None
    """Window that `taken_by` speaks of; null for a building judged by numbers."""
    explained_state: str
    """As in the household."""
    taken_by: tuple[ResultPart, ...]
    """Who took the minutes, as in the household; of the band of its own day."""


class ResultUse(ResultRecord):
    """Units of one use in numbers (分用途统计)."""

    use: str
    """Use of the buildings, such as ``residential`` or ``kindergarten``."""
    counted_as: str
    """What is counted: ``household``, ``room`` or ``building``."""
    day: str
    """Standard day on which the windows of the use are measured."""
    minutes: float | None
    """Minutes that the use is owed; null if it has no standard. [min]"""
    units: int
    """Units in all: the sum of the four outcomes."""
    passed: int
    """Outcome PASS."""
    failed: int
    """Outcome FAIL."""
    not_judged: int
    """Outcome NOT_JUDGED."""
    not_applicable: int
    """Outcome NOT_APPLICABLE."""
    no_effect: int
    """Of those passed: 不影响."""


class ResultTurn(ResultRecord):
    """A unit whose outcome another reading turns (翻转的单元)."""

    unit: str
    """Id of the household, room or building."""
    counted_as: str
    """``household``, ``room`` or ``building``."""
    outcome: Outcome
    """Outcome by the reading chosen."""
    alternative_outcome: Outcome
    """Outcome by the other one."""


class ResultReading(ResultRecord):
    """What the other reading of a sentence would turn (读法敏感项)."""

    reading: str
    """Id of the reading."""
    clause: str
    """Clause that can be read in two ways."""
    alternative_zh: str
    """The other reading, in Chinese."""
    alternative_en: str
    """The other reading, in English."""
    turned: tuple[ResultTurn, ...]
    """Units whose outcome turns; none, if empty."""
