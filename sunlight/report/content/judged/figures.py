"""Figures and names as the report shows them (数值与名称的写法)."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sunlight.assessment import Assessment
from sunlight.report.content.judged.counted import CountedUnit
from sunlight.report.content.records import Tone
from sunlight.report.texts import Texts
from sunlight.report.units import figure_text
from sunlight.rules import (
    CountingUnit,
    Language,
    Outcome,
    Verdict,
    Wording,
    reasons_text,
)
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = [
    "Wordy",
    "building_label",
    "clauses_text",
    "disagrees",
    "duration_text",
    "fineness",
    "reasons_counted",
    "shown_figure",
    "tone_of",
]

MINUTES: Final = "min"
_STEPS: Final = (1.0, 60.0)
"""Steps a minute in which a duration is shown: whole minutes, whole seconds."""
EXACT: Final = len(_STEPS)
"""Fineness at which all digits are shown."""
_NEAR: Final = 1.0  # as near to the threshold seconds are shown always [min]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wordy:
    """What every chapter is written from (各章所据).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    lang : {'zh', 'en'}
        Its language.
    units : tuple of CountedUnit
        Every unit that is judged.
    """

    assessment: Assessment
    words: Texts
    lang: Language
    units: tuple[CountedUnit, ...]

    @property
    def strictly(self) -> bool:
        """Whether exactly the standard before counts as missed."""
        return self.assessment.rules.values.alternative("equal_to_standard")

    def joined(self, texts: Iterable[str]) -> str:
        """Texts with the separator of the language (并列)."""
        return self.words["results.and"].join(texts)

    def following(self, sentences: Sequence[str]) -> str:
        """Sentences one after the other, as the language parts them (连句)."""
        first, *others = sentences
        template = self.words["results.following"]
        for sentence in others:
            first = template.format(text=first, sentence=sentence)
        return first

    def unit_word(self, counted_as: CountingUnit) -> str:
        """Word for what is counted, such as 户 (计数单位)."""
        return self.words[f"results_unit.{counted_as.value}"]


def building_label(told: Wordy, index: int) -> str:
    """Number and name of a building (楼号及名称).

    Parameters
    ----------
    told : Wordy
        What the report is written from.
    index : int
        Index of the building; -1 for what belongs to none.
    """
    if index < 0:
        return told.words["results.no_building"]
    building = told.assessment.project.buildings[index]
    if not building.name or building.name == building.id:
        return building.id
    return told.words["results.label"].format(id=building.id, name=building.name)


def clauses_text(verdicts: Iterable[Verdict], words: Texts) -> str:
    """Clauses that decided, in brackets; empty for none (所依条款).

    Parameters
    ----------
    verdicts : iterable of Verdict
        Verdicts.
    words : mapping
        Catalogue.
    """
    clauses = sorted({verdict.clause for verdict in verdicts})
    if not clauses:
        return ""
    return words["results.clauses"].format(clauses=words["results.and"].join(clauses))


def reasons_counted(told: Wordy, units: Iterable[CountedUnit]) -> str:
    """Reasons with the number of units each holds for (原因及数量).

    Parameters
    ----------
    told : Wordy
        What the report is written from.
    units : iterable of CountedUnit
        Units that are not judged, or not asked.
    """
    found: Counter[tuple[str, str, CountingUnit]] = Counter()
    for unit in units:
        reasons = reasons_text(unit.verdict, told.lang)
        found[reasons, unit.verdict.clause, unit.counted_as] += 1
    return told.words["cells.separator"].join(
        told.words["results.reason_count"].format(
            reason=reason, clause=clause, count=count, unit=told.unit_word(kind)
        )
        for (reason, clause, kind), count in found.items()
    )


def duration_text(minutes: float | None, words: Texts, fineness: int = 0) -> str:
    """Sunlit time as the report shows it, rounded down (有效日照时数).

    Parameters
    ----------
    minutes : float or None
        Minutes, 0 or more; None or NaN if there are none.
    words : mapping
        Catalogue.
    fineness : int
        0 shows whole minutes, 1 seconds, 2 millionths of a minute.

    Returns
    -------
    str
        Such as ``1小时59分`` or ``1小时59分36秒``.

    Notes
    -----
    Source: 规程七(二).
    """
    if minutes is None or math.isnan(minutes):
        return words["duration.none"]
    if fineness >= EXACT:
        shown = math.floor(minutes * 1e6 + 0.5) / 1e6
        return words["results.exact_minutes"].format(minutes=f"{shown:.6f}")
    if fineness == 0:
        hours, rest = divmod(math.floor(minutes + THRESHOLD_NOISE_MIN), 60)
        return words["results.duration"].format(hours=hours, minutes=rest)
    seconds = math.floor((minutes + THRESHOLD_NOISE_MIN) * 60.0)
    whole, rest = divmod(seconds, 60)
    hours, whole = divmod(whole, 60)
    return words["results.duration_seconds"].format(
        hours=hours, minutes=whole, seconds=rest
    )


def fineness(verdict: Verdict) -> int:
    """How finely minutes must be shown to agree with the verdict (所需精度).

    Parameters
    ----------
    verdict : Verdict
        A verdict by minutes.

    Returns
    -------
    int
        As :func:`duration_text` takes it: seconds within a minute of the threshold, and
        where whole minutes would tell a reader another outcome.
    """
    if verdict.measure_unit != MINUTES or verdict.measured is None:
        return 0
    near = verdict.margin is not None and abs(verdict.margin) < _NEAR
    for level, steps in enumerate(_STEPS):
        if not disagrees(verdict, steps):
            return max(level, int(near))
    return EXACT


def disagrees(verdict: Verdict, steps: float) -> bool:
    """Whether figures rounded down would tell another outcome (取整后与结论不符).

    Parameters
    ----------
    verdict : Verdict
        A verdict by minutes.
    steps : float
        Steps a minute to which figures are rounded down.
    """
    after, before = verdict.measured, verdict.before
    if after is None or verdict.outcome not in (Outcome.PASS, Outcome.FAIL):
        return False
    shown_after = _down(after, steps)
    if verdict.tolerance is not None:
        if before is None:
            return False
        within = abs(before - after) <= verdict.tolerance + THRESHOLD_NOISE_MIN
        shown = abs(_down(before, steps) - shown_after)
        return within != (shown <= verdict.tolerance + THRESHOLD_NOISE_MIN)
    if verdict.threshold is None:
        return False
    least = verdict.threshold - THRESHOLD_NOISE_MIN
    wrong_after = (after >= least) != (shown_after >= least)
    if before is None or verdict.wording not in (Wording.MEETS, Wording.NOT_MEETS):
        return wrong_after
    return wrong_after or (before >= least) != (_down(before, steps) >= least)


def _down(minutes: float, steps: float) -> float:
    """Minutes rounded down to such steps."""
    return math.floor((minutes + THRESHOLD_NOISE_MIN) * steps) / steps


def shown_figure(
    figure: float | None, verdict: Verdict, words: Texts, fine: int
) -> str:
    """Figure of a verdict: a duration, rooms or a share (数值).

    Parameters
    ----------
    figure : float or None
        The figure.
    verdict : Verdict
        What it belongs to.
    words : mapping
        Catalogue.
    fine : int
        Fineness of durations.
    """
    if verdict.measure_unit == MINUTES:
        return duration_text(figure, words, fine)
    return figure_text(figure, verdict.measure_unit, words)


def tone_of(verdict: Verdict) -> Tone:
    """What a verdict says beside its words (色调).

    Parameters
    ----------
    verdict : Verdict
        The verdict.
    """
    if verdict.outcome is Outcome.FAIL:
        return "fail"
    if verdict.outcome is Outcome.NOT_JUDGED:
        return "open"
    if verdict.outcome is Outcome.NOT_APPLICABLE:
        return "note"
    return "gain" if verdict.wording is Wording.AFFECTED_GAIN else "pass"
