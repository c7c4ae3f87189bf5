"""What a review finds: each with its clause, its evidence and a question (复核意见)."""

import math
from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Evidence",
    "FormalItem",
    "Grade",
    "ItemState",
    "ReviewFinding",
    "ReviewPart",
]

NAN = math.nan


class ReviewPart(StrEnum):
    """Which part of the review a finding belongs to."""

    READING = "reading"
    """What could not be read or matched."""
    FORMAL = "formal"
    """办法五(一)."""
    MODEL = "model"
    """办法六(三)1."""
    SCOPE = "scope"
    """办法六(三)2."""
    METHOD = "method"
    """办法六(三)3."""
    RESULTS = "results"
    """办法六(三)4."""
    CAUSE = "cause"
    """Why the figures differ."""


class Grade(StrEnum):
    """What follows from a finding."""

    WRONG = "wrong"
    """不符合: against a clause, or a verdict turns on it; must be corrected."""
    ANSWER = "answer"
    """须说明: the compiler must explain or correct it."""
    NOTE = "note"
    """For the record."""
    OPEN = "open"
    """待人工核查: a machine cannot see it, or could not read it; never passed."""


class ItemState(StrEnum):
    """State of an item of the formal check."""

    MET = "met"
    NOT_MET = "not_met"
    OPEN = "open"
    """For a person to look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence (证据); what is not known is empty, NaN or -1.

    Parameters
    ----------
    place : str
        Where in the submission.
    row : int
        Submitted row.
    window, building, unit : str
        Ids in the model.
    state : str
        ``before`` or ``after``.
    minute : float
        Instant that shows it, true solar time. [min]
    submitted, recomputed : float
        The two figures. [of `measure`]
    measure : str
        ``min``, ``m``, ``degrees``, ``m2``, ``count`` or empty.
    submitted_text, recomputed_text : str
        The same in words, such as segments; free of language where that is possible.
    blocker : str
        Building that blocks at that instant.
    face : int
        Face that does.
    """

    place: str = ""
    row: int = -1
    window: str = ""
    building: str = ""
    unit: str = ""
    state: str = ""
    minute: float = NAN
    submitted: float = NAN
    recomputed: float = NAN
    measure: str = ""
    submitted_text: str = ""
    recomputed_text: str = ""
    blocker: str = ""
    face: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFinding:
    """One finding of a review (复核意见).

    Parameters
    ----------
    code : str
        Stable, such as ``REVIEW-VERDICT-FLIPS``.
    part : ReviewPart
        Part of the review.
    grade : Grade
        What follows from it.
    clause : str
        Clause, such as ``规程六(一)``; several parted by ``、``.
    message, message_zh : str
        What was found, with figures. Causes are worded "consistent with" (与……相符).
    question, question_zh : str
        What the compiler must answer or correct; empty for nothing.
    evidence : tuple of Evidence
        The first few, worst first.
    count : int
        How many rows, units or things it is about in all.
    elements : tuple of str
        Ids in the model that it is about: buildings, windows, units.
    """

    code: str
    part: ReviewPart
    grade: Grade
    clause: str
    message: str
    message_zh: str
    question: str = ""
    question_zh: str = ""
    evidence: tuple[Evidence, ...] = ()
    count: int = 1
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormalItem:
    """One item of the formal check (形式审查项).

    Parameters
    ----------
    id : str
        As in the list of the profile.
    clause : str
        Clause.
    title, title_zh : str
        What is asked for.
    state : ItemState
        Met, not met, or for a person to look at.
    reason, reason_zh : str
        What was seen, and where.
    """

    id: str
    clause: str
    title: str
    title_zh: str
    state: ItemState
    reason: str = ""
    reason_zh: str = ""
