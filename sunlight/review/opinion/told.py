"""What every chapter is written from, and how figures are shown (写法)."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from sunlight.conditions import TimeBasis
from sunlight.intervals import Intervals
from sunlight.report.texts import Texts, texts
from sunlight.review.records.findings import Grade, ReviewFinding, ReviewPart
from sunlight.review.records.review import Review
from sunlight.rules import Language, Wording, wording_text
from sunlight.solar import beijing_minutes, clock_label
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = [
    "GRADES",
    "NO_FIGURE",
    "PARTS",
    "Told",
    "clock_offset",
    "duration",
    "instant",
    "measured",
    "own_segments",
    "place_text",
    "row_place",
    "segments_text",
    "signed",
    "solar_segments",
    "told_of",
    "wording",
]

NO_FIGURE: Final = "—"
PARTS: Final = (
    ReviewPart.FORMAL,
    ReviewPart.MODEL,
    ReviewPart.SCOPE,
    ReviewPart.METHOD,
    ReviewPart.RESULTS,
    ReviewPart.CAUSE,
    ReviewPart.READING,
)
"""Parts in the order of the chapters."""
GRADES: Final = (Grade.WRONG, Grade.ANSWER, Grade.OPEN, Grade.NOTE)
"""The gravest first."""
_DIGITS: Final = {"m": 2, "degrees": 2, "m2": 1, "count": 0}
_DAY: Final = 24 * 60.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Told:
    """What the chapters are written from (各章所据).

    Parameters
    ----------
    review : Review
        The review.
    words : mapping
        Catalogue.
    lang : {'zh', 'en'}
        Its language.
    findings : tuple of ReviewFinding
        All findings in the order of the chapters; they are numbered so, from 1.
    questions : mapping of int to int
        Number of the question of a finding, by the number of the finding.
    """

    review: Review
    words: Texts
    lang: Language
    findings: tuple[ReviewFinding, ...]
    questions: Mapping[int, int]

    def say(self, key: str, **facts: object) -> str:
        """Words of the opinion (意见书文字).

        Parameters
        ----------
        key : str
            Key without ``review_opinion``: ``lead`` or ``_grade.wrong``.
        **facts
            What is filled in.
        """
        dot = "" if key.startswith("_") else "."
        words = self.words[f"review_opinion{dot}{key}"]
        return words.format(**facts) if facts else words

    def message(self, finding: ReviewFinding) -> str:
        """What was found (意见)."""
        zh = self.lang == "zh"
        return finding.message_zh if zh else finding.message

    def question(self, finding: ReviewFinding) -> str:
        """What the compiler must answer; empty for nothing (须答复)."""
        zh = self.lang == "zh"
        return finding.question_zh if zh else finding.question

    def of(self, part: ReviewPart) -> list[tuple[int, ReviewFinding]]:
        """Findings of a part with their numbers (该部分意见).

        Parameters
        ----------
        part : ReviewPart
            Part.
        """
        return [
            (number, finding)
            for number, finding in enumerate(self.findings, start=1)
            if finding.part is part
        ]

    def listed(self, names: Iterable[str], *, most: int = 20) -> str:
        """Names one after the other, the first of many (列举).

        Parameters
        ----------
        names : iterable of str
            Names.
        most : int
            So many are told, then how many there are.
        """
        every = list(names)
        joined = self.words["front.comma"].join(every[:most])
        if len(every) <= most:
            return joined
        return self.say("and_more", names=joined, count=len(every))

    def sentences(self, told: Iterable[str]) -> str:
        """Sentences one after the other (连句)."""
        joined = ""
        template = self.words["results.following"]
        for text in told:
            joined = template.format(text=joined, sentence=text) if joined else text
        return joined


def told_of(review: Review, lang: Language) -> Told:
    """Findings of a review in order, with their numbers (意见编号).

    Parameters
    ----------
    review : Review
        The review.
    lang : {'zh', 'en'}
        Language.

    Raises
    ------
    InputError
        If there is no catalogue in that language.
    """
    words = texts(lang)
    findings = tuple(
        sorted(
            review.findings,
            key=lambda f: (PARTS.index(f.part), GRADES.index(f.grade)),
        )
    )
    asked = [i for i, f in enumerate(findings, 1) if f.question or f.question_zh]
    return Told(
        review=review,
        words=words,
        lang=lang,
        findings=findings,
        questions={number: place for place, number in enumerate(asked, start=1)},
    )


def duration(minutes: float) -> str:
    """Minutes as the tables show them, rounded down to a tenth (分钟数).

    Parameters
    ----------
    minutes : float
        Minutes; NaN where there are none. [min]

    Examples
    --------
    >>> duration(119.97), duration(120.0), duration(math.nan)
    ('119.9', '120', '—')
    """
    if not math.isfinite(minutes):
        return NO_FIGURE
    # a shortfall is never shown as the standard itself: down, not to the nearest
    shown = math.floor((minutes + THRESHOLD_NOISE_MIN) * 10.0) / 10.0
    return f"{shown:.1f}".removesuffix(".0")


def signed(minutes: float) -> str:
    """A difference with its sign (差值), to the nearest tenth.

    Parameters
    ----------
    minutes : float
        Minutes; NaN where there is none. [min]

    Examples
    --------
    >>> signed(3.96), signed(-0.01)
    ('+4.0', '0.0')
    """
    if not math.isfinite(minutes):
        return NO_FIGURE
    shown = round(minutes, 1) + 0.0
    return "0.0" if shown == 0.0 else f"{shown:+.1f}"


def measured(value: float, measure: str, told: Told) -> str:
    """A figure of some evidence with its unit (证据数值).

    Parameters
    ----------
    value : float
        The figure; NaN where there is none. [measure]
    measure : str
        As in :class:`~sunlight.review.records.findings.Evidence`.
    told : Told
        For the words of units.
    """
    if not math.isfinite(value):
        return ""
    if measure == "min":
        shown = duration(value)
    elif measure in _DIGITS:
        shown = f"{value + 0.0:.{_DIGITS[measure]}f}"
    else:
        return f"{value:g}"
    return told.say(f"_unit.{measure}", value=shown)


def clock_offset(review: Review) -> float:
    """Beijing time less true solar time on the day of dwellings (北京时间差). [min].

    Parameters
    ----------
    review : Review
        The review.

    Returns
    -------
    float
        NaN where the place has no longitude.
    """
    source = review.assessment.provenance
    if not math.isfinite(source.longitude):
        return math.nan
    return float(
        beijing_minutes(
            0.0,
            longitude=source.longitude,
            equation_of_time=source.equation_of_time,
        )
    )


def instant(minute: float, told: Told) -> str:
    """An instant in true solar time, with Beijing time (时刻).

    Parameters
    ----------
    minute : float
        True solar time; NaN where none is named. [min]
    told : Told
        For place and words.
    """
    if not math.isfinite(minute) or abs(minute) > 2 * _DAY:
        return ""
    offset = clock_offset(told.review)
    solar = clock_label(minute)
    if not math.isfinite(offset):
        return solar
    return told.say("_unit.instant", solar=solar, beijing=clock_label(minute + offset))


def place_text(told: Told, place: str) -> str:
    """Place of a row, its number on a line of its own (出处).

    Parameters
    ----------
    told : Told
        For the words.
    place : str
        As :meth:`~sunlight.review.records.submission.SubmittedWindows.place` gives it;
        any other text stays as it is.
    """
    table, colon, line = place.rpartition(":")
    if not (colon and line.isdigit()):
        return place
    return told.say("place", table=table, line=line)


def row_place(told: Told, row: int) -> str:
    """Place of a submitted row; of a single table its line alone (出处).

    Parameters
    ----------
    told : Told
        For the submission.
    row : int
        Submitted row.
    """
    windows = told.review.submission.windows
    if len(windows.tables) == 1:
        return told.say("line", line=int(windows.line[row]))
    return place_text(told, windows.place(row))


def segments_text(segments: Iterable[tuple[float, float]]) -> str:
    """Segments as the tables show them, one a line (时段).

    Parameters
    ----------
    segments : iterable of (float, float)
        Limits; they may overlap or run backwards. [min]
    """
    return "\n".join(f"{_clock(start)}–{_clock(end)}" for start, end in segments)


def _clock(minute: float) -> str:
    """Clock face, a question mark where it is no instant of some day."""
    if not math.isfinite(minute) or abs(minute) > 2 * _DAY:
        return "?"
    return clock_label(minute)


def own_segments(lit: Intervals, window: int) -> list[tuple[float, float]]:
    """Our own segments of a window (复算时段); none where there is no window.

    Parameters
    ----------
    lit : Intervals, (w,) rows
        Counted intervals.
    window : int
        Row of the window, -1 for none.
    """
    if window < 0:
        return []
    return [(float(a), float(b)) for a, b in np.asarray(lit[window])]


def solar_segments(
    review: Review, segments: Iterable[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Submitted segments in true solar time (换算为真太阳时).

    Parameters
    ----------
    review : Review
        For the clock that the report states; where it states none, true solar time is
        taken.
    segments : iterable of (float, float)
        As printed. [min]
    """
    basis = review.submission.declaration.time_basis
    offset = clock_offset(review) if basis is TimeBasis.BEIJING_TIME else 0.0
    shift = offset if math.isfinite(offset) else 0.0
    return [(start - shift, end - shift) for start, end in segments]


def wording(value: str, told: Told) -> str:
    """How an outcome reads (评定用语); a dash where there is none.

    Parameters
    ----------
    value : str
        Value of :class:`~sunlight.rules.Wording`, or words as printed.
    told : Told
        For the language.
    """
    if value in {word.value for word in Wording if word.value}:
        return wording_text(Wording(value), told.lang)
    return value or NO_FIGURE
