"""The table of units that other rules judge differently (规则比较表)."""

from collections.abc import Sequence

import pyarrow as pa  # type: ignore[import-untyped]

from sunlight.assessment import RulesComparison
from sunlight.report.texts import Texts
from sunlight.report.units import figure_text
from sunlight.rules import Language, Verdict, outcome_text, reason_text

__all__ = ["comparison_table", "verdict_cell"]


def comparison_table(
    comparison: RulesComparison, words: Texts, lang: Language
) -> pa.Table:
    """One row for each unit whose outcome differs, and each of the rules (规则比较表).

    Parameters
    ----------
    comparison : RulesComparison
        A project under several rules.
    words : mapping
        Catalogue.
    lang : {'zh', 'en'}
        Its language, for outcomes and reasons.

    Returns
    -------
    pyarrow.Table
        Figures are minutes, rooms or shares, as ``measure_unit`` says.
    """
    rows = [
        (unit, found.rules.name, verdict)
        for unit in comparison.differing
        for found, verdict in zip(comparison.by_rules, unit.verdicts, strict=True)
    ]
    verdicts = [verdict for _, _, verdict in rows]
    separator = words["cells.separator"]

    def texts(values: Sequence[str | None]) -> pa.Array:
        return pa.array(values, pa.string())

    def numbers(name: str) -> pa.Array:
        figures = [None if v is None else getattr(v, name) for v in verdicts]
        return pa.array(figures, pa.float64())

    def word(verdict: Verdict | None) -> str:
        if verdict is None:
            return words["comparison.not_looked_at"]
        return outcome_text(verdict.outcome, lang)

    return pa.table(
        {
            "unit": texts([unit.unit for unit, _, _ in rows]),
            "counted_as": texts(
                [words[f"counted_as.{unit.counted_as.value}"] for unit, _, _ in rows]
            ),
            "rules": texts([name for _, name, _ in rows]),
            "outcome": texts([word(v) for v in verdicts]),
            "figure_before": numbers("before"),
            "figure_after": numbers("measured"),
            "figure_threshold": numbers("threshold"),
            "measure_unit": texts(
                [
                    None if v is None else words[f"measure_unit.{v.measure_unit}"]
                    for v in verdicts
                ]
            ),
            "clause": texts([None if v is None else v.clause for v in verdicts]),
            "reasons": texts(
                [
                    None
                    if v is None
                    else separator.join(reason_text(r, lang) for r in v.reasons)
                    for v in verdicts
                ]
            ),
        }
    )


def verdict_cell(verdict: Verdict | None, words: Texts, lang: Language) -> str:
    """A verdict as it stands in a cell: outcome, figure and standard (结论单元格).

    Parameters
    ----------
    verdict : Verdict or None
        None where the rules do not look at the unit.
    words : mapping
        Catalogue.
    lang : {'zh', 'en'}
        Its language.
    """
    if verdict is None:
        return words["comparison.not_looked_at"]
    outcome = outcome_text(verdict.outcome, lang)
    if verdict.measured is None or verdict.threshold is None:
        return outcome
    return words["comparison.cell"].format(
        outcome=outcome,
        figure=figure_text(verdict.measured, verdict.measure_unit, words),
        threshold=f"{verdict.threshold:.5g}",
    )
