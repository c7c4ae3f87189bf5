"""Sentences of CI results, in both languages at once (CI 文字)."""

from collections.abc import Callable

from sunlight.report.ci.records import CiFigures, Wordings
from sunlight.report.texts import Texts, texts
from sunlight.report.units import figure_text
from sunlight.rules import (
    Language,
    Outcome,
    Verdict,
    note_text,
    outcome_text,
    reasons_text,
    wording_text,
)

__all__ = ["both", "figures_of", "verdict_message", "verdict_title"]


def both(made: Callable[[Texts, Language], str]) -> Wordings:
    """Make the same text in both languages (双语).

    Parameters
    ----------
    made : callable
        Given a catalogue and its language, returns the text.
    """
    return Wordings(zh=made(texts("zh"), "zh"), en=made(texts("en"), "en"))


def figures_of(verdict: Verdict) -> CiFigures:
    """Figures of a verdict (数值).

    Parameters
    ----------
    verdict : Verdict
        The verdict.
    """
    return CiFigures(
        before=verdict.before,
        after=verdict.measured,
        threshold=verdict.threshold,
        tolerance=verdict.tolerance,
        margin=verdict.margin,
        measure_unit=verdict.measure_unit,
    )


def verdict_title(verdict: Verdict, counted_as: str) -> Wordings:
    """A few words on a verdict: unit, how it reads, clause (标题).

    Parameters
    ----------
    verdict : Verdict
        The verdict.
    counted_as : str
        What the unit is counted as.
    """

    def made(words: Texts, lang: Language) -> str:
        said = wording_text(verdict.wording, lang) or outcome_text(
            verdict.outcome, lang
        )
        return words["ci.title"].format(
            counted_as=words[f"counted_as.{counted_as}"],
            unit=verdict.unit,
            said=said,
            clause=verdict.clause,
        )

    return both(made)


def verdict_message(verdict: Verdict, counted_as: str, taken_by: Wordings) -> Wordings:
    """What a verdict rests on: figures, who took the sun, reasons, notes (说明文字).

    Parameters
    ----------
    verdict : Verdict
        The verdict.
    counted_as : str
        What the unit is counted as.
    taken_by : Wordings
        Who took the sun.
    """
    title = verdict_title(verdict, counted_as)

    def made(words: Texts, lang: Language) -> str:
        pieces = [title.of(lang)]
        if verdict.outcome in (Outcome.PASS, Outcome.FAIL):
            pieces.append(_figures_text(verdict, words))
            if taken_by.of(lang):
                taken = taken_by.of(lang)
                pieces.append(words["ci.taken_by"].format(parts=taken))
        reasons = reasons_text(verdict, lang)
        if reasons:
            pieces.append(words["ci.reasons"].format(reasons=reasons))
        pieces += [note_text(note, lang) for note in verdict.notes]
        return words["ci.between"].join(pieces)

    return both(made)


def _figures_text(verdict: Verdict, words: Texts) -> str:
    """Before, after and the standard, as far as they are known."""
    pairs = (
        ("before", verdict.before),
        ("after", verdict.measured),
        ("threshold", verdict.threshold),
        ("margin", verdict.margin),
    )
    told = [
        words[f"ci.{name}"].format(
            figure=figure_text(figure, verdict.measure_unit, words)
        )
        for name, figure in pairs
        if figure is not None
    ]
    return words["ci.comma"].join(told)
