"""How a verdict shows itself (结论的视图)."""

from collections.abc import Iterator
from typing import Final

from sunlight.report.notebook.card import card, fields_html
from sunlight.report.texts import Texts, texts
from sunlight.report.units import figure_text
from sunlight.rules import (
    Outcome,
    Verdict,
    note_text,
    outcome_text,
    reasons_text,
    wording_text,
)

__all__ = ["html"]

_TONES: Final = {Outcome.PASS: "pass", Outcome.FAIL: "fail"}


def html(verdict: Verdict) -> str:
    """Outcome with its figures, clause and reasons (结论摘要).

    Parameters
    ----------
    verdict : Verdict
        The verdict.
    """
    words = texts("zh")
    said = wording_text(verdict.wording, "zh") or outcome_text(verdict.outcome, "zh")
    return card(
        f"{verdict.unit}  {said}",
        fields_html(_fields(verdict, words)),
        tone=_TONES.get(verdict.outcome, "open"),
    )


def _fields(verdict: Verdict, words: Texts) -> Iterator[tuple[str, object]]:
    """What is said below the title."""
    yield words["columns.outcome"], outcome_text(verdict.outcome, "zh")
    for key, figure in (
        ("before", verdict.before),
        ("after", verdict.measured),
        ("threshold", verdict.threshold),
        ("margin", verdict.margin),
    ):
        if figure is not None:
            told = figure_text(figure, verdict.measure_unit, words)
            yield words[f"notebook.{key}"], told
    yield words["columns.clause"], verdict.clause
    if verdict.reasons:
        yield words["columns.reasons"], reasons_text(verdict, "zh")
    for note in verdict.notes:
        yield words["columns.remarks"], note_text(note, "zh")
