"""Records of the review document, ``sunlight-review/1`` (复核文档结构)."""

from pydantic import Field

from sunlight.report.document_records import ResultFile, ResultNote, ResultProvenance
from sunlight.report.unit_records import ResultRecord

__all__ = [
    "ReviewAmbiguity",
    "ReviewCounts",
    "ReviewDocument",
    "ReviewEvidence",
    "ReviewFileRead",
    "ReviewFit",
    "ReviewFormalItem",
    "ReviewInference",
    "ReviewItem",
    "ReviewParameter",
    "ReviewReading",
    "ReviewRow",
    "ReviewUnit",
    "ReviewWords",
]


class ReviewWords(ResultRecord):
    """The same words in both languages (双语)."""

    zh: str
    """In Chinese."""
    en: str
    """In English."""


class ReviewFileRead(ResultRecord):
    """A file of the submission (送审文件)."""

    name: str
    """Name without its folder."""
    kind: str
    """``xlsx``, ``csv``, ``docx``, ``pdf``, ``bundle``, ``declaration``, ``mapping`` or
    ``matches``."""
    sha256: str
    """SHA-256 of its content."""


class ReviewParameter(ResultRecord):
    """A parameter as stated and as required (参数对照)."""

    id: str
    """Field of the declaration, such as ``declination``."""
    stated: str
    """What the report says, in Chinese; empty where it says nothing."""
    required: str
    """What the rules ask for, or our calculation takes, in Chinese."""
    same: bool | None
    """Whether they agree; null where that cannot be told."""
    place: str
    """Where it was read."""


class ReviewCounts(ResultRecord):
    """Numbers of things (数量)."""

    rows: int
    """Submitted rows of windows."""
    matched: int
    """Rows that were matched to a window of the model."""
    same: int
    """Rows that agree to the minute printed."""
    within: int
    """Rows within the tolerance."""
    different: int
    """Rows beyond it, without another verdict."""
    flips: int
    """Rows whose verdict, or 达标/未达标, is another one."""
    invented: int
    """Rows that the model has no window for."""
    open: int
    """Rows that were not matched or hold no figure."""
    missing: int
    """Windows of the model that are not in the submission."""
    units: int
    """Units compared."""
    units_flip: int
    """Units whose outcome is another one."""
    units_harm: int
    """Of these, units that pass as submitted and fail as recomputed."""
    wrong: int
    """Findings against a clause, or that a verdict turns on."""
    answer: int
    """Findings that the compiler must answer."""
    to_check: int
    """Findings that a person must look at."""
    notes: int
    """Findings for the record."""


class ReviewEvidence(ResultRecord):
    """One piece of evidence (证据)."""

    place: str
    """Where in the submission."""
    row: int | None
    """Submitted row, from 0, as in `rows`; null for none."""
    window: str
    """Window of the model."""
    building: str
    """Building."""
    unit: str
    """Unit."""
    state: str
    """``before`` or ``after``."""
    minute: float | None
    """Instant that shows it, true solar time. [min]"""
    submitted: float | None
    """Submitted figure. [measure]"""
    recomputed: float | None
    """Our own. [measure]"""
    measure: str
    """``min``, ``m``, ``degrees``, ``m2``, ``count`` or empty."""
    submitted_text: str
    """The same in words."""
    recomputed_text: str
    """The same in words."""
    blocker: str
    """Building that blocks at that instant."""
    face: int | None
    """Face that does."""


class ReviewItem(ResultRecord):
    """One finding (复核意见)."""

    number: int
    """As in the opinion, from 1."""
    code: str
    """Stable code."""
    part: str
    """``reading``, ``formal``, ``model``, ``scope``, ``method``, ``results`` or
    ``cause``."""
    grade: str
    """``wrong``, ``answer``, ``note`` or ``open``."""
    clause: str
    """Clause, several parted by ``、``."""
    message: ReviewWords
    """What was found."""
    question: ReviewWords
    """What the compiler must answer; empty for nothing."""
    question_number: int | None
    """Number of the question in the opinion."""
    count: int
    """How many rows, units or things it is about."""
    elements: tuple[str, ...]
    """Ids in the model."""
    evidence: tuple[ReviewEvidence, ...]
    """The first few, worst first."""


class ReviewFormalItem(ResultRecord):
    """One item of the formal check (形式审查项)."""

    id: str
    """As in the list of the profile."""
    clause: str
    """Clause."""
    title: ReviewWords
    """What is asked for."""
    state: str
    """``met``, ``not_met`` or ``open``."""
    reason: ReviewWords
    """What was seen."""


class ReviewRow(ResultRecord):
    """One submitted row beside our own figures (逐窗对照)."""

    place: str
    """Where it was read."""
    label: str
    """Number as printed."""
    window: str
    """Window of the model; empty for none."""
    matched_by: str
    """``none``, ``given``, ``number`` or ``order``."""
    row_class: str
    """``same``, ``within``, ``different``, ``flips``, ``invented`` or ``open``."""
    flips: bool
    """达标/未达标 of the window itself is another one."""
    submitted_before: float | None
    """As printed. [min]"""
    submitted_after: float | None
    """As printed. [min]"""
    recomputed_before: float | None
    """Our own, exact. [min]"""
    recomputed_after: float | None
    """Our own, exact. [min]"""
    difference_before: float | None
    """Submitted less recomputed. [min]"""
    difference_after: float | None
    """Submitted less recomputed. [min]"""


class ReviewUnit(ResultRecord):
    """A unit, submitted and recomputed (逐户比对)."""

    unit: str
    """Id in the model."""
    building: str
    """Its building; empty for none."""
    claimed: str
    """Outcome as printed."""
    from_submitted: str
    """Wording on the submitted minutes."""
    recomputed: str
    """Wording on our own."""
    submitted_before: float | None
    """Submitted minutes of its best window. [min]"""
    submitted_after: float | None
    """The same, after. [min]"""
    recomputed_before: float | None
    """Our own. [min]"""
    recomputed_after: float | None
    """Our own. [min]"""
    flips: bool
    """The outcome is another one."""
    harms: bool
    """Ours fails where theirs passes."""


class ReviewFit(ResultRecord):
    """How well a convention explains the table (吻合程度)."""

    convention: ReviewWords
    """What differs from the rules, in words."""
    departures: tuple[str, ...]
    """Codes of what differs."""
    allowed: bool
    """An honest report may choose so."""
    explained: int
    """Figures reproduced to the minute."""
    compared: int
    """Figures compared."""
    share: float
    """Share explained."""
    median: float | None
    """Median of the absolute differences. [min]"""
    worst: float | None
    """Largest of them. [min]"""
    score: float | None
    """What they are ranked by; smaller is better."""


class ReviewInference(ResultRecord):
    """Conventions that explain the table (口径推断)."""

    sure: str
    """``clear``, ``likely``, ``open`` or ``none``."""
    alike: int
    """How many of `fits` cannot be told apart from the best."""
    tried: int
    """Combinations tried."""
    fits: tuple[ReviewFit, ...]
    """Best first."""
    baseline: ReviewFit
    """The rules themselves."""
    honest: ReviewFit
    """Best of those that an honest report may choose."""
    unexplained: tuple[int, ...]
    """Rows that the best does not reproduce."""


class ReviewAmbiguity(ResultRecord):
    """Rows that could be several windows (对应不唯一)."""

    building: str
    """As printed."""
    floor: int | None
    """As printed; null where none is."""
    rows: tuple[int, ...]
    """Submitted rows."""
    windows: tuple[str, ...]
    """Windows that they could be."""
    why: str
    """Stable code."""


class ReviewReading(ResultRecord):
    """What the readers found (读取问题)."""

    code: str
    """Stable code."""
    severity: str
    """``error``, ``warning`` or ``note``."""
    where: str
    """Place."""
    file: str
    """File; empty for the project file."""
    message: ReviewWords
    """What it is."""
    found: str
    """What stands there."""
    expected: str
    """What is allowed."""


class ReviewDocument(ResultRecord):
    """Review of a submitted report (复核结果), ``review.json``."""

    schema_version: str = Field(alias="schema")
    """``sunlight-review/1``."""
    exit_code: int
    """0 nothing to answer, 1 something is wrong, 3 to be answered or open."""
    project: str
    """Name of the project of the reviewer's model."""
    submitted_project: str
    """Name as the report states it."""
    submitted_number: str
    """Number of the report."""
    submitted_date: str | None
    """Date of the report, ISO 8601."""
    tolerance: float
    """Difference allowed; a remembered figure, not verified. [min]"""
    counts: ReviewCounts
    """Numbers of things."""
    files_read: tuple[ReviewFileRead, ...]
    """Files of the submission."""
    parameters: tuple[ReviewParameter, ...]
    """Stated beside required."""
    formal: tuple[ReviewFormalItem, ...]
    """Formal check."""
    findings: tuple[ReviewItem, ...]
    """All findings, in the order of the opinion."""
    units: tuple[ReviewUnit, ...]
    """Units compared."""
    rows: tuple[ReviewRow, ...]
    """Every submitted row; segments stand in ``rows.csv``."""
    missing: tuple[str, ...]
    """Windows of the model that are not in the submission."""
    ambiguous: tuple[ReviewAmbiguity, ...]
    """Rows that could be several windows."""
    inference: ReviewInference | None
    """Conventions; null where they were not asked for."""
    reading: tuple[ReviewReading, ...]
    """What the readers found."""
    provenance: ResultProvenance
    """Versions, hashes and conventions of our own calculation."""
    notes: tuple[ResultNote, ...]
    """Standing notes."""
    files: tuple[ResultFile, ...]
    """Files written beside it."""
