"""Records of units in the result document, ``sunlight-result/1`` (结果文档:单元)."""

from pydantic import BaseModel, ConfigDict

from sunlight.rules import Outcome

__all__ = [
    "ResultCritical",
    "ResultPart",
    "ResultProjectPart",
    "ResultReading",
    "ResultRecord",
    "ResultSampled",
    "ResultTally",
    "ResultTurn",
    "ResultUnit",
    "ResultUnitLoss",
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


class ResultCritical(ResultRecord):
    """How little would turn the outcome of a unit (临界)."""

    minutes: float | None
    """Minutes to the threshold; null for what is not judged by minutes. [min]"""
    height: float | None
    """Least change of all tops found to turn it; null if none within the survey's
    tolerance does, or none is given. [m]"""
    plan: float | None
    """The same of the outlines of other buildings. [m]"""


class ResultProjectPart(ResultRecord):
    """Minutes that one project takes from a unit (同期项目分摊项)."""

    kind: str
    """``own`` the project under review, ``side`` one side by side, ``surroundings``; or
    of none of them: ``jointly``, ``remnant``, ``own_wall``, ``other_window``."""
    project: str
    """Id of the project; empty for the other kinds."""
    name: str
    """Its name."""
    minutes: float
    """Minutes, negative where they were won. [min]"""


class ResultUnitLoss(ResultRecord):
    """What a unit loses, and which project takes it (同期项目分摊, 办法三)."""

    unit: str
    """Id of the unit."""
    counted_as: str
    """``household`` or ``room``, or ``building`` judged by the change of a room."""
    building: str
    """Id of its building."""
    lost: float
    """Minutes before less minutes after. [min]"""
    parts: tuple[ResultProjectPart, ...]
    """Add up to `lost`."""


class ResultTally(ResultRecord):
    """Rooms of a building, or share of a ground, that reach the standard (计数)."""

    total: float
    """Rooms that count; of a ground its area. [rooms, m2]"""
    needed: float | None
    """Least that the clause asks for."""
    before: tuple[float, float] | None
    """Least and most that reach it before; null if there is no before. [rooms, 1]"""
    after: tuple[float, float] | None
    """Least and most that reach it after. [rooms, 1]"""


class ResultUnit(ResultRecord):
    """Verdict on one unit of a use other than dwellings (非住宅单元的结论)."""

    unit: str
    """Id: of the room, of the building judged by the share of its rooms, of the
    ground."""
    counted_as: str
    """``room``, ``building``, ``ground`` or ``land``."""
    building: str
    """Id of its building; empty for a ground that belongs to none."""
    use: str
    """Use of the building; planned use of land."""
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
    """Rooms that reach the standard, for a building; share of the area of a ground."""
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
    critical: ResultCritical | None
    """How little would turn the outcome; null if it is not critical."""
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
    """What is counted: ``household``, ``room``, ``building``, ``ground``, ``land``."""
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
    """Id of the household, room, building or ground."""
    counted_as: str
    """``household``, ``room``, ``building``, ``ground`` or ``land``."""
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


class ResultSampled(ResultRecord):
    """What a program that samples the day would print (采样对照); never a verdict."""

    sampling: str
    """Step and counting, such as ``sampled:1min:span``."""
    windows_differing: int
    """Windows that differ by a minute or more, in either state."""
    greatest_difference: float
    """The greatest difference in either state. [min]"""
    turned: tuple[ResultTurn, ...]
    """Units whose outcome the samples turn; ``outcome`` is the exact one."""
