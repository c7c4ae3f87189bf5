"""Records of the result document, ``sunlight-result/1`` (结果文档结构)."""

from pydantic import Field

from sunlight.report.document_scope import ResultScope
from sunlight.report.unit_records import (
    ResultCritical,
    ResultPart,
    ResultReading,
    ResultRecord,
    ResultSampled,
    ResultUnit,
    ResultUnitLoss,
    ResultUse,
)
from sunlight.rules import Outcome

__all__ = [
    "ResultBuilding",
    "ResultCounts",
    "ResultDocument",
    "ResultExcluded",
    "ResultFile",
    "ResultFinding",
    "ResultHousehold",
    "ResultNote",
    "ResultProject",
    "ResultProvenance",
]


class ResultProject(ResultRecord):
    """What was assessed (项目)."""

    name: str
    """Name of the project."""
    id: str
    """Id of the project under review; empty if the file gives none."""
    stage: str
    """``complete`` or ``phase``."""
    stage_reference: str
    """Reference of the whole, for a phase."""
    renewal_document: str
    """Document number of an old-area renewal; empty if none."""
    report_date: str | None
    """Date the report bears, ISO 8601."""


class ResultCounts(ResultRecord):
    """Numbers of things (数量)."""

    buildings: int
    """Buildings in the model."""
    windows: int
    """Windows in the model."""
    windows_measured: int
    """Windows with minutes before or after."""
    windows_assumed: int
    """Windows laid by a rule and drawn by nobody, which are never judged."""
    windows_below_after: int
    """Analysed windows below the minutes of their own use's standard after the project;
    where the use has none, below those of dwellings."""
    rooms: int
    """Rooms."""
    households: int
    """Households (户)."""
    passed: int
    """Households with outcome PASS."""
    failed: int
    """Households with outcome FAIL."""
    not_judged: int
    """Households with outcome NOT_JUDGED."""
    not_applicable: int
    """Households with outcome NOT_APPLICABLE."""
    compensated: int
    """Households with a compensation agreement on record."""
    critical: int
    """Units of all kinds whose outcome turns within the survey's tolerance."""
    units: int
    """Units of other uses: rooms, and buildings judged by the share of their rooms."""
    units_passed: int
    """Such units with outcome PASS."""
    units_failed: int
    """Such units with outcome FAIL."""
    units_not_judged: int
    """Such units with outcome NOT_JUDGED."""
    units_not_applicable: int
    """Such units with outcome NOT_APPLICABLE."""


class ResultBuilding(ResultRecord):
    """Households of one building in numbers (分楼统计)."""

    building: str
    """Id of the building."""
    name: str
    """Its name."""
    standing: str
    """``own_new``, ``outside``, ``concurrent`` or ``removed``."""
    households: int
    """Households in all."""
    satisfied_before: int
    """Judged, and reaching the standard before; 0 for new buildings."""
    satisfied_after: int
    """Judged, and reaching the standard after."""
    satisfied_to_not: int
    """Judged: reaching it before, not after."""
    unaffected: int
    """Below the standard before: 不影响."""
    affected: int
    """Below the standard before: 影响, by a loss."""
    gained: int
    """Below the standard before: 影响, by a gain, which does no harm."""
    failed: int
    """Outcome FAIL."""
    not_judged: int
    """Outcome NOT_JUDGED."""
    not_applicable: int
    """Outcome NOT_APPLICABLE: no clause asks for them, such as outside the scope."""
    role: str
    """Its part in the scope, as in ``scope``; empty where there is no scope."""


class ResultHousehold(ResultRecord):
    """Verdict on one household (户的结论)."""

    household: str
    """Id of the household."""
    building: str
    """Id of its building."""
    floor: int
    """Storey."""
    standing: str
    """As in the building."""
    minutes_before: float | None
    """Exact minutes of the best habitable room before; null if there is none. [min]"""
    minutes_after: float | None
    """Exact minutes of the best habitable room after. [min]"""
    room_before: str | None
    """Room that has the minutes before."""
    room_after: str | None
    """Room that has the minutes after."""
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
    threshold: float | None
    """The standard. [min]"""
    tolerance: float | None
    """The change that counts as none, where the clause knows one. [min]"""
    margin: float | None
    """What is left until FAIL, negative for a FAIL. [min]"""
    direction: str
    """``loss``, ``gain`` or ``none``."""
    reasons: tuple[str, ...]
    """Codes of why it was not judged."""
    reason_buildings: tuple[str, ...]
    """Buildings that a reason is about, such as those whose height is assumed."""
    notes: tuple[str, ...]
    """Codes of what a reader has to know besides."""
    compensation: str
    """Compensation agreement on record; empty for none. It changes no verdict."""
    critical: ResultCritical | None
    """How little would turn the outcome; null if it is not critical."""
    explained_window: str | None
    """Window that `taken_by` speaks of."""
    explained_state: str
    """``lost`` from before to after, or ``taken`` after where there is no before."""
    taken_by: tuple[ResultPart, ...]
    """Who took the minutes: ``lost`` parts add up to `minutes_before` less
    `minutes_after`, ``taken`` parts and `minutes_after` to the time band."""


class ResultFinding(ResultRecord):
    """One finding about the project (检查结果)."""

    code: str
    """Stable code."""
    severity: str
    """``error``, ``warning`` or ``note``."""
    where: str
    """Path or id of the thing."""
    message: str
    """In English."""
    message_zh: str
    """In Chinese."""
    expected: str
    """What is allowed."""
    found: str
    """What stands there."""
    elements: tuple[str, ...]
    """Ids of the things in the file they came from, such as IFC GlobalIds."""
    file: str
    """Name of that file; empty for the project file itself."""


class ResultExcluded(ResultRecord):
    """A part of the model that shades nothing (不计遮挡)."""

    building: str
    """Building it belongs to; empty for the site."""
    name: str
    """Its name."""
    kind: str
    """Its kind."""
    clause: str
    """Clause that leaves it out."""


class ResultProvenance(ResultRecord):
    """Versions, hashes and conventions, the same for every table (结果来源)."""

    engine: str
    """Version of the program."""
    rules: str
    """Rule profile."""
    rules_hash: str
    """SHA-256 of its data files."""
    input_hash: str
    """SHA-256 over the hashes of the files read."""
    source_files: tuple[tuple[str, str], ...]
    """Name and SHA-256 of every file read."""
    latitude: float
    """North positive. [degrees]"""
    longitude: float
    """East positive. [degrees]"""
    place_origin: str
    """Who gave the place."""
    day: str
    """Standard day of dwellings; band, declination and equation of time are its own."""
    band: tuple[float, float]
    """Counted time band. [min, true solar time]"""
    declination: float
    """Declination of the sun. [degrees]"""
    declination_origin: str
    """Convention it comes from."""
    equation_of_time: float
    """For Beijing-time labels only. [min]"""
    other_days: tuple[str, ...]
    """Day, band, declination and its origin of each further day, in words: uses other
    than dwellings are measured on the day of their own clause."""
    shortest_segment: float
    """Shortest counted segment. [min]"""
    sill_minimum: float
    """The sill plane is never lower than this above the floor. [m]"""
    counted_width: float
    """Wider windows are judged on their best stretch of this width. [m]"""
    full_window: str
    """Reading of full-window sun."""
    own_plates: str
    """Reading of 规程六(五)."""
    settings: tuple[str, ...]
    """Settings of the rules that differ from those of the 2022 Xinzhou regulation, as
    ``name = value``."""
    figures: tuple[str, ...]
    """Figures of a profile that differ from those of its edition, as
    ``parameter id: own value (inherited value)``."""


class ResultFile(ResultRecord):
    """A file written beside the document (成果文件)."""

    name: str
    """File name."""
    rows: int | None
    """Rows of a table; null for a picture."""
    bytes: int
    """Size."""
    sha256: str
    """SHA-256 of its content: it belongs to this document and no other."""


class ResultNote(ResultRecord):
    """A standing note (须知)."""

    zh: str
    """In Chinese."""
    en: str
    """In English."""


class ResultDocument(ResultRecord):
    """Result of an assessment (日照分析结果), ``result.json``."""

    schema_version: str = Field(alias="schema")
    """``sunlight-result/1``."""
    outcome: Outcome
    """FAIL before NOT_JUDGED before PASS."""
    exit_code: int
    """0 passes, 1 a household or another unit fails, 3 undetermined."""
    project: ResultProject
    """What was assessed."""
    counts: ResultCounts
    """Numbers of things."""
    buildings: tuple[ResultBuilding, ...]
    """Buildings that have households."""
    households: tuple[ResultHousehold, ...]
    """Every household with its verdict."""
    units: tuple[ResultUnit, ...]
    """Every unit of other uses with its verdict."""
    uses: tuple[ResultUse, ...]
    """Units in numbers by use, households among them."""
    buildings_without_units: tuple[str, ...]
    """Buildings whose use has a standard but for which no household, or no room that
    counts, is listed: nothing was judged in them."""
    losses_by_project: tuple[ResultUnitLoss, ...]
    """Units that lose sunlight, and which project takes it; empty where no building of
    another project stands."""
    readings: tuple[ResultReading, ...] | None
    """What other readings would turn; null if that was not asked for."""
    sampled: ResultSampled | None = None
    """What samples would say; null if that was not asked for."""
    scope: ResultScope | None
    """Who belongs to the analysis; null where nothing is proposed or no sector can be
    drawn."""
    findings: tuple[ResultFinding, ...]
    """About the project."""
    excluded: tuple[ResultExcluded, ...]
    """Parts that shade nothing, with the clause."""
    provenance: ResultProvenance
    """Versions, hashes and conventions."""
    notes: tuple[ResultNote, ...]
    """Standing notes."""
    files: tuple[ResultFile, ...]
    """Files written beside it."""
